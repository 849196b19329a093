"""Walk the half hour and write what the README shows of it: `python -m tests.walk --write`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.browser import BrowserUnavailable
from tests.gephi import GephiUnavailable
from tests.neo4j_server import Neo4jServer, Neo4jUnavailable
from tests.neo4j_server.clean import Neo4jTarget
from tests.walk import pictures, steps
from tests.walk.page import DOCS, README, SOURCES, filled, tables


def write() -> None:
    """Walk in a new folder with a server of its own; write README.md, docs/sources.md and the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        parts = walked(Path(folder) / "half-hour", Path(folder) / "neo4j")
        for name in pictures.NAMES:
            shutil.copyfile(Path(folder) / "half-hour" / name, DOCS / "figures" / name)
    for page in (README, SOURCES):
        page.write_text(filled(page.read_text(encoding="utf-8"), {**tables(), **parts}), encoding="utf-8")


def walked(folder: Path, home: Path) -> dict[str, str]:
    """Every part of the README that the walk gives; its files are left in `folder`, the server's data in `home`."""
    folder.mkdir()
    parts = {"demo": steps.demo(folder), "citation": steps.release(folder), "words": steps.words(folder),
             "gephi": pictures.gephi(folder), "explorer": pictures.explorer(folder)}
    pictures.photographed(folder)
    server = Neo4jServer("lts", home)
    try:
        server.start()
        parts["answers"] = steps.answers(folder, Neo4jTarget(server.uri, server.user, server.password))
    finally:
        server.kill()  # its data are thrown away
    return parts


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python -m tests.walk --write")
    try:
        write()
    except (BrowserUnavailable, GephiUnavailable, Neo4jUnavailable) as missing:
        print(f"the half hour can't be walked here: {missing}", file=sys.stderr)
        sys.exit(3)
