"""From values as they came to values of a fact's type, in inside form; every value that is none is named.

What a value may be is what a profile may say (`ronde.inputs.profile`); texts are read as a profile's
values are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from ronde.inputs.codes import wrong_code
from ronde.model.types import (
    DATE_HIGH,
    DATE_LOW,
    LARGEST,
    Kind,
    NotOfType,
    Type,
    read_date,
    read_value,
    show_number,
    unscaled,
)
from ronde.operations.arrays import TEXT_DTYPE, UNKNOWN_TEXT, Array, Context
from ronde.pool.door import Form, Raw
from ronde.pool.fitting import doubtful

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?", re.ASCII | re.IGNORECASE)
"""A number as people and programs write it in text."""

REMEMBERED = 2_000
"""How many different texts of a column, at most, are remembered for the batches to come."""

TRUTHS = {"true": 1, "false": 0, "1": 1, "0": 0}

FITTING: Mapping[Kind, frozenset[Form]] = {
    Kind.YES_NO: frozenset({Form.TRUTH, Form.WHOLE, Form.FLOAT, Form.TEXT, Form.NOTHING}),
    Kind.NUMBER: frozenset({Form.WHOLE, Form.FLOAT, Form.TEXT, Form.NOTHING}),
    Kind.MONEY: frozenset({Form.WHOLE, Form.FLOAT, Form.TEXT, Form.NOTHING}),
    Kind.DATE: frozenset({Form.DATE, Form.TEXT, Form.NOTHING}),
    Kind.CHOICE: frozenset({Form.TEXT, Form.NOTHING}),
    Kind.CODE: frozenset({Form.TEXT, Form.NOTHING}),
    Kind.TEXT: frozenset({Form.TEXT, Form.NOTHING}),
}
"""How the values of each kind of fact may be written in a column."""


@dataclass(frozen=True, slots=True)
class Bad:
    """The rows whose value is not of the type, in order, and for each the position of why in `reasons`; both narrow:
    of a wide table whose values are all wrong there are as many as values."""

    rows: Array
    which: Array
    reasons: tuple[NotOfType, ...] = ()


FINE = Bad(np.zeros(0, np.int32), np.zeros(0, np.int32))
"""No row is bad."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A column in inside form. Of texts, `values` are the numbers of `texts`; rows in `bad` give no value. Nor do those
    in `foreign` (a mask; None: no row): what they say is known to the rules of other days only."""

    values: Array
    given: Array | None
    bad: Bad = FINE
    texts: tuple[str, ...] = ()
    foreign: Array | None = None


def typed(raw: Raw, kind: Type, codes: frozenset[str] | None = None) -> Typed:
    """The values of a type; `codes` are those that a code may be. The form is one of those fitting the kind."""
    if not kind.ordered:
        return _texts(raw, kind, codes)
    if raw.form is Form.NOTHING:
        return Typed(np.full(len(raw.values), kind.low), raw.given)
    if raw.form is Form.TEXT:
        found = [_of_text(text, kind) for text in raw.texts]
        values = np.array([0 if isinstance(each, NotOfType) else each for each in found] or [0], np.int64)
        wrong = {number: each for number, each in enumerate(found) if isinstance(each, NotOfType)}
        return _bounded(values.take(raw.values), raw, kind, _named(raw, wrong))
    if kind.kind is Kind.YES_NO and raw.form is not Form.TRUTH:
        return _truths(raw)
    if raw.form is Form.FLOAT:
        return _floats(raw, kind)
    return _bounded(_scaled(raw.values, kind.decimals) if kind.decimals else raw.values, raw, kind, FINE)


def _scaled(values: Array, decimals: int) -> Array:
    """Whole numbers in inside form; those beyond every type stay beyond."""
    if values.dtype == np.uint64:
        values = np.minimum(values, np.uint64(LARGEST))
    most = LARGEST // 10**decimals + 1
    found: Array = np.clip(values.astype(np.int64), -most, most) * 10**decimals
    return found


def _of_text(text: str, kind: Type) -> int | NotOfType:
    """One ordered value as it is written in text."""
    try:
        if kind.kind is Kind.DATE:
            return read_date(text)
        if kind.kind is Kind.YES_NO:
            return TRUTHS[text.strip().lower()]
        number = unscaled(text.strip(), kind.decimals) if NUMBER.fullmatch(text.strip()) else LARGEST + 1
        return NotOfType("value-not-number", value=text) if abs(number) > LARGEST else number
    except KeyError:
        return NotOfType("value-not-yes-no", value=text)
    except NotOfType as wrong:
        return wrong


def _named(raw: Raw, wrong: Mapping[int, NotOfType]) -> Bad:
    """The rows of wrong texts."""
    if not wrong:
        return FINE
    reason = np.full(len(raw.texts), -1, np.int32)
    reason[list(wrong)] = np.arange(len(wrong))
    which = reason.take(raw.values)
    rows = np.flatnonzero(which >= 0 if raw.given is None else (which >= 0) & raw.given)
    return Bad(rows.astype(np.int32), which[rows], tuple(wrong.values()))


def of_values(wrong: Array, values: Array, why: Callable[[Any], NotOfType]) -> Bad:
    """The rows of wrong values, each different value told once."""
    rows = np.flatnonzero(wrong)
    different, which = np.unique(values[rows], return_inverse=True)
    return Bad(rows.astype(np.int32), which.astype(np.int32), tuple(why(each) for each in different))


def _both(first: Bad, second: Bad) -> Bad:
    """The bad rows of both, in order."""
    rows = np.concatenate([first.rows, second.rows])
    which = np.concatenate([first.which, second.which + len(first.reasons)])
    order = np.argsort(rows, kind="stable")
    return Bad(rows[order], which[order], (*first.reasons, *second.reasons))


def _truths(raw: Raw) -> Typed:
    found = (raw.values != 0) & (raw.values != 1)
    found = found if raw.given is None else found & raw.given
    bad = of_values(found, raw.values, lambda each: NotOfType("value-not-yes-no", value=each.item()))
    return _without(raw.values == 1, raw.given, bad)


def _floats(raw: Raw, kind: Type) -> Typed:
    """Numbers with a fraction: those with more decimals than the type has are none of its values. A number of less
    precision than 64 bits is the decimal nearest to it."""
    scale = 10**kind.decimals
    came = raw.values.astype(np.float64, copy=False)
    far = ~(np.abs(came) <= LARGEST / scale)
    whole = np.rint(np.where(far, 0.0, came) * scale)
    wrong = ((whole / scale).astype(raw.values.dtype) != raw.values) | far
    wrong = wrong if raw.given is None else wrong & raw.given
    return _bounded(whole.astype(np.int64), raw, kind, of_values(wrong, raw.values, lambda each: _not(each, kind)))


def _not(value: np.floating[Any], kind: Type) -> NotOfType:
    """Why a number with a fraction is none of a type's values."""
    if abs(value) <= LARGEST / 10**kind.decimals:
        return NotOfType("value-decimals", value=str(value), decimals=kind.decimals)
    return NotOfType("value-not-number", value=value.item())


def _bounded(values: Array, raw: Raw, kind: Type, bad: Bad) -> Typed:
    """The values within the bounds of the type; those beyond are bad."""
    if kind.kind is Kind.YES_NO:
        return _without(values.astype(bool), raw.given, bad)
    if values.size and (values.min() < kind.low or values.max() > kind.high):
        beyond = (values < kind.low) | (values > kind.high)
        beyond = beyond if raw.given is None else beyond & raw.given
        beyond[bad.rows] = False
        whole = raw.form is Form.WHOLE
        written, decimals = (raw.values, 0) if whole else (values, kind.decimals)
        bad = _both(bad, of_values(beyond, written, lambda each: _beyond(each.item(), decimals, kind)))
        values = np.clip(values.astype(np.int64), kind.low, kind.high)
    return _without(values, raw.given, bad)


def _beyond(value: int, decimals: int, kind: Type) -> NotOfType:
    if kind.kind is not Kind.DATE:
        low, high = (show_number(each, kind.decimals) for each in (kind.low, kind.high))
        return NotOfType("value-out-of-bounds", value=show_number(value, decimals), low=low, high=high)
    if not 1 <= value <= date.max.toordinal():
        return NotOfType("value-not-date", value=value)
    written, low, high = (date.fromordinal(each).isoformat() for each in (value, DATE_LOW, DATE_HIGH))
    return NotOfType("value-date-range", value=written, low=low, high=high)


def without_foreign(column: Typed, others: Iterable[Typed]) -> Typed:
    """The column whose bad rows are foreign where one of the others reads them."""
    rows = column.bad.rows
    for each in others:
        if not len(rows):
            break
        rows = np.intersect1d(rows, each.bad.rows)
    if len(rows) == len(column.bad.rows):
        return column
    left = np.isin(column.bad.rows, rows)
    foreign = np.zeros(len(column.values), bool)
    foreign[column.bad.rows[~left]] = True
    bad = Bad(column.bad.rows[left], column.bad.which[left], column.bad.reasons)
    return Typed(column.values, column.given, bad, column.texts, foreign)


def _texts(raw: Raw, kind: Type, codes: frozenset[str] | None) -> Typed:
    look = _wrong_texts_again if len(raw.texts) <= REMEMBERED else _wrong_texts
    wrong = look(raw.texts, kind, codes)
    given = np.zeros(len(raw.values), bool) if raw.form is Form.NOTHING else raw.given
    return _without(raw.values, given, _named(raw, wrong), raw.texts)


def _wrong_texts(texts: tuple[str, ...], kind: Type, codes: frozenset[str] | None) -> Mapping[int, NotOfType]:
    """Which texts are no values of a type, and why."""
    wrong: dict[int, NotOfType] = {}
    for number in doubtful(texts, kind, codes).tolist():
        text = texts[number]
        try:
            read_value(text, kind)
            if codes is not None and text not in codes:
                wrong[number] = wrong_code(text, kind, codes)
        except NotOfType as reason:
            wrong[number] = reason.with_traceback(None)
    return wrong


_wrong_texts_again = lru_cache(maxsize=64)(_wrong_texts)
"""The same, remembered: most batches of a table hold the same few texts."""


def _without(values: Array, given: Array | None, bad: Bad, texts: tuple[str, ...] = ()) -> Typed:
    """The column whose bad rows give no value."""
    if len(bad.rows):
        given = np.ones(len(values), bool) if given is None else given.copy()
        given[bad.rows] = False
    return Typed(values, given, bad, texts)


def numbers_of(texts: Sequence[str], kind: Type, context: Context, strangers: dict[str, int]) -> Array:
    """The number of each text in the lexicon of a plan. `strangers` numbers those that no rule names; new ones are
    added. What cannot be chosen is unknown: its rows are set aside."""
    known = context.lexicon
    if kind.kind is Kind.CHOICE:
        found = [known[text] if text in kind.choices else UNKNOWN_TEXT for text in texts]
        return np.array(found or [0], context.dtype(kind))
    found = [
        known[text] if text in known else context.strangers + strangers.setdefault(text, len(strangers))
        for text in texts
    ]
    return np.array(found or [0], TEXT_DTYPE)
