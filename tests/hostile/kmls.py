"""KML cut short, with entities and links, and with coordinates that are none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import geopandas

from tests.hostile.case import Case, Family, Make, Route, bind, writes
from tests.hostile.shapefile_shapes import damaged, damaged_shapes
from tests.hostile.shapefiles import VIRTUAL
from tests.hostile.sources import single, truth, written

FAMILY = Family("kmls", Route.LAYER, truth)
ALL = ("area", "name", "home", "land_m2", "people_2020", "dem_2024", "rep_2024", "total_2024", "id")
#: Of outlines that are wrong, those that GDAL writes as KML.
_SHAPES = ("a thousand parts", "heights", "an outline across the antimeridian", "parts that lie one in another")


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _cut()
    yield from _documents()
    for what in _SHAPES:
        expected, outline, told = damaged_shapes()[what]
        yield damaged(FAMILY, what, expected, outline, told, _written)


def _written(table: Callable[[], geopandas.GeoDataFrame]) -> Make:
    return writes("layer.kml", lambda: written(table(), ".kml")[".kml"])


def with_bytes(change: Callable[[bytes], bytes]) -> Make:
    def other() -> bytes:
        content = change(single(".kml"))
        assert content != single(".kml"), "nothing is damaged"
        return content

    return writes("layer.kml", other)


def swap(old: bytes, new: bytes, count: int = 1) -> Make:
    return with_bytes(lambda content: content.replace(old, new, count))


def _cut() -> Iterator[Case]:
    for at in (0, 1, 5, 38, 60, 200, 700, 1500):
        yield FAMILY.refused(f"cut at byte {at}", with_bytes(bind(lambda content, at: content[:at], at)))
    for share in (25, 50, 75, 99):
        yield FAMILY.refused(
            f"cut at {share} per cent", with_bytes(bind(lambda content, s: content[: len(content) * s // 100], share))
        )
    yield FAMILY.refused("cut before its last mark", with_bytes(lambda content: content.rstrip()[:-1]))
    yield FAMILY.refused("nonsense behind it", with_bytes(lambda content: content + b"<more/>"))
    yield FAMILY.refused("zero bytes within", swap(b"Kent", b"Ke\0nt"))
    yield FAMILY.refused("a mark is not closed", swap(b"</Placemark>", b""))
    yield FAMILY.refused("marks cross", swap(b"</Polygon>\n      </Placemark>", b"</Placemark></Polygon>"))


_BOMB = (
    b'<!DOCTYPE kml [<!ENTITY a "xxxxxxxxxx">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
_OUTSIDE = b'<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'


def _documents() -> Iterator[Case]:
    yield FAMILY.refused(
        "entities that unpack to gigabytes",
        with_bytes(lambda content: content.replace(_HEAD, _HEAD + _BOMB).replace(b"Kent", b"&j;")),
    )
    yield FAMILY.refused(
        "an entity from another file",
        with_bytes(lambda content: content.replace(_HEAD, _HEAD + _OUTSIDE).replace(b"Kent", b"&x;")),
    )
    yield FAMILY.refused(
        "a document type from elsewhere", swap(_HEAD, _HEAD + b'<!DOCTYPE kml SYSTEM "http://127.0.0.1:1/x.dtd">')
    )
    yield FAMILY.refused("an entity that nobody declared", swap(b"Kent", b"&nothing;"))
    yield FAMILY.refused(
        "a web page", writes("layer.kml", lambda: b"<!DOCTYPE html><html><body>Not found</body></html>")
    )
    yield FAMILY.refused("another kind of XML", writes("layer.kml", lambda: _HEAD + b"<gpx/>"))
    yield FAMILY.refused(
        "a virtual layer of GDAL",
        writes("layer.kml", lambda: VIRTUAL),
    )
    yield FAMILY.refused(
        "no placemarks",
        writes("layer.kml", lambda: _HEAD + b'<kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>'),
    )
    yield FAMILY.refused(
        "only a link to a map elsewhere",
        writes(
            "layer.kml",
            lambda: (
                _HEAD
                + b'<kml xmlns="http://www.opengis.net/kml/2.2"><NetworkLink><Link><href>http://127.0.0.1:1/a.kml</href></Link></NetworkLink></kml>'
            ),
        ),
    )
    yield FAMILY.refused(
        "folders a hundred thousand deep",
        writes(
            "layer.kml",
            lambda: (
                _HEAD
                + b'<kml xmlns="http://www.opengis.net/kml/2.2">'
                + b"<Folder>" * 100_000
                + b"</Folder>" * 100_000
                + b"</kml>"
            ),
        ),
    )
    yield FAMILY.refused(
        "two million placemarks of nothing",
        writes(
            "layer.kml",
            lambda: (
                _HEAD
                + b'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
                + b"<Placemark/>" * 2_000_000
                + b"</Document></kml>"
            ),
        ),
    )
    yield FAMILY.either(
        "a text of thirty million letters",
        with_bytes(
            lambda content: content.replace(
                b"<name>layer</name>", b"<name>layer</name><description>" + b"x" * 30_000_000 + b"</description>"
            )
        ),
    )
    yield FAMILY.either("no namespace", swap(b' xmlns="http://www.opengis.net/kml/2.2"', b""))
    yield FAMILY.either(
        "another namespace", swap(b"http://www.opengis.net/kml/2.2", b"http://earth.google.com/kml/2.1")
    )
    yield FAMILY.either("a namespace that is none", swap(b"http://www.opengis.net/kml/2.2", b"x"))
    yield FAMILY.either(
        "in UTF-16", with_bytes(lambda content: content.decode().replace("UTF-8", "UTF-16").encode("utf-16"))
    )
    yield FAMILY.either(
        "in UTF-16, though it says UTF-8", with_bytes(lambda content: content.decode().encode("utf-16"))
    )
    yield FAMILY.refused(
        "in Latin-1, though it says UTF-8", with_bytes(lambda content: content.decode().encode("latin-1"))
    )
    yield FAMILY.opened(
        "in Latin-1, as it says",
        with_bytes(lambda content: content.decode().replace("UTF-8", "ISO-8859-1").encode("latin-1")),
    )
    yield FAMILY.either("in an encoding that does not exist", swap(b"UTF-8", b"KLINGON"))
    yield FAMILY.either("with a byte order mark", with_bytes(lambda content: b"\xef\xbb\xbf" + content))
    yield FAMILY.either(
        "with a processing instruction", swap(_HEAD, _HEAD + b'<?xml-stylesheet href="file:///etc/passwd"?>')
    )
    yield FAMILY.either(
        "a second document of the same name",
        with_bytes(
            lambda content: content.replace(
                b"  </Document>\n</kml>",
                b'<Document id="layer"><name>layer</name><Placemark><Point><coordinates>1,2</coordinates></Point>'
                b"</Placemark></Document></Document></kml>",
            )
        ),
        differs=ALL,
        truth=truth,
    )
