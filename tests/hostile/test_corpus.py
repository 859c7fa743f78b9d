"""Damaged files: each is opened as what it was, or refused with a message that says what, where, and what to do."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.hostile.case import Expected
from tests.hostile.corpus import corpus
from tests.hostile.told import figures
from tests.hostile.workers import try_all
from tests.telling import tell

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the workers are watched by way of /proc")


def test_the_corpus_is_large_and_has_no_case_twice() -> None:
    expected = Counter(case.expected for case in corpus().values())
    assert len(corpus()) >= 500
    # Where both are right little is asked; most must not be so.
    assert expected[Expected.EITHER] < len(corpus()) / 2


def test_each_file_is_opened_correctly_or_refused_with_what_to_do(tmp_path: Path) -> None:
    results = list(try_all(corpus(), tmp_path))
    tell(figures(results))
    assert sorted(result.id for result in results) == sorted(corpus())
    wrong = [f"{result.id}: {problem}" for result in results for problem in result.problems]
    assert not wrong, "\n".join([f"{len(wrong)} things are wrong:", *wrong])
