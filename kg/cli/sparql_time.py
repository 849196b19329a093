"""The time that a SPARQL statement may take, whichever engine carries it out; none of them stops by itself."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from kg.errors import KgError, QueryError

_AGAIN = 0.5  # seconds until the alarm rings once more, should the first have been lost in a finaliser

Told = TypeVar("Told")


def within(seconds: float, ask: Callable[[], Told], *, in_python: bool) -> Told:
    """What `ask` gives, or QueryError after so many seconds.

    in_python: whether Python itself carries the statement out. It then runs here and is stopped by a signal: a
    regular expression at work would let no other thread come to say that the time is over. Other engines run beside,
    and end with the program. Raises what `ask` raises of KgError.
    """
    if in_python and hasattr(signal, "setitimer"):  # Windows has none
        with _alarm(seconds):
            return ask()
    return _beside(seconds, ask)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(_: int, __: object) -> None:
        raise _too_long(seconds)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _beside(seconds: float, ask: Callable[[], Told]) -> Told:
    found: list[Told] = []
    failed: list[KgError] = []

    def run() -> None:
        try:
            found.append(ask())
        except KgError as error:
            failed.append(error)

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        raise _too_long(seconds)
    if failed:
        raise failed[0]
    return found[0]


def _too_long(seconds: float) -> QueryError:
    return QueryError(f"no answer in {seconds:g} seconds: ask for less, or give --timeout more")
