"""The answers of press conferences that are printed in Chinese with a label before each turn.

Labels are 问 and 答, the spokesperson's name (耿爽：, 【高峰】), and the asking medium (路透社记者：). What is asked
is no statement; an answer runs to the next label. The speaker is whom the label or the heading names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.text.attributed import Attributed
from ingest.text.chinese_speakers import SURNAMES, Speakers, heads
from ingest.text.found import Mention, Span
from ingest.text.speaker import Speaker
from ingest.text.spokespersons import headings

_LABEL = re.compile(r"[\s\u3000*]*(?:[【\[［](?P<boxed>[^】\]］\n]{1,30})[】\]］]\s*[：:]?"
                    r"|(?P<plain>[^：:。，,；！？?“”\n]{1,30}?)\s*[：:])"
                    r"[\s\u3000*]*")
_ASKS = re.compile(r"问$|记者|媒体|提问|^Q$|[社报台网刊]$|新闻$|电视|广播|之声|时报|日报|通讯|周刊|杂志|财经|卫视|追问|"
                   r"^(?:[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,3})$")
_PERSON = re.compile(rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}$")
_TITLED = re.compile(r"^(?:[\u4e00-\u9fff]{0,16}(?:发言人|部长|司长|局长|主任"
                     r"|负责人))?(?P<name>[\u4e00-\u9fff·]{2,10})$")
_NO_NAME = re.compile(r"^(?:主持人|附件|备注|注|来源|时间|地点|编辑|责任编辑|全文|声明|内容|标题|类型|分类|其中"
                      r"|第[一二三四五六七八九十]|[一二三四五六七八九十])")
_WITHIN = re.compile(r"(?<=[。？！?!”…\s])[\s\u3000]*(?=(?:问|答)\s*[：:])")
_SPOKESPERSON = re.compile(r"(?P<body>[\u4e00-\u9fff]{2,18}?)(?:例行)?(?:新闻)?发言人(?P<name>[\u4e00-\u9fff]{2,3}?)?"
                           r"(?=就|答|主持|在|谈|表示|介绍|举行|回答|发表|的|[：:，。\s]|$)")

_CONFERENCE = re.compile(r"(?P<body>[\u4e00-\u9fff]{2,18}?)(?:召开|举行|举办|例行|网上|专题|的)*(?:新闻发布会|记者会)"
                         r"(?P<name>)")


@dataclass(frozen=True, slots=True)
class Turn:
    """A labelled turn: where it begins with its label, where its words begin and end, and who answers (None: asks)."""

    at: int
    start: int
    end: int
    speaker: Speaker | None


def turns(speakers: Speakers, paragraphs: Sequence[Span]) -> list[Turn]:
    """The turns of a text; none where nobody asks or nobody answers."""
    main = main_speaker(speakers)
    found: list[Turn] = []
    for start, end in _split(speakers.text, paragraphs):
        label = _LABEL.match(speakers.text, start, end)
        asks, speaker = _of(label, main, speakers, found) if label else (False, None)
        if label and (asks or speaker):
            found.append(Turn(start, label.end(), end, speaker))
        elif found:
            found[-1] = Turn(found[-1].at, found[-1].start, end, found[-1].speaker)
    answers = [turn for turn in found if turn.speaker]
    return found if answers and len(answers) < len(found) else []


def answers(found: Sequence[Turn]) -> Iterator[Attributed]:
    """The statements among the turns."""
    for turn in found:
        if turn.speaker and turn.start < turn.end:
            span = (turn.start, turn.end)
            yield Attributed(turn.speaker, "direct", span, (span,), "", "turn", 95)


def main_speaker(speakers: Speakers) -> Speaker | None:
    """The spokesperson of the heading: by name where it stands there, else the body for which they speak."""
    for words in headings(speakers.reading):
        offset = max(0, speakers.reading.text.find(words))
        for given in [*_SPOKESPERSON.finditer(words), *_CONFERENCE.finditer(words)]:
            body = _body(given["body"], offset + given.start("body"), speakers)
            if body is None:
                continue
            if given["name"] and _PERSON.match(given["name"]):
                return speakers.person(given["name"], offset + given.start("name"), body)
            return Speaker(body, body.name, "spokesperson", body.name, body.country)
    return None


def _body(words: str, offset: int, speakers: Speakers) -> Mention | None:
    for at, name in heads(words):
        found = speakers.gazetteer.resolve(name)
        if found.node and found.class_name == "Agency":
            return Mention(offset + at, offset + len(words), name, found.name, found.class_name, found.node,
                           found.country, found.how, found.confidence)
    return None


def _split(text: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    """The paragraphs, cut where a question or answer begins inside one."""
    for start, end in paragraphs:
        for match in _WITHIN.finditer(text, start, end):
            if match.start() > start:
                yield start, match.start()
            start = match.end()
        if start < end:
            yield start, end


def _of(label: re.Match[str], main: Speaker | None, speakers: Speakers,
        found: Sequence[Turn]) -> tuple[bool, Speaker | None]:
    """Whether a label asks, and who answers behind it; neither for words that are no label."""
    words = (label["boxed"] or label["plain"]).strip()
    if words == "答" or words == "A":
        return False, main if found else None
    if main and main.mention and words.endswith(main.mention.text) and main.mention.class_name == "Person":
        return False, main
    named = _TITLED.match(words)
    if named and not _ASKS.search(words) and not _NO_NAME.match(words):
        body = main.organization if main else None
        speaker = speakers.person(named["name"], label.start() + label[0].find(named["name"]))
        if speaker.mention and speaker.mention.node:
            return False, speaker
        if body and (label["boxed"] or "发言人" in words) and _PERSON.match(named["name"]):
            return False, speaker
    return bool(_ASKS.search(words)), None
