"""How the seats of the House are shared out among the states.

The method of the law is that of equal proportions, or Huntington-Hill (2 U.S.C. 2a): every state has one seat;
each further seat goes to the state with the highest priority P / sqrt(n (n + 1)), P being its people and n the
seats it has. The other methods that the Union used or discussed differ in the divisor alone, but for Hamilton's,
which rounds down and gives what is left to the largest remainders (Balinski and Young, Fair Representation,
1982).

All decisions are made in exact integers: priorities are compared as fractions of squares. Floating point only
finds the few candidates that are close enough to need comparing. The law names no rule for a tie; here the state
with more people comes first, then the code that comes first in the alphabet.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from borderkit.errors import SettingsError

#: Priorities whose floating-point values differ relatively by less than this are compared exactly.
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Claimant:
    """A state that takes part: its code and its people."""

    code: str
    people: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One further seat that a state may get: its n-th, and its place in the House (51 is the first to be won)."""

    code: str
    seat: int
    rank: int


@dataclass(frozen=True, slots=True)
class Apportionment:
    """Who has how many seats.

    Attributes:
        seats: by code.
        house_size: their sum.
        method: how they were shared out.
        tie: codes with exactly equal claims to the last seat; empty where the last seat was clear.

    """

    seats: dict[str, int]
    house_size: int
    method: str
    tie: tuple[str, ...] = ()


#: For a state with n seats: the square of its divisor, as numerator and denominator. Adams' and Jefferson's
#: divisors are whole numbers, Webster's are halves, Dean's is the harmonic and Huntington-Hill's the geometric
#: mean of n and n + 1.
_DIVISOR_SQUARED: dict[str, Callable[[int], tuple[int, int]]] = {
    "huntington-hill": lambda n: (n * (n + 1), 1),
    "webster": lambda n: ((2 * n + 1) ** 2, 4),
    "jefferson": lambda n: ((n + 1) ** 2, 1),
    "adams": lambda n: (n * n, 1),
    "dean": lambda n: ((2 * n * (n + 1)) ** 2, (2 * n + 1) ** 2),
}


def apportion(claimants: Sequence[Claimant], house_size: int, method: str) -> Apportionment:
    """Share out ``house_size`` seats, at least one to every claimant.

    Raises:
        SettingsError: if there are fewer seats than claimants.

    """
    if house_size < len(claimants):
        raise SettingsError(
            f"{house_size} seats are not enough for {len(claimants)} states, since each has at least one. "
            "Choose a larger House."
        )
    if not claimants:
        return Apportionment({}, 0, method)
    if method == "hamilton":
        return _by_remainders(claimants, house_size)
    return _by_priorities(claimants, house_size, method)


def priority_list(
    claimants: Sequence[Claimant], house_size: int, method: str, before: int = 5, after: int = 5
) -> list[Claim]:
    """Return the claims that won the last ``before`` seats and the ``after`` next in line, in their order.

    Hamilton's method gives seats by remainders and has no such list: empty.

    Raises:
        SettingsError: if there are fewer seats than claimants.

    """
    if method == "hamilton" or not claimants:
        return []
    first = max(house_size - before, len(claimants))
    fewer = apportion(claimants, first, method).seats
    in_line = [(_order(c, fewer[c.code], method), fewer[c.code] + 1, c) for c in claimants]
    heapq.heapify(in_line)
    claims = []
    for rank in range(first + 1, house_size + after + 1):
        _, seat, best = in_line[0]
        claims.append(Claim(best.code, seat, rank))
        heapq.heapreplace(in_line, (_order(best, seat, method), seat + 1, best))
    return claims


def people_needed(code: str, seats: int, rival: Claimant, rival_seats: int, method: str) -> int:
    """Return the least people with which a state that has ``seats`` wins its next one before a rival.

    Args:
        code: the state's, which decides a tie of priority and people.
        seats: how many it has.
        rival: the other state.
        rival_seats: how many the rival has, its claim being to the next one.
        method: a divisor method.

    """
    own, own_below = _DIVISOR_SQUARED[method](seats)
    other, other_below = _DIVISOR_SQUARED[method](rival_seats)
    # P² / own > R² / other, the divisors being fractions.
    above, below = rival.people**2 * own * other_below, other * own_below
    needed = math.isqrt(above // below)
    while needed * needed * below < above or (
        needed * needed * below == above and (-needed, code) > (-rival.people, rival.code)
    ):
        needed += 1
    return needed


def last_and_next(claimants: Sequence[Claimant], seats: Mapping[str, int], method: str) -> tuple[Claimant, Claimant]:
    """Return who won the last seat beyond the first ones, and who would have won the next.

    Raises:
        ValueError: by Hamilton's method, which gives seats in no order, or where no state has two seats.

    """
    if method == "hamilton" or not any(seats[c.code] > 1 for c in claimants):
        raise ValueError(f"There is no last seat by {method}")
    last = max((c for c in claimants if seats[c.code] > 1), key=lambda c: _order(c, seats[c.code] - 1, method))
    return last, min(claimants, key=lambda c: _order(c, seats[c.code], method))


def _priority(people: int, seats: int, method: str) -> Fraction:
    """Return the square of a state's priority for its next seat."""
    above, below = _DIVISOR_SQUARED[method](seats)
    return Fraction(people * people * below, above)


def _order(claimant: Claimant, seats: int, method: str) -> tuple[Fraction, int, str]:
    """Return what sorts claims to the next seat, the strongest first; ties by people, then code."""
    return -_priority(claimant.people, seats, method), -claimant.people, claimant.code


def _by_priorities(claimants: Sequence[Claimant], house_size: int, method: str) -> Apportionment:
    contested = house_size - len(claimants)
    if not contested:
        return Apportionment({c.code: 1 for c in claimants}, house_size, method)
    priorities = _priority_table(claimants, house_size, method)
    ranked = np.partition(priorities.ravel(), priorities.size - contested)
    last = float(ranked[priorities.size - contested])
    certain = priorities > last * (1 + _CLOSE)
    close = (priorities >= last * (1 - _CLOSE)) & ~certain
    seats = 1 + np.count_nonzero(certain, axis=1)
    open_claims = [(int(state), int(n) + 1) for state, n in zip(*np.nonzero(close), strict=True)]
    open_claims.sort(key=lambda claim: _order(claimants[claim[0]], claim[1], method))
    left = contested - int(np.count_nonzero(certain))
    for state, _ in open_claims[:left]:
        seats[state] += 1
    tie = _tied(claimants, open_claims, left, method)
    found = {c.code: int(n) for c, n in zip(claimants, seats, strict=True)}
    return Apportionment(found, house_size, method, tie)


def _priority_table(claimants: Sequence[Claimant], house_size: int, method: str) -> NDArray[np.float64]:
    """Return (n_states, n_claims) the priorities for each state's second, third, ... seat.

    It is as wide as the most seats that any state may win: once nobody's last claim is among the winning ones,
    more columns change nothing.
    """
    people = np.array([c.people for c in claimants], dtype=np.float64)
    contested = house_size - len(claimants)
    width = min(contested, max(8, int(1.3 * house_size * people.max() / max(people.sum(), 1.0)) + 8))
    while True:
        squares = [_DIVISOR_SQUARED[method](n) for n in range(1, width + 1)]
        divisors = np.sqrt([above / below for above, below in squares])
        table = people[:, None] / divisors
        if width == contested:
            return table
        last = np.partition(table.ravel(), table.size - contested)[table.size - contested]
        if table[:, -1].max() < last * (1 - _CLOSE):
            return table
        width = min(contested, width * 2)


def _tied(claimants: Sequence[Claimant], claims: list[tuple[int, int]], left: int, method: str) -> tuple[str, ...]:
    """Return the codes whose claims equal that to the last seat, if any of them came away empty."""
    if not 0 < left < len(claims):
        return ()
    strength = [_priority(claimants[state].people, n, method) for state, n in claims]
    if strength[left - 1] != strength[left]:
        return ()
    return tuple(
        claimants[state].code for (state, _), equal in zip(claims, strength, strict=True) if equal == strength[left]
    )


def _by_remainders(claimants: Sequence[Claimant], house_size: int) -> Apportionment:
    """Apportion by Hamilton's method; states with less than one whole quota are given their one seat first."""
    seats: dict[str, int] = {}
    rest, left = list(claimants), house_size
    while True:
        total = sum(c.people for c in rest)
        small = [c for c in rest if c.people * left < total]
        if not small or len(small) == len(rest):
            break
        seats |= {c.code: 1 for c in small}
        rest = [c for c in rest if c.people * left >= total]
        left -= len(small)
    whole = {c.code: max(1, c.people * left // total if total else 1) for c in rest}
    open_seats = left - sum(whole.values())
    remainder = {c.code: c.people * left % total if total else 0 for c in rest}
    ranked = sorted(rest, key=lambda c: (-remainder[c.code], -c.people, c.code))
    for c in ranked[:open_seats]:
        whole[c.code] += 1
    tie: tuple[str, ...] = ()
    if 0 < open_seats < len(ranked):
        last = remainder[ranked[open_seats - 1].code]
        if last == remainder[ranked[open_seats].code]:
            tie = tuple(c.code for c in ranked if remainder[c.code] == last)
    order = {c.code: (seats | whole)[c.code] for c in claimants}
    return Apportionment(order, house_size, "hamilton", tie)


def house_size(rule: int | str, people: Sequence[int]) -> int:
    """Return the number of seats for a rule and the people of the states.

    "wyoming": the people of the states over the least of them; "cube-root": the cube root of the people of the
    states; each to the nearest integer and never less than the number of states. A number stands for itself.
    """
    if isinstance(rule, int):
        return rule
    total = sum(people)
    if not total:
        return len(people)
    if rule == "wyoming":
        least = min(count for count in people if count)
        size = (2 * total + least) // (2 * least)
    else:
        size = round(total ** (1 / 3))
        while (2 * size + 1) ** 3 <= 8 * total:
            size += 1
        while (2 * size - 1) ** 3 > 8 * total:
            size -= 1
    return max(size, len(people))
