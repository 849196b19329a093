"""Releases: a frozen ledger has the same bytes each time, names itself in every graph, and shows each change."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import EnvironmentRefused, LedgerUnavailable, Refused, UsageError
from kg.exports import Export, find
from kg.exports.caption import caption
from kg.knowledge_graph import KnowledgeGraph
from kg.ledger import Ledger
from kg.release import LEDGER, SUMS, Wanted, freeze
from kg.release_check import check
from kg.release_text import bibtex
from kg.released import NAME as RELEASES
from kg.released import release_of
from kg.stores.embedded import EmbeddedStore
from kg.stores.neo4j import Neo4jStore
from tests.neo4j_server.clean import Neo4jTarget
from tests.small_ledger import ALPHA, BETA, DELTA, files, ledger_of, put_all, table

WANTED = Wanted("2026-11", date="2026-11-22")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of two documents before and after its release, and the release."""
    folder = tmp_path_factory.mktemp("made")
    ledger = ledger_of(folder / "before", ALPHA, BETA)
    shutil.copytree(folder / "before", folder / "ledger")
    freeze(Ledger(folder / "ledger"), WANTED, folder / "release")
    assert ledger.digest() == Ledger(folder / "ledger").digest()
    return folder


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Ledger:
    """A ledger of two documents; released when the test asks for the release, too."""
    shutil.copytree(made / "before", tmp_path / "ledger")
    return Ledger.open(tmp_path / "ledger")


@pytest.fixture
def released(made: Path, ledger: Ledger, tmp_path: Path) -> Path:
    """Its release."""
    shutil.copytree(made / "release", tmp_path / "release")
    shutil.copyfile(made / "ledger" / RELEASES, ledger.folder / RELEASES)
    return tmp_path / "release"


def content(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def found(folder: Path) -> set[tuple[str, str]]:
    """Place and rule of what the check finds."""
    return {(one.place, one.rule) for one in check(folder)}


def test_a_release_holds_the_ledger_and_says_what_it_is(ledger: Ledger, released: Path) -> None:
    """Its ledger has the same digest and files; record and coverage count what is in it."""
    copy = Ledger.open(released / LEDGER)
    assert copy.digest() == ledger.digest()
    assert files(copy) == files(ledger)
    record = json.loads((released / "release.json").read_text("utf-8"))
    assert record["ledger"] == ledger.digest()
    assert record["graph"] == KnowledgeGraph(copy).property_graph().info.digest
    assert (record["documents"], record["claims"], record["date"]) == (2, 9, "2026-11-22")
    (row,) = csv.DictReader(io.StringIO((released / "coverage.csv").read_text("utf-8")))
    assert row == {"source": "tables", "publisher": "Bureau of Tables", "documents": "2", "claims": "9",
                   "first_published": "2019-10-07", "last_published": "2019-10-07", "first_known": "2019-10-07",
                   "last_known": "2019-10-07"}
    (month,) = csv.DictReader(io.StringIO((released / "coverage-by-month.csv").read_text("utf-8")))
    assert (month["month"], month["documents"], month["claims"]) == ("2019-10", "2", "9")
    assert (released / "documents.csv").read_text("utf-8").count("\n") == 3


def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, released: Path, tmp_path: Path) -> None:
    """Frozen again, and frozen from a copy at another place, no byte differs; another date makes another."""
    before = content(released)
    freeze(ledger, WANTED, tmp_path / "again")
    assert content(tmp_path / "again") == before
    shutil.copytree(released / LEDGER, tmp_path / "elsewhere.kg")
    freeze(Ledger.open(tmp_path / "elsewhere.kg"), WANTED, tmp_path / "third")
    assert content(tmp_path / "third") == before
    freeze(ledger, replace(WANTED, name="b", date="2026-11-23"), tmp_path / "b")
    assert content(tmp_path / "b") != before


def test_without_a_date_it_is_that_of_the_last_recording(ledger: Ledger, tmp_path: Path) -> None:
    """No clock: the ledger says when it was last written."""
    record = freeze(ledger, Wanted("x"), tmp_path / "x")
    assert record.date == max(run.recorded_at for run in ledger.runs())[:10]


def test_graphs_carry_the_name_until_the_ledger_changes(ledger: Ledger, tmp_path: Path) -> None:
    """Graph, caption, embedded store and export name the release; after the next document none does."""
    def told() -> tuple[str, str]:
        with KnowledgeGraph(ledger) as graph:
            info = graph.store.info()
            assert info
            return graph.property_graph().info.release, info.release

    assert told() == ("", "")
    freeze(ledger, WANTED, tmp_path / "release")
    assert told() == ("2026-11", "2026-11")
    graph = KnowledgeGraph(ledger).property_graph()
    assert "release 2026-11" in caption(graph)
    for name in ("gexf", "graphml", "cx2", "cypher"):
        out = io.BytesIO()
        to_file = find(name).to_file
        assert to_file
        to_file(Export(graph), out)
        assert b"release 2026-11" in out.getvalue()
    put_all(ledger, DELTA)
    assert told() == ("", "")


def test_a_released_ledger_names_itself_elsewhere(released: Path, tmp_path: Path) -> None:
    """Who gets the folder gets the name with it."""
    store = EmbeddedStore(tmp_path / "g.kgl")
    store.load(KnowledgeGraph(Ledger.open(released / LEDGER)).property_graph())
    info = store.info()
    assert info
    assert info.release == "2026-11"


def test_a_server_says_the_release(released: Path, clean_neo4j: Neo4jTarget) -> None:
    """`GraphInfo` in Neo4j has it too."""
    graph = KnowledgeGraph(Ledger.open(released / LEDGER))
    graph.load(clean_neo4j.uri, user=clean_neo4j.user, password=clean_neo4j.password, graph_name="test-release")
    store = Neo4jStore(clean_neo4j.uri, clean_neo4j.user, clean_neo4j.password, "test-release")
    info = store.info()
    store.close()
    assert info
    assert info.release == "2026-11"


def test_a_healthy_release_passes_also_after_use(released: Path) -> None:
    """Asking the released ledger leaves a cache, which is no finding; checking twice is fine."""
    assert found(released) == set()
    with KnowledgeGraph(Ledger.open(released / LEDGER)) as graph:
        assert graph.find("Alpha").rows
    assert found(released) == set()


def spoil_document(folder: Path) -> tuple[str, str]:
    """Other bytes of a document."""
    path = next((folder / LEDGER / "documents").rglob("*.gz"))
    path.write_bytes(gzip.compress(b"other", mtime=0))
    return path.relative_to(folder).as_posix(), "changed"


def add_file(folder: Path) -> tuple[str, str]:
    """A file more."""
    (folder / LEDGER / "segments" / "x.parquet").write_bytes(b"x")
    return f"{LEDGER}/segments/x.parquet", "unlisted"


def remove_file(folder: Path) -> tuple[str, str]:
    """A file less."""
    (folder / "README.md").unlink()
    return "README.md", "missing"


def link_file(folder: Path) -> tuple[str, str]:
    """A link to the same bytes somewhere else."""
    shutil.move(folder / "README.md", folder.parent / "README.md")
    (folder / "README.md").symlink_to(folder.parent / "README.md")
    return "README.md", "missing"


def climb(folder: Path) -> tuple[str, str]:
    """A line of the sums that leads out of the folder."""
    with (folder / SUMS).open("a") as file:
        file.write(f"{'0' * 64}  ../ledger/manifest.json\n")
    return SUMS, "line"


def write_more(folder: Path) -> tuple[str, str]:
    """A document more in the released ledger."""
    put_all(Ledger.open(folder / LEDGER), DELTA)
    return LEDGER, "digest"


def another_graph(folder: Path) -> tuple[str, str]:
    """A record that tells of another graph, with sums that fit."""
    path = folder / "release.json"
    digest = json.loads(path.read_text("utf-8"))["graph"]
    path.write_text(path.read_text("utf-8").replace(digest, "0" * 64), "utf-8")
    fit(folder)
    return "release.json", "digest"


def fit(folder: Path) -> None:
    """Make the sums anew, as somebody who covers a change up."""
    import hashlib

    names = [line.split("  ", 1)[1] for line in (folder / SUMS).read_text("utf-8").splitlines()]
    (folder / SUMS).write_text("".join(
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names), "utf-8")


@pytest.mark.parametrize("damage", [spoil_document, add_file, remove_file, link_file, climb, write_more, another_graph])
def test_each_change_is_found(released: Path, damage: Callable[[Path], tuple[str, str]]) -> None:
    """A changed, added, missing or linked file, a line that leads outside, more claims, another graph."""
    expected = damage(released)
    assert expected in found(released)


def test_a_change_that_fits_the_sums_is_found_in_the_claims(released: Path) -> None:
    """New sums don't hide other words: the document's hash and the claims still say what it was."""
    place, _ = spoil_document(released)
    fit(released)
    rules = {rule for _, rule in found(released)}
    assert place
    assert "document" in rules


def test_a_release_without_documents_pins_them(ledger: Ledger, tmp_path: Path) -> None:
    """Their bytes are left out, their hashes stand in the list, and the check doesn't miss them."""
    freeze(ledger, replace(WANTED, documents=False), tmp_path / "r")
    assert not list((tmp_path / "r" / LEDGER / "documents").rglob("*.gz"))
    listed = (tmp_path / "r" / "documents.csv").read_text("utf-8")
    assert all(run.document in listed for run in ledger.runs())
    assert "left out" in (tmp_path / "r" / "README.md").read_text("utf-8")
    assert found(tmp_path / "r") == set()


def test_a_damaged_ledger_is_not_released(ledger: Ledger, tmp_path: Path) -> None:
    """What `kg validate` finds is told; nothing is written and no name is given."""
    run = next(ledger.runs())
    ledger.document_path(run.document).write_bytes(gzip.compress(b"other"))
    with pytest.raises(Refused, match="kg validate"):
        freeze(ledger, WANTED, tmp_path / "r")
    assert not (tmp_path / "r").exists()
    assert release_of(ledger) == ""


def test_an_empty_ledger_is_not_released(tmp_path: Path) -> None:
    """There is nothing to freeze."""
    with pytest.raises(Refused, match="nothing to release"):
        freeze(Ledger.create(tmp_path / "empty"), WANTED, tmp_path / "r")


def test_a_name_means_one_state_of_the_ledger(ledger: Ledger, released: Path, tmp_path: Path) -> None:
    """After a change the name is taken; another one is free."""
    put_all(ledger, DELTA)
    with pytest.raises(UsageError, match="choose another name"):
        freeze(ledger, WANTED, tmp_path / "r")
    freeze(ledger, replace(WANTED, name="2026-12"), tmp_path / "r")
    assert release_of(ledger) == "2026-12"


@pytest.mark.parametrize("wanted", [
    Wanted(""), Wanted("../x"), Wanted("a b"), Wanted(".hidden"), Wanted("x" * 65), Wanted("a\n"), Wanted("a", "today"),
    Wanted("a", "2026-02-30"), Wanted("a", author="two\nlines"), Wanted("a", author=" ")])
def test_bad_names_dates_and_authors_are_refused(ledger: Ledger, tmp_path: Path, wanted: Wanted) -> None:
    """Each with one line, before anything is written."""
    with pytest.raises(UsageError):
        freeze(ledger, wanted, tmp_path / "r")
    assert not (tmp_path / "r").exists()


def test_what_is_there_stays(ledger: Ledger, tmp_path: Path) -> None:
    """A folder with something in it, a file, and a missing folder above are refused; no name is given."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("x")
    (tmp_path / "file").write_text("x")
    for out, kind in (("full", UsageError), ("file", UsageError), ("no/where", EnvironmentRefused)):
        with pytest.raises(kind):
            freeze(ledger, WANTED, tmp_path / out)
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["mine"]
    assert release_of(ledger) == ""
    with pytest.raises(UsageError, match="goes into a new or empty folder"):  # --force is no option here
        freeze(ledger, WANTED, tmp_path / "full")


def test_a_damaged_list_of_releases_is_told(ledger: Ledger, released: Path) -> None:
    """The file beside the manifest can't be read: one line that names it."""
    (ledger.folder / RELEASES).write_text("{")
    with pytest.raises(LedgerUnavailable, match=RELEASES):
        release_of(ledger)


def test_a_folder_that_is_no_release_is_refused(tmp_path: Path) -> None:
    """No record, a damaged one, and a release without its ledger."""
    with pytest.raises(UsageError, match="isn't a release"):
        list(check(tmp_path))
    (tmp_path / "release.json").write_text('{"format": 99}')
    with pytest.raises(Refused, match="newer program"):
        list(check(tmp_path))


def test_a_release_without_its_ledger_is_found(released: Path) -> None:
    """The missing files and the missing ledger are findings."""
    shutil.rmtree(released / LEDGER)
    (released / SUMS).unlink()
    assert {(LEDGER, "digest"), (SUMS, "missing")} <= found(released)


def test_the_citation_file_has_what_the_format_asks_for(ledger: Ledger, tmp_path: Path) -> None:
    """Citation File Format 1.2.0: its required keys and types, with an author whose name is awkward."""
    author = 'Zoë "the Tariff" 王: & #1 \\ 100%'
    record = freeze(ledger, replace(WANTED, author=author), tmp_path / "r")
    read = yaml.safe_load((tmp_path / "r" / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= read.keys()
    assert (read["cff-version"], read["type"], read["version"]) == ("1.2.0", "dataset", "2026-11")
    assert str(read["date-released"]) == "2026-11-22"
    assert read["authors"] == [{"name": author}]
    assert read["identifiers"][0]["value"] == f"sha256:{record.ledger}"


def test_bibtex_escapes_what_latex_would_run(ledger: Ledger, tmp_path: Path) -> None:
    """One entry whose braces balance; LaTeX's own characters are escaped."""
    text = bibtex(freeze(ledger, replace(WANTED, name="a_b", author="A & B {100%} ~ \\input"), tmp_path / "r"))
    assert text.startswith("@misc{tradewar-kg-a_b,")
    assert ("A \\& B \\textbraceleft{}100\\%\\textbraceright{} \\textasciitilde{} "
            "\\textbackslash{}input") in text
    assert "version = {a\\_b}" in text
    assert text.count("{") == text.count("}")


def test_bibtex_survives_a_brace_that_is_never_closed(ledger: Ledger, tmp_path: Path) -> None:
    """BibTeX counts braces behind a backslash too, so none of the author's own may stand in the entry."""
    text = bibtex(freeze(ledger, replace(WANTED, author="Curly { Brace"), tmp_path / "r"))
    assert text.count("{") == text.count("}")
    assert "Curly \\textbraceleft{} Brace" in text


def test_cells_of_the_tables_are_never_formulas(tmp_path: Path) -> None:
    """A document called like a formula is listed as text."""
    ledger = Ledger.create(tmp_path / "l")
    from tests.small_ledger import put

    with ledger.writer() as writer:
        put(writer, table("a,Company,A Ltd,,"), "=cmd|x.csv")
    freeze(ledger, WANTED, tmp_path / "r")
    assert ",'=cmd|x.csv," in (tmp_path / "r" / "documents.csv").read_text("utf-8")


def test_the_command_freezes_and_checks(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`kg release NAME` writes ./NAME and says its digests; --check is silent, or lists findings with exit code 1."""
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    place = ["--ledger", str(ledger.folder)]
    done = runner.invoke(app, ["release", "2026-11", *place])
    assert done.exit_code == 0
    assert ledger.digest() in done.stdout
    assert runner.invoke(app, ["release", "--check", "2026-11"]).exit_code == 0
    remove_file(tmp_path / "2026-11")
    bad = runner.invoke(app, ["release", "--check", "2026-11", "--format", "csv"])
    assert bad.exit_code == 1
    assert "README.md,missing," in bad.stdout
    for wrong in ([], ["x", "--check", "2026-11"]):
        assert isinstance(runner.invoke(app, ["release", *wrong, *place]).exception, UsageError)
