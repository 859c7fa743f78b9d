"""Journals cut short at every record, changed at random, and with records of other forms under right checksums."""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from borderkit.journal import records
from borderkit.journal.state import ProposalFile, Start, layer_mark, records_from_start, state_of
from borderkit.opening import load_layer, new_proposal
from borderkit.proposal import Proposal
from tests.hostile.case import Case, Content, Family, Make, Route, bind, writes
from tests.hostile.shapefile_bytes import patched
from tests.hostile.trying import content_of_steps

Json = Any
_SEED, _FLIPS = 1787, 8
_MOVES = (("41001", "ID"), ("41045", "ID"), ("06093", "NV"), ("36061", "NJ"), ("36047", "NJ"), ("12086", "GA"))
_HEAD = 8


@cache
def _proposal() -> Proposal:
    proposal = new_proposal(load_layer())
    for geoid, code in _MOVES:
        proposal.move([geoid], code)
    return proposal


@cache
def _records() -> tuple[Json, ...]:
    """Return the records of the undamaged journal: its head, and one for each step."""
    proposal = _proposal()
    start = Start(layer_mark(proposal.layer), new_proposal(proposal.layer).document)
    return tuple(json.loads(json.dumps(one)) for one in records_from_start(start, state_of(proposal, ProposalFile())))


@cache
def journal() -> bytes:
    return records.whole(_records())


def truth(n_steps: int = len(_MOVES)) -> Content:
    """Return what is in the journal up to a step."""
    steps = [step.text for step in _proposal().history.steps[:n_steps]]
    moved = tuple(sorted(geoid for geoid, _ in _MOVES[:n_steps]))
    return content_of_steps(steps) | {"moved": {"units": moved}}


FAMILY = Family("journals", Route.JOURNAL, truth)


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _cut()
    yield from _random()
    yield from _heads()


def with_bytes(change: Callable[[bytes], bytes]) -> Make:
    return writes("work.journal", lambda: change(journal()))


def with_records(change: Callable[[list[Json]], object]) -> Make:
    """Return what writes the journal after a change of its records, their checksums mended."""

    def other() -> bytes:
        changed = json.loads(json.dumps(_records()))
        change(changed)
        return records.whole(changed)

    return writes("work.journal", other)


def ends() -> list[int]:
    at, ends = len(records.SIGNATURE), []
    while at < len(journal()):
        (length,) = struct.unpack_from("<I", journal(), at)
        at += _HEAD + length
        ends.append(at)
    return ends


def _cut() -> Iterator[Case]:
    for at in (0, 1, 17, 18, 20, 26, 100, 300):
        yield FAMILY.refused(f"cut at byte {at}", with_bytes(bind(lambda content, at: content[:at], at)))
    for number in range(len(_MOVES)):
        # A record that is merely torn off was never finished: nothing is to be said of it.
        yield FAMILY.opened(
            f"cut behind record {number + 1}",
            with_bytes(bind(lambda content, n: content[: ends()[n]], number)),
            truth=bind(truth, number),
        )
        yield FAMILY.opened(
            f"cut within record {number + 2}",
            with_bytes(bind(lambda content, n: content[: ends()[n] + 11], number)),
            truth=bind(truth, number),
        )
    yield FAMILY.opened(
        "zeros behind it, as a power cut leaves them", with_bytes(lambda content: content + bytes(4096)), told="damaged"
    )
    yield FAMILY.opened(
        "zeros from a record on",
        with_bytes(lambda content: content[: ends()[3]].ljust(len(content), b"\0")),
        truth=lambda: truth(3),
        told="damaged",
    )
    yield FAMILY.opened("nonsense behind it", with_bytes(lambda content: content + b"nonsense" * 100))
    yield FAMILY.refused("all zeros", with_bytes(lambda content: bytes(len(content))))
    yield FAMILY.refused(
        "a proposal", writes("work.journal", lambda: b'{"format": "borderkit-proposal", "version": 1}')
    )
    yield FAMILY.refused("only the signature", with_bytes(lambda content: content[: len(records.SIGNATURE)]))


def _random() -> Iterator[Case]:
    for number in range(_FLIPS):
        record = number % len(_MOVES) + 1
        yield FAMILY.opened(
            f"a random byte in record {record + 1}, {number + 1}",
            with_bytes(bind(_scattered, number, record)),
            truth=bind(lambda r: truth(r - 1), record),
            told="",
        )
    yield FAMILY.refused("a random byte in its head", with_bytes(lambda content: _scattered(content, 99, 0)))


def _scattered(content: bytes, number: int, record: int) -> bytes:
    chance = random.Random(f"{_SEED} {number}")
    begins = ends()[record - 1] if record else len(records.SIGNATURE)
    at = chance.randrange(begins, ends()[record])
    return patched(content, at, bytes([content[at] ^ (1 << chance.randrange(8))]))


def _heads() -> Iterator[Case]:
    for what, values in {
        "a newer version": {"version": 2},
        "a version that is a text": {"version": "1"},
        "another format": {"format": "x"},
        "no layer": {"layer": None},
        "a layer of five thousand units": {"layer": ["us-counties", "2018", 5000, "", "x"]},
        "a document that is a list": {"document": []},
        "a document that is null": {"document": None},
        "a time that is a text": {"when": "noon"},
        "a time without end": {"when": 1e300},
    }.items():
        make = with_records(bind(lambda all_, v: all_[0].update(v), values))
        yield (FAMILY.either if "without end" in what else FAMILY.refused)(f"its head has {what}", make)
    yield FAMILY.refused("its head is a list", with_records(lambda all_: all_.__setitem__(0, [1, 2])))
    yield FAMILY.refused("its head is missing", with_records(lambda all_: all_.pop(0)))
    yield FAMILY.refused(
        "its document declares a state",
        with_records(lambda all_: all_[0]["document"]["jurisdictions"].append(["CA", "x", "state", "#000000"])),
    )
    yield FAMILY.refused(
        "its document moves to nowhere",
        with_records(lambda all_: all_[0]["document"]["moves"].append(["QQ", ["41001"], "", {}])),
    )
    yield FAMILY.refused(
        "its document has settings that are none",
        with_records(lambda all_: all_[0]["document"].update(settings={"election": 1789})),
    )
