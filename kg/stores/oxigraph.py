"""Oxigraph (https://github.com/oxigraph/oxigraph) behind rdflib: triples in Rust instead of Python's dictionaries."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from kg.errors import EnvironmentRefused

if TYPE_CHECKING:
    import pyoxigraph
    from oxrdflib import OxigraphStore


def is_installed() -> bool:
    """Whether the extra `oxigraph` is there."""
    return find_spec("oxrdflib") is not None


def new_store() -> tuple[pyoxigraph.Store, OxigraphStore]:
    """An empty store in memory, and the same for rdflib. Raises EnvironmentRefused when it isn't installed."""
    try:
        import pyoxigraph
        from oxrdflib import OxigraphStore
    except ImportError as error:
        raise EnvironmentRefused('Oxigraph isn\'t installed: pip install "tradewar-kg[oxigraph]"') from error
    store = pyoxigraph.Store()
    return store, OxigraphStore(store=store)


def load(store: pyoxigraph.Store, content: bytes, format_: str, name: str = "") -> None:
    """Read a file of `turtle` or `trig` into a store; name: the graph that takes its triples, "" for the default.

    Raises SyntaxError or ValueError for a file of another kind.
    """
    from pyoxigraph import NamedNode, RdfFormat

    form = {"turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG}[format_]
    if name:
        store.load(content, format=form, to_graph=NamedNode(name))
    else:
        store.load(content, format=form)
