"""Words that say nothing about which firm is meant, and spellings that mean one word."""

from __future__ import annotations

import re


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for lists that are long."""
    return frozenset(text.split())


# Legal forms, by the one spelling that they are compared under; several words in a row are one form.
LEGAL_FORMS = {
    "co": "co", "company": "co", "cos": "co", "ltd": "ltd", "limited": "ltd", "limitd": "ltd", "corp": "corp",
    "corporation": "corp", "inc": "inc", "incorporated": "inc", "llc": "llc", "llp": "llp", "lp": "lp", "plc": "plc",
    "gmbh": "gmbh", "ag": "ag", "kg": "kg", "kgaa": "kgaa", "sa": "sa", "sas": "sas", "sarl": "sarl", "srl": "srl",
    "sl": "sl", "spa": "spa", "nv": "nv", "bv": "bv", "oy": "oy", "oyj": "oyj", "ab": "ab", "asa": "asa",
    "aps": "aps", "pte": "pte", "pty": "pty", "pvt": "pvt", "private": "pvt", "sdn": "sdn", "bhd": "bhd",
    "pjsc": "pjsc", "pao": "pjsc", "ojsc": "ojsc", "oao": "ojsc", "jsc": "jsc", "ao": "jsc", "ooo": "ooo",
    "zao": "zao", "fze": "fze", "fzc": "fzc", "fzco": "fzco", "dmcc": "dmcc", "kk": "kk", "ev": "ev", "doo": "doo",
    "cv": "cv", "as": "as", "sro": "sro", "kft": "kft", "tbk": "tbk", "pt": "pt", "jv": "jv",
}
# written with stops or slashes; brought together before words are told apart
DOTTED_FORMS = tuple((re.compile(rf"\b{dotted}(?!\w)", re.I), plain) for dotted, plain in (
    (r"s\.\s?a\.\s?s\.?", "SAS"), (r"s\.\s?a\.\s?r\.\s?l\.?", "SARL"), (r"s\.\s?r\.\s?l\.?", "SRL"),
    (r"s\.\s?p\.\s?a\.?", "SPA"), (r"s\.\s?a\.?", "SA"), (r"s\.\s?l\.?", "SL"), (r"n\.\s?v\.?", "NV"),
    (r"b\.\s?v\.?", "BV"), (r"l\.\s?l\.\s?c\.?", "LLC"), (r"l\.\s?l\.\s?p\.?", "LLP"), (r"l\.\s?p\.?", "LP"),
    (r"p\.\s?l\.\s?c\.?", "PLC"), (r"k\.\s?k\.?", "KK"), (r"a\.\s?g\.?", "AG"), (r"d\.\s?o\.\s?o\.?", "DOO"),
    (r"c\.\s?v\.?", "CV"), (r"a/s", "AS"), (r"s\.\s?r\.\s?o\.?", "SRO"), (r"e\.\s?v\.?", "EV"),
    (r"co-?,?\s?ltd\.?", "Co Ltd")))
# the few that are words or initials of their own when nothing else of a legal form stands by
WEAK_FORMS = frozenset({"ag", "as", "ab", "sa", "ao", "pt", "kg", "sl", "ev", "lp", "private", "pvt", "jv", "cv",
                        "spa"})

# taken off as legal forms; Group and Holding (集团, 控股) in front of them stay in the name
HAN_STRIPPED = ("股份有限公司", "有限责任公司", "有限公司", "股份公司", "公司")

# Words that many firms share: an edit in them, or one more of them, tells no firm from another.
GENERIC = word_set("""
academy advanced aerospace agency agricultural aircraft airlines aluminum and applied association automation
automotive aviation bank bio biotech biotechnology branch bureau business capital center chemical china chinese
city college commerce commercial committee communication communications company computer computing construction
consulting corporation county data defense department design development device devices digital division economic
electric electrical electronic electronics energy engineering enterprise enterprises equipment export factory
finance financial for foreign general global group hardware headquarters high hightech holding holdings hospital
import in industrial industries industry information innovation innovations institute integrated intelligent
international internet investment investments lab laboratory limited logistics machine machinery management
manufacturing marine material materials media medical metal micro microelectronics military mining ministry
municipal national navigation network networks new nuclear of office oil optical optics optoelectronics
organization partners petroleum pharmaceutical photonics power precision prefecture production products
province public research robot robotics satellite school science sciences scientific security semiconductor
semiconductors service services shipping software solar solutions space special state steel storage subsidiary
supply surveillance system systems tech technological technologies technology telecom telecommunication
telecommunications test testing textile the trade trading training transport unit university usa vision wireless
works world
""")
# what a firm's name may have more of without being surely another firm
GROUP_WORDS = frozenset({"group", "holding", "holdings", "international", "technology", "technologies", "global"})

SPELLINGS = {
    "centre": "center", "defence": "defense", "labour": "labor", "programme": "program", "aluminium": "aluminum",
    "harbour": "harbor", "colour": "color", "licence": "license", "fibre": "fiber", "metre": "meter",
    "litre": "liter", "theatre": "theater", "grey": "gray", "uighur": "uyghur", "uigur": "uyghur",
    "catalogue": "catalog", "jewellery": "jewelry", "tyre": "tire", "defense": "defense", "favour": "favor",
}
ABBREVIATIONS = {
    "mfg": "manufacturing", "manuf": "manufacturing", "intl": "international", "tech": "technology",
    "univ": "university", "inst": "institute", "dept": "department", "natl": "national", "govt": "government",
    "grp": "group", "hldgs": "holdings", "hldg": "holding", "sci": "science", "eng": "engineering",
    "engr": "engineering", "dev": "development", "elec": "electronics", "comms": "communications",
    "telecomm": "telecommunications", "lab": "laboratory", "labs": "laboratories", "indus": "industry",
    "assn": "association", "bros": "brothers", "ctr": "center", "st": "saint", "us": "us", "usa": "us",
    "prc": "china",
}
NUMBERS = {word: str(number) for number, words in enumerate((
    "zero", "one first", "two second", "three third", "four fourth", "five fifth", "six sixth", "seven seventh",
    "eight eighth", "nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth", "thirteen thirteenth",
    "fourteen fourteenth", "fifteen fifteenth", "sixteen sixteenth", "seventeen seventeenth",
    "eighteen eighteenth", "nineteen nineteenth", "twenty twentieth")) for word in words.split()}

HONORIFICS = word_set("""
mr mrs ms miss dr prof professor sir dame lord lady hon rev gen general lt col colonel maj major capt captain adm
admiral sen senator rep representative congressman congresswoman gov governor amb ambassador president premier
chancellor king queen prince princess sheikh minister secretary chairman chairwoman chair director commissioner
spokesman spokeswoman spokesperson vice deputy prime foreign trade commerce treasury finance defense defence state
assistant acting former under executive first comrade us american chinese
""")

# Places by which firms tell their units apart, beside the regions of the registry.
PLACES = word_set("""
beijing shanghai tianjin chongqing shenzhen guangzhou hangzhou nanjing wuhan chengdu xian suzhou wuxi xiamen fuzhou
quanzhou jinan qingdao dalian shenyang harbin changchun changsha zhengzhou hefei nanchang kunming guiyang nanning
haikou lanzhou xining yinchuan urumqi lhasa hohhot taiyuan shijiazhuang ningbo wenzhou dongguan foshan zhuhai
zhejiang jiangsu guangdong fujian shandong anhui hebei henan hubei hunan jiangxi liaoning jilin heilongjiang shanxi
shaanxi sichuan guizhou yunnan hainan gansu qinghai guangxi ningxia xinjiang tibet mongolia hongkong kowloon macau
macao taipei america europe european asia pacific africa usa uk uae eu north south east west northwest northeast
southwest southeast central eastern western northern southern overseas
""")

# Traditional characters that names of firms and bodies are written with, and their simplified forms.
SIMPLIFIED = str.maketrans(
    "華為興訊國際電術務視騰團產業發財經貿與設備資東寧廣濟齊漢陽瀋濱長無錫廈門亞達軟體網絡數據銀證實單關稅總"
    "聯邦處歐盟臺灣龍創積開機車飛藥醫學檢測計劃環農運輸會議員報導責構間點傳進雲濤習賓課廳縣區鎮鄉陸軍裝聲製",
    "华为兴讯国际电术务视腾团产业发财经贸与设备资东宁广济齐汉阳沈滨长无锡厦门亚达软体网络数据银证实单关税总"
    "联邦处欧盟台湾龙创积开机车飞药医学检测计划环农运输会议员报导责构间点传进云涛习宾课厅县区镇乡陆军装声制")
