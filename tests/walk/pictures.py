"""The pictures of the half hour: Gephi's own drawing of the demo's file, and the explorer in a browser."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any

from tests.browser import started, watched
from tests.gephi import VERSION, drawn, fetch_toolkit
from tests.neo4j_server.artifacts import CACHE, LANES, find_java

NAMES = ("chain.svg", "explorer.png", "gephi.png")  # what is shown of the walk's files
_COLOURS = 256  # of a picture's palette
WINDOW = {"width": 1400, "height": 900}
_DRAWING = {"width": 1200, "height": 820}
_SHOWN = """<body style="margin:0;background:white"><img src="gephi.svg" style="width:1200px;height:820px"></body>"""
_ANSWERS = re.compile(r"\d+ events and \d+ links, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d")


def gephi(folder: Path) -> str:
    """Open tradewar.gexf in Gephi, which draws gephi.svg beside it, and say what it imported.

    Raises GephiUnavailable and Neo4jUnavailable (for Java).
    """
    jar = fetch_toolkit(Path(os.environ.get("TRADEWAR_CACHE") or CACHE))
    told = drawn(jar, find_java(LANES["lts"]), folder / "tradewar.gexf", folder / "gephi.svg")
    return f"```text\n{report(told)}\n```"


def report(told: dict[str, Any]) -> str:
    """The facts of an import, one a line."""
    timeline = f"{told['spans']:,} edges with intervals, {told['first']} to {told['last']}"
    lines = {"graph": f"{'directed' if told['directed'] else 'undirected'}, {told['nodes']:,} nodes, "
                      f"{told['edges']:,} edges, of which {told['parallel']:,} share both ends with another",
             "timeline": timeline if told["dynamic"] else "none", "issues": "; ".join(told["issues"]) or "none"}
    return "\n".join([f"tradewar.gexf in Gephi {VERSION}", *(f"{name:<9} {value}" for name, value in lines.items())])


def photographed(folder: Path) -> None:
    """Make gephi.png of gephi.svg, as a browser shows it. Raises BrowserUnavailable."""
    (folder / "gephi.html").write_text(_SHOWN, encoding="utf-8")
    with started() as browser, watched(browser, viewport=_DRAWING) as page:
        page.page.goto((folder / "gephi.html").as_uri())
        (folder / "gephi.png").write_bytes(small(page.page.screenshot()))


def explorer(folder: Path) -> str:
    """Make explorer.png of tradewar.html, and say what it opens on.

    Raises BrowserUnavailable, and ValueError when the page says or asks for anything.
    """
    with started() as browser, watched(browser, viewport=WINDOW, color_scheme="light") as page:
        page.open(folder / "tradewar.html")
        (folder / "explorer.png").write_bytes(small(page.page.screenshot()))
        title = page.page.locator("select option:checked").first.inner_text()
        counted = _ANSWERS.search(page.page.locator("body").inner_text())
        if page.messages or page.requests or counted is None:
            raise ValueError(f"the explorer isn't as told: {page.messages} {page.requests} {counted}")
    event = max(title.split("·"), key=len)  # beside its date and count
    return f"It opens on a chain of {counted[0]}, from “{re.sub(r' [(].*', '', event.strip())}” on."


def small(png: bytes) -> bytes:
    """The picture with few colours, so that the repository stays small."""
    from PIL import Image

    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        found = image.convert("RGB").quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        found.save(out, "PNG", optimize=True)
    return out.getvalue()
