"""The example texts that ship: honest about what they are, read as they should be, and joined with the chronology."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import ingest
from ingest import bundled
from ingest.parsing import parsed
from ingest.running import detect
from kg.claim import Claim
from kg.document import Document
from kg.knowledge_graph import KnowledgeGraph
from kg.ledger import Ledger
from tests.test_cli import ROOT, kg

EXAMPLES = bundled.examples()
GOLDEN = Path(__file__).parent / "examples"
every_example = pytest.mark.parametrize(("document", "source"), EXAMPLES, ids=[d.name for d, _ in EXAMPLES])


def claims(document: Document, source: str) -> list[Claim]:
    """What is read in an example."""
    read = parsed(document, bundled.as_example(ingest.source_named(source)))
    assert all(isinstance(item, Claim) for item in read.items)
    assert read.document.publisher == "tradewar-kg examples"
    return [item for item in read.items if isinstance(item, Claim)]


def test_every_file_of_the_folder_is_listed() -> None:
    """No example is forgotten."""
    folder = Path(bundled.__file__).parent / "examples"
    assert sorted(f"examples/{path.name}" for path in folder.iterdir()) == sorted(d.name for d, _ in EXAMPLES)


@every_example
def test_an_example_is_recognised_by_its_source(document: Document, source: str) -> None:
    """The source that is named for it is the one that a user's `kg ingest` would choose."""
    assert detect(document.name, document.content, ingest.SOURCES).name == source


@every_example
def test_an_example_says_what_it_is(document: Document, source: str) -> None:
    """Each tells that it was written for this project, and names what it rests on; none gives an address as its own."""
    text = document.content.decode()
    assert "tradewar-kg" in text
    assert "own words" in text or "自己的话" in text
    assert "citation" in text
    assert "https://" in text
    assert not any(line.startswith(("source_url:", "url:")) for line in text.splitlines())
    assert source in {one.name for one in ingest.SOURCES}


@every_example
def test_no_claim_of_an_example_passes_for_official(document: Document, source: str) -> None:
    """Whatever form a text has, its claims count as retold, and there are some."""
    found = claims(document, source)
    assert len(found) > 10
    assert {claim.basis for claim in found} == {"press"}


@every_example
def test_the_claims_are_the_golden_ones(document: Document, source: str, pytestconfig: pytest.Config) -> None:
    """What is read in an example changes only together with its golden file; `--update-golden` writes it."""
    found = b"".join(msgspec.json.encode(claim) + b"\n" for claim in claims(document, source))
    golden = GOLDEN / f"{Path(document.name).name}.jsonl"
    if pytestconfig.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(found)
    assert found.splitlines() == golden.read_bytes().splitlines()


def test_examples_join_what_the_chronology_tells(tmp_path: Path) -> None:
    """Listing, notice, duties and talks are the chronology's events, whose ids and names stay."""
    ledger = Ledger.create(tmp_path / "tradewar.kg")
    ingest.run_bundled(ledger)
    assert ingest.run_examples(ledger).refused == ()
    with KnowledgeGraph(ledger) as graph:
        rows = graph.cypher("MATCH (e:Event)-[:EVIDENCED_BY]->(d:Document) WHERE d.name IN $names "
                            "RETURN e.id AS id", {"names": [row[0] for row in graph.cypher(
                                "MATCH (d:Document) WHERE d.publisher = 'tradewar-kg examples' "
                                "RETURN d.name AS name").rows]}).rows
    found = {row[0] for row in rows}
    assert {"us-2018-06-15-301-list1", "us-2019-10-07-xinjiang-28", "cn-2025-04-04-ecl-16",
            "us-cn-2025-05-10-geneva-talks", "us-cn-2019-10-10-washington-talks"} <= found


def test_the_demo_traces_an_edge_to_its_words_and_draws(tmp_path: Path) -> None:
    """From the edge to the words, the document and the place, and files for Gephi and a browser beside the ledger."""
    done = kg("demo", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "-[TARGETS]-> Hangzhou Hikvision" in done.stdout
    assert "examples/entity-list-2019-10-08.md at char=" in done.stdout
    assert "chronology.jsonl at /" in done.stdout
    assert (tmp_path / "tradewar.gexf").read_bytes().startswith(b"<?xml")
    assert (tmp_path / "tradewar.html").read_bytes().startswith(b"<!")


def test_without_the_extra_the_demo_goes_on(tmp_path: Path) -> None:
    """One line says that the example texts are left out; the traced edge then rests on the chronology."""
    hidden = "import sys; sys.modules['spacy'] = None; sys.argv[0] = 'kg'; from kg.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", hidden, "demo", tmp_path], capture_output=True, text=True, cwd=ROOT,
                          check=False)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "example texts" in line] == [
        "the example texts are left out: reading running text needs spaCy and its English model: "
        "pip install 'tradewar-kg[text]'"]
    assert "chronology.jsonl at /" in done.stdout
    assert "examples/" not in done.stdout
