"""Sentences of Chinese texts with the powers named in them: who acts, and who is acted on.

There is no parse of Chinese. A power right behind a preposition (对, 自, 于, 向) or in front of goods is acted on; of
the others the last one before a verb acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.text.found import Mention, Reading

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」]?")
_SHORT = re.compile(r"(?P<US>美方|华盛顿方面|(?<![中对赴欧南北亚自向输在])美(?=[将拟对已新商政务]))"
                    r"|(?P<CN>中方|我方|北京方面)|(?P<EU>欧方|(?<![中美对])欧委会)")
_ACTED_ON = re.compile(r"(?:对|于|自|从|向|输|与|和|同|给|在|赴|访|针对|约见|来自)$")
_GOODS = re.compile(r"[^，。；：对将把拟就宣已在于]{0,6}?(?:商品|产品|进口|输[美华]|市场|企业|公司|货物|实体|机构)")
CITY = re.compile(r"region:[a-z]{2}-")
_ASKING = re.compile(r"[，,；;。]\s*(?:请问|想问|[^，。；]{0,24}(?:有何|有什么|如何|怎么|怎样|是否|会否|能否|可否"
                     r"|为何|什么))")
LONGEST = 3000  # characters of a sentence that are read: what goes on longer is a table or noise
REACH = 400  # characters before an act in which who acts is looked for
ASKS = ("？", "?")


@dataclass(frozen=True, slots=True)
class Power:
    """A country as an actor or object, by offsets in the sentence's text."""

    start: int
    end: int
    country: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in the document, its text, its mentions and the powers among them."""

    start: int
    end: int
    text: str
    mentions: tuple[Mention, ...]
    powers: tuple[Power, ...]

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip("”’」 ").endswith(ASKS)

    def acting(self, place: int, other: str | None = None) -> str | None:
        """The power that acts at a place of the text: the last one before it that isn't acted on, nor is `other`."""
        for power in reversed(self.powers):
            if place - REACH <= power.start and power.end <= place and power.country != other \
                    and not self.is_object(power):
                return power.country
        return None

    def is_object(self, power: Power) -> bool:
        """Whether something is done to a power, or it only says whose goods are meant."""
        return bool(_ACTED_ON.search(self.text, max(0, power.start - 2), power.start)
                    or _GOODS.match(self.text, power.end))

    def sides(self) -> set[str]:
        """The powers named, also those of 中美."""
        named = {power.country for power in self.powers}
        return named | {"CN", "US"} if re.search("中美|美中", self.text) else named

    def part(self, start: int, end: int) -> Sentence:
        """A part of the sentence, between offsets in its text, as a sentence."""
        return _sentence(self.text[start:end], self.start + start, self.mentions)


def sentences(reading: Reading, mentions: Sequence[Mention]) -> Iterator[Sentence]:
    """The sentences of a text's body in order."""
    position = 0
    for first, last in reading.body:
        for match in _SENTENCE.finditer(reading.text, first, last):
            while position < len(mentions) and mentions[position].end <= match.start():
                position += 1
            inside = []
            for mention in mentions[position:]:
                if mention.start >= match.end():
                    break
                inside.append(mention)
            yield _sentence(_told(match[0][:LONGEST]), match.start(), inside)


def _told(text: str) -> str:
    """A question without the part that asks: what it tells before that is told."""
    if not text.rstrip("”’」 ").endswith(ASKS):
        return text
    tail = _ASKING.search(text)
    return text[:tail.start()] if tail and tail.start() else text


def _sentence(text: str, start: int, mentions: Sequence[Mention]) -> Sentence:
    end = start + len(text)
    inside = tuple(m for m in mentions if start <= m.start and m.end <= end)
    powers = [Power(m.start - start, m.end - start, m.country) for m in inside if m.country and _is_power(m)]
    taken = {at for power in powers for at in range(power.start, power.end)}
    powers += [Power(*match.span(), match.lastgroup or "") for match in _SHORT.finditer(text)
               if match.start() not in taken]
    return Sentence(start, end, text, inside, tuple(sorted(powers, key=lambda power: power.start)))


def _is_power(mention: Mention) -> bool:
    """Whether a mention stands for its country; cities don't, nor do firms."""
    return mention.class_name in ("Region", "Government", "Agency", "Person", "Official") \
        and not (mention.class_name == "Region" and CITY.match(mention.node or ""))
