"""A folder of rulesets to a history: every file read, each pass's findings gathered, dates and names agreeing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ronde.model.document import Document
from ronde.model.finding import Finding, Place, Refused, Severity, refuse
from ronde.model.history import History, RoundsTerms, Status, Version
from ronde.model.nodes import Texts
from ronde.model.types import NotOfType, read_date
from ronde.read import cache, schema
from ronde.read.places import data_folder
from ronde.read.structure import read_bytes

BOOK = "book.yaml"
ROUNDS = "rounds"
"""The folder of a book that holds its rounds; its files are not versions of topics."""

POPULATIONS = "populations"
"""The folder of a book that holds assumptions for synthetic candidates; likewise."""

FILE_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.(\d+))?")
CHECKED = "checked-"


def read_book(folder: Path | None = None) -> History:
    """The history in a folder of rulesets (default: those that travel with the package).

    The first two passes run where a file is new or changed; a book found right before is not checked again.
    Errors: Refused with every finding of the passes that ran.
    """
    contents = _contents(folder or data_folder("rulesets"))
    documents, findings = cache.documents(contents)
    schemas = [(name, schema.source(name)) for name in ("book", "ruleset")]
    key = CHECKED + cache.digest([*contents, *schemas])
    if not findings and cache.load(key) is True:
        return _history(folder, documents)
    findings = [*findings, *check_structure(documents)]
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    if errors:
        raise Refused(tuple(sorted(errors, key=lambda finding: finding.order)))
    cache.keep(key, True)
    return _history(folder, documents)


def _contents(folder: Path) -> list[tuple[str, bytes]]:
    if not folder.is_dir():
        raise refuse("folder-missing", Place(str(folder)))
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml", ".json") and path.is_file())
    if folder / BOOK not in paths:
        raise refuse("book-missing", Place(str(folder / BOOK)))
    paths = [path for path in paths if path.relative_to(folder).parts[0] not in (ROUNDS, POPULATIONS)]
    return [(path.relative_to(folder).as_posix(), read_bytes(path)) for path in paths]


def check_structure(documents: Iterable[Document]) -> list[Finding]:
    """What the second pass finds in these files: their schema, their names and dates, what nothing cites."""
    findings: list[Finding] = []
    for document in documents:
        if document.file == BOOK:
            findings.extend(schema.check(document, "book"))
            findings.extend(_check_dates(document, ("first_date",)))
            continue
        found = schema.check(document, "ruleset")
        findings.extend(found)
        if not found:
            findings.extend(_check_version(document))
    return findings


def _check_version(document: Document) -> list[Finding]:
    """Dates and file names agree, and every source is cited."""
    findings: list[Finding] = []
    tree = document.tree
    assert isinstance(tree, dict)
    name = FILE_NAME.fullmatch(Path(document.file).stem)
    if not name or "/" not in document.file:
        return [Finding("file-name", document.place(), {"file": document.file})]
    findings.extend(_check_dates(document, ("effective", "published", "checked")))
    if not findings and name[1] != tree["effective"]:
        findings.append(
            Finding(
                "date-differs", document.place(("effective",)), {"effective": tree["effective"], "file": document.file}
            )
        )
    if name[2] and "corrects" not in tree:
        findings.append(Finding("key-missing", document.place(), {"key": "corrects"}))
    if document.file.rpartition(".")[2] != "yaml":
        findings.append(Finding("file-name", document.place(), {"file": document.file}))
    if (tree.get("status") == "incomplete" or tree.get("repealed")) and "facts" in tree:
        findings.append(Finding("key-idle", document.place(("facts",), key=True), {"name": "facts", "known": "-"}))
    if tree.get("status") == "incomplete" and "missing" not in tree:
        findings.append(Finding("key-missing", document.place(("status",)), {"key": "missing"}))
    sources = tree.get("sources")
    ids = [str(source["id"]) for source in sources if isinstance(source, dict)] if isinstance(sources, list) else []
    for number, each in enumerate(ids):
        if ids.index(each) != number:
            findings.append(Finding("source-twice", document.place(("sources", number, "id")), {"source": each}))
    cited = set(_cited(tree))
    if tree.get("status") != "incomplete" and not tree.get("repealed"):
        findings.extend(
            Finding("source-idle", document.place(("sources", number, "id")), {"source": each})
            for number, each in enumerate(ids)
            if each not in cited
        )
    return findings


def _check_dates(document: Document, keys: Iterable[str]) -> Iterable[Finding]:
    """What is not a day of the calendar among these keys of a file."""
    assert isinstance(document.tree, dict)
    for key in keys:
        try:
            read_date(document.tree.get(key))
        except NotOfType as wrong:
            yield Finding(wrong.reason, document.place((key,)), wrong.about)


def _cited(tree: object) -> Iterable[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key == "source":
                yield from map(str, value if isinstance(value, list) else [value])
            elif key not in ("sources", "items"):
                yield from _cited(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _cited(value)


def _history(folder: Path | None, documents: Iterable[Document]) -> History:
    versions: dict[str, list[Version]] = {}
    book: dict[str, object] = {}
    for document in documents:
        assert isinstance(document.tree, dict)
        if document.file == BOOK:
            book = dict(document.tree)
            continue
        version = _version(document)
        versions.setdefault(version.topic, []).append(version)
    ordered = {
        topic: tuple(sorted(versions[topic], key=lambda each: (each.effective, each.published, each.serial)))
        for topic in sorted(versions)
    }
    headlines = book["headlines"]
    assert isinstance(headlines, list)
    return History(
        str(folder or ""),
        _texts(book["title"]),
        _texts(book["disclaimer"]),
        read_date(book["first_date"]),
        tuple(map(str, headlines)),
        _terms(book.get("rounds")),
        ordered,
    )


def _terms(tree: object) -> RoundsTerms | None:
    return RoundsTerms(**{key: str(value) for key, value in tree.items()}) if isinstance(tree, dict) else None


def _version(document: Document) -> Version:
    tree = document.tree
    assert isinstance(tree, dict)
    name = FILE_NAME.fullmatch(Path(document.file).stem)
    assert name is not None
    status = (
        Status.REPEALED
        if tree.get("repealed")
        else Status.INCOMPLETE
        if tree.get("status") == "incomplete"
        else Status.COMPLETE
    )
    return Version(
        Path(document.file).parent.as_posix(),
        Path(document.file).stem,
        read_date(tree["effective"]),
        read_date(tree["published"]),
        read_date(tree["checked"]),
        str(tree["confidence"]),
        status,
        int(name[2] or 0),
        "applies_to" in tree,
        document,
    )


def _texts(tree: object) -> Texts:
    assert isinstance(tree, dict)
    return {language: str(text) for language, text in tree.items()}
