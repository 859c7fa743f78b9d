"""How the figures of a handout are made, in short; "How the figures are made" in the program says it at length."""

from __future__ import annotations

from borderkit.bundled import BUNDLED_NAME
from borderkit.handout.content import Paragraph
from borderkit.handout.own_method import own_limits, own_paragraphs
from borderkit.handout.subjects import elections, leaves
from borderkit.proposal import Proposal
from borderkit.settings import Settings

#: The rule by which the seats after the first go to states with P people and n seats so far.
_DIVISORS = {"huntington-hill": "P/√(n(n+1))", "webster": "P/(n+½)", "jefferson": "P/(n+1)", "adams": "P/n",
             "dean": "P(2n+1)/(2n(n+1))"}  # fmt: skip
_NAMES = {
    "huntington-hill": "The method of equal proportions (Huntington-Hill)",
    "webster": "Webster's method",
    "jefferson": "Jefferson's method",
    "adams": "Adams's method",
    "dean": "Dean's method",
    "hamilton": "Hamilton's method",
}
_REMAINDERS = (
    "each state has one seat; the others follow each state's exact share, and the last ones go to the largest "
    "remainders"
)
_SIZES = {
    "wyoming": "The size of the House is the people of the states over those of the least populous one. ",
    "cube-root": "The size of the House is the cube root of the people of the states. ",
}
_OUTSIDE = (
    "Whoever leaves the Union has no seats, senators or electors. {seats} The Constitution describes no way of "
    "leaving; the figures say nothing about whether it could be done."
)
_DIVIDED = (
    "Of the units that are divided here each piece moves by itself. The figures of the pieces are fitted so that they "
    "add up to those of the unit (largest remainders)."
)


def method(proposal: Proposal) -> tuple[Paragraph, ...]:
    """Return the paragraphs that a reader needs to judge the figures, for the chosen settings."""
    is_bundled, settings = proposal.layer.name == BUNDLED_NAME, proposal.settings
    found = _paragraphs(proposal) if is_bundled else own_paragraphs(proposal)
    if proposal.layer.divided:
        found.append(Paragraph("Divided units", _DIVIDED))
    if proposal.layer.is_union:
        found += [Paragraph("House seats", _seats(settings)), Paragraph("Electoral votes", _electors())]
    if leaves(proposal) and proposal.layer.is_union:
        lapse = "Its seats lapse." if settings.lapse_seats else "Its seats are shared out again among the states left."
        found.append(Paragraph("Leaving the Union", _OUTSIDE.format(seats=lapse)))
    return (*found, *(_limits() if is_bundled else own_limits(proposal)))


def _paragraphs(proposal: Proposal) -> list[Paragraph]:
    """Return what is said of the bundled layer's figures."""
    return [
        Paragraph(
            "Counties",
            "Published counts are added up county by county. A county moves whole, with its people, land and votes. "
            "Nothing is forecast, and the sums and rules are the same for every proposal.",
        ),
        Paragraph("People", _people(proposal.settings)),
        Paragraph("Land", "The Census Bureau's land area of each county; water is not in it."),
        Paragraph("Votes", _votes(proposal)),
    ]


def _limits() -> list[Paragraph]:
    return [
        Paragraph(
            "What is supposed",
            "Consent, and that seats are shared out at once. The borders of states change only with the consent of "
            "the legislatures concerned and of Congress (Article IV, section 3).",
        ),
        Paragraph(
            "What is not counted",
            "Effects on taxes, debts, laws, courts, water, schools or congressional districts. Puerto Rico and the "
            "other territories choose no electors and are not in the figures.",
        ),
    ]


def _people(settings: Settings) -> str:
    return (
        f"Residents counted in the {settings.people} census: everyone where they live, citizens or not, of any age. "
        "Density is people over land area."
    )


def _votes(proposal: Proposal) -> str:
    years = " and ".join(str(year) for year in elections(proposal))
    return (
        f"Votes for president as counted by county in {years}. The votes cast in a county go with it; how "
        "its people would vote in another state is not guessed. A share is of all votes, others included; the margin "
        "is the difference between the two parties' shares in percentage points (R: Republican, D: Democratic)."
    )


def _seats(settings: Settings) -> str:
    name = _NAMES[settings.method]
    if settings.method == Settings().method:
        name += ", as the law has it (2 U.S.C. 2a)"
    rule = _REMAINDERS
    if settings.method in _DIVISORS:
        rule = (
            "each state has one seat, and every further one goes to the state with the largest "
            f"{_DIVISORS[settings.method]}, where P is its people and n the seats it has so far"
        )
    counted = "residents and federal staff overseas" if settings.people == 2020 else "residents"
    return f"{_SIZES.get(str(settings.house_size), '')}{name}: {rule}. People here are {counted}."


def _electors() -> str:
    return (
        "A state has two senators, and as many electors as senators and House seats. The District of Columbia has what "
        "it would have as a state, but no more than the least populous state. All electors of a state go to the "
        "candidate with the most votes there; Maine and Nebraska keep the split that they had in that election as long "
        "as their counties and their number of electors are the same."
    )
