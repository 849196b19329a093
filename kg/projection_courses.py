"""What claims tell of measures over time: their days, the notices that changed them, and for whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import duckdb

from kg.layers.state import Change, Course
from kg.projection_nodes import fold

Days = dict[str, tuple[str, str, str, tuple[str, ...]]]  # announced, effective, ended, and the claims on them
Changes = dict[str, list["Notice"]]


@dataclass(frozen=True, slots=True)
class Notice:
    """A change of a measure, and for whom it is.

    targets: those that it names; none: for all. countries: of the regions for which it is; none: for all.
    """

    change: Change
    targets: frozenset[str]
    countries: frozenset[str]

    def is_for(self, target: str, country: str, aims: Aims) -> bool:
        """Whether the change is for this target of a measure with these aims.

        target: "" for the measure as a whole, which a notice for a part of it leaves as it is. country: of a target
        that is a region, else "". A notice for other countries than those that the measure hits names them for
        another reason (whom it favours), and is for all.
        """
        if self.targets:
            return target in self.targets or (bool(aims.named) and aims.named <= self.targets)
        named = self.countries & aims.countries
        if not named or named == aims.countries:
            return True
        return country in named


@dataclass(frozen=True, slots=True)
class Aims:
    """What a measure hits: countries, by its regions, and whom or which goods it names."""

    countries: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


def days_of(connection: duckdb.DuckDBPyConnection) -> Days:
    """Announced, effective and end day of each event, "" where not known, as its node shows them."""
    folded = ", ".join(f"coalesce({fold('conflict', 'object', f'''predicate = '{name}' ''')}, '')"
                       for name in ("announced", "effective", "ended"))
    return {row[0]: (row[1], row[2], row[3], tuple(row[4])) for row in connection.execute(f"""
        SELECT subject, {folded}, list(id ORDER BY id)
        FROM property WHERE predicate IN ('announced', 'effective', 'ended') GROUP BY subject""").fetchall()}


def changes_of(connection: duckdb.DuckDBPyConnection) -> Changes:
    """For each measure its changes, and for whom each is.

    A notice may change several measures: where it says for which of them it names a target, the others have it not.
    """
    found: Changes = defaultdict(list)
    for measure, day, action, until, targets, countries, claims in connection.execute("""
            WITH applied AS (
                SELECT a.subject, a.object, a.id,
                       coalesce(same.canonical, a.qualifier ->> '$.measure') AS measure
                FROM statement a LEFT JOIN same ON same.node = a.qualifier ->> '$.measure'
                WHERE a.predicate = 'APPLIES_TO' AND a.modality IN ('asserted', 'announced')
            ), limited AS (
                SELECT c.id, list(DISTINCT a.object ORDER BY a.object) AS targets, list(a.id ORDER BY a.id) AS claims
                FROM statement c JOIN applied a ON a.subject = c.subject AND coalesce(a.measure, c.object) = c.object
                WHERE c.predicate = 'CHANGES' GROUP BY c.id
            ), named AS (
                SELECT subject, list(DISTINCT object ORDER BY object) AS countries FROM property
                WHERE predicate = 'target_countries' GROUP BY subject
            )
            SELECT c.object, coalesce(nullif(c.valid_from, ''), d.effective, d.announced),
                   c.qualifier ->> '$.action', coalesce(c.qualifier ->> '$.until', ''),
                   coalesce(l.targets, []), coalesce(n.countries, []),
                   list_sort(list_concat([c.id], coalesce(l.claims, [])))
            FROM statement c
            LEFT JOIN event_dates d ON d.node = c.subject
            LEFT JOIN limited l ON l.id = c.id LEFT JOIN named n ON n.subject = c.subject
            WHERE c.predicate = 'CHANGES' AND c.modality IN ('asserted', 'announced')
            ORDER BY ALL""").fetchall():
        if day and action:
            found[measure].append(Notice(Change(day, action, until, tuple(claims)), frozenset(targets),
                                         frozenset(countries)))
    return found


@dataclass(frozen=True, slots=True)
class Courses:
    """The course of any measure on any of its targets.

    region_country: the country of each region.
    """

    days: Days
    changes: Changes
    region_country: dict[str, str]
    aims: dict[str, Aims]

    def notices_for(self, measure: str, target: str) -> list[Notice]:
        """The notices that are for this target; "" for the measure as a whole."""
        country = self.region_country.get(target, "")
        aims = self.aims.get(measure, Aims())
        return [notice for notice in self.changes.get(measure, ()) if notice.is_for(target, country, aims)]

    def course(self, measure: str, target: str, *, claims: tuple[str, ...] = (), start: str = "", stop: str = "",
               at_once: bool = False) -> Course:
        """How the measure went for a target ("" for all of it).

        claims: what else it rests on. start, stop: when the source says that it holds for this target. at_once:
        without an effective day it holds from its announcement, as a listing does.
        """
        announced, effective, ended, dated_by = self.days.get(measure, ("", "", "", ()))
        return Course(announced=announced, effective=effective or start or (announced if at_once else ""),
                      ended=stop or ended, premises=(*claims, *dated_by),
                      changes=[notice.change for notice in self.notices_for(measure, target)])


def courses_of(connection: duckdb.DuckDBPyConnection) -> Courses:
    """Read all of it from `statement`, `property`, `same`, `class_of` and `event_dates`."""
    countries = dict(connection.execute("""
        SELECT c.node, coalesce(min(p.object), upper(nullif(regexp_extract(c.node, '^region:([a-z]{2})$', 1), '')))
        FROM class_of c LEFT JOIN property p ON p.subject = c.node AND p.predicate = 'country'
        WHERE c.class = 'Region' GROUP BY c.node ORDER BY c.node""").fetchall())
    return Courses(days_of(connection), changes_of(connection), countries, _aims_of(connection, countries))


def _aims_of(connection: duckdb.DuckDBPyConnection, region_country: dict[str, str]) -> dict[str, Aims]:
    """What each changed measure hits."""
    countries: dict[str, set[str]] = defaultdict(set)
    named: dict[str, set[str]] = defaultdict(set)
    for measure, target, kind in connection.execute("""
            SELECT DISTINCT s.subject, s.object, c.class FROM statement s JOIN class_of c ON c.node = s.object
            WHERE s.predicate = 'TARGETS' AND s.modality IN ('asserted', 'announced')
              AND s.subject IN (SELECT object FROM statement WHERE predicate = 'CHANGES')""").fetchall():
        if kind != "Region":
            named[measure].add(target)
        elif region_country.get(target):
            countries[measure].add(region_country[target])
    return {measure: Aims(frozenset(countries[measure]), frozenset(named[measure]))
            for measure in countries.keys() | named.keys()}
