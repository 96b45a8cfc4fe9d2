"""From values as they came to values of a fact's type, in inside form; every value that is none is named.

What a value may be is what a profile may say (`ronde.read.profile`); texts are read as a profile's values are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from ronde.model.types import LARGEST, Kind, NotOfType, Type, read_date, read_value, show_number, unscaled
from ronde.pool.column import Array, Setting
from ronde.pool.door import Form, Raw

Bad: TypeAlias = "tuple[int, NotOfType]"
"""A row whose value is not of the type, and why."""

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
    """A column in inside form. Of texts, `values` are the numbers of `texts`; rows in `bad` give no value."""

    values: Array
    given: Array | None
    bad: tuple[Bad, ...] = ()
    texts: tuple[str, ...] = ()


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
        return _bounded(values.take(raw.values), raw, kind, list(_named(raw, wrong)))
    if kind.kind is Kind.YES_NO and raw.form is not Form.TRUTH:
        return _truths(raw)
    if raw.form is Form.FLOAT:
        return _floats(raw, kind)
    values = raw.values
    if kind.decimals:
        values = np.clip(values.astype(np.int64), -LARGEST, LARGEST) * 10**kind.decimals
    return _bounded(values, raw, kind, [])


def _of_text(text: str, kind: Type) -> int | NotOfType:
    """One ordered value as it is written in text."""
    try:
        if kind.kind is Kind.DATE:
            return read_date(text)
        if kind.kind is not Kind.YES_NO:
            return unscaled(text.strip(), kind.decimals)
        return TRUTHS[text.strip().lower()]
    except KeyError:
        return NotOfType("value-not-yes-no", value=text)
    except NotOfType as wrong:
        return wrong


def _named(raw: Raw, wrong: Mapping[int, NotOfType]) -> Iterator[Bad]:
    """The rows of wrong texts."""
    if wrong:
        doubtful = np.zeros(len(raw.texts), bool)
        doubtful[list(wrong)] = True
        found = doubtful.take(raw.values)
        for row in np.flatnonzero(found if raw.given is None else found & raw.given):
            yield int(row), wrong[int(raw.values[row])]


def _truths(raw: Raw) -> Typed:
    found = (raw.values != 0) & (raw.values != 1)
    rows = np.flatnonzero(found if raw.given is None else found & raw.given)
    bad = tuple((int(row), NotOfType("value-not-yes-no", value=raw.values[row].item())) for row in rows)
    return _without(raw.values == 1, raw.given, bad)


def _floats(raw: Raw, kind: Type) -> Typed:
    """Numbers with a fraction: those with more decimals than the type has are none of its values."""
    scale = 10**kind.decimals
    values = np.where(np.abs(raw.values) <= LARGEST, raw.values, 0.0)
    if raw.given is not None:
        values = np.where(raw.given, values, 0.0)
    whole = np.rint(values * scale)
    wrong = (whole / scale != values) | (np.abs(raw.values) > LARGEST)
    bad: list[Bad] = []
    for row in np.flatnonzero(wrong if raw.given is None else wrong & raw.given):
        value = raw.values[row].item()
        try:
            unscaled(repr(value), kind.decimals)
            bad.append((int(row), NotOfType("value-not-number", value=value)))
        except NotOfType as reason:
            bad.append((int(row), reason))
    return _bounded(whole.astype(np.int64), raw, kind, bad)


def _bounded(values: Array, raw: Raw, kind: Type, bad: list[Bad]) -> Typed:
    """The values within the bounds of the type; those beyond are bad."""
    if kind.kind is Kind.YES_NO:
        return _without(values.astype(bool), raw.given, tuple(bad))
    if values.size and (values.min() < kind.low or values.max() > kind.high):
        beyond = (values < kind.low) | (values > kind.high)
        beyond = beyond if raw.given is None else beyond & raw.given
        wrong = {row for row, _ in bad}
        bad += [
            (int(row), _beyond(values[row].item(), kind)) for row in np.flatnonzero(beyond) if int(row) not in wrong
        ]
        values = np.clip(values.astype(np.int64), kind.low, kind.high)
    return _without(values, raw.given, tuple(bad))


def _beyond(value: int, kind: Type) -> NotOfType:
    low, high, written = (show_number(each, kind.decimals) for each in (kind.low, kind.high, value))
    if kind.kind is Kind.DATE:
        return NotOfType("value-not-date", value=value)
    return NotOfType("value-out-of-bounds", value=written, low=low, high=high)


def _texts(raw: Raw, kind: Type, codes: frozenset[str] | None) -> Typed:
    wrong: dict[int, NotOfType] = {}
    for number, text in enumerate(raw.texts):
        try:
            read_value(text, kind)
            if codes is not None and text not in codes:
                wrong[number] = NotOfType("profile-code", value=text, list=kind.codes, close="")
        except NotOfType as reason:
            wrong[number] = reason
    given = np.zeros(len(raw.values), bool) if raw.form is Form.NOTHING else raw.given
    return _without(raw.values, given, tuple(_named(raw, wrong)), raw.texts)


def _without(values: Array, given: Array | None, bad: tuple[Bad, ...], texts: tuple[str, ...] = ()) -> Typed:
    """The column whose bad rows give no value."""
    if bad:
        given = np.ones(len(values), bool) if given is None else given.copy()
        given[[row for row, _ in bad]] = False
    return Typed(values, given, bad, texts)


def numbers_of(texts: Sequence[str], setting: Setting, strangers: dict[str, int]) -> Array:
    """The number of each text in the lexicon of a plan. `strangers` numbers those that no rule names; new ones are
    added."""
    known = setting.lexicon
    found = [
        known[text] if text in known else setting.strangers + strangers.setdefault(text, len(strangers))
        for text in texts
    ]
    return np.array(found or [0], np.int32)
