"""Whether the events of one file stand in an order that can be: no answer before its cause, and no circles."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.chronology.record import EventRecord
from ingest.record_reader import Day


def out_of_order(records: Sequence[EventRecord]) -> dict[str, str]:
    """Why a record can't be taken beside the others of its file, by its id.

    A record may not answer, nor be told not to answer, nor change an event that was announced later; and of
    records that answer each other in a circle, which must be of one day, the last of the file is refused.
    """
    announced = {record.id: record.announced for record in records}
    found: dict[str, str] = {}
    causes: dict[str, list[str]] = {}
    for record in records:
        reason = _looks_ahead(record, announced) or _closes_circle(record, causes)
        if reason:
            found[record.id] = reason
        else:
            causes[record.id] = [answer.id for answer in record.responds_to or ()]
    return found


def _looks_ahead(record: EventRecord, announced: dict[str, Day]) -> str:
    answered = [(f"responds_to[{i}].id", answer.id) for i, answer in enumerate(record.responds_to or ())]
    denied = [(f"not_response_to[{i}].id", no.id) for i, no in enumerate(record.not_response_to or ())]
    changed = [(f"changes[{i}].measure", change.measure) for i, change in enumerate(record.changes or ())
               if change.measure]
    for what, pairs in (("answer", [*answered, *denied]), ("change", changed)):
        for key, other in pairs:
            day = announced.get(other)
            if day and day > record.announced:
                return f"{key}: {other!r} was announced on {day}, after this {what} of {record.announced}"
    return ""


def _closes_circle(record: EventRecord, causes: dict[str, list[str]]) -> str:
    for index, answer in enumerate(record.responds_to or ()):
        open_, seen = [answer.id], {answer.id}
        while open_:
            for cause in causes.get(open_.pop(), ()):
                if cause == record.id:
                    return f"responds_to[{index}].id: {answer.id!r} answers this event in its turn"
                if cause not in seen:
                    seen.add(cause)
                    open_.append(cause)
    return ""
