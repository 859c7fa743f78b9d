"""From NAD83, the datum of the Census Bureau, to WGS 84, that of GeoJSON and Google Earth."""

from __future__ import annotations

from borderkit.projection import Geometries

WGS84 = "EPSG:4326"


def to_wgs84(geometries: Geometries) -> Geometries:
    """Return outlines in NAD83 longitude and latitude as WGS 84 has them: the same numbers.

    The two differ by one to two metres in the 48 states. Which way and how far depends on the realization of WGS 84
    and on the year, since the continent drifts, and files like these name neither; outlines of 1:500,000 are off by
    some fifty metres anyway. So the numbers stay as they are, as the EPSG registry's transformation 1188 has it (all
    three shifts zero, to four metres): no border opens or closes by rounding, and a file read back is the layer.
    """
    return geometries
