"""Whether values are all different, found quickly: by their order, else by numbers that equal values share."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Numbers: TypeAlias = np.ndarray[Any, np.dtype[np.uint64]]

LONGEST = 64
"""Bytes of the longest texts that are compared by numbers."""

SEED = 5
FACTORS = np.random.default_rng(SEED).integers(2**63, 2**64 - 1, LONGEST // 8 + 1, np.uint64) | np.uint64(1)
"""By which each eight bytes of a text, and its length, are multiplied: the same in every run."""


def distinct(values: pa.ChunkedArray) -> bool:
    """Whether no two values, texts or whole numbers without nulls, are the same."""
    if _rising(values):
        return True
    numbers = [_numbers(piece) for piece in values.chunks]
    if all(each is not None for each in numbers):
        ordered = np.sort(np.concatenate([each for each in numbers if each is not None]))
        if (ordered[1:] != ordered[:-1]).all():
            return True
    return bool(pc.count_distinct(values).as_py() == len(values))


def _rising(values: pa.ChunkedArray) -> bool:
    """Whether each is longer than the one before, or as long and greater: then no two are the same."""
    before, after = values.slice(0, len(values) - 1), values.slice(1)
    greater = pc.greater(after, before)
    if not pa.types.is_integer(values.type):
        lengths = pc.binary_length(values)
        shorter, longer = lengths.slice(0, len(values) - 1), lengths.slice(1)
        greater = pc.or_(pc.greater(longer, shorter), pc.and_(pc.equal(longer, shorter), greater))
    return bool(pc.all(greater).as_py())


def _numbers(piece: pa.Array) -> Numbers | None:
    """A number for each value: equal values have the same, others hardly ever. None for texts that are long."""
    if pa.types.is_integer(piece.type):
        whole: Numbers = piece.to_numpy(zero_copy_only=False).astype(np.uint64)
        return whole
    texts = piece.cast(pa.large_binary())
    if not len(texts):
        return np.zeros(0, np.uint64)
    offsets = np.frombuffer(texts.buffers()[1], np.int64)[texts.offset : texts.offset + len(texts) + 1]
    lengths = np.diff(offsets)
    words = -(-int(lengths.max()) // 8)
    if words * 8 > LONGEST:
        return None
    content = np.frombuffer(texts.buffers()[2] or b"", np.uint8)
    if lengths.min() == words * 8:
        padded = content[offsets[0] : offsets[-1]].reshape(len(texts), words * 8)
    else:
        places = np.arange(words * 8)
        content = np.concatenate((content, np.zeros(words * 8, np.uint8)))
        padded = np.where(places < lengths[:, None], content[offsets[:-1, None] + places], np.uint8(0))
    found: Numbers = lengths.astype(np.uint64) * FACTORS[-1]
    for number, word in enumerate(np.ascontiguousarray(padded).view(np.uint64).T):
        found += word * FACTORS[number]
    return found
