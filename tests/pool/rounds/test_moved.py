"""People moved in time: every date, wherever it stands, by the days of its own row."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from ronde.simulate.shifted_dates import moved

KIND = pa.list_(
    pa.struct([("start", pa.date32()), ("hours", pa.int64()), ("inner", pa.struct([("end", pa.date32())]))])
)
days = st.dates(date(1990, 1, 1), date(2050, 1, 1))
records = st.fixed_dictionaries(
    {"start": st.none() | days, "hours": st.integers(0, 9), "inner": st.fixed_dictionaries({"end": st.none() | days})}
)
rows = st.lists(
    st.fixed_dictionaries({"born": st.none() | days, "work": st.none() | st.lists(records, max_size=3)}),
    min_size=1,
    max_size=8,
)


def table(people: list[dict[str, object]]) -> pa.Table:
    kinds = pa.schema([("born", pa.date32()), ("work", KIND)])
    return pa.Table.from_pylist(people, kinds)


def later(value: object, by: int) -> object:
    """What a value is so many days later."""
    if isinstance(value, date):
        return value + timedelta(by)
    if isinstance(value, dict):
        return {name: later(each, by) for name, each in value.items()}
    return [later(each, by) for each in value] if isinstance(value, list) else value


@given(rows, st.data())
def test_every_date_moves_by_the_days_of_its_row(people: list[dict[str, object]], data: st.DataObject) -> None:
    """In columns and in lists of records, also of a part of a table; nothing else moves, and what is null stays so."""
    some = table(people).slice(data.draw(st.integers(0, len(people) - 1)))
    by = np.array(data.draw(st.lists(st.integers(-900, 900), min_size=some.num_rows, max_size=some.num_rows)))
    found = moved(some, by)
    assert found.schema == some.schema
    assert found.to_pylist() == [later(row, int(each)) for row, each in zip(some.to_pylist(), by, strict=True)]


def test_tables_in_several_pieces_and_without_rows() -> None:
    """A table made of tables moves as one; one without rows stays so."""
    one = table([{"born": date(2000, 1, 1), "work": []}])
    two = pa.concat_tables([one, one])
    assert moved(two, np.array([1, 2]))["born"].to_pylist() == [date(2000, 1, 2), date(2000, 1, 3)]
    assert moved(one.slice(0, 0), np.array([], dtype=np.int64)).num_rows == 0
