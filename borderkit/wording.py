"""The words of a layer: what texts call its units and its jurisdictions."""

from __future__ import annotations

from dataclasses import dataclass

from borderkit.jurisdiction import Status

#: "A unit", but "an area": the letter is no vowel as it is spoken.
_SPOKEN_YOU = ("uni", "use", "eu")


@dataclass(frozen=True, slots=True)
class Wording:
    """What the units and jurisdictions of a layer are called; without arguments, those of the bundled layer.

    Attributes:
        unit, units: one unit and several ("precinct", "precincts").
        has_states: whether jurisdictions are states of the Union, or some of them are; else nothing is said of states.

    """

    unit: str = "county"
    units: str = "counties"
    has_states: bool = True

    @property
    def state(self) -> str:
        """What one jurisdiction is called."""
        return "state" if self.has_states else "jurisdiction"

    @property
    def states(self) -> str:
        """What several jurisdictions are called."""
        return f"{self.state}s"

    @property
    def of_counties(self) -> bool:
        """Whether the units are counties of the US: only these have parishes and boroughs among them."""
        return self.has_states and (self.unit, self.units) == ("county", "counties")

    def count(self, number: int) -> str:
        """Return a number of units in words ("1 county", "1,204 precincts")."""
        return f"{number:,} {self.called(number)}"

    def called(self, number: int) -> str:
        """Return what so many units are called."""
        return self.unit if number == 1 else self.units

    def status(self, status: Status) -> str:
        """Return what people call a jurisdiction's status."""
        return status.label if self.has_states else status.label.replace("state", self.state)

    def fill(self, text: str) -> str:
        """Return a text with the words in place of {unit}, {units}, {a_unit}, {state} and {states}.

        A capital in such a name gives one in the text: "{Units} that move" gives "Precincts that move".
        """
        words = {
            "unit": self.unit,
            "units": self.units,
            "a_unit": f"{_article(self.unit)} {self.unit}",
            "state": self.state,
            "states": self.states,
        }
        capital = {name[:1].upper() + name[1:]: _capital(word) for name, word in words.items()}
        return text.format_map(words | capital)


def _capital(word: str) -> str:
    # Not str.capitalize: "census Division" and "Kreis" have capitals of their own.
    return word[:1].upper() + word[1:]


def _article(noun: str) -> str:
    return "an" if noun[:1].lower() in "aeiou" and not noun.lower().startswith(_SPOKEN_YOU) else "a"
