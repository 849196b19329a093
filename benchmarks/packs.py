"""How fast each query of the packs answers on a large graph: the known answers of the tests among made-up neighbours.

`python -m benchmarks.packs [--nodes 1000000] [--rounds 20] [--only PACK/NAME]` fills a Neo4j of its own by the bulk
importer, with the generated constraints and indexes, and says for each query how long 95 of 100 answers take at most,
and whether a key leads to its node without a scan. Times of the embedded engine stand beside, for information.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import queries
from kg.exports import Export, find, write
from kg.exports.neo4j_tables import schema_statements
from kg.graph import from_rows
from kg.stores.embedded import EmbeddedStore
from kg.stores.neo4j import Neo4jStore
from tests.neo4j_server import Neo4jServer
from tests.neo4j_server.artifacts import CACHE, fetch_jars, find_java
from tests.query_graph import query_graph

if TYPE_CHECKING:
    from kg.graph import PropertyGraph, Row
    from kg.queries import Query
    from kg.stores import CypherStore

LIMIT_MS = 200.0
_CASES = Path(__file__).parent.parent / "tests" / "queries"
_SCANS = ("AllNodesScan", "NodeByLabelScan", "UnionNodeByLabelsScan", "RelationshipTypeScan", "AllRelationshipsScan",
          "DirectedRelationshipTypeScan", "UndirectedRelationshipTypeScan", "DirectedUnionRelationshipTypesScan",
          "UndirectedAllRelationshipsScan")
_OPENED = ("java.nio", "java.io", "java.lang", "java.util.concurrent", "sun.nio.ch")
_OTHER_KEYS = 20  # nodes of the same class beside that of the test's case

# class and its part of a million nodes; the rest are companies
_PARTS = {"Person": 100_000, "Address": 150_000, "Product": 80_000, "Vessel": 20_000, "Document": 20_000,
          "Statement": 10_000, "Blacklisting": 4_000, "TariffAction": 2_000, "TradeRestriction": 2_000,
          "MeasureChange": 1_000, "Threat": 500, "TradeTalk": 300, "Agreement": 100, "LegalInstrument": 300,
          "Region": 300, "RestrictedList": 200, "Agency": 200, "Government": 50}
# relation, classes of its ends, how many a million nodes
_EDGES = (("LISTED_ON", "Company", "RestrictedList", 200_000), ("LISTED_ON", "Person", "RestrictedList", 50_000),
          ("HAS_ADDRESS", "Company", "Address", 250_000), ("OWNED_BY", "Company", "Company", 50_000),
          ("TARGETS", "Blacklisting", "Company", 40_000), ("TARGETS", "TariffAction", "Product", 60_000),
          ("EVIDENCED_BY", "Company", "Document", 700_000), ("EVIDENCED_BY", "Statement", "Document", 10_000),
          ("ISSUED", "Agency", "Blacklisting", 5_000), ("ISSUED", "Government", "TariffAction", 2_500),
          ("MADE", "Person", "Statement", 10_000), ("ABOUT", "Statement", "Blacklisting", 8_000),
          ("ADDRESSES", "Statement", "Government", 8_000), ("CHANGES", "MeasureChange", "TariffAction", 1_000),
          ("CARRIES_OUT", "TariffAction", "Threat", 300), ("PARTICIPATED_IN", "Government", "TradeTalk", 600),
          ("LED_TO", "TradeTalk", "Agreement", 100), ("HELD_IN", "TradeTalk", "Region", 300),
          ("BASED_ON", "TariffAction", "LegalInstrument", 2_000), ("PART_OF", "Agency", "Government", 200),
          ("MAINTAINS", "Agency", "RestrictedList", 200), ("HOLDS_OFFICE", "Person", "Agency", 2_000),
          ("HAS_STATE", "TariffAction", "TariffAction", 4_000), ("RESPONDS_TO", "TariffAction", "TariffAction", 1_000),
          ("CANDIDATE_OF", "Company", "Company", 5_000))
_EVENTS = frozenset(("Statement", "Blacklisting", "TariffAction", "TradeRestriction", "MeasureChange", "Threat",
                     "TradeTalk", "Agreement"))


@dataclass(frozen=True, slots=True)
class Speed:
    """One query: milliseconds that 95 of 100 answers take at most, on both engines, and the scans of its plan."""

    name: str
    has_key: bool
    neo4j_ms: float
    embedded_ms: float
    scans: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether it is fast enough, and goes straight to a node that is given."""
        return self.neo4j_ms <= LIMIT_MS and not (self.has_key and self.scans)

    def line(self) -> str:
        """The figures in one line."""
        verdict = "holds" if self.holds else "MISSED"
        return (f"{self.name:34} {'key' if self.has_key else '':4}{self.neo4j_ms:9.1f} ms {self.embedded_ms:9.1f} ms  "
                f"{verdict:7}{' '.join(self.scans)}").rstrip()


def large(nodes: int, seed: int = 1) -> PropertyGraph:
    """The graph of known answers and made-up neighbours, `nodes` in all; the same seed gives the same graph."""
    dice = random.Random(seed)
    known = query_graph()
    count = {name: max(2, part * nodes // 1_000_000) for name, part in _PARTS.items()}
    count["Company"] = max(2, nodes - known.node_count - sum(count.values()))
    made = ((name, _node(name, i, dice)) for name in count for i in range(count[name]))
    edges = (_edge(i, entry, count, dice) for entry in _EDGES
             for i in range(max(1, entry[3] * nodes // 1_000_000)))
    return from_rows(itertools.chain(known.node_rows(), made),
                     itertools.chain(_plain(known.edge_rows()), edges))


def _plain(edges: Iterator[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    """Edges without the classes of their ends, which `from_rows` fills in."""
    for name, row in edges:
        yield name, {key: value for key, value in row.items() if key not in ("source_class", "target_class")}


def _day(dice: random.Random) -> datetime.date:
    return datetime.date(2010, 1, 1) + datetime.timedelta(days=dice.randrange(5_500))


def _node(class_name: str, number: int, dice: random.Random) -> Row:
    row: Row = {"id": f"{class_name}:{number:07}", "name": f"{class_name} {number} {dice.randrange(10**6)}"}
    if class_name in _EVENTS:
        actor, target = dice.sample(["US", "CN", "EU", "JP", "KR"], 2)
        day = _day(dice)
        row.update(date=day, announced=day, actor_countries=[actor], target_countries=[target], checked="opened",
                   citation=f"notice {number}")
    if class_name in ("Company", "Person"):
        row.update(countries=[dice.choice(["CN", "US", "RU", "DE"])], aliases=[f"alias {number}"],
                   names=[f"alias {number}", str(row["name"])])
    if class_name in ("RestrictedList", "Agency", "Government"):
        row.update(country=f"X{number % 9}")
    return row


def _edge(number: int, entry: tuple[str, str, str, int], count: Mapping[str, int],
          dice: random.Random) -> tuple[str, Row]:
    relation, source, target, _ = entry
    row: Row = {"id": f"{relation}:{source}:{number:07}", "source": f"{source}:{dice.randrange(count[source]):07}",
                "target": f"{target}:{dice.randrange(count[target]):07}"}
    if relation != "EVIDENCED_BY":
        row.update(basis="official_record", confidence=100, sources=1, quote=f"row {number} of the list",
                   source_url="https://example.org/list.csv", valid_from=_day(dice), claims=[f"claim{number:07}"])
    if relation in ("LISTED_ON", "HAS_STATE"):
        row["state"] = dice.choice(["in_force", "in_force", "in_force", "removed", "suspended"])
    if relation == "RESPONDS_TO":
        row["kind"] = "stated"
    return relation, row


def keys_of(query: Query, case: Mapping[str, str], class_of: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Parameters to ask with: the test's own, then those with other nodes of the same class."""
    yield queries.bind(query, case)
    nodes = [parameter.name for parameter in query.parameters
             if parameter.kind in ("node", "name") and case.get(parameter.name, "") in class_of]
    for number in range(_OTHER_KEYS if nodes else 0):
        other = {name: f"{class_of[case[name]]}:{number:07}" for name in nodes}
        yield queries.bind(query, {**case, **{name: one for name, one in other.items() if one in class_of}})


def cases() -> dict[str, dict[str, str]]:
    """What the first case of each query's test gives."""
    return {query.name: json.loads((_CASES / f"{query.name}.json").read_text(encoding="utf-8"))[0]["given"]
            for query in queries.load_all()}


def p95_ms(ask: Callable[[Mapping[str, Any]], object], asked: Sequence[Mapping[str, Any]], rounds: int) -> float:
    """Milliseconds that 95 of 100 calls take at most, after one round that doesn't count."""
    for parameters in asked:
        ask(parameters)
    took: list[float] = []
    while len(took) < rounds:
        for parameters in asked:
            begin = time.perf_counter()
            ask(parameters)
            took.append(time.perf_counter() - begin)
    took.sort()
    return took[math.ceil(0.95 * len(took)) - 1] * 1000


def _ask(store: CypherStore, query: Query) -> Callable[[Mapping[str, Any]], object]:
    return lambda parameters: store.query(query.text, parameters, columns=query.columns)


def scans_of(login: tuple[str, str, str], query: Query, parameters: Mapping[str, Any]) -> tuple[str, ...]:
    """The operators of the profiled plan that go through all nodes of a label, or all edges of a relation."""
    import neo4j

    with (neo4j.GraphDatabase.driver(login[0], auth=login[1:], notifications_min_severity="OFF") as driver,
          driver.session(default_access_mode=neo4j.READ_ACCESS) as session):
        text: Any = f"PROFILE {query.statement}"
        result = session.run(text, dict(parameters))
        list(result)  # there is no profile before the last row
        plan: Any = result.consume().profile
    found, waiting = set(), [plan]
    while waiting:
        one = waiting.pop()
        operator = one["operatorType"].partition("@")[0].removeprefix("Partitioned")
        if operator in _SCANS:
            found.add(operator)
        waiting += one.get("children", ())
    return tuple(sorted(found))


def bulk_loaded(graph: PropertyGraph, server: Neo4jServer, folder: Path) -> None:
    """Fill a server that has never run by the importer, start it, and wait for its indexes.

    Raises RuntimeError with the importer's words when it fails.
    """
    import neo4j

    write(Export(graph), find("neo4j-csv"), folder / "csv")
    server.start()  # which makes its folders, password and configuration
    server.stop()
    java, jars = find_java(server.lane), fetch_jars(server.lane, CACHE)
    admin = folder / "neo4j-admin"
    opened = " ".join(f"--add-opens=java.base/{one}=ALL-UNNAMED" for one in _OPENED)
    admin.write_text(f'#!/bin/sh\nexec "{java}" -Xmx1g {opened} -cp "{jars}/*" '
                     'org.neo4j.server.startup.Neo4jAdminCommand "$@"\n', encoding="utf-8")
    admin.chmod(0o755)
    with (server.home / "conf" / "neo4j.conf").open("a", encoding="utf-8") as conf:
        conf.writelines(f"server.jvm.additional=--add-opens=java.base/{one}=ALL-UNNAMED\n" for one in _OPENED)
    environment = {**os.environ, "NEO4J_HOME": str(server.home), "NEO4J_CONF": str(server.home / "conf"),
                   "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["sh", str(folder / "csv" / "import.sh"), "neo4j", "--overwrite-destination",
                           f"--report-file={folder / 'report.txt'}"], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, env=environment, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    server.start()
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        for statement in schema_statements():
            text: Any = statement
            driver.execute_query(text)
        driver.execute_query("CALL db.awaitIndexes(3600)")


def measured(graph: PropertyGraph, server: Neo4jServer, folder: Path, rounds: int,
             names: Sequence[str] = ()) -> Iterator[Speed]:
    """Each query on the graph in a new Neo4j and in the embedded engine, which are filled first."""
    class_of = {str(row["id"]): name for name, row in graph.node_rows()}
    begin = time.perf_counter()
    bulk_loaded(graph, server, folder)
    print(f"Neo4j: filled in {time.perf_counter() - begin:.0f} s", flush=True)
    embedded = EmbeddedStore(folder / "packs.kgl")
    embedded.load(graph)
    login = (server.uri, server.user, server.password)
    store = Neo4jStore(*login, "benchmark")
    given = cases()
    for query in queries.load_all():
        if names and query.name not in names:
            continue
        asked = list(keys_of(query, given[query.name], class_of))
        yield Speed(query.name, any(p.kind in ("node", "name") for p in query.parameters),
                    p95_ms(_ask(store, query), asked, rounds),
                    p95_ms(_ask(embedded, query), asked[:1], min(rounds, 5)),
                    scans_of(login, query, asked[0]))
    store.close()


def main() -> int:
    """Measure all packs on a server of its own; 1 when a query misses its limit."""
    parser = argparse.ArgumentParser(description="Speed of the query packs on a large graph.")
    parser.add_argument("--nodes", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=20, help="answers that count, for each query")
    parser.add_argument("--only", action="append", default=[], metavar="PACK/NAME")
    chosen = parser.parse_args()
    graph = large(chosen.nodes)
    print(f"{graph.node_count:,} nodes, {graph.edge_count:,} edges; limit {LIMIT_MS:g} ms on Neo4j; embedded beside")
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        server = Neo4jServer("lts", Path(folder) / "neo4j")
        try:
            for speed in measured(graph, server, Path(folder), chosen.rounds, chosen.only):
                print(speed.line(), flush=True)
                missed += not speed.holds
        finally:
            server.kill()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
