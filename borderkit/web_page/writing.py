"""Writes the page: gathers what it shows, fills the template, puts the file in its place whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from borderkit.legend import ESTIMATE
from borderkit.number_format import NumberFormat
from borderkit.portrayal import Choice, Way, portray
from borderkit.progress import Progress
from borderkit.proposal import Proposal
from borderkit.savefile import write_whole
from borderkit.web_page import assets
from borderkit.web_page.content import Content, content
from borderkit.web_page.ground_plan import GroundPlan, composite_plan
from borderkit.web_page.legend import swatches
from borderkit.web_page.options import WebOptions

#: More tables, and longer lists, wait behind a line that opens them.
_MOST_TABLES, _MOST_LISTED = 6, 150
#: Longer lists of other states have the whole width.
_MOST_BESIDE = 8

_STEPS = 4


def write_web_page(proposal: Proposal, path: Path, progress: Progress, options: WebOptions | None = None) -> None:
    """Write a proposal as a web page of one file, whole or not at all.

    Raises:
        BorderkitError: if the outlines of the layer cannot be had.
        SaveError: if the file cannot be written; what stood there before is untouched.
        OperationCancelled: if a person asked to stop; likewise.

    """
    page = web_page(proposal, progress, options or WebOptions()).encode("utf-8", "replace")
    progress.report(_STEPS - 1, _STEPS, "Writing the page")
    write_whole(path, lambda file: file.write(page))
    progress.report(_STEPS, _STEPS, "Done")


def web_page(proposal: Proposal, progress: Progress, options: WebOptions) -> str:
    """Return the page's text.

    Raises:
        BorderkitError: if the outlines of the layer cannot be had.
        OperationCancelled: if a person asked to stop.

    """
    # The start-up does without what only a page needs.
    from borderkit.web_page.map_data import map_data

    progress.report(0, _STEPS, "Reading the outlines")
    plan = _plan(proposal, progress, options)
    progress.report(1, _STEPS, "Drawing the map")
    data = assets.json_in_script(map_data(proposal, plan, options))
    progress.report(2, _STEPS, "Setting the page")
    return _filled(proposal, plan, data, options)


def _plan(proposal: Proposal, progress: Progress, options: WebOptions) -> GroundPlan:
    if not options.base_map:
        return composite_plan(proposal.layer, progress)
    from borderkit.web_page.mercator import mercator_plan

    return mercator_plan(proposal.layer, progress)


def _filled(proposal: Proposal, plan: GroundPlan, data: str, options: WebOptions) -> str:
    from jinja2 import Environment, StrictUndefined

    from borderkit import __version__
    from borderkit.web_page.folium_map import map_parts

    parts = map_parts(plan, base_map=options.base_map)
    scripts = [assets.leaflet_script(), *map(assets.own, assets.SCRIPTS), parts.script]
    shown = content(proposal, NumberFormat(options.area_unit))
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(assets.own(assets.TEMPLATE))
    return template.render(
        c=shown,
        w=shown.wording,
        version=__version__,
        base_map=options.base_map,
        policy=_policy(scripts, base_map=options.base_map),
        style=assets.leaflet_style() + assets.own(assets.STYLE),
        scripts=scripts,
        data=data,
        map_html=parts.html,
        estimate=ESTIMATE,
        has_estimates=_has_estimates(shown),
        most_tables=_MOST_TABLES,
        most_listed=_MOST_LISTED,
        most_beside=_MOST_BESIDE,
        **_legend(proposal),
    )


def _legend(proposal: Proposal) -> dict[str, Any]:
    legend = portray(proposal, Choice(Way.STATE)).legend
    return {"legend": swatches(legend), "legend_source": legend.source, "legend_note": legend.note}


def _has_estimates(shown: Content) -> bool:
    return any(ESTIMATE in text for table in shown.totals for row in table.rows for text in (row.before, row.after))


def _policy(scripts: list[str], *, base_map: bool) -> str:
    """Return the content security policy: the page's own scripts and nothing else, no network but for a base map."""
    from borderkit.web_page.folium_map import TILE_HOST

    hashes = " ".join(assets.script_hash(script) for script in scripts)
    images = f"data: {TILE_HOST}" if base_map else "data:"
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src {images}; "
        "base-uri 'none'; form-action 'none'"
    )
