"""GEOID,STATE tables are read and written as redistricting tools exchange them."""

import csv
from pathlib import Path

import pytest

import borderkit
from borderkit.assignment_csv import UndeclaredCodeError
from borderkit.errors import ProposalFileError
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.leading_zeros import LostZerosError
from borderkit.proposal import Proposal

JEFFERSON = Jurisdiction("JEF", "Jefferson", Status.NEW_STATE, "#e8a33d")


def table(folder: Path, text: str | bytes) -> Path:
    path = folder / "plan.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_written_it_has_every_unit_and_comes_back(counties: UnitLayer, tmp_path: Path) -> None:
    proposal = Proposal(counties)
    proposal.move(["41001", "06037"], "ID")
    path = tmp_path / "plan.csv"
    borderkit.save_proposal(proposal, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(counties)
    assert {"GEOID": "06037", "STATE": "ID"} in rows
    assert (borderkit.open_proposal(path, counties).assignment == proposal.assignment).all()


def test_units_not_listed_stay_home_and_a_row_that_equals_home_is_no_move(counties: UnitLayer, tmp_path: Path) -> None:
    path = table(tmp_path, "\ufeffname,geoid,State\r\nx,41001,id\r\ny,41003,OR\r\n\r\n")
    proposal = borderkit.open_proposal(path, counties)
    assert [counties.geoids[unit] for unit in proposal.moved_units] == ["41001"]
    assert [group.to for group in proposal.document.moves] == ["ID"]


def test_a_code_that_is_no_state_is_refused_unless_declared(counties: UnitLayer, tmp_path: Path) -> None:
    path = table(tmp_path, "GEOID,STATE\n41001,OR\n06093,JEF\n41033,SUP\n")
    with pytest.raises(UndeclaredCodeError, match="line 3: “JEF” is no state") as refusal:
        borderkit.open_proposal(path, counties)
    assert refusal.value.codes == ("JEF", "SUP")
    path = table(tmp_path, "GEOID,STATE\n06093,JEF\n")
    assert borderkit.open_proposal(path, counties, [JEFFERSON]).where_is("06093") == "JEF"


def test_lost_leading_zeros_are_told_and_mended_on_demand(counties: UnitLayer, tmp_path: Path) -> None:
    path = table(tmp_path, "GEOID,STATE\n41001,ID\n6037,NV\n1001,GA\n")
    with pytest.raises(LostZerosError, match=r"line 3.*06037 is Los Angeles County.*1 more"):
        borderkit.open_proposal(path, counties)
    proposal = borderkit.open_proposal(path, counties, restore_zeros=True)
    assert [proposal.where_is(g) for g in ("06037", "01001")] == ["NV", "GA"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no columns GEOID and STATE"),
        ("NAME;STATE\nBaker;ID\n", "neither a proposal nor another tool's plan"),
        ("GEOID,STATE\n41001\n", "line 2: the GEOID or the STATE is missing"),
        ("GEOID,STATE\n41001,\n", "line 2: the GEOID or the STATE is missing"),
        ("GEOID,STATE\n99999,ID\n", "line 2: there is no unit “99999”"),
        ("GEOID,STATE\n41001,ID\n41001,WA\n", "line 3: 41001 (Baker County) occurs twice, first in line 2"),
        ("GEOID,STATE\n41001,ID\n41001,ID\n", "occurs twice"),
        (b"GEOID,STATE\n\xff\xfe,ID\n", "UTF-8"),
        ("GEOID,STATE\n41001,I\0D\n", "line 2"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_line_and_reason(
    counties: UnitLayer, tmp_path: Path, text: str | bytes, said: str
) -> None:
    with pytest.raises(ProposalFileError) as refusal:
        borderkit.open_proposal(table(tmp_path, text), counties)
    assert said in str(refusal.value)
    assert "plan.csv" in str(refusal.value)
