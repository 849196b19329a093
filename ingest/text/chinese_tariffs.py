"""Tariffs in Chinese text: each rate or value of duties, whose they are, on whose goods, and from when.

A part of a sentence counts when it has duties, an act, the power that acts, the one whose goods are hit, and a
figure; what is supposed, denied or guessed by experts does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.text.chinese_dates import day_of
from ingest.text.chinese_sentences import Sentence
from ingest.text.found import Mention, Span, Tariff

# a further tranche, or a further act, begins behind the comma
_CUT = re.compile(r"[；;]|[，,、](?=(?:同时|并且?|而且?|另外?|又|还|且|其中|至于)?(?:将|拟|威胁|扬言|计划|准备|宣布"
                  r"|要|另){0,3}对"
                  r"[^，。；]{1,40}(?:加征|征收|提高|上调))|[，,](?=(?:同时|并)?(?:保留|取消|暂停"
                  r"|继续)[^，。]{0,30}关税)")
_DUTY = re.compile(r"关税|税率|重税|加征")
_ACT = re.compile(r"加征|征收|课征|追加|(?:提高|上调|调高|提升|增加|下调|降低|调整)[^，。；]{0,14}(?:关税|税率|至)|"
                  r"(?:关税|税率)[^，。；]{0,14}(?:提高|上调|调高|提升|增加|调整|下调|降|从|由)|暂停|取消|保留|继续")
_NUMBER = r"\d+(?:\.\d+)?"
_PERCENT = rf"{_NUMBER}[%％]"
_CHANGED = re.compile(rf"(?:从|由|自)(?:目前的|现行的|原来的)?{_PERCENT}(?:进一步)?(?:上调|提高|提升|调高|下调|降低?"
                      rf"|调整|增加|升)?"
                      rf"(?:至|到|为)(?P<rates>{_PERCENT})")
_RATES = re.compile(
    rf"(?:加征|征收|课征|税率(?:为|至|提高至|上调至|提高到|上调到)?|(?:关税|税率)?(?:提高|上调|调高|提升|增加|降|下调)"
    rf"(?:至|到))(?:了|额外|附加|高达|最高)*\s*(?P<rates>{_PERCENT}(?:(?:、|和|或|及|与){_PERCENT})*)(?!的?(?:增|比例))"
    rf"|(?P<of>{_PERCENT}(?:(?:、|和|或|及|与){_PERCENT})*)不?等?的?(?:附加|惩罚性|额外|对等|进口|报复性|高额"
    rf"|从价)*(?:关税|重税|税率)")
_SUM = re.compile(r"(?P<sum>\d[\d,，.]*)\s*(?P<scale>万亿|亿)(?P<unit>美元)?(?P<after>[^，。；]{0,8})")
_NO_VALUE = re.compile(r"(?:损失|成本|承担|顺差|逆差|补贴|投资|收入|代价|采购|购买|订单|缴纳|税款|收取)[^，。；]{0,8}$")
_NO_VALUE_AFTER = re.compile(r"的?(?:成本|损失|逆差|顺差|税款|关税收入|贸易报复|订单)")
_VALUED = re.compile(r"的?(?:中国|美国|进口|商品|产品|输|货物|清单|关税)")
_HITS = (
    ("CN", re.compile(r"对(?:所有|全部)?(?:原产于|来自|自|从)?(?:中国|华|中方)|原产于中国|[自从]中国(?:的)?进口|"
                      r"进口自中国|输美|中国[^，。；]{0,12}(?:商品|产品|进口|货物)|中国对美国?出口")),
    ("US", re.compile(r"对(?:所有|全部)?(?:原产于|来自|自|从)?美(?:国|方)?(?!国?的?出口)|原产于美国"
                      r"|[自从]美国?(?:的)?进口|"
                      r"进口自美国|输华|(?<!输)美国[^，。；]{0,10}(?:商品|产品|货物)")))
_FOREIGN = re.compile(r"(?:对(?:所有|全部)?(?:原产于|来自|自|从)?|原产于)(?:[\u4e00-\u9fff]{2,5}[、和及与]){0,4}$")
_ALL = re.compile(r"对[^，。；]{1,20}进口|(?:所有|全部)(?:国家|贸易伙伴|进口)|进口(?:钢|铝|汽车|商品"
                  r"|药品)[^，。；]{0,16}(?:加征|征收)|"
                  r"(?:钢|铝|铜|汽车|药品?)[^，。；、]{0,6}进口(?:的)?关税")
_UNREAL = re.compile(r"如果|假如|倘若|一旦|若|是否|吗|据传|网传|传闻|可能|预计|估测|专家|分析|直到|除非|反对|呼吁"
                     r"|没有|并未|"
                     r"未来|报告显示|研究显示|(?<!宣布)(?<!同意)(?<!决定)(?<!承诺)不再|不会|停止相互|推迟|豁免|排除|无论|不得不")
# the rest of the clause, and what clauses that go on with the act say of it
_CLAUSE = re.compile(r"[^，。；]*(?:，(?!.{0,20}(?:行业|代表|协会|企业|民众|商会))[^，。；]*)*")
_MOST_TO_THE_SENTENCE = re.compile("专家|分析|报告显示|研究显示|研究论文|如果|假如|倘若|一旦|估测|据传|网传")
_STATUSES = (
    ("in_force", re.compile("已(?:经)?[将把对]|已于|早已")), ("threatened", re.compile("威胁|扬言|(?:表示"
    "|称)[^，。]{0,6}很快将")),
    ("suspended", re.compile("暂停|中止实施|暂缓")), ("ended", re.compile("取消|终止|停止加征|撤销|不再")),
    ("proposed", re.compile("拟|计划|考虑|启动|听证|征求|建议|准备|指示|要求")),
    ("announced", re.compile("宣布|决定|公布|发布|将|将于")),
    ("in_force", re.compile("已|正式|生效|刚|开始|实施|加征了|上调了|征收了|提高了|保留|继续")))
_COURSE = {"threatened": 1, "proposed": 2, "announced": 3, "in_force": 4}


def find(sentence: Sentence, published: str | None) -> Iterator[Tariff]:
    """The tariffs of a sentence. published: ISO date of the text, or None."""
    if sentence.asks or not _DUTY.search(sentence.text) or _MOST_TO_THE_SENTENCE.search(sentence.text):
        return
    at = 0
    for cut in [*(match.start() for match in _CUT.finditer(sentence.text)), len(sentence.text)]:
        yield from _part(sentence, (at, cut), published)
        at = cut


def same(known: Tariff, new: Tariff) -> bool:
    """Whether two tell of one duty: no figure contradicts, and one is given by both."""
    pairs = [(known.rate_pct, new.rate_pct), (known.amount_usd_bn, new.amount_usd_bn)]
    ends = {"suspended", "ended"}
    return (known.country, known.against) == (new.country, new.against) \
        and (known.status == new.status or not {known.status, new.status} & ends) \
        and all(None in pair or pair[0] == pair[1] for pair in pairs) \
        and any(pair[0] == pair[1] is not None for pair in pairs)


def joined(known: Tariff, new: Tariff) -> Tariff:
    """One duty that was told twice, with what either telling gives; the later state of its course counts."""
    if _COURSE.get(new.status, 0) > _COURSE.get(known.status, 0):
        known, new = new, known
    return replace(known, rate_pct=known.rate_pct if known.rate_pct is not None else new.rate_pct,
                   amount_usd_bn=known.amount_usd_bn if known.amount_usd_bn is not None else new.amount_usd_bn,
                   date=known.date or new.date, date_basis=known.date_basis or new.date_basis)


def _part(sentence: Sentence, part: Span, published: str | None) -> Iterator[Tariff]:
    """The duties of a part of a sentence; who acts, and on whom, may stand before it."""
    text, before = sentence.text[slice(*part)], sentence.text[:part[0]]
    act = _ACT.search(text)
    clause = _CLAUSE.match(text, act.end()) if act else None
    if act is None or clause is None or _UNREAL.search(text, 0, clause.end()):
        return
    rates, amounts = _rates(text), _amounts(text)
    actor, against = _sides(sentence, part, part[0] + act.start())
    if actor is None or not (rates or amounts):
        return
    day = None if "听证" in text else day_of(text, published) or day_of(before, published)
    told = Tariff(
        _status(text, before), (sentence.start, sentence.end), _agency(sentence, actor, part[0] + act.start()), actor,
        (), None, amounts[0] if amounts and len(rates) < 2 else None, day.value if day else None,
        day.basis if day else "", (), "加征关税", 75)
    for opponent in against or [""]:
        hit = replace(told, against=(opponent,)) if opponent else told
        yield from (replace(hit, rate_pct=rate) for rate in rates) if rates else (hit,)


def _sides(sentence: Sentence, part: Span, act: int) -> tuple[str | None, list[str]]:
    """Who acts, and whose goods are hit: the opponent named nearest before the act for whom there is another actor."""
    for against in _hit(sentence, part, act):
        actor = next((found for end in (act, part[1]) if (found := sentence.acting(end, against[0]))), None)
        if actor and actor not in against:
            return actor, against
    actor = sentence.acting(act)
    if actor in ("US", "CN") and {"US", "CN"} == sentence.sides() and re.search("中美|美中", sentence.text):
        return actor, ["CN" if actor == "US" else "US"]
    return (actor, []) if _ALL.search(sentence.text, *part) else (None, [])


def _hit(sentence: Sentence, part: Span, act: int) -> Iterator[list[str]]:
    """Whose goods may be hit, the likeliest first: those of the part nearest before its act, then behind it, then
    those of what stands before the part."""
    text = sentence.text
    foreign = [power for power in sentence.powers if power.country not in ("US", "CN")
               and _FOREIGN.search(text, max(0, power.start - 24), power.start)]
    found = [(match.start(), [code]) for code, words in _HITS for match in words.finditer(text, 0, part[1])]
    if foreign and foreign[0].end <= part[1]:
        found.append((foreign[0].start, [power.country for power in foreign if power.end <= part[1]]))
    inside = [item for item in found if item[0] >= part[0]]
    ordered = [*sorted((i for i in inside if i[0] <= act), reverse=True), *sorted(i for i in inside if i[0] > act),
               *sorted((i for i in found if i[0] < part[0]), reverse=True)]
    yield from (codes for _, codes in ordered)


def _agency(sentence: Sentence, country: str, end: int) -> Mention | None:
    """The body that acts, where the sentence names one of the acting country before the act."""
    named = [m for m in sentence.mentions if m.class_name == "Agency" and m.country == country
             and m.end <= sentence.start + end]
    return named[-1] if named else None


def _rates(text: str) -> list[float]:
    """The rates of duty, each once; of a change the new one."""
    changed = [match["rates"] for match in _CHANGED.finditer(text)]
    given = changed or [match["rates"] or match["of"] for match in _RATES.finditer(text)]
    return [*dict.fromkeys(float(number) for words in given for number in re.findall(_NUMBER, words))]


def _amounts(text: str) -> list[float]:
    """The values of goods, in thousand millions of dollars; losses, costs and deficits are none."""
    found = []
    for match in _SUM.finditer(text):
        after = match["after"]
        if (match["unit"] or _VALUED.match(after)) and not _NO_VALUE_AFTER.match(after) \
                and not _NO_VALUE.search(text, max(0, match.start() - 14), match.start()):
            number = float(re.sub("[,，]", "", match["sum"]).rstrip("."))
            found.append(number * (1000 if match["scale"] == "万亿" else 0.1))
    return found


def _status(text: str, before: str) -> str:
    """By the words of the part, else by those before it."""
    return next((name for words in (text, before) for name, pattern in _STATUSES if pattern.search(words)),
                "announced")
