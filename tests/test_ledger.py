"""The ledger: opening it, the same document twice, and the nodes that claims name."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from kg.claim import Claim, Refusal
from kg.document import Document
from kg.errors import LedgerUnavailable
from kg.ledger import Ledger
from kg.ledger import writer as writing
from kg.projection import project
from kg.rendition import Rendition
from tests.small_ledger import (
    ALPHA,
    BETA,
    DOCUMENTS,
    NAMES,
    SOURCE,
    claims,
    document,
    edges,
    files,
    ledger_of,
    manifest_bytes,
    names,
    parse,
    put,
    put_all,
    table,
    whole,
)

# opening


def test_empty_ledger_is_there_and_holds_nothing(tmp_path: Path) -> None:
    """It can be read, projected and digested before anything is in it."""
    ledger = Ledger.create(tmp_path / "new" / "ledger")
    assert claims(ledger) == []
    assert list(ledger.runs()) == []
    assert project(ledger).graph.node_count == 0
    assert Ledger.open(ledger.folder).digest() == ledger.digest()


def test_missing_ledger_says_what_to_do(tmp_path: Path) -> None:
    """Reading never makes one."""
    with pytest.raises(LedgerUnavailable, match=r"no ledger at .*: run `kg ingest` or `kg demo` first") as error:
        Ledger.open(tmp_path / "none")
    assert error.value.exit_code == 3
    assert not (tmp_path / "none").exists()


def test_folder_of_other_things_is_no_ledger(tmp_path: Path) -> None:
    """Nothing is made among somebody's files."""
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(LedgerUnavailable, match="isn't a ledger and isn't empty"):
        Ledger.create(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_ledger_that_lost_its_manifest_is_not_begun_anew(tmp_path: Path) -> None:
    """Its segments are worth more than a fresh start."""
    ledger = ledger_of(tmp_path / "ledger", ALPHA)
    (ledger.folder / "manifest.json").unlink()
    before = files(ledger)
    with pytest.raises(LedgerUnavailable, match="isn't a ledger"):
        Ledger.create(ledger.folder)
    assert files(ledger) == before


def test_a_file_is_no_ledger(tmp_path: Path) -> None:
    """One line, no traceback."""
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(LedgerUnavailable):
            Ledger.create(path)
        with pytest.raises(LedgerUnavailable):
            Ledger.open(path)


def test_creating_again_changes_nothing(tmp_path: Path) -> None:
    """An existing ledger is opened, even while somebody writes it."""
    ledger = ledger_of(tmp_path, ALPHA)
    before = manifest_bytes(ledger)
    with ledger.writer():
        assert Ledger.create(tmp_path).digest() == ledger.digest()
    assert manifest_bytes(ledger) == before


def test_newer_format_is_refused(tmp_path: Path) -> None:
    """Whatever else its manifest has."""
    ledger = ledger_of(tmp_path, ALPHA)
    (tmp_path / "manifest.json").write_text(json.dumps({"format": 2, "chapters": []}))
    for attempt in (lambda: Ledger.open(tmp_path), ledger.digest, ledger.connect, ledger.writer().__enter__,
                    lambda: Ledger.create(tmp_path)):
        with pytest.raises(LedgerUnavailable, match="format 2, this program reads up to 1: upgrade") as error:
            attempt()
        assert error.value.exit_code == 3


def test_newer_schema_is_refused(tmp_path: Path) -> None:
    """A program that doesn't know the words can neither read nor write."""
    ledger = ledger_of(tmp_path, ALPHA)
    old = ledger.manifest()
    path = tmp_path / "manifest.json"
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(old, schema="0.10.0")))
    before = manifest_bytes(ledger)
    for attempt in (lambda: Ledger.open(tmp_path), ledger.connect, ledger.writer().__enter__):
        with pytest.raises(LedgerUnavailable, match=r"follows schema 0\.10\.0.*: upgrade tradewar-kg"):
            attempt()
    assert manifest_bytes(ledger) == before
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(old, schema="0.0.9")))
    put_all(ledger, BETA)
    assert ledger.manifest().schema == old.schema


@pytest.mark.parametrize("content", [
    b"", b"{", b"[]", b"null", b'{"format": "1"}', b'{"format": 1}',
    b'{"format": 1, "schema": "0.1.0", "segments": 5}',
    b'{"format": 1, "schema": "0.1.0", "segments": [], "more": 1}', b"\xff\xfe"])
def test_damaged_manifest_is_refused(tmp_path: Path, content: bytes) -> None:
    """One line that says which file, and nothing is written over it."""
    ledger = ledger_of(tmp_path, ALPHA)
    (tmp_path / "manifest.json").write_bytes(content)
    for attempt in (lambda: Ledger.open(tmp_path), lambda: Ledger.create(tmp_path), ledger.writer().__enter__):
        with pytest.raises(LedgerUnavailable, match=r"manifest\.json is damaged.*restore it from a copy") as error:
            attempt()
        assert "\n" not in str(error.value)
    assert (tmp_path / "manifest.json").read_bytes() == content


@pytest.mark.parametrize("kind", ["claims", "runs"])
@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_missing_or_cut_segment_is_refused(tmp_path: Path, kind: str, damage: str) -> None:
    """Found when the ledger is opened, not in the middle of a query; the first segment or a later one."""
    ledger = ledger_of(tmp_path, ALPHA)
    put_all(ledger, BETA)
    for segment in ledger.manifest().segments:
        path = tmp_path / "segments" / f"{segment.name}.{kind}.parquet"
        content = path.read_bytes()
        if damage == "missing":
            path.unlink()
        else:
            path.write_bytes(b"" if damage == "empty" else content[:-7])
        for attempt in (ledger.connect, lambda: list(ledger.runs()), lambda: project(ledger),
                        ledger.writer().__enter__):
            with pytest.raises(LedgerUnavailable, match="segment of the ledger"):
                attempt()
        path.write_bytes(content)
    assert whole(ledger)


def test_garbled_segment_is_refused(tmp_path: Path) -> None:
    """It ends like a whole one and is none."""
    ledger = ledger_of(tmp_path, ALPHA)
    (tmp_path / ledger.manifest().segments[0].claims_file).write_bytes(b"PAR1" + b"\xff" * 40 + b"PAR1")
    with pytest.raises(LedgerUnavailable, match="a segment of the ledger is damaged"):
        ledger.connect()


def test_failed_opening_frees_the_lock(tmp_path: Path) -> None:
    """A writer that couldn't start is no second writer."""
    ledger = ledger_of(tmp_path, ALPHA)
    path = tmp_path / ledger.manifest().segments[0].claims_file
    content = path.read_bytes()
    path.unlink()
    with pytest.raises(LedgerUnavailable):
        ledger.writer().__enter__()
    path.write_bytes(content)
    put_all(ledger, BETA)
    assert len(ledger.manifest().segments) == 2


@pytest.mark.parametrize("damage", [
    lambda path: path.unlink(), lambda path: path.write_bytes(b""), lambda path: path.write_bytes(b"no gzip"),
    lambda path: path.write_bytes(path.read_bytes()[:-9]),
    lambda path: path.write_bytes(path.read_bytes()[:15] + b"\xff" * 9 + path.read_bytes()[24:]),
    lambda path: path.write_bytes(gzip.compress(b"other words"))])
def test_missing_or_damaged_document_is_refused(tmp_path: Path, damage: object) -> None:
    """Also when other, healthy bytes lie in its place."""
    ledger = ledger_of(tmp_path, ALPHA)
    identity = document(ALPHA).id
    assert ledger.document(identity) == ALPHA
    assert callable(damage)
    damage(ledger.document_path(identity))
    with pytest.raises(LedgerUnavailable, match=f"document {identity[:12]}… at ") as error:
        ledger.document(identity)
    assert "\n" not in str(error.value)


def test_folder_with_signs_in_its_name(tmp_path: Path) -> None:
    """Brackets, stars and quotation marks are no patterns."""
    ledger = ledger_of(tmp_path / "a[1] *b? 'c' {d,e}" / "tradewar.kg", *DOCUMENTS)
    assert names(ledger) == NAMES


def test_empty_folders_may_get_lost(tmp_path: Path) -> None:
    """Copying tools drop them; the next writer makes them again."""
    ledger = Ledger.create(tmp_path)
    shutil.rmtree(tmp_path / "segments")
    shutil.rmtree(tmp_path / "documents")
    assert claims(ledger) == []
    put_all(ledger, ALPHA)
    assert names(ledger) == {"Alpha Ltd", "Home Bureau"}


# the same twice


def test_same_document_again_changes_nothing(tmp_path: Path) -> None:
    """Manifest, files, digest: byte for byte; the report says what is known."""
    ledger = ledger_of(tmp_path, ALPHA, BETA)
    before, kept = manifest_bytes(ledger), files(ledger)
    with ledger.writer() as writer:
        report = put(writer, ALPHA, "table.csv")
    assert (report.state, report.accepted, report.known) == ("known", 0, 4)
    assert manifest_bytes(ledger) == before
    assert files(ledger) == kept


def test_same_document_under_another_name_changes_nothing(tmp_path: Path) -> None:
    """A copy is no new edition."""
    ledger = ledger_of(tmp_path, ALPHA)
    before = manifest_bytes(ledger)
    with ledger.writer() as writer:
        assert put(writer, ALPHA, "copy of table.csv").state == "known"
    assert manifest_bytes(ledger) == before


def test_same_document_twice_in_one_batch_is_recorded_once(tmp_path: Path) -> None:
    """Before anything of it is published, too."""
    ledger = ledger_of(tmp_path / "twice", ALPHA, ALPHA)
    assert whole(ledger)
    assert len(claims(ledger)) == 4
    assert ledger.digest() == ledger_of(tmp_path / "once", ALPHA).digest()
    with ledger.writer() as writer:
        first, second = (put(writer, table("x,Nothing,Name,,", "y,Company,Y Ltd,,")) for _ in range(2))
    assert (first.state, second.state, second.known, second.refused) == ("recorded", "known", 2, first.refused)


def test_refusals_are_told_again(tmp_path: Path) -> None:
    """A known document with a bad row is still a document with a bad row."""
    ledger = ledger_of(tmp_path, table("x,Nothing,Name,,"))
    with ledger.writer() as writer:
        report = put(writer, table("x,Nothing,Name,,"))
    assert report.state == "known"
    assert len(report.refused) == 2
    assert report.refused[0] == "table.csv:2: class 'Nothing': expected a class of the schema"


def test_document_published_on_another_day_is_another_run(tmp_path: Path) -> None:
    """The check can fail: metadata count."""
    ledger = ledger_of(tmp_path, ALPHA)
    before = ledger.digest()
    with ledger.writer() as writer:
        report = put(writer, ALPHA, published="2020-01-01")
    assert (report.state, report.accepted, report.known) == ("recorded", 0, 4)
    assert ledger.digest() != before
    assert names(ledger) == {"Alpha Ltd", "Home Bureau"}


def test_document_that_declares_nothing_is_recorded(tmp_path: Path) -> None:
    """An empty table is known the second time, and makes no node."""
    ledger = ledger_of(tmp_path, table())
    assert [run.claims for run in ledger.runs()] == [0]
    assert project(ledger).graph.node_count == 0
    before = manifest_bytes(ledger)
    put_all(ledger, table())
    assert manifest_bytes(ledger) == before


def test_mended_parser_takes_back_what_it_said(tmp_path: Path) -> None:
    """The newest version of a module over a document counts; the old claims stay in the ledger only."""
    def mended(document_: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
        yield from (item for item in parse(document_, rendition)
                    if not (isinstance(item, Claim) and item.predicate == "OWNED_BY"))

    ledger = ledger_of(tmp_path, BETA)
    assert edges(ledger) == {("x:beta", "OWNED_BY", "x:gamma")}
    put_all(ledger, BETA, source=replace(SOURCE, version=2, parse=mended))
    assert edges(ledger) == set()
    assert names(ledger) == {"Beta Ltd", "Gamma Ltd"}
    assert len(claims(ledger, "DISTINCT id")) == 5
    put_all(ledger, BETA, source=replace(SOURCE, version=1, parse=parse))
    assert edges(ledger) == set()


def test_parser_that_now_says_nothing_takes_back_everything(tmp_path: Path) -> None:
    """An empty newest run counts, too."""
    ledger = ledger_of(tmp_path, ALPHA)
    put_all(ledger, ALPHA, source=replace(SOURCE, version=2, parse=lambda document_, rendition: iter(())))
    assert names(ledger) == set()


def test_unchanged_claims_keep_their_ids_under_a_new_version(tmp_path: Path) -> None:
    """The second run's claims are the first one's."""
    ledger = ledger_of(tmp_path, ALPHA)
    before = claims(ledger, "DISTINCT id")
    with ledger.writer() as writer:
        report = put(writer, ALPHA, source=replace(SOURCE, version=2))
    assert (report.accepted, report.known) == (0, 4)
    assert claims(ledger, "DISTINCT id") == before


# nodes


def test_claim_about_an_unknown_node_is_refused_with_its_line(tmp_path: Path) -> None:
    """At the end of the document, and the rest of the row goes in."""
    ledger = Ledger.create(tmp_path)
    with ledger.writer() as writer:
        report = put(writer, table("alpha,Company,Alpha Ltd,,", "beta,Company,Beta Ltd,OWNED_BY,nobody"), "a.csv")
    assert report.refused == ("a.csv:3: OWNED_BY: unknown id 'x:nobody': expected a node of this document "
                              "or of the ledger",)
    assert report.accepted == 4
    assert names(ledger) == {"Alpha Ltd", "Beta Ltd"}


@pytest.mark.parametrize("together", [True, False])
def test_node_of_an_earlier_document_is_known(tmp_path: Path, together: bool) -> None:
    """Published before, or gathered in the same batch."""
    later = table("beta,Company,Beta Ltd,OWNED_BY,alpha")
    ledger = ledger_of(tmp_path, ALPHA)
    if together:
        ledger = ledger_of(tmp_path / "together", ALPHA, later)
    else:
        put_all(ledger, later)
    assert edges(ledger) == {("x:beta", "OWNED_BY", "x:alpha")}


def test_node_stays_known_when_a_large_run_was_published_between(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run with a segment of its own doesn't make forget those that are still being gathered."""
    monkeypatch.setattr(writing, "CHUNK", 10)
    large = table(*(f"n{i},Company,Number {i} Ltd,," for i in range(9)))
    ledger = ledger_of(tmp_path, ALPHA, large, table("beta,Company,Beta Ltd,OWNED_BY,alpha"))
    assert ("x:beta", "OWNED_BY", "x:alpha") in edges(ledger)
    assert all(not run.refused for run in ledger.runs())


@pytest.mark.parametrize("order", [("Party", "Organization"), ("Organization", "Person")])
@pytest.mark.parametrize("turned", [1, -1])
@pytest.mark.parametrize("together", [True, False])
def test_one_of_the_classes_said_of_a_node_has_to_fit(
        tmp_path: Path, order: tuple[str, str], turned: int, together: bool) -> None:
    """Whichever document said it, in whatever order and batch, and though another one contradicts."""
    contents = [table(f"alpha,{name},Alpha {name},,") for name in order[::turned]]
    owned = Claim("x:alpha", "OWNED_BY", "x:owner", "row=2", "alpha | x:owner", mention="x:owner")
    said = replace(SOURCE, parse=lambda document_, rendition: iter([owned]))
    batches = [[*contents, table("owner,Person,An Owner,,")], [b"h\nalpha,x:owner\n"]]
    ledger = Ledger.create(tmp_path)
    for batch in [[*batches[0], *batches[1]]] if together else [*([one] for one in batches[0]), batches[1]]:
        with ledger.writer() as writer:
            reports = [put(writer, content, source=said if content in batches[1] else SOURCE) for content in batch]
    assert [report.refused for report in reports] == [()] * len(reports)
    assert reports[-1].accepted == 1


def test_relation_between_classes_that_do_not_fit_is_refused(tmp_path: Path) -> None:
    """With the line, for ends of the same document or of another."""
    ledger = ledger_of(tmp_path, ALPHA)
    with ledger.writer() as writer:
        report = put(writer, table("a,Region,A Land,OWNED_BY,b", "b,Region,B Land,OWNED_BY,alpha"), "b.csv")
    assert report.refused == ("b.csv:2: OWNED_BY doesn't go from Region to Region",
                              "b.csv:3: OWNED_BY doesn't go from Region to Company")


def test_derived_relation_is_refused(tmp_path: Path) -> None:
    """What the program computes no document may claim."""
    ledger = Ledger.create(tmp_path)
    with ledger.writer() as writer:
        report = put(writer, table("a,Company,A Ltd,CANDIDATE_OF,b", "b,Company,B Ltd,,"), "c.csv")
    assert report.refused == ("c.csv:2: CANDIDATE_OF is computed, no document may claim it",)
