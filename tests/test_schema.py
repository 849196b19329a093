"""The vocabulary as the program reads it, and the canonical text of literals."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import schema
from kg.errors import SchemaError

INT64 = st.integers(-(2**63), 2**63 - 1)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n\t")
WRITABLE = st.text(LETTERS, min_size=1).filter(lambda text: not text.isspace())


def test_labels_run_from_the_leaf_to_thing() -> None:
    """The order that stores rely on: the class itself, nearest parents, the root."""
    assert schema.load().labels("Company") == ("Company", "Organization", "Party", "Thing")


def test_unknown_class_is_refused_with_near_matches() -> None:
    """A misspelled class names the right one."""
    with pytest.raises(SchemaError, match="did you mean Company"):
        schema.load().labels("Compny")


def test_subclass_is_a_parent_but_not_the_reverse() -> None:
    """Descent goes one way."""
    model = schema.load()
    assert model.is_a("Blacklisting", "Measure")
    assert model.is_a("Measure", "Measure")
    assert not model.is_a("Measure", "Blacklisting")


@pytest.mark.parametrize(("subject", "relation", "target"), [
    ("Government", "ISSUED", "Blacklisting"), ("Official", "MADE", "Statement"), ("Agency", "MADE", "Threat"),
    ("TariffAction", "TARGETS", "Product"), ("Blacklisting", "TARGETS", "Vessel"),
    ("Blacklisting", "ADDS_TO", "RestrictedList"), ("Government", "MAINTAINS", "RestrictedList"),
    ("Relief", "BASED_ON", "LegalInstrument"), ("MeasureChange", "CHANGES", "Agreement"),
    ("MeasureChange", "APPLIES_TO", "Company"), ("Institution", "PART_OF", "Agency"),
    ("Person", "HOLDS_OFFICE", "Government"), ("Address", "LOCATED_IN", "Region"),
    ("Aircraft", "LISTED_ON", "RestrictedList"), ("Vessel", "HAS_ADDRESS", "Address"),
    ("Statement", "RESPONDS_TO", "TariffAction"), ("GraphInfo", "EVIDENCED_BY", "Document"),
])
def test_relation_takes_the_classes_of_the_design(subject: str, relation: str, target: str) -> None:
    """Ends may be any subclass of the classes that the schema names."""
    assert schema.load().allows(relation, subject, target)


@pytest.mark.parametrize(("subject", "relation", "target"), [
    ("Company", "TARGETS", "Company"), ("TariffAction", "ADDS_TO", "RestrictedList"),
    ("Company", "HOLDS_OFFICE", "Agency"), ("Threat", "CARRIES_OUT", "Measure"),
])
def test_relation_between_wrong_classes_is_not_allowed(subject: str, relation: str, target: str) -> None:
    """The check can fail, at either end."""
    assert not schema.load().allows(relation, subject, target)


def test_unknown_relation_is_refused() -> None:
    """A relation that doesn't exist is an error, not a no."""
    with pytest.raises(SchemaError, match="TARGETS"):
        schema.load().allows("TARGET", "Measure", "Company")


def test_damaged_vocabulary_is_refused() -> None:
    """Half a file is an error of this project's, with the place where it broke."""
    with pytest.raises(SchemaError, match=r"model\.json is damaged"):
        schema.decode(b'{"version": "0.1.0",')


def test_predicate_is_a_property_or_a_relation() -> None:
    """Both sorts of predicate are found under their names."""
    model = schema.load()
    assert isinstance(model.predicate("announced"), schema.PropertyDef)
    assert isinstance(model.predicate("RESPONDS_TO"), schema.RelationDef)


def test_unknown_predicate_names_near_matches() -> None:
    """A misspelling comes back with the right spelling, in whichever case it was given."""
    with pytest.raises(SchemaError, match="did you mean RESPONDS_TO"):
        schema.load().predicate("responds_to")


def test_renamed_predicate_is_followed_to_its_present_name() -> None:
    """Two renamings in a row lead to the name of today; other names stay as they are."""
    model = msgspec.structs.replace(schema.load(), renamed={"HITS": "AIMED_AT", "AIMED_AT": "TARGETS"})
    assert model.current_predicate("HITS") == "TARGETS"
    assert model.current_predicate("ISSUED") == "ISSUED"
    with pytest.raises(SchemaError, match="now called TARGETS"):
        model.predicate("HITS")


def test_relations_that_layers_compute_are_marked() -> None:
    """No source may claim evidence or candidates; a list row may claim a listing."""
    relations = schema.load().relations
    assert {name for name, one in relations.items() if one.derived} == {"EVIDENCED_BY", "CANDIDATE_OF", "HAS_STATE"}


def test_state_and_kind_make_edges_different() -> None:
    """Suspended and resumed listings and parallel links are edges of their own; a lag is not."""
    relations = schema.load().relations
    assert relations["LISTED_ON"].qualifiers["state"].identifying
    assert relations["RESPONDS_TO"].qualifiers["kind"].identifying
    assert not relations["RESPONDS_TO"].qualifiers["lag_days"].identifying


def test_everything_that_the_schema_refers_to_exists() -> None:
    """Properties of classes, ends of relations, enums and ranges are all defined."""
    model = schema.load()
    defined: list[schema.PropertyDef | schema.QualifierDef] = [
        *model.properties.values(), *model.edge_properties.values(),
        *(q for one in model.relations.values() for q in one.qualifiers.values())]
    assert {p for one in model.classes.values() for p in one.properties} == set(model.properties)
    ends = {end for one in model.relations.values() for end in [*one.subjects, *one.objects]}
    assert ends <= set(model.classes)
    assert {one.enum for one in defined} - {None} <= set(model.enums)
    assert {one.range for one in defined} <= {"string", "integer", "float", "boolean", "date"}
    assert {one.fold for one in defined} <= set(model.enums["FoldRule"])


@pytest.mark.parametrize(("range_name", "given_value", "text"), [
    ("string", "Hikvision", "Hikvision"), ("string", "e\u0301", "\u00e9"), ("string", "海康威视", "海康威视"),
    ("string", "two\nlines", "two\nlines"),
    ("integer", 28, "28"), ("integer", "028", "28"), ("integer", 28.0, "28"), ("integer", "+1", "1"),
    ("float", 25, "25"), ("float", 25.0, "25"), ("float", "25.00", "25"), ("float", 7.5, "7.5"),
    ("float", -0.0, "0"), ("float", "1e3", "1000"), ("boolean", True, "true"), ("boolean", "false", "false"),
    ("date", date(2019, 10, 7), "2019-10-07"), ("date", "2020-02-29", "2020-02-29"),
])
def test_literal_has_one_canonical_text(range_name: str, given_value: schema.Literal, text: str) -> None:
    """Equal values come out as equal texts, however they were written."""
    assert schema.lexical(range_name, given_value) == text


@pytest.mark.parametrize(("range_name", "given_value"), [
    ("string", ""), ("string", " \n"), ("string", "a\x00b"), ("string", "a\x92b"), ("string", "\ud800"),
    ("string", "a\rb"), ("string", "\ufffe"), ("string", 5), ("integer", "1_000"), ("integer", 1.5),
    ("integer", True), ("integer", 2**63), ("integer", "٣"), ("integer", float("inf")), ("float", "nan"),
    ("float", float("inf")), ("float", "1e999"), ("float", 10**400), ("float", "1,5"), ("float", False),
    ("boolean", "True"), ("boolean", 1), ("date", "2019-02-29"), ("date", "20191007"), ("date", "2020-W01-1"),
    ("date", "2019-10"), ("date", datetime(2019, 10, 7)), ("date", 2019),
])
def test_wrong_literal_is_refused_with_the_reason(range_name: str, given_value: schema.Literal) -> None:
    """What has no canonical text is an error that says what should stand there."""
    with pytest.raises(SchemaError, match="expected "):
        schema.lexical(range_name, given_value)


def test_unknown_range_is_refused() -> None:
    """A range that the schema doesn't have is named with the nearest one."""
    with pytest.raises(SchemaError, match="did you mean date"):
        schema.value("dates", "2019-10-07")


@given(st.one_of(
    st.tuples(st.just("string"), WRITABLE), st.tuples(st.just("integer"), INT64),
    st.tuples(st.just("float"), FINITE), st.tuples(st.just("boolean"), st.booleans()),
    st.tuples(st.just("date"), st.dates())))
def test_literal_survives_the_way_there_and_back(case: tuple[str, schema.Literal]) -> None:
    """The value of the text is the value, and the text of that value is the text."""
    range_name, original = case
    text = schema.lexical(range_name, original)
    back = schema.value(range_name, text)
    assert back == (unicodedata.normalize("NFC", original) if isinstance(original, str) else original)
    assert type(back) is type(original)
    assert schema.lexical(range_name, back) == text


@given(st.integers(-(2**53), 2**53))
def test_whole_number_is_the_same_text_as_integer_and_as_float(number: int) -> None:
    """1 and 1.0 must not become two claims."""
    assert schema.lexical("float", number) == schema.lexical("float", float(number))


@given(WRITABLE)
def test_decomposed_and_composed_text_are_one(text: str) -> None:
    """Unicode forms of one text have one canonical text."""
    assert schema.lexical("string", unicodedata.normalize("NFD", text)) == schema.lexical("string", text)
