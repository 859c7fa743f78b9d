"""One browser for all tests of the page, and pages written once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from borderkit.document import Details, Document, MoveGroup
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.opening import open_proposal
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from borderkit.web_page import write_web_page
from tests.web.browser import Browser, chromium, driver

Write = Callable[[Proposal], Path]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A Chromium; a machine that checks changes must have one."""
    if not (chromium() and driver()) and not os.environ.get("CI"):
        pytest.skip("needs chromium and chromedriver")
    assert chromium(), "needs chromium"
    assert driver(), "needs chromedriver"
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def greater_idaho(counties: UnitLayer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of Greater Idaho."""
    path = tmp_path_factory.mktemp("page") / "greater-idaho.html"
    write_web_page(open_proposal("greater-idaho-2020", counties), path, Silent())
    return path


@pytest.fixture
def hostile(counties: UnitLayer) -> dict[str, Any]:
    """A proposal whose every text tries to break out of the page, and some of those texts."""
    attack = '</script><img src=x onerror="window.caught=1"><!-- \' " ` & \u2028 \u2029 {{ 7*7 }} ]]>'
    geoid = "41001"
    names = list(counties.names)
    names[counties.index_of[geoid]] = attack
    jurisdiction = Jurisdiction("BAD", attack, Status.NEW_STATE, "#a3a847")
    document = Document(
        details=Details(attack, attack, attack, attack),
        jurisdictions=(jurisdiction,),
        moves=(MoveGroup("BAD", (geoid, "99999"), attack),),
        kept={
            "group": attack,
            "certainty": attack,
            "sources": [{"title": attack, "url": "javascript:window.caught=1"}, {"title": "x", "url": 7}, attack],
            "claims": [{"measure": "people", "of": "moved", "value": 5, "source": attack, "text": attack}],
            "partial": [{"unit": "41017", "to": "BAD", "rule": attack, "note": attack}],
            "layer": {"name": attack},
        },
    )
    proposal = Proposal(replace(counties, names=tuple(names)), document)
    return {"proposal": proposal, "title": attack, "name": attack, "geoid": geoid}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a page and returns its path."""

    def write_it(proposal: Proposal) -> Path:
        path = tmp_path / "page.html"
        write_web_page(proposal, path, Silent())
        return path

    return write_it
