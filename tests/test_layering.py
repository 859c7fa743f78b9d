"""The model runs without Qt, and the start-up without the GIS libraries."""

import subprocess
import sys

_EVERY_MODULE_WITHOUT_QT = """
import importlib, pkgutil, sys
for name in ("PySide6", "shiboken6", "ui"):
    sys.modules[name] = None
import borderkit
for module in pkgutil.walk_packages(borderkit.__path__, "borderkit."):
    importlib.import_module(module.name)
    print(module.name)
"""

_WINDOW = """
import sys
from ui.app import build_window
window = build_window()
window.show()
from PySide6.QtWidgets import QApplication
QApplication.processEvents()
assert window.canvas.has_picture
heavy = {"geopandas", "pandas", "shapely", "pyproj", "fiona", "pyogrio"} & set(sys.modules)
sys.exit(f"loaded: {heavy}" if heavy else 0)
"""


def test_every_module_of_the_model_imports_with_qt_blocked() -> None:
    done = subprocess.run([sys.executable, "-c", _EVERY_MODULE_WITHOUT_QT], capture_output=True, text=True, check=True)
    assert "borderkit.proposal" in done.stdout
    assert len(done.stdout.splitlines()) > 25


def test_the_window_is_up_before_any_gis_library_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", _WINDOW], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
