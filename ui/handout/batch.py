"""Many handouts in one go, on the cores that there are: each in a process of its own, since Qt's fonts want one."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication

from borderkit.bundled import open_bundled
from borderkit.drawing import Written
from borderkit.errors import BorderkitError, SaveError
from borderkit.handout.choices import Template
from borderkit.handout.stored import stored_format
from borderkit.opening import open_proposal
from borderkit.prepared import PreparedLayer
from borderkit.progress import Progress, Silent
from borderkit.shelf import bundled_ids
from ui.handout.handout import Handout
from ui.handout.pdf import write_pdf

_WHAT = "Writing handouts"
_DIED = "the process that wrote it ended unexpectedly. Try again with fewer programs open."
_BUG = "a mistake of ours, please report it ({kind}: {error})."
_ONE_AT_A_TIME = "A comparison is of two proposals: name them, PROPOSAL OUT.pdf --with PROPOSAL2."


@dataclass(frozen=True, slots=True)
class Job:
    """One handout to be written.

    Attributes:
        proposal: an id of the shelf, or a path.
        out: the PDF to write.
        layout: what is chosen of ``Format``, by its names; the proposal's own stands for the rest.
        settings: what is chosen of ``Settings``, likewise.

    """

    proposal: str
    out: Path
    layout: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


def write_all(
    folder: Path, layout: Mapping[str, Any], settings: Mapping[str, Any], progress: Progress
) -> list[Written]:
    """Write a handout of every bundled proposal into a folder, ID.pdf each; the folder is made if there is none.

    Raises:
        BorderkitError: if it is to be comparisons, or the folder cannot be made.
        OperationCancelled: if a person stopped it; the files that are whole by then stay.

    """
    if layout.get("template") is Template.COMPARISON:
        raise BorderkitError(_ONE_AT_A_TIME)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveError(f"The folder {folder} cannot be made ({error.strerror}). Choose another place.") from error
    return write_jobs([Job(id_, folder / f"{id_}.pdf", layout, settings) for id_ in bundled_ids()], progress)


def write_jobs(jobs: Sequence[Job], progress: Progress, workers: int | None = None) -> list[Written]:
    """Write handouts in parallel; one that fails does not keep the others from being written.

    Returns:
        What came of each job, in their order.

    Raises:
        OperationCancelled: if a person stopped it.

    """
    count = min(len(jobs), workers or os.cpu_count() or 1)
    if not count:
        return []
    found: dict[int, Written] = {}
    # Spawned, since a copy of a process that has Qt running would not work.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_start) as pool:
        running = {pool.submit(_write, job): number for number, job in enumerate(jobs)}
        try:
            progress.report(0, len(jobs), _WHAT)
            for future in as_completed(running):
                found[running[future]] = _outcome(future, jobs[running[future]])
                progress.report(len(found), len(jobs), _WHAT)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return [found[number] for number in range(len(jobs))]


def _outcome(future: Future[Written], job: Job) -> Written:
    try:
        return future.result()
    except BrokenExecutor:
        return Written(job.proposal, error=_DIED)
    except Exception as error:  # noqa: BLE001 - a bug in one handout is no reason to lose the others
        return Written(job.proposal, error=_BUG.format(kind=type(error).__name__, error=error))


@dataclass(slots=True)
class _Studio:
    """What a process keeps from one job to the next."""

    application: QGuiApplication
    prepared: PreparedLayer


_studio: list[_Studio] = []


def _start() -> None:
    """Start Qt without a screen, and open the map."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _studio.append(_Studio(QGuiApplication(sys.argv[:1]), open_bundled(Silent())))


def _write(job: Job) -> Written:
    """Write one handout."""
    prepared = _studio[0].prepared
    try:
        proposal = open_proposal(job.proposal, prepared.layer)
        proposal.settings = replace(proposal.settings, **job.settings)
        handout = Handout(prepared, proposal, replace(stored_format(proposal.document), **job.layout))
        write_pdf([handout], job.out, Silent())
    except BorderkitError as error:
        return Written(job.proposal, error=str(error))
    return Written(job.proposal, handout.warnings)
