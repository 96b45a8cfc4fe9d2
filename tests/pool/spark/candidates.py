"""A small pool that has everything: records, unknowns, each row's own date, and rows that must be set aside."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa

FIRST, DAYS = date(2016, 11, 1), 40
"""Days on both sides of a change of the rules."""
CODES = ("21231", "31102", "72200", "62200", "00010")
SKILLS = ("reading", "writing", "listening", "speaking")
ANSWERED = (
    "intends_to_live_in_quebec", "citizen_or_permanent_resident", "misrepresentation_bar",
    "certificate_of_qualification", "partner.accompanying", "partner.citizen_or_permanent_resident", "funds.sufficient",
)  # fmt: skip
"""Questions of yes or no. The last is one that the rules answer: what is supplied may be contradicted by the rest."""

JOB = pa.struct([
    ("whose", pa.string()), ("noc_2021", pa.string()), ("country", pa.string()), ("paid", pa.bool_()),
    ("authorised", pa.bool_()), ("hours_per_week", pa.decimal128(6, 2)), ("start", pa.date32()), ("end", pa.date32()),
])  # fmt: skip
TEST = pa.struct([
    ("whose", pa.string()), ("test", pa.string()), ("date", pa.date32()), *((name, pa.float64()) for name in SKILLS),
])  # fmt: skip
CREDENTIAL = pa.struct([("whose", pa.string()), ("level", pa.string()), ("country", pa.string())])
SCHEMA = pa.schema([
    ("id", pa.string()), ("day", pa.date32()), ("birth_date", pa.date32()), ("partner.status", pa.string()),
    ("sibling_in_canada", pa.bool_()), ("provincial_nomination", pa.bool_()), ("family_size", pa.int16()),
    ("settlement_funds", pa.decimal128(12, 2)), ("work", pa.list_(JOB)), ("language_tests", pa.list_(TEST)),
    ("credentials", pa.list_(CREDENTIAL)), ("note", pa.string()), ("unread", pa.string()),
    *((name, pa.bool_()) for name in ANSWERED),
])  # fmt: skip


def pool(rows: int, seed: int = 1) -> pa.Table:
    """So many candidates."""
    random = Random(seed)
    return pa.Table.from_pylist([_candidate(random, number) for number in range(rows)], schema=SCHEMA)


def _candidate(random: Random, number: int) -> dict[str, Any]:
    day = FIRST + timedelta(random.randrange(DAYS))

    def maybe(value: Any, often: float = 0.85) -> Any:
        return value if random.random() < often else None

    return {
        "id": f"c{number:06}",
        "day": maybe(day, 0.99),
        "birth_date": maybe(day - timedelta(random.randrange(17 * 365, 60 * 365))),
        "partner.status": maybe(random.choice(("none", "married", "common_law"))),
        "sibling_in_canada": maybe(random.random() < 0.1),
        "provincial_nomination": maybe(random.random() < 0.1),
        "family_size": maybe(random.choice((1, 2, 3, 4, 5, 0 if random.random() < 0.05 else 2))),
        "settlement_funds": maybe(Decimal(random.randrange(0, 4_000_000)) / 100),
        "work": maybe([_job(random, day) for _ in range(random.randrange(4))]),
        "language_tests": maybe([_test(random, day) for _ in range(random.randrange(3))]),
        "credentials": maybe([_credential(random) for _ in range(random.randrange(3))]),
        **{name: maybe(random.random() < 0.1) for name in ANSWERED},
        "note": maybe(random.choice(("à revoir", "a, b", 'with "quotes"', "")), 0.5),
    }


def _job(random: Random, day: date) -> dict[str, Any]:
    start = day - timedelta(random.randrange(30, 4000))
    return {
        "whose": "candidate" if random.random() < 0.8 else "partner",
        "noc_2021": random.choice(CODES),
        "country": random.choice(("CA", "CA", "FR")),
        "paid": random.random() < 0.95,
        "authorised": random.random() < 0.9 or None,
        "hours_per_week": Decimal(random.choice(("15", "30", "37.5", "40"))),
        "start": start,
        "end": start + timedelta(random.randrange(1, 1500)) if random.random() < 0.7 else None,
    }


def _test(random: Random, day: date) -> dict[str, Any]:
    english = random.random() < 0.7
    return {
        "whose": "candidate",
        "test": "ielts_general" if english else "celpip_general",
        "date": day - timedelta(random.randrange(900)),
        **{name: float(random.randrange(4, 10)) for name in SKILLS},
    }


def _credential(random: Random) -> dict[str, Any]:
    level = random.choice(("secondary", "one_year", "two_year"))
    return {"whose": "candidate", "level": level, "country": random.choice(("CA", "IN"))}
