"""The picture of a retaliation chain: a lane for each actor, a time axis, an arrow for each link.

Time is true to scale as long as that keeps the rows few; where events crowd, the quiet stretches between them are
shortened, the caption says so, and the ticks are the days of events.

Solid arrows are stated or reported, dashed ones inferred, thin grey ones changes of a measure, dotted ones rejected
pairs; the lag stands on the arrow. Events that nobody has checked are hollow. Labels stand beside their marker, and
those that would cover each other get rows of their own within the lane.
"""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.appearance import hex_of, node_colour
from kg.chain import ANSWERS, Chain, ChainEvent, ChainLink
from kg.figures import (
    FAINT,
    INK,
    SOFT,
    caption_lines,
    counted_words,
    origin,
    rendered,
    sheet,
    sources_told,
    styled,
    text_width,
    wrapped,
    write_caption,
)
from kg.graph import GraphInfo

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_POINTS = 7.5  # of a label
_LAG_POINTS = 6.5
_HIGHEST_ARC = 24.0  # points between an arrow and the straight line
_COLUMNS, _LINES = 34, 3
_ROW = 36.0  # points from row to row within a lane
_GAP = 26.0  # points between lanes
_LANE_NAME, _RIGHT, _TOP, _BOTTOM = 44.0, 12.0, 34.0, 80.0  # margins in points
_MARKER = 8.0
_SPREAD = (420.0, 1250.0)  # points of the time axis, least and most
_MOST_ROWS = 6  # of a lane on a true time axis
_TICK = 58.0  # points from tick to tick on a bent axis
_DAYS_SHOWN = 60  # a longer time axis has months, quarters or years


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event stands, in points from the lower left, and its label's lines."""

    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole picture in points: places by event id, lanes as (name, lowest y, highest y), size, where the time
    axis begins and how long it is, and its ticks as (x, words)."""

    places: dict[str, Place]
    lanes: tuple[tuple[str, float, float], ...]
    width: float
    height: float
    begin: float
    axis: float
    ticks: tuple[tuple[float, str], ...]
    is_bent: bool


def svg(chain: Chain, digest: str = "") -> str:
    """The figure as SVG text, the same each time. Raises EnvironmentRefused without the extra `figures`."""
    return rendered(draw(chain, GraphInfo(digest=digest)), "svg").decode()


def draw(chain: Chain, info: GraphInfo | None = None) -> Figure:
    """The figure; release, dates and digest of the graph go into the caption."""
    with styled():
        made = plan(chain)
        figure, axes = sheet(made.width, made.height)
        _lanes(axes, made)
        _time(axes, made)
        for number, link in enumerate(chain.links):
            _arrow(axes, made, link, number)
        for event in chain.events:
            _event(axes, made.places[event.id], event, is_root=event.id == chain.root)
            _lags(axes, made.places[event.id], _incoming(chain, event))
        _caption(axes, chain, made, info)
    return figure


def plan(chain: Chain) -> Plan:
    """Work out where everything stands; no two labels of a lane overlap."""
    straight = _planned(chain, is_bent=False)
    if max(round((high - low) / _ROW) for _, low, high in straight.lanes) <= _MOST_ROWS:
        return straight
    return _planned(chain, is_bent=True)


def _planned(chain: Chain, *, is_bent: bool) -> Plan:
    dated = sorted({event.date for event in chain.events if event.date}) or [datetime.date.today()]
    days = max((dated[-1] - dated[0]).days, 1)
    axis = min(max(_SPREAD[0], 46.0 * len(chain.events), 1.4 * days ** 0.75 * 4), _SPREAD[1])
    shares = _bent(dated) if is_bent else {day: (day - dated[0]).days / days for day in dated}
    offsets = {event.id: axis * shares[event.date or dated[-1]] for event in chain.events}
    befores = {event.id: max((text_width(_lag(link), _LAG_POINTS) for link in _incoming(chain, event)), default=0.0)
               for event in chain.events}
    begin = _LANE_NAME + 2 * _MARKER + max(max(befores[one] - offsets[one] for one in offsets), 0.0)
    xs = {one: begin + offset for one, offset in offsets.items()}
    rows: dict[str, list[float]] = {}
    row_of: dict[str, int] = {}
    for event in chain.events:
        row_of[event.id] = _free_row(rows.setdefault(_lane(event), []), xs[event.id], befores[event.id],
                                     _width(event))
    marks = _event_ticks(shares, axis) if is_bent else [
        (axis * (day - dated[0]).days / days, words) for day, words in ticks(dated[0], dated[-1], int(axis / 70))]
    return _stacked(chain, xs, row_of, rows, (begin, axis, [(begin + x, words) for x, words in marks], is_bent))


def _bent(days: Sequence[datetime.date]) -> dict[datetime.date, float]:
    """The share of the axis before each day: between two days the logarithm of the time between them."""
    sums = list(itertools.accumulate(math.log2(1 + (day - before).days) for before, day in itertools.pairwise(days)))
    whole = sums[-1] if sums else 1.0
    return dict(zip(days, (part / whole for part in [0.0, *sums]), strict=True))


def _event_ticks(shares: dict[datetime.date, float], axis: float) -> list[tuple[float, str]]:
    """The days of events on a bent axis, those that have room."""
    found: list[tuple[float, str]] = []
    for day, share in shares.items():
        if not found or axis * share - found[-1][0] >= _TICK:
            found.append((axis * share, f"{day.day} {day:%b %Y}"))
    return found


def _stacked(chain: Chain, xs: dict[str, float], row_of: dict[str, int], rows: dict[str, list[float]],
             frame: tuple[float, float, list[tuple[float, str]], bool]) -> Plan:
    """Lanes one above the other, the one that acted first on top."""
    begin, axis, marks, is_bent = frame
    label = max(text_width(line, _POINTS) for event in chain.events for line in _lines(event)) + 2 * _MARKER
    y = _BOTTOM
    lanes: list[tuple[str, float, float]] = []
    base: dict[str, float] = {}
    for name in reversed(list(rows)):
        base[name] = y + _ROW * (len(rows[name]) - 1)
        lanes.append((name, y, y + _ROW * len(rows[name])))
        y += _ROW * len(rows[name]) + _GAP
    places = {event.id: Place(xs[event.id], base[_lane(event)] - _ROW * row_of[event.id] + _ROW / 2,
                              tuple(_lines(event))) for event in chain.events}
    return Plan(places, tuple(lanes), begin + axis + label + _RIGHT, y - _GAP + _TOP, begin, axis, tuple(marks),
                is_bent)


def _incoming(chain: Chain, event: ChainEvent) -> list[ChainLink]:
    return [link for link in chain.links if link.later == event.id]


def _free_row(rows: list[float], x: float, before: float, width: float) -> int:
    """The first row whose last label has ended before what stands left of x."""
    for number, ends in enumerate(rows):
        if ends <= x - before - 2 * _MARKER:
            rows[number] = x + width
            return number
    rows.append(x + width)
    return len(rows) - 1


def _lane(event: ChainEvent) -> str:
    return "/".join(event.actors) or "?"


def _lines(event: ChainEvent) -> list[str]:
    return [str(event.date or "undated"), *wrapped(event.name, _COLUMNS, _LINES)]


def _width(event: ChainEvent) -> float:
    return max(text_width(line, _POINTS) for line in _lines(event)) + 2 * _MARKER


def _lanes(axes: Axes, made: Plan) -> None:
    from matplotlib.patches import Rectangle

    for number, (name, low, high) in enumerate(made.lanes):
        axes.add_patch(Rectangle((_LANE_NAME, low - _GAP / 2), made.width - _LANE_NAME - 2, high - low + _GAP,
                                 facecolor="#f6f6f4" if number % 2 else "white", edgecolor="none", zorder=0))
        axes.text(_LANE_NAME - 6, (low + high) / 2, name, ha="right", va="center", fontsize=11, weight="bold",
                  color=INK)


def _time(axes: Axes, made: Plan) -> None:
    y = _BOTTOM - _GAP / 2
    axes.plot([made.begin, made.begin + made.axis], [y, y], color=SOFT, lw=0.8, zorder=1)
    for x, words in made.ticks:
        axes.plot([x, x], [y, y - 3], color=SOFT, lw=0.8)
        axes.plot([x, x], [y, made.height - _TOP / 2], color=FAINT, lw=0.5, zorder=0.5)
        axes.text(x, y - 5, words, ha="center", va="top", fontsize=7, color=SOFT)


def ticks(first: datetime.date, last: datetime.date, most: int) -> list[tuple[datetime.date, str]]:
    """At most so many round days from first to last: years, months or days, with what to write at them."""
    most = max(most, 2)
    for months in (0, 1, 3, 6, 12, 24, 60):
        if not months and (last - first).days > _DAYS_SHOWN:
            continue
        found = _days(first, last, most) if not months else _months(first, last, months)
        if len(found) <= most:
            form = "%b %Y" if months < 12 else "%Y"
            return [(day, day.strftime(form) if months else _day_words(day, day == first)) for day in found] or [
                (first, first.isoformat())]
    return [(first, first.isoformat()), (last, last.isoformat())]


def _day_words(day: datetime.date, is_first: bool) -> str:
    """A day as 7 Oct, the first one with its year."""
    return f"{day.day} {day:%b %Y}" if is_first else f"{day.day} {day:%b}"


def _days(first: datetime.date, last: datetime.date, most: int) -> list[datetime.date]:
    step = max(1, -(-((last - first).days + 1) // most))
    return [first + datetime.timedelta(days=n) for n in range(0, (last - first).days + 1, step)]


def _months(first: datetime.date, last: datetime.date, months: int) -> list[datetime.date]:
    count = range((first.year * 12 + first.month - 1), last.year * 12 + last.month)
    found = [datetime.date(n // 12, n % 12 + 1, 1) for n in count if n % months == 0]
    return [day for day in found if first <= day <= last]


def _event(axes: Axes, place: Place, event: ChainEvent, *, is_root: bool) -> None:
    colour = hex_of(node_colour(event.class_name))
    hollow = event.checked == "unchecked"
    axes.plot([place.x], [place.y], marker="o", ms=_MARKER, mfc="white" if hollow else colour, mec=colour, mew=1.4,
              zorder=4)
    if is_root:
        axes.plot([place.x], [place.y], marker="o", ms=_MARKER + 6, mfc="none", mec=INK, mew=1.2, zorder=4)
    first, *rest = place.lines
    top = place.y + (_POINTS * 1.2) * (len(place.lines) - 1) / 2
    axes.text(place.x + _MARKER + 1, top, first, va="center", fontsize=_POINTS - 1, color=SOFT, zorder=5,
              bbox={"facecolor": "white", "alpha": 0.85, "pad": 0.3, "edgecolor": "none"})
    for number, line in enumerate(rest, 1):
        axes.text(place.x + _MARKER + 1, top - number * _POINTS * 1.2, line, va="center", fontsize=_POINTS, zorder=5,
                  weight="bold" if is_root else "normal", bbox={"facecolor": "white", "alpha": 0.85, "pad": 0.4,
                                                                "edgecolor": "none"})


_LOOKS: dict[str, tuple[str, str, float]] = {
    "stated": (INK, "solid", 1.3), "reported": ("#3b5b92", "solid", 1.3), "inferred": ("#a13d63", "dashed", 1.1),
    "CHANGES": ("#8a7d00", "solid", 0.8), "CARRIES_OUT": ("#6b4a8f", "solid", 0.8),
    "NOT_RESPONSE_TO": ("#bbbbbb", "dotted", 1.0)}


def _arrow(axes: Axes, made: Plan, link: ChainLink, number: int) -> None:
    """From the earlier event to the later one, curved so that arrows of one lane don't lie on each other."""
    from matplotlib.patches import FancyArrowPatch

    begin, end = made.places[link.earlier], made.places[link.later]
    colour, style, width = _LOOKS[link.kind if link.relation == ANSWERS else link.relation]
    length = math.hypot(end.x - begin.x, end.y - begin.y) or 1.0
    bend = min(0.18 + 0.04 * (number % 3), _HIGHEST_ARC * 2 / length)
    bend = -bend if begin.y == end.y or begin.y > end.y else bend
    axes.add_patch(FancyArrowPatch(
        (begin.x, begin.y), (end.x, end.y), connectionstyle=f"arc3,rad={bend}", arrowstyle="-|>", mutation_scale=8,
        shrinkA=_MARKER / 2 + 2, shrinkB=_MARKER / 2 + 2, lw=width, ls=style, color=colour, zorder=3))


def _lags(axes: Axes, place: Place, links: list[ChainLink]) -> None:
    """Left of a marker: how long after each event that it answers or changes."""
    for number, link in enumerate(links):
        y = place.y + (len(links) - 1) * _LAG_POINTS * 0.6 - number * _LAG_POINTS * 1.2
        axes.text(place.x - _MARKER - 1, y, _lag(link), ha="right", va="center", fontsize=_LAG_POINTS, zorder=6,
                  color=_LOOKS[link.kind if link.relation == ANSWERS else link.relation][0],
                  bbox={"facecolor": "white", "alpha": 0.85, "pad": 0.4, "edgecolor": "none"})


def _lag(link: ChainLink) -> str:
    days = "" if link.lag_days is None else f"{link.lag_days:+d} d" if link.lag_days else "same day"
    if link.relation == "CHANGES":
        return f"{link.kind.replace('_', ' ')} {days}".strip()
    return f"{days}, {link.probability} %" if link.probability is not None else days or link.kind


def _caption(axes: Axes, chain: Chain, made: Plan, info: GraphInfo | None) -> None:
    kinds: Sequence[str] = sorted({link.kind for link in chain.links if link.relation == ANSWERS})
    parts = ["Arrows lead from an action to its answer: solid stated or reported, dashed inferred, thin a change of "
             "the measure; figures on them are days between announcements.",
             f"{counted_words(len(chain.events), 'event')}, {counted_words(len(chain.links), 'link')} "
             f"({', '.join(kinds) or 'no answers'}).",
             *(["Quiet stretches of the time axis are shortened."] if made.is_bent else []),
             "From " + sources_told(link.source for link in chain.links), origin(info)]
    write_caption(axes, caption_lines(parts, made.width - _LANE_NAME), _LANE_NAME)
