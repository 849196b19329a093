"""The model as data: `weights.json`, which `python -m benchmarks.retaliation --fit` writes."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec


class Bin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One bar of the reliability curve: judged pairs of a probability from `least`, and how many are links."""

    least: int
    pairs: int
    links: int
    mean: float


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each feature adds to the log odds, and what a likelier rival takes from them for each unit it leads.

    sharpness: by what log odds above even are multiplied, so that judged pairs above even are as often links as it
    says. rule: the name that an inferred link carries. calibration: counts of judged pairs of years that the weights
    they were weighed with hadn't seen.
    """

    rule: str
    intercept: float
    rival: float
    sharpness: float
    features: dict[str, float]
    calibration: list[Bin]


@cache
def load() -> Weights:
    """The committed weights."""
    return msgspec.json.decode(resources.files(__package__).joinpath("weights.json").read_bytes(), type=Weights)
