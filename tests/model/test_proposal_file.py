"""Proposal files come back as they were written, and what is wrong with one is said."""

import json
from pathlib import Path

import pytest

import borderkit
from borderkit import locations
from borderkit.document import Details
from borderkit.errors import BorderkitError, ProposalFileError
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.leading_zeros import LostZerosError
from borderkit.proposal import Proposal
from borderkit.proposal_file import KEY_ORDER, read_document, to_text

GREATER_IDAHO = locations.resources() / "proposals" / "greater-idaho-2020.borderkit"


def content(**changes: object) -> dict[str, object]:
    """Return a small proposal with some keys changed."""
    return {
        "format": "borderkit-proposal",
        "version": 1,
        "id": "",
        "title": "Small",
        "author": "",
        "date": "",
        "summary": "",
        "jurisdictions": [],
        "moves": [{"to": "ID", "units": ["41001"]}],
    } | changes


def write(folder: Path, data: object, name: str = "small.borderkit") -> Path:
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_what_is_saved_comes_back(counties: UnitLayer, tmp_path: Path) -> None:
    proposal = Proposal(counties)
    proposal.add_jurisdiction(Jurisdiction("JEF", "Jefferson “<b>&", Status.NEW_STATE, "#e8a33d"))
    proposal.move(["41033", "06093"], "JEF")
    proposal.move(["41001"], "ID")
    proposal.edit_details(Details('Títle\n"quoted"', "Ann", "2026-11-22", "Línes"))
    path = tmp_path / "mine.borderkit"
    borderkit.save_proposal(proposal, path)
    again = borderkit.open_proposal(path, counties)
    assert (again.assignment == proposal.assignment).all()
    assert again.details == proposal.details
    assert list(again.own_jurisdictions) == list(proposal.own_jurisdictions)
    assert again.settings == proposal.settings


def test_bundled_files_are_as_the_program_would_write_them(counties: UnitLayer) -> None:
    for path in sorted((locations.resources() / "proposals").glob("*.borderkit")):
        document = read_document(path, counties)
        assert to_text(document, counties) == path.read_text(encoding="utf-8"), path.name


def test_keys_stand_in_a_fixed_order_and_each_move_has_a_line(counties: UnitLayer) -> None:
    text = GREATER_IDAHO.read_text(encoding="utf-8")
    keys = [line.split('"')[1] for line in text.splitlines() if line.startswith('  "')]
    assert keys == [key for key in KEY_ORDER if key in keys]
    assert sum('"to": "ID"' in line for line in text.splitlines()) == 1


def test_only_moves_away_from_home_are_stored(counties: UnitLayer, tmp_path: Path) -> None:
    path = write(tmp_path, content(moves=[{"to": "OR", "units": ["41001"]}, {"to": "ID", "units": ["41003"]}]))
    proposal = borderkit.open_proposal(path, counties)
    borderkit.save_proposal(proposal, path)
    assert [move["to"] for move in json.loads(path.read_text(encoding="utf-8"))["moves"]] == ["ID"]


def test_unknown_keys_and_notes_are_kept_at_every_depth(counties: UnitLayer, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        content(
            later={"a": [1, 2]},
            claims=[{"measure": "people", "value": 386000}],
            jurisdictions=[
                {"code": "JEF", "name": "Jefferson", "status": "new-state", "color": "#e8a33d", "motto": "?"}
            ],
            moves=[
                {"to": "ID", "units": ["41001", "41003"], "note": "voted", "vote": 2021},
                {"to": "JEF", "units": ["06093"]},
            ],
            settings={"election": 2020, "later": True},
        ),
    )
    proposal = borderkit.open_proposal(path, counties)
    proposal.move(["41005"], "ID")
    proposal.put_back(["41003"])
    borderkit.save_proposal(proposal, path)
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert saved["later"] == {"a": [1, 2]}
    assert saved["claims"] == [{"measure": "people", "value": 386000}]
    assert saved["jurisdictions"][0]["motto"] == "?"
    assert saved["moves"][0] == {"to": "ID", "units": ["41001"], "note": "voted", "vote": 2021}
    assert {"to": "ID", "units": ["41005"]} in saved["moves"]
    assert saved["settings"]["later"] is True
    assert saved["settings"]["election"] == 2020


def test_a_unit_that_the_layer_lacks_is_named_and_kept(counties: UnitLayer, tmp_path: Path) -> None:
    path = write(tmp_path, content(moves=[{"to": "ID", "units": ["41001", "41999"]}]))
    proposal = borderkit.open_proposal(path, counties)
    assert [group.units for group in proposal.unknown] == [("41999",)]
    assert any("41999" in note for note in borderkit.totals(proposal)["notes"])
    proposal.put_back()
    borderkit.save_proposal(proposal, path)
    assert json.loads(path.read_text(encoding="utf-8"))["moves"] == [{"to": "ID", "units": ["41999"]}]


@pytest.mark.parametrize("unit", ["6037", 6037])
def test_lost_leading_zeros_are_told_and_mended_on_demand(counties: UnitLayer, tmp_path: Path, unit: object) -> None:
    path = write(tmp_path, content(moves=[{"to": "NV", "units": [unit]}]))
    with pytest.raises(LostZerosError, match="06037 is Los Angeles County") as refusal:
        borderkit.open_proposal(path, counties)
    assert "leading zero" in str(refusal.value)
    assert borderkit.open_proposal(path, counties, restore_zeros=True).where_is("06037") == "NV"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "damaged or incomplete"),
        ("[]", "not a BorderKit proposal"),
        ('{"format": "borderkit-proposal", "version": 1, "moves": [', "line 1, column"),
        ('{"type": "FeatureCollection"}', "not a BorderKit proposal"),
        (content(version=2), "newer BorderKit"),
        (content(version="1"), "damaged"),
        (content(title=5), "“title” is not text"),
        (content(moves={"ID": ["41001"]}), "“moves” is no list"),
        (content(moves=[{"to": "ID"}]), "lacks its target or its units"),
        (content(moves=[{"to": "ID", "units": [None]}]), "is no GEOID"),
        (content(moves=[{"to": "ID", "units": ["41001", "41001"]}]), "it was moved to ID before"),
        (content(moves=[{"to": "XX", "units": ["41001"]}]), "no jurisdiction “XX”"),
        (
            content(jurisdictions=[{"code": "ID", "name": "I", "status": "new-state", "color": "#000000"}]),
            "taken",
        ),
        (content(jurisdictions=[{"code": "JEF", "name": "J", "status": "colony"}]), "unknown status"),
        (content(jurisdictions=[{"code": "JEF", "name": ""}]), "lacks a code or a name"),
        (content(settings={"election": 1996}), "cannot be 1996"),
        (content(settings=[]), "“settings” is no object"),
        (content(settings={"election": 2024.0}), "cannot be 2024.0"),
        (content(settings={"method": []}), "cannot be []"),
        (content(settings={"house_size": True}), "cannot be True"),
        (content(jurisdictions=[{"code": "JEF", "name": "J", "status": []}]), "is not text"),
        ('{"format": "borderkit-proposal", "version": 1, "title": "a\\ud800"}', "half a character"),
        ("[" * 100_000, "cannot be a proposal"),
    ],
)
def test_a_damaged_or_foreign_file_is_refused_with_its_reason(
    counties: UnitLayer, tmp_path: Path, data: object, said: str
) -> None:
    path = write(tmp_path, data)
    before = path.read_bytes()
    with pytest.raises(ProposalFileError) as refusal:
        borderkit.open_proposal(path, counties)
    assert said in str(refusal.value)
    assert path.name in str(refusal.value)
    assert path.read_bytes() == before


def test_every_truncation_of_a_file_is_refused_or_the_whole(counties: UnitLayer, tmp_path: Path) -> None:
    whole = GREATER_IDAHO.read_bytes()
    path = tmp_path / "cut.borderkit"
    for length in range(0, len(whole) - 3, 97):
        path.write_bytes(whole[:length])
        with pytest.raises(ProposalFileError):
            borderkit.open_proposal(path, counties)


def test_bytes_that_are_no_text_are_refused(counties: UnitLayer, tmp_path: Path) -> None:
    path = tmp_path / "picture.borderkit"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")
    with pytest.raises(ProposalFileError, match="UTF-8"):
        borderkit.open_proposal(path, counties)


def test_what_is_neither_id_nor_file_is_refused_with_the_ids(counties: UnitLayer, tmp_path: Path) -> None:
    with pytest.raises(ProposalFileError, match="greater-idaho-2020"):
        borderkit.open_proposal("greater-idaho-1999", counties)
    with pytest.raises(ProposalFileError, match="does not exist"):
        borderkit.open_proposal(tmp_path / "gone.borderkit", counties)
    with pytest.raises(ProposalFileError, match="is a map layer"):
        borderkit.open_proposal(tmp_path / "counties.shp", counties)
    (tmp_path / "letter.txt").write_text("Dear county", encoding="utf-8")
    with pytest.raises(ProposalFileError, match="neither"):
        borderkit.open_proposal(tmp_path / "letter.txt", counties)
    with pytest.raises(BorderkitError):
        borderkit.open_proposal(tmp_path, counties)


def test_zeros_restored_onto_a_unit_that_is_named_whole_are_refused(counties: UnitLayer, tmp_path: Path) -> None:
    path = write(tmp_path, content(moves=[{"to": "ID", "units": ["6037"]}, {"to": "OR", "units": ["06037"]}]))
    with pytest.raises(ProposalFileError, match="06037 to OR; it was moved to ID before"):
        borderkit.open_proposal(path, counties, restore_zeros=True)


def test_groups_with_a_note_and_keys_of_the_layer_survive_saving(counties: UnitLayer, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        content(
            layer={"name": "us-counties", "url": "x"},
            moves=[
                {"to": "ID", "units": [], "note": "keep", "k": 1},
                {"to": "ID", "units": ["41003", "41999", "41001"]},
            ],
        ),
    )
    borderkit.save_proposal(borderkit.open_proposal(path, counties), path)
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert saved["layer"] == {"name": "us-counties", "url": "x", "vintage": "2018", "units": 3142}
    assert saved["moves"] == [
        {"to": "ID", "units": [], "note": "keep", "k": 1},
        {"to": "ID", "units": ["41003", "41999", "41001"]},
    ]


@pytest.mark.parametrize("unit", [["41017"], None, 41017, {"a": 1}])
def test_a_divided_unit_that_is_no_text_is_left_out(counties: UnitLayer, tmp_path: Path, unit: object) -> None:
    path = write(tmp_path, content(partial=[{"unit": unit}, {"unit": "41017"}]))
    assert borderkit.totals(borderkit.open_proposal(path, counties))["partial"]["units"] == ["41017"]


def test_half_a_character_in_a_title_does_not_keep_it_from_being_saved(counties: UnitLayer, tmp_path: Path) -> None:
    proposal = Proposal(counties)
    proposal.edit_details(Details(title="Plan \ud83d and \N{SNOWMAN}\U0001f5fa"))
    borderkit.save_proposal(proposal, tmp_path / "plan.borderkit")
    again = borderkit.open_proposal(tmp_path / "plan.borderkit", counties)
    assert again.details.title == "Plan \N{REPLACEMENT CHARACTER} and \N{SNOWMAN}\U0001f5fa"
