"""Trade talks, meetings of leaders on trade, and signings: who, where, when, held or to come or called off.

A wish to talk, a readiness or an "ongoing dialogue" is no event: it takes a day, a place, a round or officials who
met.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.text import acting, dates
from ingest.text import talk_words as words
from ingest.text.found import Mention, Talk
from ingest.text.scene import Power, Scene, Sentence

OPENING = 3  # sentences of an official's account of a meeting that say who met


@dataclass(slots=True)
class _Held:
    talk: Talk
    where: Mention | None


def find(scene: Scene) -> list[Talk]:
    """The talks that a text tells of."""
    found: list[_Held] = []
    for sentence in scene.sentences:
        if sentence.is_question:
            continue
        for match in words.TRIGGER.finditer(sentence.text):
            told = _talk(scene, sentence, match)
            if told is not None:
                _take(found, _Held(*told))
                for town in _further_towns(sentence, told[1]):
                    _take(found, _Held(replace(told[0], place=town.text), town))
    titled = _of_heading(scene)
    if titled is not None and not any(held.talk.place == titled.place for held in found):
        found.append(_Held(titled, None))
    return [held.talk for held in found]


def _of_heading(scene: Scene) -> Talk | None:
    """The talks that a heading outside the main text names with their town: "… Trade Meeting in Geneva"."""
    heading = scene.reading.heading
    match = words.HEADING.search(heading)
    start = scene.reading.text.find(heading) if match else -1
    unsure = words.WISH.search(heading) or words.CANCELLED.search(heading)
    if match is None or start < 0 or len(scene.main) < 2 or unsure:
        return None
    status = "scheduled" if words.COMING.search(heading) else "held"
    return Talk(status, (start, start + len(heading)), _sides_of(scene, heading), (), match["place"],
                rule="talks by heading", confidence=65)


def _sides_of(scene: Scene, heading: str) -> tuple[str, ...]:
    """The powers that a heading names, with the one that publishes it; else the two that the text is about."""
    called = {power.mention.text: power.country for place in scene.sentences for power in place.powers}
    named = {code for word, code in called.items() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", heading)}
    sides = tuple(dict.fromkeys([*([scene.issuer] if scene.issuer else []), *sorted(named)]))
    return sides if len(sides) == 2 else scene.main


def _talk(scene: Scene, sentence: Sentence, match: re.Match[str]) -> tuple[Talk, Mention | None] | None:
    kind = match.lastgroup if match.lastgroup != "ordinal" else "round"
    text = sentence.text
    around = text[max(0, match.start() - 110):match.end() + 110]
    before = text[max(0, match.start() - 70):match.end()]
    if words.NOT_TRADE.search(match[0]) or (words.WISH.search(before) and not words.CANCELLED.search(around)):
        return None
    if not _on_trade(scene, sentence, match, kind or ""):
        return None
    status = _status(scene, sentence, match, around)
    where = _place(sentence, match)
    told = _expression(scene, sentence, match)
    tense: dates.Tense = "past" if status == "held" else "future"
    resolved = dates.resolve(told.text, scene.reading.published, tense) if told else dates.Resolved(None, "")
    officials = _officials(sentence, match, kind or "")
    ordinal = match["ordinal"].lower() if match["ordinal"] else None
    participants = _participants(scene, sentence, officials)
    if kind == "signing" and len({power.country for power in sentence.powers}) < 2:
        return None
    if len(participants) < 2:
        return None
    others = set(participants) != set(scene.main)
    if kind in ("meet", "meeting", "call") and others and not words.TRADE.search(sentence.text):
        return None
    if where is not None and not _is_town(where) and where.country in participants:
        where = None  # "talks in China" with China: no more than who takes part
    place = where.text if where else None
    if not (_is_event(kind or "", text, around, place, told, officials, ordinal)
            or _is_sure(scene, sentence, match, place, told)):
        return None
    names = {"signing": "signing", "call": "call", "meet": "meeting", "meeting": "meeting"}
    talk = Talk(status, (sentence.start, sentence.end), participants, officials, place,
                resolved.date, resolved.basis, told.text if told else None,
                names.get(kind or "", "talks"), ordinal if ordinal not in words.VAGUE_ORDINALS else None,
                f"talks by {kind}", 80 if place or resolved.date else 65)
    return talk, where


def _on_trade(scene: Scene, sentence: Sentence, match: re.Match[str], kind: str) -> bool:
    """Whether trade is the matter: said in the sentence or beside it; for a bare noun close by."""
    if kind == "mechanism" and not re.search(rf"\b{words.NOUN}\b", sentence.text, re.IGNORECASE):
        return False
    if sentence.index <= OPENING and words.LEADERS_MET.search(sentence.text) \
            and words.DEALT_WITH.search(scene.doc.text) \
            and len({p.country for p in sentence.powers if p.kind == "official"}) > 1:
        return True
    if kind in ("noun", "round"):
        close = sentence.text[max(0, match.start() - 60):match.end() + 60]
        if words.TRADE.search(match[0]) or words.TRADE.search(close) or words.TRADE_PEOPLE.search(sentence.text):
            return True
        return bool(re.search(r"talks|negotiation|consultation|discussions", match[0], re.IGNORECASE)) and \
            any(words.TRADE.search(place.text) for place in (sentence, *scene.before(sentence, 2)))
    if words.TRADE.search(sentence.text):
        return True
    following = scene.sentences[sentence.index + 1:sentence.index + 3]
    return any(words.TRADE.search(place.text) for place in (*scene.before(sentence, 2), *following))


def _status(scene: Scene, sentence: Sentence, match: re.Match[str], around: str) -> str:
    if words.CANCELLED.search(around):
        return "cancelled"
    if match.lastgroup == "mechanism":
        return "scheduled"
    if match.lastgroup == "outcome":
        return "held"
    near = sentence.text[max(0, match.start() - 60):match.end() + 45]
    past = re.search(r"\b(?:met|held|concluded|took\s+place|ended|wrapped|signed|reached|spoke|during|followed|"
                     r"results?\s+of|"
                     r"after|following|"
                     r"started|began|consensus|outcome)\b", near, re.IGNORECASE)
    if words.PROPOSED.search(sentence.text[max(0, match.start() - 50):match.end() + 20]) and not past:
        return "proposed"
    if words.COMING.search(near) and not (past and not words.WILL_MEET.search(near)):
        return "scheduled"
    if past:
        return "held"
    tense = scene.tense(sentence, sentence.start + match.start())
    return "scheduled" if tense == "future" else "held"


def _is_event(kind: str, text: str, around: str, place: str | None, told: dates.Expression | None,
              officials: tuple[Mention, ...], ordinal: str | None) -> bool:
    """Whether enough is told to make it one event."""
    definite = told is not None and told.kind != "vague"
    if kind in ("meet", "meeting", "call"):
        return len({m.country for m in officials}) >= 2
    if kind == "mechanism":
        return True
    if kind == "outcome":
        return place is not None
    if kind == "signing":
        return bool(words.TRADE_DEAL.search(text))
    if not words.HAPPENS.search(around) and place is None:
        return False
    if place or definite or (ordinal and ordinal not in words.VAGUE_ORDINALS):
        return True
    return bool((told and words.HAPPENS.search(around))
                or (ordinal and len({m.country for m in officials}) >= 2))


def _is_sure(scene: Scene, sentence: Sentence, match: re.Match[str], place: str | None,
             told: dates.Expression | None) -> bool:
    """Whether both sides are told, and bound to meet or known to have met, though no official of either is named."""
    at, kind = sentence.start + match.end(), match.lastgroup
    when_or_where = place is not None or (told is not None and told.kind != "vague")
    if kind in ("meet", "meeting", "call"):
        sides = {power.country for power in sentence.powers if power.kind == "official"
                 or words.ENVOYS.match(sentence.words(power.end, sentence.end))}
        met = any(at <= power.start <= at + 40 and power.country in sides for power in sentence.powers)
        return met and len(sides) >= 2 and when_or_where
    if kind not in ("noun", "round", "ordinal"):
        return False
    if words.WITH.match(sentence.text, match.end()) and told is not None and told.kind != "vague":
        return any(at <= power.start <= at + 60 for power in sentence.powers)
    two = len({power.country for power in sentence.powers}) >= 2 or acting.both(sentence, scene) is not None
    return two and words.BOUND.search(sentence.text[:match.end()]) is not None


def _place(sentence: Sentence, match: re.Match[str]) -> Mention | None:
    """The town or country where they meet: behind "in", or in front of the noun ("the Geneva talks")."""
    start, end = sentence.start + match.start(), sentence.start + match.end()
    found: list[tuple[int, int, Mention]] = []
    for mention in sentence.mentions:
        if mention.class_name not in ("Region", "Government") or not mention.country \
                or mention.how == "nationality" \
                or sentence.words(mention.end, mention.end + 2) in ("'s", "’s"):
            continue
        distance = mention.start - end if mention.start >= end else start - mention.end
        before = 0 <= start - mention.end <= 30 and (
            match.lastgroup not in ("call", "meet", "meeting")  # else it may be somebody's name: "Ana Lima spoke"
            or words.BOUND_FOR.search(sentence.words(sentence.start, mention.start)))
        inside = before or (start <= mention.start and mention.end <= end)
        if mention.start >= end and ", " in sentence.words(end, mention.start):
            continue
        behind = words.AT.search(sentence.words(sentence.start, mention.start)) is not None
        if (behind and distance <= 75) or (inside and _is_town(mention)):
            found.append((max(distance, 0), mention.start, mention))
    return min(found, key=lambda item: item[:2])[2] if found else None


def _further_towns(sentence: Sentence, where: Mention | None) -> Iterator[Mention]:
    """The towns named beside the first for meetings of their own: "talks in Oslo, Rome and Prague"."""
    end = where.end if where and _is_town(where) else -1
    for mention in sorted(sentence.mentions, key=lambda m: m.start):
        if end >= 0 and mention.start > end and words.BESIDE.fullmatch(sentence.words(end, mention.start)) \
                and _is_town(mention):
            end = mention.end
            yield mention


def _is_town(mention: Mention) -> bool:
    return mention.class_name == "Region" and mention.node != f"region:{(mention.country or '').lower()}"


def _expression(scene: Scene, sentence: Sentence, match: re.Match[str]) -> dates.Expression | None:
    """The words that say when they meet, not when it was said or what else happened when."""
    told = [found for found in dates.expressions(sentence.text)
            if -60 <= found.start - match.end() <= 90 or 0 <= match.start() - found.end <= 60]
    told = [found for found in told if not words.AGREED_THEN.match(sentence.text, found.end)]
    told = [found for found in told if not words.SAID.search(sentence.text[max(0, found.start - 30):found.start])
            and not words.OF_OTHERS.search(sentence.text[match.end():found.start])
            and not _of_another_noun(scene, sentence, found, match)]
    return min(told, key=lambda found: (found.kind == "vague", abs(found.start - match.end()))) if told else None


def _of_another_noun(scene: Scene, sentence: Sentence, found: dates.Expression, match: re.Match[str]) -> bool:
    """Whether the parse hangs the date on a noun other than the talks: "the call on June 5"."""
    token = scene.token(sentence, sentence.start + found.start)
    end = sentence.start + found.end
    while token is not None and ((token.idx < end and token.idx >= sentence.start + found.start)
                                 or token.pos_ in ("ADP", "DET", "NUM")) and token.head != token:
        token = token.head
    return token is not None and token.pos_ in ("NOUN", "PROPN") and not (
        sentence.start + match.start() <= token.idx < sentence.start + match.end()) \
        and token.lower_ not in words.NO_OTHERS


def _officials(sentence: Sentence, match: re.Match[str], kind: str) -> tuple[Mention, ...]:
    """Officials of two sides who meet; for talks those who lead, attend or hold them, not who speaks of them."""
    found: dict[str, Mention] = {}
    for power in sentence.powers:
        close = power.kind == "official" and abs(power.start - sentence.start - match.start()) < 200
        speaks = words.SPEAKS.match(sentence.words(power.end, sentence.end)) and not (
            kind == "call" and words.WITH.match(sentence.text, match.end()))  # who tells of a call made it
        leads = kind in ("meet", "meeting", "call", "signing") \
            or words.LEADS.search(sentence.words(sentence.start, power.start)) \
            or words.HOLDS.match(sentence.words(power.end, sentence.end))
        if close and leads and not speaks:
            found[power.mention.name] = power.mention
    people = tuple(found.values())
    return people if len({person.country for person in people}) >= 2 or kind in ("noun", "round", "signing") else ()


def _participants(scene: Scene, sentence: Sentence, officials: tuple[Mention, ...]) -> tuple[str, ...]:
    """The sides: of the officials who meet, of the sentence, else the two that the text is about."""
    sides = list(dict.fromkeys(person.country for person in officials if person.country))
    if len(sides) >= 2:
        return tuple(sides)
    here = [power.country for power in sentence.powers
            if not (power.kind == "country" and _is_where(sentence, power))]
    named = list(dict.fromkeys(here))
    pair = acting.both(sentence, scene)
    if len(named) < 2 and pair:
        return pair
    if len(named) == 1:
        other = scene.other_power(named[0])
        return (named[0], other) if other else ()
    if not named:
        before = [power.country for place in scene.before(sentence, 2) for power in place.powers]
        near = list(dict.fromkeys(before))
        return tuple(near) if len(near) == 2 else tuple(scene.main)
    if set(scene.main) <= set(named):
        return scene.main
    return tuple(named[:2])


def _is_where(sentence: Sentence, power: Power) -> bool:
    """Whether a country or its capital only says where they meet: "in Japan", "the London meeting"."""
    return words.AT.search(sentence.words(sentence.start, power.start)) is not None \
        or words.NAMED_BY_TOWN.match(sentence.words(power.end, sentence.end)) is not None


def _take(found: list[_Held], new: _Held) -> None:
    for held in found:
        if _same(held, new):
            if new.where and (held.where is None or not _is_town(held.where)):
                held.where = new.where
            held.talk = _joined(held.talk, new.talk, held.where)
            return
    found.append(new)


def _same(held: _Held, new: _Held) -> bool:
    """Whether two mentions are of one meeting: no place, day or side of theirs differs."""
    a, b = held.talk, new.talk
    if len(set(a.participants) & set(b.participants)) < 2 or (a.date and b.date and a.date != b.date):
        return False
    if held.where and new.where and not _one_place(held.where, new.where):
        return False
    if (a.date and a.date == b.date) or (held.where and new.where):
        return True
    return a.status == b.status and (a.kind == "signing") == (b.kind == "signing")


def _one_place(a: Mention, b: Mention) -> bool:
    if a.text.casefold() == b.text.casefold() or (a.node is not None and a.node == b.node):
        return True
    return a.country is not None and a.country == b.country and _is_town(a) != _is_town(b)


def _joined(a: Talk, b: Talk, where: Mention | None) -> Talk:
    names = {person.name: person for person in (*a.officials, *b.officials)}
    return replace(a, place=where.text if where else None, date=a.date or b.date, officials=tuple(names.values()),
                   date_basis=a.date_basis or b.date_basis, round=a.round or b.round,
                   date_expression=a.date_expression or b.date_expression)
