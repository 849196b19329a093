"""The column `ids` of the Consolidated Screening List: identifiers, and other facts that stand among them.

The entries come in two orders: `US, 80-0890696, Tax ID No.` in editions of 2019, `Passport, 836238033, KP` in
those of 2025. An entry whose type isn't known, or that identifies nothing, becomes a remark as it is.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from ingest.us_csl.cells import COUNTRIES, pieces

_ID_TYPES = frozenset((
    "birth certificate number", "bik (ru)", "british national overseas passport", "business number",
    "business registration document #", "business registration number", "c.r. no.", "c.u.i.p.",
    "c.u.i.t.", "c.u.r.p.", "cedula no.", "central registration service number",
    "certificate of incorporation number", "chamber of commerce number", "chinese commercial code",
    "commercial registry number", "company number", "d-u-n-s number", "d.n.i.", "diplomatic passport",
    "driver's license no.", "electoral registry no.", "enterprise number", "equity ticker", "file number",
    "folio mercantil no.", "government gazette number", "i.f.e.", "identification number", "isin",
    "italian fiscal code", "kenyan id no.", "le number", "legal entity number", "license",
    "matricula mercantil no", "n.i.e.", "national foreign id number", "national id no.", "nit #",
    "numero de identidad", "organization code", "passport", "personal id card",
    "public registration number", "r.f.c.", "registered charity no.", "registration id",
    "registration number", "residency number", "rif #", "romanian permanent resident",
    "romanian tax registration", "ruc #", "serial no.", "ssn", "stateless person id card",
    "stateless person passport", "swift/bic", "tax id no.", "tazkira national id card",
    "trade license no.", "turkish identification number", "uae identification", "uk company number",
    "unified social credit code (uscc)", "us fein", "v.a.t. number", "vessel registration identification",
    "voter identification number"))
# types of the column `ids` that are a property of their own, by class
_OWN_PROPERTY = {
    "mmsi": ("Vessel", "mmsi"),
    "aircraft model": ("Aircraft", "aircraft_model"),
    "aircraft tail number": ("Aircraft", "tail_number"),
    "aircraft manufacture date": ("Aircraft", "manufacture_date"),
    "aircraft manufacturer's serial number (msn)": ("Aircraft", "serial_number"),
    "aircraft construction number (also called l/n or s/n or f/n)": ("Aircraft", "serial_number"),
}


class Identifier(NamedTuple):
    """One entry of `ids`: its words, and the property and literal that they give."""

    text: str
    predicate: str
    literal: str
    rule: str


def identifiers(cell: str, class_name: str) -> list[Identifier]:
    """The entries of an `ids` cell.

    Identifiers are written scheme:value, the scheme ending in the issuing country when that is given; those
    that the class has a property of its own for become that.
    """
    return [_identifier(text, class_name) for text in pieces(cell)]


def _identifier(text: str, class_name: str) -> Identifier:
    kind, country, value = _typed(text.split(", "))
    owner, predicate = _OWN_PROPERTY.get(kind, (class_name, "identifiers"))
    if not kind or not value or owner != class_name:
        return Identifier(text, "remarks", text, "not-an-id")
    if predicate != "identifiers":
        return Identifier(text, predicate, value, "typed-id")
    if value.startswith("IMO ") and value[4:].strip().isdecimal():
        return Identifier(text, "identifiers", f"imo:{value[4:].strip()}", "typed-id")
    return Identifier(text, "identifiers", f"{_scheme(kind, country)}:{value}", "typed-id")


def _typed(parts: list[str]) -> tuple[str, str, str]:
    """Type in lower case or "", issuing country or "", and value."""
    if _is_type(parts[0]):
        kind, values = parts[0].lower(), parts[1:]
    elif _is_type(parts[-1]):
        kind, values = parts[-1].lower(), parts[:-1]
    else:
        return "", "", ""
    country = ""
    if len(values) > 1 and values[0] in COUNTRIES:
        country, values = values[0].lower(), values[1:]
    elif len(values) > 1 and values[-1] in COUNTRIES:
        country, values = values[-1].lower(), values[:-1]
    return kind, country, ", ".join(values).strip()


def _is_type(text: str) -> bool:
    lower = text.lower()
    return lower in _ID_TYPES or lower in _OWN_PROPERTY or lower.startswith("digital currency address - ")


@functools.cache
def _scheme(kind: str, country: str) -> str:
    slug = "-".join("".join(c if c.isalnum() else " " for c in kind.replace(".", "")).split())
    return f"{slug}-{country}" if country else slug
