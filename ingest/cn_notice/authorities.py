"""The authorities whose notices are read, the lists that they keep, and the laws that they cite.

Ids and names of authorities and lists are those of the registry, so that notices meet it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issuer:
    """An authority: `code` is part of its id and of its notices' ids, `paper` is how it calls its notices."""

    code: str
    name: str
    title: str
    paper: str

    @property
    def node(self) -> str:
        """Id of the authority in the registry."""
        return f"agency:{self.code}"

    def citation(self, year: str, number: str) -> str:
        """A notice as it is cited in English."""
        return f"{self.title} {self.paper} {year} No. {number}"


@dataclass(frozen=True, slots=True)
class KeptList:
    """A restricted list with its id and name in the registry."""

    node: str
    name: str


MECHANISM = Issuer("cn-uel-mechanism", "Unreliable Entity List Working Mechanism",
                   "Unreliable Entity List Working Mechanism", "Announcement")
COMMERCE = Issuer("cn-mofcom", "Ministry of Commerce of the People's Republic of China", "Ministry of Commerce",
                  "Announcement")
FOREIGN_AFFAIRS = Issuer("cn-mfa", "Ministry of Foreign Affairs of the People's Republic of China",
                         "Ministry of Foreign Affairs", "Order")
ISSUERS = {"不可靠实体清单工作机制": MECHANISM, "商务部": COMMERCE, "外交部": FOREIGN_AFFAIRS}

UNRELIABLE = KeptList("list:cn-uel", "Unreliable Entity List")
CONTROLLED = KeptList("list:cn-ecl", "Export Control Control List")
WATCHED = KeptList("list:cn-ecl-watch", "Export Control Watch List")
COUNTERED = KeptList("list:cn-afsl", "Anti-Foreign Sanctions Law Countermeasures List")
# the first that a notice's title or decision names is meant
LISTS = {"不可靠实体清单": UNRELIABLE, "关注名单": WATCHED, "管控名单": CONTROLLED, "反制裁清单": COUNTERED,
         "反制清单": COUNTERED, "反制裁措施": COUNTERED, "反制措施": COUNTERED}

LAWS = {
    "反外国制裁法": "Anti-Foreign Sanctions Law", "出口管制法": "Export Control Law",
    "不可靠实体清单规定": "Provisions on the Unreliable Entity List", "对外贸易法": "Foreign Trade Law",
    "国家安全法": "National Security Law", "数据安全法": "Data Security Law", "对外关系法": "Foreign Relations Law",
    "两用物项出口管制条例": "Regulations on Export Control of Dual-use Items",
    "实施《中华人民共和国反外国制裁法》的规定": "Regulations on Implementing the Anti-Foreign Sanctions Law",
}

COUNTRIES = {
    "美国": "US", "加拿大": "CA", "日本": "JP", "英国": "GB", "德国": "DE", "法国": "FR", "欧盟": "EU",
    "澳大利亚": "AU", "立陶宛": "LT", "荷兰": "NL", "韩国": "KR", "以色列": "IL", "捷克": "CZ", "波兰": "PL",
    "菲律宾": "PH", "瑞典": "SE",
}
"""Countries that notices name before those whom they hit."""
ENGLISH = {"US": ("america", "u.s", "united states"), "CA": ("canad",), "JP": ("japan",), "GB": ("brit", "uk"),
           "DE": ("german",), "FR": ("france", "french"), "EU": ("europe", "eu "), "AU": ("austral",)}
"""Beginnings of words that show that a country belongs to a name."""
