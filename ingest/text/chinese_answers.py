"""Answers to measures in Chinese text (反制, 报复): by whom, against whom, to what, taken, announced or threatened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.text.chinese_dates import day_of
from ingest.text.chinese_sentences import Sentence
from ingest.text.found import Retaliation

_ANSWER = re.compile(
    r"(?:加征|征收|课征|实施)[^，。；]{0,16}(?:报复|反制|反击)性?关税|"
    r"(?:采取|予以|作出|实施|进行|推出|公布|宣布|出台|发起)[^，。；]{0,16}(?:反制|报复|反击)(?:性?措施|性?关税)?|"
    r"(?:坚决|被迫|对等|必将|必要的?|强力|有力)反制|(?:以|作为)(?:对[^，。；]{2,20}的)?(?:报复|反制|回击)|"
    r"采取(?:一切|相应|坚决|有力|必要|果断|、|的)+措施")
_UNREAL = re.compile(r"是否|会否|吗|据传|网传|传闻|预计|专家|分析|呼吁|没有采取|未采取|取消|暂停|停止|解除|不再|避免"
                     r"|担心|研究|别人|对方国家|其他国家|世贸组织|世界贸易组织|"
                     r"WTO|贸易报复|起诉|诉讼|关税减免|排除|退出")
_IF = re.compile(r"如果|假如|倘若|一旦|若|只要|执意|一意孤行")
_TO_COME = re.compile(r"将|必将|势必|不得不|会|必然|保留|随时")
_TOLD = re.compile(r"公布|宣布|决定")
_CAUSE = re.compile(r"(?:针对|为回应|回应|为反制|作为对)(?P<cause>[^，。；]{4,60}?)(?:的(?:反制|报复|回应)|[，,。；]"
                    r"|$)|"
                    r"(?:如果|假如|倘若|一旦|若)(?P<condition>[^，。；]{4,60})")
_LEADS = re.compile(r"[^，。；]{0,4}作为[^，。；]{0,24}(?:报复|反制|回击)[，,]")  # who acts stands behind it
_OPPONENTS = {"CN": "US", "US": "CN"}


def find(sentence: Sentence, sides: list[str], published: str | None) -> Iterator[Retaliation]:
    """The answer that a sentence tells of.

    sides: the powers of the text, most named first: the other one is answered when the sentence names none.
    published: ISO date of the text, or None.
    """
    text = sentence.text
    match = _ANSWER.search(text)
    if match is None or sentence.asks or _UNREAL.search(text):
        return
    actor = sentence.acting(len(text) if _LEADS.match(text) else match.end()) or (
        "CN" if "我们" in text[:match.end()] and "CN" in sides[:2] else None)
    against = _against(sentence, actor, match.start(), sides)
    if actor is None or against is None:
        return
    status = _status(text, match)
    cause = _CAUSE.search(text)
    day = day_of(text, published) if status in ("announced", "in_force") else None
    yield Retaliation(actor, (against,), status, (sentence.start, sentence.end),
                      (cause["cause"] or cause["condition"]).strip("“”\"") if cause else None,
                      day.value if day else None, "反制", 70)


def same(known: Retaliation, new: Retaliation) -> bool:
    """Whether two tell of one answer: the same sides, and both taken or both to come."""
    to_come = ("threatened", "expected")
    return known.actor == new.actor and set(known.against) == set(new.against) \
        and (known.status in to_come) == (new.status in to_come)


def _status(text: str, match: re.Match[str]) -> str:
    near = text[max(0, match.start() - 14):match.end()]
    if _IF.search(text, 0, match.start()) or (_TO_COME.search(near) and not re.search("已经?|都", near)):
        return "threatened"
    return "announced" if _TOLD.search(text, max(0, match.start() - 30), match.end()) else "in_force"


def _against(sentence: Sentence, actor: str | None, place: int, sides: list[str]) -> str | None:
    """Who is answered: the other power named nearest before the answer, else anywhere, else in the text; when that
    names one side of the trade war alone, the other one."""
    others = [power.country for power in sentence.powers if power.country != actor and power.start < place] or [
        power.country for power in sentence.powers if power.country != actor]
    named = others[-1] if others else next((side for side in sides if side != actor), None)
    return named or _OPPONENTS.get(actor or "")
