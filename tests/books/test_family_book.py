"""The book of an invented child benefit says, to the cent, what its act says worked out apart, in fractions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor
from random import Random

from tests.support import second_books

from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.evaluate.reference import Candidate, evaluate

F = Fraction
SCHEDULE = {2022: (6900, 5800, 33000, 71000), 2023: (7335, 6165, 35079, 75473), 2024: (7680, 6455, 36728, 79020)}
"""From July of each year: the amounts for a child under 6 and from 6 to 17, and the two thresholds of income."""
INDEX = {2023: F(1063, 1000), 2024: F(1047, 1000)}
FIRST, SECOND = (F(0), F(70), F(135), F(190), F(230)), (F(0), F(32), F(57), F(80), F(95))
"""Thousandths taken back between the thresholds, and above the second, by the number of children up to four."""
LEAST = {2022: 10, 2023: 10, 2024: 12}


def nearest(number: Fraction, unit: int = 100) -> Fraction:
    return F(floor(number * unit + F(1, 2)), unit)


def age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def benefit(day: date, income: Fraction, born: list[date]) -> dict[str, Fraction]:
    """The answers of the act, in dollars; the year of the benefit begins in July."""
    year = day.year - (day.month < 7)
    young, older, first, second = SCHEDULE[year]
    ages = [age(each, day) for each in born]
    counted = F(sum(each < 6 for each in ages)), F(sum(6 <= each <= 17 for each in ages))
    rates = min(4, int(sum(counted)))
    full = counted[0] * young + counted[1] * older
    between, above = max(F(0), min(income, F(second)) - first), max(F(0), income - second)
    taken = nearest(between * FIRST[rates] / 1000) + nearest(above * SECOND[rates] / 1000)
    yearly = max(F(0), full - taken)
    twelfth = F(floor(yearly / 12 * 100), 100)
    monthly = twelfth if twelfth >= LEAST[year] else F(0)
    return {"benefit.full": full, "benefit.reduction": taken, "benefit.yearly": yearly, "benefit.monthly": monthly}


def test_the_book_says_what_the_act_says() -> None:
    """Of four hundred households on days of three years, to the cent."""
    engine, random = Engine(second_books.history("family"), Reference()), Random("family")
    for _ in range(400):
        day = date.fromordinal(random.randint(date(2022, 7, 1).toordinal(), date(2025, 6, 30).toordinal()))
        born = [date.fromordinal(day.toordinal() - random.randrange(20 * 365)) for _ in range(random.randrange(7))]
        income = random.choice([random.randrange(40_000_00), random.randrange(250_000_00), 71_000_00, 33_000_01])
        children = [{"children.born": each.toordinal()} for each in born]
        plan = engine.plan(engine.rules(day.toordinal()))
        candidate = Candidate({"as_of": day.toordinal(), "family_income": income}, {"children": children})
        found = evaluate(plan, candidate).values
        for name, said in benefit(day, F(income, 100), born).items():
            assert F(found[plan.roots[name]], 100) == said, (name, day, income, born)  # type: ignore[arg-type]


def test_every_july_amounts_and_thresholds_are_indexed_to_the_dollar() -> None:
    """Those of each year are those of the year before, times the index, rounded."""
    for before, year in pairwise(SCHEDULE):
        assert [nearest(each * INDEX[year], 1) for each in map(F, SCHEDULE[before])] == list(SCHEDULE[year])
