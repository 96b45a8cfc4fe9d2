"""The candidates of a file as a round sees them on a day: the kernel finds their scores and whom the round was for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyarrow as pa

from ronde.batch.files.checks import checked
from ronde.batch.reading import LINE, PoolFile, Reading
from ronde.batch.worker_pool import SharedKernel
from ronde.columns.query import Query
from ronde.evaluate.carried import Carried, all_carried
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.inputs.absent import absent
from ronde.model.history import History
from ronde.model.locations import ArgumentLocation
from ronde.rounds.invited import terms_of
from ronde.simulate.candidate_columns import CandidateColumns, lineup

Progress = Callable[[int], None]
"""Called with how many more rows have been read."""


@dataclass(frozen=True)
class Entrants:
    """Candidates in columns, in the order of the file, with what the file says of each: its id (its line where no
    column of ids was named), the day and time at which it was submitted, the columns to keep.

    `contradicted` counts the rows whose given value the rest contradicts, by fact; `given` says that scores were taken
    from the file as they are; `cautions` is what they carry, by code.
    """

    ids: pa.ChunkedArray
    submitted: pa.ChunkedArray
    time: pa.ChunkedArray
    kept: dict[str, pa.ChunkedArray]
    pool: CandidateColumns
    contradicted: dict[str, int]
    given: bool
    cautions: dict[str, Carried]


def entrants(
    history: History,
    file: PoolFile,
    day: int,
    kind: str | None = None,
    *,
    reading: Reading,
    progress: Progress = lambda rows: None,
) -> Entrants:
    """Every candidate of a file on a day, for rounds of a type, or only for their scores where none is named.

    Where the file gives the score (and whom the round was for) already, nothing else is read. Only what a round needs
    is held in memory. Errors: ValidationError, as the kernel refuses a file's columns; for a book without rounds.
    """
    terms = terms_of(history)
    concerned = None if kind is None else terms.fact_of(kind)
    wanted = tuple(filter(None, (terms.score, concerned)))
    facts = (*wanted, terms.submitted, terms.submitted_time, terms.expires)
    _check_defined(history, day, facts)
    given = set(wanted) <= set(file.schema.names)
    needed = {*facts, *reading.keep, file.id_column} if given else set(file.schema.names)
    schema = pa.schema([each for each in file.schema if each.name in needed or each.name == LINE])
    ignored = tuple(name for name in reading.ignore if name in schema.names) if given else reading.ignore
    question = Query(
        facts=facts,
        as_of=day,
        id_column=file.id_column,
        keep=(LINE, *reading.keep),
        ignore=ignored,
        language=reading.language,
    )
    kernel = SharedKernel(history, question, workers=reading.workers)
    answers, contradicted, cautions = _answered(kernel, file, schema, progress)
    pool = lineup(
        {
            "score": answers.column(terms.score),
            "submitted": answers.column(terms.submitted),
            "time": answers.column(terms.submitted_time),
            "concerned": None if concerned is None else answers.column(concerned),
            "expires": answers.column(terms.expires),
        }
    )
    ids = answers.column(file.id_column or LINE)
    submitted, time = answers.column(terms.submitted), answers.column(terms.submitted_time)
    kept = {name: answers.column(name) for name in reading.keep}
    return Entrants(ids, submitted, time, kept, pool, contradicted, given, cautions)


def _check_defined(history: History, day: int, facts: Iterable[str]) -> None:
    """Errors: ValidationError for a fact that the rules of a day do not define."""
    plan = (engine := Engine(history, Reference())).plan(engine.rules(day))
    for name in facts:
        if name not in plan.facts:
            raise absent(history, name, day, location=ArgumentLocation("--as-of"))


def _answered(
    kernel: SharedKernel, file: PoolFile, schema: pa.Schema, progress: Progress
) -> tuple[pa.Table, dict[str, int], dict[str, Carried]]:
    """The answers for some columns of a file, how many rows give a value that the rest contradicts, by fact, and what
    the answers carry; rows that cannot be answered are set aside."""
    answered = checked(kernel.check, schema, file.path)
    rows: list[pa.RecordBatch] = []
    contradicted: dict[str, int] = {}
    cautions: dict[str, Carried] = {}
    for batch in file.batches(schema.names):
        found = kernel.run(batch)
        rows.append(found.rows)
        file.set_aside(batch, found)
        for name, count in found.contradicted.items():
            contradicted[name] = contradicted.get(name, 0) + count
        cautions = all_carried((cautions, found.cautions))
        progress(batch.num_rows)
    return pa.Table.from_batches(rows, schema=answered), contradicted, cautions
