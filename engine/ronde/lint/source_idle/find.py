"""The sources that a file lists and nothing in it cites."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.model.document import Document
from ronde.model.history import Status
from ronde.syntax.sources import citations, listed_sources
from ronde.syntax.version import version_syntax


def find(context: Context) -> Iterator[Found]:
    """Every source that is there for nothing. A version without facts may list where it was announced."""
    for documents in context.documents.values():
        for document in documents:
            if version_syntax(document).status is Status.COMPLETE:
                yield from _idle(document)


def _idle(document: Document) -> Iterator[Found]:
    told = {cited.id for cited in citations(document)}
    for source in listed_sources(document):
        if source.id not in told:
            told.add(source.id)
            yield Found(source.at.location("id"), {"source": source.id})
