"""RDF exports: the graph as Turtle, the claims as TriG and JSON-LD, valid by the shapes and read back without loss."""

from __future__ import annotations

import functools
import io
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import OWL, PROV, RDF, RDFS

from kg import resources, schema
from kg.claim import claim_id
from kg.decision import retract
from kg.errors import SchemaError, SourceRefused, UsageError
from kg.exports import Export, find, jsonld, turtle
from kg.exports.rdf_reading import ReadClaim, claims_of
from kg.exports.rdf_terms import Iri, iri
from kg.graph import PropertyGraph, from_rows
from kg.ledger import Ledger
from kg.projection import project
from kg.selection import Selection, select
from kg.sparql_dataset import ontology
from kg.stores.rdf import SCHEMA, node_uri, quietly, to_rdf
from tests.graphs import EDGES, NODES, UNUSUAL, every_family, smaller, unusual
from tests.ledgers import claim_of, ledger_of, paper, said, thing

NOTICE = paper(
    thing("x:hik", "Company", "Hikvision", sector="video"), thing("x:group", "Company", "A group"),
    thing("x:act", "TariffAction", "List 1", rate_pct="25", announced="2018-03-22", amount_base_year="2018"),
    said("x:hik", "OWNED_BY", "x:group", words="x:group owns 41.88 per cent", qualifiers={"share": "41.88"},
         valid_from="2010-01-01", valid_to="2020-01-01", confidence=80, rule="owners"),
    said("x:act", "TARGETS", "x:hik", modality="announced", known_from="2019-02-03", basis="press"),
    published="2019-01-02", url="https://example.org/a b?c=<d>", heading='A "notice"')
ODD = paper(*((*thing(f"x:{n}", "Company"), said(f"x:{n}", "name", name, words=name[:500]))
              for n, name in enumerate(UNUSUAL)),
            said("x:0", "remarks", "a bell", words="a bell \x07, a page \x0c and a\r line"), copy="odd",
            name="odd \t name.jsonl", series="a series", edition="2019-01-02")


FILES = (("trig", "trig"), ("jsonld", "json-ld"))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A ledger of two documents, with a claim taken back; nobody writes into it."""
    made = ledger_of(tmp_path_factory.mktemp("rdf") / "a.kg", NOTICE, ODD)
    retract(made, claim_of(made, "x:hik", "sector"), reason='not "video" any more', author="An Analyst",
            day="2019-05-06")
    return made


@functools.lru_cache
def projection(folder: Path, known_on: str = "") -> PropertyGraph:
    """The graph of a ledger that nobody writes into."""
    return project(Ledger.open(folder), known_on=known_on).graph


def exported(name: str, ledger: Ledger, known_on: str = "") -> bytes:
    """A format's bytes of a whole ledger."""
    return written(name, Export(projection(ledger.folder, known_on), ledger))


def written(name: str, export: Export) -> bytes:
    """A format's bytes of an export."""
    out = io.BytesIO()
    to_file = find(name).to_file
    assert to_file
    to_file(export, out)
    return out.getvalue()


def dataset(content: bytes, format_: str) -> rdflib.Dataset:
    """The file as rdflib reads it."""
    with quietly():
        made = rdflib.Dataset()
        made.parse(data=content, format=format_)
    return made


def quads(content: bytes, format_: str) -> set[tuple[Any, ...]]:
    """All statements of a file with the names of their graphs."""
    with quietly():
        return {(s, p, o, g) for s, p, o, g in dataset(content, format_).quads()}


def union(content: bytes, format_: str) -> rdflib.Graph:
    """All statements of a file in one graph."""
    made = rdflib.Graph()
    for one in quads(content, format_):
        made.add(one[:3])
    return made


def recorded(ledger: Ledger) -> dict[str, tuple[Any, ...]]:
    """The ledger's own claims by id, as they lie in the segments."""
    columns = ("document, run, method, subject, predicate, object, locator, quote, mention, valid_from, valid_to, "
               "modality, known_from, basis, confidence, qualifiers")
    with ledger.connect() as connection:
        return {row[0]: row[1:] for row in connection.execute(f"SELECT id, {columns} FROM claims").fetchall()}


def as_recorded(found: ReadClaim) -> tuple[Any, ...]:
    """A claim that was read back in the order of `recorded`."""
    claim = found.claim
    qualifiers = json.dumps(dict(claim.qualifiers), ensure_ascii=False, separators=(",", ":"))
    return (found.document, found.run, found.method, claim.subject, claim.predicate, claim.object, claim.locator,
            claim.quote, claim.mention, claim.valid_from, claim.valid_to, claim.modality, claim.known_from, claim.basis,
            claim.confidence, qualifiers if claim.qualifiers else "")


@pytest.mark.parametrize("graph", [every_family(), smaller(), unusual(), from_rows([], [])])
def test_turtle_says_what_the_store_holds(graph: Any) -> None:
    """rdflib reads the same triples from the file as the RDF store makes, whatever names and quotes say."""
    content = written("ttl", Export(graph))
    assert set(rdflib.Graph().parse(data=content, format="turtle")) == set(to_rdf(graph))


def test_the_same_graph_gives_the_same_turtle() -> None:
    """Rows in another order change no byte; another value does."""
    def content(nodes: Any) -> bytes:
        return written("ttl", Export(from_rows(nodes, EDGES)))

    assert content(NODES) == content(reversed(NODES))
    other = [(name, {**row, "name": "another"} if row["id"] == "gov:us" else row) for name, row in NODES]
    assert content(NODES) != content(other)


@pytest.mark.parametrize("name", ["trig", "jsonld"])
def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, name: str) -> None:
    """No clock and no order of threads gets into a file."""
    anew = written(name, Export(project(ledger).graph, ledger))
    assert exported(name, ledger) == anew


def test_trig_and_json_ld_say_the_same(ledger: Ledger) -> None:
    """Each statement of one file is in the other, in the same graph."""
    found = quads(exported("trig", ledger), "trig")
    assert found == quads(exported("jsonld", ledger), "json-ld")
    assert len(found) > 300


@pytest.mark.parametrize(("name", "format_"), FILES)
def test_claims_come_back_without_loss(ledger: Ledger, name: str, format_: str) -> None:
    """Every claim that counts is read back as the ledger holds it, and its id is still that of what it says."""
    found = list(claims_of(io.BytesIO(exported(name, ledger)), format_))
    held = recorded(ledger)
    retracted = {subject.removeprefix("claim:") for _, _, _, subject, predicate, *_ in held.values()
                 if predicate == "retracted"}
    assert {one.id: as_recorded(one) for one in found} == {k: v for k, v in held.items() if k not in retracted}
    assert all(claim_id(one.claim, one.document) == one.id for one in found)
    assert len(retracted) == 1


def test_a_changed_word_is_a_changed_claim(ledger: Ledger) -> None:
    """The check above can fail: ids are those of the claims, not of the lines."""
    content = exported("trig", ledger).replace(b'rdf:object "Hikvision"', b'rdf:object "Hikvisiom"')
    assert any(claim_id(one.claim, one.document) != one.id for one in claims_of(io.BytesIO(content)))


def test_claims_stand_in_the_graph_of_their_document(ledger: Ledger) -> None:
    """One named graph a document, whose name is the document's node, with hash, publisher's words, date and address."""
    data = dataset(exported("trig", ledger), "trig")
    default = rdflib.Graph(store=data.store, identifier=rdflib.graph.DATASET_DEFAULT_GRAPH_ID)
    claim = node_uri(f"claim:{claim_of(ledger, 'x:hik', 'OWNED_BY')}")
    with quietly():
        (graph,) = {g for _, _, _, g in data.quads((claim, RDF.subject, None, None))}
    assert default.value(graph, SCHEMA.document_hash) == rdflib.Literal(
        next(row[0] for row in recorded(ledger).values() if row[3] == "x:hik"))
    assert str(default.value(graph, SCHEMA.name)) == 'A "notice"'
    assert str(default.value(graph, SCHEMA.url)) == "https://example.org/a b?c=<d>"
    assert (graph, RDF.type, PROV.Entity) in default


def test_a_claim_leads_to_its_run_and_module(ledger: Ledger) -> None:
    """The run is an activity that used the document and was carried out by the module."""
    graph = union(exported("trig", ledger), "trig")
    claim = node_uri(f"claim:{claim_of(ledger, 'x:hik', 'OWNED_BY')}")
    run = graph.value(claim, PROV.wasGeneratedBy)
    module = graph.value(run, PROV.wasAssociatedWith)
    assert (run, RDF.type, PROV.Activity) in graph
    assert (module, RDF.type, PROV.SoftwareAgent) in graph
    assert str(graph.value(module, RDFS.label)) == "notice"
    assert graph.value(run, PROV.used) == graph.value(claim, PROV.hadPrimarySource)


def test_a_decision_is_its_authors(ledger: Ledger) -> None:
    """A retraction is a claim on a claim by a person; what was taken back is not in the file."""
    (decision,) = [one for one in claims_of(io.BytesIO(exported("trig", ledger))) if one.author]
    assert (decision.author, decision.claim.predicate, decision.claim.object) == (
        "An Analyst", "retracted", 'not "video" any more')
    graph = union(exported("trig", ledger), "trig")
    author = graph.value(node_uri(f"claim:{decision.id}"), PROV.wasAttributedTo)
    assert (author, RDF.type, PROV.Person) in graph
    assert (node_uri(decision.claim.subject), RDF.type, SCHEMA.Claim) not in graph


def test_what_was_not_known_is_not_in_the_file(ledger: Ledger) -> None:
    """A limit of the graph is a limit of its claims."""
    def known(day: str) -> set[str]:
        return {one.claim.predicate for one in claims_of(io.BytesIO(exported("trig", ledger, day)))}

    assert "TARGETS" not in known("2019-01-31")
    assert "TARGETS" in known("2019-02-03")


def test_a_part_of_the_graph_has_only_its_claims(ledger: Ledger) -> None:
    """Only what is said of the nodes that are left, and the decisions on that."""
    part = select(projection(ledger.folder), Selection(around=("x:hik",), hops=0))
    found = list(claims_of(io.BytesIO(written("trig", Export(part, ledger)))))
    assert {one.claim.subject for one in found if one.claim.predicate != "retracted"} == {"x:hik"}
    assert {one.claim.predicate for one in found} == {"class", "name", "retracted"}


def test_an_id_that_was_joined_into_another_leads_there(tmp_path: Path) -> None:
    """Claims keep the ids that their sources gave; the file says which node of the graph is meant."""
    ledger = ledger_of(tmp_path / "a.kg", paper(
        thing("x:a", "Company", "Alpha Ltd"), thing("x:b", "Company", "Alpha Limited"),
        said("x:a", "SAME_AS", "x:b", basis="decision")))
    graph = union(exported("trig", ledger), "trig")
    (node,) = [str(row["id"]) for name, row in projection(ledger.folder).node_rows() if name == "Company"]
    (former,) = {"x:a", "x:b"} - {node}
    assert (node_uri(former), PROV.alternateOf, node_uri(node)) in graph
    assert {one.claim.subject for one in claims_of(io.BytesIO(exported("trig", ledger)))} == {"x:a", "x:b"}


def test_claims_need_a_ledger() -> None:
    """A graph alone has no claims to write."""
    for name in ("trig", "jsonld"):
        with pytest.raises(UsageError, match="with its ledger"):
            written(name, Export(every_family()))


@pytest.mark.parametrize("explained", [False, True])
@pytest.mark.parametrize("name", ["ttl", "trig", "jsonld"])
def test_exports_keep_the_shapes(ledger: Ledger, name: str, explained: bool) -> None:
    """pyshacl finds nothing against the generated shapes, and finds a wrong confidence and a wrong modality.

    With the ontology mixed in too, which makes every node one of its class's parents.
    """
    ontologies = rdflib.Graph().parse(data=ontology(), format="turtle") if explained else None
    pyshacl = pytest.importorskip("pyshacl")
    shapes = rdflib.Graph().parse(
        data=(resources.data("schemas") / "generated" / "tradewar.shacl.ttl").read_bytes(), format="turtle")
    format_ = {"ttl": "turtle", "jsonld": "json-ld"}.get(name, name)
    content = exported(name, ledger)
    wrong = re.sub(rb'(tw:confidence"?:? ?)80', rb"\g<1>101", content)
    wrong = re.sub(rb'(tw:modality"?:? ?)"announced"', rb'\g<1>"shouted"', wrong)
    for given_content, faults in ((content, set()), (wrong, {SCHEMA.confidence, SCHEMA.modality})):
        _, report, _ = pyshacl.validate(union(given_content, format_), shacl_graph=shapes, inference="none",
                                        ont_graph=ontologies)
        assert set(report.objects(None, rdflib.SH.resultPath)) == faults


def terms(graph: rdflib.Graph) -> Iterator[rdflib.URIRef]:
    """Every name of the schema's that a graph uses."""
    for triple in graph:
        yield from (term for term in triple if isinstance(term, rdflib.URIRef) and term.startswith(SCHEMA))


@pytest.mark.parametrize("name", ["ttl", "trig", "jsonld"])
def test_the_ontology_explains_every_term_offline(ledger: Ledger, name: str) -> None:
    """The vocabulary that ships declares each `tw:` term of a file and imports no other; an odd term would show."""
    explained = rdflib.Graph().parse(data=ontology(), format="turtle")
    declared = set(explained.subjects(RDF.type, None))
    graph = union(exported(name, ledger), {"ttl": "turtle", "jsonld": "json-ld"}.get(name, name))
    assert {str(one) for one in terms(graph)} - set(map(str, declared)) == set()
    graph.add((node_uri("a"), SCHEMA.nowhere, node_uri("b")))
    assert set(terms(graph)) - declared == {SCHEMA.nowhere}
    assert (None, OWL.imports, None) not in explained


def test_json_ld_brings_its_context(ledger: Ledger) -> None:
    """Nothing has to be fetched: the one context is an object in the file."""
    content = json.loads(exported("jsonld", ledger))
    assert isinstance(content["@context"], dict)
    assert exported("jsonld", ledger).count(b'"@context"') == 1


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_survives_turtle(text: str) -> None:
    """A parser gives each character back, U+FFFD for half a surrogate pair."""
    graph = rdflib.Graph().parse(data=f"<urn:a> <urn:b> {turtle.literal(text)} .".encode(), format="turtle")
    assert str(graph.value(rdflib.URIRef("urn:a"), rdflib.URIRef("urn:b"))) == re.sub("[\ud800-\udfff]", "\ufffd", text)


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_survives_json_ld(text: str) -> None:
    """The same, as a value of a node."""
    told = jsonld.node(Iri("id:a"), [("tw:name", text), ("tw:name", "other")])
    assert told["tw:name"] == [re.sub("[\ud800-\udfff]", "\ufffd", text), "other"]


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_id_is_one_address_everywhere(text: str) -> None:
    """The short or the long form of an address in Turtle is the address that the store makes."""
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    prefix = "@prefix id: <urn:tradewar-kg:id:> . "
    graph = rdflib.Graph().parse(data=f"{prefix}<urn:a> <urn:b> {turtle.name(iri('id', text))} .", format="turtle")
    assert graph.value(rdflib.URIRef("urn:a"), rdflib.URIRef("urn:b")) == node_uri(text)


def test_half_a_surrogate_pair_in_an_id_is_replaced() -> None:
    """It is seen, and the file stays one that can be written."""
    assert iri("id", "a\ud800") == "id:a%EF%BF%BD"
    assert turtle.literal("a\ud800") == '"a\ufffd"'


def accepted(text: str) -> bool:
    """Whether the ledger takes the text as it is."""
    try:
        return schema.lexical("string", text) == text and len(text) <= 500
    except SchemaError:
        return False


@settings(max_examples=4)
@given(st.lists(st.tuples(st.text(min_size=1).filter(accepted), st.text(max_size=200)), min_size=1, max_size=40))
def test_any_names_and_any_words_come_back(pairs: list[tuple[str, str]]) -> None:
    """From ledger to file to claim: the same names, the same words around them."""
    quotes = [f"{words.encode(errors='replace').decode()}{name}"[-500:] for name, words in pairs]
    with tempfile.TemporaryDirectory() as folder:
        made = ledger_of(Path(folder) / "a.kg", paper(*(
            (said(f"x:{n}", "class", "Company"), said(f"x:{n}", "name", name, words=quote))
            for n, ((name, _), quote) in enumerate(zip(pairs, quotes, strict=True)))))
        graph = project(made).graph
        files = {format_: written(name, Export(graph, made)) for name, format_ in FILES}
        held = recorded(made)
    for format_, content in files.items():
        found = {one.id: as_recorded(one) for one in claims_of(io.BytesIO(content), format_)}
        assert found == held
        assert {(row[5], row[7]) for row in found.values()} >= {
            (name, quote) for (name, _), quote in zip(pairs, quotes, strict=True)}


def test_numbers_come_back_in_their_one_form(tmp_path: Path) -> None:
    """Engines write a number in their own ways; the claim has the ledger's."""
    numbers = [schema.lexical("float", number) for number in ("0.1", "25", "1e+22", "-3.5e-07", "7.0")]
    made = ledger_of(tmp_path / "a.kg", paper(*(
        thing(f"x:{number}", "TariffAction", "A tariff", rate_pct=number) for number in numbers)))
    graph = from_rows([("TariffAction", {"id": f"x:{number}", "name": "A tariff"}) for number in numbers], [])
    for name, format_ in FILES:
        found = claims_of(io.BytesIO(written(name, Export(graph, made))), format_)
        assert {one.claim.object for one in found if one.claim.predicate == "rate_pct"} == set(numbers)


@pytest.mark.parametrize(("format_", "content"), [
    ("trig", b"x"), ("trig", b"\xff"), ("trig", b'<urn:a> <urn:b> "\xed\xa0\x80" .'), ("trig", b"(" * 5000),
    ("trig", b"@prefix tw: <urn:tradewar-kg:schema:> . <urn:g> { <urn:a> a tw:Claim . }"),
    ("json-ld", b""), ("json-ld", b"1"), ("json-ld", b"[" * 100_000),
    ("json-ld", b'{"@context": "http://127.0.0.1:9/"}'), ("json-ld", b'{"@context": ["http://127.0.0.1:9/"]}'),
    ("json-ld", b'{"@context": {"@import": "http://127.0.0.1:9/"}}'),
    ("json-ld", b'{"@context": {"a": {"@id": "urn:a", "@context": "http://127.0.0.1:9/"}}}')])
def test_what_is_no_export_is_refused(format_: str, content: bytes) -> None:
    """Another file, a claim that isn't whole, and a context that would have to be fetched."""
    with pytest.raises(SourceRefused):
        list(claims_of(io.BytesIO(content), format_))


def test_a_claim_without_its_words_is_refused(ledger: Ledger) -> None:
    """A claim is read back whole or not at all; so is one about a predicate that nobody knows."""
    content = exported("trig", ledger)
    for old, new in ((rb'tw:quote "Hikvision"', b'tw:words "Hikvision"'), (b"rdf:predicate tw:OWNED_BY",
                                                                          b"rdf:predicate tw:OWNED_BUY"),
                     (b'"25.0"^^xsd:double', b'"many"')):
        assert old in content
        with pytest.raises(SourceRefused, match="urn:tradewar-kg:id:claim:"):
            list(claims_of(io.BytesIO(content.replace(old, new))))


def test_only_formats_of_claims_are_read() -> None:
    """Turtle has no claims."""
    with pytest.raises(UsageError, match="trig, json-ld"):
        list(claims_of(io.BytesIO(), "turtle"))


