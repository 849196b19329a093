"""Who acts in a sentence, and against whom: the subject that governs a word, and countries of goods."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ingest.text.figures import GOODS
from ingest.text.scene import EU_MEMBERS, Power, Scene, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_OFFICIAL_NOUN = re.compile(
    r"\s+(?:government|administration|side|authorities|officials?|president|leader\w*|premier|spokes\w+|"
    r"minist\w+|"
    r"embassy|ambassador|envoy|regulators?|negotiators?|delegation|counterparts?|customs|commerce|vice|foreign|"
    r"trade|treasury)\b",
    re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
_GOODS_OF = re.compile(rf"\b{GOODS}\b(?:\s+(?:imported|originating|coming|made|produced|shipped|arriving))?\s+"
                       r"(?:from|of|in|into\s+\w+\s+from)\s+(?:the\s+)?$", re.IGNORECASE)
_HIS_GOODS = re.compile(r"(?:['’]s)?(?:[-\s]+(?!(?:on|from|by|to|against|over|with)\b)[\w.-]+){0,4}?[-\s]+"
                        rf"(?:{GOODS}|wine|cheese|whisk\w+|farm\w*)\b"
                        r"(?!\s+(?:tax|dut|tariff|lev))",
                        re.IGNORECASE)
_SPOKEN_OF = frozenset({"question", "comment", "concern"})  # who answers questions on a duty doesn't impose it
_AUXILIARY = re.compile(r"\s+(?:\w+ly\s+|also\s+)?(?:has|have|had|will|would|shall|is|was|must|can|"
                        r"should)\b[^,;:]{0,60}")
_BOTH = re.compile(r"\b(?:both|each|two)\s+(?:sides?|countries|governments|parties|nations)\b|\beach\s+other\b",
                   re.IGNORECASE)


def acts(sentence: Sentence, power: Power) -> bool:
    """Whether a power can be an actor: an adjective only in front of its government or officials."""
    if power.kind != "adjective":
        return True
    return bool(_OFFICIAL_NOUN.match(sentence.words(power.end, sentence.end)))


def goods_of(sentence: Sentence) -> list[Power]:
    """The powers whose goods a sentence speaks of: "Chinese goods", "imports from China"."""
    found = []
    for power in sentence.powers:
        if power.kind in ("country", "adjective") and (
                _GOODS_OF.search(sentence.words(sentence.start, power.start))
                or (_HIS_GOODS.match(sentence.words(power.end, sentence.end)) and not acts_here(sentence, power))):
            found.append(power)
    return found


def acts_here(sentence: Sentence, power: Power) -> bool:
    """Whether a verb follows a country's name at once, so that the goods behind it are not its own."""
    if power.kind == "adjective":
        return False
    after = sentence.words(power.end, sentence.end)
    return bool(re.match(r"\s+(?:\w+ly\s+)?(?:has|have|had|will|would|is|was|said|says|imports?\s+(?:\$|\d|"
                         r"some|about|more|most)|"
                         r"imported\s+(?:\$|\d|some|about|more)|impos\w+|levi\w+|buys?|"
                         r"bought|sells?|exports|raised?|put|to\b)", after))


def subject(scene: Scene, sentence: Sentence, offset: int, without: Iterable[str]) -> tuple[Power | None, bool]:
    """The acting power that governs a word, climbing from verb to verb, and whether another subject stands there.

    without: countries that can't be it (the target). (None, True) means that somebody else acts.
    """
    excluded = set(without)
    direct = _directly(sentence, offset, excluded)
    if direct is not None:
        return direct, False
    token = scene.token(sentence, offset)
    blocked = False
    while token is not None:
        if token.lemma_.lower() in _SPOKEN_OF:
            return None, True
        if token.pos_ in ("VERB", "AUX"):
            for child in token.children:
                power = _power_in(sentence, child, excluded) if child.dep_ in ("nsubj", "agent") else None
                if power:
                    return power, False
                if child.dep_ == "nsubj" and child.pos_ in ("NOUN", "PROPN") and child.ent_type_ == "":
                    blocked = blocked or _is_somebody(child)
        if blocked or token.head == token:
            break
        token = token.head
    return None, blocked


def _directly(sentence: Sentence, offset: int, excluded: set[str]) -> Power | None:
    """The nearest power in front with its auxiliary behind it: "China has taken …", sure without a parse."""
    before = [power for power in sentence.powers if power.end <= offset and power.kind != "adjective"]
    if before and before[-1].country not in excluded and \
            _AUXILIARY.fullmatch(sentence.words(before[-1].end, offset)):
        return before[-1]
    return None


def _is_somebody(token: Token) -> bool:
    return token.lemma_.lower() in ("expert", "analyst", "economist", "senator", "lawmaker", "company", "senate",
                                    "congress", "house", "bank", "report", "firm", "business")


def _power_in(sentence: Sentence, token: Token, excluded: set[str]) -> Power | None:
    start, end = token.left_edge.idx, token.right_edge.idx + len(token.right_edge.text)
    inside = [power for power in sentence.powers if start <= power.start and power.end <= end
              and power.country not in excluded]
    head = [power for power in inside if power.start <= token.idx < power.end]
    # "the tax on India over Russian oil": an adjective behind the noun isn't its owner's
    other = [power for power in inside if acts(sentence, power)
             or (power.kind == "adjective" and power.start <= token.idx)]
    found = head or other
    return found[0] if found else None


def nearest_before(sentence: Sentence, offset: int, without: Iterable[str],
                   but: Iterable[Power] = ()) -> Power | None:
    """The nearest acting power in front of a place."""
    excluded, skipped = set(without), {power.start for power in but}
    found = [power for power in sentence.powers if power.end <= offset and power.country not in excluded
             and power.start not in skipped and acts(sentence, power)]
    return found[-1] if found else None


def by_whom(sentence: Sentence, offset: int) -> Power | None:
    """The power behind "by" after a place: "imposed by the United States"."""
    for power in sentence.powers:
        if offset <= power.start <= offset + 120 and _BY.search(sentence.words(sentence.start, power.start)):
            return power
    return None


def both(sentence: Sentence, scene: Scene, place: int | None = None) -> tuple[str, str] | None:
    """The two sides that a sentence speaks of as one: "both sides", "the two countries".

    place: an offset; then they must be the last that acts in front of it.
    """
    match = _BOTH.search(sentence.text)
    if match is None:
        return None
    start = sentence.start + match.start()
    if place is not None and (start > place or any(start < p.start < place and acts(sentence, p)
                                                   for p in sentence.powers)):
        return None
    here = list(dict.fromkeys(power.country for power in sentence.powers))
    pair = here if len(here) == 2 else list(scene.main)
    return (pair[0], pair[1]) if len(pair) == 2 else None


def sides(countries: Iterable[str], text: str) -> tuple[str, ...]:
    """Countries once each; members stand for the Union where the sentence names it as the side."""
    found = list(dict.fromkeys(countries))
    union = re.search(r"\bE\.?U\.?\b|European\s+Union|European-|\bEurope", text)
    if found and union and all(country in EU_MEMBERS | {"EU", "GB"} for country in found):
        return ("EU",)
    return tuple(found)
