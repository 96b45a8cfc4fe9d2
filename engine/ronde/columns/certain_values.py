"""Which of many texts are values of a type: asked of all of them at once, by Arrow.

What a value is stands in `ronde.model.types.read_value`, which says why a text is none.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ronde.model.limits import LONGEST_TEXT
from ronde.model.patterns import fits
from ronde.model.types import Kind, Type
from ronde.operations.arrays import Array

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?", re.ASCII | re.IGNORECASE)
"""A number as people and programs write it in text."""

AROUND = r"[\pZ\p{Cc}]*"
"""What may stand around a value: at least every character that Python strips."""

ESCAPED = r"[\\\pC\p{Zl}\p{Zp}]"
"""What acts or hides, and is shown as an escape; and the sign with which an escape begins."""

LIKELY = {
    Kind.YES_NO: rf"\A{AROUND}(?i:true|false|[01]){AROUND}\z",
    Kind.NUMBER: rf"\A{AROUND}(?i:{NUMBER.pattern}){AROUND}\z",
    Kind.MONEY: rf"\A{AROUND}(?i:{NUMBER.pattern}){AROUND}\z",
    Kind.DATE: r"\A\d{4}-\d{2}-\d{2}\z",
}
"""The form of every text that is an ordered value; what has it may be none all the same."""


def likely(texts: pa.StringArray, kind: Type) -> Array:
    """The positions of the texts that may be values of an ordered type; all others are none."""
    found: Array = np.flatnonzero(_mask(pc.match_substring_regex(texts, LIKELY[kind.kind])))
    return found


def unfit(texts: pa.StringArray, kind: Type, codes: frozenset[str] | None) -> Array:
    """Which texts are no values of an unordered type, or none of its `codes`."""
    wrong = unwritable(texts)
    for some in (kind.choices or None, codes):
        if some is not None:
            wrong |= ~_mask(pc.is_in(texts, _array(some)))
    return wrong | ~_of_form(texts, kind.pattern) if kind.pattern else wrong


def unwritable(texts: pa.StringArray) -> Array:
    """Which texts are too long, or hold what no text may."""
    found: Array = _mask(pc.greater(pc.utf8_length(texts), LONGEST_TEXT)) | _mask(pc.match_substring(texts, "\0"))
    return found


def alike(texts: pa.StringArray) -> Array:
    """The positions of the texts that a message may show as it shows others: what is told of them does not quote them,
    or they hold what is written as an escape."""
    found: Array = np.flatnonzero(unwritable(texts) | _mask(pc.match_substring_regex(texts, ESCAPED)))
    return found


@lru_cache(maxsize=64)
def _array(texts: tuple[str, ...] | frozenset[str]) -> pa.StringArray:
    return pa.array(texts, pa.string())


def _mask(found: pa.BooleanArray) -> Array:
    mask: Array = found.to_numpy(zero_copy_only=False)
    return mask


def _of_form(texts: pa.StringArray, pattern: str) -> Array:
    """Which whole texts are of the form that a pattern asks for. Arrow too matches by RE2, and a pattern in brackets
    means what it means alone; one that brackets break (a quotation without an end) is matched text by text."""
    try:
        return _mask(pc.match_substring_regex(texts, rf"\A(?:{pattern})\z"))
    except pa.ArrowInvalid:
        return np.array([fits(pattern, text) for text in texts.to_pylist()], bool)
