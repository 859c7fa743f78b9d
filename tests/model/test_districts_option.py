"""The command line takes other tools' plans, and checks tables and plans row by row."""

import json
from pathlib import Path

import pytest

from borderkit.check import Finding, Severity, check_file
from borderkit.check_plan import LISTED_AT_MOST
from borderkit.cli import run
from borderkit.layer import UnitLayer

BAKER, BENTON, DESCHUTES, MALHEUR = "41001", "41003", "41017", "41045"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "BlockAssign_ST41_OR_CD.txt"
    rows = [f"{BAKER}950100{1000 + n}|1\n" for n in range(3)] + [f"{BENTON}950100{1000 + n}|02\n" for n in range(3)]
    path.write_text("BLOCKID|DISTRICT\n" + "".join(rows), encoding="utf-8")
    return path


def rows_by_code(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    return {row["code"]: row for row in json.loads(capsys.readouterr().out)["jurisdictions"]}


def findings(path: Path, layer: UnitLayer) -> list[Finding]:
    return check_file(path, lambda: layer)


# totals and its kin


def test_a_plan_whose_districts_are_no_jurisdictions_is_refused_in_a_line_that_says_what_to_do(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["totals", str(plan)]) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "--district 1=OR" in err
    assert "--new CODE=NAME" in err


def test_options_say_what_districts_are(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--district", "1=ID", "--district", "2=JEF", "--new", "JEF=Jefferson"]
    assert run(["totals", str(plan), "--json", *options]) == 0
    rows = rows_by_code(capsys)
    assert rows["JEF"]["status"] == "new-state"
    assert run(["totals", str(plan), "--district", "1=ID", "--district", "02="]) == 0
    captured = capsys.readouterr()
    assert "1 county moved" in captured.out
    assert captured.err == ""


def test_a_new_country_is_declared_by_an_option(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--district", "1=CAS", "--district", "2=JEF", "--new-country", "CAS=Cascadia", "--new", "JEF=Jefferson"]
    assert run(["totals", str(plan), "--json", *options]) == 0
    rows = rows_by_code(capsys)
    assert (rows["CAS"]["name"], rows["CAS"]["status"], rows["JEF"]["status"]) == (
        "Cascadia", "independent", "new-state",
    )  # fmt: skip
    table = tmp_path / "plan.csv"
    table.write_text(f"GEOID,STATE\n{BAKER},OUT\n", encoding="utf-8")
    assert run(["totals", str(table), "--json", "--new-country", "OUT"]) == 0
    assert rows_by_code(capsys)["OUT"]["name"] == "Outside the Union"
    assert run(["totals", str(table), "--new-country", "OUT", "--new", "OUT=Elsewhere"]) == 1


def test_what_was_not_taken_over_is_told_in_one_line(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with plan.open("a", encoding="utf-8") as file:
        file.write(f"720019501001000|1\n999999501001000|1\n{BAKER}9501009999|2\n")
    assert run(["totals", str(plan), "--csv", "--district", "1=ID", "--district", "2=OR"]) == 0
    captured = capsys.readouterr()
    assert len(captured.err.splitlines()) == 1
    assert "2 rows could not be taken over (in a territory: 1, not in the layer: 1)" in captured.err
    assert "1 county is divided and stays home" in captured.err
    assert captured.out.startswith("code,name,status")


@pytest.mark.parametrize("said", ["1", "=ID", ""])
def test_an_option_of_another_form_is_bad_usage(plan: Path, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        run(["totals", str(plan), "--district", said])
    assert ending.value.code == 2
    assert "LABEL=CODE" in capsys.readouterr().err


# check


def test_every_bad_row_of_a_table_is_listed_with_its_line(counties: UnitLayer, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    lines = [
        "GEOID,STATE",
        f"{BAKER},ID",
        "99999,ID",
        "6037,NV",
        f"{BAKER},WA",
        f"{BENTON},",
        f"{MALHEUR},Idaho",
        ",ID",
    ]
    lines += [f"{DESCHUTES},JEF", "06093,JEF", f"{BENTON},ID"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = [(finding.kind, finding.where) for finding in findings(path, counties)]
    assert found == [
        ("unknown-unit", "plan.csv, line 3"),
        ("lost-leading-zeros", "plan.csv, line 4"),
        ("unit-twice", "plan.csv, line 5"),
        ("unreadable", "plan.csv, line 6"),
        ("unknown-code", "plan.csv, line 7"),
        ("unreadable", "plan.csv, line 8"),
        ("unknown-code", "plan.csv, line 9"),
        ("unit-twice", "plan.csv, line 11"),
    ]
    messages = {finding.where: finding.message for finding in findings(path, counties)}
    assert messages["plan.csv, line 9"] == "“JEF” is no state (in 2 rows: lines 9, 10)."
    assert messages["plan.csv, line 5"] == f"{BAKER} (Baker County) occurs twice, first in line 2."


def test_bad_rows_are_listed_up_to_a_number_and_counted_beyond(counties: UnitLayer, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("GEOID,STATE\n" + "".join(f"X{n:04d},ID\n" for n in range(1_000)), encoding="utf-8")
    found = findings(path, counties)
    assert len(found) == LISTED_AT_MOST + 1
    assert found[-1].kind == "further-rows"
    assert found[-1].message == f"{1_000 - LISTED_AT_MOST:,} further rows or codes cannot be used."
    path.write_text("GEOID20,DISTRICT\n41001,1\n" + "".join(f"X{n:04d},1\n" for n in range(900)), encoding="utf-8")
    found = [finding for finding in findings(path, counties) if finding.level is Severity.ERROR]
    assert found[-1].message == f"{900 - LISTED_AT_MOST:,} further rows could not be taken over."


def test_what_could_not_be_taken_over_of_a_plan_is_listed(counties: UnitLayer, plan: Path) -> None:
    assert [(finding.level, finding.kind) for finding in findings(plan, counties)] == [
        (Severity.WARNING, "undecided-districts")
    ]
    with plan.open("a", encoding="utf-8") as file:
        file.write(
            f"720019501001000|1\n999999501001000|1\n{BENTON}9501008888|\n60379501001000|1\n{BAKER}9501009999|ID\n"
        )
    found = {(finding.level.value, finding.kind, finding.where) for finding in findings(plan, counties)}
    name = plan.name
    assert found == {
        ("warning", "territory", f"{name}, line 8"),
        ("error", "unknown", f"{name}, line 9"),
        ("warning", "unassigned", name),
        ("warning", "mended", name),
        ("warning", "undecided-districts", name),
        ("warning", "divided", f"{name}, {BAKER}"),
    }
    assert all(finding.message.endswith(".") and finding.remedy for finding in findings(plan, counties))


def test_a_sound_plan_passes_and_a_broken_one_does_not(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(plan)]) == 0
    assert "--district 1=CODE" in capsys.readouterr().out
    broken = tmp_path / "plan.csv"
    broken.write_text("GEOID20,District\n4.1E+14,1\n", encoding="utf-8")
    assert run(["check", str(broken), "--json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert "a spreadsheet cut the identifiers off" in finding["message"]
