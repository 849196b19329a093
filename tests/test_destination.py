"""Where answers are written: places that aren't files, names that can't be, standard output that fails."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import EnvironmentRefused, UsageError
from kg.exports.destination import new_file, new_folder, standard_output

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")


def put(path: Path, *, force: bool = False) -> None:
    """Write a file of three bytes."""
    with new_file(path, force=force) as out:
        out.write(b"new")


@needs_posix
@pytest.mark.parametrize("force", [False, True])
def test_a_device_or_pipe_is_never_replaced(tmp_path: Path, force: bool) -> None:
    """Also with --force: a file in its place would break every other program that uses it."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="is a device or a pipe"):
        put(tmp_path / "pipe", force=force)
    assert (tmp_path / "pipe").is_fifo()
    with pytest.raises(UsageError, match="is a file"), new_folder(tmp_path / "pipe", force=force):
        pass


@needs_posix
def test_a_link_stays_and_its_file_is_written(tmp_path: Path) -> None:
    """Only with --force; a link to nothing makes the file that it names."""
    (tmp_path / "file").write_text("old")
    (tmp_path / "link").symlink_to("file")
    with pytest.raises(UsageError, match="--force"):
        put(tmp_path / "link")
    put(tmp_path / "link", force=True)
    assert ((tmp_path / "link").is_symlink(), (tmp_path / "file").read_text()) == (True, "new")
    (tmp_path / "file").unlink()
    put(tmp_path / "link", force=True)
    assert (tmp_path / "file").read_text() == "new"


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    """For files and folders, in one line, and nothing is left."""
    with pytest.raises(EnvironmentRefused, match="can't write"):
        put(tmp_path / ("a" * 300))
    with pytest.raises(EnvironmentRefused, match="can't write"), new_folder(tmp_path / ("a" * 300)):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_told_before_force_is_advised(tmp_path: Path) -> None:
    """--force wouldn't help; for an existing file it does."""
    with pytest.raises(UsageError, match="is a folder: expected the name of a file"):
        put(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="exists: --force replaces it"):
        put(tmp_path / "file")


@needs_posix
def test_a_new_folder_is_open_to_whom_the_mask_lets_in(tmp_path: Path) -> None:
    """As `mkdir` makes one; and in a folder that is there, only files of the same names are replaced."""
    (tmp_path / "usual").mkdir()
    with new_folder(tmp_path / "new") as folder:
        (folder / "a").write_text("1")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode
    with new_folder(tmp_path / "new", force=True) as folder:
        (folder / "b").write_text("2")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["a", "b"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "usual"]


@needs_full
@pytest.mark.parametrize("much", [1, 1_000_000])
def test_a_full_standard_output_is_one_error(much: int) -> None:
    """Also when all fits into the program's own buffer, and nothing more is said at its end."""
    script = ("from kg.errors import EnvironmentRefused\nfrom kg.exports.destination import standard_output\n"
              f"try:\n  with standard_output(): print('x' * {much})\n"
              "except EnvironmentRefused as error: raise SystemExit(str(error))")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-c", script], stdout=full, stderr=subprocess.PIPE, text=True,
                              check=False)
    assert (done.returncode, done.stderr) == (1, "can't write to standard output: the disk is full\n")


def test_a_standard_output_that_is_closed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python has none then; an open one gives out all."""
    with contextlib.redirect_stdout(io.StringIO()) as told, standard_output():
        print("x")
    assert told.getvalue() == "x\n"
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(EnvironmentRefused, match="it is closed"), standard_output():
        pass


def test_a_reader_who_has_gone_is_no_failure_of_ours() -> None:
    """The pipe's own error passes, which the command line ends quietly upon."""
    with pytest.raises(BrokenPipeError), contextlib.redirect_stdout(io.StringIO()), standard_output():
        raise BrokenPipeError
