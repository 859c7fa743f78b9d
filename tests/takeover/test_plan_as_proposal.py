"""A plan opens without a question where its districts are named or were said; what moves and what does not is told."""

import csv
from pathlib import Path

import pytest

import borderkit
from borderkit.errors import ProposalFileError
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.takeover import DividedRule, take_over
from borderkit.takeover.as_proposal import UndecidedDistrictsError
from borderkit.takeover.effect import effect_of
from borderkit.takeover.listing import HEADINGS, summary, write_not_taken
from borderkit.takeover.recognising import is_plan

BAKER, BENTON, DESCHUTES, MALHEUR = "41001", "41003", "41017", "41045"
JEFFERSON = Jurisdiction("JEF", "Jefferson", Status.NEW_STATE, "#e8a33d")


def file_of(folder: Path, content: str, name: str = "plan.csv") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def blocks(geoid: str, n_blocks: int, district: str, start: int = 0) -> str:
    return "".join(f"{geoid}950100{1000 + n},{district}\n" for n in range(start, start + n_blocks))


# Which files are plans


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", "GEOID,STATE\n41001,ID\n", False),
        ("a.csv", "\ufeffname,geoid,State\nx,41001,id\n", False),
        ("a.csv", "GEOID,STATE\n99999,ID\n", False),
        ("a.csv", "GEOID,STATE\n6037,ID\n", False),
        ("a.csv", "GEOID,STATE\n410019501001000,ID\n", True),
        ("a.csv", "GEOID;STATE\n41001;ID\n", True),
        ("a.csv", "GEOID20,District\n410019501001000,1\n", True),
        ("a.csv", "Dear county", True),
        ("a.txt", "BLOCKID|DISTRICT\n410019501001000|1\n", True),
        ("a.csv", "", False),
        ("a.txt", "\n \n", False),
    ],
)
def test_tables_of_codes_are_told_from_plans(
    counties: UnitLayer, tmp_path: Path, name: str, content: str, *, expected: bool
) -> None:
    assert is_plan(file_of(tmp_path, content, name), counties) is expected


def test_what_does_not_exist_is_no_plan(counties: UnitLayer, tmp_path: Path) -> None:
    assert not is_plan(tmp_path / "gone.csv", counties)
    with pytest.raises(ProposalFileError, match="does not exist"):
        borderkit.open_proposal(tmp_path / "gone.csv", counties)
    with pytest.raises(ProposalFileError, match="There is no proposal"):
        borderkit.open_proposal(tmp_path / "gone.txt", counties)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_codes_with_another_delimiter_open_at_once(counties: UnitLayer, tmp_path: Path, delimiter: str) -> None:
    path = file_of(tmp_path, f"GEOID{delimiter}STATE\n{BAKER}{delimiter}Idaho\n{BENTON}{delimiter}wash.\n")
    proposal = borderkit.open_proposal(path, counties)
    assert [proposal.where_is(geoid) for geoid in (BAKER, BENTON)] == ["ID", "WA"]


def test_blocks_with_codes_open_at_once(counties: UnitLayer, tmp_path: Path) -> None:
    path = file_of(tmp_path, "GEOID,STATE\n" + blocks(BAKER, 3, "ID") + blocks(BENTON, 2, "JEF"))
    with pytest.raises(UndecidedDistrictsError) as refusal:
        borderkit.open_proposal(path, counties)
    assert refusal.value.labels == ("JEF",)
    proposal = borderkit.open_proposal(path, counties, [JEFFERSON])
    assert [proposal.where_is(geoid) for geoid in (BAKER, BENTON)] == ["ID", "JEF"]


# What districts are


def test_districts_of_which_nothing_is_said_are_refused_with_the_way_to_say_it(
    counties: UnitLayer, tmp_path: Path
) -> None:
    path = file_of(tmp_path, "GEOID20,District\n" + "".join(blocks(BAKER, 1, str(n), n) for n in range(1, 16)))
    with pytest.raises(UndecidedDistrictsError) as refusal:
        borderkit.open_proposal(path, counties)
    message = str(refusal.value)
    assert message.startswith("plan.csv names districts that are no jurisdictions: 1, 2, 3,")
    assert "12 and 3 more" in message
    assert "--district 1=OR" in message
    assert "--new-country CODE=NAME" in message
    assert len(refusal.value.taken.districts) == 15


def test_what_is_said_of_districts_counts(counties: UnitLayer, tmp_path: Path) -> None:
    path = file_of(
        tmp_path,
        f"GEOID20,District\n{BAKER},1\n{BENTON},2\n{MALHEUR},3\n{DESCHUTES},ID\n41037,Jefferson\n",
    )
    districts = {"01": "wa", "2": "", "3": "JEF"}
    proposal = borderkit.open_proposal(path, counties, [JEFFERSON], districts=districts)
    found = [proposal.where_is(geoid) for geoid in (BAKER, BENTON, MALHEUR, DESCHUTES, "41037")]
    assert found == ["WA", "OR", "JEF", "ID", "JEF"]


@pytest.mark.parametrize(
    ("districts", "message"),
    [({"1": "ID", "9": "OR"}, "has no district “9”"), ({"1": "XX"}, "There is no jurisdiction XX")],
)
def test_what_is_said_amiss_is_refused(
    counties: UnitLayer, tmp_path: Path, districts: dict[str, str], message: str
) -> None:
    path = file_of(tmp_path, f"GEOID20,District\n{BAKER},1\n")
    with pytest.raises(ProposalFileError, match=message) as refusal:
        borderkit.open_proposal(path, counties, districts=districts)
    assert "plan.csv" in str(refusal.value)


def test_districts_of_what_has_none_are_refused(counties: UnitLayer, tmp_path: Path) -> None:
    path = file_of(tmp_path, f"GEOID,STATE\n{BAKER},ID\n")
    for what in (path, "greater-idaho-2020"):
        with pytest.raises(ProposalFileError, match="names jurisdictions, not districts"):
            borderkit.open_proposal(what, counties, districts={"1": "ID"})


# What is told


@pytest.mark.parametrize(
    ("identifiers", "said"),
    [
        (["410019501001000", "410019501001001"], "2 blocks in 1 district"),
        (["10019501001000", "10039501001001"], "2 blocks in 1 district"),
        (["1000000US410019501001000"], "1 block in 1 district"),
        (["410019501001"], "1 block group in 1 district"),
        (["41001950100"], "1 tract or voting district in 1 district"),
        (["41001000012.1", "41001000012.2"], "2 pieces in 1 district"),
        ([BAKER, BENTON], "2 counties in 1 district"),
    ],
)
def test_what_a_plan_is_made_of_is_told(counties: UnitLayer, tmp_path: Path, identifiers: list[str], said: str) -> None:
    path = file_of(tmp_path, "GEOID20,District\n" + "".join(f"{identifier},1\n" for identifier in identifiers))
    assert take_over(path, counties).said == f"Dave's Redistricting: {said}"


def test_a_layer_that_is_not_of_counties_has_units_and_pieces(grid: UnitLayer, tmp_path: Path) -> None:
    assert take_over(file_of(tmp_path, "ID,DISTRICT\n00001,1\n"), grid).called == grid.called
    assert take_over(file_of(tmp_path, "ID,DISTRICT\n00001-7,1\n"), grid).called == ("piece", "pieces")


def test_0_is_a_district_of_the_first_districtr_and_none_of_the_second(counties: UnitLayer, tmp_path: Path) -> None:
    first = take_over(file_of(tmp_path, f'"id-oregon-counties-2-Districts",assignment\n{BAKER},0\n'), counties)
    assert [district.label for district in first.districts] == ["0"]
    assert "District 1 on Districtr's map" in first.format.remark
    second = take_over(file_of(tmp_path, f"geo_id,zone\n{BAKER},1\n{BENTON},0\n"), counties)
    assert [district.label for district in second.districts] == ["1"]
    assert second.unassigned == 1
    assert not second.format.remark


def test_the_effect_of_choices_is_summed_by_where_units_come_from_and_go(counties: UnitLayer, tmp_path: Path) -> None:
    content = blocks(DESCHUTES, 5, "1") + blocks(DESCHUTES, 2, "2", 5) + f"{BAKER},1\n{MALHEUR},1\n{BENTON},2\n"
    taken = take_over(file_of(tmp_path, "GEOID20,District\n" + content + "16001,2\n"), counties)
    choices = {"1": "ID", "2": "OR"}
    effect = effect_of(taken, choices, DividedRule.STAYS_HOME)
    assert [(flow.home, flow.to, flow.units, flow.people) for flow in effect.flows] == [
        ("ID", "OR", 1, 494_967), ("OR", "ID", 2, 16_668 + 31_571),
    ]  # fmt: skip
    assert [entry.label for entry in effect.divided] == ["Deschutes County"]
    assert effect.staying == 1
    most = effect_of(taken, choices, DividedRule.MOST_PIECES)
    assert (most.flows[1].units, most.staying) == (3, 0)
    moved = taken.document(choices, rule=DividedRule.MOST_PIECES).moves
    assert sum(len(group.units) for group in moved) == sum(flow.units for flow in most.flows)


LOSSES = f"{BAKER},1\n=1+1,1\n720019501001000,1\n720019501001001,1\n,1\n{BENTON},\n60379501001000,1\n"


def test_what_does_not_move_is_told_in_a_line(counties: UnitLayer, tmp_path: Path) -> None:
    taken = take_over(file_of(tmp_path, "GEOID20,District\n" + LOSSES), counties)
    assert summary(taken, 2) == (
        "plan.csv, 7 rows: 4 rows could not be taken over (in a territory: 2, not in the layer: 1, "
        "without identifier: 1), 1 has no district, 2 counties are divided and stay home and leading zero restored: 1."
    )
    whole = take_over(file_of(tmp_path, f"GEOID20,District\n{BAKER},1\n"), counties)
    assert summary(whole, 0) == ""
    told: list[str] = []
    borderkit.open_proposal(
        file_of(tmp_path, "GEOID20,District\n" + LOSSES), counties, districts={"1": "ID"}, tell=told.append
    )
    assert len(told) == 1


def test_the_list_of_what_was_not_taken_is_a_table_without_formulas(counties: UnitLayer, tmp_path: Path) -> None:
    taken = take_over(file_of(tmp_path, "GEOID20,District\n" + LOSSES), counties)
    write_not_taken(tmp_path / "list.csv", taken)
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert tuple(header) == HEADINGS
    assert [row[:4] for row in rows] == [
        ["unknown", "'=1+1", "1", "3"], ["territory", "72001", "2", "4"], ["no-identifier", "", "1", "6"],
    ]  # fmt: skip
