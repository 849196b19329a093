"""Names that a text shortens after the first time: surnames, short names of firms, abbreviations in brackets."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.text.found import Mention
from ingest.text.name_lexicon import NOT_NAMES, TITLES
from ingest.text.party_names import is_chinese_person
from ingest.text.spots import Page, Spot
from ingest.text.words import Word
from kg.resolution.body import body
from kg.resolution.form import abbreviates, fold
from kg.resolution.words import GENERIC, LEGAL_FORMS, PLACES

_PERSONS = ("Person", "Official")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_NOUNS = ("ministry", "department", "commission", "bureau", "embassy")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ACRONYM = re.compile(r"[A-Z][A-Za-z&]{0,3}[A-Z][A-Z]{0,6}s?")


def short_names(mention: Mention) -> set[str]:
    """The single words by which a text may call somebody or a firm again."""
    words, own = _WORD.findall(mention.text), _WORD.findall(mention.name)
    if mention.class_name in _PERSONS:
        full = [w for w in (words if len(words) > 1 else own) if fold(w) not in _SUFFIXES | TITLES]
        if len(full) < 2:
            return set()
        return {full[0]} if _is_surname_first(mention) and len(full) == 2 else {full[-1]}
    if mention.class_name == "Agency" and mention.country == "US" and (found := body(mention.text)):
        return {word for word in words if fold(word) in found.matters} if found.noun == "department" \
            and len(found.matters) == 1 else set()
    if mention.class_name in ("Company", "Party") and 1 < len(words) < 7:
        head = words[0] if fold(words[0]) not in PLACES else ""
        rest = {fold(word) for word in words[1:]}
        if head and fold(head) not in GENERIC and len(head) > 3 and rest <= GENERIC | LEGAL_FORMS.keys():
            return {head}
    return set()


def _is_surname_first(mention: Mention) -> bool:
    """Chinese and Korean names are written with the surname first, unless the given name is hyphenated behind."""
    return mention.country in ("CN", "TW", "HK", "KR", "KP", "VN") or (
        mention.node is None and is_chinese_person([fold(word) for word in mention.text.split()]))


def bind_acronyms(page: Page) -> dict[str, Mention]:
    """Abbreviations that stand in brackets behind a name, or have one behind them: "the Bureau … (BIS)"."""
    found: dict[str, Mention] = {}
    for spot in page.ordered():
        at = spot.last
        inner = page.word(at + 1)
        if page.key(at) == "(" and inner is not None and page.key(at + 2) == ")" and _ACRONYM.fullmatch(inner.raw):
            name_words = [w.raw for w in page.words[spot.first:spot.last]]
            if abbreviates(inner.raw, name_words) or abbreviates(inner.raw, spot.mention.name.split()) \
                    or spot.mention.class_name in ("Agency", "Institution", "RestrictedList"):
                found[inner.raw] = spot.mention
    return found


def join_lists(page: Page) -> None:
    """In a list of firms what isn't known otherwise is a firm too."""
    spots = page.ordered()
    for ordered, step in ((spots, 1), (spots[::-1], -1)):
        before: Spot | None = None
        for given in ordered:
            spot = page.spots[given.first]
            if before is not None and spot.mention.class_name == "Party" and spot.mention.node is None:
                between = (before.last, spot.first) if step > 0 else (spot.last, before.first)
                keys = [page.key(i) for i in range(*between)]
                if keys and len(keys) < 3 and set(keys) <= {",", "and", "or", "&"} \
                        and before.mention.class_name == "Company":
                    spot = replace(spot, mention=replace(spot.mention, class_name="Company"))
                    page.put(spot)
            before = spot


def agree(page: Page) -> None:
    """One unknown name is of one class in one text: what some place tells holds for the others."""
    told = {spot.mention.text: spot.mention.class_name for spot in page.ordered()
            if spot.mention.node is None and spot.mention.class_name != "Party"}
    for spot in page.ordered():
        class_name = told.get(spot.mention.text)
        if spot.mention.node is None and spot.mention.class_name == "Party" and class_name:
            page.put(replace(spot, mention=replace(spot.mention, class_name=class_name)))


def find(page: Page) -> None:
    """Add the shortened names of whom the text has named in full before; the one named last counts."""
    acronyms = bind_acronyms(page)
    short: dict[str, Mention] = {}
    spots = page.ordered()
    upcoming = iter([*spots, None])
    current = next(upcoming)
    for at, word in enumerate(page.words):
        while current is not None and current.first <= at:
            short.update(dict.fromkeys(short_names(current.mention), current.mention))
            current = next(upcoming)
        if word.is_mark:
            continue
        spot = page.spots.get(at)
        if page.taken[at] and not (spot and spot.last == at + 1 and spot.mention.node is None):
            continue
        if spot is None and not word.capital:
            continue
        known = acronyms.get(word.raw)
        if known is not None and known.start < word.start:
            page.put(_again(page, at, known, "acronym"))
        elif word.key in NOT_NAMES and page.key(at - 1) not in TITLES:
            continue
        elif (known := short.get(word.raw)) is not None and stands_alone(page, at) \
                and (known.class_name != "Agency" or _is_subject(page, at)):
            page.put(_again(page, at, known, "second mention"))


def _again(page: Page, at: int, known: Mention, how: str) -> Spot:
    word = page.words[at]
    return Spot(at, at + 1, replace(known, start=word.start, end=word.end, text=page.text[word.start:word.end],
                                    how=how, confidence=min(known.confidence, 95)))


def stands_alone(page: Page, at: int) -> bool:
    """Whether a surname isn't part of another name: no capitalised word beside it but a title or a nationality."""
    before, after = page.word(at - 1), page.word(at + 1)
    if before and page.near(at) and _is_name_word(before) and not before.possessive \
            and before.key not in TITLES and not _ends_sentence(page, at - 1):
        spot = page.spot_ending_at(at)
        return spot is not None and spot.mention.how == "nationality"
    token = page.token(at + 1)
    return not (after and page.near(at + 1) and _is_name_word(after) and not page.words[at].possessive
                and not page.taken[at + 1] and (token is None or token.pos_ == "PROPN"))


def _is_name_word(word: Word) -> bool:
    return not word.is_mark and word.capital and word.key not in NOT_NAMES


def _is_subject(page: Page, at: int) -> bool:
    token = page.token(at)
    return token is not None and token.dep_ in ("nsubj", "nsubjpass")


def _ends_sentence(page: Page, at: int) -> bool:
    token = page.token(at + 1)
    return token is not None and bool(token.is_sent_start)


def bind_nouns(page: Page) -> None:
    """ "The ministry" is the one that was named last; so for departments, commissions, bureaus and embassies."""
    last: dict[str, Mention] = {}
    for at in range(len(page.words)):
        spot = page.spots.get(at)
        if spot is not None and spot.mention.class_name == "Agency":
            for noun in _NOUNS:
                if noun in fold(spot.mention.name) or noun in fold(spot.mention.text):
                    last[noun] = spot.mention
        if page.key(at) in last and not page.taken[at] and page.key(at - 1) == "the" \
                and page.key(at + 1) not in ("of", "for") and not (page.word(at + 1) or page.words[at]).possessive \
                and not page.words[at].raw.isupper():
            page.put(_again(page, at, last[page.key(at)], "second mention"))
