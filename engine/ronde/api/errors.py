"""What is wrong with a book, a profile or a question, as errors that hold diagnostics and are told in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ronde.api.from_here import openable_if_read
from ronde.messages.diagnostics import Diagnostic, RondeError, ValidationError
from ronde.model.locations import ArgumentLocation

__all__ = [
    "BookError",
    "Diagnostic",
    "FactError",
    "ProfileError",
    "QuestionError",
    "RondeError",
    "diagnostics_of",
    "error",
    "refusals_as",
    "translated",
]

ARGUMENTS = {"FACT": "fact", "TOPIC": "topic", "WORD": "words", "--from": "since", "--to": "until", "--type": "types"}
"""The arguments in Python whose names are not those of the options or words of the command line."""

NAMING = ("one", "other")
"""What of a message is the name of an argument."""

SENTENCES = {
    "column-unknown": "python-column-unknown",
    "history-none-chart": "python-history-none-chart",
    "profile-as-of": "python-as-of",
    "write-column-twice": "python-column-twice",
}
"""The sentences for Python, of diagnostics whose own sentence names options of the command line."""


class BookError(RondeError):
    """The book of rules cannot be read, or its rules are wrong."""


class ProfileError(RondeError):
    """A profile, or rows of a table, cannot be read or are refused by the rules."""


class QuestionError(RondeError):
    """An argument cannot be used: a date before the book, a fact that no rule defines, a column that is not there."""


class FactError(QuestionError, KeyError):
    """A decision was asked for a fact, or the rules of a day for a topic, that they do not have."""

    __str__ = RondeError.__str__


def diagnostics_of(error: RondeError, written: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """What an error says; `written` is how arguments are called where they are told, by their names here."""
    return tuple(_as_written(each, written) for each in error.diagnostics)


def _as_written(diagnostic: Diagnostic, written: Mapping[str, str]) -> Diagnostic:
    """A diagnostic in which arguments are called as they are written: its location, and those that its message
    names."""
    params = {
        key: written.get(str(value), value) if key in NAMING else value for key, value in diagnostic.params.items()
    }
    name = diagnostic.location.name
    location = ArgumentLocation(written[name]) if name in written else diagnostic.location
    return replace(diagnostic, params=params, location=location, sentence="")


def error(kind: type[RondeError], code: str, argument: str, **params: object) -> RondeError:
    """The error for one diagnostic at an argument."""
    return kind([_of_python(Diagnostic(code, ArgumentLocation(argument), params))])


def translated(kind: type[RondeError], refused: ValidationError, folder: Path | None = None) -> RondeError:
    """The error for what was refused; locations in the book of a folder are made such that they can be opened."""
    diagnostics = sorted(refused.diagnostics, key=lambda each: each.order)
    return kind([_of_python(_located(each, folder)) for each in diagnostics])


@contextmanager
def refusals_as(kind: type[RondeError], folder: Path | None = None) -> Iterator[None]:
    """Turn what is refused within into an error of a kind."""
    try:
        yield
    except ValidationError as refused:
        raise translated(kind, refused, folder) from None


def _of_python(diagnostic: Diagnostic) -> Diagnostic:
    """A diagnostic in a sentence that names arguments in Python."""
    return replace(diagnostic, sentence=SENTENCES.get(diagnostic.code, ""))


def _located(diagnostic: Diagnostic, folder: Path | None) -> Diagnostic:
    """A diagnostic at an argument by its name in Python, or at a file that can be opened from here."""
    name = diagnostic.location.name
    argument = ARGUMENTS.get(name) or (name[2:].replace("-", "_") if name.startswith("--") else "")
    if argument:
        return replace(diagnostic, location=ArgumentLocation(argument))
    return diagnostic if folder is None else openable_if_read(diagnostic, folder)
