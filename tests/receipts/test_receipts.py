"""Receipts: decisions come out the same again; what was changed since, and by whom, is told apart."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator
from tests.conftest import Run
from tests.docs.test_python import ROOT, examples, printed_by
from tests.support import books, second_books
from tests.support.receipts import receipts_of, some_days

import ronde
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.model.locations import SourceLocation
from ronde.receipts.many import verify_many
from ronde.receipts.read import contents_of
from ronde.receipts.receipt import digest_of
from ronde.receipts.verify import Outcome

DAY = "2021-05-04"
FEE = "2020-01-01"
PROFILE = {"size": 2}


def fee(effective: str, *rows: int, **keys: Any) -> dict[str, Any]:
    """A version of a fee by size."""
    table = {"key": "size", "rows": {str(number): value for number, value in enumerate(rows, 1)}, "otherwise": 0}
    facts = {
        "size": books.asked("number", at_least=1, at_most=9),
        "fee": books.fact(type="money", table=table, label={"en": "Fee", "fr": "Droits"}),
    }
    return books.version(effective, facts, **keys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book with one version of a fee."""
    book = {**books.BOOK, "headlines": ["fee"], "first_date": FEE}
    return books.write(tmp_path / "book", {"book.yaml": book, f"fee/{FEE}.yaml": fee(FEE, 10, 20, 30)})


@pytest.fixture
def receipt(folder: Path) -> dict[str, Any]:
    """The receipt of a fee of 20."""
    return ronde.open_book(folder).evaluate(PROFILE, as_of=DAY).receipt()


def outcome(folder: Path, receipt: dict[str, Any], **asked: Any) -> tuple[str, bool | None, int]:
    """What comes of a receipt by the book as it now is."""
    found = ronde.open_book(folder).verify(receipt, **asked)
    told = found.to_dict()
    return told["outcome"], told["stands"], found.code


def test_a_decision_comes_out_the_same_again(folder: Path, receipt: dict[str, Any]) -> None:
    """Also from its brief receipt; the same decision has the same receipt."""
    book = ronde.open_book(folder)
    assert book.evaluate(PROFILE, as_of=DAY).receipt() == receipt
    found = book.verify(receipt)
    assert found
    assert found.to_dict()["outcome"] == "same"
    assert "byte for byte" in found.text()
    assert "à l'octet près" in found.text("fr")
    assert book.verify(book.evaluate(PROFILE, as_of=DAY).receipt(brief=True))
    assert receipt["decision"]["digest"] == book.evaluate(PROFILE, as_of=DAY).digest


CORRECTION = {"published": "2022-01-01", "corrects": {"en": "A misprint.", "fr": "Une coquille."}}
LATER = {
    "a correction that changes the answer": ("2020-01-01.1", fee(FEE, 10, 25, 30, **CORRECTION), False, 1),
    "a correction of another row": ("2020-01-01.1", fee(FEE, 10, 20, 35, **CORRECTION), True, 0),
    "a version of before, published after": ("2021-01-01", fee("2021-01-01", 10, 25, 30), False, 1),
    "a version that takes effect after": ("2021-06-01", fee("2021-06-01", 10, 25, 30), True, 0),
}


@pytest.mark.parametrize(("name", "version", "stands", "code"), LATER.values(), ids=LATER)
def test_rules_corrected_since_are_told_and_whether_the_answer_stands(
    folder: Path, receipt: dict[str, Any], name: str, version: dict[str, Any], stands: bool, code: int
) -> None:
    books.write(folder, {f"fee/{name}.yaml": version, "book.yaml": (folder / "book.yaml").read_text("utf-8")})
    same = name == "2021-06-01"
    assert outcome(folder, receipt) == ("same" if same else "corrected", stands, code)
    found = ronde.open_book(folder).verify(receipt)
    for language, (because, moved) in {"en": ("A misprint.", "Fee: $20 → $25"), "fr": ("Une coquille.", "")}.items():
        text = found.text(language)
        assert (f"fee/{name}.yaml" in text) != same
        assert (because in text) == ("corrects" in version)
        assert not moved or (moved in text) != stands
        row = "3: $30 → $35" if stands else "2: $20 → $25"
        assert same or language == "fr" or row in text
    assert [each["fact"] for each in found.to_dict()["answers"]] == ([] if stands else ["fee"])


@pytest.mark.parametrize(("row", "expected"), [((10, 20, 35), (True, 2)), ((10, 25, 30), (False, 1))])
def test_a_version_that_was_edited_is_named_and_its_commit_verifies(
    folder: Path, receipt: dict[str, Any], row: tuple[int, ...], expected: tuple[bool, int]
) -> None:
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "one"],
    ):
        subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)
    (folder / f"fee/{FEE}.yaml").write_text(json.dumps(fee(FEE, *row)), encoding="utf-8")
    assert outcome(folder, receipt) == ("rules-gone", *expected)
    assert f"fee/{FEE}.yaml was edited since" in ronde.open_book(folder).verify(receipt).text()
    assert outcome(folder, receipt, commit="HEAD") == ("same", True, 0)
    with pytest.raises(ronde.QuestionError, match="nowhere"):
        outcome(folder, receipt, commit="nowhere")


def test_a_version_that_was_removed_is_named(folder: Path, receipt: dict[str, Any]) -> None:
    (folder / f"fee/{FEE}.yaml").rename(folder / "fee/2020-02-02.yaml")
    (folder / "fee/2020-02-02.yaml").write_text(json.dumps(fee("2020-02-02", 10, 20)), encoding="utf-8")
    assert outcome(folder, receipt) == ("rules-gone", True, 2)
    assert f"fee/{FEE}.yaml is no longer in this book" in ronde.open_book(folder).verify(receipt).text()


def profile(receipt: dict[str, Any]) -> None:
    receipt["profile"]["size"] = 3


def answer(receipt: dict[str, Any]) -> None:
    receipt["decision"]["facts"]["fee"]["value"] = 30


def answer_and_digest(receipt: dict[str, Any]) -> None:
    answer(receipt)
    if "topics" in receipt["decision"]:
        receipt["decision"]["digest"] = digest_of(receipt["decision"])


def rules(receipt: dict[str, Any]) -> None:
    receipt["rules"][0]["layers"][0]["digest"] = "0" * 64


def engine(receipt: dict[str, Any]) -> None:
    receipt["engine"]["version"] = "9.9"


CHANGED: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "profile": (profile, "profile-changed"),
    "answer": (answer, "decision-changed"),
    "answer and digest": (answer_and_digest, "decision-changed"),
    "rules": (rules, "receipt-changed"),
    "engine": (engine, "receipt-changed"),
}


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("brief", [False, True])
@pytest.mark.parametrize(("change", "expected"), CHANGED.values(), ids=CHANGED)
def test_what_was_changed_in_a_receipt_is_told(
    folder: Path, change: Callable[[dict[str, Any]], None], expected: str, brief: bool, sealed: bool
) -> None:
    """Also if whoever changed it wrote a new digest; but not for the version of the engine, which decides nothing."""
    receipt = ronde.open_book(folder).evaluate(PROFILE, as_of=DAY).receipt(brief=brief)
    change(receipt)
    if sealed:
        receipt["digest"] = digest_of(receipt)
    if sealed and change is engine:
        assert outcome(folder, receipt) == ("same", True, 0)
    else:
        assert outcome(folder, receipt) == (expected, None, 2)


def test_another_engine_that_says_otherwise_is_told(folder: Path, receipt: dict[str, Any]) -> None:
    """One that says the same is not: what it is does not matter."""
    receipt["engine"]["digest"] = "0" * 64
    receipt["digest"] = digest_of(receipt)
    assert outcome(folder, receipt) == ("same", True, 0)
    receipt["decision"]["facts"]["fee"]["value"] = 21
    receipt["decision"]["digest"] = digest_of(receipt["decision"])
    receipt["digest"] = digest_of(receipt)
    assert outcome(folder, receipt) == ("other-engine", False, 1)


@pytest.mark.parametrize("brief", [False, True])
def test_a_receipt_is_a_document_of_its_schema(run: Run, tmp_path: Path, brief: bool) -> None:
    """As a command writes it, and as Python gives it."""
    schema = Draft202012Validator(json.loads((ROOT / "schemas" / "receipt.schema.json").read_text(encoding="utf-8")))
    profile, path = second_books.profiles("grant")[0], tmp_path / "receipt.json"
    words = ("--as-of", "2024-03-01", "--rulesets", str(second_books.BOOKS["grant"]))
    assert run("evaluate", str(profile), *words, "--receipt", str(path))[0] == 0
    written = json.loads(path.read_bytes())
    schema.validate(written)
    made = ronde.open_book(second_books.BOOKS["grant"]).evaluate(profile, as_of="2024-03-01").receipt(brief=brief)
    schema.validate(made)
    assert brief or made == written
    code, out, _ = run("verify", str(path), "--rulesets", words[-1], "--format", "json", "--lang", "fr")
    assert (code, json.loads(out)["outcome"]) == (0, "same")


def test_the_example_of_the_page_prints_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    [(body, printed)] = examples((ROOT / "docs" / "receipts.md").read_text(encoding="utf-8"))
    assert printed_by(body, {}) == printed


@pytest.mark.parametrize(
    ("content", "code"),
    [("x", "receipt-not-json"), ("{}", "receipt-format"), ('{"format": "ronde-receipt/1"}', "receipt-part")],
)
def test_what_is_no_receipt_is_refused(run: Run, tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "receipt.json"
    path.write_text(content, encoding="utf-8")
    for language in ("en", "fr"):
        words = ("--rulesets", str(second_books.BOOKS["grant"]), "--lang", language)
        found, out, err = run("verify", str(path), *words)
        assert (found, out) == (2, "")
        assert f"[{code}]" in err
        profile = str(second_books.profiles("grant")[0])
        found, out, err = run("evaluate", profile, "--receipt", str(tmp_path / "r.jsonl"), *words)
        assert (found, out, (tmp_path / "r.jsonl").exists()) == (2, "", False)


def test_the_notice_of_the_book_decides_nothing(folder: Path, receipt: dict[str, Any]) -> None:
    path = folder / "book.yaml"
    path.write_text(path.read_text("utf-8").replace("texte", "autre texte"), encoding="utf-8")
    assert outcome(folder, receipt) == ("same", True, 0)
    assert "(its notice, its main answers)" in ronde.open_book(folder).verify(receipt).text()


def test_a_profile_that_is_now_refused_is_no_longer_decided_so(folder: Path, receipt: dict[str, Any]) -> None:
    """Rules that take no such profile any more."""
    version = fee(FEE, 10, 20, 30, **CORRECTION)
    version["facts"]["size"]["input"]["at_most"] = 1
    books.write(folder, {f"fee/{FEE}.1.yaml": version, "book.yaml": (folder / "book.yaml").read_text("utf-8")})
    assert outcome(folder, receipt)[1:] == (False, 1)


def test_many_receipts_are_verified_line_by_line_and_row_by_row(folder: Path, tmp_path: Path) -> None:
    """A line that is none stops nothing; what changed in the rules is told once."""
    book = ronde.open_book(folder)
    lines = [orjson.dumps(book.evaluate({"size": size}, as_of=DAY).receipt(brief=True)) for size in (1, 2, 2, 3)]
    path = tmp_path / "receipts.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    assert book.verify(path).to_dict()["again"] == 4
    version = {f"fee/{FEE}.1.yaml": fee(FEE, 10, 25, 30, **CORRECTION)}
    books.write(folder, {**version, "book.yaml": (folder / "book.yaml").read_text("utf-8")})
    found = ronde.open_book(folder).verify(path)
    told = found.to_dict()
    assert (told["again"], told["no_longer"], told["not_verified"], found.code) == (4, 2, 0, 1)
    assert "(receipts: 4)" in found.text()
    path.write_bytes(b"\n".join([*lines, b"{}", b"x"]))
    found = ronde.open_book(folder).verify(path)
    assert (found.to_dict()["not_verified"], found.code) == (2, 2)
    assert f"{path}:6:1: This is no receipt" in found.text()
    pq.write_table(pa.table({"receipt": [line.decode() for line in lines]}), tmp_path / "receipts.parquet")
    assert ronde.open_book(folder).verify(tmp_path / "receipts.parquet").to_dict()["no_longer"] == 2
    pq.write_table(pa.table({"other": [1]}), tmp_path / "other.parquet")
    with pytest.raises(ronde.QuestionError, match="no column `receipt`"):
        book.verify(tmp_path / "other.parquet")


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_every_row_of_a_pool_has_a_receipt_that_says_whose_it_is(run: Run, tmp_path: Path, form: str) -> None:
    """Decided as one candidate alone; a row that cannot be read is set aside, and what was changed is found."""
    book = ronde.open_book(second_books.BOOKS["grant"])
    rows = ("a,SCI,300,20000,2024-03-01", "b,SCI,x,20000,2024-03-01", "c,ARTS,900,31000,2021-03-01")
    source, out = tmp_path / "pool.csv", tmp_path / f"receipts.{form}"
    source.write_text("\n".join(["id,faculty,distance,family_income,day", *rows]) + "\n", encoding="utf-8")
    words = ("--as-of-column", "day", "--id", "id", "--rulesets", str(second_books.BOOKS["grant"]))
    code, said, err = run("pool", "receipts", str(source), "--out", str(out), *words)
    assert code == 0, err
    assert "2 receipts in" in said
    assert (tmp_path / f"receipts.{form}.rejects.csv").read_text("utf-8").splitlines()[1].startswith('3,"b","distance"')
    made = [json.loads(content) for _, content in contents_of(out)]
    assert [(each["id"], each["decision"]["as_of"]) for each in made] == [("a", "2024-03-01"), ("c", "2021-03-01")]
    profile = {"faculty": "SCI", "distance": 300, "family_income": 20000}
    assert made[0]["decision"]["digest"] == book.evaluate(profile, as_of="2024-03-01").digest
    assert book.verify(out).to_dict()["again"] == 2
    if form == "jsonl":
        out.write_text(out.read_text("utf-8").replace('"distance":900', '"distance":901'), encoding="utf-8")
        found = book.verify(out)
        assert (found.code, found.to_dict()["found"][0]["id"]) == (2, "c")
        assert "receipts.jsonl:2:1 (c): The profile" in found.text()
    else:
        assert pq.read_table(out)["id"].to_pylist() == ["a", "c"]
    assert run("pool", "receipts", str(source), "--out", str(tmp_path / "x.csv"), *words)[0] == 2


def test_five_hundred_receipts_of_sixty_days_come_out_the_same_byte_for_byte() -> None:
    """By an engine that made none of them; `tools/receipts` makes 10,000 of the book that travels with the package."""
    book = second_books.history("grant")
    made, again = (Engine(book, Reference()) for _ in range(2))
    lines = [
        (SourceLocation("", number, 1), line) for number, line in enumerate(receipts_of(made, some_days(book, 60), 500))
    ]
    assert len({orjson.loads(line)["decision"]["as_of"] for _, line in lines}) == 60
    tally = verify_many(again, lines)
    assert dict(tally.outcomes) == {(Outcome.SAME, ronde.__version__): 500}
