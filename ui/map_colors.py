"""Which fill each unit has on the map."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from borderkit.layer import UnitIndices
from borderkit.proposal import Proposal

#: How much stronger a moved unit's fill is than that of its new neighbours at home.
_MOVED_SATURATION, _MOVED_VALUE = 1.5, 0.86


def fills(proposal: Proposal, units: UnitIndices | None = None) -> NDArray[np.uint32]:
    """Return the fills, 0xRRGGBB, of some units or of all.

    It is their jurisdiction's, and stronger where they joined one that has other units at home.
    """
    n_home = len(proposal.layer.jurisdictions)
    calm = [QColor(jurisdiction.color) for jurisdiction in proposal.jurisdictions]
    moved = [_stronger(color) for color in calm[:n_home]] + calm[n_home:]
    table = np.array([[_rgb(color) for color in row] for row in (calm, moved)], dtype=np.uint32)
    assignment = proposal.assignment if units is None else proposal.assignment[units]
    home = proposal.layer.home if units is None else proposal.layer.home[units]
    found: NDArray[np.uint32] = table[(assignment != home).astype(np.intp), assignment]
    return found


def _stronger(color: QColor) -> QColor:
    saturation = min(1.0, color.hsvSaturationF() * _MOVED_SATURATION)
    return QColor.fromHsvF(max(color.hsvHueF(), 0.0), saturation, color.valueF() * _MOVED_VALUE)


def _rgb(color: QColor) -> int:
    return color.rgb() & 0xFFFFFF
