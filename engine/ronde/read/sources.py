"""The sources of a file whose members cite them by `source` or `sources`: each is there once, and known."""

from __future__ import annotations

from ronde.messages.diagnostics import Diagnostic
from ronde.model.document import Document
from ronde.syntax.sources import citations, listed_sources


def check_sources(document: Document) -> list[Diagnostic]:
    """What is wrong with the sources of a file of rounds, of pools or of the feed's names, once its schema is right."""
    ids = {source.id for source in listed_sources(document)}
    unknown = [
        Diagnostic("source-unknown", cited.at.location(), {"source": cited.id, "known": ", ".join(sorted(ids))})
        for cited in citations(document)
        if cited.id not in ids
    ]
    return [*unknown, *sources_twice(document)]


def sources_twice(document: Document) -> list[Diagnostic]:
    """The sources that a file lists a second time."""
    ids = [source.id for source in listed_sources(document)]
    return [
        Diagnostic("source-twice", source.at.location("id"), {"source": source.id})
        for number, source in enumerate(listed_sources(document))
        if ids.index(source.id) != number
    ]
