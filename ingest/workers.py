"""Documents worked on by several processes, with the answers in the order in which the documents came.

Processes are spawned, which works alike on every system and beside threads; each loads the language model once. Few
documents are read in this process, because starting others takes longer than reading them.
"""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

from ingest.source import Source
from kg.document import Document
from kg.errors import SourceRefused, UsageError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.connection import Connection

T = TypeVar("T")
Work = Callable[[Document, Source], T]
Answer = Callable[[], T]

# Starting processes takes a second or two, in which this one reads about so much text.
BYTES_THAT_PAY = 64_000
DOCUMENTS_THAT_PAY = 64
DOCUMENTS_AHEAD = 128
BYTES_AHEAD = 64 << 20


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_workers(workers: int) -> None:
    """Raise UsageError for a number of processes below one."""
    if workers < 1:
        raise UsageError(f"--workers {workers}: expected 1 or more")


@dataclass(slots=True)
class Task(Generic[T]):
    """One file in line: a document with its source, or the reason why there is none.

    shared: whether another process may work on it; answer: how to get what that made of it.
    """

    name: str
    document: Document | None = None
    source: Source | None = None
    refused: str = ""
    shared: bool = False
    answer: Answer[T] | None = None

    @property
    def size(self) -> int:
        """Bytes that it holds while it waits."""
        return len(self.document.content) if self.document else 0


class Workers(Generic[T]):
    """Works on documents ahead of whoever takes the answers; to be used in a `with`, which ends the processes.

    work: what is done to each document, a function that can be pickled. count: processes; with 1 there are none, and
    no task has an answer. What waits is bounded: 128 documents or 64 MB, whichever is less.
    """

    def __init__(self, work: Work[T], count: int) -> None:
        self._work, self._count = work, count
        self._waiting: deque[Task[T]] = deque()
        self._pool: _Pool | None = None
        self._careful: _Pool | None = None

    def __enter__(self) -> Workers[T]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        for pool in (self._pool, self._careful):
            if pool is not None:
                pool.end(at_once=kind is not None)

    def in_order(self, tasks: Iterable[Task[T]]) -> Iterator[Task[T]]:
        """The tasks as they came; those on which a process works have an `answer`, the others are the caller's.

        An answer raises what the work raised, and SourceRefused when the process ended without one.
        """
        for task in tasks:
            self._waiting.append(task)
            self._hand_out()
            while len(self._waiting) > max(DOCUMENTS_AHEAD, 4 * self._count) or (
                    sum(waiting.size for waiting in self._waiting) > BYTES_AHEAD):
                yield self._waiting.popleft()
        while self._waiting:
            yield self._waiting.popleft()

    def _hand_out(self) -> None:
        """Give the processes what they may work on, once there is enough of it."""
        if self._count < 2:
            return
        shared = [task for task in self._waiting if task.shared and task.answer is None]
        if self._pool is None and (len(shared) < 2 or (
                len(shared) < DOCUMENTS_THAT_PAY and sum(task.size for task in shared) < BYTES_THAT_PAY)):
            return
        for task in shared:
            if task.document is not None and task.source is not None:
                task.answer = self._begun(task.document, task.source)

    def _begun(self, document: Document, source: Source) -> Answer[T]:
        """Start the work; the answer is had by calling what is returned."""
        self._pool, future = self._submitted(self._pool, self._count, document, source)
        return functools.partial(self._answered, future, document, source)

    def _submitted(self, pool: _Pool | None, count: int, document: Document,
                   source: Source) -> tuple[_Pool, Future[T]]:
        """Work in line for a pool, or for a new one when there is none that works."""
        from concurrent.futures.process import BrokenProcessPool

        if pool is not None:
            with contextlib.suppress(BrokenProcessPool):
                return pool, pool.submit(self._work, document, source)
            pool.end(at_once=True)
        pool = _Pool(count)
        return pool, pool.submit(self._work, document, source)

    def _answered(self, future: Future[T], document: Document, source: Source) -> T:
        from concurrent.futures.process import BrokenProcessPool

        with contextlib.suppress(BrokenProcessPool):
            return future.result()
        # One process died and took along what all the others were doing: alone it shows whose fault that was.
        self._careful, alone = self._submitted(self._careful, 1, document, source)
        with contextlib.suppress(BrokenProcessPool):
            return alone.result()
        raise SourceRefused("the process that read it ended without an answer (killed, or out of memory)",
                            document.name)


class _Pool:
    """Spawned processes that end with this one, however it ends."""

    def __init__(self, count: int) -> None:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        context = multiprocessing.get_context("spawn")
        self._end_of_theirs, self._lifeline = context.Pipe(duplex=False)
        self._executor: ProcessPoolExecutor = ProcessPoolExecutor(
            count, context, initializer=_live_with, initargs=(self._end_of_theirs,))

    def submit(self, work: Work[T], document: Document, source: Source) -> Future[T]:
        """Work in line for a process. Raises BrokenProcessPool when one of them died."""
        return self._executor.submit(work, document, source)

    def end(self, *, at_once: bool) -> None:
        """End the processes, after their work or at once."""
        if at_once:
            self._lifeline.close()
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._lifeline.close()
        self._end_of_theirs.close()


def _live_with(lifeline: Connection) -> None:
    """Set up a process: Ctrl-C is its parent's business, and it ends when the parent closes the line or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        lifeline.recv_bytes()  # nothing is ever sent
    os._exit(1)
