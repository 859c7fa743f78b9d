"""Proposals cut short, nested too deep, too large, and with other things in the place of what should be there."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from borderkit.opening import open_proposal
from tests.hostile.case import Case, Content, Family, Make, Route, bind, changed, writes
from tests.hostile.shapefile_bytes import patched
from tests.hostile.sources import proposal
from tests.hostile.trying import content_of_proposal

_NAME, _OTHER, WITH_NEW = "greater-idaho-2022", "superior", "jefferson-two-states"
_SEED, _FLIPS = 1867, 8
Json = Any


@cache
def truth_of(name: str = _NAME) -> Content:
    """Return what is in a bundled proposal."""
    return content_of_proposal(open_proposal(name))


FAMILY = Family("proposals", Route.PROPOSAL, truth_of)


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _cut()
    yield from _text()
    yield from _heads()
    yield from _no_files()


def with_bytes(change: Callable[[bytes], bytes], name: str = _NAME) -> Make:
    def other() -> bytes:
        content = change(proposal(name))
        assert content != proposal(name), "nothing is damaged"
        return content

    return writes("plan.borderkit", other)


def with_json(change: Callable[[Json], object], name: str = _NAME) -> Make:
    """Return what writes a proposal after a change of its content."""

    def other(content: bytes) -> bytes:
        document = json.loads(content)
        change(document)
        return json.dumps(document).encode()

    return with_bytes(other, name)


def with_values(**values: Json) -> Make:
    return with_json(lambda document: document.update(values))


def _cut() -> Iterator[Case]:
    for name in (_NAME, WITH_NEW):
        for at in (0, 1, 2, 40):
            yield FAMILY.refused(
                f"{name} cut at byte {at}", with_bytes(bind(lambda content, at: content[:at], at), name)
            )
        for share in (20, 60, 80, 99):
            yield FAMILY.refused(
                f"{name} cut at {share} per cent",
                with_bytes(bind(lambda content, s: content[: len(content) * s // 100], share), name),
            )
        yield FAMILY.refused(
            f"{name} cut before its last brace", with_bytes(lambda content: content.rstrip()[:-1], name)
        )
    yield FAMILY.opened("cut before its last line break", with_bytes(lambda content: content.rstrip()))
    yield FAMILY.refused(
        "zeros from the middle on", with_bytes(lambda content: content[:1000].ljust(len(content), b"\0"))
    )
    yield FAMILY.refused("all zeros", with_bytes(lambda content: bytes(len(content))))
    yield FAMILY.refused("two of them, one behind the other", with_bytes(lambda content: content + content))
    for number in range(_FLIPS):
        yield FAMILY.either(
            f"random bytes in its braces and names, {number + 1}",
            with_bytes(bind(_scattered, number)),
            differs=("title", "to", "id", "name", "status"),
        )


def _scattered(content: bytes, number: int) -> bytes:
    """Change a byte that is no digit or letter within a text, so that the content itself stays as it is."""
    chance = random.Random(f"{_SEED} {number}")
    places = [at for at, byte in enumerate(content) if byte in b'{}[]:,"']
    return patched(content, chance.choice(places), bytes([chance.randrange(256)]))


def _text() -> Iterator[Case]:
    yield FAMILY.opened("with a byte order mark", with_bytes(lambda content: b"\xef\xbb\xbf" + content))
    yield FAMILY.opened("with line breaks of Windows", with_bytes(lambda content: content.replace(b"\n", b"\r\n")))
    for encoding in ("utf-16", "utf-32", "utf-16-le", "cp037"):
        yield FAMILY.refused(
            f"in {encoding}", with_bytes(bind(lambda content, e: content.decode().encode(e, "replace"), encoding))
        )
    yield FAMILY.refused("in Latin-1", _json_bytes({"title": "Doña Ana"}, "latin-1"))
    yield FAMILY.refused(
        "zero bytes within a text", with_bytes(lambda content: content.replace(b"Greater", b"Gre\0ter"))
    )
    yield FAMILY.refused("a bell within a text", with_bytes(lambda content: content.replace(b"Greater", b"Gre\7ter")))
    yield FAMILY.refused(
        "half a character, escaped", with_bytes(lambda content: content.replace(b"Greater", rb"Gre\ud800ter"))
    )
    yield FAMILY.refused("single quotes", with_bytes(lambda content: content.replace(b'"', b"'")))
    yield FAMILY.refused("with comments", with_bytes(lambda content: content.replace(b'"moves"', b'/* */ "moves"')))
    yield FAMILY.refused("lists a million deep", writes("plan.borderkit", lambda: b"[" * 1_000_000))
    yield FAMILY.refused(
        "lists a hundred thousand deep in a key of its own",
        with_bytes(lambda content: content.replace(b'"handout": {}', b'"mine": ' + b"[" * 100_000 + b"]" * 100_000)),
    )
    yield FAMILY.either(
        "lists nine hundred deep in a key of its own",
        with_bytes(lambda content: content.replace(b'"handout": {}', b'"mine": ' + b"[" * 900 + b"]" * 900)),
    )
    yield FAMILY.either(
        "objects four hundred deep in handout",
        with_bytes(
            lambda content: content.replace(b'"handout": {}', b'"handout": ' + b'{"a":' * 400 + b"1" + b"}" * 400)
        ),
    )
    yield FAMILY.refused("seventy million bytes", with_bytes(lambda content: content + b" " * 70_000_000))
    yield FAMILY.opened("thirty million blanks behind it", with_bytes(lambda content: content + b" " * 30_000_000))
    yield FAMILY.either(
        "a text of thirty million letters", with_json(lambda document: document.update(summary="x" * 30_000_000))
    )
    yield FAMILY.refused(
        "a number of ten thousand digits", with_bytes(lambda content: content.replace(b"386000", b"3" * 10_000))
    )
    yield FAMILY.refused("a web page", writes("plan.borderkit", lambda: b"<!DOCTYPE html><html></html>"))
    yield FAMILY.refused("a picture", writes("plan.borderkit", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256))))
    yield FAMILY.refused("a zip", writes("plan.borderkit", lambda: b"PK\3\4" + bytes(100)))


def _json_bytes(values: dict[str, Json], encoding: str) -> Make:
    def other(content: bytes) -> bytes:
        return json.dumps(json.loads(content) | values, ensure_ascii=False).encode(encoding)

    return with_bytes(other)


def _heads() -> Iterator[Case]:
    for what, value in {"another": "borderkit-journal", "a number": 1, "null": None, "a list": []}.items():
        yield FAMILY.refused(f"the format is {what}", with_values(format=value))
    for value in (0, -1, 2, 999, "1", True, 1.5, None, [], 10**30):
        yield FAMILY.refused(f"the version is {value!r}"[:60], with_values(version=value))
    for word in (b"NaN", b"Infinity", b"1e999"):
        yield FAMILY.refused(
            f"the version is {word.decode()}",
            with_bytes(bind(lambda content, w: content.replace(b'"version": 1', b'"version": ' + w), word)),
        )
    yield FAMILY.refused(
        "neither format nor version", with_json(lambda document: [document.pop(key) for key in ("format", "version")])
    )
    for what, value in {"a number": 7, "a list": ["x"], "null": None, "an object": {}}.items():
        yield FAMILY.refused(f"the title is {what}", with_values(title=value))
    for what, title in {
        "markup": "<script>alert(1)</script>",
        "a path": "../../etc/passwd",
        "line breaks": "a\nb\r\nc",
        "right-to-left marks": "\u202eabc",
        "zero characters": "a\0b",
        "a million letters": "x" * 1_000_000,
    }.items():
        yield FAMILY.opened(
            f"the title is of {what}",
            with_values(title=title),
            truth=bind(lambda t: changed(truth_of(), "about", title=t), title),
        )
    for what, value in {"a number": 7, "an object": {}, "null": None}.items():
        yield FAMILY.refused(f"the date is {what}", with_values(date=value))
    yield FAMILY.opened("the date is none", with_values(date="yesterday"))
    yield FAMILY.opened("the id is a path", with_values(id="../../../etc/passwd"))
    yield FAMILY.either(
        "a key twice", with_bytes(lambda content: content.replace(b'"moves": [', b'"moves": [], "moves": ['))
    )
    yield FAMILY.refused(
        "a list in place of an object", writes("plan.borderkit", lambda: b"[" + proposal(_NAME) + b"]")
    )


def _no_files() -> Iterator[Case]:
    yield FAMILY.refused("a folder", lambda folder: _made(folder, Path.mkdir))
    yield FAMILY.refused("a pipe that nobody writes to", lambda folder: _made(folder, os.mkfifo))
    yield FAMILY.refused(
        "a device without end", lambda folder: _made(folder, lambda path: path.symlink_to("/dev/zero"))
    )
    yield FAMILY.refused(
        "a link to itself", lambda folder: _made(folder, lambda path: path.symlink_to("plan.borderkit"))
    )
    yield FAMILY.refused("nothing", lambda folder: folder / "plan.borderkit")
    yield FAMILY.refused("a name of a thousand letters", lambda folder: folder / f"{'x' * 1000}.borderkit")


def _made(folder: Path, make: Callable[[Path], object]) -> Path:
    path = folder / "plan.borderkit"
    make(path)
    return path
