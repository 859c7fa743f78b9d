"""Which fill each unit has on the map."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from borderkit.layer import UnitIndices
from borderkit.proposal import Proposal

#: How much stronger a moved unit's fill is than that of its new neighbours at home.
_MOVED_SATURATION, _MOVED_VALUE = 1.5, 0.86

_SELECTION = QColor("#143c6e")
#: How much of a selected unit's fill is the tint of the selection.
_TINT = 0.28


def fills(proposal: Proposal, units: UnitIndices, selected: NDArray[np.bool_]) -> NDArray[np.uint32]:
    """Return the fills, 0xRRGGBB, of some units.

    It is their jurisdiction's, stronger where they joined one that has other units at home, and darker where they
    are ``selected``, (n_units,).
    """
    colors = tuple(jurisdiction.color for jurisdiction in proposal.jurisdictions)
    table = _table(colors, len(proposal.layer.jurisdictions))
    assignment = proposal.assignment[units]
    row = (assignment != proposal.layer.home[units]).astype(np.intp) + 2 * selected[units]
    found: NDArray[np.uint32] = table[row, assignment]
    return found


def _stronger(color: QColor) -> QColor:
    saturation = min(1.0, color.hsvSaturationF() * _MOVED_SATURATION)
    return QColor.fromHsvF(max(color.hsvHueF(), 0.0), saturation, color.valueF() * _MOVED_VALUE)


@lru_cache(maxsize=8)
def _table(colors: tuple[str, ...], n_home: int) -> NDArray[np.uint32]:
    """Return (4, n) fills: at home, moved, and both selected; the first ``n_home`` have units at home."""
    calm = [QColor(color) for color in colors]
    moved = [_stronger(color) for color in calm[:n_home]] + calm[n_home:]
    rows = [calm, moved, [_tinted(color) for color in calm], [_tinted(color) for color in moved]]
    return np.array([[_rgb(color) for color in row] for row in rows], dtype=np.uint32)


def _tinted(color: QColor) -> QColor:
    """Return a fill with the tint of the selection over it."""
    own = np.array([color.red(), color.green(), color.blue()])
    tint = np.array([_SELECTION.red(), _SELECTION.green(), _SELECTION.blue()])
    return QColor(*np.rint(own + (tint - own) * _TINT).astype(int).tolist())


def _rgb(color: QColor) -> int:
    return color.rgb() & 0xFFFFFF
