"""Listings, removals, suspensions and resumptions: who put whom on which list, when, why, with which counts.

One event for each list, action and decision: later sentences on the same decision add their names and counts to
it. Told apart are decisions on other lists, with other dates, or on other named parties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.text import counts, listing_rows, listing_triggers, targets
from ingest.text import listed_parties as parties
from ingest.text import listing_acts as acts
from ingest.text import listing_details as details
from ingest.text.found import Blacklisting, Count, Mention
from ingest.text.listing_triggers import Trigger
from ingest.text.scene import Scene, Sentence, plain

if TYPE_CHECKING:
    from ingest.text.gazetteer import Gazetteer

_UP_TO = r"(?:[^.;]|(?<=[A-Z])\.){0,90}?"
_GROUPS = (r"(?:compan(?:y|ies)|firms?|entit(?:y|ies)|organi[sz]ations?|institutions?|parties|list|names|"
           r"blacklisted|added|listed|affected|targeted|additions|targets|newcomers)")
_MEMBERS = re.compile(
    r"^\W*(?:(?:In\s+[\w ]{3,25},\s+)?(?:[Tt]he|[Tt]hose|[Tt]hese)\s+(?:[\w-]+\s+){0,4}?(?:companies|firms|entities|"
    r"organi[sz]ations)(?:\s+(?:that|which)\s+(?:have|had|were|are)\s+(?:been\s+)?(?:added|listed|blacklisted|"
    r"placed|put)\b[^.;,]{0,50})?\s*,\s+including\b|"
    r"(?:The|Those|These|Other|Its|Chinese|Listed|Targeted|Blacklisted)\b" + _UP_TO + r"\b" + _GROUPS + r"\b"
    + _UP_TO + r"\b(?:includ(?:e|es|ed)|are|were)\b|"
    r"Another\s+(?:notable\s+|prominent\s+)?(?:name|target|addition|entry|entity|company|firm)\s+(?:was|is)\b|"
    r"(?:They|It|Also)\s+includ(?:e|es|ed)\b|"
    r"They\s+(?:are|were)\b(?=\s*:|\s+(?!\w+(?:ed|ing)\b)[A-Z])|"
    r"(?:Among|Of)\s+(?:them|those|these|the\b" + _UP_TO + r"\b" + _GROUPS + r")\b" + _UP_TO + r"\b(?:are|were|is)\b)"
    r"\s*:?\s*(?:(?:also|among\s+others|as\s+follows)\s+)?")
# a part of those listed, told of in a sentence of its own: "Eight of them are companies, among them …"
_PART_OF_THEM = re.compile(
    rf"^\W*(?:{counts.NUMBER}|Some|Most|Many|Several|Others|The\s+(?:rest|others|remainder))\s+"
    rf"(?:of\s+(?:them|these|those|the\s+{counts.NUMBER})\b\s*|(?=are\b|were\b))", re.I)


# what opens a list of names in lines: "The companies added are:", "The following were removed:"
_OPENS_ROWS = re.compile(rf"\b(?:{counts.GROUPS}|officials|people|banks|list(?:s|ed)?|added|additions?|sanctioned|"
                         r"designat\w+|blacklisted|removed|removals?|targets|targeted|names|they|these)\b", re.I)
_REMOVED = re.compile(r"\b(?:remov(?:ed|als?|es)|delet\w+|delisted|taken\s+off)\b", re.I)
_OF_PERSONS = re.compile(r"\b(?:individuals|officials|people|persons|lawmakers|politicians|executives)\b", re.I)


# without a named list an act counts only with whom it is about
_NEED_TARGETS = ("ban", "sanction", "widen", "plain", "publish", "designate")
_THESE = re.compile(r"\s*(?:all\s+)?(?:these|those)\b", re.I)
_FAR = 8  # sentences behind a decision in which "the companies" are those that it was about


@dataclass(slots=True)
class _Decision:
    """An event being put together from the sentences that tell of it."""

    trigger: Trigger
    sentence: Sentence
    status: str
    country: str | None
    agency: Mention | None
    list_name: str | None
    when: str | None
    basis: str
    expression: str
    founds: bool
    others: bool
    those: bool
    latest: int
    reason: str | None = None
    effect: str | None = None
    citation: str | None = None
    targets: list[Mention] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)


def find(scene: Scene, gazetteer: Gazetteer) -> list[Blacklisting]:
    """The listings and their changes that a text tells of."""
    decisions: list[_Decision] = []
    in_lines = list(listing_rows.find(scene.reading.text, scene.reading.body))
    for sentence in scene.sentences:
        if sentence.is_question:
            continue
        found = False
        for trigger in listing_triggers.find(sentence.text, sentence.start):
            if trigger.style == "again":
                if not decisions or sentence.index - decisions[-1].latest > 2:
                    continue
                trigger = replace(trigger, target_list=decisions[-1].trigger.target_list)
            if trigger.style == "plain":
                trigger = replace(trigger, target_list=acts.list_meant(scene, sentence, trigger))
            decision = _decision(scene, sentence, trigger, gazetteer)
            if decision is not None:
                _take(decisions, decision)
                found = True
        if (decisions and not found) or _MEMBERS.match(sentence.text):
            _continue(scene, sentence, decisions, gazetteer)
        for rows in in_lines:
            if sentence.start < rows.lead[1] <= sentence.end:
                _take_rows(scene, sentence, rows, decisions, gazetteer)
    return [_event(decision) for decision in decisions if decision.founds]


def _take_rows(scene: Scene, opening: Sentence, rows: listing_rows.Rows, decisions: list[_Decision],
               gazetteer: Gazetteer) -> None:
    """Adds the names of a list in lines to the decision that its opening line tells of, or the last one before."""
    words = opening.words(opening.start, rows.lead[1])
    if not _OPENS_ROWS.search(words):
        return
    removed = _REMOVED.search(words) is not None
    near = [d for d in decisions if opening.index - d.latest <= 6 and (d.trigger.action == "remove") == removed]
    if near:
        sort = "Person" if _OF_PERSONS.search(words) else "Company"
        last = max(near, key=lambda decision: decision.latest)
        last.targets = parties.unique([*last.targets, *targets.in_rows(scene, rows.names, sort, gazetteer)])


def _decision(scene: Scene, sentence: Sentence, trigger: Trigger, gazetteer: Gazetteer) -> _Decision | None:
    left = sentence.words(sentence.start, trigger.start)
    status = None if acts.is_general(left) else acts.status(left)
    founds = acts.founds(scene, sentence, trigger)
    if status is None or founds is None:
        return None
    agency, power = acts.lister(scene, sentence, trigger)
    keeper = acts.keeper_of(trigger, agency, sentence)
    if keeper:
        trigger = replace(trigger, target_list=keeper)
        agency, power = acts.lister(scene, sentence, trigger)
    country = trigger.target_list.country if trigger.target_list else None
    country = country or (power.country if power else None)
    resolved, expression = details.when(scene, sentence, trigger)
    whom = parties.whom(scene, sentence, trigger, gazetteer, agency)
    if trigger.style in _NEED_TARGETS or (trigger.style == "blacklist" and not trigger.passive):
        founds = founds and bool(whom or parties.counted(scene, sentence, trigger))
    others = trigger.style == "again" or bool(re.search(r"\b(?:also|another|previously|earlier|already|"
                                                        r"separate\w*|last\s+(?:year|month))\b", left, re.I))
    if trigger.style in ("plain", "publish", "designate") and not (country and founds):
        return None
    return _Decision(
        trigger, sentence, status, country, agency,
        trigger.target_list.name if trigger.target_list else None,
        resolved.date, resolved.basis, expression, founds, others,
        acts.speaks_of_those(left) or _THESE.match(sentence.words(*trigger.object)) is not None, sentence.index,
        details.reason(sentence), details.effect(sentence), details.citation(scene, sentence), whom,
        parties.counted(scene, sentence, trigger))


def _take(decisions: list[_Decision], new: _Decision) -> None:
    """Adds a decision, or what it says to the one that it tells of again."""
    for known in reversed(decisions) if new.those else decisions:
        if _same(known, new):
            if new.founds and not known.founds:
                known.trigger, known.sentence, known.status = new.trigger, new.sentence, new.status
                known.reason, known.effect = new.reason or known.reason, new.effect or known.effect
            known.founds = known.founds or new.founds
            known.latest = max(known.latest, new.latest)
            known.list_name = known.list_name or new.list_name
            known.country, known.agency = known.country or new.country, known.agency or new.agency
            if known.when is None:
                known.when, known.basis, known.expression = new.when, new.basis, new.expression or known.expression
            known.reason, known.effect = known.reason or new.reason, known.effect or new.effect
            if new.trigger.style != "noun" or not known.counts:
                known.counts += new.counts
            known.targets = parties.unique([*known.targets, *new.targets])
            return
    decisions.append(new)


def _same(known: _Decision, new: _Decision) -> bool:
    if known.trigger.action != new.trigger.action:
        return False
    if known.founds and new.founds and not new.those and known.trigger.style != new.trigger.style \
            and {known.trigger.style, new.trigger.style} & {"ban", "sanction"}:
        return False
    if known.list_name and new.list_name and known.list_name != new.list_name:
        return False
    if known.country and new.country and known.country != new.country:
        return False
    if known.when and new.when and known.when != new.when:
        return False
    if known.founds and new.founds and (details.other_month(known.when, new.expression)
                                        or details.other_month(new.when, known.expression)):
        return False
    if new.trigger.style == "again" and not (new.expression or new.counts):
        return True
    if known.latest == new.latest and not (known.targets and new.targets):
        return True
    if new.those and known.founds and new.latest - known.latest <= _FAR:
        return True
    shared = {parties.key(m) for m in known.targets} & {parties.key(m) for m in new.targets}
    if known.targets and new.targets:
        return bool(shared) or not new.founds
    if new.others and (new.expression or new.counts) and new.founds:
        return False
    mine, its = {c.count for c in known.counts}, {c.count for c in new.counts}
    if mine and its and max(its) < max(mine) and not new.expression and not new.others \
            and known.list_name == new.list_name and new.latest - known.latest <= 3:
        return True  # some of them: "added 12 of the 33"
    return not (mine and its and new.founds and not mine & its and new.expression != known.expression)


def _continue(scene: Scene, sentence: Sentence, decisions: list[_Decision], gazetteer: Gazetteer) -> None:
    """What a sentence without a verb of listing adds: names ("The eight companies include …"), reason, effect."""
    if not decisions:
        return
    last = decisions[-1]
    near = 0 <= sentence.index - last.latest <= 6
    members = _MEMBERS.match(sentence.text)
    part = None if members else _PART_OF_THEM.match(sentence.text)
    if near and part:
        found = targets.listed_after(scene, sentence, sentence.start + part.end(), sentence.end, gazetteer)
        last.targets = parties.unique([*last.targets, *found])
        last.counts += [parties.without_nationality(sentence, count)
                        for count in counts.find(scene.doc.text, sentence.start, sentence.end)]
    if near and members:
        found = targets.enumerated(scene, sentence, sentence.start + members.end(), gazetteer)
        last.targets = parties.unique([*last.targets, *found])
        last.counts += counts.find(scene.doc.text, sentence.start, sentence.start + members.end())
        last.effect = last.effect or details.effect(sentence)
    if near and last.reason is None:
        answer = details.ANSWER.search(sentence.text) or details.CONTRARY.search(sentence.text)
        last.reason = plain(answer["why"]) if answer else None


def _event(decision: _Decision) -> Blacklisting:
    said = {(count.count, count.of.casefold()): count for count in reversed(decision.counts)}
    trigger = decision.trigger
    return Blacklisting(
        action=trigger.action, status=decision.status, span=(decision.sentence.start, decision.sentence.end),
        agency=decision.agency, country=decision.country, list_name=decision.list_name, date=decision.when,
        date_basis=decision.basis, reason=decision.reason, effect=decision.effect,
        targets=tuple(sorted(decision.targets, key=lambda m: m.start)),
        claimed_counts=tuple(sorted(said.values(), key=lambda c: c.start)),
        citation=decision.citation, rule=f"{trigger.action} by {trigger.style}",
        confidence=90 if trigger.target_list else 75)
