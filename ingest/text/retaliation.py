"""Answers to measures: taken, announced, threatened or expected, by whom, against whom, to what.

A lawsuit or a complaint at the World Trade Organization is no retaliation; nor is an answer to a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.text import acting
from ingest.text.found import Retaliation
from ingest.text.scene import IN_CLAUSE, Power, Scene, Sentence, plain

_MEASURE = (r"(?:tariffs?|dut(?:y|ies)|levies|sanctions?|ban|bans|measures?|restrictions?|curbs?|controls?|"
            r"listings?|fees?|"
            r"blacklist\w*|retaliation|orders?|actions?|investigations?|imposition|increases?|hikes?|move)")
_HAS_MEASURE = re.compile(rf"\b{_MEASURE}\b", re.IGNORECASE)
_TRIGGER = re.compile(
    r"\b(?:(?P<verb>retaliat(?:ed|es|ing|e)|"
    r"(?:(?:answer|respond|counter)(?:s|ed|ing)?|repl(?:y|ies|ied|ying))(?:\s+(?:on\s+)?\w+(?:\s+\d+)?)?\s+with\s+"
    r"(?=(?:[\w%.$-]+\s+){0,4}(?:tariffs|duties|levies|sanctions|curbs|controls|measures)\b)|"
    r"(?:fight|fought|hit|hits|hitting|strike|struck)\s+back|"
    r"respond(?:s|ed|ing)?\s+(?:in\s+kind|in\s+turn|with\s+(?:tariffs|measures|duties|its\s+own))|"
    r"responded(?=,\s+\w+ing\b))|"
    r"(?P<noun>retaliation|retaliatory\s+(?:(?:[\w%.]+\s+){0,2}(?:tariffs?|measures?|duties|actions?|list|"
    r"steps|levies))|"
    r"counter-?\s?measures?|counter-?\s?(?:tariffs?|actions?|attack)|countervailing\s+action|"
    r"tit-for-tat\s+(?:tariffs?|duties|measures?|levies)|"
    r"(?:corresponding|reciprocal|resolute|forceful)\s+(?:counter-?)?(?:measures|actions?)|"
    r"(?:all\s+)?necessary\s+(?:counter-?)?measures)|"
    r"(?P<phrase>^\W*In\s+(?:response|retaliation|return|an?\s+(?:tit-for-tat|retaliatory)\s+"
    r"(?:move|step|response)),|in\s+(?:response|retaliation|answer)\s+(?:to|"
    rf"for)\s+(?={IN_CLAUSE}{{0,90}}?\b{_MEASURE}\b)))",
    re.IGNORECASE)
_WORDS = re.compile(r"retaliat|repl|count|(?:fight|fought|hit|hits|hitting|strike|struck)\s+back|respon|answer|"
                    r"tit-for|measures|"
                    r"action", re.IGNORECASE)
_CAUSE = re.compile(
    r"(?:\bin\s+(?:response|retaliation|answer)\s+(?:to|for)|\bretaliat\w+(?:\s+measures?)?\s+(?:for|against|"
    r"to|over)|"
    rf"\b(?:response|answer|countermeasures)\s+to)\s+"
    rf"(?!(?:safeguard|protect|defend|uphold|ensure|maintain|preserve|offset|balance|counter)\b)"
    rf"(?P<cause>{IN_CLAUSE}+)", re.IGNORECASE)
_SUPPOSED = re.compile(r"\b(?:if|how|should|unless|whether|any\s+country\s+that|"
                       r"warn\w*\s+(?:\w+\s+){0,3}not\s+to|"
                       r"urg\w+\s+(?:\w+\s+){0,4}not\s+to)\b[^,;:]{0,70}$|\bhow\s+[A-Z][^;:]{0,110}$", re.IGNORECASE)
_DENIED = re.compile(r"(?:\b(?:not|never|no|without|refrain\w*|avoid\w*|ruled\s+out|instead\s+of|remov\w+|"
                     r"suspend\w*|"
                     r"cancel\w*|lift\w*|end(?:ed|ing)?|withdraw\w*|stop\w*|extend\w*|extension|adjust\w*|"
                     r"reduc\w+|eas(?:e|ed|ing)|allegedly)|n['’]t)\b[^,;:.]{0,45}$",
                     re.IGNORECASE)
_EXPECTED = re.compile(r"\b(?:likely|expected\s+to|expects?\s+to|could|(?-i:may)|might|prepar\w+|formulat\w+|"
                       r"consider\w*|ready\s+to|weigh\w*|mull\w*|ponder\w*|options?|"
                       r"risks?|analysts|fear\w*|ignite|trigger|prompt|potential\w*|planning)\b", re.IGNORECASE)
_THREATENED = re.compile(r"\b(?:will|would|shall|vow\w*|pledg\w+|threat\w*|warn\w*|forced\s+to|have\s+to|"
                         r"reserves?|'ll|’ll|"
                         r"resolved\s+to|going\s+to)\b", re.IGNORECASE)
_ANNOUNCED = re.compile(r"\b(?:announc\w+|unveil\w*|issu(?:e|ed|es|ing)|publish\w*|propos\w+|plan(?:s|"
                        r"ned)?)\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:ha(?:s|ve|d)\s+(?:\w+ly\s+|also\s+|already\s+)?(?:taken|imposed|made|adopted|"
                   r"retaliated|levied|"
                   r"issued|put|announced|begun|hit|slapped|responded)|took|impos(?:ed|ing)|slapp\w+|levied|"
                   r"levying|made|"
                   r"retaliated|responded|raised|carried\s+out|in\s+(?:force|effect))\b", re.IGNORECASE)
_LEGAL = re.compile(r"\b(?:lawsuit|sued?|suing|court|complaint|WTO\s+case|"
                    r"dispute\s+settlement)\b", re.IGNORECASE)
_TAKEN_BY = re.compile(r"(?:\s+(?:taken|made|adopted|announced|imposed))?\s+by\s+(?:the\s+)?|"
                       r"\s+(?:that\s+)?(?:the\s+)?")
_ACTS = re.compile(r"\b(?:tak(?:e|es|ing|en)|took|adopt\w*|mak(?:e|es|ing)|made|impos\w+|announc\w+|unveil\w*|"
                   r"issu\w+|"
                   r"introduc\w+|launch\w*|lev(?:y|ied|ying)|respond\w*|slapp\w+|prepar\w+|formulat\w+|carr\w+|"
                   r"implement\w*|resort\w*|hit|as|put|plan\w*|threat\w*|vow\w*|"
                   r"pledg\w+)\b[^,;:]{0,45}$", re.IGNORECASE)
_TOOK = re.compile(r"\s+(?:that\s+)?(?:the\s+)?[A-Z][\w.]*\s+(?:has\s+|have\s+)?(?:took|taken|made|imposed|"
                   r"announced)\b")
_FORCED = re.compile(r"\b(?:was|were|been)\s+forced\s+to\b[^,;]{0,40}$", re.IGNORECASE)
SHORT = 12  # characters: less in front of "in response" is no clause
# "hit back at the remarks": an answer to words, in words
_AT_WORDS = re.compile(r"\s+(?:at|against)\s+(?:[\w'’.-]+\s+){0,4}(?:remarks?|comments?|claims?|accusations?|criticism|"
                       r"critics|suggestions?|statements?|reports?|allegations?)\b", re.IGNORECASE)
_AT_NOBODY = re.compile(r"[^.;]{0,40}?\b(?:on|against)\s+(?:\w+\s+){0,2}(?:countries|nations|partners)\b",
                        re.IGNORECASE)
_WEAK = re.compile(r"(?:all\s+)?necessary\s+measures|(?:resolute|reciprocal)\s+actions?", re.IGNORECASE)
_CARRIES_OUT = re.compile(r"\s+to\s+(?:suspend|cancel|implement|promote|ensure|fulfil|improve|"
                          r"strengthen)\b", re.IGNORECASE)
_TRADE_MEASURE = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|section\s+301|investigation|entity\s+list|"
                            r"blacklist\w*|export\s+"
                            r"controls?|sanctions?|trade\s+war|ban(?:s|ned)?)\b", re.IGNORECASE)
_OWN = re.compile(r"(?:['’]s?)?\s+(?:(?:own|new|the|tariff|recent|planned|\d[\d.%]*)\s+){0,4}$", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:on|against|to|of|from)\s+(?:the\s+)?$", re.IGNORECASE)
_SPOKEN = re.compile(r"\b(?:we|our|I)\b", re.IGNORECASE)
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
        if sentence.is_question or not _WORDS.search(sentence.text):
            continue
        for match in _TRIGGER.finditer(sentence.text):
            trigger = _Trigger(match.start(), match.end(), match.lastgroup or "")
            answer = _answer(scene, sentence, trigger)
            if answer is not None and not any(_same(known, answer) for known in found):
                found.append(answer)
    return found


def _same(known: Retaliation, new: Retaliation) -> bool:
    return known.actor == new.actor and bool(set(known.against) & set(new.against)) \
        and (known.status in _TO_COME) == (new.status in _TO_COME)


def _answer(scene: Scene, sentence: Sentence, trigger: _Trigger) -> Retaliation | None:
    left = sentence.text[:trigger.start]
    if _WEAK.match(sentence.text, trigger.start) and not _about_measures(scene, sentence, trigger):
        return None
    if _SUPPOSED.search(left) or _DENIED.search(left):
        return None
    if trigger.kind == "verb" and _AT_WORDS.match(sentence.text, trigger.end):
        return None
    status = _status(sentence, trigger)
    act = left if len(left.strip()) > SHORT else sentence.text[trigger.end:]
    if status is None and trigger.kind == "phrase" and not _LEGAL.search(act) \
            and _HAS_MEASURE.search(act[:160]) and scene.tense(sentence, sentence.start + trigger.start) == "past":
        status = "in_force"
    if status is None:
        return None
    actor = _actor(scene, sentence, trigger)
    if actor is None:
        return None
    against = _against(scene, sentence, trigger, actor)
    if not against:
        return None
    cause = _CAUSE.search(sentence.text)
    why = plain(cause["cause"]) if cause else None
    return Retaliation(actor, against, status, (sentence.start, sentence.end), why, None,
                       f"retaliation by {trigger.kind}", 85 if trigger.kind == "verb" else 75)


def _about_measures(scene: Scene, sentence: Sentence, trigger: _Trigger) -> bool:
    """Whether "necessary measures" answer a trade measure, and don't carry something out."""
    if _CARRIES_OUT.match(sentence.text, trigger.end):
        return False
    return any(_TRADE_MEASURE.search(place.text) for place in (sentence, *scene.before(sentence, 1)))


def _status(sentence: Sentence, trigger: _Trigger) -> str | None:
    """The status by the words before the trigger in its clause, then by the verb itself."""
    start = max((m.end() for m in re.finditer(r"[;:]|[.]\s|\b(?:while|"
                                              r"but)\b", sentence.text[:trigger.start])), default=0)
    left = sentence.text[start:trigger.start][-320 if trigger.kind == "phrase" else -140:]
    verb = sentence.text[trigger.start:trigger.end].lower()
    right = sentence.text[trigger.end:trigger.end + 60]
    if trigger.kind == "phrase":
        left = left if len(left.strip()) > SHORT else sentence.text[trigger.end:]
        if _LEGAL.search(left[:160] if trigger.start < 20 else left) or not _HAS_MEASURE.search(left):
            return None
    near = left[:160] if trigger.kind == "phrase" and trigger.start < 20 else left[-70:]
    if trigger.kind == "noun" and not _ACTS.search(near) and not _owner(sentence, trigger) \
            and not _TOOK.match(right):
        return None
    if _FORCED.search(near) or (trigger.kind == "noun" and _TOOK.match(right)):
        return "in_force"
    if _EXPECTED.search(near):
        return "expected"
    if _DONE.search(near) and not _THREATENED.search(near[-30:]):
        return "in_force"
    if _THREATENED.search(near) or (_THREATENED.search(left) and trigger.kind == "verb"):
        return "threatened"
    if _ANNOUNCED.search(near):
        return "announced"
    if re.match(r"retaliated|fought|struck|responded|answered|countered|replied|hit "
                r"back(?=$)", verb) or _DONE.search(left) or _DONE.search(right):
        return "in_force"
    if trigger.kind == "noun" and re.match(r"retaliatory|counter-?\s?tariff|tit-for", verb):
        return "in_force"
    return None


def _actor(scene: Scene, sentence: Sentence, trigger: _Trigger) -> str | None:
    place = sentence.start + trigger.start
    owner = _owner(sentence, trigger)
    if owner is not None:
        return owner.country
    for power in sentence.powers:
        behind = sentence.start + trigger.end
        if power.start >= behind and _TAKEN_BY.fullmatch(sentence.words(behind, power.start)):
            return power.country
    governing, blocked = acting.subject(scene, sentence, place, ())
    if governing is not None:
        return governing.country
    if blocked:
        return None
    if scene.issuer and re.search(r"\b(?:I|[Ww]e)\b", sentence.text[:trigger.start]):
        return scene.issuer
    near = acting.nearest_before(sentence, place, ())
    if near is not None and not _OBJECT.search(sentence.words(sentence.start, near.start)):
        return near.country
    if _SPOKEN.search(sentence.text) or sentence.text.lstrip()[:1] in "“\"" or trigger.kind == "verb":
        return _speaker(scene, sentence)
    return None


def _owner(sentence: Sentence, trigger: _Trigger) -> Power | None:
    """The power whose answer it is: "China's countermeasures", "Chinese retaliation"."""
    place = sentence.start + trigger.start
    before = [power for power in sentence.powers if power.end <= place]
    words = _OWN.fullmatch(sentence.words(before[-1].end, place)) if before else None
    if words and (before[-1].kind == "adjective" or words[0].startswith(("'", "’")) or trigger.kind == "noun"):
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
    if _AT_NOBODY.match(sentence.text, trigger.end):
        return ()
    others = [power for power in sentence.powers if power.country != actor]
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
