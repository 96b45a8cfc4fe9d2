"""The schema of a file of a book, once for a content: what was found right is not checked again."""

from __future__ import annotations

from ronde.messages.diagnostics import Diagnostic
from ronde.model.document import Document
from ronde.read import cache, schema


def check_file(document: Document, kind: str) -> list[Diagnostic]:
    """Every way in which a file departs from the schema of its kind."""
    key = f"conforms-{cache.digest([(kind, document.digest.encode()), (kind, schema.source(kind))])}"
    if cache.load(key) is True:
        return []
    found = schema.check(document, kind)
    if not found:
        cache.keep(key, True)
    return found
