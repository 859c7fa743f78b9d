"""The journal of a proposal: what is done is on disk at once, and whatever befalls the file, the rest is given back."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borderkit.document import Details, Document, MoveGroup
from borderkit.errors import JournalError
from borderkit.file_watch import file_state
from borderkit.handout.choices import Format, Words
from borderkit.journal import ProposalJournal, keep_all_now, left_behind, read_journal, recover
from borderkit.journal.journal_file import JournalFile
from borderkit.journal.records import SIGNATURE, found, framed, whole
from borderkit.journal.state import ProposalFile
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.opening import open_proposal
from borderkit.proposal import Proposal
from borderkit.saving import save_proposal
from tests.recovery.script import OnProposal, operations, perform, text_of

_CASCADIA = Jurisdiction("CAS", "Cascadia", Status.NEW_STATE, "#e8a33d")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[ProposalJournal]:
    """A journal in a folder of its own, which tries a disk that refused again at once."""
    made = ProposalJournal(tmp_path / "journals", retry_after=0)
    yield made
    made.end()


def edited(layer: UnitLayer, journal: ProposalJournal) -> Proposal:
    """Return a proposal with some steps, one of them undone, that the journal follows."""
    proposal = Proposal(layer)
    journal.begin(proposal, ProposalFile())
    for act in (
        lambda: proposal.move(["00000", "00001"], "BB"),
        lambda: proposal.add_jurisdiction(_CASCADIA),
        lambda: proposal.move(["00006"], "CAS"),
        lambda: proposal.edit_details(Details(title="A “plan” 爱")),
        lambda: proposal.edit_claims([{"measure": "people", "value": 7}]),
        lambda: proposal.move(["00002"], "AA"),
        proposal.undo,
    ):
        act()
        journal.follow()
    return proposal


def same(one: Proposal, other: Proposal) -> bool:
    """Tell whether two proposals are the same, undo history included."""
    mine, theirs = one.history, other.history
    return (
        one.to_document() == other.to_document()
        and (mine.steps, mine.position, mine.saved) == (theirs.steps, theirs.position, theirs.saved)
        and one.settings == other.settings
        and bool((one.totals_after == other.totals_after).all())
    )


def path_of(journal: ProposalJournal) -> Path:
    assert journal.path is not None
    return journal.path


def test_everything_comes_back_with_its_undo_history(grid: UnitLayer, journal: ProposalJournal) -> None:
    proposal = edited(grid, journal)
    found = recover(path_of(journal), grid)
    assert same(found.proposal, proposal)
    assert found.path is None
    assert not found.damaged
    assert found.proposal.history.redo_text == proposal.history.redo_text
    found.proposal.go_to(0)
    assert found.proposal.to_document() == Document(settings=found.proposal.to_document().settings)


def test_what_was_opened_is_the_base_of_what_comes_back(grid: UnitLayer, journal: ProposalJournal) -> None:
    opened = Document(
        id="x",
        details=Details(title="", author="me"),
        jurisdictions=(_CASCADIA,),
        moves=(MoveGroup("CAS", ("00003", "99999"), "a note", {"why": 1}), MoveGroup("BB", ("00000",))),
        jurisdiction_extra={"CAS": {"capital": "Bend"}},
        settings={"election": 2016, "later": True},
        kept={"claims": [{"value": 1}], "unknown": {"a": [1.5, None]}},
    )
    proposal = Proposal(grid, opened)
    journal.begin(proposal, ProposalFile())
    proposal.edit_claims([])
    proposal.edit_jurisdiction("CAS", replace(_CASCADIA, code="CSC"))
    proposal.put_back()
    proposal.edit_handout(Words(title="Why"), Format())
    journal.saved(ProposalFile())
    found = recover(path_of(journal), grid).proposal
    assert same(found, proposal)
    assert found.unknown == proposal.unknown
    found.go_to(0)
    assert found.document == opened


def test_half_a_character_in_a_title_is_no_obstacle(grid: UnitLayer, journal: ProposalJournal) -> None:
    proposal = edited(grid, journal)
    proposal.edit_details(Details(title="half \ud83d"))
    journal.follow()
    assert recover(path_of(journal), grid).proposal.details.title == "half \ud83d"


def test_there_is_no_file_until_there_is_something_to_lose(grid: UnitLayer, journal: ProposalJournal) -> None:
    proposal = Proposal(grid)
    journal.begin(proposal, ProposalFile())
    proposal.settings = replace(proposal.settings, election=2016)
    journal.follow()
    assert journal.path is None
    proposal.move(["00000"], "BB")
    journal.follow()
    assert recover(path_of(journal), grid).proposal.settings.election == 2016


def test_a_copy_that_is_in_no_file_is_kept_before_its_first_step(grid: UnitLayer, journal: ProposalJournal) -> None:
    proposal = Proposal(grid, Document(moves=(MoveGroup("BB", ("00000",)),)))
    proposal.history.mark_unsaved()
    journal.begin(proposal, ProposalFile())
    assert same(recover(path_of(journal), grid).proposal, proposal)


def test_another_proposal_takes_the_place_of_the_first(grid: UnitLayer, journal: ProposalJournal) -> None:
    edited(grid, journal)
    first = path_of(journal)
    proposal = edited(grid, journal)
    assert not first.exists()
    assert same(recover(path_of(journal), grid).proposal, proposal)
    journal.end()
    assert not list((first.parent).iterdir())


@given(seed=st.integers(0, 2**32), n_operations=st.integers(1, 60))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_done_the_same_comes_back(
    counties: UnitLayer, tmp_path_factory: pytest.TempPathFactory, seed: int, n_operations: int
) -> None:
    folder = tmp_path_factory.mktemp("plan")
    journal = ProposalJournal(folder / "journals")
    editor = OnProposal(counties, folder, journal)
    for operation in operations(seed, n_operations, len(counties)):
        perform(editor, operation)
    if journal.path is None:
        assert not editor.state.holds_work
        return
    found = recover(journal.path, counties)
    assert same(found.proposal, editor.proposal)
    assert (found.file.path, found.file.known) == (editor.path, editor.known)
    assert text_of(found.proposal) == text_of(editor.proposal)
    journal.end()


def test_a_journal_torn_off_at_any_byte_gives_all_steps_before(grid: UnitLayer, journal: ProposalJournal) -> None:
    proposal = edited(grid, journal)
    data = path_of(journal).read_bytes()
    torn = path_of(journal).with_name("torn")
    counts = []
    for length in range(len(data) + 1):
        torn.write_bytes(data[:length])
        contents = read_journal(torn)
        counts.append(-1 if contents is None else len(contents.state.steps))
        assert contents is None or not contents.damaged
        if contents is not None and contents.state.holds_work and counts[-1] != counts[-2]:
            found = recover(torn, grid).proposal
            assert found.history.steps == proposal.history.steps[: counts[-1]]
    assert counts == sorted(counts)
    assert sorted(set(counts)) == [-1, *range(len(proposal.history.steps) + 1)]


def test_a_wrong_byte_anywhere_is_noticed_and_what_stands_before_it_counts(
    grid: UnitLayer, journal: ProposalJournal
) -> None:
    proposal = edited(grid, journal)
    data = path_of(journal).read_bytes()
    broken = path_of(journal).with_name("broken")
    ends = [len(SIGNATURE)]
    for record in found(data).records:
        ends.append(ends[-1] + len(framed(record)))
    assert ends[-1] == len(data)
    for at in range(0, len(data), 3):
        broken.write_bytes(data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :])
        n_whole = sum(end <= at for end in ends[1:])
        if not n_whole:
            with pytest.raises(JournalError, match="damaged") if found(broken.read_bytes()).damaged else _nothing():
                assert read_journal(broken) is None
            continue
        contents = read_journal(broken)
        assert contents is not None
        assert found(broken.read_bytes()).records == found(data).records[:n_whole]
        steps = contents.state.steps
        assert list(steps) == list(proposal.history.steps[: len(steps)])


class _nothing:  # noqa: N801 - it stands where pytest.raises would
    def __enter__(self) -> None:
        return

    def __exit__(self, *_: object) -> None:
        return


@pytest.mark.parametrize("tail", [b"\0" * 4096, b"\xff" * 40, b"x" * 7, framed({"is": "something new"}), framed([1])])
def test_rubbish_at_the_end_hides_nothing_before_it(grid: UnitLayer, journal: ProposalJournal, tail: bytes) -> None:
    proposal = edited(grid, journal)
    with path_of(journal).open("ab") as file:
        file.write(tail)
    assert same(recover(path_of(journal), grid).proposal, proposal)


def test_records_that_do_not_fit_together_end_the_recovery_before_them(
    grid: UnitLayer, journal: ProposalJournal
) -> None:
    proposal = edited(grid, journal)
    with path_of(journal).open("ab") as file:
        # 00000 went to BB long ago: a step that takes it from AA again is none of this proposal.
        stray = Proposal(grid)
        stray.move(["00000"], "CC")
        other = ProposalJournal(path_of(journal).parent / "other")
        other.begin(stray, ProposalFile())
        file.write(framed(found(path_of(other).read_bytes()).records[1]))
        other.end()
    recovered = recover(path_of(journal), grid)
    assert recovered.damaged
    assert recovered.proposal.history.steps == proposal.history.steps[:-1]
    assert recovered.proposal.to_document() == proposal.to_document()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"GIF89a and more", "damaged"),
        (SIGNATURE + b"\5\0\0\0\0\0\0\0hello", "damaged"),
        (whole([{"is": "start", "format": "borderkit-journal", "version": 2}]), "newer BorderKit"),
        (whole([{"is": "start", "format": "other"}]), "damaged"),
        (whole(["start"]), "damaged"),
        (whole([{"is": "start", "format": "borderkit-journal", "version": 1, "layer": [1]}]), "damaged"),
        (None, "cannot be read"),
    ],
)
def test_a_journal_that_cannot_be_read_says_why(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "a.journal"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(JournalError, match=reason):
        read_journal(path)


def test_a_journal_is_not_laid_over_another_layer(
    grid: UnitLayer, counties: UnitLayer, journal: ProposalJournal
) -> None:
    edited(grid, journal)
    with pytest.raises(JournalError, match=r"over the map grid with 9 units.*Open that map"):
        recover(path_of(journal), counties)
    home = grid.home.copy()
    home[0] = 1
    with pytest.raises(JournalError, match="not the one that is open"):
        recover(path_of(journal), replace(grid, home=home))


# The disk


def refuse(monkeypatch: pytest.MonkeyPatch, takes: int = 0) -> None:
    """Let every write to a file fail from now on as on a full disk, after so many bytes of it."""
    real = os.write

    def write(descriptor: int, content: bytes) -> int:
        if takes and len(content) > takes:
            return real(descriptor, content[:takes])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", write)


@pytest.mark.parametrize("takes", [0, 5, 40])
def test_a_full_disk_disturbs_nothing_and_all_is_made_good_later(
    grid: UnitLayer, journal: ProposalJournal, takes: int
) -> None:
    proposal = edited(grid, journal)
    kept = text_of_journal(journal, grid)
    with pytest.MonkeyPatch.context() as patch:
        refuse(patch, takes)
        proposal.redo()
        journal.follow()
        assert journal.problem is not None
        assert "No space left" in journal.problem
        assert text_of_journal(journal, grid) == kept
        proposal.move(["00008"], "CAS")
        journal.follow()
    proposal.undo()
    journal.follow()
    assert journal.problem is None
    assert same(recover(path_of(journal), grid).proposal, proposal)
    assert len(proposal.history.steps) == 7


def text_of_journal(journal: ProposalJournal, layer: UnitLayer) -> str:
    return repr(recover(path_of(journal), layer).proposal.history.steps)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_device_that_is_full_is_reported_as_such(tmp_path: Path) -> None:
    file = JournalFile(tmp_path)
    file.begin(SIGNATURE)
    full = os.open("/dev/full", os.O_WRONLY)
    descriptor, file._descriptor = file._descriptor, full
    try:
        with pytest.raises(OSError, match="No space left"):
            file.append(b"x" * 100)
    finally:
        os.close(full)
        file._descriptor = descriptor
        file.remove()


def test_it_waits_a_while_before_it_tries_a_full_disk_again(grid: UnitLayer, tmp_path: Path) -> None:
    journal = ProposalJournal(tmp_path / "journals", retry_after=1000)
    proposal = edited(grid, journal)
    with pytest.MonkeyPatch.context() as patch:
        refuse(patch)
        proposal.redo()
        journal.follow()
    proposal.undo()
    journal.follow()
    assert journal.problem is not None
    journal._failed_at -= 1001
    journal.follow()
    assert journal.problem is None
    assert same(recover(path_of(journal), grid).proposal, proposal)
    journal.end()


def test_a_folder_that_vanished_is_made_again(grid: UnitLayer, journal: ProposalJournal) -> None:
    proposal = edited(grid, journal)
    folder = path_of(journal).parent
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    proposal.redo()
    journal.follow()  # notices that what it writes to has no name any more
    journal.follow()
    assert journal.problem is None
    assert same(recover(path_of(journal), grid).proposal, proposal)
    assert left_behind(folder) == []


def test_where_no_folder_can_be_made_editing_goes_on(grid: UnitLayer, tmp_path: Path) -> None:
    (tmp_path / "journals").write_text("a file where the folder should be", encoding="utf-8")
    journal = ProposalJournal(tmp_path / "journals" / "in it", retry_after=0)
    proposal = edited(grid, journal)
    assert len(proposal.history.steps) == 6
    assert journal.problem is not None
    assert "is not being kept" in journal.problem
    assert left_behind(tmp_path / "journals" / "in it") == []
    journal.end()


def test_on_a_disk_mounted_read_only_editing_goes_on(
    grid: UnitLayer, journal: ProposalJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse_writing(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, "Read-only file system")
        return real(path, flags, mode)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse_writing)
        proposal = edited(grid, journal)
        assert journal.problem is not None
        assert "Read-only file system" in journal.problem
        assert journal.path is None
    journal.follow()
    assert journal.problem is None
    assert same(recover(path_of(journal), grid).proposal, proposal)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_in_a_read_only_folder_editing_goes_on(grid: UnitLayer, tmp_path: Path) -> None:
    folder = tmp_path / "journals"
    folder.mkdir(mode=0o500)
    journal = ProposalJournal(folder, retry_after=0)
    proposal = edited(grid, journal)
    assert journal.problem is not None
    folder.chmod(0o700)
    journal.follow()
    assert journal.problem is None
    assert same(recover(path_of(journal), grid).proposal, proposal)
    journal.end()


def test_saving_makes_the_journal_forget_what_was_dropped_but_not_what_can_be_undone(
    grid: UnitLayer, journal: ProposalJournal, tmp_path: Path
) -> None:
    proposal = edited(grid, journal)
    for _ in range(200):
        proposal.undo()
        proposal.move(["00008"], "AA")
        journal.follow()
    grown = path_of(journal).stat().st_size
    path = tmp_path / "plan.borderkit"
    save_proposal(proposal, path)
    proposal.history.mark_saved()
    journal.saved(ProposalFile(path, file_state(path)))
    assert path_of(journal).stat().st_size < grown / 10
    found = recover(path_of(journal), grid)
    assert same(found.proposal, proposal)
    assert (found.path, found.proposal.history.is_saved) == (path, True)


def test_killed_between_writing_the_file_and_saying_so_it_counts_as_saved(
    grid: UnitLayer, journal: ProposalJournal, tmp_path: Path
) -> None:
    path = tmp_path / "plan.borderkit"
    proposal = Proposal(grid)
    save_proposal(proposal, path)
    journal.begin(proposal, ProposalFile(path, file_state(path)))
    proposal.move(["00000"], "BB")
    journal.follow()
    assert not recover(path_of(journal), grid).proposal.history.is_saved
    save_proposal(proposal, path)
    found = recover(path_of(journal), grid)
    assert found.proposal.history.is_saved
    assert found.file.known == file_state(path)


def test_what_is_written_is_synced_in_another_thread(
    grid: UnitLayer, journal: ProposalJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    both = threading.Event()
    real = os.fsync

    def note(descriptor: int) -> None:
        synced.append(threading.current_thread().name)
        real(descriptor)
        both.set()

    monkeypatch.setattr(os, "fsync", note)
    monkeypatch.setattr(os, "fdatasync", note, raising=False)
    edited(grid, journal)
    assert not synced
    assert both.wait(30)
    assert threading.current_thread().name not in synced
    keep_all_now()
    assert threading.current_thread().name in synced


# Ownership


def test_a_journal_is_offered_to_nobody_while_its_program_runs(grid: UnitLayer, journal: ProposalJournal) -> None:
    proposal = edited(grid, journal)
    path = path_of(journal)
    assert left_behind(path.parent) == []
    assert path.exists()
    journal.leave()
    (first,) = left_behind(path.parent)
    assert left_behind(path.parent) == []  # whoever was offered it holds it
    first.let_go()
    (again,) = left_behind(path.parent)
    assert again.path == path
    assert same(recover(again.path, grid).proposal, proposal)
    again.discard()
    assert not list(path.parent.iterdir())


_OWNER = """
import sys
from pathlib import Path
import borderkit
from borderkit.journal import ProposalJournal, left_behind
from borderkit.journal.state import ProposalFile

folder = Path(sys.argv[1])
print(len(left_behind(folder)), flush=True)
proposal = borderkit.new_proposal()
journal = ProposalJournal(folder)
journal.begin(proposal, ProposalFile())
proposal.move(["41001"], "ID")
journal.follow()
print("owned", flush=True)
sys.stdin.read()
"""


def test_two_programs_leave_each_other_alone_until_one_dies(
    counties: UnitLayer, grid: UnitLayer, journal: ProposalJournal
) -> None:
    edited(grid, journal)
    folder = path_of(journal).parent
    other = subprocess.Popen(
        [sys.executable, "-c", _OWNER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdin is not None
    assert other.stdout is not None
    with other.stdin, other.stdout:
        assert other.stdout.readline().strip() == "0"
        assert other.stdout.readline().strip() == "owned"
        assert left_behind(folder) == []
        other.kill()
        other.wait()
    (left,) = left_behind(folder)
    assert recover(left.path, counties).proposal.where_is("41001") == "ID"
    assert left.path != path_of(journal)
    left.discard()


def test_what_holds_no_work_is_cleared_away_and_what_is_damaged_is_told(grid: UnitLayer, tmp_path: Path) -> None:
    names = ("a.journal", "b.journal", "c.draft", "d.lock", "open/e.lock", "f.journal")
    (tmp_path / "open").mkdir()
    for name in names:
        (tmp_path / name).write_bytes(SIGNATURE)
    (tmp_path / "b.journal").write_bytes(b"")
    (tmp_path / "f.journal").write_bytes(b"something else")
    (damaged,) = left_behind(tmp_path)
    assert damaged.contents is None
    assert str(tmp_path / "f.journal") in damaged.problem
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["f.journal", "f.lock"]
    damaged.discard()
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def test_the_sentence_of_an_offer_is_told_by_the_contents(
    grid: UnitLayer, counties: UnitLayer, journal: ProposalJournal
) -> None:
    edited(grid, journal)
    contents = read_journal(path_of(journal))
    assert contents is not None
    assert contents.title == "A “plan” 爱"
    assert contents.n_unsaved == 5
    assert not contents.is_saved
    proposal = open_proposal("greater-idaho-2020", counties)
    journal.begin(proposal, ProposalFile())
    proposal.move(["41001"], "OR")
    proposal.undo()
    journal.follow()
    contents = read_journal(path_of(journal))
    assert contents is not None
    assert contents.title == "Greater Idaho (2020)"
    assert contents.n_unsaved == 0
