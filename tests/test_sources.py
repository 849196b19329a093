"""Every source of the registry, over the documents in its fixture folder, against golden claims.

`tests/sources/<name>/input*.*` are documents in the source's format; what `parse` yields for `input-x.csv`
stands in `claims-x.jsonl`, one claim or refusal a line. `pytest --update-golden` writes those files.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ingest import SOURCES, Source
from ingest.running import detect, read_document
from kg import schema
from kg.claim import QUOTE_LIMIT, Claim, Refusal
from kg.rendition import RENDER, Rendition, quote_stands

FOLDER = Path(__file__).parent / "sources"
INPUTS = [(source, path) for source in SOURCES for path in sorted((FOLDER / source.name).glob("input*"))]
every_input = pytest.mark.parametrize(("source", "path"), INPUTS, ids=lambda value: getattr(value, "name", ""))


def parsed(source: Source, path: Path) -> tuple[Rendition, list[Claim | Refusal]]:
    """The document's rendition, and what the source reads in it."""
    document, _ = read_document(path, [source])
    rendition = RENDER[source.rendition](document.content, document.name)
    return rendition, list(source.parse(source.describe(document, rendition), rendition))


def claims(source: Source, path: Path) -> list[Claim]:
    """Only the claims."""
    return [item for item in parsed(source, path)[1] if isinstance(item, Claim)]


def test_sources_and_fixture_folders_are_the_same() -> None:
    """Each source has a folder with a document, each folder a source, and no name stands twice."""
    assert sorted(source.name for source in SOURCES) == sorted(path.name for path in FOLDER.iterdir())
    assert {source.name for source, _ in INPUTS} == {source.name for source in SOURCES}


@every_input
def test_claims_are_the_golden_ones(source: Source, path: Path, request: pytest.FixtureRequest) -> None:
    """What is read from a fixture changes only together with its golden file."""
    encode = msgspec.json.Encoder().encode
    found = b"".join(encode(item) + b"\n" for item in parsed(source, path)[1])
    golden = path.with_name(f"claims{path.stem.removeprefix('input')}.jsonl")
    if request.config.getoption("--update-golden"):
        golden.write_bytes(found)
    assert found.splitlines() == golden.read_bytes().splitlines()


@every_input
def test_parsing_twice_says_the_same(source: Source, path: Path) -> None:
    """A parser keeps nothing from one document to the next."""
    assert parsed(source, path)[1] == parsed(source, path)[1]


@every_input
def test_only_its_own_source_recognises_a_document(source: Source, path: Path) -> None:
    """A document finds its source by itself."""
    assert detect(path.name, path.read_bytes()[:65_536], SOURCES) is source


@every_input
def test_each_quote_stands_and_holds_what_is_claimed(source: Source, path: Path) -> None:
    """A claim leads to a place of the document that has its words."""
    rendition, items = parsed(source, path)
    for claim in items:
        if isinstance(claim, Claim):
            assert 0 < len(claim.quote) <= QUOTE_LIMIT
            assert quote_stands(rendition, claim.locator, claim.quote)
            assert (claim.mention or claim.object) in claim.quote


@every_input
def test_each_claim_keeps_to_the_schema(source: Source, path: Path) -> None:
    """Classes, predicates, qualifiers and the ends of relations are those of the schema."""
    model = schema.load()
    said = claims(source, path)
    class_of = {claim.subject: claim.object for claim in said if claim.predicate == "class"}
    for claim in said:
        if claim.predicate == "class":
            assert not model.class_def(claim.object).abstract
            continue
        assert {name for name, _ in claim.qualifiers} <= model.predicate(claim.predicate).qualifiers.keys()
        subject = class_of.get(claim.subject)
        if claim.predicate in model.relations:
            if subject and claim.object in class_of:
                assert model.allows(claim.predicate, subject, class_of[claim.object]), claim
        elif subject:
            assert claim.predicate in model.classes[subject].properties, claim
