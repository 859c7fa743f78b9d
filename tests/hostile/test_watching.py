"""Every way in which a file could be tried badly is noticed: else the corpus would show nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.hostile.workers import Watched

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the workers are watched by way of /proc")

_NOTICED = {
    "opened|nothing|right": "",
    "either|nothing|right": "",
    "refused|nothing|a refusal": "",
    "either|nothing|a refusal": "",
    "refused|nothing|right": "must be refused",
    "opened|nothing|a refusal": "must be opened",
    "opened|nothing|silent": "nothing says",
    "opened|nothing|one unit less": "lost without a word: ['41003']",
    "opened|nothing|one unit more": "from nowhere: ['41005']",
    "opened|nothing|another value": "41003 name: 'Bent' instead of 'Benton'",
    "opened|nothing|another area": "41003 area: 2.1 instead of 2.0",
    "opened|nothing|markup of programmers": "words for programmers",
    "refused|nothing|a refusal without file": "does not name 'layer.shp'",
    "refused|nothing|a refusal without remedy": "does not end in what to do",
    "refused|nothing|a refusal with controls": "control characters",
    "opened|fails|right": "ValueError: embedded null byte",
    "opened|takes memory|right": "memory grew by 2",
    "opened|prints|right": "printed: Warning 1: something",
    "opened|writes home|right": "files were written: 'home/stray.txt'",
    "opened|writes temporary|right": "files were written: 'temporary/stray.txt'",
    "opened|writes working|right": "files were written: 'working/stray.txt'",
    "opened|changes the file|right": "files were changed: 'place/",
    "opened|disturbs|right": "the open proposal was disturbed",
    "opened|hangs|right": "it was not done after 1 s",
    "opened|waits|right": "it was not done after 1 s",
}


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with Watched(tmp_path_factory.mktemp("misdeeds"), "tests.hostile.misdeeds", limit=1.0, waiting=2.0) as worker:
        yield worker


@pytest.mark.parametrize("case", _NOTICED)
def test_a_misdeed_is_noticed_and_nothing_else(watched: Watched, case: str) -> None:
    problems = "\n".join(watched.try_case(case).problems)
    if _NOTICED[case]:
        assert _NOTICED[case] in problems
    else:
        assert problems == ""


def test_the_next_file_is_tried_by_a_new_process_after_one_ended(watched: Watched) -> None:
    assert watched.try_case("opened|dies|right").problems == ("the process ended with -11",)
    assert watched.try_case("opened|nothing|right").outcome == "opened"
