"""Reading a layer through pyogrio, and holding what comes against what the file announces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from borderkit.errors import LayerError
from borderkit.own_layer import geopackage_file, text_files
from borderkit.own_layer.announced import Announced, announced
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
from borderkit.own_layer.formats import Format
from borderkit.own_layer.found import FieldKind, FoundLayer
from borderkit.own_layer.gathered import Gathered, rows_named
from borderkit.own_layer.number_cells import remarks_on
from borderkit.own_layer.sources import Source
from borderkit.own_layer.text_encoding import REPLACED, UTF_8, recode, recoded
from borderkit.progress import Progress

#: Rows read in one go, where GDAL finds the place to go on from at once.
_BATCH = 25_000
_IN_BATCHES = (Format.SHAPEFILE, Format.GEOPACKAGE)
#: A condition that holds for every row; with one GDAL counts the rows instead of believing the file.
_EVERY_ROW = "1 = 1"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read of a layer: ``read_rows`` says it."""

    layer: FoundLayer
    codec: str
    limit: int | None
    fields: Sequence[str] | None


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

        Raises:
            LayerError: if the file is damaged, cut short or too large.

        """
        self._source, self._inner = source, inner
        self._wanted, self._progress = wanted, progress
        self._announced: Announced = announced(source, inner)
        self._driver = driver_of(source, driver)
        self._codec = wanted.codec or self._announced.codec
        #: Whether text comes byte for byte and is decoded here. GDAL would decode a shapefile by its own lights, and
        #: pyogrio would stop at the first byte that does not fit.
        self._raw = bool(self._codec)
        #: Names of fields stay as they were found, whatever encoding is chosen for the text: recipes go by them.
        self._codec_of_names = self._announced.codec or UTF_8
        self._by_name = wanted.fields is not None
        self._table: geopackage_file.TableRows | None = None
        if source.format is Format.GEOPACKAGE:
            self._table = geopackage_file.look_at_rows(
                source.path, source.where, str(inner), wanted.layer.fields, wanted.limit
            )

    def read(self) -> tuple[Objects, dict[str, Column], list[str]]:
        """Return outlines, columns and remarks.

        Raises:
            LayerError: if the file is damaged or cut short, or what is no number would be counted.
            OperationCancelled: if a person asked to stop.

        """
        no_numbers = self._of_no_numbers()
        gathered = self._read_as_it_goes()
        self._require_all(gathered.rows)
        self._require_outlines(gathered.missing)
        columns, remarks = self._columns(gathered)
        return gathered.geometries, columns, [*gathered.remarks(), *remarks, *no_numbers, *self._of_odd_cells()]

    def _read_as_it_goes(self) -> Gathered:
        for _ in range(2):
            try:
                return self._read_all()
            except UnicodeDecodeError:
                # The format says UTF-8 and the text is not: then it is decoded here.
                self._raw, self._codec = True, self._codec or UTF_8
            except _AskForAllFieldsError:
                self._by_name = False
        return self._read_all()

    def _read_all(self) -> Gathered:
        gathered = Gathered()
        total = self._wanted.layer.rows if self._announced.rows is None else self._announced.rows
        limit = self._wanted.limit
        rows = limit if total is None else total if limit is None else min(limit, total)
        what = f"Reading {self._source.where}"
        for first, count in self._batches(rows):
            self._progress.report(first, max(rows or 0, 1), what)
            if not self._read_batch(gathered, first, count):
                break
        self._progress.report(max(rows or 0, 1), max(rows or 0, 1), what)
        return gathered

    def _batches(self, rows: int | None) -> Iterator[tuple[int, int | None]]:
        if self._source.format not in _IN_BATCHES or rows is None or rows <= _BATCH:
            # Asked for more rows than a GeoPackage has, pyogrio takes an outline that cannot be read for the end.
            yield 0, rows if self._source.format is Format.GEOPACKAGE else self._wanted.limit
            return
        for first in range(0, rows, _BATCH):
            yield first, min(_BATCH, rows - first)

    def _read_batch(self, gathered: Gathered, first: int, count: int | None) -> bool:
        """Read some rows, all where ``count`` is None; tell whether there were any."""
        import pyogrio.raw

        with quietly():
            try:
                meta, _, outlines, columns = pyogrio.raw.read(
                    path_for_pyogrio(self._source, self._driver),
                    layer=self._inner,
                    encoding=BYTE_FOR_BYTE if self._raw else None,
                    columns=self._names_in_file(),
                    skip_features=first,
                    max_features=count,
                    where=_EVERY_ROW if self._announced.misstated else None,
                    datetime_as_string=True,
                )
            except UnicodeDecodeError:
                raise
            except Exception as error:  # the libraries raise almost anything for a damaged file
                raise unreadable(self._source, error) from error
        names = [str(name) for name in meta["fields"]]
        gathered.shown = shown_fields(self._driver, names)
        gathered.names = unique_names([recode(name, self._codec_of_names) if self._raw else name for name in names])
        if self._by_name and not set(self._wanted.fields or ()) <= set(gathered.names):
            raise _AskForAllFieldsError
        if outlines is None:
            raise LayerError(f"{self._source.where} has no outlines any more. Open the file again.")
        gathered.take_outlines(cast("Objects", outlines))
        kinds = {known.name: known.kind for known in self._wanted.layer.fields}
        gathered.columns.append(
            [
                as_promised(column, kinds.get(name, FieldKind.TEXT))
                for name, column in zip(gathered.names, columns, strict=True)
            ]
        )
        return len(outlines) > 0

    def _names_in_file(self) -> list[str] | None:
        """Return the names of the fields that are wanted as pyogrio has them; None to read all."""
        if not self._by_name or self._wanted.fields is None:
            return None
        if not self._raw:
            return list(self._wanted.fields)
        try:
            return [name.encode(self._codec_of_names).decode("latin-1") for name in self._wanted.fields]
        except UnicodeError:  # a letter was replaced when the name was read
            return None

    def _require_all(self, count: int) -> None:
        """Refuse rows that fall short of what the file announces."""
        if self._announced.rows is None:
            return
        limit = self._wanted.limit
        expected = self._announced.rows if limit is None else min(limit, self._announced.rows)
        if count != expected:
            raise LayerError(
                f"{self._source.where} is damaged or cut short: only {count:,} of {expected:,} rows can be read. "
                "Copy the file again."
            )

    def _require_outlines(self, missing: NDArray[np.bool_]) -> None:
        """Refuse rows that came without the outline that the file has for them."""
        outlined, without_outline = self._announced.outlined, self._announced.without_outline
        if self._table is not None:
            outlined = self._table.outlined
        if outlined is not None:
            broken = missing & outlined[: len(missing)]
        elif without_outline is not None and self._wanted.limit is None and missing.sum() > without_outline:
            # GDAL gives no outline where it can make nothing of one, as it does for a feature without.
            broken = missing
        else:
            return
        rows = np.flatnonzero(broken)
        if len(rows):
            those = "that row" if len(rows) == 1 else "those rows"
            raise LayerError(
                f"{self._source.where} is damaged: of {rows_named(rows)} the outline cannot be read. "
                f"Copy the file again, or remove {those}."
            )

    def _columns(self, gathered: Gathered) -> tuple[dict[str, Column], list[str]]:
        """Return the columns that are wanted, decoded, and what is to be said of them."""
        columns: dict[str, Column] = {}
        remarks: list[str] = []
        fields = self._wanted.fields
        for position, (name, shown) in enumerate(zip(gathered.names, gathered.shown, strict=True)):
            if not shown or not (fields is None or name in fields):
                continue
            column = gathered.column(position)
            if self._raw and column.dtype == object:
                column = recoded(cast("Objects", column), self._codec)
                remarks.extend(self._of_replaced(name, column))
            odd = self._table.odd.get(name) if self._table is not None else None
            columns[name] = column if odd is None else odd.put_into(column)
        if fields is None:
            return columns, remarks
        for name in fields:
            if name not in columns:
                raise LayerError(f"{self._source.where} has no field “{name}” any more. Open the file again.")
        return {name: columns[name] for name in fields}, remarks

    def _of_no_numbers(self) -> list[str]:
        facts, layer = self._announced.shapefile, self._wanted.layer
        if facts is None:
            return []
        names = [known.name for known in layer.fields]
        return list(remarks_on(facts, self._source.where, names, self._wanted.fields, self._wanted.limit))

    def _of_odd_cells(self) -> Iterator[str]:
        """Yield what is to be told of cells that are no such numbers, whether their columns are read or not."""
        if self._table is not None:
            for name, odd in self._table.odd.items():
                yield odd.said(name, self._source.where)
        if self._source.format is Format.KML:
            for name, values in text_files.look_through_kml(self._source.path, self._source.where).odd.items():
                yield (
                    f"{self._source.where}: {name} holds what its kind of number cannot be, read as another number: "
                    f"{'; '.join(values)}."
                )
        if self._source.format is Format.GEOJSON:
            truths = text_files.names_of_truths(self._source.path)
            for known in self._wanted.layer.fields:
                if known.name in truths and known.kind in (FieldKind.WHOLE, FieldKind.DECIMAL):
                    yield (
                        f"{self._source.where}: the column {known.name} holds true or false among its numbers; they "
                        "are read as 1 and 0."
                    )

    def _of_replaced(self, name: str, column: Column) -> Iterator[str]:
        count = sum(1 for text in column if text is not None and REPLACED in text)
        if count:
            yield (
                f"{count:,} texts of the field “{name}” are not {self._codec}; the letters that cannot be read stand "
                f"as “{REPLACED}”. Try another encoding, such as cp1252."
            )
