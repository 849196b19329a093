"""Trade talks and meetings in Chinese text: whose, where, when, which round, and whether they took place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.text.chinese_dates import Day, day_of
from ingest.text.chinese_sentences import CITY, Sentence
from ingest.text.found import Mention, Talk

_NOUN = r"(?:磋商|谈判|会谈|对话|会晤|会见|通话|(?:电话|视频)沟通)"
_ROUND = re.compile(rf"第(?P<round>[一二三四五六七八九十\d]+)(?:轮|次)(?:中美)?(?:高级别|全面|战略|经贸|贸易|经济"
                    rf"|中美)*{_NOUN}")
_TRADE = re.compile(rf"(?:经贸|贸易|经济|关税)[^，。；]{{0,10}}{_NOUN}|{_NOUN}[^。；]{{0,30}}(?:经贸|贸易|关税)|"
                    rf"(?:经贸|贸易|关税)(?:问题|议题|摩擦|分歧|关系)?[^。；]{{0,24}}{_NOUN}|高级别{_NOUN}|"
                    rf"牵头人[^。；]{{0,40}}(?:{_NOUN}|沟通)|元首[^。；]{{0,24}}{_NOUN}(?!之?前|期间|做)")
_HELD = re.compile(rf"(?:举行|进行|完成|结束|展开|开展|召开)了?(?:了)?(?:[^，。；]{{0,30}}){_NOUN}"
                   rf"|{_NOUN}[^，。；]{{0,12}}"
                   rf"(?:举行|进行|结束|落幕|闭幕|召开|开始|达成|取得)|(?<!历次){_NOUN}(?:联合声明|共识|成果)"
                   rf"|在\S{{2,12}}(?:会见|会晤)(?!之?前|期间|做)|举行会晤|"
                   rf"(?:进行|举行)了[^，。；]{{0,20}}(?:交流|沟通)")
_SET = re.compile(rf"(?:将|定于|计划|拟|商定|即将|确定要)[^，。；]{{0,12}}{_NOUN}|"
                  rf"(?:将|定于|计划|拟|商定|即将)[^，。；]{{0,40}}?(?:举行|进行|展开|开展|出席"
                  rf"|参加)[^，。；]{{0,20}}{_NOUN}|"
                  rf"(?:将|定于|计划|即将)[^，。；]{{0,24}}(?:赴[美华]?|访[美华]|前往)[^。；]{{0,30}}{_NOUN}")
_OFF = re.compile(rf"(?:取消|推迟|中止|中断|暂停)[^，。；]{{0,20}}{_NOUN}|{_NOUN}[^，。；]{{0,10}}(?:取消|推迟|中断"
                  rf"|破裂)(?!危险)")
# teams that are told to be in touch will meet
_IN_TOUCH = re.compile(r"将[^，。；]{0,40}进行(?:了)?沟通")
_UNREAL = re.compile(r"如果|假如|倘若|若|是否|吗|据传|网传|传闻|可能|预计|希望|期待|呼吁|敦促|应当|应该|愿意|愿与"
                     r"|主张|只有|必须|没有|并未|"
                     r"未能|无法|不会|通过(?:对话|磋商|谈判)|专家|分析|建议|直到|重启|拒绝")
_CLAUSE_END = re.compile("[，,。；;：:]")
_WHERE = re.compile("在|赴|访|抵")
_PAPER = re.compile("[^，。；]{0,10}(?:署名|表示|说|称|宣布|报道|发布|消息)")
_NEAR = 45  # characters between a day and the talks of that day
_IN = re.compile(r"(?:在|于|赴)$")
_CLOCK = re.compile("时间")  # 北京时间: whose clock, not where
_AS_NAME = re.compile(r"(?:中美|美中)(?P<place>[\u4e00-\u9fff]{2,5}?)(?:经贸|贸易)?(?:会谈|磋商|谈判)")
_SAYS = re.compile(r"[^，。；：]{0,14}(?:说|表示|称|透露|指出|介绍|强调|宣布)")
_LEADERS = re.compile(r"元首|总统|主席|峰会|首脑")


def find(sentence: Sentence, published: str | None) -> Iterator[Talk]:
    """The talks of a sentence: one of two sides at least, about trade.

    published: ISO date of the text, or None. In a question only talks count whose outcome is named.
    """
    text = sentence.text
    outcome = re.search(rf"(?<!历次){_NOUN}(?:联合声明|共识|成果)", text)
    turn = _ROUND.search(text)
    if (sentence.asks and not outcome) or not (turn or _TRADE.search(text)):
        return
    sides = sorted(sentence.sides() - {power.country for power in sentence.powers
                                       if _WHERE.search(text, max(0, power.start - 1), power.start)} | _named(text))
    status = _status(text, bool(outcome))
    if len(sides) < 2 or status is None:
        return
    day = None if outcome else _day(text, published)
    if day and status == "scheduled" and published and day.value < published:  # the day on which it was said
        day = None
    kind = "meeting" if _LEADERS.search(text) and "会晤" in text else "talks"
    yield Talk(status, (sentence.start, sentence.end), tuple(sides), _officials(sentence), _place(sentence),
               day.value if day else None, day.basis if day else "", None, kind, turn["round"] if turn else None,
               "磋商", 70)


def same(known: Talk, new: Talk) -> bool:
    """Whether two tell of one meeting: no round, place or day contradicts."""
    return set(known.participants) & set(new.participants) != set() and known.status == new.status and all(
        len({one, other} - {None}) < 2
        for one, other in ((known.round, new.round), (known.place, new.place), (known.date, new.date)))


def joined(known: Talk, new: Talk) -> Talk:
    """One meeting that was told twice, with what either telling gives."""
    names = {m.name for m in known.officials}
    return replace(known, officials=(*known.officials, *(m for m in new.officials if m.name not in names)),
                   place=known.place or new.place, date=known.date or new.date,
                   date_basis=known.date_basis or new.date_basis, round=known.round or new.round)


def _day(text: str, published: str | None) -> Day | None:
    """The day of the talks: one that stands in the same breath, and isn't that of a paper or of somebody's words."""
    day = day_of(text, published)
    noun = next((match for match in re.finditer(_NOUN, text) if day and match.start() > day.start), None)
    if day is None or noun is None or noun.start() - day.end > _NEAR or _PAPER.match(text, day.end):
        return None
    return day


def _named(text: str) -> set[str]:
    return {"CN", "US"} if re.search("中美|美中", text) else set()


def _status(text: str, has_outcome: bool) -> str | None:
    if has_outcome:
        return "held"
    for status, words in (("cancelled", _OFF), ("scheduled", _SET), ("scheduled", _IN_TOUCH), ("held", _HELD)):
        for match in words.finditer(text):
            begin = max((end.end() for end in _CLAUSE_END.finditer(text, 0, match.start())), default=0)
            if not _UNREAL.search(text, begin, match.end()):
                return status
    return None


def _officials(sentence: Sentence) -> tuple[Mention, ...]:
    named = {m.name: m for m in sentence.mentions if m.class_name in ("Person", "Official") and m.node
             and not _SAYS.match(sentence.text, m.end - sentence.start)}
    return tuple(named.values())


def _place(sentence: Sentence) -> str | None:
    """The city behind 在, or in the name of the talks; where there is none, None."""
    named = _AS_NAME.search(sentence.text)
    for mention in sentence.mentions:
        at = mention.start - sentence.start
        if mention.class_name == "Region" and CITY.match(mention.node or "") \
                and not _CLOCK.match(sentence.text, mention.end - sentence.start) and (
                _IN.search(sentence.text, max(0, at - 1), at) or (named and at == named.start("place"))):
            return mention.name
    return None
