"""Refusals that say which file they are about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from borderkit.errors import LayerError


@contextmanager
def in_file(path: Path) -> Iterator[None]:
    """Name the file in what is refused within: what looks at outlines and columns does not know where they are from.

    Raises:
        LayerError: the same refusal, with the file's name before it.

    """
    try:
        yield
    except LayerError as error:
        if path.name in str(error):
            raise
        raise LayerError(f"{path.name}: {error}") from error
