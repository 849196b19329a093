"""Names compared: what makes two spellings the same exact name."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"[\s,\u00ad\u200b-\u200f\u2060\ufeff]+")
_SILENT = str.maketrans(dict.fromkeys(".'\"’‘“”`´"))


def name_key(name: str) -> str:
    """The key under which exact names meet: case, width, spacing and silent punctuation don't count.

    A comma is a space, so "Co.,Ltd." is "Co., Ltd.". Brackets, hyphens, ampersands and numbers do count, so firms
    that differ by a place in brackets stay apart. "" for a name of silent characters only, which is no name.
    Keys follow caseless matching as in the Unicode Standard, section 3.13 (toNFKC_Casefold).
    """
    folded = unicodedata.normalize("NFKC", name.translate(_SILENT)).casefold().translate(_SILENT)
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", folded)).strip()
