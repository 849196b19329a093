"""What an instrument is about: themes by which two measures are alike, and whether it is made to answer.

The table is `instruments.json`: words that stand in the names of laws, orders and lists of any country.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec

from kg.layers.retaliation.event import TradeEvent


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Themes and the words that show them; `declared` words mean an answer, `routine` ones an own calendar."""

    themes: dict[str, list[str]]
    kinds: dict[str, str]
    declared: list[str]
    routine: list[str]
    not_routine: list[str]


@dataclass(frozen=True, slots=True)
class Instrument:
    """Themes as bits, and the two signs of the instruments of one event."""

    themes: int
    declared: bool
    routine: bool


@cache
def _table() -> _Table:
    found = resources.files(__package__).joinpath("instruments.json").read_bytes()
    return msgspec.json.decode(found, type=_Table)


def theme_bit(theme: str) -> int:
    """The bit that stands for a theme."""
    return 1 << list(_table().themes).index(theme)


def instrument_of(event: TradeEvent) -> Instrument:
    """What the instruments and the kind of an event are about."""
    return _read(event.instruments, event.kind)


@cache
def _read(instruments: tuple[str, ...], kind: str) -> Instrument:
    table = _table()
    names = [f"{name.casefold()} " for name in instruments]
    themes = 0
    for bit, (theme, words) in enumerate(table.themes.items()):
        if table.kinds.get(kind) == theme or any(_stands(word, name) for name in names for word in words):
            themes |= 1 << bit
    declared = any(word in name for name in names for word in table.declared)
    own = [name for name in names if not any(word in name for word in table.not_routine)]
    routine = any(word in name for name in own for word in table.routine)
    return Instrument(themes, declared, routine)


def _stands(word: str, name: str) -> bool:
    """Whether a word begins in a name; the Unreliable Entity List isn't the Entity List."""
    if word == "entity list" and "unreliable" in name:
        return False
    return name.startswith(word) or f" {word}" in name or f"({word}" in name
