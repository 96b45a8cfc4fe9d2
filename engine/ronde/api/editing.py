"""Changes of a book's files: made ready and checked first, then written by who was asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ronde.api import arguments
from ronde.api.from_here import openable
from ronde.api.opened import Opened
from ronde.editing.change import edited
from ronde.editing.proof import proved
from ronde.editing.replacement import Replacement
from ronde.editing.versions import begun, day_of, is_begun, version
from ronde.evaluate.decision import day_text
from ronde.messages.diagnostics import Diagnostic, refuse
from ronde.model.locations import ArgumentLocation, SourceLocation

if TYPE_CHECKING:
    from ronde.editing.update import Update


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a file: what it will hold, what is worth saying of the book as it then is, and the lines that are
    still to be filled in."""

    file: Replacement
    diagnostics: tuple[Diagnostic, ...] = ()
    to_fill: tuple[int, ...] = ()


def values_set(folder: Path, topic: str, date: str, changes: Sequence[str], *, in_force: bool = False) -> Edit:
    """Other values in a version of a topic (each a path, then the value), if the book then has no error that it has
    not now.

    Errors: ValidationError; also for a version that is in force, unless `in_force` or it is still to be filled in.
    """
    if len(changes) % 2:
        raise refuse("edit-pairs", ArgumentLocation(changes[-1]))
    file = version(folder, topic, date)
    if not in_force:
        refused_in_force(folder, file, topic, date)
    return _edit(folder, file, *zip(changes[::2], changes[1::2], strict=True))


def refused_in_force(folder: Path, file: str, topic: str, date: str) -> None:
    """Errors: ValidationError for the file of a version that is in force, unless it is still to be filled in."""
    if day_of(file) <= arguments.day_or_today(None, "as_of")[0] and not is_begun(folder, file):
        raise refuse("edit-in-force", SourceLocation(file), date=date, command=f"ronde new {topic} {date} --corrects")


def checked_off(folder: Path, topic: str, date: str, on: str | None) -> Edit:
    """That a version was compared with its sources on a day (today, if none is given). Errors: ValidationError,
    QuestionError."""
    day = day_text(arguments.day_or_today(on, "on")[0])
    return _edit(folder, version(folder, topic, date), ("checked", day))


def version_begun(folder: Path, topic: str, date: str, lang: str, *, corrects: bool = False) -> Edit:
    """The next version of a topic, or a correction, with gaps to be filled in. Errors: ValidationError,
    QuestionError."""
    made = begun(folder, topic, day_text(arguments.day(date, "date")), lang, corrects=corrects)
    return Edit(Replacement(folder / made.file, None, made.text.encode()), to_fill=made.lines)


def case_begun(
    folder: Path,
    profile: bytes,
    file: str,
    *,
    as_of: str | None,
    known_on: str | None,
    expect: Iterable[str] = (),
    name: str | None = None,
    source: str | None = None,
    as_found: bool = False,
    out: Path | None = None,
    lang: str,
) -> Edit:
    """A case of the profile in the content of a file, asked on a day (today, if none is given): in a new file of its
    own, or added to the cases of one that is there.

    Errors: ValidationError, also for a file that has a case of that name; QuestionError, BookError.
    """
    from ronde.editing.added import added
    from ronde.editing.case import Question, begun_case
    from ronde.editing.expected import expected_of
    from ronde.editing.modeline import modeline
    from ronde.read.structure import read_bytes

    if source is not None and as_found:
        raise refuse("both-given", ArgumentLocation("--source"), one="--source", other="--as-found")
    day = arguments.day_or_today(as_of, "as_of")[0]
    stem = Path(file).stem.strip("-") or "profile"
    called = name if name is not None else f"{stem}, {day_text(day)}"
    known = arguments.optional_day(known_on, "known_on")
    question = Question(called, day, known, expected_of(expect), source, as_found)
    there = out is not None and out.exists()
    made = begun_case(Opened(folder).reference, profile, file, question, lang, alone=not there)
    if out is not None and there:
        before = read_bytes(out)
        after, first = added(before, str(out), made.lines, called)
        return Edit(Replacement(out, before, after), to_fill=tuple(first - 1 + line for line in made.to_fill))
    head = modeline(out, "cases") if out is not None else ""
    text, lines = (f"{head}\n{made.text}", [line + 1 for line in made.to_fill]) if head else (made.text, made.to_fill)
    return Edit(Replacement(out or Path(stem), None, text.encode()), to_fill=tuple(lines))


def answers_updated(paths: Iterable[str], rulesets: str | None, word: str) -> tuple[list[Edit], Update]:
    """The files of cases in which what is expected of facts is what the book answers now, and what is left. Errors:
    ValidationError."""
    from ronde.cases.files import all_cases_at
    from ronde.editing.update import update

    root = None if rulesets is None else Path(rulesets)
    found = update(all_cases_at(paths, root), root, word)
    return [Edit(each) for each in found.files], found


def begin_book(folder: Path, lang: str) -> None:
    """Write a new book: a topic, its cases, and what editors and CI need. Errors: ValidationError if something is in
    the place."""
    from ronde.editing.first import begin_book

    begin_book(folder, lang)


def write_schemas(folder: Path, into: Path, lang: str) -> int:
    """Write the schemas of the files of a book into a folder; how many there are. Errors: ValidationError."""
    from ronde.disk.placed import new_file, refused_if_unwritable
    from ronde.editing.schemas import schemas_of

    found = schemas_of(folder, lang)
    with refused_if_unwritable(into):
        into.mkdir(parents=True, exist_ok=True)
    for name, content in found.items():
        with new_file(into / name) as made:
            made.write_bytes(content)
    return len(found)


def _edit(folder: Path, file: str, *changes: tuple[str, str]) -> Edit:
    before = (folder / file).read_bytes()
    after = edited(before, file, *changes)
    diagnostics = tuple(openable(each, folder) for each in proved(folder, file, after))
    return Edit(Replacement(folder / file, before, after), diagnostics)
