"""An event as the retaliation model sees it: who did what to whom and when, and in which words. It sees no ids."""

from __future__ import annotations

from dataclasses import dataclass

HARD = frozenset({"Blacklisting", "TariffAction", "ExportControl", "TradeRestriction", "Investigation", "Threat",
                  "Statement", "LegalCase", "OtherAction"})
"""Classes that may hit somebody or answer a hit."""
MEASURES = frozenset({"Blacklisting", "TariffAction", "ExportControl", "TradeRestriction", "Investigation",
                      "MeasureChange"})
WORDS = frozenset({"Statement", "Threat"})
MEETINGS = frozenset({"TradeTalk", "Agreement"})
_HARDER = frozenset({"resume"})
_SOFTER = frozenset({"remove", "suspend", "exempt", "delay", "withdraw", "expire"})


@dataclass(frozen=True, slots=True)
class TradeEvent:
    """One event. Days are proleptic ordinals (0: not known); `amount` is in units of `currency` (0: not known).

    actors, targets: country codes; no targets means that nobody is named, so everybody may be hit.
    things: the parties and goods it aims at, compared for equality only. says: names of the event and of what it
    aims at; `kg.layers.retaliation.words` compares their words.
    premises: the claims that all of this rests on.
    """

    id: str
    class_name: str
    day: int
    effective: int = 0
    actors: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    instruments: tuple[str, ...] = ()
    kind: str = ""
    action: str = ""
    rate: float = -1.0
    amount: float = 0.0
    currency: str = ""
    amount_kind: str = ""
    things: frozenset[str] = frozenset()
    says: tuple[str, ...] = ()
    checked: bool = True
    premises: tuple[str, ...] = ()
    known_from: str = ""

    @property
    def is_hard(self) -> bool:
        """Whether it makes things worse for its targets."""
        if self.class_name == "TariffAction" and self.rate == 0:
            return False
        return self.class_name in HARD or (self.class_name == "MeasureChange" and self.action in _HARDER)

    @property
    def is_soft(self) -> bool:
        """Whether it gives something back: a suspension, a removal, a relief."""
        return self.class_name == "Relief" or (self.class_name == "MeasureChange" and self.action in _SOFTER)

    @property
    def is_meeting(self) -> bool:
        """Whether sides met or agreed."""
        return self.class_name in MEETINGS
