"""What the lint needs to know of a Cypher statement: brackets, clauses, patterns, and what variables stand for.

It reads statements that an engine takes, not all that a grammar allows; of what it doesn't understand it says
nothing. Patterns follow openCypher 9 with the label alternatives of Neo4j 5.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.cypher import Token, tokens

_CLAUSES = ("MATCH", "OPTIONAL", "WITH", "WHERE", "RETURN", "ORDER", "SKIP", "OFFSET", "LIMIT", "UNWIND", "UNION",
            "CALL")
_CLOSING = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause at the top of the statement: its keyword and the places of the tokens after it."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NodePattern:
    """`(variable:A|B {key: …})`; `labels` are those written here, each with its place among the tokens."""

    variable: str
    labels: tuple[int, ...]
    keys: tuple[int, ...]
    at: int


@dataclass(frozen=True, slots=True)
class EdgePattern:
    """`-[variable:R|S*0..3 {key: …}]->`; `direction` is `>`, `<` or nothing; `repeated` when it has a star."""

    variable: str
    types: tuple[int, ...]
    keys: tuple[int, ...]
    direction: str
    repeated: bool
    at: int


@dataclass(frozen=True, slots=True)
class Step:
    """An edge pattern between its two nodes, as written."""

    left: NodePattern
    edge: EdgePattern
    right: NodePattern


@dataclass(slots=True)
class Statement:
    """A statement read once; make it with `read`.

    inside: for each token the place of the bracket around it, -1 at the top. partner: the place of the other
    bracket. labels and types: what each variable was bound to, over the whole statement.
    """

    tokens: list[Token]
    inside: list[int] = field(default_factory=list)
    partner: dict[int, int] = field(default_factory=dict)
    clauses: list[Clause] = field(default_factory=list)
    nodes: dict[int, NodePattern] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    labels: dict[str, set[str]] = field(default_factory=dict)
    types: dict[str, set[str]] = field(default_factory=dict)

    def text(self, place: int) -> str:
        """The token at a place; behind either end nothing."""
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def is_sign(self, place: int, *signs: str) -> bool:
        """Whether one of these signs stands there."""
        return self.text(place) in signs and self.tokens[place].kind == "sign"

    def is_word(self, place: int, *words: str) -> bool:
        """Whether one of these words, given in capitals, stands there outside of backticks."""
        return 0 <= place < len(self.tokens) and self.tokens[place].keyword in words

    def is_name(self, place: int) -> bool:
        """Whether something stands there that can name a variable, a label or a property."""
        return 0 <= place < len(self.tokens) and self.tokens[place].kind in ("word", "name")

    def is_keyword(self, place: int, *words: str) -> bool:
        """Whether one of these words stands there as a keyword, not as a name of something."""
        return (self.is_word(place, *words) and not self.is_sign(place - 1, ".", ":")
                and not self.is_word(place - 1, "AS") and not self.is_sign(place + 1, ":"))

    def split(self, start: int, end: int) -> list[range]:
        """The parts between the commas of this level."""
        level = self.inside[start] if start < end else -1
        commas = [i for i in range(start, end) if self.is_sign(i, ",") and self.inside[i] == level]
        bounds = [start - 1, *commas, end]
        return [range(a + 1, b) for a, b in itertools.pairwise(bounds)]

    def bound(self) -> list[NodePattern | EdgePattern]:
        """All node and edge patterns."""
        return [*self.nodes.values(), *(step.edge for step in self.steps)]

    def around(self, place: int) -> Iterator[int]:
        """The opening brackets around a place, the innermost first."""
        while (place := self.inside[place]) >= 0:
            yield place


def read(cypher: str) -> Statement:
    """The statement of a text. Raises QueryError where it can't be cut into tokens."""
    found = Statement(list(tokens(cypher)))
    _brackets(found)
    _clauses(found)
    _patterns(found)
    return found


def _brackets(of: Statement) -> None:
    opened: list[int] = []
    for place in range(len(of.tokens)):
        if of.is_sign(place, *_CLOSING) and opened and of.text(opened[-1]) == _CLOSING[of.text(place)]:
            of.partner[place] = opened[-1]
            of.partner[opened.pop()] = place
        of.inside.append(opened[-1] if opened else -1)
        if of.is_sign(place, *_CLOSING.values()):
            opened.append(place)


def _clauses(of: Statement) -> None:
    starts = [place for place in range(len(of.tokens))
              if of.inside[place] == -1 and of.is_keyword(place, *_CLAUSES)
              and not of.is_word(place - 1, "STARTS", "ENDS")]
    starts = [place for place in starts if not of.is_word(place, "OPTIONAL")]
    for place, after in itertools.pairwise([*starts, len(of.tokens)]):
        end = after - 1 if of.is_word(after - 1, "OPTIONAL") else after
        of.clauses.append(Clause(of.text(place).upper(), place + 1, end))


def _patterns(of: Statement) -> None:
    """Fill nodes, steps and bindings, pattern by pattern from the left."""
    for place in range(len(of.tokens)):
        if place not in of.nodes and _starts_pattern(of, place):
            _chain(of, place)
    for step in of.steps:
        if step.edge.variable:
            of.types.setdefault(step.edge.variable, set()).update(of.text(i) for i in step.edge.types)
    for node in of.nodes.values():
        if node.variable:
            of.labels.setdefault(node.variable, set()).update(of.text(i) for i in node.labels)


def _starts_pattern(of: Statement, place: int) -> bool:
    if not of.is_sign(place, "(") or place not in of.partner:
        return False
    if _edge(of, of.partner[place] + 1) is not None:
        return not of.is_name(place - 1) or of.is_keyword(place - 1, "MATCH", "WHERE", "AND", "OR", "NOT")
    matched = any(c.word == "MATCH" and c.start <= place < c.end for c in of.clauses)
    return (matched and of.inside[place] == -1 and of.is_sign(place - 1, ",", "=")
            ) or of.is_word(place - 1, "MATCH")


def _chain(of: Statement, place: int) -> None:
    left = _node(of, place)
    while left is not None:
        of.nodes[left.at] = left
        found = _edge(of, of.partner[left.at] + 1)
        if found is None:
            return
        edge, after = found
        right = _node(of, after)
        if right is not None:
            of.steps.append(Step(left, edge, right))
        left = right


def _node(of: Statement, place: int) -> NodePattern | None:
    if not of.is_sign(place, "(") or place not in of.partner:
        return None
    variable, names, keys = _content(of, place)
    return NodePattern(variable, names, keys, place)


def _content(of: Statement, opened: int) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Variable, labels or types, and property keys of what stands in these brackets."""
    end, place = of.partner[opened], opened + 1
    variable = of.text(place) if of.is_name(place) and not of.is_word(place, "WHERE") else ""
    names: list[int] = []
    keys: list[int] = []
    naming = False
    for i in range(place + bool(variable), end):
        if of.inside[i] == opened:
            naming = of.is_sign(i, ":") or (naming and (of.is_name(i) or of.is_sign(i, "|", "&", "!", "("))
                                            and not of.is_word(i, "WHERE"))
            if naming and of.is_name(i):
                names.append(i)
        elif of.is_sign(of.inside[i], "{") and of.inside[of.inside[i]] == opened and of.is_sign(i + 1, ":"):
            keys.append(i)
    return variable, tuple(names), tuple(keys)


def _edge(of: Statement, place: int) -> tuple[EdgePattern, int] | None:
    """The edge pattern that begins there, and the place after it; None when there is none."""
    backward = of.is_sign(place, "<") and of.is_sign(place + 1, "-")
    start = place + 1 if backward else place
    if not of.is_sign(start, "-"):
        return None
    opened = start + 1
    if of.is_sign(opened, "[") and opened in of.partner:
        variable, names, keys = _content(of, opened)
        after = of.partner[opened] + 1
        repeated = any(of.is_sign(i, "*") and of.inside[i] == opened for i in range(opened, after))
    elif of.is_sign(opened, "-"):
        variable, names, keys, after, repeated = "", (), (), opened, False
    else:
        return None
    if not of.is_sign(after, "-"):
        return None
    forward = of.is_sign(after + 1, ">")
    direction = "" if forward == backward else ">" if forward else "<"
    return (EdgePattern(variable, names, keys, direction, repeated, place), after + 2 if forward else after + 1)
