"""Proposals that pictures are hard for."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np

from borderkit.document import Details, Document, MoveGroup
from borderkit.jurisdiction import Jurisdiction, Status
from borderkit.prepared import PreparedLayer
from borderkit.proposal import Proposal

HOSTILE = "<b>\"Land\" & 'Sea'</b> “of” `ticks` \x0b ]]> -- %s"
ARABIC, CHINESE = "اقتراح حدود جديدة للولايات", "新的州界提案"


def tiny(prepared: PreparedLayer) -> Proposal:
    """Falls Church, the smallest county of all but one, goes to Maryland."""
    return Proposal(prepared.layer, Document(moves=(MoveGroup("MD", ("51610",)),)))


def country_of_one(prepared: PreparedLayer) -> Proposal:
    """San Francisco becomes a country."""
    own = (Jurisdiction("SFO", "Republic of San Francisco", Status.INDEPENDENT, "#5fa8b8"),)
    return Proposal(prepared.layer, Document(jurisdictions=own, moves=(MoveGroup("SFO", ("06075",)),)))


def all_moved(prepared: PreparedLayer) -> Proposal:
    """Every county goes to the state that follows its own."""
    proposal = Proposal(prepared.layer)
    n_states = len(prepared.layer.jurisdictions)
    units = np.arange(len(prepared.layer), dtype=np.int32)
    proposal.move_units_apart(units, ((prepared.layer.home + 1) % n_states).astype(np.int16))
    return proposal


def hostile(prepared: PreparedLayer) -> tuple[PreparedLayer, Proposal]:
    """Names of counties, states and the proposal hold what files and markup trip over, or are very long."""
    layer = prepared.layer
    long = "Thelongestcountynameofallthatanyonehaseverthoughtof-upon-Avon"
    names = (*(f"{HOSTILE} {long} {position}" for position in range(len(layer))),)
    states = tuple(replace(state, name=f"{HOSTILE} {state.code}") for state in layer.jurisdictions)
    renamed = copy.copy(prepared)
    renamed.layer = replace(layer, names=names, jurisdictions=states)
    details = Details(f"{HOSTILE} {ARABIC} {CHINESE}", HOSTILE, "2020", HOSTILE)
    return renamed, Proposal(renamed.layer, Document(details=details, moves=(MoveGroup("ID", ("41045", "41025")),)))
