"""Words that a colon announces and that stand without quotation marks: posts, and speech in the first person.

"Ms. Hill posted on Weibo:" and what follows it, in the same paragraph or the next ones. A post is taken by its
medium; other words only where they say "I", "we" or "you", since a list or a summary may follow a colon as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.text.attributed import Attributed
from ingest.text.attribution import Source
from ingest.text.found import Span
from ingest.text.linking import lead_in
from ingest.text.narration import is_narration, lead, speaks
from ingest.text.reporting import Sentence
from ingest.text.speaker import Speaker
from ingest.text.speakers import Speakers

_POSTS = re.compile(r"\b(?:(?:re)?post(?:s|ed)|(?:re)?tweet(?:s|ed)|thread|on (?:X|Twitter|Truth ?Social|Weibo|Facebook"
                    r"|Instagram|LinkedIn))\b")
_MARKS = "\"“”„«‘「『"
_FEWEST = 3  # words
_SPACE = re.compile(r"[\s>*_]*")


def announced(text: str, told: Sequence[Sentence], inside: Sequence[Span], speakers: Speakers) -> list[Attributed]:
    """The statements that a colon announces. inside: the paragraphs, which the sentences' numbers count."""
    found: list[Attributed] = []
    for number, sentence in enumerate(told):
        if found and sentence.start < found[-1].span[1]:
            continue
        given = _announced(text, (sentence, number), inside, speakers)
        if given:
            found.append(given)
    return found


def _announced(text: str, at: tuple[Sentence, int], inside: Sequence[Span], speakers: Speakers) -> Attributed | None:
    sentence, number = at
    opening = lead(text, (sentence.start, sentence.end))
    if opening is None:
        return None
    words = text[slice(*opening)]
    is_post = bool(_POSTS.search(words))
    span = _reach(text, opening[1], sentence, inside, is_post=is_post)
    if span is None:
        return None
    source = _of_handle(sentence, number, speakers) \
        or lead_in(text, replace(sentence, end=opening[1], quotes=()), number, speakers, same=True)
    if source is None or not (is_post or (source[1] and _is_person(source[0]))):
        return None
    return Attributed(source[0], "direct", (sentence.start, span[1]), (span,), source[1], "announced", 80)


def _of_handle(sentence: Sentence, number: int, speakers: Speakers) -> tuple[Speaker, str, str] | None:
    """The handle that opens a sentence, which a parser takes for anything: "@AnnHill posted:"."""
    first = next(iter(speakers.words.between(sentence.start, sentence.end)), None)
    name = speakers.words.name_at.get(first.i) if first is not None and first.text[0] == "@" else None
    speaker = speakers.resolve(Source("name", name.last - 1, name.first, name), number) if name else None
    return (speaker, "post", "announced") if speaker else None


def _reach(text: str, colon: int, sentence: Sentence, inside: Sequence[Span], *, is_post: bool) -> Span | None:
    """What the announced words take up; None where they stand between marks, or aren't somebody's own."""
    own = inside[sentence.paragraph]
    rest = (_start(text, (colon, own[1])), own[1])
    following = list(inside[sentence.paragraph + 1:])
    if rest[0] < own[1]:
        first = rest if sentence.first else None
    else:
        first = following.pop(0) if following else None
        first = (_start(text, first), first[1]) if first else None
    if first is None or text[first[0]] in _MARKS or lead(text, first) or is_narration(text, first) \
            or len(text[slice(*first)].split()) < _FEWEST or not (is_post or speaks(text, first)):
        return None
    *_, last = [first, *_goes_on(text, following)]
    return first[0], first[0] + len(text[first[0]:last[1]].rstrip())


def _goes_on(text: str, following: Sequence[Span]) -> Iterator[Span]:
    """The next paragraphs as long as somebody speaks in them."""
    for span in following:
        if not speaks(text, span) or text[span[0]] in _MARKS or lead(text, span):
            return
        yield span


def _start(text: str, span: Span) -> int:
    found = _SPACE.match(text, *span)
    return found.end() if found else span[0]


def _is_person(speaker: Speaker) -> bool:
    return speaker.mention is not None and speaker.mention.class_name in ("Person", "Official")
