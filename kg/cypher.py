"""Read-only check of ad-hoc Cypher, before any engine sees the statement.

Words are judged outside literals, names in backticks and comments. Where engines disagree on where one of
these ends (Unicode escapes decoded before parsing, nested comments, odd line ends), the statement is refused:
otherwise text that looks quoted here would run there. Grammar: openCypher 9 and the Neo4j 5 Cypher manual,
"Parsing", "Comments" and "Naming rules and recommendations".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import QueryError

_WRITING = frozenset((
    "CREATE", "INSERT", "MERGE", "DELETE", "DETACH", "NODETACH", "SET", "REMOVE", "DROP", "FOREACH",
    "LOAD", "ALTER", "GRANT", "DENY", "REVOKE", "RENAME", "TERMINATE", "USE", "SHOW", "PERIODIC"))
_OPENING = ("CALL", "CYPHER", "EXPLAIN", "MATCH", "OPTIONAL", "PROFILE", "RETURN", "UNWIND", "WITH")
_PROCEDURES = frozenset((
    "db.labels", "db.relationshipTypes", "db.propertyKeys", "db.index.fulltext.queryNodes",
    "db.index.fulltext.queryRelationships"))
# its db.labels leaves the labels of parents out
_EMBEDDED_PROCEDURES = frozenset(("db.relationshipTypes", "db.propertyKeys"))
_FUNCTION_FAMILIES = frozenset(
    ("date", "datetime", "localdatetime", "time", "localtime", "duration", "point"))
_MADE_UP = frozenset(("title", "type", "label"))
_BEFORE_LIST = frozenset((
    "IN", "RETURN", "WITH", "UNWIND", "AND", "OR", "XOR", "NOT", "WHERE", "THEN", "ELSE", "WHEN", "CASE",
    "BY", "DISTINCT", "CONTAINS"))
_BEFORE_PATTERN = frozenset(("MATCH", "WHERE", "AND", "OR", "XOR", "NOT", "EXISTS"))

_TOKEN = re.compile(r"""
    (?P<space>\s+)
  | (?P<line>//[^\n]*)
  | (?P<block>/\*.*?\*/)
  | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<name>`(?:[^`]|``)*`)
  | (?P<parameter>\$\w+)
  | (?P<number>\d\w*)
  | (?P<word>\w+)
  | (?P<open>['"`]|/\*)
  | (?P<sign>.)
""", re.VERBOSE | re.DOTALL)
_NUMBER = re.compile(r"0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|[0-9][0-9_]*([eE][0-9_]*)?[fFdD]?")
_ESCAPE = re.compile(r"\\[uU]+([0-9a-fA-F]{4})")
_ENDS_SOMETHING = frozenset("'\"`\\*/\r\n\x0b\x0c\x85\u2028\u2029")
_ODD_LINE_END = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, backticked name, string, parameter, number or sign; `text` without the backticks of a name."""

    kind: str
    text: str
    place: str

    @property
    def keyword(self) -> str:
        """What a lenient engine might take the word for: compatibility forms folded, upper case."""
        return unicodedata.normalize("NFKC", self.text).upper() if self.kind == "word" else ""


def check_read_only(statement: str, procedures: frozenset[str] = _PROCEDURES) -> None:
    """Return if the statement only reads the graph; raise QueryError with line:column otherwise.

    Refused: clauses that write, administer or read files, procedures other than `procedures`, functions of
    plug-ins, statements after the first, and text that engines might cut into words differently.
    """
    found = list(tokens(statement))
    if not found:
        raise QueryError("1:1: the statement is empty")
    for index in range(len(found)):
        _check_word(found, index)
        _check_call(found, index, procedures)
    if found[0].keyword not in _OPENING:
        raise _refusal(found[0], f"{found[0].text} doesn't begin a query: expected one of {', '.join(_OPENING)}")


def check_embedded(statement: str) -> None:
    """`check_read_only` and what the embedded engine would answer wrongly without a word.

    It makes up values for the properties `title`, `type` and `label`, which no node of ours has, counts
    `duration.between` wrongly over ends of months, and turns `FORMAT CSV` results into one text.
    """
    check_read_only(statement, _EMBEDDED_PROCEDURES)
    found = list(tokens(statement))
    for index, token in enumerate(found):
        if token.text.strip("'\"") in _MADE_UP and _is_property(found, index):
            raise _refusal(token, f"no node has a property {token.text}: this engine would make one up")
        if token.keyword == "BETWEEN" and _path(found, index).lower() == "duration.between":
            raise _refusal(token, "duration.between is wrong over ends of months: use duration.inDays")
        if token.keyword == "CSV" and index and found[index - 1].keyword == "FORMAT":
            raise _refusal(token, "FORMAT CSV isn't Cypher")


def tokens(statement: str) -> Iterator[Token]:
    """What stands between space and comments. Raises QueryError for text with two readings."""
    line, start = 1, 0
    for match in _TOKEN.finditer(statement):
        kind, text = str(match.lastgroup), match.group()
        token = Token(kind, text, f"{line}:{match.start() - start + 1}")
        _check_ambiguous(token)
        if kind == "name":
            yield Token(kind, text[1:-1].replace("``", "`"), token.place)
        elif kind not in ("space", "line", "block"):
            yield token
        if "\n" in text:
            line += text.count("\n")
            start = match.start() + text.rindex("\n") + 1


def _check_ambiguous(token: Token) -> None:
    if token.kind == "open":
        raise _refusal(token, f"{token.text} is never closed")
    if token.kind == "number" and not _NUMBER.fullmatch(token.text):
        raise _refusal(token, f"{token.text} is neither a number nor a word")
    if token.kind == "block" and "/*" in token.text[2:]:
        raise _refusal(token, "a comment inside a comment isn't allowed")
    if token.kind == "line" and _ODD_LINE_END.search(token.text.removesuffix("\r")):
        raise _refusal(token, "the comment holds an odd line end")
    escapes = [chr(int(code, 16)) for code in _ESCAPE.findall(token.text)]
    if token.kind == "string" and not _ENDS_SOMETHING.intersection(escapes):
        return
    if escapes or (token.kind == "sign" and token.text == "\\"):
        raise _refusal(token, "a Unicode escape isn't allowed here: write the character itself")
    if token.kind == "name" and "\\" in token.text:
        raise _refusal(token, "a name with a backslash isn't allowed")


def _check_word(tokens: list[Token], index: int) -> None:
    token = tokens[index]
    if token.text == ";" and any(rest.text != ";" for rest in tokens[index + 1:]):
        raise _refusal(token, "only one statement is allowed")
    if token.keyword in _WRITING and not _is_name_here(tokens, index):
        raise _refusal(token, f"{token.keyword} isn't allowed: queries only read "
                              f"(as a name, put it in backticks)")
    if token.keyword in ("TRANSACTION", "TRANSACTIONS") and any(
            before.keyword in ("IN", "CONCURRENT") for before in tokens[max(0, index - 2):index]):
        raise _refusal(token, "IN TRANSACTIONS isn't allowed")


def _is_name_here(tokens: list[Token], index: int) -> bool:
    """Whether the word can only be a property key or a label: `n.set`, `(n:Set)`."""
    if index < 2:
        return False
    before, base = tokens[index - 1], tokens[index - 2]
    after_value = base.kind in ("word", "name", "parameter") or base.text in (")", "]")
    return before.kind == "sign" and ((before.text == "." and after_value)
                                      or (before.text == ":" and (after_value or base.text == "(")))


def _check_call(tokens: list[Token], index: int, procedures: frozenset[str]) -> None:
    """Refuse procedures and functions of plug-ins that aren't on the list."""
    token = tokens[index]
    if token.keyword == "CALL" and not _is_name_here(tokens, index):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None or following.kind in ("word", "name"):
            found = _dotted(tokens[index + 1:])
            if found not in procedures:
                raise _refusal(token, f"procedure {found or '?'} isn't allowed; allowed are "
                                      + ", ".join(sorted(procedures)))
    elif token.text == "(" and index > 2 and tokens[index - 2].text == ".":
        path = _path(tokens, index - 1)
        if path not in procedures and path.partition(".")[0].lower() not in _FUNCTION_FAMILIES:
            raise _refusal(tokens[index - 1], f"function {path} isn't allowed")


def _dotted(tokens: list[Token]) -> str:
    """The dotted name that the tokens begin with."""
    parts: list[str] = []
    for position, token in enumerate(tokens):
        if (token.kind not in ("word", "name")) if position % 2 == 0 else token.text != ".":
            break
        parts.append(token.text)
    return "".join(parts).removesuffix(".")


def _path(tokens: list[Token], index: int) -> str:
    """The dotted name that ends with this token."""
    first = index
    while first > 1 and tokens[first - 1].text == "." and tokens[first - 2].kind in ("word", "name"):
        first -= 2
    return "".join(token.text for token in tokens[first:index + 1])


def _is_property(tokens: list[Token], index: int) -> bool:
    """Whether the token names a property: `n.title`, `n {.title}`, `(n {title: 1})`, `n['title']`."""
    token, before = tokens[index], tokens[index - 1] if index else None
    follows = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if before is None:
        return False
    if token.kind == "string":
        base = tokens[index - 2] if index > 1 else None
        return (before.text == "[" and follows == "]" and base is not None and base.keyword not in _BEFORE_LIST
                and (base.kind in ("word", "name") or base.text in (")", "]")))
    return before.text == "." or (follows == ":" and before.text in ("{", ",") and _in_pattern(tokens, index))


def _in_pattern(tokens: list[Token], index: int) -> bool:
    """Whether the map around the token stands in a node or relationship pattern."""
    depth = 0
    while index and depth <= 0:
        index -= 1
        depth += (tokens[index].text in ("{", "[", "(")) - (tokens[index].text in ("}", "]", ")"))
    at = index - 1
    while at >= 0 and (tokens[at].kind in ("word", "name", "number") or tokens[at].text in tuple(":|&*.")):
        at -= 1
    opening, earlier = tokens[max(at, 0)], tokens[at - 1] if at > 0 else None
    if opening.text == "[":
        return earlier is not None and earlier.text == "-"
    is_call = at + 1 == index and earlier is not None and earlier.kind in ("word", "name")
    return opening.text == "(" and not (is_call and earlier and earlier.keyword not in _BEFORE_PATTERN)


def _refusal(token: Token, reason: str) -> QueryError:
    return QueryError(f"{token.place}: {reason}")
