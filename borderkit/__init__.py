"""The model of BorderKit: unit layers, proposals, tallies. It knows no Qt.

>>> import borderkit
>>> proposal = borderkit.open_proposal("greater-idaho-2020")
>>> proposal.move(["41065"], "OR")      # Wasco County stays
>>> proposal.after("ID").people
"""

from borderkit.errors import BorderkitError
from borderkit.figures import Figures
from borderkit.jurisdiction import Jurisdiction, Status, new_jurisdiction
from borderkit.layer import UnitLayer
from borderkit.opening import load_layer, new_proposal, open_proposal
from borderkit.proposal import Proposal
from borderkit.saving import save_proposal
from borderkit.settings import Settings
from borderkit.totals import totals, totals_csv

__version__ = "0.1.0"

__all__ = [
    "BorderkitError",
    "Figures",
    "Jurisdiction",
    "Proposal",
    "Settings",
    "Status",
    "UnitLayer",
    "__version__",
    "load_layer",
    "new_jurisdiction",
    "new_proposal",
    "open_proposal",
    "save_proposal",
    "totals",
    "totals_csv",
]
