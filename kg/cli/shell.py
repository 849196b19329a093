"""`kg shell`: Cypher line by line, on a terminal or from a pipe.

Line editing is the standard library's `readline`; where Python has none (Windows), the console's own has to do.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.ending import is_interruption
from kg.cli.output import check_format
from kg.cli.shell_session import Session
from kg.errors import KgError, QueryError

HISTORY = Path("~/.tradewar-kg_history")
KEPT_LINES = 2_000
_PROMPT, _MORE = "kg> ", "  > "


def shell(
    ledger: options.LedgerOption = options.LEDGER,
    known_on: options.KnownOnOption = "",
    said_on: options.SaidOnOption = "",
    store: options.StoreOption = "",
    user: options.UserOption = "neo4j",
    password: options.PasswordOption = "",
    history: Annotated[Path, typer.Option("--history", envvar="KG_HISTORY",
                                          help="The file that keeps what was typed.")] = HISTORY,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="ROWS", help="At most so many rows.")] = 1_000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.001, help="Seconds for a statement.")] = 60,
    format_: options.FormatOption = "table",
) -> None:
    """Ask in Cypher, statement by statement; :help tells the rest."""
    check_format(format_)
    with options.opened(ledger, known_on=known_on, said_on=said_on, store=store, user=user,
                        password=password) as graph:
        session = Session(graph, format_, limit, max(1, int(timeout * 1000)))
        if sys.stdin.isatty():
            on_terminal(session, history)
        else:
            _from_pipe(session)


def _from_pipe(session: Session) -> None:
    """Run what comes in; the first error ends it. Raises KgError."""
    for line in sys.stdin:
        if not session.take(line.rstrip("\r\n")):
            return
    if session.is_waiting:
        raise QueryError("the last statement doesn't end with ;")


def on_terminal(session: Session, history: Path) -> None:
    """Read lines until :quit or the end of input (Ctrl-D); an error is told and the next line awaited.

    history: the file of lines typed before and now. Ctrl-C drops what was begun.
    """
    print("Cypher, ending with ;   :help tells the rest, :quit leaves", file=sys.stderr)
    with _editing(session.complete, history.expanduser()):
        while True:
            try:
                if not session.take(input(_MORE if session.is_waiting else _PROMPT)):
                    return
            except EOFError:
                print()
                return
            except KgError as error:
                print(f"kg: {error}", file=sys.stderr)
            except (KeyboardInterrupt, RuntimeError) as error:
                if not is_interruption(error):
                    raise
                session.forget_line()
                print("\nkg: stopped", file=sys.stderr)


@contextmanager
def _editing(complete: Callable[[str, str], list[str]], history: Path) -> Iterator[None]:
    """History and completion for `input`, where there is readline."""
    try:
        import readline
    except ImportError:
        yield
        return
    readline.set_completer(_completer(complete, readline))
    readline.set_completer_delims(" \t\n()[]{}<>,;=+-*'\"|&!`.:$")
    # macOS and some builds of Python have libedit under the same name
    is_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
    _read_history(readline, history)
    try:
        yield
    finally:
        readline.set_completer(None)
        _write_history(readline, history)


def _read_history(readline: ModuleType, history: Path) -> None:
    try:
        if history.exists():
            readline.read_history_file(history)
    except OSError as error:
        print(f"kg: no history: {history}: {error.strerror}", file=sys.stderr)


def _write_history(readline: ModuleType, history: Path) -> None:
    """Keep the last lines, readable by their owner alone."""
    readline.set_history_length(KEPT_LINES)
    try:
        os.close(os.open(history, os.O_CREAT | os.O_WRONLY, 0o600))
        readline.write_history_file(history)
    except OSError as error:
        print(f"kg: the history isn't kept: {history}: {error.strerror}", file=sys.stderr)


def _completer(complete: Callable[[str, str], list[str]], readline: ModuleType) -> Callable[[str, int], str | None]:
    """`complete(line up to the word, word)` as readline wants it: one answer a call."""
    found: list[str] = []

    def answer(word: str, state: int) -> str | None:
        if state == 0:
            found[:] = complete(readline.get_line_buffer()[:readline.get_begidx()], word)
        return found[state] if state < len(found) else None

    return answer
