"""Whole calendar years from one date to another: how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.telling.phrases import Phrases, mapping


def words(phrases: Phrases, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    dates = mapping(body["years_between"])
    start, end = phrases.fact(dates["from"]), phrases.fact(dates["to"])
    yield phrases.translate("page-form-years-between", start=start, end=end)
