"""Where something is written, and the fault to raise for it."""

from __future__ import annotations

from dataclasses import dataclass

from ronde.model.document import Document, Steps
from ronde.model.finding import Finding, Place
from ronde.model.types import NotOfType


class CompileError(Exception):
    """What is found wrong while one fact is read or lowered: ends that fact, not the pass.

    It has no findings if it merely follows from what was found before.
    """

    def __init__(self, *findings: Finding) -> None:
        super().__init__(", ".join(finding.code for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Position:
    """Where something is written: a file, and the steps to it. Line and column are found when they are asked for."""

    document: Document
    steps: Steps

    def place(self, *steps: str | int, key: bool = False) -> Place:
        """The place of what is written here (or at these steps from here), or of its key."""
        return self.document.place((*self.steps, *steps), key=key)

    def below(self, *steps: str | int) -> Position:
        """The position at these steps from here."""
        return Position(self.document, (*self.steps, *steps))

    @property
    def above(self) -> Position:
        """The position of what holds this."""
        return Position(self.document, self.steps[:-1])

    def fault(self, code: str, *, key: bool = False, **about: object) -> CompileError:
        """The fault to raise for this place."""
        return CompileError(Finding(code, self.place(key=key), about))

    def missing(self) -> CompileError:
        """The fault to raise where nothing is written here that has to be."""
        return CompileError(Finding("key-missing", self.place(), {"key": self.steps[-1]}))

    def wrong(self, reason: NotOfType, *, key: bool = False) -> CompileError:
        """The fault to raise where what is written here is not of its type."""
        return CompileError(Finding(reason.reason, self.place(key=key), reason.about))
