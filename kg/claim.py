"""The claim: a triple with what makes it trustworthy; the only thing that an ingest module produces."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

# most trusted first: the order in which evidence is shown and in which `conflict` folds decide
BASES = ("decision", "official_record", "official_words", "press", "bundled")
MODALITIES = ("asserted", "announced", "expected", "threatened", "denied")
QUOTE_LIMIT = 500


class Claim(msgspec.Struct, frozen=True, gc=False):
    """What one place of one document says, before the ledger adds the document and the id.

    subject, object: node ids; for a property `object` is the canonical text of a literal
        (`kg.schema.lexical`). predicate: `class`, a property or a relation of the schema.
    locator: the place in the document's rendition (`kg.rendition`); quote: the words there, 1 to 500
        characters; mention: the part of the quote that names the object, when that isn't the object's text.
    qualifiers: the edge's own properties as (name, canonical text), sorted by name.
    valid_from, valid_to: ISO dates or ""; the claim holds from the first up to, but not on, the second.
    known_from: ISO date on which the source made it public; "" takes the document's published date.
    basis: "" takes the source's; rule: which rule of the module found it; confidence: whole percent.
    """

    subject: str
    predicate: str
    object: str
    locator: str
    quote: str
    mention: str = ""
    qualifiers: tuple[tuple[str, str], ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    modality: str = "asserted"
    known_from: str = ""
    basis: str = ""
    rule: str = ""
    confidence: int = 100


class Refusal(msgspec.Struct, frozen=True):
    """A part of a document that was not taken: the line in the file (1 is the first) and the reason."""

    line: int
    reason: str


def claim_id(claim: Claim, document: str) -> str:
    """The claim's id: SHA-256 over what it says and where it stands, first 32 hexadecimal digits."""
    return claim_ids([claim], document, [qualifier_text(claim.qualifiers)])[0]


def claim_ids(claims: Sequence[Claim], document: str, qualifiers: Sequence[str]) -> list[str]:
    """The ids of claims of one document; qualifiers: the `qualifier_text` of each."""
    sha256 = hashlib.sha256
    return [sha256(f"{c.subject}\x1f{c.predicate}\x1f{c.object}\x1f{text}\x1f{c.valid_from}\x1f{c.valid_to}\x1f"
                   f"{c.modality}\x1f{document}\x1f{c.locator}".encode()).hexdigest()[:32]
            for c, text in zip(claims, qualifiers, strict=True)]


def qualifier_text(qualifiers: tuple[tuple[str, str], ...]) -> str:
    """Qualifiers as the ledger keeps them: a JSON object with sorted keys, or "" for none."""
    if not qualifiers:
        return ""
    return msgspec.json.encode(dict(sorted(qualifiers))).decode()


def node_id(kind: str, *parts: str) -> str:
    """A node id from few, stable, raw source values: `party:` and 16 hexadecimal digits of their SHA-256.

    kind: lower-case word in front (`party`, `event`, `address`). parts: the source's name first, so that ids
    of two sources never meet by accident; joining them is the work of the same-entity layer.
    """
    return f"{kind}:{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:16]}"


def excerpt(text: str, mention: str) -> str:
    """At most 500 characters of `text` around the first `mention`; all of it when it is short enough."""
    if len(text) <= QUOTE_LIMIT:
        return text
    at = text.find(mention)
    start = 0 if at < 0 or at + len(mention) <= QUOTE_LIMIT else at
    return text[start:start + QUOTE_LIMIT]


def sorted_qualifiers(pairs: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """Qualifiers in their canonical order, without those that are None or empty."""
    return tuple(sorted((name, text) for name, text in pairs if text))
