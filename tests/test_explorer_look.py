"""What a reader of the explorer sees, in a real Chromium: names that don't cover each other, tables that fit, words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.explorer import content, page
from kg.graph import from_rows
from tests.browser import Watched, started_or_skipped, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from kg.graph import Row

SIZES = [(1400, 900), (800, 1000)]
FIRST = date(2025, 4, 2)
LONG = "Export licences for tungsten, tellurium, bismuth, molybdenum and indium items, number"
ROW = '{"measure": "us-duty", "action": "strike_down"}'


def event(name: str, days: int, actor: str) -> tuple[str, Row]:
    """A tariff action so many days after the first one, in force three days later."""
    announced = FIRST + timedelta(days)
    return "TariffAction", {"id": name, "name": f"{LONG} {name}", "announced": announced,
                            "date": announced + timedelta(3), "actor_countries": [actor]}


def answer(later: str, earlier: str) -> tuple[str, Row]:
    """A stated answer."""
    return "RESPONDS_TO", {"id": f"{later}>{earlier}", "source": later, "target": earlier, "kind": "stated"}


NODES: list[tuple[str, Row]] = [
    event("us-duty", 0, "US"), *(event(f"cn-{i}", 2, "CN") for i in range(9)),
    *(event(f"us-{i}", 5 + i, "US") for i in range(4)), event("us-late", 320, "US"),
    ("Statement", {"id": "said", "name": "A protest", "announced": FIRST, "date": FIRST, "actor_countries": ["CN"]}),
    ("Statement", {"id": "said-not", "name": "Of other things", "announced": FIRST, "date": FIRST}),
    ("Region", {"id": "region:cn", "name": "China", "country": "CN"}),
    ("Region", {"id": "region:us", "name": "United States", "country": "US"}),
    ("Region", {"id": "region:x1", "name": "An island"}), ("Region", {"id": "region:x2", "name": "Another island"})]
OWN: Row = {"basis": "bundled", "source_name": "A register", "claims": ["c1"]}
EDGES: list[tuple[str, Row]] = [
    *(answer(f"cn-{i}", "us-duty") for i in range(9)), *(answer(f"us-{i}", f"cn-{2 * i}") for i in range(4)),
    answer("us-late", "us-duty"), answer("said", "us-duty"),
    ("CHANGES", {"id": "change", "source": "us-late", "target": "us-duty", "quote": ROW, **OWN}),
    ("TARGETS", {"id": "targets", "source": "us-duty", "target": "region:cn", "rate_pct": 34,
                 "quote": "region:cn", **OWN}),
    ("HAS_STATE", {"id": "state", "source": "us-duty", "target": "region:cn", "state": "in_force"}),
    ("HAS_STATE", {"id": "loop", "source": "us-duty", "target": "us-duty", "state": "in_force"}),
    ("NOT_RESPONSE_TO", {"id": "none", "source": "said-not", "target": "us-duty", "reason": "earlier"}),
    ("LOCATED_IN", {"id": "press", "source": "region:us", "target": "region:cn", "basis": "press",
                    "quote": "words of a paper"})]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for this module."""
    with started_or_skipped() as found:
        yield found


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the graph above."""
    path = tmp_path_factory.mktemp("look") / "explorer.html"
    claims = [{"id": "c1", "subject": "us-duty", "predicate": "TARGETS", "object": "region:cn", "quote": "region:cn",
               "document": "register.jsonl", "basis": "bundled", "method": "register", "confidence": 100},
              {"id": "c2", "subject": "us-duty", "predicate": "name", "object": "a duty", "quote": "called a duty",
               "document": "A paper", "basis": "press", "method": "news", "confidence": 90}]
    path.write_bytes(page(content(from_rows(NODES, EDGES), claims)))
    return path


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def sized(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A page at each window size; silent at the end."""
    with watched(browser, viewport={"width": request.param[0], "height": request.param[1]}) as found:
        yield found
        assert (found.messages, found.requests) == ([], [])


@pytest.fixture
def seen(browser: Browser) -> Iterator[Watched]:
    """A page of a usual size; silent at the end."""
    with watched(browser, viewport={"width": 1400, "height": 900}, color_scheme="light") as found:
        yield found
        assert (found.messages, found.requests) == ([], [])


# Pixels that texts of the chain share with one another, and the longest way of an arrow under one line of a name.
CHAIN = """() => {
    const box = one => { const b = one.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
    const texts = [...document.querySelectorAll('svg.chain .label, svg.chain .lag, svg.chain .axis text')].map(box);
    const shared = (a, b) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]) - 1)
        * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]) - 3);
    const pairs = texts.flatMap((a, i) => texts.slice(i + 1).map(b => shared(a, b)));
    const lines = [...document.querySelectorAll('svg.chain .label tspan')].map(box);
    let longest = 0;
    for (const path of document.querySelectorAll('svg.chain path.arrow')) {
        const matrix = path.getScreenCTM();
        const points = Array.from({ length: Math.ceil(path.getTotalLength() / 2) },
            (_, i) => path.getPointAtLength(2 * i).matrixTransform(matrix));
        for (const [left, top, right, bottom] of lines) {
            const under = points.filter(p => p.x > left && p.x < right && p.y > top + 2 && p.y < bottom - 2).length;
            longest = Math.max(longest, 2 * under);
        }
    }
    return { names: lines.length, texts: Math.max(...pairs), arrow: longest };
}"""


def test_names_and_lags_of_a_crowded_chain_stay_apart(sized: Watched, explorer: Path) -> None:
    """Nine answers on one day: no text over another one, and no arrow runs along a name; the check can fail."""
    tab = sized.open(explorer, "#/chains/us-duty")
    found = tab.evaluate(CHAIN)
    assert found["names"] > 30
    assert found["texts"] == 0
    assert found["arrow"] <= 40
    tab.evaluate("""() => {
        const { x, y } = document.querySelector('svg.chain .label tspan').getBBox();
        document.querySelector('svg.chain path.arrow').setAttribute('d', `M${x},${y + 6} h160`);
        const [first, second] = document.querySelectorAll('svg.chain .label');
        second.innerHTML = first.innerHTML;
    }""")
    worse = tab.evaluate(CHAIN)
    assert worse["texts"] > 0
    assert worse["arrow"] > 40


def test_a_time_axis_that_is_not_true_says_so(seen: Watched, explorer: Path, tmp_path: Path) -> None:
    """Quiet stretches are shortened where events crowd, with days of events as ticks; else time is true."""
    tab = seen.open(explorer, "#/chains/us-duty")
    assert "Quiet stretches of the time axis are shortened" in tab.inner_text(".lead")
    days = {f"{day:%-d %b %Y}" for day in (FIRST + timedelta(n) for n in (0, 2, 5, 6, 7, 8, 320))}
    assert set(tab.locator("svg.chain .axis text").all_text_contents()) <= days
    plain = tmp_path / "plain.html"
    plain.write_bytes(page(content(from_rows([NODES[0], NODES[1], NODES[2]], EDGES[:2]))))
    assert "shortened" not in seen.open(plain).inner_text(".lead")


def overflow(tab: Page) -> int:
    """Pixels by which the widest table is wider than its place."""
    widths = tab.eval_on_selector_all(".scroll", "all => all.map(one => one.scrollWidth - one.clientWidth)")
    return int(max(widths))


def test_tables_fit_the_window(sized: Watched, explorer: Path) -> None:
    """Nothing of a table has to be scrolled to sideways; the check can fail."""
    tab = sized.open(explorer)
    for address in ("#/chains/us-duty", "#/timeline", "#/event/us-duty"):
        sized.go(address)
        assert overflow(tab) <= 0, address
    tab.evaluate("document.querySelector('td').style.minWidth = '100rem'")
    assert overflow(tab) > 0


def test_filters_stand_above_the_long_table(sized: Watched, explorer: Path) -> None:
    """In a narrow window too: heading, picture, filters, table."""
    tab = sized.open(explorer, "#/timeline")
    tops = tab.evaluate("""() => ['h1', 'fieldset.classes', 'table'].map(
        one => document.querySelector(one).getBoundingClientRect().top)""")
    assert tops == sorted(tops)
    assert tops[1] < 900


def test_the_graph_draws_only_edges_that_tell_something(seen: Watched, explorer: Path) -> None:
    """No edge to itself, none for what is no answer, no state beside its target; the page of the event has them."""
    tab = seen.open(explorer, "#/graph")
    drawn = tab.evaluate("""() => { const { model, edges } = document.querySelector('canvas').picture;
        return edges.map(one => model.relations[one]).sort(); }""")
    assert set(drawn) == {"RESPONDS_TO", "CHANGES", "TARGETS", "LOCATED_IN"}
    assert len(drawn) == len(EDGES) - 3
    seen.go("#/graph?focus=us-duty")
    around = tab.locator(".focused h2").all_inner_texts()
    assert around[0].startswith("answered by")
    assert not [one for one in around if one.startswith(("state", "subject"))]
    seen.go("#/event/us-duty")
    told = tab.locator("table").first.inner_text()
    assert "state for\tthe whole of it" in told
    assert "not answered by" in told


def test_what_nothing_is_joined_to_is_shown_on_request(seen: Watched, explorer: Path) -> None:
    """It is counted beside the box, found by its address, and the address keeps the choice."""
    tab = seen.open(explorer, "#/graph")
    assert tab.inner_text(".lead").startswith("18 nodes")
    tab.get_by_label("with 3 nodes that nothing is joined to").check()
    assert tab.inner_text(".lead").startswith("21 nodes")
    assert "alone=yes" in str(tab.evaluate("location.hash"))
    assert seen.open(explorer, "#/graph?alone=yes").inner_text(".lead").startswith("21 nodes")
    assert seen.open(explorer, "#/graph?focus=region:x1").inner_text(".lead").startswith("19 nodes")


def test_no_name_stands_under_the_buttons(sized: Watched, explorer: Path) -> None:
    """The corner of the zoom buttons is kept free, wherever the picture is moved; a name moved there is noticed."""
    tab = sized.open(explorer, "#/graph?alone=yes")
    for _ in range(8):
        tab.locator("canvas").focus()
        tab.keyboard.press("ArrowLeft")
        assert not tab.evaluate(UNDER_BUTTONS, arg=False)
    assert tab.evaluate(UNDER_BUTTONS, arg=True)


UNDER_BUTTONS = """isMoved => {
    const canvas = document.querySelector('canvas').getBoundingClientRect();
    const buttons = document.querySelector('.zooms').getBoundingClientRect();
    const { picture } = document.querySelector('canvas');
    picture.draw();
    if (isMoved) Object.assign(picture.names[0], { x: picture.plot.size.width - 30, y: 20 });
    return picture.names.some(one => one.x + one.w > buttons.left - canvas.left
        && one.y < buttons.bottom - canvas.top);
}"""


def test_own_records_read_as_words_and_never_as_quotations(seen: Watched, explorer: Path) -> None:
    """Fields and names in place of JSON and ids, without quotation marks; words of a paper have them."""
    tab = seen.open(explorer, "#/event/us-duty")
    edges, claims = tab.locator("table").nth(0).inner_text(), tab.locator("table").nth(1)
    assert f"measure: {LONG} us-duty; action: strike_down" in edges
    assert "region:cn" not in edges
    assert claims.locator("tr", has_text="register.jsonl").locator("q").count() == 0
    assert claims.locator("tr", has_text="A paper").locator("q").inner_text() == "called a duty"
    assert "who acted" in tab.inner_text(".properties")
    assert "United States" in tab.inner_text(".properties")
    seen.go("#/entity/region%3Aus")
    assert tab.locator("table").nth(0).locator("q").inner_text() == "words of a paper"


def test_the_day_beside_a_lag_is_the_one_it_counts_from(seen: Watched, explorer: Path) -> None:
    """An answer's row names the day of the announcement, not the later one on which the duty took effect."""
    rows = seen.open(explorer, "#/event/us-duty").locator("tbody tr", has_text="answered by").all_inner_texts()
    assert {row.split("\t")[2] for row in rows} == {"2025-04-02", "2025-04-04", "2026-02-16"}


def test_a_search_finds_by_kind_month_and_country(seen: Watched, explorer: Path) -> None:
    """Each word must be somewhere; in order of time; nothing found says what can be searched for."""
    tab = seen.open(explorer, "#/find?q=tariffs%20april%202025%20china")
    assert tab.locator(".found li").count() == 9
    seen.go("#/find?q=tariff%20united%20states")
    assert tab.locator(".found li").first.inner_text().endswith("us-duty tariff action, 2025-04-02")
    seen.go("#/find?q=tariff%20march%202025")
    assert tab.locator(".found li").count() == 0
    tab.get_by_role("link", name="tariff april 2025").click()
    tab.wait_for_function("() => document.querySelectorAll('.found li').length === 14")


def test_what_is_shown_of_a_chain_stands_in_the_address(seen: Watched, explorer: Path) -> None:
    """Unusual choices are kept and come back with a link; the usual ones need no word."""
    tab = seen.open(explorer, "#/chains/us-duty")
    tab.get_by_label("inferred links").uncheck()
    tab.get_by_label("what was changed or carried out").check()
    address = str(tab.evaluate("location.hash"))
    assert address == "#/chains/us-duty?with=beside&without=inferred"
    again = seen.open(explorer, address)
    assert not again.get_by_label("inferred links").is_checked()
    assert again.get_by_label("what was changed or carried out").is_checked()
    again.get_by_label("inferred links").check()
    again.get_by_label("what was changed or carried out").uncheck()
    assert again.evaluate("location.hash") == "#/chains/us-duty"


def test_a_sorted_table_stays_sorted_when_it_is_narrowed(seen: Watched, explorer: Path) -> None:
    """The heading's arrow tells the truth after a filter."""
    tab = seen.open(explorer, "#/timeline")
    for _ in range(2):
        tab.locator("th button").first.click()
    tab.get_by_label("statement").uncheck()
    days = [text[:10] for text in tab.locator("tbody tr").all_inner_texts()]
    assert days == sorted(days, reverse=True)
    assert tab.locator("th[aria-sort=descending]").inner_text() == "Announced"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_legend_has_the_colours_of_the_picture(browser: Browser, explorer: Path, scheme: str) -> None:
    """In light and dark a class has one colour beside its name and in the canvas."""
    dark = scheme == "dark"
    with watched(browser, color_scheme="dark" if dark else "light") as seen:
        beside, within = seen.open(explorer, "#/graph").evaluate("""() => {
            const { model, colours } = document.querySelector('canvas').picture;
            const pixel = colour => { const context = document.createElement('canvas').getContext('2d');
                context.fillStyle = colour; context.fillRect(0, 0, 1, 1);
                return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3); };
            const dot = document.querySelector('input[data-class=TariffAction] + .dot');
            return [pixel(getComputedStyle(dot).backgroundColor), pixel(colours[model.byId.get('us-duty')])];
        }""")
        assert beside == pytest.approx(within, abs=2)
        assert seen.messages == []


def test_the_help_tells_of_every_view_and_key(seen: Watched, explorer: Path) -> None:
    """It stands beside the views, and its links lead to them."""
    tab = seen.open(explorer)
    tab.get_by_role("link", name="Help").click()
    tab.wait_for_function("() => document.querySelector('h1').textContent === 'Help'")
    told = tab.inner_text("main")
    assert not [one for one in ("Chains", "Timeline", "Graph", "/", "Escape", "Hollow mark") if one not in told]
    tab.get_by_role("link", name="Graph").last.click()
    tab.wait_for_selector("canvas")
