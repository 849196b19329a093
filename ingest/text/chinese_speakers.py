"""Who speaks in a Chinese text: people of the registry, bodies and governments, and names behind an office.

A name that the registry doesn't know counts when it begins with a Chinese surname and stands right behind an office
(会长高燕) or has the dot of a transcription; a spokesperson without a name speaks for the body.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.text.found import Mention, Reading, Span
from ingest.text.speaker import Speaker

if TYPE_CHECKING:
    from ingest.text.gazetteer import Gazetteer

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "束耿华凌凤祝靳俞")
_OFFICES = (r"(?:会长|主席|部长|副部长|部长助理|司长|局长|署长|主任|总理|发言人|大使|公使|参赞|院长|所长|校长|总裁"
            r"|董事长|"
            r"总经理|首席执行官|创始人|教授|研究员|专家|分析师|经济学家|议员|秘书长|代表|总干事|行长|首席经济学家"
            r"|律师|负责人)")
_NAMED = re.compile(rf"{_OFFICES}(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?"
                    rf"|[\u4e00-\u9fff]{{1,6}}(?:·[\u4e00-\u9fff]{{1,8}})+)"
                    r"(?=在|就|对|于|接|回|说|表|称|强|指|介|认|今|昨|日|主|答|谈|和|批|呼|重|透|告|也|则|曾|又|还"
                    r"|近|当|[\d（(，,：:])")
_SPOKES = re.compile(r"发言人\s*$")
_HAN = re.compile(r"[\u4e00-\u9fff]+$")
_PUBLIC = re.compile(r"(?:部长|司长|局长|署长|总理|主席|总统|发言人|大使|公使|参赞|议员|贸易代表|行长|总干事)\s*$")
_PEOPLE = ("Person", "Official")
_BODIES = ("Agency", "Government")
_PRONOUN = re.compile(r"(?:^|[，,。；\s])(?P<who>他|她|该发言人|这位发言人)(?:还|也|同时|进一步|并|随后"
                      r"|又)?[^，。；：]{0,10}$")


@dataclass(frozen=True, slots=True)
class Speakers:
    """Finds the speakers of one text. text: with nothing but its body; mentions: in order."""

    text: str
    reading: Reading
    mentions: Sequence[Mention]
    gazetteer: Gazetteer
    introduced: frozenset[str] = frozenset()
    starts: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str, reading: Reading, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Speakers:
        """The speakers of a text, with the names that it brings in behind an office."""
        known = {m.text for m in mentions if m.class_name in _PEOPLE}
        return cls(text, reading, mentions, gazetteer,
                   frozenset(match["name"] for match in _NAMED.finditer(text)) - known,
                   tuple(m.start for m in mentions))

    def named_last(self, span: Span, before: Speaker | None = None) -> Speaker | None:
        """Who is named last in a span, or whom a pronoun there means: the speaker `before`."""
        if before and _PRONOUN.search(self.text[slice(*span)]):
            return before
        found = [*self._known(span), *self._unknown(span)]
        return max(found, key=lambda item: item[0])[1] if found else None

    def is_public(self, speaker: Speaker) -> bool:
        """Whether somebody speaks for a state: a body, a government, or a person who holds an office."""
        mention = speaker.mention
        if mention is None or mention.class_name in _BODIES or speaker.role == "spokesperson":
            return True
        held = self.gazetteer.office_of(mention.node, self.reading.published) if mention.node else None
        return held is not None or bool(_PUBLIC.search(self.text, max(0, mention.start - 8), mention.start))

    def person(self, name: str, at: int, organization: Mention | None = None) -> Speaker:
        """A person by name, with the office that they held; spokesperson of `organization` where that is known."""
        found = self.gazetteer.resolve(name, class_hint="Person")
        known = found.node is not None and found.class_name in _PEOPLE
        mention = Mention(at, at + len(name), name, found.name if known else name,
                          found.class_name if known else "Person", found.node if known else None,
                          found.country if known else None, found.how if known else "unresolved",
                          found.confidence if known else 90)
        return self._with_office(mention, organization)

    def _held(self, span: Span) -> list[Mention]:
        """The mentions within a span."""
        first, last = bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])
        return [m for m in self.mentions[first:last] if m.end <= span[1]]

    def _known(self, span: Span) -> Iterator[tuple[int, Speaker]]:
        held = self._held(span)
        for number, mention in enumerate(held):
            if mention.class_name in _PEOPLE and mention.node:
                yield mention.start, self._with_office(mention, self._spoken_for(held[:number], mention))
            elif mention.class_name in _BODIES and mention.node:
                yield mention.start, self._body(mention)

    def _unknown(self, span: Span) -> Iterator[tuple[int, Speaker]]:
        for name in sorted(self.introduced):
            at = self.text.find(name, *span)
            held = self._held(span) if at >= 0 else []
            if at >= 0 and not any(m.start <= at < m.end and m.class_name in _PEOPLE for m in held):
                held = [m for m in held if m.end <= at]
                speaker = self.person(name, at)
                body = self._spoken_for(held, speaker.mention) if speaker.mention else None
                country = next((m.country for m in reversed(held) if m.country and at - m.end < 12), None)
                yield at, replace(self._with_office(speaker.mention, body), country=speaker.country or country) \
                    if speaker.mention else speaker

    def _spoken_for(self, before: Sequence[Mention], person: Mention) -> Mention | None:
        """The body whose spokesperson somebody is, by the words in front of the name."""
        bodies = [m for m in before if m.class_name == "Agency" and 0 <= person.start - m.end <= 8]
        if bodies and (bodies[-1].text.endswith("发言人") or _SPOKES.search(self.text, bodies[-1].end, person.start)):
            return bodies[-1]
        return None

    def _with_office(self, mention: Mention, spoken_for: Mention | None) -> Speaker:
        if spoken_for:
            country = mention.country or spoken_for.country
            return Speaker(mention, mention.name, "spokesperson", spoken_for.name, country)
        if _SPOKES.search(self.text, max(0, mention.start - 5), mention.start):
            role: str | None = "spokesperson"
        else:
            role = None
        held = self.gazetteer.office_of(mention.node, self.reading.published) if mention.node else None
        if held:
            return Speaker(mention, mention.name, "spokesperson" if "pokes" in held.role else held.role,
                           held.organization_name, held.country or mention.country)
        return Speaker(mention, mention.name, role, None, mention.country)

    def _body(self, mention: Mention) -> Speaker:
        spoken = mention.text.endswith("发言人") or re.match("(?:新闻)?发言人", self.text[mention.end:mention.end + 5])
        return Speaker(mention, mention.name, "spokesperson" if spoken else None, mention.name, mention.country)


def heads(words: str) -> Iterator[tuple[int, str]]:
    """The ends of some Chinese words, the longest first: one may be the name of a body."""
    found = _HAN.search(words)
    for at in range(found.start() if found else len(words), len(words) - 1):
        yield at, words[at:]
