"""What is missing or wrong is said in words, in both languages, before any work, and nothing is left behind."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.conftest import Run
from tests.support.messages import keys

from ronde.batch.replica import OtherRules, twin
from ronde.batch.spark.evaluate import check_whole
from ronde.batch.spark.session import failed
from ronde.batch.spark.source import address
from ronde.columns.query import Query
from ronde.messages.diagnostics import ValidationError

HERE = "local[1]"


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    """A pool of two candidates, who answered one question."""
    pq.write_table(pa.table({"sibling_in_canada": [True, None]}), tmp_path / "in.parquet")
    return tmp_path / "in.parquet"


@pytest.fixture
def spread(run: Run, tmp_path: Path) -> Callable[..., list[str]]:
    """What is said, in English and in French, where a pool is refused: nothing else is said or written."""

    def call(source: Path, *options: str, out: str = "out.parquet", master: str | None = HERE) -> list[str]:
        before = sorted(tmp_path.rglob("*"))
        chosen = ["--engine", "spark", *(["--master", master] if master else [])]
        said = []
        for language in ("en", "fr"):
            words = ["pool", "evaluate", str(source), "--out", str(tmp_path / out), "--as-of", "2023-07-05", *chosen]
            code, shown, told = run(*words, *options, "--lang", language)
            assert (code, shown) == (2, "")
            said.append(told.strip())
        assert sorted(tmp_path.rglob("*")) == before
        assert said[0] != said[1]
        return said

    return call


def ends(said: list[str], code: str) -> bool:
    """Whether one thing is said, and this."""
    return all("\n" not in each and each.endswith(f"[{code}]") for each in said)


def test_options_that_do_not_go_together(run: Run, spread: Callable[..., list[str]], pool: Path) -> None:
    assert ends(spread(pool, master=None), "spark-master-needed")
    assert ends(spread(pool, "--workers", "2"), "both-given")
    code, _, told = run("pool", "evaluate", str(pool), "--out", "o.parquet", "--master", HERE)
    assert code == 2
    assert ends([told.strip()], "spark-master-idle")


@pytest.mark.parametrize("master", ["127.0.0.1:7077", "spark://127.0.0.1", "local[x]", "http://127.0.0.1:7077", "x"])
def test_what_is_not_the_address_of_a_cluster(spread: Callable[..., list[str]], pool: Path, master: str) -> None:
    said = spread(pool, master=master)
    assert ends(said, "spark-master-form")
    assert said[0].startswith(f"{master}: ")


def test_a_master_that_does_not_answer(spread: Callable[..., list[str]], pool: Path) -> None:
    """Nobody waits: the address is tried before Spark is started."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        said = spread(pool, master=f"spark://127.0.0.1:{port},127.0.0.1:99999")
    assert ends(said, "spark-unreachable")
    assert f"(127.0.0.1:{port}: nobody answers there; 127.0.0.1:99999: nobody answers there)" in said[0]


@pytest.mark.parametrize("name", ["pyspark", "pandas"])
def test_without_the_extra(
    spread: Callable[..., list[str]], pool: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    said = spread(pool)
    assert ends(said, "spark-missing")
    assert "pip install 'ronde[spark]'" in said[0]


def test_without_java(
    spread: Callable[..., list[str]], pool: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ends(spread(pool), "spark-java")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert ends(spread(pool), "spark-java")


def test_where_answers_cannot_go(spread: Callable[..., list[str]], pool: Path, tmp_path: Path) -> None:
    assert ends(spread(pool, out="out.csv"), "spark-output")
    (tmp_path / "there.parquet").mkdir()
    assert ends(spread(pool, out="there.parquet"), "spark-out-there")
    assert ends(spread(pool, out="none/out.parquet"), "write-no-folder")


def test_files_that_are_no_pool(spread: Callable[..., list[str]], pool: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    assert ends(spread(folder), "spark-folder")
    pq.write_table(pa.table({"sibling_in_canada": pa.array([], pa.bool_())}), folder / "a.parquet")
    assert ends(spread(folder), "read-no-rows")
    pq.write_table(pa.table({"sibling_in_canada": [1]}), folder / "b.parquet")
    said = spread(folder)
    assert ends(said, "spark-columns-differ")
    assert said[0].startswith(str(folder / "b.parquet"))
    (folder / "b.parquet").write_bytes(pool.read_bytes()[:-20])
    assert ends(spread(folder), "read-failed")
    assert ends(spread(tmp_path / "none.parquet"), "file-missing")


@pytest.mark.parametrize(
    "kind", [pa.timestamp("ns"), pa.time64("us"), pa.list_(pa.struct([("a", pa.timestamp("ns"))]))]
)
def test_types_that_spark_does_not_read(spread: Callable[..., list[str]], tmp_path: Path, kind: pa.DataType) -> None:
    pq.write_table(pa.table({"seen": pa.array([None], kind)}), tmp_path / "in.parquet")
    said = spread(tmp_path / "in.parquet", "--keep", "seen")
    assert ends(said, "spark-type")
    assert "“seen”" in said[0]


def test_a_question_is_held_to_the_rules_before_spark_starts(spread: Callable[..., list[str]], pool: Path) -> None:
    said = spread(pool, "--facts", "crs.totl")
    assert ends(said, "absent-never")
    assert "crs.total" in said[0]
    assert ends(spread(pool, "--id", "sibling_in_canada"), "read-id-type")


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("ModuleNotFoundError: No module named 'ronde'", "spark-worker-lacks", "“ronde”"),
        ("x\nronde.batch.replica.OtherRules: abc 1.2\n", "spark-other-rules", "rules abc, version 1.2"),
        ("a\nValueError: first\n  b\nOSError: No space left on device\n\n", "spark-failed", "No space left on device"),
        ("something", "spark-failed", "something"),
        ("", "spark-failed", "RuntimeError"),
    ],
)
def test_what_spark_says_is_told_in_short(text: str, code: str, part: str) -> None:
    said = failed("spark://a:1", RuntimeError(text))
    assert [diagnostic.code for diagnostic in said.diagnostics] == [code]
    assert part in said.diagnostics[0].text("en")


def test_a_version_of_the_engine_is_as_good_as_other_rules() -> None:
    with pytest.raises(OtherRules):
        twin("", "0" * 64, "0", Query(as_of=738000))


def test_answers_that_stayed_on_another_machine_are_missed(tmp_path: Path, pool: Path) -> None:
    """Where the folder of the answers is not shared, part of them, or all, is not there."""
    check_whole(tmp_path, tmp_path, 2, "spark://a:1")
    with pytest.raises(ValidationError) as raised:
        check_whole(tmp_path, tmp_path, 3, "spark://a:1")
    assert raised.value.diagnostics[0].code == "spark-not-shared"


def test_a_path_has_no_pattern_in_it() -> None:
    assert address(Path("/a b/{c}[d]*?\\e")) == r"file:///a b/\{c\}\[d\]\*\?\\e"


def test_every_fault_of_a_cluster_is_seen_said() -> None:
    """Nothing can be said of a cluster that no test has seen said."""
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [code for code in keys("spark-findings") if f'"{code}"' not in tests] == []
