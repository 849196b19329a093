"""A source of running text that needs no language model, so that a process that reads it is ready at once.

Each line is the name of a company. Some lines make trouble, for the tests of reading in several processes.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

from ingest.source import Source
from ingest.text.found import Found
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.errors import SourceRefused
from kg.rendition import Rendition, TextRendition

DIE, FAIL, REFUSE, HANG = "Die", "Fail", "Refuse", "Hang "


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of such a document, and the trouble that it makes."""
    assert isinstance(rendition, TextRendition)
    start = 0
    for line in rendition.text.splitlines():
        if line == DIE:
            os.kill(os.getpid(), signal.SIGKILL)
        if line == FAIL:
            raise KeyError(line)
        if line == REFUSE:
            raise SourceRefused("expected names", document.name)
        if line.startswith(HANG):
            hang(Path(line.removeprefix(HANG)))
        place = f"char={start},{start + len(line)}"
        yield Claim(f"x:{line}", "class", "Company", place, line, line)
        yield Claim(f"x:{line}", "name", line, place, line)
        start += len(line) + 1


def hang(pipe: Path) -> None:
    """Open a named pipe, say so in it, and never come back: it stays open as long as this process lives."""
    with pipe.open("w") as file:
        print("reading", file=file, flush=True)
        signal.pause()


def recognises(name: str, head: bytes) -> bool:
    """By the name of the file."""
    return name.endswith(".names")


def describe(document: Document, rendition: Rendition) -> Document:
    """The document as it is."""
    return document


def find(document: Document, rendition: Rendition) -> Iterator[Found]:
    """Never asked: that there is such a function makes a source one of running text."""
    raise NotImplementedError


SOURCE = Source(
    name="names", version=1, description="names of companies", publisher="", url="", formats=("txt",),
    rendition="text/1", basis="press", recognises=recognises, describe=describe, parse=parse, find=find)
