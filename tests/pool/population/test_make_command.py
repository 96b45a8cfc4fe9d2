"""`ronde pool make`: the file it writes, what it says of it, and what it refuses."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.support import books

from ronde.cli.main import main
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.model.types import read_date
from ronde.rounds.data import read_rounds
from ronde.simulate.population.bands import nearest

DAY = "2024-12-20"
ROOT = Path(__file__).parents[3]


def made(out: Path, count: str = "400", *more: str) -> int:
    return main(["pool", "make", count, "--as-of", DAY, "--out", str(out), "--lang", "en", *more])


def test_the_file_follows_the_published_pool_and_everybody_is_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "pool.parquet"
    assert made(out, "700", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    table = pq.read_table(out)
    assert table.num_rows == told["rows"] == told["asked"] == 700
    assert table.column("id").to_pylist() == list(range(1, 701))
    assert table.schema.metadata[b"ronde.synthetic"] == b"true"
    assert table.schema.metadata[b"ronde.published"] == b"2024-12-16"
    question = Query(facts=("crs.total", "pool.eligible"), as_of=read_date(DAY), id_column="id")
    answers = Kernel(books.real(), question).run(table.combine_chunks().to_batches()[0]).rows
    assert all(answers["pool.eligible"].to_pylist())
    published = nearest(read_rounds(books.real()).pools, read_date(DAY))
    band = published.of(answers["crs.total"].to_numpy().astype(np.int64))
    assert np.bincount(band, minlength=len(published.published)).tolist() == published.quotas(700).tolist()
    assert told["gap"]["after"] < 0.01 < told["gap"]["before"] < 0.2
    assert [line["rows"] for line in told["bands"]] == published.quotas(700).tolist()
    assert told["published"] == {"date": "2024-12-16", "total": 221310, "confidence": "official", "note": None}
    assert told["population"]["confidence"] == "assumption"
    assert told["refused"] == 0
    assert list(tmp_path.iterdir()) == [out]


def test_the_same_seed_gives_the_same_file(tmp_path: Path):
    files = [tmp_path / f"{number}.parquet" for number in range(4)]
    for file, more in zip(
        files, (["--seed", "5"], ["--seed", "5", "--workers", "1"], ["--seed", "6"], []), strict=True
    ):
        assert made(file, "200", *more) == 0
    one, again, other, default = (file.read_bytes() for file in files)
    assert one == again
    assert pq.read_table(files[0]).column("birth_date") != pq.read_table(files[2]).column("birth_date")
    assert len({one, other, default}) == 3


@pytest.mark.parametrize("ending", ["csv", "jsonl", "csv.gz"])
def test_a_file_of_another_form_is_evaluated_as_it_is(tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]):
    out, answers = tmp_path / f"pool.{ending}", tmp_path / "answers.csv"
    assert made(out, "60") == 0
    facts = ["--facts", "pool.eligible", "--id", "id", "--as-of", DAY]
    assert main(["pool", "evaluate", str(out), "--out", str(answers), *facts]) == 0
    capsys.readouterr()
    lines = answers.read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == ["true"] * 60


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_says_what_was_followed_and_how_far_it_is(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
):
    for form in ("text", "md"):
        assert made(tmp_path / "p.parquet", "100", "--lang", language, "--format", form) == 0
        told = capsys.readouterr().out
        assert {"en": "December 16, 2024", "fr": "16 décembre 2024"}[language] in told
        assert {"en": "invented for simulation", "fr": "inventé pour la simulation"}[language] in told
        assert {"en": "official text", "fr": "texte officiel"}[language] in told
        assert "601-1200" in told
        assert ("| ---" in told) == (form == "md")


def test_bands_that_cannot_be_filled_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    from ronde.simulate.population import fitting

    monkeypatch.setattr(fitting, "AT_LEAST", 2000)
    monkeypatch.setattr(fitting, "MOST_FOR_ONE", 1)
    text = (ROOT / "rulesets/populations/express-entry.yaml").read_text(encoding="utf-8")
    few = tmp_path / "few.yaml"
    few.write_text(re.sub(r"(?m)^  nominated:\n.*\n.*\n", "  nominated: false\n", text), encoding="utf-8")
    assert made(tmp_path / "p.parquet", "1000", "--population", str(few)) == 0
    missing = re.search(r"(\d+) rows are missing of 1,?000", capsys.readouterr().out)
    assert missing
    assert 0 < int(missing[1]) < 20
    assert pq.read_table(tmp_path / "p.parquet").num_rows == 1000 - int(missing[1])


REFUSED = {
    "make-rows": ["0"],
    "make-whole": ["many"],
    "make-seed": ["5", "--seed", "-1"],
    "pool-none": ["5", "--as-of", "2015-02-01"],
    "value-impossible-date": ["5", "--as-of", "2024-02-30"],
    "date-before-book": ["5", "--as-of", "2014-02-01"],
    "read-suffix": ["5", "--out", "pool.xls"],
    "write-no-folder": ["5", "--out", "none/here/pool.parquet"],
    "file-missing": ["5", "--population", "none.yaml"],
    "rounds-none": ["5", "--rulesets", "book"],
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_done_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, capsys: pytest.CaptureFixture[str]
):
    books.write(tmp_path / "book", {"topic/2015-01-01.yaml": books.version(facts={"answer": books.asked("yes_no")})})
    monkeypatch.chdir(tmp_path)
    for language in ("en", "fr"):
        given = REFUSED[code]
        out = [] if "--out" in given else ["--out", "pool.parquet"]
        day = [] if "--as-of" in given else ["--as-of", DAY]
        assert main(["pool", "make", *given, *out, *day, "--lang", language]) == 2
        assert f"[{code}]" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["book"]


def test_a_book_names_its_population_or_is_asked_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = tmp_path / "book"
    shutil.copytree(ROOT / "rulesets", folder)
    file = folder / "populations" / "express-entry.yaml"
    shutil.copy(file, folder / "populations" / "other.yaml")
    assert made(tmp_path / "p.parquet", "5", "--rulesets", str(folder)) == 2
    assert "[population-several]" in capsys.readouterr().err
    shutil.rmtree(folder / "populations")
    assert made(tmp_path / "p.parquet", "5", "--rulesets", str(folder)) == 2
    assert "[population-none]" in capsys.readouterr().err


def test_assumptions_under_which_nobody_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    from ronde.simulate.population import fitting

    monkeypatch.setattr(fitting, "AT_LEAST", 2000)
    monkeypatch.setattr(fitting, "MOST_FOR_ONE", 1)
    file = tmp_path / "nobody.yaml"
    texts = '{fr: "x", en: "x"}'
    file.write_text(
        f"title: {texts}\nnote: {texts}\nconfidence: assumption\nrequire: [pool.eligible]\n"
        "facts: {birth_date: 1990-01-01}\nrecords: {work: [], language_tests: []}\n",
        encoding="utf-8",
    )
    assert made(tmp_path / "p.parquet", "5", "--population", str(file)) == 2
    assert "[make-nobody]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [file]


def test_a_wrong_population_is_told_at_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    text = (ROOT / "rulesets/populations/express-entry.yaml").read_text(encoding="utf-8")
    wrong = text.replace("settlement_funds: {", "setlement_funds: {")
    file = tmp_path / "wrong.yaml"
    file.write_text(wrong, encoding="utf-8")
    line = wrong[: wrong.index("setlement_funds")].count("\n") + 1
    assert made(tmp_path / "p.parquet", "5", "--population", str(file)) == 2
    told = capsys.readouterr().err
    assert f"{file}:{line}:3:" in told
    assert "settlement_funds" in told


def test_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def full(self: object, batch: pa.RecordBatch) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ronde.batch.files.sinks.ParquetSink.write", full)
    assert made(tmp_path / "p.parquet", "50") == 2
    assert "[file-unwritable]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_it_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def stopped(self: object, batch: pa.RecordBatch) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ronde.batch.files.sinks.ParquetSink.write", stopped)
    assert made(tmp_path / "p.parquet", "50") == 130
    assert "Stopped" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_rule_of_which_only_the_existence_is_known_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert made(tmp_path / "p.parquet", "50", "--as-of", "2026-11-20", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert "crs/total" in {each["topic"] for each in told["cautions"]}
    assert made(tmp_path / "p.parquet", "50", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["cautions"] == []
