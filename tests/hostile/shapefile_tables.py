"""Shapefiles whose table holds what it should not: in cells, identifiers, names of fields, encodings and the .prj."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import geopandas
import numpy as np
import pandas as pd

from tests.hostile.case import Case, Content, Family, Route, bind, changed, without
from tests.hostile.shapefile_bytes import Parts, as_set, both, cell, field, patched, replace, row
from tests.hostile.shapefiles import NO_CRS
from tests.hostile.sources import IDS, frame, truth, written

FAMILY = Family("shapefile tables", Route.LAYER, truth)
_FIGURES = ("land_m2", "people_2020", "dem_2024", "rep_2024", "total_2024")


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _cells()
    yield from _deleted()
    yield from _encodings()
    yield from _projections()
    yield from _identifiers()
    yield from _fields()


def _cells() -> Iterator[Case]:
    for text in (
        b"nan",
        b"inf",
        b"-inf",
        b"1e999",
        b"1e308",
        b"abc",
        b"12,345",
        b"12.5",
        b"-7",
        b"0x1F",
        b"1 2",
        b"******",
        b"99999999",
    ):
        yield FAMILY.either(
            f"DEM24 is {text.decode()}",
            as_set(cell(2, "DEM24", text)),
            # Where a party's votes cannot be used, none of that election are.
            differs=("dem_2024", "rep_2024", "total_2024"),
            told="DEM24|row 3",
        )
    yield FAMILY.either(
        "DEM24 is empty", as_set(cell(2, "DEM24", b"")), differs=("dem_2024", "total_2024"), told="DEM24|votes"
    )
    yield FAMILY.either(
        "DEM24 holds zero bytes", as_set(cell(2, "DEM24", bytes(9))), differs=("dem_2024",), told="DEM24|votes"
    )
    yield FAMILY.either(
        "all votes are nan", as_set(_all_cells("DEM24", b"nan")), differs=("dem_2024", "total_2024"), told="DEM24"
    )
    yield FAMILY.either(
        "all votes are inf", as_set(_all_cells("REP24", b"inf")), differs=("rep_2024", "total_2024"), told="REP24"
    )
    yield FAMILY.either(
        "FULLNAME holds line breaks", as_set(cell(1, "FULLNAME", b"New\r\nCastle\tCounty")), differs=("name",)
    )
    yield FAMILY.either(
        "FULLNAME holds control characters", as_set(cell(1, "FULLNAME", b"\x01\x02\x1b[31mred\x07")), differs=("name",)
    )
    yield FAMILY.opened(
        "FULLNAME holds markup",
        as_set(cell(1, "FULLNAME", b"<img src=x onerror=1>&amp;")),
        truth=lambda: changed(truth(), IDS[1], name="<img src=x onerror=1>&amp;"),
    )
    yield FAMILY.opened(
        "FULLNAME is a path",
        as_set(cell(1, "FULLNAME", b"../../../etc/passwd")),
        truth=lambda: changed(truth(), IDS[1], name="../../../etc/passwd"),
    )
    yield FAMILY.either("all names are empty", as_set(_all_cells("FULLNAME", b"")), differs=("name",))
    yield FAMILY.either("all names are the same", as_set(_all_cells("FULLNAME", b"County")), differs=("name",))
    yield FAMILY.either("STUSPS is of no state", as_set(cell(1, "STUSPS", b"QQ")), differs=("home",))
    yield FAMILY.either("STUSPS is empty", as_set(cell(1, "STUSPS", b"")), differs=("home",))


def _all_cells(name: str, text: bytes) -> Callable[[Parts], None]:
    return both(*(cell(number, name, text) for number in range(len(IDS))))


def _deleted() -> Iterator[Case]:
    yield FAMILY.opened(
        "a row is marked as deleted", as_set(_mark(b"*", 4)), truth=lambda: without(truth(), IDS[4]), told="deleted"
    )
    yield FAMILY.refused("all rows are marked as deleted", as_set(_mark(b"*", *range(len(IDS)))))
    yield FAMILY.either("the marks of rows are no marks", as_set(_mark(b"\xff", *range(len(IDS)))))


def _mark(mark: bytes, *rows: int) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        for number in rows:
            parts[".dbf"] = patched(parts[".dbf"], row(parts[".dbf"], number), mark)

    return change


def _encodings() -> Iterator[Case]:
    """Doña Ana tells whether the text was read as it was written."""
    for name in ("ISO-8859-1", "CP1252", "CP850", "CP437", "MacRoman"):
        told = "name" if name in ("CP850", "CP437", "MacRoman") else None
        differs = ("name",) if told else ()
        content = "Doña Ana County".encode({"MacRoman": "mac_roman"}.get(name, name))
        write = cell(3, "FULLNAME", content)
        yield FAMILY.either(f"text in {name}, the cpg says UTF-8", as_set(write), differs=("name",), told="UTF-8|encod")
        yield FAMILY.either(f"text in {name}, no cpg", as_set(both(write, _no_cpg)), differs=differs)
        if name != "MacRoman":
            yield FAMILY.opened(f"text in {name}, as the cpg says", as_set(both(write, replace(cpg=name.encode()))))
    for said in (
        b"KLINGON",
        b"UTF-16",
        b"65001",
        b"utf8",
        b"\xef\xbb\xbfUTF-8",
        b"UTF-8\r\n\r\n",
        b"ANSI 1252",
        b"../../etc/passwd",
        b"\0\0\0\0",
        b"UTF-8" * 400_000,
        b"\n",
        b"hex",
        b"rot13",
        b"idna",
    ):
        shown = repr(said[:20].decode("latin-1"))
        yield FAMILY.either(
            f"the cpg says {shown}", as_set(replace(cpg=said)), differs=("name",) if said in (b"ANSI 1252",) else ()
        )
    yield FAMILY.either(
        "text is cut within a character", as_set(cell(3, "FULLNAME", b"Do\xc3")), differs=("name",), told=""
    )
    yield FAMILY.either(
        "text is UTF-16", as_set(cell(3, "FULLNAME", "Doña Ana County".encode("utf-16-le"))), differs=("name",)
    )


def _no_cpg(parts: Parts) -> None:
    del parts[".cpg"]


def _projections() -> Iterator[Case]:
    garbage: dict[str, bytes] = {
        "nonsense": b"This is no coordinate system.",
        "binary": bytes(range(256)),
        "open brackets": b"GEOGCS[" * 100_000,
        "five million bytes": b" " * 5_000_000,
        "markup": b"<gml:CRS/>",
        "zero bytes": bytes(300),
    }
    for what, content in garbage.items():
        yield FAMILY.either(f"the prj holds {what}", as_set(replace(prj=content)), told=NO_CRS)
    for what, text in {
        "the code EPSG:4269": "EPSG:4269",
        "an ellipsoid of nan": _PRJ.replace("6378137.0", "nan"),
        "an ellipsoid of no size": _PRJ.replace("6378137.0", "0.0"),
        "a unit of no size": _PRJ.replace("0.0174532925199433", "0.0"),
        "a site's own system": 'LOCAL_CS["site",UNIT["Meter",1.0]]',
        "a system of heights": 'VERT_CS["heights",VERT_DATUM["any",2005],UNIT["Meter",1.0]]',
        "a geocentric system": _PRJ.replace("GEOGCS", "GEOCCS").replace(
            'UNIT["Degree",0.0174532925199433]', 'UNIT["Meter",1.0]'
        ),
        "a projection that does not exist": f'PROJCS["x",{_PRJ},PROJECTION["Nowhere"],UNIT["Meter",1.0]]',
        "a zone of UTM, with numbers in degrees": _projected(
            False_Easting=500_000.0, Central_Meridian=-75.0, Scale_Factor=0.9996, Latitude_Of_Origin=0.0
        ),
        "a projection of infinite scale": _projected(Scale_Factor=1e308),
    }.items():
        yield FAMILY.either(f"the prj holds {what}", as_set(replace(prj=text.encode())), differs=("area",))
    yield FAMILY.opened(
        "the prj in capitals and on several lines", as_set(replace(prj=_PRJ.replace(",", ",\r\n  ").encode()))
    )


_PRJ = (
    'GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)


def _projected(**parameters: float) -> str:
    named = "".join(f'PARAMETER["{name}",{value}],' for name, value in parameters.items())
    return f'PROJCS["plane",{_PRJ},PROJECTION["Transverse_Mercator"],{named}UNIT["Meter",1.0]]'


def _identifiers() -> Iterator[Case]:
    yield FAMILY.either(
        "an identifier twice",
        as_set(cell(1, "GEOID", b"10001")),
        truth=lambda: without(truth(), IDS[1]),
        differs=("area", "name", *_FIGURES),
        told="10001",
    )
    yield FAMILY.either(
        "all identifiers the same",
        as_set(_all_cells("GEOID", b"10001")),
        truth=lambda: without(truth(), *IDS[1:]),
        differs=("area", "name", *_FIGURES, "home"),
        told="10001",
    )
    yield FAMILY.refused("an identifier is empty", as_set(cell(1, "GEOID", b"")))
    yield FAMILY.refused("all identifiers are empty", as_set(_all_cells("GEOID", b"")))
    yield FAMILY.either("an identifier of zero bytes", as_set(cell(1, "GEOID", bytes(5))))
    yield FAMILY.opened("identifiers are whole numbers", as_set(lambda parts: _with_ids(parts, list(map(int, IDS)))))
    yield FAMILY.opened(
        "identifiers are numbers with decimals", as_set(lambda parts: _with_ids(parts, list(map(float, IDS))))
    )
    yield FAMILY.either("identifiers are nan", as_set(lambda parts: _with_ids(parts, [float("nan")] * len(IDS))))
    for what, ids in {
        "markup": [f"<b>{n}</b>" for n in range(9)],
        "paths": [f"../{n}/x" for n in range(9)],
        "line breaks": [f"{n}\n{n}" for n in range(9)],
        "quotes": [f"{n}\"'" for n in range(9)],
        "250 letters": [str(n) * 250 for n in range(1, 10)],
        "only capitals apart": ["a", "A", "b", "B", "c", "C", "d", "D", "e"],
        "not ASCII": [f"№{n}" for n in range(9)],
        "formulas": [f"=HYPERLINK({n})" for n in range(9)],
    }.items():
        yield FAMILY.either(
            f"identifiers are {what}",
            as_set(bind(_with_ids, ids)),
            truth=bind(lambda ids: _renamed([" ".join(one.split()) for one in ids]), ids),
        )
    yield FAMILY.opened(
        "identifiers have blanks around them", as_set(lambda parts: _with_ids(parts, [f"  {i} " for i in IDS]))
    )


def _with_ids(parts: Parts, ids: list[object]) -> None:
    table = frame().copy()
    table["GEOID"] = ids
    parts.update(written(table, ".shp"))


def _renamed(ids: list[str]) -> Content:
    return dict(zip(ids, truth().values(), strict=True))


def _fields() -> Iterator[Case]:
    yield FAMILY.opened("three hundred columns", as_set(lambda parts: parts.update(_wide(290))))
    yield FAMILY.either("two thousand columns", as_set(lambda parts: parts.update(_wide(1990))))
    yield FAMILY.refused(
        "no field but one", as_set(lambda parts: parts.update(written(frame()[["FULLNAME", "geometry"]], ".shp")))
    )
    yield FAMILY.opened("names of fields with markup", as_set(lambda parts: parts.update(_labelled("<i>a</i>"))))
    yield FAMILY.opened("names of fields with separators", as_set(lambda parts: parts.update(_labelled("../a/b"))))
    yield FAMILY.either("two fields of one name", as_set(_twice), differs=_FIGURES, told="DEM24")


@cache
def _wide(more: int) -> dict[str, bytes]:
    table = frame()
    others = pd.DataFrame({f"F{n:04}": np.arange(len(IDS), dtype=np.int16) for n in range(more)})
    return written(geopandas.GeoDataFrame(pd.concat([table, others], axis=1), crs=table.crs), ".shp")


def _labelled(name: str) -> dict[str, bytes]:
    return written(frame().assign(**{name: "text"}), ".shp")


def _twice(parts: Parts) -> None:
    at = field(parts[".dbf"], "REP24")[0]
    parts[".dbf"] = patched(parts[".dbf"], at, b"DEM24\0")
