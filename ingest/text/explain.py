"""A text with what was found in it, by rule, for a person to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from ingest.text.as_json import as_json
from ingest.text.found import Found, Span
from ingest.text.places import paragraphs_of
from kg.document import Document

WIDTH = 100
_LEFT_OUT = frozenset({"evidence", "rule", "confidence", "segments", "date_basis", "n_segments"})


def explained(document: Document, found: Found) -> Iterator[str]:
    """Lines: what the document is, each paragraph of it, and under it what it says, with rule and confidence."""
    reading = found.reading
    said = as_json(document, found)
    day = f"{reading.published} (from {reading.published_basis})" if reading.published else "day unknown"
    yield f"{document.name}: {reading.heading or 'no heading'}"
    yield f"{reading.publisher or 'publisher unknown'}, {day}, language {reading.language}"
    notes = sorted(_notes(said), key=lambda note: note[0])
    spans = list(paragraphs_of(reading))
    for number, (start, end) in enumerate(spans):
        yield ""
        yield from wrap(" ".join(reading.text[start:end].split()), WIDTH)
        until = spans[number + 1][0] if number + 1 < len(spans) else len(reading.text) + 1
        for span, line in notes:
            if (number == 0 or span[0] >= start) and span[0] < until:
                yield f"    > {line}"


def _notes(said: dict[str, object]) -> Iterator[tuple[Span, str]]:
    for kind, events in said.items():
        if isinstance(events, list):
            for event in events:
                place = event["evidence"]
                facts = ", ".join(f"{name} {_shown(value)}" for name, value in event.items()
                                  if name not in _LEFT_OUT and value not in (None, [], ""))
                yield ((place["start"], place["end"]),
                       f"{kind.removesuffix('s')} [{event['rule'] or 'no rule'}, {event['confidence']}%]: {facts}")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or " ".join(str(part) for part in value.values()))
    return " + ".join(_shown(item) for item in value) if isinstance(value, list) else str(value)
