"""The steps of the half hour that give text: the demo, a release's citation, an edge's words, answers of a Neo4j."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, LiteralString

from tests.walk.console import run, shown
from tests.walk.page import table

if TYPE_CHECKING:
    from tests.neo4j_server.clean import Neo4jTarget

RELEASE = "kg release 2026-11 --date 2026-11-30"
FIGURE = "kg figure chain us-2018-06-15-301-list1 chain.svg"
SERVER = "bolt://localhost:7687"
QUESTIONS = (
    'blacklists/members -p list="Unreliable Entity List" -p on=2024-06-01 --columns name,since,state',
    "retaliation/answers_to -p event=us-2018-03-08-232-metals --columns date,response,kind,lag_days",
    "networks/hubs -p top=4 --columns name,events,actors,first,last")
PASTED: LiteralString = """MATCH (e:Event)-[r:TARGETS]->(p:Party {id: 'company:hikvision'})
RETURN e.name AS event, r.quote AS words, r.source_name AS source, r.published AS published
ORDER BY published, source"""


def demo(folder: Path) -> str:
    """`kg demo`, which makes the ledger of all other steps; of what it traces, the second chain."""
    parts = run(folder, "kg demo").split("\n\n")
    head, chain, tail = parts[0], parts[2], parts[3].partition("\ntradewar.gexf ")
    return f"```console\n$ kg demo\n{head}\n[…]\n{chain}\n[…]{tail[1]}{tail[2]}\n```"


def release(folder: Path) -> str:
    """Freeze the ledger and draw a figure, which then names the release; the citation."""
    run(folder, RELEASE)
    run(folder, FIGURE)
    return f"```bibtex\n{(folder / '2026-11' / 'citation.bib').read_text(encoding='utf-8').rstrip()}\n```"


def words(folder: Path) -> str:
    """From an edge to its claims, and from a claim to its words in their document; the hour of recording left out."""
    claims = "kg show Hikvision --claims | grep 'claim.* TARGETS'"
    first = re.findall(r"claim ([0-9a-f]{32}):", run(folder, claims))[0]
    return shown(folder, claims, f"kg show {first} | grep -v recorded_at | tail -12")


def answers(folder: Path, target: Neo4jTarget) -> str:
    """Load a real server, ask the questions there, and paste a statement of Cypher as into Neo4j Browser."""
    login = {"NEO4J_USER": target.user, "NEO4J_PASSWORD": target.password, "KG_STORE": target.uri}
    commands = [f"kg load {SERVER}", f"export KG_STORE={SERVER}", *(f"kg query {asked}" for asked in QUESTIONS)]
    told = [f"$ {command}\n{run(folder, command.replace(SERVER, target.uri), login)}" for command in commands]
    console = "".join(told).rstrip()
    return "\n\n".join([f"```console\n{console}\n```", "Then, in Neo4j Browser, an edge shows its own proof:\n"
                        f"```cypher\n{PASTED}\n```", pasted(target)])


def pasted(target: Neo4jTarget) -> str:
    """What the server answers to the pasted statement, without any part of this program."""
    from neo4j import GraphDatabase

    with GraphDatabase.driver(target.uri, auth=(target.user, target.password)) as driver:
        records, _, columns = driver.execute_query(PASTED)
    return table(columns, [record.values() for record in records])
