"""What the same-entity layer needs to know of the nodes that share a name or an identifier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

import duckdb

from kg import schema
from kg.layers.clusters import Decisions
from kg.names import name_key

if TYPE_CHECKING:
    import pyarrow as pa

# classes whose members are known by their names; addresses, events and documents are not
NAMED = ("Party", "Region", "RestrictedList", "LegalInstrument", "Product", "Vessel", "Aircraft")
# kinds of names that are somebody's whole name, as the main one is
WHOLE_NAMES = ("official", "translation", "transliteration")
# numbers of which a thing has one at most, so two different ones mean two things; passports aren't among them
ONE_EACH = ("imo", "ofac", "lei")
# numbers that mean the same thing in every country, and such as namesakes share (codes of a name's characters)
WORLDWIDE = frozenset({*ONE_EACH, "swift-bic", "isin", "d-u-n-s-number", "duns", "wikidata"})
SHARED_BY_NAMESAKES = "chinese-commercial-code"

# Names and identifiers of nodes that are known by them. Left out: a country's code in a name's place, and of lists
# the kinds of names that several parties may well share.
_NAMED_NODES = f"""
CREATE OR REPLACE TEMP TABLE naming AS
SELECT a.subject AS node, f.family, a.predicate = 'identifiers' AS is_identifier, a.object AS text,
       a.predicate <> 'names' OR coalesce(nullif(a.qualifiers, '') ->> '$.name_kind', '') IN {WHOLE_NAMES}
           AS whole,
       min(a.id) AS claim
FROM active a JOIN family f ON f.node = a.subject
LEFT JOIN (SELECT DISTINCT subject FROM active
           WHERE predicate = 'class' AND basis IN ('bundled', 'decision')) curated ON curated.subject = a.subject
WHERE a.predicate IN ('name', 'names', 'identifiers') AND a.modality <> 'denied'
  AND NOT (a.predicate = 'identifiers' AND starts_with(a.object, '{SHARED_BY_NAMESAKES}'))
  AND NOT regexp_matches(a.method, '/country-code([+]|$)')
  AND (curated.subject IS NOT NULL
       OR coalesce(nullif(a.qualifiers, '') ->> '$.name_kind', '') NOT IN ('weak_alias', 'abbreviation'))
GROUP BY ALL
"""

_SHARED = """
CREATE OR REPLACE TEMP TABLE shared AS
WITH keyed AS (
    SELECT n.node, n.family, n.is_identifier, coalesce(k.key, n.text) AS key, n.text, n.whole, n.claim
    FROM naming n LEFT JOIN keys k ON k.text = n.text AND NOT n.is_identifier
    WHERE n.is_identifier OR k.key <> ''
), several AS (
    SELECT family, is_identifier, key FROM keyed GROUP BY ALL HAVING min(node) <> max(node)
)
SELECT keyed.* FROM keyed SEMI JOIN several USING (family, is_identifier, key)
"""


@dataclass(frozen=True, slots=True)
class Profile:
    """What speaks for or against two nodes being one, beside their names."""

    class_name: str
    countries: frozenset[str] = frozenset()
    births: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    curated: bool = False
    registered: bool = False
    by_alias: bool = False  # what is shared isn't its whole name

    def with_(self, other: Profile) -> Profile:
        """The profile of two nodes that are one."""
        special = other.class_name if schema.load().is_a(other.class_name, self.class_name) else self.class_name
        return Profile(special, self.countries | other.countries, self.births | other.births,
                       self.numbers | other.numbers, self.curated or other.curated,
                       self.registered or other.registered)


@dataclass(slots=True)
class Mention:
    """One node of one source: its profile, and its rank in giving the id (0 the registry's, 3 the last)."""

    profile: Profile
    rank: int = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes of one family that share an identifier or an exact name: node -> (text as written, claim id).

    whole: the nodes whose main or official name it is.
    """

    what: str
    is_identifier: bool
    nodes: dict[str, tuple[str, str]] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)


def find_shared(connection: duckdb.DuckDBPyConnection, classes: dict[str, str]) -> None:
    """Make the table `shared`: who shares which identifier or exact name with another node of its family.

    A country and its government share a name and are two things; that is no doubt worth a candidate.
    """
    import pyarrow as pa

    model = schema.load()
    family_of = {name: top for top in NAMED for name in model.classes if model.is_a(name, top)}
    nodes = [node for node, name in classes.items() if name in family_of]
    _table(connection, "family", pa.table({
        "node": pa.array(nodes, pa.string()),
        "family": pa.array((family_of[classes[node]] for node in nodes), pa.string())}))
    connection.execute(_NAMED_NODES)
    texts = connection.sql("SELECT DISTINCT text FROM naming WHERE NOT is_identifier").to_arrow_table()
    written = texts.column("text")
    _table(connection, "keys", pa.table({
        "text": written, "key": pa.array(map(name_key, written.to_pylist()), pa.string())}))
    connection.execute(_SHARED)
    connection.execute("DROP TABLE naming; DROP TABLE keys; DROP TABLE family")


def _table(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Make a temporary table of an Arrow table, under one of this module's own names."""
    connection.register("given", table)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM given")
    connection.unregister("given")


def groups(connection: duckdb.DuckDBPyConnection, *, identifiers: bool) -> Iterator[Group]:
    """Those who share an identifier, or an exact name, in the order of what they share."""
    found = connection.execute("""
        SELECT family, key, node, text, claim, whole FROM shared WHERE is_identifier = $identifiers
        ORDER BY key, family, node, whole DESC, text, claim""", {"identifiers": identifiers}).fetchall()
    for (_, key), rows in groupby(found, lambda row: row[:2]):
        group = Group(f"{'identifier' if identifiers else 'name'} {key}", identifiers)
        for _, _, node, text, claim, whole in rows:
            group.nodes.setdefault(node, (text, claim))
            if whole:
                group.whole.add(node)
        yield group


def mentions(connection: duckdb.DuckDBPyConnection, classes: dict[str, str],
             decided: Decisions) -> dict[str, Mention]:
    """The nodes in `shared`, and those that people decided about."""
    import pyarrow as pa

    nodes = {row[0] for row in connection.execute("SELECT DISTINCT node FROM shared").fetchall()}
    nodes.update(node for pairs in (decided.same, decided.apart) for pair in pairs for node in pair)
    nodes &= classes.keys()
    asked = pa.table({"node": pa.array(sorted(nodes), pa.string())})
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for node, what, value in connection.execute("""
            SELECT subject, predicate, object FROM active
            WHERE predicate IN ('countries', 'country', 'birth_date', 'identifiers', 'imo')
              AND modality <> 'denied' AND subject IN (SELECT node FROM asked)
            UNION SELECT subject, 'module', module FROM active
            WHERE predicate = 'class' AND subject IN (SELECT node FROM asked)
            UNION SELECT subject, 'basis', basis FROM active
            WHERE predicate = 'class' AND subject IN (SELECT node FROM asked)""").fetchall():
        said[node][what].add(value)
    del asked
    return {node: _mention(classes[node], said[node].__getitem__) for node in sorted(nodes)}


def _mention(class_name: str, said: Callable[[str], set[str]]) -> Mention:
    bases = said("basis")
    numbers = {text for text in said("identifiers") if text.partition(":")[0] in ONE_EACH}
    numbers |= {f"imo:{text}" for text in said("imo")}
    profile = Profile(class_name, frozenset(said("countries") | said("country")), frozenset(said("birth_date")),
                      frozenset(numbers), bool(bases & {"bundled", "decision"}), "registry" in said("module"))
    rank = 0 if profile.registered else 1 if "official_record" in bases else 2 if profile.curated else 3
    return Mention(profile, rank)
