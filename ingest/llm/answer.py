"""The shape in which a model must answer: facts with the words that say them, as a JSON Schema.

All strings but those of fixed choices must stand in the text, word for word. Numbers are told apart from words, and
have to stand in the sentence too; days are given as the text's own words ("on Thursday") and resolved by this project.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Words = str


class SaidFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A statement. sentence: the sentence that reports it; words: what stands in quotation marks, part by part."""

    sentence: Words
    speaker: Words | None
    role: Words | None
    organization: Words | None
    words: list[Words]
    stance: Literal["accuse", "reject", "threaten", "urge", "announce", "praise", "neutral"]
    addressee: Words | None


class ListingFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party put on a restricted list, or taken off."""

    sentence: Words
    action: Literal["add", "remove", "suspend", "resume"]
    status: Literal["done", "announced", "proposed", "threatened"]
    agency: Words | None
    list_name: Words | None
    targets: list[Words]
    reason: Words | None
    date: Words | None


class TariffFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A duty; rate in per cent, amount in billions of US dollars."""

    sentence: Words
    status: Literal["proposed", "announced", "in_force", "suspended", "ended", "threatened"]
    actor: Words | None
    against: list[Words]
    rate_pct: float | None
    amount_usd_bn: float | None
    goods: list[Words]
    date: Words | None


class TalkFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Trade talks. participants: countries and persons."""

    sentence: Words
    status: Literal["held", "scheduled", "proposed", "cancelled"]
    participants: list[Words]
    place: Words | None
    date: Words | None


class AnswerFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a country does, or threatens, in answer to another's measure."""

    sentence: Words
    status: Literal["threatened", "expected", "announced", "in_force"]
    actor: Words
    against: list[Words]
    in_response_to: Words | None


class Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that a model says of a part of a text."""

    statements: list[SaidFact]
    listings: list[ListingFact]
    tariffs: list[TariffFact]
    talks: list[TalkFact]
    answers: list[AnswerFact]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `Facts`: an object at the root, all keys required, none beside them."""
    (_,), definitions = msgspec.json.schema_components([Facts], ref_template="#/$defs/{name}")
    plain = {name: _without_prose(definition) for name, definition in definitions.items()}
    return {**plain.pop("Facts"), "$defs": plain}


def _without_prose(definition: dict[str, Any]) -> dict[str, Any]:
    """Titles cost tokens and say nothing."""
    return {key: value for key, value in definition.items() if key != "title"}
