"""One file checked by itself, as it is being written: what of it is wrong whatever stands in the others."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from ronde.lint import registry
from ronde.lint.allowed import allowances, at_levels, levels, without_allowed
from ronde.lint.context import Context
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.document import Document
from ronde.model.limits import LARGEST_FILE
from ronde.model.locations import SourceLocation
from ronde.read import schema
from ronde.read.book import check_structure
from ronde.read.files import FileKind
from ronde.read.sources import check_sources
from ronde.read.structure import bounded, parse

WHOLE = (FileKind.BOOK, FileKind.RULES)
"""The kinds of files whose names and dates must agree with what they say."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A file by itself: its document, if it can be read, and what is wrong with it."""

    document: Document | None
    diagnostics: tuple[Diagnostic, ...]


def parse_bounded(file: str, content: bytes) -> Document:
    """The document of a content. Errors: ValidationError, also for one that is larger than a file may be."""
    return parse(bounded(BytesIO(content), SourceLocation(file), LARGEST_FILE), file)


def check_alone(file: str, content: bytes, kind: FileKind, book: Document | None) -> Alone:
    """What is wrong with the content of one file of a book, whose book.yaml may be known."""
    try:
        document = parse_bounded(file, content)
    except ValidationError as refused:
        return Alone(None, refused.diagnostics)
    found = check_structure([document]) if kind in WHOLE else schema.check(document, kind)
    if not found and kind is not FileKind.BOOK and kind is not FileKind.POPULATION:
        found = check_sources(document)
        asked = registry.found(Context(book=book, documents={kind: [document]}))
        allowed = allowances([(file, content)])
        untold = frozenset(each.code for each in allowed) - {each.code for each in asked}
        found += without_allowed(at_levels(asked, levels(book)), allowed, untold)
    return Alone(document, tuple(found))
