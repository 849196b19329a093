"""The terms of Global Trade Alert, and what an intervention of each type is in the graph.

Intervention types by the value mappings of its API (https://github.com/global-trade-alert/docs, July 2025). Types of
which the list knows 74 are told in groups: what isn't a duty or a control of exports is a trade restriction of a kind.
"""

from __future__ import annotations

import functools

TRADE_DEFENCE = ("Anti-dumping", "Anti-subsidy", "Safeguard", "Special safeguard", "Anti-circumvention")
DUTIES = ("Import tariff", "Import tariff quota", "Other import charges", "Internal taxation of imports")
EXPORT_CONTROLS = ("Export ban", "Export licensing requirement", "Export quota")
KINDS = {
    "import_ban": ("Import ban",),
    "investment": ("FDI: Entry and ownership rule", "FDI: Treatment and operations, nes", "FDI: Financial incentive"),
    "procurement": ("Public procurement preference margin", "Public procurement localisation",
                    "Public procurement access", "Public procurement, nes"),
    "visa": ("Labour market access",),
    "subsidy": (
        "Capital injection and equity stakes (including bailouts)", "State loan", "Financial grant", "In-kind grant",
        "Production subsidy", "Interest payment subsidy", "Loan guarantee", "Tax or social insurance relief",
        "Consumption subsidy", "Tax-based export incentive", "Export subsidy", "Other export incentive",
        "Import incentive", "Trade finance", "Financial assistance in foreign market", "State aid, nes",
        "State aid, unspecified", "Price stabilisation", "Local content incentive", "Local value added incentive",
        "Local operations incentive", "Local labour incentive"),
    "other": (
        "Competitive devaluation", "Repatriation & surrender requirements",
        "Controls on commercial transactions and investment instruments", "Controls on credit operations",
        "Control on personal transactions", "Export tax", "Export tariff quota",
        "Intellectual property protection", "Local content requirement", "Local operations requirement",
        "Local labour requirement", "Post-migration treatment", "Trade payment measure", "Trade balancing measure",
        "Import licensing requirement", "Export-related non-tariff measure, nes",
        "Import-related non-tariff measure, nes", "Foreign customer limit", "Import quota",
        "Sanitary and phytosanitary measure", "Technical barrier to trade", "Import monitoring", "Instrument unclear",
        "Local supply requirement for exports", "Local value added requirement", "Localisation, nes",
        "Voluntary export-restraint arrangements", "Voluntary export-price restraints", "Minimum import price",
        "Import price benchmark", "Export price benchmark"),
}
EVALUATIONS = ("Red", "Amber", "Green")
"""Almost certainly harmful to others, likely so, and liberalising."""
TARGETED, INFERRED = "Targeted", "Inferred"
"""Affected countries that the act names, and those that trade data say it hits."""


@functools.cache
def kinds() -> dict[str, tuple[str, str]]:
    """Class and kind (of a trade restriction, else "") of each intervention type."""
    found = {**dict.fromkeys((*TRADE_DEFENCE, *DUTIES), ("TariffAction", "")),
             **dict.fromkeys(EXPORT_CONTROLS, ("ExportControl", ""))}
    for kind, types in KINDS.items():
        found.update(dict.fromkeys(types, ("TradeRestriction", kind)))
    return found


def class_of(intervention_type: str, evaluation: str) -> tuple[str, str]:
    """Class and kind of an intervention.

    A trade defence case is amber until duties are definitive: an investigation. What liberalises, and is no duty,
    changes an earlier measure that nobody names.
    """
    class_name, kind = kinds()[intervention_type]
    if intervention_type in TRADE_DEFENCE and evaluation == "Amber":
        return "Investigation", ""
    if evaluation == "Green" and class_name != "TariffAction":
        return "MeasureChange", ""
    return class_name, kind


def rate_kind(intervention_type: str) -> str:
    """What the new level of a duty is counted on: it replaces the old one, or comes on top of the usual duty."""
    return "total" if intervention_type == "Import tariff" else (
        "additional" if intervention_type in TRADE_DEFENCE else "other")
