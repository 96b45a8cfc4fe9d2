"""What a book declares it holds to, used or not: attributes of lists, examples of answers, defaults, constants,
cells."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support import books
from tests.support.books import TEXTS, asked, fact

from ronde.messages.diagnostics import ValidationError

COLOURS = dict.fromkeys(("red", "blue"), TEXTS)
SAID = {"wage": 21.5, "weight": 0.75, "since": "2024-01-15", "listed": True}
KIND = {"kind": asked("choice", choices=COLOURS)}


def items(**attributes: Any) -> dict[str, Any]:
    """A list of two items with an attribute of each kind; the second item says these."""
    declared = {
        "colour": {"type": "choice", "choices": COLOURS},
        "level": {"type": "number"},
        "remark": {"type": "text"},
        "wage": {"type": "money"},
        "weight": {"type": "number", "decimals": 2},
        "since": {"type": "date"},
        "listed": {"type": "yes_no"},
    }
    first = {**TEXTS, "colour": "red", "level": 1, "remark": "x", **SAID}
    second = {**first, **attributes}
    return {
        "codes": {
            "label": TEXTS,
            "source": "act",
            "attributes": declared,
            "items": {"1": first, "2": {name: value for name, value in second.items() if value is not ...}},
        }
    }


def found(facts: dict[str, Any], **keys: Any) -> list[str]:
    """The diagnostics of a book with these facts."""
    try:
        books.plan(books.book(facts, **keys))
    except ValidationError as refused:
        return [diagnostic.code for diagnostic in refused.diagnostics]
    return []


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ({"colour": "green"}, "value-not-choice"),
        ({"colour": 3}, "value-not-text"),
        ({"colour": ...}, "key-missing"),
        ({"level": "high"}, "value-not-number"),
        ({"level": 1.5}, "value-decimals"),
        ({"remark": 7}, "value-not-text"),
        ({"wage": 21.505}, "value-decimals"),
        ({"wage": "1.5 * level"}, "formula"),
        ({"weight": 0.755}, "value-decimals"),
        ({"since": "2024-02-30"}, "value-impossible-date"),
        ({"listed": "true"}, "value-not-yes-no"),
        ({"colour": "blue", "level": 12}, None),
    ],
)
def test_an_attribute_that_nothing_uses_is_held_to_its_type(attributes: dict[str, Any], code: str | None) -> None:
    assert found(KIND, lists=items(**attributes)) == ([code] if code else [])


def test_every_wrong_attribute_is_a_diagnostic() -> None:
    wrong = items(colour="green", level="high")
    wrong["codes"]["items"]["1"] = {**TEXTS, "colour": "pink", "level": 2, "remark": "x", **SAID}
    assert found(KIND, lists=wrong) == ["value-not-choice", "value-not-choice", "value-not-number"]


def test_decimals_are_those_of_numbers() -> None:
    declared = items()
    declared["codes"]["attributes"]["wage"]["decimals"] = 3
    assert found(KIND, lists=declared) == ["key-idle"]


CHOSEN = {"type": "choice", "choices": COLOURS}
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a default": (asked("choice", choices=COLOURS, missing="green"), "value-not-choice"),
    "a constant": (fact(**CHOSEN, value="green"), "value-not-choice"),
    "the cell of a table": (
        fact(**CHOSEN, table={"key": "kind", "rows": {"red": "green", "blue": "red"}}),
        "value-not-choice",
    ),
    "what a table says otherwise": (
        fact(**CHOSEN, table={"key": "kind", "rows": {"red": "blue"}, "otherwise": "green"}),
        "value-not-choice",
    ),
    "a branch": (
        fact(**CHOSEN, choose=[{"when": {"fact": "kind", "is": "red"}, "value": "green"}, {"otherwise": "red"}]),
        "value-not-choice",
    ),
    "what a choice says otherwise": (
        fact(**CHOSEN, choose=[{"when": {"fact": "kind", "is": "red"}, "value": "red"}, {"otherwise": "green"}]),
        "value-not-choice",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_value_outside_the_choices_is_a_diagnostic_though_nothing_uses_it(name: str) -> None:
    definition, code = WRONG[name]
    assert found({**KIND, "x": definition}) == [code]


@pytest.mark.parametrize(("example", "code"), [(7.5, []), (9.5, ["value-out-of-bounds"]), ("7", ["value-not-number"])])
def test_an_example_of_an_answer_is_an_answer(example: object, code: list[str]) -> None:
    mark = asked("number", at_least=0, at_most=9, decimals=1)
    mark["input"]["example"] = example
    assert found({"mark": mark}) == code
