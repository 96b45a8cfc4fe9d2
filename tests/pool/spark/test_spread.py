"""A cluster answers as one machine does: the same table, the same rows set aside, the same counts."""

from __future__ import annotations

import gzip
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.pool.spark import candidates
from tests.pool.spark.cluster import Cluster

from ronde.batch.files.evaluate import Files, Outcome, evaluate_file
from ronde.batch.files.formats import format_of
from ronde.batch.files.rejects import rejects_beside
from ronde.batch.files.sinks import open_sink
from ronde.batch.spark import session
from ronde.batch.spark.evaluate import evaluate_on_spark
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.messages.diagnostics import ValidationError
from ronde.model.history import History
from ronde.read.book import read_book

ROWS, PART, FEW = 800, 200, 60
QUESTION = Query(as_of_column="day", id_column="id", keep=("note", "family_size"), ignore=("unread",), bounds=True)
HERE = "local[1]"
"""Spark without a cluster: enough where it is no matter who answers."""

BROKEN = {"csv": b"c,1\n", "jsonl.gz": gzip.compress(b"[1]\n")}
"""A last row that cannot be read."""

Spread = Callable[..., Outcome]


@pytest.fixture(scope="module")
def history() -> History:
    return read_book()


@pytest.fixture(scope="module")
def pool() -> pa.Table:
    return candidates.pool(ROWS)


@pytest.fixture
def spread(cluster: Cluster, history: History) -> Spread:
    """Answer by the cluster."""

    def run(question: Query, source: Path, out: Path, master: str | None = None) -> Outcome:
        files = Files(source, out, rejects_beside(out), PART)
        return evaluate_on_spark(history, question, files, master or cluster.master, silent, silent)

    return run


def silent(*_: object) -> None:
    """Say nothing on the way."""


def alone(history: History, question: Query, source: Path, out: Path) -> Outcome:
    """Answer on this machine."""
    files = Files(source, out, rejects_beside(out), PART)
    return evaluate_file(Kernel(history, question), question, history, files, silent, silent)


def written(table: pa.Table, path: Path) -> Path:
    """A pool as a file whose name says its form, with a row that cannot be read where the form allows one."""
    if path.name.endswith(".parquet"):
        pq.write_table(table, path, row_group_size=100)
        return path
    sink = open_sink(path, format_of(path), table.schema, {})
    for batch in table.to_batches():
        sink.write(batch)
    sink.close()
    with path.open("ab") as file:
        file.write(BROKEN[path.name.partition(".")[2]])
    return path


def same(one: Path, other: Path, first: Outcome, second: Outcome) -> None:
    """Both made the same table, set the same rows aside and count alike."""
    tables = [pq.read_table(path).replace_schema_metadata(None) for path in (one, other)]
    assert tables[0].schema == tables[1].schema
    assert tables[0].equals(tables[1])
    assert rejects_beside(one).read_bytes() == rejects_beside(other).read_bytes()
    assert first.tally == second.tally
    assert first.tally.answered + first.tally.rejected == first.tally.rows


def test_a_folder_of_parquet_gives_the_table_of_one_file(
    spread: Spread, history: History, pool: pa.Table, tmp_path: Path
) -> None:
    """Every kind of column and record, unknowns, rows set aside, values contradicted, each row at its own date."""
    folder = tmp_path / "a pool [1]"
    folder.mkdir()
    for number, start in enumerate(range(0, ROWS, ROWS // 2)):
        written(pool.slice(start, ROWS // 2), folder / f"part {number} é.parquet")
    local, out = tmp_path / "local.parquet", tmp_path / "out 1.parquet"
    expected = alone(history, QUESTION, written(pool, tmp_path / "in.parquet"), local)
    found = spread(QUESTION, folder, out)
    same(local, out, expected, found)
    assert expected.tally.rejected > 10
    assert sum(expected.tally.contradicted.values()) > 10
    assert any(0 < each.known < ROWS / 2 for each in expected.tally.facts.values())
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]


@pytest.mark.parametrize(("form", "master"), [("csv", None), ("jsonl.gz", HERE)])
def test_a_text_gives_the_table_of_one_machine(
    form: str, master: str | None, spread: Spread, history: History, pool: pa.Table, tmp_path: Path
) -> None:
    """Workers read their parts of a text as one machine does, with the same lines for what cannot be read."""
    source = written(pool, tmp_path / f"in.{form}")
    local, out = tmp_path / "local.parquet", tmp_path / "out.parquet"
    question = replace(QUESTION, facts=("crs.total", "funds.sufficient"))
    expected = alone(history, question, source, local)
    same(local, out, expected, spread(question, source, out, master))
    assert "" in expected.tally.aside


def test_a_worker_lost_in_mid_run_changes_nothing(
    cluster: Cluster, history: History, pool: pa.Table, tmp_path: Path
) -> None:
    """A worker is killed while shares run: another does them again, and the table is that of one machine."""
    source, local, out = written(pool, tmp_path / "in.parquet"), tmp_path / "local.parquet", tmp_path / "out.parquet"
    question = replace(QUESTION, facts=("crs.total", "pool.eligible"), bounds=False, keep=())
    question = replace(question, ignore=("unread", "note"))
    alone(history, question, source, local)
    options = ["--as-of-column", "day", "--id", "id", "--ignore", "unread", "--ignore", "note"]
    options += ["--facts", "crs.total,pool.eligible", "--progress"]
    command = [sys.executable, "-m", "ronde", "pool", "evaluate", str(source), "--out", str(out), *options]
    process = subprocess.Popen(
        [*command, "--engine", "spark", "--master", cluster.master, "--lang", "en"],
        env=cluster.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        done, total = _shares(process, 2)
        assert done < total
        cluster.kill("second")
        cluster.wait_for(1)
        assert cluster.workers() == {"ALIVE": 1, "DEAD": 1}
        _, said = process.communicate(timeout=300)
    finally:
        process.kill()
        cluster.add("third")
        cluster.wait_for(2)
    assert process.returncode == 0, said.decode()
    assert "Workers lost on the way: 1." in said.decode()
    events = cluster.happened()
    kinds = [event["Event"] for event in events]
    assert kinds.count("SparkListenerExecutorRemoved") == 1
    reasons = {event["Task End Reason"]["Reason"] for event in events if event["Event"] == "SparkListenerTaskEnd"}
    assert "ExecutorLostFailure" in reasons
    tables = [pq.read_table(path).replace_schema_metadata(None) for path in (local, out)]
    assert tables[0].equals(tables[1])
    assert rejects_beside(local).read_bytes() == rejects_beside(out).read_bytes()


def test_an_interrupt_in_mid_run_leaves_nothing(cluster: Cluster, pool: pa.Table, tmp_path: Path) -> None:
    """Ctrl-C while shares run ends with one message in words, without Java's, and no file stays."""
    source = written(pool.slice(0, 700), tmp_path / "in.parquet")
    options = [
        "--as-of-column",
        "day",
        "--id",
        "id",
        "--ignore",
        "unread",
        "--ignore",
        "note",
        "--facts",
        "crs.total",
        "--progress",
    ]
    command = [sys.executable, "-m", "ronde", "pool", "evaluate", str(source), "--out", str(tmp_path / "out.parquet")]
    process = subprocess.Popen(
        [*command, *options, "--engine", "spark", "--master", cluster.master, "--lang", "en"],
        env=cluster.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        done, total = _shares(process, 0)
        assert done < total
        os.killpg(process.pid, signal.SIGINT)
        shown, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, shown) == (130, b"")
    assert said.decode().splitlines()[-1] == "Stopped. Nothing was written."
    assert b"Traceback" not in said
    assert b"java" not in said
    assert list(tmp_path.iterdir()) == [source]


def _shares(process: subprocess.Popen[bytes], enough: int) -> tuple[int, int]:
    """Wait until so many shares are done: how many were, of how many."""
    assert process.stderr is not None
    said = b""
    while byte := process.stderr.read(1):
        said += byte
        found = re.findall(rb"(\d+) of (\d+) shares \(", said)
        if found and int(found[-1][0]) >= enough:
            return int(found[-1][0]), int(found[-1][1])
    raise AssertionError(said.decode())


def refused(run: Callable[[], Any]) -> list[tuple[str, dict[str, Any]]]:
    """What is said where something is refused: codes and what they are about."""
    with pytest.raises(ValidationError) as raised:
        run()
    return [(diagnostic.code, dict(diagnostic.params)) for diagnostic in raised.value.diagnostics]


def test_ids_are_held_to_be_different(spread: Spread, history: History, pool: pa.Table, tmp_path: Path) -> None:
    """An id that two rows have, or a row without one, is told as on one machine, and nothing is written."""
    pool = pool.slice(0, FEW)
    ids = pool["id"].to_pylist()
    for name, wrong in {"twice": ids[7], "missing": None}.items():
        changed = [*ids[:40], wrong, *ids[41:]]
        table = pool.set_column(0, "id", pa.array(changed, pa.string()))
        source, out = written(table, tmp_path / f"{name}.parquet"), tmp_path / f"{name}-out.parquet"
        question = replace(QUESTION, facts=("funds.required",))
        found = refused(partial(spread, question, source, out, HERE))
        assert found == refused(partial(alone, history, question, source, tmp_path / "local.parquet"))
        assert found[0][0] == f"read-id-{name}"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["missing.parquet", "twice.parquet"]


def test_a_worker_with_other_rules_refuses(
    spread: Spread, history: History, pool: pa.Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The digest of the rules travels with the job."""
    source, digest = written(pool.slice(0, FEW), tmp_path / "in.parquet"), history.digest
    monkeypatch.setitem(history.__dict__, "digest", "0" * 64)
    found = refused(lambda: spread(QUESTION, source, tmp_path / "out.parquet", HERE))
    assert [code for code, _ in found] == ["spark-other-rules"]
    assert found[0][1]["rules"] == digest[:12]
    assert [each.name for each in tmp_path.iterdir()] == ["in.parquet"]


def test_a_cluster_without_a_free_worker_is_not_waited_for_without_end(
    spread: Spread, pool: pa.Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "WORKER_WITHIN", 1)
    monkeypatch.setitem(session.SETTINGS, "spark.executor.memory", "900g")
    source = written(pool.slice(0, FEW), tmp_path / "in.parquet")
    found = refused(lambda: spread(QUESTION, source, tmp_path / "out.parquet"))
    assert found == [("spark-no-worker", {"most": 1})]
    assert [each.name for each in tmp_path.iterdir()] == ["in.parquet"]
