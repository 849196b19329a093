"""Whose paragraph it is that stands between labelled turns without a label: the speaker's, or the reporter's.

The speaker says "I", "we" or "you"; the reporter names somebody near the start and tells what they did or said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ingest.text.found import Span

_NARRATES = re.compile(r"\b(?:answer(?:s|ed)|respond(?:s|ed)|repl(?:ies|ied)|asked|held|holds|took) (?:\w+ ){0,3}"
                       r"(?:questions?|to|press|news)\b|\b[A-Z]\w+ (?:said|stated|added|told|posted|announced)\b")
_SPEAKS = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|[Mm]y|[Yy]ours?|[Yy]ou|me)\b|\bOUR\b|\bWE\b")
_QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]")
# a paragraph that opens with an office: the reporter brings in the next speaker
_INTRODUCES = re.compile(
    r"(?:\S+ ){0,6}(?:Spokes(?:man|woman|person)|Secretary|Minister|Ambassador|Representative|President)\b[^\n]{0,160}?"
    r"\b(?:said|says|states?|stated|holds?|held|gives?|gave|speaks?|spoke|discuss\w*|comment\w*|met|meets|releas\w*"
    r"|issue[sd]|post(?:s|ed)|answer\w*|respond\w*|joins?|joined|travel\w*|visit\w*|sign(?:s|ed))\b")
_TELLS = re.compile(
    r"\b(?:said|says|state[sd]|stating|told|tells|add(?:s|ed)|(?:re)?post(?:s|ed)|tweet(?:s|ed)|announc(?:es|ed|ing)"
    r"|releas(?:es|ed)|issue[sd]|publish(?:es|ed)|sign(?:s|ed)|speaks|spoke|discuss(?:es|ed)|highlight(?:s|ed)"
    r"|emphasi[sz]e[sd]|reiterate[sd]|caution(?:s|ed)|warn(?:s|ed)|condemn(?:s|ed)|criticize[sd]|testif(?:ies|ied)"
    r"|present(?:s|ed)|unveil(?:s|ed)|launch(?:es|ed)|amends|attend(?:s|ed)?|shared|interviewed|retaliate[sd]"
    r"|responds|responded|answer(?:s|ed)|comment(?:s|ed)|imposed|initiated|urge[sd]|released|voted|introduced"
    r"|claim(?:s|ed)|talked|met with|follow(?:s|ed) up|participated|holds|held|took|hosted|offered)\b")
# "Mr. Hill told a paper that: …", "the ministry posted: …"
_LEAD = re.compile(r"[^:\n“\"]{4,240}:(?=\s|$)")
_NEAR_START = 120
_OPENING = 320  # characters of a paragraph in which its main verb stands


def speaks(text: str, span: Span) -> bool:
    """Whether somebody says "I", "we" or "you" in a paragraph, outside of quotation marks."""
    return bool(_SPEAKS.search(_QUOTED.sub("", text[span[0]:span[1]])))


def is_narration(text: str, span: Span) -> bool:
    """Whether a paragraph is the reporter's by its words: it tells of somebody, and nobody says "I" or "we"."""
    return not speaks(text, span) and bool(_NARRATES.search(text, *span) or _INTRODUCES.match(text, *span))


def tells(text: str, span: Span) -> bool:
    """Whether a paragraph, which names somebody near its start, tells what they did or said."""
    said = _QUOTED.sub("", text[span[0]:span[1]])
    return not _SPEAKS.search(said) and bool(_TELLS.search(said[:_OPENING]) or said.rstrip().endswith(":"))


def lead(text: str, span: Span) -> Span | None:
    """The reporter's words up to a colon that open a paragraph and tell of somebody: "She posted: …"; None when the
    speaker's own words do."""
    found = _LEAD.match(text, *span)
    if found is None or _SPEAKS.search(found[0]) or not _TELLS.search(found[0]):
        return None
    return found.span()


def brings_in(span: Span, named: Sequence[int]) -> bool:
    """Whether a paragraph names a person or agency near its start, so that it may be the reporter's.

    named: the offsets of people and agencies, in order.
    """
    start, end = span
    at = bisect_left(named, start)
    return at < len(named) and named[at] < min(end, start + _NEAR_START)
