"""What `kg shell` knows and does, apart from reading lines: statements over several lines, parameters, the last answer.

Lines that begin with a colon are commands; all else is Cypher up to a semicolon.
"""

from __future__ import annotations

import contextlib
import io
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import queries
from kg.cli.ask import parameters, typed
from kg.cli.output import write
from kg.cli.shell_words import complete
from kg.cypher import tokens
from kg.errors import QueryError, UsageError
from kg.exports.destination import new_file

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph
    from kg.rows import Rows

HELP = """\
MATCH (n:Party) RETURN n.id AS id LIMIT 3;    a statement, on one line or several, up to its semicolon
:query PACK/NAME [KEY=VALUE ...]    a query of the packs; parameters of the same name count too
:queries [WORD]          the packs, or those whose name or question holds the word
:param NAME VALUE        set a parameter: a number, true, false, a JSON list or text
:params                  what is set; :params clear forgets it
:export [--force] FILE   the last answer as .csv, .json or .ndjson
:help    :quit"""


class Session:
    """One conversation with a graph. `take` raises KgError; what was set before stays.

    format_: that of answers; limit: rows at most; timeout_ms: for one statement.
    """

    def __init__(self, graph: KnowledgeGraph, format_: str, limit: int, timeout_ms: int) -> None:
        self._graph = graph
        self._format, self._limit, self._timeout_ms = format_, limit, timeout_ms
        self._parameters: dict[str, Any] = {}
        self._lines: list[str] = []
        self._last: Rows | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether a statement has begun and not ended."""
        return bool(self._lines)

    def forget_line(self) -> None:
        """Drop the statement that has begun."""
        self._lines.clear()

    def complete(self, before: str, word: str) -> list[str]:
        """What may stand for a word that has begun, after the text before it on its line."""
        return complete(before, word, list(self._parameters))

    def take(self, line: str) -> bool:
        """Take one line; False when it asks to leave."""
        if not self._lines and line.lstrip().startswith(":"):
            return self._command(line.strip())
        self._lines.append(line)
        statement = "\n".join(self._lines)
        if _is_blank(statement):
            self._lines.clear()
        elif is_ended(statement):
            self._lines.clear()
            self._show(self._graph.cypher(statement, self._parameters, timeout_ms=self._timeout_ms,
                                          limit=self._limit))
        return True

    def _command(self, line: str) -> bool:
        try:
            name, *words = shlex.split(line)
        except ValueError as error:
            raise UsageError(f"{line}: {error}") from error
        if name in (":quit", ":exit"):
            return False
        commands: dict[str, Callable[[list[str], str], None]] = {
            ":help": self._help, ":param": self._param, ":params": self._params, ":export": self._export,
            ":query": self._query, ":queries": self._queries}
        if name not in commands:
            raise UsageError(f"there is no {name}; there are {', '.join(sorted(commands))} and :quit")
        commands[name](words, line)
        return True

    def _help(self, _: list[str], __: str) -> None:
        print(HELP)

    def _param(self, words: list[str], line: str) -> None:
        """The value is the rest of the line as it stands, so that JSON keeps its quotes."""
        parts = line.split(maxsplit=2)
        if len(parts) < 3 or not parts[1].isidentifier():
            raise UsageError("expected :param NAME VALUE")
        self._parameters[parts[1]] = typed(parts[2].removeprefix("=>").strip())

    def _params(self, words: list[str], _: str) -> None:
        if words == ["clear"]:
            self._parameters.clear()
        elif words:
            raise UsageError("expected :params or :params clear")
        else:
            write(("parameter", "value"), sorted(self._parameters.items()), self._format)

    def _queries(self, words: list[str], _: str) -> None:
        word = " ".join(words).lower()
        write(("name", "question", "parameters"),
              [(q.name, q.title, [p.name for p in q.parameters]) for q in queries.load_all()
               if word in f"{q.name} {q.title}".lower()], self._format)

    def _query(self, words: list[str], _: str) -> None:
        if not words:
            raise UsageError("expected :query PACK/NAME")
        declared = {parameter.name for parameter in queries.find(words[0]).parameters}
        given = {key: value for key, value in self._parameters.items() if key in declared}
        self._show(self._graph.query(words[0], **given | parameters(words[1:])))

    def _show(self, answer: Rows) -> None:
        self._last = answer
        rows = answer.rows[:self._limit]
        write(answer.columns, rows, self._format)
        if answer.is_cut or len(rows) < len(answer.rows):
            print(f"kg: only the first {len(rows):,} rows are shown; --limit takes another number", file=sys.stderr)

    def _export(self, words: list[str], _: str) -> None:
        force = "--force" in words
        paths = [Path(word) for word in words if word != "--force"]
        if len(paths) != 1 or paths[0].suffix not in (".csv", ".json", ".ndjson"):
            raise UsageError("expected :export FILE with a name that ends in .csv, .json or .ndjson")
        if self._last is None:
            raise UsageError("there is no answer to export yet")
        text = io.StringIO()
        with contextlib.redirect_stdout(text):
            write(self._last.columns, self._last.rows, paths[0].suffix[1:])
        with new_file(paths[0].expanduser(), force=force) as stream:
            stream.write(text.getvalue().encode())
        print(f"{paths[0]}: {len(self._last.rows):,} rows", file=sys.stderr)


def is_ended(statement: str) -> bool:
    """Whether a semicolon outside of texts and comments ends the statement.

    What can't be read ends with its line's semicolon, so that the error is told and not waited upon.
    """
    try:
        found = list(tokens(statement))
    except QueryError as error:
        return "is never closed" not in str(error) and statement.rstrip().endswith(";")
    return bool(found) and found[-1].text == ";" and found[-1].kind == "sign"


def _is_blank(statement: str) -> bool:
    try:
        return next(tokens(statement), None) is None
    except QueryError:
        return False
