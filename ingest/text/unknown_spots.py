"""What looks like a party's name and isn't the registry's as it stands: resolved, or an entity of its own."""

from __future__ import annotations

import re

from ingest.text import party_names
from ingest.text.found import Mention
from ingest.text.party_names import Run
from ingest.text.spots import Page, Spot
from kg.resolution.body import without_country
from kg.resolution.form import form
from kg.resolution.index import NameIndex
from kg.resolution.words import LEGAL_FORMS

_WITH_COUNTRY = ("Company", "Agency", "Institution")
_UNRESOLVED = 80


def find(page: Page, index: NameIndex) -> None:
    """Add the runs of capitalised words that name a party, by the guarded order where it knows them."""
    for found in list(party_names.runs(page)):
        run = _with_country(page, found)
        class_name = party_names.class_of(page, run)
        if class_name == "Party" and index.find(page.words[run.first].raw, class_name="Company").node:
            class_name = "Company"  # a unit of a known firm: "Huawei Device"
        if class_name and (mention := _mention(page, run, class_name, index)):
            page.put(Spot(run.first, run.last, mention))


def _mention(page: Page, run: Run, class_name: str, index: NameIndex) -> Mention | None:
    text = page.text[page.words[run.first].start:page.words[run.last - 1].end]
    match = index.find(text, class_name=class_name if class_name in ("Person", "Company") else "Party")
    if match.node:
        known = index.known[match.node]
        return page.mention(run.first, run.last, name=known.names[0], class_name=known.class_name, node=known.id,
                            country=known.country or None, how=match.how, confidence=match.score, rivals=match.rivals)
    if party_names.says_nothing(page, run):
        return None
    return page.mention(run.first, run.last, name=re.sub(r"\s+", " ", text), class_name=class_name,
                        country=_country_in(text) if class_name in ("Agency", "Institution") else None,
                        how="unresolved", confidence=_UNRESOLVED, rivals=match.rivals)


def _with_country(page: Page, run: Run) -> Run:
    """The run with what stands in front when both are one organization's name: "Chinese Academy of Sciences"."""
    before = page.spot_ending_at(run.first)
    last = page.words[run.first - 1] if before else None
    if before is None or last is None or not page.near(run.first) or last.possessive \
            or (last.raw.endswith(".") and last.key in LEGAL_FORMS):
        return run
    kind, how = before.mention.class_name, before.mention.how
    if kind not in ("Region", "Government", "Company") or (kind == "Government" and how == "alias"):
        return run
    whole = Run(before.first, run.last)
    if kind == "Company" or party_names.class_of(page, whole) in _WITH_COUNTRY:
        return whole
    token = page.token(before.last - 1)
    is_part = token is not None and token.dep_ == "compound" and how != "nationality" \
        and run.last - run.first == 1 and not party_names.says_nothing(page, run)
    return whole if is_part else run


def _country_in(text: str) -> str | None:
    """The one country that a body's name contains; that of "Taiwan Affairs Office" isn't whose it is."""
    _, said = without_country(form(text).words)
    return next(iter(said)) if len(said) == 1 and " Affairs " not in text else None
