"""Reading a layer through pyogrio, and holding what comes against what the file announces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from numpy.typing import NDArray

from borderkit.errors import LayerError
from borderkit.own_layer import geopackage_file, shapefile_set, text_files
from borderkit.own_layer.column_values import Column, Objects, as_promised
from borderkit.own_layer.drivers import (
    BYTE_FOR_BYTE,
    driver_of,
    path_for_pyogrio,
    quietly,
    shown_fields,
    unique_names,
    unreadable,
)
from borderkit.own_layer.formats import Format, require_beginning
from borderkit.own_layer.found import FieldKind, FoundLayer
from borderkit.own_layer.sources import Source
from borderkit.own_layer.text_encoding import REPLACED, UTF_8, encoding_of, recode, recoded
from borderkit.progress import Progress

#: Rows read in one go, where GDAL finds the place to go on from at once.
_BATCH = 25_000
_IN_BATCHES = (Format.SHAPEFILE, Format.GEOPACKAGE)
_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read of a layer: ``read_rows`` says it."""

    layer: FoundLayer
    codec: str
    limit: int | None
    fields: Sequence[str] | None


@dataclass(slots=True)
class _Read:
    """What pyogrio gave, batch after batch."""

    names: list[str] = field(default_factory=list)
    shown: list[bool] = field(default_factory=list)
    geometries: list[Objects] = field(default_factory=list)
    columns: list[list[Column]] = field(default_factory=list)
    #: For each row, whether the file gave no outline.
    missing: list[NDArray[np.bool_]] = field(default_factory=list)
    #: Rows whose outline did not end where it began, and those that had too few points to be closed.
    closed: int = 0
    lost: list[int] = field(default_factory=list)

    def column(self, position: int) -> Column:
        """Return a column of all batches together."""
        parts = [batch[position] for batch in self.columns]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)


class _AskForAllFieldsError(Exception):
    """Fields cannot be asked for by name, since some have the same."""


class Reader:
    """Reads one layer once."""

    def __init__(self, source: Source, inner: str | int, driver: str, wanted: Wanted, progress: Progress) -> None:
        """Prepare to read a layer.

        Args:
            source: the file.
            inner: the layer's name or number within it.
            driver: GDAL's name of the driver that was found for the chosen file.
            wanted: what is to be read.
            progress: what the reading reports to.

        """
        self._source, self._inner, self._driver = source, inner, driver_of(source, driver)
        self._wanted, self._progress = wanted, progress
        self._codec = wanted.codec
        #: Whether text comes byte for byte and is decoded here.
        self._raw = bool(wanted.codec)
        self._by_name = wanted.fields is not None
        #: Rows that the file has; None where only reading tells.
        self._announced: int | None = None
        #: Rows of which the file has an outline, and how many it says have none.
        self._outlined: NDArray[np.bool_] | None = None
        self._without_outline: int | None = None
        #: Makes GDAL count the rows instead of believing the file.
        self._condition: str | None = None
        self._remarks: list[str] = []

    def read(self) -> tuple[Objects, dict[str, Column], list[str]]:
        """Return outlines, columns and remarks.

        Raises:
            LayerError: if the file is damaged or cut short.
            OperationCancelled: if a person asked to stop.

        """
        self._look_through()
        read = self._read_as_it_goes()
        geometries = read.geometries[0] if len(read.geometries) == 1 else np.concatenate(read.geometries)
        self._compare(len(geometries))
        self._require_outlines(np.concatenate(read.missing))
        if read.closed:
            self._remarks.append(f"Outlines that did not end where they begin were closed: {read.closed:,}.")
        if read.lost:
            few = _rows_named(np.array(read.lost))
            self._remarks.append(f"Outlines of too few points count as missing: {len(read.lost):,} ({few}).")
        return geometries, self._columns(read), self._remarks

    def _look_through(self) -> None:
        """Look through the file again: it may have changed, or be another one, since it was probed."""
        source = self._source
        require_beginning(source.path, source.format, source.where)
        if source.format is Format.SHAPEFILE:
            facts = shapefile_set.look_through(source.path, source.where)
            self._announced, self._outlined = facts.rows, facts.outlined
            # GDAL would decode by its own lights, and pyogrio would stop at the first byte that does not fit.
            self._codec, self._raw = self._codec or encoding_of(facts, source.where)[0], True
        elif source.format is Format.GEOPACKAGE:
            table = geopackage_file.look_through(source.path, source.where).table(str(self._inner))
            if table is None:
                raise LayerError(f"{source.where} has no layer “{self._inner}” any more. Open it again.")
            self._announced = table.rows
            self._condition = None if table.announced == table.rows else "1 = 1"
        elif source.format is Format.GEOJSON:
            self._without_outline = text_files.look_through_json(source.path, source.where).without_outline
        elif source.format is Format.KML:
            text_files.look_through_kml(source.path, source.where)
        elif source.format is Format.FLATGEOBUF:
            self._announced = text_files.look_through_flatgeobuf(source.path, source.where)

    def _read_as_it_goes(self) -> _Read:
        for _ in range(2):
            try:
                return self._read_all()
            except UnicodeDecodeError:
                # The format says UTF-8 and the text is not: then it is decoded here.
                self._raw, self._codec = True, self._codec or UTF_8
            except _AskForAllFieldsError:
                self._by_name = False
        return self._read_all()

    def _read_all(self) -> _Read:
        read = _Read()
        total = self._wanted.layer.rows if self._announced is None else self._announced
        limit = self._wanted.limit
        rows = limit if total is None else total if limit is None else min(limit, total)
        what = f"Reading {self._source.where}"
        for first, count in self._batches(rows):
            self._progress.report(first, max(rows or 0, 1), what)
            if not self._read_batch(read, first, count):
                break
        self._progress.report(max(rows or 0, 1), max(rows or 0, 1), what)
        return read

    def _batches(self, rows: int | None) -> Iterator[tuple[int, int | None]]:
        if self._source.format not in _IN_BATCHES or rows is None or rows <= _BATCH:
            yield 0, self._wanted.limit
            return
        for first in range(0, rows, _BATCH):
            yield first, min(_BATCH, rows - first)

    def _read_batch(self, read: _Read, first: int, count: int | None) -> bool:
        """Read some rows, all where ``count`` is None; tell whether there were any."""
        import pyogrio.raw

        with quietly():
            try:
                meta, _, geometries, columns = pyogrio.raw.read(
                    path_for_pyogrio(self._source, self._driver),
                    layer=self._inner,
                    encoding=BYTE_FOR_BYTE if self._raw else None,
                    columns=self._names_in_file(),
                    skip_features=first,
                    max_features=count,
                    where=self._condition,
                    datetime_as_string=True,
                )
            except UnicodeDecodeError:
                raise
            except Exception as error:  # the libraries raise almost anything for a damaged file
                raise unreadable(self._source, error) from error
        names = [str(name) for name in meta["fields"]]
        read.shown = shown_fields(self._driver, names)
        read.names = unique_names([recode(name, self._codec) if self._raw else name for name in names])
        if self._by_name and not set(self._wanted.fields or ()) <= set(read.names):
            raise _AskForAllFieldsError
        _take_outlines(read, cast("Objects", geometries), first)
        kinds = {known.name: known.kind for known in self._wanted.layer.fields}
        read.columns.append(
            [
                as_promised(column, kinds.get(name, FieldKind.TEXT))
                for name, column in zip(read.names, columns, strict=True)
            ]
        )
        return len(geometries) > 0

    def _names_in_file(self) -> list[str] | None:
        """Return the names of the fields that are wanted as pyogrio has them; None to read all."""
        if not self._by_name or self._wanted.fields is None:
            return None
        if not self._raw:
            return list(self._wanted.fields)
        try:
            return [name.encode(self._codec).decode("latin-1") for name in self._wanted.fields]
        except UnicodeError:  # a letter was replaced when the name was read
            return None

    def _compare(self, count: int) -> None:
        """Refuse rows that fall short of what the file announces."""
        if self._announced is None:
            return
        limit = self._wanted.limit
        expected = self._announced if limit is None else min(limit, self._announced)
        if count != expected:
            raise LayerError(
                f"{self._source.where} is damaged or cut short: only {count:,} of {expected:,} rows can be read. "
                "Copy the file again."
            )

    def _require_outlines(self, missing: NDArray[np.bool_]) -> None:
        """Refuse rows that came without the outline that the file has for them."""
        if self._outlined is not None:
            self._refuse(np.flatnonzero(missing & self._outlined[: len(missing)]))
        elif self._without_outline is not None and self._wanted.limit is None:
            # GDAL gives no outline where it can make nothing of one, as it does for a feature without.
            self._refuse(np.flatnonzero(missing) if missing.sum() > self._without_outline else np.empty(0, np.intp))

    def _refuse(self, rows: NDArray[np.intp]) -> None:
        if len(rows):
            those = "that row" if len(rows) == 1 else "those rows"
            raise LayerError(
                f"{self._source.where} is damaged: of {_rows_named(rows)} the outline cannot be read. "
                f"Copy the file again, or remove {those}."
            )

    def _columns(self, read: _Read) -> dict[str, Column]:
        columns: dict[str, Column] = {}
        fields = self._wanted.fields
        for position, (name, shown) in enumerate(zip(read.names, read.shown, strict=True)):
            if not shown or not (fields is None or name in fields):
                continue
            column = read.column(position)
            if self._raw and column.dtype == object:
                column = recoded(cast("Objects", column), self._codec)
                self._say_replaced(name, column)
            columns[name] = column
        if fields is None:
            return columns
        for name in fields:
            if name not in columns:
                raise LayerError(f"{self._source.where} has no field “{name}” any more. Open the file again.")
        return {name: columns[name] for name in fields}

    def _say_replaced(self, name: str, column: Column) -> None:
        count = sum(1 for text in column if text is not None and REPLACED in text)
        if count:
            self._remarks.append(
                f"{count:,} texts of the field “{name}” are not {self._codec}; the letters that cannot be read stand "
                f"as “{REPLACED}”. Try another encoding, such as cp1252."
            )


def _take_outlines(read: _Read, found: Objects, first: int) -> None:
    """Make geometries of outlines in WKB, in their place, so that both are held for a few rows only."""
    import shapely

    missing = _without(found)
    for start in range(0, len(found), _BATCH):
        part = slice(start, start + _BATCH)
        with np.errstate(invalid="ignore"):  # coordinates that are no numbers are judged later
            geometries: Objects = shapely.from_wkb(found[part], on_invalid="ignore")
            failed = np.flatnonzero(_without(geometries) & ~missing[part])
            if len(failed):
                geometries[failed] = shapely.from_wkb(found[part][failed], on_invalid="fix")
        lost = failed[_without(geometries[failed])]
        read.closed += len(failed) - len(lost)
        read.lost.extend((first + start + lost).tolist())
        found[part] = geometries
    read.geometries.append(found)
    read.missing.append(missing)


def _without(objects: Objects) -> NDArray[np.bool_]:
    """Return which of them are None, (n,)."""
    return np.fromiter((one is None for one in objects), np.bool_, len(objects))


def _rows_named(rows: NDArray[np.intp]) -> str:
    named = ", ".join(f"{row + 1:,}" for row in rows[:_NAMED_AT_MOST])
    return f"row{'' if len(rows) == 1 else 's'} {named}{' and others' if len(rows) > _NAMED_AT_MOST else ''}"
