"""Files and folders that appear whole or not at all, and standard output that is told when it fails."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kg.errors import EnvironmentRefused, UsageError

_FORCE = "--force replaces it"


@contextmanager
def new_file(path: Path, *, force: bool = False) -> Iterator[IO[bytes]]:
    """A stream whose bytes stand at `path` once the block has ended well; else nothing of them stays.

    A link stays, and what it points to is written. Raises UsageError when `path` is a folder, device or pipe, or
    exists and `force` isn't given; EnvironmentRefused when it can't be written.
    """
    with _told(path):
        _check_file(path, force=force)
        target = Path(os.path.realpath(path))
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:60]}-", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
            temporary.chmod(0o666 & ~_mask())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def new_folder(path: Path, *, force: bool = False, hint: str = _FORCE) -> Iterator[Path]:
    """A folder whose files stand in `path` once the block has ended well; else nothing of them stays.

    With `force`, files of the same names in an existing folder are replaced; others there stay. hint: what to do
    about a folder that is in the way. Raises UsageError when `path` is a file, or exists, isn't empty and `force`
    isn't given; EnvironmentRefused when it can't be written.
    """
    with _told(path):
        if path.exists() and not path.is_dir():
            raise UsageError(f"{path} is a file: expected the name of a folder")
        if path.is_dir() and any(path.iterdir()) and not force:
            raise UsageError(f"{path} exists: {hint}")
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name[:60]}-", dir=path.parent))
        try:
            yield temporary
            _put(temporary, path)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def standard_output() -> Iterator[None]:
    """A block that writes to standard output, and ends when all of it is given out.

    Raises EnvironmentRefused when it is closed or can't be written, BrokenPipeError when its reader has gone.
    """
    if sys.stdout is None:  # started with it closed
        raise EnvironmentRefused("can't write to standard output: it is closed")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        with suppress(OSError):  # or what waits in its buffer would fail once more at the program's end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise EnvironmentRefused(f"can't write to standard output: {_reason(error)}") from error


def _check_file(path: Path, *, force: bool) -> None:
    if path.is_dir():
        raise UsageError(f"{path} is a folder: expected the name of a file")
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is a device or a pipe: expected the name of a file, or - for standard output")
    if not force and (path.exists() or path.is_symlink()):
        raise UsageError(f"{path} exists: {_FORCE}")


def _put(made: Path, path: Path) -> None:
    """Move a new folder, or into a folder that is there its files, to its place."""
    if not path.exists():
        made.chmod(0o777 & ~_mask())
        made.replace(path)
        return
    for one in sorted(made.iterdir()):
        one.replace(path / one.name)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"there is no folder {path.parent}" if error.errno == errno.ENOENT else _reason(error)
        raise EnvironmentRefused(f"can't write {path}: {what}") from error


def _reason(error: OSError) -> str:
    return "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)


def _mask() -> int:
    """The process's file mode mask, which only setting it tells."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
