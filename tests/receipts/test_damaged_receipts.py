"""A receipt that was damaged anywhere, also by somebody who seals it anew, is told apart or refused in words."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.mutations import as_json, damaged, rearranged
from tests.support import second_books
from tests.support.receipts import receipts_of, some_days

from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages import LANGUAGES
from ronde.messages.diagnostics import ValidationError
from ronde.model.locations import SourceLocation
from ronde.receipts.page import verdict_data, verdict_page
from ronde.receipts.read import read_receipt
from ronde.receipts.receipt import digest_of
from ronde.receipts.verify import Outcome, verify

EXAMPLES = int(os.environ.get("RONDE_DAMAGED_RECEIPTS", "150"))


@cache
def engine() -> Engine:
    return Engine(second_books.history("grant"), Reference())


@cache
def made() -> list[bytes]:
    """A few receipts, whole and brief."""
    lines = list(receipts_of(engine(), some_days(engine().history, 6), 20))
    return [lines[0], lines[10], *lines[1:4]]


def sealed(tree: Any, how_deep: int) -> Any:
    """A receipt with new digests: of itself, and of its decision too."""
    if how_deep > 1 and isinstance(tree.get("decision"), dict):
        tree["decision"]["digest"] = digest_of(tree["decision"])
    if how_deep > 0:
        tree["digest"] = digest_of(tree)
    return tree


@st.composite
def receipts(draw: st.DrawFn) -> bytes:
    """A receipt after some accidents, to its letters or to its parts."""
    if draw(st.integers(0, 3)) == 0:
        return draw(damaged(made()))
    tree = draw(rearranged([orjson.loads(each) for each in made()]))
    return as_json(sealed(tree, draw(st.integers(0, 2))) if isinstance(tree, dict) else tree)


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None)
@given(receipts())
def test_a_damaged_receipt_is_told_apart_or_refused(content: bytes) -> None:
    for language in LANGUAGES:
        assert told(content, language)


def told(content: bytes, language: str) -> str:
    """What is said of a receipt."""
    try:
        found = verify(engine(), read_receipt(content, SourceLocation("receipt.json")))
    except ValidationError as refused:
        return "\n".join(each.text(language) for each in refused.diagnostics)
    assert verdict_data(found, language)["outcome"] == found.outcome
    assert found.outcome is not Outcome.SAME or digest_of(found.receipt) == found.receipt["digest"]
    return verdict_page(found, language).text(80)
