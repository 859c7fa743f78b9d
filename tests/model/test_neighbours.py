"""The graph of units as arrays."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from borderkit.bundled import open_bundled
from borderkit.neighbours import Neighbours
from borderkit.progress import Silent

LAYER = open_bundled(Silent()).layer


def graph() -> Neighbours:
    assert LAYER.neighbours is not None
    return LAYER.neighbours


def pairs_around(units: set[int]) -> set[int]:
    pairs = np.vstack([graph().borders, graph().links]).tolist()
    return {b for a, b in pairs if a in units} | {a for a, b in pairs if b in units}


@given(st.sets(st.integers(0, len(LAYER) - 1), max_size=40))
def test_around_units_lie_those_that_share_a_pair_with_one_of_them(units: set[int]) -> None:
    found = graph().around(np.array(sorted(units), dtype=np.int32))
    assert found.dtype == np.int32
    assert found.tolist() == sorted(pairs_around(units))


def test_each_unit_has_its_neighbours_in_a_row() -> None:
    start, neighbour = graph().start, graph().neighbour
    assert start[0] == 0
    assert start[-1] == len(neighbour) == 2 * (len(graph().borders) + len(graph().links))
    for unit in range(0, len(LAYER), 97):
        row = neighbour[start[unit] : start[unit + 1]].tolist()
        assert row == sorted(row)
        assert set(row) == pairs_around({unit})


def test_units_hang_together_through_one_another_alone() -> None:
    """A row of five units, its middle left out: 0-1-2-3-4."""
    row = Neighbours(
        borders=np.array([[0, 1], [1, 2], [2, 3], [3, 4]], dtype=np.int32),
        links=np.empty((0, 2), dtype=np.int32),
        coastal=np.ones(5, dtype=bool),
    )
    assert row.piece_of(np.array([0, 1, 3, 4], dtype=np.int32)).tolist() == [0, 0, 1, 1]
    assert row.piece_of(np.array([4, 2, 0], dtype=np.int32)).tolist() == [0, 1, 2]
    assert row.piece_of(np.arange(5, dtype=np.int32)).tolist() == [0] * 5
    assert row.piece_of(np.empty(0, dtype=np.int32)).tolist() == []


def test_a_long_winding_row_is_one_piece() -> None:
    chance = np.random.default_rng(2)
    order = chance.permutation(5000)
    pairs = np.sort(np.column_stack([order[:-1], order[1:]]), axis=1).astype(np.int32)
    row = Neighbours(pairs, np.empty((0, 2), dtype=np.int32), np.ones(5000, dtype=bool))
    assert not row.piece_of(np.arange(5000, dtype=np.int32)).any()
