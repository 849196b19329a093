"""Who is put on a list or taken off it in one sentence, by name and by number."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.text import counts, targets
from ingest.text.found import Count, Mention
from ingest.text.listing_triggers import Trigger
from ingest.text.scene import IN_CLAUSE, Scene, Sentence

if TYPE_CHECKING:
    from ingest.text.gazetteer import Gazetteer

_SOURCE = re.compile(r"\W*(?:Per|As\s+per|According\s+to|Citing)\s[^,;]{1,60},")  # who is cited in front
_RELATIVE = re.compile(r"\b(?:which|who)\b")
# "the firm – which makes cameras – has been"
_ASIDE_ENDS = re.compile(r"\s[–—-]\s*(?:(?:has|have|had|been|being|was|were|is|are|also)\s+)*$")
_PRONOUN = re.compile(r"\b(?:it|its|the\s+(?:company|firm|group|(?:\w+\s+){1,2}(?:giant|maker|company|firm|"
                      r"group)))\W*$",
                      re.I)
# a number whose noun was told before: "and another six to its list"
# what goes on behind those sanctioned
_SANCTIONED_END = re.compile(r",\s+(?:an?|the)\s|\b(?:involved|accused|linked|tied|for|over(?!\s+\d))\b")
_BARE = re.compile(rf"\s*(?:another\s+|(?:a\s+)?further\s+)?(?P<number>{counts.NUMBER})(?:\s+(?:more|"
                   rf"others?))?\s*", re.I)
_CLAUSE = re.compile(r";|:|\b(?:said|says|announced|while|but|after|because|when|that|which|who|as|since|"
                     r"following)\b",
                     re.I)
REASON = re.compile(
    r"\b(?:due\s+to|because\s+of|over(?!\s+\d)|citing|accus(?:ed|ing)\s+(?:them|it|the\s+\w+)\s+of|"
    r"on\s+the\s+grounds?\s+(?:that|of)|"
    r"in\s+retaliation\s+for|in\s+response\s+to|for\s+(?=(?:their|its|his|alleged|allegedly|acting|engaging|"
    r"supporting|involvement|aiding|helping|enabling|human|abus|violat|rights|participat|their\s+role|"
    r"selling)))\s*"
    rf"(?P<why>(?:{IN_CLAUSE}|,(?!\s+(?:which|who|and|a\s|the\s+[A-Z]|\w+ing\b)))+)", re.I)


_OBJECT_ENDS = ("verb", "plain", "noun", "designate")  # styles whose object ends with the pattern


def _regions(scene: Scene, sentence: Sentence, trigger: Trigger) -> list[tuple[int, int]]:
    """Where those that are listed stand: in front of a passive verb, behind an active one, behind the list."""
    tail = (trigger.tail, trigger.limit)
    if trigger.passive or (trigger.style == "noun" and not sentence.words(*trigger.object).strip()):
        left, start = sentence.words(sentence.start, trigger.start), sentence.start
        source = _SOURCE.match(left)
        start += source.end() if source else 0
        for match in _CLAUSE.finditer(left):
            relative = match[0].lower() in ("which", "who", "that") and (
                (len(left) - match.end() < 25 and not _RELATIVE.search(left, match.end()))
                or _ASIDE_ENDS.search(left, match.end()) is not None)
            start = start if relative else sentence.start + match.end()
        return [(start, trigger.start)]
    if trigger.style == "sanction":
        reach = min(trigger.end + 160, trigger.limit)
        ends = _SANCTIONED_END.search(sentence.text, trigger.end - sentence.start, reach - sentence.start)
        return [(trigger.end, sentence.start + ends.start() if ends else reach)]
    if trigger.style in ("blacklist", "widen", "hold", "ban", "again"):
        return [(trigger.start, trigger.limit)]
    return [trigger.object, tail] if sentence.words(*trigger.object).strip() else [tail]


def whom(scene: Scene, sentence: Sentence, trigger: Trigger, gazetteer: Gazetteer,
          agency: Mention | None) -> list[Mention]:
    found: list[Mention] = []
    regions = _regions(scene, sentence, trigger)
    for position, (start, end) in enumerate(regions):
        if position == 0:
            stop = end if trigger.style in _OBJECT_ENDS else _clause_end(sentence, start, end)
            found += targets.named(sentence, start, stop)
            if trigger.style == "sanction" or (trigger.target_list and trigger.target_list.country == "CN"):
                found += targets.people(sentence, start, stop)
        if trigger.style != "sanction":
            found += targets.listed_after(scene, sentence, start, end, gazetteer)
    if trigger.style in ("verb", "plain", "noun", "hold", "blacklist") and not found:
        found += targets.listed_after(scene, sentence, trigger.tail, trigger.limit, gazetteer)
    if not found:
        found += _referred(scene, sentence, trigger)
    why = REASON.search(sentence.text)
    if why:
        start, end = sentence.start + why.start("why"), sentence.start + why.end("why")
        found = [m for m in found if not start <= m.start < end]
    return [m for m in unique(found) if agency is None or (m.start, m.end) != (agency.start, agency.end)]


def _clause_end(sentence: Sentence, start: int, end: int) -> int:
    """Where a clause or its reason begins behind a verb: names there aren't those of targets."""
    found = [match.start() for pattern in (_CLAUSE, REASON)
             if (match := pattern.search(sentence.text, start - sentence.start, end - sentence.start))]
    return sentence.start + min(found) if found else end


def _referred(scene: Scene, sentence: Sentence, trigger: Trigger) -> list[Mention]:
    """The firm that "it", "its addition" or "the company" stands for: the last one named before."""
    start, end = _regions(scene, sentence, trigger)[0]
    words = sentence.words(start, end)
    if trigger.style == "noun":
        words = sentence.words(sentence.start, trigger.start)
    if not _PRONOUN.search(re.sub(r"\s+(?:was|were|is|has|had|been|being|also)\b", "", words)):
        return []
    for place in (sentence, *scene.before(sentence, 2)):
        firms = [m for m in place.mentions
                 if m.class_name in ("Company", "Organization") and m.end <= trigger.start]
        if firms:
            return [firms[-1]]
    return []


def counted(scene: Scene, sentence: Sentence, trigger: Trigger) -> list[Count]:
    found: list[Count] = []
    for start, end in _regions(scene, sentence, trigger):
        found += [without_nationality(sentence, count) for count in counts.find(scene.doc.text, start, end)]
    bare = _BARE.fullmatch(sentence.words(*trigger.object)) if not found else None
    number = counts.number_of(bare["number"]) if bare else None
    if bare and number:
        before = list(counts.find(scene.doc.text, sentence.start, trigger.start))
        start = trigger.object[0] + bare.start("number")
        noun = without_nationality(sentence, before[-1]).of if before else ""
        found = [Count(number, noun, start, start + len(bare["number"]))]
    return found


def without_nationality(sentence: Sentence, count: Count) -> Count:
    """28 Chinese organizations are 28 organizations, and so are 28 Russian and Chinese ones."""
    for power in sentence.powers:
        if power.kind in ("adjective", "country") and power.start >= count.start and \
                count.of.startswith(power.mention.text):
            rest = count.of[len(power.mention.text):].strip()
            return without_nationality(sentence, replace(count, of=rest.removeprefix("and ")))
    return count


def key(mention: Mention) -> str:
    return mention.node or mention.name.casefold()


def unique(mentions: list[Mention]) -> list[Mention]:
    """Each party once, at its first place."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        found.setdefault(key(mention), mention)
    return list(found.values())
