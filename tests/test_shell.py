"""`kg shell`: statements over lines, parameters, export, completion; from a pipe and on a real pseudo-terminal."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.cli.shell_session import is_ended
from kg.cli.shell_words import complete
from tests.ledgers import chronology, ledger_of
from tests.neo4j_server.clean import Neo4jTarget

ROOT = Path(__file__).parent.parent
# the command as the program runs it, errors and exit codes included
SHELL = [sys.executable, "-c",
         "import kg.cli; from kg.cli.shell import shell; kg.cli.app.command('shell')(shell); kg.cli.main()", "shell"]
LIST = {"id": "us-list", "class": "TariffAction", "name": "A list", "actors": [{"country": "US"}],
        "target_countries": ["CN"], "announced": "2018-04-03", "citation": "83 FR 14906", "checked": "secondary"}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with one event."""
    folder = tmp_path_factory.mktemp("shell") / "l.kg"
    ledger_of(folder, chronology(LIST))
    return folder


def _environment(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KG_", "NEO4J_"))}
    return {**kept, "PYTHONPATH": str(ROOT), "KG_HISTORY": str(folder / "history"), "TERM": "xterm"}


def piped(ledger: Path, text: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """What the shell says to this input."""
    return subprocess.run([*SHELL, "--ledger", str(ledger), "--format", "ndjson", *options], input=text, check=False,
                          capture_output=True, text=True, env=_environment(folder), cwd=folder, timeout=120)


# ------------------------------------------------------------------ through a pipe


def test_statements_of_several_lines_are_answered(ledger: Path, tmp_path: Path) -> None:
    """Up to the semicolon; one in a text or a comment doesn't end it."""
    done = piped(ledger, "MATCH (e:TariffAction) // all;\nWHERE e.name <> 'a;\nb'\nRETURN e.id AS id;\n\n// end;\n"
                         "RETURN 2 AS x;\n", tmp_path)
    assert [json.loads(line) for line in done.stdout.splitlines()] == [{"id": "us-list"}, {"x": 2}]
    assert done.returncode == 0, done.stderr


def test_parameters_are_set_and_shown(ledger: Path, tmp_path: Path) -> None:
    """Numbers, lists and text, in Neo4j Browser's form too; they are forgotten when told so."""
    done = piped(ledger, ":param n 3\n:param who => A list\n:param many [\"x\", \"y\"]\n:params\n"
                         "RETURN $n + 1 AS n, $who AS who, size($many) AS many;\n:params clear\n:params\n", tmp_path)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert found == [{"parameter": "many", "value": ["x", "y"]}, {"parameter": "n", "value": 3},
                     {"parameter": "who", "value": "A list"}, {"n": 4, "who": "A list", "many": 2}]


def test_a_query_of_the_packs_takes_parameters_that_are_set(ledger: Path, tmp_path: Path) -> None:
    """Those it has; what stands behind its name goes first."""
    done = piped(ledger, ":param country CN\n:param other 1\n:query quality/unchecked_share country=US\n"
                         ":queries compared with its sources\n", tmp_path)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("first_id") or row["name"] for row in found] == ["us-list", "quality/unchecked_share"]


def test_the_last_answer_is_exported(ledger: Path, tmp_path: Path) -> None:
    """As CSV or JSON by the name of the file; what exists is only replaced when told so."""
    ask = "MATCH (e:TariffAction) RETURN e.id AS id, e.date AS day;\n"
    done = piped(ledger, ask + ":export a.csv\n:export a.json\n", tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.csv").read_text() == "id,day\nus-list,2018-04-03\n"
    assert json.loads((tmp_path / "a.json").read_text()) == [{"id": "us-list", "day": "2018-04-03"}]
    again = piped(ledger, ask + ":export a.csv\n", tmp_path)
    assert (again.returncode, "a.csv exists" in again.stderr) == (2, True)
    assert piped(ledger, "RETURN 1 AS x;\n:export --force a.csv\n", tmp_path).returncode == 0
    assert (tmp_path / "a.csv").read_text() == "x\n1\n"


@pytest.mark.parametrize(("text", "message"), [
    ("MATCH (n) DETACH DELETE n;\n", "1:11: DETACH isn't allowed"),
    ("RETURN 1 AS x; MATCH (n) DELETE n;\n", "only one statement is allowed"),
    ("\n\nMATCH (n)\nRETURN m.id AS id;\n", "2:8: Schema error: Undefined variable 'm'\n  RETURN m.id AS id;\n"),
    ("RETURN 1 AS x", "the last statement doesn't end with ;"),
    (":explode\n", "there is no :explode; there are :export, :help"),
    (":param n\n", "expected :param NAME VALUE"),
    (":export x.csv\n", "there is no answer to export yet"),
    ("RETURN 1 AS x;\n:export x.exe\n", "ends in .csv, .json or .ndjson"),
    (":query nowhere\n", "there is no query 'nowhere'"),
    (":query 'blacklists\n", "No closing quotation"),
])
def test_the_first_error_ends_a_pipe(ledger: Path, tmp_path: Path, text: str, message: str) -> None:
    """With exit code 2 and the reason; what follows isn't run."""
    done = piped(ledger, text + ";\nRETURN 'after' AS x;\n" if text.endswith("\n") else text, tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "after" not in done.stdout
    assert list(tmp_path.glob("x.*")) == []


def test_help_names_the_commands_and_quit_leaves(ledger: Path, tmp_path: Path) -> None:
    """Each command of the help works; nothing behind :quit is run."""
    done = piped(ledger, ":help\n:quit\nMATCH (n) DELETE n;\n", tmp_path)
    assert done.returncode == 0
    for command in (":query", ":queries", ":param", ":params", ":export", ":help", ":quit"):
        assert command in done.stdout


def test_rows_are_limited(ledger: Path, tmp_path: Path) -> None:
    """And it is said."""
    done = piped(ledger, "UNWIND range(1, 100) AS i RETURN i;\n", tmp_path, "--limit", "5")
    assert len(done.stdout.splitlines()) == 5
    assert "only the first 5 rows" in done.stderr


def test_the_shell_asks_neo4j(ledger: Path, tmp_path: Path, clean_neo4j: Neo4jTarget) -> None:
    """A loaded server answers the same, and refuses the same."""
    login = ("--user", clean_neo4j.user, "--password", clean_neo4j.password)
    loaded = subprocess.run([sys.executable, "-m", "kg.cli", "load", clean_neo4j.uri, "--ledger", str(ledger), *login],
                            capture_output=True, text=True, check=False, env=_environment(tmp_path), cwd=tmp_path)
    assert loaded.returncode == 0, loaded.stderr
    done = piped(ledger, "MATCH (e:TariffAction)\nRETURN e.id AS id;\n:query quality/unchecked_share\n"
                         "MATCH (n) SET n.x = 1;\n", tmp_path, "--store", clean_neo4j.uri, *login)
    assert ["us-list" in line for line in done.stdout.splitlines()] == [True, True]
    assert "1:11: SET isn't allowed" in done.stderr


# ------------------------------------------------------------------ on a terminal


PROMPT = "kg> "


class Terminal:
    """The shell on a pseudo-terminal; `until` waits for words, `end` for its exit code."""

    def __init__(self, ledger: Path, folder: Path) -> None:
        import pty

        self._main, other = pty.openpty()
        self._process = subprocess.Popen([*SHELL, "--ledger", str(ledger)], stdin=other, stdout=other, stderr=other,
                                         env=_environment(folder), cwd=folder, start_new_session=True)
        os.close(other)
        self._unread = ""
        self._prompted = False

    def type(self, text: str) -> None:
        """Press these keys."""
        self._prompted = False
        os.write(self._main, text.encode())

    def until(self, words: str) -> str:
        """What is shown up to these words; fails after a minute without any sign."""
        while words not in self._unread:
            assert select.select([self._main], [], [], 60)[0], f"waited for {words!r}, saw {self._unread!r}"
            self._unread += os.read(self._main, 4096).decode(errors="replace")
        before, _, self._unread = self._unread.partition(words)
        self._prompted = words == PROMPT
        return before + words

    def interrupt(self) -> None:
        """What the user's terminal does on Ctrl-C; once more when it came before the shell began to read keys."""
        for _ in range(30):
            self._process.send_signal(signal.SIGINT)
            if select.select([self._main], [], [], 2)[0]:
                return

    def end(self, keys: str = "\x04") -> int:
        """Press Ctrl-D, or these keys, at the prompt, and wait for the exit code.

        Pressed earlier, Ctrl-D would reach the terminal's own line editing and be lost.
        """
        if not self._prompted:
            self.until(PROMPT)
        self.type(keys)
        while True:
            assert select.select([self._main], [], [], 60)[0], "the shell doesn't end"
            try:
                if not os.read(self._main, 4096):
                    break
            except OSError:  # Linux says the end of a pseudo-terminal so
                break
        return self._process.wait(timeout=60)

    def close(self) -> None:
        """End the shell should a failed test have left it."""
        self._process.kill()
        self._process.wait(timeout=60)
        os.close(self._main)


@pytest.fixture
def opened(ledger: Path, tmp_path: Path) -> Iterator[Callable[[], Terminal]]:
    """Opens shells that end with the test."""
    made: list[Terminal] = []

    def make() -> Terminal:
        made.append(Terminal(ledger, tmp_path))
        made[-1].until(PROMPT)
        return made[-1]

    yield make
    for terminal in made:
        terminal.close()


needs_pty = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")


@needs_pty
def test_a_terminal_shows_prompts_answers_and_errors(opened: Callable[[], Terminal]) -> None:
    """A second prompt waits for the rest; an error doesn't end the shell; Ctrl-C drops what was begun."""
    terminal = opened()
    terminal.type("MATCH (e:TariffAction)\r")
    terminal.until("  > ")
    terminal.type("RETURN e.id AS found;\r")
    assert "us-list" in terminal.until(PROMPT)
    terminal.type("MATCH (n) DELETE n;\r")
    assert "1:11: DELETE isn't allowed" in terminal.until(PROMPT)
    terminal.type("MATCH (begun)\r")
    terminal.until("  > ")
    terminal.interrupt()
    terminal.until("stopped")
    terminal.until(PROMPT)
    terminal.type("RETURN 41 + 1 AS answer;\r")
    assert "42" in terminal.until("42")
    assert terminal.end() == 0


@needs_pty
def test_tab_completes_and_the_history_is_kept(opened: Callable[[], Terminal], tmp_path: Path) -> None:
    """Labels with Tab; the next shell has the last one's lines behind the up arrow; only the owner may read them."""
    terminal = opened()
    terminal.type("MATCH (e:TariffAct\t")
    terminal.until("TariffAction")
    terminal.type(") RETURN e.id AS found;\r")
    terminal.until("us-list")
    terminal.until(PROMPT)
    assert terminal.end() == 0
    history = tmp_path / "history"
    assert "MATCH (e:TariffAction) RETURN e.id AS found;" in history.read_text()
    assert history.stat().st_mode & 0o077 == 0
    again = opened()
    again.type("\x1b[A\r")
    assert "us-list" in again.until("us-list")
    assert again.end() == 0


@needs_pty
def test_a_history_that_cannot_be_kept_is_no_reason_to_fail(opened: Callable[[], Terminal], tmp_path: Path) -> None:
    """The shell works and ends well."""
    (tmp_path / "history").mkdir()
    terminal = opened()
    assert terminal.end(":quit\r") == 0


# ------------------------------------------------------------------ parts


@pytest.mark.parametrize(("before", "word", "among"), [
    ("MATCH (n:", "Black", "Blacklisting"), ("MATCH (a)-[:", "resp", "RESPONDS_TO"),
    ("MATCH (a)-[r:RESPONDS_TO|", "NOT", "NOT_RESPONSE_TO"), ("MATCH (a)-[r]->(b:", "tra", "TradeTalk"),
    ("RETURN n.", "valid", "valid_from"), ("RETURN n.", "lag", "lag_days"), ("RETURN $", "o", "on"),
    (":", "ex", "export"), (":query ", "talks/ro", "talks/rounds"), (":query talks/rounds ", "sec", "second="),
    (":param ", "o", "on"), ("", "opt", "OPTIONAL MATCH"),
])
def test_words_are_completed_by_their_place(before: str, word: str, among: str) -> None:
    """Labels, relations, properties, parameters, commands and queries, each where it may stand."""
    assert among in complete(before, word, ["on"])


@pytest.mark.parametrize(("before", "word", "not_there"), [
    ("MATCH (a)-[:", "Black", "Blacklisting"), ("MATCH (n:", "RESP", "RESPONDS_TO"),
    ("MATCH ", "Black", "Blacklisting"),
    (":query nowhere ", "", "second="), (":help ", "", "export"),
])
def test_words_are_not_offered_elsewhere(before: str, word: str, not_there: str) -> None:
    """A relation is no label, and a label no clause."""
    assert not_there not in complete(before, word)


@pytest.mark.parametrize(("statement", "ended"), [
    ("RETURN 1;", True), ("RETURN 1", False), ("RETURN ';", False), ("RETURN 1 // ;", False), ("RETURN 1; // x", True),
    ("RETURN `;", False), ("RETURN /* ;", False), ("RETURN \\u0027;", True), ("RETURN \\u0027", False),
])
def test_a_semicolon_outside_of_texts_ends_a_statement(statement: str, ended: bool) -> None:
    """What can't be read ends with its line, so that the error is told."""
    assert is_ended(statement) is ended
