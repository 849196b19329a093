"""Reading with several processes: the same ledger, trouble that stays with its file, and no process left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import news
from ingest.parsing import Parsed, parsed
from ingest.running import IngestReport, run, tasks_of
from ingest.workers import DOCUMENTS_AHEAD, DOCUMENTS_THAT_PAY, Task, Workers, cores
from kg.claim import Claim, Refusal
from kg.document import Document, hash_of
from kg.errors import SourceRefused, UsageError
from kg.ledger import Ledger
from kg.rendition import Rendition
from tests import small_ledger
from tests.small_ledger import claims, names, whole
from tests.small_texts import DIE, FAIL, HANG, REFUSE, SOURCE

ROOT = Path(__file__).parent.parent
SOURCES = (SOURCE, small_ledger.SOURCE)
SEGMENTS = "segments/*.claims.parquet"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """As many small documents as make other processes pay."""
    made = tmp_path / "documents"
    made.mkdir()
    for number in range(DOCUMENTS_THAT_PAY + 8):
        (made / f"{number:02}.names").write_text(f"Firm {number}\nSister {number} Ltd\n", encoding="utf-8")
    return made


def read(place: Path, folder: Path, workers: int) -> tuple[Ledger, IngestReport]:
    """A new ledger with a folder read by so many processes."""
    ledger = Ledger.create(place)
    return ledger, run(ledger, [folder], SOURCES, workers=workers)


def segments(ledger: Ledger) -> dict[str, bytes]:
    """The names and bytes of the files that hold claims."""
    return {path.name: path.read_bytes() for path in sorted(ledger.folder.glob(SEGMENTS))}


def states(report: IngestReport) -> dict[str, int]:
    """How many files ended in each state."""
    found = [document.state for document in report.documents]
    return {state: found.count(state) for state in sorted(set(found))}


# the same ledger


def test_any_number_of_processes_makes_the_same_ledger(tmp_path: Path, folder: Path) -> None:
    """Digest, bytes of the claims, and the report in the order of the files."""
    (folder / "05.csv").write_bytes(small_ledger.ALPHA)
    (folder / "07.names").write_text(REFUSE)
    (folder / "08.strange").write_text("nothing")
    ones, one = read(tmp_path / "1", folder, 1)
    twos, two = read(tmp_path / "2", folder, 2)
    assert one == two
    assert states(two) == {"recorded": DOCUMENTS_THAT_PAY + 8, "refused": 2}
    assert ones.digest() == twos.digest()
    assert segments(ones) == segments(twos) != {}


def test_articles_are_the_same_from_any_process(tmp_path: Path) -> None:
    """With the language model, loaded in each process."""
    pytest.importorskip("spacy")
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(DOCUMENTS_THAT_PAY):
        (articles / f"{number}.txt").write_text(
            f"October 8, 2019\n\nThe U.S. Commerce Department added {number + 2} Chinese organizations to its Entity "
            "List on Monday.\n\n“We oppose it,” said Foreign Ministry spokesman Geng Shuang.\n", encoding="utf-8")
    ledgers = [Ledger.create(tmp_path / str(count)) for count in (1, 2)]
    reports = [run(ledger, [articles], (news.SOURCE,), workers=count)
               for count, ledger in enumerate(ledgers, 1)]
    assert reports[0] == reports[1]
    assert reports[1].accepted > 10 * DOCUMENTS_THAT_PAY
    assert ledgers[0].digest() == ledgers[1].digest()


def test_other_documents_make_another_ledger(tmp_path: Path, folder: Path) -> None:
    """The comparison above can fail."""
    ones, _ = read(tmp_path / "1", folder, 2)
    (folder / "00.names").write_text("Another firm\n")
    others, _ = read(tmp_path / "2", folder, 2)
    assert ones.digest() != others.digest()


def test_what_is_known_is_not_read_again(tmp_path: Path, folder: Path) -> None:
    """Neither a second time, nor the same bytes under another name."""
    (folder / "again.names").write_bytes((folder / "00.names").read_bytes())
    ledger, first = read(tmp_path / "l", folder, 2)
    assert states(first) == {"known": 1, "recorded": DOCUMENTS_THAT_PAY + 8}
    refusing = replace(SOURCE, parse=never)
    again = run(ledger, [folder], (refusing,), workers=2)
    assert states(again) == {"known": DOCUMENTS_THAT_PAY + 9}


def never(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """A parser that must not be asked."""
    raise SourceRefused("was asked", document.name)


# which documents other processes read


def task(content: bytes, *, shared: bool = True) -> Task[Parsed]:
    """A document in line."""
    return Task("a.names", Document(content=content, id=hash_of(content), name="a.names"), SOURCE, shared=shared)


@pytest.mark.parametrize(("count", "size", "workers", "apart"), [
    (2, 40_000, 2, True), (DOCUMENTS_THAT_PAY, 5, 2, True), (2, 5, 2, False), (1, 80_000, 2, False),
    (2, 80_000, 1, False)])
def test_processes_are_started_when_they_pay(count: int, size: int, workers: int, apart: bool) -> None:
    """For two long texts or many short ones; not for one, few short ones, or when none are wanted."""
    with Workers(parsed, workers) as processes:
        found = list(processes.in_order(task(b"n" * size) for _ in range(count)))
        assert [item.answer is not None for item in found] == [apart] * count


def test_tables_and_known_documents_stay_in_this_process(folder: Path) -> None:
    """What a table says is soon read, and much to hand over."""
    (folder / "a.csv").write_bytes(small_ledger.ALPHA)
    first = (folder / "00.names").read_bytes()
    tasks = {t.name: t.shared for t in tasks_of([folder], SOURCES, done={(hash_of(first), "names", 1)})}
    assert (tasks["a.csv"], tasks["00.names"], tasks["01.names"]) == (False, False, True)


def test_only_so_many_documents_wait() -> None:
    """However many there are: memory is bounded by their number and by their bytes."""
    taken: list[int] = []

    def many(size: int) -> Iterator[Task[Parsed]]:
        for number in range(500):
            taken.append(number)
            yield task(bytes(size), shared=False)

    for size, most in ((1, DOCUMENTS_AHEAD + 1), (30 << 20, 3)):
        taken.clear()
        next(Workers(parsed, 2).in_order(many(size)))
        assert len(taken) == most


def test_number_of_processes_must_be_positive(tmp_path: Path) -> None:
    """By default all cores that this process may use."""
    assert 1 <= cores() <= (os.cpu_count() or 1)
    with pytest.raises(UsageError, match=r"--workers 0: expected 1 or more"):
        run(Ledger.create(tmp_path / "l"), [tmp_path], SOURCES, workers=0)


# trouble


@pytest.mark.parametrize("workers", [1, 2])
def test_fault_of_a_parser_is_told_of_its_file(tmp_path: Path, folder: Path, workers: int) -> None:
    """With the error, after some claims too; nothing of the file is recorded and the rest goes on."""
    (folder / "03.names").write_text(f"Early Ltd\n{FAIL}\n")
    ledger, report = read(tmp_path / "l", folder, workers)
    assert report.refused == ("03.names: its parser failed (KeyError: 'Fail'): see where with kg -v and --workers 1",)
    assert states(report) == {"recorded": DOCUMENTS_THAT_PAY + 7, "refused": 1}
    assert "Early Ltd" not in names(ledger)


def test_process_that_dies_is_told_of_its_file(tmp_path: Path, folder: Path) -> None:
    """Two files end their process; what the other processes were doing isn't lost."""
    for name in ("03.names", "20.names"):
        (folder / name).write_text(f"{name}\n{DIE}\n")
    ledger, report = read(tmp_path / "l", folder, 2)
    assert report.refused == tuple(
        f"{name}: the process that read it ended without an answer (killed, or out of memory)"
        for name in ("03.names", "20.names"))
    assert states(report) == {"recorded": DOCUMENTS_THAT_PAY + 6, "refused": 2}
    for name in ("03.names", "20.names"):
        (folder / name).unlink()
    other, _ = read(tmp_path / "other", folder, 1)
    assert claims(ledger) == claims(other)


_RUN = """
import sys
from pathlib import Path
from ingest.running import run
from kg.ledger import Ledger
from kg.rendition import Rendition
from tests.small_texts import SOURCE
try:
    run(Ledger.create(Path(sys.argv[1])), [Path(sys.argv[2])], (SOURCE,), workers=2)
except KeyboardInterrupt:
    print("stopped")
"""


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_run(tmp_path: Path, folder: Path, ending: signal.Signals) -> None:
    """After Ctrl-C, and when the run itself is killed; a process that hangs is no exception."""
    os.mkfifo(tmp_path / "pipe")
    (folder / "30.names").write_text(f"{HANG}{tmp_path / 'pipe'}\n")
    with subprocess.Popen([sys.executable, "-c", _RUN, tmp_path / "l", folder], cwd=ROOT, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        with (tmp_path / "pipe").open() as pipe:
            assert pipe.readline() == "reading\n"
            started.send_signal(ending)
            assert pipe.read() == "", "the pipe ends when nobody has it open any more"
        printed, said = started.communicate()
    assert whole(Ledger.open(tmp_path / "l"))
    if ending == signal.SIGINT:
        assert (printed, said) == ("stopped\n", "")
