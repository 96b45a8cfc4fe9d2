"""The population that travels with the package: people whom the rules accept, in a plausible shape, on any day."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.support import books

from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.evaluate.decision import day_text
from ronde.model.types import read_date
from ronde.rounds.data import read_rounds
from ronde.simulate.population.assumptions import Population, population_document, read_population
from ronde.simulate.population.bands import Bands, gap, nearest
from ronde.simulate.population.blocks import draw_block

DAYS = ("2015-01-01", "2016-12-01", "2018-12-01", "2021-07-01", "2022-11-16", "2024-12-16", "2026-10-01")
SCORE, REQUIRED = "crs.total", "pool.eligible"


@cache
def population(day: str) -> Population:
    history = books.real()
    return read_population(population_document(history, None), books.real_plan(read_date(day)), history)


def block(day: str, rows: int, seed: int = 7) -> pa.RecordBatch:
    return draw_block(population(day), rows, seed, 0, read_date(day))


def profile(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a profile is written: what is absent left out, dates as text."""

    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return [plain(each) for each in value]
        if isinstance(value, dict):
            return {name: plain(each) for name, each in value.items() if each is not None}
        return value.isoformat() if hasattr(value, "isoformat") else value

    found: dict[str, Any] = plain(row)
    return found


@pytest.mark.parametrize("day", DAYS)
def test_the_rules_accept_everybody_and_columns_say_the_same(day: str) -> None:
    """Rows written as profiles are refused for nothing, and have the scores that the columns have."""
    rows = block(day, 40)
    as_of = read_date(day)
    answers = Kernel(books.real(), Query(facts=(SCORE, REQUIRED), as_of=as_of)).run(rows)
    assert answers.rejects.num_rows == 0
    engine = books.real_engine()
    told = [
        tuple(books.answers(engine.evaluate(books.profile(profile(row)), as_of))[name] for name in (SCORE, REQUIRED))
        for row in rows.to_pylist()
    ]
    found = answers.rows
    assert list(zip(found[SCORE].to_pylist(), found[REQUIRED].to_pylist(), strict=True)) == told


@pytest.mark.parametrize(("day", "most"), [("2024-12-16", 0.15), ("2026-09-13", 0.15)])
def test_the_shape_is_plausible_before_anything_is_fitted(day: str, most: float) -> None:
    """Of those drawn, most can be kept, all scores are decided, and they lie about where the published ones do."""
    as_of = read_date(day)
    answers = Kernel(books.real(), Query(facts=(SCORE, REQUIRED), as_of=as_of)).run(block(day, 6000)).rows
    kept = answers.filter(answers[REQUIRED])
    assert answers[SCORE].null_count == 0
    assert kept.num_rows > 0.6 * answers.num_rows
    published: Bands = nearest(read_rounds(books.real()).pools, as_of)
    band = published.of(kept[SCORE].to_numpy().astype(np.int64))
    assert gap(np.bincount(band, minlength=len(published.published)), published.published) < most
    scores = np.sort(kept[SCORE].to_numpy())
    assert 380 < np.median(scores) < 470
    assert scores[0] < 300
    assert scores[-1] > 600


def test_every_kind_of_round_concerns_somebody() -> None:
    day = "2026-10-01"
    names = [name for name, about in books.real_plan(read_date(day)).facts.items() if name.startswith("round.")]
    question = Query(facts=(*names, REQUIRED), as_of=read_date(day))
    answers = Kernel(books.real(), question).run(block(day, 8000)).rows
    kept = answers.filter(answers[REQUIRED])
    nobody = {name for name in names if not any(kept[name].to_pylist())}
    assert nobody <= {"round.skilled_military_recruits"}, "whom nothing in the file makes a recruit of"


def test_the_file_says_that_it_is_invented() -> None:
    tree = population_document(books.real(), None).tree
    assert isinstance(tree, dict)
    assert tree["confidence"] == "assumption"
    assert "invented" in population(DAYS[-1]).note["en"]
    assert "inventé" in population(DAYS[-1]).note["fr"]


def test_dates_follow_one_another() -> None:
    """Nobody submits, works, studies or is tested after the day of the pool."""
    day = "2024-12-16"
    for row in block(day, 500).to_pylist():
        assert row["birth_date"].isoformat() < row["profile_submitted"].isoformat() <= day
        told = [(each.get("start"), each.get("end")) for each in row["work"]]
        told += [(each["study_started"], each["obtained"]) for each in row["credentials"]]
        told += [(each["date"], None) for each in row["language_tests"]]
        for first, last in told:
            assert first.isoformat() <= (day if last is None else last.isoformat()) <= day


def test_a_day_is_written_as_people_write_it() -> None:
    assert day_text(read_date(DAYS[0])) == DAYS[0]
