"""What the page knows: nodes, edges and claims in columns, with each different value once.

The pool holds every value; a column holds for each row the value's index in the pool, a list of such indexes, or -1
for none. Dates are ISO text. Ends of edges are indexes of nodes, claims of edges are indexes of claims.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from kg import __version__, schema
from kg.appearance import edge_colour, hex_of, node_colour, sizes
from kg.errors import UsageError
from kg.exports.caption import caption
from kg.layout import positions

if TYPE_CHECKING:
    from kg.graph import PropertyGraph

MOST_NODES = 20_000  # more than a browser moves smoothly, and than a reader takes in
ID_DIGITS = 10  # of a claim's id, enough for `kg retract`; more where two would be the same
_NOT_SHOWN = ("id", "source", "target", "source_class", "target_class", "claims")

Row = Mapping[str, Any]
Column = list[int | list[int]]


@dataclass(slots=True)
class Pool:
    """Different values in the order in which they were first asked for."""

    values: list[Any] = field(default_factory=list)
    _index: dict[tuple[type, Any], int] = field(default_factory=dict)

    def column(self, values: Iterable[Any]) -> Column:
        """For each value its index, for a list a list of them, for None -1."""
        return [[self._at(item) for item in value] if isinstance(value, list) else self._at(value)
                for value in values]

    def columns(self, rows: Sequence[Row], left_out: tuple[str, ...] = ()) -> dict[str, Column]:
        """A column for each property that any row has."""
        names = {name for row in rows for name in row} - set(left_out)
        return {name: self.column(row.get(name) for row in rows) for name in sorted(names)}

    def _at(self, value: Any) -> int:
        if value is None:
            return -1
        found = self._index.setdefault((type(value), value), len(self.values))
        if found == len(self.values):
            self.values.append(value.isoformat() if isinstance(value, datetime.date) else value)
        return found


def content(graph: PropertyGraph, claims: Iterable[Row] = ()) -> dict[str, Any]:
    """All that the page holds, ready for JSON.

    claims: rows of `kg.explorer.evidence.claims`, each with at least `id`; `subject` is a node's id.
    Raises UsageError for more than 20,000 nodes, with what to narrow.
    """
    check_size(graph)
    nodes, edges, told = list(graph.node_rows()), list(graph.edge_rows()), list(claims)
    number = {str(row["id"]): at for at, (_, row) in enumerate(nodes)}
    claim_number = {str(row["id"]): at for at, row in enumerate(told)}
    behind = [[claim_number.setdefault(one, len(claim_number)) for one in cast("list[str]", row.get("claims", []))]
              for _, row in edges]
    told += [{} for _ in range(len(claim_number) - len(told))]
    pool = Pool()
    return {
        "caption": caption(graph),
        "program": f"tradewar-kg {__version__}",
        "classes": _classes({name for name, _ in nodes}),
        "relations": {name: hex_of(edge_colour(name)) for name in sorted({name for name, _ in edges})},
        "nodes": {**_places(graph, number), "class": pool.column(name for name, _ in nodes),
                  "columns": pool.columns([row for _, row in nodes])},
        "edges": {"source": [number[str(row["source"])] for _, row in edges],
                  "target": [number[str(row["target"])] for _, row in edges],
                  "relation": pool.column(name for name, _ in edges), "claims": behind,
                  "columns": pool.columns([row for _, row in edges], _NOT_SHOWN)},
        "claims": {"subject": [number.get(str(row.get("subject")), -1) for row in told], "id": _short(claim_number),
                   "columns": pool.columns([_brief(row) for row in told], ("id", "subject"))},
        "pool": pool.values,
    }


def check_size(graph: PropertyGraph) -> None:
    """Raise UsageError for a graph that is too large for a page, with its largest classes and what narrows it."""
    if graph.node_count <= MOST_NODES:
        return
    most = Counter({name: table.num_rows for name, table in graph.nodes.items()}).most_common(3)
    largest = ", ".join(f"{name} {count:,}" for name, count in most)
    raise UsageError(f"{graph.node_count:,} nodes (most are {largest}) are more than the {MOST_NODES:,} of a page: "
                     "narrow them with --around NAME, --class, --since and --until, or --query")


def _brief(claim: Row) -> Row:
    """The claim without a quote that only repeats its object; the page shows the object's text as the words."""
    return {name: value for name, value in claim.items() if name != "quote" or value != claim.get("object")}


def _short(ids: Iterable[str]) -> list[str]:
    """The beginnings of the ids, all of one length, all different."""
    whole = list(ids)
    longest = max(map(len, whole), default=ID_DIGITS)
    length = next((n for n in range(ID_DIGITS, longest) if len({one[:n] for one in whole}) == len(whole)), longest)
    return [one[:length] for one in whole]


def _places(graph: PropertyGraph, number: Mapping[str, int]) -> dict[str, list[int]]:
    """x and y in units of the page, and the radius in tenths, of each node."""
    where, wide = positions(graph), sizes(graph)
    return {"x": [round(where[one][0] / 2) for one in number], "y": [round(where[one][1] / 2) for one in number],
            "r": [round(wide[one] * 5) for one in number]}


def _classes(used: set[str]) -> dict[str, dict[str, Any]]:
    """Colour and families of each class; the page asks of a family whether it is an Event."""
    model = schema.load()
    return {name: {"colour": hex_of(node_colour(name)), "labels": list(model.labels(name))} for name in sorted(used)}
