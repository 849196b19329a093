"""What a notice says, each part with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.cn_notice.authorities import Issuer, KeptList
from ingest.text.found import Span


@dataclass(frozen=True, slots=True)
class Part:
    """A value and the words that give it: `span` is what is quoted, `words` what in it names the value."""

    value: str
    span: Span
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A notice by its issuer, year and number."""

    issuer: Issuer
    year: str
    number: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Target:
    """Who is hit. english "" when only the Chinese name is given; title: a person's office in words;
    written: the English name with the spaces of the text."""

    chinese: str
    english: str
    class_name: str
    rule: str
    confidence: int
    span: Span
    title: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to earlier notices. effective and until None: the sentence doesn't say."""

    action: str
    span: Span
    words: str
    references: tuple[Reference, ...]
    effective: Part | None = None
    until: Part | None = None


@dataclass(slots=True)
class Notice:
    """A notice. action: `add`, `investigate`, `remove` or `resume` of the targets, "" when it only changes others."""

    text: str
    issuer: Issuer
    issuer_words: str
    year: str
    number: str
    head: Span
    decision: Span
    title: str = ""
    published: Part | None = None
    effective: Part | None = None
    action: str = ""
    kept_list: KeptList | None = None
    list_words: str = ""
    targets: list[Target] = field(default_factory=list)
    laws: list[Part] = field(default_factory=list)
    counts: list[Part] = field(default_factory=list)
    measures: list[Part] = field(default_factory=list)
    reason: Part | None = None
    countries: list[Part] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
