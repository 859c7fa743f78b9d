"""QGIS's own description of how a layer looks (QML): one symbol for each jurisdiction, as on screen."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from borderkit.export.formats import What
from borderkit.export.map_layer import MapLayer
from borderkit.export.symbols import BORDER, MOVED_MARK, UNIT_LINE, Symbol

#: What QGIS works out for each row and compares with the values of symbols.
_VALUE_OF_UNIT = f"\"assigned\" || CASE WHEN \"moved\" THEN '{MOVED_MARK}' ELSE '' END"

#: Outlines in millimetres of paper or screen.
_LINES = {What.UNITS: (UNIT_LINE, 0.06), What.MOVED: (UNIT_LINE, 0.1), What.JURISDICTIONS: (BORDER, 0.36)}


def qml(layer: MapLayer) -> str:
    """Return the style of a layer."""
    attribute = "code" if layer.what is What.JURISDICTIONS else _VALUE_OF_UNIT
    color, width = _LINES[layer.what]
    categories = "".join(
        f'<category symbol="{number}" value={quoteattr(symbol.value)} label={quoteattr(symbol.label)} render="true"/>'
        for number, symbol in enumerate(layer.symbols)
    )
    symbols = "".join(_symbol(number, symbol, color, width) for number, symbol in enumerate(layer.symbols))
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.22.0" styleCategories="Symbology">'
        f'<renderer-v2 type="categorizedSymbol" attr={quoteattr(attribute)} '
        'symbollevels="0" forceraster="0" enableorderby="0">'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols>"
        "</renderer-v2><blendMode>0</blendMode><featureBlendMode>0</featureBlendMode>"
        "<layerOpacity>1</layerOpacity></qgis>"
    )


def _symbol(number: int, symbol: Symbol, line: str, width: float) -> str:
    properties = {
        "color": _channels(symbol.color),
        "style": "solid",
        "outline_color": _channels(line),
        "outline_style": "solid",
        "outline_width": f"{width}",
        "outline_width_unit": "MM",
        "joinstyle": "round",
    }
    return (
        f'<symbol type="fill" name="{number}" alpha="1" clip_to_extent="1" force_rhr="0">'
        '<layer class="SimpleFill" enabled="1" locked="0" pass="0">'
        f'<Option type="Map">{"".join(_options(properties.items()))}</Option>'
        f"{''.join(_props(properties.items()))}</layer></symbol>"
    )


def _options(properties: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in properties)


def _props(properties: Iterable[tuple[str, str]]) -> Iterable[str]:
    """Return the same for QGIS before 3.22, which knows no options."""
    return (f'<prop k="{name}" v="{value}"/>' for name, value in properties)


def _channels(color: str) -> str:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},255"
