"""The sources of a file whose members cite them by `source` or `sources`: each is there once, and known."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.document import Document, Steps, Tree
from ronde.model.finding import Finding

CITED = ("source", "sources")
"""The keys by which a member cites."""


def check_sources(document: Document) -> list[Finding]:
    """What is wrong with the sources of a file of rounds, of pools or of the feed's names, once its schema is right."""
    ids = listed_sources(document)
    unknown = [
        Finding("source-unknown", document.place(steps), {"source": source, "known": ", ".join(sorted(ids))})
        for steps, source in citations(document)
        if source not in ids
    ]
    return [*unknown, *sources_twice(document)]


def sources_twice(document: Document) -> list[Finding]:
    """The sources that a file lists a second time."""
    ids = listed_sources(document)
    return [
        Finding("source-twice", document.place(("sources", number, "id")), {"source": source})
        for number, source in enumerate(ids)
        if ids.index(source) != number
    ]


def listed_sources(document: Document) -> list[str]:
    """The ids of the sources that a file lists, in order."""
    listed = document.tree.get("sources") if isinstance(document.tree, dict) else None
    return [str(each["id"]) for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def citations(document: Document) -> Iterator[tuple[Steps, str]]:
    """Every citation in a file, with the steps to it. The codes of a list (`items`) cite nothing."""
    tree = document.tree if isinstance(document.tree, dict) else {}
    yield from _citations({key: value for key, value in tree.items() if key != "sources"}, ())


def _citations(tree: Tree, steps: Steps) -> Iterator[tuple[Steps, str]]:
    members = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in members:
        below = (*steps, step)
        if step == "items":
            continue
        if step not in CITED:
            yield from _citations(value, below)
        elif isinstance(value, list):
            yield from (((*below, number), str(each)) for number, each in enumerate(value))
        elif value is not None:
            yield below, str(value)
