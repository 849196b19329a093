"""A text as its rules of events see it: sentences, the powers named in them, and the tense of their verbs.

A power is a country as an actor or a target: named itself ("China", "Beijing", "Chinese"), through an agency or
through somebody in office. Cities and provinces are places, not powers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.text import dates
from ingest.text.found import Mention, Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

EU_MEMBERS = frozenset(
    [
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT",
    "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"])
_PARTS_OF_CHINA = frozenset({"HK", "MO"})  # no sides of their own in these texts
_AUTHORITIES = (
    (re.compile(r"white\s*house|federal\s*register|\.gov\b(?!\.)|\bUSTR\b|\.mil\b|Trade "
                r"Representative", re.IGNORECASE), "US"),
    (re.compile(r"\.gov\.cn|\bMOFCOM\b|\bfmprc\b|People['’]s Republic of China", re.IGNORECASE), "CN"),
    (re.compile(r"\.europa\.eu|European Commission", re.IGNORECASE), "EU"),
)
_EUROPEAN = re.compile(r"\bEuropean\b(?!\s+(?:Union|Commission|Council|Parliament))")
_DOLLARS = re.compile(r"\s+dollars?\b", re.IGNORECASE)
_REPORTED = re.compile(r"\b(?:said|says|told|announced|reported|signed|published|released|added|warned|issued|"
                       r"confirmed)"
                       r"(?:\s+\w+)?\s+(?:(?:on|late|early)\s+)*$", re.IGNORECASE)
_DUE = re.compile(r"\b(?:due|scheduled|slated|set)\s+(?:[\w-]+\s+){0,4}(?:on\s+)?$", re.IGNORECASE)
_FUTURE = frozenset({"will", "shall", "would", "'ll", "’ll", "wo"})
_TO_COME = frozenset([
    "set", "due", "schedule", "plan", "expect", "slate", "aim", "intend", "go", "want", "hope", "prepare",
    "agree", "prepared"])
_AUXILIARY_PAST = frozenset({"had", "was", "were", "did", "has", "have", "been"})


LONGEST = 5000  # characters of a sentence that are read: what goes on longer is a table or noise


@dataclass(frozen=True, slots=True)
class Power:
    """A country as a text names it. kind: `country`, `adjective`, `agency` or `official`."""

    start: int
    end: int
    country: str
    kind: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: offsets and text as in the document, its tokens' range, its mentions and powers."""

    index: int
    start: int
    end: int
    text: str
    first: int
    last: int
    mentions: tuple[Mention, ...]
    powers: tuple[Power, ...]

    def words(self, start: int, end: int) -> str:
        """The words between two offsets of the document."""
        return self.text[max(0, start - self.start):max(0, end - self.start)]

    @property
    def is_question(self) -> bool:
        """Whether it asks."""
        return self.text.rstrip(" \n\t\"”’'").endswith("?")


@dataclass(frozen=True, slots=True)
class Scene:
    """All sentences of a text and what is known of the whole.

    main: the two countries that it is about. issuer: the country whose authority published it, if one did.
    """

    reading: Reading
    doc: Doc
    sentences: tuple[Sentence, ...]
    main: tuple[str, ...]
    issuer: str | None = None

    def tense(self, sentence: Sentence, offset: int) -> dates.Tense:
        """The tense of the verb that governs what stands at an offset."""
        token = self.token(sentence, offset)
        return tense_of(token) if token is not None else "unknown"

    def token(self, sentence: Sentence, offset: int) -> Token | None:
        """The token at or behind an offset of a sentence."""
        for position in range(sentence.first, sentence.last):
            token = self.doc[position]
            if token.idx + len(token.text) > offset and not token.is_space:
                return token
        return None

    def before(self, sentence: Sentence, reach: int) -> Iterator[Sentence]:
        """Up to `reach` sentences before one, the nearest first."""
        for index in range(sentence.index - 1, max(-1, sentence.index - 1 - reach), -1):
            yield self.sentences[index]

    def other_power(self, country: str) -> str | None:
        """The other one of the two countries that the text is about; None when `country` isn't one of them."""
        return next((other for other in self.main if other != country), None) if country in self.main else None

    def date(self, sentence: Sentence, found: dates.Expression) -> dates.Resolved:
        """The day an expression of the sentence means, by its verb's tense and the day of publication."""
        reported = _REPORTED.search(sentence.words(sentence.start, found.start))
        due = _DUE.search(sentence.words(sentence.start, found.start))
        tense: dates.Tense = "past" if reported else "future" if due else self.tense(sentence, found.start)
        return dates.resolve(found.text, self.reading.published, tense)


def tense_of(token: Token) -> dates.Tense:
    """Past, present or future of the nearest verb above a token."""
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX"):
        return "unknown"
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & _FUTURE:
        return "future"
    if "to" in helpers:
        above = verb.head
        if above != verb and (above.lemma_.lower() in _TO_COME or above.lower_ in ("is", "are")):
            return "future"
        return tense_of(above) if above != verb and above.pos_ in ("VERB", "AUX") else "future"
    if verb.tag_ == "VBD" or helpers & _AUXILIARY_PAST or verb.lower_ in _AUXILIARY_PAST:
        return "past"
    if verb.tag_ in ("VBN", "VBG") and verb.head != verb and not helpers:
        return tense_of(verb.head) if verb.head != token else "past"
    return "past" if verb.tag_ == "VBN" else "present"


def build(reading: Reading, doc: Doc, mentions: list[Mention], issuer: str | None = None) -> Scene:
    """The scene of a parsed text. What isn't main text is blank in the parse, and so in the sentences."""
    sentences, position, text = [], 0, doc.text
    for index, span in enumerate(doc.sents):
        start, end = span.start_char, min(span.end_char, span.start_char + LONGEST)
        while position < len(mentions) and mentions[position].end <= start:
            position += 1
        inside = []
        for mention in mentions[position:]:
            if mention.start >= end:
                break
            inside.append(mention)
        powers = [power for mention in inside if (power := _power(mention))
                  and not _DOLLARS.match(text, mention.end)]
        powers += _europeans(text, start, end, inside)
        sentences.append(Sentence(index, start, end, text[start:end], span.start, span.end,
                                  tuple(inside), tuple(sorted(powers, key=lambda power: power.start))))
    seen = Counter(power.country for sentence in sentences for power in sentence.powers)
    leading = sorted(seen.items(), key=lambda item: (-item[1], item[0]))[:2]
    return Scene(reading, doc, tuple(sentences), tuple(country for country, _ in leading), issuer)


def _europeans(text: str, start: int, end: int, mentions: list[Mention]) -> list[Power]:
    """ "European" as the Union's adjective, where it isn't part of a name."""
    found = []
    for match in _EUROPEAN.finditer(text, start, end):
        if not any(mention.start <= match.start() < mention.end for mention in mentions):
            mention = Mention(match.start(), match.end(), match[0], "European Union", "Region", None, "EU",
                              "nationality")
            found.append(Power(match.start(), match.end(), "EU", "adjective", mention))
    return found


def issuer_of(publisher: str) -> str | None:
    """The country of an authority by the address or name under which it publishes; None for the press."""
    return next((country for pattern, country in _AUTHORITIES if pattern.search(publisher)), None)


def _power(mention: Mention) -> Power | None:
    """The country that a mention stands for as an actor or target; None for places, firms and lists."""
    country = mention.country
    if not country or country in _PARTS_OF_CHINA:
        return None
    if mention.class_name == "Government":
        kind = "country"
    elif mention.class_name == "Region":
        if mention.how != "nationality" and mention.node != f"region:{country.lower()}":
            return None
        kind = "adjective" if mention.how == "nationality" else "country"
    elif mention.class_name in ("Agency", "Person", "Official"):
        kind = "agency" if mention.class_name == "Agency" else "official"
    else:
        return None
    return Power(mention.start, mention.end, country, kind, mention)


_SPACES = re.compile(r"\s+")
# a character of a clause: no comma or full stop, but the stops of "U.S." and of "2.5"
IN_CLAUSE = r"(?:[^.;,]|(?<=\b[A-Z])\.|\.(?=\w)|,(?=\d))"


def plain(text: str) -> str:
    """Text on one line, single spaces, without Markdown stars and half quotes around it."""
    return _SPACES.sub(" ", text).strip(" *_,;:.\"“”")
