"""Who says it: the source of a verb of saying, as words of the sentence (who they mean is for `speakers`).

Behind a quotation the words next to it decide (", the Sierra Club's Peter Morgan said", ", said Ross"); before it the
parse's subject, climbing from "adding" or "to say" to the verb that has one; then the nearest name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.text.name_lexicon import DATES, listed
from ingest.text.people import Name, is_role
from ingest.text.subjects import subject_above, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PRONOUNS = frozenset({"he", "she", "they", "it"})
_OWNERS = frozenset({"his", "her"})
_APPOSITIVES = listed("a an the who whose one his her its their then another once now")
_SELF = frozenset({"i", "we", "you"})
_RELATIVES = frozenset({"who", "which", "that"})
_SOMEBODY = ("person", "unknown", "organization")
_ONE_OF = 9  # tokens of "one of the lawyers," before the name


@dataclass(frozen=True, slots=True)
class Source:
    """Words that name a speaker. kind: name, pronoun or description; head: the token index of its main word;
    first: where the words with all that describes them start."""

    kind: str
    head: int
    first: int
    name: Name | None = None


class Words:
    """A parse with its names by token, and which characters are the reporter's own."""

    def __init__(self, doc: Doc, names: Sequence[Name], free: bytearray) -> None:
        self.doc = doc
        self.text = doc.text  # the parse puts it together anew each time it is asked
        self.free = free
        self.name_at = {i: name for name in names for i in range(name.first, name.last)}
        self._index = [token.idx for token in doc]

    def between(self, start: int, end: int) -> list[Token]:
        """The reporter's tokens from one offset to another, without white space."""
        from bisect import bisect_left

        first, last = bisect_left(self._index, start), bisect_left(self._index, end)
        return [t for t in self.doc[first:last] if not t.is_space and self.free[t.idx]]


def is_own_words(words: Words, verb: Token) -> bool:
    """Whether the subject of a verb of saying is "I", "we" or "you", outside of quotations."""
    subject = subject_of(verb)
    return subject is not None and subject.lower_ in _SELF and bool(words.free[subject.idx]) and subject.i < verb.i


def source_parted(words: Words, tokens: list[Token], verb: int) -> Source | None:
    """The source of a reporting clause between commas: "Stone, Hill said, is …", "the plan, said Hill, is …"."""
    if verb + 1 >= len(tokens) or verb < 1:
        return None
    before = words.name_at.get(tokens[verb - 1].i)
    if tokens[verb + 1].text == "," and before and before.kind in _SOMEBODY and _comma_before(words, before.first):
        return Source("name", before.last - 1, before.first, before)
    behind = words.name_at.get(tokens[verb + 1].i)
    if tokens[verb - 1].text == "," and behind and behind.kind in _SOMEBODY and words.doc[behind.last].text == ",":
        return Source("name", behind.last - 1, behind.first, behind)
    return None


def _comma_before(words: Words, at: int) -> bool:
    return at > 0 and words.doc[at - 1].text == ","


def source_beside(words: Words, tokens: list[Token], verb: int) -> Source | None:
    """The source of the verb `tokens[verb]` in the words next to a quotation: before the verb, else behind it."""
    before = [t for t in tokens[:verb] if not (t.is_punct and t.text in (",", "—", "–", "-"))]
    while before and (before[0].lower_ in ("as", "and", "but", "then", "so") or before[0].is_punct):
        before = before[1:]
    if before:
        found = _phrase(words, tokens[tokens.index(before[0]):verb])
        if found:
            return found
    behind = tokens[verb + 1:]
    while behind and behind[0].pos_ == "ADV":
        behind = behind[1:]
    if not before or all(t.pos_ in ("ADV", "AUX") for t in before):
        return _phrase(words, behind)
    return None


def source_of(words: Words, verb: Token) -> Source | None:
    """The source of a verb (or of "claim", "according") by the parse."""
    subject = subject_of(verb)
    return from_token(words, subject) if subject is not None and words.free[subject.idx] else None


def source_apposed(words: Words, tokens: list[Token]) -> Source | None:
    """The name that a verb's subject starts with, when an apposition closes before the verb: "Smith, a lawyer,".

    tokens: what leads to the verb. The parse of a long apposition often loses the subject.
    """
    while tokens and tokens[-1].pos_ in ("ADV", "AUX"):
        tokens = tokens[:-1]
    if len(tokens) < 4 or tokens[-1].text != ",":
        return None
    named = words.name_at.get(tokens[-2].i)
    if named and named.kind in ("person", "unknown") and any(
            t.text == "," and t.i == named.first - 1 for t in tokens):
        return Source("name", named.last - 1, named.first, named)
    for left, right, after in reversed(list(zip(tokens[:-3], tokens[1:-2], tokens[2:-1], strict=True))):
        name = words.name_at.get(left.i)
        if right.text == "," and name and name.last - 1 == left.i \
                and (after.lower_ in _APPOSITIVES or is_role(after)):
            head = _of_whom(words, name)
            if head.kind in ("person", "unknown"):
                return Source("name", head.last - 1, head.first, head)
    return None


def _of_whom(words: Words, name: Name) -> Name:
    """The person before "of Berkeley, California", else the name itself."""
    whom = name
    for _ in range(3):
        if whom.first < 2 or words.doc[whom.first - 1].lower_ not in ("of", "from", "in", "at", ","):
            break
        whom = words.name_at.get(whom.first - 2, whom)
    is_person = whom.kind == "person" or (whom.kind == "unknown" and " " in whom.text)
    return whom if is_person and words.doc[whom.last].lower_ in ("of", "from", "in", "at") else name


def source_adjoining(words: Words, tokens: list[Token]) -> Source | None:
    """The name or pronoun that opens a clause right before a verb: "— Smith boasted,", "and she says"."""
    if not tokens:
        return None
    last = tokens[-1]
    name = words.name_at.get(last.i)
    first = name.first if name else last.i
    before = words.doc[first - 1] if first else None
    if before is not None and before.text == "," and first > 1 and first - 2 in words.name_at:
        return None  # "Berkeley, California wrote"
    opens = before is None or before.is_punct or before.is_space or before.pos_ in ("CCONJ", "SCONJ")
    if opens or first == tokens[0].i:
        if name and name.last - 1 == last.i and name.kind not in ("place", "office"):
            return Source("name", last.i, name.first, name)
        if last.lower_ in ("he", "she"):
            return Source("pronoun", last.i, last.i)
    return None


def source_before(words: Words, tokens: list[Token]) -> Source | None:
    """The last name or pronoun among the words that lead to a verb, for want of a subject; no place."""
    for token in reversed(tokens):
        if token.lower_ in _PRONOUNS and token.pos_ == "PRON":
            return Source("pronoun", token.i, token.i)
        name = words.name_at.get(token.i)
        if name and name.kind in ("person", "unknown", "organization"):
            return Source("name", name.last - 1, name.first, name)
    return None


def source_after(words: Words, tokens: list[Token]) -> Source | None:
    """The noun phrase that starts here, as behind "according to"."""
    return _phrase(words, tokens)


def from_token(words: Words, token: Token) -> Source | None:
    """The source whose main word the parse says is this."""
    if token.lower_ in _RELATIVES and token.head.dep_ == "relcl":
        relative, token = token, token.head.head
        place = words.name_at.get(token.i)
        if relative.lower_ != "who" and place and place.country and token.dep_ == "pobj":
            # "an article on its talks with Qatar, which said": not the country's words
            owner = subject_above(token)
            return from_token(words, owner) if owner is not None and owner.lower_ not in _RELATIVES else None
    if token.dep_ == "poss" and token.lower_ in _OWNERS:
        return Source("pronoun", token.i, token.i)
    if token.pos_ == "PRON" or token.lower_ in _PRONOUNS:
        return Source("pronoun", token.i, token.i) if token.lower_ in _PRONOUNS else None
    name = words.name_at.get(token.i)
    if name and name.kind == "person":
        return Source("name", name.last - 1, name.first, name)
    if is_role(token) or (name and name.kind == "office"):
        beside = _apposed(words, token, name)
        if beside:
            return Source("name", beside.last - 1, min(beside.first, token.left_edge.i), beside)
    if name and (name.last - 1 == token.i or not is_role(token)):
        name = _of_whom(words, name)
        return Source("name", name.last - 1, name.first, name)
    if token.pos_ in ("NOUN", "PROPN", "ADJ"):
        return Source("description", token.i, token.left_edge.i)
    return None


def _apposed(words: Words, token: Token, name: Name | None) -> Name | None:
    """The person named right behind an office: "spokesman Lu Kang", "her spokesman, Nick Merrill,"."""
    index = (name.last if name else token.i + 1)
    doc = words.doc
    if index < len(doc) and doc[index].text == ",":
        index += 1
    follower = words.name_at.get(index)
    if follower and follower.kind in ("person", "unknown") and words.free[doc[index].idx]:
        closes = follower.last < len(doc) and doc[follower.last].text in (",", "—", "(")
        return follower if doc[index - 1].text != "," or closes else None
    return None


def _one_of(words: Words, tokens: Sequence[Token]) -> Source | None:
    """The person named behind "one of the lawyers,"."""
    for comma, token in pairwise(tokens[2:_ONE_OF]):
        name = words.name_at.get(token.i)
        if comma.text == "," and name and name.kind in ("person", "unknown"):
            return Source("name", name.last - 1, tokens[0].i, name)
    return None


def _phrase(words: Words, tokens: Sequence[Token]) -> Source | None:
    """The noun phrase at the start of these tokens: its last name, or its noun when it doesn't end in a name."""
    if not tokens:
        return None
    if tokens[0].lower_ in _PRONOUNS:
        return Source("pronoun", tokens[0].i, tokens[0].i)
    if tokens[0].lower_ == "one" and len(tokens) > 2 and tokens[1].lower_ == "of":
        return _one_of(words, tokens)
    last_name: Name | None = None
    head: Token | None = None
    for position, token in enumerate(tokens):
        name = words.name_at.get(token.i)
        if name:
            if name.first == token.i or last_name is None:
                last_name, head = name, None
        elif token.lower_ in DATES or token.text in ("'s", "’s", "’", "'", "-", "‐"):
            continue
        elif token.pos_ in ("NOUN", "ADJ", "NUM", "PROPN") or is_role(token) or (token.pos_ == "VERB" \
                and token.tag_ in ("VBN", "VBG") and position < 3 and head is None and last_name is None):
            head = token if token.pos_ != "ADJ" or head is None else head
        elif token.pos_ in ("DET", "PRON") and token.tag_ in ("DT", "PRP$") and position == 0:
            continue
        elif token.text == "," and head is not None and is_role(head) and position + 1 < len(tokens) \
                and (follower := words.name_at.get(tokens[position + 1].i)) and follower.kind in ("person", "unknown"):
            return Source("name", follower.last - 1, tokens[0].i, follower)
        else:
            break
    if last_name and (head is None or (last_name.kind == "person" and not is_role(head))):
        return Source("name", last_name.last - 1, tokens[0].i, last_name)
    if head is not None:
        return Source("description", head.i, tokens[0].i)
    return None
