"""A speaker: who says something, as far as the text tells."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.text.cast import Party
from ingest.text.found import Mention


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something. mention None: unnamed, and `name` says who as far as the text does."""

    mention: Mention | None
    name: str
    role: str | None = None
    organization: str | None = None
    country: str | None = None
    party: Party | None = None

    def is_same(self, other: Speaker) -> bool:
        """Whether both are one speaker; an unnamed one is the same only under the same words."""
        if self.party is not None and other.party is not None:
            return self.party is other.party
        return (self.mention is None) == (other.mention is None) and self.name == other.name
