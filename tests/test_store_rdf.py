"""RDF: the shape of the triples, and SPARQL that only reads."""

from __future__ import annotations

import builtins
import contextlib
import json
import signal
import socket
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import rdflib
import typer
from rdflib.namespace import PROV, RDF, XSD
from typer.testing import CliRunner

from kg.cli.sparql import sparql
from kg.errors import EnvironmentRefused, QueryError, UsageError
from kg.ledger import Ledger
from kg.projection import project
from kg.sparql import LONGEST
from kg.sparql_dataset import ONTOLOGY, open_dataset
from kg.stores.rdf import EDGE, SCHEMA, RdfStore, node_uri, to_rdf
from tests.graphs import every_family, unusual
from tests.ledgers import ledger_of, paper, said, thing

ENGINES = ("rdflib", "oxigraph")


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest) -> RdfStore:
    """The fixture graph as triples, in each engine."""
    if request.param == "oxigraph":
        pytest.importorskip("oxrdflib")
    made = RdfStore(request.param)
    made.load(every_family())
    return made


def test_a_node_has_its_class_and_all_parents(store: RdfStore) -> None:
    """Each label is an rdf:type."""
    types = {str(found).rpartition(":")[2] for found in store.graph.objects(node_uri("party:hik"), RDF.type)}
    assert types == {"Company", "Organization", "Party", "Thing"}


def test_literals_are_typed(store: RdfStore) -> None:
    """Dates, whole and other numbers have the types of XML Schema; text has none."""
    event, tariff = node_uri("ev:bl"), node_uri("ev:tariff")
    assert store.graph.value(event, SCHEMA.date) == rdflib.Literal(date(2019, 10, 9), datatype=XSD.date)
    assert store.graph.value(event, SCHEMA.claimed_count) == rdflib.Literal(28, datatype=XSD.integer)
    assert store.graph.value(tariff, SCHEMA.amount) == rdflib.Literal(34.5, datatype=XSD.double)
    name = store.graph.value(event, SCHEMA.name)
    assert isinstance(name, rdflib.Literal)
    assert (str(name), name.datatype in (None, XSD.string), name.language) == ("28 organizations", True, None)


def test_an_edge_is_a_triple_and_a_resource(store: RdfStore) -> None:
    """The plain triple leads on, the resource of the relation's class carries the proof."""
    source, target, edge = node_uri("ev:bl"), node_uri("party:hik"), EDGE.e03
    assert (source, SCHEMA.TARGETS, target) in store.graph
    assert (edge, RDF.type, SCHEMA.Targets) in store.graph
    assert (edge, RDF.subject, source) in store.graph
    assert (edge, RDF.object, target) in store.graph
    assert set(map(str, store.graph.objects(edge, SCHEMA.claims))) == {"c1", "c2"}
    assert set(store.graph.objects(edge, PROV.wasDerivedFrom)) == {node_uri("claim:c1"), node_uri("claim:c2")}


def test_ids_are_escaped() -> None:
    """Any id makes a URI that a parser of N-Triples takes, and comes back."""
    made = to_rdf(unusual())
    again = rdflib.Graph().parse(data=made.serialize(format="nt"), format="nt")
    assert set(again) == set(made)
    assert node_uri('a "b" <c>') == rdflib.URIRef("urn:tradewar-kg:id:a%20%22b%22%20%3Cc%3E")


def test_sparql_answers_with_plain_values(store: RdfStore) -> None:
    """Nodes come back as their ids, literals as Python's values, what is unbound as None."""
    answer = store.query("""
        SELECT ?who ?day ?count ?end WHERE {
            ?edge a tw:Targets ; rdf:subject ?event ; rdf:object ?who .
            ?event tw:date ?day ; tw:claimed_count ?count .
            OPTIONAL { ?edge tw:valid_to ?end }
            FILTER (?day >= "2019-10-09"^^<http://www.w3.org/2001/XMLSchema#date>) }
        ORDER BY ?who DESC(?end) LIMIT 3""")
    assert answer.columns == ("who", "day", "count", "end")
    day = date(2019, 10, 9)
    assert answer.rows == [("party:dahua", day, 28, None), ("party:hik", day, 28, None),
                           ("party:person", day, 28, date(2020, 1, 1))]


def test_ask_answers_yes_or_no(store: RdfStore) -> None:
    """One row with one truth value."""
    assert store.query("ASK { ?x a tw:Blacklisting }").rows == [(True,)]
    assert store.query("ASK { ?x a tw:Commitment }").rows == [(False,)]


@pytest.mark.parametrize("sparql", [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL",
    "LOAD <http://127.0.0.1/x.ttl>", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DESCRIBE <urn:a>",
    "SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s a tw:Thing OPTIONAL { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } }",
    "SELECT * FROM <http://127.0.0.1/x.ttl> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1/x.ttl> WHERE { ?s ?p ?o }",
    "SELECT * WHERE { GRAPH ?g { SERVICE SILENT ?g { ?s ?p ?o } } }",
    "SELECT (EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } AS ?x) WHERE {}",
    "SELECT * WHERE { FILTER NOT EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
    "SELECT ?s WHERE { { SELECT ?s WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } }",
    # a comment that only one of two grammars ends here, and letters that only one of them undoes
    "SELECT * WHERE { ?s a tw:Thing # \r SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }\n}",
    "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SELECT * WHERE { ?s ?p '\ud800' }",
    "SELECT * WHERE { ?s ?p ?o } ; DROP ALL", "SELECT * WHERE { << ?s ?p ?o >> ?a ?b }",
    "SELECT * WHERE { LATERAL { ?s ?p ?o } }", "SELECT * WHERE " + "{" * 3000 + "}" * 3000,
    "SELECT * WHERE { ?s ?p ?o } #" + "x" * LONGEST, "SELECT ?s WHERE { ?s ?p ?o } LIMIT -1",
    "SELECT ?x WHERE { ?x a nowhere:Thing }", "SELECT ?x WHERE {", ""])
def test_sparql_that_does_not_only_read_is_refused(store: RdfStore, sparql: str) -> None:
    """No change, no other server, no document by its address, no broken query."""
    before = len(store.graph)
    with pytest.raises(QueryError):
        store.query(sparql)
    assert len(store.graph) == before


def test_no_statement_reaches_a_server(store: RdfStore) -> None:
    """Nobody knocks where a statement sends to; a statement that only reads is answered as ever."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        for hostile in (f"SELECT * WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
                        f"SELECT * WHERE {{ ?s a tw:Thing # \r SERVICE <{address}> {{ ?a ?b ?c }}\n}}",
                        f"SELECT * FROM <{address}> WHERE {{ ?s ?p ?o }}"):
            with pytest.raises(QueryError):
                store.query(hostile)
        assert store.query(f"SELECT ?s WHERE {{ GRAPH <{address}> {{ ?s ?p ?o }} }}").rows == []
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize("statement", [
    "SELECT ?s WHERE { ?s a tw:Thing FILTER(regex(str(?s), '(')) }",
    "SELECT ?s WHERE { ?s a tw:Thing } OFFSET 99999999999999999999", "SELECT (<urn:f>(1) AS ?x) WHERE {}",
    "SELECT (1/0 AS ?x) WHERE {}", "SELECT (avg(?s) AS ?x) WHERE { ?s a tw:Thing }",
    "SELECT ?x WHERE { BIND(1 AS ?x) BIND(2 AS ?x) }", "SELECT (xsd:date('2019-13-01') AS ?x) WHERE {}"])
def test_an_odd_statement_is_answered_or_refused(store: RdfStore, statement: str) -> None:
    """Engines differ in what they take; neither fails in another way than the project's own."""
    with contextlib.suppress(QueryError):
        assert store.query(statement).columns in (("s",), ("x",))


def test_values_are_bound_and_never_read_as_sparql(store: RdfStore) -> None:
    """A node and a text for a variable, also one that isn't selected; a text that looks like SPARQL finds nothing."""
    who = {"who": node_uri("party:hik")}
    assert store.query("SELECT ?e WHERE { ?e tw:TARGETS ?who }", who).rows == [("ev:bl",)]
    named = "SELECT ?s WHERE { ?s tw:name ?name }"
    assert store.query(named, {"name": rdflib.Literal("Hikvision")}).rows == [("party:hik",)]
    assert store.query(named, {"name": rdflib.Literal('" } # DROP ALL')}).rows == []
    with pytest.raises(QueryError, match=r"no variable \?nobody; it has name, s"):
        store.query(named, {"nobody": rdflib.Literal("x")})


def test_no_more_rows_than_asked_for(store: RdfStore) -> None:
    """`most` cuts the answer."""
    assert len(store.query("SELECT ?s WHERE { ?s a tw:Thing }", most=3).rows) == 3
    assert len(store.query("SELECT ?s WHERE { ?s a tw:Thing }").rows) == 28


def test_a_fault_is_told_with_its_place(store: RdfStore) -> None:
    """Line and column, and what stands there."""
    with pytest.raises(QueryError, match=r"line 2, column 1: .* from 'LATERAL \{ \} \}' on"):
        store.query("SELECT * WHERE {\nLATERAL { } }")


def test_files_are_added_to_the_default_or_a_named_graph(store: RdfStore) -> None:
    """What is added stands beside the graph until the next load; what isn't RDF is refused."""
    store.add(b'<urn:a> <urn:b> "c" .', "turtle")
    store.add(b'<urn:a> <urn:b> "d" .', "turtle", "urn:g")
    store.add(b'<urn:h> { <urn:a> <urn:b> "e" . }', "trig")
    assert store.query("SELECT ?o WHERE { <urn:a> <urn:b> ?o }").rows == [("c",)]
    assert store.query("SELECT ?g ?o WHERE { GRAPH ?g { <urn:a> <urn:b> ?o } } ORDER BY ?g").rows == [
        ("urn:g", "d"), ("urn:h", "e")]
    for content, format_ in ((b"{", "turtle"), (b"\xff", "trig")):
        with pytest.raises(UsageError, match=f"expected {format_}"):
            store.add(content, format_)
    store.load(every_family())
    assert store.query("ASK { GRAPH ?g { ?s ?p ?o } }").rows == [(False,)]


def test_oxigraph_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for by name it must be there; otherwise rdflib answers."""
    importing = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name in ("pyoxigraph", "oxrdflib"):
            raise ModuleNotFoundError(name)
        return importing(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(EnvironmentRefused, match=r'pip install "tradewar-kg\[oxigraph\]"'):
        RdfStore("oxigraph")
    monkeypatch.setattr("kg.stores.oxigraph.find_spec", lambda _: None)
    assert RdfStore().engine == "rdflib"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A ledger in which one document says who owns whom."""
    return ledger_of(tmp_path_factory.mktemp("sparql") / "a.kg", paper(
        thing("x:hik", "Company", "Hikvision"), thing("x:group", "Company", "A group"),
        said("x:hik", "OWNED_BY", "x:group", words="x:group owns it"), heading="A notice"))


@pytest.mark.parametrize("engine", ENGINES)
def test_claims_lead_from_an_edge_to_its_words(ledger: Ledger, engine: str) -> None:
    """Edge, claim, words and document in one statement; the ontology answers beside them."""
    if engine == "oxigraph":
        pytest.importorskip("oxrdflib")
    graph = project(ledger).graph
    statement = """
        SELECT ?words ?document WHERE {
            ?edge a tw:OwnedBy ; prov:wasDerivedFrom ?claim .
            GRAPH ?where { ?claim tw:quote ?words }
            ?where tw:name ?document }"""
    store = open_dataset(graph, ledger, engine=engine)
    assert store.query(statement).rows == [("x:group owns it", "A notice")]
    assert open_dataset(graph, engine=engine).query(statement).rows == []
    parents = f"SELECT ?of WHERE {{ GRAPH <{ONTOLOGY}> {{ tw:Company rdfs:subClassOf+ ?of }} }} ORDER BY ?of"
    assert store.query(parents).rows == [("Organization",), ("Party",), ("Thing",)]


def kg_sparql(ledger: Ledger, *arguments: str, stdin: str | None = None) -> Any:
    """`kg sparql` in this process."""
    app = typer.Typer()
    app.command()(sparql)
    return CliRunner().invoke(app, [*arguments, "--ledger", str(ledger.folder)], input=stdin)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_command_answers(ledger: Ledger, engine: str) -> None:
    """A node by its name, an answer as JSON; from an argument, from standard input."""
    if engine == "oxigraph":
        pytest.importorskip("oxrdflib")
    statement = "SELECT ?owner WHERE { ?who tw:OWNED_BY ?owner }"
    for given, stdin in ((statement, None), ("-", statement)):
        done = kg_sparql(ledger, given, "--node", "who=Hikvision", "--engine", engine, "--format", "json", stdin=stdin)
        assert json.loads(done.stdout) == [{"owner": "x:group"}], done.output
    found = kg_sparql(ledger, "ASK { GRAPH ?g { ?c tw:quote ?words } }", "-p", "words=x:group owns it", "--claims",
                      "--engine", engine, "--format", "csv")
    assert found.stdout.split() == ["answer", "true"]


def test_the_command_reads_files_and_cuts_long_answers(ledger: Ledger, tmp_path: Path) -> None:
    """-f FILE; a row that is left out is said on standard error."""
    path = tmp_path / "a.rq"
    path.write_text("SELECT ?s WHERE { ?s a tw:Company } ORDER BY ?s", encoding="utf-8")
    done = kg_sparql(ledger, "-f", str(path), "--limit", "1", "--format", "csv")
    assert done.stdout.splitlines() == ["s", "x:group"]
    assert "--limit" in done.stderr
    assert "--limit" not in kg_sparql(ledger, "-f", str(path), "--limit", "2").stderr


@pytest.mark.parametrize(("arguments", "reason"), [
    ((), "one of the two"), (("ASK {}", "-f", "a.rq"), "one of the two"), (("-f", "no such file"), "can't read"),
    (("ASK {}", "--engine", "sesame"), "oxigraph or rdflib"), (("ASK {}", "--format", "xml"), "--format"),
    (("ASK { ?a ?b ?c }", "-p", "a=1", "-n", "a=Hikvision"), "to a text and to a node"),
    (("ASK { ?a ?b ?c }", "-p", "a"), "key=value"), (("ASK { ?a ?b ?c }", "-n", "a=nobody"), "nothing is called"),
    (("DROP ALL",), "only reads")])
def test_the_command_says_what_is_wrong(ledger: Ledger, arguments: tuple[str, ...], reason: str) -> None:
    """Each misuse is one line."""
    done = kg_sparql(ledger, *arguments)
    assert isinstance(done.exception, UsageError)
    assert reason in str(done.exception)


def test_an_endless_question_ends(ledger: Ledger) -> None:
    """After the time that was given the command says so; the same with time enough is answered."""
    done = kg_sparql(ledger, "SELECT (count(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
                     "--timeout", "0.01")
    assert isinstance(done.exception, QueryError)
    assert "no answer in 0.01 seconds" in str(done.exception)
    assert kg_sparql(ledger, "SELECT (count(*) AS ?n) WHERE { ?a a tw:Company }").exit_code == 0


EVIL = '"' + "a" * 60 + '!", "(a+)+$"'


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timer that stops a regular expression")
@pytest.mark.parametrize("arguments", [
    (f"ASK {{ FILTER(REGEX({EVIL})) }}", "--engine", "rdflib"),
    ('ASK { FILTER(REGEX(?text, "(a+)+$")) }', "-p", f"text={'a' * 60}!")])
def test_a_regular_expression_cannot_outrun_the_time(ledger: Ledger, arguments: tuple[str, ...]) -> None:
    """Python's expressions let nobody else come to word; the alarm ends them all the same, and is off afterwards."""
    done = kg_sparql(ledger, *arguments, "--timeout", "0.2")
    assert isinstance(done.exception, QueryError)
    assert "no answer in 0.2 seconds" in str(done.exception)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    short = kg_sparql(ledger, 'ASK { FILTER(REGEX("aaa", "(a+)+$")) }', "--engine", "rdflib")
    assert short.stdout.split()[-1] == "true"
