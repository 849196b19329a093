"""Two names side by side: the same party, two, or a doubtful pair, with the reason in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.resolution.body import body
from kg.resolution.form import NameForm, abbreviates, expanded, fold, form, parts, with_umlauts
from kg.resolution.index import PLAIN_FORMS, NameIndex
from kg.resolution.known import SCORES, Match
from kg.resolution.typo import distance
from kg.resolution.words import GENERIC, GROUP_WORDS, HONORIFICS, PLACES

SAME, DIFFERENT, CANDIDATE = "same", "different", "candidate"
_COUNTRIES = ("Government", "Region")  # one name may mean the land and who governs it
_SHORTEST_SQUASHED = 6
_SHORTEST_LIKE = 6
_SHORTEST_GIVEN = 4
_SHORTEST_INITIALS = 5
_PLAIN_TITLES = HONORIFICS - {"general", "state", "foreign", "first", "major", "american", "chinese", "us", "king",
                              "queen", "prince", "princess", "lord", "lady", "trade", "commerce", "treasury", "finance",
                              "defense", "defence", "under", "chair", "prime", "premier", "chancellor"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two names mean one party: `same`, `different` or `candidate`; why; and how surely, in whole percent."""

    verdict: str
    reason: str
    score: int


def compare(a: str, b: str, index: NameIndex) -> Verdict:
    """What two names have to do with each other, given what is known; `compare(b, a)` is the same.

    A text that gives several names of one party ("X, a.k.a. Y") is the same as another when one of its names is.
    """
    found = [_pair(x, y, index) for x in parts(a) for y in parts(b)]
    return max(found[1:], key=lambda v: (v.verdict == SAME, v.score), default=found[0]) \
        if found[0].verdict != SAME and any(v.verdict == SAME for v in found) else found[0]


def _pair(a: str, b: str, index: NameIndex) -> Verdict:
    one, other = form(a), form(b)
    if not one.key or not other.key:
        return Verdict(DIFFERENT, "no name", 0)
    if one.key == other.key:
        return Verdict(SAME, "the same name", 100)
    left, right = index.find(a), index.find(b)
    return _by_known(left, right, index) or _by_country(left, other, index) or _by_country(right, one, index) \
        or _by_words(one, other, index)


def _by_known(one: Match, other: Match, index: NameIndex) -> Verdict | None:
    """What the known names decide; None when neither name is known."""
    shared = {one.node, *one.rivals} & {other.node, *other.rivals} - {""}
    if one.node and other.node:
        if one.node == other.node:
            how = sorted({one.how, other.how} - {"exact", "alias"}) or ["alias"]
            return Verdict(SAME, f"both are {index.known[one.node].names[0]!r}: {', '.join(how)}",
                           min(one.score, other.score))
        if any(index.known[node].class_name in _COUNTRIES for node in shared):
            return Verdict(SAME, "names of one country", 95)
        if shared:
            return Verdict(CANDIDATE, "a name of both", 50)
        names = sorted(index.known[match.node].names[0] for match in (one, other))
        return Verdict(DIFFERENT, f"{names[0]!r} and {names[1]!r}", 0)
    if any(index.known[node].class_name in _COUNTRIES for node in shared):
        return Verdict(SAME, "names of one country", 95)
    if shared:
        reasons = sorted({match.reason for match in (one, other)} - {""})
        return Verdict(CANDIDATE, "; ".join(reasons), min(match.score for match in (one, other)))
    return Verdict(DIFFERENT, "two that are known", 0) if {one.node, *one.rivals} - {""} \
        and {other.node, *other.rivals} - {""} else None


def _by_country(known: Match, other: NameForm, index: NameIndex) -> Verdict | None:
    """A known ministry and one of the same name that is another country's."""
    if not known.node or other.is_han:
        return None
    found = body(other.text)
    code = index.known[known.node].country
    differ = found is not None and bool(code) and found.country not in ("", code)
    return Verdict(DIFFERENT, "bodies of two countries", 0) if differ else None


def _by_root(one: NameForm, other: NameForm, index: NameIndex) -> Verdict | None:
    """Units of one known firm that are called the same beside the firm's name: "CETC 38th Research Institute"."""
    left, right = index.unit_of(one), index.unit_of(other)
    if not left or left != right:
        return None
    names = index.known[left[0]].names
    name = names[0]
    if one.numbers or _is_abbreviated(one, other, names):
        return Verdict(SAME, f"the same unit of {name!r}", 92)
    return Verdict(CANDIDATE, f"units of {name!r} that are called alike", 75)


def _is_abbreviated(one: NameForm, other: NameForm, names: tuple[str, ...]) -> bool:
    """Whether one name has the firm's abbreviation where the other has its full name: "SMIC Shenzhen"."""
    short, long = sorted((one, other), key=lambda f: len(f.words))
    capitals = [word for word in re.findall(r"\b[A-Z]{3,}\b", short.text) if word in names]
    is_full = long.words[:2] == form(names[0]).words[:2]
    return is_full and len(capitals) == 1 and capitals[0].casefold() not in long.words


def _by_words(one: NameForm, other: NameForm, index: NameIndex) -> Verdict:
    """What the words alone tell of names that aren't known, or of which one isn't."""
    if one.is_han or other.is_han:
        return _by_han(one, other)
    if sorted(one.numbers) != sorted(other.numbers):
        return Verdict(DIFFERENT, "different numbers", 0)
    if one.units != other.units:
        return Verdict(CANDIDATE, "one takes in subsidiaries", 60) if one.words == other.words else _apart(one, other)
    return _by_body(one, other) or _by_spelling(one, other) or _by_root(one, other, index) \
        or _by_person(one, other) or _by_doubt(one, other) or _apart(one, other)


def _by_han(one: NameForm, other: NameForm) -> Verdict:
    if one.is_han and other.is_han and one.words == other.words:
        if one.legal == other.legal:
            return Verdict(SAME, "spelling", SCORES["spelling"])
        if one.legal and other.legal:
            return Verdict(CANDIDATE, "another legal form", 70)
        return Verdict(SAME, "legal form", SCORES["legal form"])
    return Verdict(DIFFERENT, "no known name joins them", 0)


def _by_body(one: NameForm, other: NameForm) -> Verdict | None:
    left, right = body(one.text), body(other.text)
    if not left or not right or left.kind != right.kind:
        return None
    if left.country == right.country:
        return Verdict(SAME, "the same body", SCORES["body"])
    if left.country and right.country:
        return Verdict(DIFFERENT, "bodies of two countries", 0)
    return Verdict(CANDIDATE, "only one says its country", 70)


def _by_spelling(one: NameForm, other: NameForm) -> Verdict | None:
    """The same words in another spelling; legal forms that contradict each other leave a doubt."""
    steps = (("legal form", one.words == other.words and one.legal != other.legal),
             ("spelling", one.words == other.words),
             ("squashed", one.squashed == other.squashed and len(one.squashed) >= _SHORTEST_SQUASHED),
             ("spelling", expanded(one.words) == expanded(other.words) or _umlauts(one, other)))
    how = next((how for how, holds in steps if holds), "")
    if not how:
        return None
    if one.legal and other.legal and one.legal != other.legal and not one.legal | other.legal <= PLAIN_FORMS:
        return Verdict(CANDIDATE, "the same name with another legal form", 70)
    return Verdict(SAME, how, SCORES[how])


def _umlauts(one: NameForm, other: NameForm) -> bool:
    return form(with_umlauts(one.text)).words == other.words or one.words == form(with_umlauts(other.text)).words


def _by_person(one: NameForm, other: NameForm) -> Verdict | None:
    """Persons' names: surname first or marked by a comma or capitals, titles, initials; never a slip."""
    left, right = _person(one), _person(other)
    if not left or not right:
        return None
    if left == right:
        return Verdict(SAME, "title", SCORES["person"])
    if right in (left[1:] + left[:1], left[-1:] + left[:-1]):
        marked = {_surname(one), _surname(other)} & {left[0], left[-1]}
        return Verdict(SAME, "order of names", SCORES["person"]) if marked \
            else Verdict(CANDIDATE, "order of names", 75)
    short, long = sorted((left, right), key=len)
    if len(short) < len(long) <= 4 and (short[0], short[-1]) == (long[0], long[-1]) and set(short) < set(long):
        return Verdict(CANDIDATE, "a middle name more", 70)
    return None


def _person(given: NameForm) -> tuple[str, ...]:
    """The words of what may be a person's name, without titles in front; () when it can't be one."""
    words = given.words
    while len(words) > 2 and words[0] in _PLAIN_TITLES:
        words = words[1:]
    fits = 2 <= len(words) <= 5 and not given.legal and not given.marked and not set(words) & (GENERIC | PLACES) \
        and not given.numbers
    return words if fits else ()


def _surname(given: NameForm) -> str:
    """The surname that a comma or capitals mark: "ROSS, Wilbur", "LIU He"; "" without such a mark."""
    head, comma, rest = given.text.partition(",")
    if comma and rest.strip() and " " not in head.strip():
        return fold(head.strip())
    capitals = [word for word in re.findall(r"[^\W\d_]{2,}", given.text) if word.isupper()]
    return fold(capitals[0]) if len(capitals) == 1 and not given.text.isupper() else ""


def _by_doubt(one: NameForm, other: NameForm) -> Verdict | None:
    """Pairs that a person should look at: one word more of the sort that groups add, an acronym, a slip."""
    short, long = sorted((one, other), key=lambda f: len(f.words))
    few, many = set(expanded(short.words)), set(expanded(long.words))
    more = [word for word in expanded(long.words) if word not in few]
    if few < many and set(more) <= GROUP_WORDS and not few <= GENERIC | PLACES:
        return Verdict(CANDIDATE, f"differ by {' '.join(more)!r}", 60)
    if len(short.words) == 1 and len(short.squashed) > 2 and (found := _by_abbreviation(short, long)):
        return found
    if len(short.words) == len(long.words):
        return _by_slip(short.words, long.words)
    return None


def _by_abbreviation(short: NameForm, long: NameForm) -> Verdict | None:
    """The abbreviation that a name gives in brackets, or its initials: five are no chance."""
    letters = short.squashed
    if long.acronym == letters:
        verdict = SAME if len(letters) >= _SHORTEST_GIVEN else CANDIDATE
        return Verdict(verdict, "the abbreviation in brackets", 88 if verdict == SAME else 75)
    words = [word for word in re.findall(r"[^\W\d_]+", long.text) if word.casefold() not in ("of", "the", "and", "for")]
    if len(words) < 3 or not short.text.isupper():
        return None
    if letters == "".join(fold(word)[:1] for word in words) and len(letters) >= _SHORTEST_INITIALS:
        return Verdict(SAME, "its initials", 85)
    if abbreviates(short.text, list(long.words)) or abbreviates(short.text, words):
        return Verdict(CANDIDATE, "reads as an abbreviation", 55)
    return None


def _by_slip(one: tuple[str, ...], other: tuple[str, ...]) -> Verdict | None:
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(pairs) != 1 or not all(word.isalpha() for word in pairs[0]):
        return None
    a, b = pairs[0]
    if a.rstrip("s") == b.rstrip("s") or {a, b} == {"technology", "technologies"}:
        return Verdict(CANDIDATE, "singular and plural", 75)
    is_like = min(len(a), len(b)) >= _SHORTEST_LIKE and a[0] == b[0] and distance(a, b, 1) == 1
    return Verdict(CANDIDATE, f"{min(a, b)!r} and {max(a, b)!r} are alike", 60) \
        if is_like and not {a, b} & (PLACES | GENERIC) else None


def _apart(one: NameForm, other: NameForm) -> Verdict:
    """Why two names are two."""
    differing = sorted(set(one.words) ^ set(other.words))
    places = [word for word in differing if word in PLACES]
    if places:
        return Verdict(DIFFERENT, f"differ by a place: {' '.join(places)}", 0)
    if one.marked != other.marked:
        return Verdict(DIFFERENT, "differ by what stands in brackets", 0)
    shared = set(one.words) & set(other.words) - GENERIC
    if shared:
        return Verdict(DIFFERENT, f"differ by {' '.join(differing)!r}", 10)
    return Verdict(DIFFERENT, "other names", 0)
