"""The map as folium makes it, without what folium would fetch from elsewhere: scripts, styles, icon fonts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import folium
from branca.element import Figure, MacroElement
from folium.utilities import camelize
from jinja2 import Template

from borderkit.web_page.ground_plan import GroundPlan

#: Ids are folium's names with a random end; these make the same proposal the same page.
_MAP_ID, _TILES_ID, _LAYERS_ID = "of_counties", "of_the_base_map", "of_borders"

_TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
_ATTRIBUTION = '&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> contributors'

#: Whence the tiles are asked for.
TILE_HOST = "https://tile.openstreetmap.org"


@dataclass(frozen=True, slots=True)
class MapParts:
    """What folium gives for the page: the element of the map, and the script that makes it."""

    html: str
    script: str


class _Map(folium.Map):
    """A map that asks for no file, and leaves the page's own head alone."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own form
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        """
        {% macro html(this, kwargs) %}<div class="folium-map" id={{ this.get_name()|tojson }}></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
          center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.leaflet_options|tojson }}
        });
        {% endmacro %}
        """
    )

    @property
    def leaflet_options(self) -> dict[str, Any]:
        """The options by Leaflet's names."""
        return {camelize(key): value for key, value in self.options.items()}


class _Counties(MacroElement):
    """The counties before and after, drawn by the page's own script."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "borderkit.start({{ this._parent.get_name() }}, {{ this.tiles.get_name() if this.tiles else 'null' }});"
        "{% endmacro %}"
    )

    def __init__(self, tiles: folium.TileLayer | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.tiles = tiles


def map_parts(plan: GroundPlan, *, base_map: bool) -> MapParts:
    """Return the map's element and script; tiles of OpenStreetMap beneath it only with a base map."""
    figure = Figure()
    page_map = _Map(
        location=[0.0, 0.0],
        tiles=None,
        crs=plan.crs,
        zoom_start=0,
        attribution_control=base_map,
        scroll_wheel_zoom=False,
        zoom_snap=0 if plan.crs == "Simple" else 1,
        zoom_delta=1,
        world_copy_jump=False,
        bounce_at_zoom_limits=False,
    )
    page_map._id = _MAP_ID  # noqa: SLF001 - branca offers no other way to a name that stays
    figure.add_child(page_map)
    tiles = None
    if base_map:
        # Shown by the page's script, where the servers will serve it.
        tiles = folium.TileLayer(_TILES, attr=_ATTRIBUTION, max_zoom=19, name="OpenStreetMap", show=False)
        tiles._id = _TILES_ID  # noqa: SLF001
        page_map.add_child(tiles)
    counties = _Counties(tiles)
    counties._id = _LAYERS_ID  # noqa: SLF001
    page_map.add_child(counties)
    figure.render()
    return MapParts(figure.html.render(), figure.script.render())
