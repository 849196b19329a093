r"""Looking nodes up by their key or name in the embedded engine, in the spelling that it is quick with.

`(n:Thing {id: $id})` is the portable spelling: Neo4j needs the label for its index, the embedded engine scans all
nodes because of it. As every node is a Thing, leaving the label out asks the same.
`CONTAINS '\n' + toLower($name) + '\n'` looks a name up (`kg.known_as`): the embedded engine works that text out again
for each node unless it is a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# Strings, backticked names and comments are passed over whole; a node pattern that begins with the label and the key
# loses the label.
_PART = re.compile(r"""
    '\\n'\s*\+\s*toLower\(\s*\$(?P<name>\w+)\s*\)\s*\+\s*'\\n'
  | '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `(?:[^`]|``)*` | //[^\n]* | /\*.*?\*/
  | (?P<open>\(\s*\w*)\s*:\s*Thing(?P<key>\s*\{\s*id\s*:)
""", re.VERBOSE | re.DOTALL)


def respelled(statement: str, parameters: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The statement with each `(name:Thing {id: …` as `(name {id: …`, and names to look up as parameters of their own.

    Texts and comments stay as they are.
    """
    found = dict(parameters)

    def spelled(part: re.Match[str]) -> str:
        if part["open"]:
            return f"{part['open']}{part['key']}"
        given = found.get(part["name"] or "")
        if not isinstance(given, str):
            return part.group()
        found[f"{part['name']}_known_as"] = f"\n{given.lower()}\n"
        return f"${part['name']}_known_as"

    return _PART.sub(spelled, statement), found
