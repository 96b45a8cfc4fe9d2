"""A session with a Spark cluster. What it needs is looked for first, so that what is missing is said in words."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any

from ronde import signals
from ronde.batch.files.evaluate import Step, Tell
from ronde.messages import LANGUAGES, cause
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.locations import ArgumentLocation

CLUSTER = re.compile(r"spark://[^\s:/,]+:\d+(,[^\s:/,]+:\d+)*")
HERE = re.compile(r"local(\[(\d+|\*)\])?")
OTHER = ("yarn", "k8s://")
"""Forms of the address of a master: a standalone cluster, this machine alone, and what Spark itself must judge."""

ANSWERS_WITHIN = 5
"""Seconds within which a master must take the connection."""

WORKER_WITHIN = 60
"""Seconds within which a first worker must have joined."""

LOOK_EVERY = 0.5
"""Seconds from one look at what is done to the next."""

ROWS = 32_768
"""Rows of a batch: as many as the kernel works through at a time."""

SETTINGS = {
    "spark.app.name": "ronde",
    "spark.log.level": "ERROR",
    "spark.sql.caseSensitive": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS),
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
}
"""What right answers need. Memory, cores and everything else are those of the cluster and of spark-defaults.conf."""


def check_master(master: str) -> None:
    """See that there is a Spark to speak with: the package, Java, an address that can be one, a master that answers.

    Errors: ValidationError.
    """
    location = ArgumentLocation(master)
    if not (CLUSTER.fullmatch(master) or HERE.fullmatch(master) or master.startswith(OTHER)):
        raise refuse("spark-master-form", location)
    try:
        import pandas  # noqa: F401
        import pyspark  # noqa: F401
    except ImportError:
        raise refuse("spark-missing", location) from None
    home = os.environ.get("JAVA_HOME")
    if not (os.access(Path(home, "bin", "java"), os.X_OK) if home else shutil.which("java")):
        raise refuse("spark-java", location)
    if CLUSTER.fullmatch(master):
        every = [each.rsplit(":", 1) for each in master.removeprefix("spark://").split(",")]
        reasons = [_unreachable(host, int(port)) for host, port in every]
        if all(reasons):
            told = {language: "; ".join(each[language] for each in reasons if each) for language in LANGUAGES}
            raise refuse("spark-unreachable", location, reason=told)


def _unreachable(host: str, port: int) -> Mapping[str, str] | None:
    """Why there is no connection to a master, in every language, or None if there is."""
    try:
        socket.create_connection((host, port), ANSWERS_WITHIN).close()
    except OverflowError:
        return dict.fromkeys(LANGUAGES, f"{host}:{port}")
    except OSError as error:
        return {language: f"{host}:{port}: {why}" for language, why in cause(error).items()}
    return None


@contextmanager
def session(master: str) -> Iterator[Any]:
    """A session with a cluster, with a worker at least, ended in every case. What goes wrong in it is said in words.

    Whoever asks for one has seen to `check_master`. Errors: ValidationError.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with tempfile.TemporaryFile() as log:
        context = _context(master, log)
        try:
            from pyspark.sql import SparkSession

            with signals.helper(context._gateway.proc.pid):
                _await_worker(context, master)
                yield SparkSession(context)
        except ValidationError:
            raise
        except Exception as error:
            raise failed(master, error) from error
        finally:
            context.stop()


def _context(master: str, log: IO[bytes]) -> Any:
    """A context whose Java process keeps its log to itself. Errors: ValidationError."""
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway

    conf = SparkConf().setMaster(master).setAll(list(SETTINGS.items()))
    try:
        gateway = SparkContext._gateway or launch_gateway(conf, {"stdout": log, "stderr": log})
        return SparkContext(conf=conf, gateway=gateway)
    except Exception as error:
        log.seek(0)
        said = log.read().decode(errors="replace")
        raise failed(master, error, said) from error


def _await_worker(context: Any, master: str) -> None:
    """Wait until a worker has joined. Errors: ValidationError where none does in good time."""
    if HERE.fullmatch(master):
        return
    pause, step = Event(), 0.1
    for _ in range(round(WORKER_WITHIN / step)):
        if context._jsc.sc().getExecutorMemoryStatus().size() > 1:
            return
        pause.wait(step)
    raise refuse("spark-no-worker", ArgumentLocation(master), most=WORKER_WITHIN)


def lost(context: Any) -> int:
    """How many workers' processes were lost since the session began."""
    if context.getConf().get("spark.dynamicAllocation.enabled", "false") == "true":
        return 0
    every = context._jsc.sc().statusStore().executorList(False)
    return sum(not every.apply(number).isActive() for number in range(every.size()))


@contextmanager
def watched(context: Any, tell: Tell) -> Iterator[None]:
    """Tell how many shares are done while Spark is at work."""
    tracker, stop = context.statusTracker(), Event()

    def look() -> None:
        while not stop.wait(LOOK_EVERY):
            for stage in tracker.getActiveStageIds():
                about = tracker.getStageInfo(stage)
                if about is not None:
                    tell(Step("shares", about.numCompletedTasks, about.numTasks))

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def failed(master: str, error: Exception, said: str = "") -> ValidationError:
    """What an error of Spark means, as far as it can be told from its text."""
    text = f"{said}\n{error}"
    other = re.search(r"OtherRules: (\S+) (\S+)", text)
    if other:
        return refuse("spark-other-rules", ArgumentLocation(master), rules=other[1], version=other[2])
    absent = re.search(r"No module named '(\w+)'", text)
    if absent:
        return refuse("spark-worker-lacks", ArgumentLocation(master), name=absent[1])
    return refuse("spark-failed", ArgumentLocation(master), reason=_last_words(text) or type(error).__name__)


def _last_words(text: str) -> str:
    """The line of an error that says most: the last that names an error, else the last of all."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = [line for line in lines if re.match(r"(Caused by: )?[\w.$]*(Error|Exception)\b.*:", line)]
    return (named or lines or [""])[-1][:300]
