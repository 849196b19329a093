"""What the bundled registry and regions know: things with their names, and offices with their holders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources

import msgspec

from ingest.registry_record import RegistryRecord
from kg.resolution import countries
from kg.resolution.index import NameIndex
from kg.resolution.known import Known

_SHORTEST_SURNAME = 5
FILES = ("regions.jsonl", "registry.jsonl")
# aliases that are everyday words: they mean the agency only with more words around them
_TOO_PLAIN = frozenset({"finance", "justice", "foreign minister", "prime minister", "watch list", "el", "most", "cap",
                        "export control list", "covered list", "chinese side", "countermeasures list"})


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person holds: from the first day up to, but not on, the second; "" is not known."""

    person: str
    role: str
    organization: str
    country: str
    start: str = ""
    end: str = ""

    def held_on(self, date: str) -> bool:
        """Whether it is known to be held on a day (ISO)."""
        return bool(self.start) and self.start <= date and (not self.end or date < self.end)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a known thing and what sort of name it is (`official`, `alias`, `abbreviation`, …; `own`)."""

    text: str
    kind: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Thing:
    """A known party, list or region."""

    id: str
    class_name: str
    name: str
    country: str | None
    names: tuple[Name, ...]
    part_of: str = ""
    offices: tuple[Office, ...] = field(default=(), compare=False)


def things() -> Iterator[Thing]:
    """All that the bundled files know by name."""
    for file in FILES:
        content = resources.files("ingest.bundled").joinpath(file).read_bytes()
        for line in content.splitlines():
            if line.strip():
                yield _thing(msgspec.json.decode(line, type=RegistryRecord))


def _thing(record: RegistryRecord) -> Thing:
    names = [Name(record.name, "own")]
    names += [Name(n.name, n.kind, n.lang) for n in record.names or () if n.name != record.name]
    offices = tuple(Office(record.id, o.role, o.organization, record.country or "",
                           o.from_.isoformat() if o.from_ else "", o.to.isoformat() if o.to else "")
                    for o in record.offices or ())
    return Thing(record.id, record.class_, record.name, record.country, tuple(names), record.part_of or "", offices)


def is_plain(name: str) -> bool:
    """Whether a name is too everyday a word to be found by itself."""
    return name.casefold() in _TOO_PLAIN


def country_names(known: list[Thing]) -> dict[str, str]:
    """Every English name of a country with its code: of the regions, and what texts use beside them."""
    found = dict(countries.names())
    for thing in known:
        if thing.class_name == "Region" and thing.country and thing.id == f"region:{thing.country.lower()}":
            found.update({n.text: thing.country for n in thing.names if n.text.isascii() or n.language == "en"})
    return found


def index_of(known: list[Thing]) -> NameIndex:
    """The names ready for `NameIndex.find`; heads of state go by their surname too ("Trump")."""
    return NameIndex.of(Known(t.id, t.class_name, (*(n.text for n in t.names), *_surname_of_head(t)),
                              t.country or "") for t in known)


def _surname_of_head(thing: Thing) -> tuple[str, ...]:
    """The surname of a president, when it is long enough to be nobody else's."""
    surname = thing.name.split()[0 if thing.country == "CN" else -1]
    is_head = any(office.role == "President" for office in thing.offices)
    return (surname,) if is_head and len(surname) >= _SHORTEST_SURNAME else ()
