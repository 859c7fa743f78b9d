"""What a GeoPackage holds, looked up with SQLite itself before GDAL opens the file.

A GeoPackage says in a table of its own how many rows each layer has, and GDAL believes it; so they are counted. A view
is a question that the file asks of itself: it can run forever or answer with gigabytes, so that views are left out.
Tables and columns: OGC 12-128r18, "GeoPackage Encoding Standard", version 1.3.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from borderkit.errors import LayerError
from borderkit.own_layer.limits import MAX_LAYERS, require_fields, require_rows

#: SQLite asks after so many steps whether to go on; a damaged or hostile file could keep it busy for ever.
_STEPS, _SECONDS = 100_000, 8.0
#: How PRAGMA table_xinfo marks columns that are computed.
_COMPUTED = (2, 3)
_COPY = "Copy the file again, or save its layer anew."


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A layer or a bare table of a GeoPackage.

    Attributes:
        name: of the table.
        rows: counted.
        announced: how many the file says; None where it does not.

    """

    name: str
    rows: int
    announced: int | None


@dataclass(frozen=True, slots=True)
class GeoPackageFacts:
    """The tables of a GeoPackage that can be read, and the names of what is left out."""

    tables: tuple[TableFacts, ...]
    left_out: tuple[str, ...]

    def table(self, name: str) -> TableFacts | None:
        """Return the table with a name, None if there is none."""
        return next((table for table in self.tables if table.name == name), None)


def look_through(path: Path, where: str) -> GeoPackageFacts:
    """Look through the tables of a GeoPackage.

    Args:
        path: the file.
        where: what messages call it.

    Raises:
        LayerError: if it is damaged, cut short, another kind of database, or too large.

    """
    _require_whole(path, where)
    with _connected(path, where) as database:
        # Where there are none of these tables it is a database of something else.
        names = {str(name) for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"gpkg_contents", "gpkg_spatial_ref_sys"} <= names:
            raise LayerError(
                f"{where} is an SQLite database, but no GeoPackage. Choose a GeoPackage, or save its table as one."
            )
        contents = [
            str(name)
            for (name,) in database.execute(
                "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes')"
                " ORDER BY rowid LIMIT ?",
                (MAX_LAYERS,),
            )
        ]
        announced = _announced(database, names)
        tables, left_out = [], []
        for name in contents:
            if not _is_plain_table(database, name, where):
                left_out.append(name)
                continue
            counted = int(database.execute(f"SELECT COUNT(*) FROM {_quoted(name)}").fetchone()[0])  # noqa: S608
            require_rows(f"{where}, layer {name},", counted)
            tables.append(TableFacts(name, counted, announced.get(name)))
        return GeoPackageFacts(tuple(tables), tuple(left_out))


def _require_whole(path: Path, where: str) -> None:
    """Compare the pages that the heading announces with the file's size (SQLite's file format, 1.3)."""
    with path.open("rb") as file:
        head = file.read(100)
    size = path.stat().st_size
    if len(head) < 100:
        raise LayerError(f"{where} is cut short: it has not even its heading. {_COPY}")
    page = int.from_bytes(head[16:18], "big")
    announced = (65_536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    # The count of pages is only kept up by newer versions, which then repeat the counter of changes beside it.
    if head[24:28] == head[92:96] and size < announced:
        raise LayerError(f"{where} is cut short: it is {size:,} bytes long, not {announced:,}. {_COPY}")


@contextmanager
def _connected(path: Path, where: str) -> Iterator[sqlite3.Connection]:
    end = monotonic() + _SECONDS
    try:
        # Nothing is written beside the file, not even the short-lived files that SQLite has for a journal.
        wal = path.with_name(f"{path.name}-wal")
        unchanging = "" if wal.exists() and wal.stat().st_size else "&immutable=1"
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{unchanging}", uri=True)) as database:
            database.set_progress_handler(lambda: monotonic() > end, _STEPS)
            database.text_factory = lambda content: content.decode("utf-8", "replace")
            yield database
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise LayerError(
                f"{where} cannot be looked through in {_SECONDS:g} seconds: it is damaged. {_COPY}"
            ) from error
        raise _damaged(where, error) from error
    except (sqlite3.Error, UnicodeError, OverflowError, MemoryError) as error:  # damage gets into messages, too
        raise _damaged(where, error) from error


def _damaged(where: str, error: BaseException) -> LayerError:
    reason = "what it says of itself is garbled" if isinstance(error, UnicodeError) else str(error).rstrip(".")
    return LayerError(f"{where} is damaged ({reason}). {_COPY}")


def _announced(database: sqlite3.Connection, names: set[str]) -> dict[str, int]:
    if "gpkg_ogr_contents" not in names:
        return {}
    found = database.execute("SELECT table_name, feature_count FROM gpkg_ogr_contents")
    return {str(name): count for name, count in found if isinstance(count, int)}


def _is_plain_table(database: sqlite3.Connection, name: str, where: str) -> bool:
    """Tell whether a layer is a table that holds its rows, and none that is computed."""
    found = database.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?)", (name,)
    ).fetchone()
    if found is None or str(found[0]).lstrip().upper().startswith("CREATE VIRTUAL"):
        return False
    columns = database.execute(f"PRAGMA table_xinfo({_quoted(name)})").fetchall()
    require_fields(f"{where}, layer {name},", len(columns))
    return not any(column[6] in _COMPUTED for column in columns)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
