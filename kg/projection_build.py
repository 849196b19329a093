"""What made a graph; apart from the projection so that an opened cache needn't import it."""

from __future__ import annotations

from kg import __version__, schema


def build_name() -> str:
    """The program's version and the schema's."""
    return f"tradewar-kg {__version__}, schema {schema.load().version}"
