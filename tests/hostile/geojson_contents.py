"""GeoJSON whose outlines and properties are not what they should be."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from tests.hostile.case import Case, bind, changed, each, without
from tests.hostile.geojsons import FAMILY, Json, with_bytes, with_feature, with_json
from tests.hostile.shapefile_shapes import NAMED, ROW, UNIT
from tests.hostile.sources import truth


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _outlines()
    yield from _properties()


_VOTES = ("dem_2024", "total_2024", "rep_2024")


def _deep(levels: int) -> Json:
    inner: Json = []
    for _ in range(levels):
        inner = [inner]
    return inner


def _outlines() -> Iterator[Case]:
    def outline(what: str, value: Json, told: str = NAMED) -> Case:
        return FAMILY.either(
            f"an outline {what}", with_feature(lambda f: f.update(geometry=value)), differs=("area",), told=told
        )

    yield FAMILY.either(
        "an outline is null",
        with_feature(lambda f: f.update(geometry=None)),
        truth=lambda: changed(truth(), UNIT, area=0.0),
        told=NAMED,
    )
    yield FAMILY.either(
        "an outline is not there", with_feature(lambda f: f.pop("geometry")), differs=("area",), told=NAMED
    )
    for what, value in {
        "is a text": "POLYGON",
        "is a list": [],
        "is an empty object": {},
        "has no type": {"coordinates": []},
    }.items():
        yield outline(what, value)
    for what, coordinates in each(
        {
            "has no coordinates": [],
            "has null coordinates": None,
            "has a text for coordinates": "0,0",
            "has an empty ring": [[]],
            "has numbers as texts": [[["-75", "38"], ["-76", "38"], ["-76", "39"], ["-75", "38"]]],
            "has null in a ring": [[[-75, 38], None, [-76, 39], [-75, 38]]],
            "has positions of one number": [[[-75], [-76], [-77], [-75]]],
            "has positions of nothing": [[[], [], [], []]],
            "has positions of nine numbers": [[[-75 - n % 3, 38 + n % 2, 0, 0, 0, 0, 0, 0, 0] for n in range(4)]],
            "has enormous numbers": [[[-1e308, 38], [1e308, 38], [1e308, 39], [-1e308, 38]]],
            "has whole numbers of four hundred digits": [[[10**400, 38], [-76, 38], [-76, 39], [10**400, 38]]],
            "has positions that are objects": [[{"x": 1}, {"x": 2}]],
            "is not closed": [[[-75, 38], [-76, 38], [-76, 39], [-75, 39]]],
            "has a ring of two": [[[-75, 38], [-76, 38]]],
            "has depth too little": [[-75, 38], [-76, 38], [-76, 39], [-75, 38]],
            "has true and false": [[[True, False], [False, True], [True, True], [True, False]]],
        }
    ):
        yield outline(
            what, {"type": "Polygon", "coordinates": coordinates}, told="" if what == "is not closed" else NAMED
        )
    yield FAMILY.either(
        "an outline is nested a hundred thousand deep",
        with_bytes(lambda content: content.replace(b"[ [ [", b"[" * 100_000 + b"1" + b"]" * 100_000 + b", [ [ [", 1)),
        differs=("area",),
    )
    for word in (b"NaN", b"Infinity", b"-Infinity", b"1e999", b"0x10", b"-", b"1.2.3", b"1e", b"null"):
        yield FAMILY.either(
            f"a coordinate is {word.decode()}",
            with_bytes(bind(lambda content, w: re.sub(rb"(\[ \[ \[ )[-\d.]+", rb"\g<1>" + w, content, count=1), word)),
            differs=("area",),
            told=r"10001|row 1|Kent|\b1 ",
        )
    for kind in ("Point", "LineString", "MultiPoint", "GeometryCollection", "Circle", "polygon"):
        yield outline(f"says it is a {kind}", {"type": kind, "coordinates": [-75, 38]})
    collection = {
        "type": "GeometryCollection",
        "geometries": [
            {"type": "Polygon", "coordinates": [[[-75, 38], [-74, 38], [-74, 39], [-75, 38]]]},
            {"type": "Point", "coordinates": [0, 0]},
        ],
    }
    yield outline("is a collection of a polygon and a point", collection)
    yield FAMILY.either(
        "an outline is a collection ten thousand deep", with_bytes(_nested_collections), differs=("area",), told=NAMED
    )
    yield FAMILY.refused(
        "all outlines are null", with_json(lambda d: [f.update(geometry=None) for f in d["features"]] and None)
    )
    yield FAMILY.refused(
        "all outlines are points",
        with_json(
            lambda d: [f.update(geometry={"type": "Point", "coordinates": [1, 2]}) for f in d["features"]] and None
        ),
    )


def _nested_collections(content: bytes) -> bytes:
    begins = b'{ "type": "GeometryCollection", "geometries": [ '
    outline = (
        b'"geometry": { "type": "Polygon", "coordinates": [ [ [ -75, 38 ], [ -74, 38 ], [ -74, 39 ], [ -75, 38 ] ] ] }'
    )
    nested = outline.replace(b'": {', b'": ' + begins * 10_000 + b"{", 1) + b" ] }" * 10_000
    parts = content.split(b'"geometry": ')
    end = parts[ROW + 1].index(b" }\n") if b" }\n" in parts[ROW + 1] else parts[ROW + 1].index(b" },\n")
    parts[ROW + 1] = nested.removeprefix(b'"geometry": ') + parts[ROW + 1][end:]
    return b'"geometry": '.join(parts)


def _properties() -> Iterator[Case]:
    def property_(what: str, name: str, value: Json, **more: object) -> Case:
        return FAMILY.either(f"{name} is {what}", with_feature(lambda f: f["properties"].update({name: value})), **more)

    for what, value in each({"null": None, "a list": [], "a text": "x", "a number": 5}):
        yield FAMILY.either(
            f"the properties are {what}", with_feature(bind(lambda f, v: f.update(properties=v), value))
        )
    yield FAMILY.either("the properties are not there", with_feature(lambda f: f.pop("properties")))
    for what, value in each(
        {
            "null": None,
            "negative": -7,
            "a fraction": 12.5,
            "a text": "many",
            "true": True,
            "a list": [1],
            "an object": {"n": 1},
            "enormous": 1e300,
            "a whole number of forty digits": 10**39,
        }
    ):
        # Lists are no column to Fiona: what is told then is that the other votes are not counted.
        yield property_(what, "DEM24", value, differs=_VOTES, told="DEM24|row 3|Not counted.*TOTAL24")
    for word in (b"NaN", b"Infinity", b"-Infinity", b"1e999"):
        yield FAMILY.either(
            f"DEM24 is {word.decode()}",
            with_bytes(bind(lambda content, w: content.replace(b'"DEM24": 44222', b'"DEM24": ' + w, 1), word)),
            differs=_VOTES,
            told="DEM24|row 1",
        )
    yield property_("a number", "GEOID", 10005)
    yield property_("null", "GEOID", None)
    yield property_("a list", "GEOID", ["10005"])
    yield property_(
        "twice there",
        "GEOID",
        "10001",
        truth=lambda: without(truth(), UNIT),
        differs=("area", "name", "land_m2", "people_2020", *_VOTES),
        told="10001",
    )
    yield FAMILY.opened(
        "all identifiers are numbers",
        with_json(
            lambda d: [f["properties"].update(GEOID=int(f["properties"]["GEOID"])) for f in d["features"]] and None
        ),
    )
    yield property_(
        "markup",
        "FULLNAME",
        "<img src=x onerror=alert(1)>",
        truth=lambda: changed(truth(), UNIT, name="<img src=x onerror=alert(1)>"),
    )
    yield property_("half a character", "FULLNAME", "a\ud800b", differs=("name",))
    yield property_("a zero character", "FULLNAME", "a\0b", differs=("name",))
    yield property_("right-to-left marks", "FULLNAME", "\u202egnp.exe", differs=("name",))
    yield property_("five million letters", "FULLNAME", "x" * 5_000_000, differs=("name",))
    yield property_("nested deep", "more", _deep(500))
    yield FAMILY.either("three hundred columns", with_json(_many_properties))
    yield FAMILY.either("five thousand columns", with_json(lambda d: _many_properties(d, 5000)))
    yield FAMILY.either("every feature has columns of its own", with_json(_own_properties))
    yield FAMILY.opened(
        "names of columns with markup and paths",
        with_json(
            lambda d: [f["properties"].update({"<b>a</b>": 1, "../x": 2, "": 3}) for f in d["features"]] and None
        ),
    )
    yield FAMILY.either(
        "a column has an empty object", with_feature(lambda f: f["properties"].update(copy.deepcopy({"x": {}})))
    )


def _many_properties(document: Json, number: int = 290) -> None:
    for feature in document["features"]:
        feature["properties"].update({f"F{n}": n for n in range(number)})


def _own_properties(document: Json) -> None:
    for position, feature in enumerate(document["features"]):
        feature["properties"].update({f"F{position}-{n}": n for n in range(50)})
