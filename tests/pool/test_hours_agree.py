"""Hours of work in columns are those of one candidate, whatever the periods, the window and what bridges a gap."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ronde.model.nodes import Measure
from ronde.pool.hours import Periods
from ronde.pool.hours import hours as in_columns
from ronde.run.hours import Period, hours

BRIDGES = st.one_of(st.just(()), st.lists(st.integers(0, 8), min_size=7, max_size=7).map(tuple))
MEASURES = st.builds(
    Measure, st.integers(0, 40), st.sampled_from([0, 0, 15, 30]), st.booleans(), st.just(False), bridged=BRIDGES
)
PERIOD = st.tuples(st.integers(1, 60), st.integers(-3, 60), st.integers(0, 60))


@pytest.mark.parametrize("places", [1, 2, 4, 7])
@settings(derandomize=True, max_examples=60)
@given(st.data(), MEASURES)
def test_hours_in_columns_are_those_of_one_candidate(places: int, data: st.DataObject, measure: Measure) -> None:
    """Candidates side by side, each with its own periods and window, among which some periods do not count."""
    people = data.draw(st.lists(st.tuples(*[PERIOD] * places), min_size=1, max_size=6))
    windows = data.draw(
        st.lists(st.tuples(st.integers(0, 60), st.integers(0, 130)), min_size=len(people), max_size=len(people))
    )
    told = np.array(people, np.int64).transpose(2, 1, 0)
    counted = np.array(data.draw(st.lists(st.booleans(), min_size=told[0].size, max_size=told[0].size)))
    counted = counted.reshape(told[0].shape)
    window = np.array(windows, np.int64).T
    found = in_columns(Periods(told[0], told[0] + told[1], told[2], counted), (window[0], window[1]), measure)
    expected = [
        hours([Period(a, a + n, h) for (a, n, h), counts in zip(jobs, own, strict=True) if counts], limits, measure)
        for jobs, own, limits in zip(people, counted.T, windows, strict=True)
    ]
    assert found.tolist() == expected
