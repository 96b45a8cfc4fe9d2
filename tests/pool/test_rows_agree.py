"""Native code answers row by row what the interpreter works out, from table to table; and what is wrong is found.

`tools/differential --native --reference` holds as many rows as one has time for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.support import second_books
from tests.support.parts import SHAPES, Part, Shape

from ronde.model.nodes import Op
from ronde.operations import registry

ROWS = 400


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RONDE_CACHE", "")


def part(name: str, shape: Shape) -> Part:
    return Part(second_books.history(name), SHAPES.index(shape), every=True)


@pytest.mark.parametrize(("name", "shape"), [("tax", Shape(0, 4)), ("family", Shape(2, 1))])
def test_native_code_answers_every_row_as_the_interpreter_does(name: str, shape: Shape) -> None:
    held = part(name, shape).held(ROWS)
    assert held.told == []
    assert held.wrong == 0
    assert held.rows == ROWS
    assert held.native > ROWS // 2
    assert held.unknown > 0
    assert held.contradicted > 0
    assert held.refused < ROWS // 2


def test_an_operation_whose_native_form_is_wrong_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    form: Callable[[str], Any] = registry.native
    monkeypatch.setattr(registry, "native", lambda op: form(Op.GREATEST if op == Op.SUM else op))
    held = part("tax", Shape(0, 1)).held(ROWS)
    assert held.wrong > 0
    assert "in the pool" in held.told[0]
