"""The command line: everything that works without a screen.

Each command has a module of its own with ``HELP``, ``add_options`` and ``carry_out``; a new one is entered in
``_MODULES``. What draws is not part of the model: whoever runs the command line passes it in.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from typing import Protocol

from borderkit import __version__
from borderkit.cli import check, export, handout, proposals, totals
from borderkit.drawing import Drawing
from borderkit.errors import BorderkitError


class _Command(Protocol):
    """What the module of a command has."""

    HELP: str

    def add_options(self, command: argparse.ArgumentParser) -> None:
        """Say what the command takes."""

    def carry_out(self, options: argparse.Namespace) -> bool:
        """Do it; return False if the input was found wanting and that has been said.

        ``options.drawing`` is the ``Drawing`` that was passed in, or None.

        Raises:
            BorderkitError: if it cannot be done.

        """


_MODULES: dict[str, _Command] = {
    "proposals": proposals,
    "totals": totals,
    "check": check,
    "export": export,
    "handout": handout,
}

#: The commands; anything else in their place is a file for the window.
COMMANDS = tuple(_MODULES)

OK, BAD_INPUT, INTERRUPTED = 0, 1, 130

_EPILOG = """\
Without a command, borderkit opens the window, on FILE if one is named.
PROPOSAL is the id of a bundled proposal, a .borderkit file, a CSV with the columns GEOID and STATE, or another
tool's plan (a block assignment file, or an assignment as Districtr and Dave's Redistricting export it).
"""


def run(arguments: Sequence[str], drawing: Drawing | None = None) -> int:
    """Carry out a command and return the exit status: 0, 1 for an error in the input, 2 for bad usage.

    Without ``drawing``, commands that need pictures or typeset pages say that they cannot be had.
    """
    options = parser().parse_args(arguments)
    options.drawing = drawing
    verbose = getattr(options, "verbose", False)
    logging.basicConfig(level=logging.DEBUG if verbose else logging.WARNING)
    try:
        good = options.carry_out(options)
        sys.stdout.flush()
    except BorderkitError as error:
        _tell(str(error), verbose)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        _tell(f"{error.filename or 'the output'}: {error.strerror or error}. Check that it can be used.", verbose)
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the edge of the program: a bug is told in a line, too
        _tell(f"a mistake of ours, please report it ({type(error).__name__}: {error}). -v shows more.", verbose)
        return BAD_INPUT
    return OK if good else BAD_INPUT


def _tell(message: str, verbose: bool) -> None:
    """Say in one line what went wrong."""
    if verbose:
        logging.exception("The command failed")
    print(f"borderkit: {' '.join(message.split())}", file=sys.stderr)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    common = argparse.ArgumentParser(add_help=False)
    # Suppressed, since a command's own default would take back the option given before it.
    common.add_argument(
        "-v", "--verbose", action="store_true", default=argparse.SUPPRESS, help="show details of an error"
    )
    main = argparse.ArgumentParser(
        prog="borderkit",
        usage="borderkit [FILE] | borderkit COMMAND ...",
        description="Redraw the borders of states, county by county, and see what follows.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
    )
    main.add_argument("--version", action="version", version=f"borderkit {__version__}")
    commands = main.add_subparsers(metavar="COMMAND", required=True, prog="borderkit")
    for name, module in _MODULES.items():
        command = commands.add_parser(name, help=module.HELP, parents=[common])
        module.add_options(command)
        command.set_defaults(carry_out=module.carry_out)
    return main
