"""Numbers claimed of a group, each with the group's own noun: "28 organizations", "twenty-eight companies".

Number words are read here because tokenisers split "twenty-eight" and keep the eight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.text.found import Count

_ONES = {word: number for number, word in enumerate([
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])}
_TENS = {word: 10 * number for number, word in enumerate(
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
_SCALE = {"hundred": 100, "thousand": 1000, "dozen": 12}
_WORD = "|".join([*_TENS, *sorted(_ONES, key=len, reverse=True), *_SCALE])
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{_WORD})(?:[-\s]+(?:and\s+)?(?:{_WORD}))*)"

_GROUP = (r"(?:compan(?:y|ies)|firms?|entit(?:y|ies)|organi[sz]ations?|institutions?|institutes?|individuals?|"
          r"persons?|nationals|agenc(?:y|ies)|bureaus?|universit(?:y|ies)|subsidiar(?:y|ies)|affiliates?|"
          r"business(?:es)?|enterprises?|part(?:y|ies)|vessels?|ships|tankers|start-?ups|contractors?|"
          r"manufacturers?|suppliers?|makers?|corporations?|groups?|exporters?|providers?|developers?|labs?|"
          r"laboratories|banks?|bodies|officials|executives|giants)")
# the same, of several
GROUPS = (r"companies|firms|entities|organi[sz]ations|institutions|institutes|individuals|persons|agencies|bureaus|"
          r"universities|subsidiaries|affiliates|businesses|enterprises|parties|vessels|ships|groups|bodies|makers|"
          r"start-?ups|contractors|manufacturers|suppliers")
# words between the number and the noun: no verbs or prepositions, so "28 of" and "28 in" end the phrase
_BETWEEN = (r"(?!(?:of|in|on|to|from|under|for|by|at|with|per|percent|billion|million|trillion|years?|months?|"
            r"weeks?|days?|times|and|or|that|which|who|is|are|was|were|as|the)\b)[A-Za-z.'’-]+")
_TWO_PEOPLES = r"(?-i:[A-Z])[a-z]+\s+and\s+(?-i:[A-Z])[a-z]+"  # "103 Russian and Chinese companies"
_COUNT = re.compile(
    rf"(?<![\w$€£.,-])(?P<number>{NUMBER})(?:\s+(?:of\s+(?:them|which|whom|these|those)\s*,?\s*)?"
    rf"(?P<noun>(?:{_TWO_PEOPLES}\s+)?(?:{_BETWEEN}\s+){{0,5}}?{_GROUP}(?:\s+and\s+(?!{NUMBER}\b)(?:{_BETWEEN}\s+){{0,2}}{_GROUP})?)|"
    rf"\s+of\s+(?:them|these|those|the\s+\w+)\s+(?:are|were)\s+"
    rf"(?P<sort>(?:{_BETWEEN}\s+){{0,3}}?{_GROUP}))(?!\w)",
    re.IGNORECASE)


def number_of(words: str) -> int | None:
    """The number that digits or words say: "1,300", "twenty-eight", "a hundred and five"; None when none."""
    words = words.strip().lower().replace(",", "")
    if words.isdigit():
        return int(words)
    total, current, seen = 0, 0, False
    for word in re.split(r"[-\s]+", words):
        if word in _SCALE:
            current = max(current, 1) * _SCALE[word]
            if word == "thousand":
                total, current = total + current, 0
        elif word in _ONES or word in _TENS:
            current += _ONES.get(word, _TENS.get(word, 0))
        elif word != "and":
            return None
        seen = seen or word != "and"
    return total + current if seen else None


def find(text: str, start: int, end: int) -> Iterator[Count]:
    """The counted groups within a part of the text, in order."""
    for match in _COUNT.finditer(text, start, end):
        number = number_of(match["number"])
        if number:
            noun = "noun" if match["noun"] else "sort"
            yield Count(number, " ".join(match[noun].split()), match.start("number"), match.end(noun))
