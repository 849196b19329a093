"""What is known of a party by its names, and what a look-up among the known answers."""

from __future__ import annotations

from dataclasses import dataclass

SCORES = {"exact": 100, "alias": 100, "legal form": 98, "squashed": 97, "spelling": 96, "body": 95, "country": 95,
          "person": 92, "place": 92, "short name": 90, "typo": 90}


@dataclass(frozen=True, slots=True)
class Known:
    """A party, list or region that is known by its names; the first is its own."""

    id: str
    class_name: str
    names: tuple[str, ...]
    country: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Which known one a name means: `node`, or "" with the `rivals` that it might mean.

    how: the step that found it (`exact`, `alias`, `legal form`, `squashed`, `spelling`, `body`, `country`, `person`,
    `place`, `short name`, `typo`); score: whole percent; reason: in words, when it is doubtful.
    """

    node: str = ""
    how: str = ""
    score: int = 0
    rivals: tuple[str, ...] = ()
    reason: str = ""
