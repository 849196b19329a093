"""Validation: what a ledger says of itself is checked against its own bytes, claim by claim.

Every document is rendered again by the rule that its run names, every quote is looked up at its place, every id
is computed again, and every statement is held against the schema by the rules of ingest. Then the graph is
projected to find claims about nodes that nothing declares. A healthy ledger gives no finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

import duckdb
import msgspec

from kg import resources, schema
from kg.claim import Claim, claim_id
from kg.errors import ClaimRefused, EnvironmentRefused, LedgerUnavailable, ProjectionRefused, SourceRefused
from kg.ledger import Ledger
from kg.ledger.check import ClaimChecker
from kg.ledger.manifest import Segment
from kg.ledger.reading import connect, runs_of, show
from kg.ledger.table import Run, content_hash
from kg.rendition import RENDER, Rendition, TextRendition, line_of

if TYPE_CHECKING:
    from kg.graph import PropertyGraph

    Row = Sequence[Any]

BATCH = 20_000
# id, document and qualifiers, then the fields of a claim that the ledger keeps as they are, in its order
_COLUMNS = ("id, document, qualifiers, subject, predicate, object, locator, quote, mention, valid_from, valid_to, "
            "modality, known_from, basis, confidence")
_qualifiers = msgspec.json.Decoder(dict[str, str]).decode


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that isn't as it must be.

    place: a file of the ledger, or `document:`, `run:` or `claim:` with an id, or a node's id. rule: `segment`,
    `run`, `document`, `rendition`, `id`, `quote`, `statement`, `dangling`, `projection` or `shape`.
    """

    place: str
    rule: str
    message: str


def validate(ledger: Ledger, *, shacl: bool = False) -> Iterator[Finding]:
    """Check a ledger through; findings come as they are found, segment by segment.

    shacl: also hold the projected graph, as RDF, against the generated shapes (W3C SHACL, by pyshacl).
    Raises LedgerUnavailable for a manifest that can't be read, EnvironmentRefused when pyshacl is missing.
    """
    if shacl:
        _pyshacl()  # before the long work
    whole = []
    segments = ledger.manifest().segments
    with connect(ledger, segments=()) as connection:
        for segment in segments:
            fault = _segment_fault(ledger, connection, segment)
            if fault:
                yield Finding(segment.claims_file, "segment", fault)
            else:
                whole.append(segment)
        show(connection, ledger, whole)
        said = _classes(connection)
        for segment in whole:
            show(connection, ledger, (segment,))
            yield from _segment_findings(ledger, connection, segment, said)
    if len(whole) == len(segments):
        yield from _graph_findings(ledger, shacl=shacl)


def _segment_fault(ledger: Ledger, connection: duckdb.DuckDBPyConnection, segment: Segment) -> str:
    """What is wrong with a segment's files as such; every byte of them is read."""
    try:
        show(connection, ledger, (segment,))
        read = [connection.execute(f"SELECT count(*), bit_xor(hash(t)) FROM {view} t").fetchone()
                for view in ("claims", "runs")]
        runs = tuple(sorted(row[0] for row in connection.execute("SELECT content FROM runs").fetchall()))
    except (duckdb.Error, LedgerUnavailable) as error:
        return f"can't be read: {str(error).partition(chr(10))[0]}"
    if read[0] and read[0][0] != segment.claims:
        return f"has {read[0][0]} claims, the manifest says {segment.claims}"
    return "" if runs == tuple(sorted(segment.runs)) else "its runs aren't those that the manifest names"



def _classes(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """The classes that the ledger says of each node; sources may contradict each other."""
    found = connection.execute("""
        SELECT subject, list(DISTINCT object ORDER BY object) FROM claims
        WHERE predicate = 'class' GROUP BY subject
        UNION ALL
        SELECT DISTINCT subject, ['Claim'] FROM claims
        WHERE starts_with(subject, 'claim:') AND substr(subject, 7) IN (SELECT id FROM claims)""")
    said: dict[str, tuple[str, ...]] = {}
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}  # one tuple for all nodes of a class
    while rows := found.fetchmany(BATCH):
        for node, names in rows:
            said[node] = shared.setdefault(tuple(names), tuple(names))
    return said


def _segment_findings(ledger: Ledger, connection: duckdb.DuckDBPyConnection, segment: Segment,
                      said: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Run by run, whose claims lie in one segment: the class claims first, as the others need them."""
    runs = {run.id: run for run in runs_of(connection)}
    claims = connection.sql(f"SELECT run, {_COLUMNS} FROM claims ORDER BY run, predicate <> 'class', id")
    for run, rows in groupby(_rows(claims), key=lambda row: row[0]):
        record = runs.pop(run, None)
        if record is None:
            yield Finding(f"run:{run}", "run", f"has claims in {segment.claims_file}, but no record")
        else:
            yield from _run_findings(ledger, record, rows, said)
    for record in runs.values():
        yield from _run_findings(ledger, record, iter(()), said)


def _rows(relation: duckdb.DuckDBPyRelation) -> Iterator[Row]:
    for batch in relation.to_arrow_reader(BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _run_findings(ledger: Ledger, run: Run, rows: Iterator[Row],
                  said: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    rendition, faults = _rendered(ledger, run)
    yield from faults
    check = _RunCheck(run, rendition, ClaimChecker(rendition or TextRendition("")), said)
    for row in rows:
        yield from check.claim_findings(row)
    yield from check.count_findings()


def _rendered(ledger: Ledger, run: Run) -> tuple[Rendition | None, list[Finding]]:
    """A run's document as text; None, with the reason, when there are no words to look quotes up in."""
    try:
        content = ledger.document(run.document)
    except LedgerUnavailable as error:
        return None, [Finding(f"document:{run.document}", "document", str(error))]
    if run.rendition not in RENDER:
        return None, [Finding(f"run:{run.id}", "rendition", f"{run.rendition!r} is unknown: upgrade tradewar-kg")]
    try:
        rendition = RENDER[run.rendition](content, run.name)
    except SourceRefused as refusal:
        return None, [Finding(f"run:{run.id}", "rendition", f"{run.rendition}: {refusal}")]
    if rendition.digest() != run.rendition_hash:
        return rendition, [Finding(f"run:{run.id}", "rendition",
                                   f"{run.rendition} of {run.name} isn't what it was when the claims were taken")]
    return rendition, []


@dataclass(slots=True)
class _RunCheck:
    """Checks the claims of one run, one by one."""

    run: Run
    rendition: Rendition | None
    checker: ClaimChecker
    said: Mapping[str, tuple[str, ...]]
    ids: list[str] = field(default_factory=list)

    def claim_findings(self, row: Row) -> Iterator[Finding]:
        """What is wrong with a claim: id, quote, statement; each at most once."""
        _, identity, document, qualifiers, *kept = row
        self.ids.append(identity)
        try:
            given = tuple(sorted(_qualifiers(qualifiers).items())) if qualifiers else ()
        except msgspec.MsgspecError as error:
            yield Finding(f"claim:{identity}", "statement", f"its qualifiers can't be read: {error}")
            return
        claim = _claim(given, kept)
        if document != self.run.document or claim_id(claim, document) != identity:
            yield Finding(f"claim:{identity}", "id", "isn't the id of what it says and where it stands")
        if claim.predicate in schema.load().renamed:
            claim = msgspec.structs.replace(claim, predicate=schema.load().current_predicate(claim.predicate))
        for rule, reason in self._faults(claim):
            line = line_of(self.rendition, claim.locator) if self.rendition is not None else 0
            yield Finding(f"claim:{identity}", rule, f"{self.run.name}:{line}: {reason}")

    def _faults(self, claim: Claim) -> Iterator[tuple[str, str]]:
        if self.rendition is not None:
            try:
                self.checker.check_evidence(claim)
            except ClaimRefused as refusal:
                yield "quote", str(refusal)
        try:
            self.checker.check_form(claim)
            if claim.predicate != "class":
                self.checker.settle(claim, self.said)
        except ClaimRefused as refusal:
            yield "statement", str(refusal)

    def count_findings(self) -> Iterator[Finding]:
        """Whether the run record tells of these very claims."""
        run = self.run
        if len(self.ids) != run.claims:
            yield Finding(f"run:{run.id}", "run", f"has {len(self.ids)} claims, its record says {run.claims}")
        elif content_hash(run.id, self.ids) != run.content:
            yield Finding(f"run:{run.id}", "run", "its claims aren't those that its record was made from")


def _claim(qualifiers: tuple[tuple[str, str], ...], kept: Row) -> Claim:
    (subject, predicate, object_, locator, quote, mention, valid_from, valid_to, modality, known_from, basis,
     confidence) = kept
    return Claim(subject, predicate, object_, locator, quote, mention, qualifiers, valid_from, valid_to, modality,
                 known_from, basis, confidence=confidence)


def _graph_findings(ledger: Ledger, *, shacl: bool) -> Iterator[Finding]:
    """What only the whole graph shows: claims about nodes without a class, and what the shapes refuse."""
    from kg.projection import project

    try:
        projection = project(ledger)
    except (ProjectionRefused, LedgerUnavailable, duckdb.Error) as error:
        yield Finding(str(ledger.folder), "projection", str(error).partition("\n")[0])
        return
    for claim, node in projection.report.hidden:
        yield Finding(f"claim:{claim}", "dangling", f"names {node!r}, and nothing says what that is")
    if shacl:
        yield from _shape_findings(projection.graph)


def _pyshacl() -> Any:
    try:
        import pyshacl
    except ImportError as error:
        raise EnvironmentRefused('--shacl needs pyshacl: pip install "tradewar-kg[shacl]"') from error
    return pyshacl


def _shape_findings(graph: PropertyGraph) -> Iterator[Finding]:
    """The results of SHACL validation (W3C Recommendation of 20 July 2017, section 3.6), by node and message."""
    import rdflib

    from kg.stores.rdf import to_rdf

    shapes = rdflib.Graph().parse(
        data=(resources.data("schemas") / "generated" / "tradewar.shacl.ttl").read_bytes(), format="turtle")
    _, report, _ = _pyshacl().validate(to_rdf(graph), shacl_graph=shapes, inference="none")
    shacl = rdflib.SH
    found = []
    for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult):
        path = str(report.value(result, shacl.resultPath) or "").rpartition(":")[2]
        message = report.value(result, shacl.resultMessage) or report.value(result, shacl.sourceConstraintComponent)
        found.append((str(report.value(result, shacl.focusNode)), f"{path}: {message}" if path else str(message)))
    for place, message in sorted(found):
        yield Finding(place, "shape", " ".join(message.split()))
