"""The cells of the Consolidated Screening List: what their text means.

Several values stand in one cell with `; ` between them, but names and addresses hold semicolons of their
own: what can't be split without guessing stays in one piece. Every piece that a function returns is a part
of its cell, so it can be quoted. A ValueError says why a cell can't be read; its row is refused.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

# ISO 3166-1 alpha-2, and two codes that editions of the list also use: AN until 2010, XK for Kosovo
_COUNTRIES = """
    AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER
    ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID
    IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV
    LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR
    NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL
    SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC
    VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(_COUNTRIES.split())
# these end an address in the United States as well, where the Denied Persons List leaves out the country
_STATES = "AL AR AZ CA CO DE GA ID IL IN KY LA MA MD ME MN MO MS MT NC NE PA SC SD TN VA"
_STATES_TOO = frozenset(_STATES.split())

_FORMS = """
    ab ag ao as a.s bhd b.v bv cjsc co c.v company corp corporation d.o.o fzc fzco fze gmbh inc incorporated
    jsc kft limited llc l.l.c llp ltd ltda nv n.v oao ojsc ooo oy pao pjsc plc pte pty sa s.a s.a.s sas
    s.a.r.l sarl s.p.a spa s.r.l srl zao
"""
_COMPANY_FORMS = frozenset(_FORMS.split())
_FORMS_IN_FRONT = frozenset(("ao", "cjsc", "jsc", "llc", "oao", "ojsc", "ooo", "pao", "pjsc", "zao"))
_FORMS_ANYWHERE = ("Co., Ltd", "CO., LTD")
_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
_NAME_PREFIXES = (("a.k.a. ", "alias"), ("also known as ", "alias"), ("f.k.a. ", "former"),
                  ("formerly known as ", "former"))
_PREFIX_INITIALS = frozenset("aAfF")
_QUOTED = ('""', "''", "\u201c\u201d", "\u2018\u2019")

_CP1252_LEFTOVER = re.compile("[\x80-\x9f]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_REGISTER = re.compile(r"(\d{1,3})\s*F\.?\s?R\.?\s+(\d{1,6})")
_LIST = re.compile(r"(?P<front>[ -'*-~]+)\((?P<code>[A-Z][A-Za-z-]*)(?: List)?\)(?P<back>[ -'*-~]*)")
_SUCCESSORS = re.compile(r"[;,]? and any successor", re.IGNORECASE)


class ListSource(NamedTuple):
    """The parts of a source cell; `heading` is the list as written there, with its code."""

    name: str
    code: str
    agency: str
    heading: str


class Name(NamedTuple):
    """A name in a cell: the words, the kind of the schema's NameKind, and the rule that found it."""

    text: str
    kind: str
    rule: str


class Address(NamedTuple):
    """An address in a cell: its words, the country code at its end or "" (`confidence` is that code's)."""

    text: str
    country: str
    rule: str
    confidence: int


def has_leftover(text: str) -> bool:
    """Whether a C1 control character stands where a character of Windows code page 1252 was."""
    return _CP1252_LEFTOVER.search(text) is not None


def clean(text: str) -> str:
    """The text as a literal: in Unicode normal form C, code page 1252 leftovers repaired, ends stripped.

    Raises ValueError for a character that no literal may hold.
    """
    text = _CP1252_LEFTOVER.sub(lambda found: _from_cp1252(found.group()), text)
    bad = _UNWRITABLE.search(text)
    if bad:
        raise ValueError(f"expected text, found the character U+{ord(bad.group()):04X}")
    return unicodedata.normalize("NFC", text).strip()


def _from_cp1252(character: str) -> str:
    return character.encode("latin-1").decode("cp1252", "ignore") or character


@functools.lru_cache(maxsize=256)
def list_source(cell: str) -> ListSource:
    """The list and its agency from `Entity List (EL) - Bureau of Industry and Security`; else ValueError."""
    heading, dash, agency = cell.rpartition(" - ")
    found = _LIST.fullmatch(heading) if dash and agency and agency.isascii() else None
    if found is None:
        raise ValueError(f"source: expected 'Name (CODE) - Agency', found {cell[:80]!r}")
    name = f"{found['front'].strip()} {found['back'].strip()}".strip()
    return ListSource(name, found["code"], agency, heading)


def name_and_note(cell: str) -> tuple[str, str, str]:
    """The name in a name cell, what else stands there or "", and the rule that parted them.

    `X; and any successor, …` is X with a note; `P.  Affiliated Entity:  X` is X, noted with the parent.
    """
    if "ny successor" in cell:
        found = _SUCCESSORS.search(cell)
        if found and found.start():
            return cell[:found.start()], cell[found.start():].lstrip(";, "), "name-and-successors"
    front, mark, name = cell.partition("Affiliated Entity:")
    if name.strip() and front.strip():
        return name.strip(), (front + mark).strip(), "affiliated-entity"
    return cell, "", "cell"


def first_last(name: str) -> str:
    """`LAST, First` as `First LAST`; "" for a name that isn't written so."""
    last, comma, first = name.partition(", ")
    if not comma or ", " in first or first.rstrip(".").lower() in _GENERATIONS:
        return ""
    return f"{first} {last}"


def company_form(name: str) -> str:
    """The legal form that a company's name ends or, in Russian names, starts with; "" without one."""
    words = name.split(" (", 1)[0].replace(",", " ").split()
    if len(words) > 1 and words[-1].rstrip(".").lower() in _COMPANY_FORMS:
        return words[-1]
    if len(words) > 1 and words[0].lower() in _FORMS_IN_FRONT:
        return words[0]
    return next((form for form in _FORMS_ANYWHERE if form in name), "")


def pieces(cell: str) -> list[str]:
    """The parts of a cell between semicolons, each once; brackets and quotation marks keep theirs together.

    From the first bracket or quotation mark that never closes the rest is one piece.
    """
    if "; " not in cell:
        return [cell.strip()]
    parts = cell.split("; ")
    if "(" in cell or '"' in cell or "\u201c" in cell:
        parts = _rejoined(parts)
    return list(dict.fromkeys(filter(None, (part.strip() for part in parts))))


def _rejoined(parts: list[str]) -> list[str]:
    found: list[str] = []
    kept: list[str] = []
    brackets = quotes = pairs = 0
    for part in parts:
        kept.append(part)
        brackets += part.count("(") - part.count(")")
        quotes += part.count('"')
        pairs += part.count("\u201c") - part.count("\u201d")
        if brackets <= 0 and quotes % 2 == 0 and pairs <= 0:
            found.append("; ".join(kept))
            kept, brackets, quotes, pairs = [], 0, 0, 0
    return [*found, "; ".join(kept)]


def other_names(cell: str) -> list[Name]:
    """The names in a cell of alternative names; one wholly in quotation marks is a weak one."""
    parts = pieces(cell)
    if len(parts) > 1:
        parts[-1] = parts[-1].removeprefix("and ")
    return [_other_name(part) for part in parts]


def _other_name(text: str) -> Name:
    for prefix, kind in _NAME_PREFIXES if text[:1] in _PREFIX_INITIALS else ():
        if text[:len(prefix)].lower() == prefix:
            return Name(text[len(prefix):].strip() or text, kind, "named-kind")
    if len(text) > 2 and text[0] + text[-1] in _QUOTED and text[1:-1].strip():
        return Name(text[1:-1].strip(), "weak_alias", "quoted")
    return Name(text, "alias", "unsplit" if "; " in text else "cell")


def addresses(cell: str, *, states: bool = False) -> list[Address]:
    """The addresses in a cell, cut only after a country code that ends a part (`…, Tehran, IR; …`).

    An address that is nothing but a code names a country only. states: the list leaves out the country of
    addresses in the United States, so a code that is also a state's is less sure.
    """
    found: list[Address] = []
    kept = ""
    for part in cell.split("; "):
        kept = f"{kept}; {part}" if kept else part.removeprefix("and ")
        code = part.rpartition(",")[2].strip()
        if code in COUNTRIES:
            found.append(_address(kept, code, 70 if states and code in _STATES_TOO else 100))
            kept = ""
    if kept.strip():
        found.append(_address(kept, "", 100))
    return list(dict.fromkeys(found))


def _address(text: str, country: str, confidence: int) -> Address:
    return Address(text.strip(), country, "unsplit" if "; " in text else "cell", confidence)


@functools.lru_cache(maxsize=4096)
def citations(cell: str) -> tuple[tuple[str, str], ...]:
    """The notices that a cell cites, each as written and as `82 FR 48792`.

    A cell without a volume and page of the Federal Register (`Vol. 83, No. 91, 05/10/2018`) is one notice.
    """
    found = tuple((match.group(), f"{match[1]} FR {match[2]}") for match in _REGISTER.finditer(cell))
    return found or (((cell, cell),) if cell else ())
