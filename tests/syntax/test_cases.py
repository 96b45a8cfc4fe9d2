"""Files of cases as frozen classes: what a case says over a profile, where each part stands, all faults at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ronde.cases.cases import cases_in
from ronde.messages.diagnostics import ValidationError
from ronde.model.case import Bounds, Case
from ronde.read.structure import parse
from ronde.syntax.cases import cases_syntax

HEAD = "title: {fr: a, en: a}\nsource: a\n"


def cases(text: str) -> tuple[Case, ...]:
    """The cases of a file."""
    return cases_in(Path("a.yaml"), parse((HEAD + text).encode(), "a.yaml")).cases


def profile(like: str, own: str) -> Any:
    """What a case is asked of that says something over a profile."""
    case = f"{{name: one, as_of: 2024-01-01, like: a, profile: {own}, expect: {{x: 1}}}}"
    text = f"profiles:\n  a: {like}\ncases: [{case}]\n"
    return cases(text)[0].profile.tree


@pytest.mark.parametrize(
    ("like", "own", "both"),
    [
        ("{age: 3, size: 1}", "{age: 4}", {"age": 4, "size": 1}),
        ("{home: {city: a, rooms: 2}}", "{home: {city: b}}", {"home": {"city": "b", "rooms": 2}}),
        ("{home: {city: a, rooms: 2}}", "{home.city: b}", {"home": {"rooms": 2}, "home.city": "b"}),
        ("{home.city: a, home.rooms: 2}", "{home: {city: b}}", {"home": {"city": "b"}, "home.rooms": 2}),
        (
            "{home: {city: {name: a, code: 1}}}",
            "{home: {city: {code: 2}}}",
            {"home": {"city": {"name": "a", "code": 2}}},
        ),
        ("{jobs: [{paid: true}, {paid: true}]}", "{jobs: [{paid: false}]}", {"jobs": [{"paid": False}]}),
        ("{home: {city: a}}", "{home: {}}", {"home": {"city": "a"}}),
        ("{home: {city: a, rooms: 2}}", "{home: {city: null}}", {"home": {"rooms": 2, "city": None}}),
        ("{home: {city: a}}", "{home: no}", {"home": "no"}),
        ("{home: no}", "{home: {city: a}}", {"home": {"city": "a"}}),
    ],
)
def test_what_a_case_says_is_put_over_a_profile(like: str, own: str, both: Any) -> None:
    """Fact by fact, however names are written; lists are whole."""
    assert profile(like, own) == both


def test_each_part_of_a_profile_knows_its_place() -> None:
    """In the profile that the case is like, in its own, and in its lists."""
    text = """profiles:
  a:
    home: {city: a, rooms: 2}
cases:
  - name: one
    as_of: 2024-01-01
    like: a
    profile: {home: {rooms: 3}}
    each:
      jobs: [[{paid: true}], [{paid: false}]]
    expect:
      x: [1, 2]
      y: {at_least: 1, at_most: 2}
"""
    found = cases(text)
    places = [("home", "city"), ("home", "rooms"), ("jobs", 0, "paid"), ("age",)]
    lines = [[found[number].profile.location(each).line for each in places] for number in (0, 1)]
    assert lines == [[5, 10, 12, 10], [5, 10, 12, 10]]
    assert found[1].profile.location(("jobs", 0, "paid")).column > found[0].profile.location(("jobs", 0, "paid")).column
    assert [found[1].expect["x"].value, found[1].expect["y"].value] == [2, Bounds(1, 2)]
    assert [str(found[1].expect[name].location) for name in ("x", "y")] == ["a.yaml:14:7", "a.yaml:15:7"]


def test_every_fault_of_a_file_is_told_at_once() -> None:
    """Of each case each fault, beside what the schema says; what holds of a place is said of it once."""
    text = """cases:
  - {name: a, as_of: 2024-02-30, like: b, expect: {x: null, y: [1], z: {at_least: 1}}}
  - {name: b, as_of: 2024-01-01, each: {u: [1], v: [1, 2]}, refused: u, missing: [], cautions: []}
  - {name: c, as_of: today, expect: {x: 1}}
  - {name: d, as_off: 2024-01-01, expect: {x: []}}
  - {name: e, as_of: [2024-01-01, 2024-01-02], expect: {x: 1}}
  - {name: e, as_of: 2024-01-01}
"""
    with pytest.raises(ValidationError) as refused:
        cases(text)
    told = sorted((each.location.line - 2, each.code) for each in refused.value.diagnostics)
    assert told == [
        (2, "case-answer-empty"),
        (2, "case-bounds"),
        (2, "case-like"),
        (2, "case-widths"),
        (2, "value-impossible-date"),
        (3, "case-refused-alone"),
        (3, "case-refused-alone"),
        (3, "case-widths"),
        (4, "schema-pattern"),
        (5, "case-widths"),
        (5, "key-missing"),
        (5, "key-unknown"),
        (7, "case-expects-nothing"),
    ]


@pytest.mark.parametrize("text", ["3", "[]", "{cases: 3}", "{cases: [3, {}, {expect: 3, each: [], profile: 3}]}"])
def test_a_file_of_another_form_has_its_classes(text: str) -> None:
    """Nothing in it is read for what it is not."""
    file = cases_syntax(parse(text.encode(), "a.yaml"))
    assert [(case.expect, case.each, case.profile.tree, case.missing) for case in file.cases] == [
        ((), (), {}, None)
    ] * len(file.cases)
