"""The colours of portrayals: seen by everyone, on light and on dark ground, with no side stronger than the other."""

from collections.abc import Callable, Sequence
from itertools import pairwise, product

import numpy as np
import pytest
from numpy.typing import NDArray

from borderkit import portrayal_scales as scales

Color = NDArray[np.float64]
View = Callable[[int], Color]

_LIGHT_GROUND, _DARK_GROUND = 0xEEF2F4, 0x1B2127
#: How much of the dark ground is mixed into fills there.
_SHADE = 0.42

# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based model for simulation of color vision
# deficiency", 2009: their matrices for linear RGB at full severity.
_PROTANOPIA = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)
_DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
# IEC 61966-2-1, linear sRGB to XYZ, and its white D65.
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(color: int) -> Color:
    """Return the light of a colour 0xRRGGBB, red, green and blue from 0 to 1."""
    channels = np.array(scales.rgb(color)) / 255
    light: Color = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return light


def lab(light: Color) -> Color:
    """Return CIELAB of linear RGB."""
    xyz = _TO_XYZ @ np.clip(light, 0, 1) / _WHITE
    x, y, z = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def shaded(color: int) -> int:
    """Return a fill as it looks on dark ground."""
    mixed = [round(a + (b - a) * _SHADE) for a, b in zip(scales.rgb(color), scales.rgb(_DARK_GROUND), strict=True)]
    return mixed[0] << 16 | mixed[1] << 8 | mixed[2]


def difference(one: Color, other: Color) -> float:
    """Return CIEDE2000; M. R. Luo, G. Cui, B. Rigg, 2001, as written by G. Sharma, W. Wu, E. N. Dalal, 2005."""
    l1, a1, b1 = one
    l2, a2, b2 = other
    mean_chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7))
    c1, c2 = np.hypot(a1 * stretch, b1), np.hypot(a2 * stretch, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1 * stretch)) % 360, np.degrees(np.arctan2(b2, a2 * stretch)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    d_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    weights = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    t = 1 + sum(weight * np.cos(np.radians(times * hue + shift)) for weight, times, shift in weights)
    s_l = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    r_c = 2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    r_t = -r_c * np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    parts = (l2 - l1) / s_l, (c2 - c1) / s_c, d_hue / s_h
    return float(np.sqrt(sum(part**2 for part in parts) + r_t * parts[1] * parts[2]))


def contrast(one: int, other: int) -> float:
    """Return the contrast of two colours as WCAG 2.1 defines it."""
    dark, bright = sorted(float(_TO_XYZ[1] @ linear(color)) for color in (one, other))
    return (bright + 0.05) / (dark + 0.05)


VIEWS: dict[str, View] = {
    "full": lambda color: lab(linear(color)),
    "protanopia": lambda color: lab(_PROTANOPIA @ linear(color)),
    "deuteranopia": lambda color: lab(_DEUTERANOPIA @ linear(color)),
}
GROUNDS: dict[str, Callable[[int], int]] = {"light": lambda color: color, "dark": shaded}
SEQUENTIAL = [
    pytest.param(scales.sequential(scale, n).tolist(), id=f"{name}-{n}")
    for name, scale in (("green", scales.GREEN), ("purple", scales.PURPLE))
    for n in range(3, 10)
]
SIDES = [
    pytest.param((scales.EVEN, *side), id=name)
    for name, side in (("dem", scales.DEMOCRATIC), ("rep", scales.REPUBLICAN))
]


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ],
)
def test_the_measure_of_difference_gives_published_values(
    one: Sequence[float], other: Sequence[float], published: float
) -> None:
    assert difference(np.array(one, dtype=float), np.array(other, dtype=float)) == pytest.approx(published, abs=1e-4)


def test_steps_of_both_sides_are_of_one_lightness() -> None:
    for dem, rep in zip(scales.DEMOCRATIC, scales.REPUBLICAN, strict=True):
        assert abs(lab(linear(dem))[0] - lab(linear(rep))[0]) < 0.5


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("view", VIEWS)
def test_the_sides_are_told_apart_by_everyone(view: str, ground: str) -> None:
    seen, on = VIEWS[view], GROUNDS[ground]
    found = [difference(seen(on(dem)), seen(on(rep))) for dem, rep in product(scales.DEMOCRATIC, scales.REPUBLICAN)]
    assert min(found) > {"light": 15, "dark": 10}[ground]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("fills", [*SEQUENTIAL, *SIDES])
def test_neighbouring_classes_differ_visibly(fills: Sequence[int], ground: str) -> None:
    on = GROUNDS[ground]
    assert min(difference(lab(linear(on(a))), lab(linear(on(b)))) for a, b in pairwise(fills)) > 5


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("fills", [*SEQUENTIAL, *SIDES])
def test_more_is_darker_for_everyone(fills: Sequence[int], view: str) -> None:
    lightness = [VIEWS[view](color)[0] for color in fills]
    assert (np.diff(lightness) < -3).all()


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("fills", [*SEQUENTIAL, *SIDES])
def test_no_data_looks_like_no_class(fills: Sequence[int], ground: str) -> None:
    on = GROUNDS[ground]
    others = [*fills, scales.OTHER]
    assert min(difference(lab(linear(on(scales.NO_DATA))), lab(linear(on(color)))) for color in others) > 5


def test_moved_units_stand_out_on_either_ground_and_among_those_that_stayed() -> None:
    # WCAG 2.1, 1.4.11 asks for a contrast of 3 of what is needed to understand a picture.
    for other in (_LIGHT_GROUND, _DARK_GROUND, scales.STAYED):
        assert contrast(scales.MOVED, other) > 3
    # Mixed with the dark ground, lightness tells less; the difference stays plain.
    for other in (_DARK_GROUND, shaded(scales.STAYED)):
        assert difference(lab(linear(shaded(scales.MOVED))), lab(linear(other))) > 20


@pytest.mark.parametrize("n_classes", range(1, 10))
def test_neighbouring_classes_have_different_patterns(n_classes: int) -> None:
    patterns = scales.sequential_patterns(n_classes)
    assert len(patterns) == n_classes
    assert all(one != other for one, other in pairwise(patterns))
    assert scales.NO_DATA_PATTERN not in patterns


def test_patterns_tell_the_sides_apart() -> None:
    assert not set(scales.DEMOCRATIC_PATTERNS) & set(scales.REPUBLICAN_PATTERNS)
    assert len(scales.DEMOCRATIC_PATTERNS) == len(scales.REPUBLICAN_PATTERNS) == len(scales.DEMOCRATIC)


@pytest.mark.parametrize(
    ("calm", "strong"),
    [(0x9DECDD, 0x65CBB8), (0xA9B5EE, 0x7483CD), (0xB3DFF3, 0x7EB7D1), (0xB6CCAB, 0x93AF85), (0x808080, 0x6E6E6E)],
)
def test_a_moved_units_fill_is_a_stronger_one_of_the_same_hue(calm: int, strong: int) -> None:
    found = scales.stronger(calm)
    assert max(abs(a - b) for a, b in zip(scales.rgb(found), scales.rgb(strong), strict=True)) <= 1
