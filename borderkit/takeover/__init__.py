"""Taking over other tools' work: their assignment files become moves of a layer's units.

The way through it::

    taken = take_over(Path("block-assignments.csv"), layer)
    taken.districts            # each with its people and the jurisdiction that is proposed for it
    taken.not_taken            # what could not be taken over, and why
    taken.divided(choices)     # units whose pieces go different ways
    document = taken.document(choices, declared)
"""

from borderkit.takeover.districts import District
from borderkit.takeover.errors import TakeoverError
from borderkit.takeover.formats import FORMATS, Format
from borderkit.takeover.reading import take_over
from borderkit.takeover.taken import Divided, DividedRule, NotTaken, Taken

__all__ = [
    "FORMATS",
    "District",
    "Divided",
    "DividedRule",
    "Format",
    "NotTaken",
    "Taken",
    "TakeoverError",
    "take_over",
]
