"""`borderkit export` writes by the ending of the file, and asks whoever can draw for pictures."""

import os
import subprocess
import sys
from pathlib import Path
from typing import cast

import fiona
import pyogrio
import pytest

from borderkit import locations
from borderkit.bundled import BUNDLED_LAYER
from borderkit.cli import run
from borderkit.drawing import Drawing, PictureOptions
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal

Asked = tuple[str, Path | None, Path, PictureOptions]


class Draws:
    """Takes note of what it is asked to draw."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def picture(self, proposal: Proposal, out: Path, options: PictureOptions) -> None:
        self.asked.append((proposal.id, proposal.layer.source, out, options))


@pytest.fixture
def layer(northwest: UnitLayer) -> list[str]:
    """The options that choose a small layer."""
    return ["--layer", str(northwest.source)]


@pytest.mark.parametrize(("what", "rows"), [(None, 2), ("jurisdictions", 2), ("units", 80), ("moved", 22)])
def test_what_the_file_holds_can_be_chosen(out: Path, layer: list[str], what: str | None, rows: int) -> None:
    path = out / "a.shp"
    chosen = ["--what", what] if what else []
    assert run(["export", "greater-idaho-2020", str(path), *layer, *chosen]) == 0
    with fiona.open(path) as source:
        assert len(source) == rows


@pytest.mark.parametrize("ending", [".gpkg", ".shp", ".zip", ".geojson", ".kml", ".csv", ".xlsx"])
def test_every_kind_of_data_file_is_written_and_nothing_is_said(
    out: Path, layer: list[str], ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = out / f"a{ending}"
    assert run(["export", "greater-idaho-2020", str(path), *layer]) == 0
    assert path.stat().st_size > 100
    assert capsys.readouterr() == ("", "")


def test_settings_are_options_here_too(out: Path, layer: list[str]) -> None:
    path = out / "a.gpkg"
    assert run(["export", "greater-idaho-2020", str(path), *layer, "--people", "2010", "--election", "2016"]) == 0
    frame = pyogrio.read_dataframe(path, layer="jurisdictions", read_geometry=False).set_index("code")
    assert frame.loc["ID", "people_before"] == 1_567_582


def test_an_ending_that_is_not_known_is_told_with_those_that_are(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "greater-idaho-2020", str(out / "a.doc")]) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "“.doc”" in err
    assert ".gpkg, .zip, .shp, .geojson, .kml, .xlsx, .csv, .html, .png, .svg, .pdf" in err
    assert list(out.iterdir()) == []


def test_an_error_is_one_line(out: Path, layer: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "greater-idaho-2020", str(out / "gone" / "a.kml"), *layer]) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "does not exist" in err


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
def test_pictures_are_asked_of_whoever_draws(out: Path, layer: list[str], ending: str) -> None:
    path, draws = out / f"a{ending}", Draws()
    assert run(["export", "greater-idaho-2020", str(path), *layer], cast("Drawing", draws)) == 0
    options = ["--region", "states", "--width", "4000", "--dpi", "150", "--no-legend", "--no-title", "--table"]
    options += ["--transparent", "--black-and-white"]
    assert run(["export", "california-leaves-the-union", str(path), *options], cast("Drawing", draws)) == 0
    chosen = PictureOptions(
        region="states",
        width_px=4000,
        dpi=150,
        legend=False,
        title=False,
        table=True,
        transparent=True,
        black_and_white=True,
    )
    assert draws.asked == [
        ("greater-idaho-2020", Path(layer[1]), path, PictureOptions()),
        ("california-leaves-the-union", locations.shapefiles() / BUNDLED_LAYER, path, chosen),
    ]


def test_where_nobody_draws_it_says_so(out: Path, layer: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "greater-idaho-2020", str(out / "a.png"), *layer]) == 1
    assert "Pictures cannot be drawn here" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [["--width", "10"], ["--width", "x"], ["--dpi", "0"], ["--region", "moon"], ["--what", "all"], ["--table"]],
)
def test_options_that_make_no_sense_are_bad_usage(
    out: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ending:
        run(["export", "greater-idaho-2020", str(out / "a.gpkg"), *options])
    assert ending.value.code == 2
    assert "usage" in capsys.readouterr().err
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("ending", [".gpkg", ".xlsx", ".csv", ".png", ".svg", ".pdf", ".html"])
def test_what_a_file_without_a_choice_holds_is_not_to_be_chosen(
    out: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(["export", "greater-idaho-2020", str(out / f"a{ending}"), "--what", "jurisdictions"])
    assert left.value.code == 2
    assert "Only .zip, .shp, .geojson, .kml leave a choice." in capsys.readouterr().err
    assert list(out.iterdir()) == []


def test_options_of_pictures_are_named_as_typed(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["export", "greater-idaho-2020", str(out / "a.gpkg"), "--no-legend", "--width", "900"])
    assert "--width, --no-legend: only pictures have this" in capsys.readouterr().err


def test_data_files_are_written_without_qt_and_pictures_named_before_a_layer_is_read(out: Path) -> None:
    code = (
        "import sys; from ui.app import main; status = main(sys.argv[1:]); "
        "assert not any(m.startswith('PySide6') for m in sys.modules); sys.exit(status)"
    )
    command = [sys.executable, "-c", code, "export", "greater-idaho-2020", str(out / "a.csv")]
    subprocess.run(command, check=True, capture_output=True)
    assert (out / "a.csv").exists()


def test_a_picture_needs_no_screen(out: Path, layer: list[str]) -> None:
    shown = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    shown.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-m", "ui", "export", "greater-idaho-2020", str(out / "a.png"), *layer, "--width", "800"]
    done = subprocess.run(command, env=shown, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    png = (out / "a.png").read_bytes()
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") == 800


def test_a_web_page_is_written(out: Path, layer: list[str]) -> None:
    assert run(["export", "greater-idaho-2020", str(out / "a.html"), *layer]) == 0
    assert "Greater Idaho (2020)" in (out / "a.html").read_text(encoding="utf-8")
