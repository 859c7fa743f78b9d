"""KML for Google Earth: a folder for each jurisdiction, its colour, and the figures in the balloon."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np

from borderkit.export.credits import summary
from borderkit.export.formats import What
from borderkit.export.map_layer import MapLayer
from borderkit.export.rings import Polygon, Ring, rows_with_polygons
from borderkit.export.steps import Part
from borderkit.export.symbols import BORDER, UNIT_LINE
from borderkit.export.tables import Kind, TableColumn, Value
from borderkit.export.text_layer import write_text_layer
from borderkit.export.texts import escaped
from borderkit.progress import Progress
from borderkit.proposal import Proposal

#: The opacity of fills, so that the ground shows through, and of lines, as KML writes them.
_FILL_ALPHA, _LINE_ALPHA = "b0", "ff"

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
_TAIL = "</Document>\n</kml>\n"


def write_kml(proposal: Proposal, path: Path, what: What, progress: Progress) -> None:
    """Write one layer; see ``write_text_layer`` for what can go wrong."""
    write_text_layer(proposal, path, what, progress, _document)


def _document(proposal: Proposal, layer: MapLayer, progress: Progress) -> Iterator[str]:
    yield _HEAD
    yield f"<name>{escaped(proposal.details.title)}</name>\n"
    # Google Earth takes a description for HTML: escaped once for the balloon, and once more for the file.
    lines = escaped(summary(proposal)).replace("\n", "<br/>\n")
    yield f"<description>{escaped(lines)}</description>\n"
    yield from _styles(layer)
    yield from _schema(layer)
    yield from _folders(layer, progress)
    yield _TAIL


def _styles(layer: MapLayer) -> Iterator[str]:
    line = BORDER if layer.what is What.JURISDICTIONS else UNIT_LINE
    width = 2 if layer.what is What.JURISDICTIONS else 1
    for number, symbol in enumerate(layer.symbols):
        yield (
            f'<Style id="s{number}"><LineStyle><color>{_color(line, _LINE_ALPHA)}</color><width>{width}</width>'
            f"</LineStyle><PolyStyle><color>{_color(symbol.color, _FILL_ALPHA)}</color></PolyStyle></Style>\n"
        )


def _schema(layer: MapLayer) -> Iterator[str]:
    """Say what kinds of values the rows have; without it all of them are text to other programs."""
    kinds = {Kind.TEXT: "string", Kind.COUNT: "double", Kind.SHARE: "double", Kind.FLAG: "bool"}
    yield f'<Schema id="{layer.what.value}" name="{layer.what.value}">'
    for column in layer.columns:
        yield (
            f'<SimpleField type="{kinds[column.kind]}" name="{column.name}">'
            f"<displayName>{escaped(column.meaning)}</displayName></SimpleField>"
        )
    yield "</Schema>\n"


def _folders(layer: MapLayer, progress: Progress) -> Iterator[str]:
    """Yield all rows: jurisdictions in one folder, units in one for each symbol, those that moved first."""
    number_of = {symbol.value: number for number, symbol in enumerate(layer.symbols)}
    numbers = [number_of[value] for value in layer.symbol_values()]
    folders: dict[str, list[int]] = {}
    for row in np.argsort(numbers, kind="stable").tolist():
        name = layer.title if layer.what is What.JURISDICTIONS else layer.symbols[numbers[row]].label
        folders.setdefault(name, []).append(row)
    done = 0.0
    for name, rows in folders.items():
        part = Part(progress, done, done + len(rows) / len(layer))
        done += len(rows) / len(layer)
        yield f"<Folder><name>{escaped(name)}</name>\n"
        for row, polygons in rows_with_polygons(layer, rows, part):
            yield from _placemark(layer, row, numbers[row], polygons)
        yield "</Folder>\n"


def _placemark(layer: MapLayer, row: int, style: int, polygons: list[Polygon]) -> Iterator[str]:
    name = next(column for column in layer.columns if column.name == "name").values[row]
    yield f"<Placemark><name>{escaped(str(name))}</name><styleUrl>#s{style}</styleUrl>"
    yield f'<ExtendedData><SchemaData schemaUrl="#{layer.what.value}">'
    yield from (_datum(column, column.values[row]) for column in layer.columns)
    yield "</SchemaData></ExtendedData><MultiGeometry>\n"
    yield from map(_polygon, polygons)
    yield "</MultiGeometry></Placemark>\n"


def _datum(column: TableColumn, value: Value) -> str:
    """Return a value; nothing where there is none."""
    if value is None:
        return ""
    text = str(int(value)) if isinstance(value, bool) else escaped(str(value))
    return f'<SimpleData name="{column.name}">{text}</SimpleData>'


def _polygon(rings: Polygon) -> str:
    outer, *holes = rings
    inner = "".join(_boundary("innerBoundaryIs", hole) for hole in holes)
    return f"<Polygon>{_boundary('outerBoundaryIs', outer)}{inner}</Polygon>\n"


def _boundary(name: str, ring: Ring) -> str:
    return f"<{name}><LinearRing><coordinates>{_positions(ring)}</coordinates></LinearRing></{name}>"


def _positions(ring: Ring) -> str:
    return ("%r,%r " * len(ring) % tuple(chain.from_iterable(ring))).rstrip()


def _color(color: str, alpha: str) -> str:
    """Return a colour "#rrggbb" as KML writes it: alpha, blue, green, red."""
    return f"{alpha}{color[5:7]}{color[3:5]}{color[1:3]}"
