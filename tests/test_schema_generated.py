"""The files made from `schemas/tradewar.yaml`: fresh, stable, and of use to others."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pyshacl
import pytest
import rdflib
from linkml_runtime import SchemaView
from rdflib import OWL, RDF, XSD, Graph, Literal, Namespace
from rdflib.term import Node

from kg import schema
from tests.schema_generation.__main__ import generate, main
from tests.schema_generation.model import SchemaFault, model

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "schemas" / "tradewar.yaml"
GENERATED = ROOT / "schemas" / "generated"
TW = Namespace("urn:tradewar-kg:schema:")
ID = Namespace("urn:tradewar-kg:id:")


def changed_copy(folder: Path, before: str, after: str) -> Path:
    """A copy of the schema with one text replaced throughout; the text must be there."""
    content = SOURCE.read_text(encoding="utf-8")
    assert before in content
    copy = folder / "tradewar.yaml"
    copy.write_text(content.replace(before, after), encoding="utf-8")
    return copy


def test_generated_files_are_fresh() -> None:
    """What is committed is what the schema of today yields."""
    assert main(["--source", str(SOURCE), "--check"]) == 0


def test_check_fails_when_the_schema_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A changed word in a copy makes the copy's files stale, each named; writing mends it."""
    assert main(["--source", str(changed_copy(tmp_path, "A human being.", "A person.")), "--check"]) == 1
    copy = str(tmp_path / "tradewar.yaml")
    assert main(["--source", copy, "--write"]) == 0
    assert main(["--source", copy, "--check"]) == 0
    (tmp_path / "generated" / "left-over.txt").write_text("", encoding="utf-8")
    assert main(["--source", copy, "--check"]) == 1
    assert "left-over.txt is stale" in capsys.readouterr().err


def test_generated_bytes_do_not_depend_on_hash_seeds() -> None:
    """Another process with another seed for sets and dictionaries finds nothing stale."""
    for seed in ("1", "2"):
        subprocess.run([sys.executable, "-m", "tests.schema_generation", "--check"], check=True, cwd=ROOT,
                       env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)})


@pytest.mark.parametrize(("before", "after", "complaint"), [
    ("annotations: {fold: preferred, qualifiers: language}", "annotations: {fold: newest}", "fold rule"),
    ("annotations: {identifying: true, fold: first}", "annotations: {fold: first}", "identifying"),
    ("annotations: {relation: ISSUED}", "annotations: {relation: issued}", "upper-case"),
    ("job_title", "label", "slot label"),
    ("[ftm:Person, wd:Q5]", "[foaf:Person]", "foaf"),
    ("description: A ship.", "description: ' '", "description"),
    ("annotations: {relation: MADE}", "annotations: {relation: MADE, renamed_from: ISSUED}", "taken"),
])
def test_schema_that_breaks_a_rule_is_refused(
    tmp_path: Path, before: str, after: str, complaint: str
) -> None:
    """The generator stops instead of writing a model that the program would misread."""
    with pytest.raises(SchemaFault, match=complaint):
        generate(changed_copy(tmp_path, before, after))


def test_former_names_reach_the_table(tmp_path: Path) -> None:
    """`renamed_from` on a relation or property yields the table that old ledgers are read by."""
    copy = changed_copy(tmp_path, "relation: MADE", "relation: MADE, renamed_from: SAID UTTERED")
    assert model(SchemaView(str(copy)))["renamed"] == {"SAID": "MADE", "UTTERED": "MADE"}
    assert schema.load().renamed == {}


def typed(graph: Graph, name: str, class_name: str) -> rdflib.URIRef:
    """A node with the types and the name that the export gives it."""
    node = ID[name]
    for label in schema.load().labels(class_name):
        graph.add((node, RDF.type, TW[label]))
    graph.add((node, TW.name, Literal(name)))
    return node


def small_graph() -> Graph:
    """A blacklisting that targets a company, as nodes, direct triple and edge."""
    graph = Graph()
    listing, company = typed(graph, "listing", "Blacklisting"), typed(graph, "company", "Company")
    edge = ID["edge"]
    graph.add((listing, TW.announced, Literal("2019-10-07", datatype=XSD.date)))
    graph.add((listing, TW.TARGETS, company))
    graph.add((edge, RDF.type, TW.Targets))
    graph.add((edge, RDF.subject, listing))
    graph.add((edge, RDF.object, company))
    graph.add((edge, TW.state, Literal("in_force")))
    graph.add((edge, TW.confidence, Literal(100)))
    return graph


def conforms(graph: Graph) -> tuple[bool, str]:
    """Whether the graph keeps to the generated shapes, and the report."""
    shapes = Graph().parse(GENERATED / "tradewar.shacl.ttl")
    passed, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    return passed, report


def test_shapes_accept_a_valid_graph() -> None:
    """A graph as the export writes it conforms."""
    passed, report = conforms(small_graph())
    assert passed, report


@pytest.mark.parametrize(("fault", "path"), [
    ((ID.listing, TW.effective, Literal("9 Oct 2019", datatype=XSD.string)), "tw:effective"),
    ((ID.listing, TW.effective, Literal("2019-02-30", datatype=XSD.date, normalize=False)), "tw:effective"),
    ((ID.listing, TW.TARGETS, ID.listing), "tw:TARGETS"),
    ((ID.company, TW.ISSUED, ID.company), "tw:ISSUED"),
    ((ID.company, TW.TARGETS, ID.company), "tws:TARGETS"),
    ((ID.edge, RDF.object, ID.listing), "rdf:object"),
    ((ID.edge, TW.basis, Literal("hearsay")), "tw:basis"),
    ((ID.edge, TW.published, Literal("2019-10-07")), "tw:published"),
    ((ID.listing, TW.name, Literal("a second name")), "tw:name"),
])
@pytest.mark.filterwarnings("ignore:Failed to convert")
def test_shapes_reject_a_fault(fault: tuple[rdflib.URIRef, rdflib.URIRef, Node], path: str) -> None:
    """One wrong triple, of value, code, number or class, breaks conformance at its place."""
    graph = small_graph()
    graph.add(fault)
    passed, report = conforms(graph)
    assert not passed
    assert path in report


def test_ontology_has_each_class_and_each_relation_twice() -> None:
    """Node classes are OWL classes; a relation is a direct property and a class of edges."""
    ontology = Graph().parse(GENERATED / "tradewar.owl.ttl")
    loaded = schema.load()
    for name in loaded.classes:
        assert (TW[name], RDF.type, OWL.Class) in ontology
    for name, relation in loaded.relations.items():
        assert (TW[name], RDF.type, OWL.ObjectProperty) in ontology
        assert (TW[relation.class_name], RDF.type, OWL.Class) in ontology


def test_json_schema_takes_a_record_and_refuses_a_wrong_code() -> None:
    """The JSON Schema of a class accepts its properties and refuses an unknown code."""
    whole = json.loads((GENERATED / "tradewar.schema.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft201909Validator({**whole, "$ref": "#/$defs/TradeRestriction"})
    good = {"id": "event:1", "name": "Visa limits", "kind": "visa", "announced": "2019-10-08"}
    assert check.is_valid(good)
    assert not check.is_valid({**good, "kind": "passport"})


def test_there_is_one_constraint_and_no_range_index_on_names() -> None:
    """Merges go by `Thing.id` alone; a name may be longer than a range index takes; all can be run again."""
    statements = [line for line in (GENERATED / "constraints.cypher").read_text(encoding="utf-8").splitlines()
                  if not line.startswith("//")]
    assert [line for line in statements if "CONSTRAINT" in line] == [
        "CREATE CONSTRAINT tw_thing_id IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE;"]
    assert not [line for line in statements if line.startswith("CREATE INDEX") and "name" in line]
    assert all("IF NOT EXISTS" in line for line in statements)
