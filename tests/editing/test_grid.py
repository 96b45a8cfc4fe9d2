"""The tables of a text as grids: cells written anew, rows added and taken away, and nothing else changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ronde.editing.cells import with_cells, with_row, without_row
from ronde.editing.gaps import gaps, with_stand_ins
from ronde.editing.grid import Grid, grids
from ronde.editing.hints import hint
from ronde.messages.diagnostics import ValidationError

BOOKS = Path(__file__).parents[2] / "examples" / "books"

FUNDS = """\
facts:
  funds:  # what must be shown
    type: money
    table:
      key: family_size
      rows:
        1: 11000   # one person
        # a couple
        2..4: 13700
        "5": 16800
      beyond: {each: 2800}
"""
POINTS = """\
facts:
  points: {table: {key: english, rows: {..6: 0, 7..: 30}}}
  both:
    table:
      keys: [english, french]
      rows:
        - {when: {english: "7..", french: "7.."}, value: 50}  # both
        - {when: {english: "..6"}, value: 25}
      otherwise: 0
  columns:
    table:
      key: english
      columns: {choose: partner, true: with, false: alone}
      rows:
        ..6: {with: 0, alone: 0}
        7..: {with: 16, alone: 17}
"""


def one(text: str, number: int = 0) -> Grid:
    return grids(text, "a.yaml")[number]


def told(grid: Grid) -> list[list[str | None]]:
    return [[None if cell is None else cell.text for cell in row.cells] for row in grid.rows]


def test_a_table_is_a_grid_of_what_is_written() -> None:
    assert told(one(FUNDS)) == [["1", "11000"], ["2..4", "13700"], ["5", "16800"]]
    assert told(one(POINTS)) == [["..6", "0"], ["7..", "30"]]
    assert one(POINTS, 1).columns == (("when", "english"), ("when", "french"), ("value",))
    assert told(one(POINTS, 1)) == [["7..", "7..", "50"], ["..6", None, "25"]]
    assert told(one(POINTS, 2)) == [["..6", "0", "0"], ["7..", "16", "17"]]


def test_a_cell_changes_in_its_place_alone() -> None:
    made = with_cells(
        FUNDS, "a.yaml", one(FUNDS).path, {(0, 1): "12000", (1, 0): "2..3", (2, 0): "5..", (2, 1): "a: b"}
    )
    assert made == (FUNDS.replace("11000 ", "12000 ").replace("2..4", "2..3").replace('"5": 16800', '"5..": "a: b"'))


def test_what_is_not_changed_stays_to_the_letter() -> None:
    same = {
        (at, column): cell.text
        for at, row in enumerate(one(FUNDS).rows)
        for column, cell in enumerate(row.cells)
        if cell
    }
    assert with_cells(FUNDS, "a.yaml", one(FUNDS).path, same) == FUNDS


def test_a_row_is_added_at_the_end_and_taken_away() -> None:
    more = with_row(FUNDS, "a.yaml", one(FUNDS).path, ["6, 7", "18000"])
    assert more == FUNDS.replace("16800\n", '16800\n        "6, 7": 18000\n')
    assert without_row(more, "a.yaml", one(FUNDS).path, 3) == FUNDS
    assert without_row(FUNDS, "a.yaml", one(FUNDS).path, 0) == FUNDS.replace("        1: 11000   # one person\n", "")
    flow = with_row(POINTS, "a.yaml", one(POINTS).path, ["9..", "40"])
    assert "{..6: 0, 7..: 30, 9..: 40}" in flow
    assert without_row(flow, "a.yaml", one(POINTS).path, 0) == POINTS.replace("{..6: 0, 7..: 30}", "{7..: 30, 9..: 40}")
    listed = with_row(POINTS, "a.yaml", one(POINTS, 1).path, ["", "5..", "10"])
    assert "# both\n" in listed
    assert "\n        - {when: {french: 5..}, value: 10}\n" in listed


def test_the_only_row_stays() -> None:
    text = "facts:\n  a: {table: {key: b, rows: {1: 2}}}\n"
    with pytest.raises(ValidationError) as refused:
        without_row(text, "a.yaml", one(text).path, 0)
    assert refused.value.diagnostics[0].code == "grid-row"


@pytest.mark.parametrize(
    "text", ["", "a: 1\n", "facts:\n  a: {table: {rows: 3}}\n", "facts: {a: {table: {rows: []}}}\n"]
)
def test_a_text_without_rows_has_no_grid(text: str) -> None:
    assert grids(text, "a.yaml") == []


def test_a_reference_to_itself_is_refused() -> None:
    with pytest.raises(ValidationError):
        grids("a: &a [*a]\n", "a.yaml")


def test_every_table_of_the_small_books_takes_a_row_and_gives_it_back() -> None:
    count = 0
    for path in sorted(BOOKS.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for grid in grids(text, str(path)):
            more = with_row(text, str(path), grid.path, ["zz", *("7" for _ in grid.columns[1:])])
            assert without_row(more, str(path), grid.path, len(grid.rows)) == text, path
            count += 1
    assert count > 5


def test_what_is_to_be_filled_in_can_be_stood_in_for() -> None:
    text = f"published:  {hint('published', 'fr')}\nnote:\n  fr:  {hint('note', 'fr')}\nfacts: {{}}\n"
    assert [each.line for each in gaps(text, "a.yaml")] == [1, 3]
    made = with_stand_ins(text, "a.yaml", "2031-02-03")
    assert [line.partition("#")[0].split() for line in made.splitlines()] == [
        ["published:", "2031-02-03"], ["note:"], ["fr:", "…"], ["facts:", "{}"]
    ]  # fmt: skip
    assert gaps(made, "a.yaml") == []
