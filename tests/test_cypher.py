"""The read-only check of ad-hoc Cypher: hostile statements are refused, honest ones are not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.cypher import check_embedded, check_read_only
from kg.errors import QueryError
from kg.graph import digest, from_rows
from kg.stores.embedded import EmbeddedStore
from kg.stores.neo4j import Neo4jStore
from tests.graphs import every_family
from tests.neo4j_server.clean import Neo4jTarget

HOSTILE = [
    "CREATE (n:Thing {id: 'x'})",
    "create (n:Thing {id: 'x'})",
    "INSERT (n:Thing {id: 'x'})",
    "MERGE (n:Thing {id: 'x'}) RETURN n.id",
    "MATCH (n) DELETE n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) NODETACH DELETE n",
    "MATCH (n) SET n.name = 'x'",
    "MATCH (n) SET n:Other",
    "MATCH (n) WITH n SET n.name = 'x' RETURN n.name",
    "MATCH (n) REMOVE n.name",
    "MATCH (n)/**/SET/**/n.name = 'x'",
    "MATCH (n)\nSET\tn.name = 'x'",
    "MATCH (n) RETURN n.id; MATCH (m) DELETE m",
    "RETURN 1 AS x; RETURN 2 AS y",
    "RETURN 1 AS x;;RETURN 2 AS y",
    "RETURN 'a' AS x // '\nCREATE (n:Thing {id: 'x'}) //'",
    "RETURN \"it's\" AS x CREATE (n {id: 'x'})",
    "RETURN 'it\\'s' AS x CREATE (n {id: 'x'})",
    "RETURN 1 AS `a``b` CREATE (n {id: 'x'})",
    "RETURN 1 AS `a\\` CREATE (n {id: 'x'}) //`",
    "WITH 1. SET n.name = 'x'",
    "MATCH (n) WITH n LIMIT 1SET n.name = 'x'",
    "\\u0043REATE (n:Thing {id: 'x'})",
    "\\uuu0043REATE (n:Thing {id: 'x'})",
    "RETURN '\\u0027 CREATE (n:Thing {id: 1}) //' AS x",
    "RETURN '\\\\u0027 CREATE (n:Thing {id: 1}) //' AS x",
    "RETURN 1 AS `\\u0060 CREATE (n) //`",
    "RETURN 1 AS x // \\u000aCREATE (n:Thing {id: 1})",
    "RETURN 1 AS x /* \\u002a/ CREATE (n) /* */",
    "RETURN 1 AS x // \rCREATE (n:Thing {id: 'x'})",
    "RETURN 1 AS x // \u2028CREATE (n:Thing {id: 'x'})",
    "RETURN 1 AS x /* /* */ ' */ CREATE (n:Thing {id: 1}) //'",
    "MATCH (n) \u017fET n.name = 'x'",
    "\uff23\uff32\uff25\uff21\uff34\uff25 (n:Thing {id: 'x'})",
    "RETURN 'never closed",
    "RETURN 1 AS `never closed",
    "RETURN 1 AS x /* never closed",
    "FOREACH (i IN [1] | CREATE (n:Thing {id: 'x'}))",
    "LOAD CSV FROM 'file:///etc/hostname' AS row RETURN row",
    "LOAD/**/CSV FROM 'https://127.0.0.1/' AS row RETURN row",
    "CALL { CREATE (n:Thing {id: 'x'}) RETURN n } RETURN n.id",
    "CALL { MATCH (n) RETURN n.id AS i } IN TRANSACTIONS OF 1 ROWS RETURN i",
    "CALL { MATCH (n) RETURN n.id AS i } IN 2 CONCURRENT TRANSACTIONS RETURN i",
    "USING PERIODIC COMMIT RETURN 1 AS x",
    "DROP CONSTRAINT thing_id",
    "CREATE INDEX FOR (n:Thing) ON (n.name)",
    "SHOW TRANSACTIONS",
    "TERMINATE TRANSACTION 'neo4j-transaction-1'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "GRANT ROLE admin TO someone",
    "USE system RETURN 1 AS x",
    "CALL dbms.setConfigValue('a', 'b')",
    "CALL `dbms`.`setConfigValue`('a', 'b')",
    "CALL dbms . listConfig()",
    "CALL apoc.cypher.doIt('CREATE (n)', {})",
    "CALL db.cdc.enable()",
    "RETURN apoc.cypher.runFirstColumnSingle('CREATE (n)', {}) AS x",
    "EXPLAIN CREATE (n:Thing {id: 'x'})",
    "PROFILE CREATE (n:Thing {id: 'x'})",
    "MATCH (n) SET n += {name: 'x'}",
    "UNWIND [1, 2] AS i MERGE (:Thing {id: 'x'})",
    "MATCH (n) RETURN n.id AS id UNION CREATE (m {id: 'x'}) RETURN m.id AS id",
    "MATCH (n:Thing) CALL (n) { SET n.name = 'x' RETURN 1 AS one } RETURN one",
    "MATCH (n:Thing) CALL { WITH n DELETE n } RETURN 1 AS x",
    "MATCH (n) WHERE EXISTS { MERGE (m:Thing {id: 'x'}) RETURN m } RETURN n.id AS id",
    "RETURN COUNT { CREATE (m) RETURN m } AS x",
    "CALL apoc.periodic.iterate('MATCH (n) RETURN n', 'DELETE n', {})",
    "CALL apoc.create.node(['Thing'], {id: 'x'}) YIELD node RETURN node.id AS id",
    "OPTIONAL CALL apoc.refactor.rename.label('Thing', 'Other') YIELD batch RETURN batch",
    "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()",
    "CYPHER 5 CREATE (n:Thing {id: 'x'})",
    "CYPHER runtime=slotted MATCH (n) DETACH DELETE n",
    "CREATE DATABASE x",
    "STOP DATABASE neo4j",
    "START DATABASE neo4j",
    "ENABLE SERVER 'x'",
    "DEALLOCATE DATABASES FROM SERVER 'x'",
    "",
    " // nothing\n",
]

HONEST = [
    "MATCH (n:Thing) RETURN n.id AS id ORDER BY id",
    "MATCH (n:Thing) RETURN n.id AS id;",
    "MATCH (n:Thing) WHERE n.name = 'CREATE (n) SET x' RETURN n.id AS id",
    "MATCH (n:Thing) RETURN n.name AS `DELETE me`",
    "// SET out\nMATCH (n:Thing) RETURN count(n) AS n",
    "MATCH (n:Thing) WHERE n.set IS NULL RETURN count(n) AS n",
    "MATCH (n:Set) RETURN count(n) AS n",
    "EXPLAIN MATCH (n:Thing) RETURN n.id AS id",
    "PROFILE MATCH (n:Thing) RETURN n.id AS id",
    "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType",
    "MATCH (n:Thing) CALL { WITH n RETURN n.id AS id } RETURN id",
    "UNWIND [{type: 1}] AS row RETURN row['x'] AS x",
    "MATCH (n)-[r]->(m) RETURN type(r) AS kind, collect({type: n.name})[0]['x'] AS x",
    "MATCH (n:Blacklisting) WHERE n.date >= date('2019-10-01') RETURN date.truncate('month', n.date) AS month",
    "MATCH (n:Thing) WHERE n.id IN ['title'] RETURN count(n) AS n",
    "MATCH p = (start)-[*1..2]->(last) RETURN count(p) AS n",
    "RETURN 1.5 AS a, 1e3 AS b, 0x1F AS c, 1.5e-3 AS d, [1, 2, 3][0..2] AS e",
    "RETURN '\\u4e2d\\u56fd' AS name",
]

MADE_UP = [
    "MATCH (n:Thing) RETURN n.title AS x",
    "MATCH (n:Thing) RETURN n.type AS x",
    "MATCH (n:Thing) RETURN n . `label` AS x",
    "MATCH (n:Thing) RETURN n['title'] AS x",
    "MATCH (n:Thing) RETURN n {.id, .title} AS x",
    "MATCH (n {title: 'x'}) RETURN n.id AS id",
    "MATCH (n:Thing {id: 'x', type: 'x'}) RETURN n.id AS id",
    "MATCH ({label: 'x'})-[r]->(m) RETURN m.id AS id",
    "MATCH (n)-[r:TARGETS {type: 'x'}]->(m) RETURN m.id AS id",
    "RETURN duration.between(date('2019-01-31'), date('2019-03-01')) AS x",
    "CALL db.labels() YIELD label RETURN label",
    "MATCH (n) RETURN n.id AS id FORMAT CSV",
]


@pytest.mark.parametrize("statement", HOSTILE)
def test_a_hostile_statement_is_refused(statement: str) -> None:
    """Writes, administration, files, foreign procedures and disguises of them don't pass."""
    with pytest.raises(QueryError, match=r"^\d+:\d+: "):
        check_read_only(statement)


@pytest.mark.parametrize("statement", HONEST)
def test_an_honest_statement_passes(statement: str) -> None:
    """Words that only look like writing in literals, comments, names and properties are no reason."""
    check_read_only(statement)


@pytest.mark.parametrize("statement", MADE_UP)
def test_what_the_embedded_engine_would_make_up_is_refused(statement: str) -> None:
    """Properties that it invents and functions that it gets wrong don't pass there."""
    with pytest.raises(QueryError, match=r"^\d+:\d+: "):
        check_embedded(statement)


def test_a_statement_begins_with_a_clause_that_reads() -> None:
    """A misspelt first word is told as such."""
    with pytest.raises(QueryError, match=r"^2:2: MTCH doesn't begin a query: expected one of CALL, "):
        check_read_only("// who?\n MTCH (n) RETURN n.id AS id")


def test_the_refusal_points_at_the_place() -> None:
    """Line and column count from one and name the word that isn't allowed."""
    with pytest.raises(QueryError, match=r"^3:8: SET isn't allowed"):
        check_read_only("MATCH (n)\n// a comment\n 'x' , SET n.name = 1")


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The fixture graph in the embedded store."""
    store = EmbeddedStore(tmp_path_factory.mktemp("cypher") / "graph.kgl")
    store.load(every_family())
    return store


@pytest.fixture(scope="module")
def neo4j_store(neo4j_target: Neo4jTarget) -> Iterator[Neo4jStore]:
    """The fixture graph in Neo4j."""
    store = Neo4jStore(neo4j_target.uri, neo4j_target.user, neo4j_target.password, "test-cypher")
    store.load(every_family())
    yield store
    store.load(from_rows([], []))
    store.close()


@pytest.mark.parametrize("statement", HONEST)
def test_honest_statements_run_on_the_embedded_engine(statement: str, embedded: EmbeddedStore) -> None:
    """What the check lets through is Cypher to the engine too."""
    embedded.query(statement, {})


@pytest.mark.parametrize("statement", HOSTILE + MADE_UP)
def test_hostile_statements_change_nothing_on_the_embedded_engine(statement: str, embedded: EmbeddedStore) -> None:
    """They raise, and the graph is as before."""
    with pytest.raises(QueryError):
        embedded.query(statement, {})
    assert digest(embedded.node_rows(), embedded.edge_rows()) == every_family().info.digest


@pytest.mark.parametrize("statement", HONEST)
def test_honest_statements_run_on_neo4j(statement: str, neo4j_store: Neo4jStore) -> None:
    """What the check lets through is Cypher there too."""
    neo4j_store.query(statement, {})


@pytest.mark.parametrize("statement", HOSTILE)
def test_hostile_statements_change_nothing_on_neo4j(statement: str, neo4j_store: Neo4jStore) -> None:
    """They raise, and the graph is as before."""
    with pytest.raises(QueryError):
        neo4j_store.query(statement, {})
    assert digest(neo4j_store.node_rows(), neo4j_store.edge_rows()) == every_family().info.digest


def test_read_transactions_refuse_to_write_even_without_the_check(neo4j_target: Neo4jTarget) -> None:
    """The server itself enforces the access mode that queries run in."""
    import neo4j

    with (neo4j.GraphDatabase.driver(neo4j_target.uri, auth=neo4j_target[1:]) as driver,
          driver.session(default_access_mode=neo4j.READ_ACCESS) as session,
          pytest.raises(neo4j.exceptions.ClientError, match="read access mode")):
        session.execute_read(lambda transaction: transaction.run("CREATE (:Never)").consume())
