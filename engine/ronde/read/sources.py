"""The sources of a file whose members cite them by `source` or `sources`: each is there once, known, and cited."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.document import Document, Steps, Tree
from ronde.model.finding import Finding


def check_sources(document: Document) -> list[Finding]:
    """What is wrong with the sources of a file of rounds, of pools or of the feed's names, once its schema is right."""
    tree = document.tree
    assert isinstance(tree, dict)
    listed = tree.get("sources")
    ids = [str(each["id"]) for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    findings: list[Finding] = []
    cited = set()
    for steps, source in _citations({key: value for key, value in tree.items() if key != "sources"}, ()):
        cited.add(source)
        if source not in ids:
            findings.append(
                Finding("source-unknown", document.place(steps), {"source": source, "known": ", ".join(sorted(ids))})
            )
    for number, source in enumerate(ids):
        place = document.place(("sources", number, "id"))
        if ids.index(source) != number:
            findings.append(Finding("source-twice", place, {"source": source}))
        elif source not in cited:
            findings.append(Finding("source-idle", place, {"source": source}))
    return findings


def _citations(tree: Tree, steps: Steps) -> Iterator[tuple[Steps, str]]:
    """Every citation in a tree, with the steps to it."""
    members = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in members:
        below = (*steps, step)
        if step not in ("source", "sources"):
            yield from _citations(value, below)
        elif isinstance(value, list):
            yield from (((*below, number), str(each)) for number, each in enumerate(value))
        elif value is not None:
            yield below, str(value)
