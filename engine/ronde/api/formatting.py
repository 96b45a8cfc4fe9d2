"""Files of books and of cases in their canonical form: what would change, made ready to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ronde.api.editing import Edit
from ronde.cases.cases import FOLDER, SUFFIXES
from ronde.editing.form.canonical import canonical, keys_of
from ronde.editing.replacement import Replacement
from ronde.messages.diagnostics import Diagnostic, Severity, ValidationError, refuse
from ronde.model.locations import SourceLocation
from ronde.read.files import BOOK, kind_of, passed_over
from ronde.read.structure import read_bytes


@dataclass(frozen=True, slots=True)
class Formatted:
    """How many files were looked at, and the change of each that is not in its canonical form, in order of paths."""

    files: int
    edits: tuple[Edit, ...]

    def diagnostics(self) -> list[Diagnostic]:
        """A diagnostic for each file that would change, at the first line that would."""
        return [_other(each.file) for each in self.edits]


def formatted(paths: Iterable[Path]) -> Formatted:
    """The canonical form of files, and of every YAML file of folders.

    Errors: ValidationError, with all that is wrong with any of them: a path that is not there, a file that is broken.
    """
    files = list(dict.fromkeys(file for path in paths for file in _files(path)))
    edits, diagnostics = list[Edit](), list[Diagnostic]()
    for file in files:
        try:
            content = read_bytes(file)
            made = canonical(content, str(file), _order(file))
        except ValidationError as refused:
            diagnostics += refused.diagnostics
        else:
            if made != content:
                edits.append(Edit(Replacement(file, content, made)))
    if diagnostics:
        raise ValidationError(tuple(diagnostics))
    return Formatted(len(files), tuple(edits))


def _other(file: Replacement) -> Diagnostic:
    location = SourceLocation(str(file.path), file.first_line(), 1)
    return Diagnostic("form-other", location, {"file": location.name}, Severity.WARNING)


def _files(path: Path) -> Iterator[Path]:
    """The files at a path. Errors: ValidationError if there is nothing, or it is a file of another kind."""
    if path.is_dir():
        for each in sorted(path.rglob("*")):
            inside = each.relative_to(path).parts
            if each.suffix.lower() in SUFFIXES and each.is_file() and not any(map(passed_over, inside)):
                yield each
    elif not path.exists():
        raise refuse("file-missing", SourceLocation(str(path)))
    elif path.suffix.lower() not in SUFFIXES:
        raise refuse("form-not-yaml", SourceLocation(str(path)))
    else:
        yield path


def _order(file: Path) -> tuple[str, ...]:
    """The order of the keys at the top of a file: that of the schema of its kind; of a profile there is none."""
    whole = file.resolve()
    root = next((folder for folder in whole.parents if (folder / BOOK).is_file()), None)
    kind = None if root is None else kind_of(whole.relative_to(root).as_posix())
    name = kind.value if kind else "cases" if FOLDER in whole.parts[:-1] else None
    return () if name is None else keys_of(name)
