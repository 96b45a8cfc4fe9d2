"""Which of many texts are surely values of a type: asked of all of them at once, by Arrow.

What a value is stands in `ronde.model.types.read_value`, which reads the texts left over and says why they are none.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ronde.model.limits import LONGEST_TEXT
from ronde.model.types import Type
from ronde.operations.arrays import Array


def doubtful(texts: Sequence[str], kind: Type, codes: frozenset[str] | None) -> Array:
    """The positions of the texts that may be no values of an unordered type, nor of its `codes`; all others are."""
    if not texts:
        return np.zeros(0, np.intp)
    column = pa.array(texts, pa.string())
    tests = [
        pc.less_equal(pc.utf8_length(column), LONGEST_TEXT),
        pc.invert(pc.match_substring(column, "\0")),
        *(pc.is_in(column, pa.array(some, pa.string())) for some in (kind.choices or None, codes) if some is not None),
        *([_of_form(column, kind.pattern)] if kind.pattern else []),
    ]
    found: Array = np.flatnonzero(~np.logical_and.reduce([test.to_numpy(zero_copy_only=False) for test in tests]))
    return found


def _of_form(texts: pa.Array, pattern: str) -> pa.Array:
    """Which whole texts are surely of the form that a pattern asks for. Arrow too matches by RE2, and a pattern in
    brackets means what it means alone; one that brackets break (a quotation without an end) says nothing."""
    try:
        return pc.match_substring_regex(texts, rf"\A(?:{pattern})\z")
    except pa.ArrowInvalid:
        return pa.array(np.zeros(len(texts), bool))
