"""Reads receipts: one of a file of JSON, one of each line of JSON Lines, one of each row of Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

from ronde.messages.diagnostics import refuse
from ronde.model.limits import DEEPEST
from ronde.model.locations import Location, SourceLocation
from ronde.model.types import NotOfType, read_date
from ronde.receipts.receipt import FORMAT, Receipt

LARGEST_RECEIPT = 5_000_000
"""Bytes of one receipt: the largest profile, and a decision of ten times as many facts as any book has."""

COLUMN = "receipt"
"""The column of a Parquet file that holds receipts, each as JSON."""

LINES = (".jsonl", ".ndjson")


def is_many(path: Path) -> bool:
    """Whether a file holds many receipts, by its name."""
    return path.suffix.lower() in (*LINES, ".parquet")


def read_receipt(content: bytes, location: Location) -> Receipt:
    """A receipt written as JSON. Errors: ValidationError."""
    if len(content) > LARGEST_RECEIPT:
        raise refuse("file-too-large", location, most=f"{LARGEST_RECEIPT / 1_000_000:g}")
    try:
        tree = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise refuse("receipt-not-json", location) from None
    return of_form(tree, location)


def of_form(tree: Any, location: Location) -> Receipt:
    """Plain data as a receipt. Errors: ValidationError for data of another form."""
    if not isinstance(tree, dict) or tree.get("format") != FORMAT:
        raise refuse("receipt-format", location, format=FORMAT)
    if not _is_shallow(tree):
        raise refuse("receipt-deep", location, most=DEEPEST)
    for path, holds in _FORM.items():
        part: Any = tree
        for step in path.split("."):
            part = part.get(step) if isinstance(part, dict) else None
        if not holds(part):
            raise refuse("receipt-part", location, part=path)
    if "known_on" not in tree["decision"]:
        raise refuse("receipt-part", location, part="decision.known_on")
    absent = next((name for name in tree["answers"] if name not in tree["decision"]["facts"]), None)
    if absent is not None:
        raise refuse("receipt-part", location, part=f"decision.facts.{absent}")
    return tree


def contents_of(path: Path) -> Iterator[tuple[Location, bytes]]:
    """Each receipt of a file as JSON, with its line or row. Errors: ValidationError for a file that cannot be read."""
    try:
        if path.suffix.lower() == ".parquet":
            yield from _rows(path)
            return
        with path.open("rb") as file:
            if not is_many(path):
                yield SourceLocation(str(path)), file.read(LARGEST_RECEIPT + 1)
                return
            for number, line in enumerate(iter(lambda: file.readline(LARGEST_RECEIPT + 1), b""), 1):
                if line.strip():
                    yield SourceLocation(str(path), number, 1), line
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        raise refuse("file-missing" if missing else "file-unreadable", SourceLocation(str(path))) from None


def _rows(path: Path) -> Iterator[tuple[Location, bytes]]:
    """The receipts of a Parquet file."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise refuse("pool-extra", SourceLocation(str(path))) from None
    try:
        with pq.ParquetFile(path) as file:
            if COLUMN not in file.schema_arrow.names or not pa.types.is_string(file.schema_arrow.field(COLUMN).type):
                raise refuse("receipt-column", SourceLocation(str(path)), column=COLUMN)
            number = 0
            for batch in file.iter_batches(batch_size=1000, columns=[COLUMN]):
                for text in batch.column(0).to_pylist():
                    number += 1
                    yield SourceLocation(str(path), number, 1), (text or "").encode()
    except pa.ArrowException:
        raise refuse("receipt-not-parquet", SourceLocation(str(path))) from None


def _is_shallow(tree: Any, levels: int = DEEPEST) -> bool:
    """Whether a tree has no more levels than files may have."""
    if isinstance(tree, dict | list):
        parts = tree.values() if isinstance(tree, dict) else tree
        return levels > 0 and all(_is_shallow(part, levels - 1) for part in parts if isinstance(part, dict | list))
    return True


def _text(part: Any) -> bool:
    return isinstance(part, str)


def _mapping(part: Any) -> bool:
    return isinstance(part, dict)


def _facts(part: Any) -> bool:
    return isinstance(part, dict) and all(isinstance(each, dict) for each in part.values())


def _names(part: Any) -> bool:
    return isinstance(part, list) and all(isinstance(each, str) for each in part)


def _day(part: Any) -> bool:
    try:
        return isinstance(part, str) and read_date(part) > 0
    except NotOfType:
        return False


def _rules(part: Any) -> bool:
    return isinstance(part, list) and all(
        isinstance(each, dict)
        and isinstance(each.get("topic"), str)
        and _versions(each.get("layers"))
        and _versions(each.get("incomplete"))
        for each in part
    )


def _versions(part: Any) -> bool:
    return isinstance(part, list) and all(
        isinstance(each, dict) and _text(each.get("version")) and _text(each.get("digest")) for each in part
    )


_FORM: dict[str, Callable[[Any], bool]] = {
    "engine.version": _text,
    "engine.digest": _text,
    "rules": _rules,
    "profile": _mapping,
    "answers": _names,
    "decision.as_of": _day,
    "decision.known_on": lambda part: part is None or _day(part),
    "decision.profile_digest": _text,
    "decision.rules_digest": _text,
    "decision.digest": _text,
    "decision.facts": _facts,
    "digest": _text,
}
"""The parts that are relied on, and what each must be."""
