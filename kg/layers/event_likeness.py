"""Whether two reports tell of one event: by list and targets, by parties and place, by rate and goods.

Each comparison gives a verdict or None, when nothing speaks for one event. A score of 100 joins; less is a doubt.
An undated report counts by the day of its text; `on` is that day, or one that its text was inferred to be of.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.layers.event_report import Report

RULE_LENGTH = 60  # pages: rules are cited by their first page, rows of a list by the page of the row
LEAD = 14  # days from the announcement of a listing to its effect, at most
SLACK = 3  # days: a text tells the day before or after, by its own calendar
RETOLD = 10  # days: how far behind an event a text tells it as news, without its day
SURE = 100
NEXT_PAGE = 1
_LISTED = ("ADDS_TO", "effective", "announced")
_CLAIMED = ("claimed", "claimed_count")
# words that say nothing of which goods are meant
_ANY_GOODS = frozenset({
    "additional", "american", "articles", "billion", "certain", "chinese", "countries", "dollars", "european",
    "exports", "from", "goods", "imported", "imports", "items", "made", "million", "more", "origin", "other",
    "products", "some", "their", "these", "worth"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sure two reports are one event (whole percent), why, and by which claims."""

    score: int
    reason: str
    grounds: frozenset[str] = frozenset()


def cited(left: Report, right: Report, rules: Iterable[Report] = ()) -> Verdict | None:
    """What the pages of the Federal Register say; None when they say nothing, as two rules of one issue do.

    rules: the reports of the same list and day that cite a rule; a row belongs to the last one that begins before it.
    """
    a, b = left.page, right.page
    if not a or not b:
        return None
    grounds = frozenset(left.claims("citation") | right.claims("citation"))
    if a[0] != b[0] or abs(a[1] - b[1]) > RULE_LENGTH:
        return Verdict(30, f"{left.citation} isn't {right.citation}", grounds)
    same = Verdict(SURE, f"{left.citation} and {right.citation} are one rule", grounds)
    if abs(a[1] - b[1]) <= NEXT_PAGE and left.of_a_list == right.of_a_list:
        return same
    if left.of_a_list and right.of_a_list:
        return Verdict(50, f"{left.citation} and {right.citation} are pages of one issue", grounds)
    if not left.of_a_list and not right.of_a_list:
        return None
    row, rule = (a[1], b[1]) if left.of_a_list else (b[1], a[1])
    begins = {rule, *(r.page[1] for r in rules if r.page and r.page[0] == a[0] and not r.of_a_list)}
    own = max((page for page in begins if page <= row), default=min(begins))
    return same if own == rule else Verdict(30, f"the rule on page {own} is nearer", grounds)


def same_day(left: Report, right: Report) -> Verdict:
    """Two additions to one list with effect from one day, by their targets."""
    common, half, grounds = _targets(left, right)
    return Verdict(SURE if half else 50, common, frozenset(grounds | left.claims(*_LISTED) | right.claims(*_LISTED)))


def listings(left: Report, right: Report) -> Verdict | None:
    """Two additions to one list of which one at least doesn't say from when it has effect."""
    if left.effective and right.effective:
        return None
    reason, half, grounds = _targets(left, right)
    common = len(left.targets.keys() & right.targets.keys())
    counted = bool(left.counts & right.counts)
    near = _listed_about_then(left, right)
    if near is False or not (common or counted):
        return None
    grounds |= left.claims(*_LISTED) | right.claims(*_LISTED)
    if counted:
        grounds |= left.claims(*_CLAIMED) | right.claims(*_CLAIMED)
        reason += ", and so is the number claimed"
    enough = counted and common > 1 if near is None else common > 1 or bool(left.days and right.days)
    return Verdict(SURE if half and enough else 70 if half else 50, reason, frozenset(grounds))


def _targets(left: Report, right: Report) -> tuple[str, bool, set[str]]:
    """How many targets are common in words, whether half of the smaller set is, and the claims on them."""
    common = left.targets.keys() & right.targets.keys()
    smaller = min(len(left.targets), len(right.targets))
    grounds = {report.targets[target] for report in (left, right) for target in common}
    return f"{len(common)} of {smaller} targets are the same", bool(smaller) and len(common) * 2 >= smaller, grounds


def _listed_about_then(left: Report, right: Report) -> bool | None:
    """Whether the days told fit one decision; None when a report gives no day and its text has none."""
    if left.days and right.days:
        return any(_in_window(day, other) for one, other in ((left, right), (right, left)) for day in one.days)
    undated, dated = (left, right) if not left.days else (right, left)
    if undated.said is None or not (dated.days or dated.said):
        return None
    if not dated.days:
        return dated.said is not None and abs((undated.said - dated.said).days) <= RETOLD
    return dated.days[0] - dt.timedelta(SLACK) <= undated.said <= dated.days[-1] + dt.timedelta(RETOLD)


def _in_window(day: dt.date, other: Report) -> bool:
    first, last = other.days[0], other.days[-1]
    lead = SLACK if other.announced else LEAD
    return first - dt.timedelta(lead) <= day <= last + dt.timedelta(SLACK)


def talks(left: Report, right: Report, on: dt.date | None = None) -> Verdict | None:
    """Two accounts of talks, or two of an agreement, between the same sides."""
    if len(left.actors) < 2 or left.actors != right.actors or (left.places and right.places
                                                               and not left.places & right.places):
        return None
    grounds = left.claims("actor_countries", "HELD_IN", "effective", "announced") \
        | right.claims("actor_countries", "HELD_IN", "effective", "announced")
    place = left.places & right.places
    people = {node for node in left.people.keys() & right.people.keys() if not node.startswith("gov:")}
    sides = " and ".join(sorted(left.actors))
    if left.days and right.days:
        apart = min(abs((a - b).days) for a in left.days for b in right.days)
        if apart > SLACK:
            return None
        sure = apart <= 1 and (place or (people and apart == 0))
        said = f"{sides} met {apart} days apart" if apart else f"{sides} met on {left.days[-1]}"
        grounds |= {report.people[node] for report in (left, right) for node in people}
        return Verdict(SURE if sure else 70 if apart <= 1 else 50, said + _where(place), frozenset(grounds))
    undated, dated = (left, right) if not left.days else (right, left)
    day = undated.said or on
    if day is None or not dated.days or not place:
        return None
    wait = min(((d - day).days for d in dated.days), key=abs)
    fits = 0 <= wait <= RETOLD if undated.ahead else -RETOLD <= wait <= 1
    told = "to come" if undated.ahead else "held"
    return Verdict(SURE, f"{sides} met on {dated.days[-1]}{_where(place)}, told as {told} on {day}",
                   frozenset(grounds)) if fits else None


def _where(place: set[str]) -> str:
    return f" in {min(place).title()}" if place else ""


def tariffs(left: Report, right: Report) -> Verdict | None:
    """Two accounts of a duty: actor, opponent, rate, value of goods and day."""
    if not left.actors or left.actors != right.actors or _contrary(left.against, right.against) \
            or _other_goods(left.products, right.products):
        return None
    figures = [(float(a), float(b)) for a, b in ((left.rate_pct, right.rate_pct), (left.amount, right.amount))
               if a and b]
    if not figures or any(abs(a - b) > 0.02 * abs(b) for a, b in figures):
        return None
    facts = ("actor_countries", "target_countries", "rate_pct", "amount", "effective", "announced")
    grounds = frozenset(left.claims(*facts) | right.claims(*facts))
    rate = f"{float(left.rate_pct):g}%" if left.rate_pct and right.rate_pct else ""
    amount = f"{float(left.amount) / 1e9:g} billion" if left.amount and right.amount else ""
    reason = f"both tell of {' on '.join(filter(None, (rate, amount)))}"
    if left.days and right.days:
        apart = min(abs((a - b).days) for a in left.days for b in right.days)
        sure = apart <= 1 and (len(figures) > 1 or apart == 0)
        if apart > 1 and not (left.against & right.against):
            return None
        return Verdict(SURE if sure else 60, f"{reason}, {apart} days apart", grounds) if apart <= RETOLD else None
    undated, dated = (left, right) if not left.days else (right, left)
    if undated.said is None or not dated.days:
        return None
    fits = any(-SLACK <= (undated.said - day).days <= RETOLD for day in dated.days)
    return Verdict(SURE if len(figures) > 1 else 60, f"{reason}, told on {undated.said}", grounds) if fits else None


def _contrary(a: set[str], b: set[str]) -> bool:
    return bool(a and b) and not a & b


def _other_goods(a: set[str], b: set[str]) -> bool:
    """Whether both name goods with no word in common."""
    mine, its = ({word for name in goods for word in re.findall(r"[a-z]{4,}", name.casefold())} - _ANY_GOODS
                 for goods in (a, b))
    return bool(mine and its) and not mine & its
