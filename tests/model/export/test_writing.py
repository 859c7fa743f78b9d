"""Whatever the format: a file is the old one or the new one, whole, and nothing else is left."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from borderkit.errors import BorderkitError, OperationCancelled, SaveError
from borderkit.export import ENDINGS, FORMATS, Format, What, export, format_of
from borderkit.layer import UnitLayer
from borderkit.opening import load_layer
from borderkit.progress import Silent
from borderkit.proposal import Proposal
from tests.layers import write_states

each_format = pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.key)

#: Lets no file grow beyond so many bytes, which is what a full disk looks like, and exports over an old file.
_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from borderkit.errors import BorderkitError
from borderkit.export import FORMATS, What, export
from borderkit.opening import load_layer, open_proposal
from borderkit.progress import Silent

proposal = open_proposal("greater-idaho-2020", load_layer(sys.argv[1]))
out = Path(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for limit in (100, 150_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    for kind in FORMATS:
        try:
            export(proposal, out / f"{kind.key}{kind.ending}", What.UNITS, Silent(), kind)
        except BorderkitError as error:
            print(limit, kind.key, error)
"""


class Counting:
    """Counts reports, and stops the work at one of them."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.reports: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def report(self, done: int, total: int, what: str) -> None:
        assert what
        self.reports.append((done, total))
        if len(self.reports) - 1 == self._stop_at:
            raise OperationCancelled


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@each_format
def test_stopped_at_any_step_the_old_file_stays_and_nothing_is_left(
    greater_idaho: Proposal, out: Path, kind: Format
) -> None:
    path = out / f"a{kind.ending}"
    export(greater_idaho, path, What.JURISDICTIONS, Silent(), kind)
    old = content(out)
    greater_idaho.put_back(["41001"])
    whole = Counting()
    export(greater_idaho, out.parent / path.name, What.JURISDICTIONS, whole, kind)
    done = [step / total for step, total in whole.reports]
    assert done == sorted(done)
    assert done[-1] == 1.0
    # The last report comes when the file stands.
    for step in range(len(done) - 1):
        with pytest.raises(OperationCancelled):
            export(greater_idaho, path, What.JURISDICTIONS, Counting(step), kind)
        assert content(out) == old


@each_format
def test_a_new_file_takes_the_place_of_the_old_one(greater_idaho: Proposal, out: Path, kind: Format) -> None:
    path = out / f"a{kind.ending}"
    path.write_bytes(b"old")
    path.chmod(0o640)
    export(greater_idaho, path, What.MOVED, Silent(), kind)
    assert path.stat().st_size > 100
    assert path.stat().st_mode & 0o777 == 0o640


@each_format
def test_a_link_is_followed(greater_idaho: Proposal, out: Path, tmp_path: Path, kind: Format) -> None:
    real = tmp_path / f"real{kind.ending}"
    real.write_bytes(b"old")
    link = out / f"link{kind.ending}"
    link.symlink_to(real)
    export(greater_idaho, link, What.MOVED, Silent(), kind)
    assert link.is_symlink()
    assert list(content(out)) == [link.name]
    assert real.stat().st_size > 100


@each_format
def test_a_folder_that_is_missing_is_told(greater_idaho: Proposal, out: Path, kind: Format) -> None:
    with pytest.raises(SaveError, match=r"the folder .*gone does not exist\. Choose another place"):
        export(greater_idaho, out / "gone" / f"a{kind.ending}", What.MOVED, Silent(), kind)


@each_format
def test_a_folder_in_the_place_of_the_file_is_told(greater_idaho: Proposal, out: Path, kind: Format) -> None:
    path = out / f"a{kind.ending}"
    path.mkdir()
    with pytest.raises(SaveError, match="is a folder"):
        export(greater_idaho, path, What.MOVED, Silent(), kind)
    assert list(out.iterdir()) == [path]


@each_format
@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder that even root cannot write to")
def test_a_folder_without_permission_is_told(greater_idaho: Proposal, kind: Format) -> None:
    with pytest.raises(SaveError, match="read-only for you"):
        export(greater_idaho, Path("/sys/kernel") / f"a{kind.ending}", What.MOVED, Silent(), kind)


@each_format
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_stays(greater_idaho: Proposal, out: Path, kind: Format) -> None:
    path = out / f"a{kind.ending}"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(SaveError, match="read-only for you"):
        export(greater_idaho, path, What.MOVED, Silent(), kind)
    assert content(out) == {path.name: b"old"}


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is a POSIX one")
def test_where_no_more_can_be_written_the_old_files_stay(northwest: UnitLayer, out: Path) -> None:
    for kind in FORMATS:
        (out / f"{kind.key}{kind.ending}").write_bytes(b"old")
    old = content(out)
    done = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, str(northwest.source), str(out)], capture_output=True, text=True, check=True
    )
    told = done.stdout.splitlines()
    # With the larger limit the small ones fit.
    small = {"spreadsheet", "assignment", "totals"}
    assert [tuple(line.split()[:2]) for line in told] == [
        *(("100", kind.key) for kind in FORMATS),
        *(("150000", kind.key) for kind in FORMATS if kind.key not in small),
    ]
    assert all("Free some space" in line for line in told)
    now = content(out)
    assert {name: now[name] for name in old if name.split(".")[0] not in small} == {
        name: text for name, text in old.items() if name.split(".")[0] not in small
    }
    assert now.keys() == old.keys()


@pytest.mark.parametrize("ending", [".gpkg", ".shp", ".geojson"])
def test_the_layer_itself_is_never_written_over(tmp_path: Path, ending: str) -> None:
    path = write_states(tmp_path / f"layer{ending}", "DE")
    proposal = Proposal(load_layer(path))
    link = tmp_path / f"link{ending}"
    os.link(path, link)
    before = path.read_bytes()
    for place in (path, link, tmp_path / "." / path.name):
        with pytest.raises(SaveError, match="is the layer that the proposal lies over"):
            export(proposal, place, What.UNITS, Silent())
    assert path.read_bytes() == before


def test_another_ending_is_told_with_those_that_there_are(greater_idaho: Proposal, out: Path) -> None:
    with pytest.raises(
        SaveError, match=r"“.docx” is no ending .*\.gpkg, \.zip, \.shp, \.geojson, \.kml, \.xlsx, \.csv"
    ):
        export(greater_idaho, out / "a.docx", What.UNITS, Silent())
    assert content(out) == {}


def test_an_outline_that_cannot_be_read_any_more_leaves_the_old_file(tmp_path: Path, out: Path) -> None:
    path = write_states(tmp_path / "layer.gpkg", "DE")
    proposal = Proposal(load_layer(path))
    path.unlink()
    (out / "a.kml").write_bytes(b"old")
    with pytest.raises(BorderkitError, match="is gone"):
        export(proposal, out / "a.kml", What.UNITS, Silent())
    assert content(out) == {"a.kml": b"old"}


def test_endings_mean_the_first_kind_that_has_them() -> None:
    assert [format_of(ending) for ending in ENDINGS] == [
        next(kind for kind in FORMATS if kind.ending == ending) for ending in ENDINGS
    ]
    assembled = format_of(".CSV")
    assert assembled is not None
    assert assembled.key == "assignment"
    assert format_of("") is None


def test_both_kinds_of_csv_are_what_the_command_line_knows(greater_idaho: Proposal, out: Path) -> None:
    from borderkit.assignment_csv import read_assignment
    from borderkit.totals import totals_csv

    totals = next(kind for kind in FORMATS if kind.key == "totals")
    export(greater_idaho, out / "totals.csv", What.UNITS, Silent(), totals)
    assert (out / "totals.csv").read_text(encoding="utf-8") == totals_csv(greater_idaho)
    export(greater_idaho, out / "assignment.csv", What.UNITS, Silent())
    again = Proposal(greater_idaho.layer, read_assignment(out / "assignment.csv", greater_idaho.layer))
    assert again.moved_units.tolist() == greater_idaho.moved_units.tolist()
