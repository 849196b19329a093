"""Statements of Chinese texts: the answers of press conferences, quotations with 说, 表示 and their like, and reports.

There is no parse of Chinese here: the speaker of a quotation is the party named last before the verb of saying, which
stands before the quotation or right behind it (“…”，耿爽说，“…”); the speaker of an answer is whom its label or the
heading names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.text.attributed import MIXED_WORDS, Attributed
from ingest.text.chinese_speakers import Speakers
from ingest.text.chinese_turns import answers, turns
from ingest.text.found import Mention, Reading, Span
from ingest.text.quotes import Quotation, quotations, words
from ingest.text.speaker import Speaker

if TYPE_CHECKING:
    from ingest.text.gazetteer import Gazetteer

_VERB = r"(?:表示|指出|强调|回应|介绍|宣布|认为|声称|坦言|透露|重申|呼吁|批评|指责|警告|补充|说|称)"
_SAID = re.compile(rf"{_VERB}(?:说|称|道)?(?:了|过)?\s*[，,：:]?\s*$")
_BEHIND = re.compile(rf"\s*[，,]?\s*(?P<who>[^，。；：“”\n]{{0,36}}?){_VERB}(?:说|称|道)?(?=\s*(?:[，,：:。；]|$|\n))")
_MIXED = re.compile(r"(?:说|表示|称|指出|强调|批评|指责|认为|呼吁|声称)[^。！？\n□]{1,30}$")
_REPORTED = re.compile(r"(?:表示|指出|强调|回应称?|认为|声称|透露|重申|警告|呼吁|说|称)(?:说|道)?[，,：:]")
_WHOLE = re.compile(r"[。！？!?…]['’]?[”」』\"]\s*$")
_TO_NEXT = re.compile(r"[，,、；;。\s]*$")
_ASKED = re.compile(r"(?:记者|媒体|网友)[^，。：]{0,8}(?:问|提问|求证)[^。]{0,4}[：:，,]|^\s*问[：:]")
_FAR = 22  # characters between a reported speaker and the verb
_LEAST = 8  # characters that are reported
_TAIL = 30  # characters by which a repeated sentence is known
_HIDDEN = "□"
_END = re.compile(r"[。！？!?\n]")


def chinese(reading: Reading, inside: Sequence[Span], mentions: Sequence[Mention],
            gazetteer: Gazetteer) -> Iterator[tuple[Attributed, bool]]:
    """The statements of a Chinese text, each with whether its speaker is in public office. inside: its paragraphs."""
    text = reading.masked
    speakers = Speakers.of(text, reading, mentions, gazetteer)
    found = turns(speakers, inside)
    told_of = [span for span in inside if not any(turn.at < span[1] and span[0] < turn.end for turn in found)]
    page = _Page.of(text, told_of)
    said = [*answers(found), *_joined(_quoted(page, speakers))]
    said += _reported(page, speakers, said)
    for given in said:
        yield given, speakers.is_public(given.speaker)


@dataclass(frozen=True, slots=True)
class _Page:
    """The reporter's text: `shown` has a box for each character of a quotation, so that its stops end no sentence."""

    text: str
    shown: str
    quotes: list[Quotation]
    ends: list[int]
    paragraphs: list[Span]

    @classmethod
    def of(cls, text: str, paragraphs: list[Span]) -> _Page:
        """The page of some paragraphs."""
        quotes = quotations(text, paragraphs)
        shown = list(text)
        for quote in quotes:
            for start, end in quote.parts:
                shown[start:end] = _HIDDEN * (end - start)
        return cls(text, "".join(shown), quotes, [quote.end for quote in quotes], paragraphs)

    def begin(self, place: int) -> int:
        """Where the reporter's words begin that lead to a place: behind the last stop or quotation."""
        number = bisect_right(self.ends, place) - 1
        begin = max(self._paragraph(place)[0], self.ends[number] if number >= 0 else 0)
        return max((match.end() for match in _END.finditer(self.shown, begin, place)), default=begin)

    def end(self, place: int) -> int:
        """Where the paragraph ends that holds a place."""
        return self._paragraph(place)[1]

    def _paragraph(self, place: int) -> Span:
        number = bisect_right(self.paragraphs, (place, len(self.text))) - 1
        return self.paragraphs[number] if number >= 0 else (0, len(self.text))


def _quoted(page: _Page, speakers: Speakers) -> Iterator[Attributed]:
    """The quotations whose speaker the reporter names, in order."""
    last: Speaker | None = None
    before: Attributed | None = None
    for quote in page.quotes:
        begin = page.begin(quote.start)
        given = _before(page, quote, begin, speakers, last) or _behind(page, quote, speakers, last)
        if given is None and before and begin == before.span[1] and _TO_NEXT.fullmatch(page.shown[begin:quote.start]):
            given = Attributed(before.speaker, before.mode, (begin, quote.end), quote.parts, "", "same breath", 80)
        before = given
        if given:
            last = given.speaker
            yield given


def _before(page: _Page, quote: Quotation, begin: int, speakers: Speakers, last: Speaker | None) -> Attributed | None:
    """A quotation behind its verb of saying: direct right behind it, mixed where the reporter's sentence goes on."""
    lead = page.shown[begin:quote.start]
    count = words(page.text[quote.start:quote.end])
    if _ASKED.search(lead) or count < MIXED_WORDS:
        return None
    direct = _SAID.search(lead)
    mixed = None if direct or count < MIXED_WORDS + 1 else _MIXED.search(lead)
    verb = direct or mixed
    speaker = speakers.named_last((begin, begin + verb.start()), last) if verb else None
    if speaker is None or verb is None:
        return None
    if mixed:
        return Attributed(speaker, "mixed", (begin, quote.end), quote.parts, "", "verb before", 70) \
            if speakers.is_public(speaker) else None
    whole = lead.rstrip().endswith(("：", ":", "，", ",")) or _WHOLE.search(page.text, quote.start, quote.end)
    return Attributed(speaker, "direct" if whole else "mixed", (begin, quote.end), quote.parts, "", "governing verb",
                      80)


def _behind(page: _Page, quote: Quotation, speakers: Speakers, last: Speaker | None) -> Attributed | None:
    """A quotation in front of its verb of saying."""
    found = _BEHIND.match(page.shown, quote.end, page.end(quote.end))
    if found is None or words(page.text[quote.start:quote.end]) < MIXED_WORDS or _HIDDEN in found["who"]:
        return None
    speaker = speakers.named_last(found.span("who"), last)
    return Attributed(speaker, "direct", (quote.start, found.end()), quote.parts, "", "verb behind", 80) \
        if speaker else None


def _joined(found: Iterator[Attributed]) -> list[Attributed]:
    """Quotations of one speaker with nothing but the attribution between them, as one statement."""
    said: list[Attributed] = []
    for new in found:
        before = said[-1] if said else None
        follows = (before is not None and new.segments[0][0] - before.span[1] <= 3) or (
            before is not None and new.rule == "same breath")
        if before and follows and before.mode == new.mode == "direct" and before.speaker.name == new.speaker.name \
                and before.rule in ("verb behind", "governing verb", "same breath") \
                and (before.rule == "verb behind" or new.rule == "same breath"):
            said[-1] = replace(before, span=(before.span[0], new.span[1]), segments=(*before.segments, *new.segments),
                               rule="governing verb")
        else:
            said.append(new)
    return said


def _reported(page: _Page, speakers: Speakers, said: Sequence[Attributed]) -> Iterator[Attributed]:
    """What officials, ministries and governments are reported to say, one for each sentence without a quotation."""
    last: Speaker | None = None
    waiting = sorted(said, key=lambda given: given.span, reverse=True)
    told: set[str] = set()  # a page may repeat its sentences as a summary
    for paragraph in page.paragraphs:
        at = paragraph[0]
        for end in [*(match.end() for match in _END.finditer(page.shown, *paragraph)), paragraph[1]]:
            start, at = at, end
            while waiting and waiting[-1].span[0] < end:
                quoted = waiting.pop()
                last, start = quoted.speaker, max(start, quoted.span[1])
            given = _in_sentence(page, (start, end), speakers, last)
            if given and (words := page.text[start:end].strip()[-_TAIL:]) not in told:
                told.add(words)
                last = given.speaker
                yield given


def _in_sentence(page: _Page, span: Span, speakers: Speakers, last: Speaker | None) -> Attributed | None:
    verb = _REPORTED.search(page.shown, *span)
    if verb is None or _ASKED.search(page.shown, *span) or page.shown[span[0]:span[1]].rstrip().endswith(("？", "?")) \
            or len(page.shown[verb.end():span[1]].strip(" 。" + _HIDDEN)) < _LEAST:
        return None
    clause = max(page.shown.rfind(mark, span[0], verb.start()) for mark in "，；：,")
    begin = max(span[0], clause + 1)
    speaker = speakers.named_last((begin, verb.start()), last)
    if speaker is None or speaker.mention is None or not speakers.is_public(speaker):
        return None
    if begin <= speaker.mention.start and verb.start() - speaker.mention.end > _FAR:
        return None
    return Attributed(speaker, "indirect", span, (), "", "reported", 70)
