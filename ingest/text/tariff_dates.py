"""The day on which a duty starts, or else was announced."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.text import dates, figures
from ingest.text.scene import Scene, Sentence
from ingest.text.tariff_status import is_told_by

# a numbered part, "; and (ii)", goes on with the same clause
_NEXT_CLAUSE = re.compile(r";(?!\s*(?:and\s+|or\s+)?\(\w{1,4}\))")
_START = re.compile(r"\b(?:from|by|starting|beginning|effective|as\s+of|since|t(?:ak(?:e|es|ing)|ook)\s+effect|"
                    r"on\s+or\s+after|in(?:to)?\s+"
                    r"(?:force|effect))\b(?:[^.;]|(?<=\b[ap])\.|(?<=\.m)\.){0,45}$", re.IGNORECASE)
_STARTS_THEN = re.compile(
    r"\W*(?:(?:Such|Th(?:is|ese|ose|e))\s+(?:[\w-]+\s+){0,3}?(?:rates?|tariffs?|dut(?:y|ies)|levies|levy|measures?|"
    r"surcharges?)|(?:They|Th(?:ese|ose)(?=\s+(?:will|would|are|took|take|went|go|came|come))))\b[^.;]{0,60}?\b(?:(?:shall|will|is|are|to)\s+(?:\w+\s+){0,2}?)?"
    r"(?:appl(?:y|ies)|tak(?:e|es)|took|go(?:es)?|went|com(?:e|es)|came|start(?:s|ed)?|beg[ia]ns?|effective)\b")
# "on Thursday at the hearing": when somebody spoke
LEADS = 5  # sentences behind a colon that it can lead
_OF_A_MEETING = re.compile(r"\s+(?:at|during)\s+(?:an?|the|its|their)\s+(?:[\w-]+\s+){0,3}(?:hearing|meeting|"
                           r"conference|briefing|summit|forum|interview|event|rally)\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:increas|ris|rais|go|climb|fall|drop|doubl|reduc)\w*\b", re.IGNORECASE)
_IMPOSED_AFTER = re.compile(r"\b(?:imposed\s+(?:after|before|pursuant)|until)\s+$", re.IGNORECASE)


def when(scene: Scene, sentence: Sentence, place: tuple[int, int], focus: tuple[int, int]
          ) -> tuple[dates.Resolved, str]:
    """The day on which the duty starts, else of its announcement."""
    text = sentence.text
    nouns = figures.duties(text)
    told = [found for found in dates.expressions(text)
            if not _IMPOSED_AFTER.search(text[max(0, found.start - 30):found.start])
            and not _aside(text, focus, found)
            and _in_reach(text, nouns, focus, found) and not _OF_A_MEETING.match(text, found.end)]
    told = [found for found in told if not _of_a_later_duty(text, focus, found)]
    starts = [found for found in told
              if found.start > min(place[0], focus[0]) and _START.search(text[:found.start])]
    starts = starts or [found for found in told if _START.search(text[max(0, found.start - 30):found.start])]
    candidates = starts or [found for found in told if _belongs(scene, sentence, found)]
    if not candidates:
        if re.search(r"\beffective\s+immediately\b", text, re.IGNORECASE):
            return dates.Resolved(scene.reading.published, "relative"), "effective immediately"
        found = _of_the_lead(scene, sentence)
        return found if found[1] else _of_the_next(scene, sentence)
    chosen = min(candidates, key=lambda found: (found.kind == "vague", abs(found.start - focus[0])))
    moved = replace(chosen, start=chosen.start + sentence.start, end=chosen.end + sentence.start)
    return scene.date(sentence, moved), chosen.text


def _of_the_lead(scene: Scene, sentence: Sentence) -> tuple[dates.Resolved, str]:
    """The start told for a whole enumeration: "will take the following actions by May 14, 2025:"."""
    for lead in scene.before(sentence, LEADS):
        if lead.text.rstrip().endswith(":"):
            for found in dates.expressions(lead.text):
                if _START.search(lead.text[:found.start]):
                    moved = replace(found, start=found.start + lead.start, end=found.end + lead.start)
                    return scene.date(lead, moved), found.text
            break
    return dates.Resolved(None, ""), ""


def _of_the_next(scene: Scene, sentence: Sentence) -> tuple[dates.Resolved, str]:
    """The start told in a sentence of its own: "Such rate of duty shall apply … on or after 1 May"."""
    for following in scene.sentences[sentence.index + 1:sentence.index + 2]:
        if _STARTS_THEN.match(following.text) and not figures.rates(following.text):
            for found in dates.expressions(following.text):
                if _START.search(following.text[:found.start]):
                    moved = replace(found, start=found.start + following.start, end=found.end + following.start)
                    return scene.date(following, moved), found.text
    return dates.Resolved(None, ""), ""


def _in_reach(text: str, nouns: list[tuple[int, int]], focus: tuple[int, int], found: dates.Expression) -> bool:
    """Whether a date stands in the duty's own clause, or leads numbered parts: "by July 1, (1) …; and (2) …"."""
    between = text[min(found.start, focus[0]):max(found.end, focus[1])]
    if ";" not in between:
        return True
    leads = bool(nouns) and found.start < nouns[0][0] and _START.search(text[max(0, found.start - 30):found.start])
    return bool(leads) and not _NEXT_CLAUSE.search(between)


def _aside(text: str, focus: tuple[int, int], found: dates.Expression) -> bool:
    """Whether a date stands in brackets of its own: "30% of their value (rising to 50% after June 1)"."""
    opening = text.rfind("(", 0, found.start)
    closing = text.find(")", opening) if opening >= 0 else -1
    return opening >= focus[1] and closing >= found.end and bool(_LATER.search(text, opening, found.start))


def _of_a_later_duty(text: str, focus: tuple[int, int], found: dates.Expression) -> bool:
    """Whether a relative clause gives the date to a duty in between: "and a 15% duty that was due on Sunday"."""
    between = text[focus[1]:found.start]
    relative = list(re.finditer(r"\b(?:that|which)\s+(?:was|were|had|is|are)\b", between))
    nouns = figures.duties(between)
    return bool(relative) and len(nouns) > 1 and nouns[-1][1] <= relative[-1].start()


def _belongs(scene: Scene, sentence: Sentence, found: dates.Expression) -> bool:
    """Whether a date belongs to a verb of deciding or imposing, not to a hearing or a market."""
    token = scene.token(sentence, sentence.start + found.start)
    while token is not None and token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    return token is not None and (token.pos_ not in ("VERB", "AUX") or is_told_by(token.text))
