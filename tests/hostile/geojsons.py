"""GeoJSON cut short, badly written, nested too deep, or saying what GeoJSON cannot say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import geopandas

from tests.hostile.case import Case, Family, Make, Route, bind, each, without, writes
from tests.hostile.shapefile_shapes import ROW, damaged, damaged_shapes
from tests.hostile.sources import IDS, single, truth, written

FAMILY = Family("geojsons", Route.LAYER, truth)
Json = Any


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _cut()
    yield from _text()
    yield from _documents()
    for what, (expected, outline, told) in list(damaged_shapes().items())[1::2]:
        yield damaged(FAMILY, what, expected, outline, told, _written)


def _written(table: Callable[[], geopandas.GeoDataFrame]) -> Make:
    return writes("layer.geojson", lambda: written(table(), ".geojson")[".geojson"])


def with_bytes(change: Callable[[bytes], bytes], name: str = "layer.geojson") -> Make:
    def other() -> bytes:
        content = change(single(".geojson"))
        assert content != single(".geojson"), "nothing is damaged"
        return content

    return writes(name, other)


def with_json(change: Callable[[Json], Json]) -> Make:
    """Return what writes the GeoJSON after a change of its content, or another one that the change returns."""

    def make(content: bytes) -> bytes:
        document = json.loads(content)
        other = change(document)
        return json.dumps(document if other is None else other, ensure_ascii=False).encode("utf-8", "surrogatepass")

    return with_bytes(make)


def with_feature(change: Callable[[Json], object]) -> Make:
    """Return what writes the GeoJSON after a change of the unit that is damaged."""
    return with_json(lambda document: change(document["features"][ROW]) and None)


def _cut() -> Iterator[Case]:
    for at in (0, 1, 2, 100, 400, 1000):
        yield FAMILY.refused(f"cut at byte {at}", with_bytes(bind(lambda content, at: content[:at], at)))
    for share in (25, 50, 75, 99):
        yield FAMILY.refused(
            f"cut at {share} per cent", with_bytes(bind(lambda content, s: content[: len(content) * s // 100], share))
        )
    for back in (3, 5):
        yield FAMILY.refused(
            f"cut {back} bytes before its end", with_bytes(bind(lambda content, b: content[:-b], back))
        )
    yield FAMILY.refused(
        "cut after a feature",
        with_bytes(lambda content: content[: content.index(b'{ "type": "Feature", "properties": { "GEOID": "44001"')]),
    )
    yield FAMILY.either(
        "cut after a feature, then closed",
        with_bytes(
            lambda content: (
                content[: content.index(b',\n{ "type": "Feature", "properties": { "GEOID": "44001"')] + b"]}"
            )
        ),
        truth=lambda: without(truth(), *IDS[4:]),
    )


def _text() -> Iterator[Case]:
    yield FAMILY.opened("with a byte order mark", with_bytes(lambda content: b"\xef\xbb\xbf" + content))
    yield FAMILY.opened("blank lines before it", with_bytes(lambda content: b"\r\n \t\n" + content))
    yield FAMILY.either("in UTF-16", with_bytes(lambda content: content.decode().encode("utf-16")))
    yield FAMILY.either("in UTF-32", with_bytes(lambda content: content.decode().encode("utf-32")))
    yield FAMILY.either(
        "in Latin-1",
        with_bytes(lambda content: content.decode().encode("latin-1")),
        differs=("name",),
        told="UTF-8|encod",
    )
    yield FAMILY.either(
        "zero bytes within", with_bytes(lambda content: content.replace(b"Kent", b"Ke\0nt")), differs=("name",)
    )
    yield FAMILY.either("zero bytes behind it", with_bytes(lambda content: content + bytes(4096)))
    yield FAMILY.either("nonsense behind it", with_bytes(lambda content: content + b"}}]]nonsense"))
    yield FAMILY.either("twice, one behind the other", with_bytes(lambda content: content + content))
    yield FAMILY.either(
        "with comments", with_bytes(lambda content: content.replace(b'"features"', b'/* all */ "features"'))
    )
    yield FAMILY.either("with a comma too many", with_bytes(lambda content: content.replace(b"] } }\n]", b"] } },\n]")))
    yield FAMILY.either("with single quotes", with_bytes(lambda content: content.replace(b'"', b"'")))
    yield FAMILY.refused("a bracket too few", with_bytes(lambda content: content.replace(b"[ [ [", b"[ [", 1)))
    yield FAMILY.refused("only brackets, a million", writes("layer.geojson", lambda: b"[" * 1_000_000))
    yield FAMILY.refused(
        "only braces, a million deep", writes("layer.geojson", lambda: b'{"type":"Feature","a":' * 100_000)
    )
    yield FAMILY.refused(
        "a text of fifty million letters",
        writes("layer.geojson", lambda: b'{"type":"FeatureCollection","features":"' + b"x" * 50_000_000 + b'"}'),
    )
    yield FAMILY.refused(
        "three million features of nothing",
        writes(
            "layer.geojson",
            lambda: b'{"type":"FeatureCollection","features":[' + b'{"type":"Feature"},' * 3_000_000 + b"]}",
        ),
    )
    yield FAMILY.refused(
        "a script",
        writes(
            "layer.json",
            lambda: b'{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline read /etc/passwd"}',
        ),
    )
    yield FAMILY.refused("other JSON", writes("layer.json", lambda: b'{"name": "borderkit", "version": 1}'))
    yield FAMILY.refused("a list", writes("layer.geojson", lambda: b"[1, 2, 3]"))
    yield FAMILY.refused("a web page", writes("layer.geojson", lambda: b"<!DOCTYPE html><html></html>"))
    yield FAMILY.either(
        "one feature a line",
        writes(
            "layer.geojson",
            lambda: b"".join(json.dumps(one).encode() + b"\n" for one in json.loads(single(".geojson"))["features"]),
        ),
    )


def _documents() -> Iterator[Case]:
    yield FAMILY.refused("no features", with_json(lambda d: d["features"].clear()))
    for what, value in each({"null": None, "a text": "none", "a number": 7, "an object": {}}):
        yield FAMILY.refused(f"features is {what}", with_json(bind(lambda d, v: d.update(features=v), value)))
    for what, value in each({"null": None, "a number": 7, "a list": [], "a text": "x", "an empty object": {}}):
        yield FAMILY.either(f"one feature is {what}", with_json(bind(lambda d, v: d["features"].insert(3, v), value)))
    yield FAMILY.refused("without a type", with_json(lambda d: d.pop("type") and None))
    yield FAMILY.either("its type is unknown", with_json(lambda d: d.update(type="Features")))
    yield FAMILY.refused("a bare outline", with_json(lambda d: d["features"][0]["geometry"]))
    yield FAMILY.opened(
        "a single feature", with_json(lambda d: d["features"][0]), truth=lambda: without(truth(), *IDS[1:])
    )
    for what, crs in {
        "unknown": "urn:ogc:def:crs:EPSG::99999",
        "nonsense": "<b>x</b>",
        "a file": "file:///etc/passwd",
    }.items():
        yield FAMILY.either(
            f"its coordinate system is {what}",
            with_json(bind(lambda d, c: d["crs"]["properties"].update(name=c), crs)),
            differs=("area",),
        )
    yield FAMILY.either(
        "its coordinate system is a link",
        with_json(lambda d: d.update(crs={"type": "link", "properties": {"href": "http://127.0.0.1:1/x"}})),
    )
    yield FAMILY.either("its coordinate system is a list", with_json(lambda d: d.update(crs=[1, 2])))
    yield FAMILY.opened("without a coordinate system", with_json(lambda d: d.pop("crs") and None))
    yield FAMILY.either(
        "a key twice",
        with_bytes(lambda content: content.replace(b'"features": [', b'"features": [], "features": [', 1)),
    )
    yield FAMILY.either("as Esri writes it", with_json(_as_esri))


def _as_esri(document: Json) -> Json:
    features = [
        {
            "attributes": one["properties"],
            "geometry": {
                "rings": one["geometry"]["coordinates"]
                if one["geometry"]["type"] == "Polygon"
                else [ring for part in one["geometry"]["coordinates"] for ring in part]
            },
        }
        for one in document["features"]
    ]
    return {"geometryType": "esriGeometryPolygon", "spatialReference": {"wkid": 4269}, "features": features}
