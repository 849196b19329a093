"""Events in Chinese news: few patterns, each sure, for tariffs with figures, listings, rounds of talks and answers.

There is no parse: a sentence counts when it names the actor, the act and a figure or a name, and isn't supposed,
denied or asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.text import dates, targets
from ingest.text.found import Blacklisting, Count, Mention, OtherEvent, Reading, Retaliation, Talk, Tariff

_US = "美国商务部|美国贸易代表办公室|美国贸易代表|美商务部|美国政府|特朗普政府|特朗普|白宫|华盛顿|美国|美方|美"
_CN = "国务院关税税则委员会|中国商务部|中国政府|中国|中方|北京"
_POWER = re.compile(rf"(?P<US>{_US})|(?P<CN>{_CN})|(?P<EU>欧盟)")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?[”’]?")
_UNREAL = re.compile(r"如果|假如|若|倘|是否|吗|据传|网传|传闻|可能|预计|估测|专家|分析|直到|除非|反对|呼吁|"
                     r"没有|并未|未来|报告显示|研究显示")
_SUM = re.compile(r"(?P<sum>[\d,，.]+)\s*(?P<scale>万亿|亿)美元")
_CHANGED = re.compile(r"(?:从|由)[\d.]+[%％](?:上调|提高|提升|调高|下调|降|调整|增加)?(?:至|到|"
                      r"为)(?P<rate>[\d.]+)[%％]")
_RATE = re.compile(r"(?:加征|征收|税率(?:为|至|提高至|上调至)?|关税(?:提高|上调)?(?:至|"
                   r"到))\s*(?P<rate>[\d.]+)[%％](?!的?增)|"
                   r"(?P<of>[\d.]+)[%％]的?(?:附加|惩罚性|额外|对等)?关税")
_DUTY = re.compile(r"加征|征收|(?:提高|上调|调高)[^，。]{0,12}(?:关税|税率)|关税[^，。]{0,12}(?:提高|上调|"
                   r"调高)|暂停|取消")
_LISTED = re.compile(r"(?:将|把)(?P<who>[^，。；]{2,60}?)(?:正式)?(?:列入|纳入|加入|增列(?:至|入)|放入)(?:了|"
                     r"其|美国|美方|商务部|出口管制|的)*"
                     r"[“\"「]?(?P<list>不可靠实体清单|出口管制管控名单|未经验证清单|实体[清名]单|"
                     r"(?:贸易)?黑名单)")
_LISTS = {"不可靠实体清单": ("Unreliable Entity List", "CN"), "出口管制管控名单": ("Export Control List", "CN"),
          "实体清单": ("Entity List", "US"), "实体名单": ("Entity List", "US"), "未经验证清单": ("Unverified "
                                                                                   "List", "US")}
_HOW_MANY = re.compile(r"(?P<count>\d+)家(?P<of>[^、，。]{0,10}?(?:企业|公司|实体|机构|单位))")
_ROUND = re.compile(r"第(?P<round>[一二三四五六七八九十\d]+)轮(?:中美)?(?:高级别|经贸|贸易|中美)*(?:磋商|谈判|"
                    r"会谈)")
_HELD = re.compile(r"举行了|进行了|结束|已经?举行|开始了|在[\u4e00-\u9fff]{2,8}举行")
_ANSWER = re.compile(r"(?:采取|予以|作出|实施|进行|推出|公布|宣布)[^，。]{0,14}(?:反制|报复)(?:措施)?")
_DAY = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?P<from>起|"
                  r"开始)?(?!就?此?举行|的?听证)")


def find(reading: Reading, mentions: list[Mention]
         ) -> tuple[list[Blacklisting], list[Tariff], list[Talk], list[Retaliation], list[OtherEvent]]:
    """The events of a Chinese news text; other measures are left out."""
    listed: list[Blacklisting] = []
    tariffs: list[Tariff] = []
    talks: list[Talk] = []
    answers: list[Retaliation] = []
    for start, end, text in _sentences(reading):
        if text.rstrip("”’").endswith(("？", "?")):
            continue
        supposed = _UNREAL.search(text)
        for tariff in () if supposed else _tariffs(reading, text, (start, end)):
            if not any(_same_tariff(known, tariff) for known in tariffs):
                tariffs.append(tariff)
        listed += [event for event in _listings(reading, text, (start, end), mentions)
                   if not any(_same_listing(known, event) for known in listed)]
        if supposed:
            continue
        talk = _talk(text, (start, end))
        if talk and talk.round not in {known.round for known in talks}:
            talks.append(talk)
        answer = _answer(text, (start, end))
        if answer and not any((known.actor, known.status) == (answer.actor, answer.status) for known in answers):
            answers.append(answer)
    return listed, tariffs, talks, answers, []


def _sentences(reading: Reading) -> Iterator[tuple[int, int, str]]:
    for first, last in reading.body:
        for match in _SENTENCE.finditer(reading.text, first, last):
            yield match.start(), match.end(), match[0]


def _power_before(text: str, place: int) -> str | None:
    """The last acting power in front of a place, goods and targets ("对中国…") left out."""
    found = None
    for match in _POWER.finditer(text, 0, place):
        if text[max(0, match.start() - 1):match.start()] not in ("对", "中", "输", "在", "自", "从", "向") \
                and not re.match(r"[^，]{0,6}(?:商品|产品|输美|进口|输华)", text[match.end():]):
            found = match.lastgroup
    return found


def _against(text: str) -> str | None:
    if re.search(r"中国[^，。]{0,12}(?:商品|产品|输美)|对华|输美|自中国|原产于中国", text):
        return "CN"
    if re.search(r"(?<!输)美国[^，。]{0,10}(?:商品|产品)|对美(?!国?的?出口)|原产于美国|自美", text):
        return "US"
    return None


def _tariffs(reading: Reading, text: str, span: tuple[int, int]) -> Iterator[Tariff]:
    duty = _DUTY.search(text)
    against = _against(text)
    if "关税" not in text or duty is None or against is None:
        return
    change = _CHANGED.search(text)
    plain = None if change else _RATE.search(text)
    rate = float(change["rate"]) if change else float(plain["rate"] or plain["of"]) if plain else None
    total = _SUM.search(text)
    amount = _billions(total) if total else None
    actor = _power_before(text, duty.start()) or None
    if actor is None or actor == against or (rate is None and amount is None):
        return
    day, basis = _date(reading, text)
    yield Tariff(_tariff_status(text), span, None, actor, (against,), rate, amount, day, basis, (), "加征关税", 75)


def _billions(match: re.Match[str]) -> float:
    number = float(match["sum"].replace(",", "").replace("，", ""))
    return number * (1000 if match["scale"] == "万亿" else 0.1)


def _tariff_status(text: str) -> str:
    for words, status in (("威胁|扬言", "threatened"), ("暂停", "suspended"), ("取消", "ended"),
                          ("拟|计划|考虑|启动|听证", "proposed"), ("已|正式实施|生效|刚对", "in_force")):
        if re.search(words, text):
            return status
    return "announced"


def _date(reading: Reading, text: str) -> tuple[str | None, str]:
    """The day of the act: one that says "from", else the only one of the sentence."""
    found = list(_DAY.finditer(text))
    chosen = next((match for match in found if match["from"]), found[0] if len(found) == 1 else None)
    if chosen is None:
        return None, ""
    month, day = int(chosen["month"]), int(chosen["day"])
    if not 1 <= month <= 12:
        return None, ""
    name = next(word for word, number in dates.MONTHS.items() if number == month)
    words = f"{day} {name} {chosen['year']}" if chosen["year"] else f"{day} {name}"
    resolved = dates.resolve(words, reading.published, "unknown" if chosen["from"] else "past")
    return resolved.date, resolved.basis


def _listings(reading: Reading, text: str, span: tuple[int, int], mentions: list[Mention]) -> Iterator[Blacklisting]:
    for match in _LISTED.finditer(text):
        if _UNREAL.search(text[:match.end()]):
            continue
        name, country = _LISTS.get(match["list"], (None, None))
        actor = country or _power_before(text, match.start())
        who, first = match["who"], span[0] + match.start("who")
        counted = tuple(Count(int(m["count"]), m["of"], first + m.start(), first + m.end())
                        for m in _HOW_MANY.finditer(who))
        named = tuple(mention for mention in mentions if targets.is_body(mention)
                      and first <= mention.start and mention.end <= first + len(who))
        if actor is None or not (named or counted):
            continue
        day, basis = _date(reading, text)
        status = "announced" if re.search(r"将(?:会|把)|拟|计划", text[:match.start()]) else "done"
        yield Blacklisting("add", status, span, None, actor, name, day, basis, None, None, named, counted, None,
                           "列入清单", 75)


def _talk(text: str, span: tuple[int, int]) -> Talk | None:
    turn = _ROUND.search(text)
    sides = {match.lastgroup for match in _POWER.finditer(text)}
    if "中美" in text or "美中" in text:
        sides |= {"US", "CN"}
    if turn is None or not _HELD.search(text) or not {"US", "CN"} <= sides:
        return None
    return Talk("held", span, ("CN", "US"), (), None, None, "", None, "talks", turn["round"], "第几轮磋商", 70)


def _answer(text: str, span: tuple[int, int]) -> Retaliation | None:
    match = _ANSWER.search(text)
    actor = _power_before(text, match.start()) if match else None
    if match is None or actor not in ("CN", "US"):
        return None
    near = text[max(0, match.start() - 12):match.end()]
    status = "announced" if re.search(r"公布|宣布", near) else "in_force"
    if re.search(r"将|势必|不得不", near):
        status = "threatened"
    return Retaliation(actor, ("US" if actor == "CN" else "CN",), status, span, None, None, "反制", 70)


def _same_tariff(known: Tariff, new: Tariff) -> bool:
    return known.country == new.country and known.against == new.against \
        and (known.rate_pct == new.rate_pct or None in (known.rate_pct, new.rate_pct)) \
        and (known.amount_usd_bn == new.amount_usd_bn or None in (known.amount_usd_bn, new.amount_usd_bn))


def _same_listing(known: Blacklisting, new: Blacklisting) -> bool:
    names, others = {m.name for m in known.targets}, {m.name for m in new.targets}
    lists = {known.list_name, new.list_name} - {None}
    return known.country == new.country and len(lists) < 2 \
        and (not names or not others or bool(names & others))
