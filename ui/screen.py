"""Whether a window can be opened. Qt ends the process if it finds out by itself that it cannot."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

_FIRST_X_PORT = 6000
_ANSWER_WITHIN_S = 2.0

#: Platforms of Qt that draw without a screen.
_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def has_screen() -> bool:
    """Tell whether there is a screen, by asking the display servers that the environment names."""
    if sys.platform in ("win32", "darwin"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if platform in _WITHOUT_SCREEN:
        return True
    return _wayland_answers(os.environ.get("WAYLAND_DISPLAY", "")) or _x_answers(os.environ.get("DISPLAY", ""))


def _wayland_answers(name: str) -> bool:
    if not name:
        return False
    return _answers(socket.AF_UNIX, str(Path(os.environ.get("XDG_RUNTIME_DIR", "/run")) / name))


def _x_answers(display: str) -> bool:
    """Ask the server of "host:number.screen"; without a host it is on this machine."""
    host, separator, rest = display.rpartition(":")
    number = rest.split(".")[0]
    if not separator or not number.isdecimal():
        return False
    if host and host != "unix" and not host.startswith("/"):
        return _answers(socket.AF_INET, (host, _FIRST_X_PORT + int(number)))
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers keep their sockets
    return _answers(socket.AF_UNIX, path) or _answers(socket.AF_UNIX, f"\0{path}")


def _answers(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as caller:
        caller.settimeout(_ANSWER_WITHIN_S)
        try:
            caller.connect(address)
        except OSError:
            return False
    return True
