"""Where the program's own files lie, in a checkout and in an installed wheel, and where a person's lie."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent
_APP_NAME = "BorderKit"


def _data_root() -> Path:
    """Return the folder that holds shapefiles/ and resources/."""
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _CHECKOUT


def shapefiles() -> Path:
    """Return the folder of the bundled county layer."""
    return _data_root() / "shapefiles"


def resources() -> Path:
    """Return the folder of icons, bundled proposals, state facts and the like."""
    return _data_root() / "resources"


def _person_folder(kind: str, platform_default: str) -> Path:
    home = os.environ.get("BORDERKIT_HOME")
    return Path(home) / kind if home else Path(platform_default)


def cache() -> Path:
    """Return the folder for files that can be made again; it may not exist yet."""
    return _person_folder("cache", platformdirs.user_cache_dir(_APP_NAME, appauthor=False))


def settings() -> Path:
    """Return the folder for a person's settings; it may not exist yet."""
    return _person_folder("settings", platformdirs.user_config_dir(_APP_NAME, appauthor=False))


def journals() -> Path:
    """Return the folder where work in progress is kept in case the program ends unexpectedly; it may not exist yet."""
    return _person_folder("journals", str(Path(platformdirs.user_data_dir(_APP_NAME, appauthor=False)) / "journals"))
