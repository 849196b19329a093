"""Looking nodes up by their key in the embedded engine, which has an index on ids but only without a label.

`(n:Thing {id: $id})` is the portable spelling: Neo4j needs the label for its index, the embedded engine scans all
nodes because of it. As every node is a Thing, leaving the label out asks the same.
"""

from __future__ import annotations

import re

# Strings, backticked names and comments are passed over whole; a node pattern that begins with the label and the key
# loses the label.
_PART = re.compile(r"""
    '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `(?:[^`]|``)*` | //[^\n]* | /\*.*?\*/
  | (?P<open>\(\s*\w*)\s*:\s*Thing(?P<key>\s*\{\s*id\s*:)
""", re.VERBOSE | re.DOTALL)


def by_key(statement: str) -> str:
    """The statement with each `(name:Thing {id: …` as `(name {id: …`; texts and comments stay as they are."""
    return _PART.sub(lambda found: f"{found['open']}{found['key']}" if found["open"] else found.group(), statement)
