"""Ctrl-C in the middle of the work: one word, no stack, and the shell goes on."""

from __future__ import annotations

import builtins
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import duckdb
import pytest

from kg.cli.ending import is_interruption
from kg.cli.shell import on_terminal
from kg.cli.shell_session import Session

LONG = "SELECT sum(range * 2 % 7) FROM range(20000000000)"  # a minute, were it let run


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole group of processes")
def test_what_duckdb_makes_of_an_interruption_is_known() -> None:
    """Python's own error, or DuckDB's in place of it."""
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    with duckdb.connect() as connection, pytest.raises(BaseException) as found:  # noqa: PT011, PT012 - any may come
        timer.start()
        connection.execute(LONG).fetchall()
    timer.join()
    assert is_interruption(found.value), repr(found.value)


def test_other_errors_are_no_interruption() -> None:
    """A failure must not pass for the user's wish."""
    assert is_interruption(KeyboardInterrupt())
    assert not is_interruption(RuntimeError("out of memory"))
    assert not is_interruption(duckdb.Error("Query interrupted by a fault"))


class Typed:
    """A session whose lines raise what they are given, one after the other."""

    is_waiting = False
    forgotten = 0

    def __init__(self, *errors: BaseException) -> None:
        self._errors: Iterator[BaseException] = iter(errors)

    def complete(self, before: str, word: str) -> list[str]:
        return []

    def forget_line(self) -> None:
        self.forgotten += 1

    def take(self, line: str) -> bool:
        error = next(self._errors, None)
        if error:
            raise error
        return False


def test_the_shell_goes_on_after_any_interruption(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                  capsys: pytest.CaptureFixture[str]) -> None:
    """What was begun is dropped; another failure of a library still ends it loudly."""
    monkeypatch.setattr(builtins, "input", lambda prompt: "x")
    session = Typed(KeyboardInterrupt(), RuntimeError("Query interrupted"))
    on_terminal(cast(Session, session), tmp_path / "history")
    assert session.forgotten == capsys.readouterr().err.count("kg: stopped") == 2
    with pytest.raises(RuntimeError, match="broken"):
        on_terminal(cast(Session, Typed(RuntimeError("broken"))), tmp_path / "history")
