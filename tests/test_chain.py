"""Chains: both directions, any depth, with kind, lag and evidence; as text, JSON, Mermaid, figure and page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from kg.chain import Chain, ChainEvent, ChainLink, trace
from kg.chain_page import page
from kg.chain_text import as_json, lag_words, mermaid, tree
from kg.errors import KgError, QueryError, UsageError
from kg.figures import rendered
from kg.figures.chain_figure import draw, plan, svg, ticks
from kg.graph import from_rows
from kg.knowledge_graph import KnowledgeGraph
from kg.ledger import Ledger
from kg.stores.embedded import EmbeddedStore
from tests.query_graph import query_graph

if TYPE_CHECKING:
    from kg.stores import CypherStore
    from tests.neo4j_server.clean import Neo4jTarget


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """The packs' graph in the embedded engine, with a suspension and a carried-out threat."""
    folder = tmp_path_factory.mktemp("chain")
    with opened(EmbeddedStore(folder / "graph.kgl"), folder) as found:
        yield found


def opened(store: CypherStore, folder: Path) -> KnowledgeGraph:
    """A graph whose store holds the packs' graph and two links beside its chain."""
    given = query_graph()
    paused = ("MeasureChange", {"id": "cn-pause", "name": "China pauses a part", "action": "suspend",
                                "announced": date(2018, 12, 14), "date": date(2019, 1, 1), "actor_countries": ["CN"]})
    extra = [("CHANGES", {"id": "x1", "source": "cn-pause", "target": "cn-list1", "action": "suspend"}),
             ("CARRIES_OUT", {"id": "x2", "source": "cn-list1", "target": "cn-threat"})]
    threat = ("Threat", {"id": "cn-threat", "name": "China says that it will follow", "announced": date(2018, 4, 4),
                         "date": date(2018, 4, 4), "actor_countries": ["CN"]})
    store.load(from_rows([*given.node_rows(), paused, threat], [*given.edge_rows(), *extra]))  # type: ignore[list-item]
    return KnowledgeGraph(Ledger.create(folder / "ledger"), store=store)


def pairs(chain: Chain) -> set[tuple[str, str, str]]:
    """(later, kind or relation, earlier) of every link."""
    return {(link.later, link.kind if link.relation == "RESPONDS_TO" else link.relation, link.earlier)
            for link in chain.links}


def test_a_chain_goes_back_to_what_was_answered_and_on_to_what_answered(graph: KnowledgeGraph) -> None:
    """From the middle both sides are found, with the surest kind of each pair, and what changed a measure."""
    assert pairs(trace(graph, "cn-list1")) == {
        ("cn-list1", "stated", "us-list1"), ("cn-list1", "inferred", "us-232"), ("us-200bn", "stated", "cn-list1"),
        ("cn-pause", "CHANGES", "cn-list1"), ("cn-list1", "CARRIES_OUT", "cn-threat"),
        ("us-list3", "CARRIES_OUT", "us-200bn")}


def test_without_inferred_links_nothing_hangs_on_one(graph: KnowledgeGraph) -> None:
    """What only an inferred link reaches is left out too."""
    chain = trace(graph, "cn-list1", inferred=False)
    assert ("cn-list1", "inferred", "us-232") not in pairs(chain)
    assert "us-232" not in chain.by_id()


def test_depth_ends_a_chain(graph: KnowledgeGraph) -> None:
    """One step from the first list reaches China's, two the threat that followed."""
    assert "us-200bn" not in trace(graph, "us-list1", depth=1).by_id()
    assert "us-200bn" in trace(graph, "us-list1", depth=2).by_id()


def test_rejected_pairs_show_when_asked_for(graph: KnowledgeGraph) -> None:
    """NOT_RESPONSE_TO stays out unless it is wanted, and says why."""
    rejected = [row for name, row in query_graph().edge_rows() if name == "NOT_RESPONSE_TO"]
    event = str(rejected[0]["target"])
    assert not any(link.relation == "NOT_RESPONSE_TO" for link in trace(graph, event).links)
    chain = trace(graph, event, rejected=True, unchecked=True)
    told = [link for link in chain.links if link.relation == "NOT_RESPONSE_TO"]
    assert rejected[0]["reason"] in {link.words for link in told}


@pytest.mark.parametrize(("name", "error"), [("nothing-of-that-name", QueryError), ("agency:us-bis", QueryError)])
def test_what_is_no_event_is_refused(graph: KnowledgeGraph, name: str, error: type[KgError]) -> None:
    """An unknown name and a party have no chain."""
    with pytest.raises(error):
        trace(graph, name)
    with pytest.raises(UsageError, match="depth"):
        trace(graph, "us-list1", depth=0)


def test_neo4j_gives_the_same_chain(clean_neo4j: Neo4jTarget, tmp_path: Path, graph: KnowledgeGraph) -> None:
    """Event by event and link by link."""
    from kg.stores.neo4j import Neo4jStore

    store = Neo4jStore(clean_neo4j.uri, clean_neo4j.user, clean_neo4j.password, "test-chain")
    with opened(store, tmp_path) as there:
        for event in ("cn-list1", "us-xinjiang"):
            assert trace(there, event, rejected=True) == trace(graph, event, rejected=True)


def test_the_tree_tells_lag_kind_and_evidence(graph: KnowledgeGraph) -> None:
    """Each answer stands below what it answers, the event asked for is marked, and an event is told once."""
    lines = list(tree(trace(graph, "cn-list1")))
    text = "\n".join(lines)
    assert "answers after 1 day, stated: equal scale" in text
    assert "suspended after 181 days" in text
    assert sum("▶" in line for line in lines) == sum("China's duties on a first list" in line for line in lines) >= 1
    assert "nothing in the graph answers it" in "\n".join(tree(trace(graph, "phase-one")))


def test_json_has_every_field(graph: KnowledgeGraph) -> None:
    """Programs get ids, days in ISO form, kinds and probabilities."""
    told = json.loads(as_json(trace(graph, "cn-list1")))
    assert told["root"] == "cn-list1"
    assert {event["date"] for event in told["events"]} >= {"2018-06-15", "2018-06-16"}
    assert {link["probability"] for link in told["links"]} >= {12, None}


@pytest.mark.parametrize(("days", "words"), [(0, "the same day"), (1, "after 1 day"), (24, "after 24 days"),
                                             (-2, "2 days before"), (None, "after an unknown time")])
def test_a_lag_in_words(days: int | None, words: str) -> None:
    """One day is one day; an unknown lag says so."""
    assert lag_words(days) == words


def made(count: int, name: str = "Measure number {} with a name of some length that has to be wrapped") -> Chain:
    """A chain of so many events of two sides, some days apart, each answering the one before."""
    days = [date.fromordinal(date(2025, 1, 1).toordinal() + 3 * n + n % 5) for n in range(count)]
    events = tuple(ChainEvent(f"e{n:03}", name.format(n), "TariffAction", day, day, ("US" if n % 2 else "CN",), (),
                              "unchecked" if n % 7 == 3 else "opened", "A notice", "https://example.org/")
                   for n, day in enumerate(days))
    links = tuple(ChainLink("RESPONDS_TO", f"e{n:03}", f"e{n - 1:03}", "inferred" if n % 3 == 0 else "stated",
                            (days[n] - days[n - 1]).days, 71 if n % 3 == 0 else None, "words", "source", "")
                  for n in range(1, count))
    return Chain("e000", events, links)


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'& {} $x$ 中国 ]]>"


def test_mermaid_has_no_markup_of_its_texts() -> None:
    """Quotes, angles and braces become entity codes; inferred links are dotted."""
    lines = list(mermaid(made(4, HOSTILE)))
    assert lines[0] == "flowchart LR"
    assert not any(re.search("[<{`]", line) for line in lines[1:])
    assert sum("-.->" in line for line in lines) == 1


@pytest.mark.parametrize("count", [1, 3, 60])
def test_labels_of_a_lane_never_overlap(count: int) -> None:
    """With 3 and with 60 events every label has a place of its own inside the picture."""
    from kg.figures import text_width
    from kg.figures.chain_figure import _POINTS, _ROW

    found = plan(made(count))
    boxes = [(p.x, p.y, p.x + max(text_width(line, _POINTS) for line in p.lines)) for p in found.places.values()]
    for i, (left, y, right) in enumerate(boxes):
        assert 0 < left < right <= found.width
        assert 0 < y < found.height
        for other_left, other_y, other_right in boxes[:i]:
            assert abs(y - other_y) >= _ROW - 0.01 or right < other_left or other_right < left


def test_the_time_axis_is_true() -> None:
    """Distance on the axis is proportional to days."""
    chain = made(10)
    found = plan(chain)
    first, last = chain.events[0], chain.events[-1]
    scale = (found.places[last.id].x - found.places[first.id].x) / (last.date - first.date).days  # type: ignore[operator]
    for event in chain.events:
        assert event.date
        assert first.date
        assert found.places[event.id].x - found.places[first.id].x == pytest.approx(
            scale * (event.date - first.date).days)


def test_where_events_crowd_quiet_stretches_are_shortened_and_the_caption_says_so() -> None:
    """Later is still further right, and the ticks are days of events; a chain with room stays true and says nothing."""
    few = made(10)
    first = few.events[0]
    assert first.date
    begin = first.date.toordinal()
    crowd = tuple(replace(first, id=f"on-{n}", actors=("US",), date=date.fromordinal(begin + 1 + n // 8))
                  for n in range(16))
    late = replace(first, id="late", date=date.fromordinal(begin + 300))
    crowded = Chain(few.root, (first, *crowd, late), ())
    found = plan(crowded)
    xs = [found.places[event.id].x for event in crowded.events]
    assert xs == sorted(xs)
    assert len(set(xs)) == 4
    assert {words for _, words in found.ticks} <= {f"{event.date.day} {event.date:%b %Y}" for event in crowded.events
                                                   if event.date}
    assert "shortened" in svg(crowded)
    assert "shortened" not in svg(few)


def test_a_figure_has_the_same_bytes_again_and_other_bytes_for_another_chain() -> None:
    """No clock and no random id is in it."""
    assert svg(made(5)) == svg(made(5))
    assert svg(made(5)) != svg(made(6))
    assert rendered(draw(made(3)), "png") == rendered(draw(made(3)), "png")


def test_the_figure_is_well_formed_and_holds_hostile_names_as_text() -> None:
    """Every name is text of the picture, never an element of it."""
    root = ElementTree.fromstring(svg(made(3, HOSTILE)))
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not kinds & {"script", "img", "foreignObject", "a"}
    assert any("alert(1)" in (element.text or "") for element in root.iter())


@pytest.mark.parametrize(("first", "last"), [
    (date(2025, 4, 2), date(2025, 4, 2)), (date(2025, 4, 2), date(2025, 4, 30)), (date(2018, 1, 1), date(2026, 7, 1))])
def test_ticks_are_few_and_within(first: date, last: date) -> None:
    """At least one tick and not more than were asked for."""
    found = ticks(first, last, 8)
    assert 1 <= len(found) <= 9
    assert all(first <= day <= last for day, _ in found)


class Elements(HTMLParser):
    """The elements and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember it."""
        self.tags.add(tag)
        self.addresses |= {str(value) for name, value in attrs if name in ("href", "src") and value}


def test_the_page_runs_and_loads_nothing() -> None:
    """A hostile name makes no element, and a citation that isn't a web address makes no link."""
    chain = made(3, HOSTILE)
    bad = [ChainEvent(**{**{f: getattr(e, f) for f in e.__dataclass_fields__}, "citation_url": "javascript:alert(3)"})
           for e in chain.events]
    told = page(Chain(chain.root, tuple(bad), chain.links))
    elements = Elements()
    elements.feed(told)
    assert not elements.tags & {"script", "img", "iframe", "link", "object"}
    assert not any(address.startswith("javascript") for address in elements.addresses)
    assert "default-src 'none'" in told


def test_the_page_shows_no_empty_quotation_and_no_code_for_a_word() -> None:
    """A change without words has none on the page; what was struck down reads so, beside the figure too."""
    one, two = made(2, "A duty").events
    link = ChainLink("CHANGES", two.id, one.id, "strike_down", 3, None, "", "A ruling", "")
    told = page(Chain(one.id, (one, two), (link,)))
    assert "<q></q>" not in told
    assert "strike_down" not in told
    assert "strike down +3 d" in told
    assert "<q>words</q>" in page(Chain(one.id, (one, two), (replace(link, words="words"),)))


def test_the_figure_of_the_page_shrinks_a_little_and_then_scrolls() -> None:
    """By a fifth at most, so that it can be read; who has no mouse can reach it to scroll."""
    told = page(made(3, "A duty"))
    wide, least = re.findall(r"width: max\(min\(100%, (\d+)pt\), (\d+)pt\)", told)[0]
    assert int(least) == pytest.approx(int(wide) * 0.8, abs=1)
    assert re.search(r'<figure [^>]*tabindex="0"', told)
