"""Places of a text where names stand, while they are being worked out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.text.found import Mention
from ingest.text.words import Word

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention at words [first, last)."""

    first: int
    last: int
    mention: Mention


@dataclass(slots=True)
class Page:
    """A text as its words, with the parse where there is one, and the mentions found so far by first word.

    tokens: the parse's token that begins at an offset. taken: for each word whether a mention holds it.
    """

    text: str
    words: list[Word]
    published: str | None
    doc: Doc | None = None
    tokens: dict[int, int] = field(default_factory=dict)
    spots: dict[int, Spot] = field(default_factory=dict)
    taken: bytearray = field(default_factory=bytearray)

    @classmethod
    def of(cls, text: str, words: list[Word], doc: Doc | None, published: str | None) -> Page:
        """A page without mentions."""
        offsets = doc.to_array("IDX").tolist() if doc is not None else []
        tokens = {offset: at for at, offset in enumerate(offsets)}
        return cls(text, words, published, doc, tokens, {}, bytearray(len(words)))

    def put(self, spot: Spot) -> None:
        """Take a mention; those that it covers go."""
        for at in range(spot.first, spot.last):
            self.spots.pop(at, None)
            self.taken[at] = 1
        self.spots[spot.first] = spot

    def drop(self, spot: Spot) -> None:
        """Take a mention away."""
        self.spots.pop(spot.first, None)
        self.taken[spot.first:spot.last] = bytes(spot.last - spot.first)

    def is_free(self, first: int, last: int) -> bool:
        """Whether no mention holds any of the words."""
        return not any(self.taken[first:last])

    def ordered(self) -> list[Spot]:
        """The mentions in the order of the text."""
        return [self.spots[at] for at in sorted(self.spots)]

    def spot_ending_at(self, last: int) -> Spot | None:
        """The mention that ends right before a word."""
        at = last - 1
        while at >= 0 and self.taken[at]:
            if at in self.spots:
                return self.spots[at] if self.spots[at].last == last else None
            at -= 1
        return None

    def token(self, at: int) -> Token | None:
        """The parse's token that begins where a word begins."""
        if self.doc is None or not 0 <= at < len(self.words):
            return None
        index = self.tokens.get(self.words[at].start)
        return None if index is None else self.doc[index]

    def word(self, at: int) -> Word | None:
        """The word at an index; None outside the text."""
        return self.words[at] if 0 <= at < len(self.words) else None

    def key(self, at: int) -> str:
        """The folded word at an index; "" outside the text."""
        return self.words[at].key if 0 <= at < len(self.words) else ""

    def near(self, at: int) -> bool:
        """Whether a word stands right behind the one before it, with no more than a space between."""
        return 0 < at < len(self.words) and self.words[at].gap == " "

    def mention(self, first: int, last: int, **fields: object) -> Mention:
        """A mention of the words [first, last)."""
        start, end = self.words[first].start, self.words[last - 1].end
        return Mention(start, end, self.text[start:end], **fields)  # type: ignore[arg-type]
