"""A pool of synthetic candidates, made and written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ronde.api import arguments
from ronde.api.arguments import Date
from ronde.api.shown import Shown
from ronde.batch.files.checks import check_place
from ronde.batch.files.formats import format_of
from ronde.explain.page import Page
from ronde.explain.population import Drawn, made_data, made_page
from ronde.rounds.data import read_rounds
from ronde.rounds.invited import terms_of
from ronde.simulate.population.assumptions import population_document, read_population
from ronde.simulate.population.bands import nearest
from ronde.simulate.population.make import Order, make

if TYPE_CHECKING:
    from ronde.api.book import Book


class PoolMade(Shown):
    """What came of a pool that was made."""

    def __init__(self, drawn: Drawn) -> None:
        self._drawn = drawn

    def to_dict(self) -> dict[str, Any]:
        """What came of it as plain data, as `ronde pool make --format json` prints it."""
        return made_data(self._drawn)

    @property
    def _root(self) -> str:
        return self._drawn.history.root

    def _page(self, lang: str) -> Page:
        return made_page(self._drawn, lang)


def order_of(rows: int, seed: int, as_of: Date | None, language: str, workers: int) -> Order:
    """What is asked for: so many rows from a seed for a day (today, if none is given). Errors: ValidationError,
    QuestionError."""
    return Order(rows, seed, arguments.day_or_today(as_of, "as_of")[0], language, workers)


def make_pool(
    book: Book, order: Order, population: str | None, out: Path, tell: Callable[[int, int], None]
) -> PoolMade:
    """Draw candidates of a population (None: that of the book) whose scores spread as in the pool published nearest to
    their day, and write them. `tell` is called with how many are kept and drawn. Errors: ValidationError."""
    format_of(out)
    check_place("--out", out)
    engine, history = book._opened.reference, book._opened.history
    terms_of(history)
    plan = engine.plan(engine.rules(order.as_of))
    found = read_population(population_document(history, population), plan, history)
    published = nearest(read_rounds(history).pools, order.as_of)
    return PoolMade(Drawn(history, order, found, make(history, found, published, order, out, tell)))
