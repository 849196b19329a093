"""Whether two names mean one party: what joins them, what keeps them apart, what is left to a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.known_names import index_of, things
from kg.resolution.compare import CANDIDATE, DIFFERENT, SAME, compare
from kg.resolution.form import form, parts
from kg.resolution.index import NameIndex
from kg.resolution.known import Known
from kg.resolution.typo import distance, slip

REGISTRY = index_of(list(things()))
SMALL = NameIndex.of([
    Known("company:glimvision", "Company", ("Lanfor Glimvision Digital Technology Co., Ltd.", "Glimvision"), "CN"),
    Known("company:orbit", "Company", ("Orbit Machine Corporation", "OMC"), "CN"),
    Known("person:mo-fan", "Person", ("Mo Fan",), "CN"),
    Known("person:jane-roe", "Person", ("Jane Q. Roe",), "US"),
    Known("agency:us-parks", "Agency", ("United States Department of Parks", "Parks Department"), "US"),
    Known("agency:cn-parks", "Agency", ("Ministry of Parks of the People's Republic of China", "Ministry of Parks"),
          "CN"),
])

NAMES = [name for one in REGISTRY.known.values() for name in one.names
         if one.class_name in ("Company", "Person", "Agency")]
FIRMS = [name for one in REGISTRY.known.values() if one.class_name == "Company" for name in one.names]
PLACES = ["Beijing", "Shanghai", "Kunshan", "USA", "Germany", "Shenzhen", "UK", "Nanjing"]


@pytest.mark.parametrize(("a", "b"), [
    ("Hiivision", "Hikvision"),
    ("Hikivision", "Hangzhou Hikvision Digital Technology Company Limited"),
    ("Hikvision Digital Technology", "海康威视"),
    ("HUAWEI TECHNOLOGIES CO LTD", "Huawei"),
    ("Huawei Tech.", "華為技術有限公司"),
    ("Semiconductor Mfg. Int'l Corp. (SMIC)", "中芯国际"),
    ("Hik-Vision", "Hikvision"),
    ("Sugon", "Dawning Information Industry Co.,Ltd"),
    ("U.S. Commerce Department", "United States Department of Commerce"),
    ("The Commerce Department of the United States", "US Department of Commerce"),
    ("China's Commerce Ministry", "Ministry of Commerce of the PRC"),
    ("中国商务部", "MOFCOM"),
    ("Chinese foreign ministry", "Ministry of Foreign Affairs of China"),
    ("LIU He", "He Liu"),
    ("Vice Premier Liu He", "刘鹤"),
    ("WANG Wentao", "Minister Wentao Wang"),
    ("Wilbur L. Ross", "Commerce Secretary Wilbur Ross"),
    ("China", "People's Republic of China"),
    ("United Kingdom", "Britain"),
    ("SMIC Shenzhen", "Semiconductor Manufacturing International (Shenzhen) Corporation"),
    ("Trump", "Donald J. Trump"),
    ("Tencent", "Tencent Holdings Limited"),
    ("CNOOC", "China National Offshore Oil Corporation"),
    ("Borwell Optics Research Trust (BORT)", "BORT"),
    ("Megvi", "Megvii"),
    ("CETC 38th Research Institute", "No. 38 Research Institute of China Electronics Technology Group Corporation"),
])
def test_spellings_of_a_known_name_are_one(a: str, b: str) -> None:
    """Aliases, legal forms, spacing, scripts, slips, titles and the order of names lead to one party."""
    assert compare(a, b, REGISTRY).verdict == SAME


@pytest.mark.parametrize(("a", "b"), [
    ("Huawei", "Huawei Device Co., Ltd."),
    ("Huawei Technologies Co., Ltd.", "Huawei Technologies (Peru) S.A.C."),
    ("Huawei", "Huawei Investment & Holding Co., Ltd."),
    ("SMIC", "SMIC (Shenzhen)"),
    ("Semiconductor Manufacturing International (Shenzhen) Corporation",
     "Semiconductor Manufacturing International (Tianjin) Corporation"),
    ("Sugon", "Sugon (Chengdu) Co., Ltd."),
    ("华为", "华为终端有限公司"),
    ("中芯国际", "中芯国际(深圳)有限公司"),
    ("Hikvision", "Hikvision Canada Inc."),
    ("Hikvision", "Hisilicon"),
    ("ZTE", "ZTE Kangxun"),
    ("No. 10 Research Institute", "No. 29 Research Institute"),
    ("CETC 10th Research Institute", "CETC 29th Research Institute"),
    ("Ministry of Commerce", "Ministry of Commerce of India"),
    ("Department of Commerce", "Ministry of Commerce"),
    ("Department of State", "State Council"),
    ("Wang Yi", "Wang Yang"),
    ("Donald Trump", "Donald Trump Jr."),
    ("Liu He", "Liu Hu"),
    ("Harbin Institute of Technology", "Harbin Engineering University"),
    ("", "Huawei"),
    ("Ministry of Tides of France", "Ministry of Tides of Spain"),
    ("Marlow and its subsidiaries", "Borwell"),
])
def test_names_of_two_stay_apart(a: str, b: str) -> None:
    """Units, places, numbers, generic words, other countries' ministries and other people are never the same."""
    assert compare(a, b, REGISTRY).verdict == DIFFERENT


@pytest.mark.parametrize(("a", "b"), [
    ("Hivision", "Hikvision"),
    ("Huwaei", "Huawei"),
    ("Huawei and its affiliates", "Huawei"),
    ("Huawei Technologies GmbH", "Huawei Technologies Co., Ltd."),
    ("Sense Time", "Beijing Sensetime Technology Development Co., Ltd."),
    ("Ross", "Wilbur Ross"),
    ("Marlow GmbH", "Marlow AG"),
    ("Marlow Group", "Marlow"),
    ("Marlow Technologies", "Marlow Technology Group"),
    ("Marlow Instrument", "Marlow Instruments"),
    ("Jane Amy Roe", "Jane Roe"),
    ("Yun Poe", "Poe Yun"),
    ("Borwell Optics Research Trust", "BORT"),
    ("Honeywill", "Honeywell"),
    ("Ministry of Tides", "Ministry of Tides of France"),
    ("Huawei Technologies Cloud", "Huawei Cloud"),
    ("Marlow and its subsidiaries", "Marlow"),
    ("马洛光学有限公司", "马洛光学股份有限公司"),
])
def test_doubtful_pairs_are_candidates(a: str, b: str) -> None:
    """What a person should look at is neither joined nor told apart."""
    assert compare(a, b, REGISTRY).verdict == CANDIDATE


@pytest.mark.parametrize(("a", "b", "reason"), [
    ("Marlow Optics Co., Ltd.", "Marlow Optics", "legal form"),
    ("Marlow Optics Company Limited", "Marlow Optics Co Ltd", "spelling"),
    ("Defence Optics Centre", "Defense Optics Center", "spelling"),
    ("Müller Optik GmbH", "Mueller Optik GmbH", "spelling"),
    ("Açaí do Norte S.A.", "Acai do Norte SA", "spelling"),
    ("Raytheon Marine & Sons", "Raytheon Marine and Sons", "spelling"),
    ("Marlow-Optics", "MarlowOptics", "squashed"),
    ("ROE, Jane", "Jane Roe", "order of names"),
    ("Dr. Jane Roe", "Jane Roe", "title"),
    ("Ministry of Tides of France", "French Ministry of Tides", "the same body"),
    ("马洛光学有限公司", "马洛光学", "legal form"),
    ("第十四马洛研究所", "第14马洛研究所", "spelling"),
    ("Marlow Optics", "MARLOW  OPTICS", "the same name"),
])
def test_unknown_names_are_compared_by_their_words(a: str, b: str, reason: str) -> None:
    """Names that nobody knows are one when only legal form, spelling or order differ."""
    found = compare(a, b, REGISTRY)
    assert (found.verdict, found.reason) == (SAME, reason)


def test_any_of_several_names_of_one_party_counts() -> None:
    """A list's entry "X, a.k.a. Y" is the same as Y."""
    assert parts("Marlow Optics (a.k.a. Blue Lens Ltd.)") == ["Marlow Optics", "Blue Lens Ltd."]
    assert compare("Marlow Optics, a.k.a. Blue Lens Ltd.", "Blue Lens", REGISTRY).verdict == SAME
    assert compare("Marlow Optics, a.k.a. Blue Lens Ltd.", "Red Lens", REGISTRY).verdict == DIFFERENT


@pytest.mark.parametrize(("written", "kind"), [
    ("glimvission", "typo"),       # a doubled letter
    ("glimvisoin", "typo"),        # two neighbours changed places
    ("glimvizion", "typo"),
    ("glimvsion", "typo"),         # a vowel lost
    ("glmvision", "typo"),
    ("givision", ""),              # two letters lost
    ("glivision", "doubtful"),     # a consonant lost: another firm's name, more often than not
    ("flimvision", ""),            # another initial
    ("glimvision2", ""),
])
def test_a_slip_is_bounded(written: str, kind: str) -> None:
    """One edit in a long word of the firm's own, with the same initial."""
    assert slip((written,), ("glimvision",)) == kind


def test_a_slip_in_a_generic_word_joins_nothing() -> None:
    """Of the words that many firms share none is mended; nor is a place."""
    assert slip(("orbit", "machines"), ("orbit", "machine")) == ""
    assert slip(("shanghia", "lens"), ("shanghai", "lens")) == ""
    assert slip(("zhongxin",), ("zhongxing",)) == "doubtful"


def test_only_known_firms_have_slips() -> None:
    """A person's name is never mended."""
    index = NameIndex.of([Known("person:x", "Person", ("Marguerite Glimvision",))])
    assert index.find("Marguerite Glimvission").node == ""
    assert SMALL.find("Glimvission").node == "company:glimvision"


def test_find_says_how_it_found() -> None:
    """Each step of the guarded order has its name and score."""
    hows = {name: SMALL.find(name).how for name in (
        "Glimvision", "Glimvision Co., Ltd.", "GlimVision GmbH", "Glim Vision",
        "Lanfor Glimvision Digital Tech Co., Ltd.", "Parks Department of the U.S.", "U.S. Parks Department", "Fan Mo",
        "Jane Roe", "Glimvizion")}
    assert hows == {"Glimvision": "alias", "Glimvision Co., Ltd.": "legal form", "GlimVision GmbH": "legal form",
                    "Glim Vision": "squashed", "Lanfor Glimvision Digital Tech Co., Ltd.": "spelling",
                    "Parks Department of the U.S.": "body", "U.S. Parks Department": "body", "Fan Mo": "person",
                    "Jane Roe": "person", "Glimvizion": "typo"}
    assert SMALL.find("GlimVision GmbH").node == ""
    assert SMALL.find("GlimVision GmbH").rivals == ("company:glimvision",)


def test_find_keeps_to_class_and_country() -> None:
    """A hint leaves out what doesn't fit it; without one, a ministry needs its country."""
    assert SMALL.find("Glimvision", class_name="Person").node == ""
    assert SMALL.find("Glimvision", class_name="Organization").node == "company:glimvision"
    assert SMALL.find("Glimvision", country="US").node == ""
    assert SMALL.find("Parks Ministry").node == "agency:cn-parks"
    assert SMALL.find("Indian Parks Ministry").node == ""
    assert SMALL.find("Chinese Parks Ministry").node == "agency:cn-parks"
    assert SMALL.find("").node == ""


def test_a_name_is_taken_apart() -> None:
    """Legal form, brackets, acronym and numbers each have their place."""
    found = form("The Marlow Optics (Kunshan) Co., Ltd.")
    assert found.words == ("marlow", "optics", "kunshan")
    assert found.legal == {"co", "ltd"}
    assert found.marked == {"kunshan"}
    assert form("Borwell Optics Research Trust (BORT)").acronym == "bort"
    assert form("Fourteenth Institute").numbers == form("No. 14 Institute").numbers == ("14",)
    assert form("S.A. Marlow").words == ("sa", "marlow")


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_comparing_is_symmetric(a: str, b: str) -> None:
    """Which name stands first makes no difference."""
    assert compare(a, b, REGISTRY) == compare(b, a, REGISTRY)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_may_be_compared(a: str, b: str) -> None:
    """Names come from files: nothing in them breaks a comparison, and a name is the same as itself."""
    assert compare(a, b, REGISTRY) == compare(b, a, REGISTRY)
    assert compare(a, a, REGISTRY).verdict == SAME or not any(form(a).words)


@given(st.sampled_from(NAMES), st.sampled_from((str.upper, str.lower, str.title)),
       st.sampled_from(("", " ", ".", "  ")))
def test_case_and_silent_punctuation_do_not_matter(name: str, case: object, end: str) -> None:
    """A name shouted, whispered or followed by a full stop is the same name."""
    assert callable(case)
    assert compare(name, case(name) + end, REGISTRY).verdict in (SAME, CANDIDATE)
    assert compare(name, f"{name}{end}", REGISTRY).verdict == SAME


@given(st.sampled_from(FIRMS), st.sampled_from(PLACES))
def test_a_place_in_brackets_makes_another_firm(name: str, place: str) -> None:
    """Neither the firm's name with a place in brackets nor with the place as a word is the firm's."""
    assert compare(name, f"{name} ({place})", REGISTRY).verdict != SAME
    assert compare(name, f"{name} {place} Co., Ltd.", REGISTRY).verdict != SAME


@given(st.text("abcd", max_size=7), st.text("abcd", max_size=7))
def test_distance_is_symmetric_and_bounded(a: str, b: str) -> None:
    """Zero for equal words only, the same both ways, and never above one more than asked."""
    assert distance(a, b, 2) == distance(b, a, 2) <= 3
    assert (distance(a, b, 2) == 0) == (a == b)
