"""What all tests share: a real Neo4j, the sample data, and loud lines for what is missing.

Environment: `NEO4J_LANE` (`lts` or `latest`) chooses the server that is started; `NEO4J_URI`,
`NEO4J_USER` and `NEO4J_PASSWORD` name a running one instead; `TRADEWAR_SHARED` is the folder of the
sample data; `TRADEWAR_CACHE` is where the server's jars are kept; `CI=true` turns missing Neo4j
into a failure.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest

from tests.neo4j_server import Neo4jServer, Neo4jUnavailable
from tests.neo4j_server.artifacts import CACHE
from tests.neo4j_server.clean import Neo4jTarget, empty_database

_CHECKOUT = Path(os.path.abspath(__file__)).parent.parent
_MISSING = "NOT TESTED: "  # how the reason of a skip that is said aloud begins
_NEO4J_FIXTURES = {"neo4j_server", "neo4j_target", "clean_neo4j"}

# A shared machine makes any single example slow now and then: time is never asserted.
hypothesis.settings.register_profile("tradewar", deadline=None, derandomize=os.environ.get("CI") == "true")
hypothesis.settings.load_profile("tradewar")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`, read by the tests that compare with golden files."""
    parser.addoption("--update-golden", action="store_true", help="write golden files instead of comparing")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark by their fixtures the tests that need a server or the sample data, before `-m` selects.

    Where several processes share the tests, a file stays in one; so do all tests on the server, which is one for each
    process, unless only those run and the servers are ours.
    """
    several = config.option.markexpr == "neo4j" and not os.environ.get("NEO4J_URI")
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        group = str(item.path)
        if fixtures & _NEO4J_FIXTURES:
            item.add_marker("neo4j")
        if item.get_closest_marker("neo4j") and not several:
            group = "neo4j"
        if "shared" in fixtures:
            item.add_marker("shared")
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in capitals what this run didn't test, and why; from the reports, which other processes may have made."""
    told = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ())]
    missing = Counter(words.partition(_MISSING)[2] for words in told if _MISSING in words)
    if missing:
        terminalreporter.section("NOT TESTED", red=True, bold=True)
    for reason, count in sorted(missing.items()):
        terminalreporter.write_line(f"NOT TESTED ({count} tests): {reason}", red=True, bold=True)


def _skip_loudly(reason: str) -> NoReturn:
    pytest.skip(_MISSING + reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the sample data (with `data/` and `gold/`); skips loudly where it is missing."""
    folder = Path(os.environ.get("TRADEWAR_SHARED") or _CHECKOUT.parent / "shared")
    if not (folder / "data").is_dir():
        _skip_loudly(f"no sample data: {folder} has no folder data; set TRADEWAR_SHARED")
    return folder


@pytest.fixture(scope="session")
def neo4j_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Neo4jServer]:
    """The suite's own server, one for the session, started when first asked for.

    For tests that stop, kill or restart it; they leave it running. Skips when `NEO4J_URI` names a
    server that isn't ours, and loudly when this machine can't run one.
    """
    if os.environ.get("NEO4J_URI"):
        pytest.skip("NEO4J_URI names a server that this suite may not stop")
    home = tmp_path_factory.mktemp("neo4j")
    cache = Path(os.environ.get("TRADEWAR_CACHE") or CACHE)
    server = Neo4jServer(os.environ.get("NEO4J_LANE") or "lts", home, cache=cache)
    try:
        server.start()
    except Neo4jUnavailable as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must test with Neo4j: {error}", pytrace=False)
        _skip_loudly(f"no Neo4j: {error}")
    yield server
    server.kill()  # its data are thrown away, so it needn't end in order, which takes 10 s
    shutil.rmtree(home)


@pytest.fixture(scope="session")
def neo4j_target(request: pytest.FixtureRequest) -> Neo4jTarget:
    """Address, user and password of the server under test: that of `NEO4J_URI`, else our own."""
    uri = os.environ.get("NEO4J_URI")
    if uri:
        user = os.environ.get("NEO4J_USER", "neo4j")
        return Neo4jTarget(uri, user, os.environ.get("NEO4J_PASSWORD", ""))
    server: Neo4jServer = request.getfixturevalue("neo4j_server")
    return Neo4jTarget(server.uri, server.user, server.password)


@pytest.fixture
def clean_neo4j(request: pytest.FixtureRequest, neo4j_target: Neo4jTarget) -> Neo4jTarget:
    """The server under test with an empty database.

    On our own server everything goes, constraints and indexes too. On a server named by `NEO4J_URI`
    only nodes go whose property `_graph` starts with `test-`: all else there is its owner's.
    """
    is_ours = not os.environ.get("NEO4J_URI")
    if is_ours:
        request.getfixturevalue("neo4j_server").start()  # should a failed test have left it down
    empty_database(neo4j_target, everything=is_ours)
    return neo4j_target
