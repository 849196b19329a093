"""Print every figure that the project promises, each with its limit and whether it holds.

    python -m benchmarks [--only PART] [--rows 25000]

Exit code 1 when a limit is missed. Figures of a shared machine vary: trust the ratios.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

PARTS = ("csl", "stores", "neo4j", "command-line", "projection", "exports", "documents", "chains", "gdelt",
         "retaliation", "explorer", "rdf")


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure with its limit: `least` or `most`, or neither when it only informs."""

    what: str
    value: float
    unit: str
    least: float | None = None
    most: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the limit is kept."""
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    def line(self) -> str:
        """The figure in one line."""
        limit = f"at least {self.least:g}" if self.least is not None else \
            f"at most {self.most:g}" if self.most is not None else ""
        verdict = ("holds" if self.holds else "MISSED") if limit else ""
        return f"{self.what:58} {self.value:12,.2f} {self.unit:10} {limit:16} {verdict}".rstrip()


def csl(rows: int) -> Iterator[Figure]:
    """The Consolidated Screening List's shape, beside followthemoney."""
    from benchmarks import followthemoney_csl

    rates = followthemoney_csl.measured(rows)
    for name, rate in rates.items():
        yield Figure(f"{rows:,} rows: {name}", rate.a_second, "a CPU s")
    yield Figure(f"{rows:,} rows in the ledger", rates["claims in the ledger"].seconds, "CPU s", most=10)
    yield Figure("claims parsed : followthemoney mapped",
                 rates["claims parsed"].a_second / rates["followthemoney mapped"].a_second, "times", least=2)
    yield Figure("claims in the ledger : followthemoney mapped",
                 rates["claims in the ledger"].a_second / rates["followthemoney mapped"].a_second, "times", least=2)
    yield Figure("claims in the ledger : followthemoney written",
                 rates["claims in the ledger"].a_second / rates["followthemoney written"].a_second, "times")


def stores(_: int) -> Iterator[Figure]:
    """The embedded store from a graph of 200,000 nodes and 500,000 edges."""
    from benchmarks import stores as made

    graph = made.generated()
    with tempfile.TemporaryDirectory() as folder:
        found = made.embedded(graph, Path(folder))
    yield Figure("embedded store built, 200k nodes, 500k edges", found["embedded_build_s"], "s", most=8)
    yield Figure("embedded store opened, first answer", found["embedded_open_s"], "s", most=1.5)


def neo4j(_: int) -> Iterator[Figure]:
    """The Neo4j loader beside statements written by hand, on a server of its own."""
    from benchmarks import stores as made
    from tests.neo4j_server import Neo4jServer

    graph = made.generated()
    with tempfile.TemporaryDirectory() as folder:
        server = Neo4jServer("lts", Path(folder))
        server.start()
        try:
            found = made.neo4j(graph, (server.uri, server.user, server.password))
        finally:
            server.kill()
    for name in ("load", "load_again", "create", "merge_one_by_one"):
        yield Figure(f"Neo4j, {name.replace('_', ' ')}", found[f"neo4j_{name}_rows_per_s"], "rows/s")
    yield Figure("Neo4j load : UNWIND … CREATE by hand", found["neo4j_load_to_create"], "times", least=0.8)
    yield Figure("Neo4j load : one MERGE a row", found["neo4j_load_to_merge_one_by_one"], "times", least=20)


def command_line(_: int) -> Iterator[Figure]:
    """Cold starts of the command line."""
    from benchmarks import command_line as made

    found = made.measured()
    yield Figure("an empty Python program", found["python_s"], "s")
    yield Figure("kg --help", found["help_s"], "s", most=0.4)
    yield Figure("kg query on the demo ledger", found["query_s"], "s", most=1)


def projection(_: int) -> Iterator[Figure]:
    """Two million claims projected, in a process of its own."""
    from benchmarks import projection as made

    with tempfile.TemporaryDirectory() as folder:
        found = made.measured_apart(made.fill(Path(folder), 158_000))
    yield Figure(f"{found.claims:,} claims, {found.nodes:,} nodes projected", found.seconds, "s")
    yield Figure(f"{found.claims:,} claims projected: peak memory", found.peak / 2**30, "GiB", most=4)


def exports(_: int) -> Iterator[Figure]:
    """Graphs as files, beside followthemoney."""
    from benchmarks import exports as made
    from benchmarks.stores import generated

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph"
        small = made.ownership(10_000)
        ratio = made.written(small, "gexf", path).a_second / made.followthemoney_gexf(small).a_second
        graph = generated(100_000, 300_000)
        for name in ("gexf", "graphml"):
            yield Figure(f"{name}, 100k nodes, 300k edges", made.written(graph, name, path).seconds, "CPU s", most=15)
    yield Figure("gexf and graphml: peak memory, graph included", made.peak_gib(), "GiB", most=1)
    yield Figure("gexf entities : followthemoney export-gexf", ratio, "times", least=5)


def documents(_: int) -> Iterator[Figure]:
    """Running text from file to ledger."""
    from benchmarks import documents as made

    yield from made.figures(800)


def chains(_: int) -> Iterator[Figure]:
    """Chains traced on 100,000 events, on both engines."""
    from benchmarks import chains as made
    from kg.stores.neo4j import Neo4jStore
    from tests.neo4j_server import Neo4jServer

    graph = made.generated()
    with tempfile.TemporaryDirectory() as folder:
        found = made.embedded(graph, Path(folder))
    yield Figure("one chain of 100k events, embedded: median", found[len(found) // 2] * 1000, "ms", most=100)
    yield Figure("one chain of 100k events, embedded: slowest of 100", found[-1] * 1000, "ms")
    with tempfile.TemporaryDirectory() as folder:
        server = Neo4jServer("lts", Path(folder) / "server")
        server.start()
        try:
            store = Neo4jStore(server.uri, server.user, server.password, "chains")
            store.load(graph)
            found = made.traced(store, Path(folder), graph.node_count)
        finally:
            server.kill()
    yield Figure("one chain of 100k events, Neo4j: median", found[len(found) // 2] * 1000, "ms", most=100)
    yield Figure("one chain of 100k events, Neo4j: slowest of 100", found[-1] * 1000, "ms")


def gdelt(_: int) -> Iterator[Figure]:
    """Rows of coded events through filter and mapping."""
    from benchmarks import gdelt as made

    yield from made.figures(100_000)


def retaliation(_: int) -> Iterator[Figure]:
    """Which of 100,000 acts answered which."""
    from benchmarks import retaliation as made

    yield from made.speed_figures()


def explorer(_: int) -> Iterator[Figure]:
    """The explorer's page in a real Chromium."""
    from benchmarks import explorer as made

    with tempfile.TemporaryDirectory() as folder:
        found = made.measured(Path(folder))
    yield Figure("explorer, 5k nodes: page", found.size / 1e6, "MB", most=1.5)
    for view, took in found.ready_ms.items():
        yield Figure(f"explorer, 5k nodes: {view} ready", took, "ms", most=2000)
    yield Figure("explorer, 5k nodes: a filter", found.filter_ms, "ms", most=100)


def rdf(_: int) -> Iterator[Figure]:
    """Triples, beside followthemoney."""
    from benchmarks import rdf as made

    yield from made.figures()


MEASURES: dict[str, Callable[[int], Iterator[Figure]]] = {
    "csl": csl, "stores": stores, "neo4j": neo4j, "command-line": command_line, "projection": projection,
    "exports": exports, "documents": documents, "chains": chains,
    "gdelt": gdelt, "retaliation": retaliation, "explorer": explorer, "rdf": rdf}


def main() -> int:
    """Measure the parts asked for; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description="Speed, as ratios against a peer or a limit in the same run.")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be given several times")
    parser.add_argument("--rows", type=int, default=25_000, help="rows of the generated list")
    chosen = parser.parse_args()
    missed = 0
    for part in chosen.only or PARTS:
        for figure in MEASURES[part](chosen.rows):
            print(figure.line(), flush=True)
            missed += not figure.holds
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
