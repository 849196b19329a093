"""The nodes that a text's claims speak of, each declared once: who is named, and what was done or said.

Somebody whom the registry surely knows has the registry's id and name, and the text's own word for it as mention; all
others are nodes of this document alone, which the same-entity layer may join. A country is declared by its code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.text.found import Mention, Span
from ingest.text.gazetteer import Gazetteer
from ingest.text.places import Places, literal
from kg import schema
from kg.claim import Claim, node_id

CODE_NAME = 50
"""Confidence of a country code as the name of a country: any other name is better."""
WRITTEN_OTHERWISE = frozenset({"typo", "squashed", "legal form"})
_ALONE = {"Party": "party", "Organization": "party", "Company": "party", "Institution": "party", "Agency": "party",
          "Government": "party", "Person": "party", "RestrictedList": "list", "Region": "region", "Product": "product"}
_NO_PARTIES = frozenset({"Product", "RestrictedList"})
_CODE = re.compile(r"[A-Z]{2}|WTO")


@dataclass(slots=True)
class Nodes:
    """Declares nodes on first use. `declared` keeps the ids that have been; `series` makes local ids."""

    series: str
    places: Places
    gazetteer: Gazetteer
    mentions: Sequence[Mention] = ()
    declared: set[str] = field(default_factory=set)
    said: list[Claim] = field(default_factory=list)

    def drain(self) -> Iterator[Claim]:
        """The declarations since the last call."""
        yield from self.said
        self.said.clear()

    def party(self, mention: Mention, *, otherwise: str = "Party") -> str:
        """The node of a mention as a party, "" for what can't act; a country acts through its government."""
        if mention.class_name in _NO_PARTIES:
            return ""
        if mention.class_name == "Region":
            if mention.country:
                return self.country("gov", mention.country, self.words_of(mention), mention.text)
            return self._mentioned(mention, otherwise)
        return self._mentioned(mention, mention.class_name)

    def target(self, mention: Mention) -> str:
        """The node of what a measure hits: a party or goods."""
        return self.known(mention) if mention.class_name == "Product" else self.party(mention, otherwise="Organization")

    def known(self, mention: Mention) -> str:
        """The registry's node of a mention, of whatever class."""
        return self._mentioned(mention, mention.class_name)

    def country(self, kind: str, code: str, words: Span, mention: str = "") -> str:
        """A government (`gov`) or region by its code; "" for what isn't one."""
        if not _CODE.fullmatch(code):
            return ""
        node, class_name = f"{kind}:{code.lower()}", {"gov": "Government", "region": "Region"}[kind]
        if node not in self.declared:
            mention = mention or self.spoken(code, words)
            self.declared.add(node)
            self.said += [self.places.claim(node, predicate, object_, words, mention, rule="country-code",
                                            confidence=CODE_NAME)
                          for predicate, object_ in (("class", class_name), ("name", code))]
        return node

    def restricted_list(self, name: str, country: str | None, words: Span) -> str:
        """A list by its name: the registry's, when that is certain."""
        found = self.gazetteer.resolve(name, class_hint="RestrictedList", country=country)
        if found.node and found.node.startswith("list:") and not found.rivals:
            return self._declare(found.node, "RestrictedList", found.name, words, name, rule=f"name-{found.how}",
                                 confidence=found.confidence)
        return self._named("list", "RestrictedList", name, words)

    def region(self, name: str, words: Span) -> str:
        """A place by its name: the registry's, when that is certain."""
        found = self.gazetteer.resolve(name, class_hint="Region")
        if found.node and found.node.startswith("region:") and not found.rivals:
            return self._declare(found.node, "Region", found.name, words, name, rule=f"name-{found.how}",
                                 confidence=found.confidence)
        return self._named("region", "Region", name, words)

    def spoken(self, code: str, words: Span) -> str:
        """What a country is called in some words ("Chinese", "Beijing"), or ""."""
        return next((m.text for m in self.mentions if m.country == code and words[0] <= m.start and m.end <= words[1]
                     and m.class_name in ("Region", "Government")), "")

    def words_of(self, mention: Mention) -> Span:
        """The sentence in which a mention stands."""
        return self.places.sentence(mention.start, mention.end)

    def _named(self, kind: str, class_name: str, name: str, words: Span) -> str:
        node = node_id(kind, self.series, literal(name))
        return self._declare(node, class_name, name, words, name)

    def _mentioned(self, mention: Mention, class_name: str) -> str:
        model = schema.load()
        found = model.classes.get(class_name)
        class_name = "Person" if class_name == "Official" else class_name
        if found is None or found.abstract or class_name not in _ALONE:
            class_name = "Party"
        node = mention.node or node_id(_ALONE[class_name], self.series, literal(mention.name) or mention.text)
        fresh = node not in self.declared
        words = self.words_of(mention)
        how = mention.how.replace(" ", "-")
        self._declare(node, class_name, mention.name, words, mention.text, rule=f"name-{how}",
                      confidence=mention.confidence)
        if fresh and mention.country and "countries" in model.classes[class_name].properties \
                and _CODE.fullmatch(mention.country) and not mention.node:
            self.said.append(self.places.claim(node, "countries", mention.country, words, mention.text,
                                               rule=f"country-of-name-{how}", confidence=mention.confidence))
        spelled = literal(mention.text)
        if mention.how in WRITTEN_OTHERWISE and spelled != mention.name and (node + spelled) not in self.declared:
            self.declared.add(node + spelled)
            self.said.append(self.places.claim(node, "names", spelled, words, mention.text, rule=f"name-{how}",
                                               qualifiers=[("name_kind", "alias")], confidence=mention.confidence))
        return node

    def _declare(self, node: str, class_name: str, name: str, words: Span, mention: str, *,
                 rule: str = "name-as-written", confidence: int = 100) -> str:
        if node not in self.declared:
            self.declared.add(node)
            facts = (("class", class_name), ("name", literal(name) or literal(mention)))
            self.said += [self.places.claim(node, predicate, object_, words, mention, rule=rule, confidence=confidence)
                          for predicate, object_ in facts]
        return node
