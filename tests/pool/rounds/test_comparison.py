"""The same people by the rules of two dates: what is counted is what one profile at a time answers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import books

from ronde.batch.reading import PoolFile
from ronde.messages.diagnostics import ValidationError
from ronde.model.types import read_date
from ronde.simulate.comparison import Comparison, FactChange

DAYS = ("2020-01-01", "2021-01-01")
FIRST = {
    "points": books.asked("number", at_least=0, at_most=900),
    "price": books.asked("money", at_least=0, at_most=900),
    "kind": books.asked("text"),
    "good": books.fact(all=[{"fact": "points", "at_least": 500}]),
    "score": books.fact(sum=["points"]),
    "old": books.fact(sum=["points"]),
    "dues": books.fact(sum=["price"]),
}
SECOND = {
    **{name: each for name, each in FIRST.items() if name != "old"},
    "good": books.fact(all=[{"fact": "points", "at_least": 450}, {"fact": "kind", "is": "x"}]),
    "again": books.fact(sum=["points"]),
    "score": books.fact(sum=["points", "again"]),
    "fee": books.fact(sum=["price"]),
    "dues": books.fact(sum=["price", "fee"]),
    "new": books.fact(sum=["points"]),
}
BOOK = books.history(
    {
        "topic/2015-01-01.yaml": books.version(facts=FIRST),
        "topic/2020-06-01.yaml": books.version("2020-06-01", facts=SECOND),
        "book.yaml": {**books.BOOK, "headlines": ["good", "score"]},
    }
)
FACTS = ("good", "score", "dues", "kind")
PAIRS = [
    ("changed", lambda old, new: None not in (old, new) and old != new),
    ("same", lambda old, new: None not in (old, new) and old == new),
    ("became_unknown", lambda old, new: old is not None and new is None),
    ("became_known", lambda old, new: old is None and new is not None),
    ("unknown", lambda old, new: old is None and new is None),
    ("gained", lambda old, new: None not in (old, new) and type(old) is not str and new > old),
    ("lost", lambda old, new: None not in (old, new) and type(old) is not str and new < old),
]

people = st.fixed_dictionaries(
    {
        "points": st.none() | st.sampled_from([0, 449, 450, 451, 500, 900]),
        "price": st.none() | st.sampled_from(["0", "10.25", "99.99"]),
        "kind": st.none() | st.sampled_from(["x", "y"]),
    }
)


def compared(
    folder: Path, rows: list[dict[str, object]], facts: tuple[str, ...] = FACTS
) -> tuple[Comparison, pa.Table]:
    """Compare rows by way of a file."""
    path = folder / "people.parquet"
    kinds = pa.schema([("id", pa.string()), ("points", pa.int64()), ("price", pa.string()), ("kind", pa.string())])
    pq.write_table(pa.Table.from_pylist(rows, kinds), path)
    file = PoolFile(path, "en", "id")
    found = Comparison(BOOK, file, (read_date(DAYS[0]), read_date(DAYS[1])), facts)
    return found, pa.Table.from_batches(list(found.run()), found.schema)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(people, min_size=1, max_size=10))
def test_counts_are_those_of_one_profile_at_a_time(rows: list[dict[str, object]], tmp_path: Path) -> None:
    """Both answers of every row, and how many changed in which way."""
    numbered = [{"id": str(number), **row} for number, row in enumerate(rows)]
    found, answers = compared(tmp_path, numbered)
    given_ = [
        {name: float(str(value)) if name == "price" else value for name, value in row.items() if value is not None}
        for row in rows
    ]
    alone = [[books.answers(books.decide(BOOK, one, day)) for day in DAYS] for one in given_]
    for change in found.facts:
        pairs = [(old[change.name], new[change.name]) for old, new in alone]
        for side, day in enumerate(DAYS):
            told = answers[f"{change.name}@{day}"].to_pylist()
            assert [None if each is None else str(each) for each in told] == [
                None if pair[side] is None else shown(pair[side], each) for pair, each in zip(pairs, told, strict=True)
            ]
        for name, holds in PAIRS:
            if change.name != "kind" or name not in ("gained", "lost"):
                assert getattr(change, name) == sum(map(bool, (holds(old, new) for old, new in pairs))), name
    assert found.file.rejects.count == 0


def shown(value: object, like: object) -> str:
    """A decision's value as the column writes it."""
    return f"{Decimal(str(value)):.2f}" if isinstance(like, Decimal) else str(value)


def test_numbers_tell_their_differences_and_who_moved_most(tmp_path: Path) -> None:
    """Mean, shares, the largest gains with their ids, in the unit of the fact."""
    rows = [{"id": f"p{n}", "points": n, "price": "10.50", "kind": "x"} for n in range(101)]
    found, _ = compared(tmp_path, rows)
    score = next(each for each in found.facts if each.name == "score")
    assert score.mean == Decimal("50")
    assert [score.quantile(share) for share in (0.0, 0.5, 1.0)] == [0, 50, 100]
    assert score.most == [(100, "p100"), (99, "p99"), (98, "p98"), (97, "p97"), (96, "p96")]
    assert score.least == []
    dues = next(each for each in found.facts if each.name == "dues")
    assert (dues.mean, dues.quantile(0.5), dues.scaled(dues.most[0][0])) == (Decimal("10.5"),) * 3


def test_the_largest_of_several_batches_are_kept() -> None:
    """A later batch takes the place of smaller gains and losses only."""
    from ronde.model.types import Kind
    from ronde.simulate.comparison import count

    change = FactChange("score", Kind.NUMBER, 0, (True, True))
    zero = pa.array([0] * 6)
    count(change, zero, pa.array([1, 2, 3, -4, -5, 0]), pa.array(list("abcdef")))
    count(change, zero, pa.array([9, -9, 0, 0, 0, None]), pa.array(list("ghijkl")))
    assert change.most == [(9, "g"), (3, "c"), (2, "b"), (1, "a")]
    assert change.least == [(-9, "h"), (-5, "e"), (-4, "d")]
    assert (change.changed, change.became_unknown, change.gained, change.lost) == (7, 1, 4, 3)
    assert FactChange("none", Kind.NUMBER, 0, (True, True)).mean is None


def test_a_fact_of_one_date_only_is_told_on_that_date(tmp_path: Path) -> None:
    """Its answers stand in the file; nothing is counted as changed."""
    found, answers = compared(tmp_path, [{"id": "a", "points": 5}], ("old", "new"))
    assert [each.defined for each in found.facts] == [(True, False), (False, True)]
    assert answers.column_names == ["id", f"old@{DAYS[0]}", f"new@{DAYS[1]}"]
    assert [each.rows for each in found.facts] == [0, 0]


def test_a_row_that_one_date_cannot_read_is_set_aside(tmp_path: Path) -> None:
    """It is in neither count, and told with its line."""
    found, answers = compared(tmp_path, [{"id": "a", "points": 9999}, {"id": "b", "points": 1}])
    assert answers["id"].to_pylist() == ["b"]
    assert (found.file.rejects.count, found.file.rejects.table()["line"].to_pylist()[0]) == (1, 1)


def test_an_unknown_fact_is_refused_with_the_closest(tmp_path: Path) -> None:
    with pytest.raises(ValidationError) as error:
        compared(tmp_path, [{"id": "a"}], ("scor",))
    diagnostic = error.value.diagnostics[0]
    assert (diagnostic.code, diagnostic.params["close"]) == ("compare-fact-unknown", "score")
