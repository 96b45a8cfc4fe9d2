"""The first of many rows are those that putting all in order would give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ronde.simulate.selection import foremost

numbers = st.lists(st.tuples(st.integers(-2, 2), st.integers(0, 2)), max_size=30)


@settings(deadline=None)
@given(numbers, st.one_of(st.sampled_from([0, 1, 30]), st.integers(0, 31)))
def test_the_foremost_rows_are_the_first_of_all_in_order(pairs: list[tuple[int, int]], count: int) -> None:
    """By the first key, then the second, then as given; here the last row is given first."""
    one, other = (np.array([pair[place] for pair in pairs], dtype=np.int64) for place in (0, 1))
    given_ = list(range(len(pairs)))[::-1]
    found = foremost(np.array(given_, dtype=np.int64), [lambda rows: one[rows], lambda rows: other[rows]], count)
    assert set(found.tolist()) == set(sorted(given_, key=lambda row: pairs[row])[:count])
    assert len(found) == min(count, len(pairs))


def test_a_key_is_asked_about_those_alone_that_are_not_set_apart() -> None:
    """A key that costs much is not worked out for those who are surely among the first, or surely not."""
    asked = []

    def costly(rows: np.ndarray) -> np.ndarray:
        asked.append(rows.tolist())
        return -rows

    score = np.array([3, 1, 2, 2, 2, 5])
    assert foremost(np.arange(6), [lambda rows: score[rows], costly], 3).tolist() == [1, 4, 3]
    assert asked == [[2, 3, 4]]


@pytest.mark.parametrize("count", [0, 6])
def test_nobody_and_everybody_need_no_key(count: int) -> None:
    """Nothing is compared where nothing is to be told apart."""

    def never(rows: np.ndarray) -> np.ndarray:
        raise AssertionError

    assert foremost(np.arange(6), [never], count).tolist() == list(range(count))
