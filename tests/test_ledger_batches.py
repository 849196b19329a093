"""The ledger in batches: the same in any order and any segments, and never half visible."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from ingest.running import DocumentReport
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.errors import LedgerUnavailable, SourceRefused
from kg.ledger import Ledger, compaction
from kg.ledger import manifest as manifest_file
from kg.ledger import writer as writing
from kg.ledger.compaction import compact
from kg.ledger.manifest import Manifest
from kg.rendition import Rendition
from kg.validate import validate
from tests.small_ledger import (
    ALPHA,
    BETA,
    CUMULATIVE,
    DELTA,
    DOCUMENTS,
    NAMES,
    SOURCE,
    claims,
    document,
    files,
    graph_digest,
    ledger_of,
    manifest_bytes,
    names,
    parse,
    put,
    put_all,
    table,
    whole,
)

# batches and order


def test_digest_does_not_depend_on_order_and_batches(tmp_path: Path) -> None:
    """Every order, together or one by one, gives one ledger digest and one graph."""
    digests: set[str] = set()
    graphs: set[str] = set()
    for number, order in enumerate(permutations(DOCUMENTS)):
        together = ledger_of(tmp_path / f"a{number}", *order)
        single = Ledger.create(tmp_path / f"b{number}")
        for content in order:
            put_all(single, content)
        assert (len(together.manifest().segments), len(single.manifest().segments)) == (1, 3)
        digests.update((together.digest(), single.digest()))
        if number in (0, 5):
            graphs.update((graph_digest(together), graph_digest(single)))
    assert len(digests) == 1
    assert len(graphs) == 1


def test_digest_depends_on_what_is_said(tmp_path: Path) -> None:
    """The check can fail: one letter more."""
    one = ledger_of(tmp_path / "one", ALPHA)
    other = ledger_of(tmp_path / "other", ALPHA.replace(b"Alpha Ltd", b"Alpha Ltda"))
    assert one.digest() != other.digest()
    assert one.digest() != Ledger.create(tmp_path / "none").digest()


@pytest.mark.parametrize(("runs", "segments"), [(1, 3), (2, 2), (3, 1), (500, 1)])
def test_small_runs_share_segments(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: int, segments: int) -> None:
    """As many as fit into one; the digest stays."""
    expected = ledger_of(tmp_path / "expected", *DOCUMENTS).digest()
    monkeypatch.setattr(writing, "RUNS_IN_A_SEGMENT", runs)
    ledger = ledger_of(tmp_path / "ledger", *DOCUMENTS)
    assert len(ledger.manifest().segments) == segments
    assert ledger.digest() == expected
    assert whole(ledger)
    assert names(ledger) == NAMES


@pytest.mark.parametrize("chunk", [1, 2, 3, 4, 5, 9, 14, 15, 1000])
def test_large_runs_stream_into_segments_of_their_own(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    """Whatever the size of a chunk: the same claims, digest and counts."""
    expected = ledger_of(tmp_path / "expected", *DOCUMENTS)
    monkeypatch.setattr(writing, "CHUNK", chunk)
    ledger = ledger_of(tmp_path / "ledger", *DOCUMENTS)
    assert ledger.digest() == expected.digest()
    assert claims(ledger) == claims(expected)
    assert whole(ledger)
    assert sum(segment.claims for segment in ledger.manifest().segments) == len(claims(ledger))


def test_claim_that_a_document_says_twice_is_one(tmp_path: Path) -> None:
    """The same words at the same place."""
    def twice(document_: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
        for item in parse(document_, rendition):
            yield from (item, item)

    ledger = ledger_of(tmp_path, BETA, source=replace(SOURCE, parse=twice))
    assert len(claims(ledger)) == 5
    assert whole(ledger)


def test_run_that_is_abandoned_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small or streaming, and the runs beside it are published."""
    for chunk in (2, 1000):
        monkeypatch.setattr(writing, "CHUNK", chunk)
        ledger = ledger_of(tmp_path / str(chunk), ALPHA)
        kept = {run.id for run in ledger.runs()}

        def broken(document_: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
            yield from parse(document_, rendition)
            raise KeyError("a fault of the parser")

        with ledger.writer() as writer:
            with pytest.raises(SourceRefused, match="KeyError"):
                put(writer, BETA, source=replace(SOURCE, parse=broken))
            assert not list((ledger.folder / "segments").glob(".*"))
            put(writer, DELTA)
        assert {run.id for run in ledger.runs()} > kept
        assert names(ledger) == {"Alpha Ltd", "Home Bureau", "Delta Institute", "Epsilon Agency"}
        assert whole(ledger)


@pytest.mark.parametrize(("fault", "seen"), [(KeyError, SourceRefused), (KeyboardInterrupt, KeyboardInterrupt)])
def test_finished_runs_are_published_when_a_later_one_breaks(
        tmp_path: Path, fault: type[BaseException], seen: type[BaseException]) -> None:
    """What was gathered isn't lost with the one that failed."""
    ledger = Ledger.create(tmp_path)

    def broken(document_: object, rendition: object) -> Iterator[Claim]:
        raise fault

    def write() -> None:
        with ledger.writer() as writer:
            put(writer, ALPHA)
            put(writer, BETA, source=replace(SOURCE, parse=broken))

    with pytest.raises(seen):
        write()
    assert names(ledger) == {"Alpha Ltd", "Home Bureau"}


def test_runs_that_could_not_be_published_are_published_later(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed flush loses no claims, publishes nothing half, and may be tried again."""
    ledger = ledger_of(tmp_path, ALPHA)
    before = manifest_bytes(ledger)

    def full(folder: Path, manifest: Manifest) -> None:
        raise LedgerUnavailable("no space left")

    with ledger.writer() as writer:
        put(writer, BETA)
        with monkeypatch.context() as patched:
            patched.setattr(manifest_file, "write", full)
            with pytest.raises(LedgerUnavailable):
                writer.flush()
        assert manifest_bytes(ledger) == before
    assert whole(ledger)
    assert names(ledger) == {"Alpha Ltd", "Home Bureau", "Beta Ltd", "Gamma Ltd"}


def test_leftovers_are_removed_by_the_next_writer(tmp_path: Path) -> None:
    """Unfinished and unnamed files of whoever was killed; nothing that counts."""
    ledger = ledger_of(tmp_path, ALPHA)
    kept = files(ledger)
    for name in ("segments/.17.a.new", "segments/" + "f" * 24 + ".claims.parquet", ".manifest.json.17.new",
                 f"documents/{document(ALPHA).id[:2]}/.x.gz.17.new"):
        (tmp_path / name).write_bytes(b"half")
    assert whole(ledger)
    with ledger.writer():
        pass
    assert files(ledger) == kept


# compaction


def test_compaction_keeps_everything(tmp_path: Path) -> None:
    """Digest, claims, runs and graph; only the segments are fewer."""
    ledger = Ledger.create(tmp_path)
    for content in (*DOCUMENTS, table()):
        put_all(ledger, content)
    before = ledger.digest(), claims(ledger, "*"), sorted(r.id for r in ledger.runs()), graph_digest(ledger)
    assert compact(ledger) == (4, 1)
    assert (ledger.digest(), claims(ledger, "*"), sorted(r.id for r in ledger.runs()),
            graph_digest(ledger)) == before
    assert whole(ledger)
    assert compact(ledger) == (1, 1)


def test_compaction_leaves_large_segments_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is small is merged."""
    ledger = Ledger.create(tmp_path)
    for content in DOCUMENTS:
        put_all(ledger, content)
    large = next(s for s in ledger.manifest().segments if s.claims == 5)
    monkeypatch.setattr(compaction, "CHUNK", 5)
    assert compact(ledger) == (3, 3)
    put_all(ledger, table("z,Company,Z Ltd,,"))
    before = ledger.digest()
    assert compact(ledger) == (4, 3)
    assert large in ledger.manifest().segments
    assert ledger.digest() == before
    assert whole(ledger)


def test_compaction_of_runs_without_claims(tmp_path: Path) -> None:
    """Two documents that say nothing make one segment that says nothing."""
    ledger = Ledger.create(tmp_path)
    put_all(ledger, table())
    put_all(ledger, b"id,class,name,relation,target,more\n")
    before = ledger.digest()
    assert compact(ledger) == (2, 1)
    assert ledger.digest() == before
    assert len(list(ledger.runs())) == 2


def test_compacted_ledger_goes_on(tmp_path: Path) -> None:
    """What was known stays known, and the next writer removes the merged files."""
    ledger = Ledger.create(tmp_path)
    for content in DOCUMENTS:
        put_all(ledger, content)
    compact(ledger)
    before = manifest_bytes(ledger)
    put_all(ledger, *DOCUMENTS)
    assert manifest_bytes(ledger) == before
    assert len(list((tmp_path / "segments").iterdir())) == 2


def test_reader_under_way_outlives_a_compaction(tmp_path: Path) -> None:
    """A connection made before still finds its files, and sees what it saw."""
    ledger = Ledger.create(tmp_path)
    for content in (ALPHA, BETA):
        put_all(ledger, content)
    with ledger.connect() as connection:
        assert compact(ledger) == (2, 1)
        assert connection.execute("SELECT count(*) FROM claims").fetchone() == (9,)
        assert connection.execute("SELECT count(*) FROM runs").fetchone() == (2,)


def test_reader_that_comes_between_manifest_and_files_looks_again(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The manifest it read names files that a compaction and the writer after it have removed."""
    ledger = Ledger.create(tmp_path)
    for content in (ALPHA, BETA):
        put_all(ledger, content)
    old, read = ledger.manifest(), Ledger.manifest
    compact(ledger)
    put_all(ledger, DELTA)
    answers = iter([old])
    monkeypatch.setattr(Ledger, "manifest", lambda self: next(answers, None) or read(self))
    with ledger.connect() as connection:
        assert connection.execute("SELECT count(*) FROM runs").fetchone() == (3,)


# readers and writers


def test_reader_sees_the_old_or_the_new_and_never_a_part(tmp_path: Path) -> None:
    """While one thread writes run after run, each look of another one finds whole runs only."""
    ledger = Ledger.create(tmp_path)
    rounds = 12

    def write() -> None:
        for number in range(rounds):
            put_all(ledger, table(*(f"n{number}x{i},Company,Number {number} {i} Ltd,," for i in range(20))))

    thread = threading.Thread(target=write)
    thread.start()
    seen = []
    while thread.is_alive():
        seen.append(len(claims(ledger)))
        assert whole(ledger)
    thread.join()
    assert set(seen) <= {40 * number for number in range(rounds + 1)}
    assert seen == sorted(seen)
    assert len(claims(ledger)) == 40 * rounds


def test_second_writer_is_refused(tmp_path: Path) -> None:
    """With who holds it and what to do; afterwards it may write."""
    ledger = Ledger.create(tmp_path)
    with ledger.writer() as writer:
        put(writer, ALPHA)
        with pytest.raises(LedgerUnavailable, match=r"being written by another process.*try again") as error:
            put_all(Ledger.open(tmp_path), BETA)
        assert error.value.exit_code == 3
        with pytest.raises(LedgerUnavailable):
            compact(ledger)
        assert claims(ledger) == []
    put_all(ledger, BETA)
    assert len(list(ledger.runs())) == 2


def test_newer_edition_of_a_cumulative_series_keeps_the_older(tmp_path: Path) -> None:
    """Editions of a list add up; revisions of a page replace each other."""
    page = replace(SOURCE, series="page")
    for source, expected in ((CUMULATIVE, {"Alpha Ltd", "Home Bureau", "Beta Ltd", "Gamma Ltd"}),
                             (page, {"Beta Ltd", "Gamma Ltd"})):
        ledger = Ledger.create(tmp_path / source.series)
        with ledger.writer() as writer:
            put(writer, BETA, source=source, published="2020-01-02")
            put(writer, ALPHA, source=source, published="2020-01-01")
        assert names(ledger) == expected


def test_a_claim_refused_for_an_unknown_id_goes_in_once_the_id_is_known(tmp_path: Path) -> None:
    """Read again after the missing node's document, the same bytes give what the other order would have given."""
    first, second = table("a,Company,Alpha,PART_OF,b"), table("b,Agency,Beta,,")
    late, early = Ledger.create(tmp_path / "late"), ledger_of(tmp_path / "early", second, first)

    def read(content: bytes) -> DocumentReport:
        with late.writer() as writer:
            return put(writer, content)

    assert len(read(first).refused) == 1
    before = manifest_bytes(late)
    assert len(read(first).refused) == 1
    assert manifest_bytes(late) == before, "read again, with nothing new"
    read(second)
    assert read(first).refused == ()
    assert read(first).state == "known"
    assert graph_digest(late) == graph_digest(early)
    assert list(validate(late)) == []
