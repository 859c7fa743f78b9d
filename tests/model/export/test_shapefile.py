"""A shapefile comes as a whole set, with its coordinate system, its encoding, and what its short names mean."""

import csv
import io
import zipfile
from pathlib import Path

import fiona
import geopandas
import pyogrio
import pyogrio.raw
import pytest

from borderkit.errors import SaveError
from borderkit.export import What, export
from borderkit.export.tables import table
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from tests.model.export.conftest import AWKWARD_NAMES
from tests.model.export.readers import assert_good_outlines, assert_same_values

PARTS = {".shp", ".shx", ".dbf", ".prj", ".cpg", ".columns.csv", ".notes.txt"}


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@pytest.mark.parametrize("what", list(What))
def test_a_set_holds_the_proposals_own_figures(greater_idaho: Proposal, out: Path, what: What) -> None:
    path = out / "set.shp"
    export(greater_idaho, path, what, Silent())
    assert names(out) == {f"set{part}" for part in PARTS}
    with fiona.open(path) as source:
        assert source.crs.to_epsg() == 4269
        assert_same_values([dict(feature["properties"]) for feature in source], greater_idaho, what, short=True)
    assert (out / "set.cpg").read_text(encoding="ascii").strip() == "UTF-8"
    assert "North_American_1983" in (out / "set.prj").read_text(encoding="ascii")


def test_outlines_are_valid_share_their_borders_and_their_areas_add_up(greater_idaho: Proposal, out: Path) -> None:
    for what in (What.UNITS, What.JURISDICTIONS):
        export(greater_idaho, out / f"{what.value}.shp", what, Silent())
    units = geopandas.read_file(out / "units.shp")
    assert_good_outlines(units, units)
    assert_good_outlines(geopandas.read_file(out / "jurisdictions.shp"), units)


def test_the_legend_says_what_each_short_name_means(greater_idaho: Proposal, out: Path) -> None:
    export(greater_idaho, out / "set.shp", What.JURISDICTIONS, Silent())
    legend = list(csv.DictReader(io.StringIO((out / "set.columns.csv").read_text(encoding="utf-8"))))
    assert [row["COLUMN"] for row in legend] == list(pyogrio.read_info(out / "set.shp")["fields"])
    assert [row["NAME"] for row in legend] == [column.name for column in table(greater_idaho, What.JURISDICTIONS)]
    meaning = {row["COLUMN"]: row["MEANING"] for row in legend}
    assert meaning["DEM_B"] == "Democratic votes 2024, before"
    notes = (out / "set.notes.txt").read_text(encoding="utf-8")
    assert "Title: Greater Idaho (2020)" in notes


def test_a_zip_is_the_same_set_in_one_file_and_the_same_bytes_each_time(greater_idaho: Proposal, out: Path) -> None:
    path = out / "set.zip"
    export(greater_idaho, path, What.JURISDICTIONS, Silent())
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {f"set{part}" for part in PARTS}
    rows = pyogrio.read_dataframe(f"/vsizip/{path}/set.shp", read_geometry=False).to_dict("records")
    assert_same_values(rows, greater_idaho, What.JURISDICTIONS, short=True)
    first = path.read_bytes()
    export(greater_idaho, path, What.JURISDICTIONS, Silent())
    assert path.read_bytes() == first
    assert names(out) == {"set.zip"}


@pytest.mark.parametrize("ending", [".shp", ".zip"])
def test_awkward_names_come_back_letter_by_letter(awkward: Proposal, out: Path, ending: str) -> None:
    path = out / f"ein Name, \"so\" & 'so' 特拉华{ending}"
    export(awkward, path, What.UNITS, Silent())
    found = f"/vsizip/{path}" if ending == ".zip" else path
    rows = pyogrio.read_dataframe(found, read_geometry=False).to_dict("records")
    assert_same_values(rows, awkward, What.UNITS, short=True)
    assert {row["NAME"] for row in rows} == set(AWKWARD_NAMES)


@pytest.mark.parametrize("ending", [".shp", ".zip"])
def test_without_moves_it_has_all_columns_and_no_row(unmoved: Proposal, out: Path, ending: str) -> None:
    path = out / f"none{ending}"
    export(unmoved, path, What.MOVED, Silent())
    info = pyogrio.read_info(f"/vsizip/{path}" if ending == ".zip" else path)
    assert info["features"] == 0
    assert len(info["fields"]) == len(table(unmoved, What.MOVED))


def test_another_set_takes_the_place_of_all_of_the_old_one(greater_idaho: Proposal, out: Path) -> None:
    path = out / "set.shp"
    export(greater_idaho, path, What.UNITS, Silent())
    for stray in ("set.qix", "set.sbn", "set.shp.xml", "set.txt"):
        (out / stray).write_text("old", encoding="utf-8")
    export(greater_idaho, path, What.MOVED, Silent())
    assert names(out) == {*(f"set{part}" for part in PARTS), "set.txt"}
    assert pyogrio.read_info(path)["features"] == 22


def test_a_set_that_cannot_be_exchanged_whole_stays_the_old_one(greater_idaho: Proposal, out: Path) -> None:
    path = out / "set.shp"
    export(greater_idaho, path, What.UNITS, Silent())
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    (out / "set.shx").unlink()
    (out / "set.shx").mkdir()
    with pytest.raises(SaveError, match="is a folder"):
        export(greater_idaho, path, What.MOVED, Silent())
    (out / "set.shx").rmdir()
    del before["set.shx"]
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


def test_a_set_that_came_out_short_is_not_taken(
    greater_idaho: Proposal, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = pyogrio.raw.write

    def cut(target: Path, *args: object, **options: object) -> None:
        write(target, *args, **options)
        whole = target.read_bytes()
        target.write_bytes(whole[: len(whole) // 2])

    # A full disk of which GDAL says nothing.
    monkeypatch.setattr(pyogrio.raw, "write", cut)
    with pytest.raises(SaveError, match=r"set.shp could not be written \(the files came out incomplete"):
        export(greater_idaho, out / "set.shp", What.UNITS, Silent())
    assert names(out) == set()


def test_an_ending_in_capitals_is_the_same_set(greater_idaho: Proposal, out: Path) -> None:
    export(greater_idaho, out / "SET.SHP", What.MOVED, Silent())
    assert names(out) == {f"SET{part}" for part in PARTS}
