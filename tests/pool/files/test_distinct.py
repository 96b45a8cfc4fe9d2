"""Whether values are all different is found as a set finds it, whatever their lengths and however they are chunked."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ronde.batch.files import distinct as module
from ronde.batch.files.distinct import distinct

TEXTS = st.text(st.sampled_from("ab\0é"), max_size=9) | st.sampled_from(
    ["a" * 8, "b" * 8, "a" * 16, "b" * 16, "a" * 64, "a" * 65, "b" * 300]
)


@settings(deadline=None)
@given(st.lists(st.lists(TEXTS, max_size=5), min_size=1, max_size=4), st.sampled_from([pa.string(), pa.large_string()]))
def test_texts(pieces: list[list[str]], kind: pa.DataType) -> None:
    values = [each for piece in pieces for each in piece]
    array = pa.chunked_array([pa.array(["x", *piece], kind).slice(1) for piece in pieces])
    assert distinct(array) == (len(set(values)) == len(values))


@settings(deadline=None)
@given(st.lists(st.integers(-5, 5) | st.sampled_from([-(2**63), 2**63 - 1]), max_size=8))
def test_whole_numbers(values: list[int]) -> None:
    assert distinct(pa.chunked_array([pa.array(values, pa.int64())])) == (len(set(values)) == len(values))


def test_different_texts_that_share_a_number_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FACTORS", module.FACTORS * 0)
    assert distinct(pa.chunked_array([["b", "a", "c"]]))
    assert not distinct(pa.chunked_array([["b", "a", "b"]]))
