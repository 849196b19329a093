"""What ships with the package: the registry, the regions and the chronology, as documents like any other."""

from __future__ import annotations

from importlib import resources

from kg.document import Document, hash_of

# file name, source that reads it
FILES = (("regions.jsonl", "registry"), ("registry.jsonl", "registry"), ("chronology.jsonl", "chronology"))


def documents() -> list[tuple[Document, str]]:
    """Each bundled file as a document, with the name of its source.

    They form a publication series each, so a newer release replaces what an older one said.
    """
    found = []
    for name, source in FILES:
        content = resources.files(__name__).joinpath(name).read_bytes()
        found.append((Document(content=content, id=hash_of(content), name=name, publisher="tradewar-kg",
                               series=f"tradewar-kg/{name.removesuffix('.jsonl')}"), source))
    return found
