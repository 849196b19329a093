"""The explorer in a real Chromium: every view, by address and by keyboard, silent and without any request."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from kg.explorer import content, page
from kg.graph import PropertyGraph, from_rows
from tests.browser import Watched, started_or_skipped, watched
from tests.graphs import EDGES, NODES, UNUSUAL

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from kg.graph import Row

HACK = "window.hacked = true"
HOSTILE = (f"</script><script>{HACK}</script>", f'<img src="http://127.0.0.1:9/x" onerror="{HACK}">',
           f"javascript:{HACK}",
           "=cmd|'/C calc'!A0", "__proto__", "{policy} %s", "line\u2028end\u0000\u202e")
CHAIN: list[tuple[str, Row]] = [
    ("Blacklisting", {"id": "us-list", "name": "Twenty-eight bodies listed", "date": date(2019, 10, 9),
                      "announced": date(2019, 10, 7), "actor_countries": ["US"], "checked": "opened",
                      "citation": "84 FR 54002", "citation_url": "https://www.federalregister.gov/d/2019-22210"}),
    ("Statement", {"id": "cn-protest", "name": "外交部: a protest", "date": date(2019, 10, 8),
                   "actor_countries": ["CN"]}),
    ("TariffAction", {"id": "cn/duty 5%", "name": "A duty in return", "date": date(2019, 11, 1),
                      "checked": "unchecked", "actor_countries": ["CN"]}),
    ("Threat", {"id": "us-threat", "name": HOSTILE[1], "date": date(2019, 9, 1), "actor_countries": [HOSTILE[0]],
                "citation": HOSTILE[1], "citation_url": f"javascript:{HACK}"})]
LINKS: list[tuple[str, Row]] = [
    ("RESPONDS_TO", {"id": "r1", "source": "cn-protest", "target": "us-list", "kind": "stated", "lag_days": 1,
                     "basis": "official_words", "quote": HOSTILE[0], "source_name": "A press conference",
                     "source_url": f"javascript:{HACK}", "claims": ["c1"]}),
    ("RESPONDS_TO", {"id": "r2", "source": "cn/duty 5%", "target": "us-list", "kind": "inferred", "probability": 81,
                     "lag_days": 25, "rule": "retaliation/1", "features": ["prompt=0.9(+0.7)"]}),
    ("CARRIES_OUT", {"id": "r3", "source": "us-list", "target": "us-threat", "quote": "=1+1",
                     "source_url": "data:text/html,x"})]


def graph() -> PropertyGraph:
    """The stores' wide graph, a chain, and texts that would like to run."""
    odd: list[tuple[str, Row]] = [("Company", {"id": text, "name": text, "aliases": [text], "sector": text})
                                  for text in (*HOSTILE, *UNUSUAL)]
    return from_rows([*NODES, *CHAIN, *odd], [*EDGES, *LINKS])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for this module."""
    with started_or_skipped() as found:
        yield found


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the graph above."""
    path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    claim = {"id": "c1", "subject": "cn-protest", "predicate": "RESPONDS_TO", "object": "us-list", "quote": HOSTILE[1],
             "document": HOSTILE[0], "url": f"javascript:{HACK}", "known_from": "2019-10-08", "basis": "official_words",
             "method": "=1+1", "confidence": 90}
    path.write_bytes(page(content(graph(), [claim])))
    return path


@pytest.fixture
def seen(browser: Browser) -> Iterator[Watched]:
    """An empty page that is watched."""
    with watched(browser, viewport={"width": 1400, "height": 900}, color_scheme="light") as found:
        yield found


def addresses() -> list[str]:
    """An address of every view and of every node."""
    views = ["", "#/chains", "#/timeline", "#/graph", "#/graph?focus=us-list", "#/find?q=a", "#/nowhere", "#/event/%"]
    events = {row["id"] for _, row in CHAIN} | {row["id"] for _, row in NODES if str(row["id"]).startswith("ev:")}
    return views + [f"#/{'event' if row['id'] in events else 'entity'}/{quote(str(row['id']), safe='')}"
                    for _, row in graph().node_rows()]


def address_of(tab: Page) -> str:
    """The part of the address that the page itself keeps; the browser tells the whole one only later."""
    return str(tab.evaluate("location.hash"))


def test_hostile_texts_run_nothing_and_ask_for_nothing(seen: Watched, explorer: Path) -> None:
    """On every page: no message, no request, nothing ran, and every link leads within the page or to the web."""
    tab = seen.open(explorer)
    for address in addresses():
        seen.go(address)
        assert tab.locator("h1").count() == 1, address
        links = tab.eval_on_selector_all("a", "all => all.map(one => one.getAttribute('href'))")
        assert [one for one in links if not one.startswith(("#", "https://"))] == [], address
        assert tab.locator("main img, main script, main iframe").count() == 0
    assert tab.evaluate("window.hacked") is None
    assert seen.messages == []
    assert seen.requests == []


def test_the_policy_stops_what_gets_in_nevertheless(seen: Watched, explorer: Path) -> None:
    """A script, a style and an image put into the page by force don't count, and nothing is fetched."""
    tab = seen.open(explorer)
    tab.evaluate("""hack => {
        const script = document.createElement('script');
        script.textContent = hack;
        document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', `<img src="http://127.0.0.1:9/y" onerror="${hack}">`);
        return fetch('http://127.0.0.1:9/z').catch(() => null);
    }""", HACK)
    assert tab.evaluate("window.hacked") is None
    assert any("Content Security Policy" in one for one in seen.messages)


def test_without_the_policy_the_same_would_be_noticed(seen: Watched, explorer: Path, tmp_path: Path) -> None:
    """The two tests above can fail: in a page without a policy the script runs and the image is asked for."""
    open_page = tmp_path / "open.html"
    text = explorer.read_text(encoding="utf-8").replace("Content-Security-Policy", "X-Nothing")
    open_page.write_text(text.replace("</body>", f"{HOSTILE[1]}<script>{HACK}</script></body>"), encoding="utf-8")
    tab = seen.open(open_page)
    assert tab.evaluate("window.hacked") is True
    assert seen.requests == ["http://127.0.0.1:9/x"]
    assert seen.messages != []


def test_the_landing_view_is_the_chain(seen: Watched, explorer: Path) -> None:
    """Lanes by actor; inferred dashed, unchecked hollow, lags on the arrows; the table says it in words."""
    tab = seen.open(explorer)
    assert tab.inner_text("h1") == "Who answered whom"
    assert tab.locator(".actors b").all_inner_texts() == ["US", "CN"]
    assert tab.locator("svg.chain path.arrow.answer").count() == 1
    inferred = tab.locator("svg.chain path.arrow.inferred")
    assert inferred.evaluate("one => getComputedStyle(one).strokeDasharray") != "none"
    assert sorted(tab.locator("svg.chain text.lag").all_text_contents()) == ["1 d", "25 d 81 %"]
    assert tab.locator("svg.chain circle.hollow").count() == 1
    assert "answers after 25 days, inferred, 81 %" in tab.inner_text("table")
    tab.get_by_label("inferred links").uncheck()
    assert tab.locator("svg.chain path.arrow.inferred").count() == 0
    tab.get_by_label("what was changed or carried out").check()
    assert tab.locator("svg.chain path.arrow.change").count() == 1
    assert seen.messages == []


def test_a_chain_of_unchecked_events_can_be_hidden_whole(seen: Watched, tmp_path: Path) -> None:
    """What is then left is a sentence, and the events come back."""
    doubtful: list[tuple[str, Row]] = [(name, {**row, "checked": "unchecked"}) for name, row in CHAIN[:2]]
    path = tmp_path / "doubtful.html"
    path.write_bytes(page(content(from_rows(doubtful, LINKS[:1]))))
    tab = seen.open(path)
    assert tab.locator("svg.chain circle.hollow").count() == 2
    tab.get_by_label("unchecked events").uncheck()
    assert "Nothing of this chain is left" in tab.inner_text(".figure")
    tab.get_by_label("unchecked events").check()
    assert tab.locator("svg.chain circle.hollow").count() == 2
    assert seen.messages == []


def test_a_page_of_an_event_shows_every_edge_with_words_and_claims(seen: Watched, explorer: Path) -> None:
    """The words stand as text, a web source is a link, a script's address is not."""
    tab = seen.open(explorer, "#/event/cn-protest")
    assert tab.title().startswith("外交部: a protest")
    assert HOSTILE[0] in tab.inner_text("q >> nth=0")
    tables = tab.locator("table")
    assert tables.nth(0).locator("tbody tr").count() == 1
    assert "A press conference" in tables.nth(0).inner_text()
    assert "official words" in tables.nth(1).inner_text()
    assert tables.nth(1).locator("code").all_inner_texts() == ["c1"]
    seen.go("#/event/us-list")
    assert tab.get_by_role("link", name="84 FR 54002").get_attribute("href") == (
        "https://www.federalregister.gov/d/2019-22210")


@pytest.mark.parametrize(("address", "told"), [
    ("#/event/cn%2Fduty%205%25", "A duty in return"), ("#/entity/party%3Ahik", "Hikvision"),
    ("#/timeline?from=2019-10-08&to=2019-10-08", "Timeline"), ("#/entity/of-another-graph", "Not in this page"),
    ("#/chains/us-list", "Who answered whom"), ("#/nowhere", "No such page"), ("#/event/%E0%A4%A", "Not in this page")])
def test_an_address_can_be_shared(seen: Watched, explorer: Path, address: str, told: str) -> None:
    """It opens the same view in a new window, and says so when the page doesn't have it."""
    assert seen.open(explorer, address).inner_text("h1") == told
    assert seen.messages == []


def test_the_timeline_keeps_its_days_in_the_address(seen: Watched, explorer: Path) -> None:
    """Days and classes narrow the table and stand in the address; a brush sets the days."""
    tab = seen.open(explorer, "#/timeline?from=2019-10-08&to=2019-10-08")
    rows = tab.locator("tbody tr")
    assert {text[:10] for text in rows.all_inner_texts()} == {"2019-10-08"}
    assert tab.inner_text(".lead").startswith(f"{rows.count()} event")
    tab.get_by_role("button", name="All days").click()
    everything = rows.count()
    tab.get_by_label("statement").uncheck()
    assert rows.count() < everything
    assert "without=Statement" in address_of(tab)
    box = tab.locator("svg.months .overlay").bounding_box()
    assert box
    tab.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * 0.99, box["y"] + 20, steps=4)
    tab.mouse.up()
    assert "from=2019" in address_of(tab)
    assert seen.messages == []


def test_the_graph_filters_searches_and_focuses(seen: Watched, explorer: Path) -> None:
    """Classes and days narrow it, the best match of a search gets the focus, and the address keeps all that."""
    tab = seen.open(explorer, "#/graph")
    whole = tab.inner_text(".lead")
    tab.locator("input[data-class=Company]").uncheck()
    assert tab.inner_text(".lead") != whole
    assert "without=Company" in address_of(tab)
    tab.get_by_label("Find in the graph").fill("twenty-eight")
    tab.keyboard.press("Enter")
    assert "focus=us-list" in address_of(tab)
    centre = tab.evaluate("""() => {
        const { focused, px, py, plot } = document.querySelector('canvas').picture;
        return [px[focused] / plot.size.width, py[focused] / plot.size.height];
    }""")
    assert centre == pytest.approx([0.5, 0.5], abs=0.01)
    assert "answered by" in tab.inner_text(".focused")
    tab.get_by_role("button", name="外交部: a protest").click()
    assert "focus=cn-protest" in address_of(tab)
    assert seen.messages == []


def test_a_link_to_the_graph_brings_focus_and_filters_back(seen: Watched, explorer: Path) -> None:
    """An address with a focus, classes left out and days gives that very picture."""
    tab = seen.open(explorer, "#/graph?focus=us-list&without=Company,Nonsense&from=2019-10-01&to=broken")
    assert not tab.locator("input[data-class=Company]").is_checked()
    assert tab.get_by_label("First day").input_value() == "2019-10-01"
    assert tab.get_by_label("Last day").input_value() == ""
    focused = "(({ model, focused }) => model.ids[focused])(document.querySelector('canvas').picture)"
    assert tab.evaluate(focused) == "us-list"


@pytest.mark.parametrize("size", [(1400, 900), (800, 1000)])
def test_names_in_the_graph_cover_neither_each_other_nor_large_nodes(browser: Browser, tmp_path: Path,
                                                                    size: tuple[int, int]) -> None:
    """At two window sizes, with more names than there is room for."""
    rows: list[tuple[str, Row]] = [("Company", {"id": f"c{i}", "name": f"Company with a name {i}"}) for i in range(400)]
    ends: list[tuple[str, Row]] = [("OWNED_BY", {"id": f"o{i}", "source": f"c{i}", "target": f"c{i % 7}"})
                                   for i in range(7, 400)]
    path = tmp_path / "many.html"
    path.write_bytes(page(content(from_rows(rows, ends))))
    with watched(browser, viewport={"width": size[0], "height": size[1]}) as seen:
        found = seen.open(path, "#/graph").evaluate(COLLISIONS)
    assert found["names"] > 10
    assert found["overNames"] == 0
    assert found["overNodes"] == 0
    assert found["outside"] == 0


COLLISIONS = """() => {
    const { picture } = document.querySelector('canvas');
    const { width, height } = picture.plot.size;
    const meets = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
    const limit = at => Math.max(4.2, 0.75 * picture.radius(picture.r[at]));
    const discs = picture.order.map(at => ({ at, r: picture.radius(picture.r[at]) }))
        .map(({ at, r }) => ({ at, r, x: picture.px[at] - r, y: picture.py[at] - r, w: 2 * r, h: 2 * r }));
    const count = (all, test) => all.filter(test).length;
    return { names: picture.names.length,
        overNames: count(picture.names, (one, i) => picture.names.some((other, j) => i !== j && meets(one, other))),
        overNodes: count(picture.names, one => discs.some(disc =>
            disc.at !== one.at && disc.r >= limit(one.at) && meets(one, disc))),
        outside: count(picture.names, one => Math.min(one.x, one.y) < 0 || one.x + one.w > width
            || one.y + one.h > height) };
}"""


def test_all_can_be_reached_by_keyboard(seen: Watched, explorer: Path) -> None:
    """Skip link, search by the slash, first result, its page; then the graph's own keys."""
    tab = seen.open(explorer)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to content"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "view"
    tab.keyboard.press("/")
    tab.keyboard.type("Hikvision")
    assert tab.inner_text("#told").startswith("1 node found")
    for _ in range(2):  # past the theme button, to the result
        tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Hikvision"
    tab.keyboard.press("Enter")
    tab.wait_for_function(HEADED, arg="Hikvision")
    assert tab.evaluate("document.activeElement.tagName") == "H1"
    assert "edge" in tab.inner_text("#told")
    seen.go("#/graph?focus=us-list")
    tab.locator("canvas").focus()
    before = tab.evaluate("document.querySelector('canvas').picture.view.k")
    tab.keyboard.press("+")
    tab.wait_for_function("before => document.querySelector('canvas').picture.view.k > before", arg=before)
    tab.keyboard.press("Enter")
    tab.wait_for_function(HEADED, arg="Twenty-eight bodies listed")
    assert seen.messages == []


HEADED = "name => document.querySelector('h1').textContent === name"
NAMELESS = """() => [...document.querySelectorAll(
    'input, select, button, a, canvas, svg[role], [role=region]')].filter(one =>
    !(one.getAttribute('aria-label') || one.labels?.length || one.textContent.trim())
    && one.getAttribute('aria-hidden') !== 'true').map(one => one.outerHTML.slice(0, 120))"""


def test_every_control_has_a_name_for_those_who_listen(seen: Watched, explorer: Path) -> None:
    """In each view; a control without one is found."""
    tab = seen.open(explorer)
    for address in ("#/chains", "#/timeline", "#/graph?focus=us-list", "#/event/us-list", "#/find?q=a", "#/help"):
        seen.go(address)
        assert tab.evaluate(NAMELESS) == [], address
        assert tab.locator("[aria-live=polite]").count() == 1
        assert tab.locator("h1, main, header, nav, footer").count() == 5
    tab.evaluate("document.body.append(document.createElement('button'))")
    assert tab.evaluate(NAMELESS) == ["<button></button>"]


CONTRAST = """() => {
    const style = getComputedStyle(document.documentElement);
    const light = name => { const text = style.getPropertyValue(name).trim();
        const [r, g, b] = [1, 3, 5].map(at => parseInt(text.slice(at, at + 2), 16) / 255)
            .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return Object.fromEntries(['--ink', '--soft', '--accent'].map(name =>
        [name, Math.min(ratio(light(name), light('--paper')), ratio(light(name), light('--band')))]));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_can_be_read_and_changed(browser: Browser, explorer: Path, scheme: Any) -> None:
    """Text stands out by 4.5 to 1 or more in both; the button turns one into the other."""
    with watched(browser, color_scheme=scheme) as seen:
        tab = seen.open(explorer, "#/graph")
        ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
        assert min(tab.evaluate(CONTRAST).values()) >= 4.5
        tab.locator("button.theme").click()
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != ground
        assert min(tab.evaluate(CONTRAST).values()) >= 4.5
        assert seen.messages == []


def test_the_table_shown_is_downloaded_without_formulas(seen: Watched, explorer: Path) -> None:
    """CSV with every row, Chinese intact, and no cell that a spreadsheet would run."""
    tab = seen.open(explorer, "#/event/us-threat")
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Download CSV").first.click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0][:3] == ["Relation", "With", "When"]
    assert rows[1][0] == "carried out by"
    assert "'=1+1" in rows[1]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    seen.go("#/timeline")
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Download CSV").click()
    assert "外交部: a protest" in Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert seen.requests == []


def test_a_page_of_an_empty_graph_says_so(seen: Watched, tmp_path: Path) -> None:
    """Each view of it is still a page."""
    path = tmp_path / "empty.html"
    path.write_bytes(page(content(from_rows([], []))))
    tab = seen.open(path)
    for address, told in (("#/chains", "holds no node"), ("#/timeline", "no dated event"), ("#/graph", "holds no node"),
                          ("#/find?q=a", "0 nodes"), ("#/event/x", "Nothing here has the id")):
        seen.go(address)
        assert told in tab.inner_text("main")
    assert seen.messages == []


def test_a_browser_that_is_too_old_is_told_so(seen: Watched, explorer: Path) -> None:
    """Without what unpacks the data the page says what it needs, instead of staying white."""
    seen.page.add_init_script("delete window.DecompressionStream")
    seen.page.goto(explorer.as_uri())
    seen.page.wait_for_selector("[role=alert]")
    assert "needs a browser of" in seen.page.inner_text("[role=alert]")


@pytest.mark.parametrize("width", [1400, 800, 360])
def test_no_view_is_wider_than_the_window(browser: Browser, explorer: Path, width: int) -> None:
    """Tables and pictures scroll by themselves; a name of 10,000 characters widens nothing."""
    with watched(browser, viewport={"width": width, "height": 900}) as seen:
        tab = seen.open(explorer)
        for address in ("#/chains", "#/timeline", "#/graph", "#/event/us-list", f"#/entity/{'x' * 10_000}",
                        "#/find?q=x", "#/help"):
            seen.go(address)
            assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
