"""The rows set aside, each with its first field and all its reasons; what many rows have in common is said once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ronde.model.limits import MOST_REASONS
from ronde.operations.arrays import Array
from ronde.pool.batch import Wrong
from ronde.words import say


def rejects(wrong: Sequence[Wrong], ids: pa.Array | None, language: str) -> pa.RecordBatch:
    """What was set aside, by row: its position, identifier (where there are any), field and reasons, of which only so
    many are told. What lies beyond is counted as it comes, and not held."""
    texts: dict[str, int] = {}
    rows, reasons, fields, more = _gathered(wrong, texts, language)
    order = np.argsort(rows, kind="stable")
    rows, reasons, fields = rows[order], reasons[order], fields[order]
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    found = rows[first]
    columns: dict[str, pa.Array] = {"row": pa.array(found, pa.int64())}
    if ids is not None:
        columns["id"] = _as_text(ids, found)
    columns["field"] = pa.array([each.field for each in wrong], pa.string()).take(pa.array(fields[first]))
    told = _joined(reasons, first, np.diff(first, append=len(rows)), list(texts))
    columns["reason"] = _with_more(told, more[found], language)
    return pa.record_batch(columns)


def _gathered(wrong: Sequence[Wrong], texts: dict[str, int], language: str) -> tuple[Array, Array, Array, Array]:
    """The reasons that are told: for each its row, the number of its text, and of its field; and how many more each
    row has."""
    size = 1 + max((int(each.rows.max(initial=-1)) for each in wrong), default=-1)
    counts, more = np.zeros(size, np.int64), np.zeros(size, np.int64)
    none = np.zeros(0, np.int64)
    kept: list[tuple[Array, Array, Array]] = [(none, none, none)]
    for number, each in enumerate(wrong):
        reasons = _told(each, texts, language).take(each.which)
        rows = each.rows.astype(np.int64)
        _, once = np.unique(rows * len(texts) + reasons, return_index=True)
        once = once[np.lexsort((once, rows[once]))]
        rows, reasons = rows[once], reasons[once]
        place = np.arange(len(rows)) - np.searchsorted(rows, rows)
        there = counts[rows] + place < MOST_REASONS
        counts += np.bincount(rows[there], minlength=size)
        more += np.bincount(rows[~there], minlength=size)
        kept.append((rows[there], reasons[there], np.full(int(there.sum()), number)))
    rows, reasons, fields = (np.concatenate(each) for each in zip(*kept, strict=True))
    return rows, reasons, fields, more


def _with_more(told: pa.Array, more: Array, language: str) -> pa.Array:
    """The reasons of each row, and how many more it has."""
    if not more.any():
        return told
    different, which = np.unique(more, return_inverse=True)
    rest = [f" {say('reasons-more', language, count=each)}" if each else "" for each in different.tolist()]
    return pc.binary_join_element_wise(told, pa.array(rest, pa.string()).take(pa.array(which)), "")


def _told(wrong: Wrong, texts: dict[str, int], language: str) -> Array:
    """The number of the text of each reason; new texts are added."""
    told = (say(each.reason, language, **{"name": wrong.field, **each.about}) for each in wrong.reasons)
    return np.array([texts.setdefault(each, len(texts)) for each in told], np.int64)


def _joined(reasons: Array, first: Array, counts: Array, texts: Sequence[str]) -> pa.Array:
    """All reasons of each row, one after another, each once; `first` is where a row's begin."""
    lines: list[tuple[int, ...]] = [(number,) for number in range(len(texts))]
    known = {line: number for number, line in enumerate(lines)}
    found = reasons[first]
    more, depth = np.flatnonzero(counts > 1), 1
    while len(more):
        pairs = found[more] * len(texts) + reasons[first[more] + depth]
        different, which = np.unique(pairs, return_inverse=True)
        longer = np.empty(len(different), np.int64)
        for place, pair in enumerate(different.tolist()):
            before, reason = divmod(pair, len(texts))
            line = lines[before] if reason in lines[before] else (*lines[before], reason)
            longer[place] = known.setdefault(line, len(lines))
            if len(known) > len(lines):
                lines.append(line)
        found[more] = longer[which]
        depth += 1
        more = more[counts[more] > depth]
    every = pa.array([" ".join(texts[reason] for reason in line) for line in lines], pa.string())
    return every.take(pa.array(found))


def _as_text(ids: pa.Array, rows: Array) -> pa.Array:
    """The identifiers of some rows as text, by Python where Arrow has no text for their type."""
    if pa.types.is_string_view(ids.type):
        ids = ids.cast(pa.large_string())
    some = ids.take(pa.array(rows))
    try:
        return some.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return pa.array([None if each is None else str(each) for each in some.to_pylist()], pa.string())
