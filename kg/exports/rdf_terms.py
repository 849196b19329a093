"""The names that RDF exports use, and a resource: one thing with what is said of it.

A resource knows no syntax; `turtle`, `trig` and `jsonld` write it. Addresses are names below `urn:tradewar-kg:`,
which nobody has to fetch: the ontology that explains them ships with the program and imports nothing.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import quote

KG = "urn:tradewar-kg:"
PREFIXES = {
    "agent": f"{KG}agent:", "dcterms": "http://purl.org/dc/terms/", "edge": f"{KG}edge:", "id": f"{KG}id:", "kg": KG,
    "order": f"{KG}order:", "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "record": f"{KG}record:", "run": f"{KG}run:", "tw": f"{KG}schema:", "xsd": "http://www.w3.org/2001/XMLSchema#"}

_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN = re.compile(r"[A-Za-z0-9_.:-]*")


class Iri(str):
    """An address as one of `PREFIXES`, a colon and a local name whose odd characters are percent-encoded."""

    __slots__ = ()


Value: TypeAlias = Iri | str | int | float | bool | date | datetime
Statement: TypeAlias = tuple[str, Value]  # a predicate with its prefix, and a value
Resource: TypeAlias = tuple[Iri, list[Statement]]

TYPE = "rdf:type"


@lru_cache(maxsize=1 << 17)
def iri(prefix: str, local: str) -> Iri:
    """The address of what has this name; equal names give equal addresses, as `kg.stores.rdf` makes them."""
    if not _PLAIN.fullmatch(local):
        local = quote(without_surrogates(local), safe=":")
    return Iri(f"{prefix}:{local}")


def full(name: str) -> str:
    """The whole address behind a name with a prefix."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for each half of a surrogate pair, which no RDF file can hold."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
