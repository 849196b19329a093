"""Figures for papers: timeline, list growth and matrix, small and large, and the command that writes them."""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from kg import figures
from kg.cli.figure import chain as write_chain
from kg.cli.figure import growth as write_growth
from kg.cli.figure import matrix as write_matrix
from kg.cli.figure import timeline as write_timeline
from kg.errors import EnvironmentRefused, KgError, QueryError, UsageError
from kg.figures import chain_figure, growth, matrix, timeline
from kg.figures.growth import Interval
from kg.figures.matrix import Act
from kg.figures.timeline import Happening
from kg.graph import GraphInfo
from kg.knowledge_graph import KnowledgeGraph
from kg.ledger import Ledger
from kg.stores.embedded import EmbeddedStore
from tests.query_graph import query_graph
from tests.test_chain import HOSTILE, made
from tests.test_cli import kg

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from tests.neo4j_server.clean import Neo4jTarget

CLASSES = ("TariffAction", "Blacklisting", "Statement", "TradeTalk", "Threat", "MeasureChange")
SIDES = ("US", "CN", "EU", "CA", "MX", "JP", "KR", "AU", "GB", "NL", "TW", "IN", "VN", "BR", "CH")
COMMANDS: dict[str, Callable[..., None]] = {
    "timeline": lambda out, ledger, *, force: write_timeline(out, ledger=ledger, force=force),
    "growth": lambda out, ledger, *, force: write_growth(out, "Entity List", ledger=ledger, force=force),
    "matrix": lambda out, ledger, *, force: write_matrix(out, ledger=ledger, force=force),
    "chain": lambda out, ledger, *, force: write_chain("us-28", out, ledger=ledger, force=force)}
RECORDS: list[dict[str, object]] = [
    {"id": "us-28", "class": "Blacklisting", "name": "Two camera makers put on the Entity List",
     "actors": [{"country": "US"}], "target_countries": ["CN"], "targets": ["Megvii Technology", "Yitu Technologies"],
     "announced": "2019-10-07", "effective": "2019-10-09", "instruments": ["Entity List"], "citation": "84 FR 54002",
     "checked": "opened"},
    {"id": "cn-protest", "class": "Threat", "name": "China wants them off the list", "actors": [{"country": "CN"}],
     "target_countries": ["US"], "announced": "2019-10-08", "citation": "Statement of 8 October 2019",
     "checked": "secondary", "responds_to": [{"id": "us-28", "kind": "stated", "basis": "It names the listing"}]}]
INFO = GraphInfo(release="2026-11", digest="0123456789abcdef0123456789abcdef")


def events(count: int, name: str = "Measure number {} with a name of some length that is cut at its end",
           sides: int = 4) -> list[Happening]:
    """So many events, many of them on the same days."""
    return [Happening(f"e{n:03}", name.format(n), CLASSES[n % len(CLASSES)],
                      date(2025, 1, 1) + timedelta(days=(n * n) % 200), (SIDES[n % sides],),
                      "unchecked" if n % 7 == 3 else "opened", f"notice {n % 9}") for n in range(count)]


def acts(count: int, sides: int = 15) -> list[Act]:
    """So many acts among so many sides."""
    return [Act(CLASSES[n % 2], date(2025, 1, 1) + timedelta(days=n), (SIDES[n % sides],),
                tuple({SIDES[(n + 1 + n % 5) % sides]}), "", f"notice {n % 9}") for n in range(count)]


def intervals(count: int) -> list[Interval]:
    """So many parties that came on a list one after another, every fifth of which was suspended or removed."""
    found = []
    for n in range(count):
        since = date(2019, 1, 15) + timedelta(days=23 * n)
        until = since + timedelta(days=200) if n % 5 == 0 else None
        found.append(Interval(f"p{n:03}", "in_force", since, until, f"rule {n % 9}"))
        if until:
            found.append(Interval(f"p{n:03}", "suspended" if n % 2 else "removed", until, None, "a notice"))
    return found


DRAWN: dict[str, Callable[[int], Figure]] = {
    "timeline": lambda count: timeline.draw(events(count), INFO),
    "growth": lambda count: growth.draw("Entity List", intervals(count), INFO),
    "matrix": lambda count: matrix.draw(acts(count), INFO),
    "chain": lambda count: chain_figure.draw(made(min(count, 60)), INFO),
}
every_figure = pytest.mark.parametrize("kind", DRAWN)


def texts(figure: Figure) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Every text of a figure that is seen, with its box in points, as Matplotlib draws it."""
    with figures.styled():
        figure.dpi = 72
        figure.draw_without_rendering()
        found = []
        for axes in figure.axes:
            (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
            ticks = [*(one for one in axes.get_xticklabels() if left <= one.get_position()[0] <= right),
                     *(one for one in axes.get_yticklabels() if low <= one.get_position()[1] <= high)
                     ] if axes.axison else []
            for text in (*axes.texts, *ticks):
                box = text.get_window_extent()
                if text.get_text() and text.get_visible():
                    found.append((text.get_text(), (box.x0, box.y0, box.x1, box.y1)))
    return found


def covering(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts of which one covers more than a hair of the other."""
    boxes = texts(figure)
    return [(one, other) for n, (one, a) in enumerate(boxes) for other, b in boxes[:n]
            if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 2]


@pytest.mark.parametrize("count", [1, 3, 40, 300])
@pytest.mark.parametrize("kind", ["timeline", "growth", "matrix"])
def test_no_text_covers_another(kind: str, count: int) -> None:
    """With one event and with 300, every text stands free, as drawn."""
    assert covering(DRAWN[kind](count)) == []


def test_texts_that_cover_each_other_are_found() -> None:
    """The check above can fail."""
    with figures.styled():
        figure, axes = figures.sheet(200, 100)
        axes.text(20, 50, "one name", fontsize=8)
        axes.text(30, 51, "another name", fontsize=8)
    assert covering(figure) == [("another name", "one name")]


@pytest.mark.parametrize("count", [1, 3, 300])
@every_figure
def test_every_text_is_inside_the_picture(kind: str, count: int) -> None:
    """Nothing is cut off at an edge."""
    figure = DRAWN[kind](count)
    width, height = figure.get_size_inches() * 72
    for text, (left, low, right, high) in texts(figure):
        assert -1 <= left < right <= width + 1, text
        assert -1 <= low < high <= height + 1, text


@pytest.mark.parametrize("format_", figures.FORMATS)
@every_figure
def test_the_same_data_give_the_same_bytes(kind: str, format_: str) -> None:
    """No clock and no random id is in a figure; other data give other bytes."""
    assert figures.rendered(DRAWN[kind](5), format_) == figures.rendered(DRAWN[kind](5), format_)
    assert figures.rendered(DRAWN[kind](5), format_) != figures.rendered(DRAWN[kind](7), format_)


@every_figure
def test_the_caption_names_sources_release_and_digest(kind: str) -> None:
    """A figure taken into a paper says what it rests on."""
    caption = " ".join(max((text for text, _ in texts(DRAWN[kind](30))), key=len).split())
    assert re.search(r"From \d+ sources?: \w", caption)
    assert "release 2026-11" in caption
    assert f"graph {INFO.digest[:16]}" in caption
    assert "tradewar-kg " in caption


def test_sources_are_counted_and_the_ones_that_say_most_named() -> None:
    """The most frequent first; what isn't named is counted."""
    assert figures.sources_told(["b", "a", "b", ""]) == "2 sources: b; a."
    assert figures.sources_told(str(n) for n in range(9)).endswith("and 4 more.")
    assert figures.sources_told([]) == "No source is named."


@every_figure
def test_hostile_and_chinese_names_are_only_text(kind: str) -> None:
    """Markup in a name makes no element, and Chinese characters no warning, whatever fonts there are."""
    hostile: dict[str, Callable[[], Figure]] = {
        "timeline": lambda: timeline.draw(events(3, HOSTILE.replace("{}", "{{}}") + " 海康威视")),
        "growth": lambda: growth.draw("不可靠实体清单 " + HOSTILE, intervals(3)),
        "matrix": lambda: matrix.draw([Act("TariffAction", None, ("US",), ("CN",), "", HOSTILE + " 中国")]),
        "chain": lambda: chain_figure.draw(made(3, HOSTILE))}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = figures.rendered(hostile[kind](), "svg")
        assert figures.rendered(hostile[kind](), "png").startswith(b"\x89PNG")
    kinds = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(drawn).iter()}
    assert not kinds & {"script", "img", "image", "foreignObject", "a"}


def test_nothing_is_drawn_of_nothing() -> None:
    """An empty figure would look like a finding."""
    empty: list[Callable[[], Figure]] = [lambda: timeline.draw([]), lambda: growth.draw("A list", []),
                                         lambda: matrix.draw([])]
    for draw in empty:
        with pytest.raises(UsageError, match="nothing to draw"):
            draw()


def test_the_time_axis_of_a_timeline_is_true() -> None:
    """Distance is proportional to days."""
    given = events(20)
    plan = timeline.plan(given)
    scale = plan.axis / (plan.last - plan.first).days
    for event, place in zip(given, plan.places, strict=True):
        assert place.x == pytest.approx(plan.begin + scale * (event.day - plan.first).days)


@pytest.mark.parametrize("kind", ["timeline", "matrix"])
def test_legends_name_classes_in_words(kind: str) -> None:
    """A reader meets a tariff action, not the schema's name of it."""
    found = [text for text, _ in texts(DRAWN[kind](30))]
    assert any(text.startswith("tariff action ") for text in found)
    assert not any("TariffAction" in text for text in found)


def test_sides_that_act_rarely_share_a_lane() -> None:
    """With fifteen sides there are nine lanes and one for the others, and with three just three."""
    assert len(set(timeline.lanes_of(events(150, sides=15)).values())) == 10
    assert set(timeline.lanes_of(events(150, sides=3)).values()) == {"US", "CN", "EU"}


def test_unchecked_events_are_hollow_and_counted() -> None:
    """The caption says how many nobody has compared with their source; without any it says nothing."""
    told = " ".join(timeline.plan(events(10)).caption)
    assert "1 hollow: not compared with the source." in told
    assert "hollow" not in " ".join(timeline.plan(events(3)).caption)


def test_months_tell_what_changed_and_how_many_are_in_force() -> None:
    """Added, suspended, resumed, removed and unknown, each in its month, with the number at the month's end."""
    day = date.fromisoformat
    found = growth.months([
        Interval("a", "announced", day("2025-01-10"), day("2025-01-20")),
        Interval("a", "in_force", day("2025-01-20"), day("2025-03-05")),
        Interval("a", "suspended", day("2025-03-05"), day("2025-04-01")),
        Interval("a", "resumed", day("2025-04-01"), None),
        Interval("b", "in_force", None, day("2025-02-02")),
        Interval("c", "in_force", day("2025-02-03"), day("2025-04-30")),
        Interval("c", "unknown", day("2025-04-30"), None)])
    assert [(m.first.month, dict(m.changes), m.in_force) for m in found] == [
        (1, {"added": 1}, 2), (2, {"removed": 1, "added": 1}, 2), (3, {"suspended": 1}, 1),
        (4, {"resumed": 1, "unknown from here": 1}, 1)]


def test_a_party_with_two_sources_counts_once() -> None:
    """Stretches that overlap are one listing, and the state that began last stands."""
    day = date.fromisoformat
    found = growth.months([Interval("a", "in_force", day("2025-01-10"), None),
                           Interval("a", "in_force", day("2025-01-12"), None)])
    assert [(dict(m.changes), m.in_force) for m in found] == [({"added": 1}, 1)]


def test_a_narrowed_growth_keeps_what_came_before_in_its_number() -> None:
    """The first month shown starts from the parties already on the list; a time without changes is refused."""
    whole = growth.months(intervals(30))
    narrow = growth.months(intervals(30), since="2020-03-01")
    assert narrow == [month for month in whole if month.first >= narrow[0].first]
    with pytest.raises(UsageError, match="nothing to draw"):
        growth.months(intervals(3), since="2031-01-01")


def test_a_matrix_counts_each_pair_by_class() -> None:
    """An act of two sides against one counts in both cells."""
    made_table = matrix.table([Act("TariffAction", None, ("US",), ("CN",)), Act("Threat", None, ("US", "EU"), ("CN",))])
    assert made_table.cells == {("US", "CN"): Counter(TariffAction=1, Threat=1), ("EU", "CN"): Counter(Threat=1)}
    assert made_table.rows == ("US", "EU")


def test_a_matrix_of_many_sides_puts_the_rest_together() -> None:
    """No more than eleven sides have a row of their own; every act is still counted."""
    made_table = matrix.table(acts(300))
    assert len(made_table.rows) == len(made_table.columns) == matrix.MOST + 1
    assert sum(cell.total() for cell in made_table.cells.values()) == 300


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """The packs' graph in the embedded engine."""
    folder = tmp_path_factory.mktemp("figures")
    store = EmbeddedStore(folder / "graph.kgl")
    store.load(query_graph())
    with KnowledgeGraph(Ledger.create(folder / "ledger"), store=store) as found:
        yield found


def test_a_timeline_holds_the_events_of_its_time(graph: KnowledgeGraph) -> None:
    """Measures, talks and words within the days, in order, and none outside."""
    found = timeline.happenings(graph, since="2019-10-07", until="2019-10-11")
    assert {"us-xinjiang", "us-visa", "cn-reply", "talk-2019-10", "phase-one"} <= {one.id for one in found}
    assert all(date(2019, 10, 7) <= one.day <= date(2019, 10, 11) for one in found)
    assert [one.day for one in found] == sorted(one.day for one in found)
    with pytest.raises(UsageError, match="no dated event"):
        timeline.happenings(graph, since="1990-01-01", until="1990-12-31")


def test_a_list_is_found_by_any_of_its_names(graph: KnowledgeGraph) -> None:
    """Name, abbreviation and Chinese name lead to the same listings; an unknown one is refused."""
    name, found = growth.listed(graph, "UEL")
    assert name == "Unreliable Entity List"
    assert growth.listed(graph, "不可靠实体清单") == (name, found)
    assert [dict(m.changes) for m in growth.months(found) if m.changes] == [
        {"added": 2}, {"added": 1}, {"suspended": 1}, {"unknown from here": 1}]
    with pytest.raises(QueryError, match="isn't the name of a list"):
        growth.listed(graph, "no such list")


def test_words_and_talks_are_no_acts(graph: KnowledgeGraph) -> None:
    """Tariffs and threats count, statements, talks and pauses don't."""
    found = matrix.acts(graph)
    assert {"TariffAction", "Blacklisting", "Threat"} <= {act.class_name for act in found}
    assert not {"Statement", "TradeTalk", "Agreement", "MeasureChange"} & {act.class_name for act in found}


def test_neo4j_gives_the_same_data(clean_neo4j: Neo4jTarget, tmp_path: Path, graph: KnowledgeGraph) -> None:
    """Each figure's data are the same on both engines."""
    from kg.stores.neo4j import Neo4jStore

    store = Neo4jStore(clean_neo4j.uri, clean_neo4j.user, clean_neo4j.password, "test-figures")
    store.load(query_graph())
    with KnowledgeGraph(Ledger.create(tmp_path / "ledger"), store=store) as there:
        assert timeline.happenings(there) == timeline.happenings(graph)
        assert growth.listed(there, "UEL") == growth.listed(graph, "UEL")
        assert matrix.acts(there) == matrix.acts(graph)


@pytest.mark.parametrize(("since", "until"), [("2025-02-30", ""), ("2025-03-01", "2025-02-01"), ("soon", "")])
def test_a_time_that_cannot_be_is_refused(graph: KnowledgeGraph, since: str, until: str) -> None:
    """A day that doesn't exist, and an end before the beginning."""
    for ask in (timeline.happenings, matrix.acts):
        with pytest.raises(KgError):
            ask(graph, since=since, until=until)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with two events of a chronology, of which one answers the other, and two listings."""
    import ingest

    folder = tmp_path_factory.mktemp("ledger")
    (folder / "events.jsonl").write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
    assert ingest.run(folder / "tradewar.kg", [folder / "events.jsonl"]).refused == ()
    return folder / "tradewar.kg"


def test_each_kind_is_written_as_its_suffix_says(ledger: Path, tmp_path: Path) -> None:
    """SVG and PNG, and the same bytes again with --force."""
    for name, start in (("a.svg", b"<?xml"), ("a.png", b"\x89PNG")):
        for kind, draw in COMMANDS.items():
            out = tmp_path / f"{kind}-{name}"
            draw(out, ledger, force=False)
            first = out.read_bytes()
            assert first.startswith(start)
            draw(out, ledger, force=True)
            assert out.read_bytes() == first


@pytest.mark.parametrize("kind", ["timeline", "growth", "matrix", "chain"])
def test_nothing_is_written_where_it_should_not_be(ledger: Path, tmp_path: Path, kind: str) -> None:
    """Another suffix is refused before any work, what is there stays without --force, and no half file is left."""
    there = tmp_path / "there.svg"
    there.write_text("mine", encoding="utf-8")
    for out, error, message in ((tmp_path / "a.pdf", UsageError, "ends in .svg or .png"),
                                (there, UsageError, "--force replaces it"),
                                (tmp_path / "no" / "a.svg", EnvironmentRefused, "there is no folder")):
        with pytest.raises(error, match=message):
            COMMANDS[kind](out, ledger, force=False)
    assert there.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [there]


def test_the_command_line_draws_and_refuses(ledger: Path, tmp_path: Path) -> None:
    """Exit code 0 with a line on what is in the picture, 2 for an empty selection."""
    done = kg("figure", "timeline", tmp_path / "a.svg", "--ledger", ledger, "--since", "2019-10-01")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith("a.svg: 2 events\n")
    refused = kg("figure", "timeline", tmp_path / "b.svg", "--ledger", ledger, "--until", "1990-01-01")
    assert refused.returncode == 2
    assert "nothing to draw" in refused.stderr
