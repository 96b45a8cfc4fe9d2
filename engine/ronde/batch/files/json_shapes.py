"""What the objects of a file of JSON Lines hold: their fields, and one type for each that holds all its values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import orjson
import pyarrow as pa

DEEPEST = 20
"""Objects within objects whose fields get dotted names; what lies deeper is text."""

LARGEST_INT = 2**63
"""The first whole number that no column of 64 bits holds."""

MOST_SHAPES = 1_000_000
"""Names in the shapes of objects that are remembered."""

FIRST, NEXT = b"[\n  ", b",\n  "
"""What stands before the values of a list that is written one value a line; no text within holds a line feed."""
Kinds = dict[str, set[type]]


class Shapes:
    """The fields seen so far, in the order in which they came, with the kinds of their values."""

    def __init__(self) -> None:
        self.fields: Kinds = defaultdict(set)
        self.records: dict[str, Kinds] = defaultdict(lambda: defaultdict(set))
        self._inner = self._remembered = 0
        self._alike: dict[tuple[object, ...], tuple[str, ...]] = {}

    @property
    def width(self) -> int:
        """How many fields were seen, those of records counted."""
        return len(self.fields) + self._inner

    def look(self, row: Mapping[str, Any], prefix: str = "", depth: int = 0) -> None:
        """Take in an object. What is within an object has a dotted name.

        Of objects with the same keys and types, only values that hold others, and whole numbers, are looked at again.
        """
        shape = (prefix, *row, *map(type, row.values()))
        again = self._alike.get(shape)
        if again is None:
            for key, value in row.items():
                self._note(f"{prefix}{key}", value, depth)
            self._remembered += len(shape)
            if self._remembered < MOST_SHAPES:
                self._alike[shape] = tuple(key for key, value in row.items() if type(value) in (dict, list, int))
        else:
            for key in again:
                value = row[key]
                if type(value) is not int or not -LARGEST_INT <= value < LARGEST_INT:
                    self._note(f"{prefix}{key}", value, depth)

    def _note(self, name: str, value: Any, depth: int) -> None:
        """Take in one value."""
        if isinstance(value, dict) and depth < DEEPEST:
            self.look(value, f"{name}.", depth + 1)
        elif isinstance(value, list):
            self.fields[name].add(list if all(type(each) is dict for each in value) else str)
            known = self.records[name]
            before = len(known)
            for each in value if list in self.fields[name] else ():
                for inner, held in each.items() if isinstance(each, dict) else ():
                    known[inner].add(_kind(held))
            self._inner += len(known) - before
        else:
            self.fields[name].add(_kind(value))

    def schema(self) -> pa.Schema:
        """One column for each field: text where its values are of several kinds."""
        return pa.schema([(name, self._type(name, kinds)) for name, kinds in self.fields.items()])

    def _type(self, name: str, kinds: set[type]) -> pa.DataType:
        if kinds - {type(None)} != {list}:
            return _scalar(kinds)
        within = {inner: _scalar(held) for inner, held in self.records[name].items()}
        several = any(_several(held) for held in self.records[name].values())
        return pa.string() if several or not within else pa.list_(pa.struct(list(within.items())))


def _kind(value: object) -> type:
    """The kind of a value; what no column holds as it is counts as a mapping."""
    if isinstance(value, dict | list):
        return dict
    return dict if type(value) is int and not -LARGEST_INT <= value < LARGEST_INT else type(value)


def _several(kinds: set[type]) -> bool:
    """Whether values of these kinds fit no column but one of text."""
    kinds = kinds - {type(None)}
    return dict in kinds or (len(kinds) > 1 and kinds != {int, float})


def _scalar(kinds: set[type]) -> pa.DataType:
    kinds = kinds - {type(None)}
    if _several(kinds):
        return pa.string()
    for kind, column in ((float, pa.float64()), (int, pa.int64()), (bool, pa.bool_())):
        if kind in kinds:
            return column
    return pa.string()


def flat(row: Mapping[str, Any], prefix: str = "", depth: int = 0) -> dict[str, Any]:
    """An object with the fields of the objects within it under dotted names."""
    if not prefix and dict not in map(type, row.values()):
        return dict(row)
    found: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, dict) and depth < DEEPEST:
            found |= flat(value, f"{prefix}{key}.", depth + 1)
        else:
            found[f"{prefix}{key}"] = value
    return found


def columns_of(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    """Flat objects as columns."""
    arrays = []
    for field in schema:
        values = [row.get(field.name) for row in rows]
        if pa.types.is_string(field.type):
            values = [as_text(value) for value in values]
        arrays.append(pa.array(values, field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def as_text(value: Any) -> str | None:
    """A value as text: a text as it is, anything else as it is written in JSON."""
    if value is None or isinstance(value, str):
        return value
    return value.hex() if isinstance(value, bytes) else orjson.dumps(value, default=written).decode()


def json_texts(column: pa.Array) -> pa.Array:
    """The values of a column as they are written in JSON."""
    kind = column.type
    if pa.types.is_boolean(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        return column.cast(pa.large_string()).fill_null("null")
    values = column.to_pylist()
    if pa.types.is_nested(kind):
        texts = [orjson.dumps(value, default=written) for value in values]
    else:
        texts = orjson.dumps(values, written, orjson.OPT_INDENT_2)[len(FIRST) :].removesuffix(b"\n]").split(NEXT)
    return pa.array(texts, pa.large_binary()).cast(pa.large_string())


def written(value: object) -> orjson.Fragment | str:
    """How a value that JSON has not is written: a decimal digit by digit, bytes in hexadecimal, else as its text."""
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f"))
    return value.hex() if isinstance(value, bytes) else str(value)
