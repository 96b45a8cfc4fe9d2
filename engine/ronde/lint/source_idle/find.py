"""The sources that a file lists and nothing in it cites."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.model.document import Document
from ronde.read.sources import citations, listed_sources


def find(context: Context) -> Iterator[Found]:
    """Every source that is there for nothing. A version without facts may list where it was announced."""
    for documents in context.documents.values():
        for document in documents:
            if not _without_facts(document):
                yield from _idle(document)


def _idle(document: Document) -> Iterator[Found]:
    ids, cited = listed_sources(document), {source for _, source in citations(document)}
    for number, source in enumerate(ids):
        if source not in cited and ids.index(source) == number:
            yield Found(document.place(("sources", number, "id")), {"source": source})


def _without_facts(document: Document) -> bool:
    tree = document.tree
    return isinstance(tree, dict) and bool(tree.get("status") == "incomplete" or tree.get("repealed"))
