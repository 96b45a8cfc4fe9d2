"""What each column of a file of candidates is: a fact, a list of records, a date, an identifier, or a mistake."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import pyarrow as pa

from ronde.columns.coerce import FITTING
from ronde.columns.decode import Form, form_of
from ronde.columns.fact_types import Types, hint
from ronde.columns.query import Query
from ronde.messages.diagnostics import Diagnostic, ValidationError, refuse
from ronde.model.limits import MOST_COLUMNS, MOST_DIAGNOSTICS
from ronde.model.locations import ArgumentLocation, ColumnLocation
from ronde.model.types import Kind, Type

WRITTEN: Mapping[Kind, str] = {
    Kind.YES_NO: "bool",
    Kind.NUMBER: "int64, double",
    Kind.MONEY: "int64, double, decimal128",
    Kind.DATE: "date32",
    Kind.CHOICE: "string",
    Kind.CODE: "string",
    Kind.TEXT: "string",
}
"""The Arrow types to write for each kind of fact."""

LISTS = "list<struct>"


@dataclass(frozen=True, slots=True)
class Binding:
    """The columns of a table by what they are; struct columns count by their fields' dotted names. `inside` are the
    facts of the records of each list."""

    facts: tuple[str, ...]
    lists: tuple[str, ...]
    carried: tuple[pa.Field, ...]
    inside: Mapping[str, frozenset[str]]


def flat_schema(schema: pa.Schema) -> pa.Schema:
    """The schema with struct columns replaced by their fields, by dotted name."""
    fields: list[pa.Field] = []
    for each in schema:
        if pa.types.is_struct(each.type):
            inner = pa.schema([field.with_name(f"{each.name}.{field.name}") for field in each.type])
            fields += list(flat_schema(inner))
        else:
            fields.append(each)
    return pa.schema(fields)


def flat_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with struct columns replaced by their fields, by dotted name."""
    if not any(pa.types.is_struct(each.type) for each in batch.schema):
        return batch
    columns = [piece for column in batch.columns for piece in _pieces(column)]
    return pa.RecordBatch.from_arrays(columns, schema=flat_schema(batch.schema))


def _pieces(column: pa.Array) -> Iterator[pa.Array]:
    """A column, or the fields of a struct column and of those within it."""
    if not pa.types.is_struct(column.type):
        yield column
    else:
        for each in column.flatten():
            yield from _pieces(each)


def layout(schema: pa.Schema, question: Query, types: Types, answers: Collection[str]) -> Binding:
    """What each column of a flat schema is, where `answers` are the names of the columns of answers. Errors:
    ValidationError with a diagnostic for every column that is wrong, missing or written twice."""
    if len(schema) > MOST_COLUMNS:
        raise refuse("read-columns-many", ColumnLocation(""), most=MOST_COLUMNS)
    work = _Checking(schema, question, types)
    types.ready(_named(schema))
    for each in schema:
        work.look(each)
    work.required(answers)
    if work.diagnostics:
        raise ValidationError(tuple(work.diagnostics))
    carried = [_plain(schema.field(each)) for name in question.carried for each in meant(name, schema)]
    inside = {name: frozenset(types.inside(name)) for name in work.lists_found}
    return Binding(tuple(work.facts), tuple(work.lists_found), tuple(carried), inside)


def _named(schema: pa.Schema) -> Iterator[str]:
    """The names of columns, and of the fields of the records in them."""
    for each in schema:
        yield each.name
        if form_of(each.type) is Form.LIST and pa.types.is_struct(each.type.value_type):
            fields = flat_schema(pa.schema(list(each.type.value_type)))
            yield from (f"{each.name}.{name}" for name in fields.names)


def meant(name: str, schema: pa.Schema) -> list[str]:
    """The columns that a name stands for: its own, or those of the fields of a struct column."""
    return [name] if name in schema.names else [each for each in schema.names if each.startswith(f"{name}.")]


def _plain(field: pa.Field) -> pa.Field:
    """A column carried to the answers, of a type whose rows can be chosen."""
    plain = {pa.string_view(): pa.large_string(), pa.binary_view(): pa.large_binary()}
    return field.with_type(plain.get(field.type, field.type))


class _Checking:
    def __init__(self, schema: pa.Schema, question: Query, types: Types) -> None:
        self.schema, self.question, self.types = schema, question, types
        self.kept = {each for name in question.keep for each in meant(name, schema)}
        self.ignored = {each for name in question.ignore for each in meant(name, schema)}
        self.facts: list[str] = []
        self.lists_found: list[str] = []
        self.diagnostics: list[Diagnostic] = []
        self.looked: set[str] = set()

    def hint(self, name: str, known: Iterable[str]) -> str:
        """The known name nearest to one, while diagnostics are still told."""
        return hint(name, known) if len(self.diagnostics) < MOST_DIAGNOSTICS else ""

    def find(self, code: str, name: str, **about: object) -> None:
        self.diagnostics.append(Diagnostic(code, ColumnLocation(name), {"name": name, **about}))

    def look(self, column: pa.Field) -> None:
        """Take in one column."""
        name = column.name
        if name in self.looked:
            self.find("column-twice", name)
            return
        self.looked.add(name)
        if name in self.question.special or name in self.ignored:
            return
        if name in self.types.lists:
            self.list_column(column)
        elif name in self.types and self.types.record(name) is None:
            self.fact(column, self.types[name], self.facts.append)
        elif name not in self.kept:
            record = self.types.record(name)
            close = record or self.hint(name, chain(self.types.inside(None), self.types.lists))
            self.find("column-unknown", name, close=close)

    def list_column(self, column: pa.Field) -> None:
        """Take in a list of records."""
        form = form_of(column.type)
        if form not in (Form.LIST, Form.TEXT, Form.NOTHING):
            self.find("column-type", column.name, found=str(column.type), wanted=LISTS)
            return
        self.lists_found.append(column.name)
        if form is not Form.LIST or not pa.types.is_struct(column.type.value_type):
            return
        fields = flat_schema(pa.schema(list(column.type.value_type)))
        seen: set[str] = set()
        for each in fields:
            named = each.with_name(f"{column.name}.{each.name}")
            if each.name in seen:
                self.find("column-twice", named.name)
            elif self.types.record(named.name) == column.name:
                self.fact(named, self.types[named.name], lambda name: None)
            else:
                self.find("column-unknown", named.name, close=self.hint(named.name, self.types.inside(column.name)))
            seen.add(each.name)

    def fact(self, column: pa.Field, kind: Type, note: Callable[[str], None]) -> None:
        """Take in the column of a fact."""
        form = form_of(column.type)
        others = () if form in FITTING[kind.kind] else self.types.elsewhere.values(column.name)
        if form in FITTING[kind.kind] or any(form in FITTING[each.kind] for each, _ in others):
            note(column.name)
        else:
            self.find("column-type", column.name, found=str(column.type), wanted=WRITTEN[kind.kind])

    def required(self, answers: Collection[str]) -> None:
        """Name the columns that the question asks for and that are not there or are those of answers, and dates that
        are none."""
        for name in dict.fromkeys((*self.question.carried, *self.question.ignore)):
            if name not in self.schema.names and (name in self.question.special or not meant(name, self.schema)):
                self.find("column-absent", name, close=hint(name, self.schema.names))
        for name in self.question.carried:
            if name in answers:
                self.diagnostics.append(Diagnostic("write-column-twice", ArgumentLocation("--facts"), {"name": name}))
        for date in self.question.dates:
            if date in self.schema.names and form_of(self.schema.field(date).type) not in FITTING[Kind.DATE]:
                found = str(self.schema.field(date).type)
                self.find("column-type", date, found=found, wanted=WRITTEN[Kind.DATE])
