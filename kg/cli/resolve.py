"""`kg resolve`: why two names mean one party, or two."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kg.errors import SourceRefused, UsageError

resolve = typer.Typer(name="resolve", no_args_is_help=True, rich_markup_mode=None,
                      help="Whether names mean one party, and why.")


class NamePair(msgspec.Struct, frozen=True):
    """Two names to compare; other keys of the object are left aside."""

    a: str
    b: str


@resolve.callback()
def about() -> None:
    """Whether names mean one party, and why."""


@resolve.command("pairs")
def pairs(
    file: Annotated[str, typer.Argument(help="JSON Lines with keys a and b; - for standard input.")],
) -> None:
    """Print each pair with verdict (same, different, candidate), reason and score, one JSON object a line."""
    from ingest.text.known_names import index_of, things
    from kg.resolution.compare import compare

    index = index_of(list(things()))
    refused = 0
    for pair in _pairs(file):
        if isinstance(pair, SourceRefused):
            refused += 1
            print(f"kg: {pair}", file=sys.stderr)
            continue
        found = compare(pair.a, pair.b, index)
        print(json.dumps({"a": pair.a, "b": pair.b, "verdict": found.verdict, "reason": found.reason,
                          "score": found.score}, ensure_ascii=False))
    if refused:
        raise typer.Exit(1)


def _pairs(file: str) -> Iterator[NamePair | SourceRefused]:
    """The pairs of a file; a line that isn't one is refused with its number, and the rest goes on."""
    decoder = msgspec.json.Decoder(NamePair)
    for number, line in enumerate(_content(file).splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield SourceRefused(f"expected an object with the texts a and b: {error}", f"{file}:{number}")


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    path = Path(file)
    if not path.is_file():
        raise UsageError(f"{file}: no such file")
    return path.read_bytes()
