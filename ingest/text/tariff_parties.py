"""Who imposes a duty on whose goods: the grammar around the word for the duty."""

from __future__ import annotations

import re

from ingest.text import acting, dates, figures
from ingest.text.figures import Rate, Value
from ingest.text.found import Mention
from ingest.text.scene import Power, Scene, Sentence, plain

_ON = re.compile(r"[^.;:]{0,60}?\b(?:on|against|to|for|over|covering|targeting|hitting|"
                 r"facing)\s+", re.IGNORECASE)
_IMPOSED = re.compile(r"\s+(?:(?:would|will|to|shall|could|has|have|had|was|were|is|are|been|be)\s+){0,3}"
                      r"(?:imposed|levied|placed|slapped|put|applied|charged)(?=\s+(?:on|"
                      r"against))", re.IGNORECASE)
_ALL_ORIGINS = re.compile(r"\b(?:all|any|every)\s+(?:\w+\s+){0,2}(?:imports?\s+from\s+)?(?:all\s+|any\s+)?"
                          r"(?:trading\s+partners?|countries|country|origins?)\b", re.IGNORECASE)
_INTO = re.compile(r"\binto\s+(?:the\s+)?$", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(r",|;|\b(?:in\s+(?:response|retaliation|answer|return)|after|as|while|because|if|unless)\b",
                           re.IGNORECASE)
_PREPOSITION = re.compile(r"\s*\b(?:on|from|since|by|until|in|of)\s*$|^\s*(?:on|from|since|by|in)\s*$", re.IGNORECASE)
# the duty is what somebody else answers: "in response to the 25% levy"
_IN_ANSWER = re.compile(
    r"\b(?:in\s+(?:response|retaliation|answer|reply)\s+(?:to|for)|respon(?:ds?|ded|ding)\s+to|"
    r"retaliat\w+\s+(?:for|against|over)|protest\w*\s+(?:at|against|over))\s+(?P<owner>(?:(?!with\s)[^\s;]+\s+){0,6})$",
    re.IGNORECASE)
_WITH = re.compile(r"\bwith\s+(?:the\s+)?$", re.IGNORECASE)
_EXPORTS_TO = re.compile(r"\s+on\s+(?:[\w-]+\s+){0,3}?(?:exports|shipments|sales)\s+to\s+(?:the\s+)?", re.IGNORECASE)
_EACH_ON = re.compile(rf"\s+(?:(?:[\w.-]+\s+){{0,2}}{figures.DUTY}\s+)?(?:on|for|against)\b", re.IGNORECASE)
# "if they don't drop their duties on our cars, we will": the condition of a duty, in front of it
_CONDITION = re.compile(r"\b(?:if|unless)\s+(?P<condition>[^,;]+),\s+[^,;]{0,60}\b(?:will|would|shall)\b[^,;]*$",
                        re.IGNORECASE)
_HITS = re.compile(r"\b(?:threat\w*|hit\w*|slapp\w*|punish\w*)\s+(?:the\s+)?$", re.IGNORECASE)
_THREATENED_WITH = re.compile(r"(?:,?\s+and\s+(?:\w+\s+){0,2}(?:countries|nations|partners|states|economies))?"
                              r"\s+with\b")
_FACES = re.compile(r"(?:,\s+which\b[^,]{0,120},)?\s+(?:\w+\s+){0,3}(?:fac(?:es?|ed|ing)|pays?|"
                    r"paying)\b", re.IGNORECASE)
_OBJECT_ENDS = re.compile(
    r"[;:]|,\s+(?:one\s+of|the\s+world|(?!includ)\w+ing)\b|(?<!\b[A-Z])\.\s|\b(?:after|as|while|because|since|if|"
    r"unless|when|that|which|who|said|says|"
    r"effective|starting|beginning|"
    r"by|amid|despite|following|from\s+\d+|in\s+(?:response|retaliation|answer|exchange|return)|"
    r"and\s+(?:an?\s+)?\d+|but|"
    r"(?<!up\s)(?<!-)to(?!-)|under|citing|due|over|at|flowing|for\s+(?:its|their|his|\d+)|"
    r"would|will|could|has|have|is|are|was|were|took|take|due)\b", re.IGNORECASE)
_ON_GOODS = re.compile(r"(?:\s+rates?)?(?:\s+(?:of|to|at)\s+(?:up\s+to\s+)?[\d.]+(?:\s?%|[\s-]per\s?cent))?\s+"
                       r"(?:imposed\s+)?on\s+")
# what goes on behind the goods: when, why, and what else is done
_GOODS_END = re.compile(
    r",\s+(?:in\s+an?|an?|the|and\s+the|which|it|they|he|she|we|\w+ing)\b|"
    r"\band\s+(?:\w+ing|restrictions?|said|also)\b(?!\s+(?:machine|equipment))|"
    r"\b(?:(?:earlier|later)\s+)?(?:last|next|this)\s+(?:week|month|year)\b|\b(?:earlier|later)\b|\bon\s+(?:top|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|"
    r"Satur|Sun)day)\b|\b(?:recently|imposed|levied|went|goes|go|began|begins?|starts?|started|faces?|"
    r"worth|valued|starting|as\s+an?)\b|\bor\s*[-–—]|\s[-–—]\s",
    re.IGNORECASE)
# the act as a noun: "the ministry's increase in May of the duty", "Brazil's doubling of tariffs"
_OWN_ACT = re.compile(
    r"(?:\s+(?:government|administration|cabinet))?['’]s?\s+(?:[\w-]+\s+){0,2}(?:increase|increases|hike|hikes|imposition|"
    r"doubling|tripling|introduction|rise|raising|imposing|levying|cut|reduction|suspension|extension)\s+"
    r"(?:(?:in|on|last|this)\s+[\w\s]{1,20}\s)?(?:of|in|to)\s+(?:[\w.,%-]+\s+){0,5}$", re.IGNORECASE)
# words that join a nearby owner to its duty: "China's retaliatory 34% tariff"
_OWN = re.compile(r"(?:['’]s?)?(?:\s+[\w$%.,“\"”-]+){0,6}?\s*$")


def parties(scene: Scene, sentence: Sentence, place: tuple[int, int], value: Value | None
             ) -> list[tuple[Mention | None, str, tuple[str, ...]]]:
    """Actor, its country and the opponents of the duty at a place; empty when nobody can be made out."""
    start, end = sentence.start + place[0], sentence.start + place[1]
    taxed = _exports_to(scene, sentence, end)
    if taxed is not None:
        return [taxed]
    two = acting.both(sentence, scene, start)
    hit = _against(sentence, start, end, value)
    against = acting.sides((power.country for power in hit), sentence.text)
    if two and not against:
        return [(None, two[0], (two[1],)), (None, two[1], (two[0],))]
    answered = _IN_ANSWER.search(sentence.words(sentence.start, start))
    if answered:
        return _answered(scene, sentence, sentence.start + answered.start("owner"), start, against)
    power, blocked = _actor(scene, sentence, start, end, hit, against)
    if power is not None and power.country not in against:
        return [(power.mention if power.kind != "adjective" else None, power.country, against)]
    if power is not None and len(against) > 1:
        rest = tuple(country for country in against if country != power.country)
        return [(power.mention if power.kind != "adjective" else None, power.country, rest)]
    if power is None and not blocked:
        other = scene.issuer or (scene.other_power(against[0]) if against else None)
        return [(None, other, against)] if other and other not in against else []
    return []


def _exports_to(scene: Scene, sentence: Sentence, end: int) -> tuple[Mention | None, str, tuple[str, ...]] | None:
    """The buyer's duty told from the seller's side: "facing 20% tariffs on exports to Brazil"."""
    for power in sentence.powers:
        if power.start >= end and power.kind == "country" \
                and _EXPORTS_TO.fullmatch(sentence.words(end, power.start)):
            sellers = [p for p in sentence.powers if p.country != power.country]
            whose = min(sellers, key=lambda p: abs(p.start - end), default=None)
            other = whose.country if whose else scene.other_power(power.country)
            return power.mention, power.country, (other,) if other else ()
    return None


def _answered(scene: Scene, sentence: Sentence, first: int, place: int, against: tuple[str, ...]
              ) -> list[tuple[Mention | None, str, tuple[str, ...]]]:
    """Who imposed a duty that somebody answers: its owner as named, else the other one of the two in the sentence."""
    who = next((p for p in sentence.powers if p.end <= first and acting.acts(sentence, p)), None)
    owners = [p for p in sentence.powers if first <= p.start and p.end <= place and p.country not in against]
    others = [p for p in sentence.powers if p.end <= first and who and p.country != who.country]
    actor = next(iter(owners or others), None)
    if actor is None:
        other = scene.other_power(who.country) if who else None
        return [(None, other, against or (who.country,))] if who and other and other not in against else []
    named = actor.mention if actor.kind != "adjective" else None
    against = tuple(country for country in against if country != actor.country)
    return [(named, actor.country, against or ((who.country,) if who and who.country != actor.country else ()))]


def _against(sentence: Sentence, start: int, end: int, value: Value | None) -> list[Power]:
    """The powers whose goods the duty falls on."""
    if value is not None:
        tail = sentence.start + value.end
        own = [p for p in sentence.powers if tail <= p.start <= tail + 70 and p in acting.goods_of(sentence)
               and not _OTHER_CLAUSE.search(sentence.words(tail, p.start))]
        own = own or [p for p in acting.goods_of(sentence) if 0 <= sentence.start + value.start - p.end <= 60
                      and re.search(r"\b(?:worth|"
                                    r"valued?)\b", sentence.words(p.end, sentence.start + value.start))]
        if own:
            return own[:1]
    passive = _IMPOSED.match(sentence.words(end, sentence.end))
    end += passive.end() if passive else 0
    after = sentence.words(end, sentence.end)
    on = _ON.match(after)
    ends = _OBJECT_ENDS.search(after, on.end() if on else 0)
    stop = end + (ends.start() if ends else len(after))
    stop = min([stop, *(sentence.start + noun[0] for noun in figures.duties(sentence.text)
                        if sentence.start + noun[0] > end)])
    if on and (not ends or on.end() <= ends.start()) and not _OBJECT_ENDS.search(after, 0, on.end()):
        if _ALL_ORIGINS.search(sentence.words(end, stop)):
            return []
        found = [p for p in sentence.powers
                 if end + on.end() <= p.start < stop and p.kind in ("country", "adjective")
                 and not _WITH.search(sentence.words(sentence.start, p.start))
                 and not _INTO.search(sentence.words(sentence.start, p.start))]
        if found:
            return found
    for power in sentence.powers:
        if power.end <= start and _HITS.search(sentence.words(sentence.start, power.start)) \
                and _THREATENED_WITH.match(sentence.words(power.end, start)):
            return [power]
        faces = _FACES.match(sentence.words(power.end, sentence.end))
        if faces and power.kind in ("country", "adjective") and not any(
                power.end + faces.end() <= other.start < start for other in sentence.powers):
            return [power]
        if power.kind == "country" and power.end < start and _compound(sentence, power, start):
            return [power]
    return _by_goods(sentence, start, stop)


def _by_goods(sentence: Sentence, start: int, stop: int) -> list[Power]:
    """The powers whose goods stand nearest to the duty; under a condition, the power that the condition is on."""
    supposed = _CONDITION.search(sentence.words(sentence.start, start))
    if supposed:  # what the other side does is no goods of this duty, but the other side is who it would hit
        first, last = sentence.start + supposed.start(), sentence.start + supposed.end("condition")
        return [p for p in sentence.powers if p.kind == "country" and first <= p.start < last][:1]
    goods = [p for p in acting.goods_of(sentence) if p.end <= start or p.start < stop]
    nearest = min(goods, key=lambda p: abs(p.start - start), default=None)
    return [p for p in sentence.powers if nearest and (p == nearest or _coordinated(sentence, p, nearest))]


def _coordinated(sentence: Sentence, a: Power, b: Power) -> bool:
    """Whether two countries stand side by side: "goods of Canada and Mexico"."""
    between = sentence.words(min(a.end, b.end), max(a.start, b.start))
    return re.fullmatch(r",?\s*(?:and|or|,)?\s*(?:the\s+)?", between) is not None


def _compound(sentence: Sentence, power: Power, start: int) -> bool:
    """Whether a country's bare name stands before the noun: "his China tariffs", "on China tariffs of 10%"."""
    return sentence.words(power.end, start).strip() == "" and \
        power.mention.text not in ("U.S.", "US", "EU", "UK", "E.U.", "U.K.")


def _actor(scene: Scene, sentence: Sentence, start: int, end: int, hit: list[Power],
           against: tuple[str, ...]) -> tuple[Power | None, bool]:
    """Who imposes the duty, and whether somebody without power to do so is the subject."""
    by = acting.by_whom(sentence, end)
    if by is not None and by.country not in against:
        return by, False
    for power in reversed(sentence.powers):
        if power.end <= start and start - power.end < 60 and power not in hit and power.country not in against:
            between = sentence.words(power.end, start)
            if _OWN.fullmatch(between) and not re.search(r"\b(?:on|to|of|for|from|in|by|with|and)\b|"
                                                         r",", between) \
                    and (power.kind == "adjective" or between.startswith(("'", "’")) or
                         power.mention.text.isupper() or power.mention.text.endswith(".")):
                return power, False
            break
    for power in reversed(sentence.powers):
        if power.end <= start and power.country not in against and _OWN_ACT.fullmatch(sentence.words(power.end, start)):
            return power, False
    owners = {p.country for p in acting.goods_of(sentence)}
    governing, blocked = acting.subject(scene, sentence, start, {*against, *owners} if not hit else against)
    if governing is not None or blocked:
        return governing, blocked
    near = acting.nearest_before(sentence, start, against, [*hit, *acting.goods_of(sentence)])
    if near is not None and (against or near.kind != "country"):
        return near, False
    for previous in scene.before(sentence, 3):
        found = [p for p in previous.powers if p.country not in against and acting.acts(previous, p)
                 and p not in acting.goods_of(previous)]
        if found and against:
            return found[0], False
    return None, False


def each_of(sentence: Sentence, rates: list[Rate]) -> dict[Rate, tuple[str, ...]]:
    """Whose goods each of several rates falls on, when told behind each: "35% on Canadian goods, 50% for Brazil"."""
    found: dict[Rate, tuple[str, ...]] = {}
    for position, rate in enumerate(rates):
        end = rates[position + 1].start if position + 1 < len(rates) else min(len(sentence.text), rate.end + 60)
        on = _EACH_ON.match(sentence.text, rate.end, end)
        if on is None:
            continue
        named = [power for power in sentence.powers if power.kind in ("country", "adjective")
                 and on.end() <= power.start - sentence.start < end]
        beside = [power for power in named if power is named[0] or _coordinated(sentence, power, named[0])]
        if beside:
            found[rate] = acting.sides((power.country for power in beside), sentence.text)
    return found if len(set(found.values())) > 1 else {}


def one_hand(sentence: Sentence, first: Rate, shares: dict[Rate, tuple[str, ...]]) -> Power | None:
    """Who imposes all of several rates: the acting power in front of them that none of them falls on."""
    hit = {country for share in shares.values() for country in share}
    return acting.nearest_before(sentence, sentence.start + first.start, hit)


def is_on_all(text: str) -> bool:
    """Whether a sentence says that its duty falls on goods of all origins."""
    return bool(_ALL_ORIGINS.search(text))


def goods(sentence: Sentence, place: tuple[int, int]) -> tuple[str, ...]:
    """What the duty falls on, as written: the words behind "on"."""
    after = sentence.text[place[1]:]
    on = _ON_GOODS.match(after)
    if not on:
        return ()
    ends = [found.start() for pattern in (_OBJECT_ENDS, _GOODS_END) if (found := pattern.search(after, on.end()))]
    words = plain(after[on.end():min(ends, default=len(after))])
    day = next(dates.expressions(words), None)
    words = plain(_PREPOSITION.sub("", words[:day.start])) if day else words
    words = re.sub(r"^(?:(?:up\s+to\s+|about\s+|another\s+)?\$?[\d.,]+\s+(?:billion|million|"
                   r"trillion)\s+(?:U\.?S\.?\s+)?"
                   r"(?:dollars\s+)?(?:worth\s+)?(?:of|in)\s+)", "", words)
    return (words,) if 0 < len(words) <= 120 else ()
