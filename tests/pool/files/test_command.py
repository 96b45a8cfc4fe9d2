"""`ronde pool evaluate`: the answers of the command are those of `ronde evaluate`, and every wrong use is told."""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from ruamel.yaml import YAML
from tests.support.messages import keys

from ronde.batch.files.evaluate import Step
from ronde.cli.pool_evaluate import Notices, Progress

Run = Callable[..., tuple[int, str, str]]
EXAMPLES = sorted((Path(__file__).resolve().parents[3] / "examples").glob("*.yaml"))
DAY = "2023-07-05"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The examples as JSON Lines, each under its name."""
    rows = [{"name": path.stem, **YAML(typ="safe", pure=True).load(path)} for path in EXAMPLES]
    path = tmp_path / "pool.jsonl"
    path.write_text("".join(json.dumps(row, default=str) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_examples_are_answered_as_one_by_one(run: Run, source: Path, tmp_path: Path) -> None:
    """Four very different people, with their histories: the headlines are those of `ronde evaluate`."""
    code, said, error = run(
        "pool", "evaluate", str(source), "--out", str(tmp_path / "o.parquet"), "--as-of", DAY, "--id", "name"
    )
    assert (code, error) == (0, "")
    assert [line.split()[-1] for line in said.splitlines()[:3]] == [f"{len(EXAMPLES)}", f"{len(EXAMPLES)}", "0"]
    found = {row.pop("name"): row for row in pq.read_table(tmp_path / "o.parquet").to_pylist()}
    for path in EXAMPLES:
        _, alone, _ = run("evaluate", str(path), "--as-of", DAY, "--format", "json")
        facts = json.loads(alone)["facts"]
        assert found[path.stem].keys() >= {"crs.total"}
        for name, value in found[path.stem].items():
            assert (None if value is None else float(value)) == (
                None if facts[name].get("value") is None else float(facts[name]["value"])
            ), (path.stem, name)


def test_every_row_has_its_own_day(run: Run, tmp_path: Path) -> None:
    """The same person, asked about on two days; the dates are a column, and go with the answers."""
    source = tmp_path / "a.csv"
    source.write_text(
        "day,birth_date,family_size\n2016-01-05,1990-01-06,1\n2024-01-05,1990-01-06,1\n", encoding="utf-8"
    )
    words = ["--as-of-column", "day", "--facts", "age,funds.required", "--bounds", "--format", "json"]
    code, said, _ = run("pool", "evaluate", str(source), "--out", str(tmp_path / "o.csv"), *words)
    assert code == 0
    told = json.loads(said)
    assert (told["rows"], told["answered"], told["rejected"], told["resumed"]) == (2, 2, 0, 0)
    assert told["facts"]["age"] == {"known": 2, "unknown": 0}
    header, *rows = (tmp_path / "o.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith('"day","age","age.low","age.high","funds.required"')
    assert [row.split(",")[:2] for row in rows] == [['"2016-01-05"', "25"], ['"2024-01-05"', "33"]]


def test_the_summary_tells_what_was_set_aside(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("family_size,sibling_in_canada\n1,true\n0,true\n2,maybe\n3\n", encoding="utf-8")
    out = str(tmp_path / "o.csv")
    code, said, _ = run("pool", "evaluate", str(source), "--out", out, "--as-of", DAY, "--lang", "fr")
    assert code == 0
    assert "Mises de côté        3" in said
    assert "(la ligne elle-même)" in said
    assert "family_size" in said
    code, said, _ = run("pool", "evaluate", str(source), "--out", out, "--as-of", DAY, "--format", "json")
    told = json.loads(said)
    assert told["rejects"] == f"{out}.rejects.csv"
    assert [(each["field"], each["findings"], each["line"]) for each in told["rejected_by_field"]] == [
        (None, 1, 5),
        ("family_size", 1, 3),
        ("sibling_in_canada", 1, 4),
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--as-of", DAY, "--as-of-column", "day"], "both-given"),
        (["--as-of", DAY, "--known-on", DAY, "--known-on-column", "day"], "both-given"),
        (["--as-of", "2023-02-30"], "value-impossible-date"),
        (["--as-of", "1999-01-01"], "date-before-book"),
        (["--as-of", DAY, "--facts", "crs.totl"], "absent-never"),
        (["--as-of", DAY, "--id", "nme"], "column-absent"),
        (["--as-of", DAY, "--ignore", "nme"], "column-absent"),
        (["--as-of", DAY], "column-unknown"),
    ],
)
def test_wrong_use_is_told(words: list[str], code: str, run: Run, source: Path, tmp_path: Path) -> None:
    """Exit code 2, a message with its code, and nothing written."""
    left, said, error = run("pool", "evaluate", str(source), "--out", str(tmp_path / "o.csv"), *words)
    assert (left, said) == (2, "")
    assert f"[{code}]" in error
    assert [path.name for path in tmp_path.iterdir()] == ["pool.jsonl"]


def test_missing_files_and_words_are_told(run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "o.csv")
    assert "[file-missing]" in run("pool", "evaluate", str(tmp_path / "a.csv"), "--out", out, "--as-of", DAY)[2]
    assert "[read-suffix]" in run("pool", "evaluate", "a.txt", "--out", out, "--as-of", DAY)[2]
    assert run("pool", "evaluate", "a.csv")[0] == 2
    assert run("pool", "evaluate", "a.csv", "--out", out, "--workers", "0")[0] == 2
    assert run("pool", "evaluat")[0] == 2
    assert run("pool")[0] == 2
    assert "evaluate" in run("pool", "--help")[1]


def test_everything_that_can_be_said_was_seen_said() -> None:
    """Every diagnostic about the files of a pool stands in one of these tests."""
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("test_*.py")))
    assert [code for code in keys("pool-files-findings") if code not in source] == []


def test_without_the_extra_the_command_says_what_to_install(
    run: Run, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "pyarrow":
            raise ImportError(name)
        return kept(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    code, _, error = run("pool", "evaluate", str(source), "--out", str(tmp_path / "o.csv"))
    assert code == 2
    assert "ronde[pool]" in error
    assert "[pool-extra]" in error


def test_stopped_from_the_keyboard(run: Run, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*given: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ronde.batch.files.evaluate.set_aside", stopped)
    words = ["pool", "evaluate", str(source), "--out", str(tmp_path / "o.csv"), "--as-of", DAY, "--id", "name"]
    code, said, error = run(*words)
    assert (code, said) == (130, "")
    assert "Stopped." in error


def test_progress_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done, how fast, how long it may take; then the line is empty again."""
    now = [100.0]
    monkeypatch.setattr("ronde.cli.pool_evaluate.time.monotonic", lambda: now[0])
    shown = Progress("en")
    shown(Step("rows", 500_000, 4_000_000, 500_000))
    now[0] += 10
    shown(Step("rows", 1_500_000, 4_000_000, 500_000))
    shown(Step("rows", 1_600_000, 4_000_000, 500_000))
    Notices("en", shown)("files-afresh", {"names": ["rules", "input"]})
    Notices("fr", None)("files-resumed", {"rows": 1_500_000})
    lines = capsys.readouterr().err.split("\r")
    assert lines[1].strip() == "500,000 of 4,000,000 rows, 0 rows/s (12%)"
    assert lines[2].strip() == "1,500,000 of 4,000,000 rows, 100,000 rows/s (38%), 0:25 left"
    assert lines[3].strip() == ""
    afresh, resumed, _ = lines[4].split("\n")
    assert afresh.endswith("something changed: the rules, the file that is read.")
    assert "1\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}000 lignes" in resumed


def test_progress_is_shown_where_it_is_asked_for(run: Run, source: Path, tmp_path: Path) -> None:
    words = ["pool", "evaluate", str(source), "--out", str(tmp_path / "o.csv"), "--as-of", DAY, "--id", "name"]
    assert run(*words)[2] == ""
    assert "100%" in run(*words, "--progress")[2]
