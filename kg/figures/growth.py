"""How a list of restricted parties grew: month by month who came on it and went off it, and how many it holds.

Above, the number of parties for whom the listing was in force at the end of each month; below, what changed in the
month. A party counts once, whatever the number of sources; on a day for which sources overlap, the state that began
last stands, as in the query `blacklists/was_listed`.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import figures
from kg.errors import QueryError, UsageError
from kg.figures import FAINT, INK, SOFT
from kg.figures.chain_figure import ticks
from kg.figures.period import check_period

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.graph import GraphInfo
    from kg.knowledge_graph import KnowledgeGraph

# what changed, with its colour (palette of Okabe and Ito) and whether it is drawn upwards
CHANGES = {"added": ("#be2814", True), "resumed": ("#e69f00", True), "removed": ("#0072b2", False),
           "suspended": ("#56b4e9", False), "unknown from here": ("#999999", False)}
_IN_FORCE = ("in_force", "resumed")
_WIDTH = (430.0, 960.0)  # points of the time axis, least and most
_MONTH = 6.0
_LEAST = 12  # months that the axis has room for, so that a bar is never a wall
_LEFT, _RIGHT, _UPPER, _LOWER, _BETWEEN, _TOP = 52.0, 20.0, 120.0, 130.0, 14.0, 40.0

_LIST = r"""
MATCH (l:Thing)
WHERE l._known_as CONTAINS '\n' + toLower($list) + '\n'
WITH DISTINCT l
WHERE l:RestrictedList
RETURN l.id AS id, l.name AS name ORDER BY id
"""
_LISTED = """
MATCH (p:Thing)-[r:LISTED_ON]->(:Thing {id: $list})
RETURN p.id AS party, r.state AS state, r.valid_from AS since, r.valid_to AS until, r.source_name AS source
ORDER BY party, since, until, r.id
"""


@dataclass(frozen=True, slots=True)
class Interval:
    """One stretch of one party's listing; `since` None: from an unknown day, `until` None: no end is known."""

    party: str
    state: str
    since: datetime.date | None
    until: datetime.date | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """The first day of a month, what changed in it, and the parties in force at its end."""

    first: datetime.date
    changes: Counter[str]
    in_force: int


def listed(graph: KnowledgeGraph, name: str) -> tuple[str, list[Interval]]:
    """The list's full name, and every stretch of every listing on it.

    name: name, code or id of the list. Raises QueryError when no list, or more than one, is called that, UsageError
    when nobody is on it.
    """
    lists = graph.store.query(_LIST, {"list": name}, columns=("id", "name")).rows
    if len(lists) != 1:
        which = f"may be any of {', '.join(row[0] for row in lists)}" if lists else "isn't the name of a list"
        raise QueryError(f"{name!r} {which}: kg find finds lists")
    rows = graph.store.query(_LISTED, {"list": lists[0][0]}, columns=(
        "party", "state", "since", "until", "source")).rows
    if not rows:
        raise UsageError(f"nothing to draw: nobody is on {lists[0][1]}")
    return lists[0][1], [Interval(row[0], row[1], row[2], row[3], row[4] or "") for row in rows]


def months(intervals: Iterable[Interval], *, since: str = "", until: str = "") -> list[Month]:
    """Month by month what changed and how many were in force, from the first change to the last.

    since, until: ISO days that narrow it. Raises UsageError when nothing changed in that time.
    """
    check_period(since, until)
    changes = sorted(one for _, mine in sorted(_by_party(intervals).items()) for one in _changes(mine))
    shown = [day for day, _, _ in changes if (not since or day >= datetime.date.fromisoformat(since))
             and (not until or day <= datetime.date.fromisoformat(until))]
    if not shown:
        raise UsageError("nothing to draw: no listing changed in that time")
    found = []
    first, last = shown[0].replace(day=1), shown[-1]
    in_force = sum(mine[0].since is None and mine[0].state in _IN_FORCE for mine in _by_party(intervals).values())
    in_force += sum(step for day, _, step in changes if day < first)
    while first <= last:
        following = (first + datetime.timedelta(days=32)).replace(day=1)
        now = [(what, step) for day, what, step in changes if first <= day < following]
        in_force += sum(step for _, step in now)
        found.append(Month(first, Counter(what for what, _ in now), in_force))
        first = following
    return found


def _by_party(intervals: Iterable[Interval]) -> dict[str, list[Interval]]:
    """Each party's stretches, those of an unknown first day before all others."""
    found: dict[str, list[Interval]] = {}
    for one in sorted(intervals, key=lambda one: (one.party, one.since or datetime.date.min)):
        found.setdefault(one.party, []).append(one)
    return found


def _changes(mine: Sequence[Interval]) -> Iterable[tuple[datetime.date, str, int]]:
    """What changed for one party: the day, the change, and by how much the number in force does."""
    days = sorted({day for one in mine for day in (one.since, one.until) if day})
    before = _state(mine, datetime.date.min)
    for day in days:
        after = _state(mine, day)
        what = _change(before, after)
        if what:
            yield day, what, (after == "in force") - (before == "in force")
        before = after


def _state(mine: Sequence[Interval], day: datetime.date) -> str:
    """In force, suspended, unknown or off: by the stretch that began last of those that hold on a day."""
    began = [one for one in mine if one.since is None or one.since <= day]
    state = next((one.state for one in reversed(began) if one.until is None or one.until > day), "")
    return "in force" if state in _IN_FORCE else state if state in ("suspended", "unknown") else "off"


def _change(before: str, after: str) -> str:
    """How a change of state is called, or ""."""
    if before == after:
        return ""
    if after == "in force":
        return "resumed" if before == "suspended" else "added"
    return {"off": "removed", "suspended": "suspended", "unknown": "unknown from here"}[after]


def draw(name: str, intervals: Sequence[Interval], info: GraphInfo | None = None, *, since: str = "",
         until: str = "") -> Figure:
    """The figure. Raises UsageError when nothing changed, EnvironmentRefused without the extra `figures`."""
    found = months(intervals, since=since, until=until)
    axis = min(max(_WIDTH[0], _MONTH * len(found)), _WIDTH[1])
    width = _LEFT + axis + _RIGHT
    caption = figures.caption_lines(_told(name, intervals, found, info), width - _LEFT)
    foot = figures.caption_height(len(caption)) + 22
    height = foot + _LOWER + _BETWEEN + _UPPER + _TOP
    with figures.styled():
        figure, whole = figures.sheet(width, height)
        lower = figure.add_axes((_LEFT / width, foot / height, axis / width, _LOWER / height))
        upper = figure.add_axes((_LEFT / width, (foot + _LOWER + _BETWEEN) / height, axis / width, _UPPER / height))
        _in_force(upper, found)
        _bars(lower, found, axis / max(len(found), _LEAST))
        for panel in (upper, lower):
            _frame(panel, found, int(axis / 55), named=panel is lower)
        whole.text(_LEFT, height - 12, figures.wrapped(name, int(axis / 6.5), 1)[0], fontsize=10, weight="bold",
                   va="center")
        _legend(whole, found, height - 28)
        figures.write_caption(whole, caption, _LEFT)
    return figure


def _in_force(axes: Axes, found: Sequence[Month]) -> None:
    edges = [*range(len(found)), len(found)]
    axes.stairs([month.in_force for month in found], edges, fill=True, color="#e9e4d8", zorder=1)
    axes.stairs([month.in_force for month in found], edges, color=INK, lw=1.2, zorder=2, baseline=None)
    axes.annotate(f"{found[-1].in_force:,}", (len(found), found[-1].in_force), xytext=(3, 0), fontsize=7,
                  textcoords="offset points", va="center", annotation_clip=False)
    axes.set_ylim(0, max(max(month.in_force for month in found), 1) * 1.08)
    axes.set_ylabel("in force", fontsize=7.5)


def _bars(axes: Axes, found: Sequence[Month], step: float) -> None:
    """Additions upwards, the rest downwards; the number stands on a bar where there is room."""
    from matplotlib.ticker import FuncFormatter

    for number, month in enumerate(found):
        for is_up in (True, False):
            base = 0
            for what, (colour, upwards) in CHANGES.items():
                if upwards == is_up and month.changes[what]:
                    size = month.changes[what] if is_up else -month.changes[what]
                    axes.bar(number + 0.5, size, 0.84, bottom=base, color=colour, linewidth=0, zorder=2)
                    base += size
            if base and figures.text_width(f"{abs(base)}", 6.5) + 3 <= step * _room(found, number):
                axes.annotate(f"{abs(base)}", (number + 0.5, base), xytext=(0, 2 if is_up else -2), fontsize=6,
                              textcoords="offset points", ha="center", va="bottom" if is_up else "top", color=SOFT)
    highest = max(sum(m.changes[w] for w, (_, up) in CHANGES.items() if up) for m in found)
    lowest = max(sum(m.changes[w] for w, (_, up) in CHANGES.items() if not up) for m in found)
    room = max(highest + lowest, 1) * 0.1
    axes.set_ylim(-lowest - room, highest + room)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,.0f}"))
    axes.axhline(0, color=SOFT, lw=0.8, zorder=3)
    axes.set_ylabel("changes a month", fontsize=7.5)


def _room(found: Sequence[Month], number: int) -> float:
    """How many months wide the number on a bar may be: half a month more for each neighbour without a bar."""
    return 1 + sum(0.5 for other in (number - 1, number + 1) if not 0 <= other < len(found) or not found[other].changes)


def _frame(axes: Axes, found: Sequence[Month], most: int, *, named: bool) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.set_xlim(0, max(len(found), _LEAST))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.tick_params(axis="y", labelsize=7, colors=SOFT, length=3)
    first, last = found[0].first, found[-1].first
    marked = [(day, words) for day, words in ticks(first, last, most) if day.day == 1]
    places = [(day.year - first.year) * 12 + day.month - first.month for day, _ in marked]
    axes.set_xticks(places, [f"{day:%b %Y}" if len(found) < 36 else words for day, words in marked] if named else [
        ""] * len(places))
    axes.tick_params(axis="x", labelsize=7, colors=SOFT, length=3)
    axes.grid(axis="both", color=FAINT, lw=0.5, zorder=0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _legend(axes: Axes, found: Sequence[Month], y: float) -> None:
    x = _LEFT + 4
    for what, (colour, _) in CHANGES.items():
        count = sum(month.changes[what] for month in found)
        if count:
            axes.plot([x], [y], marker="s", ms=5.5, color=colour, ls="none")
            axes.text(x + 6, y, f"{what} {count:,}", va="center", fontsize=7, color=SOFT)
            x += figures.text_width(f"{what} {count:,}", 7) + 22


def _told(name: str, intervals: Sequence[Interval], found: Sequence[Month], info: GraphInfo | None) -> list[str]:
    parties = {one.party for one in intervals}
    dateless = len({one.party for one in intervals if one.since is None})
    return [f"{name}, {found[0].first:%Y-%m} to {found[-1].first:%Y-%m}: above, the parties in force at the end of "
            "each month; below, what changed in it.",
            f"{figures.counted_words(len(parties), 'party is', 'parties are')} known to this graph by name, which need "
            "not be all.",
            *([f"{dateless:,} without a known first day count from the beginning."] if dateless else []),
            "From " + figures.sources_told(one.source for one in intervals), figures.origin(info)]
