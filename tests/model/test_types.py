"""Values as people write them, and the whole number or text that stands for them inside."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ronde.messages import LANGUAGES, translate
from ronde.messages.escape import plain as escaped
from ronde.model.types import (
    DATE,
    DATE_HIGH,
    DATE_LOW,
    LARGEST,
    YES_NO,
    Kind,
    NotOfType,
    Type,
    plain,
    read_date,
    read_value,
    show_number,
    unscaled,
)

MONEY = Type(Kind.MONEY, 2, -LARGEST, LARGEST)
WHOLE = Type(Kind.NUMBER, 0, 0, 60)
TENTHS = Type(Kind.NUMBER, 1, 0, 1680)
CHOICE = Type(Kind.CHOICE, choices=("none", "married"))
CODE = Type(Kind.CODE, pattern="[A-Z]{2}")
TEXT = Type(Kind.TEXT)


@pytest.mark.parametrize(
    ("kind", "written", "inside"),
    [
        (YES_NO, True, 1),
        (YES_NO, False, 0),
        (WHOLE, 0, 0),
        (WHOLE, 60, 60),
        (WHOLE, 12.0, 12),
        (TENTHS, 37.5, 375),
        (TENTHS, 168, 1680),
        (MONEY, 15263, 1526300),
        (MONEY, 0.1, 10),
        (MONEY, -19.99, -1999),
        (MONEY, 1.1, 110),
        (CHOICE, "married", "married"),
        (CODE, "CA", "CA"),
        (TEXT, "00010", "00010"),
        (TEXT, "", ""),
        (DATE, "1900-01-01", DATE_LOW),
        (DATE, "2199-12-31", DATE_HIGH),
    ],
)
def test_what_is_of_a_type_is_read_exactly(kind: Type, written: object, inside: int | str) -> None:
    """A value of the type becomes one whole number or text, without loss."""
    assert read_value(written, kind) == inside


@pytest.mark.parametrize(
    ("kind", "written", "reason"),
    [
        (YES_NO, 1, "value-not-yes-no"),
        (YES_NO, "true", "value-not-yes-no"),
        (YES_NO, None, "value-not-yes-no"),
        (WHOLE, True, "value-not-number"),
        (WHOLE, "12", "value-not-number"),
        (WHOLE, None, "value-not-number"),
        (WHOLE, [1], "value-not-number"),
        (WHOLE, 61, "value-out-of-bounds"),
        (WHOLE, -1, "value-out-of-bounds"),
        (WHOLE, 12.5, "value-decimals"),
        (TENTHS, 37.55, "value-decimals"),
        (MONEY, 0.001, "value-decimals"),
        (MONEY, LARGEST, "value-not-number"),
        (CHOICE, "common_law", "value-not-choice"),
        (CHOICE, True, "value-not-text"),
        (CODE, "CAN", "value-not-pattern"),
        (CODE, "ca", "value-not-pattern"),
        (CODE, "CA\n", "value-not-pattern"),
        (CODE, 10, "value-not-text"),
        (TEXT, 10, "value-not-text"),
        (TEXT, None, "value-not-text"),
        (DATE, "2023-2-3", "value-not-date"),
        (DATE, "2023-02-03 ", "value-not-date"),
        (DATE, "2023-02-03T00:00", "value-not-date"),
        (DATE, 20230203, "value-not-date"),
        (DATE, "2023-02-30", "value-impossible-date"),
        (DATE, "2023-13-01", "value-impossible-date"),
        (DATE, "2023-02-29", "value-impossible-date"),
        (DATE, "1899-12-31", "value-date-range"),
        (DATE, "2200-01-01", "value-date-range"),
    ],
)
def test_what_is_not_of_a_type_is_told(kind: Type, written: object, reason: str) -> None:
    """Anything else is refused with one reason, which can be said in both languages and shows what was written."""
    with pytest.raises(NotOfType) as wrong:
        read_value(written, kind)
    assert wrong.value.reason == reason
    said = [translate(reason, language, **wrong.value.params) for language in LANGUAGES]
    assert len(set(said)) == 2
    if written is None or isinstance(written, list):
        key = "kind-null" if written is None else "kind-array"
        assert all(translate(key, language) in each for each, language in zip(said, LANGUAGES, strict=True))
    else:
        shown = escaped(str(written).lower() if isinstance(written, bool) else str(written))
        assert all(shown in each for each in said)


def test_bounds_can_be_left_aside() -> None:
    """Bounds are for what a candidate gives: a literal of the rules may lie beyond them."""
    assert read_value(61, WHOLE, bounded=False) == 61


def test_leap_days_are_dates_in_leap_years_only() -> None:
    """The 29th of February exists in 2000 and 2024, and in neither 2100 nor 2023."""
    assert read_date("2024-02-29") - read_date("2024-02-28") == 1
    assert read_date("2000-02-29") - read_date("2000-02-28") == 1
    for written in ("2100-02-29", "2023-02-29"):
        with pytest.raises(NotOfType):
            read_date(written)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_date_is_read_and_shown_as_written(day: date) -> None:
    """A date goes in and comes out as the same text."""
    assert plain(read_date(day.isoformat()), DATE) == day.isoformat()


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_numbers_go_in_and_out_unchanged(number: int, decimals: int) -> None:
    """What stands for a decimal inside is shown without needless zeros, and read again it is the same."""
    kind = Type(Kind.NUMBER, decimals, -LARGEST, LARGEST)
    shown = show_number(number, decimals)
    assert Fraction(shown) == Fraction(number, 10**decimals)
    assert unscaled(shown, decimals) == number
    if "." in shown:
        assert not shown.endswith("0")
    told = plain(number, kind)
    assert isinstance(told, int | float)
    assert read_value(told, kind) == number


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_cents_are_exact(dollars: int, cents: int) -> None:
    """An amount in dollars and cents is counted in whole cents, whatever a float makes of it."""
    assert read_value(float(f"{dollars}.{cents:02}"), MONEY) == dollars * 100 + cents


def test_unknown_says_no_more_than_the_type() -> None:
    """An unknown is the pair of its bounds, nothing where the type has no order, and known where only one is left."""
    assert YES_NO.unknown == (0, 1)
    assert WHOLE.unknown == (0, 60)
    assert WHOLE.within(7, 7).unknown == 7
    assert CHOICE.unknown is None
    assert Type(Kind.CHOICE, choices=("only",)).unknown == "only"
    assert TEXT.unknown is None


def test_unknown_is_null_in_json() -> None:
    """What is unknown is shown as null, never as zero, false or a bound."""
    assert plain((0, 1), YES_NO) is None
    assert plain((0, 60), WHOLE) is None
    assert plain(None, CHOICE) is None
    assert plain(0, YES_NO) is False
    assert plain(0, WHOLE) == 0
    assert plain("none", CHOICE) == "none"
