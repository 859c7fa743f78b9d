"""Lines that a run of the tests tells at its end, whichever process the test ran in.

What a test prints is swallowed where tests run in several processes (pytest-xdist). This is a plugin of pytest: it
hands over what was told in each of them, and writes it at the end.
"""

from __future__ import annotations

from typing import Any

import pytest

_TOLD = "told"
_told: list[str] = []


def tell(line: str) -> None:
    """Say something at the end of the run."""
    _told.append(line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand over what was told to the process that writes it."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[_TOLD] = list(_told)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401 - pytest-xdist has no types
    """Take what was told in another process; one that crashed has said nothing."""
    _told.extend(getattr(node, "workeroutput", {}).get(_TOLD, ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write what was told."""
    for line in _told:
        terminalreporter.write_line(line)
