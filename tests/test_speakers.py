"""Who speaks: labels, signatures, parted sentences, unnamed spokespeople, pronouns, and words of nobody."""

from __future__ import annotations

import pytest

from ingest.text import furniture
from tests.statements_of import quoted, statements_of, told

WORDS = "“The harbor will close in May.”"


@pytest.mark.parametrize("label", [
    "Ann Hill:", "Boatmen President Ann Hill:", "Sen. Ann Hill (R-IN):", "Ann Hill (Vice President):",
    "Ann Hill, president of the Northport Boatmen:", "The council's president, Ann Hill:",
    "Northport Ship and Rope Company President Ann Hill:",
])
def test_a_label_before_a_quotation_names_its_speaker(label: str) -> None:
    """A person's name with or without office, a colon, and nothing but the quotation behind it."""
    [said] = statements_of(f"{label} {WORDS}")
    assert said.speaker is not None
    assert (said.speaker.name, said.mode, said.rule) == ("Ann Hill", "direct", "label")


def test_a_role_in_brackets_is_the_labels() -> None:
    """Brackets behind a name give the role, those with a party and state give none."""
    assert statements_of(f"Ann Hill (Vice President): {WORDS}")[0].role == "Vice President"
    assert statements_of(f"Ann Hill (R-IN): {WORDS}")[0].role is None


@pytest.mark.parametrize("label", ["Northport Gazette:", "The plan of last year:", "It went on like this in May:"])
def test_a_label_that_is_no_person_names_nobody(label: str) -> None:
    """Papers, things and clauses before a colon are no speakers."""
    assert quoted(f"{label} {WORDS}") == []


def test_a_country_of_the_paragraph_before_is_not_the_labels() -> None:
    """What one quotation ends in says nothing of the speaker of the next."""
    text = "Sen. Robert Stone (R-KY): “We will not yield to China!”\n\nRep. Ann Hill (R-TN): “The harbor will close.”"
    assert [said.country for said in statements_of(text)] == [None, None]


@pytest.mark.parametrize("signature", [
    "― Ann Hill", "— Ann Hill.", "-- Ann Hill, a lawyer from Boston", "– Ann Hill (@annhill) May 3, 2018",
])
def test_a_signature_is_the_speaker_behind_or_below_the_words(signature: str) -> None:
    """In the quotation's paragraph and in the one after it; the next quotation isn't the signer's."""
    assert quoted(f"{WORDS} {signature}") == [("Ann Hill", [WORDS])]
    assert quoted(f"{WORDS}\n\n{signature}\n\n“The boats have all left.”") == [("Ann Hill", [WORDS])]


def test_each_signature_signs_its_own_words() -> None:
    """A list of signed quotations."""
    text = f"{WORDS}\n\n― Ann Hill\n\n“The boats have all left.”\n\n― Robert Stone"
    assert quoted(text) == [("Ann Hill", [WORDS]), ("Robert Stone", ["“The boats have all left.”"])]


def test_a_signature_is_text_and_a_byline_is_not() -> None:
    """A dash and a name on a line of their own stay with the article, but not before it."""
    assert not furniture.is_heading("― Ann Hill", first=False)
    assert furniture.is_heading("― Ann Hill", first=True)
    assert furniture.is_furniture("By Ann Hill")


@pytest.mark.parametrize("sentence", [
    "Robert Stone, Ann Hill said, is “a man without a plan.”",
    "The mayor, said Ann Hill, is “a man without a plan.”",
    "The mayor was, in Ann Hill's words, “a man without a plan.”",
    "In the words of Ann Hill, the mayor is “a man without a plan.”",
    "The mayor, Ann Hill told the council in May, was “a man without a plan.”",
])
def test_a_reporting_clause_within_the_sentence_names_the_speaker(sentence: str) -> None:
    """Between commas, before or behind its verb, and never the subject that it parts from its verb."""
    assert quoted(sentence) == [("Ann Hill", ["“a man without a plan.”"])]


@pytest.mark.parametrize("sentence", [
    "“It is a mess of a plan,” said one of the lawyers, Ann Hill.",
    "“It is a mess of a plan,” reads a letter signed by Ann Hill.",
    "“It is a mess of a plan,” read a statement from Ann Hill.",
    "“Is it a mess of a plan?” Ann Hill, a local lawyer commented online.",
    "“A mess of a plan” is how Ann Hill put it.",
    "Ann Hill’s message to the council: “It is a mess of a plan.”",
])
def test_the_speaker_stands_behind_one_of_a_writing_or_a_noun(sentence: str) -> None:
    """Behind "one of", a letter, an apposition that isn't closed, and before a noun for words."""
    assert [speaker for speaker, _ in quoted(sentence)] == ["Ann Hill"]


def test_an_attribution_at_the_end_goes_before_a_distant_verb() -> None:
    """The verb of a clause far before the quotation doesn't govern it; a near one does."""
    text = ("Northport vows to fight once the new rule of the council comes into force and the town is "
            "“at war with everybody”, with its new rule, the Boatmen Union warned on Thursday.")
    assert [speaker for speaker, _ in quoted(text)] == ["Boatmen Union"]
    assert [s for s, _ in quoted("Ann Hill said the town is “at war with everybody” now, Robert Stone wrote.")] == [
        "Ann Hill"]


def test_what_goes_on_behind_a_comma_and_and_is_no_attribution() -> None:
    """ "…", and she said something else: the words before are not hers."""
    assert quoted("The sign read “the harbor is closed”, and Ann Hill said nothing new.") == []


@pytest.mark.parametrize(("sentence", "speakers"), [
    ("Ann Hill was accused of “lying to the people of this town.”", []),
    ("Ann Hill was accused by Robert Stone of “lying to the people of this town.”", ["Robert Stone"]),
    ("Ann Hill, dubbed “a woman without a plan” by Robert Stone, left.", ["Robert Stone"]),
    ("Ann Hill was asked whether she “would ever leave the town.”", []),
    ("Ann Hill was quoted as saying she “would never leave the town.”", ["Ann Hill"]),
])
def test_the_subject_of_a_passive_verb_says_nothing(sentence: str, speakers: list[str]) -> None:
    """Who is accused, dubbed or asked isn't the speaker; whom it is by is, and so is who is quoted."""
    assert [speaker for speaker, _ in quoted(sentence)] == speakers


@pytest.mark.parametrize("sentence", [
    "Ann Hill's lawyer said the charge was “a mess of a case.”",
    "Friends of Ann Hill say the charge was “a mess of a case.”",
    "Aides to Ann Hill said the charge was “a mess of a case.”",
    "Major firms, including Northport Ferries and Hill Ropes, also warned that the plan would “hurt every family.”",
])
def test_who_only_belongs_to_the_speakers_doesnt_speak(sentence: str) -> None:
    """An owner, somebody's friends, and the examples of a group."""
    assert quoted(sentence) == []


def test_his_claim_is_the_claim_of_the_last_man() -> None:
    """A noun for words with a possessive; "its" is nobody's."""
    text = "Voters laughed at Robert Stone for his claim that it was “a mess from top to bottom.”"
    assert [speaker for speaker, _ in quoted(text)] == ["Robert Stone"]
    assert quoted(text.replace("his", "its")) == []


@pytest.mark.parametrize("verb", ["made it clear that the town was", "railed against", "fired back with", "spoke of"])
def test_phrases_of_saying_carry_a_quotation(verb: str) -> None:
    """More than single verbs of saying."""
    assert [speaker for speaker, _ in quoted(f"Ann Hill {verb} “a mess from top to bottom.”")] == ["Ann Hill"]


def test_a_sentence_that_only_leads_to_the_next_words_is_no_statement() -> None:
    """A neutral one before its speaker's quotation; one that takes a position stays, as does one with another's."""
    text = "{} “The gates will stay as they are,” the ministry said."
    ministry = "The Foreign Ministry of China said that {}."
    assert [s.mode for s in statements_of(text.format(ministry.format("the talks took two days")))] == ["direct"]
    assert [s.mode for s in statements_of(text.format(ministry.format("the duties are groundless")))] == [
        "indirect", "direct"]
    assert [s.mode for s in statements_of(ministry.format("the talks took two days"))] == ["indirect"]


def test_a_verb_of_a_subordinate_clause_reports_nothing() -> None:
    """Neither itself nor the verb that is joined to it."""
    text = "After China announced that the duties would rise, and threatened to raise them again, the plant closed."
    assert statements_of(text) == []


def test_an_office_that_names_its_agency_is_the_agency_when_nobody_is_named() -> None:
    """The US Trade Representative alone is the Office; with a name it is the person."""
    [said] = statements_of("The US Trade Representative said that the duties will rise in May.", "2018-07-06")
    assert said.speaker_name == "Office of the United States Trade Representative"
    text = "US Trade Representative Robert Lighthizer said that the duties will rise in May."
    [said] = statements_of(text, "2018-07-06")
    assert said.speaker_name == "Robert Lighthizer"


def test_a_place_that_a_writing_is_about_doesnt_speak() -> None:
    """An article on talks with Qatar, which said: its publisher speaks."""
    text = "The White House published an article on the trade talks with Qatar, which said: “The talks went very well.”"
    assert [speaker for speaker, _ in quoted(text)] == ["White House"]
    assert [said.country for said in statements_of("Qatar, which said “the talks went very well,” left.")] == ["QA"]


def test_what_it_says_in_an_agreement_is_said_by_nobody() -> None:
    """Neither these words nor those of the next paragraph are the last government's."""
    text = ("China signed the deal on Monday.\n\n“The parties shall bear the burden of proof,” it says in the deal.\n\n"
            "“The burden of proof shifts to the accused.”")
    assert statements_of(text) == []
    assert quoted("China signed.\n\n“The parties shall bear the burden of proof,” it said.") != []


def test_who_is_named_as_the_source_of_the_news_doesnt_say_the_next_words() -> None:
    """As reported by a paper: no lead-in."""
    text = "As reported by the Northport Post, the mayor has a plan.\n\n“The harbor will close in May, and so on.”"
    assert quoted(text) == []


@pytest.mark.parametrize(("text", "speaker"), [
    ("A spokesman for the Foreign Ministry of China was angry. “We will answer in kind,” he said.",
     "Ministry of Foreign Affairs of the People's Republic of China"),
    ("The Northport Port Authority met on Monday. “We will answer in kind,” an authority spokesman said.",
     "Northport Port Authority"),
    ("“We will answer in kind,” a spokeswoman for the Hill campaign said. Ann Hill left.", "Hill campaign"),
    ("“We will answer in kind,” an aide, who was with the spokeswoman for Ann Hill, said.", None),
])
def test_an_unnamed_spokesperson_speaks_for_an_organization(text: str, speaker: str | None) -> None:
    """Named beside it, or by its kind and named before; "he" is the unnamed one until somebody else appears."""
    said = statements_of(text)
    assert [s.speaker_name for s in said] == ([speaker] if speaker else [])
    assert all(s.role == "spokesperson" for s in said)


def test_a_spokesperson_of_an_unknown_organization_is_nobody() -> None:
    """ "A ministry spokesman" in a text without a ministry."""
    assert quoted("“We will answer in kind,” a ministry spokesman said.") == []


def test_he_is_the_person_named_after_the_unnamed_spokesperson() -> None:
    """A name between them takes the pronoun."""
    text = ("A spokesman for the Foreign Ministry of China was angry. Robert Stone was not. "
            "“We will answer in kind,” he said.")
    assert [speaker for speaker, _ in quoted(text)] == ["Robert Stone"]


def test_an_unnamed_person_of_an_organization_or_somebody_stays_unnamed() -> None:
    """An official with a ministry, somebody's spokesman: words, but no name."""
    said = statements_of("“We have made our position clear,” an official with the Ministry of Commerce said.")
    assert [(s.speaker, s.speaker_name, s.organization) for s in said] == [
        (None, "unnamed Ministry of Commerce official", "Ministry of Commerce")]
    said = statements_of("Ann Hill left. “We have made our position clear,” a Hill spokesman said.")
    assert [(s.speaker, s.speaker_name) for s in said] == [(None, "unnamed Ann Hill spokesperson")]


def test_a_bare_family_name_is_whom_the_text_has_named() -> None:
    """Not an official of the registry with the same family name."""
    text = ("Zhang Weimin, an envoy of the harbor town, came on Monday. Zhang called on the council to "
            "“keep the old gates open.”")
    assert [speaker for speaker, _ in quoted(text)] == ["Zhang Weimin"]


def test_she_may_be_a_name_that_nothing_told_of() -> None:
    """An unknown name as the subject of the sentence before is a person then, a place or a firm isn't."""
    text = ("Ann Hill wrote to the council. The rain fell. The boats left the harbor.\n\n"
            "Vicky Sandoval owns a shop in Dayton. “We will have to close,” she wrote.")
    assert quoted(text)[-1][0] == "Vicky Sandoval"
    text = "Ann Hill wrote to the council.\n\nEscalation would hurt the shops. “We will have to close,” she wrote."
    assert quoted(text)[-1][0] == "Ann Hill"


def test_a_party_word_with_an_article_says_what_somebody_is() -> None:
    """ "The Democrat" is who was introduced as one; nobody where nobody was."""
    assert quoted("Robert Stone, a Democrat, left. “Half of it is a mess,” the Democrat said.")[0][0] == "Robert Stone"
    assert quoted("The rain fell. “Half of it is a mess,” the Democrat said.") == []


def test_a_verbatim_record_needs_no_questions() -> None:
    """Labels in capitals with titles: a press call in which nobody asks."""
    text = ("MR. STONE: Thank you for joining. Ann Hill and Peter Wood are here.\n\n"
            "SECRETARY HILL: The harbor will close in May.\n\nAMBASSADOR WOOD: We have agreed on the gates.")
    assert [(name, said) for name, _, [said] in told(text)][1:] == [
        ("Ann Hill", "The harbor will close in May."), ("Peter Wood", "We have agreed on the gates.")]


NAMES = ["Ann Hill", "Robert Stone", "Boatmen Union"]
OTHERS = ["Mary Brook", "Peter Wood", "Ropemakers Union"]
ARTICLE = """Ann Hill, a lawyer in Boston, met the broker Robert Stone on Monday. “The gates will close,” she said.

Stone, Hill said, is “a man without a plan.” “I have one in my hat,” he replied.

Boatmen Union President Robert Stone: “The boats will stay in the harbor.”

A spokesman for the Boatmen Union called the plan “a mess from top to bottom.” “We will not sail,” he said.

“Nobody asked the town about this.”

— Ann Hill"""


def swapped(text: str) -> str:
    """The text about others."""
    for name, other in zip(NAMES, OTHERS, strict=True):
        text = text.replace(name, other)
        if "Union" not in name:
            text = text.replace(name.split()[1], other.split()[1])
    return text


def test_other_names_give_the_same_statements_by_them() -> None:
    """Speakers, modes, words and roles change with the names and in no other way."""
    assert len(told(ARTICLE)) == 7
    assert told(swapped(ARTICLE)) == [(swapped(name), mode, [swapped(w) for w in words])
                                      for name, mode, words in told(ARTICLE)]


@pytest.mark.parametrize(("country", "other"), [("Canada", "Mexico"), ("Japan", "India")])
def test_other_countries_give_the_same_statements_by_them(country: str, other: str) -> None:
    """A government's words and those of its unnamed official, under another name."""
    text = ("{0} has said that the duties are groundless. {0} “will answer every new duty in kind,” it said.\n\n"
            "An official of {0} said that the duties would harm both sides.")
    first, second = statements_of(text.format(country)), statements_of(text.format(other))
    assert [(s.mode, s.stance, s.role, s.rule) for s in first] == [(s.mode, s.stance, s.role, s.rule) for s in second]
    assert [s.speaker_name.replace(country, other) for s in first] == [s.speaker_name for s in second]
    assert len(first) == 3
    assert {s.country for s in first}.isdisjoint({s.country for s in second})


def test_paragraphs_that_name_their_speakers_may_stand_in_any_order() -> None:
    """Labels, signatures in the paragraph and parted sentences hang on nothing before them."""
    parts = ["Boatmen President Ann Hill: “The boats will stay in the harbor.”", "“Nobody asked us.” — Robert Stone",
             "The plan, said Mary Brook, is “a mess from top to bottom.”"]
    assert sorted(quoted("\n\n".join(parts))) == sorted(quoted("\n\n".join(reversed(parts))))
