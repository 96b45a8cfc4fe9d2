"""The book of an invented income tax says, to the cent, what its act says worked out apart, in fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from random import Random

import pytest
from tests.support import second_books

from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.evaluate.reference import Candidate, evaluate
from ronde.model.types import read_date

F = Fraction
YEARS = (2022, 2023, 2024)


@dataclass(frozen=True)
class Act:
    """The figures of one year, typed from the schedules: amounts in dollars, and the lowest rate."""

    most_deducted: int
    basic: int
    shrinking: tuple[int, int] | None
    senior: tuple[int, int]
    child: int
    lowest: Fraction
    instalments_above: int


def percent(number: str) -> Fraction:
    return F(number) / 100


SCHEDULE_A = {
    2022: ((0, "14", None), (46000, "19.5", None), (92000, "24", None)),
    2023: ((0, "14", None), (48815, "19.5", "6834.10"), (97630, "24", "16353.03")),
    2024: ((0, "13.75", None), (51215, "19.5", "7042.06"), (102430, "24", "17028.99"), (160000, "27.5", "30845.79")),
}
"""By year, each slice: where it begins, its rate in percent, and what is printed for all that lies below."""

ACTS = {
    2022: Act(20000, 14400, None, (7900, 39800), 1200, percent("14"), 3000),
    2023: Act(21250, 15250, (165000, 235000), (8380, 42200), 1275, percent("14"), 3000),
    2024: Act(21250, 16000, (173000, 246500), (8800, 44300), 1340, percent("13.75"), 3500),
}


@dataclass(frozen=True)
class Person:
    """What a person declares, in cents."""

    employment: int
    other: int
    contributions: int
    donations: int
    withheld: int
    born: int
    children: int


def nearest(number: Fraction) -> Fraction:
    """To the cent, a half away from zero."""
    cents = F(floor(abs(number) * 100 + F(1, 2)), 100)
    return cents if number >= 0 else -cents


def before_credits(year: int, taxable: Fraction) -> Fraction:
    """The tax of Schedule A: what is printed for the slices below, or their sum, and the slice that is reached."""
    below, start, at = F(0), F(0), F(0)
    for begins, rate, printed in SCHEDULE_A[year]:
        if begins > taxable:
            break
        below = F(printed) if printed is not None else below + (begins - start) * at
        start, at = F(begins), percent(rate)
    return nearest(below + (taxable - start) * at)


def tax(year: int, person: Person) -> dict[str, Fraction]:
    """The answers of the act, in dollars."""
    act = ACTS[year]
    total = F(person.employment + person.other, 100)
    deduction = min(F(person.contributions, 100), F(floor(total * percent("18"))), F(act.most_deducted))
    taxable = total - deduction
    gross = before_credits(year, taxable)
    basic = F(act.basic)
    if act.shrinking is not None:
        low, high = act.shrinking
        basic -= F(ceil((min(max(total, low), high) - low) * percent("2.5") * 100), 100)
    most, above = act.senior
    of_age = year - person.born >= 65
    senior = max(F(0), most * of_age - nearest(max(F(0), total - above) * percent("15")))
    personal = nearest((basic + senior + person.children * act.child) * act.lowest)
    gifts = min(F(person.donations, 100), F(floor(taxable * F(3, 4) * 100), 100))
    donations = nearest(min(gifts, F(200)) * act.lowest + max(gifts - 200, F(0)) * percent("24"))
    net = max(F(0), gross - personal - donations)
    balance = net - F(person.withheld, 100)
    return {
        "income.taxable": taxable,
        "tax.gross": gross,
        "credit.personal": personal,
        "credit.donations": donations,
        "tax.net": net,
        "tax.balance": balance,
        "tax.instalment": F(ceil(balance / 4)) if balance > act.instalments_above else F(0),
        "tax.average_rate": F(round(net * 1000 / total), 10) if total >= 1 else F(0),
    }


def somebody(random: Random) -> Person:
    """A person at random: small, usual and large incomes, some at the very bounds of the slices."""
    scale = 10 ** random.randint(2, 8)
    bound = random.choice([0, *(start * 100 for rows in SCHEDULE_A.values() for start, *_ in rows)])
    employment = max(0, bound + random.randint(-300, 300)) if random.random() < 0.3 else random.randrange(scale)
    other = random.choice([0, random.randrange(scale)])
    return Person(
        employment,
        other,
        random.choice([0, random.randrange(4_000_000)]),
        random.choice([0, random.randrange(100_000), random.randrange(10_000_000)]),
        random.choice([0, random.randrange(3_000_000)]),
        random.randint(1930, 2005),
        random.randint(0, 5),
    )


def candidate(year: int, person: Person) -> Candidate:
    return Candidate({
        "as_of": read_date(f"{year}-12-31"),
        "birth_date": read_date(f"{person.born}-12-31"),
        "income.employment": person.employment,
        "income.other": person.other,
        "contributions": person.contributions,
        "donations": person.donations,
        "withheld": person.withheld,
        "children": person.children,
    })  # fmt: skip


@pytest.mark.parametrize("year", YEARS)
def test_the_book_says_what_the_act_says(year: int) -> None:
    """Of two hundred and fifty people each year, to the cent."""
    engine, random = Engine(second_books.history("tax"), Reference()), Random(year)
    plan = engine.plan(engine.rules(read_date(f"{year}-12-31")))
    for person in (somebody(random) for _ in range(250)):
        found = evaluate(plan, candidate(year, person)).values
        for name, said in tax(year, person).items():
            value, decimals = found[plan.roots[name]], plan.facts[name].type.decimals
            assert F(value, 10**decimals) == said, (name, person)  # type: ignore[arg-type]
