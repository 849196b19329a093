"""Slips in the spelling of a known firm: one word, long and its own, with a bounded edit and the same initial.

Edits are those of the restricted Damerau-Levenshtein distance (insertion, deletion, substitution, transposition of
neighbours). A word that reads as Chinese syllables is never mended: there each edit gives another word.
"""

from __future__ import annotations

import re

from kg.resolution.words import GENERIC, PLACES

SHORTEST = 8
_SHORTEST_SLIPPED = 6
_SHORTEST_DOUBTFUL = 5
_TWO_EDITS = 13
# syllables of Hanyu Pinyin, without tones: initials with the finals that they take
_OPEN = "a|ai|an|ang|ao|e|ei|en|eng|ou"
_SYLLABLES = "|".join((
    rf"[bpm](?:{_OPEN}|i|ian|iao|ie|in|ing|iu|o|u)", r"f(?:a|an|ang|ei|en|eng|o|ou|u)",
    rf"[dtnl](?:{_OPEN}|i|ia|ian|iang|iao|ie|in|ing|iu|ong|u|uan|ui|un|uo|v|ve|ue)",
    rf"[gkh](?:{_OPEN}|ong|u|ua|uai|uan|uang|ui|un|uo)",
    rf"(?:zh|ch|sh|[rzcs])(?:{_OPEN}|i|ong|u|ua|uai|uan|uang|ui|un|uo)",
    r"[jqx](?:i|ia|ian|iang|iao|ie|in|ing|iong|iu|u|uan|ue|un)",
    r"y(?:a|an|ang|ao|e|i|in|ing|o|ong|ou|u|uan|ue|un)", r"w(?:a|ai|an|ang|ei|en|eng|o|u)", rf"{_OPEN}|er|o"))
PINYIN = re.compile(rf"(?:{_SYLLABLES})+")
_COMMON = GENERIC | PLACES
_VOWELS = frozenset("aeiouy")


def slip(written: tuple[str, ...], known: tuple[str, ...]) -> str:
    """How the words written slip from a known name's: `typo`, `doubtful` (it may well be another's name) or ""."""
    if len(written) != len(known):
        return ""
    pairs = [(w, k) for w, k in zip(written, known, strict=True) if w != k]
    if len(pairs) != 1:
        return ""
    word, right = pairs[0]
    if word[:1] != right[:1] or word in _COMMON or right in _COMMON or not (word + right).isalpha():
        return ""
    if min(len(word), len(right)) < _SHORTEST_DOUBTFUL:
        return ""
    edits = distance(word, right, 2)
    if not edits or edits > (2 if len(right) >= _TWO_EDITS else 1):
        return ""
    return "doubtful" if _may_be_another(word, right) or not _is_long(word, right) else "typo"


def _is_long(word: str, right: str) -> bool:
    """Whether the word is long enough for its edit: less so when a letter is doubled or two changed places."""
    slipped = sorted(word) == sorted(right) or (len(word) != len(right) and not _more(word, right))
    return len(right) >= (_SHORTEST_SLIPPED if slipped else SHORTEST)


def _may_be_another(word: str, right: str) -> bool:
    """Both read as Chinese, or the written one lost a consonant: the shorter name is often somebody else's."""
    if PINYIN.fullmatch(word) and PINYIN.fullmatch(right):
        return True
    return len(word) < len(right) and bool(set(_more(word, right)) - _VOWELS)


def _more(one: str, other: str) -> str:
    """The letter that the longer of two words has more, or "" when it stands beside an equal one."""
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return "" if long[at] in long[max(0, at - 1):at] + long[at + 1:at + 2] else long[at]


def distance(one: str, other: str, most: int) -> int:
    """The edits between two words; `most` + 1 as soon as they are more than `most`."""
    one, other = _differing(one, other)
    if max(len(one), len(other)) > 3 * most or abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, row = row, now
    return min(row[-1], most + 1)


def _differing(one: str, other: str) -> tuple[str, str]:
    """Two words without the beginning and the end that they share."""
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    end = next((i for i, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b),
               min(len(one), len(other)))
    return one[:len(one) - end], other[:len(other) - end]
