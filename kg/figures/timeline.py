"""All that was in the air: every dated event in a lane of its actors, on a true time axis.

The form of a mark tells measures, changes, talks, threats and words apart, its colour the class; events that nobody
has compared with their source are hollow. Each mark has its name beside it, in a row of its own where two would cover
each other.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import figures, schema
from kg.appearance import hex_of, node_colour
from kg.errors import UsageError
from kg.figures import FAINT, INK, SOFT
from kg.figures.chain_figure import ticks
from kg.figures.period import check_period, in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.graph import GraphInfo
    from kg.knowledge_graph import KnowledgeGraph

MOST = 600  # events that one picture holds legibly
_POINTS = 7.0
_ROW = 11.0
_GAP = 10.0
_MARK = 5.5
_LANE_NAME, _RIGHT, _TOP = 58.0, 10.0, 30.0
_SPREAD = (430.0, 1150.0)  # points of the time axis, least and most
_LANES = 9  # of their own; the other actors share one
_OTHERS = "others"
_FORMS = (("MeasureChange", "^"), ("Relief", "^"), ("Measure", "s"), ("Threat", "v"), ("Statement", "o"),
          ("TradeTalk", "D"), ("Agreement", "D"), ("LegalCase", "P"))

_EVENTS = """
MATCH (e:Event)
WITH e, coalesce(e.announced, e.date) AS day
WHERE day IS NOT NULL AND ($since = '' OR day >= date($since)) AND ($until = '' OR day <= date($until))
OPTIONAL MATCH (e)-[:EVIDENCED_BY]->(d:Document)
WITH e, day, min(d.name) AS document
RETURN e.id AS id, e.name AS name, labels(e) AS labels, day, e.actor_countries AS actors, e.checked AS checked,
       coalesce(e.citation, document) AS source
ORDER BY day, id
"""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: its actors are country codes in order of the alphabet; `source` is its citation or document."""

    id: str
    name: str
    class_name: str
    day: datetime.date
    actors: tuple[str, ...]
    checked: str
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event's mark stands, in points from the lower left, and what is written beside it."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The picture in points: a place for each event, lanes as (name, lowest y, highest y), size, caption lines, the
    days at both ends of the time axis, where that begins and how long it is."""

    places: tuple[Place, ...]
    lanes: tuple[tuple[str, float, float], ...]
    width: float
    height: float
    caption: tuple[str, ...]
    first: datetime.date
    last: datetime.date
    begin: float
    axis: float


def happenings(graph: KnowledgeGraph, *, since: str = "", until: str = "") -> list[Happening]:
    """The dated events of a stretch of days, in order of time; the day is that of the announcement where known.

    since, until: ISO dates or "". Raises UsageError when there are none, or more than a picture holds.
    """
    check_period(since, until)
    answer = graph.store.query(_EVENTS, {"since": since, "until": until},
                               columns=("id", "name", "labels", "day", "actors", "checked", "source"))
    model = schema.load()
    found = [Happening(row[0], row[1], model.leaf(row[2]), row[3], tuple(sorted(set(row[4] or ()))), row[5] or "",
                       row[6] or "") for row in answer.rows]
    if not found:
        raise UsageError("nothing to draw: no dated event in that time")
    if len(found) > MOST:
        raise UsageError(f"{len(found):,} events are more than a picture holds ({MOST}): narrow it with --since and "
                         "--until")
    return found


def draw(events: Sequence[Happening], info: GraphInfo | None = None, *, since: str = "", until: str = "") -> Figure:
    """The figure. Raises UsageError without events, EnvironmentRefused without the extra `figures`."""
    made = plan(events, info, since=since, until=until)
    with figures.styled():
        figure, axes = figures.sheet(made.width, made.height)
        _lanes(axes, made)
        _time(axes, made)
        _legend(axes, made, events)
        for event, place in zip(events, made.places, strict=True):
            _mark(axes, place.x, place.y, event.class_name, hollow=event.checked == "unchecked")
            axes.text(place.x + _MARK, place.y, place.label, va="center", fontsize=_POINTS, zorder=5,
                      bbox={"facecolor": "white", "alpha": 0.8, "pad": 0.2, "edgecolor": "none"})
        figures.write_caption(axes, made.caption, _LANE_NAME)
    return figure


def plan(events: Sequence[Happening], info: GraphInfo | None = None, *, since: str = "", until: str = "") -> Plan:
    """Work out where everything stands; no two names overlap. Raises UsageError without events."""
    if not events:
        raise UsageError("nothing to draw: no event")
    first, last = min(event.day for event in events), max(event.day for event in events)
    days = max((last - first).days, 1)
    axis = min(max(_SPREAD[0], 9.0 * len(events), 3.5 * days ** 0.75), _SPREAD[1])
    labels = [_label(event, 60 if len(events) <= 40 else 42) for event in events]
    begin = _LANE_NAME + 2 * _MARK
    xs = [begin + axis * (event.day - first).days / days for event in events]
    width = begin + axis + max(figures.text_width(label, _POINTS) for label in labels) + 2 * _MARK + _RIGHT
    caption = figures.caption_lines(_told(events, info, in_words(since, until, first, last)), width - _LANE_NAME)
    lane_of = lanes_of(events)
    rows: dict[str, list[float]] = {}
    row_of = [_free_row(rows.setdefault(lane_of[event.actors], []), x, figures.text_width(label, _POINTS))
              for event, x, label in zip(events, xs, labels, strict=True)]
    y = figures.caption_height(len(caption)) + 20
    lanes: list[tuple[str, float, float]] = []
    top: dict[str, float] = {}
    for name in sorted(rows, key=lambda name: _importance(name, events, lane_of)):
        high = y + _ROW * len(rows[name])
        lanes.append((name, y, high))
        top[name] = high - _ROW / 2
        y = high + _GAP
    places = tuple(Place(x, top[lane_of[event.actors]] - _ROW * row, label)
                   for event, x, row, label in zip(events, xs, row_of, labels, strict=True))
    return Plan(places, tuple(lanes), width, y + _TOP, tuple(caption), first, last, begin, axis)


def lanes_of(events: Iterable[Happening]) -> dict[tuple[str, ...], str]:
    """The lane of each set of actors: its own for those that act most, one for all others."""
    counted = Counter(event.actors for event in events)
    ordered = sorted(counted, key=lambda actors: (-counted[actors], actors))
    kept = ordered if len(ordered) <= _LANES + 1 else ordered[:_LANES]
    return {actors: ("/".join(actors) or "unnamed") if actors in kept and len(actors) <= 3 else _OTHERS
            for actors in ordered}


def _importance(name: str, events: Sequence[Happening], lane_of: dict[tuple[str, ...], str]) -> tuple[int, int, str]:
    """Lanes from below: the shared one, then from the one with the fewest events to that with the most."""
    return name != _OTHERS, sum(lane_of[event.actors] == name for event in events), name


def _label(event: Happening, columns: int) -> str:
    who = "/".join(event.actors[:3]) + ": " if len(event.actors) > 3 else ""
    return figures.wrapped(who + event.name, columns, 1)[0]


def _free_row(rows: list[float], x: float, width: float) -> int:
    """The first row whose last name has ended before this mark."""
    ends = x + width + 2.5 * _MARK
    for number, taken in enumerate(rows):
        if taken <= x - _MARK:
            rows[number] = ends
            return number
    rows.append(ends)
    return len(rows) - 1


def _mark(axes: Axes, x: float, y: float, class_name: str, *, hollow: bool = False) -> None:
    colour = hex_of(node_colour(class_name))
    form = next((form for wide, form in _FORMS if schema.load().is_a(class_name, wide)), "h")
    axes.plot([x], [y], marker=form, ms=_MARK, mfc="white" if hollow else colour, mec=colour, mew=1.0, ls="none",
              zorder=4)


def _lanes(axes: Axes, made: Plan) -> None:
    from matplotlib.patches import Rectangle

    for number, (name, low, high) in enumerate(made.lanes):
        axes.add_patch(Rectangle((_LANE_NAME, low - _GAP / 2), made.width - _LANE_NAME - 2, high - low + _GAP,
                                 facecolor="#f6f6f4" if number % 2 else "white", edgecolor="none", zorder=0))
        axes.text(_LANE_NAME - 5, (low + high) / 2, name, ha="right", va="center", weight="bold", color=INK,
                  fontsize=10 if len(name) < 6 else 8)


def _time(axes: Axes, made: Plan) -> None:
    y = made.lanes[0][1] - _GAP / 2
    axes.plot([made.begin, made.begin + made.axis], [y, y], color=SOFT, lw=0.8, zorder=1)
    for day, words in ticks(made.first, made.last, most=int(made.axis / 70)):
        x = made.begin + made.axis * (day - made.first).days / max((made.last - made.first).days, 1)
        axes.plot([x, x], [y, y - 3], color=SOFT, lw=0.8)
        axes.plot([x, x], [y, made.height - _TOP], color=FAINT, lw=0.5, zorder=0.5)
        axes.text(x, y - 5, words, ha="center", va="top", fontsize=7, color=SOFT)


def _legend(axes: Axes, made: Plan, events: Sequence[Happening]) -> None:
    """Each class that occurs, with its mark; what doesn't fit the first line stands in a second one."""
    x, y = _LANE_NAME + _MARK, made.height - 10
    counted = Counter(event.class_name for event in events)
    for name in sorted(counted, key=lambda name: (-counted[name], name)):
        words = f"{figures.class_words(name)} {counted[name]}"
        length = figures.text_width(words, _POINTS) + 4 * _MARK
        if x + length > made.width and y > made.height - 12:
            x, y = _LANE_NAME + _MARK, y - 11
        _mark(axes, x, y, name)
        axes.text(x + _MARK, y, words, va="center", fontsize=_POINTS, color=SOFT)
        x += length


def _told(events: Sequence[Happening], info: GraphInfo | None, period: str) -> list[str]:
    hollow = sum(event.checked == "unchecked" for event in events)
    return [f"{figures.counted_words(len(events), 'event')}, {period}, by the day of the announcement;",
            "each lane is one acting side.",
            *([f"{hollow} hollow: not compared with the source."] if hollow else []),
            "From " + figures.sources_told(event.source for event in events), figures.origin(info)]
