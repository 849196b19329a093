"""The documentation's notebook and pictures, but for those of the README's half hour (`tests.walk`).

`python -m tests.pictures --write` makes them, as a part of `make figures`.
`python -m tests.pictures --run NOTEBOOK OUT` only runs a notebook, and writes it with its outputs somewhere else.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import ingest
from kg.figures import growth, matrix, rendered, timeline
from kg.knowledge_graph import KnowledgeGraph
from kg.ledger import Ledger

DOCS = Path(__file__).parent.parent / "docs"
NOTEBOOK = DOCS / "notebook.ipynb"
SECONDS = 600  # for one cell, on a slow machine


def pictures(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each picture of the documentation as (file name, SVG), of what ships; `folder` is for the ledger."""
    ledger = Ledger.create(folder / "tradewar.kg")
    ingest.run_bundled(ledger)
    with KnowledgeGraph(ledger) as graph:
        info = graph.store.info()
        spring = {"since": "2025-04-01", "until": "2025-05-31"}
        yield "timeline.svg", rendered(timeline.draw(timeline.happenings(graph, **spring), info, **spring))
        yield "growth.svg", rendered(growth.draw(*growth.listed(graph, "Entity List"), info))
        yield "matrix.svg", rendered(matrix.draw(matrix.acts(graph), info))


def executed(notebook: Path) -> Any:
    """The notebook with the outputs of a real run. Raises nbclient's CellExecutionError for a cell that fails."""
    import nbformat
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    found = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    # sockets in the file system: nobody else on the machine can listen
    kernel = AsyncKernelManager(kernel_name="python3", transport="ipc")
    NotebookClient(found, km=kernel, timeout=SECONDS, record_timing=False,
                   resources={"metadata": {"path": str(DOCS.parent)}}).execute()
    found.metadata["language_info"] = {"name": "python"}  # the version differs from machine to machine
    return found


def told(notebook: Path) -> list[str]:
    """What the cells of a notebook print and answer, in order; pictures left out."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return ["".join(output.get("text") or output["data"]["text/plain"]) for cell in cells
            for output in cell.get("outputs", ())
            if output["output_type"] == "stream" or set(output.get("data", ())) <= {"text/plain", "text/html"}]


def texts(svg: bytes) -> list[str]:
    """The words of a picture, without the graph's digest, which changes with every new fact, and the lines' ends."""
    root = ElementTree.fromstring(svg)
    joined = " ".join(" ".join("".join(element.itertext()).split()) for element in root.iter()
                      if element.tag.endswith("}text"))
    return re.sub(r"graph [0-9a-f]{16}", "", joined).split()


def write() -> None:
    """Write the pictures and the executed notebook."""
    (DOCS / "figures").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in pictures(Path(folder)):
            (DOCS / "figures" / name).write_bytes(content)
    run(NOTEBOOK, NOTEBOOK)


def run(notebook: Path, out: Path) -> None:
    """Write a notebook with the outputs of a real run to `out`."""
    import nbformat

    nbformat.write(executed(notebook), out)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    elif sys.argv[1:2] == ["--run"] and len(sys.argv) == 4:
        run(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit("usage: python -m tests.pictures --write | --run NOTEBOOK OUT")
