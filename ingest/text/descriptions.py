"""Whom a description means: "the company", "the Commerce Secretary", "a Chinese spokesperson", "the FCC chair".

Unnamed spokespeople stay unnamed: their organization speaks where it is named, else somebody unnamed of a country,
never the spokesperson whom another sentence names. Sources that are nobody's ("a source", "residents") are nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.text.attribution import Source
from ingest.text.cast import Party, is_collective
from ingest.text.cues import WRITINGS
from ingest.text.found import Mention, Span
from ingest.text.introductions import Introductions
from ingest.text.people import Name, is_role
from ingest.text.speaker import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ingest.text.speakers import Speakers

SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespersons"})
_OFFICIALS = frozenset({"official", "officials", "diplomat", "minister", "envoy", "ambassador"}) | SPOKES
_GOVERNMENTS = ("Government", "Region")
_PERSONS = ("Person", "Official")
_ADJECTIVE_REACH = 30


class Descriptions:
    """The descriptions of one text."""

    def __init__(self, speakers: Speakers, introductions: Introductions) -> None:
        self._speakers, self._introductions = speakers, introductions
        self._gazetteer = introductions.gazetteer
        self._words = introductions.words

    def resolve(self, source: Source, sentence: int) -> Speaker | None:
        """The speaker that a description of the sentence with this number means; None when it is nobody's name."""
        head = self._words.doc[source.head]
        covering = self._covering(head)
        if covering and covering.how != "office":
            return self._of_mention(covering)
        inner = self._inner(source)
        if covering or (is_role(head) and head.lower_ not in SPOKES and self._is_definite(source)):
            speaker = self.office(self._text(source), source, sentence)
            if speaker:
                return speaker
        if head.lower_ in _OFFICIALS:
            return self._unnamed(source, inner, sentence)
        if is_collective(head.text):
            return self._collective(source, inner, sentence)
        if head.lower_ in WRITINGS and inner and inner[0].kind in ("organization", "person", "unknown"):
            return self._speakers.named(inner[0], source, sentence)
        return None

    def office(self, text: str, source: Source, sentence: int) -> Speaker | None:
        """Who held an office on the day of the text, else whom the text means by it."""
        doc = self._words.doc
        start, head = doc[source.first].idx, doc[source.head]
        end = head.idx + len(head)
        country = self._introductions.country_between(start - _ADJECTIVE_REACH, end)
        found = self._gazetteer.official(text, country, self._speakers.published)
        if found is None or found.node is None:
            party = self._speakers.cast.described(head.idx, sentence, head.text)
            return self._speakers.of_party(party, start, end, "office") if party else None
        mention = Mention(start, end, self._words.text[start:end], found.name, found.class_name, found.node,
                          found.country, "office", found.confidence)
        held = self._gazetteer.office_of(found.node, self._speakers.published)
        if held and _bears_name(held.organization_name, held.role):
            return self._of_agency(held.organization_name, (start, end))
        party = self._speakers.cast.by_node(found.node)
        return Speaker(mention, found.name, held.role if held else text, held.organization_name if held else None,
                       found.country, party)

    def _of_agency(self, name: str, span: Span) -> Speaker:
        found = self._gazetteer.resolve(name, class_hint="Agency")
        mention = Mention(*span, self._words.text[span[0]:span[1]], found.name, found.class_name, found.node,
                          found.country, "office", found.confidence)
        return Speaker(mention, found.name, None, found.name, found.country, self._speakers.cast.by_node(found.node))

    def _covering(self, head: Token) -> Mention | None:
        """The registry's mention that holds the main word ("the commerce ministry")."""
        found = self._introductions.mention_at(head.idx)
        return found if found and found.class_name not in _GOVERNMENTS else None

    def _inner(self, source: Source) -> list[Name]:
        """The names within a description, and the one that it ends in: "a spokesman for the ministry"."""
        doc, last = self._words.doc, source.head + 1
        behind = doc[last].lower_ if last < len(doc) else ""
        if (is_role(doc[source.head]) and behind in ("for", "of", "from", "at", "with", "in")) \
                or (doc[source.head].lower_ in WRITINGS and behind in ("from", "by", "of", "signed")):
            last += behind == "signed"
            last += 2 + (last + 1 < len(doc) and doc[last + 1].lower_ == "the")
        found = (self._words.name_at.get(i) for i in range(source.first, last))
        return [name for name in dict.fromkeys(found) if name]

    def _is_definite(self, source: Source) -> bool:
        first = self._words.doc[source.first]
        return first.lower_ in ("the", "this", "that") or first.tag_ == "PRP$"

    def _text(self, source: Source) -> str:
        words = self._words.doc[source.first:source.head + 1].text
        return words.removeprefix("the ").removeprefix("The ")

    def _of_mention(self, mention: Mention) -> Speaker:
        office = self._gazetteer.office_of(mention.node, self._speakers.published) if mention.node else None
        organization = None if mention.class_name in _PERSONS else mention.name
        party = self._speakers.cast.by_node(mention.node)
        return Speaker(mention, mention.name, None, organization,
                       mention.country or (office.country if office else None), party)

    def _unnamed(self, source: Source, inner: list[Name], sentence: int) -> Speaker | None:
        """An unnamed spokesperson or official: of an organization that stands for it, or of a country."""
        head = self._words.doc[source.head]
        spokes = head.lower_ in SPOKES
        role = "spokesperson" if spokes else head.lower_
        organizations = [n for n in inner if n.kind != "person" and n.country is None]
        country = self._country(source, inner)
        if inner and not country and self._speakers.party_of(inner[-1]).kind == "person":
            return self._of_person(inner[-1], head, role)
        of = None if organizations or country else self._called(source, sentence)
        if of:
            return self._of_called(of, source, role)
        if spokes and (organizations or (country is None and self._is_definite(source))):
            return self._spoken_for(head, organizations, sentence)
        if organizations:
            name = organizations[-1].text
            return Speaker(None, f"unnamed {name} {role}", role, name, country)
        adjective = self._adjective(head, country, inner) if country else None
        return Speaker(None, f"unnamed {adjective} {role}", role, None, country) if adjective else None

    def _of_person(self, name: Name, head: Token, role: str) -> Speaker | None:
        """An unnamed one of somebody's campaign or office, which speaks, or of somebody in person."""
        behind = self._words.doc[name.last] if name.last < len(self._words.doc) else None
        if behind is not None and is_collective(behind.text) and name.first > head.i:
            words = f"{name.text} {behind.text}"
            mention = Mention(name.start, behind.idx + len(behind), words, words, "Organization")
            return Speaker(mention, words, role, words)
        return Speaker(None, f"unnamed {self._speakers.party_of(name).name} {role}", role)

    def _called(self, source: Source, sentence: int) -> Party | None:
        """The organization whose kind stands before an unnamed one: "a ministry spokesman"."""
        for token in reversed(self._words.doc[source.first:source.head]):
            if is_collective(token.text) and token.text.islower():
                return self._speakers.cast.called(token.idx, sentence, token.text)
        return None

    def _of_called(self, party: Party, source: Source, role: str) -> Speaker:
        head = self._words.doc[source.head]
        if role != "spokesperson":
            return Speaker(None, f"unnamed {party.name} {role}", role, party.name, party.country)
        speaker = self._speakers.of_party(party, head.idx, head.idx + len(head), "pronoun")
        return Speaker(speaker.mention, speaker.name, role, party.name, speaker.country, party)

    def _spoken_for(self, head: Token, organizations: list[Name], sentence: int) -> Speaker | None:
        """The organization that a spokesperson without a name speaks for."""
        end = head.idx + len(head)
        party = self._speakers.party_of(organizations[-1]) if organizations else \
            self._speakers.cast.spoken_for(head.idx, sentence)
        if party is None:
            return None
        speaker = self._speakers.of_party(party, head.idx, end, "" if organizations else "pronoun")
        if party.kind == "person":
            return None if organizations else speaker
        return Speaker(speaker.mention, speaker.name, "spokesperson", party.name, speaker.country, party)

    def _country(self, source: Source, inner: list[Name]) -> str | None:
        doc = self._words.doc
        near = self._introductions.country_between(doc[source.first].idx, doc[source.head].idx)
        return near or next((n.country for n in inner if n.country), None)

    def _adjective(self, head: Token, country: str, inner: list[Name]) -> str:
        """The word that gives a description its country ("Chinese")."""
        near = (m.text for m in reversed(self._introductions.mentions)
                if m.country == country and 0 <= head.idx - m.end < _ADJECTIVE_REACH)
        return next(near, None) or next((n.text for n in inner if n.country == country), country)

    def _collective(self, source: Source, inner: list[Name], sentence: int) -> Speaker | None:
        """ "the Clinton campaign" by its own name; "the company" by the text."""
        doc = self._words.doc
        head = doc[source.head]
        start, end = doc[source.first].idx, head.idx + len(head)
        if not inner or any(n.country for n in inner):
            if not inner and not self._is_definite(source):
                return None
            party = self._speakers.cast.described(head.idx, sentence, head.text)
            return self._speakers.of_party(party, start, end, "pronoun") if party else None
        found = self._gazetteer.resolve(" ".join(self._text(source).split()))
        class_name = found.class_name if found.node else "Organization"
        mention = Mention(start, end, self._words.text[start:end], found.name, class_name, found.node, found.country)
        return Speaker(mention, mention.name, None, mention.name, found.country)


def _bears_name(organization: str, role: str) -> bool:
    """Whether an agency is called by the office of its head, so that the office alone means the agency: "the US
    Trade Representative confirmed" is the Office of the United States Trade Representative."""
    return organization.casefold() == f"office of the {role.casefold()}"
