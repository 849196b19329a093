"""Names in running text: who is meant, what stays unknown, and what is no name at all."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ingest.text import gazetteer, language
from ingest.text.found import Mention, Reading
from ingest.text.gazetteer import HeldOffice

NAMES = gazetteer.load()


def found(text: str, published: str | None = "2019-10-08") -> list[Mention]:
    """The mentions of a text that is all body."""
    reading = Reading(text, ((0, len(text)),), "en", published=published)
    return NAMES.mentions(language.parse(reading), reading)


def nodes(text: str, published: str | None = "2019-10-08") -> dict[str, str | None]:
    """What each name of a text stands for."""
    return {mention.text: mention.node for mention in found(text, published)}


def one(text: str, name: str, published: str | None = "2019-10-08") -> Mention:
    """The last mention whose words are these."""
    return next(m for m in reversed(found(text, published)) if m.text == name)


def test_a_mention_says_where_it_stands() -> None:
    """Offsets are those of the text; mentions are in order and never overlap."""
    text = "Megvii and SenseTime sued.\n\nThe U.S. Department of Commerce said Hikvision’s exports must stop."
    mentions = found(text)
    assert [m.text for m in mentions] == ["Megvii", "SenseTime", "U.S. Department of Commerce", "Hikvision"]
    assert all(text[m.start:m.end] == m.text for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_text_outside_the_body_names_nobody() -> None:
    """What isn't main text is blank to the gazetteer."""
    text = "Megvii\n\nSenseTime sued.\n\nYitu"
    start = text.index("SenseTime")
    reading = Reading(text, ((start, start + 15),), "en")
    assert [m.text for m in NAMES.mentions(language.parse(reading), reading)] == ["SenseTime"]


def test_without_a_parse_known_names_are_still_found() -> None:
    """The registry's names need no model."""
    reading = Reading("Liu He met Huawei.", ((0, 18),), "en")
    assert [m.node for m in NAMES.mentions(None, reading)] == ["person:liu-he", "company:huawei"]


def test_misspelled_firms_in_a_list_are_known_ones() -> None:
    """Slips of a known firm's name resolve; other members of the list are firms of their own."""
    text = "The banned firms include Hiivision, SenseTime Group, Quillmark and Meiya Pico."
    assert nodes(text) == {"Hiivision": "company:hikvision", "SenseTime Group": "company:sensetime-group",
                           "Quillmark": None, "Meiya Pico": "company:meiya-pico"}
    assert one(text, "Hiivision").how == "typo"
    assert one(text, "Quillmark").class_name == "Company"


def test_lists_give_their_members_a_class() -> None:
    """ "Firms such as A and B": both are companies; so are those after a known one; universities aren't."""
    text = "Firms such as Quillmark and Orlen Vantage were added. Huawei, Zorbex and Tessoro objected."
    assert {m.text: m.class_name for m in found(text)} == dict.fromkeys(
        ("Quillmark", "Orlen Vantage", "Huawei", "Zorbex", "Tessoro"), "Company")
    assert one("Universities including Quillmark were added.", "Quillmark").class_name == "Institution"


def test_units_and_places_in_brackets_are_others() -> None:
    """A unit is an entity of its own, with the parent's name in it."""
    text = "SMIC (Shenzhen) and Huawei Device were added; SMIC and Huawei were not."
    mentions = found(text)
    assert [(m.text, m.node) for m in mentions] == [
        ("SMIC (Shenzhen)", None), ("Huawei Device", None), ("SMIC", "company:smic"), ("Huawei", "company:huawei")]
    assert [m.class_name for m in mentions] == ["Company"] * 4


def test_spacing_hyphens_and_legal_forms_do_not_hide_a_firm() -> None:
    """Written apart, joined to a word, shouted, possessive, or with its legal form."""
    text = "Hik Vision, HUAWEI, Hikvision-made cameras, ZTE's chips, Megvii Technology Ltd. and ZTE Corp. fell."
    assert [m.node for m in found(text)] == ["company:hikvision", "company:huawei", "company:hikvision",
                                             "company:zte", "company:megvii", "company:zte"]


@pytest.mark.parametrize(("text", "node"), [
    ("Beijing would not give in.", "gov:cn"),
    ("Talks resume in Beijing.", "region:cn-beijing"),
    ("The talks with Washington stalled.", "gov:us"),
    ("He flew to Washington.", "region:us-washington"),
    ("Pressure from Beijing grew.", "gov:cn"),
    ("Washington's tariffs hurt.", "gov:us"),
    ("Tariffs cost Beijing dearly.", "gov:cn"),
    ("They spoke with Tokyo and Beijing.", "gov:cn"),
    ("The embassy is in Washington, D.C. now.", "region:us-washington"),
])
def test_a_capital_acts_or_is_a_place(text: str, node: str) -> None:
    """Seats of government stand for the government only where they act or are dealt with."""
    assert next(m.node for m in found(text) if m.text.startswith(("Beijing", "Washington"))) == node


def test_countries_are_parties_places_and_adjectives() -> None:
    """China acts; one may be in China; Chinese goods are of China."""
    text = "China said firms in Japan buy South Korean chips. The Indian government agreed."
    assert [(m.text, m.class_name, m.country, m.how) for m in found(text)] == [
        ("China", "Government", "CN", "exact"), ("Japan", "Region", "JP", "exact"),
        ("South Korean", "Region", "KR", "nationality"), ("Indian government", "Government", "IN", "alias")]


def test_governments_go_by_their_heads_and_houses() -> None:
    """The Trump administration is the government; the White House and the Pentagon are agencies."""
    text = "The Trump administration, the White House and the Pentagon agreed with the Biden administration."
    assert nodes(text) == {
        "Trump administration": "gov:us", "White House": "agency:us-white-house", "Pentagon": "agency:us-dod",
        "Biden administration": "gov:us"}


def test_ministries_are_of_the_country_said_with_them() -> None:
    """Another country's ministry of the same name is another entity."""
    text = "China's Commerce Ministry met India's Commerce Ministry. Japan's Ministry of Finance did not come."
    assert nodes(text) == {"China's Commerce Ministry": "agency:cn-mofcom", "India's Commerce Ministry": None,
                           "Japan's Ministry of Finance": None}
    assert one(text, "India's Commerce Ministry").country == "IN"


def test_a_ministry_without_country_needs_its_country_in_the_text() -> None:
    """ "The foreign ministry" is the registry's only in a text that names the country."""
    assert one("China objected, the foreign ministry said.", "foreign ministry").node == "agency:cn-mfa"
    alone = one("The foreign ministry objected to the plan of Kenya.", "foreign ministry")
    assert (alone.node, alone.rivals) == (None, ("agency:cn-mfa",))


@pytest.mark.parametrize(("text", "name", "node"), [
    ("The Ministry of Commerce of China objected.", "Ministry of Commerce of China", "agency:cn-mofcom"),
    ("The Ministry of Commerce of the People's Republic of China objected.",
     "Ministry of Commerce of the People's Republic of China", "agency:cn-mofcom"),
    ("The Netherlands' Ministry of Foreign Affairs objected.", "Netherlands' Ministry of Foreign Affairs",
     "agency:nl-foreign-affairs"),
    ("Canada sued, its Department of Justice said. Canada won.", "Department of Justice", "agency:ca-justice"),
    ("The U.S. won, its Department of Justice said.", "Department of Justice", "agency:us-doj"),
    ("Commerce said more would follow; the Commerce Department had listed it.", "Commerce Department",
     "agency:us-doc"),
    ("The Commerce Department listed it. Commerce said more would follow.", "Commerce", "agency:us-doc"),
    ("The National People's Congress met.", "National People's Congress", "agency:cn-npc"),
])
def test_agencies_by_the_words_around_them(text: str, name: str, node: str) -> None:
    """The country behind, the country named most, the department's matter alone."""
    assert one(text, name).node == node


def test_treasury_bonds_are_not_the_treasury() -> None:
    """What an agency issues or who is titled after it isn't the agency."""
    assert found("Treasury yields rose.") == []
    assert [m.text for m in found("The Treasury Secretary and a Treasury official met.", None)] == ["Treasury"]


def test_the_ministry_is_the_one_named_before() -> None:
    """A bare noun goes back to the last agency of that sort; the department stays a department."""
    text = ("China's Commerce Ministry objected. The Commerce Department replied. "
            "The ministry said the department erred.")
    assert one(text, "ministry").node == "agency:cn-mofcom"
    assert one(text, "department").node == "agency:us-doc"
    assert nodes("The ministry said nothing.") == {}


def test_titles_are_not_part_of_a_mention() -> None:
    """The name alone is the mention, and the agency of a title names nobody."""
    text = ("U.S. Trade Representative Robert Lighthizer and Treasury Secretary Steven Mnuchin met Chinese Vice "
            "Premier Liu He and President Xi Jinping.")
    assert nodes(text) == {"U.S.": "gov:us", "Robert Lighthizer": "person:robert-lighthizer", "Chinese": "region:cn",
                           "Steven Mnuchin": "person:steven-mnuchin", "Liu He": "person:liu-he",
                           "Xi Jinping": "person:xi-jinping"}


@pytest.mark.parametrize(("text", "date", "node"), [
    ("The Commerce Secretary spoke.", "2019-10-08", "person:wilbur-ross"),
    ("The Commerce Secretary spoke.", "2022-10-08", "person:gina-raimondo"),
    ("The U.S. commerce secretary spoke.", "2025-06-01", "person:howard-lutnick"),
    ("The Chinese president spoke.", "2019-10-08", "person:xi-jinping"),
    ("China's commerce minister spoke.", "2019-10-08", "person:zhong-shan"),
])
def test_an_office_is_whose_it_was_on_the_day(text: str, date: str, node: str) -> None:
    """Officials resolve through office and published date."""
    assert node in nodes(text, date).values()


@pytest.mark.parametrize("text", [
    "The former Commerce Secretary spoke.", "A commerce secretary spoke.", "The deputy commerce secretary spoke.",
    "The president spoke.", "The Vice Premier spoke."])
def test_an_office_that_may_be_anybodys_is_nobodys(text: str) -> None:
    """Former holders, deputies, any president, one of several vice premiers."""
    assert not [m for m in found(text) if m.class_name == "Person"]


def test_an_office_without_a_day_is_nobodys() -> None:
    """Without a published date several may have held it."""
    assert not [m for m in found("The Commerce Secretary spoke.", None) if m.class_name == "Person"]


def test_surnames_come_back() -> None:
    """Known and unknown people are called by their surname later, Chinese ones by the first word."""
    text = ("Wilbur Ross met Liu He and Zhou Menglan, a trade official. Jane Miller, an analyst, was there. "
            "Ross left. Liu stayed. Zhou spoke and Miller listened.")
    assert [(m.text, m.name, m.how) for m in found(text)][-4:] == [
        ("Ross", "Wilbur Ross", "second mention"), ("Liu", "Liu He", "second mention"),
        ("Zhou", "Zhou Menglan", "second mention"), ("Miller", "Jane Miller", "second mention")]
    assert one(text, "Miller").class_name == "Person"


def test_a_surname_alone_needs_the_office() -> None:
    """Officials are known by surname while in office, heads of state always, others never."""
    assert nodes("Lighthizer spoke.", "2019-10-08") == {"Lighthizer": "person:robert-lighthizer"}
    assert nodes("Lighthizer spoke.", "2024-10-08") == {"Lighthizer": None}
    assert nodes("Trump spoke.", None) == {"Trump": "person:donald-trump"}
    assert nodes("Melania Trump spoke.") == {"Melania Trump": None}
    assert nodes("Secretary Mnuchin spoke.", None) == {"Mnuchin": "person:steven-mnuchin"}


def test_the_pronoun_he_is_no_surname() -> None:
    """After He Lifeng, "He said" stays a pronoun; Vice Premier He doesn't."""
    text = "He Lifeng came to Geneva. He said little. Vice Premier He left."
    assert [m.text for m in found(text, "2025-05-12")] == ["He Lifeng", "Geneva", "He"]
    assert found(text, "2025-05-12")[-1].start == text.rindex("He left")


def test_an_acronym_in_brackets_holds_for_the_document() -> None:
    """Short forms that the text itself introduces stand for the long ones, from there on."""
    text = "The Institute of Odd Tides (IOT2) and the Bureau of Lens Control (BLC) met. BLC agreed."
    assert [(m.text, m.name, m.how) for m in found(text) if m.how == "acronym"] == [
        ("BLC", "Bureau of Lens Control", "acronym"), ("BLC", "Bureau of Lens Control", "acronym")]
    assert "BLC" not in {m.text for m in found("BLC agreed with Huawei.") if m.how == "acronym"}


def test_short_names_of_firms_come_back() -> None:
    """ "Quillmark" after "Quillmark Technology Co., Ltd."."""
    text = "Quillmark Technology Co., Ltd. was listed. Quillmark objected."
    assert [(m.text, m.name) for m in found(text)][-1] == ("Quillmark", "Quillmark Technology Co., Ltd.")


def test_organizations_keep_the_country_in_their_name() -> None:
    """ "Chinese Academy of Sciences" is one name; "American farmers" isn't."""
    text = "The Chinese Academy of Sciences, American Airlines and the U.S. Chamber of Commerce told American farmers."
    assert {m.text: m.class_name for m in found(text)} == {
        "Chinese Academy of Sciences": "Institution", "American Airlines": "Company",
        "U.S. Chamber of Commerce": "Institution", "American": "Region"}


@pytest.mark.parametrize(("text", "name", "class_name"), [
    ("The Federation of Lens Makers of the Netherlands objected.", "Federation of Lens Makers of the Netherlands",
     "Institution"),
    ("The University of the West objected.", "University of the West", "Institution"),
    ("The Bank of Norway objected.", "Bank of Norway", "Party"),
    ("They asked Procter & Gamble for more.", "Procter & Gamble", "Party"),
    ("They asked Ana de la Torre for more.", "Ana de la Torre", "Person"),
    ("They asked Farmers for Open Seas for more.", "Farmers for Open Seas", "Party"),
    ("The Lens Export Ministry objected.", "Lens Export Ministry", "Agency"),
    ("The Senate Lens Committee objected.", "Senate Lens Committee", "Agency"),
    ("Shares of rose at Reuters on Monday.", "Reuters", "Institution"),
    ("A farm in North Dakota failed.", "North Dakota", "Region"),
    ("The chipmaker Quillmark objected.", "Quillmark", "Company"),
    ("Quillmark Lens Ltd of Oslo objected.", "Quillmark Lens Ltd", "Company"),
    ("China Quillmark rose.", "China Quillmark", "Party"),
    ("Huawei (Quillmark) and SMIC (Beijing) Co., Ltd. rose.", "SMIC (Beijing) Co., Ltd.", "Company"),
    ("Zorbex spoke. Anna Zorbex, an analyst, left.", "Anna Zorbex", "Person"),
    ("The Washington Lens Post objected.", "Washington Lens Post", "Institution"),
    ("Borwell Tide was there. Later spokeswoman Borwell Tide left.", "Borwell Tide", "Person"),
])
def test_a_name_is_as_long_as_it_is(text: str, name: str, class_name: str) -> None:
    """What belongs to a name, and what sort of party its words and its neighbours make of it."""
    assert one(text, name).class_name == class_name


def test_one_name_is_of_one_class() -> None:
    """What one place of a text tells of an unknown name holds for all of the text."""
    text = "Borwell Tide was there. Later spokeswoman Borwell Tide left."
    assert {m.class_name for m in found(text) if m.text == "Borwell Tide"} == {"Person"}


def test_jordan_is_a_country_unless_it_is_a_name() -> None:
    """Countries that people are called after."""
    assert one("Exports to Jordan fell.", "Jordan").country == "JO"
    assert all(m.country != "JO" for m in found("They asked Michael Jordan for more."))


def test_persons_are_known_by_title_name_and_apposition() -> None:
    """Titles, first names, Chinese names, hyphenated names."""
    text = ("Economy Minister Ovidio Tressa, Susan Quill, Zhang Meilan and Roh Jae-in met. Dorval Prix, a spokesman "
            "for the union, did not.")
    assert {m.text: m.class_name for m in found(text)} == dict.fromkeys(
        ("Ovidio Tressa", "Susan Quill", "Zhang Meilan", "Roh Jae-in", "Dorval Prix"), "Person")


@pytest.mark.parametrize("text", [
    "On Monday AI and GDP grew in October.", "The Muslims left. Coverage went on.",
    "See www.Quillmark.com/News_Page or Data/Report.Txt there.", "Companies fear the Tariff Act of 1930."])
def test_capitals_alone_make_no_party(text: str) -> None:
    """Days, peoples, abbreviations, addresses and laws are no parties."""
    assert found(text) == []


def test_title_case_headings_give_known_names_only() -> None:
    """In a heading every word is a capital."""
    text = "Huawei Sues Quillmark Over Broken Lens Deal\n\nThe case goes on."
    assert nodes(text) == {"Huawei": "company:huawei"}


def test_chinese_names_in_a_text() -> None:
    """Names in Chinese characters are found as they are, the longest first."""
    assert nodes("商务部 (the ministry) and 华为技术有限公司 objected.")["商务部"] == "agency:cn-mofcom"
    assert nodes("华为技术有限公司回应")["华为技术有限公司"] == "company:huawei"


def test_lists_are_found_in_small_letters_too() -> None:
    """The entity list and the Unreliable Entity List."""
    assert nodes("It is on the entity list, not the Unreliable Entity List.") == {
        "entity list": "list:us-el", "Unreliable Entity List": "list:cn-uel"}


def test_other_names_other_places_same_shape() -> None:
    """Exchanging the names of a text exchanges its mentions and nothing else."""
    template = "{0} and {1} were added, said {2} of {3}'s Foreign Ministry."
    first = found(template.format("Megvii", "Zorbex", "Geng Shuang", "China"))
    second = found(template.format("Yitu", "Zorbix", "Anna Roe", "Norway"))
    assert [m.node for m in first] == ["company:megvii", None, "person:geng-shuang", "agency:cn-mfa"]
    assert [m.node for m in second] == ["company:yitu", None, None, None]
    assert [m.class_name for m in first] == [m.class_name for m in second]


def test_resolve_takes_one_name() -> None:
    """By the guarded order; hints leave out what doesn't fit; doubtful names only when asked."""
    known = NAMES.resolve("Huawei Technologies")
    assert (known.node, known.name, known.country) == ("company:huawei", "Huawei Technologies Co., Ltd.", "CN")
    own = NAMES.resolve("Quillmark", class_hint="Company", country="US")
    assert (own.node, own.class_name, own.country, own.how) == (None, "Company", "US", "unresolved")
    assert NAMES.resolve("Huwaei").node is None
    assert NAMES.resolve("Huwaei", curated_only=False).node == "company:huawei"


@pytest.mark.parametrize(("name", "class_name", "node"), [
    ("United States", "Government", "gov:us"), ("United States", "Region", "region:us"),
    ("China", "Government", "gov:cn"), ("China", "Region", "region:cn")])
def test_a_country_is_its_government_when_one_is_asked_for(name: str, class_name: str, node: str) -> None:
    """The name is the region's own and the government's alias."""
    found = NAMES.resolve(name, class_hint=class_name)
    assert (found.node, found.class_name) == (node, class_name)


def test_official_tells_who_held_an_office() -> None:
    """Words, country, day; None when it can't be told."""
    ross = NAMES.official("Commerce Secretary", "US", "2019-10-08")
    assert ross is not None
    assert (ross.node, ross.how) == ("person:wilbur-ross", "office")
    chinese = NAMES.official("Chinese Minister of Commerce", None, "2022-01-01")
    assert chinese is not None
    assert chinese.node == "person:wang-wentao"
    assert NAMES.official("Commerce Secretary", "US", None) is None
    assert NAMES.official("Commerce Secretary", "CN", "2019-10-08") is None
    assert NAMES.official("Spokesperson", "CN", "2019-10-08") is None


def test_office_of_tells_what_somebody_was() -> None:
    """By day; without known days the only office; nothing for a day outside."""
    assert NAMES.office_of("person:wilbur-ross", "2019-10-08") == HeldOffice(
        "Secretary of Commerce", "agency:us-doc", "United States Department of Commerce", "US")
    assert NAMES.office_of("person:wilbur-ross", "2022-10-08") is None
    assert NAMES.office_of("person:ren-zhengfei", "2019-10-08") is not None
    assert NAMES.office_of("company:huawei", None) is None


@pytest.mark.parametrize(("text", "code"), [
    ("Chinese", "CN"), ("Beijing", "CN"), ("the U.S.", "US"), ("Washington", "US"), ("South Korean", "KR"),
    ("the Chinese government", "CN"), ("Indian Ministry of Steel", "IN"), ("Liu He", "CN"), ("EU", "EU"),
    ("美国", "US"), ("商务部", "CN"), ("Quillmark", None), ("", None), ("Chinese farmers", None)])
def test_country_of_tells_whose_side(text: str, code: str | None) -> None:
    """Countries, adjectives, capitals, governments, agencies and officials."""
    assert NAMES.country_of(text) == code


def test_a_surname_with_junior_is_the_official() -> None:
    """ "Biden Jr." is Joe Biden, in full as well; another man's son is not."""
    assert one("Biden Jr. met Xi Jinping in Lima.", "Biden Jr.", "2024-11-18").node == "person:joe-biden"
    assert one("Joseph R. Biden Jr. spoke.", "Joseph R. Biden Jr.", "2024-11-18").node == "person:joe-biden"
    assert one("Sam Roe Jr. spoke.", "Sam Roe Jr.", "2024-11-18").node is None


def test_the_stop_of_a_legal_form_ends_the_name() -> None:
    """The next sentence's first word is no part of the firm's name; "Co., Ltd." is."""
    text = "He works for Wren Holding Corp. Wren makes nails. He left Acme Foods Co., Ltd. then."
    names = [m.text for m in found(text)]
    assert {"Wren Holding Corp.", "Acme Foods Co., Ltd."} <= set(names)
