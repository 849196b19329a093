"""Turtle 1.1 (https://www.w3.org/TR/turtle/): the property graph as plain triples.

Written by ourselves, a resource at a time, because rdflib's serialiser holds and sorts the whole graph. The same
graph gives the same bytes: resources come in the graph's own order, and no date of writing is in the file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from kg.exports import rdf_graph
from kg.exports.rdf_terms import PREFIXES, Iri, Resource, full, without_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph import PropertyGraph

_MANY = 5_000  # resources that are joined before they are written
_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
# what PN_LOCAL takes of an address without a backslash; percent signs there always have two digits behind them
_LOCAL = re.compile(r"[A-Za-z0-9_:%](?:[A-Za-z0-9_:%.-]*[A-Za-z0-9_:%-])?")


def write(graph: PropertyGraph, out: IO[bytes]) -> None:
    """Write a graph as Turtle."""
    write_header(out)
    write_resources(rdf_graph.resources(graph), out)


def write_header(out: IO[bytes]) -> None:
    """The prefixes, as Turtle and TriG begin with them."""
    out.write("".join(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items()).encode())


def write_resources(resources: Iterable[Resource], out: IO[bytes]) -> None:
    """Write resources in their order, each as one sentence."""
    waiting: Iterator[Resource] = iter(resources)
    while some := [sentence(*one) for one in islice(waiting, _MANY)]:
        out.write("".join(some).encode())


def sentence(subject: Iri, statements: list[tuple[str, Any]]) -> str:
    """A resource as a subject with all that is said of it; values of one predicate stand behind it together."""
    said = [name(subject)]
    before = ""
    for predicate, value in statements:
        if predicate == before:
            said.append(f", {_WRITE[type(value)](value)}")
        else:
            said.append(f" ;\n  {predicate} {_WRITE[type(value)](value)}" if before
                        else f" {predicate} {_WRITE[type(value)](value)}")
            before = predicate
    return "".join([*said, " .\n"])


@lru_cache(maxsize=1 << 17)
def name(address: Iri) -> str:
    """An address in its short form where the grammar has one for it."""
    return address if _LOCAL.fullmatch(address.partition(":")[2]) else f"<{full(address)}>"


def literal(text: str) -> str:
    """Text in double quotes; a parser gives back each character, half a surrogate pair comes as U+FFFD."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f'"{_SPECIAL.sub(_escape, without_surrogates(text))}"'


def double(number: float) -> str:
    """The text of an xsd:double."""
    return repr(number) if math.isfinite(number) else "NaN" if math.isnan(number) else f"{'-' * (number < 0)}INF"


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    return _SHORT.get(sign) or f"\\u{ord(sign):04X}"


def _day(day: date) -> str:
    return f'"{day.isoformat()}"^^xsd:date'


_WRITE: dict[type, Callable[[Any], str]] = {
    Iri: name, str: literal, int: str, bool: lambda value: "true" if value else "false",
    float: lambda value: f'"{double(value)}"^^xsd:double', date: _day,
    datetime: lambda value: f'"{value.isoformat()}"^^xsd:dateTime'}
