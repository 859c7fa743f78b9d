"""What a report of a mistake of ours says: the versions, what was done last, where it happened, how often."""

from __future__ import annotations

import platform
import traceback
from collections import Counter, deque
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion

import borderkit

_NOTED = 12

_last_actions: deque[str] = deque(maxlen=_NOTED)
_seen: Counter[str] = Counter()


def note(action: str, *_: object) -> None:
    """Take note of an action of the person by its name: never what it was done to."""
    _last_actions.append(action)


def count(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> int:
    """Count a mistake; return how many of the same kind came from the same place, this one included."""
    place = _place(kind, error, trace)
    _seen[place] += 1
    return _seen[place]


def forget() -> None:
    """Begin anew, as if the program had just been started."""
    _last_actions.clear()
    _seen.clear()


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return the text of a report; of the person's paths it has no more than what the traceback names."""
    here = _place(kind, error, trace)
    earlier = [f"  {place}: {times} time{'' if times == 1 else 's'}" for place, times in _seen.items() if place != here]
    lines = [
        f"BorderKit {borderkit.__version__}",
        f"System: {platform.system()} {platform.release()}, {platform.machine()}",
        f"Python {platform.python_version()}, Qt {qVersion()}, PySide {pyside_version}",
        f"Last actions: {', '.join(_last_actions) or 'none'}",
        *(["Other mistakes since the start:", *earlier] if earlier else []),
        "",
        "".join(traceback.format_exception(kind, error, trace)).rstrip(),
    ]
    return "\n".join(lines) + "\n"


def _place(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    if not frames:
        return f"{kind.__name__}: {error}"
    last = frames[-1]
    return f"{kind.__name__} in {last.name}, line {last.lineno} of {last.filename.replace(chr(92), '/').split('/')[-1]}"
