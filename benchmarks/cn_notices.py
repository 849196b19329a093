"""How well notices of the Chinese authorities are read: actions, days and parties, beside a hand-made structure.

    python -m benchmarks.cn_notices FOLDER [--developed-on 14] [--show]

FOLDER holds `announcements_text/*.md` and `announcements_yaml/*.yml` (title, publish_date, entities with names in two
languages, type and effective_date, or modifications with action, target, effective_date and until_date). The rules were
written on the first files by name; the others are reported apart. Exit code 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.__main__ import Figure
from ingest import cn_notice, running
from ingest.cn_notice.notice import Notice
from ingest.cn_notice.reading import notice_of
from kg.ledger import Ledger

_DONE = {"stop": "remove"}


def compared(text: Path, structure: Path) -> Iterator[tuple[str, bool, str]]:
    """Each fact of the structure with whether it was found, and each party found that it lacks as `invented`."""
    notice = notice_of(text.read_text(encoding="utf-8"))
    given = yaml.safe_load(structure.read_text(encoding="utf-8"))
    if notice is None:
        yield "actions", False, f"{text.name}: not read"
        return
    day = notice.published.value if notice.published else None
    stated = given["announcement"]["publish_date"]
    yield "dates", day == stated, f"{text.name}: published {day}, given {stated}"
    number = given["announcement"].get("document_id", "")
    if number.endswith("号"):
        digits = re.findall(r"\d+", number)[-1]
        yield "numbers", notice.number == digits, f"{text.name}: number {notice.number}, given {number}"
    if "measure_modifications" in given:
        yield from _changes(text.name, notice, given["measure_modifications"]["modifications"])
    else:
        yield from _parties(text.name, notice, given["sanction_details"]["entities"])


def _changes(name: str, notice: Notice, given: Sequence[dict[str, Any]]) -> Iterator[tuple[str, bool, str]]:
    found = {f"〔{reference.year}〕{reference.number}号": change
             for change in notice.changes for reference in change.references}
    for change in given:
        made = found.pop(change["target_announcement_id"], None)
        action = _DONE.get(change["action"], change["action"])
        yield "actions", made is not None and made.action == action, f"{name}: {change} is {made}"
        for key, part in (("effective_date", made and made.effective), ("until_date", made and made.until)):
            value = part.value if part else None
            yield "dates", value == change.get(key), f"{name}: {key} {value}, given {change.get(key)}"
    for number in found:
        yield "invented", True, f"{name}: {number}"


def _parties(name: str, notice: Notice, given: Sequence[dict[str, Any]]) -> Iterator[tuple[str, bool, str]]:
    yield "actions", notice.action in ("add", "investigate") and notice.kept_list is not None, \
        f"{name}: {notice.action}"
    effective = notice.effective or notice.published
    found = {_folded(target.chinese): target for target in notice.targets}
    for party in given:
        made = found.pop(_folded(party["name"]["zh-Hans"]), None)
        same = made is not None and _folded(made.english) in ("", _folded(party["name"].get("en", "")))
        yield "parties", same, f"{name}: {party['name']} is {made and (made.chinese, made.english)}"
        if made is not None:
            kind = "individual" if made.class_name == "Person" else "organization"
            yield "classes", kind == party["type"], f"{name}: {made.chinese} is {made.class_name}"
        day = effective.value if effective else None
        yield "dates", day == party["effective_date"], f"{name}: effective {day}, given {party['effective_date']}"
    for target in found.values():
        yield "invented", True, f"{name}: {target.chinese}（{target.english}）"


def _folded(name: str) -> str:
    """A name without its spaces and with one apostrophe: the structure tidies both."""
    return "".join(name.replace("’", "'").split())


def pairs(folder: Path) -> list[tuple[Path, Path]]:
    """Texts with their structures, both by name: they are named alike but for spelling."""
    texts = sorted((folder / "announcements_text").glob("*.md"))
    return [(text, next((folder / "announcements_yaml").glob(f"*_{text.stem.rpartition('_')[2]}.yml"))
             if len(list((folder / "announcements_yaml").glob(f"*_{text.stem.rpartition('_')[2]}.yml"))) == 1
             else next((folder / "announcements_yaml").glob(f"{text.name[:3]}*_{text.stem.rpartition('_')[2]}.yml")))
            for text in texts]


def refused(texts: Sequence[Path]) -> list[str]:
    """What the ledger refuses of the claims of these notices."""
    with tempfile.TemporaryDirectory() as place:
        report = running.run(Ledger.create(Path(place) / "notices.kg"), texts, (cn_notice.SOURCE,))
    return list(report.refused)


def figures(chosen: Sequence[tuple[Path, Path]], called: str, *, show: bool) -> Iterator[Figure]:
    """The figures of some notices; `show` prints each miss."""
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for text, structure in chosen:
        for what, good, words in compared(text, structure):
            all_[what] += 1
            right[what] += good
            if show and (not good or what == "invented"):
                print(f"  {what}: {words}")
    limits = {"actions": 1.0, "dates": 1.0, "parties": 0.98, "classes": 0.98, "numbers": None}
    for what, limit in limits.items():
        if all_[what]:
            yield Figure(f"{what}, {called} ({all_[what]})", right[what] / all_[what], "", least=limit)
    yield Figure(f"parties that the structure lacks, {called}", all_["invented"], "")
    yield Figure(f"claims refused, {called}", len(refused([text for text, _ in chosen])), "", most=0)


def main() -> int:
    """Print the figures; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--developed-on", type=int, default=14)
    parser.add_argument("--show", action="store_true", help="print each fact that was missed")
    given = parser.parse_args()
    known = pairs(given.folder)
    seen, unseen = known[:given.developed_on], known[given.developed_on:]
    found = [*figures(seen, f"{len(seen)} developed on", show=given.show),
             *figures(unseen, f"{len(unseen)} others", show=given.show)]
    print("\n".join(figure.line() for figure in found))
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
