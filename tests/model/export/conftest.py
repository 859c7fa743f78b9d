"""What the tests of data files share: small layers of real states, and proposals over them."""

from dataclasses import replace
from pathlib import Path

import pytest

from borderkit.document import Details
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.layer import UnitLayer
from borderkit.opening import load_layer, open_proposal
from borderkit.proposal import Proposal
from tests.layers import counties_of, write_layer, write_states

#: What a person or a file may take for a name: quotes, brackets, markup, formulas, other scripts, great length.
AWKWARD_NAMES = (
    '=HYPERLINK("x","y") \'Kent\' <b>"County"</b> & ‘so’ “on” «etc»',
    "مقاطعة ساسكس 萨塞克斯县",
    "New Castle-upon-the-Very-Long-River-and-Bay-of-Sixty-Letters",
)
AWKWARD_TITLE = "<script>alert('1')</script> & \"Δ\" ‘大特拉华’ ولاية ديلاوير الكبرى ]]>"


@pytest.fixture(scope="session")
def northwest(tmp_path_factory: pytest.TempPathFactory) -> UnitLayer:
    """Oregon and Idaho, in a file of their own."""
    return load_layer(write_states(tmp_path_factory.mktemp("layers") / "northwest.gpkg", "OR", "ID"))


@pytest.fixture
def greater_idaho(northwest: UnitLayer) -> Proposal:
    """The 22 counties that were to go to Idaho."""
    return open_proposal("greater-idaho-2020", northwest)


@pytest.fixture
def unmoved(northwest: UnitLayer) -> Proposal:
    """Oregon and Idaho as they are."""
    return Proposal(northwest)


@pytest.fixture(scope="session")
def awkward_layer(tmp_path_factory: pytest.TempPathFactory) -> UnitLayer:
    """The three counties of Delaware under awkward names."""
    frame = counties_of("DE").sort_values("GEOID")
    frame["FULLNAME"] = AWKWARD_NAMES
    return load_layer(write_layer(tmp_path_factory.mktemp("layers") / "awkward.gpkg", frame))


@pytest.fixture
def awkward(awkward_layer: UnitLayer) -> Proposal:
    """One county of three becomes a country of its own; all names are awkward ones."""
    proposal = Proposal(awkward_layer)
    proposal.add_jurisdiction(Jurisdiction("ONE", "=1+1 <i>\"Kent\" & 'Sons'</i> 肯特", Status.INDEPENDENT, "#e8a33d"))
    proposal.move([awkward_layer.geoids[0]], "ONE")
    proposal.edit_details(replace(Details(), title=AWKWARD_TITLE, author="@A \x07\ud800", summary="-1\n<&>\t+2"))
    return proposal


@pytest.fixture
def all_moved(northwest: UnitLayer) -> Proposal:
    """Every county of two states in a third one."""
    proposal = Proposal(northwest)
    proposal.add_jurisdiction(Jurisdiction("NEW", "Cascadia", Status.NEW_STATE, "#6fae8f"))
    proposal.move(northwest.geoids, "NEW")
    return proposal


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder to write into."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder
