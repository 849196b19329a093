"""A name taken apart: its words, its legal form, what stands in brackets, its numbers, its other names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.names import name_key
from kg.resolution.words import (
    ABBREVIATIONS,
    DOTTED_FORMS,
    HAN_STRIPPED,
    LEGAL_FORMS,
    NUMBERS,
    PLACES,
    SIMPLIFIED,
    SPELLINGS,
    WEAK_FORMS,
)

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_AKA = re.compile(r"[\s,;(]+(?:a\.?k\.?a\.?|f\.?k\.?a\.?|d\.?b\.?a\.?|f/k/a|a/k/a|d/b/a|also known as|"
                  r"formerly known as|formerly|doing business as|又名|别名|曾用名|原名)[\s:,]+", re.I)
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’][^\W_]+)*|[()]")
_POSSESSIVE = re.compile(r"['’]s?$")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_HAN_NUMBER = re.compile(r"第([零〇一二三四五六七八九十百]+|\d+)|([零〇一二三四五六七八九十百]+|\d+)(?=[所院厂局])")
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = re.compile(r"[,\s]+(?:and|&)\s+(?:its\s+)?(?:(?:all|non-?u\.?s\.?)\s+)?(?:subsidiaries|affiliates|subsidiary|"
                    r"affiliated\s+\w+)(?:\s+(?:and|or)\s+\w+)*$", re.I)


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name as it is compared.

    key: `kg.names.name_key`. words: folded words without article, legal form and an acronym in brackets; numbers as
    digits. legal: the legal form's words. marked: words that stood in brackets (a place, a unit). acronym: what
    stood in brackets and abbreviates the words. is_han: written in Chinese. units: "and its subsidiaries" follows.
    """

    text: str
    key: str
    words: tuple[str, ...]
    legal: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    acronym: str = ""
    is_han: bool = False
    units: bool = False

    @property
    def squashed(self) -> str:
        """The words run together."""
        return "".join(self.words)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Its numbers, in order."""
        return tuple(re.findall(r"\d+", " ".join(self.words)))


def is_han(text: str) -> bool:
    """Whether a name is written in Chinese characters."""
    return _HAN.search(text) is not None


def fold(word: str) -> str:
    """A word without case, width and accents; "ß" and the like as in Unicode's caseless matching."""
    if word.isascii():
        return word.translate(_DROPPED).lower()
    folded = unicodedata.normalize("NFKD", word.translate(_DROPPED)).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain).translate(_LETTERS)


_DROPPED = str.maketrans(dict.fromkeys(".'’‘`´\u00ad\u200b\u200c\u200d\ufeff"))
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})


def parts(name: str) -> list[str]:
    """The names that one text gives of one party: "X (a.k.a. Y)" gives X and Y, the first first."""
    found = [part.strip(" ,;)") if "(" not in part else part.strip(" ,;") for part in _AKA.split(name)]
    return [part for part in found if part] or [name]


@lru_cache(maxsize=20_000)
def form(name: str) -> NameForm:
    """A name taken apart; the words are empty when there is nothing to compare."""
    text = unicodedata.normalize("NFKC", name).strip()
    if is_han(text):
        return _han_form(text)
    stripped = _UNITS.sub("", text)
    units = stripped != text
    for pattern, plain in DOTTED_FORMS:
        stripped = pattern.sub(plain, stripped)
    tokens = _WORD.findall(stripped.replace("&", " and "))
    words, marked, acronym = _brackets(tokens)
    words, legal = _legal(words)
    return NameForm(text, name_key(text), _normal(words), legal, frozenset(_normal(marked)), acronym,
                    units=units)


def _han_form(text: str) -> NameForm:
    plain = re.sub(r"[\s·・.,，。“”\"'《》]", "", text).casefold().translate(SIMPLIFIED)
    plain = _HAN_NUMBER.sub(lambda m: "第" + str(_han_number(m.group(1) or m.group(2))), plain)
    marked = frozenset(re.findall(r"\(([^)]*)\)", plain))
    legal = next((ending for ending in HAN_STRIPPED if plain.endswith(ending) and plain != ending), "")
    core = plain.removesuffix(legal) if legal else plain
    return NameForm(text, name_key(text), (core,), frozenset({legal} if legal else ()), marked, is_han=True)


def _han_number(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    total, current = 0, 0
    for character in digits:
        if character in "十百":
            total += (current or 1) * (10 if character == "十" else 100)
            current = 0
        else:
            current = _HAN_DIGITS[character]
    return total + current


def _brackets(tokens: list[str]) -> tuple[list[str], list[str], str]:
    """The words with those in brackets, the bracketed ones that aren't an acronym of the rest, and the acronym."""
    words: list[str] = []
    marked: list[str] = []
    acronym, inside = "", None
    for token in tokens:
        if token == "(":
            inside = len(words)
        elif token == ")":
            content = words[inside:] if inside is not None else []
            if inside and content and _repeats(content, words[:inside]):
                acronym = fold("".join(content))
                del words[inside:]
            elif inside:
                marked += content
            inside = None
        else:
            words.append(token)
    return words, marked, acronym


def _repeats(content: list[str], words: list[str]) -> bool:
    """Whether what stands in brackets only says the name again, shorter."""
    short = [fold(word) for word in content]
    if PLACES.issuperset(short):
        return False
    return short == [fold(word) for word in words[:len(short)]] or (
        len(content) == 1 and abbreviates(content[0], words))


def abbreviates(short: str, words: list[str]) -> bool:
    """Whether a short form in capitals is made of the words' initials (or of the beginning of one name's words)."""
    letters = fold(short)
    if not (2 <= len(letters) <= 10 and sum(c.isupper() for c in short) >= 2 and letters.isalpha()):
        return False
    given = [fold(w) for w in words]
    initials = "".join(w[0] for w in given if w)
    content = "".join(w[0] for w in given if w and w not in ("of", "the", "and", "for", "in"))
    return letters in (initials, content) or (len(letters) >= 3 and _runs_through(letters, given))


def _runs_through(letters: str, words: list[str]) -> bool:
    """Whether the letters are initials in order, each of its own word, no content word before the last skipped."""
    from_words = [w for w in words if w not in ("of", "the", "and", "for", "in", "co", "ltd", "inc", "corp")]
    at = 0
    for word in from_words:
        if at < len(letters) and word.startswith(letters[at]):
            at += 1
            inner = 1
            while at < len(letters) and inner < len(word) and letters[at] == word[inner] and inner < 3:
                at, inner = at + 1, inner + 1
        elif at < len(letters):
            return False
    return at == len(letters)


def _legal(words: list[str]) -> tuple[list[str], frozenset[str]]:
    """The words without the legal form at their end (before or behind brackets), and the form's words."""
    found: set[str] = set()
    rest = [*words]
    while len(rest) > 1 and fold(rest[-1]) in LEGAL_FORMS and _is_form(rest[-1], found):
        found.add(LEGAL_FORMS[fold(rest.pop())])
    return rest, frozenset(found)


def _is_form(word: str, found: set[str]) -> bool:
    """Whether the last word is a legal form: the short ones only in capitals, or beside another form."""
    return fold(word) not in WEAK_FORMS or word.isupper() or bool(found)


def _normal(words: list[str]) -> tuple[str, ...]:
    """Folded words in one spelling: no article, no possessive, numbers as digits."""
    found = []
    for word in words:
        plain = fold(_POSSESSIVE.sub("", word)) or fold(word)
        if ordinal := _ORDINAL.match(plain):
            plain = ordinal.group(1)
        elif plain in ("no", "number", "nr") and word is not words[-1]:
            continue
        found.append(NUMBERS.get(plain, SPELLINGS.get(plain, _american(plain))))
    return tuple(found[1:] if len(found) > 1 and found[0] == "the" else found)


def _american(word: str) -> str:
    return re.sub(r"(?<=[a-z]{3})is(?=(?:ation|ations|ing|ed)$)", "iz", word)


def expanded(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with usual abbreviations written out and singular technologies: "Mfg" is Manufacturing."""
    return tuple("technology" if w == "technologies" else ABBREVIATIONS.get(w, w) for w in words)


def with_umlauts(text: str) -> str:
    """The name with German umlauts written as two letters; the name itself when it has none."""
    return text.translate(_UMLAUTS)


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
