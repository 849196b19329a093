"""Where in a statement an engine's complaint belongs, shown with a caret under it.

Each engine says it in its own way: `1:8: …` (`kg.cypher`), `at line 1, col 8` (kglite), `(line 1, column 8
(offset: 7))` (Neo4j); some only name a variable or function, whose first use is looked for then.
"""

from __future__ import annotations

import re
import unicodedata

from kg.cypher import tokens
from kg.display import shown
from kg.errors import QueryError

_SAID = (re.compile(r"(?P<line>\d+):(?P<column>\d+): "),
         re.compile(r"\bat line (?P<line>\d+), col(umn)? (?P<column>\d+): ?"),
         re.compile(r" ?\(line (?P<line>\d+), column (?P<column>\d+)( \(offset: \d+\))?\).*", re.DOTALL))
_NAMED = re.compile(r"(?:Undefined variable|Unknown function:) '?(?P<name>[\w.]+)")
_WIDEST = 100


def pointed(error: QueryError, statement: str) -> QueryError:
    """The error with line:column, the line itself and a caret under the place; unchanged when no place is known."""
    reason = " ".join(str(error).split())
    for form in _SAID:
        found = form.search(reason)
        if found:
            reason = ": ".join(part for part in (reason[:found.start()].strip(), reason[found.end():].strip()) if part)
            return _marked(reason, statement, int(found["line"]), int(found["column"]))
    found = _NAMED.search(reason)
    place = _first_use(statement, found["name"]) if found else None
    return _marked(reason, statement, *place) if place else error


def _marked(reason: str, statement: str, line: int, column: int) -> QueryError:
    lines = statement.split("\n")
    if not 1 <= line <= len(lines):
        return QueryError(f"{line}:{column}: {reason}")
    start = max(0, column - 1 - _WIDEST * 2 // 3)
    text = lines[line - 1]
    before, after = shown(text[start:column - 1]), shown(text[column - 1:start + _WIDEST])
    pad = "".join("  " if unicodedata.east_asian_width(c) in "WF" else " " for c in before)
    return QueryError(f"{line}:{column}: {reason.removesuffix(':')}\n  {before}{after}\n  {pad}^")


def _first_use(statement: str, name: str) -> tuple[int, int] | None:
    """Line and column of the first token of that text; None when there is none."""
    first = name.partition(".")[0]
    try:
        for token in tokens(statement):
            if token.kind in ("word", "name") and token.text == first:
                line, _, column = token.place.partition(":")
                return int(line), int(column)
    except QueryError:
        return None
    return None
