"""Seats are shared out as the law and history say, exactly."""

import heapq
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderkit.apportionment import (
    Claimant,
    apportion,
    house_size,
    last_and_next,
    people_needed,
    priority_list,
)
from borderkit.columns import POSITION
from borderkit.errors import SettingsError
from borderkit.layer import UnitLayer
from borderkit.proposal import Proposal
from borderkit.settings import METHODS

#: The official apportionments: Census Bureau, table 1 of 2020 and of 2010.
OFFICIAL_2020 = (
    "AL 7 AK 1 AZ 9 AR 4 CA 52 CO 8 CT 5 DE 1 FL 28 GA 14 HI 2 ID 2 IL 17 IN 9 IA 4 KS 4 KY 6 LA 6 ME 2 MD 8 "
    "MA 9 MI 13 MN 8 MS 4 MO 8 MT 2 NE 3 NV 4 NH 2 NJ 12 NM 3 NY 26 NC 14 ND 1 OH 15 OK 5 OR 6 PA 17 RI 2 SC 7 "
    "SD 1 TN 9 TX 38 UT 4 VT 1 VA 11 WA 10 WV 2 WI 8 WY 1"
)
OFFICIAL_2010 = (
    "AL 7 AK 1 AZ 9 AR 4 CA 53 CO 7 CT 5 DE 1 FL 27 GA 14 HI 2 ID 2 IL 18 IN 9 IA 4 KS 4 KY 6 LA 6 ME 2 MD 8 "
    "MA 9 MI 14 MN 8 MS 4 MO 8 MT 1 NE 3 NV 4 NH 2 NJ 12 NM 3 NY 27 NC 13 ND 1 OH 16 OK 5 OR 5 PA 18 RI 2 SC 7 "
    "SD 1 TN 9 TX 36 UT 4 VT 1 VA 11 WA 10 WV 3 WI 8 WY 1"
)

DIVISOR_METHODS = [method for method in METHODS if method != "hamilton"]
PEOPLE = st.lists(st.integers(1, 40_000_000), min_size=1, max_size=60)


def official(text: str) -> dict[str, int]:
    words = text.split()
    return dict(zip(words[::2], map(int, words[1::2]), strict=True))


def states(counties: UnitLayer, census: int) -> list[Claimant]:
    proposal = Proposal(counties)
    overseas = POSITION["overseas_2020"]
    return [
        Claimant(j.code, int(row[POSITION[f"people_{census}"]] + (row[overseas] if census == 2020 else 0)))
        for j, row in zip(proposal.jurisdictions, proposal.totals_before, strict=True)
        if j.status.is_state
    ]


def claimants(people: list[int]) -> list[Claimant]:
    return [Claimant(f"S{n:02}", count) for n, count in enumerate(people)]


@pytest.mark.parametrize(("census", "text"), [(2020, OFFICIAL_2020), (2010, OFFICIAL_2010)])
def test_unchanged_borders_give_the_official_seats(counties: UnitLayer, census: int, text: str) -> None:
    assert apportion(states(counties, census), 435, "huntington-hill").seats == official(text)


def test_minnesota_won_the_last_seat_of_2020_and_new_york_was_89_people_short(counties: UnitLayer) -> None:
    union = states(counties, 2020)
    listed = priority_list(union, 435, "huntington-hill")
    assert [(claim.code, claim.seat, claim.rank) for claim in listed if claim.rank in (435, 436)] == [
        ("MN", 8, 435),
        ("NY", 27, 436),
    ]
    seats = apportion(union, 435, "huntington-hill").seats
    last, following = last_and_next(union, seats, "huntington-hill")
    assert (last.code, following.code) == ("MN", "NY")
    needed = people_needed("NY", seats["NY"], last, seats["MN"] - 1, "huntington-hill")
    assert needed - following.people == 89


@settings(max_examples=300, deadline=None)
@given(PEOPLE, st.integers(0, 600), st.sampled_from(METHODS))
def test_seats_add_up_and_nobody_has_none(people: list[int], more: int, method: str) -> None:
    size = len(people) + more
    seats = apportion(claimants(people), size, method).seats
    assert sum(seats.values()) == size
    assert min(seats.values()) >= 1


@settings(max_examples=200, deadline=None)
@given(PEOPLE, st.integers(0, 500))
def test_huntington_hill_agrees_with_a_plain_priority_list(people: list[int], more: int) -> None:
    """The reference gives seat after seat from a heap, its priorities exact fractions of squares."""
    union = claimants(people)
    seats = {c.code: 1 for c in union}
    heap = [(-Fraction(c.people**2, 2), -c.people, c.code) for c in union]
    heapq.heapify(heap)
    people_of = {c.code: c.people for c in union}
    for _ in range(more):
        _, _, code = heapq.heappop(heap)
        seats[code] += 1
        n = seats[code]
        heapq.heappush(heap, (-Fraction(people_of[code] ** 2, n * (n + 1)), -people_of[code], code))
    assert apportion(union, len(people) + more, "huntington-hill").seats == seats


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(500_000, 40_000_000), min_size=2, max_size=50), st.integers(0, 400))
def test_quota_behaviour_known_for_each_method(people: list[int], more: int) -> None:
    """Where the floor of one seat binds nobody: Hamilton keeps quota, Jefferson its floor, Adams its ceiling."""
    size, total = len(people) + more, sum(people)
    if any(count * size < total for count in people):
        return
    union = claimants(people)
    quota = {c.code: Fraction(c.people * size, total) for c in union}
    hamilton, jefferson, adams = (apportion(union, size, m).seats for m in ("hamilton", "jefferson", "adams"))
    for code, exact in quota.items():
        assert exact - 1 < hamilton[code] < exact + 1
        assert jefferson[code] >= exact.__floor__()
        assert adams[code] <= exact.__ceil__()


@settings(max_examples=200, deadline=None)
@given(PEOPLE, st.integers(0, 300), st.sampled_from(DIVISOR_METHODS), st.data())
def test_who_grows_alone_never_loses_a_seat(people: list[int], more: int, method: str, data: st.DataObject) -> None:
    size = len(people) + more
    grown = data.draw(st.integers(0, len(people) - 1))
    before = apportion(claimants(people), size, method).seats
    people[grown] += data.draw(st.integers(1, 5_000_000))
    after = apportion(claimants(people), size, method).seats
    assert after[f"S{grown:02}"] >= before[f"S{grown:02}"]


@settings(max_examples=200, deadline=None)
@given(PEOPLE, st.integers(0, 300), st.sampled_from(DIVISOR_METHODS))
def test_a_larger_house_takes_no_seat_away(people: list[int], more: int, method: str) -> None:
    union, size = claimants(people), len(people) + more
    smaller, larger = (apportion(union, n, method).seats for n in (size, size + 1))
    assert all(larger[code] >= seats for code, seats in smaller.items())


def test_hamilton_has_the_alabama_paradox() -> None:
    """A textbook case: with 11 seats instead of 10 the smallest of three states loses one."""
    union = [Claimant("A", 6), Claimant("B", 6), Claimant("C", 2)]
    assert apportion(union, 10, "hamilton").seats == {"A": 4, "B": 4, "C": 2}
    assert apportion(union, 11, "hamilton").seats == {"A": 5, "B": 5, "C": 1}


@pytest.mark.parametrize("method", METHODS)
def test_a_tie_goes_to_more_people_then_to_the_code_and_is_told(method: str) -> None:
    union = [Claimant("B", 1000), Claimant("A", 1000)]
    shared = apportion(union, 3, method)
    assert shared.seats == {"B": 1, "A": 2}
    assert set(shared.tie) == {"A", "B"}
    assert apportion(union, 4, method).tie == ()


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**7), st.integers(1, 60), st.integers(1, 60), st.sampled_from(DIVISOR_METHODS))
def test_people_needed_are_the_least_that_win(rival: int, own_seats: int, rival_seats: int, method: str) -> None:
    winner = Claimant("M", rival)
    needed = people_needed("A", own_seats, winner, rival_seats, method)
    for people, wins in ((needed, True), (needed - 1, False)):
        if people < 1:
            continue
        pair = [Claimant("A", people), winner]
        seats = {"A": own_seats, "M": rival_seats}
        following = last_and_next(pair, seats | {"M": max(rival_seats, 2)}, method)[1] if rival_seats > 1 else None
        if following is not None:
            assert (following.code == "A") is wins


def test_fewer_seats_than_states_are_refused() -> None:
    with pytest.raises(SettingsError, match="at least one"):
        apportion(claimants([5, 6, 7]), 2, "webster")


def test_house_sizes_by_rule(counties: UnitLayer) -> None:
    people = [c.people for c in states(counties, 2020)]
    assert house_size(435, people) == 435
    assert house_size("wyoming", people) == round(sum(people) / min(people)) == 573
    assert house_size("cube-root", people) == 692
    assert 691.5**3 < sum(people) < 692.5**3
    assert house_size("cube-root", [1, 1, 1]) == 3
