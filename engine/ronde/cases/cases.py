"""The cases of files, with all that is wrong in any of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ronde.cases.expanded import expanded
from ronde.lint import registry
from ronde.lint.context import Context
from ronde.messages.diagnostics import Diagnostic, Severity, ValidationError
from ronde.model.case import Case
from ronde.model.document import Document
from ronde.read import cache, schema
from ronde.read.files import passed_over
from ronde.read.structure import read_bytes
from ronde.syntax.cases import cases_syntax

FOLDER = "cases"
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of one file."""

    path: Path
    cases: tuple[Case, ...] = field(default_factory=tuple)


def case_files(path: Path) -> list[Path]:
    """The files of cases at a path: the file itself, or every YAML file of a folder; if some of them stand in folders
    named `cases` below it, those only."""
    if not path.is_dir():
        return [path]
    found = [each for each in sorted(path.rglob("*")) if each.suffix.lower() in SUFFIXES and each.is_file()]
    found = [each for each in found if not any(map(passed_over, each.relative_to(path).parts))]
    return [each for each in found if FOLDER in each.relative_to(path).parts[:-1]] or found


def read_cases(path: Path) -> CaseFile:
    """Every case of a file. Errors: ValidationError with all that is wrong in it."""
    return cases_in(path, cache.document(str(path), read_bytes(path)))


def cases_in(path: Path, document: Document) -> CaseFile:
    """Every case of a file that was read. Errors: ValidationError with all that is wrong in it."""
    diagnostics = schema.check(document, "cases")
    places = {diagnostic.location for diagnostic in diagnostics}
    cases, faults = expanded(cases_syntax(document))
    names = Counter[str]()
    for case in cases:
        names[case.name] += 1
        if names[case.name] > 1:
            faults.append(Diagnostic("case-twice", case.location, {"name": case.name}))
    faults += registry.found(Context(cases=cases))
    diagnostics += [fault for fault in faults if fault.location not in places]
    if any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics):
        raise ValidationError(tuple(diagnostics))
    return CaseFile(path, tuple(cases))


def read_every(files: Iterable[Path]) -> tuple[list[Case], list[Diagnostic]]:
    """The cases of many files, and what is wrong with any of them."""
    cases: list[Case] = []
    diagnostics: list[Diagnostic] = []
    for file in files:
        try:
            cases.extend(read_cases(file).cases)
        except ValidationError as refused:
            diagnostics.extend(refused.diagnostics)
    return cases, diagnostics


def cases_of(files: Iterable[Path]) -> list[Case]:
    """The cases of many files. Errors: ValidationError, with all that is wrong with any of them."""
    cases, diagnostics = read_every(files)
    if diagnostics:
        raise ValidationError(tuple(diagnostics))
    return cases
