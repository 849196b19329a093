"""The sides of a dispute as Chinese texts name them (美方, 中方, 欧方), as mentions of the governments meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.text.found import Mention, Reading

if TYPE_CHECKING:
    from ingest.text.gazetteer import Gazetteer

_SIDE = re.compile(r"(?P<us>美方|美国政府|美国方面)|(?P<cn>中方|中国政府|中国方面)|(?P<eu>欧方)|(?P<jp>日方)(?!式)"
                   r"|(?P<ca>加方)")


def with_sides(reading: Reading, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions with those of sides, in order; a side is put in where no mention begins yet."""
    text, taken = reading.masked, {m.start for m in mentions}
    found = []
    for match in _SIDE.finditer(text):
        thing = gazetteer.thing(f"gov:{match.lastgroup}")
        if thing and match.start() not in taken:
            found.append(Mention(*match.span(), match[0], thing.name, thing.class_name, thing.id, thing.country,
                                 "alias", 95))
    return sorted([*mentions, *found], key=lambda m: m.start)
