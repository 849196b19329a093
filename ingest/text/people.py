"""The proper names of a running text, and which of them are people, with title, role and gender.

Titles and capitals decide, and a short list of first names; the registry's mentions go before both. A name here is
what may speak: places and dates are told apart only as far as that needs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ingest.text.found import Mention
from ingest.text.headlines import headline_spans, name_end
from ingest.text.name_lexicon import (
    DATES,
    FEMALE,
    FEMALE_TITLES,
    FIRST_NAMES,
    MALE,
    MALE_TITLES,
    MONTH_NAMES,
    NO_START,
    NOT_NAMES,
    ORGANIZATION_WORDS,
    ROLE_NOUNS,
    TITLES,
    listed,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LINKS = listed("de da di del van von der bin al la le du dos & ’ '")
_OF_HEADS = listed("""
department ministry office bureau university secretary chamber bank board council house embassy college
institute federation league association republic conference committee commission school court people's congress
academy minister ministers administration society union general fund union center centre""")
_COURTESY = frozenset({"mr", "mrs", "ms", "miss"})
_ALSO_SURNAMES = listed("""
king dean judge chief major marshal pope bishop queen prince cardinal speaker sheriff coach leader justice whip
sergeant counsel general father rose""")
_MOST_HEADLINES = 5  # a list of names is written like many
_LONGEST = 30  # tokens of a name with its titles
_HYPHENS = ("-", "‐", "–")
_INITIAL = re.compile(r"[A-Z]\.?(?:[A-Z]\.)*$")


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: start, end are its own characters, first to last (exclusive) the tokens with its title.

    kind: person, organization, place, office (a title with nobody's name) or unknown. role: the title's words.
    """

    start: int
    end: int
    first: int
    last: int
    text: str
    kind: str
    role: str | None = None
    gender: str | None = None
    mention: Mention | None = None

    @property
    def country(self) -> str | None:
        """The country that this is the name of; None for what isn't a country's, or its government's, name."""
        if self.mention and self.mention.class_name in ("Region", "Government"):
            return self.mention.country
        return None

    @property
    def surname(self) -> str:
        """The last word of the name, without what follows a generation ("Jr.")."""
        parts = [p for p in self.text.split() if p.rstrip(".").lower() not in ("jr", "sr", "ii", "iii")]
        return parts[-1] if parts else self.text


def names(doc: Doc, free: bytearray, mentions: Sequence[Mention], starts: set[int]) -> list[Name]:
    """The proper names outside of quotations, in order.

    free: for each character 1 where it may be taken. starts: offsets at which a sentence starts.
    """
    by_token = _mention_at(doc, mentions)
    text = doc.text
    headlines = list(islice(headline_spans(text), _MOST_HEADLINES))
    found: list[Name] = []
    index = 0
    while index < len(doc):
        if not free[doc[index].idx] or not _opens(doc[index], starts, by_token):
            index += 1
            continue
        last = _run_end(doc, index, free, by_token)
        if last - index > 1 and any(start <= doc[index].idx < end for start, end in headlines):
            last = name_end(doc, text, index, last)
            _forget(by_token, last)
        found.extend(_named(doc, index, last, by_token))
        index = last
    return found


def _forget(by_token: dict[int, Mention], last: int) -> None:
    """Leave out the rest of a mention that runs on behind the end of a name into a headline."""
    cut, index = by_token.get(last - 1), last
    while cut is not None and by_token.get(index) is cut:
        del by_token[index]
        index += 1


def gender_of(word: str, title: str | None = None) -> str | None:
    """`m`, `f` or None, from a title or a first name."""
    for part in (title or "").lower().replace(".", "").split():
        if part in MALE_TITLES or part.endswith(("sman", "iceman", "gressman", "irman", "ssman")):
            return "m"
        if part in FEMALE_TITLES or part.endswith("woman"):
            return "f"
    first = word.split()[0].lower() if word else ""
    return "m" if first in MALE else "f" if first in FEMALE else None


def is_role(token: Token) -> bool:
    """Whether a word names an office or occupation ("spokesman", "chair", "economist")."""
    word = token.lower_
    return word in ROLE_NOUNS or word.rstrip(".") in TITLES or \
        (token.pos_ == "NOUN" and word.endswith(("ologist", "woman", "sman", "ographer", "strategist", "economist")))


def _mention_at(doc: Doc, mentions: Sequence[Mention]) -> dict[int, Mention]:
    found: dict[int, Mention] = {}
    queue = iter(sorted((m for m in mentions if m.how not in ("pronoun",)), key=lambda m: m.start))
    current = next(queue, None)
    for token in doc:
        while current and current.end <= token.idx:
            current = next(queue, None)
        if current and current.start < token.idx + len(token) and token.idx < current.end:
            found[token.i] = current
    return found


def _opens(token: Token, starts: set[int], by_token: dict[int, Mention]) -> bool:
    word = token.text
    if not word[0].isupper() and not (word[0] == "@" and len(word) > 1):
        return False
    if not any(c.isalpha() for c in word) or (word.lower().rstrip(".") in NO_START and not _labels(token)):
        return False
    if token.idx in starts and word[0] != "@":
        mention = by_token.get(token.i)
        if word.endswith("ing") and not (mention and mention.node):
            return False
        follower = token.nbor() if token.i + 1 < len(token.doc) else None
        before_name = follower is not None and follower.text[0].isupper() and follower.pos_ == "PROPN"
        known = word.lower().rstrip(".") in TITLES or word.lower() in FIRST_NAMES
        return token.pos_ == "PROPN" or token.i in by_token or known or before_name
    return True


def _labels(token: Token) -> bool:
    """Whether a first name that is also another word opens a label: "Will Hill (President): "."""
    behind = token.doc[token.i + 1:token.i + 3]
    return token.lower_ in FIRST_NAMES and len(behind) > 1 and behind[0].text[0].isupper() and behind[1].text in ":("


def _run_end(doc: Doc, first: int, free: bytearray, by_token: dict[int, Mention]) -> int:
    """Behind the last token of the run of capitalised words that starts at `first`."""
    last = first + 1
    while last < min(len(doc), first + _LONGEST) and free[doc[last].idx]:
        if doc[last].is_space and "\n" in doc[last].text:
            break
        same = by_token.get(last) is not None and by_token.get(last) is by_token.get(last - 1)
        if not (same or _continues(doc[last]) or _joins(doc, first, last, by_token)):
            break
        last += 1
    return last


def _joins(doc: Doc, first: int, last: int, known: dict[int, Mention]) -> bool:
    """Whether a token that isn't a capitalised word belongs to the run from `first` to `last`."""
    token, before = doc[last], doc[last - 1]
    if not before.whitespace_ and before.text in _HYPHENS:
        return True
    if token.like_num:  # @Press 24
        return doc[first].text[0] == "@" or (first > 0 and doc[first - 1].text == "@")
    if not _next_is_name(doc, last):
        return False
    if token.text in _HYPHENS:
        return not before.whitespace_
    if token.lower_ in ("of", "on", "for"):
        return any(t.lower_ in _OF_HEADS for t in doc[first:last])
    if token.lower_ == "and":  # Center for Strategic and International Studies
        linked = any(t.lower_ in ("of", "on", "for") for t in doc[first:last])
        headed = any(t.lower_ in _OF_HEADS for t in doc[first:last])
        return linked and headed and not (last + 1 in known and known[last + 1].node)
    return (token.lower_ in _LINKS and before.text[0].isupper()) or (token.lower_ == "the" and before.lower_ == "of")


def _continues(token: Token) -> bool:
    word = token.text
    if not word[0].isupper() or word.lower() in NOT_NAMES or word.lower().rstrip(".") in DATES:
        return False
    follower = token.nbor() if token.i + 1 < len(token.doc) else None
    dated = word.lower() in MONTH_NAMES and follower is not None and (follower.like_num or follower.text == ".")
    return not dated and any(c.isalpha() for c in word)


def _next_is_name(doc: Doc, index: int) -> bool:
    return index + 1 < len(doc) and (_continues(doc[index + 1]) or (doc[index + 1].lower_ == "the"
                                     and index + 2 < len(doc) and _continues(doc[index + 2])))


def _named(doc: Doc, first: int, last: int, by_token: dict[int, Mention]) -> list[Name]:
    """The names of one run: a registry's person inside it is cut out, a title goes before the name."""
    tokens = list(doc[first:last])
    mention = next((by_token[t.i] for t in reversed(tokens) if t.i in by_token), None)
    if mention and mention.class_name in ("Person", "Official") and mention.how != "office":
        held = [t for t in tokens if mention.start <= t.idx < mention.end]
        while len(held) > 1 and held[0].lower_.rstrip(".") in TITLES:
            held.pop(0)
        if held:
            return _around_person([t for t in tokens if t.i < held[0].i], held, last, mention)
    split = _title_end(tokens)
    if mention and _is_surname(tokens[split:], mention):
        return [_person(tokens[:split], tokens[split:], first, last, None)]
    if split == len(tokens):
        return [_name(tokens, first, last, "office", mention)]
    if split and not _has_organization_word(tokens[split:]):
        return [_person(tokens[:split], tokens[split:], first, last, None)]
    return [_name(tokens, first, last, _kind(tokens, mention), mention)]


def _is_surname(tokens: list[Token], mention: Mention) -> bool:
    """Whether a country's, capital's or firm's name is only the surname behind a first name: "David French"."""
    return len(tokens) == 2 and tokens[0].lower_ in FIRST_NAMES and tokens[0].text[0].isupper() \
        and mention.start == tokens[1].idx and mention.how not in ("office", "second mention") \
        and mention.class_name in ("Region", "Government", "Company")


def _around_person(before: list[Token], held: list[Token], last: int, mention: Mention) -> list[Name]:
    """A registry's person with the words before it in the run: its title, or a name of something else."""
    if not before or any(t.lower_.rstrip(".") in TITLES for t in before):
        return [_person(before, held, before[0].i if before else held[0].i, last, mention)]
    other = _name(before, before[0].i, held[0].i, _kind(before, None), None)
    return [other, _person([], held, held[0].i, last, mention)]


def _title_end(tokens: list[Token]) -> int:
    """How many tokens of the run are title; all of them when nobody is named behind."""
    courtesy = next((i for i, t in enumerate(tokens[:-1]) if t.lower_.rstrip(".") in _COURTESY), None)
    if courtesy is not None:
        return courtesy + 1
    ends = [i for i, t in enumerate(tokens) if t.lower_.rstrip(".") in TITLES
            and not (i == len(tokens) - 1 > 0 and t.lower_ in _ALSO_SURNAMES)]
    if not ends or (_has_organization_word(tokens) and not _names_somebody(tokens[ends[-1] + 1:])):
        return 0
    at = ends[-1] + 1
    if at < len(tokens) and tokens[at].lower_ in ("of", "for"):
        rest = len(tokens) - at - 1
        at = len(tokens) - 2 - (rest > 3 and bool(_INITIAL.match(tokens[-2].text))) if rest >= 3 else len(tokens)
    return at


def _names_somebody(tokens: list[Token]) -> bool:
    return bool(tokens) and tokens[0].lower_ not in ("of", "for") and not _has_organization_word(tokens)


def _has_organization_word(tokens: Sequence[Token]) -> bool:
    return any(t.lower_.rstrip(".") in ORGANIZATION_WORDS for t in tokens)


def _kind(tokens: list[Token], mention: Mention | None) -> str:
    if mention and mention.class_name in ("Region", "Address"):
        return "place"
    if (mention and mention.node) or _has_organization_word(tokens) or tokens[0].text[0] == "@":
        return "organization"
    if 2 <= len(tokens) <= 4 and tokens[0].lower_ in FIRST_NAMES:
        return "person"
    if len(tokens) == 1 and tokens[0].text.isupper() and len(tokens[0]) > 1:
        return "organization"
    return "unknown"


def _person(title: list[Token], held: list[Token], first: int, last: int, mention: Mention | None) -> Name:
    words = _text(held)
    role = _text(title) or None
    if role and role.rstrip(".").lower() in ("mr", "mrs", "ms", "miss", "dr", "sir", "lady"):
        gender, role = gender_of("", role), None
    else:
        gender = gender_of(words, role) if role or len(held) > 1 else None
    return Name(held[0].idx, held[-1].idx + len(held[-1]), first, last, words, "person", role, gender, mention)


def _name(tokens: list[Token], first: int, last: int, kind: str, mention: Mention | None) -> Name:
    words = _text(tokens)
    gender = gender_of(words) if kind in ("person", "unknown") else None
    return Name(tokens[0].idx, tokens[-1].idx + len(tokens[-1]), first, last, words, kind,
                words if kind == "office" else None, gender, mention)


def _text(tokens: Sequence[Token]) -> str:
    return re.sub(r"\s+", " ", "".join(t.text_with_ws for t in tokens)).strip().removeprefix("@")
