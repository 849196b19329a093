"""What each source tells of an event, as the same-event layer compares it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

import duckdb

from kg import schema

_FEDERAL_REGISTER = re.compile(r"\b(\d{2,3})\s*F\.?\s?R\.?\s*(\d{1,6})\b")
_RANKS = {"bundled": 0, "decision": 0, "official_record": 1}
_SINGLE = frozenset({"effective", "announced", "citation", "rate_pct", "amount"})
_SETS = {"actor_countries": "actors", "target_countries": "against", "products": "products"}

_FACTS = """
WITH told AS (
    SELECT subject, predicate, object, document, basis, basis_rank, id, modality, published FROM active
    WHERE modality IN ('asserted', 'announced')
)
SELECT * FROM (
    SELECT subject, predicate, object, document, basis, basis_rank, id, modality, published FROM told
    WHERE predicate IN ('class', 'effective', 'announced', 'citation', 'rate_pct', 'amount', 'actor_countries',
                        'target_countries', 'products', 'claimed', 'claimed_count', 'ADDS_TO', 'TARGETS')
    UNION ALL
    SELECT object, predicate, subject, document, basis, basis_rank, id, modality, published FROM told
    WHERE predicate = 'PARTICIPATED_IN'
    UNION ALL
    SELECT held.subject, 'HELD_IN', named.object, held.document, held.basis, held.basis_rank, held.id,
           held.modality, held.published
    FROM told held JOIN active named ON named.subject = held.object AND named.predicate = 'name'
    WHERE held.predicate = 'HELD_IN'
    UNION ALL
    SELECT hit.subject, 'products', named.object, hit.document, hit.basis, hit.basis_rank, hit.id,
           hit.modality, hit.published
    FROM told hit JOIN active kind ON kind.subject = hit.object AND kind.predicate = 'class' AND kind.object = 'Product'
        JOIN active named ON named.subject = hit.object AND named.predicate = 'name'
    WHERE hit.predicate = 'TARGETS'
) ORDER BY basis_rank DESC, id DESC, object
"""


@dataclass(slots=True)
class Report:
    """One source's account of one event. `rank` orders who gives the id: chronology, list, then the rest.

    published: ISO day of the text that tells it, "" when unknown and for chronologies and lists, which tell of any
    time. ahead: the text tells it as still to come. facts: the claims behind each predicate.
    """

    node: str
    class_name: str
    documents: set[str] = field(default_factory=set)
    rank: int = 9
    published: str = ""
    ahead: bool = False
    effective: str = ""
    announced: str = ""
    citation: str = ""
    rate_pct: str = ""
    amount: str = ""
    places: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    targets: dict[str, str] = field(default_factory=dict)  # with the claim that says so
    people: dict[str, str] = field(default_factory=dict)  # who took part, with the claim
    actors: set[str] = field(default_factory=set)
    against: set[str] = field(default_factory=set)
    products: set[str] = field(default_factory=set)
    counts: set[int] = field(default_factory=set)
    facts: dict[str, set[str]] = field(default_factory=dict)

    @property
    def days(self) -> list[dt.date]:
        """The days told of it, in order."""
        return sorted(dt.date.fromisoformat(day[:10]) for day in {self.announced, self.effective} if day)

    @property
    def said(self) -> dt.date | None:
        """The day of the text that tells it."""
        return dt.date.fromisoformat(self.published[:10]) if self.published else None

    @property
    def of_a_list(self) -> bool:
        """Whether rows of an official list make it."""
        return self.rank == _RANKS["official_record"]

    @property
    def page(self) -> tuple[int, int] | None:
        """Volume and page of the Federal Register that are cited."""
        found = _FEDERAL_REGISTER.search(self.citation)
        return (int(found[1]), int(found[2])) if found else None

    def claims(self, *predicates: str) -> set[str]:
        """The claims by some predicates."""
        return {claim for predicate in predicates for claim in self.facts.get(predicate, ())}


def reports(connection: duckdb.DuckDBPyConnection, classes: dict[str, str],
            entity: dict[str, str]) -> dict[str, Report]:
    """Each event of `active` by its id; of several dates or citations the best source's counts.

    classes: leaf class of each node. entity: canonical id of each joined party or list.
    """
    model = schema.load()
    events = {name for name in model.classes if model.is_a(name, "Event")}
    found = {node: Report(node, name) for node, name in classes.items() if name in events}
    for node, predicate, text, document, basis, _, claim, modality, published in connection.execute(
            _FACTS).fetchall():
        report = found.get(node)
        if report is None:
            continue
        report.facts.setdefault(predicate, set()).add(claim)
        if predicate == "class":
            _declared(report, document, basis, modality, published)
        else:
            _told(report, predicate, entity.get(text, text), claim)
    return found


def _declared(report: Report, document: str, basis: str, modality: str, published: str) -> None:
    report.documents.add(document)
    report.rank = min(report.rank, _RANKS.get(basis, 2))
    report.ahead = modality == "announced"
    report.published = "" if basis in _RANKS else published


def _told(report: Report, predicate: str, text: str, claim: str) -> None:
    if predicate in _SINGLE:
        setattr(report, predicate, text)
    elif predicate in _SETS:
        getattr(report, _SETS[predicate]).add(text)
    elif predicate == "HELD_IN":
        report.places.add(text.casefold().partition(",")[0])
    elif predicate == "ADDS_TO":
        report.lists.add(text)
    elif predicate in ("claimed", "claimed_count"):
        report.counts.add(int(text.split()[0]))
    elif predicate == "PARTICIPATED_IN":
        report.people[text] = claim
    else:
        report.targets[text] = claim
