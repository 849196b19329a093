"""One writer at a time: an advisory lock on a file in the ledger's folder, freed by the system on a crash."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path
from types import TracebackType

from kg.errors import LedgerUnavailable
from kg.ledger.manifest import translated

NAME = "writer.lock"
_HELD = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)


class WriterLock:
    """Context manager; raises LedgerUnavailable on entry when another process writes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._handle = -1

    def __enter__(self) -> WriterLock:
        with translated(self._path):
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                _lock(self._handle)
            except OSError as error:
                holder = os.pread(self._handle, 32, 0).decode("ascii", "replace") if os.name != "nt" else ""
                os.close(self._handle)
                if error.errno not in _HELD:
                    raise
                raise LedgerUnavailable(
                    f"{self._path.parent} is being written by another process {holder.strip()}: "
                    "wait for it to end and try again") from error
        with contextlib.suppress(OSError):  # who holds it is a courtesy; a full disk is found soon enough
            os.ftruncate(self._handle, 0)
            os.write(self._handle, f"({os.getpid()})\n".encode())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        os.close(self._handle)
        self._handle = -1


if sys.platform == "win32":  # pragma: no cover - run on Windows only
    import msvcrt

    def _lock(handle: int) -> None:
        # a byte far behind the text, because Windows locks keep others from reading it
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
