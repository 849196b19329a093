"""Human decisions: claims with author, date and reason that outlive every later ingest.

A decision is a small JSON document kept in the ledger like any other, so `kg validate` checks its words too.
Retracting a retraction brings the claim back.
"""

from __future__ import annotations

import datetime
import functools
import getpass
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kg import schema
from kg.claim import QUOTE_LIMIT, Claim, claim_id, excerpt
from kg.document import Document, hash_of, is_date
from kg.errors import ClaimRefused, SchemaError, SourceRefused, UsageError
from kg.ledger import Ledger
from kg.ledger.writer import LedgerWriter, RunReport
from kg.rendition import RecordRendition, render_records

MODULE = "decision"
VERSION = 1


class Assertion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A triple that a person asserts: the fields of a claim, with a reason and, where there is one, a citation.

    `predicate` may be `class`, a property, a relation, `SAME_AS` or `DIFFERENT_FROM`.
    """

    subject: str
    predicate: str
    object: str
    reason: str
    qualifiers: dict[str, str] = {}
    valid_from: str = ""
    valid_to: str = ""
    known_from: str = ""
    modality: str = "asserted"
    citation: str = ""
    citation_url: str = ""


class LogEntry(msgspec.Struct, frozen=True):
    """A decision as `kg log` shows it."""

    recorded_at: str
    author: str
    action: str
    claim: str
    statement: str
    reason: str


def retract(ledger: Ledger, claim: str, *, reason: str, author: str = "", day: str = "") -> str:
    """Take a claim back; returns the id of the retraction. The same statement in later editions goes too.

    Raises UsageError when the ledger has no such claim or the reason is empty.
    """
    full = _full_id(ledger, claim)
    record = {"decision": "retract", "claim": full, "reason": _reason(reason),
              "author": author or user(), "date": _date(day)}
    content = (json.dumps(record, ensure_ascii=False) + "\n").encode()
    quote = excerpt(record["reason"], "")
    made = Claim(subject=f"claim:{full}", predicate="retracted", object=record["reason"], locator="/0/reason",
                 quote=quote, mention=quote, rule="retract", known_from=record["date"])
    with ledger.writer() as writer:
        report = _record(writer, content, "retraction.jsonl", record["author"], record["date"], iter([(0, made)]))
    if report.refused:
        raise UsageError(f"not retracted: {report.refused[0]}")
    identity = claim_id(made, hash_of(content))
    if not report.accepted:
        _refuse_undone(ledger, identity)
    return identity


def _reason(text: str) -> str:
    try:
        return schema.lexical("string", text.strip())
    except SchemaError as error:
        raise UsageError(f"--reason: {error}") from error


def _date(day: str) -> str:
    if day and not is_date(day):
        raise UsageError(f"{day!r}: expected a date that exists, as YYYY-MM-DD")
    return day or today()


def _refuse_undone(ledger: Ledger, retraction: str) -> None:
    """The very same decision again has no effect once it was itself taken back: say what has one."""
    with ledger.connect() as connection:
        undone = connection.execute("SELECT min(id) FROM claims WHERE predicate = 'retracted' AND subject = $s",
                                    {"s": f"claim:{retraction}"}).fetchone()
    if undone and undone[0]:
        raise UsageError(f"this was decided in the same words before and taken back by {undone[0]}: "
                         "retract that one, or give another reason")


def assert_file(ledger: Ledger, path: Path, *, author: str = "", day: str = "") -> RunReport:
    """Record a file of assertions (JSON Lines or YAML; keys of `Assertion`).

    Refused assertions are in the report with their line, the others are recorded. Raises SourceRefused when the
    file can't be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceRefused(f"can't be read: {error.strerror}", str(path)) from error
    rendition = render_records(content, path.name)
    day = _date(day)
    with ledger.writer() as writer:
        return _record(writer, content, path.name, author or user(), day,
                       _assertions(rendition, day), rendition)


def _assertions(rendition: RecordRendition, day: str) -> Iterator[tuple[int, Claim | str]]:
    for index, record in enumerate(rendition.records):
        line = rendition.lines[index]
        try:
            said = msgspec.convert(record, Assertion)
        except msgspec.ValidationError as error:
            yield line, str(error)
            continue
        if not said.reason.strip():
            yield line, "reason: expected why this is so"
            continue
        text = rendition.text_at(f"/{index}")
        mention = json.dumps(said.object, ensure_ascii=False)[1:-1][:QUOTE_LIMIT]  # as it stands in the text
        qualifiers = tuple(sorted(said.qualifiers.items()))
        yield line, Claim(
            subject=said.subject, predicate=said.predicate, object=said.object, locator=f"/{index}",
            quote=excerpt(text, mention), mention=mention, qualifiers=qualifiers,
            valid_from=said.valid_from, valid_to=said.valid_to, modality=said.modality,
            known_from=said.known_from or day, rule="assert")


def _record(writer: LedgerWriter, content: bytes, name: str, author: str, day: str,
            items: Iterator[tuple[int, Claim | str]], rendition: RecordRendition | None = None) -> RunReport:
    document = Document(content=content, id=hash_of(content), name=name, publisher=author, published=day,
                        published_basis="given", media_type="application/jsonl")
    run = writer.begin(document, rendition or render_records(content, name), module=MODULE, version=VERSION,
                       basis="decision", editions="replace", author=author)
    if run is None:
        known, refused = writer.known_run(document, MODULE, VERSION)
        return RunReport(0, known, refused)
    for line, item in items:
        if isinstance(item, str):
            run.refuse(line, item)
            continue
        try:
            run.add(item)
        except ClaimRefused as refusal:
            run.refuse(line, str(refusal))
    for line, reason in rendition.broken if rendition else ():
        run.refuse(line, reason)
    return run.finish()


def log(ledger: Ledger) -> Iterator[LogEntry]:
    """All decisions, oldest first."""
    with ledger.connect() as connection:
        found = connection.execute("""
            SELECT r.recorded_at, r.author, c.method, c.id, c.subject, c.predicate, c.object, c.document,
                   c.locator, t.said
            FROM claims c JOIN runs r ON r.id = c.run LEFT JOIN (
                SELECT id, min(concat_ws(' ', subject, predicate, object)) AS said FROM claims GROUP BY id
            ) t ON c.predicate = 'retracted' AND t.id = substr(c.subject, 7)
            WHERE r.module = 'decision' ORDER BY r.recorded_at, c.id""").fetchall()

    @functools.lru_cache(maxsize=2)
    def rendition(document: str) -> RecordRendition:
        return render_records(ledger.document(document), document)

    for recorded, author, method, claim, subject, predicate, value, document, locator, target in found:
        action = method.partition("/")[2]
        if action == "retract":
            yield LogEntry(recorded, author, action, claim, f"{subject}: {target}", value)
        else:
            yield LogEntry(recorded, author, action, claim, f"{subject} {predicate} {value}",
                           rendition(document).text_at(f"{locator}/reason"))


def _full_id(ledger: Ledger, claim: str) -> str:
    """The whole id of a claim from its beginning (8 characters or more)."""
    start = claim.removeprefix("claim:")
    if len(start) < 8:
        raise UsageError(f"{claim!r}: expected at least 8 characters of a claim's id")
    with ledger.connect() as connection:
        rows = connection.execute("SELECT DISTINCT id FROM claims WHERE starts_with(id, $start) "
                                  "ORDER BY id LIMIT 2", {"start": start}).fetchall()
    if len(rows) != 1:
        raise UsageError(f"{claim!r}: {'no claim' if not rows else 'several claims'} of the ledger "
                         f"begin{'s' if not rows else ''} like this")
    return str(rows[0][0])


def user() -> str:
    """Who decides when nobody is named: the account's name. Raises UsageError for an account without one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise UsageError("this account has no name: say with --author who decides") from error


def today() -> str:
    """The date of a decision."""
    return datetime.date.today().isoformat()


