"""A notice in the shape in which every text is told: its listings and changes, and what its spokesperson says.

What a notice does is read by `ingest.cn_notice.reading`, not by the rules for news; of those only the statements and
the events come in that the notice itself doesn't decide: the answer of a spokesperson, the earlier decisions that it
recounts, the talks that it carries out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.cn_notice.authorities import CONTROLLED, Issuer, KeptList
from ingest.cn_notice.claims import SERIES
from ingest.cn_notice.notice import Change, Notice, Part, Reference, Target
from ingest.text import extraction
from ingest.text.found import Blacklisting, Count, Found, Mention, OtherEvent, Reading, Span
from ingest.text.places import literal
from kg.claim import node_id

RULE = "notice"
_ACTIONS = {"extend": "suspend"}
# as texts call it; the registry has the longer official name
_CALLED = {CONTROLLED: "Export Control List"}
_GROUND = re.compile(r"为(?P<why>(?:落实|履行|执行)[^，。；\n]{2,60})")


def found_in(notice: Notice, reading: Reading, *, spoken: bool) -> Found:
    """What a notice says. spoken: a spokesperson tells of it, so that there are statements; of another notice only
    earlier listings with a day of their own are recounted events."""
    found = extraction.find(reading)
    if not spoken:
        found.statements, found.tariffs, found.retaliations, found.others = [], [], [], []
    own = [*_decided(notice), *_changed(notice)]
    recounted = [event for event in found.blacklistings
                 if (spoken or event.date) and not any(_same(event, known) for known in own)]
    found.blacklistings = sorted([*own, *recounted], key=lambda event: event.span)
    if notice.action == "investigate":
        found.others.append(OtherEvent(
            "Investigation", "announced", notice.decision, _issuer(notice.issuer, notice), "CN", _targets(notice),
            _day(notice), notice.title or None, RULE, 95))
    return found


def _decided(notice: Notice) -> Iterator[Blacklisting]:
    """The notice's own decision on those whom it names."""
    if notice.action in ("add", "remove", "resume"):
        counts = tuple(_count(notice, part) for part in notice.counts)
        effect = "；".join(part.value.strip("；;。") for part in notice.measures)
        yield Blacklisting(
            notice.action, "done", notice.decision, _issuer(notice.issuer, notice), "CN", _list(notice.kept_list),
            _day(notice), "absolute" if _day(notice) else "", notice.reason.value if notice.reason else None,
            effect or None, _targets(notice), counts, _citation(notice.issuer, notice.year, notice.number), RULE, 95)


def _changed(notice: Notice) -> Iterator[Blacklisting]:
    """One event for each earlier notice that this one changes."""
    counts = tuple(_stated(notice))
    for change in notice.changes:
        ground = _GROUND.search(notice.text, *change.span)
        for reference in change.references:
            yield Blacklisting(
                _ACTIONS.get(change.action, change.action), "done", change.span, _issuer(reference.issuer, notice),
                "CN", _list(notice.kept_list), *_since(notice, change), ground["why"] if ground else None,
                change.until.words if change.until else None, (), counts, _named(reference), RULE, 95)


def _since(notice: Notice, change: Change) -> tuple[str | None, str]:
    """The day of the notice; of one without a day, the day from which the change applies."""
    day = _day(notice) or (change.effective.value if change.effective else None)
    return day, "absolute" if day else ""


def _day(notice: Notice) -> str | None:
    given = notice.published or notice.effective
    return given.value if given else None


def _list(kept: KeptList | None) -> str | None:
    return _CALLED.get(kept, kept.name) if kept else None


def _citation(issuer: Issuer, year: str, number: str) -> str | None:
    return issuer.citation(year, number) if number else None


def _named(reference: Reference) -> str:
    return reference.issuer.citation(reference.year, reference.number)


def _issuer(issuer: Issuer, notice: Notice) -> Mention:
    start, end = _place(notice.text, notice.issuer_words, notice.head)
    return Mention(start, end, notice.text[start:end], issuer.name, "Agency", issuer.node, "CN", "exact")


def _targets(notice: Notice) -> tuple[Mention, ...]:
    return tuple(_target(notice, target) for target in notice.targets)


def _target(notice: Notice, target: Target) -> Mention:
    """A target under its English name, where it has one; its id is that of the notice's claims."""
    start, end = _place(notice.text, target.chinese, target.span)
    name = literal(target.english) or literal(target.chinese)
    return Mention(start, end, target.chinese, name, target.class_name, node_id("party", SERIES, name), None,
                   "unresolved", target.confidence)


def _place(text: str, words: str, span: Span) -> Span:
    """Where some words stand in a part of the text; the part, when they are written otherwise there."""
    at = text.find(words, *span) if words else -1
    return (at, at + len(words)) if at >= 0 else span


def _count(notice: Notice, part: Part) -> Count:
    number, _, noun = part.value.partition(" ")
    return Count(int(number), noun, *_place(notice.text, part.words, part.span))


def _stated(notice: Notice) -> Iterator[Count]:
    """How many are hit by the measures that a notice changes, where it says so: "17家美国实体"."""
    seen = set()
    for found in re.finditer(r"(\d{1,3})[ ]?家([^，。；、（）\n]{0,10}?(?:实体|企业|公司|机构))", notice.text):
        if found[1] not in seen:
            seen.add(found[1])
            yield Count(int(found[1]), "entities", *found.span())


def _same(told: Blacklisting, own: Blacklisting) -> bool:
    """Whether the rules for news found what the notice decides."""
    return told.action == own.action and (told.date == own.date or told.date is None)
