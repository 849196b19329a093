"""Quotations with their speakers, sentence by sentence, joined where only the attribution lies between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.text.cues import is_strong
from ingest.text.found import Span
from ingest.text.labels import signed_by
from ingest.text.linking import Link, is_of_writing, is_title, lead_in, linked
from ingest.text.quotes import words
from ingest.text.reporting import Sentence
from ingest.text.speaker import Speaker
from ingest.text.speakers import Speakers

MIXED_WORDS = 3
MOST_QUOTES = 40  # a sentence of more quotations is a list of terms or no text at all
_OPENING = re.compile(r"^[\"“”„«‘'「『\s…\[(.]*")
_CLOSED = re.compile(r"[.?!…—–,]['’\]]?[\"”»’'」』\s]*$")


@dataclass(frozen=True, slots=True)
class Attributed:
    """Words with their speaker. segments: empty when reported indirectly; cue: lemma of the verb of saying."""

    speaker: Speaker
    mode: str
    span: Span
    segments: tuple[Span, ...]
    cue: str
    rule: str
    confidence: int = 90


def attribute(text: str, told: Sequence[Sentence], speakers: Speakers) -> list[Attributed]:
    """The direct and mixed statements of a text, in order."""
    found: list[Attributed] = []
    before: Attributed | None = None  # what the sentence right before ended in
    for number, _sentence in enumerate(told):
        new = list(_of_sentence(text, told, number, speakers, before))
        if new and before and _carries_on(told, number, before, new[0], speakers):
            found[-1] = _joined(before, new[0])
            new[0] = found.pop()
        found.extend(new)
        before = new[-1] if new else None
    return [a for a in found if _counts(text, a)]


def _of_sentence(text: str, told: Sequence[Sentence], number: int, speakers: Speakers,
                 before: Attributed | None) -> Iterator[Attributed]:
    if len(told[number].quotes) > MOST_QUOTES:
        return
    if told[number].is_bare(text):
        own = _bare(text, told, number, speakers, before)
        if own:
            yield own
    else:
        yield from _in_sentence(text, told[number], number, speakers)


def _joined(first: Attributed, second: Attributed) -> Attributed:
    return replace(first, span=(first.span[0], second.span[1]), segments=first.segments + second.segments)


def _carries_on(told: Sequence[Sentence], number: int, before: Attributed, new: Attributed,
                speakers: Speakers) -> bool:
    """Whether a sentence goes on with the statement before it, with nothing but the attribution between: a bare
    quotation, or "…," he added in the same paragraph."""
    if not before.mode == new.mode == "direct" or not before.speaker.is_same(new.speaker):
        return False
    if new.rule == "continued":
        return _ends_there(told[number - 1], speakers)
    return new.rule == "beside" and not told[number].first and new.segments[0][0] == told[number].start


def _ends_there(sentence: Sentence, speakers: Speakers) -> bool:
    """Whether a sentence goes no further behind its last quotation than the attribution."""
    behind = speakers.words.between(sentence.quotes[-1].end, sentence.end)
    return not any(t.tag_ == "VBG" and (is_strong(t) or t.lemma_ == "go") for t in behind)


def _counts(text: str, given: Attributed) -> bool:
    """Whether these are words enough, and not the title of a work."""
    quoted = [text[start:end] for start, end in given.segments]
    if given.mode == "direct":
        return sum(map(words, quoted)) >= MIXED_WORDS
    slogan = bool(re.search(r"\bto\s+$", text[given.span[0]:given.segments[0][0]]))
    return max(map(words, quoted)) >= MIXED_WORDS and (slogan or not all(map(is_title, quoted)))


def _bare(text: str, told: Sequence[Sentence], number: int, speakers: Speakers,
          before: Attributed | None) -> Attributed | None:
    """A sentence of nothing but quotation: by the statement before it, else by the reporter's sentence before it."""
    sentence = told[number]
    segments = tuple(part for quote in sentence.quotes for part in quote.parts)
    span = (sentence.start, sentence.end)
    whole = _is_whole(text, segments)
    signer = signed_by(text, told[number + 1], number, speakers) if number + 1 < len(told) else None
    if signer:
        return Attributed(signer, "direct" if whole else "mixed", span, segments, "", "signature")
    if before is not None and before.rule != "signature":
        return Attributed(before.speaker, "direct" if whole else "mixed", span, segments, "", "continued", 85)
    earlier = told[number - 1] if number else None
    if earlier is None or sentence.paragraph - earlier.paragraph > 1 or not whole:
        return None
    if any(is_of_writing(text, quote) for quote in earlier.quotes):
        return None
    found = lead_in(text, earlier, number - 1, speakers, same=earlier.paragraph == sentence.paragraph)
    if found is None:
        return None
    speaker, cue, rule = found
    speakers.spoke(speaker, sentence.start, number)
    return Attributed(speaker, "direct", span, segments, cue, rule, 90 if rule == "lead-in" else 75)


def _in_sentence(text: str, sentence: Sentence, number: int, speakers: Speakers) -> Iterator[Attributed]:
    """The statements of one sentence of the reporter."""
    groups: list[list[Link]] = []
    for quote in sentence.quotes:
        link = linked(text, sentence, quote, number, speakers)
        if link is None:
            continue
        if groups and _together(text, groups[-1][-1], link):
            groups[-1].append(link)
        else:
            groups.append([link])
    for group in groups:
        segments = tuple(part for link in group for part in link.quote.parts)
        mode = "direct" if _is_direct(text, sentence, group) else "mixed"
        span = (sentence.start, max(sentence.end, segments[-1][1]))
        yield Attributed(group[0].speaker, mode, span, segments, group[0].cue, group[0].rule)
        speakers.spoke(group[0].speaker, segments[0][0], number)


def _together(text: str, first: Link, second: Link) -> bool:
    """Whether two quotations of a sentence are one statement: two fragments, or the attribution alone between."""
    if not first.speaker.is_same(second.speaker):
        return False
    if first.place != "behind":
        return True
    between = text[first.quote.end:second.quote.start].rstrip()
    runs_on = not _is_whole(text, second.quote.parts) and between.endswith((",", "—", "–", "-"))
    return runs_on or (first.verb == second.verb and second.cues < 2)


def _is_direct(text: str, sentence: Sentence, group: list[Link]) -> bool:
    """Whether a whole sentence is quoted, not a fragment within the reporter's."""
    first, last = group[0].quote, group[-1].quote
    opening = _OPENING.sub("", text[first.start:first.start + 12])
    if not opening or not (opening[0].isupper() or opening[0].isdigit() or opening[0] in "@#$—–-"):
        return False
    if len(group) > 1 and group[0].verb != group[1].verb:
        return False
    return bool(_CLOSED.search(text[last.start:last.end])) or not re.search(r"\w", text[last.end:sentence.end])


def _is_whole(text: str, parts: Sequence[Span]) -> bool:
    opening = _OPENING.sub("", text[parts[0][0]:parts[0][0] + 12])
    return bool(opening) and not opening[0].islower()
