"""The document about a person's own data: who follows it at the window sees and reads what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from borderkit.layer import UnitLayer
from tools.make_precincts import NOTE
from tools.walk_through import divide_step, plan_step, precincts_step, table_step
from tools.walk_through.data import Data, make_data
from tools.walk_through.divide_step import Gains
from tools.walk_through.walk import Walk
from ui import messages
from ui.actions import MENUS
from ui.recovery_bar import DISCARD, LATER, RESTORE
from ui.windows import windows

DOCS = Path(__file__).parents[1] / "docs"
DOCUMENT = (DOCS / "own-data.md").read_text(encoding="utf-8")
STEPS = (precincts_step.STEP, table_step.STEP, divide_step.STEP, plan_step.STEP)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")


@pytest.fixture(scope="module")
def data(counties: UnitLayer, tmp_path_factory: pytest.TempPathFactory) -> Data:
    return make_data(tmp_path_factory.mktemp("walk"), counties)


@pytest.fixture(scope="module")
def walked(qapp: QApplication, data: Data, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Walk, Gains]]:
    """All steps gone once, and what Idaho gained in the third; a question that nobody expects fails."""

    def unexpected(*arguments: object) -> None:
        raise AssertionError(f"unexpected message: {arguments[1:]}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BORDERKIT_HOME", str(tmp_path_factory.mktemp("home")))
        for name in ("show_error", "show_notice", "ask", "ask_about_unsaved", "show_bug"):
            patch.setattr(messages, name, unexpected)
        program = windows(qapp)
        walk = Walk(data, program)
        precincts_step.open_precincts(walk)
        table_step.join_table(walk)
        gains = divide_step.divide_counties(walk)
        plan_step.take_over_plan(walk)
        yield walk, gains
        program.stop()


@pytest.fixture(scope="module")
def said(walked: tuple[Walk, Gains]) -> dict[str, list[str]]:
    """What the program said, by step."""
    return {step: [text.removeprefix("• ") for text in texts] for step, texts in walked[0].said.items()}


def section(title: str) -> str:
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", DOCUMENT, re.DOTALL | re.MULTILINE)
    assert found is not None, title
    return found[1]


def quotes(text: str) -> list[str]:
    return [line.strip().removeprefix(">").strip() for line in text.splitlines() if re.match(r" *> *\S", line)]


def rows_of_table(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in lines[2:]]


def number(text: str) -> int:
    return int(text.replace(",", ""))


@pytest.mark.parametrize("step", STEPS)
def test_the_program_says_what_is_quoted_of_it(said: dict[str, list[str]], step: str) -> None:
    quoted = quotes(section(step))
    assert quoted
    assert [text for text in quoted if text not in said[step]] == []


@pytest.mark.parametrize("step", STEPS)
def test_every_large_number_is_one_that_the_program_shows(said: dict[str, list[str]], step: str) -> None:
    shown = {found for text in said[step] for found in _NUMBER.findall(text)}
    assert set(_NUMBER.findall(section(step))) <= shown


def test_what_is_quoted_at_the_top_is_said_further_down(said: dict[str, list[str]]) -> None:
    top = quotes(DOCUMENT.partition("\n## ")[0])
    assert top
    assert set(top) <= set(said[precincts_step.STEP])


def test_people_who_move_lie_between_the_two_bounds(walked: tuple[Walk, Gains]) -> None:
    gains = walked[1]
    lower, upper = gains.bounds.people_without, gains.bounds.people_with
    assert lower < number(gains.painted) < upper
    assert (number(gains.whole), number(gains.divided)) == (lower, lower)
    _, of_lower, of_painted, of_upper = (row[3] for row in rows_of_table(section(divide_step.STEP)))
    assert (number(of_lower), number(of_painted), number(of_upper)) == (lower, number(gains.painted), upper)


def test_undone_it_is_as_before_and_opened_again_as_it_was_saved(walked: tuple[Walk, Gains]) -> None:
    gains = walked[1]
    assert gains.undone == gains.whole
    assert gains.redone == gains.opened == gains.painted


def test_the_document_shows_the_joined_totals(said: dict[str, list[str]]) -> None:
    for row in rows_of_table(section(table_step.STEP)):
        assert set(row[1:]) <= set(said[table_step.STEP])


def test_the_saved_proposal_keeps_the_made_up_precincts(walked: tuple[Walk, Gains], data: Data) -> None:
    assert '"refinements"' in data.saved.read_text(encoding="utf-8")
    assert data.saved.stat().st_size < 1_000_000


def test_every_command_that_it_names_is_in_the_menus(walked: tuple[Walk, Gains]) -> None:
    texts = walked[0].commands
    menus = {menu.replace("&", ""): {texts[spec.name] for spec in specs if spec is not None} for menu, specs in MENUS}
    named = re.findall(r"\*(\w+) > ([^*]+)\*", DOCUMENT.replace("\n", " "))
    assert len(named) >= 6
    assert [(menu, command) for menu, command in named if command not in menus[menu]] == []


def test_every_picture_is_shown_and_every_link_leads_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", DOCUMENT)
    assert all((DOCS / target).is_file() for target in targets)
    assert {Path(target).name for target in targets} == {path.name for path in (DOCS / "pictures").glob("own-*.png")}
    headings = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^## (.*)", DOCUMENT, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", DOCUMENT)) == headings


def test_after_a_crash_the_bar_offers_what_it_says() -> None:
    assert set(re.findall(r"\*(\w+)\*", section("What if something breaks"))) == {RESTORE, DISCARD, LATER}


def test_it_says_that_the_data_is_made_up(data: Data) -> None:
    assert "are made up" in DOCUMENT.partition("\n## ")[0]
    assert NOTE in (data.precincts.parent / "README.txt").read_text(encoding="utf-8")
