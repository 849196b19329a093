"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import EnvironmentRefused, UsageError


@contextmanager
def new_file(path: Path, *, force: bool = False) -> Iterator[IO[bytes]]:
    """A stream whose bytes stand at `path` once the block has ended well; else nothing of them stays.

    Raises UsageError when `path` is a folder, or exists and `force` isn't given; EnvironmentRefused when it can't
    be written.
    """
    _check_free(path, force=force)
    if path.is_dir():
        raise UsageError(f"{path} is a folder: expected the name of a file")
    with _told(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}-", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
            temporary.chmod(0o666 & ~_mask())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def new_folder(path: Path, *, force: bool = False) -> Iterator[Path]:
    """A folder whose files stand in `path` once the block has ended well; else nothing of them stays.

    With `force`, files of the same names in an existing folder are replaced; others there stay.
    Raises UsageError when `path` is a file, or exists, isn't empty and `force` isn't given; EnvironmentRefused when
    it can't be written.
    """
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file: expected the name of a folder")
    if path.is_dir() and any(path.iterdir()):
        _check_free(path, force=force)
    with _told(path):
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name[:60]}-", dir=path.parent))
        try:
            yield temporary
            path.mkdir(exist_ok=True)
            for made in sorted(temporary.iterdir()):
                made.replace(path / made.name)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _check_free(path: Path, *, force: bool) -> None:
    if not force and (path.exists() or path.is_symlink()):
        raise UsageError(f"{path} exists: --force replaces it")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = {errno.ENOENT: f"there is no folder {path.parent}", errno.ENOSPC: "the disk is full"}.get(
            error.errno or 0, error.strerror or str(error))
        raise EnvironmentRefused(f"can't write {path}: {what}") from error


def _mask() -> int:
    """The process's file mode mask, which only setting it tells."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
