"""Who is named as the target of a measure: names in a part of a sentence, and in the lists that follow it.

A name counts when it is a firm, an institution or another body; countries, the lister, media and a firm that only
says whose subsidiary or executive is meant ("a unit of …") don't.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ingest.text import counts
from ingest.text.found import Mention, Span
from ingest.text.scene import Scene, Sentence

if TYPE_CHECKING:
    from ingest.text.gazetteer import Gazetteer

_BODIES = frozenset({"Company", "Organization", "Institution", "Agency", "Party"})
_RELATED = re.compile(
    r"\b(?:subsidiar(?:y|ies)|affiliates?|institutes|branch(?:es)?|units?|arms?|suppliers?|customers?|division|part|chief\s+executive|"
    r"CEO|"
    r"chairman|president|founder|owner|head|spokes\w+|employees?|officials?|members?|network|rivals?|partners?|"
    r"investors?|shareholders?)\s+"
    r"(?:of|to|for|at)\s+(?:the\s+)?$|\b(?:its|their|his|own|government['’]s|agency['’]s)\s+$|"
    r"\b(?:owned|controlled|backed|founded|funded|reported|published)\s+by\s+$",
    re.IGNORECASE)
_OPENS = re.compile(
    r"\b(?:including|includes?|included|such\s+as|among\s+(?:them|those|which|whom)(?:\s+(?:are|is|were|was))?|"
    r"namely|notably|like)\b\s*:?\s*|[:—–]\s*|\b(?:companies|firms|entities|start-?ups|giants?|"
    r"makers?)\s+(?=(?-i:[A-Z]))", re.IGNORECASE)
_SEVERAL = re.compile(r"(?:subsidiaries|affiliates|units|arms|suppliers|customers)\s+of\b", re.I)
_AND = re.compile(r"\s*(?:,|,?\s+and\b)\s*(?:the\s+)?")
_BODIES_OF_PLACES = re.compile(r"\b[A-Z]\w+(?:s|ies)\s+(?P<of>(?:of|in|at)\s+(?:[A-Z]\w+\s*)+)$")
_ENDS = re.compile(
    r"[.;]\s|[.;]$|,?\s\b(?:which|who|that|were|was|have|has|had|will|would|are|is|from|for|over|because|due|"
    r"as|after|"
    r"while|but|to|on|in|said|according|accused|citing|saying)\b")
_ITEM = re.compile(r",\s*(?:and\s+|or\s+|as\s+well\s+as\s+)?|\s+and\s+|\s+as\s+well\s+as\s+|;\s*")
_NAME = re.compile(r"(?:[A-Z][\w.&’'-]*|[A-Z]{2,})(?:\s+(?:(?:of|and|for|the|de)\s+)?"
                   r"(?:[A-Z][\w.&’'()-]*|\([A-Z]\w+\)|[A-Z]{2,}|&|\d+(?:st|nd|rd|th)?(?=\s+(?:\d+\s+)?[A-Z])))*")
# the next item of names set off by semicolons: nothing but a name up to the next comma or semicolon
_IN_A_NAME = r"(?:[A-Z(&\d][\w.&’'()-]*|of|and|for|the|de)"
_NEXT_NAME = re.compile(rf"\s*{_IN_A_NAME}(?:\s+{_IN_A_NAME}){{0,14}}(?=[;,.]|$)")
_WITH_NUMBER = re.compile(rf"[A-Z][\w.&’'()-]*(?:\s+{_IN_A_NAME})*\s+\d+(?:st|nd|rd|"
                          rf"th)?(?:\s+{_IN_A_NAME})*\s+[A-Z][\w-]+")
_NOT_A_NAME = frozenset(
    [
    "The", "A", "An", "This", "These", "Those", "It", "They", "He", "She", "In", "On", "At", "For", "And",
    "But", "Or", "Among", "Beijing", "Washington", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
    "Saturday", "Sunday", "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December", "Mr", "Ms", "President", "Secretary", "Chinese",
    "American", "U.S", "US", "EU", "China", "Entity", "List", "Unreliable"])


# "multiple AI firms": of which sort they are, no name
_SPEAKS_FOR = re.compile(r"\s+(?:spokes\w+|statements?|announcements?|press\s+release)\b")  # who tells of it
# "Alpha Corp.'s Beta Missiles": whose firm, or goods, are meant
_OWNS = re.compile(r"(?:['’]s|(?<=s)['’])\s+(?-i:[A-Z])")
_TELLS = re.compile(r"\W*(?:said|says|told|announced|added|wrote|signed|tweeted|['’]s)\b")
_SORT = re.compile(rf"\s+(?:[a-z-]+\s+){{0,2}}(?:{counts.GROUPS})\b")


def named(sentence: Sentence, start: int, end: int) -> Iterator[Mention]:
    """The bodies named in a part of a sentence."""
    left_out: set[str] = set()
    chained = 0  # "subsidiaries of Alpha, Beta and Gamma": where the last name of such a row ends
    for mention in sentence.mentions:
        if chained and is_body(mention) and _AND.fullmatch(sentence.words(chained, mention.start)):
            left_out.add(mention.name)
            chained = mention.end
            continue
        if start <= mention.start and mention.end <= end and is_body(mention) \
                and not _SPEAKS_FOR.match(sentence.words(mention.end, sentence.end)) \
                and not _OWNS.match(sentence.words(mention.end, sentence.end)):
            if related := _RELATED.search(sentence.words(sentence.start, mention.start)):
                left_out.add(mention.name)
                chained = mention.end if _SEVERAL.match(related[0]) else 0
            elif mention.name not in left_out and not (
                    left_out and sentence.words(mention.start - 1, mention.start) == "("):
                yield mention


def is_body(mention: Mention) -> bool:
    """Whether a mention can be put on a list: a body, or a name that isn't known to be anything else."""
    return mention.class_name in _BODIES


def people(sentence: Sentence, start: int, end: int) -> Iterator[Mention]:
    """The persons named in a part of a sentence, without those who only tell of it."""
    for mention in sentence.mentions:
        if start <= mention.start and mention.end <= end and mention.class_name in ("Person", "Official") \
                and not _TELLS.match(sentence.words(mention.end, sentence.end)):
            yield mention


def listed_after(scene: Scene, sentence: Sentence, start: int, end: int, gazetteer: Gazetteer) -> list[Mention]:
    """The names of an enumeration that opens within a part of a sentence: "including A, B and C"."""
    opening = _OPENS.search(sentence.text, max(0, start - sentence.start), end - sentence.start)
    if opening is None:
        return []
    return enumerated(scene, sentence, sentence.start + opening.end(), gazetteer)


def enumerated(scene: Scene, sentence: Sentence, start: int, gazetteer: Gazetteer) -> list[Mention]:
    """The names of the enumeration at an offset: the mentions found there and capitalised names beside them."""
    text, offset = sentence.text, start - sentence.start
    # a mention may hold a full stop or a small word, so the search for the end starts behind each
    end = len(text)
    for match in _ENDS.finditer(text, offset):
        if match[0].startswith(";") and _NEXT_NAME.match(text, match.end()):
            continue
        stop = sentence.start + match.start()
        goes_on = text[match.end():match.end() + 1].islower()  # "Alpha Co. Ltd. and 20 affiliates"
        if not any(m.start < stop + 1 <= m.end - (0 if goes_on else 1) for m in sentence.mentions):
            end = match.start()
            break
    stop = sentence.start + end
    stop = next((m.end for m in sentence.mentions if m.end == stop + 1), stop)  # the stop of "Ltd." ends both
    whole = [(sentence.start + left, sentence.start + right) for left, right in _numbered(text, offset, end)]
    found = [_unlisted(scene, left, right, gazetteer) for left, right in whole]
    found += [m for m in named(sentence, start, stop) if not any(a <= m.start < b for a, b in whole)]
    covered = [(m.start, m.end) for m in sentence.mentions] + whole
    places = list(_more_places(text, offset, end))
    for left, right in _items(text, offset, end):
        name = _name_in(text, left, right)
        if name is None:
            continue
        first, last = sentence.start + name[0], sentence.start + name[1]
        if not any(first < b and a < last for a, b in covered):
            found.append(_unlisted(scene, first, last, gazetteer))
    found = [m for m in found if not any(left <= m.start - sentence.start < right for left, right in places)]
    return sorted(found, key=lambda mention: mention.start)


def in_rows(scene: Scene, places: Iterable[Span], sort: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The names of a list in lines; what a mention covers is that mention. sort: the class that its opening tells."""
    spotted = {(m.start, m.end): m for sentence in scene.sentences for m in sentence.mentions}
    for start, end in places:
        known = spotted.get((start, end))
        if known is None:
            yield _unlisted(scene, start, end, gazetteer, sort)
        elif known.class_name not in ("Region", "Government"):
            yield known


def _numbered(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Items that are one name with a number inside: "Northern Electric Group 43 Research Institute", not the group."""
    for left, right in _items(text, start, end):
        if _WITH_NUMBER.fullmatch(text, left, right):
            yield left, right


def _more_places(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Items that are only more towns of the bodies before: "the Centers of Jinan, Wuxi and Zhengzhou"."""
    of_places = False
    for left, right in _items(text, start, end):
        of_places = of_places and len(text[left:right].split()) == 1
        if of_places:
            yield left, right
        first = _BODIES_OF_PLACES.search(text[left:right])
        if first:
            yield left + first.start("of"), right
        of_places = of_places or first is not None


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left = start
    for match in _ITEM.finditer(text, start, end):
        yield left, match.start()
        left = match.end()
    yield left, end


def _name_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The last capitalised name of an item: "facial recognition firm SenseTime"."""
    names = [match.span() for match in _NAME.finditer(text, start, end)
             if match[0].split()[0].rstrip(".’'") not in _NOT_A_NAME and not _SORT.match(text, match.end(), end)]
    return names[-1] if names else None


def _unlisted(scene: Scene, start: int, end: int, gazetteer: Gazetteer, sort: str = "Company") -> Mention:
    name = scene.reading.text[start:end]
    known = gazetteer.resolve(name, class_hint=sort)
    return Mention(start, end, name, known.name, known.class_name, known.node, known.country, known.how,
                   min(known.confidence, 70), known.rivals)
