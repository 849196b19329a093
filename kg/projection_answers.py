"""Answers in the projection: events for the retaliation model, its links and rejected pairs as edges, episodes.

What sources tell stays as it is: a pair with a told link gets no inferred one beside it, nor does an event whose
cause was told get another cause by inference.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb

from kg import schema
from kg.graph import edge_types, node_types
from kg.layers.retaliation.episodes import Episode, Link, episodes
from kg.layers.retaliation.event import TradeEvent
from kg.projection_nodes import typed

if TYPE_CHECKING:
    import pyarrow as pa

    from kg.layers.retaliation.weighing import Weighed

_ONE = ("announced", "effective", "kind", "action", "rate_pct", "amount", "amount_currency", "amount_kind", "checked")
_MANY = ("actor_countries", "target_countries", "instruments")
_ACTED = ("ISSUED", "MADE", "PARTICIPATED_IN")
_AIMED = ("TARGETS", "ADDRESSES", "APPLIES_TO", "EXEMPTS")


def trade_events(connection: duckdb.DuckDBPyConnection) -> list[TradeEvent]:
    """Every event of the joined claims that has a day, by day; needs `property`, `statement` and `class_of`."""
    model = schema.load()
    classes = {name for name in model.classes if model.is_a(name, "Event")}
    facts: dict[str, dict[str, Any]] = {}
    for node, name in connection.execute("SELECT node, class FROM class_of ORDER BY node").fetchall():
        if name in classes:
            facts[node] = {"class": name, "known": "",
                           **{key: set() for key in (*_MANY, "claims", "things", "homes")}}
    _read_properties(connection, facts)
    _read_relations(connection, facts)
    _read_names(connection, facts)
    events = [_event(node, found) for node, found in facts.items() if "announced" in found or "effective" in found]
    return sorted(events, key=lambda event: (event.day, event.id))


def _read_properties(connection: duckdb.DuckDBPyConnection, facts: dict[str, dict[str, Any]]) -> None:
    """The best claim of each single value comes last, so it stays."""
    for node, name, text, claim, known in connection.execute("""
            SELECT subject, predicate, object, id, known_from FROM property
            WHERE predicate IN (SELECT unnest($names))
            ORDER BY basis_rank DESC, confidence, known_from DESC, object DESC, id DESC""",
            {"names": [*_ONE, *_MANY]}).fetchall():
        found = facts.get(node)
        if found is None:
            continue
        if name in _MANY:
            found[name].add(text)
        else:
            found[name] = text
        found["claims"].add(claim)
        if name in ("announced", "effective"):
            found["known"] = max(found["known"], known)


def _read_relations(connection: duckdb.DuckDBPyConnection, facts: dict[str, dict[str, Any]]) -> None:
    """Countries of those who acted and at whom it was aimed, and the parties and goods that it hit."""
    countries: dict[str, set[str]] = defaultdict(set)
    for node, code in connection.execute("""
            SELECT subject, object FROM property WHERE predicate IN ('country', 'countries')""").fetchall():
        countries[node].add(code.upper())
    for actor, event, claim in _relation(connection, _ACTED):
        if event in facts:
            facts[event]["actor_countries"] |= countries.get(actor, set())
            facts[event]["claims"].add(claim)
    kinds = dict(connection.execute("SELECT node, class FROM class_of").fetchall())
    for event, target, claim in _relation(connection, _AIMED):
        if event in facts:
            found = facts[event]
            found["claims"].add(claim)
            place = kinds[target] in ("Government", "Region")
            found["target_countries" if place else "homes"] |= countries.get(target, set())
            if not place:
                found["things"].add(target)
    for found in facts.values():
        # where a party comes from counts only if nobody says which country was aimed at
        found["target_countries"] = found["target_countries"] or found["homes"]


def _read_names(connection: duckdb.DuckDBPyConnection, facts: dict[str, dict[str, Any]]) -> None:
    """What events, and the parties and goods that they hit, are called; the best claim of a name comes last."""
    asked = sorted({*facts, *(thing for found in facts.values() for thing in found["things"])})
    names = dict(connection.execute("""
        SELECT subject, object FROM property WHERE predicate = 'name' AND subject IN (SELECT unnest($asked))
        ORDER BY basis_rank DESC, confidence, known_from DESC, object DESC, id DESC""", {"asked": asked}).fetchall())
    for node, found in facts.items():
        aims = sorted({names[thing] for thing in found["things"] if thing in names})
        found["says"] = tuple(dict.fromkeys([*([names[node]] if node in names else []), *aims]))


def _relation(connection: duckdb.DuckDBPyConnection, names: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    yield from connection.execute("""
        SELECT subject, object, id FROM statement
        WHERE predicate IN (SELECT unnest($names)) AND modality <> 'denied' ORDER BY id""",
        {"names": list(names)}).fetchall()


def _event(node: str, found: dict[str, Any]) -> TradeEvent:
    announced, effective = (_day(found.get(name, "")) for name in ("announced", "effective"))
    return TradeEvent(
        id=node, class_name=found["class"], day=announced or effective, effective=effective,
        actors=frozenset(found["actor_countries"]), targets=frozenset(found["target_countries"]),
        instruments=tuple(sorted(found["instruments"])), kind=found.get("kind", ""), action=found.get("action", ""),
        rate=float(found.get("rate_pct", -1)), amount=float(found.get("amount", 0)),
        currency=found.get("amount_currency", ""), amount_kind=found.get("amount_kind", ""),
        things=frozenset(found["things"]), says=found["says"], checked=found.get("checked") != "unchecked",
        premises=tuple(sorted(found["claims"])), known_from=found["known"])


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal() if text else 0


def add_answers(connection: duckdb.DuckDBPyConnection, nodes: dict[str, pa.Table],
                edges: dict[str, pa.Table]) -> None:
    """Add inferred RESPONDS_TO edges, weighed NOT_RESPONSE_TO edges, and episodes to the tables of a projection."""
    events = trade_events(connection)
    told, denied = edges.get("RESPONDS_TO"), edges.get("NOT_RESPONSE_TO")
    links = _links(told)
    weighed = _weighed(connection, events, links, _ends(denied)) if len(events) > 1 else []
    for name, found in (("RESPONDS_TO", [w for w in weighed if not w.reason]),
                        ("NOT_RESPONSE_TO", [w for w in weighed if w.reason])):
        if found:
            rows = [_edge(name, one) for one in found]
            edges[name] = _beside(edges.get(name), _with_classes(connection, name, rows), edge_types(name))
    runs = episodes({event.id: event for event in events}, links)
    if runs:
        made = _table([_node(run) for run in runs], node_types("Episode"))
        nodes["Episode"] = _beside(nodes.get("Episode"), made, node_types("Episode"))
        connection.executemany("INSERT INTO class_of VALUES (?, 'Episode')", [(run.id,) for run in runs])
        belongs = [row for run in runs for row in _members(run)]
        edges["IN_EPISODE"] = _beside(edges.get("IN_EPISODE"), _with_classes(connection, "IN_EPISODE", belongs),
                                      edge_types("IN_EPISODE"))


def _weighed(connection: duckdb.DuckDBPyConnection, events: list[TradeEvent], links: list[Link],
             denied: set[tuple[str, str]]) -> list[Weighed]:
    """What the model says of pairs, where no source has said it, with the silence of telling sources heard."""
    from kg.layers.retaliation import telling
    from kg.layers.retaliation.weighing import weigh

    told = {link.answer for link in links}
    weighed = weigh(events, told=told, denied=denied | telling.backwards(links))
    documents = telling.telling_documents(connection.execute(
        "SELECT document, id FROM statement WHERE predicate = 'RESPONDS_TO'").fetchall())
    homes: dict[str, set[str]] = defaultdict(set)
    for event, document in connection.execute(
            "SELECT DISTINCT subject, document FROM property WHERE predicate = 'checked' AND document IN "
            "(SELECT unnest($documents))", {"documents": sorted(documents)}).fetchall():
        homes[event].add(document)
    return telling.heard(weighed, telling.silent_events(homes, documents, told))


def _links(told: pa.Table | None) -> list[Link]:
    if told is None:
        return []
    return [Link(row["source"], row["target"], row.get("kind") or "", row.get("lag_days"),
                 tuple(row.get("claims") or ())) for row in told.to_pylist()]


def _ends(table: pa.Table | None) -> set[tuple[str, str]]:
    if table is None:
        return set()
    return set(zip(table.column("source").to_pylist(), table.column("target").to_pylist(), strict=True))


def _edge(name: str, found: Weighed) -> dict[str, Any]:
    answer, cause = found.answer, found.cause
    known = max(answer.known_from, cause.known_from)
    row = {"id": _id(name, answer.id, cause.id, found.rule), "source": answer.id, "target": cause.id,
           "lag_days": answer.day - cause.day, "probability": found.probability, "chance": found.chance,
           "rule": found.rule, "features": list(found.features),
           "claims": sorted({*answer.premises, *cause.premises}), "known_from": _date(known)}
    return {**row, "reason": found.reason} if found.reason else {**row, "kind": "inferred"}


def _node(run: Episode) -> dict[str, Any]:
    first = date.fromordinal(run.began).isoformat()
    return {"id": run.id, "name": f"{' and '.join(run.busiest)} from {first}", "began": date.fromordinal(run.began),
            "ended": date.fromordinal(run.ended), "countries": list(run.countries), "acts": len(run.events),
            "answers": len(run.links), "acts_by_country": list(run.acts_by_country), "amounts": list(run.amounts),
            "median_lag_days": run.median_lag, "symmetry": run.symmetry}


def _members(run: Episode) -> Iterator[dict[str, Any]]:
    for event in run.events:
        claims = {claim for link in run.links if event.id in (link.answer, link.cause) for claim in link.claims}
        yield {"id": _id("IN_EPISODE", event.id, run.id), "source": event.id, "target": run.id,
               "claims": sorted(claims)}


def _id(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _table(rows: list[dict[str, Any]], types: dict[str, pa.DataType]) -> pa.Table:
    """Rows as a table in the schema's types, by id."""
    import pyarrow as pa

    rows = sorted(rows, key=lambda row: str(row["id"]))
    names = [name for name in types if any(name in row for row in rows)]
    return typed(pa.table([pa.array([row.get(name) for row in rows], types[name]) for name in names], names=names),
                 types)


def _with_classes(connection: duckdb.DuckDBPyConnection, name: str, rows: list[dict[str, Any]]) -> pa.Table:
    classes = dict(connection.execute("SELECT node, class FROM class_of").fetchall())
    return _table([{**row, "source_class": classes[row["source"]], "target_class": classes[row["target"]]}
                   for row in rows], edge_types(name))


def _beside(told: pa.Table | None, made: pa.Table, types: dict[str, pa.DataType]) -> pa.Table:
    """What sources tell and what was made of it, in one table."""
    import pyarrow as pa

    if told is None:
        return made
    return typed(pa.concat_tables([told, made], promote_options="default").sort_by("id"), types)
