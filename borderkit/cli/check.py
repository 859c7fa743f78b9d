"""`borderkit check`: what is wrong with a layer or a proposal, and where."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from borderkit.check import Severity, check_file
from borderkit.opening import load_layer

HELP = "what is wrong with a layer or a proposal"


def add_options(command: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--layer", type=Path, metavar="FILE", help="the layer to check a proposal against")
    command.add_argument("--json", action="store_true", help="print one object")


def carry_out(options: argparse.Namespace) -> bool:
    """Print the findings; return whether none of them is an error."""
    findings = check_file(options.file, lambda: load_layer(options.layer))
    errors = [finding for finding in findings if finding.level is Severity.ERROR]
    if options.json:
        report = {"file": str(options.file), "ok": not errors, "findings": [asdict(f) for f in findings]}
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            print(f"{finding.level}: {finding.where}: {finding.message} {finding.remedy}")
        if not findings:
            print(f"{options.file}: nothing is wrong.")
    if errors:
        first = errors[0]
        print(f"borderkit: {first.where}: {first.message} {first.remedy}", file=sys.stderr)
    return not errors
