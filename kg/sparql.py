"""SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/) that only reads, checked before any engine sees it.

A statement is parsed by rdflib's grammar, in which an update can't be written, and is refused when it names anything
outside the graph (`SERVICE`, `FROM`) or gives something else than rows or a yes (`CONSTRUCT`, `DESCRIBE`). Oxigraph
has a grammar of its own; what the two could read in different ways is refused too. Values are bound to variables and
never become part of a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

import rdflib
from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import SPARQLError

from kg.errors import QueryError

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.term import Identifier

    Bindings: TypeAlias = Mapping[str, Identifier]

LONGEST = 100_000  # characters of a statement
# escapes that grammars undo at different times, and line ends that only some of them see
_DOUBTFUL = re.compile("\\\\[uU]|\r|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_VARIABLE = re.compile("[A-Za-z_][A-Za-z0-9_]*")


def checked(sparql: str, prefixes: Mapping[str, str], bindings: Bindings | None = None) -> tuple[str, Query]:
    """A statement that only reads, as text with one kind of line end and as rdflib's algebra.

    prefixes: known without a declaration. bindings: by the names of variables. Raises QueryError for any other
    statement, with the place when the grammar tells it.
    """
    text = sparql.replace("\r\n", "\n")
    doubtful = _DOUBTFUL.search(text)
    if doubtful:
        raise QueryError(f"character {doubtful.start() + 1}: {doubtful.group()!r} isn't allowed: write the characters "
                         "themselves and end lines with a newline")
    if len(text) > LONGEST:
        raise QueryError(f"a statement of {len(text)} characters: expected at most {LONGEST}")
    try:
        parsed = parseQuery(text)
        parts = list(_parts(parsed))
        _check_parts(parts, prefixes)
        _check_bindings(parts, bindings or {})
        return text, translateQuery(parsed, initNs=dict(prefixes))
    except ParseException as error:
        rest = " ".join(text[error.loc:error.loc + 40].split())
        raise QueryError(f"line {error.lineno}, column {error.col}: not SPARQL that only reads, from "
                         f"{repr(rest) if rest else 'its end'} on") from error
    except (SPARQLError, ValueError) as error:
        raise QueryError(" ".join(str(error).split())) from error
    except RecursionError as error:
        raise QueryError("a statement that is nested too deeply") from error


def _parts(tree: object) -> Iterator[CompValue]:
    """All named parts of a parsed query."""
    if isinstance(tree, CompValue):
        yield tree
    for part in tree.values() if isinstance(tree, CompValue) else tree:  # type: ignore[attr-defined]
        if isinstance(part, CompValue | list | ParseResults):
            yield from _parts(part)


def _check_parts(parts: list[CompValue], prefixes: Mapping[str, str]) -> None:
    """Refuse what doesn't only read this graph, and prefixes that nobody declared."""
    names = {part.name for part in parts}
    if not names & {"SelectQuery", "AskQuery"} or names & {"ServiceGraphPattern", "DatasetClause"}:
        raise QueryError("only SELECT and ASK without SERVICE and FROM are allowed")
    known = {part.get("prefix") for part in parts if part.name == "PrefixDecl"} | prefixes.keys()
    unknown = sorted({str(part.get("prefix")) for part in parts if part.name == "pname"} - set(map(str, known)))
    if unknown:
        raise QueryError(f"no such prefix: {', '.join(unknown)}; known are {', '.join(sorted(prefixes))}")


def _check_bindings(parts: list[CompValue], bindings: Bindings) -> None:
    """Refuse a value for a variable that the statement doesn't have."""
    if not bindings:
        return
    variables = sorted({str(one) for part in parts for one in _variables(part)})
    for name in bindings:
        if not _VARIABLE.fullmatch(name) or name not in variables:
            raise QueryError(f"the statement has no variable ?{name}; it has {', '.join(variables) or 'none'}")


def _variables(tree: object) -> Iterator[rdflib.Variable]:
    if isinstance(tree, rdflib.Variable):
        yield tree
    elif isinstance(tree, CompValue | list | ParseResults):
        for part in tree.values() if isinstance(tree, CompValue) else tree:
            yield from _variables(part)
