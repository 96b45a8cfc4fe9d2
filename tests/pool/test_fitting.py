"""Texts asked of all at once are values exactly if they are one by one, and only those told of are read again."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ronde.columns import coerce as module
from ronde.columns.certain_values import likely, unfit
from ronde.columns.coerce import typed
from ronde.columns.decode import Form, Raw
from ronde.model.limits import LONGEST_TEXT
from ronde.model.types import DATE, LARGEST, YES_NO, Kind, NotOfType, Type, read_value

CODES = frozenset({"00010", "21231", "é"})
TIME = Type(Kind.TEXT, pattern="([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]")
KINDS = (
    (Type(Kind.TEXT), None),
    (TIME, None),
    (Type(Kind.TEXT, pattern="a|ab"), None),
    (Type(Kind.TEXT, pattern="(?m)^a$"), None),
    (Type(Kind.TEXT, pattern="(?i)a."), None),
    (Type(Kind.TEXT, pattern=r"\pL+"), None),
    (Type(Kind.CHOICE, choices=("a", "ab")), None),
    (Type(Kind.CODE, codes="some"), CODES),
    (Type(Kind.CODE, codes="some"), frozenset[str]()),
)
TEXT = st.one_of(
    st.sampled_from(["", "a", "ab", "A\n", "a\n", "\na", "é", "É", "00010", "07:00:04", "7:00", "07:00:04\n", "a\0"]),
    st.text("aAbé\n\0😀", max_size=3),
    st.sampled_from(["é" * LONGEST_TEXT, "é" * (LONGEST_TEXT + 1)]),
)


def refused(text: str, kind: Type, codes: frozenset[str] | None) -> bool:
    try:
        return read_value(text, kind) is None or (codes is not None and text not in codes)
    except NotOfType:
        return True


@pytest.mark.parametrize(("kind", "codes"), KINDS)
@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.lists(TEXT, max_size=8))
def test_texts_at_once_are_values_if_they_are_one_by_one(
    kind: Type, codes: frozenset[str] | None, texts: list[str]
) -> None:
    """Length, characters, choices, codes and patterns, among them alternatives, flags and lines."""
    expected = [number for number, text in enumerate(texts) if refused(text, kind, codes)]
    assert np.flatnonzero(unfit(pa.array(texts, pa.string()), kind, codes)).tolist() == expected


def test_a_pattern_that_brackets_break_means_what_it_means() -> None:
    """A quotation without an end goes on over the bracket."""
    assert unfit(pa.array(["a|b", "c"]), Type(Kind.TEXT, pattern=r"\Qa|b"), None).tolist() == [False, True]


def test_only_texts_whose_reason_is_told_are_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A column of ten thousand different times, of which one is none."""
    texts = tuple(f"{each // 3600:02}:{each // 60 % 60:02}:{each % 60:02}" for each in range(10_000))
    texts = (*texts[:5], "24:00:00", *texts[5:])
    read: list[object] = []

    def counted(written: object, kind: Type) -> int | str:
        read.append(written)
        return read_value(written, kind)

    monkeypatch.setattr(module, "read_value", counted)
    column = typed(Raw(Form.TEXT, np.arange(len(texts)), None, pa.array(texts)), TIME)
    assert (read, column.bad.rows.tolist()) == ([], [5])
    assert column.bad.reasons.of(int(column.bad.which[0])).params["value"] == read[0] == "24:00:00"


ORDERED = (YES_NO, DATE, Type(Kind.NUMBER, low=-9, high=99), Type(Kind.MONEY, decimals=2, low=-LARGEST, high=LARGEST))
WRITTEN = st.one_of(
    st.sampled_from(["True", "FALSE", "0", "1", "2024-02-29", "2023-02-29", "1e2", "-.5", "5.", "+7", "1_0", "٣", "ſ"]),
    st.text("0123456789-+.eE", max_size=10),
).flatmap(
    lambda text: st.sampled_from(["", " ", "\t", "\x1c", "\x85", "\xa0", "\u2003", "\u3000", "\u200b", "x"]).flatmap(
        lambda around: st.sampled_from([text, around + text, text + around])
    )
)


@pytest.mark.parametrize("kind", ORDERED)
@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(WRITTEN, max_size=8))
def test_no_text_that_is_an_ordered_value_is_passed_over(kind: Type, texts: list[str]) -> None:
    """What Arrow says is none is none: whatever Python strips around a value, and however a number is written."""
    column = pa.array(texts, pa.string())
    expected = [number for number, text in enumerate(texts) if module._attempt(text, lambda each: read(each, kind))]
    assert set(expected) <= set(likely(column, kind).tolist())


def read(text: str, kind: Type) -> tuple[int]:
    """A value that is true, whatever it is."""
    return (module._of_text(text, kind),)
