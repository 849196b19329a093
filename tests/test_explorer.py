"""`kg explore`: what the page holds, which policy it has, and what is refused before a byte is written."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.cli.explore import explore
from kg.errors import EnvironmentRefused, UsageError
from kg.explorer import content, page
from kg.explorer.content import ID_DIGITS, MOST_NODES, Pool, check_size
from kg.explorer.evidence import claims
from kg.explorer.page import packed, policy, unpacked
from kg.graph import GraphInfo, PropertyGraph, from_rows
from tests.graphs import EDGES, NODES, UNUSUAL
from tests.small_ledger import ALPHA, BETA, DELTA, ledger_of

if TYPE_CHECKING:
    from kg.graph import Row


def graph() -> PropertyGraph:
    """The stores' wide graph with companies of unusual names."""
    odd: list[tuple[str, Row]] = [("Company", {"id": f"odd:{i}", "name": name}) for i, name in enumerate(UNUSUAL)]
    return from_rows([*NODES, *odd], EDGES)


def value(found: dict[str, Any], kind: str, name: str, row: int) -> Any:
    """One cell of the page's columns."""
    at = found[kind]["columns"][name][row]
    return [found["pool"][one] for one in at] if isinstance(at, list) else None if at < 0 else found["pool"][at]


def test_every_node_and_edge_is_in_the_page_as_it_was() -> None:
    """Unpacking gives each property back: texts, lists, numbers and days, and each edge's ends."""
    made = graph()
    found = unpacked(page(content(made)))
    rows = [row for _, row in made.node_rows()]
    for at, row in enumerate(rows):
        for name, said in row.items():
            assert value(found, "nodes", name, at) == (said.isoformat() if isinstance(said, date) else said)
    edges = [row for _, row in made.edge_rows()]
    for at, row in enumerate(edges):
        ends = [rows[found["edges"][end][at]]["id"] for end in ("source", "target")]
        assert ends == [row["source"], row["target"]]
        assert value(found, "edges", "quote", at) == row.get("quote")


def test_the_page_is_the_same_each_time_and_another_graph_gives_another() -> None:
    """Rows in another order change no byte; one node less does."""
    turned = from_rows(reversed(NODES), reversed(EDGES))
    assert page(content(turned)) == page(content(from_rows(NODES, EDGES)))
    assert page(content(from_rows(NODES, []))) != page(content(from_rows(NODES, EDGES)))


def test_the_policy_allows_the_script_and_style_of_the_page_and_nothing_else() -> None:
    """The hashes are those of what stands in the elements; no source is allowed, nor `unsafe`."""
    html = page(content(graph())).decode()
    said = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert said
    rules = dict(rule.strip().partition(" ")[::2] for rule in said[1].split(";"))
    for element, rule in (("script", "script-src"), ("style", "style-src")):
        inside = re.findall(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)
        assert [rules[rule]] == [f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'"
                                 for one in inside]
    assert (rules["default-src"], rules["img-src"], rules["base-uri"], rules["form-action"]) == (
        "'none'", "data:", "'none'", "'none'")
    assert "unsafe" not in said[1]
    assert policy("a", "b") != policy("a ", "b")


def test_no_text_of_the_graph_stands_in_the_page_as_markup() -> None:
    """A name that ends a script, and one that holds a tag, are only in the packed data."""
    html = page(content(graph())).decode()
    assert html.count("</script>") == 2
    assert "<!-- ]]>" not in html


def test_a_statement_is_kept_once_for_all_that_repeat_it() -> None:
    """Equal values share a place in the pool; equal but of another type they don't."""
    pool = Pool()
    assert pool.column(["a", None, "b", "a", ["b", "c"], 1, 1.5, True]) == [0, -1, 1, 0, [1, 2], 3, 4, 5]
    assert pool.values == ["a", "b", "c", 1, 1.5, True]


@given(st.lists(st.text()))
def test_any_text_survives_the_pool_and_the_packing(texts: list[str]) -> None:
    """JSON, gzip and base64 give each text back."""
    pool = Pool()
    at = pool.column(texts)
    told = unpacked(f'<script id="content">{packed({"pool": pool.values})}</script>'.encode())
    assert [told["pool"][one] for one in at if isinstance(one, int)] == texts


def test_claims_of_a_ledger_stand_beside_their_edges(tmp_path: Path) -> None:
    """Each edge leads to its claims, and each claim says what, in which words, and where."""
    ledger = ledger_of(tmp_path / "tables.kg", ALPHA, BETA, DELTA)
    made = kg.open(ledger.folder).property_graph()
    found = content(made, claims(ledger, made))
    edges = [row for _, row in made.edge_rows()]
    listed = [row.get("claims", []) for row in edges]
    assert any(listed)
    for at, ids in enumerate(listed):
        assert isinstance(ids, list)
        assert [found["claims"]["id"][one] for one in found["edges"]["claims"][at]] == [one[:ID_DIGITS] for one in ids]
    for at in {one for row in found["edges"]["claims"] for one in row}:
        assert value(found, "claims", "predicate", at)
        assert value(found, "claims", "document", at)
        assert value(found, "claims", "quote", at) or value(found, "claims", "object", at)


def test_claims_known_later_are_not_in_the_page(tmp_path: Path) -> None:
    """The page of an early day says no more than the graph of that day; without the limit it says more."""
    ledger = ledger_of(tmp_path / "tables.kg", ALPHA, BETA, DELTA)
    whole = kg.open(ledger.folder).property_graph()
    on = {day: list(claims(ledger, PropertyGraph(whole.nodes, whole.edges, GraphInfo(known_on=day))))
          for day in ("", "2019-10-06", "2019-10-07")}
    assert on["2019-10-06"] == []
    assert on["2019-10-07"] == on[""] != []


def test_ids_of_claims_are_as_long_as_it_takes_to_tell_them_apart() -> None:
    """Two claims that begin alike are shown with more digits."""
    alike = [{"id": "a" * 20 + end, "subject": "gov:us"} for end in "bc"]
    found = content(from_rows(NODES, []), alike)
    assert found["claims"]["id"] == ["a" * 20 + "b", "a" * 20 + "c"]
    assert found["claims"]["subject"] == [found["claims"]["subject"][0]] * 2


def test_a_graph_above_the_limit_is_refused_with_what_to_narrow() -> None:
    """The message counts the largest classes and names the options; at the limit itself nothing is refused."""
    def companies(count: int) -> PropertyGraph:
        names = [f"c{i}" for i in range(count)]
        return PropertyGraph({"Company": pa.table({"id": names, "name": names})}, {})

    check_size(companies(MOST_NODES))
    with pytest.raises(UsageError, match=r"20,001 nodes \(most are Company 20,001\).*--around NAME.*--class.*--query"):
        content(companies(MOST_NODES + 1))


def test_the_command_writes_a_page_of_a_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Options narrow what is in it, and the file says how much that is."""
    ledger = ledger_of(tmp_path / "tables.kg", ALPHA, BETA, DELTA)
    explore(tmp_path / "all.html", ledger=ledger.folder)
    explore(tmp_path / "part.html", ledger=ledger.folder, class_=["Agency"], claims=False)
    whole, part = (unpacked((tmp_path / name).read_bytes()) for name in ("all.html", "part.html"))
    assert 0 < len(part["nodes"]["class"]) < len(whole["nodes"]["class"])
    assert whole["claims"]["columns"]
    assert part["claims"]["columns"] == {}
    assert "part.html: " in capsys.readouterr().err


def test_what_is_there_is_not_replaced_unless_asked(tmp_path: Path) -> None:
    """An existing file, a folder and a missing folder are refused, and no half a file stays."""
    ledger = ledger_of(tmp_path / "tables.kg", ALPHA, BETA, DELTA)
    out = tmp_path / "out.html"
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="--force"):
        explore(out, ledger=ledger.folder)
    assert out.read_text(encoding="utf-8") == "mine"
    with pytest.raises(UsageError):
        explore(tmp_path, ledger=ledger.folder, force=True)
    with pytest.raises(EnvironmentRefused, match="there is no folder"):
        explore(tmp_path / "none" / "x.html", ledger=ledger.folder)
    explore(out, ledger=ledger.folder, force=True)
    assert out.read_bytes().startswith(b"<!doctype html>")
    assert not list(tmp_path.glob(".out*"))


def test_an_empty_selection_writes_nothing(tmp_path: Path) -> None:
    """Days in which nothing happened are said to be empty."""
    ledger = ledger_of(tmp_path / "tables.kg", ALPHA, BETA, DELTA)
    with pytest.raises(UsageError, match="nothing is left"):
        explore(tmp_path / "x.html", ledger=ledger.folder, since="1800-01-01", until="1800-01-02")
    assert not (tmp_path / "x.html").exists()


def test_the_licences_of_all_that_is_bundled_are_shipped() -> None:
    """Each package of the lock file that the script holds has its licence beside it, a permissive one."""
    folder = Path(kg.__file__).parent / "explorer"
    told = (folder / "LICENSES.txt").read_text(encoding="utf-8")
    named = re.findall(r"^-{70}\n(\S+) (\S+), (\S+)$", told, re.MULTILINE)
    assert {licence for _, _, licence in named} <= {"ISC", "BSD-3-Clause", "MIT"}
    lock = json.loads((Path(kg.__file__).parent.parent / "web" / "package-lock.json").read_text(encoding="utf-8"))
    for name, version, _ in named:
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert {"d3-brush", "d3-zoom", "d3-scale"} <= {name for name, _, _ in named}


def test_the_lock_file_names_no_download_address() -> None:
    """Packages are pinned by hash; where they come from is the installation's own choice."""
    lock = (Path(kg.__file__).parent.parent / "web" / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(lock)["packages"]
    assert "resolved" not in lock
    assert all("integrity" in told for name, told in packages.items() if name)
