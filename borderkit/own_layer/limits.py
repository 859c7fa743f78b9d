"""How large a layer file may be: what fits into well under a gigabyte, found out before it is read.

Measured with the bundled counties cut into 102,081 pieces: a row of 24 fields with its outline takes about 1.7 kB while
it is read, whatever the format. Only KML is another matter: the whole document is held as objects, half a kilobyte for
each element, and some eight times its size in all.
"""

from __future__ import annotations

from typing import Final

from borderkit.errors import LayerError

#: Nearly ten times as many as the precincts of the whole country.
MAX_ROWS: Final = 2_000_000
MAX_FIELDS: Final = 2_000
#: Of one file; of a shapefile, its .shp. Its .dbf may be larger, since only the fields that are used are kept.
MAX_BYTES: Final = 400_000_000
MAX_TABLE_BYTES: Final = 2_000_000_000
#: GDAL takes five seconds for a hundred million bytes of it, twice, and cannot be stopped meanwhile.
MAX_JSON_BYTES: Final = 250_000_000
#: GDAL holds what is between two features as objects, some seven times its size.
MAX_JSON_FEATURE: Final = 60_000_000
MAX_KML_BYTES: Final = 80_000_000
MAX_KML_ELEMENTS: Final = 1_000_000
#: Every folder is a layer, and GDAL reads the whole file for each of them that is asked for.
MAX_KML_FOLDERS: Final = 200
MAX_KML_READ: Final = 250_000_000
MAX_KML_DEPTH: Final = 100

#: What all members of a zip that are used may unpack to, and how much more than their packed size.
MAX_UNPACKED: Final = 1_000_000_000
MAX_RATIO: Final = 200
#: Below this a high ratio is no harm: an empty field of text packs very well.
RATIO_MATTERS_FROM: Final = 20_000_000
MAX_MEMBERS: Final = 5_000
MAX_LAYERS: Final = 500

#: What stands in a .prj or .cpg file is a line or two.
MAX_SIDE_FILE: Final = 1_000_000

_SMALLER = "Keep only the area that you need, and save it again as a GeoPackage (.gpkg)."


def require_rows(where: str, rows: int) -> None:
    """Refuse more rows than a layer may have.

    Raises:
        LayerError: with the limit and the remedy.

    """
    if rows > MAX_ROWS:
        raise LayerError(f"{where} announces {rows:,} rows, and a layer may have {MAX_ROWS:,}. {_SMALLER}")


def require_bytes(where: str, size: int, limit: int = MAX_BYTES) -> None:
    """Refuse a larger file than can be read safely.

    Raises:
        LayerError: with the limit and the remedy.

    """
    if size > limit:
        raise LayerError(
            f"{where} is {size / 1e6:,.0f} million bytes large, and {limit / 1e6:,.0f} million can be read safely. "
            f"{_SMALLER}"
        )


def require_fields(where: str, fields: int) -> None:
    """Refuse more fields than a layer may have.

    Raises:
        LayerError: with the limit and the remedy.

    """
    if fields > MAX_FIELDS:
        raise LayerError(
            f"{where} has {fields:,} fields, and a layer may have {MAX_FIELDS:,}. Keep only the fields that you need."
        )
