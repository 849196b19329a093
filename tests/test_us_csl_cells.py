"""The cells of the Consolidated Screening List, one by one."""

from __future__ import annotations

import pytest

from ingest.us_csl import cells
from ingest.us_csl.ids import identifiers


@pytest.mark.parametrize(("cell", "names"), [
    ("GRACE 1", ["GRACE 1"]),
    ("HSRI; Hebei Institute; and CETC 13", ["HSRI", "Hebei Institute", "CETC 13"]),
    ("NWPU (also X; Y); Z", ["NWPU (also X; Y)", "Z"]),
    ('"One; Two" Works; Three', ['"One; Two" Works', "Three"]),
    ("A; B (from here; on; nothing closes", ["A", "B (from here; on; nothing closes"]),
    ("A; B; A", ["A", "B"]),
    ("A;B", ["A;B"]),
    ("A; ; B; ", ["A", "B"]),
])
def test_a_list_is_split_only_where_that_is_safe(cell: str, names: list[str]) -> None:
    """Semicolons part names, except within brackets and quotation marks."""
    assert [name.text for name in cells.other_names(cell)] == names


def test_what_could_not_be_split_says_so() -> None:
    """An alias that still holds a semicolon is marked by its rule."""
    assert [name.rule for name in cells.other_names("A; B (C; D")] == ["cell", "unsplit"]


@pytest.mark.parametrize(("cell", "text", "kind"), [
    ("'AECC'", "AECC", "weak_alias"), ("\u201cSense Time\u201d", "Sense Time", "weak_alias"),
    ("a.k.a. SMIC", "SMIC", "alias"), ("f.k.a. Old Works", "Old Works", "former"),
    ("Formerly known as Old Works", "Old Works", "former"), ("''", "''", "alias"),
    ("OOO 'AGRO'", "OOO 'AGRO'", "alias"),
])
def test_the_form_of_a_name_tells_its_kind(cell: str, text: str, kind: str) -> None:
    """Names wholly in quotation marks are weak, f.k.a. makes a former one."""
    assert cells.other_names(cell)[0][:2] == (text, kind)


@pytest.mark.parametrize(("cell", "found"), [
    ("No. 1 Road, Tehran, IR; Box 2, Dubai, AE", [("No. 1 Road, Tehran, IR", "IR"), ("Box 2, Dubai, AE", "AE")]),
    ("5 Street; Block B; Hebei, CN", [("5 Street; Block B; Hebei, CN", "CN")]),
    ("A, CN; and B, CN", [("A, CN", "CN"), ("B, CN", "CN")]),
    ("CN; HK", [("CN", "CN"), ("HK", "HK")]),
    ("Main Street, Bastrop, TX, 78602", [("Main Street, Bastrop, TX, 78602", "")]),
    ("A, ZZ; B, CN; C", [("A, ZZ; B, CN", "CN"), ("C", "")]),
    ("A, CN; A, CN", [("A, CN", "CN")]),
])
def test_addresses_end_at_a_country_code(cell: str, found: list[tuple[str, str]]) -> None:
    """A semicolon parts two addresses only after a country code that exists."""
    assert [(address.text, address.country) for address in cells.addresses(cell)] == found


def test_a_code_that_may_be_a_state_is_less_sure() -> None:
    """Where the country is left out, CA may be California; TX is no country at all."""
    assert cells.addresses("Los Angeles, CA", states=True)[0].confidence == 70
    assert cells.addresses("Tehran, IR", states=True)[0].confidence == 100
    assert cells.addresses("Toronto, CA")[0].confidence == 100
    assert cells.addresses("Austin, TX", states=True)[0].country == ""


@pytest.mark.parametrize(("name", "form"), [
    ("Hangzhou Hikvision Digital Technology Co., Ltd.", "Ltd."), ("ACTeam Logistics LLC", "LLC"),
    ("Huawei Technologies Co., Ltd. (Huawei)", "Ltd."), ("OAO AK TRANSNEFT", "OAO"), ("Gulf GmbH", "GmbH"),
    ("Huawei Technologies Co., Ltd., Beijing Research Institute", "Co., Ltd"), ("ADP, S.C.", ""), ("SA", ""),
    ("Tongji University", ""), ("(ABC)", ""),
])
def test_a_legal_form_is_found(name: str, form: str) -> None:
    """The form is a part of the name, so that it can be quoted."""
    assert cells.company_form(name) == form
    assert form in name


@pytest.mark.parametrize(("name", "turned"), [
    ("LI, Shangfu", "Shangfu LI"), ("Evren KAYAKIRAN", ""), ("GONZALEZ, Jr.", ""), ("A, B, C", "")])
def test_only_last_comma_first_is_turned(name: str, turned: str) -> None:
    """A generation or a second comma leaves the name alone."""
    assert cells.first_last(name) == turned


@pytest.mark.parametrize(("cell", "name", "note"), [
    ("X; and any successor, sub-unit, or subsidiary thereof", "X",
     "and any successor, sub-unit, or subsidiary thereof"),
    ("X and any successor", "X", "and any successor"),
    ("P (P).  Affiliated Entity:  Q Ltd.", "Q Ltd.", "P (P).  Affiliated Entity:"),
    ("Many successors", "Many successors", ""), ("Affiliated Entity: ", "Affiliated Entity: ", "")])
def test_a_name_cell_gives_its_name_and_its_note(cell: str, name: str, note: str) -> None:
    """What stands beside the name is kept apart."""
    assert cells.name_and_note(cell)[:2] == (name, note)


@pytest.mark.parametrize(("cell", "found"), [
    ("84 FR 54002", ["84 FR 54002"]), ("82 F.R. 48792 10/20/2017", ["82 FR 48792"]), ("", []),
    ("83F.R. 28801 6/21/2018, 84 F.R. 27233 6/12/2019", ["83 FR 28801", "84 FR 27233"]),
    ("77 FR 58006 (no. 182), 81 FR 64694", ["77 FR 58006", "81 FR 64694"]),
    ("Vol. 83, No. 91, 05/10/2018", ["Vol. 83, No. 91, 05/10/2018"])])
def test_citations_come_in_one_form(cell: str, found: list[str]) -> None:
    """All ways to write volume and page meet; other notices stay as they are."""
    assert [citation for _, citation in cells.citations(cell)] == found
    assert all(written in cell for written, _ in cells.citations(cell))


@pytest.mark.parametrize(("cell", "name", "code", "agency"), [
    ("Entity List (EL) - Bureau of Industry and Security", "Entity List", "EL", "Bureau of Industry and Security"),
    ("Military End User (MEU) List - Bureau of Industry and Security", "Military End User List", "MEU",
     "Bureau of Industry and Security"),
    ("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department", "Non-SDN Menu-Based Sanctions List",
     "NS-MBS", "Treasury Department")])
def test_a_source_cell_names_list_code_and_agency(cell: str, name: str, code: str, agency: str) -> None:
    """The three forms in which the lists are written."""
    assert cells.list_source(cell)[:3] == (name, code, agency)


@pytest.mark.parametrize("cell", [
    "", "Entity List", "Entity List (EL)", "Entity List - BIS", "(EL) - ", "é (E) - x"])
def test_a_source_cell_of_another_form_is_refused(cell: str) -> None:
    """A list is never guessed."""
    with pytest.raises(ValueError, match="source: expected"):
        cells.list_source(cell)


def test_leftovers_of_code_page_1252_are_repaired() -> None:
    """U+0092 was an apostrophe; U+0081 was nothing."""
    assert cells.clean(" Xi\x92an\x85 ") == "Xi\u2019an\u2026"
    with pytest.raises(ValueError, match=r"U\+0081"):
        cells.clean("Xi\x81an")


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1f", "\x7f", "\ufffe", "\ud800"])
def test_characters_that_no_store_takes_are_refused(character: str) -> None:
    """Control characters are never repaired in silence."""
    with pytest.raises(ValueError, match="found the character"):
        cells.clean(f"a{character}b")


@pytest.mark.parametrize(("entry", "literal"), [
    ("US, 80-0890696, Tax ID No.", "tax-id-no-us:80-0890696"), ("5030056754, Tax ID No.", "tax-id-no:5030056754"),
    ("Passport, 836238033, KP", "passport-kp:836238033"), ("CO, 811038291-3, NIT #", "nit-co:811038291-3"),
    ("V.A.T. Number, CHE-267.936.404, CH", "vat-number-ch:CHE-267.936.404"),
    ("GAZPRUMM, SWIFT/BIC", "swift-bic:GAZPRUMM"),
    ("IMO 9116412, Vessel Registration Identification", "imo:9116412"),
    ("Vessel Registration Identification, IMO 9116412", "imo:9116412"),
    ("Digital Currency Address - XBT, 1Abc", "digital-currency-address-xbt:1Abc")])
def test_identifiers_are_read_in_both_orders(entry: str, literal: str) -> None:
    """Type first or last, with the issuing country or without."""
    found = identifiers(entry, "Company")
    assert [(one.predicate, one.literal) for one in found] == [("identifiers", literal)]


@pytest.mark.parametrize("entry", [
    "Gender, Male", "www.example.org, Website", "Passport", "Passport, ", "MMSI, 255806208",
    "Subject to Directive 3, Executive Order 13662 Directive Determination -",
    "Secondary sanctions risk:, section 1(b) of Executive Order 13224"])
def test_what_identifies_nobody_stays_a_remark(entry: str) -> None:
    """Nothing of the cell is lost, and a website that a group shares makes nobody one."""
    found = identifiers(entry, "Company")
    assert [(one.predicate, one.literal) for one in found] == [("remarks", entry.strip())]


def test_ships_and_planes_have_properties_of_their_own() -> None:
    """The same entry is a property of a ship, and a remark on anything else."""
    assert identifiers("MMSI, 255806208", "Vessel")[0][1:3] == ("mmsi", "255806208")
    assert identifiers("IL76-TD, Aircraft Model", "Aircraft")[0][1:3] == ("aircraft_model", "IL76-TD")
    assert identifiers("IL76-TD, Aircraft Model", "Vessel")[0].predicate == "remarks"
