"""Tariffs in text: actor, opponent, rate, value of goods, start, status; and what is no tariff."""

from __future__ import annotations

import pytest

from ingest.text import figures
from ingest.text.found import Tariff
from tests.reading_text import events_of


def tariffs(text: str, published: str | None = "2019-08-24", publisher: str = "") -> list[Tariff]:
    """The tariffs of a text."""
    return events_of(text, published, publisher)[1]


def brief(tariff: Tariff) -> tuple[str | None, tuple[str, ...], float | None, float | None, str | None, str]:
    """What is compared of a tariff."""
    return (tariff.country, tariff.against, tariff.rate_pct, tariff.amount_usd_bn, tariff.date, tariff.status)


def test_rate_value_start_and_sides() -> None:
    """A rate on a value of goods from a day, by one side against the other."""
    found, = tariffs("Beijing will raise tariffs to 25% on $60 billion worth of American products starting "
                     "June 1.",
                     "2019-05-14")
    assert brief(found) == ("CN", ("US",), 25.0, 60.0, "2019-06-01", "announced")


def test_two_rates_are_two_items() -> None:
    """Each rate of a sentence is an item; a value told later is that of both."""
    text = ("The United States on Wednesday said it would put 15% tariffs on European aircraft and 30% duties "
            "on French cheese over EU subsidies. The move covers $8 billion worth of EU goods.")
    assert [brief(found) for found in tariffs(text, "2019-10-03")] == [
        ("US", ("EU",), 15.0, 8.0, "2019-10-02", "announced"), ("US", ("EU",), 30.0, 8.0, "2019-10-02", "announced")]


def test_a_truce_gives_the_suspended_the_kept_and_the_ended() -> None:
    """Points of a rate that are suspended, the rest that is kept, and duties dropped without a rate."""
    text = ("By June 3 Canada will modify its duty on articles of Mexico by suspending 15 percentage points of "
            "that rate for 60 days, while retaining the remaining ad valorem rate of 5 percent on those "
            "articles, and will remove the additional duties imposed in March.")
    assert [(found.rate_pct, found.status, found.date) for found in tariffs(text, "2025-05-12")] == [
        (15.0, "suspended", "2025-06-03"), (5.0, "in_force", "2025-06-03"), (None, "ended", "2025-06-03")]


def test_numbered_parts_share_the_day_of_their_sentence() -> None:
    """The day in front of "(1) …; and (2) …" is that of both parts."""
    text = ("India will, by July 1, (1) change the duty on goods of Japan set in Order 4411 of March 3, 2025 by "
            "suspending 10 percentage points of that rate; and (2) remove the additional duties on those goods.")
    assert [(found.rate_pct, found.status, found.date) for found in tariffs(text, "2025-05-12")] == [
        (10.0, "suspended", "2025-07-01"), (None, "ended", "2025-07-01")]


def test_a_rise_gives_the_new_rate() -> None:
    """From one rate to another is one item with the new one, whichever is told first."""
    for text in ("Washington raised tariffs on $250 billion of Chinese goods from 10 to 25 percent.",
                 "Tariffs on $250 billion of Chinese goods will rise to 25 percent from 10 percent, Washington "
                 "said."):
        found, = tariffs(text)
        assert (found.country, found.against, found.rate_pct, found.amount_usd_bn) == ("US", ("CN",), 25.0, 250.0)


def test_all_origins_are_no_opponents() -> None:
    """Duties on everybody name no opponent, exempted countries least of all."""
    found = tariffs("Trump announced tariffs of 25% on steel and 10% on aluminum from all countries except "
                    "Canada and Mexico, effective March 23.", "2018-03-09")
    assert [brief(item) for item in found] == [
        ("US", (), 25.0, None, "2018-03-23", "announced"), ("US", (), 10.0, None, "2018-03-23", "announced")]


@pytest.mark.parametrize(("text", "status"), [
    ("Washington threatened to impose 50 percent tariffs on Brazilian goods.", "threatened"),
    ("If Brazil does not yield, Washington will put 50 percent tariffs on Brazilian goods.", "threatened"),
    ("Washington proposed 50 percent tariffs on Brazilian goods.", "proposed"),
    ("Washington said it would impose 50 percent tariffs on Brazilian goods.", "announced"),
    ("Washington has imposed 50 percent tariffs on Brazilian goods.", "in_force"),
    ("Washington suspended its 50 percent tariffs on Brazilian goods.", "suspended"),
    ("Washington cancelled its 50 percent tariffs on Brazilian goods.", "ended"),
])
def test_the_verb_gives_the_status(text: str, status: str) -> None:
    """One duty in seven states."""
    found, = tariffs(text)
    assert (found.country, found.against, found.rate_pct, found.status) == ("US", ("BR",), 50.0, status)


@pytest.mark.parametrize("text", [
    "Sales of the firm rose 25 percent while the tariff debate went on.",
    "The average tariff in China is about 14 percent.",
    "Beijing urged Washington to impose 10 percent tariffs on nobody.",
    "Washington did not impose 25 percent tariffs on Chinese cars.",
    "The plan has up to $12 billion in subsidies for farmers hurt by tariffs.",
    "If the Trump administration imposed a 25-percent tariff on Chinese goods, it could cost 300 billion "
    "dollars.",
    "Has Washington imposed 25 percent tariffs on Chinese cars?",
])
def test_what_is_no_tariff(text: str) -> None:
    """Other percentages, averages, advice, denials, subsidies, suppositions and questions found no item."""
    assert tariffs(text) == []


def test_other_sides_rates_and_values_change_the_item_so_and_no_more() -> None:
    """Metamorphic: each replaced argument of a text replaces that argument of its item."""
    for who, country, goods, against in (("Washington", "US", "Chinese", "CN"), ("China", "CN", "US", "US"),
                                         ("Canada", "CA", "American", "US"), ("India", "IN", "Chinese", "CN")):
        for rate, value in ((10, 34), (27.5, 200)):
            found, = tariffs(f"{who} imposed a {rate} percent tariff on ${value} billion of {goods} goods on "
                             "Friday.")
            assert brief(found) == (country, (against,), rate, value, "2019-08-23", "in_force")


def test_an_order_of_an_authority_has_its_country_as_actor() -> None:
    """A text without a subject, published by an authority, speaks for that authority's country."""
    text = ("All articles that are products of India shall be subject to an additional 25 percent ad valorem "
            "rate of duty.")
    found, = tariffs(text, "2025-08-06", "whitehouse.gov")
    assert (found.country, found.against, found.rate_pct) == ("US", ("IN",), 25.0)
    assert tariffs(text, "2025-08-06", "Daily News") == []


def test_a_tariff_in_chinese_is_found() -> None:
    """Chinese news: the new rate, the value and the day of a duty; a study's guess is none."""
    found, = tariffs("6月1日，美方已把对500亿美元中国输美产品的关税从15%提高至30%。", "2019-06-03")
    assert brief(found) == ("US", ("CN",), 30.0, 50.0, "2019-06-01", "in_force")
    assert tariffs("专家估测，美国对3000亿美元中国商品加征25%关税可能导致失业。", "2019-05-20") == []


@pytest.mark.parametrize(("text", "rates"), [
    ("duties of 5% or 10% on US goods", [5.0, 10.0]),
    ("tariffs between 7.5% and 100% on some goods", [None]),
    ("tariffs of 10 to 15 percent on some goods", [None]),
    ("a 34 percent tariff, up from 20 percent before", [34.0]),
    ("growth of 3 percent", []),
])
def test_rates_of_duty_are_told_from_other_percentages(text: str, rates: list[float | None]) -> None:
    """Several rates, spans, former rates, and what is no rate of duty."""
    assert [rate.pct for rate in figures.rates(text)] == rates


@pytest.mark.parametrize(("text", "billions"), [
    ("tariffs on $7.5 billion worth of EU "
     "goods", [7.5]), ("duties on 34 billion U.S. dollars of imports", [34.0]),
    ("goods worth $500 "
     "million", [0.5]), ("a trade deficit of $375 billion", []), ("to buy $40 billion of farm goods", [])])
def test_values_of_goods_are_told_from_other_sums(text: str, billions: list[float]) -> None:
    """Goods under a duty have a value; deficits and purchases are other sums."""
    assert [value.billions for value in figures.values(text)] == billions


@pytest.mark.parametrize(("text", "expected"), [
    ("China answered on May 13 with duties of 25% on $60 billion of American goods, to take effect on June 1.",
     ("CN", ("US",), 25.0, 60.0, "2019-06-01", "announced")),
    ("China said it would levy an extra 34% on all US imports from September 10.",
     ("CN", ("US",), 34.0, None, "2019-09-10", "announced")),
    ("Canada slapped 25% tariffs on C$30 billion of American goods on Tuesday.",
     ("CA", ("US",), 25.0, None, "2019-08-20", "in_force")),
    ("President Trump said he would hit Mexico with a 5% tariff from September 10 unless it stopped migrants.",
     ("US", ("MX",), 5.0, None, "2019-09-10", "threatened")),
    ("Beijing will lower its tariffs on American goods to 12 percent from 80 percent.",
     ("CN", ("US",), 12.0, None, None, "announced")),
    ("Trump delayed the tariffs on Mexico, but the 10% duty on Chinese goods went ahead on Tuesday.",
     ("US", ("CN",), 10.0, None, "2019-08-20", "in_force")),
    ("Despite warnings from farmers the United States will impose 25% tariffs on Chinese goods.",
     ("US", ("CN",), 25.0, None, None, "announced")),
])
def test_many_ways_to_tell_of_a_duty(text: str, expected: tuple[object, ...]) -> None:
    """Verbs of answering and levying, sums in other dollars, months that look like verbs, contrasts, conditions."""
    found, = tariffs(text)
    assert brief(found) == expected


@pytest.mark.parametrize("text", [
    "If the US government levies 25 percent tariffs on Chinese oranges, importers face higher costs.",
    "The United States should negotiate rather than strain its alliances or apply 10 percent tariffs on Chinese goods.",
    "Nobody knows how crippling a 50 percent tariff on Chinese goods would be for the United States.",
])
def test_supposed_duties_are_none(text: str) -> None:
    """What only stands in a condition, a contrast or a question of degree is no measure."""
    assert tariffs(text) == []


def test_what_answers_a_duty_is_not_the_duty_answered() -> None:
    """The duty behind "in response to" is the other side's."""
    ours, theirs = tariffs("Last week Beijing announced that it might levy tariffs on American goods worth $70 billion "
                           "in response to US plans to put tariffs on Chinese goods worth $300 billion.")
    assert (ours.country, ours.against, ours.amount_usd_bn) == ("CN", ("US",), 70.0)
    assert (theirs.country, theirs.against, theirs.amount_usd_bn) == ("US", ("CN",), 300.0)


def test_a_fact_sheets_rates_share_the_opponent_told_before() -> None:
    """ "The tariff rate on …" goes on with the duties of the text; each of two in a sentence has its own goods."""
    _, cranes, cells, parts = tariffs(
        "President Biden will raise tariffs on $18 billion of imports from China.\n\nThe tariff rate on harbour "
        "cranes will increase from 0% to 20% in 2024.\n\nThe tariff rate on solar cells will increase from 25% to 50% "
        "in 2024, while the tariff rate on parts of batteries will rise from 7.5% to 15% in 2026.", "2024-05-14",
        "White House")
    assert {found.against for found in (cranes, cells, parts)} == {("CN",)}
    assert [found.goods for found in (cranes, cells, parts)] == [("harbour cranes",), ("solar cells",),
                                                                 ("parts of batteries",)]


def test_an_enumerations_lead_gives_the_day() -> None:
    """ "Will take the following actions by September 14:" dates what follows."""
    _, = found = tariffs("The United States will take the following actions by September 14:\n\nThe United States will "
                         "suspend the 24% tariff on Chinese goods.")
    assert brief(found[0]) == ("US", ("CN",), 24.0, None, "2019-09-14", "suspended")


@pytest.mark.parametrize(("words", "goods"), [
    ("soybeans and pork on Monday", "soybeans and pork"), ("steel earlier this month", "steel"),
    ("steel, triggering protests", "steel"), ("cars from January 6", "cars"), ("goods worth $3 billion", "goods"),
    ("ship-to-shore cranes", "ship-to-shore cranes")])
def test_goods_end_where_the_sentence_goes_on(words: str, goods: str) -> None:
    """Days, reasons and values aren't goods."""
    found, = tariffs(f"China imposed 25% tariffs on American {words}.")
    assert found.goods == (f"American {goods}",)


def test_a_list_that_is_yet_to_be_heard_is_proposed() -> None:
    """A published list of duties that goes to comment is a proposal; without a hearing it stands as announced."""
    text = "Washington released a list of 15 percent tariffs on $90 billion in Chinese goods."
    found, = tariffs(text + " The list will go through public comment and a hearing in May.")
    plain, = tariffs(text + " Shares of importers fell.")
    assert (found.status, plain.status) == ("proposed", "announced")


def test_deciding_whether_to_impose_is_a_proposal() -> None:
    """What is still to be decided isn't announced; what has been decided is."""
    open_, = tariffs("Next month Washington will decide whether to impose tariffs on $12 billion in Chinese products.")
    done, = tariffs("Washington decided on Monday to impose tariffs on $12 billion in Chinese products.")
    assert (open_.status, done.status) == ("proposed", "announced")


def test_an_amendment_gives_the_rate_that_is_inserted() -> None:
    """The rate struck out is the old one."""
    found, = tariffs("The United States amended the tariffs on Chinese goods by striking 34% and inserting 84%.",
                     "2025-04-09")
    assert (found.country, found.against, found.rate_pct) == ("US", ("CN",), 84.0)


def test_tariffs_of_a_sum_are_duties_on_goods_of_that_value() -> None:
    """ "Imposing $45 billion in tariffs" tells the goods' value; what tariffs brought in doesn't."""
    found, = tariffs("Donald Trump signed an order, imposing up to $45 billion in tariffs on Chinese imports.")
    assert (found.country, found.against, found.amount_usd_bn) == ("US", ("CN",), 45.0)
    assert not tariffs("The United States collected $45 billion in tariffs last year.")


def test_euros_are_no_dollars() -> None:
    """Goods worth euros have no value in dollars; the duty is found all the same."""
    found, = tariffs("The European Union will impose tariffs on American goods worth 21 billion euros from May 6.",
                     "2025-04-09")
    assert brief(found) == ("EU", ("US",), None, None, "2025-05-06", "announced")
    assert not tariffs("The European Union fined the maker 2 billion euros, and its sales of €3 billion fell.")


def test_a_country_threatened_beside_others_is_the_opponent() -> None:
    """ "Threatened China and other nations with …"."""
    found, = tariffs("Donald Trump has threatened China and other nations with 400 percent tariffs.", "2025-07-09")
    assert (found.against, found.status) == (("CN",), "threatened")


def test_the_start_may_stand_in_the_next_sentence() -> None:
    """ "Such rate shall apply … on or after" belongs to the duty before it, another sentence's day doesn't."""
    duty = "Articles of Mexico shall be subject to an additional 20 percent rate of duty of the United States."
    found, = tariffs(duty + " Such rate of duty shall apply to what is entered on or after 12:01 a.m. "
                     "eastern time on March 6, 2025.", "2025-03-03")
    other, = tariffs(duty + " The minister will travel on March 6, 2025.", "2025-03-03")
    assert (found.date, other.date) == ("2025-03-06", None)


def test_who_is_asked_to_drop_a_duty_has_it() -> None:
    """ "Urged the EU to rethink plans for duties" proposes them; who is asked to impose duties has none."""
    found, = tariffs("Sweden urged the EU to rethink plans to impose duties of 30 percent on Chinese buses.",
                     "2024-09-20")
    assert brief(found) == ("EU", ("CN",), 30.0, None, None, "proposed")
    assert tariffs("Unions urged the EU to impose duties of 30 percent on Chinese buses.", "2024-09-20") == []


def test_duties_on_exports_are_those_of_the_buyer() -> None:
    """ "Facing tariffs on exports to Brazil" tells Brazil's duty."""
    found, = tariffs("Now facing 40% tariffs on exports to Brazil, Argentina asked for talks.")
    assert (found.country, found.against) == ("BR", ("AR",))


def test_a_duty_that_answers_is_the_answerers() -> None:
    """ "Responded to the US tariffs with duties of 15%" tells a duty on goods of the US, not one of the US."""
    found, = tariffs("Japan had already responded to the US tariffs with duties of 15% on American corn.")
    assert (found.country, found.against) == ("JP", ("US",))


def test_a_day_in_brackets_is_that_of_a_later_rise() -> None:
    """ "30% (rising to 50% after June 1)" doesn't start then."""
    text = "The United States put a duty of 30% on parcels from Mexico (rising to 50 dollars after June 1, 2025)."
    later = "The United States put a duty of 30% on parcels from Mexico (starting June 1, 2025)."
    assert [tariffs(one, "2025-04-02")[0].date for one in (text, later)] == [None, "2025-06-01"]


def test_any_adjective_may_stand_between_rate_and_duty() -> None:
    """A "25 percent penal tariff"; a rate of something else is no duty."""
    found, = tariffs("The United States imposed a 25 percent penal tariff on goods from India.")
    assert (found.country, found.against, found.rate_pct) == ("US", ("IN",), 25.0)
    assert tariffs("The United States spoke of a 25 percent share of goods from India under its tariff law.") == []


def test_an_order_that_amends_the_schedule_sets_the_rate_inserted() -> None:
    """ "By deleting “20%” and inserting “45%”" in the tariff schedule; another code's amendment sets none."""
    lead = "China raised its tariffs on goods of the United States to 30 percent. "
    text = ("Effective on or after 12:01 a.m. eastern time on May 9, 2025: (a) heading 9903.05.11 of the HTSUS shall "
            "be amended by deleting “20%” and by inserting “45%” in lieu thereof.")
    found = tariffs(lead + text, "2025-05-08", "The White House")
    assert ("US", 45.0, "2025-05-09") in [(one.country, one.rate_pct, one.date) for one in found]
    other = tariffs(lead + text.replace("of the HTSUS", "of the building code"), "2025-05-08", "The White House")
    assert 45.0 not in [one.rate_pct for one in other]


@pytest.mark.parametrize(("text", "status"), [
    ("The minister made good on a threat to impose a 20% tariff of the United States on Mexican tiles.", "in_force"),
    ("During the pause, the United States set a 20% tariff on Mexican tiles.", "in_force"),
    ("The United States paused a 20% tariff on Mexican tiles.", "suspended"),
    ("The United States has imposed a 20% tariff on Mexican tiles due to drug routes.", "in_force"),
    ("The tariffs of the United States on Mexican tiles are due to rise to 20%.", "announced"),
])
def test_a_threat_carried_out_and_a_pause_beside_leave_it_in_force(text: str, status: str) -> None:
    """Only what is said of the duty itself gives its status."""
    found, = tariffs(text)
    assert (found.rate_pct, found.status) == (20.0, status)


def test_values_may_be_written_with_the_code_of_the_dollar() -> None:
    """ "USD 20 billion" of goods; what was hit "already" has not the day of what followed."""
    found, = tariffs("The US will raise duties on USD 20 billion in Indian products.")
    assert found.amount_usd_bn == 20.0
    later = tariffs("On May 3, the US imposed tariffs on $20 billion worth of Indian goods on top of the $5 billion "
                    "it had already hit.")
    assert {(one.amount_usd_bn, one.date) for one in later} == {(20.0, "2019-05-03"), (5.0, None)}


def test_a_sentence_without_powers_goes_on_when_one_hand_levies_all() -> None:
    """Duties on further goods are those of the side told of before; guesses of experts are none."""
    lead = "The US put a 50% tariff on Chinese chips. "
    found = tariffs(lead + "Duties of 30% on cranes will start in May.", "2024-05-22")
    assert [(one.country, one.against, one.rate_pct) for one in found] == [("US", ("CN",), 50.0), ("US", ("CN",), 30.0)]
    assert len(tariffs(lead + "Economists say duties of 30% on cranes slow ports.", "2024-05-22")) == 1


def test_each_of_several_rates_has_its_own_opponent() -> None:
    """ "35% on goods of A, 50% for B": a rate each; two rates on one side stay that side's."""
    found = tariffs("The United States set a 35 percent tariff on Canadian goods, 50 percent for Brazil, and 20 "
                    "percent for India.")
    assert {(one.against, one.rate_pct) for one in found} == {(("CA",), 35.0), (("BR",), 50.0), (("IN",), 20.0)}
    both = tariffs("The United States put 10% tariffs on European planes and 25% duties on French wine of the EU.")
    assert {(one.against, one.rate_pct) for one in both} == {(("EU",), 10.0), (("EU",), 25.0)}


def test_a_rate_on_all_others_goes_on_with_the_hand_that_levies() -> None:
    """ "What comes from all countries not named": the same hand, no opponent."""
    found = tariffs("The United States set a 35 percent tariff on Canadian goods and 50 percent for Brazil. Products "
                    "of all countries not named are charged a 10% import tax.")
    assert ("US", (), 10.0) in [(one.country, one.against, one.rate_pct) for one in found]


@pytest.mark.parametrize(("text", "status"), [
    ("The US paused increasing import duties on Mexican goods to 30%.", "suspended"),
    ("If nothing changes, US tariffs of 30% on Mexican goods will remain in place.", "in_force"),
    ("Mexico, which exports about $70 billion worth of cars, faces a potential rise in tariffs to 30% on them.",
     "threatened"),
    ("Washington plans to impose 30% taxes on Mexican goods.", "proposed"),
])
def test_what_is_put_off_stays_or_may_come(text: str, status: str) -> None:
    """The verb that governs counts; what a country exports is no value of goods hit."""
    found, = tariffs("Mexico and the US speak of tariffs. " + text)
    assert (found.country, found.against, found.rate_pct, found.amount_usd_bn, found.status) == (
        "US", ("MX",), 30.0, None, status)


@pytest.mark.parametrize(("text", "billions"), [
    ("Norway put duties on 3 billion euros ($3.5 billion) worth of Canadian goods.", [3.5]),
    ("Norway put duties on 900 million pounds (about $1.2 billion) of Canadian goods.", [1.2]),
    ("Norway put duties on 3 billion euros (a third of the total) worth of Canadian goods.", [None]),
])
def test_a_texts_own_conversion_gives_the_dollars(text: str, billions: list[float | None]) -> None:
    """Dollars in brackets behind another currency are the value; without them it stays unknown."""
    assert [value.billions for value in figures.values(text)] == billions


def test_a_duty_by_somebody_on_anothers_goods_has_both() -> None:
    """ "by Norway on Brazilian goods": the goods behind a preposition are not those of the one before it."""
    found, = tariffs("New tariffs worth $2 billion will be applied by Norway on Brazilian goods.")
    assert (found.country, found.against, found.amount_usd_bn) == ("NO", ("BR",), 2.0)


def test_duties_in_the_clause_of_another_are_not_of_the_sum_before() -> None:
    """A sum of aid is not the value of the duties that somebody else imposes behind "as"."""
    assert tariffs("Norway announced support worth $2 billion as Brazil put tariffs on its salmon.") == []


def test_several_rates_of_one_hand_have_one_actor() -> None:
    """A country that one of two rates falls on doesn't impose the other."""
    text = ("President Donald Trump said a 30% tariff on goods from Norway and Chile, alongside 15% tariffs on "
            "goods from Japan, would go into effect on Friday.")
    assert {(found.country, found.against, found.rate_pct) for found in tariffs(text, "2025-06-16")} == {
        ("US", ("NO", "CL"), 30.0), ("US", ("JP",), 15.0)}


def test_duties_of_two_hands_keep_theirs() -> None:
    """Who answers with a duty keeps it, though the other's falls on its goods."""
    text = ("The U.S. has imposed 10 percent tariffs on Brazilian products and Brazil has imposed counter tariffs "
            "of 12 percent on U.S. products.")
    assert {(found.country, found.against, found.rate_pct) for found in tariffs(text, "2025-06-16")} == {
        ("US", ("BR",), 10.0), ("BR", ("US",), 12.0)}


def test_a_rise_named_by_a_noun_is_its_owners() -> None:
    """ "the Trump administration's increase of the tariff" is no duty of the subject."""
    found, = tariffs("Norway wants to undo the Trump administration's increase in May of the tariff on imported "
                     "fish to 27.5 percent from 2.5 percent.", "2025-06-16")
    assert (found.country, found.rate_pct) == ("US", 27.5)


def test_counter_tariffs_fall_on_the_other_side() -> None:
    """Duties that answer and name nobody are on the other power of the text; their day may follow."""
    text = ("Brazil put a 25 percent tariff on steel from Norway.\n\nIn response, Norway will bring back counter "
            "tariffs worth $2 billion. Those will apply from 1 July.")
    assert ("NO", ("BR",), None, 2.0, "2025-07-01", "announced") in [brief(t) for t in tariffs(text, "2025-06-16")]


def test_a_rate_that_took_effect_has_the_sides_told_before() -> None:
    """A sentence that gives only the rate goes on with the one before; what is guessed doesn't."""
    lead = "On May 5 Norway announced the imposition of tariffs on steel and aluminum products from Brazil and Chile. "
    found, = tariffs(lead + "The 25 percent tariff on steel took effect on June 1.", "2025-06-16")
    assert brief(found) == ("NO", ("BR", "CL"), 25.0, None, "2025-06-01", "in_force")
    assert tariffs(lead + "Analysts said a 25 percent tariff on steel would cost jobs if it took effect.") == []


@pytest.mark.parametrize(("text", "expected"), [
    ("Trump said that if Norway does not drop its tariffs on American-made boats, the U.S. will respond by imposing a "
     "30 percent tariff.", ("US", ("NO",), 30.0, None)),
    ("Oslo would put retaliatory tariffs on Brazilian goods worth $2 billion if Brazil levies duties on Norwegian "
     "fish.", ("NO", ("BR",), None, 2.0)),
])
def test_a_condition_about_the_other_sides_duty_names_the_opponent(text: str, expected: tuple[object, ...]) -> None:
    """The goods in an if-clause are those of another duty, in front of the threatened one and behind it."""
    found, = tariffs(text)
    assert (found.country, found.against, found.rate_pct, found.amount_usd_bn) == expected
    assert found.status == "threatened"


@pytest.mark.parametrize(("text", "status"), [
    ("Norway's prime minister has announced that Norway will impose 30% tariffs on Brazilian coffee.", "announced"),
    ("Norway has imposed the 30% tariffs on Brazilian coffee that it announced.", "in_force"),
])
def test_what_has_been_announced_is_not_yet_done(text: str, status: str) -> None:
    """ "has announced that it will": the perfect is of the telling."""
    found, = tariffs(text)
    assert found.status == status
