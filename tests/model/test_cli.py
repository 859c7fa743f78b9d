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
    assert "borderkit export" in err
    assert "borderkit handout" in err


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


def test_rules_are_options(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--house-size", "wyoming", "--method", "webster", "--lapse-seats"]
    assert run(["totals", "california-leaves-the-union", "--json", *options]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["settings"]["house_size"] == "wyoming"
    assert data["settings"]["method"] == "webster"
    assert data["settings"]["lapse_seats"] is True
    assert data["national"]["before"]["house_seats"] == 573
    assert run(["totals", "greater-idaho-2020", "--json", "--house-size", "600"]) == 0
    assert json.loads(capsys.readouterr().out)["national"]["after"]["house_seats"] == 600


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("41001,16", "Write its postal code ID"),
        ("41001,Idaho", "Write its postal code ID"),
        ("41001,9Z", "postal code"),
    ],
)
def test_what_stands_for_a_code_is_told_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str, said: str
) -> None:
    table = tmp_path / "plan.csv"
    table.write_text(f"GEOID,STATE\n{row}\n", encoding="utf-8")
    assert run(["totals", str(table)]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("command", ["totals", "check"])
def test_a_name_that_the_system_cannot_have_is_an_error_of_input(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "x" * 5000]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_new_jurisdictions_are_refused_where_they_mean_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["totals", "greater-idaho-2020", "--new", "JEF=Jefferson"]) == 1
    assert "only a CSV needs them" in capsys.readouterr().err


def test_verbose_counts_before_and_after_the_command(caplog: pytest.LogCaptureFixture) -> None:
    for arguments in (["-v", "totals", "nowhere"], ["totals", "nowhere", "-v"]):
        caplog.clear()
        assert run(arguments) == 1
        assert "The command failed" in caplog.text


def test_a_word_that_is_neither_command_nor_file_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["total"]) == 2
    assert "there is no command and no file “total”" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    command = f"{sys.executable} -m ui totals greater-idaho-2020 --json | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == "{\n"
