"""An intervention as the API of Global Trade Alert gives it, with basic or full access; unknown keys are refused.

Format: https://github.com/global-trade-alert/docs (`.api/gta-data.md`, July 2025), and the fuller answers of later
versions: sectors and products with names, texts as lists of parts, days for single products.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec

from ingest.country_codes import by_alpha_3
from ingest.gta_terms import EVALUATIONS, INFERRED, TARGETED, kinds
from ingest.record_reader import read
from ingest.tariff_lines import code_of, rate_of
from kg import schema
from kg.errors import SchemaError, SourceRefused

# what GTA has besides the codes of ISO 3166-1: the Netherlands Antilles until 2010, and spellings of Kosovo
_OTHER_CODES = {"ANT": "AN", "KSV": "XK", "RKS": "XK", "UNK": "XK"}
_PERCENT = frozenset({None, "", "%", "percent"})
Level = str | int | float | None


class Jurisdiction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A jurisdiction by GTA's number, its name, and three letters."""

    id: int
    name: str
    iso: str

    @property
    def country(self) -> str:
        """Two-letter code. Raises SourceRefused for an unknown one."""
        found = by_alpha_3().get(self.iso) or _OTHER_CODES.get(self.iso)
        if found is None:
            raise SourceRefused(f"iso: expected a three-letter code of ISO 3166-1, found {self.iso[:40]!r}")
        return found


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group of jurisdictions that acts as one."""

    name: str
    id: int | None = None


class Sector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sector by its CPC code, with a name."""

    sector_id: int
    name: str = ""


class AffectedProduct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Goods by a code of six digits of the Harmonized System, with the level of the measure before and after it."""

    product_id: int
    name: str = ""
    prior_level: Level = None
    new_level: Level = None
    unit: str | None = None
    date_implemented: datetime.date | None = None
    date_removed: datetime.date | None = None

    @property
    def rate(self) -> str:
        """The new level in percent, "" when it has none or another unit. Raises ValueError."""
        level = "" if self.new_level is None else str(self.new_level).strip()
        return rate_of(level) if level and self.unit in _PERCENT else ""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of a text that is edited over time."""

    text: str
    status: str = ""
    order_nr: int = 0
    modified: str = ""


class Intervention(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One intervention. The keys in the last group are known and not used."""

    intervention_id: int
    state_act_id: int
    state_act_title: str
    intervention_url: str
    gta_evaluation: str
    implementing_jurisdictions: tuple[Jurisdiction, ...]
    affected_jurisdictions: tuple[Jurisdiction, ...]
    intervention_type: str
    implementing_jurisdiction_groups: tuple[Group, ...] = ()
    inferred_jurisdictions: str | None = None
    affected_products: tuple[int | AffectedProduct, ...] = ()
    date_announced: datetime.date | None = None
    date_published: datetime.date | None = None
    date_implemented: datetime.date | None = None
    date_removed: datetime.date | None = None
    state_act_source: str | tuple[Part, ...] | None = None

    state_act_url: str | None = None
    intervention_description: str | tuple[Part, ...] | None = None
    is_official_source: bool | None = None
    implementation_level: str | None = None
    eligible_firm: str | None = None
    mast_chapter: str | None = None
    mast_subchapter: str | None = None
    affected_sectors: tuple[int | Sector, ...] = ()
    is_in_force: int | bool | None = None
    last_updated: str | None = None

    @property
    def id(self) -> str:
        """What makes the record one."""
        return str(self.intervention_id)

    def products(self) -> Iterator[tuple[int, AffectedProduct]]:
        """The goods with their places, codes without levels included."""
        for index, product in enumerate(self.affected_products):
            yield index, product if isinstance(product, AffectedProduct) else AffectedProduct(product)


def product_code(product: AffectedProduct) -> str:
    """Six digits; the number has lost the zeros in front. Raises ValueError."""
    return code_of(str(product.product_id), 6)


def take(raw: object) -> Intervention:
    """A record that is right in all that is used. Raises SourceRefused that names the key."""
    record = read(raw, Intervention)
    _one_of("gta_evaluation", record.gta_evaluation, EVALUATIONS)
    _one_of("intervention_type", record.intervention_type, tuple(kinds()))
    if record.inferred_jurisdictions is not None:
        _one_of("inferred_jurisdictions", record.inferred_jurisdictions, (TARGETED, INFERRED))
    if not record.implementing_jurisdictions:
        raise SourceRefused("implementing_jurisdictions: expected at least one")
    if not (record.date_announced or record.date_implemented):
        raise SourceRefused("date_announced: expected a date here or in date_implemented")
    _check_texts(record)
    _check_products(record)
    _check_order(record)
    return record


def _one_of(key: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise SourceRefused(f"{key}: expected one of {', '.join(known[:9])}{', …' if len(known) > 9 else ''}; "
                            f"found {value[:80]!r}")


def _check_texts(record: Intervention) -> None:
    parties = (*record.implementing_jurisdictions, *record.affected_jurisdictions)
    try:
        for text in (record.state_act_title, *(party.name for party in parties)):
            schema.lexical("string", text)
    except SchemaError as error:
        raise SourceRefused(f"state_act_title or the name of a jurisdiction: {error}") from error
    for party in parties:
        _ = party.country
    if not record.intervention_url.startswith(("http://", "https://")) or not record.intervention_url.isprintable():
        raise SourceRefused(f"intervention_url: expected a web address, found {record.intervention_url[:80]!r}")


def _check_products(record: Intervention) -> None:
    for index, product in record.products():
        try:
            _ = product_code(product), product.rate
        except ValueError as error:
            raise SourceRefused(f"affected_products[{index}]: {error}") from error


def _check_order(record: Intervention) -> None:
    known = [day for day in (record.date_announced, record.date_implemented) if day]
    if record.date_removed and record.date_removed < min(known):
        raise SourceRefused(f"date_removed: {record.date_removed} is before the announcement, {min(known)}")
