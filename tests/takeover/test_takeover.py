"""Other tools' assignment files become moves; what cannot be taken over is listed."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from borderkit.errors import OperationCancelled
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.partial import partial_sums
from borderkit.proposal import Proposal
from borderkit.takeover import DividedRule, Taken, TakeoverError, take_over

BAKER, BENTON, DESCHUTES, MALHEUR = "41001", "41003", "41017", "41045"
JEFFERSON = Jurisdiction("JEF", "Jefferson", Status.NEW_STATE, "#e8a33d")


def file_of(folder: Path, content: str | bytes, name: str = "plan.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def blocks(geoid: str, n_blocks: int, start: int = 0) -> list[str]:
    return [f"{geoid}950100{1000 + n}" for n in range(start, start + n_blocks)]


def lines(identifiers: list[str], district: str, delimiter: str = ",") -> str:
    return "".join(f"{identifier}{delimiter}{district}\n" for identifier in identifiers)


def moves(
    taken: Taken, choices: dict[str, str], rule: DividedRule = DividedRule.STAYS_HOME
) -> dict[str, tuple[str, ...]]:
    return {group.to: group.units for group in taken.document(choices, rule=rule).moves}


#: The heading and the delimiter of a file, and the key of its format.
HEADINGS = [
    ("BLOCKID|DISTRICT", "|", "block-assignment"),
    ("BLOCKID,DISTRICT", ",", "block-assignment"),
    ("GEOID20,District", ",", "daves-redistricting"),
    ("GEOID,DISTRICT", ",", "daves-redistricting"),
    ("geo_id,zone", ",", "districtr-2"),
    ("Id,District", ",", "daves-redistricting"),
    ("Block, District", ",", "districtr"),
    ('"id-oregon-blockgroups20-6-CongressionalDistricts",assignment', ",", "districtr"),
    ("GEOID20,assignment", ",", "districtr"),
    ("VTD,assignment", ",", "districtr"),
    ('"id-louisiana-precincts-6-Districts";assignment', ";", "districtr"),
    ("GEOID20\tCD118FP", "\t", "other"),
    ("GEOID20,Plan 7", ",", "other"),
]


@pytest.mark.parametrize(("heading", "delimiter", "key"), HEADINGS)
def test_the_files_of_all_tools_are_known_by_their_headings(
    counties: UnitLayer, tmp_path: Path, heading: str, delimiter: str, key: str
) -> None:
    content = f"{heading}\n" + lines(blocks(BAKER, 3), "2", delimiter) + lines(blocks(BENTON, 2), "5", delimiter)
    taken = take_over(file_of(tmp_path, content), counties)
    assert taken.format.key == key
    assert [district.label for district in taken.districts] == ["2", "5"]
    assert moves(taken, {"2": "ID", "5": "OR"}) == {"ID": (BAKER,)}
    assert (taken.rows, taken.unassigned, taken.not_taken) == (5, 0, ())


def test_a_file_without_heading_is_read(counties: UnitLayer, tmp_path: Path) -> None:
    taken = take_over(file_of(tmp_path, lines([BAKER, MALHEUR], "0") + lines([BENTON], "1")), counties)
    assert taken.format.key == "districtr"
    assert moves(taken, {"0": "ID", "1": "OR"}) == {"ID": (BAKER, MALHEUR)}


def test_columns_beside_identifier_and_district_are_passed_over(counties: UnitLayer, tmp_path: Path) -> None:
    content = "BLOCKID|COUNTYFP|DISTRICT\n" + "".join(f"{block}|001|07\n" for block in blocks(BAKER, 3))
    assert take_over(file_of(tmp_path, content, "BlockAssign_ST41_OR_VTD.txt"), counties).districts[0].label == "7"


def test_a_workbook_is_taken_over_too(counties: UnitLayer, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["GEOID20", "District"], [410019501001000, 1], [60379501001000, 2]):
        sheet.append(row)
    book.save(tmp_path / "plan.xlsx")
    taken = take_over(tmp_path / "plan.xlsx", counties)
    assert moves(taken, {"1": "ID", "2": "NV"}) == {"ID": (BAKER,), "NV": ("06037",)}
    assert taken.notes == {"leading zero restored": 1}


@pytest.mark.parametrize(
    "identifier",
    ["410019501001000", "410019501001", "41001950100", "41001", "41001000012.1", "1000000US410019501001000", "41001.0"],
)
def test_pieces_of_every_level_belong_to_the_county_they_begin_with(
    counties: UnitLayer, tmp_path: Path, identifier: str
) -> None:
    taken = take_over(file_of(tmp_path, f"GEOID,DISTRICT\n{identifier},1\n"), counties)
    assert moves(taken, {"1": "ID"}) == {"ID": (BAKER,)}


@pytest.mark.parametrize("identifier", ["60379501001000", "60379501001", "6037", "1003020100"])
def test_lost_leading_zeros_are_restored_and_told(counties: UnitLayer, tmp_path: Path, identifier: str) -> None:
    taken = take_over(file_of(tmp_path, f"GEOID20,District\n{identifier},1\n"), counties)
    assert taken.notes == {"leading zero restored": 1}
    assert moves(taken, {"1": "ID"}) == {"ID": ("06037" if identifier[0] == "6" else "01003",)}


def test_a_divided_county_stays_home_and_is_noted_with_its_counts(counties: UnitLayer, tmp_path: Path) -> None:
    content = "GEOID20,District\n" + lines(blocks(DESCHUTES, 57), "1") + lines(blocks(DESCHUTES, 12, 57), "2")
    taken = take_over(file_of(tmp_path, content + lines(blocks(BAKER, 2), "1")), counties)
    choices = {"1": "ID", "2": "OR"}
    (divided,) = taken.divided(choices)
    assert (divided.label, divided.pieces, divided.most) == ("Deschutes County", (("ID", 57), ("OR", 12)), "ID")
    assert divided.said == "57 pieces to ID and 12 to OR"
    document = taken.document(choices)
    assert [group.units for group in document.moves] == [(BAKER,)]
    assert document.kept["partial"] == [
        {"unit": DESCHUTES, "to": "ID", "rule": divided.said, "people": None, "note": "plan.csv"}
    ]
    sums = partial_sums(Proposal(counties, document))
    assert (sums.people_without, sums.people_with) == (16_668, 16_668 + 198_253)
    assert moves(taken, choices, DividedRule.MOST_PIECES) == {"ID": (BAKER, DESCHUTES)}


def test_districts_that_go_to_the_same_state_divide_nothing(counties: UnitLayer, tmp_path: Path) -> None:
    content = "GEOID20,District\n" + lines(blocks(DESCHUTES, 5), "1") + lines(blocks(DESCHUTES, 5, 5), "2")
    taken = take_over(file_of(tmp_path, content), counties)
    assert taken.divided({"1": "ID", "2": "ID"}) == ()
    assert moves(taken, {"1": "ID", "2": "ID"}) == {"ID": (DESCHUTES,)}
    assert moves(taken, {"1": "", "2": "OR"}) == {}


def test_pieces_without_district_divide_no_county(counties: UnitLayer, tmp_path: Path) -> None:
    content = "BLOCKID|DISTRICT\n" + lines(blocks(BAKER, 5), "1", "|")
    for n, none in enumerate(("", "ZZ", "ZZZ", "-1", "0", "null")):
        content += lines(blocks(BAKER, 1, 5 + n), none, "|")
    taken = take_over(file_of(tmp_path, content), counties)
    assert taken.unassigned == 6
    assert moves(taken, {"1": "ID"}) == {"ID": (BAKER,)}


def test_the_state_of_most_people_is_proposed_for_a_district(counties: UnitLayer, tmp_path: Path) -> None:
    taken = take_over(file_of(tmp_path, f"GEOID,DISTRICT\n{BAKER},1\n16001,1\n{BENTON},2\n"), counties)
    first, second = taken.districts
    assert (first.proposed, first.units, first.people, first.is_new) == ("ID", 2, 16_668 + 494_967, False)
    assert first.reason == "97% of its people live in Idaho"
    assert second.proposed == "OR"
    assert moves(taken, taken.proposed()) == {"ID": (BAKER,)}


def test_people_of_a_divided_county_are_counted_by_its_pieces_as_an_estimate(
    counties: UnitLayer, tmp_path: Path
) -> None:
    content = "GEOID20,District\n" + lines(blocks(BAKER, 3), "1") + lines(blocks(BAKER, 1, 3), "2")
    first, second = take_over(file_of(tmp_path, content), counties).districts
    assert (first.people, second.people) == (12_501, 4_167)
    assert first.is_estimate
    assert (first.units, first.units_divided) == (0, 1)


def test_districts_with_names_mean_states_or_new_ones(counties: UnitLayer, tmp_path: Path) -> None:
    taken = take_over(
        file_of(tmp_path, f"GEOID,STATE\n{BAKER},ID\n{BENTON},Idaho\n{MALHEUR},JEF\n41037,Greater Basin\n"), counties
    )
    assert taken.format.key == "geoid-state"
    proposed = {district.label: (district.proposed, district.is_new) for district in taken.districts}
    assert proposed == {
        "ID": ("ID", False), "Idaho": ("ID", False), "JEF": ("JEF", True), "Greater Basin": ("GRE", True),
    }  # fmt: skip
    choices = {**taken.proposed(), "Greater Basin": "JEF"}
    document = taken.document(choices, [JEFFERSON])
    assert document.jurisdictions == (JEFFERSON,)
    proposal = Proposal(counties, document)
    assert [proposal.where_is(geoid) for geoid in (BAKER, BENTON, MALHEUR, "41037")] == ["ID", "ID", "JEF", "JEF"]


def test_every_district_needs_a_choice_that_exists(counties: UnitLayer, tmp_path: Path) -> None:
    taken = take_over(file_of(tmp_path, f"GEOID,DISTRICT\n{BAKER},1\n"), counties)
    with pytest.raises(TakeoverError, match="District 1 has no jurisdiction yet"):
        taken.document({})
    with pytest.raises(TakeoverError, match="no jurisdiction JEF"):
        taken.document({"1": "JEF"})


def test_what_could_not_be_taken_over_is_listed_with_row_and_reason(counties: UnitLayer, tmp_path: Path) -> None:
    connecticut = ["091101001001000", "091101001001001"]
    others = ["720019501001000", "999999501001000", "41002", "4.1E+14", ""]
    content = "GEOID20,District\n" + lines([BAKER, *connecticut, *others], "1")
    taken = take_over(file_of(tmp_path, content), counties)
    found = {(entry.kind, entry.text): (entry.rows, entry.first_row) for entry in taken.not_taken}
    assert found == {
        ("other-vintage", "09110"): (2, 3), ("territory", "72001"): (1, 5), ("unknown", "99999"): (1, 6),
        ("unknown", "41002"): (1, 7), ("cut-off", "4.1E+"): (1, 8), ("no-identifier", ""): (1, 9),
    }  # fmt: skip
    assert "Capitol Planning Region of Connecticut" in taken.not_taken[0].reason
    assert moves(taken, {"1": "ID"}) == {"ID": (BAKER,)}


def test_blocks_of_2020_in_alaska_belong_to_the_census_area_of_2018(counties: UnitLayer, tmp_path: Path) -> None:
    content = "GEOID20,District\n" + lines(blocks("02063", 2), "1") + lines(blocks("02066", 2), "1")
    taken = take_over(file_of(tmp_path, content), counties)
    assert moves(taken, {"1": "WA"}) == {"WA": ("02261",)}
    assert sum(taken.notes.values()) == 4


def test_identifiers_that_are_there_twice_are_told(counties: UnitLayer, tmp_path: Path) -> None:
    content = (
        "GEOID,DISTRICT\n" + lines([BAKER, BAKER, BENTON], "1") + lines([BENTON, BENTON], "2") + lines([MALHEUR], "2")
    )
    taken = take_over(file_of(tmp_path, content), counties)
    assert [(entry.kind, entry.text, entry.rows, entry.first_row) for entry in taken.not_taken] == [
        ("twice", BAKER, 1, 3), ("twice", BENTON, 2, 5),
    ]  # fmt: skip
    assert moves(taken, {"1": "ID", "2": "ID"}) == {"ID": (BAKER, MALHEUR)}


def test_units_in_several_communities_are_not_taken(counties: UnitLayer, tmp_path: Path) -> None:
    taken = take_over(file_of(tmp_path, f"GEOID20,assignment\n{BAKER},0\n{BENTON},0_2\n"), counties)
    assert taken.not_taken[0].kind == "several-districts"
    assert moves(taken, {"0": "ID"}) == {"ID": (BAKER,)}


def test_thousands_of_bad_rows_are_told_in_short(counties: UnitLayer, tmp_path: Path) -> None:
    content = f"GEOID,DISTRICT\n{BAKER},1\n" + "".join(f"X{n:04d},1\n" for n in range(5_000))
    taken = take_over(file_of(tmp_path, content), counties)
    assert len(taken.not_taken) == 1_001
    assert sum(entry.rows for entry in taken.not_taken) == 5_000
    assert taken.not_taken[-1].kind == "others"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"Name,Votes,Year\nBaker,5,2020\n", "names no identifier and district"),
        (b"GEOID,DISTRICT\n", "Nothing in plan.csv belongs"),
        (b"GEOID,DISTRICT\n99999,1\n", "no such unit"),
        (b"GEOID,DISTRICT\n41001,\n", "Nothing in plan.csv belongs"),
        (b"PK\x03\x04nonsense", "damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(900), "old kind"),
        (b'GEOID,DISTRICT\n41001,"1\n' + b"41003,1\n" * 30_000, "not closed"),
    ],
)
def test_files_that_are_no_plans_are_refused(counties: UnitLayer, tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(TakeoverError, match=message):
        take_over(file_of(tmp_path, content), counties)
    with pytest.raises(TakeoverError, match="does not exist"):
        take_over(tmp_path / "nowhere.csv", counties)


def test_too_many_rows_are_refused_before_they_are_read(counties: UnitLayer, tmp_path: Path) -> None:
    with pytest.raises(TakeoverError, match="more than 1,500,000 rows"):
        take_over(file_of(tmp_path, b"410019501001000,5\n" * 10_000_000), counties)


plans = st.dictionaries(
    st.tuples(st.sampled_from([BAKER, BENTON, DESCHUTES, "16001"]), st.integers(0, 8)),
    st.sampled_from(["1", "2", "3", ""]),
    min_size=1,
)
choices_of_plans = st.fixed_dictionaries({label: st.sampled_from(["ID", "OR", "WA", ""]) for label in "123"})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(plans, choices_of_plans)
def test_a_unit_moves_if_and_only_if_all_its_pieces_go_to_one_other_state(
    counties: UnitLayer, tmp_path: Path, plan: dict[tuple[str, int], str], choices: dict[str, str]
) -> None:
    rows = "".join(f"{geoid}950100{1000 + n},{label}\n" for (geoid, n), label in plan.items())
    path = file_of(tmp_path, "GEOID20,District\n" + rows)
    targets: dict[str, list[str]] = {}
    for (geoid, _), label in plan.items():
        home = "ID" if geoid == "16001" else "OR"
        targets.setdefault(geoid, []).extend([choices[label] or home] if label else [])
    if not any(targets.values()):
        with pytest.raises(TakeoverError):
            take_over(path, counties)
        return
    taken = take_over(path, counties)
    document = taken.document(choices)
    proposal = Proposal(counties, document)
    divided = {counties.geoids[entry.unit]: dict(entry.pieces) for entry in taken.divided(choices)}
    for geoid, codes in targets.items():
        home = "ID" if geoid == "16001" else "OR"
        assert proposal.where_is(geoid) == (codes[0] if len(set(codes)) == 1 else home)
        assert divided.get(geoid, {}) == (Counter(codes) if len(set(codes)) > 1 else {})


class Stopping:
    """A progress that is stopped at once."""

    def report(self, done: int, total: int, what: str) -> None:
        raise OperationCancelled


def test_taking_over_can_be_stopped(counties: UnitLayer, tmp_path: Path) -> None:
    with pytest.raises(OperationCancelled):
        take_over(file_of(tmp_path, "GEOID,DISTRICT\n41001,1\n"), counties, Stopping())


def test_a_plan_for_a_layer_of_another_kind_is_taken_over(grid: UnitLayer, tmp_path: Path) -> None:
    taken = take_over(file_of(tmp_path, "ID,DISTRICT\n00001,1\n00002,1\n00008,2\n"), grid)
    assert [district.proposed for district in taken.districts] == ["BB", "CC"]
    assert moves(taken, taken.proposed()) == {"BB": ("00001",)}
