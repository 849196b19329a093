"""The explorer: a graph as one web page that works offline and asks nothing of any network.

`content` turns a graph into columns, `evidence` adds the claims behind it, `page` makes the file. The script and the
style are built from `web/` and committed beside this module, with the licences of what is in them.
"""

from __future__ import annotations

from kg.explorer.content import MOST_NODES, content
from kg.explorer.page import page

__all__ = ["MOST_NODES", "content", "page"]
