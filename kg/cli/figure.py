"""`kg figure`: pictures for papers, as SVG or PNG by the name of the file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options

if TYPE_CHECKING:
    from matplotlib.figure import Figure

figure = typer.Typer(no_args_is_help=True, help="Pictures for papers: chain, timeline, list growth, who against whom.")

OutArgument = Annotated[Path, typer.Argument(metavar="OUT", help="The file to write: its name ends in .svg or .png.")]
SinceOption = Annotated[str, typer.Option("--since", metavar="DATE", help="Nothing before that day.")]
UntilOption = Annotated[str, typer.Option("--until", metavar="DATE", help="Nothing after that day.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


@figure.command("chain")
def chain(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Id or exact name of an event; kg find finds it.")],
    out: OutArgument,
    depth: Annotated[int, typer.Option("--depth", min=1, max=12, help="Steps in each direction.")] = 12,
    inferred: Annotated[bool, typer.Option("--inferred/--no-inferred",
                                           help="With links that only the model says.")] = True,
    unchecked: Annotated[bool, typer.Option("--unchecked", help="With events not yet compared with "
                                                                "their source.")] = False,
    force: ForceOption = False,
    ledger: options.LedgerOption = options.LEDGER,
    known_on: options.KnownOnOption = "",
    said_on: options.SaidOnOption = "",
) -> None:
    """What an event answered and what answered it, on a time axis with a lane for each actor."""
    from kg.chain import trace
    from kg.figures import chain_figure, format_of

    format_of(out)
    with options.opened(ledger, known_on=known_on, said_on=said_on) as graph:
        found = trace(graph, event, depth=depth, inferred=inferred, unchecked=unchecked)
        drawn = chain_figure.draw(found, graph.store.info())
    _write(drawn, out, f"{len(found.events):,} events, {len(found.links):,} links", force=force)


@figure.command("timeline")
def timeline(
    out: OutArgument,
    since: SinceOption = "",
    until: UntilOption = "",
    force: ForceOption = False,
    ledger: options.LedgerOption = options.LEDGER,
    known_on: options.KnownOnOption = "",
    said_on: options.SaidOnOption = "",
) -> None:
    """All that was in the air: measures, talks, threats and words, in a lane of their actors."""
    from kg.figures import format_of
    from kg.figures.timeline import draw, happenings

    format_of(out)
    with options.opened(ledger, known_on=known_on, said_on=said_on) as graph:
        events = happenings(graph, since=since, until=until)
        drawn = draw(events, graph.store.info(), since=since, until=until)
    _write(drawn, out, f"{len(events):,} events", force=force)


@figure.command("growth")
def growth(
    out: OutArgument,
    list_: Annotated[str, typer.Option("--list", metavar="NAME", help="Name, code or id of a list.")] = "Entity List",
    since: SinceOption = "",
    until: UntilOption = "",
    force: ForceOption = False,
    ledger: options.LedgerOption = options.LEDGER,
    known_on: options.KnownOnOption = "",
    said_on: options.SaidOnOption = "",
) -> None:
    """A list month by month: who was added, suspended and removed, and how many it holds."""
    from kg.figures import format_of
    from kg.figures.growth import draw, listed

    format_of(out)
    with options.opened(ledger, known_on=known_on, said_on=said_on) as graph:
        name, intervals = listed(graph, list_)
        drawn = draw(name, intervals, graph.store.info(), since=since, until=until)
    _write(drawn, out, f"{name}, {len({one.party for one in intervals}):,} parties", force=force)


@figure.command("matrix")
def matrix(
    out: OutArgument,
    since: SinceOption = "",
    until: UntilOption = "",
    force: ForceOption = False,
    ledger: options.LedgerOption = options.LEDGER,
    known_on: options.KnownOnOption = "",
    said_on: options.SaidOnOption = "",
) -> None:
    """Who acted against whom, counted by class."""
    from kg.figures import format_of
    from kg.figures.matrix import acts, draw

    format_of(out)
    with options.opened(ledger, known_on=known_on, said_on=said_on) as graph:
        found = acts(graph, since=since, until=until)
        drawn = draw(found, graph.store.info(), since=since, until=until)
    _write(drawn, out, f"{len(found):,} acts", force=force)


def _write(drawn: Figure, out: Path, what: str, *, force: bool) -> None:
    """Write a figure whole or not at all, and say what is in it."""
    from kg.exports.destination import new_file
    from kg.figures import format_of, rendered

    content = rendered(drawn, format_of(out))
    with new_file(out, force=force) as stream:
        stream.write(content)
    print(f"{out}: {what}", file=sys.stderr)
