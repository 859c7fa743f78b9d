"""The command line prints what it promises, and an error is one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from borderkit.cli import run
from ui.app import main


def test_the_shelf_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["proposals", "--json"]) == 0
    listed = {entry["id"]: entry for entry in json.loads(capsys.readouterr().out)}
    assert listed["greater-idaho-2020"]["units_moved"] == 22
    assert listed["greater-idaho-2020"]["people_moved"] == 1_056_792
    assert listed["california-leaves-the-union"]["group"] == "Leaving the Union"
    keys = {"id", "title", "group", "date", "certainty", "units_moved", "people_moved", "summary"}
    assert all(set(entry) == keys for entry in listed.values())
    assert run(["proposals"]) == 0
    assert "greater-idaho-2020" in capsys.readouterr().out


def test_totals_take_settings_from_the_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["totals", "greater-idaho-2020", "--json", "--election", "2016", "--people", "2010"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["settings"]["election"] == 2016
    assert data["settings"]["people"] == 2010
    assert data["national"]["before"]["people"] == 308_745_538
    assert run(["totals", "greater-idaho-2020"]) == 0
    assert "+1,056,792" in capsys.readouterr().out
    assert run(["totals", "greater-idaho-2020", "--csv"]) == 0
    assert capsys.readouterr().out.startswith("code,name,status,units_before")


def test_a_new_state_of_a_table_is_declared_by_an_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "plan.csv"
    table.write_text("GEOID,STATE\n06093,JEF\n", encoding="utf-8")
    assert run(["totals", str(table), "--json"]) == 1
    assert "--new JEF=NAME" in capsys.readouterr().err
    assert run(["totals", str(table), "--json", "--new", "JEF=State of Jefferson"]) == 0
    rows = json.loads(capsys.readouterr().out)["jurisdictions"]
    jefferson = next(row for row in rows if row["code"] == "JEF")
    assert (jefferson["name"], jefferson["status"]) == ("State of Jefferson", "new-state")
    assert run(["totals", str(table), "--new", "j=X"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["totals", "nowhere"],
        ["totals", "gone.borderkit"],
        ["totals", "greater-idaho-2020", "--layer", "gone.shp"],
        ["check", "gone.shp"],
    ],
)
def test_an_error_of_input_is_one_line_and_status_1(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert err.startswith("borderkit: ")


@pytest.mark.parametrize("arguments", [["totals"], ["totals", "x", "--election", "1996"], ["--nonsense"]])
def test_bad_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        run(arguments)
    assert ending.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_check_prints_findings_and_its_status_follows_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "plan.csv"
    table.write_text("GEOID,STATE\n6037,NV\n", encoding="utf-8")
    assert run(["check", str(table), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["file"] == str(table)
    assert report["ok"] is False
    assert set(report["findings"][0]) == {"level", "kind", "where", "message", "remedy"}
    table.write_text("GEOID,STATE\n06037,CA\n", encoding="utf-8")
    assert run(["check", str(table), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is True
    assert report["findings"][0]["level"] == "warning"
    assert run(["check", str(table)]) == 0
    assert "leaves every unit at home" in capsys.readouterr().out


def test_zeros_are_restored_by_an_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "plan.csv"
    table.write_text("GEOID,STATE\n6037,NV\n", encoding="utf-8")
    assert run(["totals", str(table)]) == 1
    assert "lost its leading zero" in capsys.readouterr().err
    assert run(["totals", str(table), "--restore-zeros"]) == 0
    assert "1 county moved" in capsys.readouterr().out


def test_a_layer_with_the_same_columns_can_take_the_place_of_the_bundled_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import geopandas

    from borderkit import locations

    frame = geopandas.read_file(locations.shapefiles() / "us_counties.shp")
    path = tmp_path / "northwest.gpkg"
    frame[frame["STUSPS"].isin(["OR", "ID"])].to_file(path, engine="pyogrio")
    assert run(["totals", "greater-idaho-2020", "--layer", str(path), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [row["code"] for row in data["jurisdictions"]] == ["ID", "OR"]
    assert data["proposal"]["units_moved"] == 22


def test_without_a_screen_it_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([]) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "no screen" in err
    assert "borderkit totals" in err


def test_a_command_never_loads_qt() -> None:
    code = (
        "import sys; from ui.app import main; status = main(['proposals']); "
        "assert not any(m.startswith('PySide6') for m in sys.modules); sys.exit(status)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(["--version"])
    assert ending.value.code == 0
    assert capsys.readouterr().out.startswith("borderkit 0.")
