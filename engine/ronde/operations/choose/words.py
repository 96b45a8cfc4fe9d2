"""The value beside the first condition that holds, else the last: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.choose.syntax import ChooseSyntax
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: ChooseSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    yield phrases.translate("page-form-choose")
    yield ""
    for number, branch in enumerate(written.branches, 1):
        yield f"{number}. {phrases.translate('page-case', value=phrases.value(branch.value, about))}"
        yield from phrases.conditions(branch.when, 1)
    otherwise = phrases.translate("page-case-otherwise", value=phrases.value(written.otherwise, about))
    yield f"{len(written.branches) + 1}. {otherwise}"
