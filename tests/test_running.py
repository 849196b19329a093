"""Running ingest modules over files: what is read, what is refused, and what the report says of it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.running import LARGEST, detect, files_below, read_document, run, run_documents
from ingest.source import Source
from kg.claim import Claim, Refusal
from kg.document import Document, hash_of
from kg.errors import LedgerUnavailable, SourceRefused, UsageError
from kg.ledger import Ledger
from kg.rendition import Rendition
from tests.small_ledger import ALPHA, BETA, SOURCE, claims, document, names, parse, table

PAGES = replace(SOURCE, name="pages", recognises=lambda name, head: name.endswith(".page"))
SOURCES = (SOURCE, PAGES)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger, away from the documents."""
    return Ledger.create(tmp_path / "ledger")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for documents."""
    made = tmp_path / "documents"
    made.mkdir()
    return made


def write(path: Path, content: bytes = ALPHA) -> Path:
    """A file, and its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


# the report


def test_report_counts_what_went_in(ledger: Ledger, folder: Path) -> None:
    """File by file and in all; the second time all of it is known."""
    bad = table("x,Nothing,Some Name,,", "short,row", "y,Company,Y Ltd,,")
    paths = [write(folder / "a.csv"), write(folder / "b.csv", BETA), write(folder / "c.csv", bad)]
    report = run(ledger, paths, SOURCES)
    assert [(d.name, d.source, d.state, d.accepted, d.known, len(d.refused)) for d in report.documents] == [
        ("a.csv", "tables", "recorded", 4, 0, 0), ("b.csv", "tables", "recorded", 5, 0, 0),
        ("c.csv", "tables", "recorded", 2, 0, 3)]
    assert (report.accepted, report.known) == (11, 0)
    assert report.refused == (
        "c.csv:2: class 'Nothing': expected a class of the schema", "c.csv:3: expected 5 cells, found 2",
        "c.csv:2: name: unknown id 'x:x': expected a node of this document or of the ledger")
    again = run(ledger, paths, SOURCES)
    assert [d.state for d in again.documents] == ["known"] * 3
    assert (again.accepted, again.known, again.refused) == (0, 11, report.refused)


def test_report_says_when_and_by_what_a_document_is_dated(ledger: Ledger, folder: Path) -> None:
    """The date that was given, or that of the source."""
    path = write(folder / "a.csv")
    (given,) = run(ledger, [path], SOURCES, published="2020-05-06").documents
    assert (given.published, given.published_basis) == ("2020-05-06", "given")
    (own,) = run(ledger, [path], SOURCES).documents
    assert (own.published, own.state) == ("2019-10-07", "recorded")


@pytest.mark.parametrize("day", ["yesterday", "2020-02-30", "20200101", "2020-1-1", " "])
def test_day_of_publication_must_exist(ledger: Ledger, folder: Path, day: str) -> None:
    """Said before anything is read."""
    with pytest.raises(UsageError, match=r"--published .*: expected a date that exists"):
        run(ledger, [write(folder / "a.csv")], SOURCES, published=day)
    assert claims(ledger) == []


def test_progress_is_told_by_file(ledger: Ledger, folder: Path) -> None:
    """At least once a file."""
    told: list[str] = []
    run(ledger, [write(folder / "a.csv"), write(folder / "b.csv", BETA)], SOURCES,
        progress=lambda name, count: told.append(name))
    assert told == ["a.csv", "b.csv"]


def test_documents_in_memory_are_recorded_alike(ledger: Ledger, folder: Path, tmp_path: Path) -> None:
    """The same claims and digest as by way of a file."""
    report = run_documents(ledger, [(document(ALPHA, "a.csv"), SOURCE)])
    other = Ledger.create(tmp_path / "other")
    run(other, [write(folder / "a.csv")], SOURCES)
    assert report.accepted == 4
    assert ledger.digest() == other.digest()


# what is refused, and stops nothing


def test_refused_files_stop_nothing(ledger: Ledger, folder: Path) -> None:
    """Each has its reason, in the order given, and the good ones between them go in."""
    refused = [write(folder / "empty.csv", b""), write(folder / "blank.csv", b" \n\r\n\t"), folder / "missing.csv",
               write(folder / "binary.csv", b"id,class\x00\xff\xfe\x00" + bytes(range(256))),
               write(folder / "unknown.txt", b"words"), write(folder / "both.page", ALPHA),
               write(folder / "latin.csv", ALPHA.replace(b"Alpha", "Älpha".encode("latin-1")))]
    report = run(ledger, [write(folder / "a.csv"), *refused, write(folder / "b.csv", BETA)], SOURCES)
    assert [d.state for d in report.documents] == ["recorded", *["refused"] * 7, "recorded"]
    assert report.accepted == 9
    reasons = [d.refused[0] for d in report.documents if d.state == "refused"]
    for reason, expected in zip(reasons, [
            "empty.csv:1: expected a document, found an empty file",
            "blank.csv:1: expected a document, found an empty file", "missing.csv: can't be read: No such file",
            "binary.csv:1: expected UTF-8 text, found byte 0xff",
            "unknown.txt: no source recognises it: name one with --source (tables, pages)",
            "both.page: more than one source recognises it: name one with --source (tables, pages)",
            "latin.csv:2: expected UTF-8 text, found byte 0xc4"], strict=True):
        assert expected in reason
    assert names(ledger) == {"Alpha Ltd", "Home Bureau", "Beta Ltd", "Gamma Ltd"}


def test_folder_without_files_is_refused(ledger: Ledger, folder: Path) -> None:
    """It isn't passed over in silence."""
    write(folder / ".hidden")
    report = run(ledger, [folder], SOURCES)
    assert [d.state for d in report.documents] == ["refused"]
    assert report.refused == (f"{folder}: expected a file, found a folder without files that can be read",)


def test_what_is_no_file_is_refused(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe or a socket would be waited for without end."""
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")
        report = run(ledger, [Path("pipe"), Path("socket"), Path(os.devnull)], SOURCES)
    assert report.refused == ("pipe: expected a file", "socket: expected a file", "/dev/null: expected a file")


class Restless(type(Path())):  # type: ignore[misc]
    """A file that somebody writes to while it is read."""

    change = b""

    def read_bytes(self) -> bytes:
        content: bytes = super().read_bytes()
        Path(self).write_bytes(self.change)
        return content


@pytest.mark.parametrize("change", [ALPHA + b"more", ALPHA[:-9], ALPHA.replace(b"Alpha", b"Omega")])
def test_file_that_changes_while_it_is_read_is_refused(
        ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch, change: bytes) -> None:
    """Longer, shorter, or other words of the same length; read again it is fine."""
    monkeypatch.setattr(Restless, "change", change)
    path = write(folder / "a.csv")
    os.utime(path, (0, 0))
    report = run(ledger, [Restless(path)], SOURCES)
    assert report.refused == ("a.csv: changed while it was read: run it again when it is whole",)
    assert claims(ledger) == []
    assert run(ledger, [path], SOURCES).documents[0].state == "recorded"


def test_file_above_the_limit_is_refused_unread(ledger: Ledger, folder: Path) -> None:
    """By its size alone: this one is a hole that takes no space."""
    path = folder / "huge.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert run(ledger, [path], SOURCES).refused == (
        f"huge.csv: expected at most {LARGEST} bytes, found {LARGEST + 1}",)


@pytest.mark.parametrize("late", [False, True])
def test_document_that_its_source_refuses_leaves_nothing(ledger: Ledger, folder: Path, late: bool) -> None:
    """At its first row or after some claims."""
    def refuse(document_: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
        if late:
            yield from parse(document_, rendition)
        raise SourceRefused("expected another table", f"{document_.name}:1")

    report = run(ledger, [write(folder / "a.csv")], [replace(SOURCE, parse=refuse)])
    assert report.refused == ("a.csv:1: expected another table",)
    assert (report.accepted, claims(ledger), list(ledger.runs())) == (0, [], [])


def test_broken_rows_are_refused_once(ledger: Ledger, folder: Path) -> None:
    """By the rendition, with their line; not again when the source has told of the same line."""
    content = table("a,Company,A Ltd,,", 'b,"Company"x,B Ltd,,', "c,Company,C\0 Ltd,,", "d,Company,D Ltd,,")
    report = run(ledger, [write(folder / "a.csv", content)], SOURCES)
    assert [reason.split(":")[1] for reason in report.refused] == ["3", "4"]
    assert names(ledger) == {"A Ltd", "D Ltd"}

    def told(document_: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
        yield Refusal(3, "told by the source")

    again = run(ledger, [folder / "a.csv"], [replace(SOURCE, version=2, parse=told)])
    assert again.refused[0] == "a.csv:3: told by the source"
    assert [reason.split(":")[1] for reason in again.refused] == ["3", "4"]


def test_second_writer_stops_the_run(ledger: Ledger, folder: Path) -> None:
    """That is no matter of one file."""
    path = write(folder / "a.csv")
    with ledger.writer(), pytest.raises(LedgerUnavailable, match="written by another process"):
        run(ledger, [path], SOURCES)


# which source


def test_one_source_reads_every_file(ledger: Ledger, folder: Path) -> None:
    """Named by the user, it isn't asked whether it recognises the form."""
    path = write(folder / "a.strange", b"\xef\xbb\xbf" + ALPHA)
    assert run(ledger, [path], SOURCES).documents[0].state == "refused"
    assert run(ledger, [path], [SOURCE]).documents[0].state == "recorded"


def test_source_sees_the_name_and_the_beginning(folder: Path) -> None:
    """64 kB of a larger file."""
    seen: list[tuple[str, int]] = []

    def recognises(name: str, head: bytes) -> bool:
        seen.append((name, len(head)))
        return True

    path = write(folder / "a.csv", ALPHA * 3000)
    found, source = read_document(path, [replace(SOURCE, recognises=recognises), PAGES])
    assert seen == [("a.csv", 65_536)]
    assert source.name == "tables"
    assert (found.id, found.name, found.published) == (hash_of(ALPHA * 3000), "a.csv", "")


@pytest.mark.parametrize(("name", "head", "expected"), [
    ("a.csv", ALPHA, "tables"), ("a.page", b"words", "pages"), ("a.page", ALPHA, "more than one source"),
    ("a.csv", b"words", "no source recognises it")])
def test_exactly_one_source_must_recognise(name: str, head: bytes, expected: str) -> None:
    """Neither none nor two."""
    try:
        found: Source | None = detect(name, head, SOURCES)
    except SourceRefused as refusal:
        found, reason = None, str(refusal)
    assert expected in (found.name if found else reason)


# which files


def test_folders_are_read_by_name_without_what_is_hidden(folder: Path) -> None:
    """All levels; hidden files and folders are left out, unless they are named."""
    for name in ("b.csv", "a.csv", "sub/c.csv", "sub/deep/d.csv", ".hidden.csv", ".git/e.csv", "sub/.f.csv", "z.txt"):
        write(folder / name)
    assert [str(p.relative_to(folder)) for p in files_below([folder])] == [
        "a.csv", "b.csv", "sub/c.csv", "sub/deep/d.csv", "z.txt"]
    assert list(files_below([folder / ".hidden.csv", folder / "none"])) == [folder / ".hidden.csv", folder / "none"]
    assert [p.name for p in files_below([folder / ".git"])] == ["e.csv"]


def test_links_to_files_are_read_and_links_to_folders_are_not(folder: Path, tmp_path: Path) -> None:
    """So a loop ends, and nothing of other folders gets in by the back door."""
    elsewhere = write(tmp_path / "elsewhere" / "secret.csv").parent
    write(folder / "sub" / "a.csv")
    (folder / "linked.csv").symlink_to(elsewhere / "secret.csv")
    (folder / "loop").symlink_to(folder)
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "out").symlink_to(elsewhere)
    assert [str(p.relative_to(folder)) for p in files_below([folder])] == ["linked.csv", "sub/a.csv"]
    assert [p.name for p in files_below([folder / "out"])] == ["secret.csv"]


def test_link_to_nothing_is_refused(ledger: Ledger, folder: Path) -> None:
    """It isn't passed over in silence."""
    write(folder / "a.csv")
    (folder / "broken.csv").symlink_to(folder / "gone.csv")
    report = run(ledger, [folder], SOURCES)
    assert [d.state for d in report.documents] == ["recorded", "refused"]
    assert "can't be read: No such file" in report.refused[0]


def test_folder_that_cannot_be_listed_is_refused(
        ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files might be what the user wanted."""
    write(folder / "a.csv")
    closed = write(folder / "closed" / "b.csv").parent
    scandir = os.scandir

    def refusing(path: str) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(closed))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    report = run(ledger, [folder], SOURCES)
    assert [d.state for d in report.documents] == ["recorded", "refused"]
    assert report.refused == (f"{closed}: expected a file, found a folder without files that can be read",)
