"""Cells that a spreadsheet shows and never runs."""

from __future__ import annotations

from typing import TypeVar

# what a spreadsheet takes for the start of a formula, or skips on the way to one
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = TypeVar("Cell")


def without_formula(value: Cell) -> Cell | str:
    """The value; text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
