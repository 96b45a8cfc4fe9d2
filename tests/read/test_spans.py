"""Where what is written ends: after its last character, of a block after its first key or item."""

from __future__ import annotations

import pytest

from ronde.model.document import Steps
from ronde.model.locations import SourceLocation
from ronde.read import structure

TEXT = """\
title: A plain text
"quoted": "text"
several: one,
  two
block: |
  one

  two

# not of it
folded: >- # why
  one
flow: [1,
  {a: 2}]
facts:
  age:
    rows: {"1": 2}
list:
- - x: 1
left:
self: &s
- *s
"""
ENDS: dict[Steps, tuple[tuple[int, int], tuple[int, int]]] = {
    ("title",): ((1, 6), (1, 20)),
    ("quoted",): ((2, 9), (2, 17)),
    ("several",): ((3, 8), (4, 6)),
    ("block",): ((5, 6), (8, 6)),
    ("folded",): ((11, 7), (12, 6)),
    ("flow",): ((13, 5), (14, 10)),
    ("flow", 1): ((14, 9), (14, 9)),
    ("facts",): ((15, 6), (16, 6)),
    ("facts", "age"): ((16, 6), (17, 9)),
    ("facts", "age", "rows", "1"): ((17, 15), (17, 18)),
    ("list",): ((18, 5), (19, 6)),
    ("left",): ((20, 5), (20, 6)),
}
"""After the last character of the key, and of the value."""


@pytest.mark.parametrize("parser", ["libyaml", "in Python"])
def test_where_each_ends(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By either parser."""
    if parser != "libyaml":
        monkeypatch.setattr(structure, "quick_nodes", lambda text: None)
    text = TEXT.partition("self:")[0]
    document = structure.parse(text.encode(), "x.yaml")
    found = {steps: (document.location(steps, key=True).end, document.location(steps).end) for steps in ENDS}
    assert found == ENDS


def test_a_list_that_holds_itself_is_refused() -> None:
    """And is not followed for its first item."""
    with pytest.raises(structure.ValidationError) as refused:
        structure.parse(TEXT.encode(), "x.yaml")
    assert [each.code for each in refused.value.diagnostics] == ["yaml-too-large"]


def test_an_end_makes_no_difference() -> None:
    """What is told twice of one place is one thing, whoever knows where it ends."""
    one, other = SourceLocation("x", 1, 2), SourceLocation("x", 1, 2, 1, 5)
    assert one == other
    assert len({one, other}) == 1
    assert (one.end, other.end) == ((0, 0), (1, 5))
