"""The command line: the data of the walk-through, and its pictures."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from borderkit.opening import load_layer
from tools.walk_through.data import make_data

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def main() -> int:
    """Write the data to the folder named on the command line, then take the pictures unless only data is wanted."""
    parser = argparse.ArgumentParser(prog="python -m tools.walk_through", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write the data")
    parser.add_argument("--data-only", action="store_true", help="take no pictures")
    given = parser.parse_args()
    data = make_data(given.folder, load_layer())
    print(f"The made-up data is in {given.folder}")
    if not given.data_only:
        from tools.walk_through.pictures import take_pictures

        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        with tempfile.TemporaryDirectory() as home:
            os.environ["BORDERKIT_HOME"] = home
            take_pictures(data, PICTURES)
        print(f"The pictures are in {PICTURES}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
