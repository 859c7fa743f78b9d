"""Many handouts in one go, and the command that asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from borderkit import cli
from borderkit.errors import BorderkitError, OperationCancelled
from borderkit.handout.choices import Paper, Template
from tests.pages.conftest import text_of
from ui.app import main
from ui.handout import batch
from ui.handout.batch import Job, write_all, write_jobs

GI, WELD = "greater-idaho-2020", "weld-to-wyoming"


class _Noted:
    """A progress that notes what it hears, and stops the work after some reports."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.heard: list[tuple[int, int]] = []
        self._stop_after = stop_after

    def report(self, done: int, total: int, what: str) -> None:
        self.heard.append((done, total))
        if self._stop_after is not None and len(self.heard) > self._stop_after:
            raise OperationCancelled


def test_many_are_written_in_parallel_and_one_that_fails_is_named(tmp_path: Path) -> None:
    layout = {"template": Template.ONE_PAGE, "paper": Paper.A4}
    jobs = [
        Job(GI, tmp_path / "gi.pdf", layout, {"election": 2020}),
        Job("no-such-proposal", tmp_path / "none.pdf"),
        Job(WELD, tmp_path / "no folder" / "weld.pdf"),
        Job(WELD, tmp_path / "weld.pdf"),
    ]
    progress = _Noted()
    done = write_jobs(jobs, progress, workers=2)
    assert [one.proposal for one in done] == [job.proposal for job in jobs]
    assert [bool(one.error) for one in done] == [False, True, True, False]
    assert "There is no proposal “no-such-proposal”" in done[1].error
    assert "does not exist. Choose another place." in done[2].error
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == ["gi.pdf", "weld.pdf"]
    assert progress.heard[0] == (0, 4)
    assert progress.heard[-1] == (4, 4)
    assert "Margin 2020" in text_of(tmp_path / "gi.pdf")


def test_a_person_can_stop_many(tmp_path: Path) -> None:
    jobs = [Job(GI, tmp_path / f"{number}.pdf") for number in range(30)]
    with pytest.raises(OperationCancelled):
        write_jobs(jobs, _Noted(stop_after=1), workers=1)
    assert len(list(tmp_path.glob("*.pdf"))) < 30


def test_all_takes_every_bundled_proposal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "bundled_ids", lambda: [GI, WELD])
    done = write_all(tmp_path / "new" / "folder", {"template": Template.DATA_SHEET}, {}, _Noted())
    assert [one.error for one in done] == ["", ""]
    assert sorted(file.name for file in (tmp_path / "new" / "folder").iterdir()) == [f"{GI}.pdf", f"{WELD}.pdf"]
    with pytest.raises(BorderkitError, match="A comparison is of two proposals"):
        write_all(tmp_path, {"template": Template.COMPARISON}, {}, _Noted())
    (tmp_path / "file").write_text("")
    with pytest.raises(BorderkitError, match="cannot be made"):
        write_all(tmp_path / "file" / "folder", {}, {}, _Noted())


def test_the_command_writes_a_pdf(qapp: QCoreApplication, tmp_path: Path) -> None:
    out = tmp_path / "gi.pdf"
    arguments = ["handout", GI, str(out), "--template", "poster", "--paper", "a3", "--landscape", "--black-and-white"]
    assert main(arguments) == 0
    assert "Greater Idaho (2020)" in text_of(out)


def test_the_command_compares_two(qapp: QCoreApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "two.pdf"
    assert main(["handout", GI, str(out), "--template", "comparison", "--with", "greater-idaho-2024"]) == 0
    assert "Greater Idaho (2020) and Greater Idaho (May 2024)" in text_of(out)
    assert main(["handout", GI, str(out), "--template", "comparison"]) == 1
    assert "takes two proposals. Name the second one" in capsys.readouterr().err


def test_the_command_writes_a_data_sheet_without_qt(tmp_path: Path) -> None:
    out = tmp_path / "gi.html"
    assert cli.run(["handout", GI, str(out), "--template", "data-sheet"]) == 0
    assert "<title>Greater Idaho (2020)</title>" in out.read_text(encoding="utf-8")
    assert cli.run(["handout", GI, str(out)]) == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([GI, "out.doc"], "a handout is a .pdf, or a data sheet as .html"),
        ([GI, "out.html", "--template", "poster"], "only the data sheet is made as .html"),
        ([GI, "out.pdf"], "Pages cannot be typeset here"),
        ([GI, "out.pdf", "--template", "comparison", "--with", GI], "cannot be compared with itself"),
        (["nowhere", "out.pdf"], "There is no proposal “nowhere”"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["handout", *arguments]) == 1
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert list(tmp_path.glob("out.*")) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [GI],
        [GI, "out.pdf", "--with", WELD],
        [GI, "out.pdf", "--all", "folder"],
        [GI, "out.pdf", "--paper", "b5"],
        [GI, "out.html", "--landscape"],
    ],
)
def test_bad_usage_has_a_status_of_its_own(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.run(["handout", *arguments])
    assert left.value.code == 2


def test_errors_of_options_name_them_as_typed(capsys: pytest.CaptureFixture[str]) -> None:
    for options, told in (
        ((GI, "out.html", "--paper", "A4", "--no-landscape"), "--paper, --no-landscape: only a .pdf has this"),
        ((GI, "out.pdf", "--paper", "a5"), "'a5' is none of letter, legal, tabloid, a4, a3"),
    ):
        with pytest.raises(SystemExit):
            cli.run(["handout", *options])
        assert told in capsys.readouterr().err
