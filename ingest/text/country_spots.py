"""Countries in a text: as places, as governments that act, and as adjectives."""

from __future__ import annotations

from ingest.text.found import Mention
from ingest.text.known_names import Thing
from ingest.text.name_lexicon import ORGANIZATION_WORDS, TITLES
from ingest.text.spots import Page
from kg.names import name_key
from kg.resolution.words import word_set

_PLACE_PREPOSITIONS = word_set("in within across throughout inside outside around near at into via")
_ACTING = frozenset({"nsubj", "nsubjpass", "poss", "agent", "dobj", "iobj", "dative"})
# prepositions after which a capital stands for its government: "talks with Beijing", "pressure on Beijing"
_PARTNER = word_set("with against on by between upon versus toward towards for")
# names of countries that are first or last names, or states, as often
_DOUBTFUL = frozenset({"georgia", "jordan", "chad", "jersey", "guinea", "mali", "niger", "dominica"})
_GOVERNMENT_WORDS = frozenset({"government", "authorities", "side", "administration", "leadership", "regime"})


class Countries:
    """Turns the names of countries and capitals into mentions."""

    def __init__(self, known: dict[str, Thing]) -> None:
        self._governments = {t.country: t for t in known.values() if t.class_name == "Government" and t.country
                             and t.id == f"gov:{t.country.lower()}"}
        self._regions = {t.country: t for t in known.values() if t.class_name == "Region" and t.country
                         and t.id == f"region:{t.country.lower()}"}
        self._cities = {name_key(n.text): t for t in known.values() if t.class_name == "Region" for n in t.names}

    def adjective(self, page: Page, first: int, last: int, code: str) -> Mention | None:
        """ "Chinese" as in Chinese goods: a Region; "the Chinese government" goes on to `government`."""
        region = self._regions.get(code) or self._governments.get(code)
        if region is None:
            return None
        return page.mention(first, last, name=region.name, class_name="Region", node=region.id, country=code,
                            how="nationality")

    def country(self, page: Page, first: int, last: int, code: str) -> Mention | None:
        """A country by name: the place behind a preposition of place, else the party."""
        if page.key(first) in _DOUBTFUL and _in_longer_name(page, first, last):
            return None
        if (page.key(first - 1) in _PLACE_PREPOSITIONS and not page.words[last - 1].possessive) \
                or (page.key(first - 1) == "the" and page.key(first - 2) in _PLACE_PREPOSITIONS
                    and not page.words[last - 1].possessive):
            region = self._regions.get(code)
            if region:
                return page.mention(first, last, name=region.name, class_name="Region", node=region.id,
                                    country=code, how="exact")
        return self.party(page, first, last, code, "exact")

    def party(self, page: Page, first: int, last: int, code: str, how: str) -> Mention | None:
        """A country's government; without a node of its own where the registry has none."""
        thing = self._governments.get(code)
        if thing:
            return page.mention(first, last, name=thing.name, class_name="Government", node=thing.id, country=code,
                                how=how)
        region = self._regions.get(code)
        return page.mention(first, last, name=f"Government of {region.name}", class_name="Government", country=code,
                            how=how) if region else None

    def capital(self, page: Page, first: int, last: int, code: str) -> Mention | None:
        """A seat of government: the government when it acts or is dealt with, else the place."""
        if _in_longer_name(page, first, last):
            return None
        if self._acts(page, first, last):
            return self.party(page, first, last, code, "metonymy")
        text = page.text[page.words[first].start:page.words[last - 1].end]
        city = self._cities.get(name_key(text))
        if city:
            return page.mention(first, last, name=city.name, class_name="Region", node=city.id, country=code,
                                how="exact")
        return page.mention(first, last, name=text, class_name="Region", country=code, how="exact")

    def _acts(self, page: Page, first: int, last: int) -> bool:
        before = page.key(first - 1)
        token = page.token(first)
        if before == "from" and token is not None and token.head.head.pos_ == "NOUN":
            return True  # "pressure from Beijing", but "flew from Beijing"
        if before in _PLACE_PREPOSITIONS or (before in ("to", "from", "of") and not page.words[last - 1].possessive):
            return False
        if page.key(last) == "," and page.key(last + 1) in ("d.c", "dc"):
            return False
        if before in _PARTNER or page.words[last - 1].possessive:
            return True
        if token is None:
            return False
        while token.dep_ in ("conj", "compound") and token.head.i != token.i:
            token = token.head
        if token.dep_ == "pobj":
            return token.head.lower_ in _PARTNER
        return token.dep_ in _ACTING

    def government(self, page: Page, at: int, code: str) -> bool:
        """Whether the words behind a country's adjective say that its government is meant."""
        return page.key(at) in _GOVERNMENT_WORDS and page.near(at)


def _in_longer_name(page: Page, first: int, last: int) -> bool:
    """Whether capitalised words stand right beside, as in a newspaper's or a person's name."""
    before, after = page.word(first - 1), page.word(last)
    token = page.token(last)
    follows = bool(after and page.near(last) and after.capital and not after.is_mark and token is not None
                   and token.pos_ == "PROPN" and not page.words[last - 1].possessive)
    if follows and after is not None and after.key in TITLES and after.key not in ORGANIZATION_WORDS:
        follows = False
    precedes = bool(before and page.near(first) and before.capital and not before.is_mark and not before.possessive
                    and first > 1 and before.key not in _PLACE_PREPOSITIONS and not page.taken[first - 1]
                    and (token := page.token(first - 1)) is not None and token.pos_ == "PROPN")
    return follows or precedes
