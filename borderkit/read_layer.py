"""Reading a polygon file into a unit layer, with every refusal explained."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from borderkit.bundled import BUNDLED_LAYER, BUNDLED_NAME, BUNDLED_UNITS, BUNDLED_VINTAGE
from borderkit.columns import COLUMNS
from borderkit.errors import LayerError
from borderkit.jurisdiction import Jurisdiction
from borderkit.layer import UnitLayer
from borderkit.leading_zeros import short_of_a_zero
from borderkit.own_layer.opened import OpenedLayer
from borderkit.own_layer.recipe import Recipe
from borderkit.own_layer.stored import Told
from borderkit.projection import GEOGRAPHIC_CRS, Geometries
from borderkit.states import states_in_code_order

if TYPE_CHECKING:
    import geopandas

#: The columns of the bundled layer that are text.
GEOID_FIELD, STATE_FIELD, NAME_FIELD = "GEOID", "STUSPS", "FULLNAME"

#: What pyogrio adds to its reason, for programmers.
_ADVICE = "; It might help to specify the correct driver"


#: All columns of the bundled layer.
BUNDLED_FIELDS = (GEOID_FIELD, STATE_FIELD, NAME_FIELD, *(column.field for column in COLUMNS))


def read_layer(path: Path, recipe: Recipe | None = None) -> OpenedLayer:
    """Read a layer as a recipe says; without one, by the columns of the bundled one (``shapefiles/README.md``).

    Raises:
        LayerError: if the file or a column is missing, or an identifier or a figure cannot be used.

    """
    if recipe is None:
        return _read_bundled_columns(path)
    from borderkit.own_layer.opening import open_with_recipe

    return open_with_recipe(path, recipe)


def _read_bundled_columns(path: Path) -> OpenedLayer:
    frame = _read_frame(path)
    missing = [name for name in BUNDLED_FIELDS if name not in frame.columns]
    if missing:
        raise LayerError(
            f"{path} lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}. "
            "A layer needs the columns of the bundled one, listed in shapefiles/README.md."
        )
    frame = frame.sort_values(GEOID_FIELD).reset_index(drop=True)
    geoids = [str(value) for value in frame[GEOID_FIELD]]
    _check_geoids(path, geoids)
    geometries = np.asarray(frame.geometry.values, dtype=object)
    _check_geometries(path, geoids, geometries)
    by_code = {state.code: state for state in states_in_code_order()}
    codes = _home_codes(path, geoids, [str(value) for value in frame[STATE_FIELD]], by_code)
    present = sorted(set(codes))
    position = {code: index for index, code in enumerate(present)}
    bundled = path.name == BUNDLED_LAYER and len(geoids) == BUNDLED_UNITS
    layer = UnitLayer(
        name=BUNDLED_NAME if bundled else path.stem,
        vintage=BUNDLED_VINTAGE if bundled else "",
        geoids=tuple(geoids),
        names=tuple(str(value) for value in frame[NAME_FIELD]),
        home=np.array([position[code] for code in codes], dtype=np.int16),
        jurisdictions=tuple(by_code[code] for code in present),
        figures=_figures(path, frame),
        source=path.absolute(),
    )
    return OpenedLayer(layer, geometries, Told())


def _read_frame(path: Path) -> geopandas.GeoDataFrame:
    import geopandas
    import pyogrio

    if not path.exists():
        raise LayerError(f"{path} does not exist. Check the name, or choose the file again.")
    try:
        # Of several layers the first; named, so that the library does not warn that there are more.
        first = str(pyogrio.list_layers(path)[0][0])
        frame = geopandas.read_file(path, engine="pyogrio", layer=first)
    except Exception as error:  # the libraries raise almost anything for a damaged file
        reason = str(error).partition(_ADVICE)[0].rstrip(".")
        raise LayerError(
            f"{path} cannot be read as a map layer: {reason}. Copy it again, a shapefile with all "
            "its files (.shp, .shx, .dbf, .prj)."
        ) from error
    if not isinstance(frame, geopandas.GeoDataFrame) or frame.empty:
        raise LayerError(f"{path} has no shapes in it. Choose a layer of polygons.")
    if frame.crs is None:
        left, bottom, right, top = frame.total_bounds
        if not (-181 <= left <= right <= 181 and -90 <= bottom <= top <= 90):
            raise LayerError(
                f"{path} does not say its coordinate system, and its numbers are no longitudes and latitudes. "
                "Save it with its coordinate system, a shapefile with its .prj file."
            )
        frame = frame.set_crs(GEOGRAPHIC_CRS)
    return frame.to_crs(GEOGRAPHIC_CRS)


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


def _figures(path: Path, frame: geopandas.GeoDataFrame) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    figures = np.zeros((len(frame), len(COLUMNS)), dtype=np.int64)
    for position, column in enumerate(COLUMNS):
        try:
            values = frame[column.field].to_numpy(dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise LayerError(f"{path}: the column {column.field} holds text. It needs whole numbers.") from error
        bad = np.flatnonzero(~np.isfinite(values) | (values < 0) | (values != np.rint(values)))
        if len(bad):
            raise LayerError(
                f"{path}: the unit {frame[GEOID_FIELD][bad[0]]} has {values[bad[0]]} in the column "
                f"{column.field} ({column.label}). It needs whole numbers, 0 or more."
            )
        figures[:, position] = values.astype(np.int64)
    return figures
