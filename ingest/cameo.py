"""The codes of CAMEO that matter in a trade war, and what an event of each is in the graph.

CAMEO (P. Schrodt, Conflict and Mediation Event Observations, codebook 1.1b3) is the code list of GDELT and ICEWS.
Classes follow the alignments in `schemas/tradewar.yaml`, PLOVER codes the project's conversion table of September 2021.
Codes that aren't here (appeals, aid, arrests, protest, force and the like) say nothing of trade by themselves.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

CODE = re.compile(r"(?:0[1-9]|1[0-9]|20)[0-9]{0,2}")
MUTUAL = frozenset({"TradeTalk", "Agreement"})


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did to somebody, by one or several codes.

    words: in the name of its events. codes: those that speak of trade, relations or sanctions; general: those that
    may be about anything. stance, plover: of a Statement or Threat. kind: of a TradeRestriction.
    """

    class_name: str
    words: str
    codes: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    stance: str = ""
    plover: str = ""
    kind: str = ""

    @property
    def is_mutual(self) -> bool:
        """Whether both parties do the same, so that their order means nothing."""
        return self.class_name in MUTUAL


_URGE, _ACCUSE = ("urge", "REQUEST"), ("accuse", "ACCUSE")
_REJECT, _THREATEN = ("reject", "REJECT"), ("threaten", "THREATEN")

DEEDS = (
    Deed("Commitment", "promises economic cooperation", ("0311",)),
    Deed("Commitment", "promises to ease sanctions", ("0351", "0354")),
    Deed("Commitment", "agrees to negotiate", (), ("036",)),
    Deed("Commitment", "agrees to settle a dispute", (), ("037",)),
    Deed("TradeTalk", "talks", ("046",), ("040", "041", "042", "043", "044")),
    Deed("Agreement", "signed agreement", (), ("057",)),
    Deed("Relief", "eases administrative sanctions", ("081",)),
    Deed("MeasureChange", "eases sanctions, boycott or embargo", ("085",)),
    Deed("Investigation", "investigates", (), ("090",)),
    Deed("Statement", "demands", (), ("100", "101", "102", "1042", "105"), *_URGE),
    Deed("Statement", "demands economic cooperation", ("1011",), (), *_URGE),
    Deed("Statement", "demands an end of sanctions", ("1051", "1054"), (), *_URGE),
    Deed("Statement", "demands talks", (), ("106", "107"), *_URGE),
    Deed("Statement", "accuses", (), ("110", "111", "112", "113"), *_ACCUSE),
    Deed("Statement", "complains officially", (), ("114",), *_ACCUSE),
    Deed("LegalCase", "sues", (), ("115",)),
    Deed("Statement", "rejects", (), ("120", "121", "123", "1232", "124"), *_REJECT),
    Deed("Statement", "rejects economic cooperation", ("1211",), (), *_REJECT),
    Deed("Statement", "refuses to ease sanctions", ("1241", "1244"), (), *_REJECT),
    Deed("Statement", "rejects talks or a settlement", (), ("125", "127"), *_REJECT),
    Deed("Threat", "threatens", (), ("130", "131", "139"), *_THREATEN),
    Deed("Threat", "threatens sanctions", ("1312", "132"), (), *_THREATEN),
    Deed("Threat", "threatens to reduce relations", ("1313",), (), *_THREATEN),
    Deed("Threat", "threatens to halt talks", ("134",), (), *_THREATEN),
    Deed("OtherAction", "reduces relations", ("160", "161")),
    Deed("OtherAction", "cuts economic assistance", ("1621",)),
    Deed("TradeRestriction", "imposes embargo, boycott or sanctions", ("163",), kind="other"),
    Deed("OtherAction", "halts talks", ("164",)),
    Deed("Blacklisting", "imposes administrative sanctions", ("172",)),
)


@functools.cache
def by_code() -> dict[str, Deed]:
    """The deed of each code that is used."""
    return {code: deed for deed in DEEDS for code in (*deed.codes, *deed.general)}
