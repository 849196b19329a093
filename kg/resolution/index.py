"""Known names, and which of their bearers a name means: the guarded order, most certain comparison first.

Exact name; Chinese name without its legal form; legal form stripped; squashed; usual abbreviations and spellings;
ministries by what they deal with; a country in front; persons by title, initials and order of names; a firm's name
without the place in front; and at last a slip in a firm's own long word. Each step is tried only when those before
it found nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.resolution.body import body
from kg.resolution.form import NameForm, expanded, form
from kg.resolution.known import SCORES, Known, Match
from kg.resolution.steps import STEPS
from kg.resolution.words import GENERIC, GROUP_WORDS, LEGAL_FORMS, PLACES

_SHORTEST_OWN = 5
# forms that texts put for one another; the others tell a firm from its units abroad
PLAIN_FORMS = frozenset({"co", "ltd", "corp"})
# classes that a hint takes in, beside itself
_WIDER = {
    "Party": frozenset({"Government", "Person", "Official", "Organization", "Company", "Agency", "Institution"}),
    "Organization": frozenset({"Company", "Agency", "Institution"}),
    "Person": frozenset({"Official"}),
}


@dataclass(slots=True)
class NameIndex:
    """Known names under the keys that they are looked up by."""

    known: dict[str, Known] = field(default_factory=dict)
    exact: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    words: dict[tuple[str, ...], dict[str, set[frozenset[str]]]] = field(default_factory=lambda: defaultdict(dict))
    squashed: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    spelled: dict[tuple[str, ...], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    bodies: dict[tuple[str, frozenset[str]], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    bare: dict[tuple[str, frozenset[str]], set[str]] = field(default_factory=lambda: defaultdict(set))
    persons: dict[tuple[str, ...], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    short: dict[tuple[str, ...], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    surnames: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    placeless: dict[tuple[str, ...], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    firms: dict[tuple[int, str], list[tuple[tuple[str, ...], str]]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, set[frozenset[str]]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, known: Iterable[Known]) -> NameIndex:
        """An index of all that is known; of equal ids the last counts."""
        index = cls({one.id: one for one in known})
        for one in index.known.values():
            for name in one.names:
                index._add(one, name)
        return index

    def _add(self, one: Known, name: str) -> None:
        given = form(name)
        how = "exact" if name == one.names[0] else "alias"
        self.exact[given.key].setdefault(one.id, how)
        self.words[given.words].setdefault(one.id, set()).add(given.legal)
        if given.legal:
            self.forms[one.id].add(given.legal)
        if given.is_han:
            return
        self.squashed[given.squashed].setdefault(one.id, name)
        self.spelled[expanded(given.words)].setdefault(one.id, name)
        if one.class_name in ("Person", "Official"):
            for words in _orders(given.words):
                self.persons[words].setdefault(one.id, name)
            if name == one.names[0] and len(given.words) > 1:
                self.surnames[given.words[0 if one.country == "CN" else -1]].setdefault(one.id, name)
        elif one.class_name == "Agency" and (found := body(name)):
            self.bodies[found.kind].setdefault(one.id, found.country or one.country)
            if not found.country:
                self.bare[found.kind].add(one.id)
        elif one.class_name == "Company":
            self.firms[len(given.words), given.words[0][:1]].append((given.words, one.id))
            if name == one.names[0] and (short := _without_group(given.words)):
                self.short[short].setdefault(one.id, name)
            for words in _by_place(given.words):
                self.placeless[words].setdefault(one.id, name)

    def find(self, name: str, *, class_name: str = "", country: str = "") -> Match:
        """Whom a name means. class_name, country: only such as fit; a country that isn't known fits."""
        given = form(name)
        if not given.key or not any(given.words):
            return Match()
        doubt = Match()
        for how, step in STEPS:
            found = step(self, given)
            if isinstance(found, Match):
                doubt = doubt if doubt.rivals else found
                continue
            fitting = [node for node in found if self._fits(self.known[node], class_name, country)]
            if fitting:
                return self._chosen(given, fitting, found[fitting[0]] if how == "exact" else how)
        return doubt

    def _fits(self, one: Known, class_name: str, country: str) -> bool:
        of_class = not class_name or one.class_name == class_name or one.class_name in _WIDER.get(class_name, ())
        return of_class and (not country or not one.country or one.country == country)

    def _chosen(self, given: NameForm, nodes: list[str], how: str) -> Match:
        """The only one, or the one whose whole own name it is; else rivals."""
        found = body(given.text) if how == "alias" and len(nodes) == 1 else None
        if found is not None and not found.country:
            nodes = sorted({*nodes, *self.bare.get(found.kind, ())})
        if len(nodes) == 1 and self._is_whole_name(nodes[0], given) and not given.units:
            return Match(nodes[0], how, SCORES[how])
        rivals = sorted({*nodes, *(self.squashed.get(given.squashed, {}) if how == "alias" else ())})
        if len(rivals) > 1:
            whole = [node for node in rivals if self._is_whole_name(node, given)]
            nodes = whole if len(whole) == 1 else rivals
        if given.units:
            return Match("", how, 60, tuple(sorted(nodes)), "the name takes in subsidiaries")
        if len(nodes) > 1:
            return Match("", how, 60, tuple(sorted(nodes)), "several are called so")
        return Match(nodes[0], how, SCORES[how], tuple(node for node in rivals if node != nodes[0]))

    def _is_whole_name(self, node: str, given: NameForm) -> bool:
        """Whether the bearer's own name says no more than this, but for its legal form and Group, Holding …"""
        own = [word for word in form(self.known[node].names[0]).words if word not in GROUP_WORDS]
        return "".join(own) == "".join(word for word in given.words if word not in GROUP_WORDS)

    def unit_of(self, given: NameForm) -> tuple[str, tuple[str, ...]] | None:
        """The known firm whose name begins or ends a longer one ("… of CETC"), and the other words; else None."""
        words = tuple(word for word in given.words if word not in LEGAL_FORMS)
        for cut in range(len(words) - 1, 0, -1):
            for firm, rest in ((words[:cut], words[cut:]), (words[-cut:], words[:-cut])):
                nodes = [n for n in self.words.get(firm, ()) if self.known[n].class_name == "Company"]
                if len(nodes) == 1 and not given.is_han:
                    return nodes[0], tuple(word for word in rest if word not in ("of", "the"))
        return None

    def compatible(self, node: str, legal: frozenset[str]) -> bool:
        """Whether a legal form may be a bearer's: one of its names has it or one as plain, or none has any."""
        forms = self.forms.get(node, set())
        if not legal:
            return True
        return self.known[node].class_name in ("Company", "Party") and (
            not forms or any(legal == known or legal | known <= PLAIN_FORMS | {"inc"} for known in forms))


def _orders(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A person's name without middle initials, and with two parts in the other order."""
    full = tuple(w for i, w in enumerate(words) if len(w) > 1 or i in (0, len(words) - 1))
    yield full
    if len(full) == 2:
        yield full[::-1]


def _without_group(words: tuple[str, ...]) -> tuple[str, ...]:
    """A firm's own name without Group or Holdings at its end, if what is left is its own word; else ()."""
    rest = words
    while rest and rest[-1] in ("group", "holding", "holdings"):
        rest = rest[:-1]
    return rest if rest != words and len(rest) == 1 and len(rest[0]) >= _SHORTEST_OWN \
        and not set(rest) & (GENERIC | PLACES) else ()


def _by_place(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Of a firm's name with its place in front: the name without it, and the place with the firm's own words."""
    if len(words) > 2 and words[0] in PLACES and words[1] not in GENERIC | PLACES:
        yield words[1:]
        end = next((i for i, word in enumerate(words) if i and word in GENERIC), len(words))
        yield words[:end]
