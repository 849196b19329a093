"""The state of a measure on a target over time, computed from what announced, changed and ended it.

Intervals are [from, to): `to` is the first day of the next state, "" means no end is known. An `until` that no
later notice confirms makes the state unknown from that day. An end before the effective day is a withdrawal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

# what a change makes of a measure; extend and delay work on days, amend and exempt leave the state
AFTER = {"suspend": "suspended", "resume": "in_force", "remove": "removed", "withdraw": "withdrawn",
         "strike_down": "struck_down", "expire": "expired", "replace": "replaced"}
ENDED = frozenset({"removed", "withdrawn", "struck_down", "expired", "replaced"})
HOLDS = frozenset({"in_force", "suspended"})
_ANNOUNCED, _APPLIES, _CHANGED, _ENDS, _LAPSED = range(5)  # order within a day


@dataclass(frozen=True, slots=True)
class Change:
    """A notice that changed a measure: the day, the action, until when if it said so, and its claims."""

    day: str
    action: str
    until: str = ""
    premises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """A state from a day ("" when the day isn't known) up to, but not on, another ("" for none known)."""

    state: str
    start: str
    end: str
    premises: tuple[str, ...]


@dataclass(slots=True)
class Course:
    """All that is known of one measure on one target, before it is put in order.

    state: what it is from its effective day. undated: it is so, nobody says since when. unseen_from: the day of
    the first later edition without it.
    """

    announced: str = ""
    effective: str = ""
    ended: str = ""
    undated: bool = False
    unseen_from: str = ""
    premises: tuple[str, ...] = ()
    changes: list[Change] = field(default_factory=list)
    state: str = "in_force"


@dataclass(frozen=True, slots=True)
class _Turn:
    """A day on which a state begins, the order within the day, and the number of the course that says so."""

    day: str
    order: int
    state: str
    premises: tuple[str, ...]
    course: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """An interval that isn't closed yet, and the courses that say so."""

    state: str
    start: str
    premises: frozenset[str]
    courses: frozenset[int]


def intervals(courses: Iterable[Course]) -> list[Interval]:
    """The states in order of time; several courses (a listing told by two rules) make one line.

    A state that goes on through a second notice stays one interval with the premises of both. Who doesn't say
    since when is heard only where nobody does.
    """
    given = list(courses)
    dated = any(not course.undated and (course.effective or course.announced) for course in given)
    turns = [replace(turn, course=number) for number, course in enumerate(given)
             for turn in _one_each(_turns(course, dated=dated))]
    turns.sort(key=lambda t: (t.day, t.order, t.state, t.premises))
    found: list[_Line] = []
    for turn in turns:
        _take(found, turn)
    ends = [*(line.start for line in found), ""][1:]
    return [Interval(line.state, line.start, end, tuple(sorted(line.premises)))
            for line, end in zip(found, ends, strict=True)]


def _one_each(turns: Iterable[_Turn]) -> Iterable[_Turn]:
    """Of several changes on one day the last, with the claims of all."""
    found: dict[tuple[str, int], _Turn] = {}
    for turn in turns:
        before = found.get((turn.day, turn.order))
        earlier = before.premises if before else ()
        found[turn.day, turn.order] = replace(turn, premises=(*earlier, *turn.premises))
    return found.values()


def _take(found: list[_Line], turn: _Turn) -> None:
    """Put a turn at the end of the line; of two turns on one day the later in order is what the day ends with."""
    premises, courses = frozenset(turn.premises), frozenset({turn.course})
    if found and found[-1].state != turn.state:
        if _is_overruled(found[-1], turn):
            return
        if found[-1].start == turn.day:
            premises |= found.pop().premises
    if found and found[-1].state == turn.state:
        before = found.pop()
        found.append(replace(before, premises=before.premises | premises, courses=before.courses | courses))
    else:
        found.append(_Line(turn.state, turn.day, premises, courses))


def _is_overruled(before: _Line, turn: _Turn) -> bool:
    """Whether a turn changes nothing: another rule on what holds already, or what has ended ending again."""
    if turn.state in ("announced", "withdrawn"):
        return before.state in HOLDS and before.courses != {turn.course}
    return (turn.state == "unknown" or turn.state in ENDED) and before.state in ENDED


def _turns(course: Course, *, dated: bool) -> Iterator[_Turn]:
    changes = sorted(course.changes, key=_order)
    effective, delays = _effective(course, changes)
    if course.undated and not dated:
        yield _Turn("", _ANNOUNCED, course.state, course.premises)
    if course.announced and (not effective or course.announced < effective):
        yield _Turn(course.announced, _ANNOUNCED, "announced", (*course.premises, *delays))
    yield from _changed(course, changes, effective, delays)
    if course.ended:
        early = bool(effective) and course.ended < effective
        yield _Turn(course.ended, _ENDS, "withdrawn" if early else "expired", course.premises)
    if course.unseen_from:
        yield _Turn(course.unseen_from, _LAPSED, "unknown", course.premises)


def _order(change: Change) -> tuple[str, bool, str, str, tuple[str, ...]]:
    """By day; within a day an end comes last, before it what reaches furthest."""
    return (change.day, AFTER.get(change.action) in ENDED, change.until, change.action, change.premises)


def _effective(course: Course, changes: list[Change]) -> tuple[str, tuple[str, ...]]:
    """The effective day as delays have moved it ("": put off until further notice), and their claims.

    What is in force already can't be delayed: such a notice is about a rate or a part of it.
    """
    effective = course.effective
    premises: tuple[str, ...] = ()
    for change in changes:
        if change.action == "delay" and (not effective or change.day <= effective) and not course.undated:
            effective, premises = change.until, (*premises, *change.premises)
    return effective, premises


def _changed(course: Course, changes: list[Change], effective: str, delays: tuple[str, ...]) -> Iterator[_Turn]:
    """The effective day, the changes that set a state, and where these lapse, one after the other."""
    state, begun, lapsed = course.state if course.undated else "", course.undated, False
    for day, order, change in _steps(changes, effective):
        if change is None:
            begun = True
            ended = bool(course.ended) and course.ended < day
            if not ended and state not in ENDED and (state != "suspended" or lapsed):
                state = course.state
                yield _Turn(day, order, state, (*course.premises, *delays))
            continue
        if order == _LAPSED:
            lapsed = bool(state) and state not in ENDED
        else:
            early = not begun and bool(effective or course.effective)
            state, lapsed = _after(change.action, state, early=early), False
        if state and (lapsed or order != _LAPSED):
            yield _Turn(day, order, "unknown" if lapsed else state, (*course.premises, *change.premises))


def _steps(changes: list[Change], effective: str) -> list[tuple[str, int, Change | None]]:
    """Days in order: the effective one (no change), the changes, each `until` that no later change confirms."""
    setting = [change for change in changes if change.action in AFTER or change.action == "extend"]
    steps: list[tuple[str, int, Change | None]] = [(effective, _APPLIES, None)] if effective else []
    for number, change in enumerate(setting):
        steps.append((change.day, _CHANGED, change))
        if change.until and not any(later.day <= change.until for later in setting[number + 1:]):
            steps.append((change.until, _LAPSED, change))
    return sorted(steps, key=lambda step: step[:2])


def _after(action: str, state: str, *, early: bool) -> str:
    """The state after a change; `early`: before the measure applied. What has ended can only be resumed."""
    if action == "extend" or (state in ENDED and action != "resume"):
        return state
    if action == "withdraw":
        return "withdrawn" if early else "removed"
    if action == "resume" and early:
        return "announced"
    return "withdrawn" if early and AFTER[action] in ENDED else AFTER[action]


def state_on(found: Iterable[Interval], day: str) -> str:
    """The state on a day, `not_listed` before all of them."""
    last = "not_listed"
    for interval in found:
        if interval.start <= day and (not interval.end or day < interval.end):
            last = interval.state
    return last
