"""Words by which a text shows what sort of party a name is, and words that name no party."""

from __future__ import annotations

from ingest.text.name_lexicon import ORGANIZATION_WORDS
from kg.resolution.body import NOUNS
from kg.resolution.words import GENERIC, word_set

AGENCY = NOUNS | {"ministry", "treasury", "customs", "senate", "congress", "parliament", "embassy", "consulate",
                   "court", "cabinet", "police", "committee", "politburo", "army", "navy"}
INSTITUTION = word_set("""
university exchange institute college academy school hospital laboratory museum foundation association federation
union council chamber society press news times post journal daily television centre center bureau league alliance
coalition army navy corps caucus think-tank
""")
COMPANY = word_set("""
technologies technology industries airlines motors holdings electronics semiconductor telecom bank systems partners
capital mobile communications steel energy oil pharmaceuticals networks group securities robotics aerospace
instruments software microelectronics aviation computing intelligence optical optronics biotech airways enterprises
""")
# fields that "and" joins inside one name: "Science and Technology Corporation", "Import and Export Company"
FIELDS = word_set("""
science sciences technology technologies industry industrial engineering research development design economic economics
trade trading commerce commercial import export manufacturing production cotton linen construction investment finance
communication communications information electronics electrical mechanical space rocket security defense defence
culture education energy chemical petroleum gas oil shipping logistics culture agriculture machinery equipment metals
""")
BEFORE_NAMES = word_set("jsc ojsc pjsc cjsc ooo oao zao")  # legal forms that stand in front
# parts of a body that a number or an order names
PARTS = word_set("academy institute institutes laboratory bureau factory branch department division company research")
MEDIA = word_set("""
reuters bloomberg xinhua cnn cnbc bbc afp ap nikkei politico axios npr caixin nhk cgtn cctv fox nbc abc cbs msnbc
guardian economist vox forbes fortune wired cnet techcrunch
""")
NO_PARTY = word_set("""
act agreement treaty law laws regulation regulations section order pact deal list lists summit proclamation
directive blacklist blacklists code title chapter article annex schedule day week month year century war crisis
program programme license licence assessment topic report
review coverage plan initiative policy olympics games cup award prize river lake sea
ocean mountain street avenue road county province prefecture region city island islands strait peninsula airport
""")
# peoples, beliefs, abbreviations and things in capitals that are nobody's name
NOBODY = word_set("""
uighurs uyghurs uighur uyghur muslim muslims christian christians buddhist buddhists tibetan tibetans kazakhs jews
jewish islamic islam catholic catholics hispanic latino asian asians european europeans african africans western
westerners easterners ai 5g 4g 6g iot gdp cpi ppi ceo cfo coo cto ip it tv pc pcs usb gps faq pdf covid covid-19
coronavirus lng lcd led llc ipo fdi evs ev hs sme smes ngo ngos hr pr ok q&a q1 q2 q3 q4 android windows internet
web english mandarin chinese-language twitter-like gmt utc est edt pst cny rmb usd eur gbp yuan dow nasdaq s&p
cpu cpus gpu gpus ear itar ieepa uflpa ndaa
covid19 marxism marxist communist communists republican republicans democrat democrats democratic conservative
conservatives liberals
""")
# regions of countries that are named in the news without their country
REGIONS = frozenset({
    "alabama", "alaska", "arizona", "arkansas", "california", "colorado", "connecticut", "delaware", "florida",
    "hawaii", "idaho", "illinois", "indiana", "iowa", "kansas", "kentucky", "louisiana", "maine", "maryland",
    "massachusetts", "michigan", "minnesota", "mississippi", "missouri", "montana", "nebraska", "nevada",
    "new hampshire", "new jersey", "new mexico", "new york", "new york city", "north carolina", "north dakota",
    "ohio", "oklahoma", "oregon", "pennsylvania", "rhode island", "south carolina", "south dakota", "tennessee",
    "texas", "utah", "vermont", "virginia", "west virginia", "wisconsin", "wyoming", "los angeles", "chicago",
    "silicon valley", "wall street", "san francisco", "boston", "miami", "brooklyn", "europe", "asia", "africa",
    "middle east", "latin america", "north america", "south america", "southeast asia", "west", "east", "pacific",
    "south china sea",
})
BEFORE_TITLES = word_set("senior vice chief acting deputy former prime top lead")
INNER = word_set("de da di del van von der bin al du dos la le")
OWNED = word_set("people women children workers farmers men girls boys nurses teachers lord king queen")
SUFFIXES = word_set("led made born era run own wide like held hit new old free only bred")
HEADS = AGENCY | INSTITUTION | word_set("farmers citizens campaign friends workers reporters doctors mothers bank")
BARE = (HEADS | COMPANY | GENERIC | ORGANIZATION_WORDS) - MEDIA - word_set("""
senate congress parliament politburo treasury pentagon kremlin twitter facebook google youtube fox cnn nbc abc cbs
msnbc bbc npr politico breitbart bloomberg reuters
""")
LIST_OF = {
    "Company": word_set("""
company companies firm firms supplier suppliers startup startups maker makers manufacturer manufacturers giant
giants business businesses corporation corporations retailer retailers subsidiary subsidiaries automaker automakers
carmaker carmakers chipmaker chipmakers vendor vendors unit units conglomerate brand brands importer exporters
exporter
"""),
    "Institution": word_set("""
university universities institute institutes college colleges laboratory laboratories academy academies school
schools lab labs
"""),
    "Person": word_set("""
official officials lawmaker lawmakers senator senators leader leaders executive executives economist economists
adviser advisers people person individuals individual
"""),
    "Agency": word_set("agency agencies ministry ministries department departments bureau bureaus"),
}


CHINESE_SURNAMES = word_set("""
wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang feng yu
dong xiao cheng cao yuan deng shen zeng peng lu su lyu jiang cai jia ding wei xue ye yan pan du dai xia zhong fan fang
shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao meng long wan duan qian yin chang qiao lai
gong wen geng hua ren bao bi pang pei qi
""")
INTRODUCES = frozenset({"include", "includes", "included", "including", "as", "like", "are", "were", ":", "namely"})
