"""The rows set aside, each with its first field and all its reasons; what many rows have in common is said once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ronde.columns.arrow_batch import Wrong
from ronde.messages import translate
from ronde.model.limits import MOST_REASONS
from ronde.operations.arrays import Array

BLOCK = 2**11
"""Of how many rows the reasons are held at once: each may have many, and all different."""


def rejects(wrong: Sequence[Wrong], ids: pa.Array | None, language: str) -> pa.RecordBatch:
    """What was set aside, by row: its position, identifier (where there are any), field and reasons, of which only so
    many are told. What lies beyond is counted as it comes, and not held."""
    if not wrong:
        return _nothing(None if ids is None else ids.type)
    wrong = [_once(each, language) for each in wrong]
    size = 1 + max((int(each.rows.max(initial=-1)) for each in wrong), default=0)
    edges = [np.searchsorted(each.rows, np.arange(0, size + BLOCK, BLOCK)).tolist() for each in wrong]
    blocks = []
    for number in range(-(-size // BLOCK)):
        own = [each.only(slice(*ends[number : number + 2])) for each, ends in zip(wrong, edges, strict=True)]
        blocks.append(_rejects([each for each in own if len(each.rows)], ids, language))
    return pa.concat_batches(blocks)


@cache
def _nothing(ids: pa.DataType | None) -> pa.RecordBatch:
    """That no row was set aside."""
    return _rejects((), None if ids is None else pa.nulls(0, ids), "en")


def _once(wrong: Wrong, language: str) -> Wrong:
    """The rows in order, with each of their different reasons once, in the order in which a row's records give them."""
    if (np.diff(wrong.rows) > 0).all():
        return wrong
    rows, which = wrong.rows.astype(np.int64), _same(wrong, language)
    _, once = np.unique(rows * wrong.reasons.count + which, return_index=True)
    once = once[np.lexsort((once, rows[once]))]
    return Wrong(rows[once], wrong.field, which[once], wrong.reasons)


def _same(wrong: Wrong, language: str) -> Array:
    """For each row the number of its reason; of those that are told in the same words, the first."""
    firsts, seen = np.arange(wrong.reasons.count), dict[str, int]()
    for number in np.intersect1d(wrong.reasons.alike(), wrong.which).tolist():
        firsts[number] = seen.setdefault(_words(wrong, number, language), number)
    return firsts.take(wrong.which)


def _words(wrong: Wrong, number: int, language: str) -> str:
    """What is told of a reason, which is worked out here."""
    why = wrong.reasons.of(number)
    return translate(why.reason, language, **{"name": wrong.field, **why.params})


def _rejects(wrong: Sequence[Wrong], ids: pa.Array | None, language: str) -> pa.RecordBatch:
    """What was set aside of some rows."""
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
    columns["reason"] = _with_more(_joined(rows, reasons, list(texts)), more[found], language)
    return pa.record_batch(columns)


def _gathered(wrong: Sequence[Wrong], texts: dict[str, int], language: str) -> tuple[Array, Array, Array, Array]:
    """The reasons that are told: for each its row, the number of its text, and of its field; and how many more each
    row has."""
    size = 1 + max((int(each.rows.max(initial=-1)) for each in wrong), default=-1)
    counts, more = np.zeros(size, np.int64), np.zeros(size, np.int64)
    none = np.zeros(0, np.int64)
    kept: list[tuple[Array, Array, Array]] = [(none, none, none)]
    for number, each in enumerate(wrong):
        rows, which = each.rows, each.which
        place = np.arange(len(rows)) - np.searchsorted(rows, rows)
        there = counts[rows] + place < MOST_REASONS
        counts += np.bincount(rows[there], minlength=size)
        more += np.bincount(rows[~there], minlength=size)
        if there.any():
            kept.append((rows[there], _told(each, which[there], texts, language), np.full(int(there.sum()), number)))
    rows, reasons, fields = (np.concatenate(each) for each in zip(*kept, strict=True))
    return rows, reasons, fields, more


def _with_more(told: pa.Array, more: Array, language: str) -> pa.Array:
    """The reasons of each row, and how many more it has."""
    if not more.any():
        return told
    different, which = np.unique(more, return_inverse=True)
    rest = [f" {translate('reasons-more', language, count=each)}" if each else "" for each in different.tolist()]
    return pc.binary_join_element_wise(told, pa.array(rest, pa.string()).take(pa.array(which)), "")


def _told(wrong: Wrong, which: Array, texts: dict[str, int], language: str) -> Array:
    """The number of the text of each of these reasons, which are worked out here; new texts are added."""
    different, places = np.unique(which, return_inverse=True)
    told = (_words(wrong, number, language) for number in different.tolist())
    return np.array([texts.setdefault(each, len(texts)) for each in told], np.int64)[places]


def _joined(rows: Array, reasons: Array, texts: Sequence[str]) -> pa.Array:
    """All reasons of each row, one after another, each once; what several rows are told is put together once."""
    _, once = np.unique(rows * len(texts) + reasons, return_index=True)
    once.sort()
    rows, reasons = rows[once], reasons[once]
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    counts = np.diff(first, append=len(rows))
    _, some, which = np.unique(_lines(reasons, first, counts), return_index=True, return_inverse=True)
    ends = np.cumsum(counts[some])
    places = np.arange(len(np.repeat(some, counts[some]))) + np.repeat(first[some] + counts[some] - ends, counts[some])
    told = pa.array(texts, pa.string()).take(pa.array(reasons[places]))
    lists = pa.ListArray.from_arrays(pa.array([0, *ends.tolist()], pa.int32()), told)
    return pc.binary_join(lists, " ").take(pa.array(which))


def _lines(reasons: Array, first: Array, counts: Array) -> Array:
    """For each row a number, the same for rows with the same reasons in the same order; `first` is where a row's begin,
    of which it has so many."""
    found = reasons[first]
    more, depth = np.flatnonzero(counts > 1), 1
    while len(more):
        pairs = found[more] * (1 + int(reasons.max())) + reasons[first[more] + depth]
        _, which = np.unique(pairs, return_inverse=True)
        found[more] = 1 + int(found.max()) + which
        depth += 1
        more = more[counts[more] > depth]
    return found


def _as_text(ids: pa.Array, rows: Array) -> pa.Array:
    """The identifiers of some rows as text, by Python where Arrow has no text for their type."""
    if pa.types.is_string_view(ids.type):
        ids = ids.cast(pa.large_string())
    some = ids.take(pa.array(rows))
    try:
        return some.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return pa.array([None if each is None else str(each) for each in some.to_pylist()], pa.string())
