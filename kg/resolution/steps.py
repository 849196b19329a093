"""The steps of the guarded order: each looks a name up in its own way, and answers with bearers or with a doubt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.resolution.body import adjective_words, body, country_at
from kg.resolution.countries import HAN_COUNTRIES
from kg.resolution.form import NameForm, expanded, form, with_umlauts
from kg.resolution.known import Match
from kg.resolution.typo import slip
from kg.resolution.words import HONORIFICS

if TYPE_CHECKING:
    from kg.resolution.index import NameIndex

SHORTEST_SQUASHED = 4
_POSSESSIVE = re.compile(r"[^'’]+['’]s?\s")

Step = Callable[["NameIndex", NameForm], "dict[str, str] | Match"]


def _exact(index: NameIndex, given: NameForm) -> dict[str, str]:
    return index.exact.get(given.key, {})


def _legal_form(index: NameIndex, given: NameForm) -> dict[str, str] | Match:
    bearers = index.words.get(given.words, {})
    fitting = {node: "legal form" for node in bearers if index.compatible(node, given.legal)}
    if bearers and not fitting:
        return Match("", "legal form", 70, tuple(sorted(bearers)), "another legal form")
    return fitting


def _squashed(index: NameIndex, given: NameForm) -> dict[str, str]:
    if given.is_han or len(given.squashed) < SHORTEST_SQUASHED:
        return {}
    return {node: name for node, name in index.squashed.get(given.squashed, {}).items()
            if index.compatible(node, given.legal)}


def _spelling(index: NameIndex, given: NameForm) -> dict[str, str]:
    if given.is_han:
        return {}
    found = dict(index.spelled.get(expanded(given.words), {}))
    if (plain := with_umlauts(given.text)) != given.text:
        found.update(dict.fromkeys(index.words.get(form(plain).words, ()), plain))
    return {node: name for node, name in found.items() if index.compatible(node, given.legal)}


def _body(index: NameIndex, given: NameForm) -> dict[str, str] | Match:
    found = body(given.text)
    bearers = index.bodies.get(found.kind, {}) if found else {}
    if not found or not bearers:
        return {}
    if not found.country and len(bare := index.bare.get(found.kind, set())) == 1:
        return dict.fromkeys(bare, "body")  # the registry knows it by its name without a country
    if not found.country:
        return Match("", "body", 70, tuple(sorted(bearers)), "no country is said")
    return {node: "body" for node, code in bearers.items() if code == found.country}


def _country(index: NameIndex, given: NameForm) -> dict[str, str]:
    """The country in front: a firm takes a possessive or an adjective only, else "Huawei USA" would be Huawei."""
    if given.is_han:
        return _han_country(index, given)
    code, length = country_at(given.words, 0)
    lead, rest = given.words[:length], given.words[length:]
    if not code or not rest:
        return {}
    classes = {"Agency", "Person", "Institution"}
    if _POSSESSIVE.match(given.text) or lead in adjective_words():
        classes.add("Company")
    return {node: "country" for node in index.words.get(rest, ())
            if index.known[node].country == code and index.known[node].class_name in classes}


def _han_country(index: NameIndex, given: NameForm) -> dict[str, str]:
    name = given.words[0]
    for country, code in HAN_COUNTRIES.items():
        if len(country) > 1 and name.startswith(country) and name != country:
            return {node: "country" for node in index.words.get((name.removeprefix(country),), ())
                    if index.known[node].country == code and index.known[node].class_name == "Agency"}
    return {}


def _person(index: NameIndex, given: NameForm) -> dict[str, str]:
    """Titles in front, middle initials left out, two parts in the other order."""
    if given.is_han or given.marked or given.legal:
        return {}
    words = given.words
    while len(words) > 2 and words[0] in HONORIFICS:
        words = words[1:]
    full = tuple(w for i, w in enumerate(words) if len(w) > 1 or i in (0, len(words) - 1))
    return index.persons.get(full, {})


def _surname(index: NameIndex, given: NameForm) -> dict[str, str] | Match:
    """A surname alone, or behind a title, of one known person: doubtful, for others have it too."""
    words = given.words
    while len(words) > 1 and words[0] in HONORIFICS:
        words = words[1:]
    bearers = index.surnames.get(words[0], {}) if len(words) == 1 and len(words[0]) > 1 else {}
    return Match("", "person", 70, tuple(sorted(bearers)), "a surname alone") if len(bearers) == 1 else {}


def _place(index: NameIndex, given: NameForm) -> dict[str, str]:
    return {node: name for node, name in index.placeless.get(given.words, {}).items()
            if index.compatible(node, given.legal)}


def _short(index: NameIndex, given: NameForm) -> dict[str, str]:
    """ "Tencent" for Tencent Holdings."""
    return {node: name for node, name in index.short.get(given.words, {}).items()
            if index.compatible(node, given.legal)}


def _typo(index: NameIndex, given: NameForm) -> dict[str, str] | Match:
    if given.is_han or given.marked or not given.words[0]:
        return {}
    slips: dict[str, set[str]] = defaultdict(set)
    for words, node in index.firms.get((len(given.words), given.words[0][:1]), ()):
        if (kind := slip(given.words, words)) and index.compatible(node, given.legal):
            slips[kind].add(node)
    sure, doubtful = slips["typo"], slips["doubtful"]
    if len(sure) == 1 and not doubtful - sure:
        return dict.fromkeys(sure, "typo")
    if sure or doubtful:
        return Match("", "typo", 65, tuple(sorted(sure | doubtful)), "a slip in the spelling, or another name")
    return {}


STEPS: tuple[tuple[str, Step], ...] = (
    ("exact", _exact), ("legal form", _legal_form), ("squashed", _squashed), ("spelling", _spelling), ("body", _body),
    ("country", _country), ("person", _person), ("place", _place), ("short name", _short),
    ("typo", _typo), ("surname", _surname))
