"""Records of one file that can't all be true: answers before their cause, circles, links that stand twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ingest import chronology
from kg.claim import Claim, Refusal
from kg.document import Document, hash_of
from kg.rendition import RecordRendition, render_records


def event(id_: str, announced: str = "2018-06-15", **keys: Any) -> dict[str, Any]:
    """A record of a duty."""
    return {"id": id_, "class": "TariffAction", "name": "A duty", "actors": [{"country": "US"}],
            "announced": announced, "citation": "83 FR 28710", "checked": "secondary", **keys}


def refusals(*records: dict[str, Any]) -> list[tuple[int, str]]:
    """Line and reason of each record that isn't taken."""
    content = "\n".join(json.dumps(record) for record in records).encode()
    rendition = render_records(content, "a.jsonl")
    assert isinstance(rendition, RecordRendition)
    document = Document(content=content, name="a.jsonl", id=hash_of(content), series="s")
    found = list(chronology.parse(document, rendition))
    assert any(isinstance(item, Claim) for item in found)
    return [(item.line, item.reason) for item in found if isinstance(item, Refusal)]


def answer(*ids: str) -> list[dict[str, str]]:
    """The links of an answer."""
    return [{"id": id_, "kind": "stated", "basis": "It says so."} for id_ in ids]


def test_a_chain_of_one_day_is_taken() -> None:
    """Answers within hours are no circle."""
    assert refusals(event("a"), event("b", responds_to=answer("a")), event("c", responds_to=answer("b", "a"))) == []


def test_the_last_of_a_circle_is_refused_with_its_line() -> None:
    """a answers c, b answers a, c answers b: one of them can't be."""
    found = refusals(event("a", responds_to=answer("c")), event("b", responds_to=answer("a")),
                     event("c", responds_to=answer("b")))
    assert found == [(3, "responds_to[0].id: 'b' answers this event in its turn")]


@pytest.mark.parametrize(("later", "reason"), [
    ({"responds_to": answer("b")}, "responds_to[0].id: 'b' was announced on 2018-06-16, after this answer of"),
    ({"not_response_to": [{"id": "b", "basis": "no"}]}, "not_response_to[0].id: 'b' was announced on 2018-06-16"),
    ({"class": "MeasureChange", "action": "suspend", "changes": [{"measure": "b", "action": "suspend"}]},
     "changes[0].measure: 'b' was announced on 2018-06-16, after this change of 2018-06-15"),
])
def test_what_looks_ahead_is_refused(later: dict[str, Any], reason: str) -> None:
    """Nobody answers, denies or changes what comes later; the later event itself is taken."""
    found = refusals(event("a", **later), event("b", "2018-06-16"))
    assert [line for line, _ in found] == [1]
    assert found[0][1].startswith(reason)


@pytest.mark.parametrize("links", [
    {"responds_to": answer("a", "a")},
    {"not_response_to": [{"id": "a", "basis": "no"}, {"id": "a", "basis": "not at all"}]},
])
def test_a_link_that_stands_twice_is_refused(links: dict[str, Any]) -> None:
    """One link, one basis."""
    (found,) = refusals(event("a"), event("b", **links))
    assert found == (2, f"{next(iter(links))}: 'a' stands twice")


def test_a_link_may_be_stated_and_reported() -> None:
    """Two kinds of one link are two."""
    both = [{"id": "a", "kind": kind, "basis": "It says so."} for kind in ("stated", "reported")]
    assert refusals(event("a"), event("b", responds_to=both)) == []
