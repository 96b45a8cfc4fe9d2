"""Progressive rates: each slice of a number at its own rate: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.messages.numbers import multiple
from ronde.model.nodes import Fact
from ronde.operations.slices.syntax import SlicesSyntax
from ronde.operations.told import grid, rounding_told
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: SlicesSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    cut = phrases.about(written.of.text)
    based = any(row.base is not None for row in written.rows)
    yield phrases.translate("page-form-slices", fact=phrases.fact(written.of))
    yield ""
    head = [phrases.translate("page-slice"), *([phrases.translate("page-slice-base")] if based else [])]
    yield from grid([*head, phrases.translate("page-slice-rate")], _rows(phrases, written, cut, about, based=based), 1)
    if written.rounding is not None:
        yield from ("", rounding_told(phrases, written.rounding, about))


def _rows(
    phrases: Phrases, written: SlicesSyntax, cut: Fact | None, about: Fact | None, *, based: bool
) -> Iterator[list[str]]:
    for row, after in zip(written.rows, (*written.rows[1:], None), strict=True):
        low = phrases.cell(row.start, cut)
        told = (
            phrases.translate("page-and-more", value=low)
            if after is None
            else phrases.translate("page-from-to", low=low, high=phrases.cell(after.start, cut))
        )
        rate = multiple(str(row.rate.value), phrases.language)
        yield [told, *([phrases.cell(row.base, about) if row.base else ""] if based else []), rate]
