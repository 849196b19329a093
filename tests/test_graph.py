"""The property graph: what it refuses, and what its digest sees."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ProjectionRefused, SchemaError
from kg.graph import GraphInfo, PropertyGraph, arrow_type, digest, edge_types, from_rows, node_types, rows
from tests.graphs import every_family

if TYPE_CHECKING:
    from kg.graph import Row

NODES: list[tuple[str, Row]] = [
    ("Company", {"id": "company:a", "name": "Alpha", "countries": ["CN"]}),
    ("Company", {"id": "company:b", "name": "Beta"}),
    ("RestrictedList", {"id": "list:x", "name": "X List"}),
]
EDGES: list[tuple[str, Row]] = [
    ("LISTED_ON", {"id": "e1", "source": "company:a", "target": "list:x", "state": "in_force",
                   "valid_from": datetime.date(2019, 10, 9), "claims": ["c1", "c2"]}),
    ("OWNED_BY", {"id": "e2", "source": "company:b", "target": "company:a", "share": 51.0}),
]


def test_rows_become_typed_tables() -> None:
    """Columns have the schema's types, rows are sorted by id, the ends' classes are filled in."""
    graph = from_rows(reversed(NODES), EDGES)
    assert graph.nodes["Company"].column("id").to_pylist() == ["company:a", "company:b"]
    assert graph.edges["OWNED_BY"].schema.field("share").type == pa.float64()
    assert graph.edges["LISTED_ON"].schema.field("valid_from").type == pa.date32()
    assert graph.edges["LISTED_ON"].column("source_class").to_pylist() == ["Company"]
    assert (graph.node_count, graph.edge_count) == (3, 2)


def test_rows_of_a_table_lack_what_is_not_there() -> None:
    """Nulls and empty lists aren't in a row."""
    table = pa.table({"id": ["a", "b"], "x": [1, None], "y": [["z"], []]})
    assert list(rows(table)) == [{"id": "a", "x": 1, "y": ["z"]}, {"id": "b"}]
    assert list(rows(table, size=1)) == list(rows(table))


def test_an_id_that_stands_twice_is_refused() -> None:
    """In one class."""
    with pytest.raises(ProjectionRefused, match=r"stands twice: company:a"):
        from_rows([*NODES, NODES[0]], [])


def test_an_id_in_two_classes_is_refused() -> None:
    """Ids are unique over all classes."""
    with pytest.raises(ProjectionRefused, match="in two tables"):
        from_rows([*NODES, ("Agency", {"id": "company:a", "name": "Alpha"})], [])


def test_an_edge_id_that_stands_twice_is_refused() -> None:
    """Over all relations."""
    with pytest.raises(ProjectionRefused, match="edge id stands twice: e1 in two tables"):
        from_rows(NODES, [*EDGES, ("OWNED_BY", {"id": "e1", "source": "company:a", "target": "company:b"})])


def test_an_edge_without_its_end_is_refused() -> None:
    """By rows and by tables."""
    with pytest.raises(ProjectionRefused, match=r"target 'list:y' isn't a node"):
        from_rows(NODES, [("LISTED_ON", {"id": "e", "source": "company:a", "target": "list:y"})])
    whole = from_rows(NODES, EDGES)
    nodes = {name: table for name, table in whole.nodes.items() if name != "RestrictedList"}
    with pytest.raises(ProjectionRefused, match=r"target 'list:x' isn't a node"):
        PropertyGraph(nodes, whole.edges).check()


def test_a_property_or_class_that_the_schema_lacks_is_refused() -> None:
    """A typing error in a column's name is no new property."""
    with pytest.raises(ProjectionRefused, match="shoe_size"):
        from_rows([("Company", {"id": "a", "name": "A", "shoe_size": 3})], [])
    with pytest.raises(SchemaError):
        from_rows([("Companie", {"id": "a", "name": "A"})], [])
    for relation in ("LISTED_AT", "name"):
        with pytest.raises(SchemaError):
            from_rows(NODES, [(relation, {"id": "e", "source": "company:a", "target": "list:x"})])


def test_types_follow_the_schema() -> None:
    """Many-valued properties are lists; `id` and the ends come first."""
    assert list(node_types("Company"))[:2] == ["id", "name"]
    assert node_types("Company")["countries"] == pa.list_(pa.string())
    assert node_types("TariffAction")["rate_pct"] == pa.float64()
    assert list(edge_types("CHANGES"))[:5] == ["id", "source", "target", "source_class", "target_class"]
    assert edge_types("CHANGES")["until"] == pa.date32()
    assert arrow_type("boolean") == pa.bool_()


@given(st.permutations(NODES), st.permutations(EDGES))
def test_the_order_of_rows_does_not_change_the_digest(
        nodes: list[tuple[str, Row]], edges: list[tuple[str, Row]]) -> None:
    """Stores give rows back in their own order."""
    assert digest(nodes, edges) == digest(NODES, EDGES)
    assert from_rows(nodes, edges).info.digest == from_rows(NODES, EDGES).info.digest


def shuffled(table: pa.Table) -> pa.Table:
    """The rows of a table backwards, in chunks of one row."""
    return pa.concat_tables([table.slice(at, 1) for at in reversed(range(table.num_rows))])


def test_the_order_and_chunks_of_tables_do_not_change_the_digest() -> None:
    """However a projection puts its tables together, columns in whatever order."""
    graph = from_rows(NODES, EDGES)
    backwards = {name: shuffled(table).select(table.column_names[::-1]) for name, table in graph.nodes.items()}
    edges = {name: shuffled(table) for name, table in reversed(list(graph.edges.items()))}
    assert PropertyGraph(backwards, edges).check().info.digest == graph.info.digest
    without = {name: table.drop_columns(["countries"]) if "countries" in table.column_names else table
               for name, table in backwards.items()}
    assert PropertyGraph(without, edges).info.digest != graph.info.digest


def test_tables_without_rows_or_values_do_not_count_in_the_digest() -> None:
    """A class that nothing is in, and a property that nothing has."""
    graph = from_rows(NODES, EDGES)
    table = graph.nodes["Company"]
    empty = table.append_column("remarks", pa.array([None, None], pa.string()))
    lists = empty.append_column("abbreviations", pa.array([[], None], pa.list_(pa.string())))
    nodes = {**graph.nodes, "Company": lists, "Agency": table.schema.empty_table()}
    assert PropertyGraph(nodes, graph.edges).check().info.digest == graph.info.digest


@pytest.mark.parametrize("block", [1, 2, 3, 100])
def test_rows_and_tables_have_one_digest_over_many_blocks(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    """Where a block of rows ends is the same for both."""
    monkeypatch.setattr("kg.graph._BLOCK", block)
    graph = every_family()
    nodes = sorted(graph.node_rows(), key=lambda one: str(one[1]["name"]))
    assert digest(nodes, reversed(list(graph.edge_rows()))) == graph.info.digest
    assert digest(nodes[1:], graph.edge_rows()) != graph.info.digest


@pytest.mark.parametrize(("one", "other"), [
    ([["a"], ["b", "c"]], [["a", "b"], ["c"]]),
    ([["a"], ["b"]], [["a", "b"], None]),
    ([["a", "b"], None], [["b", "a"], None]),
    ([["a"], None], [None, ["a"]]),
    ([["a,b"], None], [["a", "b"], None]),
    ([[""], None], [None, None]),
    ([["a"], None], ["a", None]),
    (["a", None], [None, "a"]),
    (["", None], [None, None]),
    (["7", None], [7, None]),
    ([1, None], [True, None]),
    ([0.5, None], [0.25, None])])
def test_a_value_that_moves_or_changes_its_kind_changes_the_digest(one: list[Any], other: list[Any]) -> None:
    """Values are hashed property by property, and still each belongs to its row; in rows and in tables."""
    ids, digests, tables = ["a", "b"], [], []
    for values in (one, other):
        graph = PropertyGraph({"Company": pa.table({"id": ids, "x": pa.array(values)})}, {})
        digests.append(digest([("Company", {"id": i, "x": v}) for i, v in zip(ids, values, strict=True)], []))
        tables.append(graph.info.digest)
    assert digests[0] != digests[1]
    assert tables == digests


@pytest.mark.parametrize("change", [
    {"name": "Alphb"}, {"countries": ["CN", "HK"]}, {"sector": "optics"}, {"id": "company:c"}])
def test_every_change_of_a_value_changes_the_digest(change: dict[str, Any]) -> None:
    """A digest that a change escapes would be no proof."""
    changed = [(NODES[0][0], {**NODES[0][1], **change}), *NODES[1:]]
    assert digest(changed, []) != digest(NODES, [])


def test_a_class_and_an_edge_count_in_the_digest() -> None:
    """The same row under another class, or one edge less, is another graph."""
    assert digest([("Agency", NODES[0][1]), *NODES[1:]], EDGES) != digest(NODES, EDGES)
    assert digest(NODES, EDGES[:1]) != digest(NODES, EDGES)
    assert digest([*NODES, *EDGES], []) != digest(NODES, EDGES)


def test_what_a_store_adds_does_not_count_in_the_digest() -> None:
    """Its own properties, nulls, empty lists, and whole floats read back as integers."""
    stored: list[tuple[str, Any]] = [
        (name, {**row, "_build": "7", "sector": None, "remarks": []}) for name, row in NODES]
    edges: list[tuple[str, Any]] = [EDGES[0], (EDGES[1][0], {**EDGES[1][1], "share": 51})]
    assert digest(stored, edges) == digest(NODES, EDGES)


def test_info_is_what_was_said_about_the_graph_and_its_digest() -> None:
    """`about` stays, the digest is computed."""
    graph = from_rows(NODES, EDGES, GraphInfo(known_on="2019-10-10"))
    assert graph.info.known_on == "2019-10-10"
    assert graph.info.digest == digest(graph.node_rows(), graph.edge_rows())
    assert graph.about.digest == ""
