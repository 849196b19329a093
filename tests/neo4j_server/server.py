"""One Neo4j Community server as a child process, on loopback and with authentication.

Configuration and start follow the server's own scripts: an initial password is set before the first
boot (`neo4j-admin dbms set-initial-password`), then its main class runs in console mode; it serves
once its log says `Started.`.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import time
from pathlib import Path

from tests.neo4j_server.artifacts import CACHE, LANES, fetch_jars, find_java
from tests.neo4j_server.output import ProcessOutput

_ADMIN_CLASS = "org.neo4j.server.startup.Neo4jAdminCommand"
_READY = " Started."
_START_SECONDS = 180
_STOP_SECONDS = 90
_OPENED = ("java.nio", "java.io", "java.lang", "java.util.concurrent", "sun.nio.ch")
# Below the ranges from which Linux, macOS and Windows give ports to outgoing connections: a client
# that retries while the server is down must not be given the server's port.
_PORTS = range(17_000, 32_000)
_SETTINGS = (
    "dbms.security.auth_enabled=true",
    "server.default_listen_address=127.0.0.1",
    "server.http.enabled=false",
    "server.https.enabled=false",
    "server.memory.heap.max_size=1g",
    "server.memory.pagecache.size=512m",
    "dbms.usage_report.enabled=false",
    "client.allow_telemetry=false",
    "server.bolt.telemetry.enabled=false",
    "db.tx_log.preallocate=false",  # else each database takes 256 MB of disk at once
)


class Neo4jFailed(Exception):
    """The server didn't start or stop; the message ends with its last words."""


class Neo4jServer:
    """A server of one lane (`lts` or `latest`) that keeps everything it writes under `home`.

    A `home` that was used before is taken up again with its data and password. `uri`, `user` and
    `password` are for a Bolt driver and stay the same over `restart()`.
    """

    user = "neo4j"

    def __init__(self, lane: str, home: Path, *, port: int | None = None, cache: Path = CACHE) -> None:
        """Choose port and password; nothing runs before `start()`.

        `port` is any free one when not given. Raises `ValueError` for an unknown lane.
        """
        if lane not in LANES:
            raise ValueError(f"no lane {lane!r}: expected one of {', '.join(LANES)}")
        self.lane = LANES[lane]
        self.home = Path(os.path.abspath(home))
        self.port = _free_port() if port is None else port
        self.password = _password(self.home)
        self._cache = cache
        self._process: subprocess.Popen[str] | None = None
        self._output: ProcessOutput | None = None

    @property
    def uri(self) -> str:
        """The Bolt address."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def is_running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Boot and return once the server serves; does nothing when it already runs.

        Raises `Neo4jUnavailable` (no Maven, no Java) and `Neo4jFailed` (it ended or hung).
        """
        if self.is_running:
            return
        self._forget()
        java, jars = find_java(self.lane), fetch_jars(self.lane, self._cache)
        self._configure()
        if not (self.home / "data" / "databases").exists():
            self._set_initial_password(java, jars)
        self._process = self._spawn(java, jars)
        self._output = ProcessOutput(self._process)
        if not self._output.says(_READY, time.monotonic() + _START_SECONDS):
            self.kill()
            raise Neo4jFailed(f"Neo4j {self.lane.version} didn't start: {self._last_words()}")

    def stop(self) -> None:
        """Ask the server to end (SIGTERM) and wait until it has; about 10 s, most of it its own grace.

        Raises `Neo4jFailed`, after killing it, when it doesn't end.
        """
        if self._process is not None and self.is_running:
            self._process.terminate()
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
                raise Neo4jFailed(f"Neo4j didn't stop in {_STOP_SECONDS} s: {self._last_words()}") from None
        self._forget()

    def kill(self) -> None:
        """End the server at once (SIGKILL), as a crash would."""
        if self._process is not None and self.is_running:
            self._process.kill()
        self._forget()

    def restart(self) -> None:
        """Stop, if it runs, and start again on the same data and port; raises what those raise."""
        self.stop()
        self.start()

    def wait(self) -> int:
        """Block until the process ends by itself or by a signal; return its exit code."""
        return 0 if self._process is None else self._process.wait()

    def _forget(self) -> None:
        """Reap an ended process and the thread that read it; its last words are kept."""
        if self._process is not None and self._output is not None:
            self._process.wait()
            self._output.close()
        self._process = None

    def _last_words(self) -> str:
        return self._output.tail() if self._output else "it said nothing"

    def _configure(self) -> None:
        lines = [*_SETTINGS, *self.lane.settings, f"server.bolt.listen_address=127.0.0.1:{self.port}"]
        conf = self.home / "conf" / "neo4j.conf"
        conf.parent.mkdir(parents=True, exist_ok=True)
        conf.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _set_initial_password(self, java: Path, jars: Path) -> None:
        places = {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        command = [str(java), "-Xmx256m", "-cp", f"{jars}/*", _ADMIN_CLASS]
        done = subprocess.run(
            [*command, "dbms", "set-initial-password", self.password],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=_environment() | places,
            timeout=_START_SECONDS,
            check=False,
        )
        if done.returncode:
            raise Neo4jFailed(f"the initial password couldn't be set: {done.stdout.strip()}")

    def _spawn(self, java: Path, jars: Path) -> subprocess.Popen[str]:
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
        command = [str(java), "-Xms256m", "-Xmx1g", *opened, "-cp", f"{jars}/*", self.lane.main_class]
        command += [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}", "--console-mode"]
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=_environment(),
        )


def _environment() -> dict[str, str]:
    """This process's environment without another Neo4j's places and options."""
    return {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}


def _free_port() -> int:
    """A port of loopback that nothing listens on now."""
    chooser = secrets.SystemRandom()
    for port in chooser.sample(_PORTS, 100):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise Neo4jFailed("no free port on 127.0.0.1")


def _password(home: Path) -> str:
    """The password kept in this home, or a new random one, readable by its owner alone."""
    kept = home / "password"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_hex(16), encoding="ascii")
    return kept.read_text(encoding="ascii")
