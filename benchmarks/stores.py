"""How fast the stores take a graph: each figure beside the simplest thing that could be written by hand.

`python -m benchmarks` prints them; every function here takes a graph and, for Neo4j, the server's address.
"""

from __future__ import annotations

import datetime
import hashlib
import random
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import graph as property_graph
from kg import schema
from kg.stores.embedded import EmbeddedStore
from kg.stores.neo4j import Neo4jStore

if TYPE_CHECKING:
    from neo4j import Driver

    from kg.graph import PropertyGraph, Row

Login = tuple[str, str, str]  # uri, user, password

_NODES = (("Company", 70), ("Person", 10), ("Address", 12), ("Vessel", 3), ("Blacklisting", 5))
_WORDS = ("Northern", "Harbour", "Optics", "Precision", "Hangzhou", "Circuit", "Marine", "Steel", "Digital",
          "Urumqi", "Institute", "Semiconductor", "Trading", "Logistics", "Micro", "Shenzhen")


def generated(nodes: int = 200_000, edges: int = 500_000, seed: int = 1) -> PropertyGraph:
    """A graph of parties, addresses and listings in the shares and with the properties of a real one.

    The same seed gives the same graph.
    """
    dice = random.Random(seed)
    ids = {name: [f"{name.lower()}:{i:08x}" for i in range(nodes * share // 100)] for name, share in _NODES}
    return property_graph.from_rows(
        ((name, _node(name, one, dice)) for name in ids for one in ids[name]),
        (_edge(i, ids, dice) for i in range(edges)))


def _name(dice: random.Random) -> str:
    return f"{' '.join(dice.choices(_WORDS, k=3))} {dice.randrange(100_000)}"


def _day(dice: random.Random) -> datetime.date:
    return datetime.date(2018, 1, 1) + datetime.timedelta(days=dice.randrange(2500))


def _node(class_name: str, one: str, dice: random.Random) -> Row:
    row: Row = {"id": one, "name": _name(dice), "identifiers": [f"list:{one[-8:]}"]}
    if class_name in ("Company", "Person"):
        row.update(aliases=[_name(dice) for _ in range(dice.randrange(4))], countries=["CN"], programs=["EL"])
    if class_name == "Blacklisting":
        row.update(date=_day(dice), actor_countries=["US"], claimed_count=dice.randrange(1, 60))
    if class_name == "Address":
        row.update(full=f"No. {dice.randrange(900)}, {_name(dice)} Road", country="CN")
    return row


def _edge(number: int, ids: dict[str, list[str]], dice: random.Random) -> tuple[str, Row]:
    relation, source, target = dice.choice((
        ("TARGETS", "Blacklisting", "Company"), ("TARGETS", "Blacklisting", "Person"),
        ("TARGETS", "Blacklisting", "Vessel"), ("HAS_ADDRESS", "Company", "Address"),
        ("OWNED_BY", "Company", "Company")))
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    return relation, {
        "id": digest[:32], "source": dice.choice(ids[source]), "target": dice.choice(ids[target]),
        "valid_from": _day(dice), "basis": "official_record", "confidence": 100, "sources": 1,
        "quote": f"{_name(dice)}, {_name(dice)}", "source_url": "https://example.org/list.csv",
        "published": _day(dice), "claims": [digest[32:]]}


def embedded(graph: PropertyGraph, folder: Path) -> dict[str, float]:
    """Seconds to build and save the embedded store, and to open it again and answer a first query."""
    path = folder / "bench.kgl"
    store = EmbeddedStore(path)
    begin = time.perf_counter()
    store.load(graph)
    built = time.perf_counter()
    store.close()
    again = EmbeddedStore(path)
    opened = time.perf_counter()
    again.query("MATCH (n:Thing {id: $id}) RETURN n.name AS name", {"id": "company:00000001"})
    done = time.perf_counter()
    again.close()
    return {"embedded_build_s": built - begin, "embedded_open_s": done - opened}


def neo4j(graph: PropertyGraph, login: Login, *, batch_size: int = 5_000, sample: int = 1_000) -> dict[str, float]:
    """Rows a second over Bolt: our load, the plain `UNWIND … CREATE`, and one `MERGE` a row.

    The last is measured on `sample` edges and their nodes. The database is emptied before each. Raises
    ValueError when it holds data at the start.
    """
    from neo4j import GraphDatabase

    total = graph.node_count + graph.edge_count
    found: dict[str, float] = {}
    with GraphDatabase.driver(login[0], auth=login[1:], notifications_min_severity="OFF") as driver:
        if _run(driver, "MATCH (n) RETURN count(n)"):
            raise ValueError(f"{login[0]} isn't empty, and this benchmark would empty it")
        _only_constraint(driver)
        found["neo4j_create_rows_per_s"] = total / _timed(lambda: _create(driver, graph, batch_size))
        _only_constraint(driver)
        part = _part(graph, sample)
        seconds = _timed(lambda: _merge_one_by_one(driver, part))
        _only_constraint(driver)
        store = Neo4jStore(*login, "benchmark", batch_size=batch_size)
        found["neo4j_load_rows_per_s"] = total / _timed(lambda: store.load(graph))
        found["neo4j_load_again_rows_per_s"] = total / _timed(lambda: store.load(graph))
        store.close()
        _only_constraint(driver)
        seconds += _timed(lambda: _merge_one_by_one(driver, part))  # before and after, as machines have moods
        found["neo4j_merge_one_by_one_rows_per_s"] = 2 * (part.node_count + part.edge_count) / seconds
        _only_constraint(driver)
    for peer in ("create", "merge_one_by_one"):
        found[f"neo4j_load_to_{peer}"] = found["neo4j_load_rows_per_s"] / found[f"neo4j_{peer}_rows_per_s"]
    return found


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _run(driver: Driver, statement: str, **values: Any) -> int:
    """Run a statement in a managed transaction; the number that it returns, or 0."""
    from neo4j import Query

    records = driver.execute_query(Query(statement), values).records
    return int(records[0][0]) if records else 0


def _only_constraint(driver: Driver) -> None:
    """Empty the database and leave nothing but the constraint that merging by id needs."""
    for pattern in ("()-[x]->()", "(x)"):
        while _run(driver, f"MATCH {pattern} WITH x LIMIT 10000 DELETE x RETURN count(*)"):
            pass
    for record in driver.execute_query("SHOW INDEXES YIELD name, type, owningConstraint").records:
        if record["type"] != "LOOKUP" and not record["owningConstraint"]:
            driver.execute_query(f"DROP INDEX {record['name']}")
    driver.execute_query("CREATE CONSTRAINT tw_thing_id IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE")
    driver.execute_query("CALL db.awaitIndexes(60)")


def _writes(graph: PropertyGraph) -> Iterator[tuple[str, str, list[Any]]]:
    """For each class and relation: Cypher that creates a row, Cypher that merges one, and all rows."""
    for name, table in graph.nodes.items():
        labels = ":".join(schema.load().labels(name))
        yield (f"CREATE (n:{labels}) SET n = row", f"MERGE (n:Thing {{id: row.id}}) SET n = row, n:{labels}",
               list(property_graph.rows(table)))
    for name, table in graph.edges.items():
        ends = "MATCH (a:Thing {id: row.source}) MATCH (b:Thing {id: row.target})"
        dropped = {"source", "target", "source_class", "target_class"}
        yield (f"{ends} CREATE (a)-[r:{name}]->(b) SET r = row.found",
               f"{ends} MERGE (a)-[r:{name} {{id: row.found.id}}]->(b) SET r = row.found",
               [{"source": row["source"], "target": row["target"],
                 "found": {key: value for key, value in row.items() if key not in dropped}}
                for row in property_graph.rows(table)])


def _create(driver: Driver, graph: PropertyGraph, batch_size: int) -> None:
    for create, _, rows in _writes(graph):
        for start in range(0, len(rows), batch_size):
            _run(driver, f"UNWIND $rows AS row {create}", rows=rows[start:start + batch_size])


def _merge_one_by_one(driver: Driver, graph: PropertyGraph) -> None:
    for _, merge, rows in _writes(graph):
        for row in rows:
            _run(driver, f"WITH $row AS row {merge}", row=row)


def _part(graph: PropertyGraph, count: int) -> PropertyGraph:
    """The first `count` edges with their nodes."""
    edges = list(islice(graph.edge_rows(), count))
    ids = {row[end] for _, row in edges for end in ("source", "target")}
    return property_graph.from_rows((node for node in graph.node_rows() if node[1]["id"] in ids), edges)
