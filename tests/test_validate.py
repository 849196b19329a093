"""Validation: a healthy ledger gives no finding, and each kind of damage is found."""

from __future__ import annotations

import builtins
import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
import pytest
from pyarrow import parquet

from kg import rendition as renditions
from kg import schema
from kg.claim import Claim, claim_id
from kg.decision import assert_file, retract
from kg.document import hash_of
from kg.errors import EnvironmentRefused, LedgerUnavailable
from kg.ledger import Ledger
from kg.ledger import manifest as manifest_file
from kg.ledger.compaction import compact
from kg.ledger.table import content_hash
from kg.rendition import TableRendition
from kg.validate import Finding, validate
from tests.small_ledger import ALPHA, BETA, CUMULATIVE, DELTA, SOURCE, claims, ledger_of, put, table

Row = dict[str, Any]
Change = Callable[[Row], None]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger of two segments."""
    made = ledger_of(tmp_path / "ledger", ALPHA, BETA)
    with made.writer() as writer:
        put(writer, DELTA)
    return made


def rewrite(ledger: Ledger, kind: str, change: Callable[[list[Row]], list[Row] | None]) -> None:
    """Write the rows of each segment's file of this kind anew, changed."""
    for segment in ledger.manifest().segments:
        path = ledger.folder / f"segments/{segment.name}.{kind}.parquet"
        before = parquet.read_table(path)
        rows = before.to_pylist()
        after = change(rows)
        parquet.write_table(pa.Table.from_pylist(rows if after is None else after, before.schema), path)


def change_claim(ledger: Ledger, where: Row, **fields: Any) -> str:
    """Change fields of the one claim that matches; its id as it was."""
    found: list[str] = []

    def change(rows: list[Row]) -> None:
        for row in rows:
            if where.items() <= row.items():
                found.append(row["id"])
                row.update(fields)

    rewrite(ledger, "claims", change)
    (identity,) = found
    return identity


def rules(ledger: Ledger) -> set[tuple[str, str]]:
    """What is found, without the words."""
    return {(finding.place, finding.rule) for finding in validate(ledger)}


OWNED = {"predicate": "OWNED_BY"}
NAME = {"predicate": "name", "subject": "x:alpha"}


# healthy


def test_healthy_ledger_gives_nothing(ledger: Ledger) -> None:
    """Segments, decisions and all."""
    assert list(validate(ledger)) == []


def test_empty_ledger_gives_nothing(tmp_path: Path) -> None:
    """Nothing to find in nothing, and in a document without claims."""
    assert list(validate(Ledger.create(tmp_path / "none"))) == []
    assert list(validate(ledger_of(tmp_path / "empty", table()))) == []


def test_healthy_ledger_with_all_that_can_happen_to_it_gives_nothing(ledger: Ledger, tmp_path: Path) -> None:
    """References to other documents, refusals, editions, versions, decisions, compaction."""
    with ledger.writer() as writer:
        put(writer, table("more,Company,More Ltd,OWNED_BY,alpha", "bad,Nothing,Bad,,", "worse"))
        put(writer, BETA, source=replace(SOURCE, version=2))
        put(writer, ALPHA, source=CUMULATIVE, published="2020-01-01")
    said = tmp_path / "said.jsonl"
    said.write_text('{"subject": "x:alpha", "predicate": "remarks", "object": "A \\"B\\"", "reason": "seen"}\n'
                    '{"subject": "x:alpha", "predicate": "SAME_AS", "object": "x:beta", "reason": "one register"}\n')
    assert_file(ledger, said, author="Ada")
    retract(ledger, retract(ledger, claims(ledger)[0][0], reason="wrong", author="Ada"), reason="right", author="Bo")
    assert list(validate(ledger)) == []
    compact(ledger)
    assert list(validate(ledger)) == []


def test_sources_that_contradict_each_other_on_a_class_are_healthy(tmp_path: Path) -> None:
    """Both stay; a relation has to fit one of the classes said."""
    ledger = ledger_of(tmp_path, table("a,Person,A Name,,", "b,Agency,B Bureau,,"))
    office = Claim("x:a", "HOLDS_OFFICE", "x:b", "row=1", "x:b")
    with ledger.writer() as writer:
        put(writer, b"x:b\n", source=replace(SOURCE, parse=lambda document, rendition: iter([office])))
        put(writer, table("a,Company,A Name,,", "b,Region,B Land,,"))
    assert len(claims(ledger)) == 9
    assert list(validate(ledger)) == []


def test_ledger_with_old_names_of_predicates_is_healthy(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A renamed predicate keeps the ids of the claims that were made with its old name."""
    document = hash_of(ALPHA)
    claim = Claim("x:alpha", "called", "Alpha Ltd", "cell=2,3", "Alpha Ltd")
    change_claim(ledger, NAME, predicate="called", id=claim_id(claim, document))
    mend_contents(ledger)
    assert "statement" in {rule for _, rule in rules(ledger)}
    monkeypatch.setitem(schema.load().renamed, "called", "name")
    assert list(validate(ledger)) == []


def mend_contents(ledger: Ledger) -> None:
    """Make run records and manifest agree with the claims' ids, as a forger would."""
    kept: dict[str, list[str]] = {}

    def collect(rows: list[Row]) -> None:
        for row in rows:
            kept.setdefault(row["run"], []).append(row["id"])

    def mend(rows: list[Row]) -> None:
        for row in rows:
            row["claims"] = len(kept.get(row["id"], ()))
            row["content"] = content_hash(row["id"], kept.get(row["id"], ()))

    rewrite(ledger, "claims", collect)
    rewrite(ledger, "runs", mend)
    segments = []
    for segment in ledger.manifest().segments:
        rows = parquet.read_table(ledger.folder / segment.runs_file).to_pylist()
        segments.append(msgspec.structs.replace(segment, claims=sum(r["claims"] for r in rows),
                                                runs=tuple(r["content"] for r in rows)))
    manifest_file.write(ledger.folder, msgspec.structs.replace(ledger.manifest(), segments=tuple(segments)))


# claims


# predicate, fields that are changed, rules that are broken; each is done to a claim of its own
CHANGES: list[tuple[str, Row, set[str]]] = [
    ("name", {"quote": "Firm no Ltb"}, {"quote"}),
    ("name", {"quote": ""}, {"quote"}),
    ("OWNED_BY", {"quote": "firm | Company | Firm no Ltd | OWNED_BY | owne"}, {"quote"}),
    ("OWNED_BY", {"mention": "delta"}, {"quote"}),
    ("OWNED_BY", {"mention": ""}, {"quote"}),
    ("name", {"locator": "cell=2,3"}, {"quote", "id"}),
    ("name", {"locator": "cell=999,3"}, {"quote", "id"}),
    ("name", {"object": "Firm"}, {"id"}),
    ("name", {"object": "Omega"}, {"quote", "id"}),
    ("name", {"subject": "x:owner"}, {"id"}),
    ("name", {"id": "0" * 32}, {"id"}),
    ("name", {"document": "0" * 64}, {"id"}),
    ("name", {"valid_from": "2019-01-01"}, {"id"}),
    ("name", {"valid_to": "2018-02-30"}, {"id", "statement"}),
    ("name", {"modality": "rumoured"}, {"id", "statement"}),
    ("name", {"qualifiers": '{"share":"1"}'}, {"id", "statement"}),
    ("name", {"qualifiers": "{"}, {"statement"}),
    ("OWNED_BY", {"predicate": "PART_OF"}, {"id"}),
    ("OWNED_BY", {"predicate": "LOCATED_IN"}, {"id", "statement"}),
    ("OWNED_BY", {"predicate": "CANDIDATE_OF"}, {"id", "statement"}),
    ("OWNED_BY", {"object": "x:nobody"}, {"id", "statement"}),
    ("name", {"predicate": "nmae"}, {"id", "statement"}),
    ("name", {"basis": "hearsay"}, {"statement"}),
    ("name", {"confidence": 127}, {"statement"}),
    ("name", {"known_from": "2019-13-01"}, {"statement"}),
    ("class", {"object": "Agency", "mention": "Company"}, {"id"}),
    ("class", {"object": "Agency"}, {"id", "quote"}),
]


def test_changed_claims_are_found(tmp_path: Path) -> None:
    """One field changed in the file of a segment: the rules that it breaks, and no other claim is blamed."""
    firms = [f"firm{number},Company,Firm no{number} Ltd,OWNED_BY,owner" for number in range(len(CHANGES))]
    ledger = ledger_of(tmp_path, table("owner,Company,Owner Ltd,,", *firms))
    expected = {}
    for number, (predicate, fields, broken) in enumerate(CHANGES):
        given = {name: text.replace("firm ", f"firm{number} ").replace(" no ", f" no{number} ")
                 if isinstance(text, str) else text for name, text in fields.items()}
        identity = change_claim(ledger, {"predicate": predicate, "subject": f"x:firm{number}"}, **given)
        expected[f"claim:{fields.get('id', identity)}"] = broken
    found: dict[str, set[str]] = {}
    for finding in validate(ledger):
        found.setdefault(finding.place, set()).add(finding.rule)
    (run,) = ledger.runs()
    assert found.pop(f"run:{run.id}") == {"run"}
    assert found.pop(str(ledger.folder)) == {"projection"}  # a month 13 is no date
    assert found == expected


def test_finding_names_the_claim_and_the_line(ledger: Ledger) -> None:
    """Where to look, and what was expected."""
    identity = change_claim(ledger, NAME, quote="Alpha Ltb")
    assert list(validate(ledger)) == [Finding(
        f"claim:{identity}", "quote", "table.csv:2: name: 'Alpha Ltd' isn't in its quote")]
    change_claim(ledger, NAME, quote="Alpha Ltd ")
    assert list(validate(ledger)) == [Finding(
        f"claim:{identity}", "quote", "table.csv:2: name: the quote isn't at cell=2,3")]


def test_one_character_of_a_quote_counts(ledger: Ledger) -> None:
    """The first, one inside, the last, and however the mention is changed along with it."""
    words = "Beta Ltd"
    for at in (0, 4, len(words) - 1):
        changed = words[:at] + "#" + words[at + 1:]
        identity = change_claim(ledger, {"predicate": "name", "subject": "x:beta"}, quote=changed, mention=changed)
        assert rules(ledger) == {(f"claim:{identity}", "quote")}


def test_forged_claim_is_found_by_its_quote(ledger: Ledger) -> None:
    """Even when id, run record and manifest have been made to agree."""
    forged = Claim("x:alpha", "name", "Omega Ltd", "cell=2,3", "Omega Ltd")
    change_claim(ledger, NAME, object="Omega Ltd", quote="Omega Ltd", id=claim_id(forged, hash_of(ALPHA)))
    mend_contents(ledger)
    assert {rule for _, rule in rules(ledger)} == {"quote"}


def test_claim_that_is_missing_or_twice_is_found(ledger: Ledger) -> None:
    """By the manifest's count, and by the run record's when the manifest was made to agree."""
    for change in (lambda rows: rows[1:], lambda rows: [*rows, rows[0]]):
        files = {p: p.read_bytes() for p in ledger.folder.rglob("*") if p.is_file()}
        rewrite(ledger, "claims", change)
        assert {rule for _, rule in rules(ledger)} == {"segment"}
        segments = tuple(msgspec.structs.replace(
            s, claims=parquet.read_metadata(ledger.folder / s.claims_file).num_rows)
            for s in ledger.manifest().segments)
        manifest_file.write(ledger.folder, msgspec.structs.replace(ledger.manifest(), segments=segments))
        assert "run" in {rule for _, rule in rules(ledger)}
        for path, content in files.items():
            path.write_bytes(content)
    assert list(validate(ledger)) == []


def test_claims_without_a_run_record_are_found(ledger: Ledger) -> None:
    """Of a run that nobody recorded."""
    change_claim(ledger, NAME, run="0" * 32)
    assert ("run:" + "0" * 32, "run") in rules(ledger)


# documents, renditions, segments


@pytest.mark.parametrize("content", [
    gzip.compress(ALPHA.replace(b"Home", b"Hone")), gzip.compress(ALPHA + b"\n"), b"", b"no gzip", None])
def test_changed_document_is_found(ledger: Ledger, content: bytes | None) -> None:
    """One byte, or all of them: once for the document, not for each claim."""
    path = ledger.document_path(hash_of(ALPHA))
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert rules(ledger) == {(f"document:{hash_of(ALPHA)}", "document")}


def test_changed_rendition_is_found(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that now reads other words out of the same bytes, and the quotes that it moves."""
    def other(content: bytes, name: str) -> TableRendition:
        found = renditions.render_csv(content, name)
        return TableRendition([[cell.upper() for cell in row] for row in found.rows], found.lines)

    runs = {run.document: run.id for run in ledger.runs()}
    monkeypatch.setitem(renditions.RENDER, "csv/1", other)
    found = rules(ledger)
    assert (f"run:{runs[hash_of(ALPHA)]}", "rendition") in found
    assert {rule for _, rule in found} == {"rendition", "quote"}


@pytest.mark.parametrize(("field", "value", "rule"), [
    ("rendition_hash", "0" * 64, "rendition"), ("rendition", "csv/9", "rendition"),
    ("rendition", "records/1", "rendition"),
    ("claims", 3, "run"), ("content", "0" * 32, "segment"), ("document", "0" * 64, "document")])
def test_changed_run_record_is_found(ledger: Ledger, field: str, value: object, rule: str) -> None:
    """It can't be made to tell of other claims, another document or another reading."""
    def change(rows: list[Row]) -> None:
        for row in rows:
            if row["document"] == hash_of(ALPHA):
                row[field] = value

    rewrite(ledger, "runs", change)
    assert rule in {found for _, found in rules(ledger)}


@pytest.mark.parametrize("kind", ["claims", "runs"])
@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "middle"])
def test_missing_or_damaged_segment_is_found(ledger: Ledger, kind: str, damage: str) -> None:
    """And the other segment is still looked through."""
    broken, whole = ledger.manifest().segments
    path = ledger.folder / f"segments/{broken.name}.{kind}.parquet"
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        inside = content[:100] + bytes(byte ^ 0xFF for byte in content[100:300]) + content[300:]
        path.write_bytes({"empty": b"", "cut": content[:-5], "middle": inside}[damage])
    change_claim(ledger_with(ledger, whole), {"predicate": "PART_OF"}, quote="delta")
    found = list(validate(ledger))
    assert (broken.claims_file, "segment") in {(finding.place, finding.rule) for finding in found}
    assert "quote" in {finding.rule for finding in found}
    assert "\n" not in "".join(finding.message for finding in found)


def ledger_with(ledger: Ledger, segment: manifest_file.Segment) -> Ledger:
    """The ledger as if it had this segment alone, for changing it."""
    class Part(Ledger):
        def manifest(self) -> manifest_file.Manifest:
            return msgspec.structs.replace(super().manifest(), segments=(segment,))

    return Part(ledger.folder)


def test_runs_that_the_manifest_does_not_name_are_found(ledger: Ledger) -> None:
    """A segment that was exchanged for another one with as many claims."""
    one, other = ledger.manifest().segments
    swapped = (msgspec.structs.replace(one, runs=other.runs), other)
    manifest_file.write(ledger.folder, msgspec.structs.replace(ledger.manifest(), segments=swapped))
    assert (one.claims_file, "segment") in rules(ledger)


def test_damaged_manifest_is_no_finding(ledger: Ledger) -> None:
    """Without it there is nothing to look through."""
    (ledger.folder / "manifest.json").write_bytes(b"{")
    with pytest.raises(LedgerUnavailable):
        list(validate(ledger))


# the graph


def test_node_without_a_class_is_found(ledger: Ledger) -> None:
    """Its class was taken back, so what is said of it hangs in the air."""
    with ledger.connect() as connection:
        ((class_claim,),) = connection.execute(
            "SELECT id FROM claims WHERE predicate = 'class' AND subject = 'x:alpha'").fetchall()
        ((name_claim,),) = connection.execute(
            "SELECT id FROM claims WHERE predicate = 'name' AND subject = 'x:alpha'").fetchall()
    retract(ledger, class_claim, reason="no company", author="Ada")
    assert list(validate(ledger)) == [Finding(
        f"claim:{name_claim}", "dangling", "names 'x:alpha', and nothing says what that is")]


def test_ledger_that_cannot_be_projected_is_found(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a finding of one line."""
    def broken(ledger: Ledger) -> None:
        raise duckdb.ConversionException("no date\nLINE 1")

    monkeypatch.setattr("kg.projection.project", broken)
    assert list(validate(ledger)) == [Finding(str(ledger.folder), "projection", "no date")]


def test_shapes_of_a_healthy_graph(ledger: Ledger) -> None:
    """The projection as RDF fulfils the generated shapes."""
    pytest.importorskip("pyshacl")
    assert list(validate(ledger, shacl=True)) == []


def test_shape_that_is_not_kept_is_found(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A triple too many, by node and property."""
    pytest.importorskip("pyshacl")
    import rdflib

    from kg.stores import rdf

    to_rdf = rdf.to_rdf

    def wrong(graph: Any) -> rdflib.Graph:
        made = to_rdf(graph)
        made.add((rdf.node_uri("x:alpha"), rdf.SCHEMA.OWNED_BY, rdflib.Literal("words")))
        return made

    monkeypatch.setattr(rdf, "to_rdf", wrong)
    (finding, *_) = validate(ledger, shacl=True)
    assert (finding.place, finding.rule) == (str(rdf.node_uri("x:alpha")), "shape")
    assert finding.message.startswith("OWNED_BY: ")


def test_shapes_need_pyshacl(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said at once, with what to do."""
    importing = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "pyshacl":
            raise ModuleNotFoundError(name)
        return importing(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(EnvironmentRefused, match=r'pip install "tradewar-kg\[shacl\]"') as error:
        next(validate(ledger, shacl=True))
    assert error.value.exit_code == 3
