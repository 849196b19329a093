"""A retaliation chain as one web page: the figure, and tables of its links and events with words and sources.

The page loads nothing and runs nothing, which its Content-Security-Policy says too; all that comes from documents is
escaped, and only web addresses become links.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from kg.chain_text import lag_words, relation_words
from kg.figures.chain_figure import svg

if TYPE_CHECKING:
    from kg.chain import Chain, ChainEvent, ChainLink

_LEAST = 0.8  # of the figure's size, that it can still be read in a narrow window; then it scrolls

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 15px/1.45 system-ui, sans-serif; margin: 1.5rem auto; max-width: 110rem; padding: 0 1rem; color: #222 }}
figure {{ margin: 1rem 0; overflow-x: auto }}
figure:focus-visible {{ outline: 2px solid #0b5fa5 }}
figure svg {{ height: auto; width: max(min(100%, {wide}pt), {least}pt) }}
table {{ border-collapse: collapse; width: 100%; margin: 1rem 0 2rem }}
th, td {{ text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #ddd }}
td {{ overflow-wrap: anywhere; min-width: 6rem }}
td:last-child {{ width: 34% }}
td:first-child {{ white-space: nowrap }}
q {{ quotes: none }}
.unchecked {{ color: #777 }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>What it answered and what answered it. {counts}</p>
<figure role="img" aria-label="{label}" tabindex="0">
{figure}
</figure>
<h2>Links</h2>
<table>
<thead><tr><th>When</th><th>What</th><th>to</th><th>How sure</th><th>Words and source</th></tr></thead>
<tbody>
{links}
</tbody>
</table>
<h2>Events</h2>
<table>
<thead><tr><th>Announced</th><th>Who</th><th>Event</th><th>In force</th><th>Citation</th></tr></thead>
<tbody>
{events}
</tbody>
</table>
</body>
</html>
"""


def page(chain: Chain, digest: str = "") -> str:
    """The page; `digest` of the graph goes into the figure's caption. Needs the extra `figures`."""
    events = chain.by_id()
    drawing = re.sub(r"^.*?(?=<svg)", "", svg(chain, digest), flags=re.DOTALL)
    title = escape(events[chain.root].name)
    counts = f"{len(chain.events)} events, {len(chain.links)} links."
    wide = float(re.search(r'width="([\d.]+)pt"', drawing)[1])  # type: ignore[index]
    return _PAGE.format(title=title, counts=counts, figure=drawing, label=f"Chain of {title}: {counts}",
                        wide=round(wide), least=round(wide * _LEAST),
                        links="\n".join(_link(events, link) for link in chain.links),
                        events="\n".join(map(_event, chain.events)))


def _link(events: dict[str, ChainEvent], link: ChainLink) -> str:
    later, earlier = events[link.later], events[link.earlier]
    sure = escape(link.kind.replace("_", " ")) + (f", {link.probability} %" if link.probability is not None else "")
    because = f"<br>{escape('; '.join(link.features))}" if link.features else ""
    words = f"<q>{escape(link.words)}</q><br>" if link.words else ""
    return (f"<tr><td>{later.date or ''}</td><td>{escape(later.name)}<br>{relation_words(link)} "
            f"{lag_words(link.lag_days)}</td><td>{escape(earlier.name)}</td><td>{sure}{because}</td>"
            f"<td>{words}{_source(link.source, link.source_url)}</td></tr>")


def _event(event: ChainEvent) -> str:
    checked = ' class="unchecked" title="unchecked"' if event.checked == "unchecked" else ""
    return (f"<tr{checked}><td>{event.date or ''}</td><td>{escape('/'.join(event.actors))}</td>"
            f"<td>{escape(event.name)}<br><small>{escape(event.id)}</small></td><td>{event.effective or ''}</td>"
            f"<td>{_source(event.citation, event.citation_url)}</td></tr>")


def _source(name: str, url: str) -> str:
    if url.startswith(("https://", "http://")):
        return f'<a rel="noreferrer" href="{escape(url)}">{escape(name or url)}</a>'
    return escape(name)
