"""A folder of rulesets to a history: every file read, each pass's diagnostics gathered, dates and names agreeing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path

from ronde.messages.diagnostics import Diagnostic, Severity, ValidationError
from ronde.model.document import Document
from ronde.model.history import Advice, History, Move, Referred, RoundsTerms, Status, Version
from ronde.model.types import NotOfType, read_date
from ronde.read import cache, schema
from ronde.read.files import BOOK, FILE_NAME, BookFiles, FileKind, list_files
from ronde.read.places import data_folder
from ronde.read.sources import sources_twice
from ronde.syntax.book import AdviceSyntax, book_syntax
from ronde.syntax.cursor import whole
from ronde.syntax.moves import MoveSyntax, ReferredSyntax
from ronde.syntax.texts import texts_of
from ronde.syntax.values import Literal, Name
from ronde.syntax.version import version_syntax

CHECKED = "checked-"


def read_book(folder: Path | None = None, files: BookFiles | None = None) -> History:
    """The history in a folder of rulesets (default: those that travel with the package), whose `files` may have been
    listed before.

    The first two passes run where a file is new or changed; a file found right before is not checked again.
    Errors: ValidationError with every diagnostic of the passes that ran.
    """
    root = folder or data_folder("rulesets")
    files = files or list_files(root)
    contents, diagnostics = files.read(files.of(FileKind.BOOK, FileKind.RULES))
    documents, broken = cache.documents(contents)
    book = next((each for each in documents if each.file == BOOK), None)
    diagnostics = [*diagnostics, *broken, *unread(files, book)]
    schemas = [(name, schema.source(name)) for name in ("book", "ruleset")]
    key = CHECKED + cache.digest([("", str(root.resolve()).encode(errors="surrogateescape")), *schemas])
    right = _found_right(key)
    changed = [each for each in documents if _now(each) not in right]
    errors = errors_of([*diagnostics, *check_structure(changed), *check_corrections(documents)])
    if errors:
        raise ValidationError(errors)
    if changed:
        cache.keep(key, sorted(map(_now, documents)))
    return _history(folder, documents)


def _now(document: Document) -> str:
    """A file of a book as it is, by its name and the digest of its content."""
    return f"{document.written} {document.file}"


def _found_right(key: str) -> frozenset[str]:
    """The digests of the files of a book that were found right as files, with their names, when it was last read."""
    kept = cache.load(key)
    return frozenset(map(str, kept)) if isinstance(kept, list) else frozenset()


def book_document(files: BookFiles) -> Document | None:
    """What book.yaml says, or None if it cannot be read."""
    documents, _ = cache.documents(files.read(files.of(FileKind.BOOK))[0])
    return documents[0] if documents else None


def unread(files: BookFiles, book: Document | None) -> list[Diagnostic]:
    """What is told of everything in a book's folder that nothing reads. Where book.yaml cannot be read, which may name
    some of it as extra, only what stands in place of book.yaml is told."""
    if book is None or not whole(book).has_keys:
        return [each for path, each in files.unreadable.items() if path == BOOK]
    return files.diagnostics([pattern.text for pattern in book_syntax(book).extra])


def errors_of(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics that stop, in the order in which they are told."""
    return tuple(sorted((each for each in diagnostics if each.severity is Severity.ERROR), key=lambda each: each.order))


def check_structure(documents: Iterable[Document]) -> list[Diagnostic]:
    """What the second pass finds in these files: their schema, their names and dates, their sources."""
    diagnostics: list[Diagnostic] = []
    for document in documents:
        if document.file == BOOK:
            diagnostics.extend(schema.check(document, "book"))
            diagnostics.extend(_check_dates(book_syntax(document).first_date))
            continue
        found = schema.check(document, "ruleset")
        diagnostics.extend(found)
        if not found:
            diagnostics.extend(_check_version(document))
    return diagnostics


def _check_version(document: Document) -> list[Diagnostic]:
    """Dates and file names agree, and no source is listed twice."""
    diagnostics: list[Diagnostic] = []
    written = version_syntax(document)
    name = FILE_NAME.fullmatch(Path(document.file).stem)
    assert name is not None
    diagnostics.extend(_check_dates(written.effective, written.published, written.checked))
    if not diagnostics and name[1] != written.effective.value:
        about = {"effective": written.effective.value, "file": document.file}
        diagnostics.append(Diagnostic("date-differs", written.effective.at.location(), about))
    if name[2] and written.corrects is None:
        diagnostics.append(Diagnostic("key-missing", document.location(), {"key": "corrects"}))
    if written.status is not Status.COMPLETE and written.at.has("facts"):
        location = written.at.down("facts").location(key=True)
        diagnostics.append(Diagnostic("key-idle", location, {"name": "facts", "known": "-"}))
    if written.status is Status.INCOMPLETE and written.missing is None:
        diagnostics.append(Diagnostic("key-missing", document.location(("status",)), {"key": "missing"}))
    diagnostics.extend(sources_twice(document))
    return diagnostics


def check_corrections(documents: Iterable[Document]) -> list[Diagnostic]:
    """What is wrong among the files of one topic and day: a correction has the next number, and was not published
    before what it corrects. Only files whose own dates are right are looked at."""
    days: dict[tuple[str, str], dict[str, Document]] = {}
    for document in documents:
        folder, _, name = document.file.rpartition("/")
        found = FILE_NAME.fullmatch(name.removesuffix(".yaml"))
        if found and whole(document).has_keys:
            days.setdefault((folder, found[1]), {})[found[2] or ""] = document
    return [diagnostic for (_, day), files in days.items() for diagnostic in _check_day(day, files)]


def _check_day(day: str, files: Mapping[str, Document]) -> Iterable[Diagnostic]:
    """What is wrong among the files of one day of a topic, by their number, empty for the one that is corrected."""
    numbers = sorted((number for number in files if number), key=int)
    if "" not in files:
        return
    corrects = version_syntax(files[""]).corrects
    if corrects is not None:
        about = {"file": f"{day}.{len(numbers) + 1}.yaml"}
        yield Diagnostic("correction-unnumbered", corrects.at.location(key=True), about)
    for position, number in enumerate(numbers, 1):
        if number != str(position):
            about = {"file": f"{day}.{number}.yaml", "right": f"{day}.{position}.yaml"}
            yield Diagnostic("correction-number", files[number].location(), about)
            return
    for before, after in itertools.pairwise(["", *numbers]):
        earlier, later = (_published(files[each]) for each in (before, after))
        if earlier is not None and later is not None and later < earlier:
            first = files[before].location(("published",))
            yield Diagnostic("correction-early", files[after].location(("published",)), {"first": first}, also=(first,))


def _published(document: Document) -> int | None:
    try:
        return read_date(version_syntax(document).published.value)
    except NotOfType:
        return None


def _check_dates(*written: Literal) -> Iterable[Diagnostic]:
    """What is not a day of the calendar among these."""
    for each in written:
        try:
            read_date(each.value)
        except NotOfType as wrong:
            yield Diagnostic(wrong.reason, each.at.location(), wrong.params)


def _history(folder: Path | None, documents: Iterable[Document]) -> History:
    read = list(documents)
    book = next(book_syntax(document) for document in read if document.file == BOOK)
    versions: dict[str, list[Version]] = {}
    for version in (version_in(document) for document in read if document.file != BOOK):
        versions.setdefault(version.topic, []).append(version)
    ordered = {topic: in_order(versions[topic]) for topic in sorted(versions)}
    terms = None if book.rounds is None else RoundsTerms(**{key: name.text for key, name in book.rounds.items()})
    return History(
        str(folder or ""),
        book.title.texts,
        book.disclaimer.texts,
        read_date(book.first_date.value),
        tuple(name.text for name in book.headlines),
        terms,
        texts_of(book.currency) or {},
        ordered,
        tuple(map(_move, book.moves)),
        _advice(book.advice),
        book.nouns,
    )


def _advice(written: AdviceSyntax | None) -> Advice | None:
    if written is None:
        return None
    return Advice(written.title.texts, tuple(name.text for name in written.facts), str(written.unless.value))


def _move(written: MoveSyntax) -> Move:
    return Move(
        written.label.texts,
        texts_of(written.note) or {},
        written.only_if.text if written.only_if else "",
        tuple(name.text for name in written.facts),
        written.to.value,
        written.add.text if written.add else "",
        written.change.text if written.change else "",
        {field: _field(each) for field, each in written.record.items()},
        {
            name: other.text if isinstance(other, Name) else tuple(str(each.value) for each in other)
            for name, other in written.swap.items()
        },
        tuple(name.text for name in written.forget),
        str(written.one_of.value or ""),
        _days(written.wait),
    )


def _field(written: Literal | ReferredSyntax) -> object:
    return Referred(written.fact.text, _days(written.days)) if isinstance(written, ReferredSyntax) else written.value


def _days(written: Literal) -> int:
    return written.value if isinstance(written.value, int) else 0


def in_order(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The versions of a topic in the order of their days."""
    return tuple(sorted(versions, key=lambda each: (each.effective, each.published, each.serial)))


def version_in(document: Document) -> Version:
    """The version in a file that is right as a file."""
    written = version_syntax(document)
    name = FILE_NAME.fullmatch(Path(document.file).stem)
    assert name is not None
    return Version(
        Path(document.file).parent.as_posix(),
        Path(document.file).stem,
        read_date(written.effective.value),
        read_date(written.published.value),
        read_date(written.checked.value),
        written.confidence,
        written.status,
        int(name[2] or 0),
        document,
        conditional=written.at.has("applies_to"),
        partly=any(fact.has("applies_to") for _, fact in written.at.down("facts").entries()),
    )
