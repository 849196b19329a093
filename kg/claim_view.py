"""One claim with its document, and its words where they stand there: the end of the way from an edge to its proof."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kg.errors import LedgerUnavailable, QueryError
from kg.knowledge_graph import KnowledgeGraph
from kg.rendition import RENDER, RecordRendition, Rendition, TableRendition, TextRendition

CLAIM_ID = re.compile(r"[0-9a-f]{32}")
_AROUND = 240  # characters of a text on each side
_TOLD = ("id", "name", "citation", "citation_url")  # of a record, beside a value of it


@dataclass(frozen=True, slots=True)
class Place:
    """Words at a locator of a document, with some of what stands before and behind them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim's fields by name, its document's facts by name, and the place; None when its bytes aren't there.

    ends: the names of the subject and, where it is a node, of the object. missing: why there is no place.
    """

    claim: dict[str, Any]
    ends: dict[str, str]
    document: dict[str, Any]
    place: Place | None
    missing: str = ""


def as_json(found: Sequence[ClaimView]) -> str:
    """The views as one JSON list."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1, default=str)


def views(graph: KnowledgeGraph, claim_or_edge: str) -> list[ClaimView]:
    """The claim of this id, or the claims behind the edge of this id. Raises QueryError when there is neither."""
    if found := _claims(graph, [claim_or_edge]):
        return found
    edge = graph.store.query("MATCH (:Thing)-[r {id: $id}]->(:Thing) RETURN r.claims AS claims",
                             {"id": claim_or_edge}, columns=("claims",)).rows
    if not edge:
        raise QueryError(f"no node, edge or claim has the id {claim_or_edge!r}")
    return _claims(graph, edge[0][0] or [])


def _claims(graph: KnowledgeGraph, ids: Sequence[str]) -> list[ClaimView]:
    with graph.ledger.connect() as connection:
        answer = connection.execute("""
            SELECT c.* EXCLUDE (run, document), r.name, r.heading, r.publisher, r.url, r.published, r.edition, r.module,
                   r.version, r.recorded_at, r.author, r.rendition, c.document AS sha256
            FROM claims c JOIN runs r ON r.id = c.run WHERE c.id IN (SELECT unnest($ids))
            QUALIFY row_number() OVER (PARTITION BY c.id ORDER BY r.recorded_at, r.id) = 1
            ORDER BY c.basis, c.known_from, c.id""", {"ids": list(ids)})
        names = [column[0] for column in answer.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    return [_view(graph, row) for row in rows]


def _view(graph: KnowledgeGraph, row: dict[str, Any]) -> ClaimView:
    at = list(row).index("name")
    claim = dict(list(row.items())[:at])
    document = dict(list(row.items())[at:])
    ends = {node: name for node in (claim["subject"], claim["object"]) if (name := _name(graph, node))}
    place, missing = None, ""
    try:
        rendition = RENDER[document["rendition"]](graph.ledger.document(document["sha256"]), document["name"])
        place = around(rendition, claim["locator"])
    except LedgerUnavailable as error:
        missing = str(error)
    except KeyError:
        missing = f"{document['rendition']} has no place {claim['locator']}"
    kept = [{name: value for name, value in part.items() if value not in ("", None)} for part in (claim, document)]
    return ClaimView(kept[0], ends, kept[1], place, missing)


def _name(graph: KnowledgeGraph, node: str) -> str:
    """The name of a node, or of what it was joined into."""
    asked = graph.store.query(
        r"MATCH (n:Thing) WHERE n._known_as CONTAINS '\n' + toLower($node) + '\n' RETURN n.name AS name "
        "ORDER BY n.id LIMIT 1", {"node": node}, columns=("name",)).rows
    return str(asked[0][0]) if asked else ""


def around(rendition: Rendition, locator: str) -> Place:
    """The words at a locator and what stands about them. Raises KeyError for a place that isn't there.

    Of a text some characters on each side, of a table the rest of the row, of a record what names it.
    """
    words = rendition.text_at(locator)
    if isinstance(rendition, TextRendition):
        start, end = map(int, locator.partition("=")[2].split(","))
        return Place(_last(rendition.text[:start]), words, _first(rendition.text[end:]))
    if isinstance(rendition, TableRendition) and locator.startswith("cell="):
        row, column = map(int, locator.partition("=")[2].split(","))
        cells = rendition.rows[row - 1]
        return Place(_last(" | ".join([*cells[:column - 1], ""])), words, _first(" | ".join(["", *cells[column:]])))
    if isinstance(rendition, RecordRendition):
        record = rendition.records[int(locator.split("/")[1])]
        told = [f"{name}: {record[name]}" for name in _TOLD if isinstance(record, dict) and record.get(name)]
        return Place(", ".join(told), words, "")
    return Place("", words, "")


def _last(text: str) -> str:
    return text if len(text) <= _AROUND else "…" + text[-_AROUND:].partition(" ")[2]


def _first(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND].rpartition(" ")[0] + "…"
