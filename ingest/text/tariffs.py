"""Tariffs: one item for each actor, opponent, rate and tranche of goods.

A sentence gives rates and values of goods (`figures`); who imposes them on whom comes from its grammar
(`tariff_parties`). What a later sentence adds (the value of a list whose rate was told, the day on which it starts)
goes to the item that it speaks of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.text import dates, figures, tariff_dates, tariff_parties
from ingest.text.figures import Rate, Value
from ingest.text.found import Mention, Tariff
from ingest.text.scene import Scene, Sentence
from ingest.text.tariff_status import status_of

_SHARED_SUBJECT = re.compile(r"^\W*(?:The|This|These|That)\s+(?:\w+\s+){0,3}(?:list|lists|tariffs?|duties|"
                             r"measures?|"
                             r"levies|products|announcement|move|countermeasures)\b", re.IGNORECASE)
_OF_ONE_SORT = re.compile(r"^\W*(?:The|This)\s+(?:tariff|duty)\s+rates?\s+on\b", re.IGNORECASE)
_HYPOTHETICAL = re.compile(r"\bif\s+(?:we|I|you)\b|\b(?:I|we)(?:['’]d)?\s+(?:would|could|might)\b|"
                           r"\bI['’]m\s+not\s+saying",
                           re.IGNORECASE)
_STANDING = re.compile(r"\bMFN\b|\bmost-favou?red", re.IGNORECASE)  # the ordinary tariff is no measure
_ASKED_FOR = re.compile(r"\b(?:ask|urg|call|press|nudg|pressur|encourag|"
                        r"want)\w*\b[^.;]{0,50}?\bto\s+(?:[\w-]+\s+){0,3}$|"
                        r"\b(?:to|not)\s+pay\s+(?:[\w%,]+\s+){0,6}$|"
                        r"\b(?:mention|discuss|truce|rumou?r|reportedly|speculat|predict|forecast|estimat|"
                        r"expects?\s+that|analysts|economists|"
                        r"actually\s+deploying)\w*\b[^.;]{0,80}$", re.IGNORECASE)
# who is asked to drop a duty has it, or plans it
_TO_DROP = re.compile(r"\b(?:reconsider|rethink|drop|lift|scrap|remove|cancel|withdraw|abandon|revoke|roll\s+back|"
                      r"reverse|"
                      r"eliminate|suspend|delay)\b", re.IGNORECASE)
_SAME_HAND_REACH = 3  # sentences
_GUESSED = re.compile(r"\b(?:analysts?|economists?|experts?|researchers?|study|stud(?:y|ies)|estimat\w+|cost|"
                      r"would|could|if|"
                      r"first\s+term)\b", re.IGNORECASE)
_ON_TOP = re.compile(r"\b(?:on\s+top\s+of|in\s+addition\s+to|separate\s+from)\s+(?:an?\s+|the\s+)?$", re.IGNORECASE)
_PLANS = re.compile(r"\b(?:plan(?:s|ned)?|propos(?:al|als|ed)|to\s+impose|draft)\b", re.IGNORECASE)
# words that say nothing of which goods are meant
_ANY_GOODS = frozenset({
    "goods", "imports", "products", "items", "articles", "exports", "chinese", "american", "european",
    "from", "the", "and", "other", "all", "imported", "worth", "made", "china", "billion", "dollars",
    "some", "certain", "including", "states", "united", "trading", "partners", "these", "those", "their",
})
# a rate that stands or is to stand, told without saying whose it is
_STANDS = re.compile(r"\b(?:(?:took|take[ns]?|taking|come|came|went|go(?:es)?)\s+(?:in(?:to)?\s+)?(?:effect|force)|"
                     r"(?:is|are|be|was|were|been)\s+(?:now\s+)?(?:subject\s+to|set\s+at|doubled|tripled|raised|"
                     r"increased|hiked|imposed|lowered|cut|reduced))\b", re.IGNORECASE)
# a duty that a text has told of already: its rate changes
_GOES_ON = re.compile(r"\b(?:the|these|those)\s+(?:current\s+|existing\s+|additional\s+)*(?:tariff|duty|"
                      r"ad\s+valorem)\s+rates?\b|"
                      r"\bthe\s+(?:rate|additional\s+dut(?:y|ies))\b|"
                      r"\btariffs?\s+on\s+[^.;]{1,80}\s+will\s+(?:increase|rise|go)\b", re.IGNORECASE)
_THOSE = re.compile(r"\bthose\s+on\b", re.IGNORECASE)  # the same duty on more goods, in a clause of their own
# a clause on what somebody else does, whose duties are not of the sum before it
_OTHERS_DO = re.compile(r"\b(?:as|after|while|because|when|in\s+(?:response|retaliation|answer))\b", re.IGNORECASE)
_ANSWERING = re.compile(r"\b(?:retaliatory|counter|countervailing|tit-for-tat)[-\s]+(?:[\w%.]+\s+){0,3}?"
                        r"(?:tariff|dut|lev)|\bcounter-?tariff", re.IGNORECASE)
_DROPS = re.compile(
    r"\b(?:eliminat|remov|cancel|rescind|revok|terminat|lift)(?:e|es|ed|ing|l?ing|l?ed|"
    r"s)?\s+(?:all\s+)?(?:of\s+)?(?:the\s+|"
    r"those\s+|its\s+|their\s+)?(?:modified\s+)?(?:additional|retaliatory|ad\s+valorem|"
    r"punitive)\s+(?:ad\s+valorem\s+)?"
    r"(?:rates?\s+of\s+dut(?:y|ies)|tariffs?|duties)\b", re.IGNORECASE)


_OF_A_LIST = re.compile(r"\blists?\s+of\b|\b(?:draft|tariff|product)\s+lists?\b", re.IGNORECASE)
_TO_BE_HEARD = re.compile(
    r"\b(?:lists?|tariffs?|duties|measures?|products|goods|plan)\b[^.;]{0,60}\b(?:review\s+process|"
    r"public\s+(?:comments?|"
    r"hearings?|review)|comment\s+period|hearings?)\b|\b(?:seek\w*|invit\w+|open\s+(?:to|"
    r"for))\s+(?:public\s+)?comments?\b",
    re.IGNORECASE)
_COMMENT_REACH = 8  # sentences from a list on in which its hearing is told


@dataclass(slots=True)
class _Item:
    tariff: Tariff
    index: int
    expression: str
    continues: bool


def find(scene: Scene) -> list[Tariff]:
    """The tariffs that a text tells of."""
    items: list[_Item] = []
    for sentence in scene.sentences:
        if not sentence.is_question:
            for tariff, expression in _in_sentence(scene, sentence, items):
                goes_on = bool(_SHARED_SUBJECT.match(sentence.text)) and not _OF_ONE_SORT.match(sentence.text)
                _take(items, _Item(tariff, sentence.index, expression, goes_on))
    return [_under_comment(scene, item) for item in items]


def _under_comment(scene: Scene, item: _Item) -> Tariff:
    """A list of goods that is yet to be heard or commented on proposes its duties, however it was announced."""
    if item.tariff.status != "announced" or not _OF_A_LIST.search(scene.sentences[item.index].text):
        return item.tariff
    following = scene.sentences[item.index:item.index + _COMMENT_REACH]
    commented = any(_TO_BE_HEARD.search(sentence.text) for sentence in following)
    return replace(item.tariff, status="proposed") if commented else item.tariff


def _in_sentence(scene: Scene, sentence: Sentence, items: list[_Item]) -> list[tuple[Tariff, str]]:
    text = sentence.text
    near = bool(items) and sentence.index - items[-1].index <= 2
    rates, values = figures.rates(text, follows=near), list(figures.values(text))
    nouns = figures.duties(text)
    follows = near and _SHARED_SUBJECT.match(text)
    found: list[tuple[Tariff, str]] = []
    shares = tariff_parties.each_of(sentence, rates)
    for rate, value in _pairs(rates, values):
        anchor = rate.duty if rate else _noun_for(text, value, nouns)
        if (anchor is None and not follows) or (value is None and rate is None):
            continue
        place = anchor or (value.start, value.end) if value else anchor
        if place is None:
            continue
        first = min(place[0], rate.start) if rate else place[0]
        asked = _ASKED_FOR.search(text[max(0, first - 110):first])
        if asked and not _TO_DROP.search(asked[0]):
            continue
        continued = items if follows else _same_hand(sentence, items, place, rate)
        made = _items(scene, sentence, rate, value, place, continued)
        share = shares.get(rate) if rate else None
        hand = tariff_parties.one_hand(sentence, rates[0], shares) if share else None
        if hand and any(tariff.country in hit for tariff, _ in made for hit in shares.values()):
            made = [(replace(tariff, actor=hand.mention, country=hand.country), told) for tariff, told in made]
        found += [(_on(tariff, share), expression) for tariff, expression in made[:1]] if share else made
    told = [*items, *(_Item(tariff, sentence.index, expression, False) for tariff, expression in found)]
    found = [(_with_opponents(scene, sentence, tariff, told), expression) for tariff, expression in found]
    dropped = _DROPS.search(text)
    if dropped:
        found += _dropped(scene, sentence, dropped, bool(rates or values))
    return found


def _with_opponents(scene: Scene, sentence: Sentence, tariff: Tariff, told: list[_Item]) -> Tariff:
    """A duty without an opponent of its own takes it from one beside it, or told before, when it speaks of the same.

    "the 10% tariffs and the 24% duties on Chinese goods" share it; "the tariff rate on cranes will rise to 25%" goes
    on with the duties of the text before.
    """
    if tariff.against or tariff_parties.is_on_all(sentence.text):
        return tariff
    same = [item for item in told if item.tariff.country == tariff.country and item.tariff.against]
    beside = [item for item in same if item.index == sentence.index] if not tariff.goods else []
    goes_on = _GOES_ON.search(sentence.text) or figures.amended(sentence.text)
    before = same[-1:] if goes_on else []
    for item in beside or before:
        return replace(tariff, against=item.tariff.against)
    answers = _ANSWERING.search(sentence.text) is not None
    other = scene.other_power(tariff.country or "") if goes_on or answers else None
    return replace(tariff, against=(other,)) if other and (answers or _in_heading(scene, other)) else tariff


def _in_heading(scene: Scene, country: str) -> bool:
    """Whether the heading names a country by one of the text's own words for it."""
    words = {power.mention.text for sentence in scene.sentences for power in sentence.powers
             if power.country == country}
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", scene.reading.heading) for word in words)


def _pairs(rates: list[Rate], values: list[Value]) -> list[tuple[Rate | None, Value | None]]:
    """Each rate with the values told for it; values alone where there is no rate."""
    if not rates:
        return [(None, value) for value in values]
    pairs: list[tuple[Rate | None, Value | None]] = []
    for position, rate in enumerate(rates):
        end = rates[position + 1].start if position + 1 < len(rates) else 10 ** 9
        mine = [value for value in values if rate.end <= value.start < end]
        if not mine and position + 1 < len(rates) and rates[position + 1].duty == rate.duty:
            mine = [value for value in values if rates[position + 1].end <= value.start][:1]
        if not mine and len(rates) == 1:
            mine = values
        pairs += [(rate, value) for value in mine] or [(rate, None)]
    return pairs


def _noun_for(text: str, value: Value | None, nouns: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The word for duties in front of a value, or the first one behind it."""
    if value is None or not nouns:
        return None
    before = [noun for noun in nouns if noun[1] <= value.start]
    if before or nouns[0][0] - value.end >= 120 or _OTHERS_DO.search(text, value.end, nouns[0][0]):
        return before[-1] if before else None
    return nouns[0]


def _items(scene: Scene, sentence: Sentence, rate: Rate | None, value: Value | None, place: tuple[int, int],
           continued: list[_Item]) -> list[tuple[Tariff, str]]:
    pct = rate.pct if rate else None
    amount = value.billions if value else None
    focus = (rate.start, rate.end) if rate else (value.start, value.end) if value else place
    if rate and value and _THOSE.search(sentence.text, rate.end, max(rate.end, value.start)):
        focus = (value.start, value.end)
    asked = _ASKED_FOR.search(sentence.text[:min(place[0], focus[0])])
    if asked and _TO_DROP.search(asked[0]):
        status: str | None = "proposed" if _PLANS.search(sentence.text) else "in_force"
    else:
        status = status_of(sentence.text, place, focus)
    if status is None or (status == "threatened" and _HYPOTHETICAL.search(sentence.text)):
        return []
    parties = tariff_parties.parties(scene, sentence, place, value)
    owner = _asked_power(sentence, asked.span()) if asked else None
    if owner is not None:
        parties = [(None, owner, parties[0][2] if parties and parties[0][1] != owner else ())]
    if scene.issuer and figures.amended(sentence.text):
        parties = [(None, scene.issuer, ())]
    if not parties and not continued and _STANDS.search(sentence.text):
        parties = _told_before(scene, sentence)
    if not parties and continued and not _ON_TOP.search(sentence.text[:focus[0]]):
        last = continued[-1].tariff
        whom = () if tariff_parties.is_on_all(sentence.text) else last.against
        parties = [(None, last.country or "", whom)] if last.country else []
        status = last.status if status == "in_force" else status
    resolved, expression = tariff_dates.when(scene, sentence, place, focus)
    if value and figures.is_earlier(sentence.text, value):
        resolved, expression = dates.Resolved(None, ""), ""
    goods = tariff_parties.goods(sentence, focus) or tariff_parties.goods(sentence, place)
    made = []
    for actor, country, against in parties:
        tariff = Tariff(status, (sentence.start, sentence.end), actor, country, against, pct, amount, resolved.date,
                        resolved.basis, goods, "rate" if rate else "value of goods", 90 if rate else 80)
        made.append((tariff, expression))
    return made


def _same_hand(sentence: Sentence, items: list[_Item], place: tuple[int, int], rate: Rate | None) -> list[_Item]:
    """The duties that a sentence without any power goes on with: those told just before, when one hand levies all."""
    near = [item for item in items if sentence.index - item.index <= _SAME_HAND_REACH]
    on_all = tariff_parties.is_on_all(sentence.text)
    one_hand = len({(item.tariff.country, () if on_all else item.tariff.against) for item in near}) == 1
    focus = (rate.start, rate.end) if rate else place
    told = tariff_parties.goods(sentence, focus) or tariff_parties.goods(sentence, place)
    told = told or (("",) if _STANDS.search(sentence.text) else ())
    return near if one_hand and (told or on_all) and not sentence.powers and not _GUESSED.search(sentence.text) else []


def _told_before(scene: Scene, sentence: Sentence) -> list[tuple[Mention | None, str, tuple[str, ...]]]:
    """The sides of a duty whose rate alone a sentence tells: those of the sentence before, that told of it."""
    before = next(iter(scene.before(sentence, 1)), None)
    nouns = figures.duties(before.text) if before and not before.is_question else []
    if before is None or not nouns or sentence.powers or _GUESSED.search(sentence.text) \
            or status_of(before.text, nouns[0], nouns[0]) not in ("in_force", "announced"):
        return []
    told = tariff_parties.parties(scene, before, nouns[0], None)
    sides = [(actor, country, against or tuple(filter(None, [scene.other_power(country)])))
             for actor, country, against in told]
    return [side for side in sides if side[2]]


def _on(tariff: Tariff, share: tuple[str, ...]) -> Tariff:
    """A duty as one on those that are told for its own rate."""
    return replace(tariff, against=share, goods=()) if tariff.country not in share else tariff


def _asked_power(sentence: Sentence, span: tuple[int, int]) -> str | None:
    """Who is asked, and so who has the duty: the last power named between the asking and the duty."""
    named = [power for power in sentence.powers if span[0] <= power.start - sentence.start < span[1]]
    return named[-1].country if named else None


def _dropped(scene: Scene, sentence: Sentence, match: re.Match[str], mixed: bool) -> list[tuple[Tariff, str]]:
    """Duties that a truce ends without saying their rate."""
    if re.search(r"\b(?:unless|if|until|would|could|not)\b[^.;]{0,60}$", sentence.text[:match.start()]):
        return []
    parties = tariff_parties.parties(scene, sentence, (match.start(), match.end()), None)
    resolved, expression = tariff_dates.when(scene, sentence, match.span(), match.span())
    return [(Tariff("ended", (sentence.start, sentence.end), actor, country, against, date=resolved.date,
                    date_basis=resolved.basis, rule="duties dropped", confidence=75), expression)
            for actor, country, against in parties if mixed and country]


def _take(items: list[_Item], new: _Item) -> None:
    """Adds an item, or what it says to the ones that it speaks of: a value told later is that of all rates."""
    hits = [(item, merged) for item in items if (merged := _merged(item, new)) is not None]
    if not hits:
        items.append(new)
    for item, merged in hits:
        if item is hits[0][0] or (item.index == hits[0][0].index and new.continues):
            item.tariff, item.expression = merged, item.expression or new.expression


def _merged(old: _Item, new: _Item) -> Tariff | None:
    """One item of two that tell of the same duty; None when they are different duties."""
    a, b = old.tariff, new.tariff
    if a.country != b.country or (a.against and b.against and not set(a.against) & set(b.against)):
        return None
    if a.amount_usd_bn is None and b.amount_usd_bn is None and (
            _other_goods(a.goods, b.goods) or (old.index == new.index and a.goods and b.goods and a.goods != b.goods)):
        return None
    if _differ(a.rate_pct, b.rate_pct) or _differ(a.amount_usd_bn, b.amount_usd_bn) \
            or ("duties dropped" in (a.rule, b.rule) and not a.status == b.status == "ended"):
        return None
    if b.rule == "duties dropped":
        return a
    same_rate = a.rate_pct == b.rate_pct is not None
    same_amount = a.amount_usd_bn == b.amount_usd_bn is not None
    if new.continues and new.index - old.index <= 2 and not same_rate and not same_amount:
        return replace(a, rate_pct=a.rate_pct or b.rate_pct, amount_usd_bn=a.amount_usd_bn or b.amount_usd_bn,
                       date=a.date or b.date, date_basis=a.date_basis or b.date_basis)
    halves = (a.rate_pct is None) != (b.rate_pct is None) and (a.amount_usd_bn is None) != (b.amount_usd_bn is None)
    if halves and a.date and a.date == b.date:
        same_amount = True  # one tells the rate, the other the value, of what starts on that day
    if not (same_rate or same_amount) or (a.date and b.date and a.date != b.date and not same_amount):
        return None
    later = b.status in ("suspended", "ended") or a.status == "threatened"
    return replace(a, status=b.status if later else a.status, against=a.against or b.against,
                   rate_pct=a.rate_pct or b.rate_pct, amount_usd_bn=a.amount_usd_bn or b.amount_usd_bn,
                   date=a.date or b.date, date_basis=a.date_basis or b.date_basis, goods=a.goods or b.goods,
                   actor=a.actor or b.actor)


def _other_goods(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether both name goods of their own, with no word in common: solar cells, steel."""
    mine, its = (set(re.findall(r"[a-z]{3,}", " ".join(goods).lower())) - _ANY_GOODS
                 for goods in (a, b))
    return bool(mine and its) and not mine & its and not (_initials(a) & _short(b) or _short(a) & _initials(b))


def _initials(goods: tuple[str, ...]) -> set[str]:
    """ "ev" for "electric vehicles"."""
    return {"".join(word[0] for word in name.lower().split()) for name in goods if len(name.split()) > 1}


def _short(goods: tuple[str, ...]) -> set[str]:
    """ "ev" for "EVs": the short form of goods is no other goods."""
    return {word.lower().rstrip("s") for name in goods for word in re.findall(r"\b[A-Z]{2,}s?\b", name)}


def _differ(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and a != b
