"""Reads a page as a browser would, as far as tests ask: its elements, its text, its data."""

from __future__ import annotations

import base64
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_VOID = {"meta", "link", "input", "br", "img", "rect", "path", "circle"}


class Page(HTMLParser):
    """A parsed page.

    Attributes:
        tags: every element as (name, attributes).
        text: what is to be read, without scripts and styles.
        data: what its map is told.

    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.source = path.read_text(encoding="utf-8")
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.unbalanced: list[str] = []
        self._open: list[str] = []
        self._texts: list[str] = []
        self._data = ""
        self.feed(self.source)
        self.close()
        self.text = " ".join(" ".join(self._texts).split())
        self.data: dict[str, Any] = json.loads(self._data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self._open or self._open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        if inside == "script":
            self._data += data if self.tags[-1][1].get("id") == "borderkit-data" else ""
        elif inside != "style":
            self._texts.append(data)

    def attributes(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every element of a name."""
        return [found for name, found in self.tags if name == tag]

    def state_of(self, side: str) -> dict[str, str]:
        """Return by GEOID the jurisdiction's code that the map shows on a side, "before" or "after"."""
        units, codes = self.data["units"], [j["code"] for j in self.data["jurisdictions"]]
        shown = units["home" if side == "before" else "after"]
        return {geoid: codes[position] for geoid, position in zip(units["geoid"], shown, strict=True)}


def unpacked(text: str) -> NDArray[np.int64]:
    """Return the whole numbers that the page's own script reads from a text."""
    found, value, shift = [], 0, 0
    for byte in base64.b64decode(text):
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            found.append(-((value + 1) // 2) if value & 1 else value // 2)
            value = shift = 0
    return np.array(found, dtype=np.int64)
