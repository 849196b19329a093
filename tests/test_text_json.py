"""What was found in a text, as the JSON of extractors and as lines for people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest import SOURCES, Source
from ingest.running import read_document
from ingest.text.as_json import as_json
from ingest.text.explain import explained
from ingest.text.found import Found
from kg.document import Document
from kg.rendition import RENDER, Rendition, TextRendition

FOLDER = Path(__file__).parent / "sources"
INPUTS = [(source, path) for source in SOURCES if source.find is not None
          for path in sorted((FOLDER / source.name).glob("input*"))]
every_text = pytest.mark.parametrize(("source", "path"), INPUTS, ids=lambda value: getattr(value, "name", ""))
KINDS = ("blacklistings", "tariffs", "talks", "statements", "retaliations", "others")


def texts(source: Source, path: Path) -> tuple[Document, Rendition, list[Found]]:
    """A document and what each of its texts says."""
    document, _ = read_document(path, [source])
    rendition = RENDER[source.rendition](document.content, document.name)
    assert source.find is not None
    return document, rendition, list(source.find(document, rendition))


@every_text
def test_every_text_is_one_json_object(source: Source, path: Path) -> None:
    """Plain JSON, with the keys that scorers look for; unknown values are null."""
    document, _, found = texts(source, path)
    assert found
    for text in found:
        said = json.loads(json.dumps(as_json(document, text)))
        assert said["document"] == path.name
        assert all(isinstance(said[kind], list) for kind in KINDS)
        assert "" not in {value for kind in KINDS for event in said[kind] for value in event.values()
                          if isinstance(value, str)}


@every_text
def test_evidence_and_segments_stand_in_the_text(source: Source, path: Path) -> None:
    """Offsets lead to the words."""
    document, rendition, found = texts(source, path)
    for text in found:
        said = as_json(document, text)
        whole = rendition.text if isinstance(rendition, TextRendition) else text.reading.text
        for event in (event for kind in KINDS for event in said[kind]):
            place = event["evidence"]
            assert whole[place["start"]:place["end"]] == place["quote"] != ""
        assert all(whole[a:b].strip() for event in said["statements"] for a, b in event["segments"])


@every_text
def test_explanations_show_each_event_once(source: Source, path: Path) -> None:
    """One line for each event, under the paragraph that tells it."""
    document, _, found = texts(source, path)
    for text in found:
        lines = list(explained(document, text))
        said = as_json(document, text)
        assert sum(line.startswith("    > ") for line in lines) == sum(len(said[kind]) for kind in KINDS)
        assert all(line.isprintable() or not line for line in lines)


def test_no_text_gives_nothing() -> None:
    """The tests above look at something."""
    assert {source.name for source, _ in INPUTS} >= {"news", "press_release", "federal_register", "headlines",
                                                     "social_posts"}
