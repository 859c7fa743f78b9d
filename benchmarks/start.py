"""From the start of the process to the painted map: run as a process of its own by the benchmarks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from ui.app import build_window

_STATUS = Path("/proc/self/status")


def resident_megabytes() -> float:
    """Return the memory that the process holds, 0 where the system does not tell."""
    if not _STATUS.exists():
        return 0.0
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Open the window, and report once it is painted."""
    from PySide6.QtWidgets import QApplication

    window = build_window()
    window.resize(1920, 1080)
    window.show()
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        sys.exit("no application")
    application.processEvents()
    if window.canvas.map_view.width < 100 or not window.canvas.has_picture:
        sys.exit("the map is not painted")
    print("painted", flush=True)
    QTimer.singleShot(1500, _report_memory)
    application.exec()


def _report_memory() -> None:
    print(f"{resident_megabytes():.1f}", flush=True)
    sys.stdout.flush()
    os._exit(0)  # what comes after is not measured


if __name__ == "__main__":
    main()
