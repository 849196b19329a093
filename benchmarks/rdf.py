"""How fast graphs and claims become RDF, beside `followthemoney export-rdf` on the same entities.

`python -m benchmarks.rdf` prints the figures; CPU seconds, the best of several runs. Triples are counted afterwards by
rdflib, which reads the very bytes that were written.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import rdflib

import ingest
from benchmarks.__main__ import Figure
from benchmarks.exports import _entities, ownership
from kg.exports import Export, find
from kg.graph import PropertyGraph
from kg.ledger import Ledger
from kg.projection import project
from kg.stores.rdf import quietly


@dataclass(frozen=True, slots=True)
class Rate:
    """So many statements in so many CPU seconds."""

    statements: int
    seconds: float

    @property
    def a_second(self) -> float:
        return self.statements / self.seconds


def best(work: Callable[[], str | bytes], format_: str, times: int = 3) -> Rate:
    """The fastest of some runs of a writer, and the statements in what it wrote."""
    seconds = []
    for _ in range(times):
        began = time.process_time()
        content = work()
        seconds.append(time.process_time() - began)
    with quietly():
        return Rate(len(rdflib.Dataset().parse(data=content, format=format_)), min(seconds))


def exported(name: str, export: Export) -> bytes:
    """A format's bytes, written as `kg export` does."""
    out = io.BytesIO()
    to_file = find(name).to_file
    assert to_file
    to_file(export, out)
    return out.getvalue()


def followthemoney_rdf(graph: PropertyGraph) -> Callable[[], str]:
    """The same graph through `followthemoney export-rdf`: entities from JSON, then the exporter."""
    from followthemoney import model
    from followthemoney.export.rdf import RDFExporter

    told = [model.get_proxy(one).to_dict() for one in _entities(graph)]

    def work() -> str:
        out = io.StringIO()
        exporter = RDFExporter(out)
        for one in told:
            exporter.write(model.get_proxy(one))
        exporter.finalize()
        return out.getvalue()

    return work


def claims(folder: Path) -> Export:
    """The ledger of what ships with the program."""
    ledger = Ledger.create(folder / "bench.kg")
    ingest.run_bundled(ledger)
    return Export(project(ledger).graph, ledger)


def figures(nodes: int = 10_000) -> Iterator[Figure]:
    """Triples a CPU second: the graph beside followthemoney, then claims as TriG and JSON-LD."""
    graph = ownership(nodes)
    ours = best(lambda: exported("ttl", Export(graph)), "turtle")
    theirs = best(followthemoney_rdf(graph), "nt11")
    yield Figure(f"Turtle, {graph.node_count + graph.edge_count:,} entities", ours.a_second, "triples/s")
    yield Figure("followthemoney export-rdf, the same entities", theirs.a_second, "triples/s")
    yield Figure("Turtle : followthemoney export-rdf, triples a CPU s", ours.a_second / theirs.a_second, "times",
                 least=3)
    yield Figure("Turtle : followthemoney export-rdf, the whole graph", theirs.seconds / ours.seconds, "times")
    with tempfile.TemporaryDirectory() as folder:
        export = claims(Path(folder))
        for name, format_ in (("trig", "trig"), ("jsonld", "json-ld")):
            rate = best(lambda name=name: exported(name, export), format_)  # type: ignore[misc]
            yield Figure(f"{name}, {rate.statements:,} statements of bundled claims", rate.a_second, "triples/s")


def main() -> int:
    """Print the figures; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description="RDF exports beside followthemoney's.")
    parser.add_argument("--nodes", type=int, default=10_000)
    missed = 0
    for figure in figures(parser.parse_args().nodes):
        print(figure.line(), flush=True)
        missed += not figure.holds
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
