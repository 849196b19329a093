"""A notice as claims: its event with list, targets, laws and days, and the earlier notices that it changes.

The id of an event is made of issuer, year and number, so that a notice meets those that name it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field

from ingest.cn_notice.authorities import LAWS, Issuer
from ingest.cn_notice.notice import Change, Notice, Part, Reference, Target
from ingest.text.found import Span
from ingest.text.places import Places, literal
from kg.claim import Claim, node_id

SERIES = "cn_notice"
NAMED = 60
"""Confidence of what is known of a notice from another one that names it."""
CHINESE = "zh-Hans"
_CLASSES = {"add": "Blacklisting", "investigate": "Investigation", "remove": "MeasureChange", "resume": "MeasureChange"}
_DONE = {"add": "additions to", "investigate": "inquiry for", "remove": "removals from",
         "resume": "resumed listings on",
         "suspend": "suspended listings on", "extend": "longer suspension of listings on"}


def event_id(issuer: Issuer, year: str, number: str, published: str = "") -> str:
    """Id of a notice's event; a notice without a number goes by the day of its publication."""
    return node_id("event", SERIES, issuer.code, year, number) if number else node_id(
        "event", SERIES, issuer.code, published)


@dataclass(slots=True)
class NoticeClaims:
    """Makes the claims of a notice. published: ISO date or ""."""

    notice: Notice
    published: str
    places: Places = field(init=False)
    declared: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.places = Places(self.notice.text)

    def all(self) -> Iterator[Claim]:
        """Every claim of the notice."""
        notice = self.notice
        base = event_id(notice.issuer, notice.year, notice.number, self.published)
        if notice.action:
            yield from self._event(base, _CLASSES[notice.action], notice.action, notice.effective)
            if _CLASSES[notice.action] == "MeasureChange":
                yield self._claim(base, "action", notice.action, notice.decision)
            yield from self._acting(base)
        groups: dict[tuple[str, str, str], list[Change]] = {}
        for change in notice.changes:
            key = (change.action, _value(change.effective), _value(change.until))
            groups.setdefault(key, []).append(change)
        for number, (parts, changes) in enumerate(groups.items()):
            event = base if number == 0 else node_id("event", SERIES, base, *parts)
            yield from self._change(event, changes)

    def _event(self, event: str, class_name: str, action: str, effective: Part | None) -> Iterator[Claim]:
        """The event with issuer, list, laws and days."""
        notice, head = self.notice, self.notice.head
        citation = notice.issuer.citation(notice.year, notice.number) if notice.number else ""
        which = notice.kept_list.name if notice.kept_list else "a restricted list"
        title = citation or f"{notice.issuer.title} notice of {self.published or 'unknown date'}"
        yield self._claim(event, "class", class_name, head)
        yield self._claim(event, "name", f"{title}: {_DONE[action]} {which}", head, rule="name-of-notice")
        if citation:
            yield self._claim(event, "citation", citation, head, notice.issuer_words)
        if notice.published:
            yield self._claim(event, "announced", notice.published.value, notice.published.span,
                              notice.published.words)
        if effective:
            yield self._claim(event, "effective", effective.value, effective.span, effective.words)
        yield from self._node(notice.issuer.node, "Agency", notice.issuer.name, head)
        yield self._claim(notice.issuer.node, "ISSUED", event, head, qualifiers=[("role", "issuer")])
        yield self._claim(event, "actor_countries", "CN", head, rule="country-of-issuer")
        for law in notice.laws:
            node = node_id("instrument", SERIES, law.value)
            english = LAWS.get(law.value, "")
            if english and node not in self.declared:
                yield self._chinese(node, law.words, law.span)
            yield from self._node(node, "LegalInstrument", english or literal(law.value), law.span, law.words)
            yield self._claim(event, "BASED_ON", node, law.span, law.words)

    def _acting(self, event: str) -> Iterator[Claim]:
        """What a notice does to those whom it names."""
        notice = self.notice
        since = _value(notice.effective) or self.published
        if notice.kept_list and notice.action == "add":
            words = self.places.naming(notice.list_words, notice.decision)
            yield from self._node(notice.kept_list.node, "RestrictedList", notice.kept_list.name, words,
                                  notice.list_words)
            yield self._claim(event, "ADDS_TO", notice.kept_list.node, words, notice.list_words)
        relation = "APPLIES_TO" if _CLASSES[notice.action] == "MeasureChange" else "TARGETS"
        for target in notice.targets:
            party = yield from self._party(target)
            yield self._claim(event, relation, party, target.span, target.chinese,
                              valid_from=since if relation == "TARGETS" else "")
        for country in notice.countries:
            yield self._claim(event, "target_countries", country.value, country.span, country.words,
                              rule="country-before-targets", confidence=90)
        yield from self._counts(event)
        if notice.measures:
            first, last = notice.measures[0].span[0], notice.measures[-1].span[1]
            yield self._claim(event, "effect", literal("".join(part.value for part in notice.measures)), (first, last))
        if notice.reason:
            yield self._claim(event, "reason", literal(notice.reason.value), notice.reason.span)

    def _counts(self, event: str) -> Iterator[Claim]:
        """Each number claimed, and the sum of the largest of entities and of persons."""
        largest: dict[str, int] = {}
        for part in self.notice.counts:
            number, _, noun = part.value.partition(" ")
            largest[noun] = max(largest.get(noun, 0), int(number))
            yield self._claim(event, "claimed", part.value, part.span, part.words)
        if largest:
            summed = len(largest) > 1
            last = self.notice.counts[-1]
            yield self._claim(event, "claimed_count", str(sum(largest.values())), last.span, last.words,
                              rule="sum-of-counts" if summed else "", confidence=90 if summed else 100)
            noun = "entities and persons" if summed else next(iter(largest))
            yield self._claim(event, "claimed_noun", noun, last.span, last.words)

    def _party(self, target: Target) -> Generator[Claim, None, str]:
        """Declare a target; its id is made of the names as written."""
        name, chinese = literal(target.english), literal(target.chinese)
        node = node_id("party", SERIES, name or chinese)
        if node not in self.declared:
            self.declared.add(node)
            yield self._claim(node, "class", target.class_name, target.span, target.chinese, rule=target.rule,
                              confidence=target.confidence)
            language = [("language", "en" if name else CHINESE)]
            yield self._claim(node, "name", name or chinese, target.span, target.written or target.chinese,
                              qualifiers=language)
            if name:
                yield self._chinese(node, target.chinese, target.span)
            if target.title and target.class_name == "Person":
                yield self._claim(node, "job_title", literal(target.title), target.span, target.title)
        return node

    def _change(self, event: str, changes: list[Change]) -> Iterator[Claim]:
        """One act on earlier notices."""
        first = changes[0]
        since = first.effective or self.notice.effective
        yield from self._event(event, "MeasureChange", first.action, since)
        yield self._claim(event, "action", first.action, first.span, first.words)
        if first.until:
            yield self._claim(event, "until", first.until.value, first.until.span, first.until.words,
                              rule="counted-from-start" if not first.until.words.startswith(("至", "直")) else "")
        qualifiers = [("action", first.action), ("until", _value(first.until))]
        for change in changes:
            for reference in change.references:
                earlier = yield from self._named(reference)
                yield self._claim(event, "CHANGES", earlier, change.span, reference.words, qualifiers=qualifiers,
                                  valid_from=_value(since) or self.published)

    def _named(self, reference: Reference) -> Generator[Claim, None, str]:
        """Declare a notice that this one names."""
        node = event_id(reference.issuer, reference.year, reference.number)
        citation = reference.issuer.citation(reference.year, reference.number)
        if node not in self.declared:
            self.declared.add(node)
            for predicate, text in (("class", "Blacklisting"), ("name", citation), ("citation", citation)):
                yield self._claim(node, predicate, text, reference.span, reference.words, rule="named notice",
                                  confidence=NAMED)
        return node

    def _node(self, node: str, class_name: str, name: str, words: Span, mention: str = "") -> Iterator[Claim]:
        if node not in self.declared:
            self.declared.add(node)
            for predicate, text in (("class", class_name), ("name", name)):
                yield self._claim(node, predicate, text, words, mention)

    def _chinese(self, node: str, name: str, words: Span) -> Claim:
        return self._claim(node, "names", literal(name), words, name,
                           qualifiers=[("language", CHINESE), ("name_kind", "official")])

    def _claim(self, subject: str, predicate: str, object_: str, words: Span, mention: str = "", *,
               qualifiers: Iterable[tuple[str, str | None]] = (), valid_from: str = "", rule: str = "",
               confidence: int = 100) -> Claim:
        return self.places.claim(subject, predicate, object_, words, mention, qualifiers=qualifiers,
                                 valid_from=valid_from, rule=rule, confidence=confidence)


def _value(part: Part | None) -> str:
    return part.value if part else ""
