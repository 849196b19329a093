"""Names in one searchable property: what stands in it, and that each engine finds a node by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import from_rows
from kg.known_as import KNOWN_AS, LONGEST, with_known_as
from kg.stores import CypherStore
from kg.stores.embedded import EmbeddedStore
from kg.stores.neo4j import Neo4jStore
from tests.neo4j_server.clean import Neo4jTarget

_ASK = r"MATCH (n:Thing) WHERE n._known_as CONTAINS '\n' + toLower($name) + '\n' RETURN n.id AS id ORDER BY id"
_PARTICULAR = "İSTANBUL ΟΔΟΣ Straße ǅ"


def _known(**columns: list[object]) -> list[str]:
    count = len(next(iter(columns.values())))
    table = pa.table({"id": [f"x:{i}" for i in range(count)], **columns})
    return [str(text) for text in with_known_as(table).column(KNOWN_AS).to_pylist()]


def test_all_names_stand_between_line_ends() -> None:
    """Id, name, other names, a list's code and ids joined in, in lower case; nothing for what isn't there."""
    assert _known(name=["ZTE", "Entity List"], names=[["ZTE", "中兴"], None], list_code=[None, "EL"],
                  merged_from=[["csl:9: same registration"], None]) == [
        "\nx:0\nzte\nzte\n中兴\ncsl:9\n", "\nx:1\nentity list\nel\n"]


def test_a_name_too_long_for_an_index_is_left_out_alone() -> None:
    """Neo4j refuses longer texts; the shorter names behind it stay."""
    (known,) = _known(name=["中" * LONGEST], names=[["Short"]])
    assert known == "\nx:0\nshort\n"
    (known,) = _known(name=["first"], names=[["a" * (LONGEST - 100), "b" * 100, "last"]])
    assert len(known.encode()) <= LONGEST
    assert known.endswith("a\nlast\n")


_NAME = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)


@given(st.lists(_NAME, min_size=1, max_size=5))
def test_any_name_is_found_in_lower_case(names: list[str]) -> None:
    """Whatever the letters, each name's lower case stands whole between two line ends."""
    (known,) = _known(name=[names[0]], names=[names])
    assert all(f"\n{name.lower()}\n" in known for name in names)


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CypherStore]:
    """Both engines with three companies."""
    made: CypherStore
    if request.param == "neo4j":
        target: Neo4jTarget = request.getfixturevalue("clean_neo4j")
        made = Neo4jStore(target.uri, target.user, target.password, "test-known-as")
    else:
        made = EmbeddedStore(tmp_path / "graph.kgl")
    made.load(from_rows([("Company", {"id": "Company:One", "name": "Huawei", "names": ["Huawei", "华为"]}),
                         ("Company", {"id": "company:two", "name": _PARTICULAR}),
                         ("Company", {"id": "company:three", "name": "Huawei Cloud"})], []))
    yield made
    made.close()


@pytest.mark.parametrize(("name", "found"), [
    ("HUAWEI", ["Company:One"]), ("华为", ["Company:One"]), ("company:one", ["Company:One"]),
    (_PARTICULAR, ["company:two"]), (_PARTICULAR.lower(), ["company:two"]),
    ("Huawei Clou", []), ("uawei", []), ("", []), ("'", [])])
def test_each_engine_finds_exact_names_in_any_case(store: CypherStore, name: str, found: list[str]) -> None:
    """Lower case is the same in the loader and in the engine; a part of a name is no name."""
    assert [row[0] for row in store.query(_ASK, {"name": name}).rows] == found


def test_what_is_stored_beside_the_graph_is_not_read_back(store: CypherStore) -> None:
    """`_known_as` is the store's own."""
    assert {key for _, row in store.node_rows() for key in row} == {"id", "name", "names"}
