"""Claims: what makes their ids, and what the ledger asks of each."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claim import QUOTE_LIMIT, Claim, claim_id, excerpt, node_id, qualifier_text, sorted_qualifiers
from kg.errors import ClaimRefused
from kg.ledger.check import ClaimChecker
from kg.rendition import TextRendition

WORDS = "Alpha Ltd is owned by Beta Ltd (51.5 percent) since 7 October 2019."
SPAN = f"char=0,{len(WORDS)}"
CLAIM = Claim("x:alpha", "OWNED_BY", "x:beta", SPAN, WORDS, mention="Beta Ltd", qualifiers=(("share", "51.5"),),
              valid_from="2019-10-07")
NAME = Claim("x:alpha", "name", "Alpha Ltd", "char=0,9", "Alpha Ltd")
DOCUMENT = "d" * 64

# the texts that the ledger lets into a claim's identity: printable, or JSON
PRINTABLE = st.text(st.characters(exclude_categories=["C"]), max_size=12)


def change(claim: Claim, **fields: Any) -> Claim:
    """The claim with other fields."""
    return msgspec.structs.replace(claim, **fields)


def checker() -> ClaimChecker:
    """A checker over the words, with both companies declared."""
    made = ClaimChecker(TextRendition(WORDS))
    made.declared.update({"x:alpha": "Company", "x:beta": "Company"})
    return made


def test_id_is_the_same_in_every_release() -> None:
    """Ids that were published once stay: these two are written down here."""
    assert claim_id(CLAIM, DOCUMENT) == "b6fc15ab2ed1f145997705e394c91b6e"
    assert node_id("party", "us_csl", "12345") == "party:82920d7a19daaf94"


@pytest.mark.parametrize("field", [
    {"subject": "x:gamma"}, {"predicate": "PART_OF"}, {"object": "x:gamma"}, {"qualifiers": ()},
    {"qualifiers": (("share", "50"),)}, {"valid_from": "2019-10-08"}, {"valid_to": "2020-01-01"},
    {"modality": "announced"}, {"locator": "char=0,9"}])
def test_id_depends_on_what_is_said_and_where(field: dict[str, Any]) -> None:
    """Each of the identifying fields gives another id."""
    assert claim_id(change(CLAIM, **field), DOCUMENT) != claim_id(CLAIM, DOCUMENT)


def test_id_depends_on_the_document() -> None:
    """The same words in another document are another claim."""
    assert claim_id(CLAIM, "e" * 64) != claim_id(CLAIM, DOCUMENT)


@pytest.mark.parametrize("field", [
    {"quote": "Alpha"}, {"mention": "Beta"}, {"known_from": "2020-01-01"}, {"basis": "press"}, {"rule": "better"},
    {"confidence": 1}])
def test_id_does_not_depend_on_how_it_was_found(field: dict[str, Any]) -> None:
    """A better parser keeps the ids of unchanged claims."""
    assert claim_id(change(CLAIM, **field), DOCUMENT) == claim_id(CLAIM, DOCUMENT)


def test_every_field_of_a_claim_is_of_one_kind_or_the_other() -> None:
    """A field added later must be put into one of the two tests above."""
    identifying = {"subject", "predicate", "object", "qualifiers", "valid_from", "valid_to", "modality", "locator"}
    free = {"quote", "mention", "known_from", "basis", "rule", "confidence"}
    assert {f.name for f in msgspec.structs.fields(Claim)} == identifying | free


@given(st.lists(st.tuples(PRINTABLE, PRINTABLE, PRINTABLE, PRINTABLE), min_size=2, max_size=2))
def test_ids_are_equal_only_for_equal_statements(pair: list[tuple[str, str, str, str]]) -> None:
    """Text can't move from one field to its neighbour unseen."""
    ids = [claim_id(Claim(s, p, o, locator, "quote"), DOCUMENT) for s, p, o, locator in pair]
    assert (ids[0] == ids[1]) == (pair[0] == pair[1])


@given(st.dictionaries(PRINTABLE, PRINTABLE, max_size=5), st.randoms(use_true_random=False))
def test_order_of_qualifiers_does_not_matter(pairs: dict[str, str], random: Any) -> None:
    """Qualifiers are a set of pairs."""
    given_pairs = list(pairs.items())
    random.shuffle(given_pairs)
    one, other = (change(CLAIM, qualifiers=tuple(q)) for q in (sorted(pairs.items()), given_pairs))
    assert claim_id(one, DOCUMENT) == claim_id(other, DOCUMENT)
    assert msgspec.json.decode(qualifier_text(tuple(given_pairs)) or "{}") == pairs


@given(st.lists(PRINTABLE, min_size=1, max_size=4), st.lists(PRINTABLE, min_size=1, max_size=4))
def test_node_ids_are_equal_only_for_equal_parts(left: list[str], right: list[str]) -> None:
    """Parts of an id stay apart."""
    assert (node_id("party", *left) == node_id("party", *right)) == (left == right)


def test_empty_qualifiers_are_left_out() -> None:
    """What the source lacks isn't a qualifier."""
    assert sorted_qualifiers([("share", "5"), ("role", None), ("citation", "")]) == (("share", "5"),)


@given(st.text(max_size=1500), st.integers(0, 1500), st.integers(1, QUOTE_LIMIT))
def test_excerpt_is_a_part_of_the_text_with_the_mention(text: str, start: int, length: int) -> None:
    """Whatever the text, the quote stands in it, is short enough and names the thing."""
    mention = text[start:start + length]
    quote = excerpt(text, mention)
    assert quote in text
    assert mention in quote
    assert len(quote) <= QUOTE_LIMIT


def test_healthy_claims_pass() -> None:
    """The claims that the tests below break are fine as they stand."""
    assert checker().check(CLAIM)
    assert checker().check(NAME)
    again = checker()
    assert again.check(CLAIM) is again.check(CLAIM) is True


@pytest.mark.parametrize(("field", "reason"), [
    ({"quote": ""}, "expected a quote of 1 to 500 characters, found 0"),
    ({"quote": "x" * 501}, "found 501"),
    ({"quote": WORDS.replace("October", "0ctober")}, "the quote isn't at"),
    ({"quote": WORDS[:-1]}, "the quote isn't at"),
    ({"quote": WORDS + " "}, "the quote isn't at"),
    ({"locator": "char=0,9"}, "the quote isn't at"),
    ({"locator": f"char=0,{len(WORDS) + 1}"}, "the quote isn't at"),
    ({"locator": "cell=1,1"}, "the quote isn't at"),
    ({"locator": ""}, "the quote isn't at"),
    ({"mention": "Gamma Ltd"}, "'Gamma Ltd' isn't in its quote"),
    ({"mention": "beta ltd"}, "isn't in its quote"),
    ({"mention": ""}, "'x:beta' isn't in its quote"),
    ({"modality": "rumoured"}, "modality 'rumoured': expected one of asserted"),
    ({"basis": "hearsay"}, "basis 'hearsay'"),
    ({"confidence": 101}, "confidence 101: expected a whole percent"),
    ({"confidence": -1}, "confidence -1"),
    ({"valid_from": "2019-02-29"}, "'2019-02-29': expected a date that exists"),
    ({"valid_to": "2019"}, "expected a date that exists"),
    ({"known_from": "7 October 2019"}, "expected a date that exists"),
    ({"known_from": "20191007"}, "expected a date that exists"),
    ({"valid_to": "2019-10-06"}, "valid_to 2019-10-06 is before valid_from 2019-10-07"),
    ({"qualifiers": (("role", "owner"),)}, "OWNED_BY has no qualifier 'role'"),
    ({"qualifiers": (("share", "half"),)}, "share: expected a number"),
    ({"qualifiers": (("share", "51.50"),)}, "share: expected '51.5' for '51.50'"),
    ({"qualifiers": (("share", "1"), ("share", "2"))}, "a qualifier stands twice"),
    ({"predicate": "LOCATED_IN", "qualifiers": ()}, "LOCATED_IN doesn't go from Company to Company"),
    ({"predicate": "CANDIDATE_OF", "qualifiers": ()}, "CANDIDATE_OF is computed, no document may claim it"),
    ({"predicate": "OWNS", "qualifiers": ()}, "the schema has no predicate 'OWNS'"),
])
def test_broken_claim_is_refused(field: dict[str, Any], reason: str) -> None:
    """Each rule has its message."""
    with pytest.raises(ClaimRefused) as refusal:
        checker().check(change(CLAIM, **field))
    assert reason in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(("field", "reason"), [
    ({"object": ""}, "expected text that is not empty"),
    ({"object": "Alpha Ltd\x07", "mention": "Alpha Ltd"}, "without the character U+0007"),
    ({"object": "Alpha Ltde\u0301", "mention": "Alpha Ltd"}, "expected 'Alpha Ltdé'"),
    ({"predicate": "names", "qualifiers": (("name_kind", "nickname"),)}, "name_kind: 'nickname' isn't one of"),
    ({"predicate": "rate_pct"}, "Company has no property rate_pct"),
    ({"predicate": "conflicts"}, "conflicts is computed, no document may claim it"),
    ({"predicate": "nmae"}, "the schema has no predicate 'nmae'"),
])
def test_broken_property_is_refused(field: dict[str, Any], reason: str) -> None:
    """Literals have one canonical text, and only what a class may have is claimed of it."""
    with pytest.raises(ClaimRefused) as refusal:
        checker().check(change(NAME, **field))
    assert reason in str(refusal.value)


@pytest.mark.parametrize("node", ["", " x:a", "x:a ", "x:\x1fa", "x:\n", "x:\ud800", "claim:1", "document:abc"])
def test_node_with_an_id_that_cannot_be_is_refused(node: str) -> None:
    """An id is printable, and not of the kind that the projection makes itself."""
    with pytest.raises(ClaimRefused, match="expected printable text"):
        checker().check(Claim(node, "class", "Company", "char=0,9", "Alpha Ltd", mention="Alpha"))


@pytest.mark.parametrize("class_name", ["Compny", "Measure", "Official", "Claim", ""])
def test_class_that_no_document_may_say_is_refused(class_name: str) -> None:
    """Unknown, abstract and derived classes can't be claimed."""
    with pytest.raises(ClaimRefused, match="expected a class of the schema"):
        checker().check(Claim("x:a", "class", class_name, "char=0,9", "Alpha Ltd", mention="Alpha"))


def test_class_with_a_qualifier_is_refused() -> None:
    """A class has none, and nothing is dropped in silence."""
    with pytest.raises(ClaimRefused, match="class has no qualifier 'role'"):
        checker().check(Claim("x:a", "class", "Company", "char=0,9", "Alpha Ltd", mention="Alpha",
                              qualifiers=(("role", "owner"),)))


def test_claim_about_an_unknown_node_waits_until_the_end() -> None:
    """Neither taken nor refused while its node may still come; refused when it doesn't."""
    made = checker()
    later = change(CLAIM, object="x:later")
    assert not made.check(later)
    with pytest.raises(ClaimRefused, match="unknown id 'x:later'"):
        made.settle(later, {})
    made.settle(later, {"x:later": ["Person"]})
    with pytest.raises(ClaimRefused, match="doesn't go from"):
        made.settle(later, {"x:later": ["Region"]})


def test_claim_has_to_fit_one_of_the_classes_that_are_said_of_a_node() -> None:
    """Sources may contradict each other, in whatever order they spoke; one that fits is enough."""
    made = checker()
    later = change(CLAIM, object="x:later")
    for said in (["Region", "Person"], ["Person", "Region"]):
        made.settle(later, {"x:later": said})
    with pytest.raises(ClaimRefused, match="doesn't go from Company to Region"):
        made.settle(later, {"x:later": ["Region", "Product"]})
