"""A row limit for ad-hoc statements, put where the engine can use it: it stops early instead of sending all rows."""

from __future__ import annotations

from kg.cypher_statement import Statement, read
from kg.errors import QueryError


def with_limit(statement: str, most: int) -> str:
    """The statement with `LIMIT most` at its end.

    Left as it is when it can't take one there: it has a LIMIT already, joins parts by UNION, ends without RETURN, or
    can't be read (the engine will say why). So the caller still counts the rows.
    """
    try:
        found = read(statement)
    except QueryError:
        return statement
    words = [clause.word for clause in found.clauses]
    if "RETURN" not in words or "UNION" in words:
        return statement
    after = words[len(words) - words[::-1].index("RETURN"):]
    if not set(after) <= {"ORDER", "SKIP", "OFFSET"}:
        return statement
    return f"{statement[:_end(found, statement)]}\nLIMIT {most}"


def _end(of: Statement, statement: str) -> int:
    """Where the semicolons at the end begin; comments behind them go."""
    last = len(of.tokens)
    while last and of.is_sign(last - 1, ";"):
        last -= 1
    if last == len(of.tokens):
        return len(statement)
    line, _, column = of.tokens[last].place.partition(":")
    lines = statement.split("\n")
    return sum(len(one) + 1 for one in lines[:int(line) - 1]) + int(column) - 1
