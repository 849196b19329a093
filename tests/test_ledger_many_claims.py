"""Claims that are taken together: to the same end as one by one, whatever is wrong among them."""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.claim import Claim, Refusal, claim_id, claim_ids, qualifier_text
from kg.document import Document, hash_of
from kg.errors import ClaimRefused, LedgerUnavailable
from kg.ledger import Ledger, table
from kg.ledger import writer as writing
from kg.ledger.batch_check import BatchChecker
from kg.ledger.check import ClaimChecker
from kg.ledger.writer import RunReport, RunWriter
from kg.rendition import TableRendition, TextRendition, line_of, quote_stands, quotes_stand, render_text

ROOT = Path(__file__).parent.parent
WORDS = "Alpha Ltd is owned by Beta Ltd (51.5 percent) since 7 October 2019.\nBeta Ltd is in Córdoba."
SPAN = f"char=0,{len(WORDS)}"
ALPHA = Claim("x:alpha", "class", "Company", SPAN, WORDS, mention="Alpha Ltd")
BETA = Claim("x:beta", "class", "Company", "char=68,76", "Beta Ltd", mention="Beta")
NAME = Claim("x:alpha", "name", "Alpha Ltd", "char=0,9", "Alpha Ltd", rule="name")
OWNED = Claim("x:alpha", "OWNED_BY", "x:beta", SPAN, WORDS, mention="Beta Ltd", qualifiers=(("share", "51.5"),),
              valid_from="2019-10-07")
HEALTHY = [ALPHA, BETA, NAME, OWNED]


def change(claim: Claim, **fields: object) -> Claim:
    """The claim with other fields."""
    return msgspec.structs.replace(claim, **fields)


# what each rule refuses, and what isn't refused but looks odd; `class` claims that widen or contradict too
OTHERS = [
    change(NAME, object="Córdoba", mention="", quote="Córdoba", locator="char=83,90"),
    change(NAME, object="Cordoba", mention="Córdoba", quote="Córdoba", locator="char=83,90"),
    change(NAME, object="Alpha Ltde\u0301", mention="Alpha Ltd"), change(NAME, object=" ", mention="Alpha Ltd"),
    change(NAME, object="", mention="Alpha Ltd"), change(NAME, object="a\tb", mention="Alpha Ltd"),
    change(NAME, object="a\x07b", mention="Alpha Ltd"), change(NAME, quote=""), change(NAME, quote="Alpha Lt"),
    change(NAME, locator="char=0,0"), change(NAME, locator="cell=1,1"), change(NAME, mention="Alfa"),
    change(NAME, modality="rumoured"), change(NAME, basis="hearsay"), change(NAME, basis="press"),
    change(NAME, confidence=101), change(NAME, confidence=7), change(NAME, valid_from="2019-02-29"),
    change(NAME, known_from="2019"), change(NAME, valid_from="2019-10-07", valid_to="2019-10-06"),
    change(NAME, predicate="nmae"), change(NAME, predicate="conflicts"), change(NAME, predicate="rate_pct"),
    change(NAME, predicate="rate_pct", object="25", mention="Alpha Ltd"), change(NAME, subject="x:later"),
    change(NAME, predicate="names", qualifiers=(("name_kind", "nickname"),)),
    change(NAME, predicate="names", qualifiers=(("name_kind", "alias"),)),
    change(OWNED, object="x:later"), change(OWNED, predicate="LOCATED_IN", qualifiers=()),
    change(OWNED, predicate="CANDIDATE_OF", qualifiers=()), change(OWNED, predicate="OWNS", qualifiers=()),
    change(OWNED, qualifiers=(("share", "51.50"),)), change(OWNED, qualifiers=(("share", "1"), ("share", "2"))),
    change(OWNED, qualifiers=(("role", "owner"),)), change(ALPHA, qualifiers=(("role", "owner"),)),
    change(ALPHA, object="Organization"), change(ALPHA, object="Region"), change(ALPHA, object="Compny"),
    change(ALPHA, object="Measure"), change(ALPHA, subject=""), change(ALPHA, subject=" x"),
    change(ALPHA, subject="claim:1"), change(ALPHA, subject="x:\n"), change(ALPHA, subject="x:later"),
]
ITEMS: list[Claim | Refusal] = [*HEALTHY, *OTHERS, Refusal(2, "expected a sentence, found none")]


def one_by_one(run: RunWriter, items: Sequence[Claim | Refusal]) -> None:
    """What `add_all` promises, by `add` and `refuse`."""
    for item in items:
        if isinstance(item, Refusal):
            run.refuse(item.line, item.reason)
            continue
        try:
            run.add(item)
        except ClaimRefused as refusal:
            run.refuse(line_of(TextRendition(WORDS), item.locator), str(refusal))


def recorded(folder: Path, items: Sequence[Claim | Refusal],
             add: Callable[[RunWriter, Sequence[Claim | Refusal]], None]) -> tuple[RunReport, list[tuple[object, ...]]]:
    """The report of a run over the words, and the rows that the ledger holds then."""
    content = WORDS.encode()
    ledger = Ledger.create(folder)
    with ledger.writer() as writer:
        run = writer.begin(Document(content=content, id=hash_of(content), name="words.txt", published="2019-10-08"),
                           render_text(content, "words.txt"), module="words", version=1, basis="press",
                           editions="replace")
        assert run is not None
        add(run, items)
        report = run.finish()
    with ledger.connect() as connection:
        return report, connection.execute("SELECT * FROM claims ORDER BY ALL").fetchall()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(ITEMS), max_size=24), st.integers(1, 24))
def test_claims_taken_together_end_as_one_by_one(items: list[Claim | Refusal], smallest: int) -> None:
    """The same rows, and the same refusals in the same order."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "SMALLEST", smallest)
        together = recorded(Path(folder) / "together", items, RunWriter.add_all)
        assert together == recorded(Path(folder) / "single", items, one_by_one)


def test_each_wrong_claim_among_many_is_found(tmp_path: Path) -> None:
    """Where each stands among twenty healthy ones, too."""
    items: list[Claim | Refusal] = [*HEALTHY]
    for wrong in ITEMS[len(HEALTHY):]:
        items += [wrong, *(change(NAME, known_from=f"2019-10-{day}") for day in range(10, 30))]
    report, rows = recorded(tmp_path / "together", items, RunWriter.add_all)
    assert (report, rows) == recorded(tmp_path / "single", items, one_by_one)
    assert len(report.refused) == 34


@pytest.mark.parametrize("claim", OTHERS, ids=lambda claim: f"{claim.predicate} {claim.object[:12]!r}")
def test_batch_passes_only_what_passes_one_by_one(claim: Claim) -> None:
    """After healthy claims: what is complete, and what waits, is the same; None only says to look again."""
    many, one = (ClaimChecker(TextRendition(WORDS)) for _ in range(2))
    found = BatchChecker(many).complete([*HEALTHY, claim])
    if found is not None:
        assert found == [one.check(each) for each in (*HEALTHY, claim)]
        assert many.declared == one.declared


def test_healthy_claims_are_taken_at_once() -> None:
    """The check can pass: all complete, and the classes noted."""
    checker = ClaimChecker(TextRendition(WORDS))
    assert BatchChecker(checker).complete(HEALTHY) == [True] * 4
    assert checker.declared == {"x:alpha": "Company", "x:beta": "Company"}
    assert BatchChecker(checker).complete([NAME, change(OWNED, object="x:later")]) == [True, False]
    assert BatchChecker(checker).complete([]) == []


def test_doubtful_batch_declares_nothing() -> None:
    """What comes before the wrong claim is looked at again, as if for the first time."""
    checker = ClaimChecker(TextRendition(WORDS))
    assert BatchChecker(checker).complete([*HEALTHY, change(NAME, quote="Alpha Lt")]) is None
    assert checker.declared == {}


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
def test_claim_said_again_is_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    """In the same batch or in a later one, and the first one's words stay."""
    monkeypatch.setattr(writing, "BATCH", batch)
    later = change(NAME, confidence=5)
    report, rows = recorded(tmp_path, [ALPHA, NAME, later, BETA, NAME, OWNED, later], RunWriter.add_all)
    assert (report.accepted, len(rows)) == (4, 4)
    assert {row[-1] for row in rows} == {100}


def test_ids_of_many_are_the_ids_of_each() -> None:
    """One definition of an id."""
    claims = [*HEALTHY, *OTHERS]
    texts = [qualifier_text(claim.qualifiers) for claim in claims]
    assert table.qualifier_texts(claims) == texts
    assert claim_ids(claims, "d" * 64, texts) == [claim_id(claim, "d" * 64) for claim in claims]


@given(st.lists(st.binary(min_size=16, max_size=16).map(bytes.hex), unique=True))
def test_content_of_many_ids_is_hashed_as_that_of_few(ids: list[str]) -> None:
    """Sorted by numpy or by Python: the same hash, in any order."""
    few = table.content_hash("r" * 32, ids)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "MANY", 0)
        assert table.content_hash("r" * 32, reversed(ids)) == few
        assert table.content_hash("r" * 32, [*ids, "short"]) != few


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_columns_hold_the_texts_given(texts: list[str]) -> None:
    """In any script, empty ones too; also as rows of a run's refusals."""
    assert table.strings(texts).to_pylist() == texts
    assert table.strings(tuple(texts)).type == pa.string()
    column = table.strings(texts)
    column.validate(full=True)
    assert table.repetition("é", 3).to_pylist() == ["é"] * 3


def test_column_that_cannot_be_held_is_refused() -> None:
    """Offsets have 32 bits: nothing wraps round in silence."""
    with pytest.raises(OverflowError, match="less than 2 GiB"):
        table._offsets([range(2**30), range(2**30)])


def test_writing_needs_no_pandas(tmp_path: Path) -> None:
    """A small document is in the ledger before pandas would be loaded."""
    program = ("import sys; from pathlib import Path; from tests.small_ledger import BETA, ledger_of;"
               "ledger_of(Path(sys.argv[1]), BETA); sys.exit('pandas' in sys.modules)")
    assert subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=False).returncode == 0
    loaded = subprocess.run([sys.executable, "-c", f"import pandas; {program}", str(tmp_path)], cwd=ROOT,
                            check=False)
    assert loaded.returncode == 1


def test_quotes_stand_only_where_each_stands() -> None:
    """Several places, one place with several parts of a long text, and one wrong quote among them."""
    rendition = TableRendition([["a", "b" * 300 + "c" * 300, ""]], [1])
    places = [("cell=1,1", "a"), ("cell=1,2", "b" * 300), ("cell=1,1", "a"), ("cell=1,2", "c" * 300)]
    assert quotes_stand(rendition, *zip(*places, strict=True))
    assert quotes_stand(rendition, [], [])
    for wrong in (("cell=1,1", "b"), ("cell=1,2", "d"), ("cell=1,3", ""), ("cell=2,1", "a"), ("cell=1,0", "a"),
                  ("cell=01,1", "a"), ("cell=1,1,1", "a"), ("cell=1", "a"), ("row=1,1", "a"), ("sell=1,1", "a")):
        assert not quote_stands(rendition, *wrong)
        assert not quotes_stand(rendition, *zip(*places, wrong, strict=True))
        assert not quotes_stand(rendition, *zip(wrong, *places, strict=True))


def test_collection_of_cycles_is_as_before_when_the_writer_leaves(tmp_path: Path) -> None:
    """It is rarer while a ledger is written, and put back also after a fault."""
    before = gc.get_threshold()
    writer = Ledger.create(tmp_path).writer()
    with writer:
        assert gc.get_threshold()[0] >= writing.BETWEEN_COLLECTIONS
        with pytest.raises(LedgerUnavailable):
            Ledger.open(tmp_path).writer().__enter__()
    assert gc.get_threshold() == before
    (tmp_path / "manifest.json").write_bytes(b"")
    with pytest.raises(LedgerUnavailable):
        writer.__enter__()
    assert gc.get_threshold() == before
