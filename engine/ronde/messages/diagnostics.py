"""A diagnostic: something wrong or worth saying, with a stable code, a location and a remedy; and the error that
carries them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ronde.messages.escape import LONGEST_MESSAGE, cut, plain
from ronde.messages.translate import translate
from ronde.model.characters import cause
from ronde.model.limits import MOST_DIAGNOSTICS
from ronde.model.locations import ArgumentLocation, ColumnLocation, Location, SourceLocation

MORE = "findings-more"
"""The code of the diagnostic that counts those that are not told."""

WHOLE = ("known",)
"""Parameters that are never cut: what may be chosen."""

KINDS = {SourceLocation: "source", ArgumentLocation: "argument", ColumnLocation: "column"}
"""What the kinds of location are called in plain data."""


class Severity(StrEnum):
    """How much a diagnostic matters: an error stops, a warning should be mended, advice may be ignored."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong or worth saying.

    `code` is stable and is the key of its message in the catalogue, which `params` fill; `also` are other locations.
    `sentence` is the key of the message if it is another one. If a text was refused for a character that only looks
    right, the diagnostic is that character.
    """

    code: str
    location: Location
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    also: tuple[Location, ...] = ()
    sentence: str = ""

    def __post_init__(self) -> None:
        code, params = cause(self.code, self.params)
        if code != self.code:
            object.__setattr__(self, "code", code)
            object.__setattr__(self, "params", params)

    def __hash__(self) -> int:
        return hash((self.code, self.location))

    @property
    def order(self) -> tuple[object, ...]:
        """The order in which diagnostics are told: by severity, then by location."""
        last = self.code == MORE
        where = self.location
        return last, list(Severity).index(self.severity), where.name, where.line, where.column, self.code

    def message(self, lang: str = "en") -> str:
        """What is wrong and what to write instead, in `en` or `fr`."""
        return translate(self.sentence or self.code, lang, **self.params)

    def text(self, lang: str = "en") -> str:
        """The whole diagnostic in one line: where, what is wrong, what to write instead, and its code. Its
        length is bounded."""
        params = {
            name: cut(value) if isinstance(value, str) and name not in WHOLE else value
            for name, value in self.params.items()
        }
        said = cut(translate(self.sentence or self.code, lang, **params), LONGEST_MESSAGE)
        return f"{cut(plain(str(self.location)))}: {said} [{self.code}]"

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Diagnostic {self.code} at {plain(str(self.location))}>"

    def to_dict(self, lang: str = "en") -> dict[str, object]:
        """The diagnostic as plain data. `file` is what the location names: `kind` says whether that is a file.
        `end_line` and `end_column` are those after the last character, 0 if they are not known."""
        end_line, end_column = self.location.end
        return {
            "code": self.code,
            "severity": self.severity.value,
            "kind": KINDS[type(self.location)],
            "file": self.location.name,
            "line": self.location.line,
            "column": self.location.column,
            "end_line": end_line,
            "end_column": end_column,
            "message": self.message(lang),
            "also": [str(each) for each in self.also],
        }


class RondeError(Exception):
    """Something that was given cannot be used. `diagnostics` say what, where, and what to write instead."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(diagnostics)
        self.diagnostics = tuple(diagnostics)

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: str = "en") -> str:
        """Every diagnostic in a line of its own, in `en` or `fr`."""
        return "\n".join(each.text(lang) for each in self.diagnostics)


class ValidationError(RondeError):
    """Wrong input, as the rooms of the engine raise it: the public face says of which kind it is. It holds the first
    diagnostics and how many there are besides. The command line answers with exit code 2."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(first_of(diagnostics))


def first_of(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics to tell: the first in order, then one that says how many there are besides."""
    if len(diagnostics) <= MOST_DIAGNOSTICS:
        return tuple(diagnostics)
    before = sum(_counted(each) for each in diagnostics)
    kept = sorted((each for each in diagnostics if each.code != MORE), key=lambda each: each.order)
    kept = kept[: MOST_DIAGNOSTICS - 1]
    return (*kept, Diagnostic(MORE, SourceLocation(kept[0].location.name), {"count": before - len(kept)}))


def _counted(diagnostic: Diagnostic) -> int:
    return int(str(diagnostic.params["count"])) if diagnostic.code == MORE else 1


def refuse(code: str, location: Location, **params: object) -> ValidationError:
    """The error for one diagnostic."""
    return ValidationError((Diagnostic(code, location, params),))
