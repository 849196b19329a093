"""A real Neo4j Community server for the tests and for developers, run from Maven artifacts.

`Neo4jServer` starts, stops, kills and restarts one server of a lane (`lts` or `latest`) on loopback;
`python -m tests.neo4j_server run` starts one in the foreground.
"""

from __future__ import annotations

from tests.neo4j_server.artifacts import LANES, Lane, Neo4jUnavailable
from tests.neo4j_server.server import Neo4jFailed, Neo4jServer

__all__ = ["LANES", "Lane", "Neo4jFailed", "Neo4jServer", "Neo4jUnavailable"]
