"""Words that tell of a listing, a removal, a suspension or a ban, and what stands around them.

A trigger that is a statement of its own can found an event; one that is not (`supplement`: "the companies listed
include …") only adds its names and counts to an event that the text tells elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.text import counts, restricted_lists
from ingest.text.restricted_lists import NamedList

_OWNER = r"(?:(?!(?:to|on|from|in|into|that|which)\b)[\w.'’“\"()/&-]+,?\s+){0,9}?"
_LIST = rf"\s+{_OWNER}[\"“‘']?(?P<list>{restricted_lists.ANY})"
_TO_LIST = rf"\b(?:to|onto|into){_LIST}"
_ON_LIST = rf"\b(?:on|onto|in|into|under|as\s+part\s+of){_LIST}"
_OFF_LIST = rf"\b(?:from|off(?:\s+of)?)\s+{_OWNER}[\"“‘']?(?P<list>{restricted_lists.ANY})"
_VERB_ADD = r"(?:add(?:s|ed|ing)?|nam(?:es|ed|ing))"
_VERB_PUT = (r"(?:plac(?:e|es|ed|ing)|put(?:s|ting)?|includ(?:e|es|ed)|list(?:ed|ing)|"
             r"enter(?:s|ed|ing)|inscrib(?:es|ed|ing))")
_NOUN_PUT = r"(?:inclusions?|placements?|placing|listings?|designations?)"
_VERB_REMOVE = (r"(?:remov(?:e|es|ed|ing)|delet(?:e|es|ed|ing)|tak(?:e|es|en|ing)|took|str(?:ike|ikes|uck|"
                r"iking)|"
                r"drop(?:s|ped|ping)?|delist(?:s|ed|ing)?|withdr(?:aw|ew|awn|awing))")
_NOUN_REMOVE = r"(?:removals?|deletions?|delistings?|withdrawals?)"
_GAP = r"(?P<object>(?:(?![;]|\b(?:licen[cs]es?|exemptions?|applications?)\b)[^;]){0,450}?)"
_MEASURES = r"(?:[^.;]{0,40}?\b(?:measures?|restrictions?|curbs?|controls?|designations?|listings?|notices?))?"

_OF_NAMES = r"(?:[^.;]|\.(?=[,\s]*(?-i:[a-z])))"  # also the stop of "Co." within a sentence
# a list that was named before or is only described: "put on this list", "to its list of firms that it can't inspect"
_PLAIN_LIST = (rf"\s+(?:the|this|that|its|a|an)\s+(?:(?:new|annual|updated|government|military|so-called|official)\s+)*"
               rf"list\b(?!\s+(?:price|serv|broker)|\s+of\s+(?!(?:[\w'’,-]+\s+){{0,6}}?(?:{counts.GROUPS})\b))")

_PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("add", "verb", rf"\b(?P<verb>{_VERB_ADD})\b{_GAP}{_TO_LIST}"),
    ("add", "verb", rf"\b(?P<verb>{_VERB_PUT})\b{_GAP}{_ON_LIST}"),
    ("add", "verb", rf"\b(?P<verb>land(?:s|ed)?|goes|went|ended\s+up|wound\s+up)\b(?P<object>\s+){_ON_LIST}"),
    ("add", "verb", rf"\b(?P<verb>(?:is|are)\s+now)(?P<object>\s+)(?:also\s+)?{_ON_LIST[2:]}"),
    # the verb told before goes on: "added 12 firms to a control list and another six to its entity list"
    ("add", "verb", rf"\b(?P<verb>and)(?P<object>\s+(?:another\s+|"
                    rf"(?:a\s+)?further\s+)?{counts.NUMBER}(?:\s+(?:more|others?|"
                    rf"firms|companies|entities))?\s+){_TO_LIST}"),
    ("add", "noun", rf"\b(?P<verb>additions?)\b{_GAP}{_TO_LIST}"),
    ("add", "noun", rf"\b(?P<verb>{_NOUN_PUT})\b{_GAP}{_ON_LIST}"),
    ("add", "widen", rf"\b(?P<verb>(?:expand|broaden|widen|updat)(?:s|es|ed|ing)?)\s+{_OWNER}[\"“]?"
                     rf"(?P<list>{restricted_lists.ANY})[\"”]?\s+(?:to\s+(?:include|add)|by\s+adding|with)\b"
                     r"(?P<object>)"),
    ("remove", "verb", rf"\b(?P<verb>{_VERB_REMOVE})\b{_GAP}{_OFF_LIST}"),
    ("remove", "noun", rf"\b(?P<verb>{_NOUN_REMOVE})\b{_GAP}{_OFF_LIST}"),
    ("suspend", "hold", r"\b(?P<verb>(?:suspend|paus|halt|freez)(?:s|es|ed|ing|e)?|froze|suspension\s+of|"
                        r"pause\s+of)"
                        rf"\b(?P<object>[^.;]{{0,60}}?)(?P<list>{restricted_lists.ANY}){_MEASURES}"),
    ("remove", "hold", r"\b(?P<verb>(?:stop(?:s|ped|ping)?|terminat(?:e|es|ed|ing)|ceas(?:e|es|ed|ing)|"
                       r"lift(?:s|ed|ing)?|cancel(?:s|l?ed|l?ing)?|revok(?:e|es|ed|ing)))"
                       rf"\b(?P<object>[^.;]{{0,60}}?)(?P<list>{restricted_lists.ANY})\s*{_MEASURES}"),
    ("resume", "hold", r"\b(?P<verb>(?:resum|reinstat|reimpos|restor)(?:e|es|ed|ing))"
                       rf"\b(?P<object>[^.;]{{0,60}}?)(?P<list>{restricted_lists.ANY}){_MEASURES}"),
    ("suspend", "hold", r"\b(?P<verb>(?:suspend|paus)(?:s|es|ed|ing|"
                        r"e)?)\b(?P<object>[^.;]{0,50}?)(?P<list>export[ -]"
                        r"control\s+(?:list\s+)?)(?:measures|restrictions|bans?)[^.;]{0,20}?\s(?:on|against|"
                        r"for)\s+(?=\d+\s+)"),
    ("add", "blacklist", r"\b(?P<verb>blacklist(?:ed|ing|s)?)\b(?P<object>)"),
    ("add", "ban", r"\b(?P<verb>(?:barr?|bann?|prohibit|forb(?:id|ade|idd)|stopp?|block)(?:s|ed|ing|en)?)\b"
                   r"(?P<object>[^.;]{0,80}?)\bfrom\s+(?:buying|purchas\w+|procur\w+|using|doing\s+business|"
                   r"trading|selling|supplying|dealing|importing|acquiring|investing)\b"),
    ("add", "plain", rf"\b(?P<verb>{_VERB_ADD})\b{_GAP}\b(?:to|onto|in){_PLAIN_LIST}"),
    ("add", "plain", rf"\b(?P<verb>{_VERB_PUT})\b{_GAP}\b(?:on|onto|in|into){_PLAIN_LIST}"),
    ("remove", "plain", rf"\b(?P<verb>{_VERB_REMOVE})\b{_GAP}\b(?:from|off(?:\s+of)?){_PLAIN_LIST}"),
    ("add", "publish", r"\b(?P<verb>(?:publish|releas|unveil|issu)(?:es|ed|ing)|drew\s+up)(?P<object>)\s+(?:a|its)\s+"
                       rf"(?:\w+\s+){{0,2}}list\s+(?:of|naming)\s+(?={counts.NUMBER}\s+(?:[\w'’-]+\s+){{0,5}}?"
                       rf"(?:{counts.GROUPS})\b[^.;]*\b(?:militar|arm(?:y|ed)|sanction|blacklist|bann|barr|suspect|"
                       r"restrict|forced))"),
    # "designated two firms as companies linked to the army"
    ("add", "designate", rf"\b(?P<verb>designat(?:ed|es|ing)|labell?ed)\b(?P<object>{_OF_NAMES}{{0,300}}?)\s"
                         rf"(?:as|among)\s+(?:[\w'’-]+\s+){{0,4}}?(?:{counts.GROUPS})\b"
                         r"[^.;]{0,60}?\b"
                         r"(?:military|army|armed\s+forces)"),
    ("remove", "again", rf"\b(?P<verb>removed|deleted|dropped)\b(?P<object>)(?=\s+{counts.NUMBER}\s+"
                        rf"(?:[\w-]+\s+){{0,3}}?(?:listed|other|more)\s+(?:{counts.GROUPS})\b)"),
    ("add", "again", r"\b(?:it|agency|department|ministry|bureau|committee|commission|[A-Z]{3})\s+(?:has\s+)?"
                     r"(?:also\s+)?(?P<verb>added|listed|blacklisted)\b(?P<object>)(?=\s+(?:the\s+)?(?-i:[A-Z]))"),
    ("add", "again", r"\b(?P<verb>added|blacklisted|listed)\b(?P<object>)(?=\s+(?:[\w-]+\s+){1,2}(?:more|other|"
                     r"further|"
                     r"additional)\s+)"),
    ("add", "sanction", r"\b(?P<verb>sanction(?:ed|ing)|(?:impos(?:e|es|ed|ing)|announc(?:e|es|ed|ing)|"
                        r"slapp(?:ed|ing))\s+"
                        r"(?:new\s+)?sanctions\s+(?:on|against)|(?:impos|announc|tak|took|adopt|"
                        r"unveil)\w*\s+(?:\w+\s+){0,3}?"
                        r"countermeasures\s+against)\b(?P<object>)"),
)
_COMPILED = tuple((action, style, re.compile(pattern, re.IGNORECASE)) for action, style, pattern in _PATTERNS)
_HINT = re.compile(rf"{restricted_lists.ANY}|\blist\b|designat|label|blacklist|sanction|"
                   r"countermeasures\s+against|export[ -]control|"
                   rf"\bfrom\s+\w+ing\b|"
                   r"\bfrom\s+acqui|\badded\b|\blisted\b",
                   re.IGNORECASE)
_BEING = re.compile(r"\b(?:been|being|be|was|were|is|are|get|gets|got)\s+(?:\w+ly\s+|also\s+|now\s+|then\s+)*$",
                    re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger's place in the document; `passive`: who is listed stands in front of the verb.

    object: what stands between verb and list. tail: where the words behind the list begin; limit: where the next
    trigger of the sentence does, or the sentence ends.
    """

    action: str
    style: str
    start: int
    end: int
    object: tuple[int, int]
    tail: int
    passive: bool
    target_list: NamedList | None
    limit: int = 0


def find(text: str, offset: int) -> Iterator[Trigger]:
    """The triggers of one sentence that starts at `offset` of the document, without overlaps, in text order."""
    found = sorted(_all(text, offset), key=lambda trigger: trigger.start) if _HINT.search(text) else []
    for position, trigger in enumerate(found):
        following = found[position + 1].start if position + 1 < len(found) else offset + len(text)
        yield replace(trigger, limit=max(following, trigger.tail))


def _all(text: str, offset: int) -> Iterator[Trigger]:
    taken: list[tuple[int, int]] = []
    for action, style, pattern in _COMPILED:
        for match in _matches(pattern, text):
            span = (match.start("verb"), match.end())
            if any(span[0] < end and start < span[1] for start, end in taken):
                continue
            taken.append(span)
            yield _trigger(action, style, match, text, offset)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """All matches, each from the verb nearest to its list: "add a firm that was put on the list" is the second."""
    position = 0
    while match := pattern.search(text, position):
        inner = pattern.search(text, match.end("verb"), match.end())
        while inner and inner.end() == match.end():
            match = inner
            inner = pattern.search(text, match.end("verb"), match.end())
        yield match
        position = match.end()


def _trigger(action: str, style: str, match: re.Match[str], text: str, offset: int) -> Trigger:
    named = None
    if "list" in match.re.groupindex:
        start, end = match.span("list")
        named = next((NamedList(offset + start, offset + end, found.name, found.country)
                      for found in restricted_lists.find(match["list"])),
                     NamedList(offset + start, offset + end, "Export Control List", "CN"))
    participle = not match["verb"].lower().split()[0].endswith("ing")
    passive = participle and bool(_BEING.search(text, max(0, match.start("verb") - 30), match.start("verb")))
    between = match.span("object")
    if style in ("verb", "plain") and not text[slice(*between)].strip(" ,"):
        passive = True
    return Trigger(action, style, offset + match.start("verb"), offset + match.end("verb"),
                   (offset + between[0], offset + between[1]), offset + match.end(), passive, named)
