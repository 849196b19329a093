"""Errors of ad-hoc statements point at their place, whichever engine complains."""

from __future__ import annotations

import pytest

from kg.cypher_place import pointed
from kg.errors import QueryError
from kg.knowledge_graph import KnowledgeGraph
from kg.ledger import Ledger
from kg.stores.embedded import EmbeddedStore
from kg.stores.neo4j import Neo4jStore
from tests.graphs import every_family
from tests.neo4j_server.clean import Neo4jTarget


@pytest.mark.parametrize(("said", "statement", "shown"), [
    ("1:11: SET isn't allowed", "MATCH (n) SET n.x = 1",
     "1:11: SET isn't allowed\n  MATCH (n) SET n.x = 1\n            ^"),
    ("Cypher syntax error at line 2, col 3: Expected By", "RETURN 1 AS x\nORDER x",
     "2:3: Cypher syntax error: Expected By\n  ORDER x\n    ^"),
    ("Invalid input 'RETRUN': expected a clause (line 1, column 11 (offset: 10)) \"MATCH (n) RETRUN n\" ^",
     "MATCH (n) RETRUN n", "1:11: Invalid input 'RETRUN': expected a clause\n  MATCH (n) RETRUN n\n            ^"),
    ("Schema error: Undefined variable 'm'", "MATCH (n) RETURN 'm' AS a, m.id AS b",
     "1:28: Schema error: Undefined variable 'm'\n  MATCH (n) RETURN 'm' AS a, m.id AS b\n" + " " * 29 + "^"),
    ("1:14: no", "RETURN '中国', m AS x", "1:14: no\n  RETURN '中国', m AS x\n" + " " * 17 + "^"),
])
def test_a_caret_stands_under_the_place(said: str, statement: str, shown: str) -> None:
    """Line and column, the line, and the caret, also behind wide characters."""
    assert str(pointed(QueryError(said), statement)) == shown


def test_a_long_line_is_cut_around_the_place() -> None:
    """The caret stays on a screen."""
    statement = "RETURN [" + "1, " * 500 + "x] AS y"
    _, line, caret = str(pointed(QueryError(f"1:{statement.index('x') + 1}: no x"), statement)).split("\n")
    assert len(line) < 110
    assert line[caret.index("^")] == "x"


def test_a_statement_cannot_steer_the_terminal_through_its_error() -> None:
    """Control characters of the line are shown as text."""
    assert "\x1b" not in str(pointed(QueryError("1:8: no"), "RETURN \x1b[2J AS x"))


def test_an_error_without_a_place_stays_as_it_is() -> None:
    """Nothing is made up."""
    error = QueryError("no answer within 5 ms: narrow the query down")
    assert pointed(error, "RETURN 1 AS x") is error


WRONG = [("MATCH (n:Thing)\nRETURN m.id AS id", "2:8: "), ("MATCH (n:Thing) RETURN nosuch(n.id) AS x", "1:24: "),
         ("MATCH (n:Thing) RETURN n.id AS id ORDER BYY id", "1:4"), ("MATCH (n) DELETE n", "1:11: DELETE")]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """An empty ledger: the stores below are loaded by hand."""
    return Ledger.create(tmp_path_factory.mktemp("place") / "l.kg")


@pytest.mark.parametrize(("statement", "start"), WRONG)
def test_the_embedded_engine_is_understood(ledger: Ledger, statement: str, start: str,
                                           tmp_path_factory: pytest.TempPathFactory) -> None:
    """Its own words for places become line:column and a caret."""
    store = EmbeddedStore(tmp_path_factory.mktemp("store") / "graph.kgl")
    store.load(every_family())
    with pytest.raises(QueryError) as caught:
        KnowledgeGraph(ledger, store=store).cypher(statement, limit=5)
    assert str(caught.value).startswith(start)
    assert str(caught.value).endswith("^")


def test_neo4j_is_understood(ledger: Ledger, clean_neo4j: Neo4jTarget) -> None:
    """The server's words too."""
    store = Neo4jStore(clean_neo4j.uri, clean_neo4j.user, clean_neo4j.password, "test-place")
    graph = KnowledgeGraph(ledger, store=store)
    try:
        for statement, start in WRONG:
            with pytest.raises(QueryError) as caught:
                graph.cypher(statement, limit=5)
            assert str(caught.value).startswith(start)
            assert str(caught.value).endswith("^")
    finally:
        store.close()
