"""Journals with records of other forms, under right checksums."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator

from tests.hostile.case import Case, bind, writes
from tests.hostile.journals import FAMILY, Json, ends, journal, truth, with_bytes, with_records


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _records_of_other_forms()


def _packed(numbers: list[int], form: str) -> str:
    return base64.b64encode(zlib.compress(struct.pack(f"<{len(numbers)}{form}", *numbers))).decode()


def _zeros(number: int) -> str:
    return base64.b64encode(zlib.compress(bytes(number))).decode()


def _records_of_other_forms() -> Iterator[Case]:
    """The fourth record is another; what was done before it must be there."""
    steps: dict[str, Json] = {
        "a number": 7,
        "null": None,
        "a list": [],
        "an object without a kind": {},
        "of an unknown kind": {"is": "party"},
        "a step without a step": {"is": "step", "when": 1},
        "a step of nothing": {"is": "step", "when": 1, "step": []},
        "a step of an unknown change": {"is": "step", "when": 1, "step": ["x", ["bang", 1]]},
        "a step whose text is a number": {"is": "step", "when": 1, "step": [7]},
        "a position beyond": {"is": "position", "steps": 99},
        "a negative position": {"is": "position", "steps": -1},
        "a position that is true": {"is": "position", "steps": True},
        "a position that is a text": {"is": "position", "steps": "1"},
        "saved beyond": {"is": "saved", "steps": 99},
        "settings that are none": {"is": "settings", "settings": {"election": 1789}},
        "settings of a kind of their own": {"is": "settings", "settings": {"mine": 1}},
        "a file that is a number": {"is": "file", "path": 7, "known": None},
        "a file in an unknown state": {"is": "file", "path": "/a", "known": [1]},
        "a path with a zero character": {"is": "file", "path": "/a\0b.borderkit", "known": None},
        "a move that is no text": {"is": "step", "when": 1, "step": ["x", ["move", 1, 1, 2, 3]]},
        "a move that is no base64": {"is": "step", "when": 1, "step": ["x", ["move", 1, "§", "§", "§"]]},
        "a move that is not packed": {"is": "step", "when": 1, "step": ["x", ["move", 1, "AAAA", "AAAA", "AAAA"]]},
        "a move of a unit that is not there": {
            "is": "step",
            "when": 1,
            "step": ["x", ["move", 1, _packed([99_999], "i"), _packed([0], "h"), _packed([1], "h")]],
        },
        "a move of a negative unit": {
            "is": "step",
            "when": 1,
            "step": ["x", ["move", 1, _packed([-5], "i"), _packed([0], "h"), _packed([1], "h")]],
        },
        "a move to nowhere": {
            "is": "step",
            "when": 1,
            "step": ["x", ["move", 1, _packed([5], "i"), _packed([0], "h"), _packed([999], "h")]],
        },
        "a move from elsewhere": {
            "is": "step",
            "when": 1,
            "step": ["x", ["move", 1, _packed([5], "i"), _packed([9], "h"), _packed([8], "h")]],
        },
        "a move that unpacks to gigabytes": {
            "is": "step",
            "when": 1,
            "step": ["x", ["move", 1, _zeros(300_000_000), _zeros(2), _zeros(2)]],
        },
        "a move of millions of units": {
            "is": "step",
            "when": 1,
            "step": ["x", ["move", 50_000_000, _zeros(200_000_000), _zeros(100_000_000), _zeros(100_000_000)]],
        },
        "a jurisdiction of a status that is none": {
            "is": "step",
            "when": 1,
            "step": ["x", ["added", ["QQ", "Q", "kingdom", "#000000"]]],
        },
        "a jurisdiction dropped that is not there": {
            "is": "step",
            "when": 1,
            "step": ["x", ["dropped", ["QQ", "Q", "new-state", "#000000"]]],
        },
        "a jurisdiction edited that is not there": {
            "is": "step",
            "when": 1,
            "step": ["x", ["edited", ["QQ", "Q", "new-state", "#000000"], ["QR", "Q", "new-state", "#000000"]]],
        },
        "a joined column that is none": {
            "is": "step",
            "when": 1,
            "step": ["x", ["kept", "joined", None, [{"key": 7}]]],
        },
        "a state dropped": {"is": "step", "when": 1, "step": ["x", ["dropped", ["WY", "Wyoming", "state", "#000000"]]]},
        "a state added again": {
            "is": "step",
            "when": 1,
            "step": ["x", ["added", ["WY", "Wyoming", "state", "#000000"]]],
        },
    }
    for what, record in steps.items():
        harmless = what in ("a path with a zero character",)
        told = "" if harmless else "damaged"
        yield FAMILY.opened(
            f"a record is {what}",
            with_records(bind(lambda all_, r: all_.__setitem__(slice(4, None), [r]), record)),
            truth=lambda: truth(3),
            told=told,
        )
    yield FAMILY.opened(
        "a record is nested a hundred thousand deep",
        writes("work.journal", _deep),
        truth=lambda: truth(3),
        told="damaged",
    )
    yield FAMILY.opened(
        "a record is no JSON",
        writes("work.journal", lambda: journal()[: ends()[3]] + _framed(b"{'a': 1}")),
        truth=lambda: truth(3),
        told="damaged",
    )
    yield FAMILY.opened(
        "a record says that it has four gigabytes",
        with_bytes(lambda content: content[: ends()[3]] + b"\xff" * 8 + b"{}"),
        truth=lambda: truth(3),
    )


def _framed(payload: bytes) -> bytes:
    length = struct.pack("<I", len(payload))
    return length + struct.pack("<I", zlib.crc32(payload, zlib.crc32(length))) + payload


def _deep() -> bytes:
    return journal()[: ends()[3]] + _framed(b"[" * 100_000 + b"]" * 100_000)
