"""The page's file: a shell, the style, the data packed, and the script, with a policy that allows just these.

The Content-Security-Policy names script and style by their hashes and nothing else, so that no text from a document
can run and no address can be asked, whatever stands in the data. The data are JSON, gzip, base64; the browser unpacks
them with its own DecompressionStream.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import importlib.resources
from html import escape
from typing import Any

import msgspec

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{caption}">
<meta name="generator" content="{program}">
<link rel="icon" href="data:,">
<title>Trade-war explorer</title>
<style>{style}</style>
</head>
<body>
<noscript>This page draws its graph with a script of its own, which is switched off here.</noscript>
<div id="app"></div>
<script type="text/plain" id="content">{content}</script>
<script>{script}</script>
</body>
</html>
"""


def page(content: dict[str, Any]) -> bytes:
    """The HTML file of what `kg.explorer.content` gives; the same bytes each time."""
    script, style = _built("explorer.js"), _built("explorer.css")
    return _PAGE.format(
        policy=policy(script, style), caption=escape(str(content["caption"])), program=escape(str(content["program"])),
        style=style, script=script, content=packed(content)).encode()


def policy(script: str, style: str) -> str:
    """The Content-Security-Policy under which only this script and this style count."""
    return (f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
            "base-uri 'none'; form-action 'none'")


def packed(content: dict[str, Any]) -> str:
    """The content as base64 of gzip of JSON, without a clock."""
    return base64.b64encode(gzip.compress(msgspec.json.encode(content), 9, mtime=0)).decode()


def unpacked(html: bytes) -> dict[str, Any]:
    """The content of a page that `page` made."""
    text = html.decode().partition('id="content">')[2].partition("</script>")[0]
    found: dict[str, Any] = msgspec.json.decode(gzip.decompress(base64.b64decode(text)))
    return found


def _built(name: str) -> str:
    return (importlib.resources.files("kg.explorer") / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
