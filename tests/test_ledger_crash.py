"""What is left of a ledger when its writer is killed, when the disk is full, and when it may not write.

Each job is run once for each step that it takes on the file system, and killed there; so "at any moment" is every
moment at which the files differ (flushing them to the disk changes nothing for whoever reads them afterwards). The
steps are counted in a process of its own, which forks for each try.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyarrow import parquet

from kg.errors import LedgerUnavailable
from kg.ledger import Ledger
from kg.ledger import writer as writing
from kg.ledger.compaction import compact
from tests.small_ledger import ALPHA, BETA, DELTA, claims, graph_digest, put, table

CHECKOUT = Path(os.path.abspath(__file__)).parent.parent
LARGE = table(*(f"n{i},Company,Number {i} Ltd,," for i in range(9)))

# Runs a job of `JOBS` in forked children: each is killed at its n-th step, one step later each time, until one ends.
KILLER = """
import io, os, shutil, signal, sys
import duckdb, pyarrow, pyarrow.parquet
from pathlib import Path
from tests.test_ledger_crash import JOBS

job, start, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])

def take_step():
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)

def counted(module, name):
    original = getattr(module, name)
    def step(*arguments, **options):
        if name == "open" and "w" not in str(arguments[1:2]):
            return original(*arguments, **options)
        take_step()
        found = original(*arguments, **options)
        if name == "open":  # emptied and not yet written
            take_step()
        return found
    setattr(module, name, step)

number = 0
while True:
    target = folder / str(number)
    if start.exists():
        shutil.copytree(start, target)
    child = os.fork()
    if child == 0:
        left, os.fsync = [number], lambda handle: None
        for module, names in ((os, ("replace", "mkdir", "unlink")), (io, ("open",)),
                              (pyarrow.parquet.ParquetWriter, ("__init__", "write_table", "close"))):
            for name in names:
                counted(module, name)
        JOBS[job](target)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if os.WIFEXITED(status):
        sys.exit(os.WEXITSTATUS(status))
    assert os.WTERMSIG(status) == signal.SIGKILL, status
    number += 1
"""


def write_small(folder: Path) -> None:
    """Two small documents in one segment, the ledger made first where there is none."""
    with Ledger.create(folder).writer() as writer:
        for content in (ALPHA, BETA):
            put(writer, content)


def write_large(folder: Path) -> None:
    """A document that streams into a segment of its own."""
    writing.CHUNK = 7
    with Ledger.create(folder).writer() as writer:
        put(writer, LARGE)


def merge(folder: Path) -> None:
    """Compaction, and the clearing by the writer after it."""
    compact(Ledger.open(folder))
    with Ledger.open(folder).writer():
        pass


JOBS: dict[str, Callable[[Path], None]] = {"small": write_small, "large": write_large, "merge": merge}


def made(folder: Path, *groups: tuple[bytes, ...]) -> Ledger:
    """A ledger with a segment for each group of documents."""
    ledger = Ledger.create(folder)
    for group in groups:
        with ledger.writer() as writer:
            for content in group:
                put(writer, content)
    return ledger


def killed(job: str, start: Path, folder: Path) -> list[Path]:
    """The ledgers that a job leaves, killed at its first step, its second, and so on; the last one wasn't."""
    folder.mkdir()
    subprocess.run([sys.executable, "-c", KILLER, job, str(start), str(folder)], check=True, cwd=CHECKOUT, timeout=300,
                   env={**os.environ, "PYTHONPATH": str(CHECKOUT)})
    return sorted(folder.iterdir(), key=lambda path: int(path.name))


def runs_shown(ledger: Ledger) -> dict[str, int]:
    """The runs that the manifest shows with the claims of each; fails when a run isn't whole."""
    found: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for segment in ledger.manifest().segments:
        found.update(parquet.read_table(ledger.folder / segment.claims_file).column("run").to_pylist())
        runs = parquet.read_table(ledger.folder / segment.runs_file)
        said.update(dict(zip(runs.column("id").to_pylist(), runs.column("claims").to_pylist(), strict=True)))
    assert found == said
    return dict(found)


@pytest.fixture(autouse=True)
def _chunk_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The jobs change a constant of the module."""
    monkeypatch.setattr(writing, "CHUNK", writing.CHUNK)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(("job", "begun"), [("small", False), ("large", True)])
def test_killed_writer_leaves_what_was_or_what_is(tmp_path: Path, job: str, begun: bool) -> None:
    """At every step: it opens, shows whole runs only, and a second run ends like one that nobody disturbed."""
    start = tmp_path / "start"
    before = [made(start, (DELTA,))] if begun else []
    left = killed(job, start, tmp_path / "killed")
    undisturbed = Ledger.open(left[-1])
    all_runs, graph, digests = runs_shown(undisturbed), graph_digest(undisturbed), set()
    for folder in left[:-1]:
        if (folder / "manifest.json").exists():
            ledger = Ledger.open(folder)
            assert runs_shown(ledger).items() <= all_runs.items()
            digests.add(ledger.digest())
        JOBS[job](folder)
        assert Ledger.open(folder).digest() == undisturbed.digest()
        assert {p.suffix for p in (folder / "segments").iterdir()} == {".parquet"}
        assert not list(folder.rglob("*.new"))
        assert runs_shown(Ledger.open(folder)) == all_runs
    assert graph_digest(Ledger.open(left[len(left) // 2])) == graph
    assert len(left) > 15
    assert digests >= {ledger.digest() for ledger in before}
    if job == "small":
        assert digests == {Ledger.create(tmp_path / "empty").digest(), undisturbed.digest()}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_compaction_loses_nothing(tmp_path: Path) -> None:
    """At every step the claims, the runs and the digest are those from before."""
    start = made(tmp_path / "start", (ALPHA,), (BETA,))
    before = start.digest(), runs_shown(start)
    rows = claims(start, "*")
    left = killed("merge", start.folder, tmp_path / "killed")
    assert len(left) > 10
    for folder in left:
        ledger = Ledger.open(folder)
        assert (ledger.digest(), runs_shown(ledger)) == before
        assert claims(ledger, "*") == rows
        merge(folder)
        assert (ledger.digest(), runs_shown(ledger)) == before
        assert len(list((folder / "segments").iterdir())) == 2


HOLDER = """
import sys
from pathlib import Path
from kg.ledger import Ledger
with Ledger.open(Path(sys.argv[1])).writer():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_lock_of_a_killed_writer_is_free(tmp_path: Path) -> None:
    """Another process is refused and told who writes; once that one is killed it may write."""
    ledger = made(tmp_path / "ledger", (ALPHA,))
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(ledger.folder)], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, cwd=CHECKOUT, env={**os.environ, "PYTHONPATH": str(CHECKOUT)})
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LedgerUnavailable) as error:
            ledger.writer().__enter__()
        assert f"is being written by another process ({holder.pid}): wait for it" in str(error.value)
        assert error.value.exit_code == 3
        assert len(claims(ledger)) == 4
        holder.kill()
    assert holder.returncode == -signal.SIGKILL
    made(ledger.folder, (BETA,))
    assert len(runs_shown(ledger)) == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False)
    if not mounted or mounted.returncode:
        pytest.skip("NOT TESTED: a disk that is full; mounting one needs root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path, leave: int) -> Path:
    """Fill a disk but for so many bytes."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
        file.truncate(max(0, file.tell() - leave))
    return path


@pytest.mark.parametrize("leave", [0, 4096, 12288, 20480, 65536])
@pytest.mark.parametrize("job", ["small", "large"])
def test_full_disk_loses_nothing(small_disk: Path, tmp_path: Path, job: str, leave: int) -> None:
    """Wherever it fills up: one line, the old ledger whole, and with space again the run is completed."""
    ledger = made(small_disk / "ledger", (DELTA,))
    filler = fill(small_disk, leave)
    error = refused(job, ledger.folder)
    if error is not None:
        assert error.exit_code == 3
        assert "free some and run it again, nothing was lost" in str(error)
        assert "\n" not in str(error)
        assert not list(ledger.folder.rglob("*.new"))
    assert error is not None or leave > 16384
    shown = runs_shown(ledger)
    assert set(shown.values()) <= {4, 5, 18}
    filler.unlink()
    JOBS[job](ledger.folder)
    shutil.copytree(made(tmp_path / "expected", (DELTA,)).folder, tmp_path / "undisturbed")
    JOBS[job](tmp_path / "undisturbed")
    assert ledger.digest() == Ledger.open(tmp_path / "undisturbed").digest()
    assert runs_shown(ledger).items() >= shown.items()


def refused(job: str, folder: Path) -> LedgerUnavailable | None:
    """What a job says when it can't write; None when it can."""
    try:
        JOBS[job](folder)
    except LedgerUnavailable as error:
        return error
    return None


def test_disk_full_when_the_ledger_is_made(small_disk: Path) -> None:
    """With space again it is made in the same folder."""
    filler = fill(small_disk, 0)
    with pytest.raises(LedgerUnavailable, match="no space left"):
        Ledger.create(small_disk / "ledger")
    filler.unlink()
    assert len(runs_shown(made(small_disk / "ledger", (ALPHA,)))) == 1


def test_full_disk_leaves_the_ledger_readable(small_disk: Path) -> None:
    """Reading needs no space."""
    ledger = made(small_disk / "ledger", (ALPHA,), (BETA,))
    expected = graph_digest(ledger)
    fill(small_disk, 0)
    assert graph_digest(ledger) == expected
    with pytest.raises(LedgerUnavailable, match="no space left"):
        compact(ledger)
    assert graph_digest(ledger) == expected


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger that may be read and not written, for root too."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid():
        ledger = made(folder / "ledger", (ALPHA,))
        paths = [ledger.folder, *ledger.folder.rglob("*")]
        for path in paths:
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield ledger
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)
        return
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("NOT TESTED: a read-only ledger; root needs the right to mount one")
    ledger = made(folder / "ledger", (ALPHA,))
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    yield ledger
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_read_only_ledger_is_read_and_not_written(read_only: Ledger) -> None:
    """Reading and projecting work; each way of writing is refused in one line."""
    assert len(claims(read_only)) == 4
    assert graph_digest(read_only)
    assert Ledger.create(read_only.folder).digest() == read_only.digest()
    for attempt in (read_only.writer().__enter__, lambda: compact(read_only),
                    lambda: Ledger.create(read_only.folder.parent / "other") if not os.geteuid() else
                    read_only.writer().__enter__()):
        with pytest.raises(LedgerUnavailable, match="can't write") as error:
            attempt()
        assert error.value.exit_code == 3


LIMITED = """
import resource, sys
from pathlib import Path
from kg.errors import LedgerUnavailable
from tests.test_ledger_crash import JOBS
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    JOBS[sys.argv[1]](Path(sys.argv[2]))
except LedgerUnavailable as error:
    print(error)
    sys.exit(error.exit_code)
"""


@pytest.mark.parametrize("limit", [10, 1500, 4000])
def test_file_that_may_not_grow_is_one_line(tmp_path: Path, limit: int) -> None:
    """A limit on the size of files: exit code 3, one line on what couldn't be written, nothing on stderr."""
    ledger = made(tmp_path / "ledger", (DELTA,))
    before = ledger.digest()
    ended = subprocess.run([sys.executable, "-c", LIMITED, "large", str(ledger.folder), str(limit)],
                           capture_output=True, text=True, check=False, cwd=CHECKOUT,
                           env={**os.environ, "PYTHONPATH": str(CHECKOUT)})
    assert ended.stderr == ""
    assert ended.returncode == 3
    assert ended.stdout.startswith("can't write ")
    assert ended.stdout.count("\n") == 1
    assert not list(ledger.folder.rglob("*.new"))
    assert ledger.digest() == before
    assert len(claims(ledger)) == 5


