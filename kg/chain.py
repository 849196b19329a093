"""Retaliation chains: what an event answers, what answered it, and what happened to both on the way.

A chain is traced along RESPONDS_TO in both directions from one event; threats that were carried out and changes
(suspensions, extensions, removals) of its measures stand beside it. Two statements of portable Cypher find the links,
so that a chain costs the same on the embedded engine and on Neo4j.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.errors import QueryError, UsageError

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph
    from kg.stores import CypherStore

ANSWERS = "RESPONDS_TO"
_SURENESS = ("stated", "reported", "inferred")
DEEPEST = 12  # steps; the longest chain that is known has fewer


@dataclass(frozen=True, slots=True)
class ChainEvent:
    """One event: `date` is the day of the announcement, else the effective day, None when neither is known.

    actors: country codes of those who acted; checked: `opened`, `secondary`, `unchecked` or "" (from a document).
    """

    id: str
    name: str
    class_name: str
    date: datetime.date | None
    effective: datetime.date | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    checked: str
    citation: str
    citation_url: str


@dataclass(frozen=True, slots=True)
class ChainLink:
    """From a later event to the one that it answers, carries out or changes.

    kind: stated, reported or inferred for an answer, the action for a change. lag_days: days between the
    announcements. probability: whole percent, of inferred links. words: the quote, else the basis in own words.
    """

    relation: str
    later: str
    earlier: str
    kind: str
    lag_days: int | None
    probability: int | None
    words: str
    source: str
    source_url: str
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """A traced chain: events by date and id, links by their later event, earlier event and relation."""

    root: str
    events: tuple[ChainEvent, ...]
    links: tuple[ChainLink, ...]

    def by_id(self) -> dict[str, ChainEvent]:
        """The events under their ids."""
        return {event.id: event for event in self.events}

    def after(self, event_id: str) -> list[ChainLink]:
        """The links of what answered, changed or carried out an event, in order of time."""
        return [link for link in self.links if link.earlier == event_id]

    def origins(self) -> list[ChainEvent]:
        """The events that answer nothing in this chain and change nothing of it, in order of time."""
        later = {link.later for link in self.links}
        return [event for event in self.events if event.id not in later] or list(self.events[:1])


def trace(graph: KnowledgeGraph, event: str, *, depth: int = DEEPEST, inferred: bool = True, rejected: bool = False,
          unchecked: bool = False) -> Chain:
    """The chain of one event, named by id or exact name.

    depth: steps in each direction. inferred: with links that only the model says. rejected: with pairs that were
    weighed and found to be no answer. unchecked: with events that nobody has compared with their source.
    Raises QueryError when nothing, something else than an event, or more than one thing has that name.
    """
    if not 1 <= depth <= DEEPEST:
        raise UsageError(f"--depth {depth}: expected 1 to {DEEPEST}")
    root = graph.resolve(event)
    store = graph.store
    first = _events(store, [root])
    if not first:
        raise QueryError(f"{root} isn't an event")
    kinds = list(_SURENESS if inferred else _SURENESS[:2])
    links = {link for text in (_DOWN, _UP) for link in _links(store, text.replace("DEPTH", str(depth - 1)),
                                                             {"id": root, "kinds": kinds})}
    links = _reached(root, _surest(links))
    ids = {root, *(one for link in links for one in (link.later, link.earlier))}
    links |= set(_links(store, _BESIDE, {"ids": sorted(ids), "root": root}))
    if rejected:
        links |= set(_links(store, _REJECTED, {"ids": sorted(ids)}))
    ids |= {one for link in links for one in (link.later, link.earlier)}
    events = {found.id: found for found in _events(store, sorted(ids))
              if unchecked or found.checked != "unchecked" or found.id == root}
    return Chain(root, _in_order(events.values()), tuple(sorted(
        (link for link in links if link.later in events and link.earlier in events),
        key=lambda link: (_day(events[link.later]), link.later, link.earlier, link.relation, link.kind))))


def _surest(links: set[ChainLink]) -> set[ChainLink]:
    """Of several links between the same two events the surest kind, then the most probable."""
    found: dict[tuple[str, str], ChainLink] = {}
    for link in sorted(links, key=lambda one: (_SURENESS.index(one.kind), -(one.probability or 0), one.words)):
        found.setdefault((link.later, link.earlier), link)
    return set(found.values())


def _reached(root: str, links: set[ChainLink]) -> set[ChainLink]:
    """The links that a walk from the root reaches, downwards only or upwards only, by links of this set."""
    found: set[ChainLink] = set()
    for begins, ends in (("earlier", "later"), ("later", "earlier")):
        reached, edge = {root}, {root}
        while edge:
            step = {link for link in links if getattr(link, begins) in edge}
            found |= step
            edge = {getattr(link, ends) for link in step} - reached
            reached |= edge
    return found


def _day(event: ChainEvent) -> datetime.date:
    return event.date or datetime.date.max


def _in_order(events: Iterable[ChainEvent]) -> tuple[ChainEvent, ...]:
    return tuple(sorted(events, key=lambda event: (_day(event), event.id)))


def _events(store: CypherStore, ids: list[str]) -> list[ChainEvent]:
    rows = store.query(_EVENTS, {"ids": ids}, columns=_EVENT_COLUMNS).rows
    return [ChainEvent(row[0], row[1] or row[0], schema.load().leaf(row[2]), row[3], row[4], tuple(row[5] or ()),
                       tuple(row[6] or ()), row[7] or "", row[8] or "", row[9] or "") for row in rows]


def _links(store: CypherStore, text: str, parameters: dict[str, Any]) -> list[ChainLink]:
    return [ChainLink(row[0], row[1], row[2], row[3] or "", row[4], row[5], row[6] or "", row[7] or "", row[8] or "",
                      tuple(row[9] or ()))
            for row in store.query(text, parameters, columns=_LINK_COLUMNS).rows]


_EVENT_COLUMNS = ("id", "name", "labels", "day", "effective", "actors", "targets", "checked", "citation",
                  "citation_url")
_LINK_COLUMNS = ("relation", "later", "earlier", "kind", "lag", "probability", "words", "source", "source_url",
                 "features")

_EVENTS = """
UNWIND $ids AS one
MATCH (e:Thing {id: one}) WHERE e:Event
RETURN e.id AS id, e.name AS name, labels(e) AS labels, coalesce(e.announced, e.date) AS day,
       e.effective AS effective, e.actor_countries AS actors, e.target_countries AS targets, e.checked AS checked,
       e.citation AS citation, e.citation_url AS citation_url
ORDER BY id
"""

_LINK = """
RETURN DISTINCT type(r) AS relation, later.id AS later, earlier.id AS earlier, r.kind AS kind,
       coalesce(r.lag_days, duration.inDays(coalesce(earlier.announced, earlier.date),
                                            coalesce(later.announced, later.date)).days) AS lag,
       r.probability AS probability, coalesce(r.quote, r.basis_text) AS words, r.source_name AS source,
       r.source_url AS source_url, r.features AS features
ORDER BY later, earlier, relation, kind
"""

_DOWN = """
MATCH (root:Thing {id: $id})
MATCH (earlier:Event)-[:RESPONDS_TO*0..DEPTH]->(root)
WITH DISTINCT earlier
MATCH (later:Event)-[r:RESPONDS_TO]->(earlier)
WHERE r.kind IN $kinds
""" + _LINK

_UP = """
MATCH (root:Thing {id: $id})
MATCH (root)-[:RESPONDS_TO*0..DEPTH]->(later:Event)
WITH DISTINCT later
MATCH (later)-[r:RESPONDS_TO]->(earlier:Event)
WHERE r.kind IN $kinds
""" + _LINK

_BESIDE = """
UNWIND $ids AS one
MATCH (n:Thing {id: one})-[r:CHANGES|CARRIES_OUT]-(:Event)
WITH DISTINCT r, startNode(r) AS later, endNode(r) AS earlier
WHERE earlier.id IN $ids OR later.id = $root OR type(r) = 'CARRIES_OUT'
RETURN DISTINCT type(r) AS relation, later.id AS later, earlier.id AS earlier, later.action AS kind,
       duration.inDays(coalesce(earlier.announced, earlier.date), coalesce(later.announced, later.date)).days AS lag,
       null AS probability, CASE WHEN r.basis = 'bundled' THEN r.basis_text ELSE r.quote END AS words,
       r.source_name AS source, r.source_url AS source_url, null AS features
ORDER BY later, earlier, relation, kind
"""

_REJECTED = """
UNWIND $ids AS one
MATCH (n:Thing {id: one})-[r:NOT_RESPONSE_TO]-(:Event)
WITH DISTINCT r, startNode(r) AS later, endNode(r) AS earlier
RETURN DISTINCT type(r) AS relation, later.id AS later, earlier.id AS earlier, null AS kind,
       duration.inDays(coalesce(earlier.announced, earlier.date), coalesce(later.announced, later.date)).days AS lag,
       r.probability AS probability, coalesce(r.reason, r.quote) AS words, r.source_name AS source,
       r.source_url AS source_url, null AS features
ORDER BY later, earlier, relation
"""
