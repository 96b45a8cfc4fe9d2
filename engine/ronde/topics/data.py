"""The facts of a topic in force as plain data: what defines each, where it and its rows are written, which sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ronde.building.index import Definition, index
from ronde.model.history import Rules
from ronde.syntax.version import syntax_of
from ronde.topics.sections import row_lines


def topic_facts(rules: Rules, topic: str, fact: str | None = None) -> list[dict[str, Any]]:
    """The facts that a topic in force defines, or one of them: for each of its versions that holds, newest first, what
    the file says of it, the places of the rows of its table, and what its sources say."""
    every = (each for definitions in index(rules).facts.values() for each in definitions)
    return [_data(each) for each in every if each.version.topic == topic and fact in (None, each.name)]


def _wordings(each: Definition) -> Iterator[dict[str, str]]:
    """What the sources that a fact cites say, and whose words these are."""
    listed = {source.id: source for source in syntax_of(each.version).sources}
    for cited in each.written.sources:
        source = listed.get(cited.id)
        if source is not None and source.wording is not None:
            yield {"source": source.id, "kind": source.wording.kind, **source.wording.text.texts}


def _data(each: Definition) -> dict[str, Any]:
    file = each.version.document.file
    return {
        "name": each.name,
        "label": dict(each.written.label.texts),
        "version": each.version.name,
        "at": str(each.location(key=True)),
        "sources": [source.id for source in each.written.sources],
        "wordings": list(_wordings(each)),
        "rows": [f"{file}:{line}" for line in row_lines(each.written)],
        "definition": each.written.at.plain(),
    }
