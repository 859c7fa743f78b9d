"""Joined columns belong to the proposal: they are saved, undone, tallied, and come back without the table."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from borderkit.borders import JOINED
from borderkit.document import Document
from borderkit.errors import ProposalFileError
from borderkit.joining import Basis, Figure, JoinedColumn, JoinError, Kind, bundled_basis, joined_basis
from borderkit.joining.explain import explain_joined, header_text
from borderkit.joining.in_borders import JoinedFigures
from borderkit.joining.in_document import KeptColumn, columns_from_json, entry_of, new_key
from borderkit.joining.unit_values import figure_of_unit
from borderkit.joining.written import JoinedWriter, change_of
from borderkit.journal import ProposalJournal, recover
from borderkit.journal.state import ProposalFile
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.opening import open_proposal
from borderkit.proposal import Proposal
from borderkit.proposal_file import write_document

TAXES = {"41001": 1_200, "41003": 90, "16001": 7_000}


def kept(
    layer: UnitLayer, values: dict[str, int], key: str = "tax", kind: Kind = Kind.SUM, basis: str = "",
    decimals: int = 0, over: Basis | None = None,
) -> KeptColumn:  # fmt: skip
    own, known = np.zeros(len(layer), dtype=np.int64), np.zeros(len(layer), dtype=np.bool_)
    units = layer.indices(values)
    own[units], known[units] = list(values.values()), True
    weights = over or (bundled_basis(layer, basis) if basis else None)
    column = JoinedColumn(key, f"The {key}", "dollars", "Made up, 2024", kind, own, known, decimals, weights)
    return KeptColumn(column, basis, "taxes.xlsx", "Tax")


@pytest.fixture
def idaho(counties: UnitLayer) -> Proposal:
    proposal = Proposal(counties)
    proposal.move(["41001", "41003"], "ID")
    return proposal


def value(proposal: Proposal, code: str | None, key: str = "tax") -> tuple[object, object]:
    before, after = proposal.joined_before(code, key), proposal.joined_after(code, key)
    return before and before.value, after and after.value


def test_a_column_is_tallied_from_the_step_that_joins_it(idaho: Proposal, counties: UnitLayer) -> None:
    idaho.join_column(kept(counties, TAXES))
    assert idaho.history.steps[-1].text == "Joined the column “The tax”"
    assert value(idaho, "ID") == (7_000, 8_290)
    assert value(idaho, "OR") == (1_290, None)
    assert value(idaho, None) == (8_290, 8_290)
    idaho.put_back(["41001"])
    assert value(idaho, "ID") == (7_000, 7_090)
    idaho.undo()
    assert value(idaho, "ID") == (7_000, 8_290)
    after = idaho.joined_after("ID", "tax")
    assert after is not None
    assert (after.known, after.units) == (3, 46)


def test_joining_and_removing_are_steps_that_can_be_undone(idaho: Proposal, counties: UnitLayer) -> None:
    idaho.join_column(kept(counties, TAXES))
    idaho.join_column(kept(counties, {"16001": 3}, "acres"))
    idaho.remove_joined("tax")
    assert idaho.history.steps[-1].text == "Removed the column “The tax”"
    assert [column.key for column in idaho.joined_columns] == ["acres"]
    idaho.undo()
    assert [column.key for column in idaho.joined_columns] == ["tax", "acres"]
    idaho.go_to(0)
    assert not idaho.joined_columns
    assert JOINED not in idaho.to_document().kept
    idaho.go_to(4)
    assert [column.key for column in idaho.joined_columns] == ["acres"]
    idaho.remove_joined("acres")
    assert JOINED not in idaho.to_document().kept


def test_new_states_and_countries_outside_the_union_have_joined_figures(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    proposal.join_column(kept(counties, TAXES))
    proposal.add_jurisdiction(Jurisdiction("GON", "Gone", Status.INDEPENDENT, "#123456"))
    proposal.move(["41001"], "GON")
    assert value(proposal, "GON") == (None, 1_200)
    assert value(proposal, None) == (8_290, 7_090)
    proposal.go_to(1)
    assert value(proposal, None) == (8_290, 8_290)


def test_a_saved_proposal_opens_without_the_table_and_says_the_same(
    idaho: Proposal, counties: UnitLayer, tmp_path: Path
) -> None:
    idaho.join_column(kept(counties, TAXES, decimals=2))
    idaho.join_column(kept(counties, TAXES, "income", Kind.WEIGHTED_MEAN, "people_2020", decimals=1))
    whole = kept(counties, {"41001": 10, "41003": 10, "16001": 70}, "whole")
    idaho.join_column(whole)
    idaho.join_column(
        kept(counties, {"41001": 1, "16001": 7}, "part", Kind.SHARE, "whole", over=joined_basis(whole.column))
    )
    path = tmp_path / "with.borderkit"
    write_document(path, idaho.to_document(), counties)
    opened = open_proposal(path, counties)
    keys = [column.key for column in opened.joined_columns]
    assert keys == ["tax", "income", "whole", "part"]
    for key in keys:
        assert [opened.joined_after(code, key) for code in ("ID", "OR", None)] == [
            idaho.joined_after(code, key) for code in ("ID", "OR", None)
        ]
    assert opened.to_document().kept[JOINED] == idaho.to_document().kept[JOINED]
    assert opened.joined is not None
    assert (opened.joined.kept[0].file, opened.joined.kept[0].heading) == ("taxes.xlsx", "Tax")
    assert value(opened, "ID", "tax") == (70.0, 82.9)
    assert value(opened, "ID", "part") == (0.1, pytest.approx(8 / 80))
    assert len([line for line in path.read_text(encoding="utf-8").splitlines() if '"values"' in line]) == 4


def test_a_column_that_another_one_rests_on_is_not_removed(counties: UnitLayer) -> None:
    proposal = Proposal(counties)
    whole = kept(counties, TAXES, "whole")
    proposal.join_column(whole)
    proposal.join_column(kept(counties, TAXES, "part", Kind.SHARE, "whole", over=joined_basis(whole.column)))
    with pytest.raises(JoinError, match=r"The part rests on The whole\. Remove that first"):
        proposal.remove_joined("whole")
    with pytest.raises(JoinError, match="no joined column tax"):
        proposal.remove_joined("tax")
    assert len(proposal.joined_columns) == 2
    with pytest.raises(JoinError, match="has the key whole that another column has"):
        proposal.join_column(whole)
    assert len(proposal.history.steps) == len(proposal.joined_columns) == 2


def test_units_that_the_layer_has_not_are_kept_and_counted_nowhere(
    counties: UnitLayer, tmp_path: Path, idaho: Proposal
) -> None:
    entry = entry_of(kept(counties, TAXES), counties) | {"future": [1]}
    entry["values"]["99999"] = 5
    opened = Proposal(counties, Document(kept={JOINED: [entry]}))
    assert value(opened, None) == (8_290, 8_290)
    assert opened.joined is not None
    assert opened.joined.kept[0].unknown == ("99999",)
    opened.move(["41001"], "ID")
    assert opened.to_document().kept[JOINED] == [entry]


def damage(**changes: object) -> Callable[[dict[str, Any]], None]:
    return lambda entry: entry.update(changes)


@pytest.mark.parametrize(
    ("damaged", "said"),
    [
        (damage(key="The Key"), "key “The Key”"),
        (damage(key=7), "a key that is not text"),
        (damage(kind="median"), "unknown kind 'median'"),
        (damage(decimals="2"), "has '2' decimals"),
        (damage(decimals=99), "decimals"),
        (damage(values=[1]), "lacks its values"),
        (damage(values={"41001": 1.5}), "has the value '1.5' for 41001"),
        (damage(values={"41001": True}), "no whole number"),
        (damage(values={"41001": 2**80}), "too large"),
        (damage(values={"41001": 2**61, "41003": 2**61}), "too large to be added up"),
        (damage(kind="share"), "does not say which column"),
        (damage(kind="share", basis={"key": "nothing"}), "rests on the column “nothing”"),
        (damage(source=" "), "needs its source"),
        (damage(unit=None), "a unit that is not text"),
    ],
)
def test_a_damaged_entry_is_refused_by_name(
    damaged: Callable[[dict[str, Any]], None], said: str, counties: UnitLayer, tmp_path: Path
) -> None:
    proposal = Proposal(counties)
    proposal.join_column(kept(counties, TAXES))
    path = tmp_path / "damaged.borderkit"
    write_document(path, proposal.to_document(), counties)
    content = json.loads(path.read_text(encoding="utf-8"))
    damaged(content[JOINED][0])
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ProposalFileError) as refused:
        open_proposal(path, counties)
    told = str(refused.value)
    assert said in told
    assert told.startswith("damaged.borderkit: “joined”, entry 1 (“The tax”),")
    assert told.rstrip(".").rpartition(". ")[2].split()[0] in ("Correct", "Open", "Write", "Round")


@pytest.mark.parametrize("content", [{}, "columns", 7, [7], [[]], [{}]])
def test_what_is_no_list_of_columns_is_refused(content: object, counties: UnitLayer) -> None:
    with pytest.raises(JoinError, match="“joined”"):
        columns_from_json(content, counties)


def test_work_left_behind_comes_back_with_joined_columns(counties: UnitLayer, tmp_path: Path) -> None:
    proposal = Proposal(counties)
    journal = ProposalJournal(tmp_path / "journals")
    journal.begin(proposal, ProposalFile())
    for step in (
        lambda: proposal.move(["41001"], "ID"),
        lambda: proposal.join_column(kept(counties, TAXES)),
        lambda: proposal.join_column(kept(counties, TAXES, "acres")),
        lambda: proposal.move(["41003"], "ID"),
        lambda: proposal.remove_joined("tax"),
        proposal.undo,
    ):
        step()
        journal.follow()
    path = journal.path
    assert path is not None
    journal.leave()
    again = recover(path, counties).proposal
    assert [column.key for column in again.joined_columns] == ["tax", "acres"]
    assert value(again, "ID") == value(proposal, "ID") == (7_000, 8_290)
    again.redo()
    assert [column.key for column in again.joined_columns] == ["acres"]
    again.go_to(0)
    assert not again.joined_columns


def test_keys_are_made_of_names_and_never_twice() -> None:
    assert new_key("Property tax (2024, $)", []) == "property_tax_2024"
    assert new_key("Property tax", ["property_tax", "property_tax_2"]) == "property_tax_3"
    assert new_key("2024", []) == "column_2024"
    assert new_key("税", []) == "column"


def test_a_figure_is_written_with_its_unit_and_marked_where_units_are_unknown(
    idaho: Proposal, counties: UnitLayer
) -> None:
    idaho.join_column(kept(counties, TAXES))
    idaho.join_column(kept(counties, dict.fromkeys(counties.geoids, 25), "rate", Kind.WEIGHTED_MEAN, "people_2020", 1))
    writer = JoinedWriter()
    tax, rate = idaho.joined_columns
    before, after = (found("ID", "tax") for found in (idaho.joined_before, idaho.joined_after))
    assert writer.with_unit(tax, after) == "†8,290 dollars"
    assert writer.change(tax, before, after) == "†+1,290"
    assert writer.value(rate, idaho.joined_after("ID", "rate")) == "2.5"
    assert writer.change(rate, idaho.joined_before("ID", "rate"), idaho.joined_after("ID", "rate")) == ""
    assert writer.value(tax, None) == writer.value(tax, idaho.joined_before("NV", "tax")) == "–"
    text = explain_joined(idaho, "ID", "tax", "after", writer)
    assert "†8,290 dollars" in text
    assert "43 of 46 counties unknown" in text
    assert "2 counties came with 1,290 dollars" in text
    assert text.endswith("Source: Made up, 2024. Joined from taxes.xlsx, column Tax.")
    assert "no the tax is known (17 of 17 counties unknown)" in explain_joined(idaho, "NV", "tax", "before", writer)
    assert header_text(idaho, "rate").startswith("The rate, dollars (mean, weighted by People 2020)\nSource: Made up")


def test_the_change_of_a_sum_counts_what_is_missing_on_one_side_as_nothing(
    idaho: Proposal, counties: UnitLayer
) -> None:
    idaho.join_column(kept(counties, {"41001": 5}))
    idaho.join_column(kept(counties, {"41001": 5}, "mean", Kind.WEIGHTED_MEAN, "people_2020"))
    both = [(idaho.joined_before("ID", key), idaho.joined_after("ID", key)) for key in ("tax", "mean")]
    assert [change_of(column, *pair) for column, pair in zip(idaho.joined_columns, both, strict=True)] == [5, None]


def test_what_the_table_says_of_a_unit_is_told_even_where_its_weight_is_none(counties: UnitLayer) -> None:
    none = Basis("nobody", np.zeros(len(counties), dtype=np.int64), np.ones(len(counties), dtype=np.bool_))
    unit = counties.index_of["41001"]
    mean = kept(counties, TAXES, "mean", Kind.WEIGHTED_MEAN, over=none).column
    assert mean.of_unit(unit).value is None
    assert figure_of_unit(mean, unit).value == 1_200
    share = kept(counties, TAXES, "share", Kind.SHARE, over=none).column
    assert figure_of_unit(share, unit).value is None


def test_a_unit_that_stands_with_its_pieces_has_no_figure_and_is_not_counted(grid: UnitLayer) -> None:
    entry = entry_of(kept(grid, {"00000": 5, "00001": 7}), grid)
    divided = replace(grid, divided=(0,))
    figures = JoinedFigures([entry], divided, grid.home, len(grid.jurisdictions))
    for tally in (figures.before, figures.after):
        assert tally.figure("tax", 0) == Figure(7, 1, 2)


def test_an_entry_is_left_as_it_was_by_reading_it(counties: UnitLayer) -> None:
    entries = [entry_of(kept(counties, TAXES), counties)]
    before = copy.deepcopy(entries)
    columns_from_json(entries, counties)
    assert entries == before
