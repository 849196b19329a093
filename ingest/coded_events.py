"""Events that a program coded from news (GDELT, ICEWS) as weak evidence: who did what to whom, on which day.

Rows of one day, one pair of countries and one deed are reports of one event, with the rows' ids as identifiers. An
event of this sort is `unchecked`, is only announced (so no measure comes into force by it), names no list and no place
(so nothing joins it to a curated event by itself), and has a low confidence. What is no part of the trade war is left
out, and counted by the filter that did it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from ingest.cameo import Deed
from kg.claim import Claim, excerpt, node_id
from kg.document import Document

# The United States and China, and those whom they drew in: who acts or is hit in the bundled chronology.
EUROPEAN_UNION = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "EU", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
    "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"})
OTHERS = frozenset({"US", "CA", "MX", "JP", "KR", "TW", "AU", "GB", "IN"})
CHINA = frozenset({"CN", "HK", "MO"})
COUNTRIES = EUROPEAN_UNION | OTHERS | CHINA
PRINCIPALS = frozenset({"US", "CN"})

OTHER_COUNTRIES = "an actor isn't of a country of the trade war"
ONE_SIDE = "both actors are of one side"
THIRD_PARTIES = "neither the United States nor China takes part"
OTHER_DEEDS = "the CAMEO code isn't one of trade, sanctions, talks or words about them"
NO_STATE = "the actor isn't a state or an organ of one"
FILTERS = (OTHER_COUNTRIES, ONE_SIDE, THIRD_PARTIES, OTHER_DEEDS, NO_STATE)

GENERAL = 10  # percent less for a code that needn't be about trade
_LINKS = {"Statement": ("MADE", "ADDRESSES"), "Threat": ("MADE", "ADDRESSES"),
          "TradeTalk": ("PARTICIPATED_IN", "PARTICIPATED_IN"), "Agreement": ("PARTICIPATED_IN", "PARTICIPATED_IN"),
          "LegalCase": ("PARTICIPATED_IN", "PARTICIPATED_IN"), "TradeRestriction": ("ISSUED", "TARGETS"),
          "Investigation": ("ISSUED", "TARGETS")}


def described(document: Document, publisher: str, heading: str, newest: str) -> Document:
    """A table of coded events with publisher and heading; published on the day of its newest row ("" for none)."""
    found = msgspec.structs.replace(document, publisher=publisher, media_type="text/tab-separated-values",
                                    heading=document.heading or heading)
    if document.published or not newest:
        return found
    return msgspec.structs.replace(found, published=newest, published_basis="newest row")


def side_of(country: str) -> str:
    """The side to which a country belongs: CN with Hong Kong and Macao, EU with its members, else itself."""
    return "EU" if country in EUROPEAN_UNION else "CN" if country in CHINA else country


def pair_filter(actor: str, target: str) -> str:
    """Which filter leaves out a pair of countries of the trade war, "" for none."""
    sides = {side_of(actor), side_of(target)}
    return ONE_SIDE if len(sides) == 1 else "" if sides & PRINCIPALS else THIRD_PARTIES


def summary(read: int, left_out: Counter[str]) -> tuple[str, ...]:
    """What was read, and what each filter left out, a line each."""
    return (f"{_rows(read)} read, {read - left_out.total():,} of them kept or refused",
            *(f"{_rows(left_out[name])} left out: {name}" for name in FILTERS if left_out[name]))


def _rows(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row its facts stand, counted from 1."""

    id: int
    day: int
    actor: int
    target: int
    code: int


@dataclass(frozen=True, slots=True)
class Coded:
    """One row: its number, its cells, and the columns (from 1) of what is used.

    actor, target: country codes. day: ISO date of the event; known_from: of its publication. identifier: with scheme.
    address: column of the report's web address, 0 for none.
    """

    row: int
    cells: tuple[str, ...]
    deed: Deed
    actor: str
    target: str
    day: str
    known_from: str
    identifier: str
    confidence: int
    columns: Columns
    address: int = 0


@dataclass(slots=True)
class EventWriter:
    """Makes the claims of rows; countries are declared at the first row that names them.

    source: name of the module; coder: in front of the CAMEO code in each claim's rule.
    """

    source: str
    coder: str
    said: set[str] = field(default_factory=set)
    ids: dict[tuple[str, ...], str] = field(default_factory=dict)

    def claims(self, coded: Coded) -> Iterator[Claim]:
        """All claims of a row."""
        deed, event = coded.deed, self._event(coded)
        code = coded.cells[coded.columns.code - 1]
        rule = f"{self.coder}+cameo-{code}"
        text = " | ".join(filter(None, coded.cells))
        row, quote = f"row={coded.row}", excerpt(text, code)
        for predicate, literal in (("class", deed.class_name), ("name", self._name(coded)), ("checked", "unchecked")):
            yield self._claim(coded, event, predicate, literal, row, quote, code, rule)
        for predicate, literal, column in self._facts(coded):
            cell = coded.cells[column - 1]
            yield self._claim(coded, event, predicate, literal, f"cell={coded.row},{column}", cell, cell, rule)
        yield from self._links(coded, event, row, text, rule)

    def _event(self, coded: Coded) -> str:
        pair = sorted((coded.actor, coded.target)) if coded.deed.is_mutual else [coded.actor, coded.target]
        key = (self.source, coded.day, *pair, coded.deed.words)
        if key not in self.ids:
            self.ids[key] = node_id("event", *key)
        return self.ids[key]

    def _name(self, coded: Coded) -> str:
        if coded.deed.is_mutual:
            return f"{' and '.join(sorted((coded.actor, coded.target)))}: {coded.deed.words}, {coded.day}"
        return f"{coded.actor} to {coded.target}: {coded.deed.words}, {coded.day}"

    def _claim(self, coded: Coded, subject: str, predicate: str, object_: str, locator: str, quote: str,
               mention: str, rule: str, qualifiers: tuple[tuple[str, str], ...] = ()) -> Claim:
        return Claim(subject, predicate, object_, locator, quote, mention, qualifiers, known_from=coded.known_from,
                     rule=rule, confidence=coded.confidence)

    def _facts(self, coded: Coded) -> Iterator[tuple[str, str, int]]:
        """Properties of the event, each with the column that says so."""
        columns, deed = coded.columns, coded.deed
        yield "announced", coded.day, columns.day
        yield "identifiers", coded.identifier, columns.id
        yield "actor_countries", coded.actor, columns.actor
        yield "actor_countries" if deed.is_mutual else "target_countries", coded.target, columns.target
        for predicate, literal in (("stance", deed.stance), ("plover_code", deed.plover), ("kind", deed.kind)):
            if literal:
                yield predicate, literal, columns.code
        if coded.address:
            yield "citation_url", coded.cells[coded.address - 1], coded.address

    def _links(self, coded: Coded, event: str, row: str, text: str, rule: str) -> Iterator[Claim]:
        by_actor, at_target = _LINKS.get(coded.deed.class_name, ("ISSUED", ""))
        sued = coded.deed.class_name == "LegalCase"
        ends = ((by_actor, coded.actor, coded.columns.actor, "complainant" if sued else "participant"),
                (at_target, coded.target, coded.columns.target, "respondent" if sued else "participant"))
        for relation, country, column, role in ends:
            if not relation:
                continue
            cell = coded.cells[column - 1]
            node = f"{'region' if relation == 'TARGETS' else 'gov'}:{country.lower()}"
            yield from self._country(coded, node, country, column, rule)
            subject, object_ = (event, node) if relation in ("ADDRESSES", "TARGETS") else (node, event)
            yield self._claim(coded, subject, relation, object_, row, excerpt(text, cell), cell, rule,
                              (("role", role),) if relation == "PARTICIPATED_IN" else ())

    def _country(self, coded: Coded, node: str, country: str, column: int, rule: str) -> Iterator[Claim]:
        """Declare a government or region by its code alone, which any other name is better than."""
        if node not in self.said:
            self.said.add(node)
            cell, place = coded.cells[column - 1], f"cell={coded.row},{column}"
            class_name = "Region" if node.startswith("region:") else "Government"
            for predicate, literal in (("class", class_name), ("name", country)):
                yield self._claim(coded, node, predicate, literal, place, cell, cell, "country-code")


def is_address(text: str) -> bool:
    """Whether a cell is a web address that the graph can hold."""
    return text.startswith(("http://", "https://")) and len(text) <= 500 and text.isprintable() and " " not in text
