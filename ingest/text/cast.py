"""Who appears in a text: its people and organizations, and whom "he", "the company" or "the senator" means.

The last fitting one of the discourse wins: subjects and speakers before others, near before far (the ranking of
subjects is that of centering, Grosz, Joshi and Weinstein 1995). Gender, where it is known, excludes.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.text.found import Mention
from ingest.text.name_lexicon import FIRST_NAMES, listed
from ingest.text.people import Name, gender_of

_REACH = 12
_WHOLE = 60
_SUBJECT = 1.5  # the weight of a subject
_UNSURE = 0.8  # what somebody of unknown gender loses
_DOUBT = 1.5  # what an unknown name loses against a known person or organization
_TELLING = frozenset({"president", "spokesman", "spokeswoman", "spokesperson", "minister", "premier"})
_IN_FULL = {"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "col": "colonel"}
_FIRMS = listed("company firm airline chipmaker automaker carrier retailer maker manufacturer conglomerate startup")
# what somebody may be called whatever the office
_LOOSE = frozenset({"nominee", "candidate", "businessman", "billionaire", "republican", "democrat", "leader", "author",
                    "mogul", "veteran", "politician"})
_COLLECTIVES = listed("""
company firm group giant agency ministry department embassy commission committee council bureau organization
organisation association union bank board chamber court office party campaign maker manufacturer retailer
carrier conglomerate regulator newspaper paper magazine network outlet institute university government
administration watchdog authority chipmaker automaker airline startup business institution panel caucus
coalition side body federation secretariat""")


@dataclass(slots=True)
class Party:
    """A person or organization of this text. name: the fullest form in it, or the registry's. doubt: of what is
    held for an organization for want of anything that tells: `person` (a "she" behind it may show one) or `thing`."""

    name: str
    kind: str
    start: int
    end: int
    text: str
    mention: Mention | None = None
    gender: str | None = None
    roles: list[str] = field(default_factory=list)
    organization: str | None = None
    country: str | None = None
    doubt: str = ""

    def as_mention(self, start: int, end: int, text: str, how: str = "") -> Mention:
        """The mention of this party at another place of the text."""
        given = self.mention
        if given and given.node:
            return Mention(start, end, text, given.name, given.class_name, given.node, given.country,
                           how or given.how, given.confidence, given.rivals)
        class_name = "Person" if self.kind == "person" else given.class_name if given else "Organization"
        return Mention(start, end, text, self.name, class_name, None, self.country, how or "unresolved",
                       80 if how else 90)


@dataclass(slots=True)
class _Appearance:
    at: int
    sentence: int
    party: Party
    weight: float


class Cast:
    """The parties of a text in the order in which they appear."""

    def __init__(self) -> None:
        self.parties: list[Party] = []
        self._by_surname: dict[str, list[Party]] = {}
        self._by_node: dict[str, Party] = {}
        self._appearances: list[_Appearance] = []

    def introduce(self, name: Name, *, kind: str) -> Party:
        """The party that a name speaks of: one known already, or a new one."""
        known = self.known(name)
        if known is None:
            full = name.mention.name if name.mention and name.mention.node else name.text
            known = Party(full, kind, name.start, name.end, name.text, name.mention, name.gender,
                          country=name.mention.country if name.mention else None)
            self.parties.append(known)
            if name.mention and name.mention.node:
                self._by_node[name.mention.node] = known
            for key in _keys(known, name):
                self._by_surname.setdefault(key, []).append(known)
        known.gender = known.gender or name.gender or gender_of(known.name if kind == "person" else "")
        if name.role and name.role not in known.roles:
            known.roles.append(name.role)
        return known

    def known(self, name: Name) -> Party | None:
        """The party met under this name or surname; the last one met when several bear it."""
        if name.mention and name.mention.node:
            return self._by_node.get(name.mention.node) or self._of_family(name)
        if name.mention and name.mention.how == "second mention":
            every = self._by_surname.get(name.mention.name.lower(), ())
            named = [p for p in every if _agree(p.gender, name.gender)]
            if named:
                return self._latest(named)
        # a bare word's gender is that of a first name, and it may be a family name: Patricia Graham, Graham
        gender = name.gender if name.kind == "person" else None
        exact = [p for p in self._by_surname.get(name.text.lower(), ()) if _agree(p.gender, gender)]
        if exact:
            return self._latest(exact)
        if len(name.text.split()) > 1 and name.kind == "person":
            first = name.text.split()[0].lower()
            return next((p for p in self._by_surname.get(name.surname.lower(), ())
                         if p.kind == "person" and p.name.split()[0].lower() == first), None)
        return None

    def _of_family(self, name: Name) -> Party | None:
        """Whom the text has named in full, when a bare family name that stands first could be the registry's
        somebody else: Zhang is Zhang Xiangchen here."""
        bearers = (p for p in self._by_surname.get(name.text.lower(), ()) if " " in p.text)
        return next((p for p in bearers if p.kind == "person" and p.name.split()[0] == name.text), None)

    def by_node(self, node: str | None) -> Party | None:
        """The party with this id in the registry."""
        return self._by_node.get(node) if node else None

    def appear(self, party: Party, at: int, sentence: int, *, subject: bool = False, speaker: bool = False,
               owner: bool = False, main: bool = False) -> None:
        """Note that a party is spoken of here: as a subject, of the main clause, as a speaker, as an owner."""
        weight = (_SUBJECT + 0.5 * main) * subject + 1.0 * speaker - 0.7 * owner
        insort(self._appearances, _Appearance(at, sentence, party, weight), key=lambda seen: seen.at)

    def person(self, at: int, sentence: int, gender: str | None, *, inside: bool = False) -> Party | None:
        """The person that a pronoun at this place means. inside: it stands in a relative clause of its sentence, so
        that the person is likely named before it there."""
        def fits(party: Party) -> bool:
            return (party.kind == "person" or party.doubt == "person") and _agree(party.gender, gender)

        found = (self._best(at, sentence, fits, gender, 0) if inside else None) \
            or self._best(at, sentence, fits, gender)
        if found and found.doubt:
            found.kind, found.doubt, found.gender = "person", "", gender
        return found

    def has_person_between(self, start: int, end: int) -> bool:
        """Whether a person is spoken of between two offsets."""
        return any(start <= seen.at < end and seen.party.kind == "person" for seen in self._appearances)

    def organization(self, at: int, sentence: int) -> Party | None:
        """The organization that "it" or "they" means."""
        return self._best(at, sentence, lambda p: p.kind in ("organization", "government"), None)

    def spoken_for(self, at: int, sentence: int) -> Party | None:
        """Whom "the spokesperson" means: a spokesperson just named, else the organization last spoken of."""
        return self._best(at, sentence, lambda p: _has_role(p, "spokes"), None, 2) \
            or self._best(at, sentence, lambda p: p.kind == "organization", None, _REACH) \
            or self._best(at, sentence, lambda p: p.kind == "government", None, 4)

    def called(self, at: int, sentence: int, head: str) -> Party | None:
        """The organization that "a ministry spokesman", "a company official" belongs to: the last one with that word
        in its name; a company also without it."""
        head = head.lower()
        named = self._best(at, sentence, lambda p: p.kind != "person" and head in p.name.lower().split(), None, _WHOLE)
        if named is None and head in _FIRMS:
            return self._best(at, sentence, lambda p: p.kind == "organization" and not _is_agency(p), None)
        return named

    def described(self, at: int, sentence: int, head: str) -> Party | None:
        """The party that "the company", "the Vermont senator" means: by its own words first, else the last one."""
        head = head.lower()
        if head in _COLLECTIVES:
            by_name = self._best(at, sentence, lambda p: p.kind != "person" and head in p.name.lower().split(),
                                 None, _WHOLE)
            firm = head in _FIRMS
            return by_name or self._best(
                at, sentence, lambda p: p.kind == "organization" and not (firm and _is_agency(p)), None)
        same = self._best(at, sentence, lambda p: _has_role(p, head), None, _WHOLE)
        gender = gender_of("", head)
        return same or self._best(at, sentence, lambda p: p.kind == "person" and _agree(p.gender, gender)
                                  and not _contradicts(p, head), None, 3)

    def _best(self, at: int, sentence: int, fits: Callable[[Party], bool], gender: str | None,
              reach: int = _REACH) -> Party | None:
        best, highest = None, -1e9
        for seen in reversed(self._appearances):
            distance = sentence - seen.sentence
            if seen.at >= at or distance < 0:
                continue
            if distance > reach:
                break
            if not fits(seen.party) or (seen.party.doubt and seen.weight < _SUBJECT):
                continue
            unsure = _DOUBT if seen.party.doubt else _UNSURE if gender and seen.party.gender is None else 0.0
            score = seen.weight - distance - unsure
            if score > highest:
                best, highest = seen.party, score
        return best

    def _latest(self, parties: list[Party]) -> Party:
        if len(parties) == 1:
            return parties[0]
        for seen in reversed(self._appearances):
            if any(seen.party is p for p in parties):
                return seen.party
        return parties[0]


def _keys(party: Party, name: Name) -> set[str]:
    """The words under which a party may be met again; a Chinese family name stands first."""
    parts = party.name.split()
    keys = {party.name, name.text, name.surname, parts[-1]}
    if party.kind == "person" and len(parts) == 2 and parts[0].lower() not in FIRST_NAMES:
        keys.add(parts[0])
    return {key.lower() for key in keys}


def is_collective(word: str) -> bool:
    """Whether a noun stands for an organization ("company", "ministry")."""
    return word.lower() in _COLLECTIVES


def _is_agency(party: Party) -> bool:
    return party.mention is not None and party.mention.class_name in ("Agency", "Institution")


def _agree(known: str | None, wanted: str | None) -> bool:
    return known is None or wanted is None or known == wanted


def _contradicts(party: Party, head: str) -> bool:
    """Whether somebody can't be "the" so-called, being introduced or known as something else."""
    registered = party.mention is not None and party.mention.node is not None
    return bool(party.roles) and head not in _LOOSE and (registered or head in _TELLING)


def _has_role(party: Party, head: str) -> bool:
    if party.kind != "person":
        return False
    words = (word for role in party.roles for word in role.lower().replace(".", "").split())
    return any(_IN_FULL.get(word, word).startswith(head) for word in words)
