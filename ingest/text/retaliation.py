"""Answers to measures: taken, announced, threatened or expected, by whom, against whom, to what.

A lawsuit or a complaint at the World Trade Organization is no retaliation; nor is an answer to a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.text import acting
from ingest.text import answer_words as words
from ingest.text.found import Retaliation
from ingest.text.scene import IN_CLAUSE, Power, Scene, Sentence, plain

SHORT = 12  # characters: less in front of "in response" is no clause
_TO_COME = frozenset({"threatened", "expected"})


@dataclass(frozen=True, slots=True)
class _Trigger:
    start: int
    end: int
    kind: str


def find(scene: Scene) -> list[Retaliation]:
    """The answers that a text tells of: one of each actor, opponent, and whether it is taken or to come."""
    found: list[Retaliation] = []
    for sentence in scene.sentences:
        if sentence.is_question:
            continue
        threat = _conditional(sentence)
        if threat is not None and not any(_same(known, threat) for known in found):
            found.append(threat)
        if not words.WORDS.search(sentence.text):
            continue
        for match in words.TRIGGER.finditer(sentence.text):
            trigger = _Trigger(match.start(), match.end(), match.lastgroup or "")
            told = any(known.span[0] == sentence.start for known in found)
            if told and words.ITS.search(sentence.text[:trigger.start]):
                continue
            answer = _answered(scene, sentence, trigger) if trigger.kind == "predicate" \
                else _answer(scene, sentence, trigger)
            answer = _with_others(sentence, answer, found[-1]) if answer and found else answer
            for one in _of_each(sentence, trigger, answer) if answer else ():
                if not any(_same(known, one) for known in found):
                    found.append(one)
    return found


def _conditional(sentence: Sentence) -> Retaliation | None:
    """What one side says it will do should the other keep or take a measure."""
    supposed = [power for power in sentence.powers
                if power.kind == "country" and words.IF.search(sentence.words(sentence.start, power.start))]
    for power in sentence.powers if supposed else ():
        condition = sentence.words(supposed[0].end, power.start)
        if power.start > supposed[0].end and power.country != supposed[0].country and power.kind == "country" \
                and words.THEN_WILL.match(sentence.words(power.end, sentence.end)) \
                and words.CONDITION.search(condition):
            return Retaliation(power.country, (supposed[0].country,), "threatened", (sentence.start, sentence.end),
                               plain(supposed[0].mention.text + condition), None, "retaliation by condition", 75)
    return None


def _with_others(sentence: Sentence, answer: Retaliation, last: Retaliation) -> Retaliation:
    """Who "also" answers, and names no opponent, answers the one that the answer told before is aimed at."""
    named = {power.country for power in sentence.powers}
    also = words.ALSO.search(sentence.text) and not named & set(answer.against)
    return replace(answer, against=last.against) if also and answer.actor not in (last.actor, *last.against) else answer


def _of_each(sentence: Sentence, trigger: _Trigger, answer: Retaliation) -> Iterator[Retaliation]:
    """The answer, and the same of those who act beside: "the EU and Canada", "as did Mexico"."""
    yield answer
    place = sentence.start + trigger.start
    its = [power for power in sentence.powers if power.country == answer.actor and power.end <= place]
    for power in sentence.powers:
        beside = [one for one in its if _beside(sentence, one, power)] if power.end <= place else []
        if power.country not in (answer.actor, *answer.against) and acting.acts(sentence, power) \
                and (beside or words.AS_DID.search(sentence.words(sentence.start, power.start))):
            yield replace(answer, actor=power.country)


def _beside(sentence: Sentence, a: Power, b: Power) -> bool:
    """Whether two powers are coordinated, and not as the ends of something "between" them."""
    first, second = sorted((a, b), key=lambda power: power.start)
    return words.AND.fullmatch(sentence.words(first.end, second.start)) is not None \
        and not words.OF_TWO.search(sentence.words(sentence.start, first.start))


def _answered(scene: Scene, sentence: Sentence, trigger: _Trigger) -> Retaliation | None:
    """An answer told as one: "its list is a response to the U.S. levies"; whose measure is answered is the opponent."""
    left, place = sentence.text[:trigger.start], sentence.start + trigger.end
    if words.SUPPOSED.search(left) or words.DENIED.search(left) or words.EXPECTED.search(left[-40:]):
        return None
    whose = next((power for power in sentence.powers if place <= power.start <= place + 40), None)
    if whose is None:
        return None
    owners = [power for power in sentence.powers if power.end <= place and power.country != whose.country
              and sentence.words(power.end, power.end + 2) in ("'s", "’s")]
    acts = acting.nearest_before(sentence, sentence.start + trigger.start, {whose.country}, acting.goods_of(sentence))
    actor = owners[-1].country if owners else acts.country if acts else scene.other_power(whose.country)
    if actor is None:
        return None
    told = [sentence, *scene.before(sentence, 1)]
    status = "announced" if any(words.ANNOUNCED.search(one.text) for one in told) else "in_force"
    cause = re.match(rf"{IN_CLAUSE}*", sentence.text[trigger.end:])
    why = plain(cause[0]) if cause else None
    return Retaliation(actor, (whose.country,), status, (sentence.start, sentence.end), why, None,
                       "retaliation by predicate", 80)


def _same(known: Retaliation, new: Retaliation) -> bool:
    return known.actor == new.actor and bool(set(known.against) & set(new.against)) \
        and (known.status in _TO_COME) == (new.status in _TO_COME)


def _answer(scene: Scene, sentence: Sentence, trigger: _Trigger) -> Retaliation | None:
    left = sentence.text[:trigger.start]
    if words.WEAK.match(sentence.text, trigger.start) and not _about_measures(scene, sentence, trigger):
        return None
    if words.SUPPOSED.search(left) or words.DENIED.search(left):
        return None
    if trigger.kind == "verb" and words.AT_WORDS.match(sentence.text, trigger.end):
        return None
    status = _status(sentence, trigger)
    act = left if len(left.strip()) > SHORT else _behind(sentence, trigger)
    if status is None and trigger.kind == "phrase" and not words.LEGAL.search(act) \
            and (words.HAS_MEASURE.search(act[:160]) or words.ACTING.search(act[:160])) \
            and (scene.tense(sentence, sentence.start + trigger.start) == "past" or words.GOING_ON.search(act[:60])):
        status = "in_force"
    if status is None:
        return None
    actor = _actor(scene, sentence, trigger)
    if actor is None:
        return None
    against = _against(scene, sentence, trigger, actor)
    if not against:
        return None
    cause = words.CAUSE.search(sentence.text)
    why = plain(cause["cause"]) if cause else None
    return Retaliation(actor, against, status, (sentence.start, sentence.end), why, None,
                       f"retaliation by {trigger.kind}", 85 if trigger.kind == "verb" else 75)


def _behind(sentence: Sentence, trigger: _Trigger) -> str:
    """The clause behind "in response to the levies," or "in response,": what is done."""
    behind = sentence.text[trigger.end:]
    if sentence.text[trigger.end - 1] == ",":
        return behind
    cause = re.match(rf"{IN_CLAUSE}+", behind)
    return behind[cause.end():] if cause else behind


def _about_measures(scene: Scene, sentence: Sentence, trigger: _Trigger) -> bool:
    """Whether "necessary measures" answer a trade measure, and don't carry something out."""
    if words.CARRIES_OUT.match(sentence.text, trigger.end):
        return False
    return any(words.TRADE_MEASURE.search(place.text) for place in (sentence, *scene.before(sentence, 1)))


def _status(sentence: Sentence, trigger: _Trigger) -> str | None:
    """The status by the words before the trigger in its clause, then by the verb itself."""
    start = max((m.end() for m in re.finditer(r"[;:]|[.]\s|\b(?:while|"
                                              r"but)\b", sentence.text[:trigger.start])), default=0)
    left = sentence.text[start:trigger.start][-320 if trigger.kind == "phrase" else -140:]
    verb = sentence.text[trigger.start:trigger.end].lower()
    right = sentence.text[trigger.end:trigger.end + 60]
    if trigger.kind == "phrase":
        left = left if len(left.strip()) > SHORT else _behind(sentence, trigger)
        if words.LEGAL.search(left[:160] if trigger.start < 20 else left) or not words.HAS_MEASURE.search(left):
            return None
    near = left[:160] if trigger.kind == "phrase" and trigger.start < 20 else left[-70:]
    if trigger.kind == "noun" and not words.ACTS.search(near) and not _owner(sentence, trigger) \
            and not words.TOOK.match(right):
        return None
    if words.WILL_THEY.search(left) or words.WILL_START.search(near):
        return "announced"
    if trigger.kind == "noun" and re.match(r"\s+threats?\b", right):
        return "threatened"
    if trigger.kind == "noun" and words.SET.match(right):
        return "announced"
    if words.FORCED.search(near) or (trigger.kind == "noun" and words.TOOK.match(right)):
        return "in_force"
    if words.EXPECTED.search(near):
        return "expected"
    if words.DONE.search(near) and not words.THREATENED.search(near[-30:]):
        return "in_force"
    if words.THREATENED.search(near) or (words.THREATENED.search(left) and trigger.kind == "verb"):
        return "threatened"
    if words.ANNOUNCED.search(near):
        return "announced"
    if re.match(r"retaliated|fought|struck|responded|answered|countered|replied|hit "
                r"back(?=$)", verb) or words.DONE.search(left) or words.DONE.search(right):
        return "in_force"
    if trigger.kind == "noun" and re.match(r"retaliatory|counter-?\s?tariff|tit-for", verb):
        return "in_force"
    return None


def _actor(scene: Scene, sentence: Sentence, trigger: _Trigger) -> str | None:
    place = sentence.start + trigger.start
    owner = _owner(sentence, trigger)
    if owner is not None:
        return owner.country
    relative = words.WHICH.search(sentence.text[:trigger.start])
    for power in sentence.powers:
        behind = sentence.start + trigger.end
        if relative and power.end == sentence.start + relative.start():
            return power.country
        if power.start >= behind and words.TAKEN_BY.fullmatch(sentence.words(behind, power.start)):
            return power.country
    governing, blocked = acting.subject(scene, sentence, place, ())
    if governing is not None:
        return governing.country
    if blocked:
        return None
    if scene.issuer and re.search(r"\b(?:I|[Ww]e)\b", sentence.text[:trigger.start]):
        return scene.issuer
    near = acting.nearest_before(sentence, place, ())
    if near is not None and not words.OBJECT.search(sentence.words(sentence.start, near.start)):
        return near.country
    if words.SPOKEN.search(sentence.text) or sentence.text.lstrip()[:1] in "“\"" or trigger.kind == "verb":
        return _speaker(scene, sentence)
    return None


def _owner(sentence: Sentence, trigger: _Trigger) -> Power | None:
    """The power whose answer it is: "China's countermeasures", "Chinese retaliation"."""
    place = sentence.start + trigger.start
    before = [power for power in sentence.powers if power.end <= place]
    between = words.OWN.fullmatch(sentence.words(before[-1].end, place)) if before else None
    if between and (before[-1].kind == "adjective" or between[0].startswith(("'", "’")) or trigger.kind == "noun"):
        return before[-1]
    return None


def _speaker(scene: Scene, sentence: Sentence) -> str | None:
    """The side of who speaks: an official named in the sentence or in the ones before."""
    for place in (sentence, *scene.before(sentence, 3)):
        for power in place.powers:
            if power.kind != "country" and acting.acts(place, power):
                return power.country
    return None


def _against(scene: Scene, sentence: Sentence, trigger: _Trigger, actor: str) -> tuple[str, ...]:
    """Whom the answer is aimed at: named behind "against" or "on", else the other side of the sentence or text."""
    if words.AT_NOBODY.match(sentence.text, trigger.end):
        return ()
    others = [power for power in sentence.powers if power.country != actor
              and not words.AS_DID.search(sentence.words(sentence.start, power.start))]
    aimed = [power for power in others if power.start >= sentence.start + trigger.end and _aimed(sentence, power)]
    if aimed:
        return acting.sides((aimed[0].country,), sentence.text)
    side = scene.other_power(actor)
    if side is not None and (not others or any(power.country == side for power in others)):
        return (side,)
    named = sorted(others, key=lambda power: abs(power.start - sentence.start - trigger.start))
    return acting.sides((named[0].country,), sentence.text) if named else ()


def _aimed(sentence: Sentence, power: Power) -> bool:
    return bool(re.search(r"\b(?:against|on|to|at|for)\s+(?:[\w$%.-]+\s+){0,6}$",
                          sentence.words(sentence.start, power.start)))
