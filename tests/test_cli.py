"""The command line, run as a user runs it: what is printed where, exit codes, files left behind."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.neo4j_server.clean import Neo4jTarget

ROOT = Path(__file__).parent.parent
COMMANDS = ("demo", "sources", "ingest", "extract", "resolve", "find", "show", "query", "queries",
            "shell", "sparql", "chain", "explore", "export", "figure", "release", "load", "assert", "retract",
            "log", "validate", "compact", "doctor")
EVENT = "us-2019-10-07-xinjiang-28"
RECORD: dict[str, object] = {"id": "us-2018-04-03-list", "class": "TariffAction", "name": "A list of goods is proposed",
          "actors": [{"country": "US"}], "target_countries": ["CN"], "announced": "2018-04-03",
          "citation": "83 FR 14906", "checked": "secondary"}


def kg(*arguments: str | Path, stdin: str | None = None,
       environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `kg` in a process of its own."""
    env = {**{k: v for k, v in os.environ.items() if not k.startswith(("KG_", "NEO4J_"))},
           "PYTHONPATH": str(ROOT), **(environment or {})}
    return subprocess.run([sys.executable, "-m", "kg.cli", *map(str, arguments)], capture_output=True, text=True,
                          input=stdin, env=env, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `kg demo` has run."""
    folder = tmp_path_factory.mktemp("demo")
    done = kg("demo", folder)
    assert done.returncode == 0, done.stderr
    (folder / "stdout").write_text(done.stdout, encoding="utf-8")
    return folder


def test_every_command_has_help() -> None:
    """Each command explains itself, and `kg --help` names them all."""
    listed = kg("--help").stdout
    for command in COMMANDS:
        assert f"  {command} " in listed
        done = kg(command, "--help")
        assert done.returncode == 0
        assert len(done.stdout.splitlines()) > 4


def test_demo_prints_both_chains(demo: Path) -> None:
    """The demo traces Section 301 and the Xinjiang listing to China's answers, with lag, kind and evidence."""
    text = (demo / "stdout").read_text(encoding="utf-8")
    first, second = text.split("2019-10-07  ", 1)
    assert "us-2018-03-22-301-action" in first
    assert "2018-04-04" in first
    assert "answers after 13 days, stated: " in first
    assert EVENT in second
    assert "answers after 1 day, stated: " in second


def test_demo_twice_changes_nothing(demo: Path) -> None:
    """A second demo in the same folder finds everything there."""
    manifest = (demo / "tradewar.kg" / "manifest.json").read_bytes()
    again = kg("demo", demo)
    assert again.returncode == 0
    assert "0 claims accepted" in again.stderr
    assert again.stdout == (demo / "stdout").read_text(encoding="utf-8")
    assert (demo / "tradewar.kg" / "manifest.json").read_bytes() == manifest


def test_sources_lists_the_modules() -> None:
    """Each ingest module with publisher, formats and address."""
    rows = json.loads(kg("sources", "--format", "json").stdout)
    assert {"chronology", "registry", "us_csl", "news"} <= {row["name"] for row in rows}
    assert all(row["formats"] and row["description"] for row in rows)


def test_ingest_reports_and_exits_with_one_for_refused_rows(tmp_path: Path) -> None:
    """Good records go in, a bad one is told with file and line, nothing stops."""
    bad = {**RECORD, "id": "us-2018-02-30-x", "announced": "2018-02-30"}
    (tmp_path / "mine.jsonl").write_text(json.dumps(RECORD) + "\n" + json.dumps(bad) + "\n")
    done = kg("ingest", tmp_path / "mine.jsonl", "--ledger", tmp_path / "l", "--format", "json")
    assert done.returncode == 1
    assert "mine.jsonl:2: " in done.stderr
    assert "announced: expected a date that exists" in done.stderr
    row = json.loads(done.stdout)[0]
    assert (row["state"], row["refused"]) == ("recorded", 1)
    assert row["accepted"] > 5
    again = kg("ingest", tmp_path / "mine.jsonl", "--ledger", tmp_path / "l", "--format", "json")
    assert again.returncode == 1, "what was refused is still refused"
    assert json.loads(again.stdout)[0]["state"] == "known"


def test_ingest_reads_standard_input(tmp_path: Path) -> None:
    """`-` is a document like any other."""
    done = kg("ingest", "-", "--ledger", tmp_path / "l", "--source", "chronology", stdin=json.dumps(RECORD))
    assert done.returncode == 0, done.stderr
    shown = kg("show", str(RECORD["id"]), "--ledger", tmp_path / "l")
    assert "A list of goods is proposed" in shown.stdout


def test_an_unknown_source_makes_no_ledger(tmp_path: Path) -> None:
    """Misuse is exit code 2, one line, and leaves nothing behind."""
    done = kg("ingest", "x.csv", "--source", "us_cls", "--ledger", tmp_path / "l")
    assert (done.returncode, done.stderr) == (2, "kg: no source 'us_cls': did you mean us_csl?\n")
    assert not (tmp_path / "l").exists()


def test_no_ledger_is_said_in_one_line(tmp_path: Path) -> None:
    """A missing ledger is exit code 3 and says what to do."""
    done = kg("query", "retaliation/links", "--ledger", tmp_path / "none")
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "kg ingest" in done.stderr


def test_find_prefers_exact_names(demo: Path) -> None:
    """An exact name comes first; nothing found is exit code 1."""
    rows = json.loads(kg("find", "hikvision", "--ledger", demo / "tradewar.kg", "--format", "json").stdout)
    assert (rows[0]["id"], rows[0]["class"]) == ("company:hikvision", "Company")
    assert kg("find", "no such thing", "--ledger", demo / "tradewar.kg").returncode == 1


def test_find_knows_chinese_names(demo: Path) -> None:
    """A name in Chinese finds the same company."""
    rows = json.loads(kg("find", "海康威视", "--ledger", demo / "tradewar.kg", "--format", "json").stdout)
    assert rows[0]["id"] == "company:hikvision"


def test_show_gives_words_sources_and_claims(demo: Path) -> None:
    """All on one node: properties, edges with quotes, and on demand the claims with their places."""
    done = kg("show", "Hikvision", "--claims", "--ledger", demo / "tradewar.kg")
    assert "-[LISTED_ON]-> Entity List" in done.stdout
    assert "Washington puts 28 Chinese bodies on the Entity List" in done.stdout
    assert "[chronology.jsonl /" in done.stdout
    view = json.loads(kg("show", "company:hikvision", "--format", "json", "--ledger", demo / "tradewar.kg").stdout)
    assert any(edge["relation"] == "TARGETS" and edge["quote"] and edge["claims"] for edge in view["edges"])


def test_show_resolves_the_id_of_a_joined_node(demo: Path) -> None:
    """An id that was joined into another stays resolvable."""
    view = json.loads(kg("show", "company:hikvision", "--format", "json", "--ledger", demo / "tradewar.kg").stdout)
    former = view["properties"]["merged_from"][0].split(": ")[0]
    assert json.loads(kg("show", former, "--format", "json", "--ledger", demo / "tradewar.kg").stdout) == view


def test_a_name_that_several_bear_is_asked_about(demo: Path) -> None:
    """China is a government and a region: the message names both."""
    done = kg("show", "China", "--ledger", demo / "tradewar.kg")
    assert done.returncode == 2
    assert "gov:cn" in done.stderr
    assert "region:cn" in done.stderr


def test_the_version_needs_no_command() -> None:
    """Alone on the line."""
    done = kg("--version")
    assert (done.returncode, done.stdout.startswith("tradewar-kg "), done.stderr) == (0, True, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", [["show", "Hikvision"], ["chain", "us-2018-06-15-301-list1"], ["find", "Huawei"]])
def test_an_output_that_is_full_is_said_in_one_line(demo: Path, command: list[str]) -> None:
    """Whatever the command, exit code 3."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "kg.cli", *command, "--ledger", str(demo / "tradewar.kg")],
                              stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert done.stderr.startswith("kg: can't ")


def test_columns_are_chosen_and_ordered(demo: Path) -> None:
    """Only those asked for, in that order; one that isn't there is told with those that are."""
    asked = ("query", "blacklists/members", "-p", "list=Entity List", "-p", "on=2019-10-09", "--ledger",
             demo / "tradewar.kg", "--format", "csv", "--columns")
    rows = list(csv.reader(io.StringIO(kg(*asked, "since, name").stdout)))
    assert rows[0] == ["since", "name"]
    assert ["2019-10-09", "Dahua Technology"] in rows
    done = kg(*asked, "since,nam")
    assert (done.returncode, "no column 'nam'; there are id, name, countries" in done.stderr) == (2, True)


@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv"])
def test_query_in_every_format(demo: Path, form: str) -> None:
    """The same rows in four forms."""
    done = kg("query", "blacklists/members", "-p", "list=Entity List", "-p", "on=2019-10-09", "--format", form,
              "--ledger", demo / "tradewar.kg")
    assert done.returncode == 0, done.stderr
    if form == "csv":
        names = [row["name"] for row in csv.DictReader(io.StringIO(done.stdout))]
    elif form == "table":
        names = [line for line in done.stdout.splitlines()[2:] if line]
    else:
        rows = json.loads(done.stdout) if form == "json" else map(json.loads, done.stdout.splitlines())
        names = [row["name"] for row in rows]
    assert any("Hikvision" in name for name in names)
    assert len(names) >= 28


def test_known_on_hides_what_was_not_public(demo: Path) -> None:
    """On 6 October 2019 nobody knew of the listing; on 10 October everybody did."""
    arguments = ("query", "-c", "MATCH (e:Event {id: $id}) RETURN e.name AS name", "-p", f"id={EVENT}",
                 "--format", "json", "--ledger", demo / "tradewar.kg", "--known-on")
    assert json.loads(kg(*arguments, "2019-10-06").stdout) == []
    assert len(json.loads(kg(*arguments, "2019-10-10").stdout)) == 1


@pytest.mark.parametrize(("arguments", "part"), [
    (("query", "retaliation/link"), "retaliation/links"),
    (("query", "blacklists/members", "-p", "nation=US"), "list"),
    (("query", "blacklists/members", "-p", "list"), "expected key=value"),
    (("query", "-c", "MATCH (n) DETACH DELETE n"), "DETACH"),
    (("query", "-c", "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row"), "LOAD"),
    (("query",), "expected a query's name"),
    (("query", "retaliation/links", "--known-on", "2019-02-30"), "2019-02-30"),
    (("query", "retaliation/links", "--format", "xml"), "xml"),
    (("show", "nobody at all"), "nobody at all"),
])
def test_misuse_is_one_line_and_exit_code_two(demo: Path, arguments: tuple[str, ...], part: str) -> None:
    """A wrong name, parameter, statement, date or format is explained on standard error."""
    done = kg(*arguments, "--ledger", demo / "tradewar.kg")
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert done.stdout == ""
    assert part in done.stderr
    assert "Traceback" not in done.stderr


def test_csv_has_no_formulas_and_the_table_no_escapes(tmp_path: Path) -> None:
    """A hostile name is harmless in a spreadsheet and on a terminal."""
    hostile = {**RECORD, "name": "=HYPERLINK(\"http://x\")", "summary": "quiet"}
    (tmp_path / "mine.jsonl").write_text(json.dumps(hostile) + "\n")
    assert kg("ingest", tmp_path / "mine.jsonl", "--ledger", tmp_path / "l").returncode == 0
    found = kg("query", "-c", "MATCH (e:Event) RETURN e.name AS name", "--format", "csv", "--ledger", tmp_path / "l")
    assert next(csv.reader(io.StringIO(found.stdout.splitlines()[1])))[0].startswith("'=")
    from kg.display import shown
    assert shown("a\x1b[31mred\u202eb") == "a\\x1b[31mred\\x202eb"


def test_assert_retract_and_log(tmp_path: Path, demo: Path) -> None:
    """A correction is recorded with author and reason, and undone by taking it back."""
    ledger = tmp_path / "l"
    (tmp_path / "mine.jsonl").write_text(json.dumps(RECORD) + "\n")
    kg("ingest", tmp_path / "mine.jsonl", "--ledger", ledger)
    (tmp_path / "fix.yaml").write_text(
        f"- subject: {RECORD['id']}\n  predicate: summary\n  object: first of several lists\n  reason: it says so\n")
    done = kg("assert", tmp_path / "fix.yaml", "--author", "an analyst", "--ledger", ledger)
    assert (done.returncode, done.stdout) == (0, "1 asserted, 0 already known, 0 refused\n")
    assert "first of several lists" in kg("show", str(RECORD["id"]), "--ledger", ledger).stdout
    entry = json.loads(kg("log", "--format", "json", "--ledger", ledger).stdout)[0]
    assert (entry["author"], entry["action"], entry["reason"]) == ("an analyst", "assert", "it says so")
    taken = kg("retract", entry["claim"][:12], "--reason", "no longer", "--ledger", ledger)
    assert taken.returncode == 0, taken.stderr
    assert "first of several lists" not in kg("show", str(RECORD["id"]), "--ledger", ledger).stdout


def test_validate_finds_nothing_in_the_demo(demo: Path) -> None:
    """What ships passes its own checks."""
    done = kg("validate", "--ledger", demo / "tradewar.kg")
    assert (done.returncode, done.stderr) == (0, "no findings\n")


def test_doctor_says_what_works(demo: Path) -> None:
    """Versions, packs, engine and ledger are looked at; a server that isn't there is a finding."""
    done = kg("doctor", "--ledger", demo / "tradewar.kg")
    assert done.returncode == 0, done.stdout
    assert "FAILS" not in done.stdout
    broken = kg("doctor", "--store", "bolt://127.0.0.1:1", "--ledger", demo / "tradewar.kg")
    assert broken.returncode == 1
    assert "Neo4j" in broken.stdout


def test_load_and_query_a_server(demo: Path, clean_neo4j: Neo4jTarget) -> None:
    """`kg load`, then the same query on both engines gives the same rows; loading again changes nothing."""
    server = {"NEO4J_USER": clean_neo4j.user, "NEO4J_PASSWORD": clean_neo4j.password}
    ledger = ("--ledger", demo / "tradewar.kg")
    for _ in range(2):
        done = kg("load", clean_neo4j.uri, "--graph", "test-demo", *ledger, environment=server)
        assert done.returncode == 0, done.stderr
        assert done.stdout.endswith("0 nodes and 0 edges of an earlier build removed\n")
    question = ("query", "retaliation/chain", "-p", f"event={EVENT}", "--format", "json", *ledger)
    assert kg(*question, "--store", clean_neo4j.uri, environment=server).stdout == kg(*question).stdout != "[]\n"


def test_a_wrong_password_is_one_line_and_exit_code_three(demo: Path, clean_neo4j: Neo4jTarget) -> None:
    """The environment's faults say what to do."""
    done = kg("load", clean_neo4j.uri, "--ledger", demo / "tradewar.kg",
              environment={"NEO4J_USER": clean_neo4j.user, "NEO4J_PASSWORD": "wrong-password"})
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "NEO4J_PASSWORD" in done.stderr


def test_output_to_a_closed_pipe_is_no_crash(demo: Path) -> None:
    """`kg … | head -1` ends quietly."""
    line = f"{sys.executable} -m kg.cli query blacklists/members -p list='Entity List' -p on=2019-10-09 " \
           f"--format csv --ledger {demo / 'tradewar.kg'} | head -1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert "Traceback" not in done.stderr
