"""`kg chain`: what an event answered and what answered it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.chain import Chain

FORMATS = ("table", "json", "mermaid", "svg", "html")


def chain(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Id or exact name of an event; kg find finds it.")],
    format_: Annotated[str, typer.Option("--format", help=", ".join(FORMATS) + ".")] = "table",
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write there, not to the "
                                                                                 "standard output.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    depth: Annotated[int, typer.Option("--depth", min=1, max=12, help="Steps in each direction.")] = 12,
    inferred: Annotated[bool, typer.Option("--inferred/--no-inferred",
                                           help="With links that only the model says.")] = True,
    rejected: Annotated[bool, typer.Option("--rejected", help="With pairs weighed and found to be no answer.")] = False,
    unchecked: Annotated[bool, typer.Option("--unchecked", help="With events not yet compared with "
                                                                "their source.")] = False,
    ledger: options.LedgerOption = options.LEDGER,
    known_on: options.KnownOnOption = "",
    said_on: options.SaidOnOption = "",
    store: options.StoreOption = "",
    user: options.UserOption = "neo4j",
    password: options.PasswordOption = "",
) -> None:
    """What an event answered and what answered it, with lag, kind, probability and evidence."""
    from kg.chain import trace
    from kg.exports.destination import new_file

    if format_ not in FORMATS:
        raise UsageError(f"--format {format_!r}: expected one of {', '.join(FORMATS)}")
    with options.opened(ledger, known_on=known_on, said_on=said_on, store=store, user=user,
                        password=password) as graph:
        traced = trace(graph, event, depth=depth, inferred=inferred, rejected=rejected, unchecked=unchecked)
        info = graph.store.info()
    content = _WAYS[format_](traced, info.digest if info else "")
    if out is None:
        sys.stdout.write(content)
        return
    with new_file(out, force=force) as stream:
        stream.write(content.encode())


def _table(chain_: Chain, _: str) -> str:
    from kg.chain_text import tree

    return "".join(line + "\n" for line in tree(chain_))


def _json(chain_: Chain, _: str) -> str:
    from kg.chain_text import as_json

    return as_json(chain_) + "\n"


def _mermaid(chain_: Chain, _: str) -> str:
    from kg.chain_text import mermaid

    return "".join(line + "\n" for line in mermaid(chain_))


def _svg(chain_: Chain, digest: str) -> str:
    from kg.figures import chain_figure

    return chain_figure.svg(chain_, digest)


def _html(chain_: Chain, digest: str) -> str:
    from kg.chain_page import page

    return page(chain_, digest)


_WAYS: dict[str, Callable[[Chain, str], str]] = {
    "table": _table, "json": _json, "mermaid": _mermaid, "svg": _svg, "html": _html}
