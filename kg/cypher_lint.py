"""The lint of query packs: the Cypher that runs alike on every engine, and the vocabulary of the schema.

Why each rule stands is said at the rule. What the lint doesn't understand it passes: that the rows are the same
is for the tests on both engines to show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg import queries
from kg.cypher import check_read_only
from kg.cypher_names import RULES as schema_rules
from kg.cypher_names import schema_findings
from kg.cypher_statement import Statement, read
from kg.errors import QueryError
from kg.queries import Query

Found = Iterator[tuple[int, str]]
_NO_ENTITY = ("COUNT", "TYPE", "LABELS", "LENGTH", "SIZE", "EXISTS")
_BANNED_CALLS = {"ID": "give nodes and edges by their property id", "ELEMENTID": "differs from load to load",
                 "KEYS": "engines add keys of their own", "PROPERTIES": "engines add properties of their own",
                 "PERCENTILECONT": "not on every engine", "PERCENTILEDISC": "not on every engine"}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that doesn't run alike everywhere, or that the schema or the front matter doesn't have."""

    line: int
    column: int
    rule: str
    message: str


def lint(query: str) -> list[Finding]:
    """What is wrong with a statement, or with a file of a pack with its front matter, from the top.

    Raises QueryError with the place for text that can't be cut into tokens and for damaged front matter.
    """
    statement = read(query)
    found = [(rule, *one) for rule, check in _RULES.items() for one in check(statement)]
    found += schema_findings(statement)
    if "\n// ---" in query:
        declared = queries.parse("this", query)
        found += [("parameters", *one) for one in _parameters(statement, declared)]
        found += [("columns", *one) for one in _columns(statement, declared)]
    findings = {Finding(*_position(statement, place), rule, message) for rule, place, message in found}
    return sorted(findings | set(_writes(query)))


def _position(of: Statement, place: int) -> tuple[int, int]:
    line, column = of.tokens[min(place, len(of.tokens) - 1)].place.split(":")
    return int(line), int(column)


def _writes(query: str) -> Iterator[Finding]:
    """Packs only read."""
    try:
        check_read_only(query)
    except QueryError as error:
        at = re.match(r"(\d+):(\d+): (.*)", str(error), re.DOTALL)
        if at is None:
            raise
        yield Finding(int(at[1]), int(at[2]), "read-only", at[3])


def _quantified_path(of: Statement) -> Found:
    """Quantified path patterns are an error on the embedded engine; a star inside the brackets runs on all."""
    for place in range(len(of.tokens)):
        if not of.is_sign(place, "{", "+", "*"):
            continue
        opened = of.partner.get(place - 1, -1)
        group = of.is_sign(place - 1, ")") and any(of.inside[step.edge.at] == opened for step in of.steps)
        dash = place - 2 if of.is_sign(place - 1, ">") else place - 1
        arrow = of.is_sign(dash, "-") and of.is_sign(dash - 1, "]") and of.is_sign(
            of.partner.get(dash - 1, 0) - 1, "-")
        if group or arrow:
            yield place, "a quantified path pattern: write [:RELATION*1..3]"


def _shortest(of: Statement) -> Found:
    for place in range(len(of.tokens)):
        if of.is_keyword(place, "SHORTEST"):
            yield place, "SHORTEST isn't on every engine"


def _collect_subquery(of: Statement) -> Found:
    for place in range(len(of.tokens)):
        if of.is_word(place, "COLLECT") and of.is_sign(place + 1, "{"):
            yield place, "COLLECT { } isn't on every engine: match, then collect(…)"


def _inline_where(of: Statement) -> Found:
    """`(n:Party WHERE …)` is an error on the embedded engine."""
    for place in range(len(of.tokens)):
        opened = of.inside[place]
        if of.is_word(place, "WHERE") and (
                opened in of.nodes or (of.is_sign(opened, "[") and of.is_sign(opened - 1, "-"))):
            yield place, "WHERE inside a pattern: put it behind the MATCH"


def _negated_label(of: Statement) -> Found:
    for place in range(len(of.tokens)):
        if of.is_sign(place, "!"):
            yield place, "!Label isn't on every engine: write NOT n:Label"


def _in_transactions(of: Statement) -> Found:
    for place in range(len(of.tokens)):
        if of.is_keyword(place, "TRANSACTIONS"):
            yield place, "CALL … IN TRANSACTIONS isn't on every engine"


def _duration_between(of: Statement) -> Found:
    """The embedded engine counts it wrongly over ends of months."""
    for place in range(len(of.tokens)):
        if of.is_word(place, "BETWEEN") and of.is_sign(place - 1, ".") and of.is_word(place - 2, "DURATION"):
            yield place - 2, "duration.between differs between engines: use duration.inDays"


def _banned_call(of: Statement) -> Found:
    for place, token in enumerate(of.tokens):
        if token.keyword in _BANNED_CALLS and of.is_sign(place + 1, "(") and not of.is_sign(place - 1, ".", ":"):
            yield place, f"{token.text}(): {_BANNED_CALLS[token.keyword]}"


def _label_order(of: Statement) -> Found:
    """The order of labels differs between engines, so they may only be looked through."""
    for place in range(len(of.tokens)):
        if of.is_word(place, "LABELS") and of.is_sign(place + 1, "(") and not of.is_word(place - 1, "IN"):
            yield place, "labels have no order: write [one IN labels(n) WHERE …]"


def _reserved_property(of: Statement) -> Found:
    """The embedded engine makes up values for these three."""
    keys = {key for one in of.bound() for key in one.keys}
    for place, token in enumerate(of.tokens):
        if token.text in ("type", "title", "label") and (
                place in keys or (of.is_sign(place - 1, ".") and not of.is_sign(place + 1, "("))):
            yield place, f"no property may be called {token.text}"


def _tie_break(of: Statement) -> Found:
    """Without an id as the last key, rows that are equal in the others come in any order."""
    for place in range(len(of.tokens)):
        if not (of.is_keyword(place, "ORDER") and of.is_word(place + 1, "BY")):
            continue
        end = place + 2
        while end < len(of.tokens) and of.inside[end] >= of.inside[place] and not (
                of.inside[end] == of.inside[place] and of.is_keyword(
                    end, "LIMIT", "SKIP", "OFFSET", "WITH", "RETURN", "MATCH", "OPTIONAL", "UNWIND", "UNION",
                    "WHERE", "CALL")):
            end += 1
        last = of.split(place + 2, end)[-1]
        names = [of.text(i) for i in last if not of.is_word(i, "DESC", "DESCENDING", "ASC", "ASCENDING")]
        if not names or not re.fullmatch(r"id|.*_id", names[-1]):
            yield place, "ORDER BY must end with an id, or equal rows come in any order"


def _unordered(of: Statement) -> Found:
    """Rows without an order differ between engines."""
    for clause in of.clauses:
        if clause.word == "RETURN" and not any(c.word == "ORDER" and c.start > clause.end for c in of.clauses):
            yield clause.start - 1, "RETURN without ORDER BY gives its rows in any order"


def _whole_entity(of: Statement) -> Found:
    """Engines give whole nodes, edges and paths in different shapes."""
    whole: set[str] = set()
    for clause in of.clauses:
        items = _items(of, clause.start, clause.end)
        if clause.word in ("MATCH", "WHERE"):
            whole |= {one.variable for one in of.bound() if clause.start <= one.at < clause.end} - {""}
            whole |= {of.text(i) for i in range(clause.start, clause.end)
                      if clause.word == "MATCH" and of.is_sign(i + 1, "=") and of.is_sign(i + 2, "(")}
        elif clause.word in ("WITH", "UNWIND") and not of.is_sign(clause.start, "*"):
            kept = {name for name, item in items if _is_whole(of, item, whole)}
            whole = kept | (whole if clause.word == "UNWIND" else set())
        elif clause.word == "UNION":
            whole = set()
        elif clause.word == "RETURN":
            for name, item in items:
                if name == "*" or _is_whole(of, item, whole):
                    yield item.start, f"RETURN {name} gives a whole node, edge or path: give its properties"


def _items(of: Statement, start: int, end: int) -> list[tuple[str, range]]:
    """The parts of a WITH, RETURN or UNWIND: what each is called, and its expression."""
    start += of.is_word(start, "DISTINCT")
    found = []
    for part in of.split(start, end):
        if len(part) > 2 and of.is_word(part[-2], "AS"):
            found.append((of.text(part[-1]), part[:-2]))
        elif part:
            found.append(("".join(of.text(i) for i in part), part))
    return found


def _is_whole(of: Statement, item: range, whole: set[str]) -> bool:
    """Whether nodes, edges or paths come out of the expression."""
    return any(of.text(i) in whole and of.is_name(i) and not _is_read_only_in_part(of, i) for i in item)


def _is_read_only_in_part(of: Statement, place: int) -> bool:
    """Whether a variable only gives a property, a label, a count or a comparison there."""
    if of.is_sign(place - 1, ".") or of.is_sign(place + 1, ".", ":", "(") or of.is_word(place + 1, "IS"):
        return True
    if of.is_sign(place + 1, "=", "<") or of.is_sign(place - 1, "=", ">"):
        return True
    return any(of.is_sign(opened, "{") or of.is_word(opened - 1, *_NO_ENTITY)
               or of.is_sign(of.partner.get(opened, -2) + 1, ".") for opened in of.around(place))


def _parameters(of: Statement, declared: Query) -> Found:
    """Declared and used parameters must be the same."""
    names = {parameter.name for parameter in declared.parameters}
    used = {token.text[1:]: place for place, token in reversed(list(enumerate(of.tokens)))
            if token.kind == "parameter"}
    for name in sorted(names - used.keys()):
        yield 0, f"parameter {name} is declared but not used"
    for name in sorted(used.keys() - names):
        yield used[name], f"parameter {name} is used but not declared"


def _columns(of: Statement, declared: Query) -> Found:
    """Declared columns must be those of RETURN, in its order."""
    for clause in of.clauses:
        if clause.word == "RETURN":
            found = tuple(name for name, _ in _items(of, clause.start, clause.end))
            if found != declared.columns:
                yield clause.start - 1, f"columns are declared as {', '.join(declared.columns)}; " \
                                        f"RETURN gives {', '.join(found)}"


_RULES: dict[str, Callable[[Statement], Found]] = {
    "quantified-path": _quantified_path, "shortest": _shortest, "collect-subquery": _collect_subquery,
    "inline-where": _inline_where, "negated-label": _negated_label, "in-transactions": _in_transactions,
    "duration-between": _duration_between, "banned-call": _banned_call, "label-order": _label_order,
    "reserved-property": _reserved_property, "tie-break": _tie_break, "unordered": _unordered,
    "whole-entity": _whole_entity}
RULES = frozenset({*_RULES, *schema_rules, "parameters", "columns", "read-only"})
