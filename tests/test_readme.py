"""What the README shows works as it says."""

import re
import shlex
from pathlib import Path

import pytest

from ui.app import main

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert example is not None
    monkeypatch.chdir(tmp_path)
    exec(compile(example[1], "README.md", "exec"), {})  # noqa: S102 - our own example
    printed = capsys.readouterr().out
    assert printed.startswith("Put Wasco County back home to Oregon\n2869228 ")
    assert (tmp_path / "mine.borderkit").is_file()


def test_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.csv").write_text("GEOID,STATE\n06093,JEF\n", encoding="utf-8")
    example = borderkit_file(tmp_path)
    lines = [line.split("#")[0] for line in README.splitlines() if line.startswith("borderkit ")]
    assert len(lines) >= 5
    for line in lines:
        assert main(shlex.split(line)[1:]) == 0, line
    assert example.is_file()


def borderkit_file(folder: Path) -> Path:
    import borderkit

    path = folder / "plan.borderkit"
    proposal = borderkit.new_proposal()
    proposal.move(["41001"], "ID")
    borderkit.save_proposal(proposal, path)
    return path


def test_every_file_and_picture_that_it_names_exists() -> None:
    root = Path(__file__).parents[1]
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (root / target).exists(), target
