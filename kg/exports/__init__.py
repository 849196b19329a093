"""Exports: a graph, or the part of it that was selected, in the formats of other programs.

Each format is one module with a `write`, and one line here; nothing else has to know of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.errors import UsageError
from kg.exports.destination import new_file, new_folder

if TYPE_CHECKING:
    from kg.graph import PropertyGraph
    from kg.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Export:
    """What is written: the selected graph, the ledger that it came from, and how parallel edges go."""

    graph: PropertyGraph
    ledger: Ledger | None = None
    merge_parallel: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `to_file` writes one stream of bytes, `to_folder` several files into an empty folder.

    picture: for looking at; Document nodes are left out unless asked for, since each edge carries its evidence.
    """

    name: str
    program: str
    to_file: Callable[[Export, IO[bytes]], None] | None = None
    to_folder: Callable[[Export, Path], None] | None = None
    picture: bool = False


def write(export: Export, format_: Format, out: Path, *, force: bool = False) -> None:
    """Write an export to a path that appears whole or not at all.

    force: replace what is there. Raises UsageError when something is there, EnvironmentRefused when it can't be
    written.
    """
    if format_.to_folder:
        with new_folder(out, force=force) as folder:
            format_.to_folder(export, folder)
    elif format_.to_file:
        with new_file(out, force=force) as stream:
            format_.to_file(export, stream)


def find(name: str) -> Format:
    """The format of that name. Raises UsageError that lists them."""
    if name not in FORMATS:
        raise UsageError(f"no format {name!r}: expected one of {', '.join(FORMATS)}")
    return FORMATS[name]


def _gexf(export: Export, out: IO[bytes]) -> None:
    from kg.exports import gexf

    gexf.write(export.graph, out, merge_parallel=export.merge_parallel)


def _graphml(export: Export, out: IO[bytes]) -> None:
    from kg.exports import graphml

    graphml.write(export.graph, out, merge_parallel=export.merge_parallel)


def _csv(export: Export, folder: Path) -> None:
    from kg.exports import gephi_csv

    gephi_csv.write(export.graph, folder, merge_parallel=export.merge_parallel)


FORMATS: Mapping[str, Format] = {one.name: one for one in (
    Format("gexf", "Gephi, Gephi Lite: dynamic graph with colours, sizes and positions", to_file=_gexf, picture=True),
    Format("graphml", "yEd, Cytoscape, igraph, NetworkX", to_file=_graphml, picture=True),
    Format("csv", "Gephi's Data Laboratory: a folder with nodes.csv and edges.csv", to_folder=_csv, picture=True),
)}
