"""One ledger, one graph: whatever the order, the batches, the segments, the threads or the hash seed."""

from __future__ import annotations

import functools
import os
import random
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.bundled import documents
from kg.ledger import Ledger
from kg.ledger.compaction import compact
from kg.projection import project
from tests.ledgers import (
    AnyPaper,
    SourcePaper,
    chronology,
    csl,
    edges_of,
    fill,
    ledger_of,
    nodes_of,
    paper,
    registry,
    said,
    thing,
)

CHECKOUT = Path(os.path.abspath(__file__)).parent.parent


def firm(number: int, country: str = "CN") -> dict[str, str]:
    """A row of the screening list."""
    return {"name": f"Firm {number} Co., Ltd.", "start_date": "2019-10-09",
            "federal_register_notice": "84 FR 54004",
            "addresses": f"{number} Road, Urumqi, {country}", "alt_names": f"F{number}; Works {number % 3}",
            "license_policy": "Presumption of denial"}


# Sources that overlap, contradict each other, and leave doubts: an order that mattered would show.
PAPERS: tuple[AnyPaper, ...] = (
    registry({"id": "list:us-el", "class": "RestrictedList", "name": "Entity List"},
             {"id": "company:1", "class": "Company", "name": "Firm 1 Co., Ltd.", "country": "CN"},
             {"id": "agency:bis", "class": "Agency", "name": "Bureau of Industry and Security"},
             {"id": "person:x", "class": "Person", "name": "Wang Wei",
              "offices": [{"organization": "agency:bis", "role": "Chief", "from": "2018-01-01"}]}),
    csl(*(firm(n) for n in range(6)), firm(9, "US")),
    csl(*(firm(n) for n in range(5)), edition="2020-12-31"),
    chronology({"id": "us-28", "class": "Blacklisting", "name": "28 listed", "announced": "2019-10-07",
                "effective": "2019-10-09", "citation": "84 FR 54002", "instruments": ["Entity List"],
                "targets": ["Firm 1 Co.,Ltd", "Firm 2 Co., Ltd.", "Works 1"], "changes": [
                    {"action": "suspend", "date": "2020-01-01", "until": "2020-03-01", "applies_to": ["Works 1"]},
                    {"action": "amend", "date": "2020-02-01"}, {"action": "remove", "date": "2021-01-01"}]},
               {"id": "cn-answer", "class": "Threat", "name": "Answer", "announced": "2019-10-08",
                "actors": [{"country": "CN", "name": "Ministry"}], "target_countries": ["US"],
                "responds_to": [{"id": "us-28", "kind": "stated", "basis": "says so"}]}),
    paper(thing("p:1", "Person", "Wang Wei", countries="CN"), thing("p:2", "Party", "Works 1", sector="optics"),
          thing("p:3", "Company", "Firm 9 Co., Ltd.", countries="CN", sector="steel"), basis="press",
          name="a.jsonl"),
    paper(thing("p:2", "Party", "Works 1", sector="textiles", remarks="b"),
          thing("p:4", "Company", "Firm 9 Co Ltd"),
          said("p:4", "OWNED_BY", "p:2", words="owned", qualifiers={"share": "51"}), basis="press",
          name="b.jsonl"),
    paper(thing("p:2", "Party", "Works 1", sector="food", remarks="a"), thing("p:4", "Company", "Firm 9 Co Ltd"),
          said("p:4", "OWNED_BY", "p:2", words="half owned", qualifiers={"share": "49"}), basis="press",
          name="c.jsonl"),
)


@functools.cache
def expected() -> str:
    """The digest of the papers in their own order, in one go."""
    with tempfile.TemporaryDirectory() as folder:
        found = project(ledger_of(Path(folder), *PAPERS), threads=1)
        assert found.report.joined
        assert found.report.candidates
        assert any("conflicts" in row for row in nodes_of(found.graph).values())
        assert {e["state"] for e in edges_of(found.graph, "LISTED_ON")} >= {"in_force", "removed", "unknown"}
        return found.graph.info.digest


@settings(max_examples=6)
@given(st.permutations(PAPERS), st.lists(st.integers(1, len(PAPERS) - 1), max_size=3), st.booleans())
def test_neither_order_nor_batches_change_the_graph(
        papers: list[AnyPaper], cuts: list[int], compacted: bool) -> None:
    """Shuffled, in one segment or several, compacted or not."""
    bounds = [0, *sorted(set(cuts)), len(papers)]
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.create(Path(folder))
        for start, end in pairwise(bounds):
            fill(ledger, *papers[start:end])
        if compacted:
            compact(ledger)
            assert len(ledger.manifest().segments) == 1
        assert project(ledger, threads=random.choice((1, 2))).graph.info.digest == expected()


def test_one_paper_less_changes_the_graph(tmp_path: Path) -> None:
    """Else the digests above would say nothing."""
    for number in range(len(PAPERS)):
        ledger = ledger_of(tmp_path / str(number), *PAPERS[:number], *PAPERS[number + 1:])
        assert project(ledger).graph.info.digest != expected()


@pytest.mark.parametrize("threads", [2, 4])
@pytest.mark.parametrize("day", ["", "2019-10-10"])
def test_threads_do_not_change_the_graph(tmp_path: Path, threads: int, day: str) -> None:
    """On any day: the same nodes, edges, reasons and candidates."""
    ledger = ledger_of(tmp_path, *PAPERS)
    one, many = project(ledger, known_on=day, threads=1), project(ledger, known_on=day, threads=threads)
    assert many.report == one.report
    assert many.graph.info == one.graph.info
    assert all(many.graph.nodes[name].equals(table) for name, table in one.graph.nodes.items())
    assert all(many.graph.edges[name].equals(table) for name, table in one.graph.edges.items())


def test_little_memory_does_not_change_the_graph(tmp_path: Path) -> None:
    """The database may spill to disk."""
    assert project(ledger_of(tmp_path, *PAPERS), memory_limit="100MB").graph.info.digest == expected()


def test_the_hash_seed_does_not_change_the_graph(tmp_path: Path) -> None:
    """Other interpreters order their sets in another way."""
    ledger_of(tmp_path / "l", *PAPERS)
    script = ("import sys; from pathlib import Path;"
              "from kg.ledger import Ledger; from kg.projection import project;"
              "found = project(Ledger.open(Path(sys.argv[1])));"
              "print(found.graph.info.digest, found.report)")
    told = set()
    for seed in ("0", "1", "4711"):
        done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "l")], check=True, capture_output=True,
                              text=True, cwd=CHECKOUT, env={**os.environ, "PYTHONHASHSEED": seed})
        told.add(done.stdout)
    assert len(told) == 1
    assert told.pop().split()[0] == expected()


def test_ingesting_twice_changes_nothing(tmp_path: Path) -> None:
    """Known documents are known."""
    ledger = fill(ledger_of(tmp_path, *PAPERS), *PAPERS)
    assert project(ledger).graph.info.digest == expected()


def test_a_document_in_two_parts_says_the_same(tmp_path: Path) -> None:
    """All but the evidence: the same nodes, and the same edges between them."""
    rows = [firm(n) for n in range(6)]
    whole = project(ledger_of(tmp_path / "a", csl(*rows))).graph
    parts = project(ledger_of(tmp_path / "b", csl(*rows[:3]), csl(*rows[3:]))).graph

    def nodes(graph: object) -> dict[str, object]:
        return {node: row for node, row in nodes_of(graph).items()  # type: ignore[arg-type]
                if row["class"] != "Document"}

    assert nodes(whole) == nodes(parts)
    for relation in set(whole.edges) - {"EVIDENCED_BY"}:
        assert {e["id"] for e in edges_of(whole, relation)} == {e["id"] for e in edges_of(parts, relation)}


def test_the_bundled_data_give_one_graph_in_any_batches(tmp_path: Path) -> None:
    """What ships with the package, in one segment and in several."""
    shipped = [SourcePaper(document, source) for document, source in documents()]
    together = ledger_of(tmp_path / "a", *shipped)
    apart = Ledger.create(tmp_path / "b")
    for one in shipped:
        fill(apart, one)
    assert len(apart.manifest().segments) == len(shipped)
    assert project(together, threads=1).graph.info.digest == project(apart, threads=2).graph.info.digest
