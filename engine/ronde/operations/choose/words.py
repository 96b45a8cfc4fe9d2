"""The value beside the first condition that holds, else the last: how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.telling.phrases import Phrases, mapping, sequence


def words(phrases: Phrases, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    yield phrases.translate("page-form-choose")
    yield ""
    for number, branch in enumerate(map(mapping, sequence(body["choose"])), 1):
        if "otherwise" in branch:
            told = phrases.translate("page-case-otherwise", value=phrases.value(branch["otherwise"], about))
            yield f"{number}. {told}"
        else:
            yield f"{number}. {phrases.translate('page-case', value=phrases.value(branch['value'], about))}"
            yield from phrases.conditions(branch["when"], 1)
