"""Completion in `kg shell`: the words of the schema, of Cypher and of the packs that may stand at a place."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from kg import queries, schema

COMMANDS = ("export", "help", "param", "params", "queries", "query", "quit")
_KEYWORDS = ("AND", "AS", "ASC", "CASE", "CONTAINS", "COUNT", "DESC", "DISTINCT", "ELSE", "END", "ENDS WITH", "EXISTS",
             "IN", "IS NOT NULL", "IS NULL", "LIMIT", "MATCH", "NOT", "OPTIONAL MATCH", "OR", "ORDER BY", "RETURN",
             "SKIP", "STARTS WITH", "THEN", "UNION", "UNWIND", "WHEN", "WHERE", "WITH")


def complete(before: str, word: str, parameters: Iterable[str] = ()) -> list[str]:
    """The words that begin so, in any letter case, sorted.

    before: the line up to the word. parameters: names that are set.
    """
    return [one for one in _possible(before, parameters) if one.lower().startswith(word.lower())]


def _possible(before: str, parameters: Iterable[str]) -> Iterable[str]:
    if before.lstrip().startswith(":"):
        return _after_command(before.lstrip()[1:], parameters)
    last = before[-1:]
    if last == ".":
        return _properties()
    if last == "$":
        return sorted(parameters)
    if last in (":", "|"):
        model = schema.load()
        return sorted(model.relations if before.rfind("[") > before.rfind("]") else model.classes)
    return _KEYWORDS


def _after_command(text: str, parameters: Iterable[str]) -> Iterable[str]:
    """The commands themselves, names of queries after `query`, then the parameters of that query."""
    words = text.split()
    if not words:
        return COMMANDS
    if words[0] == "query" and len(words) == 1:
        return [query.name for query in queries.load_all()]
    if words[0] == "query":
        known = {query.name: query for query in queries.load_all()}
        return [f"{p.name}=" for p in known[words[1]].parameters] if words[1] in known else []
    return sorted(parameters) if words[0] == "param" else []


@functools.cache
def _properties() -> tuple[str, ...]:
    model = schema.load()
    qualifiers = {name for found in model.relations.values() for name in found.qualifiers}
    return tuple(sorted({"id", "name", *model.properties, *model.edge_properties, *qualifiers}))
