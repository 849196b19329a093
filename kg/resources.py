"""Where the data live that ship with the program: the only module that knows."""

from __future__ import annotations

import importlib.resources
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.errors import KgError


def data(kind: str) -> Traversable:
    """The folder `kind` ("schemas" or "queries"): the shipped one, else that of a checkout.

    Raises KgError when the program was installed without its data.
    """
    shipped = importlib.resources.files("kg") / "_data" / kind
    if shipped.is_dir():
        return shipped
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / kind).is_dir():
        return checkout / kind
    raise KgError(f"the data folder {kind} is missing: install tradewar-kg again")
