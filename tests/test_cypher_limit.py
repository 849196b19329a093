"""The row limit of ad-hoc statements goes to the engine where it can, and is counted in any case."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cypher_limit import with_limit
from kg.knowledge_graph import KnowledgeGraph
from kg.ledger import Ledger
from kg.stores.embedded import EmbeddedStore
from kg.stores.neo4j import Neo4jStore
from tests.graphs import many
from tests.ledgers import ledger_of, registry
from tests.neo4j_server.clean import Neo4jTarget
from tests.test_cli import kg


@pytest.mark.parametrize(("statement", "limited"), [
    ("MATCH (n) RETURN n.id AS id", "MATCH (n) RETURN n.id AS id\nLIMIT 3"),
    ("MATCH (n) RETURN n.id AS id;", "MATCH (n) RETURN n.id AS id\nLIMIT 3"),
    ("MATCH (n)\nRETURN n.id AS id ; ; // all\n", "MATCH (n)\nRETURN n.id AS id \nLIMIT 3"),
    ("MATCH (n) RETURN n.id AS id // ;", "MATCH (n) RETURN n.id AS id // ;\nLIMIT 3"),
    ("MATCH (n) RETURN n.id AS id ORDER BY id SKIP 2", "MATCH (n) RETURN n.id AS id ORDER BY id SKIP 2\nLIMIT 3"),
    ("MATCH (n) WITH n LIMIT 9 RETURN n.id AS id", "MATCH (n) WITH n LIMIT 9 RETURN n.id AS id\nLIMIT 3"),
])
def test_a_limit_is_put_at_the_end(statement: str, limited: str) -> None:
    """Behind the last clause and before semicolons."""
    assert with_limit(statement, 3) == limited


@pytest.mark.parametrize("statement", ["", " // nothing\n", "CREATE (n)", "DROP INDEX x", "SHOW DATABASES", "x"])
def test_a_statement_without_a_clause_is_left_to_the_check(statement: str) -> None:
    """Nothing in it is known here; whoever asks it gets the reason and not a stack."""
    assert with_limit(statement, 3) == statement


@pytest.mark.parametrize("statement", [
    "MATCH (n) RETURN n.id AS id LIMIT 9", "RETURN 1 AS x UNION RETURN 2 AS x", "RETURN 'never closed",
    "CALL db.relationshipTypes()", "MATCH (n) RETURN n.id AS id ORDER BY id LIMIT $n",
])
def test_a_statement_that_cannot_take_one_stays(statement: str) -> None:
    """Those with a limit of their own, unions, and what isn't understood."""
    assert with_limit(statement, 3) == statement


ASKED = ["MATCH (n:Company) RETURN n.id AS id ORDER BY id", "MATCH (n:Company) RETURN n.id AS id ORDER BY id LIMIT 50;",
         "MATCH (n:Company) RETURN n.id AS id UNION MATCH (n:Company) RETURN n.id AS id"]


@pytest.mark.parametrize("statement", ASKED)
def test_no_more_rows_come_than_asked_for(statement: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """And it is said that there are more; with room for all, nothing is said."""
    folder = tmp_path_factory.mktemp("limit")
    store = EmbeddedStore(folder / "graph.kgl")
    store.load(many(50))
    graph = KnowledgeGraph(Ledger.create(folder / "l.kg"), store=store)
    found = graph.cypher(statement, limit=10)
    assert (len(found.rows), found.is_cut) == (10, True)
    found = graph.cypher(statement, limit=50)
    assert (len(found.rows), found.is_cut) == (50, False)


def test_no_more_rows_come_from_neo4j(clean_neo4j: Neo4jTarget, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The same on a server."""
    store = Neo4jStore(clean_neo4j.uri, clean_neo4j.user, clean_neo4j.password, "test-limit")
    graph = KnowledgeGraph(Ledger.create(tmp_path_factory.mktemp("limit") / "l.kg"), store=store)
    try:
        store.load(many(50))
        for statement in ASKED:
            found = graph.cypher(statement, limit=10)
            assert (len(found.rows), found.is_cut) == (10, True)
    finally:
        store.close()


def test_the_command_says_that_rows_were_held_back(tmp_path: Path) -> None:
    """On standard error, so that the rows stay clean; an error shows its place."""
    folder = tmp_path / "l.kg"
    ledger_of(folder, registry({"id": "gov:us", "class": "Government", "name": "United States", "country": "US"}))
    done = kg("query", "-c", "UNWIND range(1, 9) AS i RETURN i", "--limit", "2", "--format", "csv", "--ledger", folder)
    assert (done.returncode, done.stdout) == (0, "i\n1\n2\n")
    assert "only the first 2 rows; --limit takes another number" in done.stderr
    done = kg("query", "-c", "UNWIND range(1, 9) AS i RETURN i", "--limit", "9", "--ledger", folder)
    assert "--limit" not in done.stderr
    done = kg("query", "-c", "MATCH (n) SET n.x = 1", "--ledger", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("  MATCH (n) SET n.x = 1\n            ^\n")
