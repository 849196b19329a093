"""The documentation's pictures and notebook are what the program makes of what ships; `make figures` writes them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.pictures import DOCS, NOTEBOOK, pictures, texts, told
from tests.walk.pictures import NAMES


def run(notebook: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """Run a notebook in a process of its own: a kernel's client leaves sockets open."""
    return subprocess.run([sys.executable, "-m", "tests.pictures", "--run", notebook, out], capture_output=True,
                          text=True, cwd=DOCS.parent, check=False)


def test_the_notebook_runs_and_says_what_it_shows(tmp_path: Path) -> None:
    """A real run, cell by cell, prints what is printed in the committed notebook."""
    done = run(NOTEBOOK, tmp_path / "out.ipynb")
    assert done.returncode == 0, done.stderr
    assert told(tmp_path / "out.ipynb") == told(NOTEBOOK) != [], "make figures"


def test_a_cell_that_fails_is_found(tmp_path: Path) -> None:
    """The run above can fail."""
    cell: dict[str, object] = {"id": "broken", "cell_type": "code", "source": "1 / 0", "metadata": {}, "outputs": [],
                               "execution_count": None}
    (tmp_path / "broken.ipynb").write_text(json.dumps({
        "cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    done = run(tmp_path / "broken.ipynb", tmp_path / "out.ipynb")
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    assert not (tmp_path / "out.ipynb").exists()


def test_the_pictures_are_current(tmp_path: Path) -> None:
    """Each picture of the documentation has the words that the program would write today."""
    made = dict(pictures(tmp_path))
    assert sorted([*made, *NAMES]) == sorted(path.name for path in (DOCS / "figures").iterdir())
    for name, content in made.items():
        assert texts(content) == texts((DOCS / "figures" / name).read_bytes()), f"{name}: make figures"


def test_a_stale_picture_is_found() -> None:
    """The comparison above can fail."""
    svg = (DOCS / "figures" / "chain.svg").read_bytes()
    assert texts(svg) != texts(svg.replace(b"List 1", b"List 7"))
