"""What the program remembers of a person's choices from one start to the next."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from borderkit import locations
from borderkit.areas import AreaUnit

_MOST_RECENT = 10


class Appearance(StrEnum):
    """Whether the program is light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Preferences:
    """Typed access to the settings file; what it does not hold or cannot be read counts as not chosen."""

    def __init__(self) -> None:
        """Use the settings folder of the platform, or of BORDERKIT_HOME."""
        self._store = QSettings(str(locations.settings() / "borderkit.ini"), QSettings.Format.IniFormat)

    @property
    def area_unit(self) -> AreaUnit:
        """In which unit areas are shown."""
        stored = str(self._store.value("area_unit", ""))
        return AreaUnit(stored) if stored in {unit.value for unit in AreaUnit} else AreaUnit.SQUARE_MILES

    @area_unit.setter
    def area_unit(self, unit: AreaUnit) -> None:
        self._store.setValue("area_unit", unit.value)

    @property
    def appearance(self) -> Appearance:
        """Light, dark, or as the system has it."""
        stored = str(self._store.value("appearance", ""))
        return Appearance(stored) if stored in {appearance.value for appearance in Appearance} else Appearance.SYSTEM

    @appearance.setter
    def appearance(self, appearance: Appearance) -> None:
        self._store.setValue("appearance", appearance.value)

    @property
    def recent_files(self) -> list[Path]:
        """Files that were opened or saved last, the latest first; those that exist."""
        stored = self._store.value("recent_files", [])
        names = [stored] if isinstance(stored, str) else list(stored) if isinstance(stored, list) else []
        return [path for name in names if _is_file(path := Path(str(name)))]

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        path = path.absolute()
        others = [other for other in self.recent_files if other != path]
        self._store.setValue("recent_files", [str(p) for p in (path, *others)][:_MOST_RECENT])

    def forget_files(self) -> None:
        """Empty the list of recent files."""
        self._store.remove("recent_files")

    @property
    def folder(self) -> Path:
        """The folder that file dialogs begin in."""
        recent = self.recent_files
        return recent[0].parent if recent else Path.home()

    @property
    def export_folder(self) -> Path:
        """The folder that something was exported to last."""
        stored = Path(str(self._store.value("export_folder", "") or self.folder))
        return stored if stored.is_dir() else self.folder

    @export_folder.setter
    def export_folder(self, folder: Path) -> None:
        self._store.setValue("export_folder", str(folder))

    @property
    def export_kind(self) -> str:
        """The kind of file that was exported last, by its key; "" before the first time."""
        return str(self._store.value("export_kind", ""))

    @export_kind.setter
    def export_kind(self, key: str) -> None:
        self._store.setValue("export_kind", key)

    @property
    def designer_geometry(self) -> QByteArray:
        """Where the handout designer was, as Qt packs it; empty before the first time."""
        stored = self._store.value("designer_geometry")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @designer_geometry.setter
    def designer_geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("designer_geometry", geometry)

    @property
    def designer_zoom(self) -> str:
        """How large the handout designer showed its pages; "" before the first time."""
        return str(self._store.value("designer_zoom", ""))

    @designer_zoom.setter
    def designer_zoom(self, zoom: str) -> None:
        self._store.setValue("designer_zoom", zoom)

    @property
    def layout(self) -> tuple[QByteArray, QByteArray]:
        """Where window and docks were, as Qt packs it; empty at the first start."""
        values = (self._store.value("geometry"), self._store.value("docks"))
        return tuple(v if isinstance(v, QByteArray) else QByteArray() for v in values)  # type: ignore[return-value]

    @layout.setter
    def layout(self, layout: tuple[QByteArray, QByteArray]) -> None:
        self._store.setValue("geometry", layout[0])
        self._store.setValue("docks", layout[1])
        self._store.sync()


def _is_file(path: Path) -> bool:
    """Tell whether there is such a file; one that may not be looked at counts as none."""
    try:
        return path.is_file()
    except OSError:
        return False
