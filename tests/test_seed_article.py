"""The article that the project began with: every expected fact comes out of it, and nothing that it doesn't say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import ingest
from ingest.text.as_json import as_json
from kg.document import Document
from kg.knowledge_graph import KnowledgeGraph
from kg.ledger import Ledger
from kg.rendition import render_text

Facts = dict[str, Any]
HIKVISION = "Hangzhou Hikvision Digital Technology Co., Ltd."
THURSDAY = ("2019-10-08", "2019-10-10")  # a day of publication that fits the article, and the Thursday that it means


@pytest.fixture(scope="module")
def article(shared: Path) -> Path:
    """The article's file."""
    return next((shared / "data" / "seed").glob("*.txt"))


@pytest.fixture(scope="module")
def gold(shared: Path) -> Facts:
    """What was annotated in it by hand."""
    documents = json.loads((shared / "gold" / "docs_dev.json").read_text("utf-8"))
    return next(found for found in documents if found["doc"].startswith("seed/"))


def extracted(content: bytes, published: str = "") -> Facts:
    """The JSON object that `kg extract` prints."""
    pytest.importorskip("spacy")
    from ingest.text.extraction import extract

    document = Document(content=content, name="article.txt", published=published)
    return as_json(document, extract(document, render_text(content, document.name)))


def faults(said: Facts, gold: Facts) -> list[str]:
    """What the extract lacks of the expected facts, and what it says beyond them."""
    found = [name for name, holds in CHECKS.items() if not holds(said, gold)]
    text = json.dumps([said[kind] for kind in ("blacklistings", "talks", "retaliations", "others")])
    names = [value for event in said["blacklistings"] for target in event["targets"]
             for value in (target["name"], target["mention"])] + [event["speaker"] for event in said["statements"]]
    return found + [f"extracts {word}" for word in gold["must_not_extract"] if word in names] \
        + [f"infers {word}" for word in gold["must_not_infer"] if word in text or word in names]


def _listing(said: Facts) -> Facts:
    found: list[Facts] = said["blacklistings"]
    return found[0] if len(found) == 1 else {"targets": [], "claimed_counts": []}


def _lists(said: Facts, gold: Facts) -> bool:
    event, expected = _listing(said), gold["blacklistings"][0]
    return all(event.get(key) == expected[key] for key in ("agency", "country", "list", "action", "status", "date"))


def _counts(said: Facts, gold: Facts) -> bool:
    told = {(count["count"], count["of"]) for count in _listing(said)["claimed_counts"]}
    return told == {(count["count"], count["of"]) for count in gold["blacklistings"][0]["claimed_counts"]}


def _targets(said: Facts, gold: Facts) -> bool:
    told = [target["mention"] for target in _listing(said)["targets"]]
    return told == [target["mention"] for target in gold["blacklistings"][0]["targets"]] \
        and _listing(said)["targets"][0]["name"] == HIKVISION


def _statements(said: Facts, gold: Facts) -> bool:
    def key(event: Facts) -> tuple[Any, ...]:
        return (event["speaker"], event["mode"], event["stance"], event["country"], event["addressee"],
                event.get("segments") or [[event["start"], event["end"]]] if event["mode"] != "indirect" else [])

    return [key(event) for event in said["statements"]] == [key(event) for event in gold["statements"]]


def _reuters(said: Facts, gold: Facts) -> bool:
    return [event["about"] for event in said["statements"] if event["speaker"] == "Reuters"] == [HIKVISION]


def _talks(said: Facts, gold: Facts) -> bool:
    return [(set(event["participants"]), event["place"], event["date"], event["date_expression"], event["status"])
            for event in said["talks"]] == [({"US", "CN"}, "Washington", None, "this Thursday", "scheduled")]


def _answer(said: Facts, gold: Facts) -> bool:
    return [(event["actor"], event["against"], event["status"], event["in_response_to"])
            for event in said["retaliations"]] == [("CN", ["US"], "expected", "the blacklists")]


CHECKS: dict[str, Callable[[Facts, Facts], bool]] = {
    "one listing by the Commerce Department on the Entity List": _lists,
    "28 organizations, eight of them companies": _counts,
    "four firms named, Hikvision among them": _targets,
    "the reason": lambda said, gold: "Xinjiang" in (_listing(said).get("reason") or ""),
    "who said what, in which words": _statements,
    "Reuters on Hikvision": _reuters,
    "talks on Thursday in Washington": _talks,
    "the expected answer to the listing": _answer,
    "no tariffs": lambda said, gold: said["tariffs"] == [],
}


def test_every_expected_fact_is_extracted_and_nothing_else(article: Path, gold: Facts) -> None:
    """The listing, its counts, names and reason, the words with their offsets, the answer, and the talks."""
    assert faults(extracted(article.read_bytes()), gold) == []


def test_the_thursday_is_resolved_from_the_day_of_publication(article: Path) -> None:
    """With a day given, "this Thursday" is that of its week; without one it stays unknown."""
    published, thursday = THURSDAY
    assert [event["date"] for event in extracted(article.read_bytes(), published)["talks"]] == [thursday]


@pytest.mark.parametrize(("words", "instead", "fault"), [
    ("Twenty-eight", "Twenty-nine", "28 organizations, eight of them companies"),
    ("U.S. Department of Commerce", "U.S. Department of State",
     "one listing by the Commerce Department on the Entity List"),
    ("Meiya Pico", "Dahua", "four firms named, Hikvision among them"),
    ("Meiya Pico", "Dahua", "infers Dahua"),
    ("Geng Shuang", "Hua Chunying", "who said what, in which words"),
    ("groundless and", "groundless, and", "who said what, in which words"),
    ("Reuters", "Bloomberg", "Reuters on Hikvision"),
    ("Thursday", "Friday", "talks on Thursday in Washington"),
    ("in Washington", "in Shanghai", "talks on Thursday in Washington"),
    ("will likely retaliate for", "regrets", "the expected answer to the listing"),
])
def test_the_check_fails_on_an_article_that_says_something_else(article: Path, gold: Facts, words: str, instead: str,
                                                                fault: str) -> None:
    """Nothing about the article is hard-wired: one word changed in it, and the fact is gone."""
    text = article.read_text("utf-8")
    assert words in text
    assert fault in faults(extracted(text.replace(words, instead).encode()), gold)


@pytest.fixture(scope="module")
def graph(article: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """A ledger of nothing but the article."""
    pytest.importorskip("spacy")
    ledger = Ledger.create(tmp_path_factory.mktemp("seed") / "l.kg")
    assert ingest.run(ledger, [article]).refused == ()
    with KnowledgeGraph(ledger) as opened:
        yield opened


def rows(graph: KnowledgeGraph, pattern: str) -> list[tuple[Any, ...]]:
    """The rows of a question to the graph."""
    return [tuple(row) for row in graph.cypher(f"MATCH {pattern} ").rows]


def test_the_graph_tells_who_listed_whom_and_why(graph: KnowledgeGraph) -> None:
    """One listing, on one list, by one agency, of four firms, with all three counts."""
    assert rows(graph, "(a)-[:ISSUED]->(e:Blacklisting)-[:ADDS_TO]->(l) RETURN a.name AS agency, l.name AS listed, "
                       "e.claimed_count AS number, e.claimed_noun AS noun") == [
        ("United States Department of Commerce", "Entity List", 28, "organizations")]
    (claimed, reason), = rows(graph, "(e:Blacklisting) RETURN e.claimed AS claimed, e.reason AS reason")
    assert claimed == ["28 commercial companies and government agencies", "28 organizations", "8 companies"]
    assert "Xinjiang" in reason
    targets = rows(graph, "(:Blacklisting)-[:TARGETS]->(t:Company) RETURN t.id AS id ORDER BY id")
    assert targets == [(f"company:{name}",) for name in ("hikvision", "megvii", "meiya-pico", "sensetime-group")]


def test_the_query_finds_24_that_are_not_named(graph: KnowledgeGraph) -> None:
    """28 claimed, four named."""
    columns, (row,) = (found := graph.query("blacklists/claimed_vs_named")).columns, found.rows
    told = dict(zip(columns, row, strict=True))
    assert (told["claimed_count"], told["named"], told["missing"]) == (28, 4, 24)


def test_the_wrong_spelling_is_kept_as_a_name_of_hikvision(graph: KnowledgeGraph) -> None:
    """Beside the registry's own name."""
    (name, names), = rows(graph, "(t:Company {id: 'company:hikvision'}) RETURN t.name AS name, t.names AS names")
    assert name == HIKVISION
    assert "Hiivision" in names


def test_the_graph_keeps_the_words_of_ross_and_geng(graph: KnowledgeGraph, article: Path, gold: Facts) -> None:
    """Verbatim, a split quotation in its two parts."""
    text = article.read_text("utf-8")
    for speaker in ("Wilbur Ross", "Geng Shuang"):
        segments, = [event.get("segments") or [[event["start"], event["end"]]] for event in gold["statements"]
                     if event["speaker"] == speaker and event["mode"] == "direct"]
        (words,), = rows(graph, f"(p:Person)-[:MADE]->(s:Statement {{mode: 'direct'}}) WHERE p.name = '{speaker}' "
                                "RETURN s.words AS words")
        assert sorted(words) == sorted(text[start:end] for start, end in segments)


def test_the_graph_links_the_answer_to_the_listing(graph: KnowledgeGraph) -> None:
    """An expected answer, not one that was given."""
    assert rows(graph, "(p)-[:MADE]->(t:Threat)-[r:RESPONDS_TO]->(e:Blacklisting) RETURN p.id AS who, "
                       "r.modality AS modality") == [("gov:cn", "expected")]
    stances = rows(graph, "(p {id: 'gov:cn'})-[:MADE]->(s:Statement)-[:ADDRESSES]->(o) "
                          "RETURN s.stance AS stance, o.id AS id ORDER BY stance")
    assert stances == [("reject", "gov:us"), ("threaten", "gov:us")]


def test_the_graph_has_the_talks_and_the_source_on_hikvision(graph: KnowledgeGraph) -> None:
    """Both sides in Washington, to come; Reuters speaks about the firm."""
    assert rows(graph, "(p)-[r:PARTICIPATED_IN]->(t:TradeTalk)-[:HELD_IN]->(w) "
                       "RETURN p.id AS id, w.id AS place, r.modality AS modality ORDER BY id") == [
        ("gov:cn", "region:us-washington", "announced"), ("gov:us", "region:us-washington", "announced")]
    assert rows(graph, "(p)-[:MADE]->(s)-[:ABOUT]->(c) WHERE p.name = 'Reuters' RETURN c.id AS id") == [
        ("company:hikvision",)]


def test_the_graph_says_nothing_that_the_article_does_not(graph: KnowledgeGraph, gold: Facts) -> None:
    """No name of the page's furniture, and none that only memory would add."""
    names = " | ".join(str(row[0]) for row in rows(graph, "(n:Thing) RETURN n.name AS name"))
    assert [word for word in (*gold["must_not_extract"], *gold["must_not_infer"]) if word in names] == []
