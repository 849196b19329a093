"""The spokesperson that the heading of an English press conference or answer names: by name, or by the body only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.text.found import Mention, Reading
from ingest.text.speaker import Speaker

if TYPE_CHECKING:
    from ingest.text.gazetteer import Gazetteer

_NAME = r"(?P<name>[A-Z][a-z'’]+(?: [A-Z][a-z'’]+){1,2}?)"
_BODY = (r"(?P<body>(?:Chinese |China['’]s |the )?(?:(?:Foreign|Commerce|Defen[sc]e|Finance) Ministry|MOFCOM|MOFA|MFA|"
         r"Ministry of (?:Commerce|Foreign Affairs|National Defen[sc]e|Finance)))")
_SPOKES = r"(?:Press )?[Ss]pokes(?:person|man|woman)"
_FORMS = tuple(re.compile(form) for form in (
    rf"{_BODY}(?:['’]s)? {_SPOKES},? {_NAME}(?:['’]s?)?(?= |,|$|:)",
    rf"{_SPOKES} (?:of|for) (?:the )?{_BODY},? {_NAME}\b",
    rf"{_BODY}(?:['’]s)? {_SPOKES}", rf"{_SPOKES} (?:of|for) (?:the )?{_BODY}",
    rf"(?:Press Conference|Press Briefing)(?: (?:of|by|held by))? (?:the )?{_BODY}",
    rf"{_BODY}(?:['’]s)?(?: \w+){{0,2}} (?:Press Conference|Press Briefing)"))
_NO_NAME = re.compile(
    r"(?:Regular|Press|Remarks|Answers?|Responds?|Statement|On|Comments?|Gives?|Speaks?|Talks?|Holds?)\b")
_LINES = 8  # lines above or at the beginning of a text in which its heading may stand
LONGEST = 160  # characters of a heading
_SENTENCE_END = re.compile(r"[.!?。！？：:]$")
_BEFORE = re.compile(r"([A-Z][\w.]*)(?:['’]s?)? $")
_BEHIND = re.compile(r" of (?:the )?([A-Z]\w+(?: [A-Z]\w+)*)")


def of_heading(reading: Reading, gazetteer: Gazetteer) -> Speaker | None:
    """Who answers in a text, by its heading; None when the heading names no ministry with a spokesperson."""
    for words in headings(reading):
        for form in _FORMS:
            given = form.search(words)
            speaker = _speaker(reading, given, gazetteer) if given else None
            if speaker:
                return speaker
    return None


def headings(reading: Reading) -> Iterator[str]:
    """What may be the heading of a text: the one that it gives, then its first short lines; sentences are none."""
    for line in (reading.heading, *reading.text.lstrip("\ufeff \n").split("\n", _LINES)[:_LINES]):
        words = line.strip("#*_ \t\r\u3000")
        if words and len(words) <= LONGEST and not _SENTENCE_END.search(words):
            yield words


def _speaker(reading: Reading, given: re.Match[str], gazetteer: Gazetteer) -> Speaker | None:
    words = re.sub("^(?:Chinese |China['’]s |the )", "", given["body"])
    body = gazetteer.resolve(words, country="CN")
    others = [found[1] for found in (_BEFORE.search(given.string[:given.start("body")]),
                                     _BEHIND.match(given.string, given.end("body"))) if found]
    if any(gazetteer.country_of(name) not in (None, "CN") for name in others):
        return None
    if body.node is None or body.class_name != "Agency":
        return None
    name = given.groupdict().get("name")
    if name and not _NO_NAME.match(name):
        name = re.sub("['’]s?$", "", name)
        found = gazetteer.resolve(name, class_hint="Person", country=body.country)
        known = found.node is not None and found.class_name in ("Person", "Official")
        at = max(0, reading.text.find(name))
        person = Mention(at, at + len(name), name, name, "Person", None, body.country)
        if known:
            person = replace(person, name=found.name, class_name=found.class_name, node=found.node, how=found.how)
        return Speaker(person, person.name, "spokesperson", body.name, body.country)
    at = max(0, reading.text.find(given["body"]))
    mention = Mention(at, at + len(given["body"]), given["body"], body.name, body.class_name, body.node, body.country,
                      body.how, body.confidence)
    return Speaker(mention, body.name, "spokesperson", body.name, body.country)
