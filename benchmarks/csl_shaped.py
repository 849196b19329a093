"""A file shaped like the Consolidated Screening List, of as many rows as wanted; nobody in it exists.

    python -m benchmarks.csl_shaped OUT.csv --rows 25000 --seed 1 --columns 29

The same rows and seed give the same bytes. Lists, types, and how many aliases, addresses and identifiers a row
has follow the published list; 28 columns are those of the older editions, 29 have `_id` in front.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from ingest.us_csl import COLUMNS

BIS = "Bureau of Industry and Security"
TREASURY = "Treasury Department"
STATE = "State Department"
# list and how many of a thousand rows it has
LISTS = {
    f"Specially Designated Nationals (SDN) - {TREASURY}": 640,
    f"Entity List (EL) - {BIS}": 150,
    f"Denied Persons List (DPL) - {BIS}": 40,
    f"Unverified List (UVL) - {BIS}": 20,
    f"Military End User (MEU) List - {BIS}": 10,
    f"Nonproliferation Sanctions (ISN) - {STATE}": 30,
    f"ITAR Debarred (DTC) - {STATE}": 50,
    f"Sectoral Sanctions Identifications List (SSI) - {TREASURY}": 30,
    f"Non-SDN Menu-Based Sanctions List (NS-MBS List) - {TREASURY}": 10,
    f"Palestinian Legislative Council List (PLC) - {TREASURY}": 10,
    f"Foreign Sanctions Evaders (FSE) - {TREASURY}": 5,
    f"Capta List (CAP) - {TREASURY}": 5,
}
_TYPES = {"Individual": 47, "Entity": 45, "Vessel": 6, "Aircraft": 2}
_CITIES = {
    "CN": ("Beijing", "Shanghai", "Shenzhen", "Urumqi", "Wuhan", "Hefei", "Chengdu"),
    "HK": ("Kowloon", "Wan Chai", "Tsuen Wan"), "RU": ("Moscow", "Saint Petersburg", "Kazan", "Tomsk"),
    "IR": ("Tehran", "Isfahan", "Shiraz"), "AE": ("Dubai", "Sharjah", "Abu Dhabi"),
    "TR": ("Istanbul", "Ankara", "Izmir"), "CO": ("Bogotá", "Cali"), "MX": ("Tijuana", "Culiacan"),
    "KP": ("Pyongyang",), "SY": ("Damascus", "Aleppo"), "DE": ("Hamburg", "Munich"), "SG": ("Singapore",),
}
_COUNTRIES = tuple(_CITIES)
_SURNAMES = ("HADDAD", "IVANOV", "ZHANG", "RIVERA", "KARIMI", "OYELARAN", "PETROVA", "SALEH", "TRAN", "YILMAZ",
             "MORALES", "AL-AMIN", "VOLKOV", "CHEN", "REZAEI", "KIM", "BAUER", "NAZAROV")
_GIVEN = ("Ahmad", "Sergei", "Wei", "Carlos", "Mina", "Tunde", "Olga", "Yusuf", "Linh", "Emre", "Lucia", "Fatima",
          "Pavel", "Jun", "Reza", "Hyon", "Anton", "Dilshod")
_FIRM_WORDS = ("Northern", "Optical", "Marine", "Precision", "Electronics", "Semiconductor", "Aviation", "Digital",
               "Harbour", "Polymer", "Trading", "Logistics", "Instruments", "Petrochemical", "Holding", "Silk",
               "Machinery", "Navigation", "Industrial", "Technology")
_FORMS = ("Co., Ltd.", "LLC", "JSC", "FZE", "GmbH", "Trading Company", "S.A. de C.V.", "Institute", "Group", "")
_STREETS = ("Harbour Road", "Lenin Street", "Science Park Avenue", "Azadi Boulevard", "Industrial Zone 4",
            "Ring Road", "Calle 80", "Ataturk Caddesi", "Free Zone West")
_PROGRAMS = ("SDGT", "NPWMD", "IRAN", "RUSSIA-EO14024", "SDNTK", "SYRIA", "DPRK4", "IFSR", "CYBER2", "BELARUS")
_REMARKS = ("Secondary sanctions may apply", "All offices worldwide", "See the notice for the branches meant",
            "Owned in part by the parent named above")
_WEIGHTS = [*LISTS.values()]


def rows(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Rows by column name; `_id` is among them, for the files that want it."""
    dice = random.Random(seed)
    for number in range(1, count + 1):
        source = dice.choices(tuple(LISTS), _WEIGHTS)[0]
        row = dict.fromkeys(("_id", *COLUMNS), "")
        agency = source.rpartition(" - ")[2]
        row.update(source=source, _id=f"{dice.getrandbits(128):032x}",
                   source_list_url=f"https://lists.example/{source.split('(')[1].split(')')[0].lower()}",
                   source_information_url="https://lists.example/about")
        (_treasury if agency == TREASURY else _export if agency == BIS else _state)(dice, row, number)
        yield row


def write(path: Path, count: int, seed: int = 1, *, with_id: bool = True) -> None:
    """Write the rows as CSV with LF, in the older or the newer column set."""
    columns = ("_id", *COLUMNS) if with_id else COLUMNS
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows(count, seed))


def _treasury(dice: random.Random, row: dict[str, str], number: int) -> None:
    kind = dice.choices(tuple(_TYPES), tuple(_TYPES.values()))[0]
    country = dice.choice(_COUNTRIES)
    row.update(entity_number=str(number + 1000), _id=str(number + 1000), type=kind,
               programs="; ".join(dice.sample(_PROGRAMS, dice.choice((1, 1, 1, 2)))),
               remarks=dice.choice(("", "", f"(Linked To: {_firm(dice)})", dice.choice(_REMARKS))))
    if kind == "Individual":
        row.update(name=_person(dice), alt_names=_several(dice, _person, 4), dates_of_birth=_birth(dice),
                   title=dice.choice(("", "", "Deputy Minister", "Director; Board Member")),
                   nationalities=dice.choice(("", country)), citizenships=dice.choice(("", "", country)),
                   places_of_birth=dice.choice(("", f"{dice.choice(_CITIES[country])}, {country}")),
                   addresses=_addresses(dice, country, 1),
                   ids=dice.choice(("Gender, Male", f"Passport, {_number(dice, 9)}, {country}; Gender, Female")))
    elif kind == "Entity":
        row.update(name=_firm(dice).upper(), alt_names=_several(dice, _firm, 5), ids=_firm_ids(dice, country),
                   addresses=_addresses(dice, country, 3))
    elif kind == "Vessel":
        row.update(name=f"OCEAN {dice.choice(_FIRM_WORDS).upper()} {dice.randrange(99)}",
                   call_sign=_number(dice, 5),
                   vessel_type=dice.choice(("Crude Oil Tanker", "Bulk Carrier", "General Cargo")),
                   gross_registered_tonnage=_number(dice, 5), vessel_flag=dice.choice(("Panama", "Iran")),
                   ids=f"Vessel Registration Identification, IMO {_number(dice, 7)}; MMSI, {_number(dice, 9)}")
    else:
        row.update(name=f"EP-{_number(dice, 3)}", ids=f"Aircraft Tail Number, EP{_number(dice, 3)}; "
                                                      f"Aircraft Model, Airbus A3{_number(dice, 2)}")


def _export(dice: random.Random, row: dict[str, str], number: int) -> None:
    country = dice.choice(_COUNTRIES)
    start = datetime.date(2008, 1, 1) + datetime.timedelta(days=14 * dice.randrange(420))
    volume, page = start.year - 1935, 1000 + start.timetuple().tm_yday * 150
    row.update(name=_firm(dice), addresses=_addresses(dice, country, 3), start_date=start.isoformat(),
               federal_register_notice=f"{volume} FR {page}" + dice.choice(("", "", f"; {volume + 2} FR {page}")))
    if "(DPL)" in row["source"]:
        row.update(name=_person(dice).upper().replace(",", ""), standard_order="Y",
                   federal_register_notice=f"{volume} F.R. {page} {start.month}/{start.day}/{start.year}",
                   end_date=start.replace(year=start.year + 10, day=1).isoformat(), remarks="FR NOTICE ADDED",
                   addresses=f"{number} MAIN STREET, BASTROP, TX, {_number(dice, 5)}")
    elif "(UVL)" in row["source"]:
        row.update(start_date="", federal_register_notice="")
    else:
        row.update(license_requirement=f"For all items subject to the EAR (See §744.{dice.choice((11, 21))})",
                   license_policy=dice.choice(("Presumption of denial.", "Case-by-case basis")),
                   alt_names=_several(dice, _firm, 4))


def _state(dice: random.Random, row: dict[str, str], number: int) -> None:
    year = dice.randrange(1995, 2025)
    row.update(name=_person(dice).replace(", ", " "), federal_register_notice=f"{year - 1935} FR {number}")
    if "(ISN)" in row["source"]:
        row.update(name=f"{_firm(dice)}; and any successor, sub-unit, or subsidiary thereof", programs="INKSNA",
                   start_date=f"{year}-0{dice.randrange(1, 10)}-15",
                   federal_register_notice=f"Vol. {year - 1935}, No. {dice.randrange(250)}, 05/10/{year}")


def _person(dice: random.Random) -> str:
    return f"{dice.choice(_SURNAMES)}, {' '.join(dice.sample(_GIVEN, dice.choice((1, 2))))}"


def _firm(dice: random.Random) -> str:
    words = " ".join(dice.sample(_FIRM_WORDS, dice.choice((2, 3))))
    city = dice.choice(_CITIES[dice.choice(_COUNTRIES)])
    return f"{city} {words} {dice.randrange(1000)} {dice.choice(_FORMS)}".strip()


def _several(dice: random.Random, one: Callable[[random.Random], str], most: int) -> str:
    return "; ".join(one(dice) for _ in range(dice.randrange(most + 1)))


def _addresses(dice: random.Random, country: str, most: int) -> str:
    found = []
    for _ in range(dice.randrange(most + 1)):
        city = dice.choice(_CITIES[country])
        if dice.random() < 0.1:
            found.append(country)
        elif dice.random() < 0.05:
            found.append(f"Room {dice.randrange(900)}, {city}; and {dice.randrange(99)} Ring Road, {country}")
        else:
            found.append(f"No. {dice.randrange(2000)}, {dice.choice(_STREETS)}, {city}, {country}")
    return "; ".join(found)


def _birth(dice: random.Random) -> str:
    year = dice.randrange(1940, 2000)
    day = f"{year}-0{dice.randrange(1, 10)}-1{dice.randrange(10)}"
    return dice.choice((str(year), day, f"{year}; {year + 1}"))


def _firm_ids(dice: random.Random, country: str) -> str:
    found = [f"Tax ID No., {_number(dice, 10)}, {country}", f"Registration Number, {_number(dice, 8)}",
             f"Website, www.{_number(dice, 6)}.example",
             "Secondary sanctions risk:, section 1(b) of Executive Order 13224"]
    return "; ".join(dice.sample(found, dice.randrange(len(found) + 1)))


def _number(dice: random.Random, digits: int) -> str:
    return str(dice.randrange(10 ** (digits - 1), 10 ** digits))


def main() -> None:
    """Write the file that the command line asks for."""
    parser = argparse.ArgumentParser(description="A file shaped like the Consolidated Screening List.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=25_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--columns", type=int, choices=(28, 29), default=29)
    chosen = parser.parse_args()
    write(chosen.out, chosen.rows, chosen.seed, with_id=chosen.columns == 29)


if __name__ == "__main__":
    main()
