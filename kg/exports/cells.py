"""Cells that a spreadsheet shows and never runs."""

from __future__ import annotations

from typing import TypeVar

# what a spreadsheet takes for the start of a formula, or skips on the way to one; East Asian editions take the
# full-width signs for the plain ones
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

Cell = TypeVar("Cell")


def without_formula(value: Cell) -> Cell | str:
    """The value; text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
