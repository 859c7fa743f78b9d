"""KML whose coordinates and values are not what they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.hostile.case import Case, Make, changed, without, writes
from tests.hostile.kmls import ALL, FAMILY, swap, with_bytes
from tests.hostile.sources import IDS, frame, truth, written


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _coordinates()
    yield from _values()


_FIRST = r"10001|row 1|Kent|\b1 "


def _first_coordinates(text: bytes) -> Make:
    return with_bytes(
        lambda content: re.sub(
            rb"<coordinates>[^<]*</coordinates>", b"<coordinates>" + text + b"</coordinates>", content, count=1
        )
    )


def _coordinates() -> Iterator[Case]:
    for what, text in {
        "none": b"",
        "blanks": b"   \n  ",
        "words": b"here and there",
        "commas": b",,,,,,",
        "one number": b"5",
        "lonely longitudes": b"-75 -76 -77 -75",
        "nan": b"nan,nan nan,nan nan,nan nan,nan",
        "inf": b"inf,38 -76,38 -76,39 inf,38",
        "too large": b"-1e308,38 1e308,38 1e308,39 -1e308,38",
        "crossing": b"-75,38 -76,39 -75,39 -76,38 -75,38",
        "far outside": b"5000,38 5001,38 5001,39 5000,38",
        "two positions": b"-75,38 -76,38",
        "not closed": b"-75,38 -76,38 -76,39",
        "markup": b"&lt;b&gt;",
        "blanks behind commas": b"-75, 38, 0 -76, 38, 0 -76, 39, 0 -75, 38, 0",
        "heights without end": b"-75,38,inf -76,38,nan -76,39,1e999 -75,38,0",
        "decimal commas": b"-75,5,38,5 -76,5,38,5 -76,5,39,5",
        "a million digits": b"-75." + b"1" * 1_000_000 + b",38 -76,38 -76,39 -75,38",
    }.items():
        quiet = (
            "not closed",
            "heights without end",
            "a million digits",
            "blanks behind commas",
            "decimal commas",
            "two positions",
        )
        yield FAMILY.either(
            f"the coordinates are {what}",
            _first_coordinates(text),
            differs=("area",),
            told="" if what in quiet else _FIRST,
        )
    yield FAMILY.either(
        "a placemark without an outline",
        with_bytes(lambda content: re.sub(rb"<Polygon>.*?</Polygon>", b"", content, count=1, flags=re.DOTALL)),
        truth=lambda: changed(truth(), IDS[0], area=0.0),
        told=_FIRST,
    )
    yield FAMILY.refused(
        "all placemarks are points",
        with_bytes(
            lambda content: re.sub(
                rb"<(MultiGeometry|Polygon)>.*?</\1>",
                b"<Point><coordinates>1,2</coordinates></Point>",
                content,
                flags=re.DOTALL,
            )
        ),
    )
    yield FAMILY.either(
        "one placemark is a point",
        with_bytes(
            lambda content: re.sub(
                rb"<Polygon>.*?</Polygon>",
                b"<Point><coordinates>1,2</coordinates></Point>",
                content,
                count=1,
                flags=re.DOTALL,
            )
        ),
        differs=("area",),
        told=_FIRST,
    )
    yield FAMILY.either(
        "an outline in outlines a hundred deep",
        with_bytes(
            lambda content: re.sub(
                rb"(<Polygon>.*?</Polygon>)",
                b"<MultiGeometry>" * 90 + rb"\1" + b"</MultiGeometry>" * 90,
                content,
                count=1,
                flags=re.DOTALL,
            )
        ),
        differs=("area",),
    )


def _values() -> Iterator[Case]:
    votes = ("dem_2024", "rep_2024", "total_2024")
    for what, text in {
        "text": b"many",
        "nan": b"nan",
        "inf": b"inf",
        "negative": b"-7",
        "empty": b"",
        "too large": b"9" * 30,
        "a fraction": b"1.5",
    }.items():
        yield FAMILY.either(
            f"DEM24 is {what}",
            swap(b'<SimpleData name="DEM24">44222<', b'<SimpleData name="DEM24">' + text + b"<"),
            differs=votes,
            told="DEM24|row 1",
        )
    yield FAMILY.either(
        "a field that no schema names",
        swap(b'<SimpleData name="DEM24">44222<', b'<SimpleData name="OTHER">44222<'),
        differs=votes,
        told="DEM24|votes|row 1",
    )
    yield FAMILY.either(
        "the schema is gone",
        with_bytes(lambda content: re.sub(rb"<Schema.*?</Schema>", b"", content, flags=re.DOTALL)),
        differs=ALL,
    )
    yield FAMILY.either(
        "the identifier twice",
        swap(b">10003<", b">10001<"),
        differs=ALL,
        told="10001",
        truth=lambda: without(truth(), IDS[1]),
    )
    yield FAMILY.either(
        "the identifier is missing",
        swap(b'<SimpleData name="GEOID">10003</SimpleData>', b""),
        differs=ALL,
        told=r"GEOID|\bid\b",
    )
    yield FAMILY.opened(
        "a name with markup",
        swap(b">Kent County<", b"><![CDATA[<b>Kent</b> & co]]><"),
        truth=lambda: changed(truth(), IDS[0], name="<b>Kent</b> & co"),
    )
    yield FAMILY.either(
        "three hundred columns",
        writes("layer.kml", lambda: written(frame().assign(**{f"F{n}": n for n in range(290)}), ".kml")[".kml"]),
    )
