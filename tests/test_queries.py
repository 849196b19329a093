"""Packs: the file format, typed parameters, the reference page, and the rows of every query on each engine.

`tests/queries/<pack>/<question>.json` holds the cases of a query: parameters, the rows in their order, and the
columns of a row that must not be among them, with the reason.
"""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg import queries
from kg.errors import QueryError
from kg.queries import Query
from kg.query_export import Example, reference
from kg.stores import CypherStore
from kg.stores.embedded import EmbeddedStore
from tests.neo4j_server.clean import Neo4jTarget
from tests.query_graph import query_graph

_CASES = Path(__file__).parent / "queries"
_PAGE = Path(__file__).parent.parent / "docs" / "queries.md"
_GOOD = '''// Who is it?
// ---
// description = "A test."
// columns = ["id"]
// [parameters.name]
// kind = "string"
// description = "Name."
// ---
MATCH (p:Party) WHERE p.name = $name RETURN p.id AS id ORDER BY id
'''


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One run of a query; `absent` holds some columns of a row that must not come, for the reason `because`."""

    given: dict[str, str]
    rows: list[list[Any]]
    absent: dict[str, Any]
    because: str


def _cases() -> list[tuple[str, Case]]:
    return [(str(file.relative_to(_CASES).with_suffix("").as_posix()), case)
            for file in sorted(_CASES.glob("*/*.json"))
            for case in msgspec.json.decode(file.read_bytes(), type=list[Case])]


def _answer(store: CypherStore, name: str, case: Case) -> list[list[Any]]:
    query = queries.find(name)
    answer = store.query(query.text, queries.bind(query, case.given), columns=query.columns)
    return [[v.isoformat() if isinstance(v, datetime.date) else v for v in row] for row in answer.rows]


def _query(*changes: tuple[str, str]) -> Query:
    text = _GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return queries.parse("test/who", text)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The embedded store with the graph of known answers."""
    store = EmbeddedStore(tmp_path_factory.mktemp("queries") / "graph.kgl")
    store.load(query_graph())
    return store


# ------------------------------------------------------------------ rows


def test_every_query_has_a_case_and_every_case_a_query() -> None:
    """A new question can't be added without its known answer."""
    assert {name for name, _ in _cases()} == {query.name for query in queries.load_all()}


def test_there_are_45_queries_in_nine_packs_or_more() -> None:
    """The packs hold what was promised."""
    assert len(queries.load_all()) >= 45
    assert {"blacklists", "retaliation", "measures", "talks", "statements", "actors", "networks", "evidence",
            "quality"} <= {query.pack for query in queries.load_all()}


def test_each_title_is_a_question_of_its_own() -> None:
    """Titles are what an analyst reads, and the names of saved queries, so no two are the same."""
    titles = [query.title for query in queries.load_all()]
    assert [title for title in titles if not title.endswith("?")] == []
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(("name", "case"), _cases())
def test_a_query_gives_its_known_rows_on_the_embedded_engine(
    embedded: EmbeddedStore, name: str, case: Case
) -> None:
    """Same rows, same order, at least one."""
    assert case.rows
    assert _answer(embedded, name, case) == case.rows


@pytest.mark.parametrize(("name", "case"), _cases())
def test_the_row_that_must_not_appear_could_have(name: str, case: Case) -> None:
    """It isn't among the rows, though each of its values stands in the graph; and the reason is given."""
    columns = queries.find(name).columns
    assert case.absent.keys() <= set(columns)
    assert case.because
    rows = [dict(zip(columns, row, strict=True)) for row in case.rows]
    assert not [row for row in rows if case.absent.items() <= row.items()]
    assert set(case.absent.values()) <= _known_values()


def _known_values() -> set[Any]:
    found: set[Any] = set()
    for rows in (query_graph().node_rows(), query_graph().edge_rows()):
        for class_name, row in rows:
            values = [v for v in row.values() if not isinstance(v, list)]
            found |= {class_name, *(v.isoformat() if isinstance(v, datetime.date) else v for v in values)}
    return found


def test_every_query_gives_the_same_rows_on_neo4j(clean_neo4j: Neo4jTarget) -> None:
    """Same rows in the same order as on the embedded engine."""
    from kg.stores.neo4j import Neo4jStore

    store = Neo4jStore(clean_neo4j.uri, clean_neo4j.user, clean_neo4j.password, "test-queries")
    try:
        store.load(query_graph())
        found = [(name, case.given, _answer(store, name, case)) for name, case in _cases()]
    finally:
        store.close()
    assert found == [(name, case.given, case.rows) for name, case in _cases()]


def test_today_is_the_day_when_none_is_given(embedded: EmbeddedStore) -> None:
    """Who was put on the list and never taken off is on it today; who left it is not."""
    query = queries.find("blacklists/members")
    found = embedded.query(query.text, queries.bind(query, {"list": "UVL"}), columns=query.columns)
    assert found.rows == []
    found = embedded.query(query.text, queries.bind(query, {"list": "EL"}), columns=query.columns)
    assert "party:hikvision" in {row[0] for row in found.rows}


def test_an_unknown_party_has_no_row(embedded: EmbeddedStore) -> None:
    """`not_listed` is said only of a party that the graph knows."""
    query = queries.find("blacklists/was_listed")
    given = {"name": "Nobody, Inc.", "list": "EL", "on": "2020-01-01"}
    assert embedded.query(query.text, queries.bind(query, given)).rows == []


# ------------------------------------------------------------------ the file format


def test_a_good_file_is_read_whole() -> None:
    """Title, description, columns and parameters come from the front matter, and the text stays whole."""
    query = _query()
    assert (query.name, query.pack, query.title) == ("test/who", "test", "Who is it?")
    assert (query.description, query.columns, query.text) == ("A test.", ("id",), _GOOD)
    assert query.parameters == (queries.Parameter("name", "string", "Name."),)


@pytest.mark.parametrize(("changes", "message"), [
    ((("// Who is it?", "MATCH (n)"),), r"queries/test/who.cypher:1: the first line must be"),
    ((("// Who is it?\n", ""),), r"who.cypher:1: the first line must be"),
    ((("// ---\nMATCH", "MATCH"),), r"who.cypher:2: expected TOML in comments between two lines"),
    ((("// columns", "columns"),), r"who.cypher:4: expected a comment"),
    ((('["id"]', '["id"'),), r"who.cypher:\d+: not TOML"),
    ((('"A test."', '"A test'),), r"who.cypher:3: not TOML"),
    ((("// columns", "// colums"),), r"who.cypher:4: unknown key 'colums'; the keys are description, columns"),
    ((("// kind", "// sort"),), r"who.cypher:6: unknown key 'sort'; the keys are kind, description, default"),
    ((('kind = "string"', 'kind = "text"'),), r"who.cypher:6: Invalid enum value 'text'"),
    ((('// kind = "string"\n', ""),), r"who.cypher:5: Object missing required field `kind`"),
    ((('// description = "A test."\n', ""),), r"who.cypher:2: Object missing required field `description`"),
    ((('["id"]', '"id"'),), r"who.cypher:4: Expected `array`, got `str`"),
    ((('"string"', '"date"\n// default = "2019-02-30"'),), r"who.cypher:7: default must be a date that exists"),
    ((('"string"', '"integer"\n// default = true'),), r"who.cypher:7: default must be a whole number"),
    ((('"string"', '"boolean"\n// default = "true"'),), r"who.cypher:7: default must be true or false"),
])
def test_what_does_not_belong_into_a_file_is_refused_with_its_line(
    changes: tuple[tuple[str, str], ...], message: str
) -> None:
    """Unknown keys, missing keys, wrong values and damaged TOML say file and line."""
    with pytest.raises(QueryError, match=message):
        _query(*changes)


def test_loading_all_packs_imports_no_engine() -> None:
    """Help and completion read the packs, so this must stay light."""
    heavy = {"pandas", "pyarrow", "duckdb", "kglite", "neo4j", "networkx", "rdflib"}
    code = f"import sys; from kg import queries; queries.load_all(); print(*{heavy} & sys.modules.keys())"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                         cwd=_PAGE.parent.parent)
    assert ran.stdout.strip() == ""


# ------------------------------------------------------------------ names and parameters


def test_a_query_is_found_by_its_name() -> None:
    """The full name finds the query."""
    assert queries.find("blacklists/members").title == "Who is on a list on a given day?"


@pytest.mark.parametrize(("name", "message"), [
    ("blacklists/member", "there is no query 'blacklists/member', did you mean blacklists/members"),
    ("was_listed", "did you mean blacklists/was_listed"),
    ("zzzz", "there is no query 'zzzz': see kg queries"),
])
def test_an_unknown_query_names_the_nearest(name: str, message: str) -> None:
    """A mistyped name is answered with what may have been meant."""
    with pytest.raises(QueryError, match=message):
        queries.find(name)


@pytest.mark.parametrize(("kind", "text", "value"), [
    ("string", "Hikvision", "Hikvision"),
    ("string", "Cafe\u0301", "Caf\u00e9"),
    ("string", "", ""),
    ("node", "party:Cafe\u0301", "party:Caf\u00e9"),
    ("integer", "-12", -12),
    ("number", "1", 1.0),
    ("number", "2.5", 2.5),
    ("boolean", "true", True),
    ("boolean", "false", False),
    ("date", "2019-10-07", "2019-10-07"),
    ("string_list", "stated, reported", ["stated", "reported"]),
    ("string_list", '["Co., Ltd.", "b"]', ["Co., Ltd.", "b"]),
    ("string_list", "", []),
])
def test_a_parameter_is_read_by_its_kind(kind: str, text: str, value: object) -> None:
    """Dates stay texts for date($name); all else gets its type."""
    found = queries.bind(_query(('"string"', f'"{kind}"')), {"name": text})
    assert found == {"name": value}
    assert type(found["name"]) is type(value)


@pytest.mark.parametrize(("kind", "text", "message"), [
    ("integer", "1.5", "test/who: name must be a whole number, not '1.5'"),
    ("number", "nan", "name must be a number, not 'nan'"),
    ("boolean", "yes", "name must be true or false, not 'yes'"),
    ("date", "2019-02-30", "name must be a date that exists, written like 2019-10-07, not '2019-02-30'"),
    ("date", "", "name must be a date that exists"),
    ("string_list", '["a", 1]', "name must be words with commas between them"),
])
def test_a_parameter_of_the_wrong_kind_says_what_was_expected(kind: str, text: str, message: str) -> None:
    """The message names query, parameter, what was expected and what was given."""
    with pytest.raises(QueryError, match=message):
        queries.bind(_query(('"string"', f'"{kind}"')), {"name": text})


def test_an_empty_date_is_taken_where_it_is_the_default() -> None:
    """An empty default means any day, so the caller may say so too."""
    assert queries.bind(_query(('"string"', '"date"\n// default = ""')), {"name": ""}) == {"name": ""}


def test_a_default_stands_for_a_parameter_that_is_not_given() -> None:
    """Only what has no default must be given."""
    assert queries.bind(_query(('"string"', '"integer"\n// default = 3')), {}) == {"name": 3}


def test_a_missing_parameter_is_named() -> None:
    """The message shows how to give it."""
    with pytest.raises(QueryError, match=r"test/who needs -p name=… \(text\)"):
        queries.bind(_query(), {})


def test_an_unknown_parameter_says_which_exist() -> None:
    """A mistyped parameter never runs the query without it."""
    with pytest.raises(QueryError, match="test/who has no parameter 'nam'; its parameters: name"):
        queries.bind(_query(), {"nam": "x"})


# ------------------------------------------------------------------ the reference page


def _page() -> str:
    """The page with the first case of each query as its example."""
    return reference({name: Example(case.given, case.rows) for name, case in reversed(_cases())})


def test_the_reference_page_is_current(request: pytest.FixtureRequest) -> None:
    """`docs/queries.md` is what the packs say; `--update-golden` writes it."""
    if request.config.getoption("--update-golden"):
        _PAGE.write_text(_page(), encoding="utf-8")
    assert _PAGE.read_text(encoding="utf-8") == _page()


def test_the_reference_page_names_every_query_column_and_parameter() -> None:
    """Nothing that a caller can use is left out, and each query shows a result."""
    page = _page()
    for query in queries.load_all():
        assert f"### {query.name}\n" in page
        assert f"$ kg query {query.name}" in page
        assert all(f"`{word}`" in page for word in (*query.columns, *(p.name for p in query.parameters)))
