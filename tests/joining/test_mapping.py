"""What a person decided for a table is kept and read again; what does not fit is refused."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from borderkit.errors import SaveError
from borderkit.joining import Mapping, MappingError, TableError, WayKind, mapping_from_json, read_mapping, write_mapping
from borderkit.layer import UnitLayer
from tests.joining.files import table_of

MAPPING = Mapping(
    WayKind.NAME_AND_STATE, ("County", "State"), "", {("Bakr", "OR"): "41001"}, frozenset([("Nowhere", "OR")])
)


def test_a_mapping_is_written_and_read_again(counties: UnitLayer, tmp_path: Path) -> None:
    path = tmp_path / "taxes.json"
    write_mapping(path, MAPPING)
    assert read_mapping(path, counties) == MAPPING
    assert path.read_text(encoding="utf-8").startswith('{\n "format": "borderkit-join",\n "version": 1')


def test_a_mapping_finds_its_columns_by_their_headings(tmp_path: Path) -> None:
    table = table_of(tmp_path, "N,State,County\n1,OR,Baker\n2,OR,Lane\n")
    assert MAPPING.way(table).columns == (2, 1)
    with pytest.raises(TableError, match="no column “County”"):
        MAPPING.way(table_of(tmp_path, "A,State\n1,OR\n"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "other"}, "no mapping"), ({"version": 2}, "newer version"), ({"version": "1"}, "newer version"),
        ({"kind": "magic"}, "damaged"), ({"columns": 5}, "damaged"), ({"columns": [5]}, "damaged"),
        ({"accepted": [{"cells": []}]}, "damaged"), ({"accepted": [7]}, "damaged"), ({"set_aside": ["x"]}, "damaged"),
        ({"accepted": [{"cells": ["x"], "unit": "99999"}]}, "no unit 99999"), ({"state": None}, "damaged"),
    ],
)  # fmt: skip
def test_mappings_that_do_not_fit_are_refused(counties: UnitLayer, change: dict[str, Any], message: str) -> None:
    with pytest.raises(MappingError, match=message):
        mapping_from_json({**MAPPING.as_json(), **change}, counties)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000])
def test_files_that_are_no_mappings_are_refused(counties: UnitLayer, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "taxes.json"
    path.write_bytes(content)
    with pytest.raises(MappingError, match=r"taxes\.json"):
        read_mapping(path, counties)
    with pytest.raises(MappingError, match="cannot be read"):
        read_mapping(tmp_path / "nowhere.json", counties)


def test_a_mapping_that_cannot_be_written_says_so_and_leaves_the_old_one(
    counties: UnitLayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "taxes.json"
    write_mapping(path, MAPPING)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveError, match="Free some space"):
        write_mapping(path, MAPPING.put_aside(("Lost", "OR")))
    with pytest.raises(SaveError, match="does not exist"):
        write_mapping(tmp_path / "nowhere" / "taxes.json", MAPPING)
    assert read_mapping(path, counties) == MAPPING
