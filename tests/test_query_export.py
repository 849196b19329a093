"""Packs for others: saved queries in a zip, and the page."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from kg import queries
from kg.query_export import Example, cypher_literal, reference, saved_queries, saved_query
from tests.test_cli import kg

_PACK = '''// Who is it?
// ---
// description = """
// A test.
// In two lines."""
// columns = ["id"]
// [parameters.name]
// kind = "string"
// description = "Name."
// [parameters.states]
// kind = "string_list"
// default = ["it's"]
// description = "States."
// ---
MATCH (p:Party) WHERE p.name = $name AND p.state IN $states RETURN p.id AS id ORDER BY id
'''


def test_a_saved_query_begins_with_its_name() -> None:
    """Name, description and parameters as comments, a line that sets them, the statement with its semicolon."""
    assert saved_query(queries.parse("test/who", _PACK)) == """\
// Who is it?
// A test.
// In two lines.
// $name: Name. Must be given.
// $states: States.
:params {name: '', states: ['it\\'s']}

MATCH (p:Party) WHERE p.name = $name AND p.state IN $states RETURN p.id AS id ORDER BY id;
"""


def test_the_zip_has_a_folder_for_each_pack() -> None:
    """Every query is there once, under its pack, as one file."""
    with zipfile.ZipFile(io.BytesIO(saved_queries())) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"{query.name}.cypher" for query in queries.load_all()]
        for query in queries.load_all():
            text = archive.read(f"{query.name}.cypher").decode()
            assert text.startswith(f"// {query.title}\n")
            assert bool(re.search(r"^:params \{", text, re.MULTILINE)) == bool(query.parameters)
            assert query.statement.strip() in text


def test_the_zip_is_the_same_whenever_it_is_made() -> None:
    """No clock, no order of files."""
    assert saved_queries() == saved_queries(reversed(queries.load_all()))
    assert saved_queries() != saved_queries(queries.load_all()[1:])


@pytest.mark.parametrize(("value", "literal"), [
    ("a'b\\c", "'a\\'b\\\\c'"), (True, "true"), (3, "3"), (0.0, "0.0"), ([], "[]"), (["a", "b"], "['a', 'b']"),
])
def test_defaults_are_written_as_cypher(value: queries.Value, literal: str) -> None:
    """Texts are quoted, so that none of them ends the literal."""
    assert cypher_literal(value) == literal


def test_the_literals_are_values_to_neo4j(clean_neo4j: tuple[str, str, str]) -> None:
    """Each `:params` map reads back as the defaults."""
    import neo4j

    with neo4j.GraphDatabase.driver(clean_neo4j[0], auth=clean_neo4j[1:]) as driver:
        for query in queries.load_all():
            line = re.search(r"^:params (.*)$", saved_query(query), re.MULTILINE)
            if line:
                found = driver.execute_query(f"RETURN {line[1]} AS x").records[0]["x"]
                assert found == {p.name: "" if p.default is None else p.default for p in query.parameters}


def test_the_command_writes_the_zip(tmp_path: Path) -> None:
    """To a file or to standard output; what exists is only replaced when told so."""
    out = tmp_path / "packs.zip"
    assert kg("queries", "export", out).returncode == 0
    assert out.read_bytes() == saved_queries()
    again = kg("queries", "export", out)
    assert (again.returncode, "--force" in again.stderr) == (2, True)
    assert kg("queries", "export", out, "--force").returncode == 0


@pytest.mark.parametrize(("arguments", "message"), [
    (("export",), "expected kg queries export OUT.zip"),
    (("blacklists/members", "x.zip"), "only kg queries export OUT.zip takes a file"),
    (("export", "no/such/folder/x.zip"), "there is no folder"),
])
def test_a_wrong_call_is_told(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    """One line that says what was expected, and no file."""
    done = kg("queries", *arguments)
    assert done.returncode in (2, 3)
    assert message in done.stderr
    assert not Path("x.zip").exists()


def test_an_example_is_a_call_and_its_first_rows() -> None:
    """Columns that are empty in all rows go, signs of Markdown are plain text, and the rest is counted."""
    name = queries.load_all()[0].name
    wide = len(queries.load_all()[0].columns)
    rows = [["a|b <i>", *[None] * (wide - 1)] for _ in range(5)]
    page = reference({name: Example({"actor": "O'Neil & Co"}, rows)})
    assert f"$ kg query {name} -p actor='O'\\''Neil & Co'\n" in page
    assert "| a\\|b &lt;i> |\n" in page
    assert "And 2 more." in page
    assert "And 2 more." not in reference({})
