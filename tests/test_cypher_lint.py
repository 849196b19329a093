"""The lint: each rule finds its fault, lets the right way pass, and finds nothing in the packs."""

from __future__ import annotations

import pytest

from kg import queries
from kg.cypher_lint import RULES, Finding, lint
from kg.errors import QueryError
from kg.queries import Query

_END = " RETURN n.id AS id ORDER BY id"
_HEAD = '''// Who?
// ---
// description = "A test."
// columns = ["id"]
// [parameters.name]
// kind = "string"
// description = "Name."
// ---
'''

_BAD = [
    ("quantified-path", "MATCH ((a:Agency)-[:PART_OF]->(n:Agency)){1,3}" + _END),
    ("quantified-path", "MATCH (a:Agency) ((x)-[:PART_OF]->(y))+ (n:Agency)" + _END),
    ("quantified-path", "MATCH (a:Agency)-[:PART_OF]->+(n:Agency)" + _END),
    ("quantified-path", "MATCH (a:Agency)-[:PART_OF]->{1,3}(n:Agency)" + _END),
    ("quantified-path", "MATCH (a:Agency)<-[:PART_OF]-{1,3}(n:Agency)" + _END),
    ("shortest", "MATCH p = SHORTEST 1 (n:Party)-[:PART_OF]->(b:Agency)" + _END),
    ("collect-subquery", "MATCH (n:Party) WHERE $x IN COLLECT { MATCH (n)-[:ISSUED]->(e) RETURN e.id }" + _END),
    ("inline-where", "MATCH (n:Party WHERE n.name = $name)" + _END),
    ("inline-where", "MATCH (n:Party)-[r:LISTED_ON WHERE r.state = $state]->(l)" + _END),
    ("negated-label", "MATCH (n:!Party)" + _END),
    ("negated-label", "MATCH (n) WHERE n:!Party" + _END),
    ("in-transactions", "MATCH (n:Party) CALL (n) { RETURN 1 AS one } IN TRANSACTIONS OF 10 ROWS" + _END),
    ("duration-between", "MATCH (n:Event) WHERE duration.between(n.date, date($on)).days > 1" + _END),
    ("banned-call", "MATCH (n:Party) WHERE id(n) = $number" + _END),
    ("banned-call", "MATCH (n:Party) WHERE elementId(n) = $text" + _END),
    ("banned-call", "MATCH (n:Party) WHERE size(keys(n)) > 3" + _END),
    ("banned-call", "MATCH (n:Party) WHERE properties(n) IS NOT NULL" + _END),
    ("banned-call", "MATCH (n:Event) RETURN percentileCont(n.amount, 0.5) AS id ORDER BY id"),
    ("label-order", "MATCH (n:Event) RETURN labels(n)[0] AS kind, n.id AS id ORDER BY id"),
    ("reserved-property", "MATCH (n:Party) WHERE n.title = $name" + _END),
    ("reserved-property", "MATCH (n:Party {label: $name})" + _END),
    ("reserved-property", "MATCH (n:Party)-[r:LISTED_ON]->() RETURN r.type AS kind, n.id AS id ORDER BY id"),
    ("tie-break", "MATCH (n:Party) RETURN n.id AS id, n.name AS name ORDER BY name"),
    ("tie-break", "MATCH (n:Event) RETURN n.id AS id ORDER BY id, n.date DESC LIMIT 3"),
    ("tie-break", "MATCH (n:Party) WITH n ORDER BY n.name WITH collect(n.name) AS all RETURN all ORDER BY $id"),
    ("unordered", "MATCH (n:Party) RETURN n.id AS id"),
    ("unordered", "MATCH (n:Party) WITH n ORDER BY n.id RETURN n.id AS id LIMIT 3"),
    ("whole-entity", "MATCH (n:Party) RETURN n ORDER BY n.id"),
    ("whole-entity", "MATCH (n:Party) RETURN * ORDER BY n.id"),
    ("whole-entity", "MATCH (n:Party)-[r:LISTED_ON]->() RETURN n.id AS id, r ORDER BY id"),
    ("whole-entity", "MATCH p = (n:Party)-[:LISTED_ON]->() RETURN n.id AS id, p ORDER BY id"),
    ("whole-entity", "MATCH (n:Party) WITH collect(n) AS found RETURN found ORDER BY $x_id"),
    ("whole-entity", "MATCH (n:Party) WITH collect(n) AS all UNWIND all AS m RETURN m AS id ORDER BY id"),
    ("whole-entity", "MATCH (n:Party) RETURN head(collect(n)) AS id ORDER BY id"),
    ("unknown-label", "MATCH (n:Partie)" + _END),
    ("unknown-label", "MATCH (n:Thing) WHERE n:Compny" + _END),
    ("unknown-relation", "MATCH (n:Party)-[:LISTED]->(l)" + _END),
    ("impossible-relation", "MATCH (n:RestrictedList)-[:LISTED_ON]->(p:Party)" + _END),
    ("impossible-relation", "MATCH (e:Event) MATCH (n:Party)<-[:ISSUED]-(e)" + _END),
    ("impossible-relation", "MATCH (n:Address)-[:ISSUED]-(e:Event)" + _END),
    ("unknown-property", "MATCH (n:Party) WHERE n.nmae = $name" + _END),
    ("unknown-property", "MATCH (n:Party {nmae: $name})" + _END),
    ("unknown-property", "MATCH (n:Party) WHERE n.hs_code = $code" + _END),
    ("unknown-property", "MATCH (n:Event)-[r:RESPONDS_TO]->() WHERE r.share > 1" + _END),
    ("unknown-property", "MATCH (n:Event)-[r]->() WHERE r.nonsense > 1" + _END),
    ("string-literal", "MATCH (n:Party) WHERE n.name = 'Hikvision'" + _END),
    ("string-literal", 'MATCH (n:Party {name: "Hikvision"})' + _END),
    ("date-comparison", "MATCH (n:Event) WHERE n.date >= $since" + _END),
    ("date-comparison", "MATCH (n:Event) WHERE $since <= n.date" + _END),
    ("date-comparison", "MATCH (n:Event) WHERE n.date <> '2020-01-01'" + _END),
    ("date-comparison", "MATCH (n:Event {date: $on})" + _END),
    ("date-comparison", "MATCH (n:Event) WITH n, n.date AS day WHERE day = $on" + _END),
    ("parameters", _HEAD + "MATCH (n:Party)" + _END),
    ("parameters", _HEAD + "MATCH (n:Party) WHERE n.name = $name OR n.name = $other" + _END),
    ("columns", _HEAD + "MATCH (n:Party) WHERE n.name = $name RETURN n.id AS party_id ORDER BY party_id"),
    ("columns", _HEAD + "MATCH (n:Party) WHERE n.name = $name RETURN n.id AS id, n.name AS name ORDER BY id"),
    ("columns", _HEAD + "MATCH (n:Party) WHERE n.name = $name RETURN n.id ORDER BY n.id"),
    ("read-only", "MATCH (n:Party) SET n.name = $name" + _END),
    ("read-only", "CREATE (n:Party {id: $id})" + _END),
    ("read-only", "CALL dbms.components() YIELD name RETURN name AS id ORDER BY id"),
]

_GOOD = [
    "MATCH (a:Agency)-[:PART_OF*1..3]->(n:Agency)" + _END,
    "MATCH (n:Event) WHERE (n.amount + 1) * 2 > 3 AND (n.rate_pct) + 1 > 2" + _END,
    "MATCH (n:Party) WITH n, collect(n.name) AS shortest" + _END,
    "MATCH (n:Party)-[:ISSUED]->(e:Event) WITH n, collect(e.id) AS ids WHERE size(ids) > 1" + _END,
    "MATCH (n:Party) WHERE any(one IN n.names WHERE one = $name)" + _END,
    "MATCH (n:Party) WHERE size([one IN n.names WHERE one = $name | one]) > 0" + _END,
    "MATCH (n:Party) WHERE EXISTS { MATCH (n)-[:ISSUED]->(e:Event) WHERE e.date > date($on) }" + _END,
    "MATCH (n:Party) WHERE NOT n:Company AND COUNT { (n)-[:ISSUED]->() } > 1" + _END,
    "MATCH (n:Event) WHERE duration.inDays(n.announced, n.effective).days > 1" + _END,
    "MATCH (n:Event) RETURN head([one IN labels(n) WHERE one <> 'Thing']) AS kind, n.id AS id ORDER BY id",
    "MATCH (n:Party)-[r:LISTED_ON]->() RETURN type(r) AS kind, n.id AS id, count(r) AS found ORDER BY kind, id",
    "MATCH (n:Event) RETURN n.id AS event_id, n.name AS title ORDER BY n.date DESC, event_id SKIP 1 LIMIT 3",
    "MATCH (n:Party)-[r]->(m:Thing) RETURN startNode(r).id AS id, r IS NULL AS none, n = m AS same ORDER BY id",
    "MATCH (n:Party) WITH n.name AS n, n.id AS id RETURN n, id ORDER BY id",
    "MATCH (n:Party|Vessel)-[r:LISTED_ON]->(l:RestrictedList) WHERE r.entry_id = $x AND n.imo = $y" + _END,
    "MATCH (l:RestrictedList)<-[:LISTED_ON]-(n:Company)" + _END,
    "MATCH (n:Event)-[:CHANGES|RESPONDS_TO]-(m:Event) WHERE m.checked = 'opened' AND n.name <> ''" + _END,
    "MATCH (n:Event) WHERE n.date >= date($since) AND n.name = $name AND n.date < n.effective" + _END,
    "MATCH (n:Event) WHERE n.date.year = $year AND n.name STARTS WITH $text" + _END,
    "MATCH (n:Government)--(m:Thing), (o:Party)-->(m) WHERE n.id < m.id OPTIONAL MATCH (o)<-[:PART_OF]-(n)" + _END,
    _HEAD + "MATCH (n:Party) WHERE n.name = $name" + _END,
]


def _rules(statement: str) -> set[str]:
    return {finding.rule for finding in lint(statement)}


@pytest.mark.parametrize(("rule", "statement"), _BAD)
def test_a_rule_finds_its_fault(rule: str, statement: str) -> None:
    """The fault is found under the name of its rule."""
    assert rule in _rules(statement)


def test_every_rule_has_an_example_of_its_fault() -> None:
    """A rule that finds nothing can't stay unnoticed."""
    assert {rule for rule, _ in _BAD} == RULES


@pytest.mark.parametrize("statement", _GOOD)
def test_the_right_way_passes(statement: str) -> None:
    """What runs alike on every engine isn't found fault with."""
    assert lint(statement) == []


@pytest.mark.parametrize("query", queries.load_all(), ids=lambda query: query.name)
def test_the_packs_are_clean(query: Query) -> None:
    """No query of the packs has a finding."""
    assert lint(query.text) == []


def test_a_finding_says_where_and_what() -> None:
    """Line and column are those of the text, the front matter included."""
    text = _HEAD + "MATCH (n:Party)\nWHERE n.nmae = $name" + _END
    assert lint(text) == [Finding(10, 9, "unknown-property", "the schema has no property nmae of Party")]


def test_findings_come_from_the_top() -> None:
    """Several faults are in the order of the text, each once."""
    found = lint("MATCH (n:Partie) WHERE n.title = 'x'\nRETURN n.id AS id")
    assert [(one.line, one.rule) for one in found] == [
        (1, "unknown-label"), (1, "reserved-property"), (1, "unknown-property"), (1, "string-literal"),
        (2, "unordered")]


def test_text_that_is_no_cypher_is_refused() -> None:
    """An open string can't be judged."""
    with pytest.raises(QueryError, match="1:26"):
        lint("MATCH (n) WHERE n.name = 'x")


def test_damaged_front_matter_is_refused() -> None:
    """The lint doesn't take a damaged file for a plain statement."""
    with pytest.raises(QueryError, match="unknown key 'colums'"):
        lint(_HEAD.replace("columns", "colums") + "MATCH (n:Party)" + _END)
