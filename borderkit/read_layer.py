"""Reading a polygon file into a unit layer, with every refusal explained."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from borderkit.bundled import BUNDLED_LAYER, BUNDLED_NAME, BUNDLED_UNITS, BUNDLED_VINTAGE
from borderkit.columns import COLUMNS
from borderkit.errors import LayerError
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import Matrix, UnitLayer
from borderkit.leading_zeros import short_of_a_zero
from borderkit.own_layer.in_file import in_file
from borderkit.own_layer.opened import OpenedLayer
from borderkit.own_layer.recipe import Recipe
from borderkit.own_layer.stored import Told
from borderkit.progress import Progress
from borderkit.projection import GEOGRAPHIC_CRS, Geometries
from borderkit.states import states_in_code_order

if TYPE_CHECKING:
    from borderkit.own_layer.rows import Rows

#: The columns of the bundled layer that are text.
GEOID_FIELD, STATE_FIELD, NAME_FIELD = "GEOID", "STUSPS", "FULLNAME"

#: No figure is larger: square metres of the earth are less, and sums of a million such fit into 64 bits.
_MOST = 2**43


#: All columns of the bundled layer.
BUNDLED_FIELDS = (GEOID_FIELD, STATE_FIELD, NAME_FIELD, *(column.field for column in COLUMNS))


def read_layer(path: Path, recipe: Recipe | None = None, progress: Progress | None = None) -> OpenedLayer:
    """Read a layer as a recipe says; without one, by the columns of the bundled one (``shapefiles/README.md``).

    Raises:
        LayerError: if the file or a column is missing, or an identifier or a figure cannot be used.

    """
    if recipe is None:
        return _read_bundled_columns(path)
    from borderkit.own_layer.opening import open_with_recipe

    return open_with_recipe(path, recipe, progress)


def _read_bundled_columns(path: Path) -> OpenedLayer:
    rows = _rows(path)
    geoids = [_text(value) for value in rows.columns[GEOID_FIELD].tolist()]
    order = np.array(sorted(range(len(geoids)), key=geoids.__getitem__), dtype=np.intp)
    geoids = [geoids[row] for row in order.tolist()]
    _check_geoids(path, geoids)
    geometries = _in_nad83(path, rows)[order]
    _check_geometries(path, geoids, geometries)
    by_code = {state.code: state for state in states_in_code_order()}
    states, names = (rows.columns[field][order].tolist() for field in (STATE_FIELD, NAME_FIELD))
    codes = _home_codes(path, geoids, [_text(state) for state in states], by_code)
    present = sorted(set(codes))
    position = {code: index for index, code in enumerate(present)}
    bundled = path.name == BUNDLED_LAYER and len(geoids) == BUNDLED_UNITS
    layer = UnitLayer(
        name=BUNDLED_NAME if bundled else path.stem,
        vintage=BUNDLED_VINTAGE if bundled else "",
        geoids=tuple(geoids),
        names=tuple(_text(name) for name in names),
        home=np.array([position[code] for code in codes], dtype=np.int16),
        jurisdictions=tuple(by_code[code] for code in present),
        figures=_figures(path, rows, order, geoids),
        source=path.absolute(),
    )
    return OpenedLayer(layer, geometries, Told())


def _rows(path: Path) -> Rows:
    """Read the first layer with polygons.

    Raises:
        LayerError: if the file cannot be read, or lacks a column.

    """
    from borderkit.own_layer.opening import layer_to_open
    from borderkit.own_layer.probing import probe
    from borderkit.own_layer.rows import read_rows

    found = probe(path)
    layer = layer_to_open(found)
    missing = [name for name in BUNDLED_FIELDS if layer.field(name) is None]
    if missing:
        raise LayerError(
            f"{path} lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}. "
            "A layer needs the columns of the bundled one, listed in shapefiles/README.md."
        )
    return read_rows(found, layer.name, fields=BUNDLED_FIELDS)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _in_nad83(path: Path, rows: Rows) -> Geometries:
    """Return the outlines in longitude and latitude, for which numbers without a coordinate system are taken."""
    from borderkit.own_layer.coordinates import to_geographic

    if rows.crs is None:
        left, bottom, right, top = shapely.total_bounds(rows.geometries)
        if not (-181 <= left <= right <= 181 and -90 <= bottom <= top <= 90):
            raise LayerError(
                f"{path} does not say its coordinate system, and its numbers are no longitudes and latitudes. "
                "Save it with its coordinate system, a shapefile with its .prj file."
            )
    with in_file(path):
        return to_geographic(rows.geometries, rows.crs or GEOGRAPHIC_CRS).geometries


def _check_geoids(path: Path, geoids: list[str]) -> None:
    short = short_of_a_zero(geoids)
    if short is not None:
        raise LayerError(
            f"{path} has identifiers that lost their leading zero, such as “{short}”. Keep the column as text and "
            "restore the zeros."
        )
    repeated = sorted({a for a, b in itertools.pairwise(geoids) if a == b})
    if repeated:
        raise LayerError(
            f"{path} has the identifier {repeated[0]} more than once"
            f"{f' (and {len(repeated) - 1} others)' if len(repeated) > 1 else ''}. Each unit needs its own."
        )


def _check_geometries(path: Path, geoids: list[str], geometries: Geometries) -> None:
    kinds = shapely.get_type_id(geometries)
    for position in np.flatnonzero(~np.isin(kinds, (3, 6)) | shapely.is_empty(geometries)):
        raise LayerError(f"{path}: the unit {geoids[position]} has no polygon. Remove it or give it its outline.")


def _home_codes(path: Path, geoids: list[str], codes: list[str], known: dict[str, Jurisdiction]) -> list[str]:
    for geoid, code in zip(geoids, codes, strict=True):
        if code not in known:
            raise LayerError(
                f"{path}: the unit {geoid} has the state “{code}”, which is no postal code of a state. "
                f"Correct its {STATE_FIELD}."
            )
    return codes


def _figures(path: Path, rows: Rows, order: NDArray[np.intp], geoids: Sequence[str]) -> Matrix:
    figures = np.zeros((len(order), len(COLUMNS)), dtype=np.int64)
    for position, column in enumerate(COLUMNS):
        try:
            values = rows.columns[column.field][order].astype(np.float64)
        except (TypeError, ValueError) as error:
            raise LayerError(f"{path}: the column {column.field} holds text. It needs whole numbers.") from error
        bad = np.flatnonzero(~np.isfinite(values) | (values < 0) | (values != np.rint(values)) | (values > _MOST))
        if len(bad):
            raise LayerError(
                f"{path}: the unit {geoids[bad[0]]} has {values[bad[0]]} in the column "
                f"{column.field} ({column.label}). It needs whole numbers, 0 or more."
            )
        figures[:, position] = values.astype(np.int64)
    return figures
