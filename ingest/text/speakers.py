"""Who a source is: a person with role and organization, an organization, a government, or somebody unnamed.

Reads the sentences in order and keeps the cast of the text. What the text doesn't say of a speaker stays None; an
office that the registry knows ("the Commerce Secretary") is resolved by the day of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.text.attribution import Source, Words, from_token
from ingest.text.cast import Cast, Party
from ingest.text.cues import is_strong
from ingest.text.descriptions import SPOKES, Descriptions
from ingest.text.found import Mention
from ingest.text.handles import bearer, registered
from ingest.text.headlines import full_names
from ingest.text.introductions import Introductions
from ingest.text.name_lexicon import ROLE_NOUNS, listed
from ingest.text.people import Name, gender_of, is_role
from ingest.text.reporting import Sentence
from ingest.text.speaker import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ingest.text.gazetteer import Gazetteer

# who somebody is to somebody else: no office or occupation
_RELATIONS = listed("""
rival critic friend colleague wife husband son daughter brother sister mother father widow man woman supporter
voter opponent resident member partner""")
_PUBLIC = listed("""
president minister secretary premier chancellor ambassador envoy governor representative commissioner spokesman
spokeswoman spokesperson senator mayor official officials chair chairman chairwoman director-general director
administrator leader negotiator undersecretary vice-premier vice""")
_PUBLIC_CLASSES = ("Government", "Agency")
_MINISTRIES = listed("ministry department embassy senate parliament council white customs administration")
_GOVERNMENTS = ("Government", "Region")
_PERSONS = ("Person", "Official")
# who owns these speaks: "the USTR's Office"
_PARTS_OF = frozenset({"Office", "Administration", "Government", "Cabinet"})
_SUBJECT = ("nsubj", "nsubjpass")
_UNNAMED_REACH = 2  # sentences behind an unnamed spokesperson in which "he" may be that one
_OWNERS = ("'s", "’s", "’", "'")


class Speakers:
    """The speakers of one text."""

    def __init__(self, words: Words, names: Sequence[Name], introductions: Introductions,
                 published: str | None, *, heading: str = "") -> None:
        self.words, self.published = words, published
        self.gazetteer: Gazetteer = introductions.gazetteer
        self.cast = Cast()
        self._introductions = introductions
        self._party: dict[int, Party] = {}
        self._unnamed: list[tuple[Source, int]] = []
        for name in names:
            if self._kind(name) == "person" and " " in name.text:
                self._describe(self.cast.introduce(name, kind="person"), name)
        for name in names:
            if self._kind(name) == "person" and name.mention and " " not in name.text:
                self._describe(self.cast.introduce(name, kind="person"), name)
        self._introduce_from(heading, names)
        self._introduce_bearers(names)
        for name in names:
            if name.kind != "office":
                self._party[name.first] = self._introduced(name)
        self._descriptions = Descriptions(self, introductions)

    def walk(self, names: Sequence[Name], sentences: Sequence[Sentence]) -> None:
        """Note every appearance in the order of the text, subject pronouns included."""
        at = 0
        for number, sentence in enumerate(sentences):
            for start, end in sentence.outside():
                for token in self.words.between(start, end):
                    while at < len(names) and names[at].first < token.i:
                        at += 1
                    if at < len(names) and names[at].first == token.i:
                        self._note(names[at], number)
                    elif token.lower_ in ("he", "she") and token.dep_ in _SUBJECT:
                        self._note_pronoun(token, number)
                    elif token.lower_ in SPOKES and token.dep_ in _SUBJECT:
                        self._note_unnamed(token, number)

    def resolve(self, source: Source, sentence: int) -> Speaker | None:
        """Who a source of the sentence with this number is; None when nobody of the text is meant."""
        token = self.words.doc[source.head]
        if source.kind == "pronoun":
            return self._pronoun(token, sentence)
        if source.kind == "name" and source.name and _is_kind(source.name, token):
            before = source.name.first - 1
            first = before if before >= 0 and self.words.doc[before].lower_ == "the" else source.first
            return self._descriptions.resolve(Source("description", token.i, first), sentence)
        if source.kind == "name" and source.name:
            return self.named(source.name, source, sentence)
        return self._descriptions.resolve(source, sentence)

    def spoke(self, speaker: Speaker, at: int, sentence: int) -> None:
        """Note who spoke, for the pronouns to come."""
        if speaker.party:
            self.cast.appear(speaker.party, at, sentence, subject=True, speaker=True)

    def of_party(self, party: Party, start: int, end: int, how: str = "") -> Speaker:
        """A party as the speaker whom the words from `start` to `end` mean."""
        mention = party.as_mention(start, end, self.words.text[start:end], how)
        role = party.roles[0] if party.roles else None
        organization = party.organization if party.kind == "person" else party.name
        office = self.gazetteer.office_of(mention.node, self.published) if mention.node else None
        if office and role:
            organization = office.organization_name
            role = role if "pokes" in office.role else office.role
        country = party.country or mention.country or (office.country if office else None)
        return Speaker(mention, party.name, role, organization, country, party)

    def party_of(self, name: Name) -> Party:
        """The party that a name of the text speaks of."""
        return self._party.get(name.first) or self.cast.introduce(name, kind=self._kind(name))

    def named(self, name: Name, source: Source, sentence: int) -> Speaker | None:
        """A name as a speaker: a country is its government, an office whoever held it."""
        if name.kind == "office":
            return self._descriptions.office(name.text, source, sentence)
        owner = self.words.name_at.get(name.first - 2) if name.text in _PARTS_OF else None
        if owner and owner is not name and self.words.doc[name.first - 1].text in _OWNERS:
            return self.named(owner, source, sentence)
        party = self.party_of(name)
        speaker = self.of_party(party, name.start, name.end)
        if name.mention and name.mention.class_name == "Region":
            return self._government(name, speaker)
        return speaker

    def is_public(self, speaker: Speaker) -> bool:
        """Whether a speaker is in public office or speaks for a state at the time."""
        if speaker.mention is None:
            return speaker.country is not None
        if speaker.mention.class_name in _PUBLIC_CLASSES:
            return True
        if speaker.mention.class_name not in _PERSONS:
            return False
        role = set((speaker.role or "").lower().replace(".", "").split())
        if "former" in role:
            return False
        office = self.gazetteer.office_of(speaker.mention.node, self.published) if speaker.mention.node else None
        if office:
            return self._is_state(office.organization_name)
        return bool(_PUBLIC & role) and speaker.country is not None and self._is_state(speaker.organization)

    def _is_state(self, organization: str | None) -> bool:
        """Whether an organization is a ministry or the like; a role without one is taken for a public office."""
        if organization is None:
            return True
        found = self.gazetteer.resolve(organization)
        return found.class_name in _PUBLIC_CLASSES or bool(_MINISTRIES & set(organization.lower().split()))

    def _note(self, name: Name, number: int) -> None:
        party = self._party.get(name.first)
        if party is None:
            return
        doc = self.words.doc
        head = doc[name.last - 1]
        following = doc[name.last].text if name.last < len(doc) else ""
        self.cast.appear(party, name.start, number, subject=head.dep_ in _SUBJECT, main=head.head.dep_ == "ROOT",
                         speaker=head.dep_ == "nsubj" and is_strong(head.head), owner=following in _OWNERS)

    def _note_pronoun(self, token: Token, number: int) -> None:
        gender = "m" if token.lower_ == "he" else "f"
        party = self.cast.person(token.idx, number, gender)
        if party:
            party.gender = party.gender or gender
            self.cast.appear(party, token.idx, number, subject=True)

    def _note_unnamed(self, token: Token, number: int) -> None:
        source = from_token(self.words, token)
        if source and source.kind == "description":
            self._unnamed.append((source, number))

    def _kind(self, name: Name) -> str:
        mention = name.mention
        if name.kind == "person" or (mention and mention.class_name in _PERSONS and mention.how != "office"):
            return "person"
        if name.kind == "organization" or (mention and mention.node):
            return "government" if mention and mention.class_name in _GOVERNMENTS else "organization"
        if name.kind == "place":
            return "government"
        head = self.words.doc[name.last - 1]
        parts = name.text.split()
        if name.gender and len(parts) == 1 and head.dep_ in (*_SUBJECT, "appos"):
            return "person"
        speaks = head.dep_ == "nsubj" and is_strong(head.head) and all(part[0].isupper() for part in parts)
        if name.kind == "unknown" and 2 <= len(parts) <= 4 and (speaks or self._introductions.has_role(name)):
            return "person"
        return "unknown"

    def _introduced(self, name: Name) -> Party:
        """The party of a name, now that all full names are known: a bare surname is its bearer."""
        handled = self._handled(name) if self.words.text[name.start] == "@" else None
        if handled:
            return handled
        known = self.cast.known(name)
        if known is not None and (known.kind == "person" or not name.gender):
            return known
        kind = self._kind(name)
        if kind != "unknown":
            return self.cast.introduce(name, kind=kind)
        party = self.cast.introduce(name, kind="person" if name.gender else "organization")
        if party.kind != "person":
            party.doubt = "person" if self._may_be_somebody(name) else "thing"
        return party

    def _introduce_from(self, heading: str, names: Sequence[Name]) -> None:
        """Take over the people whom only the heading names in full, where the text speaks of their surnames."""
        in_full = full_names(heading)
        for name in names:
            full = in_full.get(name.text)
            if full and not (name.mention and name.mention.node) and self.cast.known(name) is None:
                self.cast.introduce(replace(name, text=full, kind="person", gender=gender_of(full)), kind="person")

    def _introduce_bearers(self, names: Sequence[Name]) -> None:
        """Take a name of two or three words for a person's when its last word alone says something elsewhere: "Moon
        said", and Kelly Moon later."""
        bare = {name.text for name in names if " " not in name.text and name.kind == "unknown" and self._says(name)}
        for name in names:
            words = name.text.split()
            if 2 <= len(words) <= 3 and words[-1] in bare and self._kind(name) == "unknown" \
                    and all(word.isalpha() for word in words):
                self._describe(self.cast.introduce(replace(name, kind="person"), kind="person"), name)

    def _says(self, name: Name) -> bool:
        head = self.words.doc[name.last - 1]
        return head.dep_ == "nsubj" and is_strong(head.head)

    def _handled(self, name: Name) -> Party | None:
        """The person whose full name a handle holds."""
        known = bearer(name.text, self.cast.parties)
        mention = None if known else registered(name.text, name.start, self.gazetteer)
        if mention is None:
            return known
        return self.cast.introduce(replace(name, kind="person", mention=mention), kind="person")

    def _may_be_somebody(self, name: Name) -> bool:
        """Whether nothing in a name of unknown kind speaks against a person: no article, no plural, no capitals, and
        no word alone that has its capital from the sentence's start."""
        doc = self.words.doc
        before = doc[name.first - 1] if name.first else None
        words = name.text.split()
        opens = before is None or before.is_punct or before.is_space
        determined = before is not None and before.tag_ in ("DT", "PRP$", "JJ")
        return not determined and 1 + opens <= len(words) < 4 and doc[name.last - 1].tag_ == "NNP" \
            and all(word.isalpha() and not word.isupper() for word in words)

    def _describe(self, party: Party, name: Name) -> None:
        """Take over role, organization and country as the words beside a name give them."""
        given = self._introductions.of(name)
        if given.role and given.role not in party.roles and given.role.split()[-1].lower() not in _RELATIONS:
            party.roles.append(given.role)
            party.gender = party.gender or gender_of("", given.role)
        party.organization = party.organization or given.organization
        party.country = party.country or given.country

    def _pronoun(self, token: Token, sentence: int) -> Speaker | None:
        if token.lower_ in ("he", "she", "his", "her"):
            unnamed = next((u for u in reversed(self._unnamed) if u[0].head < token.i), None)
            if unnamed and sentence - unnamed[1] <= _UNNAMED_REACH \
                    and not self.cast.has_person_between(self.words.doc[unnamed[0].first].idx, token.idx):
                return self._descriptions.resolve(*unnamed)
            party = self.cast.person(token.idx, sentence, "m" if token.lower_ in ("he", "his") else "f",
                                     inside=token.head.dep_ == "relcl")
        else:
            party = self.cast.organization(token.idx, sentence)
        return self.of_party(party, token.idx, token.idx + len(token), "pronoun") if party else None

    def _government(self, name: Name, speaker: Speaker) -> Speaker:
        """The government of a country that speaks."""
        code = name.country
        found = self.gazetteer.resolve(name.text, class_hint="Government", country=code)
        if found.class_name != "Government":
            rivals = (thing for rival in found.rivals if (thing := self.gazetteer.thing(rival)))
            government = next((thing.name for thing in rivals if thing.class_name == "Government"), name.text)
            found = self.gazetteer.resolve(government, class_hint="Government", country=code)
        if found.node is None or found.class_name != "Government":
            return speaker
        mention = Mention(name.start, name.end, name.text, found.name, found.class_name, found.node, found.country,
                          found.how, found.confidence)
        return Speaker(mention, found.name, None, found.name, found.country, speaker.party)


def _is_kind(name: Name, head: Token) -> bool:
    """Whether a capitalised word says what somebody is, not who: "the Democrat"."""
    words = name.text.split()
    determined = len(words) == 1 or (name.first > 0 and head.doc[name.first - 1].lower_ == "the")
    return name.kind == "unknown" and determined and words[-1].lower() in ROLE_NOUNS and is_role(head)
