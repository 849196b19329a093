"""Who acted against whom: a row for each acting side, a column for each side that it was aimed at.

A cell holds the number of acts and, by colour, how many there are of each class: measures, threats, cases and other
actions. Statements, talks and changes of earlier measures aren't acts against anybody.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import figures, schema
from kg.appearance import hex_of, node_colour
from kg.errors import UsageError
from kg.figures import FAINT, INK, SOFT
from kg.figures.period import check_period, in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.graph import GraphInfo
    from kg.knowledge_graph import KnowledgeGraph

ACTS = ("Measure", "Threat", "LegalCase", "OtherAction")
MOST = 11  # sides by name in each direction; the others share a row or column
_OTHERS = "others"
_WIDTH, _HEIGHT = 78.0, 44.0  # points of a cell
_LEFT, _TOP, _RIGHT = 62.0, 34.0, 12.0
_SWATCHES, _LINES = 6, 3  # classes shown in a cell, and lines that they stand in
_POINTS = 6.5

_EVENTS = """
MATCH (e:Event)
WITH e, coalesce(e.announced, e.date) AS day
WHERE size(coalesce(e.actor_countries, [])) > 0 AND size(coalesce(e.target_countries, [])) > 0
  AND ($since = '' OR day >= date($since)) AND ($until = '' OR day <= date($until))
OPTIONAL MATCH (e)-[:EVIDENCED_BY]->(d:Document)
WITH e, day, min(d.name) AS document
RETURN e.id AS id, labels(e) AS labels, day, e.actor_countries AS actors, e.target_countries AS targets,
       e.checked AS checked, coalesce(e.citation, document) AS source
ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Act:
    """One act: country codes of those who acted and of those it was aimed at."""

    class_name: str
    day: datetime.date | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    checked: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by class for each (acting side, side aimed at), with the sides in order of how much they did or bore."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], Counter[str]]


def acts(graph: KnowledgeGraph, *, since: str = "", until: str = "") -> list[Act]:
    """The acts of one side against another in a stretch of days. Raises UsageError when there are none.

    since, until: ISO days of the announcement, or "".
    """
    check_period(since, until)
    model = schema.load()
    answer = graph.store.query(_EVENTS, {"since": since, "until": until}, columns=(
        "id", "labels", "day", "actors", "targets", "checked", "source"))
    found = [Act(model.leaf(row[1]), row[2], tuple(sorted(set(row[3]))), tuple(sorted(set(row[4]) - set(row[3]))),
                 row[5] or "", row[6] or "") for row in answer.rows]
    found = [act for act in found if act.targets and any(model.is_a(act.class_name, wide) for wide in ACTS)]
    if not found:
        raise UsageError("nothing to draw: no act of one side against another in that time")
    return found


def table(found: Iterable[Act], most: int = MOST) -> Table:
    """Count acts by side and side; more than `most` sides in a direction are put together as the last one.

    An act of or against several sides counts in the cell of each pair. Raises UsageError for no act.
    """
    found = list(found)
    if not found:
        raise UsageError("nothing to draw: no act")
    rows = _ordered((actor for act in found for actor in act.actors), most)
    columns = _ordered((target for act in found for target in act.targets), most)
    cells: dict[tuple[str, str], Counter[str]] = {}
    for act in found:
        pairs = {(actor if actor in rows else _OTHERS, target if target in columns else _OTHERS)
                 for actor in act.actors for target in act.targets}
        for pair in pairs:
            cells.setdefault(pair, Counter())[act.class_name] += 1
    return Table(rows, columns, cells)


def _ordered(sides: Iterable[str], most: int) -> tuple[str, ...]:
    counted = Counter(sides)
    ordered = sorted(counted, key=lambda side: (-counted[side], side))
    return tuple(ordered) if len(ordered) <= most + 1 else (*ordered[:most], _OTHERS)


def draw(found: Sequence[Act], info: GraphInfo | None = None, *, since: str = "", until: str = "") -> Figure:
    """The figure. Raises UsageError for no act, EnvironmentRefused without the extra `figures`."""
    made = table(found)
    classes = Counter(act.class_name for act in found)
    ordered = sorted(classes, key=lambda name: (-classes[name], name))
    width = max(_LEFT + _WIDTH * len(made.columns) + _RIGHT, 430.0)
    legend = _legend_lines([(name, f"{figures.class_words(name)} {classes[name]:,}") for name in ordered],
                           width - _LEFT)
    days = [act.day for act in found if act.day]
    period = in_words(since, until, min(days), max(days)) if days else "undated"
    caption = figures.caption_lines(_told(found, info, period), width - 10)
    foot = figures.caption_height(len(caption)) + 11.0 * len(legend) + 8
    height = foot + _HEIGHT * len(made.rows) + _TOP
    with figures.styled():
        figure, axes = figures.sheet(width, height)
        _sides(axes, made, height)
        largest = max(cell.total() for cell in made.cells.values())
        for (row, column), cell in sorted(made.cells.items()):
            _cell(axes, _LEFT + _WIDTH * made.columns.index(column), height - _TOP - _HEIGHT * (
                made.rows.index(row) + 1), cell, largest)
        for number, line in enumerate(legend):
            _legend(axes, line, foot - 14 - 11.0 * number)
        figures.write_caption(axes, caption, 8)
    return figure


def _sides(axes: Axes, made: Table, height: float) -> None:
    """Names beside the rows and above the columns, and the lines between them."""
    top, right = height - _TOP, _LEFT + _WIDTH * len(made.columns)
    low = top - _HEIGHT * len(made.rows)
    axes.text(_LEFT + 2, height - 9, "aimed at →", fontsize=7.5, color=SOFT, va="center")
    axes.text(_LEFT - 6, top + 9, "acted ↓", fontsize=7.5, color=SOFT, ha="right", va="center")
    for number, name in enumerate(made.columns):
        axes.text(_LEFT + _WIDTH * (number + 0.5), top + 9, name, ha="center", va="center", weight="bold", fontsize=9)
    for number, name in enumerate(made.rows):
        y = top - _HEIGHT * (number + 0.5)
        axes.text(_LEFT - 6, y, name, ha="right", va="center", weight="bold", fontsize=9)
        for other, column in enumerate(made.columns):
            if column == name != _OTHERS:
                x = _LEFT + _WIDTH * (other + 0.5)
                axes.plot([x - 6, x + 6], [y, y], color=FAINT, lw=1.5)
    for number in range(len(made.rows) + 1):
        axes.plot([_LEFT, right], [top - _HEIGHT * number] * 2, color=FAINT, lw=0.7, zorder=2)
    for number in range(len(made.columns) + 1):
        axes.plot([_LEFT + _WIDTH * number] * 2, [low, top], color=FAINT, lw=0.7, zorder=2)


def _cell(axes: Axes, x: float, y: float, cell: Counter[str], largest: int) -> None:
    """The number of acts, on a ground that darkens with it, and the classes with their numbers."""
    from matplotlib.patches import Rectangle

    share = math.log1p(cell.total()) / math.log1p(largest)
    axes.add_patch(Rectangle((x, y), _WIDTH, _HEIGHT, facecolor="#b8ad94", alpha=round(0.05 + 0.45 * share, 3),
                             edgecolor="none", zorder=0))
    axes.text(x + 4, y + _HEIGHT / 2, f"{cell.total()}", va="center", weight="bold", color=INK, zorder=3,
              fontsize=11 if cell.total() < 100 else 9 if cell.total() < 1000 else 7)
    shown = sorted(cell, key=lambda name: (-cell[name], name))
    kept = shown if len(shown) <= _SWATCHES else shown[:_SWATCHES - 1]
    for number in range(min(len(shown), _SWATCHES)):
        left = x + 33 + 22 * (number // _LINES)
        height = y + _HEIGHT / 2 + 6.5 * (min(len(shown), _LINES) - 1) - 13 * (number % _LINES)
        if number < len(kept):
            colour = hex_of(node_colour(kept[number]))
            axes.plot([left], [height], marker="s", ms=4.5, color=colour, ls="none", zorder=3)
            words = f"{cell[kept[number]]}"
        else:
            words = f"+{sum(cell[name] for name in shown[len(kept):])}"
        axes.text(left + 4, height, words, va="center", fontsize=_POINTS, zorder=3)


def _legend_lines(entries: Sequence[tuple[str, str]], width: float) -> list[list[tuple[float, str, str]]]:
    """The classes, each with its words, and where each stands, in as many lines as they need."""
    lines: list[list[tuple[float, str, str]]] = [[]]
    x = 0.0
    for name, words in entries:
        length = figures.text_width(words, 7) + 20
        if lines[-1] and x + length > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, name, words))
        x += length
    return lines


def _legend(axes: Axes, line: Sequence[tuple[float, str, str]], y: float) -> None:
    for x, name, words in line:
        axes.plot([_LEFT + x + 4], [y], marker="s", ms=5.5, color=hex_of(node_colour(name)), ls="none")
        axes.text(_LEFT + x + 10, y, words, va="center", fontsize=7, color=SOFT)


def _told(found: Sequence[Act], info: GraphInfo | None, period: str) -> list[str]:
    several = sum(len(act.actors) * len(act.targets) > 1 for act in found)
    unchecked = sum(act.checked == "unchecked" for act in found)
    return [f"{figures.counted_words(len(found), 'act')} of one side against another, {period},",
            "by class; the days are those of the announcements.",
            *([f"{several:,} of or against several sides count in each of their cells."] if several else []),
            *([f"{unchecked:,} not compared with the source."] if unchecked else []),
            "From " + figures.sources_told(act.source for act in found), figures.origin(info)]
