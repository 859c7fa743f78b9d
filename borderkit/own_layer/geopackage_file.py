"""What a GeoPackage holds, looked up with SQLite itself before GDAL opens the file.

A GeoPackage says in a table of its own how many rows each layer has, and GDAL believes it; so they are counted. A view
is a question that the file asks of itself: it can run forever or answer with gigabytes, so that views are left out.
Tables and columns: OGC 12-128r18, "GeoPackage Encoding Standard", version 1.3.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from borderkit.errors import LayerError
from borderkit.own_layer.cells import text_of
from borderkit.own_layer.column_values import Column
from borderkit.own_layer.found import FieldKind, FoundField
from borderkit.own_layer.limits import MAX_LAYERS, require_fields, require_rows

#: SQLite asks after so many steps whether to go on; a damaged or hostile file could keep it busy for ever.
_STEPS, _SECONDS = 100_000, 8.0
#: For all cells of two million rows; a hundred thousand rows of forty numbers take half a second.
_SECONDS_FOR_ROWS = 90.0
#: How PRAGMA table_xinfo marks columns that are computed.
_COMPUTED = (2, 3)
_COPY = "Copy the file again, or save its layer anew."
#: The largest number that GDAL reads of the types that it takes for less than 64 bits.
_LARGEST = {"TINYINT": 2**31 - 1, "SMALLINT": 2**15 - 1, "MEDIUMINT": 2**31 - 1}
_ANY = 2**63 - 1
#: So many columns are looked at in one question; SQLite answers with 2,000 at most.
_AT_A_TIME = 500
#: Of a text where a number should be, no more is kept.
_KEPT, _SHOWN = 60, 40
_NAMED_AT_MOST = 3


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


@dataclass(frozen=True, slots=True)
class OddCells:
    """Cells of a column of numbers for which GDAL would give another number: text, fractions, too large ones.

    SQLite keeps anything in any column.

    Attributes:
        rows: (n,) counted from 0, in the order of the file.
        values: what stands there, each an int, a float or a text.

    """

    rows: NDArray[np.int64]
    values: Sequence[int | float | str]

    def put_into(self, column: Column) -> Column:
        """Return a column as GDAL read it, of some rows or all, with what the file has: as numbers if all are."""
        count = int(np.searchsorted(self.rows, len(column)))
        rows, values = self.rows[:count], list(self.values[:count])
        if any(isinstance(value, str) for value in values):
            mended = np.array([text_of(value) or None for value in column.tolist()], dtype=object)
            values = [text_of(value) for value in values]
        elif any(isinstance(value, float) for value in values):
            mended = column.astype(np.float64)
        else:
            mended = column.copy()
        mended[rows] = values
        return mended

    def said(self, field: str, where: str) -> str:
        """Return what is to be told of the cells."""
        first = zip(self.rows[:_NAMED_AT_MOST].tolist(), self.values, strict=False)
        named = "; ".join(f"row {row + 1:,}, “{text_of(value)[:_SHOWN]}”" for row, value in first)
        more = f"; and {len(self.rows) - _NAMED_AT_MOST:,} more" if len(self.rows) > _NAMED_AT_MOST else ""
        return f"{where}: the column {field} holds what its kind of number cannot be: {named}{more}."


@dataclass(frozen=True, slots=True)
class TableRows:
    """What the rows of a layer hold.

    Attributes:
        outlined: (rows,) whether there is anything for an outline; None where no column is said to hold outlines.
        odd: by the name of the field; only fields that have such cells.

    """

    outlined: NDArray[np.bool_] | None
    odd: Mapping[str, OddCells]


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


def look_at_rows(
    path: Path, where: str, table: str, fields: Sequence[FoundField], limit: int | None = None
) -> TableRows:
    """Look at the rows of a layer, in the order in which GDAL gives them.

    Args:
        path: the file.
        where: what messages call it.
        table: the layer's name.
        fields: of the layer; those of numbers are looked at.
        limit: look only at so many rows from the beginning; None for all.

    Raises:
        LayerError: if it is damaged.

    """
    with _connected(path, where, _SECONDS_FOR_ROWS) as database:
        columns = database.execute(f"PRAGMA table_xinfo({_quoted(table)})").fetchall()
        types = {str(column[1]): str(column[2]).partition("(")[0].strip().upper() for column in columns}
        # GDAL reads in the order of the table itself, whatever index there may be.
        order = next((_quoted(str(column[1])) for column in columns if column[5] == 1), "rowid")
        rows = f"{_quoted(table)} ORDER BY {order}"
        if limit is not None:
            rows = f"(SELECT * FROM {rows} LIMIT {int(limit)})"  # noqa: S608
        tests = {field.name: _is_odd(field, types[field.name]) for field in fields if field.name in types}
        tests = {name: test for name, test in tests.items() if test}
        odd = {}
        for first in range(0, len(tests), _AT_A_TIME):
            names = list(tests)[first : first + _AT_A_TIME]
            counts = ", ".join(f"TOTAL({tests[name]})" for name in names)
            found = database.execute(f"SELECT {counts} FROM {rows}").fetchone()  # noqa: S608
            for name, count in zip(names, found, strict=True):
                if count:
                    odd[name] = _odd_cells(database, rows, name, tests[name])
        return TableRows(_outlined(database, table, rows), odd)


def _is_odd(field: FoundField, declared: str) -> str:
    """Return the condition under which a cell is no number of its column's kind; "" for other columns."""
    if field.kind not in (FieldKind.WHOLE, FieldKind.DECIMAL):
        return ""
    name, largest = _quoted(field.name), _LARGEST.get(declared, _ANY)
    numbers = "('integer', 'null')" if field.kind is FieldKind.WHOLE else "('integer', 'real', 'null')"
    too_large = "" if largest == _ANY else f" OR {name} NOT BETWEEN {-largest - 1} AND {largest}"
    return f"typeof({name}) NOT IN {numbers}{too_large}"


def _odd_cells(database: sqlite3.Connection, rows: str, name: str, test: str) -> OddCells:
    column = _quoted(name)
    shown = (
        f"CASE typeof({column}) WHEN 'blob' THEN length({column}) || ' bytes'"
        f" WHEN 'text' THEN substr({column}, 1, {_KEPT}) ELSE {column} END"
    )
    found = database.execute(f"SELECT {test}, {shown} FROM {rows}")  # noqa: S608
    cells = [(row, value) for row, (is_odd, value) in enumerate(found) if is_odd]
    return OddCells(np.array([row for row, _ in cells], dtype=np.int64), [value for _, value in cells])


def _outlined(database: sqlite3.Connection, table: str, rows: str) -> NDArray[np.bool_] | None:
    said = database.execute(
        "SELECT column_name FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?)", (table,)
    ).fetchone()
    if said is None:
        return None
    found = database.execute(f"SELECT {_quoted(str(said[0]))} IS NOT NULL FROM {rows}")  # noqa: S608
    return np.fromiter((bool(there) for (there,) in found), np.bool_)


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
def _connected(path: Path, where: str, seconds: float = _SECONDS) -> Iterator[sqlite3.Connection]:
    end = monotonic() + seconds
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
                f"{where} cannot be looked through in {seconds:g} seconds: it is damaged. {_COPY}"
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
