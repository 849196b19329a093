"""Real lists and chronologies become one graph that answers the same on both engines."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import ingest
from kg import queries
from kg.knowledge_graph import KnowledgeGraph
from kg.ledger import Ledger
from kg.stores.neo4j import Neo4jStore
from tests.neo4j_server.clean import Neo4jTarget, empty_database

LISTING = "us-2019-10-07-xinjiang-28"

# parameters with which each query of the packs is asked about the real graph
ASKED: dict[str, dict[str, str]] = {
    "actors/agencies_of": {"body": "gov:us"},
    "actors/who_holds_office": {"office": "agency:us-ustr"},
    "evidence/by_document": {"document": "chronology.jsonl"},
    "evidence/quote_search": {"words": "Xinjiang"},
    "evidence/single_source_edges": {"node": "Hikvision"},
    "measures/history": {"measure": LISTING},
    "networks/co_listed": {"party": "Hikvision"},
    "networks/neighbours": {"node": "Hikvision"},
    "networks/ownership_of_listed": {"party": "Huawei"},
    "networks/shared_addresses": {"party": "Huawei"},
    "statements/about": {"node": "gov:us"},
    "statements/by_speaker": {"speaker": "Ministry of Foreign Affairs of the People's Republic of China"},
    "talks/acts_around": {"talk": LISTING},
    "actors/actions_by": {"actor": "United States"},
    "actors/officials_on": {"on": "2019-10-08"},
    "blacklists/history": {"name": "Hikvision"},
    "blacklists/members": {"list": "Entity List", "on": "2019-10-09"},
    "blacklists/was_listed": {"name": "Hikvision", "list": "Entity List", "on": "2019-10-08"},
    "evidence/edge_words": {"node": "Hikvision"},
    "retaliation/answers_to": {"event": LISTING},
    "retaliation/chain": {"event": "us-2018-03-22-301-action"},
    "retaliation/episode": {"episode": "us-2018-06-15-301-list1"},
    "retaliation/why": {"event": "cn-2018-06-16-list1"},
    "tariffs/rate_on": {"hs": "8401", "on": "2019-01-01"},
}

# what ships has no addresses
WITHOUT_ROWS = {"networks/shared_addresses"}


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A ledger with what ships, and a few lines of a tariff list, of which none ships."""
    ledger = Ledger.create(tmp_path_factory.mktemp("bundled") / "l.kg")
    assert ingest.run_bundled(ledger).refused == ()
    lines = Path(__file__).parent / "sources" / "us_section301" / "input.csv"
    assert ingest.run(ledger, [lines], source="us_section301").accepted
    return ledger


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Ledger:
    """What ships, both samples of the Consolidated Screening List, and the hand-made events."""
    ledger = Ledger.create(tmp_path_factory.mktemp("everything") / "l.kg")
    ingest.run_bundled(ledger)
    lists = shared / "data" / "us_lists"
    report = ingest.run(ledger, [lists / "csl_2019-12.csv", lists / "csl_2025-06_new_header.csv",
                                 shared / "gold" / "events_dev.jsonl"])
    assert report.refused == ()
    return ledger


def test_the_hand_made_events_go_in_without_a_refusal(everything: Ledger, shared: Path) -> None:
    """Each event of the sample file is a node of the graph under its own id."""
    ids = {json.loads(line)["id"] for line in (shared / "gold" / "events_dev.jsonl").read_text("utf-8").splitlines()}
    with KnowledgeGraph(everything) as graph:
        found = {row[0] for row in graph.cypher("MATCH (e:Event) RETURN e.id AS id").rows}
    assert ids <= found


def test_each_row_of_the_lists_is_a_listing(everything: Ledger, shared: Path) -> None:
    """An independent count of rows by list equals the number of parties on each list."""
    with KnowledgeGraph(everything) as graph:
        rows = graph.cypher("MATCH (p)-[r:LISTED_ON]->(l:RestrictedList) "
                            "RETURN DISTINCT l.list_code AS code, p.id AS id, p.name AS name").rows
    listed = Counter(row[0] for row in rows)
    for name in ("csl_2019-12.csv", "csl_2025-06_new_header.csv"):
        with (shared / "data" / "us_lists" / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                code = row["source"].split("(")[1].split(")")[0]
                assert listed[code] > 0, row["name"]


def test_the_28_are_all_listed_from_the_ninth(bundled: Ledger) -> None:
    """All 28 with the day, the citation and their own words on the edge."""
    with KnowledgeGraph(bundled) as graph:
        rows = graph.cypher(
            "MATCH (e:Event {id: $event})-[t:TARGETS]->(p:Party)-[r:LISTED_ON {state: 'in_force'}]->(:RestrictedList) "
            "RETURN p.name AS name, r.valid_from AS since, t.quote AS quote, t.source_name AS source",
            {"event": LISTING}).rows
    assert len({row[0] for row in rows}) == 28
    assert {(str(row[1]), row[3]) for row in rows} == {("2019-10-09", "84 FR 54002")}
    assert all(row[2] for row in rows)


def test_the_visa_limits_stay_apart(bundled: Ledger) -> None:
    """The limits of the next day are an event of their own."""
    with KnowledgeGraph(bundled) as graph:
        rows = graph.cypher("MATCH (e:TradeRestriction {kind: 'visa'}) WHERE e.announced = date('2019-10-08') "
                            "RETURN e.id AS id").rows
    assert len(rows) == 1
    assert rows[0][0] != LISTING


@pytest.mark.parametrize("name", [query.name for query in queries.load_all()])
def test_every_query_gives_the_same_rows_on_both_engines(bundled: Ledger, loaded: Neo4jStore, name: str) -> None:
    """The real graph, asked in both engines, answers with the same rows in the same order."""
    asked = ASKED.get(name, {})
    with KnowledgeGraph(bundled) as embedded:
        here = embedded.query(name, **asked)
    there = KnowledgeGraph(bundled, store=loaded).query(name, **asked)
    assert (here.columns, here.rows) == (there.columns, there.rows)
    if asked and name not in WITHOUT_ROWS:
        assert here.rows


@pytest.fixture(scope="module")
def loaded(bundled: Ledger, neo4j_target: Neo4jTarget) -> Iterator[Neo4jStore]:
    """The bundled graph in a real Neo4j, which may hold what tests of other modules left."""
    empty_database(neo4j_target, everything=not os.environ.get("NEO4J_URI"))
    store = Neo4jStore(neo4j_target.uri, neo4j_target.user, neo4j_target.password, "test-bundled")
    with KnowledgeGraph(bundled) as graph:
        store.load(graph.property_graph())
    yield store
    store.close()


def test_an_edge_in_neo4j_shows_its_words_and_source(loaded: Neo4jStore) -> None:
    """One row of one query holds what an edge says, the words, and where they stand."""
    row = loaded.query("MATCH (:Event {id: $id})-[r:TARGETS]->(:Party {name: $name}) "
                       "RETURN r.quote AS quote, r.source_name AS source, r.source_url AS url, r.published AS day",
                       {"id": LISTING, "name": "Megvii Technology"}).rows[0]
    assert row[0] == "Megvii Technology"
    assert row[1] == "84 FR 54002"
    assert str(row[2]).startswith("https://")
    assert str(row[3]) == "2019-10-09"
