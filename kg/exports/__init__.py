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
    suffix: in a format that has both, an output path that ends so is one file.
    """

    name: str
    program: str
    to_file: Callable[[Export, IO[bytes]], None] | None = None
    to_folder: Callable[[Export, Path], None] | None = None
    picture: bool = False
    suffix: str = ""


def write(export: Export, format_: Format, out: Path, *, force: bool = False) -> None:
    """Write an export to a path that appears whole or not at all.

    force: replace what is there. Raises UsageError when something is there, EnvironmentRefused when it can't be
    written.
    """
    if format_.to_folder and not (format_.to_file and out.suffix == format_.suffix):
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


def _xlsx(export: Export, out: IO[bytes]) -> None:
    from kg.exports import xlsx

    xlsx.write(export.graph, out)


def _cx2(export: Export, out: IO[bytes]) -> None:
    from kg.exports import cx2

    cx2.write(export.graph, out, merge_parallel=export.merge_parallel)


def _cypher(export: Export, out: IO[bytes]) -> None:
    from kg.exports import cypher_script

    cypher_script.write(export.graph, out)


def _cypher_folder(export: Export, folder: Path) -> None:
    from kg.exports import cypher_script, neo4j_style

    with (folder / cypher_script.FILE).open("wb") as out:
        cypher_script.write(export.graph, out)
    neo4j_style.write(folder)


def _neo4j_csv(export: Export, folder: Path) -> None:
    from kg.exports import neo4j_csv, neo4j_style

    neo4j_csv.write(export.graph, folder)
    neo4j_style.write(folder)


def _turtle(export: Export, out: IO[bytes]) -> None:
    from kg.exports import turtle

    turtle.write(export.graph, out)


def _trig(export: Export, out: IO[bytes]) -> None:
    from kg.exports import trig

    trig.write(export, out)


def _jsonld(export: Export, out: IO[bytes]) -> None:
    from kg.exports import jsonld

    jsonld.write(export, out)


FORMATS: Mapping[str, Format] = {one.name: one for one in (
    Format("gexf", "Gephi, Gephi Lite: dynamic graph with colours, sizes and positions", to_file=_gexf, picture=True),
    Format("graphml", "yEd, Cytoscape, igraph, NetworkX", to_file=_graphml, picture=True),
    Format("csv", "Gephi's Data Laboratory: nodes.csv, edges.csv and a read-me in a folder", to_folder=_csv,
           picture=True),
    Format("xlsx", "Excel, LibreOffice: sheets of parties, listings, events, links and their evidence", to_file=_xlsx),
    Format("cx2", "Cytoscape, NDEx: graph with colours, sizes and positions", to_file=_cx2, picture=True),
    Format("cypher", "Neo4j Browser, cypher-shell: a script and a style file; NAME.cypher writes the script alone",
           to_file=_cypher, to_folder=_cypher_folder, suffix=".cypher"),
    Format("neo4j-csv", "neo4j-admin database import: a folder with CSV, the command, and a style file",
           to_folder=_neo4j_csv),
    Format("ttl", "triple stores: nodes and edges as Turtle", to_file=_turtle),
    Format("trig", "triple stores: every claim with its document, run and author (PROV-O), one named graph a document",
           to_file=_trig),
    Format("jsonld", "the same claims as JSON-LD", to_file=_jsonld),
)}
