"""A whole run: the pool is shared out, answered by the workers, put back in its order and written, or nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from ronde import __version__
from ronde.batch.files.checks import check_id_type, check_places, checked
from ronde.batch.files.evaluate import Files, Notice, Outcome, Step, Tell
from ronde.batch.files.formats import Form, Format
from ronde.batch.files.identity import about_answers, identity
from ronde.batch.files.rejects import REJECTS
from ronde.batch.files.sinks import open_sink
from ronde.batch.files.tally import Tally
from ronde.batch.reading import LINE
from ronde.batch.spark.ids import check_ids
from ronde.batch.spark.session import ROWS, check_master, lost, session, watched
from ronde.batch.spark.share import ANSWERED, COUNTED, REJECTED, Order, work
from ronde.batch.spark.source import Source, find, frame
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.disk.placed import refused_if_unwritable
from ronde.disk.whole import whole
from ronde.messages.diagnostics import refuse
from ronde.model.history import History
from ronde.model.locations import ArgumentLocation, SourceLocation

SUFFIX = ".parquet"
ABOUT = "_about.json"
"""The file beside the answers that says how they were made; readers of Parquet folders pass over such names."""


def evaluate_on_spark(
    history: History, question: Query, files: Files, master: str, tell: Tell, notice: Notice
) -> Outcome:
    """Answer a question for every row of a file, by a cluster, into a new folder of Parquet files.

    The rules travel by name: every worker finds them in its own installation, or in the same folder as here.
    Errors: ValidationError, and then nothing is written.
    """
    if files.out.suffix != SUFFIX:
        raise refuse("spark-output", ArgumentLocation("--out"), known=SUFFIX)
    if files.out.exists():
        raise refuse("spark-out-there", SourceLocation(str(files.out)))
    check_places(files.source, files.out, files.rejects)
    survey = partial(_survey, tell)
    source = find(files.source, question.language, files.part_rows, survey)
    before = [identity(file) for file in source.files]
    checked(Kernel(history, question).check, source.schema, files.source)
    if question.id_column is not None:
        check_id_type(source.schema, question.id_column, files.source)
    check_master(master)
    with refused_if_unwritable(files.out), whole(files.out) as part, whole(files.rejects) as rejects:
        with session(master) as spark:
            told = _run(spark, history, question, source, replace(files, out=part, rejects=rejects), tell)
            gone = lost(spark.sparkContext)
        check_whole(part, files.out.parent, told.answered, master)
        about = about_answers(question, history, told.cautions)
        (part / ABOUT).write_bytes(orjson.dumps(about, option=orjson.OPT_INDENT_2))
        if [identity(file) for file in source.files] != before:
            raise refuse("read-changed", SourceLocation(str(files.source)))
        files.rejects.unlink(missing_ok=True)
    if gone:
        notice("spark-lost", {"count": gone})
    return Outcome(told, 0, files.rejects if told.rejected else None)


def check_whole(folder: Path, shown: Path, rows: int, master: str) -> None:
    """Errors: ValidationError where not every row that was written is here: workers wrote to disks of their own.
    `shown` is the folder that they should share."""
    found = sum(pq.read_metadata(each).num_rows for each in folder.glob(f"*{SUFFIX}"))
    if found != rows:
        raise refuse("spark-not-shared", ArgumentLocation(master), folder=str(shown), found=found, rows=rows)


def _survey(tell: Tell, done: int, total: int) -> None:
    tell(Step("survey", done, total))


def _run(spark: Any, history: History, question: Query, source: Source, files: Files, tell: Tell) -> Tally:
    """Write the answers of a run, and its rows set aside, and count both."""
    from pyspark import StorageLevel
    from pyspark.sql import functions as f
    from pyspark.sql.pandas.types import from_arrow_schema

    shares, columns = frame(spark, source, question.ignore)
    asked = replace(question, keep=(*question.keep, LINE), ignore=())
    answers = checked(Kernel(history, asked).check, columns, files.source)
    answers = answers.remove(answers.get_field_index(LINE))
    rulesets = str(Path(history.root).absolute()) if history.root else ""
    order = Order(rulesets, history.digest, __version__, asked, columns, answers, source.text)
    back = shares.mapInArrow(partial(work, order), from_arrow_schema(order.shape, prefer_timestamp_ntz=True))
    back = back.persist(StorageLevel.DISK_ONLY)
    answered, aside, counts = (back.where(f.col("kind") == kind) for kind in (ANSWERED, REJECTED, COUNTED))
    told = Tally()
    with watched(spark.sparkContext, tell):
        counted = counts.select("line", "counts").collect()
    for _, text in sorted(counted):
        told.add(Tally.of_data(orjson.loads(text)))
    if question.id_column is not None:
        number = answers.get_field_index(question.id_column)
        read = answered.select(f.col(f"c{number}").cast("string").alias("id"), "line")
        refused = aside.where(f.col("field").isNotNull()).select("id", "line")
        check_ids(read.union(refused), question.id_column, files.source)
    shown = [f.col(f"c{number}").alias(field.name) for number, field in enumerate(answers)]
    tell(Step("writing", 0, 1))
    answered.orderBy("line").select(*shown).write.parquet(f"file://{files.out.absolute()}")
    if told.rejected:
        _write_rejects(files, aside.orderBy("line").select(*REJECTS.names).toLocalIterator())
    return told


def _write_rejects(files: Files, rows: Iterator[Any]) -> None:
    """Write the rows set aside as one machine does."""
    sink = open_sink(files.rejects, Format(Form.CSV), REJECTS, {}, spreadsheet=files.spreadsheet is not False)
    while some := [row.asDict() for row in islice(rows, ROWS)]:
        sink.write(pa.RecordBatch.from_pylist(some, schema=REJECTS))
    sink.close()
