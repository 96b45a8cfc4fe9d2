"""A finding: something wrong or worth saying, with a stable code, a place and a remedy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ronde.model.characters import cause
from ronde.model.limits import MOST_FINDINGS

MORE = "findings-more"
"""The code of the finding that counts those that are not told."""


class Severity(StrEnum):
    """How much a finding matters: an error stops, a warning should be mended, advice may be ignored."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file. Lines and columns count from 1; 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def here(self) -> Place:
        """The place, for what asks for it when it is wanted."""
        return self


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `code` is a key of the catalogue of words, `about` fills its message; `also` are other places.

    Where a text was refused for a character that only looks right, the finding is that character.
    """

    code: str
    place: Place
    about: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    also: tuple[Place, ...] = ()

    def __post_init__(self) -> None:
        code, about = cause(self.code, self.about)
        if code != self.code:
            object.__setattr__(self, "code", code)
            object.__setattr__(self, "about", about)

    @property
    def order(self) -> tuple[object, ...]:
        """The order in which findings are told: by severity, then by place."""
        last = self.code == MORE
        return (
            last,
            list(Severity).index(self.severity),
            self.place.file,
            self.place.line,
            self.place.column,
            self.code,
        )


class Refused(Exception):
    """Wrong input: carries every finding that explains it. The command line answers with exit code 2."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = first_of(findings)
        super().__init__("; ".join(f"{finding.place}: {finding.code}" for finding in self.findings))


def first_of(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings to tell: the first in order, then one that says how many there are besides."""
    if len(findings) <= MOST_FINDINGS:
        return tuple(findings)
    before = sum(_counted(finding) for finding in findings)
    kept = sorted((finding for finding in findings if finding.code != MORE), key=lambda finding: finding.order)
    kept = kept[: MOST_FINDINGS - 1]
    return (*kept, Finding(MORE, Place(kept[0].place.file), {"count": before - len(kept)}))


def _counted(finding: Finding) -> int:
    return int(str(finding.about["count"])) if finding.code == MORE else 1


def refuse(code: str, place: Place, **about: object) -> Refused:
    """The exception for one finding."""
    return Refused((Finding(code, place, about),))
