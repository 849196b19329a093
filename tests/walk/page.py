"""The generated parts of README.md and docs/sources.md, between `<!-- name -->` and `<!-- /name -->`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import ingest
from kg import queries

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
DOCS = ROOT / "docs"
SOURCES = DOCS / "sources.md"


def filled(text: str, parts: Mapping[str, str]) -> str:
    """A page with its generated parts put in; a part that the page has no place for is left out."""
    for name, part in parts.items():
        before, begin, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"<!-- /{name} -->")
        if end:
            text = f"{before}{begin}{part}\n{end}{after}"
    return text


def part(text: str, name: str) -> str:
    """What stands in a page's generated part. Raises ValueError where the page has none of that name."""
    _, begin, rest = text.partition(f"<!-- {name} -->\n")
    found, end, _ = rest.partition(f"\n<!-- /{name} -->")
    if not begin or not end:
        raise ValueError(f"no part <!-- {name} --> … <!-- /{name} -->")
    return found


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; empty cells for None."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join("" if cell is None else str(cell).replace("|", "\\|") for cell in line) + " |"
                     for line in lines)


def tables() -> dict[str, str]:
    """The parts that need no ledger: which sources and which packs there are."""
    sources = [(f"`{s.name}`", s.publisher, ", ".join(s.formats), s.description) for s in ingest.SOURCES]
    packs: dict[str, int] = {}
    for query in queries.load_all():
        pack = query.name.partition("/")[0]
        packs[pack] = packs.get(pack, 0) + 1
    counts = (f"[{sum(packs.values())} queries](docs/queries.md) in {len(packs)} packs: "
              f"{', '.join(f'`{name}` ({count})' for name, count in packs.items())}.\n"
              f"[{len(sources)} sources](docs/sources.md): {', '.join(f'`{s.name}`' for s in ingest.SOURCES)}.")
    return {"sources": table(("source", "publisher", "formats", "reads"), sources), "counts": counts}
