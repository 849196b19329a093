"""tradewar-kg: a knowledge graph of trade-war events in which every edge carries its evidence.

    import kg
    graph = kg.open("tradewar.kg")
    graph.query("retaliation/answers_to", event="us-2018-03-22-301-action").to_df()
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(path: str | Path = "tradewar.kg", *, known_on: str = "",
         said_on: str = "") -> KnowledgeGraph:
    """Open a ledger folder for questions.

    known_on: only what was public on that ISO date; said_on: only what was recorded by then.
    Raises LedgerUnavailable when there is no ledger, or a newer or damaged one.
    """
    from kg.knowledge_graph import open_graph

    return open_graph(path, known_on=known_on, said_on=said_on)
