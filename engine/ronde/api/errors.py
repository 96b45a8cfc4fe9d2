"""What is wrong with a book, a profile or a question, as errors that hold diagnostics and are told in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ronde.api.from_here import openable_if_read
from ronde.messages import translate
from ronde.messages.escape import LONGEST_MESSAGE, cut, plain
from ronde.model.finding import Finding, Place, Refused

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
"""The sentences for Python, of findings whose own sentence names options of the command line."""


class Diagnostic:
    """One thing that is wrong or worth saying, with a stable code and a place."""

    __slots__ = ("_finding",)

    def __init__(self, finding: Finding) -> None:
        self._finding = finding

    @property
    def code(self) -> str:
        """The stable code, such as `value-not-date`."""
        return self._finding.code

    @property
    def severity(self) -> str:
        """`error`, `warning` or `advice`."""
        return self._finding.severity.value

    @property
    def location(self) -> str:
        """Where: `file:line:column` (from 1), a part of a mapping as Python writes it, or the name of an argument."""
        return plain(str(self._finding.place))

    @property
    def line(self) -> int:
        """The line in a file, from 1; 0 if there is none."""
        return self._finding.place.line

    @property
    def column(self) -> int:
        """The column in a file, from 1; 0 if there is none."""
        return self._finding.place.column

    def message(self, lang: str = "en") -> str:
        """What is wrong and what to write instead, in `en` or `fr`."""
        return translate(SENTENCES.get(self.code, self.code), lang, **self._finding.about)

    def to_dict(self, lang: str = "en") -> dict[str, object]:
        """The diagnostic as plain data, as `ronde check --format json` writes it."""
        place = self._finding.place
        return {
            "code": self.code,
            "severity": self.severity,
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "message": self.message(lang),
            "also": [str(each) for each in self._finding.also],
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Diagnostic) and self._finding == other._finding

    def __hash__(self) -> int:
        return hash((self.code, self._finding.place))

    def __repr__(self) -> str:
        return f"<Diagnostic {self.code} at {self.location}>"

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: str = "en") -> str:
        """The whole diagnostic in one line: where, what is wrong, and its code."""
        return f"{cut(self.location)}: {cut(self.message(lang), LONGEST_MESSAGE)} [{self.code}]"


class RondeError(Exception):
    """Something that was given cannot be used. `diagnostics` say what, where, and what to write instead."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(diagnostics)
        self.diagnostics: list[Diagnostic] = list(diagnostics)

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: str = "en") -> str:
        """Every diagnostic in a line of its own, in `en` or `fr`."""
        return "\n".join(each.text(lang) for each in self.diagnostics)


class BookError(RondeError):
    """The book of rules cannot be read, or its rules are wrong."""


class ProfileError(RondeError):
    """A profile, or rows of a table, cannot be read or are refused by the rules."""


class QuestionError(RondeError):
    """An argument cannot be used: a date before the book, a fact that no rule defines, a column that is not there."""


class FactError(QuestionError, KeyError):
    """A decision was asked for a fact, or the rules of a day for a topic, that they do not have."""

    __str__ = RondeError.__str__


def findings_of(error: RondeError, written: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings of an error; `written` says how arguments are called where they are told, by their names here."""
    return tuple(_as_written(each._finding, written) for each in error.diagnostics)


def _as_written(finding: Finding, written: Mapping[str, str]) -> Finding:
    """A finding in which arguments are called as they are written: its place, and those that its message names."""
    about = {key: written.get(str(value), value) if key in NAMING else value for key, value in finding.about.items()}
    name = finding.place.file
    return replace(finding, about=about, place=Place(written[name]) if name in written else finding.place)


def error(kind: type[RondeError], code: str, argument: str, **about: object) -> RondeError:
    """The error for one finding at an argument."""
    return kind([Diagnostic(Finding(code, Place(argument), about))])


def translated(kind: type[RondeError], refused: Refused, folder: Path | None = None) -> RondeError:
    """The error for what was refused; places in the book of a folder are made such that they can be opened."""
    findings = sorted(refused.findings, key=lambda each: each.order)
    return kind([Diagnostic(_placed(each, folder)) for each in findings])


@contextmanager
def refusals_as(kind: type[RondeError], folder: Path | None = None) -> Iterator[None]:
    """Turn what is refused within into an error of a kind."""
    try:
        yield
    except Refused as refused:
        raise translated(kind, refused, folder) from None


def _placed(finding: Finding, folder: Path | None) -> Finding:
    """A finding at an argument by its name in Python, or at a file that can be opened from here."""
    name = finding.place.file
    argument = ARGUMENTS.get(name) or (name[2:].replace("-", "_") if name.startswith("--") else "")
    if argument:
        return replace(finding, place=Place(argument))
    return finding if folder is None else openable_if_read(finding, folder)
