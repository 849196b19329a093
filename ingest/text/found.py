"""What a text was found to say: mentions, statements and events, each with its place in the text.

All offsets are code points of the document's rendition (`kg.rendition.TextRendition.text`): the file decoded
as UTF-8 with its line ends as they are. What the text doesn't say is None, never guessed; what a rule inferred
says so in its `rule`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Span = tuple[int, int]
_NOT_LINE_END = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with what surrounds it. `body` are the spans of main text: no bylines, menus, prompts, captions.

    published: ISO date or None; published_basis: `given`, `content`, `file name` or "". `masked` is the text with
    all that isn't body replaced by spaces (newlines stay), so that a parse of it has the text's own offsets.
    """

    text: str
    body: tuple[Span, ...]
    language: str
    heading: str = ""
    publisher: str = ""
    published: str | None = None
    published_basis: str = ""

    @property
    def masked(self) -> str:
        """The text with everything outside the body blanked."""
        parts: list[str] = []
        position = 0
        for start, end in self.body:
            parts += _NOT_LINE_END.sub(" ", self.text[position:start]), self.text[start:end]
            position = end
        return "".join([*parts, _NOT_LINE_END.sub(" ", self.text[position:])])


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text and what it stands for.

    name: the registry's name where it is known, else the name as written without articles. node: the registry's id
    or None (an entity of its own). how: the rule (`exact`, `alias`, `legal form`, `squashed`, `typo`, `office`,
    `pronoun`, `unresolved`). confidence: whole percent. `rivals` are ids that it might also be (a doubtful pair).
    """

    start: int
    end: int
    text: str
    name: str
    class_name: str
    node: str | None = None
    country: str | None = None
    how: str = "unresolved"
    confidence: int = 100
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """A number claimed of a group, with the group's own noun: 28 organizations."""

    count: int
    of: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of a speaker. segments: the quoted spans, marks included; empty when indirect. span: the sentence.

    mode: direct, mixed or indirect. stance: accuse, reject, threaten, urge, announce, praise or neutral.
    speaker None: unnamed; `speaker_name` then says who as far as the text does ("unnamed Chinese spokesperson").
    """

    speaker: Mention | None
    speaker_name: str
    mode: str
    span: Span
    segments: tuple[Span, ...] = ()
    role: str | None = None
    organization: str | None = None
    country: str | None = None
    stance: str = "neutral"
    addressee: str | None = None
    medium: str | None = None
    about: str | None = None
    rule: str = ""
    confidence: int = 90


@dataclass(frozen=True, slots=True)
class Blacklisting:
    """A listing, removal, suspension or resumption. Targets only when named; counts as claimed."""

    action: str
    status: str
    span: Span
    agency: Mention | None = None
    country: str | None = None
    list_name: str | None = None
    date: str | None = None
    date_basis: str = ""
    reason: str | None = None
    effect: str | None = None
    targets: tuple[Mention, ...] = ()
    claimed_counts: tuple[Count, ...] = ()
    citation: str | None = None
    rule: str = ""
    confidence: int = 90


@dataclass(frozen=True, slots=True)
class Tariff:
    """A duty of one actor on goods of others: one item for each actor, opponent, rate and tranche."""

    status: str
    span: Span
    actor: Mention | None = None
    country: str | None = None
    against: tuple[str, ...] = ()
    rate_pct: float | None = None
    amount_usd_bn: float | None = None
    date: str | None = None
    date_basis: str = ""
    goods: tuple[str, ...] = ()
    rule: str = ""
    confidence: int = 90


@dataclass(frozen=True, slots=True)
class Talk:
    """Trade talks, a meeting of leaders on trade, or a signing. participants: ISO codes; officials: by name."""

    status: str
    span: Span
    participants: tuple[str, ...] = ()
    officials: tuple[Mention, ...] = ()
    place: str | None = None
    date: str | None = None
    date_basis: str = ""
    date_expression: str | None = None
    kind: str = "talks"
    round: str | None = None
    rule: str = ""
    confidence: int = 90


@dataclass(frozen=True, slots=True)
class Retaliation:
    """An answer to a measure. status: threatened, expected, announced or in_force."""

    actor: str
    against: tuple[str, ...]
    status: str
    span: Span
    in_response_to: str | None = None
    date: str | None = None
    rule: str = ""
    confidence: int = 85


@dataclass(frozen=True, slots=True)
class OtherEvent:
    """An export control, investigation, agreement or relief: `class_name` is the schema's."""

    class_name: str
    status: str
    span: Span
    actor: Mention | None = None
    country: str | None = None
    targets: tuple[Mention, ...] = ()
    date: str | None = None
    summary: str | None = None
    rule: str = ""
    confidence: int = 80


@dataclass(slots=True)
class Found:
    """Everything found in one document."""

    reading: Reading
    mentions: list[Mention] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    blacklistings: list[Blacklisting] = field(default_factory=list)
    tariffs: list[Tariff] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    retaliations: list[Retaliation] = field(default_factory=list)
    others: list[OtherEvent] = field(default_factory=list)
