"""CSV for Neo4j's bulk importer, with a script that holds the exact command.

Format: header fields of `neo4j-admin database import` (Neo4j Operations Manual, CSV header format): one file for each
class and relation, typed columns, labels with all parents on the command line. Text is always quoted, so nothing
stays empty but what is missing; lists are split at a control character that no item contains.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ProjectionRefused
from kg.exports.caption import caption
from kg.exports.neo4j_style import FILE as STYLE
from kg.exports.neo4j_tables import GRAPH_NAME, build_of, edge_tables, info_of, node_tables, schema_statements

if TYPE_CHECKING:
    import pyarrow as pa

    from kg.graph import PropertyGraph

SCRIPT = "import.sh"
CONSTRAINTS = "constraints.cypher"
# the schema keeps them out of text; what else made a graph may use one or the other
_DELIMITERS = "\x1f\x1e\x1d\x1c"
_BLOCK = 5_000


def write(graph: PropertyGraph, folder: Path) -> None:
    """Write all files into an existing folder.

    Raises ProjectionRefused for what the schema doesn't have, and for lists whose items contain every delimiter.
    """
    delimiter = _delimiter(graph)
    held = {"_graph:string[]": _text(GRAPH_NAME), "_build:string": _text(build_of(graph))}
    groups: list[str] = []  # "./", because the importer of 2026 wants a folder in each path
    for nodes in node_tables(graph):
        _write(folder / f"nodes-{nodes.name}.csv", nodes.rows, {"id": "id:ID"}, held, delimiter)
        groups.append(f"--nodes={':'.join(nodes.labels)}=./nodes-{nodes.name}.csv")
    for edges in edge_tables(graph):
        _write(folder / f"edges-{edges.name}.csv", edges.rows, {"source": ":START_ID", "target": ":END_ID"}, held,
               delimiter)
        groups.append(f"--relationships={edges.name}=./edges-{edges.name}.csv")
    _write_info(folder / "nodes-GraphInfo.csv", graph)
    groups.append("--nodes=GraphInfo=./nodes-GraphInfo.csv")
    (folder / SCRIPT).write_text(_script(graph, [*_settings(delimiter), *groups]), "utf-8", newline="\n")
    (folder / SCRIPT).chmod(0o755)
    (folder / CONSTRAINTS).write_text("".join(f"{one};\n" for one in schema_statements()), "utf-8", newline="\n")


def _settings(delimiter: str) -> list[str]:
    return ["--id-type=string", "--multiline-fields=true", "--trim-strings=false", "--legacy-style-quoting=false",
            f"--array-delimiter=U+{ord(delimiter):04X}"]


def _script(graph: PropertyGraph, arguments: list[str]) -> str:
    lines = " \\\n  ".join(['exec neo4j-admin database import full "$@"', *arguments])
    return f"""#!/bin/sh
# {' '.join(caption(graph).split())}
#
# Makes a database of the CSV files beside this script. Stop the server, then run
#   sh {SCRIPT} neo4j
# with neo4j-admin on the PATH; a database of that name that isn't empty is replaced only by
#   sh {SCRIPT} neo4j --overwrite-destination
# Start the server, and let it keep ids unique and searches quick:
#   cypher-shell -u neo4j -f {CONSTRAINTS}
# Drop {STYLE} onto Neo4j Browser's page of settings after :style for colours and captions.
cd "$(dirname "$0")" || exit 1
{lines}
"""


def _delimiter(graph: PropertyGraph) -> str:
    """The first delimiter that stands in no item of any list."""
    import pyarrow as pa
    import pyarrow.compute as pc

    lists = [pc.list_flatten(column) for tables in (graph.nodes, graph.edges) for table in tables.values()
             for column in table.columns if pa.types.is_list(column.type)]
    for one in _DELIMITERS:
        if not any(pc.any(pc.match_substring(items, one)).as_py() for items in lists):
            return one
    raise ProjectionRefused("lists of this graph contain every separator of ASCII: none is left to split them at")


def _write(path: Path, table: pa.Table, keys: dict[str, str], held: dict[str, str], delimiter: str) -> None:
    header = [keys.get(field.name, f"{field.name}:{_type(field.type)}") for field in table.schema]
    cells = [_cells(field.type, delimiter) for field in table.schema]
    tail = ",".join(held.values())
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join([*header, *held]) + "\n")
        for batch in table.to_batches(max_chunksize=_BLOCK):
            columns = [map(cell, column.to_pylist()) for cell, column in zip(cells, batch.columns, strict=True)]
            file.writelines(f"{line},{tail}\n" for line in _joined(columns))


def _joined(columns: Iterable[Iterable[str]]) -> Iterator[str]:
    return map(",".join, zip(*columns, strict=True))


def _write_info(path: Path, graph: PropertyGraph) -> None:
    found = info_of(graph)
    header = ",".join(["id:ID" if key == "id" else f"{key}:string" for key in found])
    cells = ",".join(map(_text, found.values()))
    path.write_text(f"{header},_graph:string[]\n{cells},{_text(GRAPH_NAME)}\n", "utf-8", newline="\n")


def _type(type_: pa.DataType) -> str:
    import pyarrow as pa

    if pa.types.is_list(type_):
        return "string[]"
    return {pa.int64(): "long", pa.float64(): "double", pa.bool_(): "boolean", pa.date32(): "date"}.get(type_, "string")


def _cells(type_: pa.DataType, delimiter: str) -> Callable[[Any], str]:
    """What writes the values of a column."""
    import pyarrow as pa

    if pa.types.is_list(type_):
        return lambda items: _text(delimiter.join(items)) if items else ""
    return _text if pa.types.is_string(type_) else _plain


def _text(value: str | None) -> str:
    return "" if value is None else '"' + value.replace('"', '""') + '"'


def _plain(value: bool | float | datetime.date | None) -> str:
    if value is None:
        return ""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
