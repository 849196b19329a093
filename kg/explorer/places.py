"""Where nodes stand in the explorer: the layout of `kg.layout`, evened out so that a screen is used well.

Time still runs to the right and actors keep their lanes, in the same order; but half of each distance, or more, is made
by rank rather than by measure (histogram equalisation, as for the grey values of images), so that busy months and
lanes get room and empty ones give it.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping

from kg.layout import Position

BY_RANK = 0.75
NEXT = 44.0  # units between neighbours, on average
WIDE = 1.5  # width to height


def spread(where: Mapping[str, Position]) -> dict[str, tuple[int, int]]:
    """The x and y of each node id in whole units, from 0; nodes that were level are strewn over their band."""
    side = NEXT * math.sqrt(len(where) or 1)
    across = _evened({node: x for node, (x, _) in where.items()}, side * math.sqrt(WIDE))
    down = _evened({node: y for node, (_, y) in where.items()}, side / math.sqrt(WIDE))
    return {node: (across[node], down[node]) for node in where}


def _evened(values: Mapping[str, float], length: float) -> dict[str, int]:
    """Each value's place between 0 and the length; equal ones follow each other in an order without meaning."""
    lowest, highest = min(values.values(), default=0.0), max(values.values(), default=0.0)
    reach = (highest - lowest) or 1.0
    in_order = sorted(values, key=lambda node: (values[node], hashlib.sha256(node.encode()).digest()))
    last = max(len(in_order) - 1, 1)
    return {node: round(length * (BY_RANK * rank / last + (1 - BY_RANK) * (values[node] - lowest) / reach))
            for rank, node in enumerate(in_order)}
