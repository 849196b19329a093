"""A retaliation chain as text: a tree for a terminal, Mermaid for a page, JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from kg.chain import ANSWERS, Chain, ChainEvent, ChainLink
from kg.display import shown

_MARK = "▶ "
_CHANGED = {"suspend": "suspended", "resume": "resumed", "extend": "extended", "remove": "removed",
            "amend": "amended", "exempt": "exempted in part", "delay": "delayed", "withdraw": "withdrawn",
            "strike_down": "struck down", "expire": "expired", "replace": "replaced"}


def tree(chain: Chain) -> Iterator[str]:
    """The chain from its origins downwards, each answer below what it answers; `▶` marks the event asked for.

    An event that answers several stands below each; what followed it is told once.
    """
    told: set[str] = set()
    events = chain.by_id()
    for number, origin in enumerate(chain.origins()):
        if number:
            yield ""
        yield _headline(origin, chain.root)
        yield f"            {shown(origin.id)}"
        yield from _followed(chain, events, origin.id, "", told)
    if len(chain.events) == 1:
        yield "            nothing in the graph answers it, and it answers nothing"


def _followed(chain: Chain, events: Mapping[str, ChainEvent], event_id: str, indent: str,
              told: set[str]) -> Iterator[str]:
    told.add(event_id)
    links = chain.after(event_id)
    for number, link in enumerate(links):
        last = number == len(links) - 1
        rail = "   " if last else "│  "
        yield f"{indent}{'└─' if last else '├─'} {_headline(events[link.later], chain.root)}"
        yield f"{indent}{rail}   {said(link)}"
        if link.features:
            yield f"{indent}{rail}   because {shown('; '.join(link.features))}"
        if link.later not in told:
            yield from _followed(chain, events, link.later, indent + rail, told)
        elif chain.after(link.later):
            yield f"{indent}{rail}   (what followed is told above)"


def _headline(event: ChainEvent, root: str) -> str:
    mark = _MARK if event.id == root else ""
    hollow = " (unchecked)" if event.checked == "unchecked" else ""
    return f"{event.date or 'undated'!s:10}  {mark}{shown(event.name)}{hollow}"


def said(link: ChainLink) -> str:
    """What a link says, when, how sure, and by which words, in one line."""
    words = f": {shown(link.words)}" if link.words else ""
    source = f" [{shown(link.source)}]" if link.source else ""
    return f"{relation_words(link)} {lag_words(link.lag_days)}{_sureness(link)}{words}{source}"


def relation_words(link: ChainLink) -> str:
    """What the later event is to the earlier one."""
    if link.relation == "CHANGES":
        return _CHANGED.get(link.kind, "changed")
    return {ANSWERS: "answers", "CARRIES_OUT": "carries it out", "NOT_RESPONSE_TO": "is no answer,"}[link.relation]


def lag_words(days: int | None) -> str:
    """The days between two announcements in words; before and after are kept apart."""
    if days is None:
        return "after an unknown time"
    if not days:
        return "the same day"
    unit = "day" if abs(days) == 1 else "days"
    return f"after {days} {unit}" if days > 0 else f"{-days} {unit} before"


def _sureness(link: ChainLink) -> str:
    if link.relation != ANSWERS:
        return ""
    return f", {link.kind}" + (f" with {link.probability} %" if link.probability is not None else "")


def as_json(chain: Chain) -> str:
    """The chain as one JSON object with `root`, `events` and `links`; days in ISO form."""
    return json.dumps(asdict(chain), ensure_ascii=False, indent=1, default=str)


def mermaid(chain: Chain) -> Iterator[str]:
    """The chain as a Mermaid flowchart: solid arrows for what is stated or reported, dotted for the rest.

    Names become entity codes where Mermaid or a browser would read them as markup.
    """
    names = {event.id: f"e{number}" for number, event in enumerate(chain.events)}
    yield "flowchart LR"
    for event in chain.events:
        text = f"{event.date or 'undated'} {'/'.join(event.actors)}: {event.name}"
        ends = ('(["', '"])') if event.checked == "unchecked" else ('["', '"]')
        yield f"    {names[event.id]}{ends[0]}{_mermaid_text(text)}{ends[1]}"
    for link in chain.links:
        solid = link.relation == ANSWERS and link.kind in ("stated", "reported")
        arrow = "-->" if solid else "-.->"
        label = _mermaid_text(f"{relation_words(link)} {lag_words(link.lag_days)}{_sureness(link)}")
        yield f'    {names[link.earlier]} {arrow}|"{label}"| {names[link.later]}'
    yield f"    style {names[chain.root]} stroke-width:3px"


_MARKUP = re.compile(r'[^\w .,:;/()+%-]')


def _mermaid_text(text: str) -> str:
    return _MARKUP.sub(lambda found: f"#{ord(found.group())};", shown(text))
