"""Proposals whose moves, jurisdictions, claims and settings are not what they should be."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import Case, bind, each
from tests.hostile.proposals import FAMILY, WITH_NEW, Json, truth_of, with_bytes, with_json, with_values


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _moves()
    yield from _jurisdictions()
    yield from _kept()
    yield from _settings()


def _moves() -> Iterator[Case]:
    for what, value in each(
        {
            "null": None,
            "an object": {},
            "a text": "41001",
            "a number": 7,
            "a list of lists": [["ID", "41001"]],
            "a list of null": [None],
            "a list of texts": ["41001"],
        }
    ):
        yield FAMILY.refused(f"the moves are {what}", with_values(moves=value))
    for what, value in each(
        {
            "null": None,
            "an object": {},
            "a text": "41001",
            "a number": 41001,
            "nested": [["41001"]],
            "of null": [None],
            "of fractions": [41001.5],
            "of true": [True],
            "of empty texts": [""],
            "of objects": [{}],
        }
    ):
        yield FAMILY.refused(
            f"the units of a move are {what}",
            with_json(bind(lambda document, v: document["moves"][0].update(units=v), value)),
        )
    for what, value in {
        "null": None,
        "a number": 16,
        "empty": "",
        "a list": ["ID"],
        "unknown": "QQ",
        "markup": "<b>ID</b>",
        "a path": "../ID",
        "in small letters": "id",
    }.items():
        yield FAMILY.refused(
            f"units move to what is {what}",
            with_json(bind(lambda document, v: document["moves"][0].update(to=v), value)),
        )
    yield FAMILY.opened(
        "the units are whole numbers",
        with_json(lambda document: document["moves"][0].update(units=[int(u) for u in document["moves"][0]["units"]])),
    )
    yield FAMILY.refused(
        "a unit twice in a move", with_json(lambda document: document["moves"][0]["units"].append("41001"))
    )
    yield FAMILY.refused(
        "a unit in two moves", with_json(lambda document: document["moves"].append({"to": "CA", "units": ["41001"]}))
    )
    yield FAMILY.refused(
        "units that lost their zeros",
        with_json(lambda document: document["moves"].append({"to": "ID", "units": ["6093", "6049"]})),
    )
    for what, unit in {
        "is unknown": "99999",
        "is markup": "<b>",
        "has a million letters": "9" * 1_000_000,
        "has line breaks": "41\n001",
        "is enormous": 10**30,
        "is negative": -41001,
    }.items():
        yield FAMILY.opened(
            f"a unit {what}", with_json(bind(lambda document, u: document["moves"][0]["units"].append(u), unit))
        )
    yield FAMILY.opened(
        "a hundred thousand units that are unknown",
        with_json(lambda document: document["moves"].append({"to": "ID", "units": [f"X{n}" for n in range(100_000)]})),
    )
    yield FAMILY.opened(
        "a hundred thousand moves of nothing",
        with_json(lambda document: document["moves"].extend({"to": "ID", "units": []} for _ in range(100_000))),
    )
    yield FAMILY.opened(
        "moves to where the units are at home",
        with_json(lambda document: document["moves"].append({"to": "CA", "units": ["06093"]})),
    )
    yield FAMILY.opened(
        "moves with keys of their own", with_json(lambda document: document["moves"][0].update(mine={"a": [1, None]}))
    )


def _new(**values: Json) -> Json:
    return {"code": "JEF", "name": "Jefferson", "status": "new-state", "color": "#e8a33d", **values}


def _jurisdictions() -> Iterator[Case]:
    for what, value in each({"null": None, "an object": {}, "a text": "JEF", "a list of texts": ["JEF"]}):
        yield FAMILY.refused(f"the jurisdictions are {what}", with_values(jurisdictions=value))
    for what, values in {
        "no code": {"code": ""},
        "a number as its code": {"code": 7},
        "the code of a state": {"code": "CA"},
        "no name": {"name": ""},
        "no status": {"status": ""},
        "a status that is unknown": {"status": "kingdom"},
        "a list as its status": {"status": ["state"]},
        "null as its name": {"name": None},
    }.items():
        yield FAMILY.refused(
            f"a jurisdiction has {what}",
            with_json(bind(lambda document, v: document["jurisdictions"].append(_new(**v)), values)),
        )
    for what, values in {
        "markup as its name": {"name": "<b>J</b>"},
        "a path as its name": {"name": "../J"},
        "a color that is none": {"color": "url(file:///etc/passwd)"},
        "keys of its own": {"mine": [1]},
        "a name of a million letters": {"name": "x" * 1_000_000},
    }.items():
        yield FAMILY.opened(
            f"a jurisdiction has {what}",
            with_json(bind(lambda document, v: document["jurisdictions"].append(_new(**v)), values)),
            truth=bind(
                lambda v: {**truth_of(), "JEF": {"name": v.get("name", "Jefferson"), "status": "new-state"}}, values
            ),
        )
    for what, code in {
        "markup": "<b>",
        "a path": "../..",
        "line breaks": "A\nB",
        "a thousand letters": "X" * 1000,
        "a zero character": "A\0",
        "blanks": "  ",
    }.items():
        yield FAMILY.either(
            f"a jurisdiction has {what} as its code",
            with_json(bind(lambda document, c: document["jurisdictions"].append(_new(code=c)), code)),
            truth=bind(lambda c: {**truth_of(), c: {"name": "Jefferson", "status": "new-state"}}, code),
        )
    yield FAMILY.refused(
        "two jurisdictions of one code", with_json(lambda document: document["jurisdictions"].extend((_new(), _new())))
    )
    yield FAMILY.either(
        "two jurisdictions of one name",
        with_json(lambda document: document["jurisdictions"].extend((_new(), _new(code="JEG")))),
        truth=lambda: {
            **truth_of(),
            "JEF": {"name": "Jefferson", "status": "new-state"},
            "JEG": {"name": "Jefferson", "status": "new-state"},
        },
    )
    yield FAMILY.refused(
        "forty thousand jurisdictions",
        with_json(
            lambda document: document["jurisdictions"].extend(_new(code=f"J{n}", name=f"J {n}") for n in range(40_000))
        ),
    )
    yield FAMILY.refused(
        "a jurisdiction that moves name is missing",
        with_json(lambda document: document["jurisdictions"].clear(), WITH_NEW),
    )


def _kept() -> Iterator[Case]:
    values: dict[str, Json] = {
        "null": None,
        "a number": 7,
        "a text": "x",
        "true": True,
        "an object": {"a": 1},
        "a list of null": [None],
        "a list of numbers": [1, 2],
        "a list of lists": [[]],
        "a list of empty objects": [{}],
    }
    for key in ("sources", "partial", "claims", "handout", "refinements", "layer", "group", "certainty", "joined"):
        for what, value in values.items():
            # Each of these on its own would say little; three of each key are other ones than those of the next.
            if (len(key) + len(what)) % 3 == 0:
                yield FAMILY.either(
                    f"{key} is {what}", with_json(bind(lambda document, k, v: document.update({k: v}), key, value))
                )
    for what, entry in {
        "of an unknown unit": {"unit": "99999", "to": "ID"},
        "of a number": {"unit": 41017, "to": 7},
        "to nowhere": {"unit": "41017"},
        "with people that are text": {"unit": "41017", "to": "ID", "people": "many"},
        "with negative people": {"unit": "41017", "to": "ID", "people": -5},
        "with people without end": {"unit": "41017", "to": "ID", "people": 1e300},
    }.items():
        yield FAMILY.either(
            f"a divided unit {what}", with_json(bind(lambda document, e: document["partial"].append(e), entry))
        )
    for what, entry in {
        "with a text as its value": {"measure": "people", "of": "moved", "value": "many"},
        "with a value without end": {"measure": "people", "of": "moved", "value": 1e308},
        "of an unknown measure": {"measure": "joy", "of": "moved", "value": 1},
        "of a list": {"measure": ["people"], "of": ["moved"], "value": 1},
        "of an unknown code": {"measure": "people", "of": "QQ after", "value": 1},
        "of something odd": {"measure": "people", "of": "ID after after", "value": 1},
        "with a year that is a list": {"measure": "people", "of": "moved", "value": 1, "year": [2020]},
    }.items():
        yield FAMILY.either(f"a claim {what}", with_json(bind(lambda document, e: document["claims"].append(e), entry)))
    for word in (b"NaN", b"Infinity"):
        yield FAMILY.either(
            f"a claim of {word.decode()}",
            with_bytes(bind(lambda content, w: content.replace(b'"value": 386000', b'"value": ' + w), word)),
        )


def _settings() -> Iterator[Case]:
    for what, value in each({"null": None, "a list": [], "a text": "x"}):
        yield FAMILY.refused(f"the settings are {what}", with_values(settings=value))
    wrong: dict[str, tuple[Json, ...]] = {
        "election": (2021, "2024", 2024.0, None, True, []),
        "people": (2000, "2020", -1),
        "method": ("d'hondt", 7, None, []),
        "house_size": (0, -435, 435.5, "many", None, [435], True),
        "lapse_seats": ("yes", 1, None),
    }
    for key, others in wrong.items():
        for value in others:
            yield FAMILY.refused(
                f"{key} is {value!r}",
                with_json(bind(lambda document, k, v: document["settings"].update({k: v}), key, value)),
            )
    for size in (1, 49, 10**6, 10**9, 10**18, 10**400):
        shown = str(size) if size < 10**20 else "a number of four hundred digits"
        yield FAMILY.either(
            f"a House of {shown}", with_json(bind(lambda document, s: document["settings"].update(house_size=s), size))
        )
