"""`python -m tests.neo4j_server run`: a real Neo4j in the foreground, for trying queries by hand."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.neo4j_server.artifacts import CACHE, LANES, Neo4jUnavailable, fetch_jars
from tests.neo4j_server.server import Neo4jFailed, Neo4jServer


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 when done and 3 when this machine can't run the server."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "fetch":
            print(fetch_jars(LANES[options.lane], CACHE))
        else:
            _run(options.lane, options.home or CACHE / "neo4j" / f"home-{options.lane}", options.port)
    except (Neo4jFailed, Neo4jUnavailable) as error:
        print(error, file=sys.stderr)
        return 3
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.neo4j_server", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="start a server and print its address as shell exports")
    run.add_argument("--home", type=Path, help="folder of its data, kept (default: one a lane, in .cache)")
    run.add_argument("--port", type=int, help="Bolt port (default: a free one)")
    fetch = commands.add_parser("fetch", help="only fetch the jars and print where they are")
    for command in (run, fetch):
        command.add_argument("--lane", choices=sorted(LANES), default="lts")
    return parser


def _run(lane: str, home: Path, port: int | None) -> None:
    """Serve until a signal; the exports are printed once the server answers."""
    server = Neo4jServer(lane, home, port=port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.start()
        print(f"export NEO4J_URI={server.uri}")
        print(f"export NEO4J_USER={server.user}")
        print(f"export NEO4J_PASSWORD={server.password}", flush=True)
        print(f"Neo4j {server.lane.version} runs; Ctrl-C stops it.", file=sys.stderr)
        server.wait()
    except KeyboardInterrupt:
        print("Stopping (about 10 s).", file=sys.stderr)
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
