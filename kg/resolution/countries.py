"""Words for countries: short names, adjectives, and capitals that stand for a government.

Codes are ISO 3166-1 alpha-2, and EU. The registry's regions add every country's name; what stands here is what
English texts use beside it.
"""

from __future__ import annotations

from functools import cache

# code: other names in front of the bar, adjectives behind it
_WORDS = """
AE United Arab Emirates, UAE, U.A.E., Emirates | Emirati
AF Afghanistan | Afghan
AL Albania | Albanian
AM Armenia | Armenian
AO Angola | Angolan
AR Argentina | Argentine, Argentinian
AT Austria | Austrian
AU Australia, Commonwealth of Australia | Australian
AZ Azerbaijan | Azerbaijani
BA Bosnia and Herzegovina | Bosnian
BD Bangladesh | Bangladeshi
BE Belgium | Belgian
BG Bulgaria | Bulgarian
BH Bahrain | Bahraini
BO Bolivia | Bolivian
BR Brazil | Brazilian
BY Belarus | Belarusian, Belarussian
CA Canada | Canadian
CD Congo, Democratic Republic of the Congo, DRC | Congolese
CH Switzerland | Swiss
CL Chile | Chilean
CM Cameroon | Cameroonian
CN China, People's Republic of China, PRC, P.R.C., P.R. China, PR China, mainland China, Communist China | Chinese
CO Colombia | Colombian
CR Costa Rica | Costa Rican
CU Cuba | Cuban
CY Cyprus | Cypriot
CZ Czechia, Czech Republic | Czech
DE Germany, Federal Republic of Germany | German
DK Denmark | Danish
DO Dominican Republic | Dominican
DZ Algeria | Algerian
EC Ecuador | Ecuadorian, Ecuadorean
EE Estonia | Estonian
EG Egypt | Egyptian
ES Spain | Spanish
ET Ethiopia | Ethiopian
EU European Union, E.U.
FI Finland | Finnish
FR France | French
GB United Kingdom, UK, U.K., Britain, Great Britain, England | British
GE Georgia | Georgian
GH Ghana | Ghanaian
GR Greece | Greek
GT Guatemala | Guatemalan
HK Hong Kong, HKSAR, Hong Kong SAR
HN Honduras | Honduran
HR Croatia | Croatian
HU Hungary | Hungarian
ID Indonesia | Indonesian
IE Ireland, Republic of Ireland | Irish
IL Israel | Israeli
IN India, Republic of India | Indian
IQ Iraq | Iraqi
IR Iran, Islamic Republic of Iran | Iranian
IS Iceland | Icelandic
IT Italy | Italian
JM Jamaica | Jamaican
JO Jordan | Jordanian
JP Japan | Japanese
KE Kenya | Kenyan
KG Kyrgyzstan | Kyrgyz
KH Cambodia | Cambodian
KP North Korea, DPRK, D.P.R.K. | North Korean
KR South Korea, Republic of Korea, ROK | South Korean, Korean
KW Kuwait | Kuwaiti
KZ Kazakhstan | Kazakh, Kazakhstani
LA Laos | Laotian
LB Lebanon | Lebanese
LK Sri Lanka | Sri Lankan
LT Lithuania | Lithuanian
LU Luxembourg | Luxembourgish
LV Latvia | Latvian
LY Libya | Libyan
MA Morocco | Moroccan
MD Moldova | Moldovan
MM Burma, Myanmar | Burmese
MN Mongolia | Mongolian
MO Macau, Macao | Macanese
MT Malta | Maltese
MX Mexico | Mexican
MY Malaysia | Malaysian
NG Nigeria | Nigerian
NI Nicaragua | Nicaraguan
NL Netherlands, The Netherlands, Holland | Dutch
NO Norway | Norwegian
NP Nepal | Nepalese, Nepali
NZ New Zealand
OM Oman | Omani
PA Panama | Panamanian
PE Peru | Peruvian
PH Philippines, The Philippines | Philippine, Filipino
PK Pakistan | Pakistani
PL Poland | Polish
PT Portugal | Portuguese
PY Paraguay | Paraguayan
QA Qatar | Qatari
RO Romania | Romanian
RS Serbia | Serbian
RU Russia, Russian Federation | Russian
SA Saudi Arabia, Kingdom of Saudi Arabia | Saudi Arabian, Saudi
SD Sudan | Sudanese
SE Sweden | Swedish
SG Singapore | Singaporean
SI Slovenia | Slovenian
SK Slovakia | Slovak
SN Senegal | Senegalese
SY Syria | Syrian
TH Thailand | Thai
TN Tunisia | Tunisian
TR Türkiye, Turkey, Turkiye | Turkish
TW Taiwan, Chinese Taipei | Taiwanese
TZ Tanzania | Tanzanian
UA Ukraine | Ukrainian
UG Uganda | Ugandan
US US, U.S., USA, U.S.A., United States, United States of America, America | American
UY Uruguay | Uruguayan
UZ Uzbekistan | Uzbek
VE Venezuela | Venezuelan
VN Vietnam, Viet Nam | Vietnamese
YE Yemen | Yemeni
ZA South Africa | South African
ZM Zambia | Zambian
ZW Zimbabwe | Zimbabwean
"""

CAPITALS = {
    "Beijing": "CN", "Washington": "US", "Washington, D.C.": "US", "Washington DC": "US", "Brussels": "EU",
    "Tokyo": "JP", "Seoul": "KR", "New Delhi": "IN", "Delhi": "IN", "Ottawa": "CA", "Canberra": "AU", "London": "GB",
    "Paris": "FR", "Berlin": "DE", "Moscow": "RU", "Kremlin": "RU", "Taipei": "TW", "Pyongyang": "KP", "Hanoi": "VN",
    "The Hague": "NL", "Madrid": "ES", "Rome": "IT", "Mexico City": "MX", "Tehran": "IR", "Kyiv": "UA", "Kiev": "UA",
    "Jakarta": "ID", "Bangkok": "TH", "Manila": "PH", "Kuala Lumpur": "MY", "Wellington": "NZ", "Ankara": "TR",
    "Riyadh": "SA", "Islamabad": "PK", "Bern": "CH", "Vienna": "AT", "Warsaw": "PL", "Stockholm": "SE",
    "Copenhagen": "DK", "Oslo": "NO", "Helsinki": "FI", "Lisbon": "PT", "Athens": "GR", "Dublin": "IE",
    "Vilnius": "LT", "Brasilia": "BR", "Brasília": "BR", "Buenos Aires": "AR", "Pretoria": "ZA", "Cairo": "EG",
    "Jerusalem": "IL", "Capitol Hill": "US", "Downing Street": "GB", "Zhongnanhai": "CN",
}
"""Seats of government whose name may stand for the government; "Beijing said" and "in Beijing" are told apart."""

HAN_COUNTRIES = {
    "中国": "CN", "中华人民共和国": "CN", "我国": "CN", "中": "CN", "美国": "US", "美": "US", "日本": "JP",
    "韩国": "KR", "欧盟": "EU", "英国": "GB", "德国": "DE", "法国": "FR", "印度": "IN", "加拿大": "CA",
    "澳大利亚": "AU", "荷兰": "NL", "俄罗斯": "RU", "墨西哥": "MX", "台湾": "TW", "越南": "VN",
}


@cache
def names() -> dict[str, str]:
    """Other names of countries, as written, with their codes."""
    return {name: code for code, others, _ in _rows() for name in others}


@cache
def adjectives() -> dict[str, str]:
    """Adjectives of nationality ("Chinese", "South Korean") with the country's code."""
    return {name: code for code, _, found in _rows() for name in found if not name.endswith("'s")}


def _rows() -> list[tuple[str, list[str], list[str]]]:
    rows = []
    for line in _WORDS.strip().splitlines():
        code, rest = line[:2], line[2:]
        others, _, found = rest.partition("|")
        rows.append((code, [w.strip() for w in others.split(",") if w.strip()],
                     [w.strip() for w in found.split(",") if w.strip()]))
    return rows
