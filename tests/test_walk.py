"""The README's half hour is what its commands print and draw today; `make figures` writes it."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser import BrowserUnavailable
from tests.gephi import GephiUnavailable
from tests.neo4j_server import Neo4jUnavailable
from tests.neo4j_server.clean import Neo4jTarget
from tests.pictures import texts
from tests.walk import pictures, steps
from tests.walk.console import CommandFailed, run
from tests.walk.page import DOCS, README, ROOT, filled, part, table

MOST_BYTES = 300_000  # of a picture
SHOWN = README.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    """What the steps gave that need nothing but this program."""
    return {}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, printed: dict[str, str]) -> Path:
    """A folder in which the demo was made and released and a figure drawn, in the order of the README."""
    made = tmp_path_factory.mktemp("half-hour")
    printed["demo"] = steps.demo(made)
    printed["citation"] = steps.release(made)
    printed["words"] = steps.words(made)
    return made


@pytest.fixture(scope="module")
def imported(folder: Path) -> str:
    """What Gephi reports of the demo's file; without Gephi its tests skip, and fail where CI runs."""
    try:
        return pictures.gephi(folder)
    except (GephiUnavailable, Neo4jUnavailable) as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must test with Gephi: {error}", pytrace=False)
        pytest.skip(f"NOT TESTED: no Gephi: {error}")


@pytest.mark.parametrize("name", ["demo", "citation", "words"])
def test_the_readme_shows_what_is_printed(folder: Path, printed: dict[str, str], name: str) -> None:
    """The demo, the citation of a release and the way from an edge to its words are as in the README."""
    assert folder.is_dir()
    assert part(SHOWN, name) == printed[name], "make figures"


def test_a_stale_output_is_found(folder: Path, printed: dict[str, str]) -> None:
    """The comparison above can fail: one figure less in the README is a difference."""
    assert folder.is_dir()
    assert part(SHOWN.replace(" 0 refused, from 6", " 1 refused, from 6"), "demo") != printed["demo"]
    with pytest.raises(ValueError, match="no part"):
        part(SHOWN, "nonsense")


def test_the_way_to_the_words_ends_at_them(folder: Path, printed: dict[str, str]) -> None:
    """The document's hash is that of the ledger's file, and the words in it are the edge's quote."""
    told = printed["words"]
    (hashed,) = re.findall(r"sha256: (\w{64})", told)
    (file,) = (folder / "tradewar.kg" / "documents").rglob(f"{hashed}.gz")
    assert hashlib.sha256(gzip.decompress(file.read_bytes())).hexdigest() == hashed
    (words,) = re.findall(r"^  > (.*)$", told, re.MULTILINE)
    assert f"| {words} |" in part(SHOWN, "answers")


def test_the_figure_for_a_paper_names_its_release(folder: Path) -> None:
    """The picture has the words of the one in the README, and its caption the release."""
    drawn = texts((folder / "chain.svg").read_bytes())
    assert drawn == texts((DOCS / "figures" / "chain.svg").read_bytes()), "make figures"
    assert "release 2026-11," in " ".join(drawn)


def test_the_readme_has_the_commands_of_the_figure() -> None:
    """The commands that the walk takes are those that the README tells."""
    assert f"$ {steps.RELEASE}\n$ {steps.FIGURE}\n" in SHOWN


def test_a_command_that_fails_ends_the_walk(tmp_path: Path) -> None:
    """What a broken command prints never gets into the README."""
    with pytest.raises(CommandFailed, match="nonsense"):
        run(tmp_path, "kg nonsense")


def test_gephi_imports_the_demo_without_an_issue(imported: str) -> None:
    """The report in the README is that of the real importer, and it has nothing to complain of."""
    assert imported == part(SHOWN, "gephi"), "make figures"
    assert "issues    none" in imported


def test_an_issue_stands_in_the_report() -> None:
    """The report above can fail: warnings, and a timeline that isn't there, are told."""
    told = {"issues": ["WARNING an edge was dropped"], "directed": True, "dynamic": False, "nodes": 2, "edges": 1,
            "parallel": 0, "spans": 0, "first": None, "last": None}
    assert pictures.report(told).splitlines()[-2:] == ["timeline  none", "issues    WARNING an edge was dropped"]


def test_gephi_draws_every_node_and_link(folder: Path, imported: str) -> None:
    """Gephi's own drawing has a circle for each node, and a line between any two that an edge joins."""
    svg = (folder / "gephi.svg").read_text(encoding="utf-8")
    nodes = re.findall(r"([\d,]+) nodes", imported)[0]
    assert svg.count("<circle") == int(nodes.replace(",", ""))
    edges = re.findall(r'<edge [^>]*source="([^"]+)" target="([^"]+)"', (folder / "tradewar.gexf").read_text("utf-8"))
    # Preview draws no edge from a node to itself
    assert {pair for pair in edges if pair[0] != pair[1]} <= set(re.findall(r'class="id_(\S+)\s+id_([^"\s]+)"', svg))


@contextmanager
def browsing() -> Iterator[None]:
    """Without a browser the test skips, and fails where CI runs."""
    try:
        yield
    except BrowserUnavailable as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must test with a browser: {error}", pytrace=False)
        pytest.skip(f"NOT TESTED: no browser: {error}")


def size(png: Path) -> bytes:
    """Width and height, as they stand in the header."""
    return png.read_bytes()[16:24]


@pytest.mark.usefixtures("imported")
def test_gephis_drawing_can_be_photographed(folder: Path) -> None:
    """The picture of Gephi's drawing is made anew, as large as that in the README."""
    with browsing():
        pictures.photographed(folder)
    assert size(folder / "gephi.png") == size(DOCS / "figures" / "gephi.png"), "make figures"


def test_the_explorer_opens_as_the_readme_says(folder: Path) -> None:
    """The page's first view has the README's figures, silently and offline, and its picture is made anew."""
    with browsing():
        assert pictures.explorer(folder) == part(SHOWN, "explorer"), "make figures"
    assert size(folder / "explorer.png") == size(DOCS / "figures" / "explorer.png"), "make figures"


@pytest.mark.usefixtures("neo4j_server")  # our own alone: the load is for good
def test_neo4j_answers_as_the_readme_says(folder: Path, clean_neo4j: Neo4jTarget) -> None:
    """Load, three questions of the packs, and Cypher as pasted into Neo4j Browser, on a real server."""
    told = steps.answers(folder, clean_neo4j)
    assert clean_neo4j.password not in told
    assert told == part(SHOWN, "answers"), "make figures"
    assert len(re.findall(r"^-----*  ", told, re.MULTILINE)) == len(steps.QUESTIONS)


def test_pictures_are_small_and_described() -> None:
    """Every picture of the README is there, says in words what it shows, and is small; no other one lies about."""
    linked = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", SHOWN)
    assert {Path(path).name for _, path in linked} == set(pictures.NAMES)
    for words, path in linked:
        assert len(words.split()) > 5, path
        assert (ROOT / path).stat().st_size < MOST_BYTES, path
    assert {path.name for path in (DOCS / "figures").iterdir()} == set(re.findall(r"docs/figures/([\w.]+)", SHOWN))


def test_parts_and_tables_are_put_in_their_places() -> None:
    """A part replaces what stood there, one without a place is left out, and a bar in a cell stays in its cell."""
    page = "<!-- a -->\nold\n<!-- /a -->\nend"
    assert filled(page, {"a": "new", "b": "lost"}) == "<!-- a -->\nnew\n<!-- /a -->\nend"
    assert table(("x", "y"), [("1|2", None)]) == "| x | y |\n| --- | --- |\n| 1\\|2 |  |"
