"""What was found in one document as one JSON object: the shape in which extractors are compared.

Facts that the text doesn't give are null. Offsets count code points of the document's text rendition. Every event
carries where it stands (`evidence`), by which rule, and how sure that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ingest.text.found import (
    Blacklisting,
    Count,
    Found,
    Mention,
    OtherEvent,
    Retaliation,
    Span,
    Statement,
    Talk,
    Tariff,
)
from ingest.text.places import trimmed
from kg.document import Document


def as_json(document: Document, found: Found) -> dict[str, Any]:
    """The object of one document; only plain JSON types."""
    reading = found.reading
    prove = _Proofs(reading.text, reading.masked).of
    return {
        "document": document.name,
        "published": reading.published,
        "published_basis": reading.published_basis or None,
        "publisher": reading.publisher or None,
        "heading": reading.heading or None,
        "language": reading.language,
        "blacklistings": [_blacklisting(event) | prove(event) for event in found.blacklistings],
        "tariffs": [_tariff(event) | prove(event) for event in found.tariffs],
        "talks": [_talk(event) | prove(event) for event in found.talks],
        "statements": [_statement(said) | prove(said) for said in found.statements],
        "retaliations": [_retaliation(event) | prove(event) for event in found.retaliations],
        "others": [_other(event) | prove(event) for event in found.others],
    }


@dataclass(frozen=True, slots=True)
class _Proofs:
    """Where the events of a text stand, without what isn't body around them."""

    text: str
    masked: str

    def of(self, event: Statement | Blacklisting | Tariff | Talk | Retaliation | OtherEvent) -> dict[str, Any]:
        start, end = trimmed(self.masked, event.span)
        return {"evidence": {"start": start, "end": end, "quote": self.text[start:end]},
                "rule": event.rule, "confidence": event.confidence}


def _party(mention: Mention) -> dict[str, Any]:
    return {"name": mention.name, "mention": mention.text, "class": mention.class_name, "id": mention.node}


def _name(mention: Mention | None) -> str | None:
    return mention.name if mention else None


def _count(count: Count) -> dict[str, Any]:
    return {"count": count.count, "of": count.of}


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]


def _blacklisting(event: Blacklisting) -> dict[str, Any]:
    return {"agency": _name(event.agency), "country": event.country, "list": event.list_name,
            "action": event.action, "status": event.status, "date": event.date,
            "date_basis": event.date_basis or None, "reason": event.reason, "effect": event.effect,
            "targets": [_party(target) for target in event.targets],
            "claimed_counts": [_count(count) for count in event.claimed_counts], "citation": event.citation}


def _tariff(event: Tariff) -> dict[str, Any]:
    return {"actor": _name(event.actor), "country": event.country, "against": list(event.against),
            "rate_pct": event.rate_pct, "amount_usd_bn": event.amount_usd_bn, "date": event.date,
            "date_basis": event.date_basis or None, "goods": list(event.goods), "status": event.status}


def _talk(event: Talk) -> dict[str, Any]:
    return {"participants": [*event.participants, *(official.name for official in event.officials)],
            "place": event.place, "date": event.date, "date_basis": event.date_basis or None,
            "date_expression": event.date_expression, "status": event.status, "kind": event.kind,
            "round": event.round}


def _statement(said: Statement) -> dict[str, Any]:
    return {"speaker": _name(said.speaker) or said.speaker_name or None, "role": said.role,
            "organization": said.organization, "country": said.country, "mode": said.mode,
            "segments": _pairs(said.segments), "n_segments": len(said.segments), "stance": said.stance,
            "addressee": said.addressee, "medium": said.medium, "about": said.about}


def _retaliation(event: Retaliation) -> dict[str, Any]:
    return {"actor": event.actor, "against": list(event.against), "in_response_to": event.in_response_to,
            "date": event.date, "status": event.status}


def _other(event: OtherEvent) -> dict[str, Any]:
    return {"class": event.class_name, "actor": _name(event.actor), "country": event.country,
            "targets": [_party(target) for target in event.targets], "date": event.date,
            "summary": event.summary, "status": event.status}
