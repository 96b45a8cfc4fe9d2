"""From values as they came to values of a fact's type, in inside form; every value that is none is named.

What a value may be is what a profile may say (`ronde.inputs.profile`); texts are read as a profile's
values are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from ronde.columns.certain_values import NUMBER, alike, likely, unfit
from ronde.columns.decode import Form, Raw, every_row, no_texts
from ronde.columns.wrong_values import FINE, Bad, Reasons, both, of_values
from ronde.evaluate.decision import day_text
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
from ronde.operations.arrays import TEXT_DTYPE, UNKNOWN_TEXT, Array, Context, width

T = TypeVar("T")

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
class Typed:
    """A column in inside form. Of texts, `values` are the numbers of `texts`, of which `wrong` (a mask; None: none) are
    no values; rows in `bad` give no value. Nor do those in `foreign` (a mask; None: no row): what they say is known to
    the rules of other days only."""

    values: Array
    given: Array | None
    bad: Bad = FINE
    texts: pa.StringArray = field(default_factory=no_texts)
    wrong: Array | None = None
    foreign: Array | None = None


def typed(raw: Raw, kind: Type, codes: frozenset[str] | None = None) -> Typed:
    """The values of a type; `codes` are those that a code may be. The form is one of those fitting the kind."""
    if not kind.ordered:
        return _texts(raw, kind, codes)
    if raw.form is Form.NOTHING:
        return Typed(np.full(len(raw.values), kind.low), raw.given)
    if raw.form is Form.TEXT:
        return _of_texts(raw, kind)
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


def _of_texts(raw: Raw, kind: Type) -> Typed:
    """Ordered values written as texts."""
    read = partial(_of_text, kind=kind)
    some = likely(raw.texts, kind)
    values, wrong = np.full(max(1, len(raw.texts)), kind.low, np.int64), np.ones(len(raw.texts), bool)
    for number, text in zip(some.tolist(), raw.texts.take(pa.array(some)).to_pylist(), strict=True):
        found = _attempt(text, read)
        if found is not None:
            values[number], wrong[number] = found, False
    return _bounded(values.take(raw.values), raw, kind, _named(raw, wrong, read))


def _of_text(text: str, kind: Type) -> int:
    """One ordered value as it is written in text. Errors: NotOfType."""
    if kind.kind is Kind.DATE:
        return read_date(text)
    written = text.strip()
    if kind.kind is Kind.YES_NO:
        if written.lower() not in TRUTHS:
            raise NotOfType("value-not-yes-no", value=text)
        return TRUTHS[written.lower()]
    number = unscaled(written, kind.decimals) if NUMBER.fullmatch(written) else LARGEST + 1
    if abs(number) > LARGEST:
        raise NotOfType("value-not-number", value=text)
    return number


def _attempt(text: str, read: Callable[[str], T]) -> T | None:
    """The value that a text is; None where it is none."""
    try:
        return read(text)
    except NotOfType:
        return None


def _named(raw: Raw, wrong: Array, read: Callable[[str], object]) -> Bad:
    """The rows of wrong texts (a mask of the texts), and for each the text whose refusal is its reason."""
    if not wrong.any():
        return FINE

    def why(number: int) -> NotOfType:
        try:
            read(raw.texts[number].as_py())
        except NotOfType as reason:
            return reason.with_traceback(None)
        raise IndexError(number)

    there = wrong.take(raw.values)
    there = there if raw.given is None else there & raw.given
    reasons = Reasons(len(raw.texts), why, partial(alike, raw.texts))
    if there.all():
        return Bad(every_row(len(there)), raw.values, reasons)
    rows = np.flatnonzero(there)
    return Bad(rows.astype(np.int32), raw.values[rows], reasons)


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
    most = LARGEST / scale
    near = came.min(initial=0) >= -most and came.max(initial=0) <= most
    far = None if near else ~(np.abs(came) <= most)
    whole = (came if far is None else np.where(far, 0.0, came)) * scale
    np.rint(whole, out=whole)
    wrong = (whole / scale).astype(raw.values.dtype, copy=False) != raw.values
    wrong = wrong if far is None else wrong | far
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
        bad = both(bad, of_values(beyond, written, lambda each: _beyond(each.item(), decimals, kind)))
        values = np.clip(values.astype(np.int64), kind.low, kind.high)
    return _without(values.astype(width(kind.low, kind.high), copy=False), raw.given, bad)


def _beyond(value: int, decimals: int, kind: Type) -> NotOfType:
    if kind.kind is not Kind.DATE:
        low, high = (show_number(each, kind.decimals) for each in (kind.low, kind.high))
        return NotOfType("value-out-of-bounds", value=show_number(value, decimals), low=low, high=high)
    if not 1 <= value <= date.max.toordinal():
        return NotOfType("value-not-date", value=value)
    written, low, high = (day_text(each) for each in (value, DATE_LOW, DATE_HIGH))
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
    return replace(column, bad=column.bad.only(left), foreign=foreign)


def _texts(raw: Raw, kind: Type, codes: frozenset[str] | None) -> Typed:
    """Texts, as they are."""
    given = np.zeros(len(raw.values), bool) if raw.form is Form.NOTHING else raw.given
    read = partial(_of_words, kind=kind, codes=codes)
    wrong = unfit(raw.texts, kind, codes)
    if not wrong.any():
        return Typed(raw.values, given, FINE, raw.texts)
    return _without(raw.values, given, _named(raw, wrong, read), raw.texts, wrong)


def _of_words(text: str, kind: Type, codes: frozenset[str] | None) -> str:
    """A text that is a value. Errors: NotOfType."""
    read_value(text, kind)
    if codes is not None and text not in codes:
        raise wrong_code(text, kind, codes)
    return text


def _without(
    values: Array, given: Array | None, bad: Bad, texts: pa.StringArray | None = None, wrong: Array | None = None
) -> Typed:
    """The column whose bad rows give no value."""
    if len(bad.rows):
        given = np.ones(len(values), bool) if given is None else given.copy()
        given[bad.rows] = False
    return Typed(values, given, bad, no_texts() if texts is None else texts, wrong)


def numbers_of(column: Typed, kind: Type, context: Context, strangers: dict[str, int]) -> Array:
    """The number of each text of a column in the lexicon of a plan. `strangers` numbers those that no rule names; new
    ones are added. What is no value is unknown: its rows are set aside."""
    known, texts = context.lexicon, column.texts
    fine = slice(None) if column.wrong is None else np.flatnonzero(~column.wrong)
    some = texts if column.wrong is None else texts.take(pa.array(fine))
    if kind.kind is Kind.CHOICE:
        numbers = [known[text] for text in some.to_pylist()]
    else:
        numbers = [
            known[text] if text in known else context.strangers + strangers.setdefault(text, len(strangers))
            for text in some.to_pylist()
        ]
    found = np.full(max(1, len(texts)), UNKNOWN_TEXT, context.dtype(kind) if kind.kind is Kind.CHOICE else TEXT_DTYPE)
    found[: len(texts)][fine] = numbers
    return found
