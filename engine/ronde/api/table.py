"""Many candidates in a table of pyarrow, pandas or polars: the kernel of pools answers, and rows keep their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import orjson
import pyarrow as pa

from ronde.api.errors import BookError, ProfileError, QuestionError, error, refusals_as, translated
from ronde.api.opened import Opened
from ronde.batch.files.identity import about_answers
from ronde.batch.files.source import PART_ROWS
from ronde.columns.answers import Answers
from ronde.columns.binding import flat_batch
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.evaluate.carried import Carried, all_carried
from ronde.language import LANGUAGES
from ronde.messages.diagnostics import MORE, Diagnostic, ValidationError
from ronde.model.limits import MOST_DIAGNOSTICS
from ronde.model.locations import ArgumentLocation, ColumnLocation

REJECTED = "rejected"
"""The column that says why a row could not be answered; null in all others."""

UNNAMED_INDEX = re.compile(r"__index_level_\d+__")
"""How a column is named that is the index of a table of pandas without a name."""


@dataclass(frozen=True, slots=True)
class Rejects:
    """The rows of a table that could not be answered: their positions from 0, and the first column at fault in each."""

    rows: Sequence[int]
    fields: Sequence[str | None]


def evaluate_table(opened: Opened, question: Query, given: object, *, coerce: bool) -> pa.Table:
    """The answers to a question for the rows of a table, in their order.

    With `coerce` a row that cannot be answered has no answers, and why in the column REJECTED; without, such rows are
    an error. The metadata say by which rules, for which question, and which cautions the rows carry.
    Errors: ProfileError, QuestionError; BookError.
    """
    table = arrow_table(given, "table")
    kernel = kernel_of(opened, question)
    schema = checked(kernel, table.schema)
    if coerce and REJECTED in schema.names:
        raise error(QuestionError, "python-column-taken", "keep", name=REJECTED)
    parts: list[pa.RecordBatch] = []
    carried: list[dict[str, Carried]] = []
    rejects: list[Rejects] = []
    for start, batch in _batches(table):
        with refusals_as(BookError, opened.folder):
            answers = kernel.run(batch)
        carried.append(dict(answers.cautions))
        rejects.append(_rejects(answers, start))
        parts.append(in_place(answers, batch, question) if coerce else answers.rows)
    if not coerce and any(each.rows for each in rejects):
        raise _refused(opened, question, table, rejects)
    if coerce:
        schema = schema.append(pa.field(REJECTED, pa.string()))
    about = about_answers(question, opened.history, all_carried(carried))
    found = pa.Table.from_batches([each.cast(schema) for each in parts], schema)
    return found.replace_schema_metadata(about)


def arrow_table(given: object, argument: str) -> pa.Table:
    """What was given for an argument, as a table without the unnamed index of pandas. Errors: QuestionError."""
    try:
        if isinstance(given, pa.RecordBatch):
            table = pa.Table.from_batches([given])
        elif hasattr(given, "__arrow_c_stream__"):
            table = pa.table(_with_index(given))
        else:
            raise error(QuestionError, "python-table", argument)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        raise error(QuestionError, "python-table-mixed", argument) from None
    pandas = orjson.loads((table.schema.metadata or {}).get(b"pandas", b"{}"))
    index = [each for each in pandas.get("index_columns", []) if isinstance(each, str)]
    unnamed = [each for each in index if UNNAMED_INDEX.fullmatch(each) and each in table.schema.names]
    return table.drop_columns(unnamed).replace_schema_metadata(None)


def kernel_of(opened: Opened, question: Query) -> Kernel:
    """What answers the question. Errors: QuestionError at an argument, else BookError."""
    try:
        return Kernel(opened.history, question, opened.reference)
    except ValidationError as refused:
        asked = all(isinstance(each.location, ArgumentLocation) for each in refused.diagnostics)
        raise translated(QuestionError if asked else BookError, refused, opened.folder) from None


def _with_index(given: Any) -> Any:
    """A table of pandas in which what is named of its index is a column; any other table as it is. Errors:
    QuestionError for two columns of one name, which pandas may have."""
    if type(given).__module__.partition(".")[0] != "pandas":
        return given
    named = [each for each in given.index.names if each is not None]
    names = [*named, *given.columns]
    twice = next((each for each in names if names.count(each) > 1), None)
    if twice is not None:
        raise error(QuestionError, "column-twice", str(_cell(str(twice))), name=str(twice))
    return given.reset_index(level=named) if named else given


def checked(kernel: Kernel, schema: pa.Schema) -> pa.Schema:
    """The schema of the answers. Errors: QuestionError, at the column or at the argument."""
    try:
        return kernel.check(schema)
    except ValidationError as refused:
        found = (
            replace(each, location=_cell(each.location.name)) if isinstance(each.location, ColumnLocation) else each
            for each in refused.diagnostics
        )
        raise translated(QuestionError, ValidationError(tuple(found))) from None


def _batches(table: pa.Table) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The rows of a table in parts, each with the position of its first row."""
    start = 0
    for batch in table.combine_chunks().to_batches(max_chunksize=PART_ROWS):
        yield start, batch
        start += batch.num_rows


def _rejects(answers: Answers, start: int) -> Rejects:
    """What was set aside of a part that begins at a position."""
    rows = [start + each for each in answers.rejects["row"].to_pylist()]
    return Rejects(rows, answers.rejects["field"].to_pylist())


def in_place(answers: Answers, batch: pa.RecordBatch, question: Query) -> pa.RecordBatch:
    """The answers with a row for each row of a batch: what is carried stands in all, answers and reasons where they are
    due."""
    aside = answers.rejects["row"].to_numpy()
    good = np.ones(batch.num_rows, bool)
    good[aside] = False
    places = pa.array(np.cumsum(good) - 1, pa.int64(), mask=~good)
    flat = flat_batch(batch)
    columns = [
        flat.column(each.name).cast(each.type) if _is_carried(each.name, question) else column.take(places)
        for each, column in zip(answers.rows.schema, answers.rows.columns, strict=True)
    ]
    reasons = np.full(batch.num_rows, -1)
    reasons[aside] = np.arange(len(aside))
    told = [_reason(each) for each in answers.rejects.to_pylist()]
    why = pa.array(told, pa.string()).take(pa.array(reasons, pa.int64(), mask=reasons < 0))
    return pa.RecordBatch.from_arrays([*columns, why], [*answers.rows.schema.names, REJECTED])


def _is_carried(name: str, question: Query) -> bool:
    """Whether a column of answers comes from the table."""
    return any(name == each or name.startswith(f"{each}.") for each in question.carried)


def _reason(reject: dict[str, Any]) -> str:
    """Why a row could not be answered, with the column that is at fault."""
    return f"{reject['field']}: {reject['reason']}" if reject["field"] else str(reject["reason"])


def _refused(opened: Opened, question: Query, table: pa.Table, rejects: Iterable[Rejects]) -> ProfileError:
    """The error for the rows that could not be answered: a diagnostic for each of the first, in both languages."""
    rows = [row for each in rejects for row in each.rows]
    fields = [field for each in rejects for field in each.fields]
    shown = rows if len(rows) <= MOST_DIAGNOSTICS else rows[: MOST_DIAGNOSTICS - 1]
    batch = pa.concat_tables([table.slice(row, 1) for row in shown]).combine_chunks().to_batches()[0]
    told = {
        each: kernel_of(opened, replace(question, language=each)).run(batch).rejects["reason"].to_pylist()
        for each in LANGUAGES
    }
    diagnostics = [
        Diagnostic("python-row", _cell(fields[number], row), {"reason": {each: told[each][number] for each in told}})
        for number, row in enumerate(shown)
    ]
    if len(rows) > len(shown):
        diagnostics.append(Diagnostic(MORE, _cell(), {"count": len(rows) - len(shown)}))
    return ProfileError(diagnostics)


def _cell(column: str | None = None, row: int | None = None) -> ColumnLocation:
    """A column, a row or a cell of a table, as Python writes it."""
    parts = ([] if column is None else [f'["{column}"]']) + ([] if row is None else [f"[{row}]"])
    return ColumnLocation("table" + "".join(parts))
