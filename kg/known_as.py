r"""By what names a node is known, in one property that the engines can search: `_known_as`.

It holds the id, the name, every other name, the code of a list, and the ids of what was merged into the node, in lower
case, each between line ends, so that `n._known_as CONTAINS '\n' + toLower($name) + '\n'` finds an id or an exact name
whatever its case. Neo4j serves that from the text index `tw_thing_known_as`. Like `_graph` it belongs to the stores:
the schema, the projection's digest and files for other programs don't have it.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

KNOWN_AS = "_known_as"
LONGEST = 32_000  # bytes; Neo4j refuses to index a text of 32,767
_END = "\n"
_LISTS = ("names", "merged_from")
_ONE = ("id", "name", "list_code")
_PARTICULAR = "[İΣ]"  # whose lower case isn't one character's own affair, which Arrow doesn't know


def with_known_as(table: pa.Table) -> pa.Table:
    """A table of nodes with the column `_known_as` behind its own; names that don't fit into it are left out there."""
    import pyarrow as pa
    import pyarrow.compute as pc

    joined = pa.chunked_array([pa.array([""] * table.num_rows, pa.string())])
    for name in (*_ONE, *_LISTS):
        if name in table.column_names:
            joined = pc.binary_join_element_wise(joined, _lines(table.column(name), name), "")
    joined = pc.binary_join_element_wise(_END, _lower(joined), "")
    too_long = pc.greater(pc.binary_length(joined), LONGEST)
    if pc.any(too_long).as_py():
        joined = pa.chunked_array([pa.array([_fitting(text) for text in joined.to_pylist()], pa.string())])
    return table.append_column(KNOWN_AS, joined)


def _lines(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    """For each row its names, each with a line end behind it; nothing for a row without one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(column.type):
        return pc.fill_null(pc.binary_join_element_wise(column, "", _END), "")
    items = pc.list_flatten(column).to_pylist()
    if name == "merged_from":
        items = [item.partition(": ")[0] for item in items]
    ends = accumulate(pc.fill_null(pc.list_value_length(column), 0).to_pylist(), initial=0)
    return pa.chunked_array([pa.array(
        ["".join([item + _END for item in items[start:end]]) for start, end in pairwise(ends)], pa.string())])


def _lower(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pc.any(pc.match_substring_regex(texts, _PARTICULAR)).as_py():
        return pc.utf8_lower(texts)
    return pa.chunked_array([pa.array([text.lower() for text in texts.to_pylist()], pa.string())])


def _fitting(text: str) -> str:
    """The lines that fit together, from the first on, without one too long for itself."""
    kept = ""
    for line in text.split(_END)[1:-1]:
        if len((kept + line).encode()) + 2 * len(_END) > LONGEST:
            continue
        kept += line + _END
    return _END + kept
