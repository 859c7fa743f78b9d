"""The counties' outlines and the invented precincts, made once."""

from __future__ import annotations

import geopandas
import pytest

from borderkit.full_detail import full_detail
from borderkit.layer import UnitLayer
from borderkit.projection import Geometries
from borderkit.refinement.coding import Refinement
from borderkit.refinement.dividing import divide
from borderkit.refinement.pieces import Source
from tests.refinement.precincts import DIVIDED, source_of
from tools.make_precincts import make


@pytest.fixture(scope="session")
def outlines(counties: UnitLayer) -> Geometries:
    return full_detail(counties)


@pytest.fixture(scope="session")
def precincts(counties: UnitLayer, outlines: Geometries) -> geopandas.GeoDataFrame:
    return make(counties, outlines)


@pytest.fixture(scope="session")
def source(precincts: geopandas.GeoDataFrame) -> Source:
    return source_of(precincts)


@pytest.fixture(scope="session")
def refinements(counties: UnitLayer, outlines: Geometries, source: Source) -> tuple[Refinement, ...]:
    """All four counties divided."""
    return tuple(divide(counties, geoid, outlines[counties.index_of[geoid]], source) for geoid in DIVIDED)
