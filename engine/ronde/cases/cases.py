"""One case file to the cases it means: a case for every date and every position of its lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ronde.lint import registry
from ronde.lint.context import Context
from ronde.messages.diagnostics import Diagnostic, Severity, ValidationError
from ronde.model.case import Case
from ronde.model.document import Document, Steps, Tree
from ronde.model.types import NotOfType, read_date
from ronde.read import cache, schema
from ronde.read.files import passed_over
from ronde.read.structure import read_bytes

FOLDER = "cases"
SUFFIXES = (".yaml", ".yml")
UNKNOWN = "unknown"
ABSENT = "absent"


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
    """Every case of a file. Errors: ValidationError with what is wrong in it."""
    return cases_in(path, cache.document(str(path), read_bytes(path)))


def cases_in(path: Path, document: Document) -> CaseFile:
    """Every case of a file that was read. Errors: ValidationError with what is wrong in it."""
    diagnostics = schema.check(document, "cases")
    if diagnostics:
        raise ValidationError(tuple(diagnostics))
    cases: list[Case] = []
    written = document.tree["cases"]  # type: ignore[call-overload, index]
    for number, tree in enumerate(written):  # type: ignore[arg-type]
        assert isinstance(tree, dict)
        try:
            cases.extend(_expanded(document, ("cases", number), tree))
        except NotOfType as wrong:
            diagnostics.append(Diagnostic(wrong.reason, document.location(("cases", number)), wrong.params))
        except ValidationError as refused:
            diagnostics.extend(refused.diagnostics)
    names = [case.name for case in cases]
    diagnostics.extend(
        Diagnostic("case-twice", case.location, {"name": case.name})
        for number, case in enumerate(cases)
        if names.index(case.name) != number
    )
    diagnostics.extend(registry.found(Context(cases=cases)))
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


def _expanded(document: Document, steps: Steps, tree: dict[str, Tree]) -> Iterator[Case]:
    location = document.location(steps)
    dates = tree["as_of"] if isinstance(tree["as_of"], list) else [tree["as_of"]]
    each = tree.get("each")
    each = each if isinstance(each, dict) else {}
    expect = tree.get("expect")
    expect = expect if isinstance(expect, dict) else {}
    if not expect and "refused" not in tree:
        raise ValidationError((Diagnostic("case-expects-nothing", location),))
    if "refused" in tree:
        idle = [key for key in ("expect", "missing", "cautions") if key in tree]
        if idle:
            key_place = document.location((*steps, idle[0]), key=True)
            raise ValidationError((Diagnostic("case-refused-alone", key_place, {"key": idle[0]}),))
    for name, value in expect.items():
        if value is None or (isinstance(value, list) and None in value):
            raise ValidationError(
                (Diagnostic("case-answer-empty", document.location((*steps, "expect", name)), {"name": name}),)
            )
    width = _width(document, steps, each)
    positions = [_position(document, steps, tree, each, expect, position, width) for position in range(width or 1)]
    known_on = tree.get("known_on")
    for day in dates:
        for number, (told, expected) in enumerate(positions, start=1):
            name = str(tree["name"]) + (f" [{number}]" if width else "") + (f" {day}" if len(dates) > 1 else "")
            yield Case(
                name,
                location,
                read_date(day),
                None if known_on is None else read_date(known_on),
                Document(document.file, told, document.marks, ""),
                expected,
                _texts(tree.get("cautions")),
                _texts(tree.get("missing")),
                str(tree["refused"]) if "refused" in tree else None,
                document.location((*steps, "expect"), key=True),
            )


def _position(
    document: Document,
    steps: Steps,
    tree: Mapping[str, Tree],
    each: Mapping[str, Tree],
    expect: Mapping[str, Tree],
    position: int,
    width: int,
) -> tuple[dict[str, Tree], dict[str, Tree]]:
    """The profile and what is expected at one position of the lists of a case."""
    changes = {name: values[position] for name, values in each.items() if isinstance(values, list)}
    expected = {name: _at(document, (*steps, "expect", name), value, position, width) for name, value in expect.items()}
    return {**_base(document, steps, tree), **changes}, expected


def _width(document: Document, steps: Steps, each: Mapping[str, Tree]) -> int:
    widths = {len(values) for values in each.values() if isinstance(values, list)}
    if len(widths) > 1:
        raise ValidationError((Diagnostic("case-widths", document.location((*steps, "each"))),))
    return widths.pop() if widths else 0


def _base(document: Document, steps: Steps, tree: Mapping[str, Tree]) -> dict[str, Tree]:
    """The profile a case starts from: the one it is like, with its own changes."""
    profiles = document.tree.get("profiles")  # type: ignore[union-attr]
    profiles = profiles if isinstance(profiles, dict) else {}
    own = tree.get("profile")
    like = tree.get("like")
    if like is not None and like not in profiles:
        raise ValidationError((Diagnostic("case-like", document.location((*steps, "like")), {"name": like}),))
    base = profiles.get(str(like)) if like is not None else {}
    return {**(base if isinstance(base, dict) else {}), **(own if isinstance(own, dict) else {})}


def _at(document: Document, steps: Steps, value: Tree, position: int, width: int) -> Tree:
    if not isinstance(value, list):
        return value
    if not width or len(value) != width:
        raise ValidationError((Diagnostic("case-widths", document.location(steps)),))
    return value[position]


def _texts(tree: Tree) -> tuple[str, ...] | None:
    return tuple(map(str, tree)) if isinstance(tree, list) else None
