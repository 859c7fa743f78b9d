"""The page's own scripts, style and template, and Leaflet's: as texts to be put into the page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib import resources
from typing import Any

from borderkit import locations
from borderkit.errors import BorderkitError

#: In the order in which a browser must read them.
SCRIPTS = (
    "outlines.js",
    "country.js",
    "style.js",
    "labels.js",
    "picture.js",
    "county_layer.js",
    "tooltip.js",
    "scale_bar.js",
    "page.js",
)
STYLE, TEMPLATE = "page.css", "page.html"

_LEAFLET = "static/js_lib_leaflet"
_SOURCE_MAP = re.compile(r"\s*//# sourceMappingURL=\S+\s*$")
#: Pictures of controls that the page does not have, and an image for browsers of long ago.
_PICTURES = re.compile(r"[^{};]*url\([^)]*\)[^;}]*;?")


def own(name: str) -> str:
    """Return one of the files in ``resources/web``.

    Raises:
        BorderkitError: if the installation is incomplete.

    """
    try:
        return (locations.resources() / "web" / name).read_text(encoding="utf-8")
    except OSError as error:
        raise BorderkitError(f"A part of the program is missing: {error.filename}. Install BorderKit again.") from error


def leaflet_script() -> str:
    """Return Leaflet, without the line that names a file for its programmers."""
    return _SOURCE_MAP.sub("\n", _leaflet("leaflet.js"))


def leaflet_style() -> str:
    """Return Leaflet's style sheet, without the pictures that it names."""
    return _PICTURES.sub("", _leaflet("leaflet.css"))


def _leaflet(name: str) -> str:
    return (resources.files("js_lib_leaflet") / _LEAFLET / name).read_text(encoding="utf-8")


def json_in_script(data: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Write data as JSON that cannot end the <script> element it stands in, nor begin another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    # Half of a pair of surrogates, from a damaged file, cannot be written as UTF-8.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def script_hash(script: str) -> str:
    """Return a script's hash as a content security policy names it."""
    digest = hashlib.sha256(script.encode("utf-8", "surrogatepass")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
