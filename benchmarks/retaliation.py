"""The retaliation model: fit its weights, score it on what it hasn't seen, and time it.

    python -m benchmarks.retaliation                    the figures, each with its limit
    python -m benchmarks.retaliation --fit              write kg/layers/retaliation/weights.json
    python -m benchmarks.retaliation --gold FOLDER      also the links of a folder with events_dev and links_dev

The fit reads the bundled chronology alone. The score on gold comes from a fit of its own, from which every event
that gold's links name is left out: nothing is learned from the answers that are asked for.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random

import msgspec
import numpy as np

from benchmarks.__main__ import Figure
from benchmarks.retaliation_fit import Fitted, Told, fit
from ingest.chronology.record import EventRecord, take
from kg.layers.retaliation import weighing, weights
from kg.layers.retaliation.event import TradeEvent
from kg.layers.retaliation.features import SIGNS
from kg.layers.retaliation.weighing import Weighed

_WEIGHTS = Path(weights.__file__).with_name("weights.json")
_PAGE = Path(__file__).parent.parent / "docs" / "retaliation.md"
_BUNDLED = Path(__file__).parent.parent / "ingest" / "bundled" / "chronology.jsonl"
BINS = (0, 15, 30, 50, 60, 70, 80, 90)
FOLDS = 15
_NAMES = {"precision": "precision", "recall": "recall", "hard": "hard negatives taken",
          "most": "links of one answer at most", "silent": "links that nobody judged", "error": "calibration error"}


def read(path: Path) -> tuple[list[TradeEvent], Told]:
    """The events of a chronology as the projection reads them, and apart from them the links that it tells."""
    records = [take(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    links = frozenset((r.id, answer.id) for r in records for answer in r.responds_to or ())
    denied = frozenset((r.id, no.id) for r in records for no in r.not_response_to or ())
    return [event_of(record) for record in records], Told(links, denied)


def event_of(record: EventRecord) -> TradeEvent:
    """A record as an event of the model; parties and goods are compared by the words of the record."""
    amount, currency, kind = 0.0, "", ""
    if record.amount:
        amount, currency, kind = record.amount.value, record.amount.currency, record.amount.kind
    elif record.amount_usd_bn:
        amount, currency, kind = record.amount_usd_bn * 1e9, "USD", "trade_covered"
    names = [target if isinstance(target, str) else target.name for target in record.targets or ()]
    return TradeEvent(
        id=record.id, class_name=record.class_, day=record.announced.toordinal(),
        effective=record.effective.toordinal() if record.effective else 0,
        actors=frozenset(actor.country for actor in record.actors), targets=frozenset(record.target_countries or ()),
        instruments=tuple(sorted(record.instruments or ())), kind=record.kind or "", action=record.action or "",
        rate=-1.0 if record.rate_pct is None else float(record.rate_pct), amount=amount, currency=currency,
        amount_kind=kind, things=frozenset(name.casefold() for name in [*names, *(record.products or ())]),
        says=tuple(dict.fromkeys([record.name, *sorted({*names, *(record.products or ())})])),
        checked=record.checked != "unchecked")


def table_of(found: Fitted, judged: Sequence[tuple[float, bool]] = ()) -> weights.Weights:
    """The fit as data, rounded so that it reads and stays, with the counts of judged pairs by their probability."""
    features = {name: round(float(value), 2) + 0.0 for name, value in zip(SIGNS, found.features, strict=True)}
    bins = []
    for least, most in zip(BINS, (*BINS[1:], 101), strict=True):
        inside = [(p, link) for p, link in judged if least <= 100 * p < most]
        mean = sum(p for p, _ in inside) / len(inside) if inside else 0.0
        bins.append(weights.Bin(least, len(inside), sum(link for _, link in inside), round(100 * mean, 1)))
    return weights.Weights("retaliation/2", round(float(found.intercept), 2), round(float(found.rival), 2),
                           round(found.sharpness, 1), features, bins)


def fitted(events: Sequence[TradeEvent], told: Told, left_out: Collection[str] = ()) -> weights.Weights:
    """The weights that a chronology gives without some of its events."""
    return table_of(fit(events, told, left_out=left_out))


def unseen(events: Sequence[TradeEvent], told: Told, groups: Mapping[str, Hashable]) -> dict[tuple[str, str], Weighed]:
    """What the model says of the answers of each group of events by weights that saw none of the group's events."""
    asked = {answer for answer, _ in told.links | told.denied}
    found = {}
    for group in sorted({groups[answer] for answer in asked}, key=str):
        table = fitted(events, told, [event.id for event in events if groups[event.id] == group])
        found.update({(one.answer.id, one.cause.id): one for one in weighing.weigh(events, table=table)
                      if groups[one.answer.id] == group})
    return found


def by_year(events: Sequence[TradeEvent], _: Told) -> dict[str, Hashable]:
    """Events grouped by calendar year."""
    return {event.id: date.fromordinal(event.day).year for event in events}


def by_episode(events: Sequence[TradeEvent], told: Told) -> dict[str, Hashable]:
    """Events that links and denials connect, in fifteen folds of whole episodes; the rest learn with all."""
    parent = {event.id: event.id for event in events}

    def root(node: str) -> str:
        while parent[node] != node:
            node = parent[node]
        return node

    for one, other in sorted(told.links | told.denied):
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    runs = sorted({root(end) for pair in told.links | told.denied for end in pair})
    folds = {run: place % FOLDS for place, run in enumerate(runs)}
    return {event.id: folds.get(root(event.id), "alone") for event in events}


def write_fit() -> None:
    """Fit to the whole bundled chronology; write the weights, and their tables on the page that explains them."""
    events, told = read(_BUNDLED)
    found = unseen(events, told, by_year(events, told))
    table = table_of(fit(events, told), judged(found, told.links, told.denied))
    text = msgspec.json.format(msgspec.json.encode(table), indent=1)
    _WEIGHTS.write_bytes(text + b"\n")
    page = _PAGE.read_text(encoding="utf-8")
    _PAGE.write_text(with_tables(page, msgspec.json.decode(text, type=weights.Weights)), encoding="utf-8")


def with_tables(page: str, table: weights.Weights) -> str:
    """The page with its two generated tables: the weights, and the reliability curve."""
    for name, lines in (("weights", _weight_lines(table)), ("reliability", _reliability_lines(table))):
        head, rest = page.split(f"<!-- {name} -->\n", 1)
        _, tail = rest.split(f"<!-- end of {name} -->", 1)
        page = f"{head}<!-- {name} -->\n" + "".join(f"{line}\n" for line in lines) + f"<!-- end of {name} -->{tail}"
    return page


def _weight_lines(table: weights.Weights) -> Iterator[str]:
    yield "| feature | weight |"
    yield "| --- | --- |"
    for name, value in sorted(table.features.items(), key=lambda item: (-abs(item[1]), item[0])):
        yield f"| `{name}` | {value:+.2f} |"
    yield f"| each unit by which a rival leads | {-table.rival:+.2f} |"
    yield f"| nothing at all | {table.intercept:+.2f} |"


def _reliability_lines(table: weights.Weights) -> Iterator[str]:
    yield "| probability said | pairs | links | mean said | share that are links | 95% interval |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for one, most in zip(table.calibration, (*(b.least for b in table.calibration[1:]), 100), strict=True):
        if one.pairs:
            low, high = wilson(one.links, one.pairs)
            yield (f"| {one.least} to {most} | {one.pairs} | {one.links} | {one.mean:.0f} | "
                   f"{100 * one.links / one.pairs:.0f} | {100 * low:.0f} to {100 * high:.0f} |")


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The score interval of a share at 95% (Wilson 1927)."""
    z, share = 1.96, hits / count
    middle = share + z * z / (2 * count)
    half = z * ((share * (1 - share) + z * z / (4 * count)) / count) ** 0.5
    return (middle - half) / (1 + z * z / count), (middle + half) / (1 + z * z / count)


def judged(found: Mapping[tuple[str, str], Weighed], links: Collection[tuple[str, str]],
           none: Collection[tuple[str, str]]) -> list[tuple[float, bool]]:
    """For each judged pair its probability, 0 where none was kept, and whether it is a link."""
    return [(found[pair].probability / 100 if pair in found else 0.0, pair in links) for pair in {*links, *none}]


def scored(found: Mapping[tuple[str, str], Weighed], links: frozenset[tuple[str, str]],
           none: frozenset[tuple[str, str]]) -> dict[str, float]:
    """Precision, recall and the rest over judged pairs, as links and rejected pairs would be told by a query."""
    kept = {pair for pair, one in found.items() if not one.reason}
    answered = {answer for answer, _ in links}
    hits, hard = kept & links, kept & none
    other = {pair for pair in kept - links - none if pair[0] in answered}
    per_answer = [sum(pair[0] == answer for pair in kept) for answer in {pair[0] for pair in kept}]
    return {"precision": len(hits) / max(len(hits) + len(hard) + len(other), 1),
            "recall": len(hits) / max(len(links), 1), "hard": len(hard), "most": max(per_answer, default=0),
            "silent": len(kept - links - none - other), "error": _error(judged(found, links, none))}


def _error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for probability, link in pairs:
        bins.setdefault(min(int(probability * 10), 9), []).append((probability, link))
    return sum(abs(sum(p - link for p, link in inside)) for inside in bins.values()) / max(len(pairs), 1)


def bundled_figures() -> Iterator[Figure]:
    """Scores on the bundled chronology's own links, by weights that haven't seen their year, or their episode."""
    events, told = read(_BUNDLED)
    for what, groups in (("years", by_year(events, told)), ("episodes", by_episode(events, told))):
        found = scored(unseen(events, told, groups), told.links, told.denied)
        for name, unit in (("precision", "share"), ("recall", "share"), ("hard", "pairs"), ("silent", "pairs"),
                           ("error", "")):
            yield Figure(f"bundled, {what} left out: {_NAMES[name]}", found[name], unit)


def gold_figures(folder: Path) -> Iterator[Figure]:
    """Scores on gold: by a fit without its events, and by the weights that ship, which saw the same history."""
    events, _ = read(folder / "events_dev.jsonl")
    rows = [json.loads(line) for line in (folder / "links_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    links = frozenset((row["response"], row["action"]) for row in rows if row["kind"] != "none")
    none = frozenset((row["response"], row["action"]) for row in rows if row["kind"] == "none")
    known, told = read(_BUNDLED)
    ends = {end for pair in links | none for end in pair}
    for what, table in (("gold, its events left out", fitted(known, told, ends)),
                        ("gold, by the weights that ship", weights.load())):
        weighed = {(one.answer.id, one.cause.id): one for one in weighing.weigh(events, table=table)}
        found = scored(weighed, links, none)
        yield Figure(f"{what}: {_NAMES['precision']}", found["precision"], "share", least=0.9)
        yield Figure(f"{what}: {_NAMES['recall']}", found["recall"], "share", least=0.7)
        yield Figure(f"{what}: {_NAMES['hard']}", found["hard"], "pairs", most=0)
        yield Figure(f"{what}: {_NAMES['most']}", found["most"], "links", most=2)
        yield Figure(f"{what}: {_NAMES['error']}", found["error"], "", most=0.15)


def generated(count: int, seed: int = 1) -> list[TradeEvent]:
    """Events of twelve countries over thirty years, as dense as no real chronology is."""
    draw = Random(seed)
    codes = ("US", "CN", "EU", "CA", "JP", "KR", "AU", "MX", "IN", "TW", "GB", "NL")
    classes = ("TariffAction", "Blacklisting", "ExportControl", "Investigation", "Threat", "TradeTalk")
    found = []
    for number in range(count):
        actor, target = draw.sample(codes, 2) if draw.random() < 0.5 else draw.sample(("US", "CN"), 2)
        day = 730_000 + draw.randrange(365 * 30)
        found.append(TradeEvent(
            id=f"e{number}", class_name=draw.choice(classes), day=day, effective=day + draw.randrange(30),
            actors=frozenset((actor,)), targets=frozenset((target,)), rate=draw.choice((-1.0, 10.0, 25.0)),
            says=(" ".join(f"w{int(4000 * draw.random() ** 2)}" for _ in range(4)),),
            instruments=(draw.choice(("Section 301", "Entity List", "Retaliatory tariff", "Export Control Law")),),
            things=frozenset((f"goods{draw.randrange(2000)}",)) if draw.random() < 0.5 else frozenset()))
    return found


def speed_figures(count: int = 100_000) -> Iterator[Figure]:
    """All links of a graph of 100,000 events."""
    events = generated(count)
    began = time.process_time()
    found = weighing.weigh(events)
    yield Figure(f"{count:,} events weighed", time.process_time() - began, "CPU s", most=10)
    yield Figure(f"{count:,} events: links", sum(not one.reason for one in found), "links")


def main() -> int:
    """Fit, or print the figures; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--fit", action="store_true", help="write the weights")
    parser.add_argument("--gold", type=Path, help="folder with events_dev.jsonl and links_dev.jsonl")
    chosen = parser.parse_args()
    if chosen.fit:
        write_fit()
        return 0
    figures = [*bundled_figures(), *(gold_figures(chosen.gold) if chosen.gold else ()), *speed_figures()]
    for figure in figures:
        print(figure.line(), flush=True)
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    np.seterr(over="ignore")
    sys.exit(main())
