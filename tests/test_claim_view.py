"""From the id of a claim or an edge to the words in their place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg import claim_view
from kg.claim_view import around
from kg.errors import QueryError
from kg.knowledge_graph import KnowledgeGraph
from kg.ledger import Ledger
from kg.rendition import RecordRendition, Rendition, TableRendition, TextRendition
from tests.ledgers import chronology, ledger_of
from tests.test_cli import kg

_EVENT = {"id": "us-2019-10-07", "class": "Blacklisting", "name": "28 put on the list", "announced": "2019-10-07",
          "citation": "84 FR 54002", "actors": [{"country": "US"}], "targets": ["Dahua Technology Co., Ltd."]}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A chronology of one listing."""
    return ledger_of(tmp_path, chronology(_EVENT))


def one(ledger: Ledger, statement: str) -> Any:
    """The only value of an answer."""
    with KnowledgeGraph(ledger) as graph:
        return graph.cypher(statement).rows[0][0]


def test_an_edge_leads_to_its_claims_and_a_claim_to_its_words(ledger: Ledger) -> None:
    """By the edge's id and by the claim's: the same view, with both names, the document and the words."""
    edge = one(ledger, "MATCH (:Event)-[r:TARGETS]->(:Party) RETURN r.id")
    (claim,) = one(ledger, "MATCH (:Event)-[r:TARGETS]->(:Party) RETURN r.claims")
    with KnowledgeGraph(ledger) as graph:
        (view,) = claim_view.views(graph, edge)
        assert claim_view.views(graph, claim) == [view]
    assert (view.claim["predicate"], view.claim["id"]) == ("TARGETS", claim)
    assert set(view.ends.values()) == {"28 put on the list", "Dahua Technology Co., Ltd."}
    assert view.place is not None
    assert view.place.words == "Dahua Technology Co., Ltd."
    assert "citation: 84 FR 54002" in view.place.before
    assert len(view.document["sha256"]) == 64
    assert json.loads(claim_view.as_json([view]))[0]["place"]["words"] == view.place.words


def test_an_id_of_nothing_is_said(ledger: Ledger) -> None:
    """Neither a claim nor an edge."""
    with KnowledgeGraph(ledger) as graph, pytest.raises(QueryError, match="no node, edge or claim has the id 'aa"):
        claim_view.views(graph, "a" * 32)


def test_a_document_that_is_gone_leaves_the_claim_its_quote(ledger: Ledger) -> None:
    """A release may leave out the documents' bytes: the claim is shown, with what is missing, on the terminal too."""
    (claim,) = one(ledger, "MATCH (:Event)-[r:TARGETS]->(:Party) RETURN r.claims")
    for file in (ledger.folder / "documents").rglob("*.gz"):
        file.unlink()
    with KnowledgeGraph(ledger) as graph:
        (view,) = claim_view.views(graph, claim)
    assert (view.place, "can't read document" in view.missing) == (None, True)
    done = kg("show", claim, "--ledger", ledger.folder)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "  > Dahua Technology Co., Ltd.")
    assert "can't read document" in done.stdout


@pytest.mark.parametrize(("rendition", "locator", "before", "words", "after"), [
    (TextRendition("One. Two. Three."), "char=5,9", "One. ", "Two.", " Three."),
    (TextRendition("x " * 300 + "here" + " y" * 300), "char=600,604", "…" + "x " * 119, "here", " y" * 119 + "…"),
    (TableRendition([["a", "b", "c"]], [1]), "cell=1,2", "a | ", "b", " | c"),
    (TableRendition([["a", "", "c"]], [1]), "row=1", "", "a | c", ""),
    (RecordRendition([{"id": "e", "name": "N", "k": ["v"]}], [1]), "/0/k/0", "id: e, name: N", "v", "")])
def test_each_form_shows_what_stands_around(rendition: Rendition, locator: str, before: str, words: str,
                                            after: str) -> None:
    """The text on both sides, the rest of the row, or what names the record."""
    assert around(rendition, locator) == claim_view.Place(before, words, after)


def test_a_place_that_is_not_there_is_an_error() -> None:
    """A locator beyond the end."""
    with pytest.raises(KeyError):
        around(TextRendition("short"), "char=2,9")
