"""Other measures and what eases them: export controls, investigations, agreements, licences and exclusions."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.text import acting, dates, targets
from ingest.text.found import OtherEvent
from ingest.text.scene import IN_CLAUSE, Scene, Sentence, plain

_FEW = r"(?:[\w$%.,’'“”\"-]+\s+){0,6}?"
_PATTERNS = (
    ("ExportControl", re.compile(
        r"\b(?P<verb>impos(?:e|es|ed|ing)|announc(?:e|es|ed|ing)|tighten(?:s|ed|ing)?|introduc(?:e|es|ed|ing)|"
        r"plac(?:e|es|ed|ing)|issu(?:e|es|ed|ing)|expand(?:s|ed|ing)?|suspend(?:s|ed|ing)?|lift(?:s|ed|ing)?|"
        rf"implement(?:s|ed|ing)?)\s+{_FEW}(?:export|outbound)\s+(?:controls?|restrictions?|curbs?|bans?|"
        r"licen[cs]\w+)"
        rf"(?:\s+\w+)?(?P<what>\s+(?:on|over|of|for)\s+{IN_CLAUSE}+)?", re.IGNORECASE)),
    ("Investigation", re.compile(
        r"\b(?P<verb>launch(?:es|ed|ing)?|initiat(?:e|es|ed|ing)|open(?:s|ed|ing)?|start(?:s|ed|ing)?|"
        r"beg[ai]n(?:s|ning)?|"
        rf"announc(?:e|es|ed|ing)|commenc(?:e|es|ed|ing)|end(?:s|ed|ing)?)\s+{_FEW}(?:investigations?|probes?|"
        r"inquir(?:y|ies)|"
        r"review(?=\s+of\s+the\s+(?:two\s+)?actions))\b(?P<what>\s+(?:into|of|on|against|"
        rf"to\s+examine)\s+{IN_CLAUSE}+)?",
        re.IGNORECASE)),
    ("Agreement", re.compile(
        r"\b(?P<verb>sign(?:s|ed|ing)?|reach(?:es|ed|ing)?|str(?:ikes|uck|iking)|conclud(?:e|es|ed|ing)|"
        r"announc(?:e|es|ed))"
        rf"\s+{_FEW}(?:phase[ -]one|trade|economic|tariff|truce)\s+{_FEW}(?:deal|agreement|accord|pact|truce|"
        r"framework)"
        rf"(?P<what>\s+(?:with|between)\s+{IN_CLAUSE}+)?", re.IGNORECASE)),
    ("Relief", re.compile(
        r"\b(?P<verb>grant(?:s|ed|ing)?|issu(?:e|es|ed|ing)|extend(?:s|ed|ing)?|renew(?:s|ed|ing)?|approv(?:e|"
        r"es|ed|ing)|"
        rf"hand(?:s|ed|ing)?|giv(?:es|en|ing)|gave)\s+{_FEW}(?:temporary\s+(?:general\s+)?licen[cs]e|"
        r"licen[cs]es?|"
        r"(?:product\s+|tariff\s+|certain\s+)*exclusions?|exclusion\s+requests|waivers?|exemptions?|reprieve)\b"
        rf"(?P<what>\s+(?:to|for|from)\s+{IN_CLAUSE}+)?", re.IGNORECASE)),
)
_HINT = re.compile(r"export|outbound|investigat|probe|inquir|review|deal|agreement|accord|pact|truce|framework|"
                   r"licen[cs]|"
                   r"exclusion|waiver|exemption|reprieve", re.IGNORECASE)
_UNREAL = re.compile(r"(?:\b(?:not|never|no|if|unless|whether|(?-i:may)|might|could|should|would\s+like|hope\w*|"
                     r"want\w*|urg\w+|"
                     r"ask\w*|calls?\s+(?:for|on)|failed|refus\w+|expects?|expected|possib\w+|before|until)|"
                     r"n['’]t)\b[^,;]{0,70}$",
                     re.IGNORECASE)
_THREATENED = re.compile(r"\b(?:threat|warn|vow)\w*\b[^;]{0,60}$", re.IGNORECASE)
_PLANNED = re.compile(r"\b(?:plan|propos|consider|weigh|mull|intend)\w*\b[^,;]{0,60}$", re.IGNORECASE)
_COMING = re.compile(r"\b(?:will|would|shall|to)\s+(?:\w+\s+)?$", re.IGNORECASE)


def find(scene: Scene) -> list[OtherEvent]:
    """The measures of other kinds that a text tells of, each kind once for each actor."""
    found: list[OtherEvent] = []
    for sentence in scene.sentences:
        if sentence.is_question or not _HINT.search(sentence.text):
            continue
        for class_name, pattern in _PATTERNS:
            match = pattern.search(sentence.text)
            event = _event(scene, sentence, class_name, match) if match else None
            if event is not None and not any(_same(known, event) for known in found):
                found.append(event)
    return found


def _event(scene: Scene, sentence: Sentence, class_name: str, match: re.Match[str]) -> OtherEvent | None:
    left = sentence.text[:match.start()]
    if _UNREAL.search(left):
        return None
    place = sentence.start + match.start()
    power, blocked = acting.subject(scene, sentence, place, ())
    power = power or (None if blocked else acting.nearest_before(sentence, place, ()))
    if power is None:
        return None
    told = [found for found in dates.expressions(sentence.text) if abs(found.start - match.start()) < 120]
    date = None
    if told:
        nearest = min(told, key=lambda found: abs(found.start - match.start()))
        moved = replace(nearest, start=nearest.start + sentence.start, end=nearest.end + sentence.start)
        date = scene.date(sentence, moved).date
    whom = tuple(targets.named(sentence, place, sentence.start + match.end())) if class_name == "Relief" else ()
    return OtherEvent(class_name, _status(left, match["verb"]), (sentence.start, sentence.end),
                      power.mention if power.kind != "adjective" else None, power.country, whom, date,
                      plain(match[0])[:200], class_name.lower(), 75)


def _status(left: str, verb: str) -> str:
    if _THREATENED.search(left):
        return "threatened"
    if _PLANNED.search(left):
        return "proposed"
    if verb.lower().startswith("suspend"):
        return "suspended"
    if verb.lower().startswith(("lift", "end")):
        return "ended"
    return "announced" if _COMING.search(left) or verb.lower().startswith("announc") else "done"


def _same(known: OtherEvent, new: OtherEvent) -> bool:
    """One event of two of a kind and actor, unless their days or targets differ."""
    if (known.class_name, known.country) != (new.class_name, new.country) or known.status != new.status:
        return False
    mine, its = {m.name for m in known.targets}, {m.name for m in new.targets}
    return not (known.date and new.date and known.date != new.date) and not (mine and its and not mine & its)
