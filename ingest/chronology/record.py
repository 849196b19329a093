"""The chronology record: one event a record, as in the bundled file and in files of a user's own.

`docs/chronology-record.md` explains the keys; `schemas/generated/chronology.schema.json` is made from here.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, field

from ingest.record_reader import Country, Day, Text, Url, canonical, claimable, class_of, one_of, read
from kg import schema
from kg.errors import SourceRefused

Id = Annotated[str, Meta(pattern=r"^\S+$")]
Rate = Annotated[float, Meta(ge=0, le=10_000)]
Money = Annotated[float, Meta(ge=0, le=1e15)]


def _of(enum: str) -> Meta:
    """What the JSON Schema says of a key whose values the vocabulary lists; the generator fills them in."""
    return Meta(extra_json_schema={"enum": enum})


ClassName = Annotated[str, _of("class")]
Action = Annotated[str, _of("ChangeAction")]
LinkKind = Annotated[str, _of("LinkKind")]


class Actor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who acted: a government by its country code, or a named body or person of that country."""

    country: Country
    name: Text | None = None
    role: Text | None = None


class Participant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person who took part in talks, a signing or a case."""

    country: Country
    name: Text
    role: Text | None = None


class Amount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sum of money in units of its currency (ISO 4217), and what it measures."""

    value: Money
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")]
    kind: Annotated[str, _of("AmountKind")]
    base_year: Annotated[int, Meta(ge=1900, le=2200)] | None = None


class ListedTarget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A target and the one of the record's lists that it was put on."""

    name: Text
    list: Text


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What this event changes in a measure or, on a measure, what later changed it, and who did (`actors`)."""

    action: Action
    measure: Id | None = None
    date: Day | None = None
    until: Day | None = None
    applies_to: tuple[Text, ...] | None = None
    actors: tuple[Actor, ...] | None = None
    citation: Text | None = None
    citation_url: Url | None = None
    published: Day | None = None


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An earlier event that this one answers, who says so, and in which words of one's own."""

    id: Id
    kind: LinkKind
    basis: Text
    citation: Text | None = None
    citation_url: Url | None = None
    published: Day | None = None


class NoAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An earlier event that this one doesn't answer although it looks so, and why not."""

    id: Id
    basis: Text


class EventRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One event of a chronology."""

    id: Id
    class_: ClassName = field(name="class")
    name: Text
    actors: Annotated[tuple[Actor, ...], Meta(min_length=1)]
    announced: Day
    citation: Text
    checked: Annotated[str, _of("Checked")]
    target_countries: tuple[Country, ...] | None = None
    targets: tuple[Text | ListedTarget, ...] | None = None
    effective: Day | None = None
    ended: Day | None = None
    published: Day | None = None
    instruments: tuple[Text, ...] | None = None
    action: Action | None = None
    kind: Annotated[str, _of("TradeRestrictionKind")] | None = None
    rate_pct: Rate | None = None
    amount_usd_bn: Annotated[float, Meta(ge=0, le=1e6)] | None = None
    amount: Amount | None = None
    claimed_count: Annotated[int, Meta(ge=0, le=10**9)] | None = None
    claimed_noun: Text | None = None
    citation_url: Url | None = None
    checked_on: Day | None = None
    changes: tuple[Change, ...] | None = None
    participants: tuple[Participant, ...] | None = None
    place: Text | None = None
    products: tuple[Text, ...] | None = None
    responds_to: tuple[Answer, ...] | None = None
    not_response_to: tuple[NoAnswer, ...] | None = None
    summary: Text | None = None


_LAWS = frozenset({"act", "decision", "law", "measures", "notice", "order", "procedures", "provisions", "regulation",
                   "regulations", "rule", "rules"})
"""First words of laws, which may end in the name of the list that they set up."""

ROLE_WORDS = {"head of delegation": "delegation_head", "party": "participant"}
"""Roles as people write them, where the vocabulary's word isn't the same with underscores."""


def take(raw: object) -> EventRecord:
    """A record that is right in itself. Raises SourceRefused that names the key and what was expected."""
    record = read(raw, EventRecord)
    canonical(record)
    class_of(record.class_, event_classes())
    for check in (_check_values, _check_keys_of_class, _check_dates, _check_changes, _check_answers):
        check(record)
    return record


def event_classes() -> list[str]:
    """The classes that a record may have."""
    return claimable(lambda name: schema.load().is_a(name, "Event"))


def _check_values(record: EventRecord) -> None:
    one_of("checked", record.checked, "Checked")
    if record.action:
        one_of("action", record.action, "ChangeAction")
    if record.kind:
        one_of("kind", record.kind, "TradeRestrictionKind")
    if record.amount:
        one_of("amount.kind", record.amount.kind, "AmountKind")
        if record.amount_usd_bn is not None:
            raise SourceRefused("amount: expected either amount or amount_usd_bn, found both")
    for index, target in enumerate(record.targets or ()):
        if isinstance(target, ListedTarget) and not (target.list in (record.instruments or ())
                                                     and names_list(target.list)):
            raise SourceRefused(f"targets[{index}].list: {target.list!r} isn't a list among the instruments")
    for index, actor in enumerate(record.actors):
        if actor.role:
            issuer = issuing_relation(record.class_) == "ISSUED"
            role_of(actor.role, "IssuerRole" if issuer else "ParticipantRole", f"actors[{index}].role")
    for number, change in enumerate(record.changes or ()):
        for index, actor in enumerate(change.actors or ()):
            if actor.role:
                role_of(actor.role, "IssuerRole", f"changes[{number}].actors[{index}].role")
    for index, person in enumerate(record.participants or ()):
        if person.role:
            role_of(person.role, "ParticipantRole", f"participants[{index}].role")


def names_list(instrument: str) -> bool:
    """Whether an instrument is a restricted list: its name ends in "List" and doesn't begin like that of a law."""
    return instrument.casefold().endswith("list") and instrument.split()[0].casefold() not in _LAWS


def issuing_relation(class_name: str) -> str:
    """The relation between an event of the class and those who are its `actors`."""
    special = {"Statement": "MADE", "Threat": "MADE", "TradeTalk": "PARTICIPATED_IN",
               "Agreement": "PARTICIPATED_IN", "LegalCase": "PARTICIPATED_IN"}
    return special.get(class_name, "ISSUED")


def role_of(text: str, enum: str, key: str) -> str:
    """A role in the vocabulary's words. Raises SourceRefused for one that it doesn't have."""
    role = ROLE_WORDS.get(text.casefold(), text.casefold().replace(" ", "_"))
    one_of(key, role, enum)
    return role


def _check_keys_of_class(record: EventRecord) -> None:
    allowed = (("action", record.action, ("MeasureChange",)), ("kind", record.kind, ("TradeRestriction",)),
               ("place", record.place, ("TradeTalk", "Agreement")),
               ("targets.list", any(isinstance(t, ListedTarget) for t in record.targets or ()), ("Blacklisting",)),
               ("participants", record.participants, _participating()))
    for key, value, classes in allowed:
        if value and record.class_ not in classes:
            raise SourceRefused(f"{key}: not a key of {record.class_}, only of {', '.join(classes)}")
    own = record.class_ == "MeasureChange"
    for index, change in enumerate(record.changes or ()):
        if change.measure and not own:
            raise SourceRefused(f"changes[{index}].measure: only a MeasureChange names what it changes; the "
                                f"changes of a {record.class_} are those made to itself")
        if change.actors and own:
            raise SourceRefused(f"changes[{index}].actors: who makes the changes of a MeasureChange are its own "
                                "actors")


def _participating() -> tuple[str, ...]:
    return tuple(schema.load().relations["PARTICIPATED_IN"].objects)


def _check_dates(record: EventRecord) -> None:
    if record.ended and record.ended < record.announced:
        raise SourceRefused(f"ended: {record.ended} is before announced {record.announced}")
    for index, change in enumerate(record.changes or ()):
        if not change.date and record.class_ != "MeasureChange":
            raise SourceRefused(f"missing key 'date' in changes[{index}]")
        if change.date and change.date < record.announced:
            raise SourceRefused(f"changes[{index}].date: {change.date} is before announced "
                                f"{record.announced}")
        day = day_of(record, change)
        if change.until and change.until < day:
            raise SourceRefused(f"changes[{index}].until: {change.until} is before {day}")


def day_of(record: EventRecord, change: Change) -> Day:
    """The day from which a change holds: its own, else that of the MeasureChange which makes it."""
    return change.date or record.effective or record.announced


def _check_changes(record: EventRecord) -> None:
    seen = set()
    for index, change in enumerate(record.changes or ()):
        one_of(f"changes[{index}].action", change.action, "ChangeAction")
        key = (change.measure, change.action, day_of(record, change))
        if change.measure == record.id:
            raise SourceRefused(f"changes[{index}].measure: {record.id!r} is the event itself")
        if key in seen:
            raise SourceRefused(f"changes[{index}]: the same action on the same day stands twice")
        seen.add(key)


def _check_answers(record: EventRecord) -> None:
    answered = [answer.id for answer in record.responds_to or ()]
    denied = [no.id for no in record.not_response_to or ()]
    for index, answer in enumerate(record.responds_to or ()):
        one_of(f"responds_to[{index}].kind", answer.kind, "LinkKind")
    for key, ids in (("responds_to", answered), ("not_response_to", denied)):
        if record.id in ids:
            raise SourceRefused(f"{key}: {record.id!r} is the event itself")
    for key, links in (("responds_to", [(a.id, a.kind) for a in record.responds_to or ()]),
                       ("not_response_to", [(no.id, "") for no in record.not_response_to or ()])):
        twice = [link for link in links if links.count(link) > 1]
        if twice:
            raise SourceRefused(f"{key}: {twice[0][0]!r} stands twice")
    both = [id_ for id_ in denied if id_ in answered]
    if both:
        raise SourceRefused(f"not_response_to: {both[0]!r} is in responds_to too")
