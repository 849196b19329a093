"""Blacklistings whose names stand in lines of their own, and lists that are described and not named."""

from __future__ import annotations

from ingest.text import furniture, listing_rows
from ingest.text.found import Blacklisting
from tests.reading_text import events_of


def listed(text: str, published: str | None = "2021-04-09") -> list[Blacklisting]:
    """The blacklistings of a text."""
    return events_of(text, published)[0]


def names(event: Blacklisting) -> list[str]:
    """The mentions of an event's targets."""
    return [target.text for target in event.targets]


def rows(*lines: str) -> list[list[str]]:
    """The names of the lists in a text of the given lines."""
    text = "\n".join(lines)
    return [[text[a:b] for a, b in found.names] for found in listing_rows.find(text, [(0, len(text))])]


def test_names_in_lines_are_targets() -> None:
    """Bullets behind a colon name those listed, without aliases; what follows the list doesn't."""
    event, = listed("The Commerce Department added three firms to the Entity List. The three companies are:\n\n"
                    "• Wren Computing Design Center\n\n• Heron Chips (Suzhou) Co., Ltd. (also known as HCS);\n\n"
                    "• The Finch Laboratory Ningbo\n\nThe rule takes effect on Friday.")
    assert names(event) == ["Wren Computing Design Center", "Heron Chips (Suzhou) Co., Ltd.", "Finch Laboratory Ningbo"]


def test_persons_in_lines_keep_their_office_out() -> None:
    """A row of a sanctioned official is the person, not the office behind the comma."""
    event, = listed("The Treasury Department sanctioned two individuals. The individuals sanctioned are:\n\n"
                    "- Jane Roe, Secretary for Harbours\n- John Li, Deputy Director of the Ferry Office")
    assert names(event) == ["Jane Roe", "John Li"]
    assert {target.class_name for target in event.targets} == {"Person"}


def test_a_list_of_goods_names_nobody() -> None:
    """Rows behind a line that speaks of no parties stay out, and so do rows in small letters."""
    event, = listed("The Commerce Department added Huawei to the Entity List. Exports need a permit for:\n\n"
                    "- Wafer Saws\n- Etching Machines")
    assert names(event) == ["Huawei"]
    assert rows("They buy:", "- frozen squid", "- cotton yarn") == []


def test_a_sentence_ends_the_rows() -> None:
    """Numbers, brackets and commas mark rows in English and Chinese; a line that tells something is none."""
    assert rows("The list:", "1. Alpha Ltd.,", "2) Beta Group; and", "(3) Gamma Inc.", "Alpha was surprised.") == [
        ["Alpha Ltd.", "Beta Group", "Gamma Inc."]]
    assert rows("名单如下：", "1.Alpha Textile Co. Ltd.（甲纺织有限公司）", "2.乙集团") == [
        ["Alpha Textile Co. Ltd.", "乙集团"]]
    assert rows("It said:", "Alpha is a firm", "Beta is another") == []


def test_items_keep_a_list_open() -> None:
    """An item with a comma, a number or no stop may be followed by another; a sentence may not."""
    assert furniture.goes_on_a_list("2.Beta Textile Co. Ltd.（乙纺织有限公司）")
    assert furniture.goes_on_a_list("Beta Cotton Co., Ltd.,")
    assert not furniture.goes_on_a_list("The ministry gave no reason for its decision on the nine firms.")


def test_a_described_list_takes_its_members() -> None:
    """A list that is told by what it is for has no name; "the new additions" are on it."""
    event, = listed("The United States has added 13 firms in China to its list of companies that its officials could "
                    "not inspect.\n\nThe new additions include Wren Systems Co Ltd of Jiangsu and Heron Transport Co "
                    "Ltd.", "2023-12-19")
    assert (event.action, event.country, event.list_name) == ("add", "US", None)
    assert names(event) == ["Wren Systems Co Ltd", "Heron Transport Co Ltd."]


def test_the_list_is_the_one_named_before() -> None:
    """Who is taken off "the list" is taken off the list of the sentence before."""
    text = ("The Section 1260H list grew to 134 firms, the Pentagon said. Two companies were removed from the list on "
            "Monday, including Wren Shipping Group.")
    event, = listed(text, "2025-01-07")
    assert (event.action, event.list_name, event.date, names(event)) == (
        "remove", "Section 1260H List", "2025-01-06", ["Wren Shipping Group"])


def test_lists_of_other_things_are_no_blacklists() -> None:
    """A list of demands, or one that nobody's government keeps, makes no event."""
    assert listed("China added Huawei to its list of demands.") == []
    assert listed("The newspaper put Alpha Corp. on its list of firms to watch.") == []


def test_designated_as_military_companies() -> None:
    """Firms designated as, or among, companies of the army are listed."""
    event, = listed("The US Department of Defense has designated the game maker Tencent and Wren Batteries Co. as "
                    "companies linked to the Chinese military.", "2025-01-07")
    assert names(event) == ["Tencent", "Wren Batteries Co."]
    assert event.country == "US"


def test_what_happens_to_anybody_is_no_event() -> None:
    """Rules on who is listed, and steps towards it, tell of no listing."""
    assert listed("Companies are added to the Unverified List if officials cannot visit them.") == []
    assert listed("Washington will then start the process of adding them to the Entity List.") == []


def test_an_agency_goes_on_adding() -> None:
    """"It also added A and B" names more of the same decision; "it added that" doesn't."""
    event, = listed("The Bureau of Industry and Security added nine firms to the Entity List. It also added Wren "
                    "Laboratory and Heron Co., Ltd. for buying chips. It added that Alpha Corp. had been warned.")
    assert names(event) == ["Wren Laboratory", "Heron Co., Ltd."]


def test_some_of_the_listed_are_no_second_listing() -> None:
    """A smaller number without a day of its own is a part of those listed."""
    event, = listed("On May 22, 2020, the Commerce Department said it would add 33 firms to the Entity List. The "
                    "department added 24 of the 33 entities to the Entity List for helping the army.", "2020-06-08")
    assert {count.count for count in event.claimed_counts} >= {33}


def test_long_names_stay_whole() -> None:
    """Fields joined by "and", and numbers or academies behind a short form, belong to the name."""
    event, = listed("The department added firms, including China Heron Science and Industry Corporation (CHSIC) "
                    "Second Academy, Wren Group Corporation (WGC) 13 and Alpha Chips, to its Entity List.")
    assert names(event) == ["China Heron Science and Industry Corporation (CHSIC) Second Academy",
                            "Wren Group Corporation (WGC) 13", "Alpha Chips"]


def test_owners_of_the_listed_are_not_listed() -> None:
    """"Subsidiaries of A, B and C" names nobody, nor does "A Corp.'s B Missiles" name A Corp."""
    event, = listed("China imposed sanctions on ten American firms, including subsidiaries of Wren Corp., Heron Corp. "
                    "and Finch Corp.")
    assert names(event) == []
    event, = listed("China added Wren Corp.'s Heron Missiles Inc. to its unreliable entity list.")
    assert names(event) == ["Heron Missiles Inc."]


def test_who_acts_is_not_whom_an_answer_is_about() -> None:
    """Behind "to" and "over" stands no lister: China sanctions over sales to Taiwan."""
    event, = listed("China stepped up its answer to U.S. arms sales to Taiwan by imposing sanctions on ten American "
                    "firms.")
    assert event.country == "CN"


def test_export_control_list_of_the_commerce_department() -> None:
    """The Commerce Department's "export control list" is the Entity List; China's stays its own."""
    event, = listed("The US Commerce Department added 13 firms to its export control list.")
    assert (event.country, event.list_name) == ("US", "Entity List")
    event, = listed("China's commerce ministry added 13 firms to its export control list.")
    assert (event.country, event.list_name) == ("CN", "Export Control List")


def test_chinese_names_in_a_later_sentence_and_in_lines() -> None:
    """这3家…为 names those listed before; so do numbered lines behind a colon."""
    event, = listed("商务部1月15日宣布，将3家美国实体列入不可靠实体清单。"
                    "这3家美国实体为参与对台军售的甲乙防务公司、丙丁航天公司、戊己科技公司。", "2025-01-15")
    assert names(event) == ["甲乙防务公司", "丙丁航天公司", "戊己科技公司"]
    event, = listed("美国商务部宣布将2家中国公司列入“实体”清单。\n\n"
                    "名单如下：\n\n1.Wren Textile Co. Ltd.（甲纺织有限公司）\n\n2.乙集团", "2020-07-21")
    assert names(event) == ["Wren Textile Co. Ltd.", "乙集团"]
