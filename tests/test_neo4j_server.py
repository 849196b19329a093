"""The real server that other tests rely on, and what happens where there is none."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, ServiceUnavailable

from tests.neo4j_server import LANES, Neo4jServer, Neo4jUnavailable
from tests.neo4j_server.artifacts import fetch_jars
from tests.neo4j_server.clean import Neo4jTarget, empty_database

CHECKOUT = Path(os.path.abspath(__file__)).parent.parent


@pytest.fixture
def driver(clean_neo4j: Neo4jTarget) -> Iterator[Driver]:
    """A driver on the server under test, whose database is empty."""
    uri, user, password = clean_neo4j
    with GraphDatabase.driver(uri, auth=(user, password), notifications_min_severity="OFF") as driver:
        yield driver


def count(driver: Driver) -> int:
    """How many nodes tests have made."""
    records, _, _ = driver.execute_query("MATCH (n) WHERE n._graph STARTS WITH 'test-' RETURN count(n) AS n")
    found = records[0]["n"]
    assert isinstance(found, int)
    return found


@pytest.mark.neo4j
def test_server_answers_with_its_password(driver: Driver) -> None:
    """The address, user and password of the fixture open a session."""
    records, _, _ = driver.execute_query("RETURN 1 AS one")
    assert [record["one"] for record in records] == [1]


@pytest.mark.neo4j
def test_server_is_the_release_of_its_lane(neo4j_server: Neo4jServer, driver: Driver) -> None:
    """What runs is what the pom of the lane pins."""
    records, _, _ = driver.execute_query("CALL dbms.components() YIELD versions RETURN versions[0] AS v")
    assert records[0]["v"] == neo4j_server.lane.version
    assert neo4j_server.lane.name == os.environ.get("NEO4J_LANE", "lts")


@pytest.mark.neo4j
def test_wrong_password_is_refused(neo4j_target: Neo4jTarget) -> None:
    """Authentication is on."""
    with (
        GraphDatabase.driver(neo4j_target.uri, auth=(neo4j_target.user, "not-the-password")) as driver,
        pytest.raises(AuthError),
    ):
        driver.verify_connectivity()


@pytest.mark.neo4j
def test_what_was_acknowledged_survives_kill_9(neo4j_server: Neo4jServer, driver: Driver) -> None:
    """A killed server comes back at the same address with the same password and data."""
    driver.execute_query("UNWIND range(1, 1000) AS i CREATE ({_graph: 'test-kill', i: i})")
    uri = neo4j_server.uri
    neo4j_server.kill()
    assert not neo4j_server.is_running
    with pytest.raises(ServiceUnavailable):
        driver.verify_connectivity()
    neo4j_server.restart()
    assert neo4j_server.uri == uri
    assert count(driver) == 1000


@pytest.mark.neo4j
def test_data_survive_an_orderly_restart(neo4j_server: Neo4jServer, driver: Driver) -> None:
    """Stop and start is another process on the same data."""
    driver.execute_query("CREATE ({_graph: 'test-restart'})")
    neo4j_server.restart()
    assert neo4j_server.is_running
    assert count(driver) == 1


@pytest.mark.neo4j
def test_emptying_our_own_server_takes_all(neo4j_server: Neo4jServer, driver: Driver) -> None:
    """Nodes of any kind and constraints are gone; a second server-wide emptying finds nothing."""
    driver.execute_query("CREATE CONSTRAINT `odd ``name` FOR (n:Thing) REQUIRE n.id IS UNIQUE")
    driver.execute_query("CREATE INDEX FOR (n:Thing) ON (n.name)")
    driver.execute_query("UNWIND range(1, 25000) AS i CREATE (:Thing {id: i})-[:NEXT]->({_graph: 'test-a'})")
    empty_database(Neo4jTarget(neo4j_server.uri, neo4j_server.user, neo4j_server.password), everything=True)
    records, _, _ = driver.execute_query("MATCH (n) RETURN count(n) AS n")
    assert records[0]["n"] == 0
    records, _, _ = driver.execute_query("SHOW INDEXES YIELD type RETURN collect(DISTINCT type) AS types")
    assert records[0]["types"] == ["LOOKUP"]


@pytest.mark.neo4j
def test_emptying_a_foreign_server_spares_its_owners_data(driver: Driver, clean_neo4j: Neo4jTarget) -> None:
    """Only nodes whose `_graph` starts with `test-` go."""
    driver.execute_query(
        "CREATE ({_graph: 'test-a'}), ({_graph: 'test-b'}), ({_graph: 'spared'}), (:Spared {name: 'x'})"
    )
    empty_database(clean_neo4j, everything=False)
    assert count(driver) == 0
    records, _, _ = driver.execute_query(
        "MATCH (n) WHERE n:Spared OR n._graph = 'spared' WITH n DETACH DELETE n RETURN count(*) AS spared"
    )
    assert records[0]["spared"] == 2


def put_maven(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Make this shell script the only `mvn`; its last argument is the folder to fill, as `$folder`."""
    maven = folder / "bin" / "mvn"
    maven.parent.mkdir()
    maven.write_text(f'#!/bin/sh\nfor last; do :; done\nfolder="${{last#*=}}"\n{script}\n', encoding="utf-8")
    maven.chmod(maven.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(maven.parent), prepend=os.pathsep)


needs_sh = pytest.mark.skipif(sys.platform == "win32", reason="stands in for mvn with a shell script")


@needs_sh
def test_fetched_jars_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Maven is asked once; the second call needs none."""
    lane = LANES["lts"]
    put_maven(monkeypatch, tmp_path, f'mkdir -p "$folder" && : > "$folder/neo4j-server-{lane.version}.jar"')
    jars = fetch_jars(lane, tmp_path / "cache")
    monkeypatch.setenv("PATH", "")
    assert fetch_jars(lane, tmp_path / "cache") == jars
    assert [jar.name for jar in jars.iterdir()] == [f"neo4j-server-{lane.version}.jar"]


@needs_sh
@pytest.mark.parametrize("ending", ["exit 1", "exit 0"])
def test_half_fetched_jars_are_not_taken_for_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ending: str
) -> None:
    """A fetch that broke off leaves nothing that a later call would use, whatever Maven says."""
    put_maven(monkeypatch, tmp_path, f'mkdir -p "$folder" && : > "$folder/some.jar"\necho broken\n{ending}')
    lane = LANES["lts"]
    with pytest.raises(Neo4jUnavailable, match="broken"):
        fetch_jars(lane, tmp_path / "cache")
    assert list((tmp_path / "cache" / "neo4j" / lane.version).iterdir()) == []


def test_missing_maven_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without Maven and without jars the message names both ways out."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Neo4jUnavailable, match=r"install Maven, or name a server of your own in NEO4J_URI"):
        fetch_jars(LANES["lts"], tmp_path)


def test_unknown_lane_is_refused(tmp_path: Path) -> None:
    """A misspelt lane doesn't fall back on another one."""
    with pytest.raises(ValueError, match="no lane 'lst': expected one of lts, latest"):
        Neo4jServer("lst", tmp_path)


def test_password_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    """The same home gives the same random password, another home another; nobody else may read it."""
    first, again = (Neo4jServer("lts", tmp_path / "a").password for _ in range(2))
    assert first == again
    assert first != Neo4jServer("lts", tmp_path / "b").password
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "a" / "password").stat().st_mode) == 0o600


def run_pytest(folder: Path, test: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one test, given as source, with this suite's fixtures and in a changed environment."""
    (folder / "test_inner.py").write_text(test, encoding="utf-8")
    left_out = ("NEO4J_", "TRADEWAR_", "PYTEST_", "COV_", "CI")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", os.devnull]
    return subprocess.run(
        [*command, "--rootdir", str(folder), str(folder)],
        env=kept | {"PYTHONPATH": str(CHECKOUT)} | environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


NEEDS_NEO4J = "def test_inner(neo4j_target):\n    pass\n"
NEEDS_SHARED = "def test_inner(shared):\n    pass\n"


def test_missing_neo4j_is_said_loudly(tmp_path: Path) -> None:
    """Where the server can't run, its tests skip and the last lines say so."""
    done = run_pytest(tmp_path, NEEDS_NEO4J, PATH="", TRADEWAR_CACHE=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "NOT TESTED (1 tests): no Neo4j: Maven (mvn) isn't on PATH" in done.stdout
    assert "1 skipped" in done.stdout


def test_missing_neo4j_fails_in_ci(tmp_path: Path) -> None:
    """With `CI=true` a run without the server isn't green."""
    done = run_pytest(tmp_path, NEEDS_NEO4J, PATH="", TRADEWAR_CACHE=str(tmp_path), CI="true")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "CI must test with Neo4j: Maven (mvn) isn't on PATH" in done.stdout


def test_missing_sample_data_are_said_loudly(tmp_path: Path) -> None:
    """Tests on the sample data skip where it isn't, and the last lines say so."""
    done = run_pytest(tmp_path, NEEDS_SHARED, TRADEWAR_SHARED=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "NOT TESTED (1 tests): no sample data" in done.stdout


def test_sample_data_are_found_by_environment(tmp_path: Path) -> None:
    """`TRADEWAR_SHARED` names the folder, and then nothing is missing."""
    (tmp_path / "data").mkdir()
    done = run_pytest(tmp_path, NEEDS_SHARED, TRADEWAR_SHARED=str(tmp_path))
    assert "1 passed" in done.stdout, done.stdout + done.stderr
    assert "NOT TESTED" not in done.stdout


def test_own_server_is_not_started_when_another_is_named(tmp_path: Path) -> None:
    """With `NEO4J_URI` the suite uses that server, and tests that would kill it skip."""
    test = (
        "def test_target(neo4j_target):\n"
        "    assert neo4j_target == ('bolt://127.0.0.1:1', 'neo4j', 'p')\n"
        "def test_kill(neo4j_server):\n"
        "    pass\n"
    )
    done = run_pytest(tmp_path, test, NEO4J_URI="bolt://127.0.0.1:1", NEO4J_PASSWORD="p", PATH="")
    assert "1 passed, 1 skipped" in done.stdout, done.stdout + done.stderr


def test_tests_that_use_the_server_are_marked_by_their_fixtures(tmp_path: Path) -> None:
    """`-m neo4j`, the second lane, finds them without a mark of their own."""
    test = NEEDS_NEO4J + "def test_pure():\n    pass\n"
    done = run_pytest(tmp_path, test, PYTEST_ADDOPTS="-m neo4j --collect-only -q")
    assert "1/2 tests collected (1 deselected)" in done.stdout, done.stdout + done.stderr
