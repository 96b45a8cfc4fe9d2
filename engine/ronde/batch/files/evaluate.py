"""A file of candidates in, a file of answers out: part by part, whole or not at all, going on where it was killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from ronde.batch.files.beside import tell_beside
from ronde.batch.files.checks import check_ids, check_places, checked
from ronde.batch.files.formats import Form, Format, format_of
from ronde.batch.files.identity import about_answers, identity, key, unwritten
from ronde.batch.files.journal import Journal
from ronde.batch.files.rejects import REJECTS, set_aside
from ronde.batch.files.sinks import open_sink
from ronde.batch.files.source import PART_ROWS, Chunk, Source, open_source
from ronde.batch.files.tally import Tally, tally
from ronde.columns.answers import Answers
from ronde.columns.query import Query
from ronde.disk.whole import whole
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.history import History
from ronde.model.locations import SourceLocation


class Evaluator(Protocol):
    """What answers batches: the kernel."""

    def check(self, schema: pa.Schema) -> pa.Schema:
        """The schema of the answers. Errors: ValidationError."""

    def run(self, batch: pa.RecordBatch) -> Answers:
        """The answers of a batch."""


@dataclass(frozen=True, slots=True)
class Files:
    """Which file is read, where the answers go, where the rows set aside go, how many rows a part has, and whether
    cells of CSV are for a spreadsheet (None: those of the rows set aside, which are for people)."""

    source: Path
    out: Path
    rejects: Path
    part_rows: int = PART_ROWS
    spreadsheet: bool | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is: its stage, what is done of what there is to do, and rows that an earlier run had done."""

    stage: str
    done: int
    total: int
    before: int = 0

    def speed(self, seconds: float) -> int:
        """Rows a second, if those done since the beginning took so many seconds."""
        return rate(self.done - self.before, seconds)

    def left(self, speed: int) -> int:
        """Seconds that are left at so many rows a second."""
        return round((self.total - self.done) / speed)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: its counts, the rows that an earlier run had done, and the file of those set aside."""

    tally: Tally
    resumed: int
    rejects: Path | None


def rate(rows: int, seconds: float) -> int:
    """Rows a second."""
    return round(rows / seconds) if seconds > 0 else 0


Tell = Callable[[Step], None]
Notice = Callable[[str, dict[str, object]], None]
"""Called with a key of the catalogue of words and its parameters."""


def evaluate_file(
    kernel: Evaluator, question: Query, history: History, files: Files, tell: Tell, notice: Notice
) -> Outcome:
    """Answer a question for every row of a file.

    Errors: ValidationError for what is wrong with the files or the question, before any work where that can be known;
    the answers' file is then as it was.
    """
    format_of(files.out)
    source = open_source(files.source, format_of(files.source), question.language, files.part_rows)
    check_places(files.source, files.out, files.rejects)
    if source.told_at_once:
        checked(kernel.check, source.schema, source.path)
    try:
        journal = Journal(files.out, key(question, history, files.source, files.part_rows))
    except OSError as error:
        raise unwritten(files.out, error, 0) from None
    try:
        outcome = _Run(kernel, question, history, files, source, journal, tell, notice).outcome()
    except (OSError, ValidationError) as error:
        if isinstance(error, ValidationError) or not journal.done:
            journal.remove()
        else:
            journal.release()
        raise error if isinstance(error, ValidationError) else unwritten(files.out, error, journal.tally.rows) from None
    except BaseException:
        if journal.done:
            journal.release()
        else:
            journal.remove()
        raise
    journal.remove()
    return outcome


class _Run:
    """One run: the look through the file, the parts, and the files they make."""

    def __init__(
        self,
        kernel: Evaluator,
        question: Query,
        history: History,
        files: Files,
        source: Source,
        journal: Journal,
        tell: Tell,
        notice: Notice,
    ) -> None:
        self.kernel = kernel
        self.question = question
        self.history = history
        self.files = files
        self.source = source
        self.journal = journal
        self.tell = tell
        self.notice = notice
        self.identity = identity(files.source)

    def outcome(self) -> Outcome:
        """Do everything that an earlier run has not done."""
        if self.journal.changed:
            self.notice("files-afresh", {"names": self.journal.changed})
        self._look_through()
        schema = checked(self.kernel.check, self.source.schema, self.source.path)
        if self.journal.survey is None:
            if self.question.id_column is not None:
                check_ids(self.source, self.question.id_column, lambda done, total: self._tell("ids", done, total))
            self.journal.begin(self.source)
        resumed = self.journal.tally.rows
        if resumed:
            self.notice("files-resumed", {"rows": resumed})
        self._parts(schema)
        if identity(self.files.source) != self.identity:
            raise refuse("read-changed", SourceLocation(str(self.files.source)))
        return Outcome(self.journal.tally, resumed, self._finish(schema))

    def _look_through(self) -> None:
        self.journal.restore(self.source)
        self.source.survey(lambda done, total: self._tell("survey", done, total))

    def _tell(self, stage: str, done: int, total: int, before: int = 0) -> None:
        self.tell(Step(stage, done, total, before))

    def _parts(self, schema: pa.Schema) -> None:
        """Evaluate every part that is not done."""
        ignored = set(self.question.ignore)
        columns = [name for name in self.source.schema.names if name not in ignored]
        total, before = sum(part.rows for part in self.source.parts), self.journal.tally.rows
        self._tell("rows", before, total, before)
        todo = self.source.parts[self.journal.done :]
        for part, chunk in zip(todo, ahead(self.source.chunks(self.journal.done, columns)), strict=True):
            answers = self.kernel.run(self._with_ignored(chunk.batch))
            rows = answers.rows.cast(schema) if answers.rows.schema != schema else answers.rows
            rejects = set_aside(chunk, answers.rejects)
            told = tally(part.rows, rows, rejects, answers, self._facts(schema))
            if told.answered + told.rejected != part.rows:
                raise RuntimeError(f"{told.answered} + {told.rejected} != {part.rows}")
            self.journal.save(rows, rejects, told)
            self._tell("rows", self.journal.tally.rows, total, before)

    def _with_ignored(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The batch with the columns that are not read, empty: the question names them."""
        for name in self.source.schema.names:
            if name in self.question.ignore:
                batch = batch.append_column(name, pa.nulls(batch.num_rows))
        return batch

    def _facts(self, schema: pa.Schema) -> list[str]:
        """The columns of answers that are facts asked for."""
        wanted = self.question.facts or self.history.headlines
        return [name for name in wanted if name in schema.names]

    def _finish(self, schema: pa.Schema) -> Path | None:
        """Make the files of the parts, and put them in place: the rows set aside first, the answers last."""
        told, rejects = self.journal.tally, self.files.rejects
        about = about_answers(self.question, self.history, told.cautions)
        with whole(self.files.out) as answers_made, whole(rejects) as rejects_made:
            sheet, form = self.files.spreadsheet, format_of(self.files.out)
            answers_sink = open_sink(answers_made, form, schema, about, spreadsheet=sheet is True)
            rejects_sink = None
            if told.rejected:
                rejects_sink = open_sink(rejects_made, Format(Form.CSV), REJECTS, about, spreadsheet=sheet is not False)
            for number in range(self.journal.done):
                answers, aside = self.journal.part(number)
                answers_sink.write(answers.cast(schema))
                if rejects_sink and aside.num_rows:
                    rejects_sink.write(aside)
                self._tell("writing", number + 1, self.journal.done)
            for sink in filter(None, (answers_sink, rejects_sink)):
                sink.close()
            if not rejects_sink:
                rejects.unlink(missing_ok=True)
            tell_beside(self.files.out, self.history, told.cautions)
        return rejects if told.rejected else None


def ahead(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """The same, each read while the one before it is used."""
    with ThreadPoolExecutor(1) as reader:
        waiting = reader.submit(next, chunks, None)
        while (chunk := waiting.result()) is not None:
            waiting = reader.submit(next, chunks, None)
            yield chunk
