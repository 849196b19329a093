"""The answer to a query, and ways out of it: dictionaries, pandas, networkx, a table in a notebook."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.display import shown
from kg.errors import QueryError
from kg.stores import Answer

if TYPE_CHECKING:
    import pandas as pd

    from kg.graph import PropertyGraph
    from kg.stores.networkx import MultiDiGraph

NOTEBOOK_ROWS = 50


@dataclass(frozen=True, slots=True)
class Rows(Answer):
    """Columns and rows.

    is_cut: whether the limit held rows back. whole: gives the graph that was asked, for `to_networkx`.
    """

    is_cut: bool = False
    whole: Callable[[], PropertyGraph] | None = field(default=None, compare=False, repr=False)

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_df(self) -> pd.DataFrame:
        """A pandas data frame with the query's columns."""
        import pandas as pd

        return pd.DataFrame(self.rows, columns=list(self.columns))

    def to_networkx(self) -> MultiDiGraph:
        """The rows as a network.

        With columns `source` and `target` each row is an edge that carries the other columns, unless it lacks an
        end; the ends get the properties of the nodes whose ids they are. Otherwise it is the part of the whole graph
        among the nodes whose ids stand in the columns `id` and `…_id`. Raises QueryError for rows that have neither.
        """
        import networkx

        if not {"source", "target"} <= set(self.columns):
            return self._induced()
        made: MultiDiGraph = networkx.MultiDiGraph()
        for row in self.to_dicts():
            source, target = row.pop("source"), row.pop("target")
            made.add_nodes_from(str(end) for end in (source, target) if end is not None)
            if source is not None and target is not None:
                # one dictionary, because a column may be called like a parameter of add_edge
                kept = {key: value for key, value in row.items() if value is not None}
                made.add_edges_from([(str(source), str(target), kept)])
        for node, found in self._part(set(made)).nodes(data=True):
            made.nodes[node].update(found)
        return made

    def _induced(self) -> MultiDiGraph:
        named = [i for i, column in enumerate(self.columns) if column == "id" or column.endswith("_id")]
        if not named:
            raise QueryError("no network: expected columns source and target, or id, among " + ", ".join(self.columns))
        return self._part({row[i] for row in self.rows for i in named if isinstance(row[i], str)})

    def _part(self, ids: set[str]) -> MultiDiGraph:
        """The nodes of these ids, those that there are, and the edges among them."""
        import networkx

        from kg.selection import only
        from kg.stores.networkx import to_networkx

        return to_networkx(only(self.whole(), ids)) if self.whole else networkx.MultiDiGraph()

    def _repr_html_(self) -> str:
        """A table for a notebook; every text is escaped, and long answers are cut with a word."""
        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join("<tr>" + "".join(f"<td>{html.escape(shown(value))}</td>" for value in row) + "</tr>"
                       for row in self.rows[:NOTEBOOK_ROWS])
        left = len(self.rows) - NOTEBOOK_ROWS
        note = f"<p>{left} more rows: to_df() has them all</p>" if left > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"
