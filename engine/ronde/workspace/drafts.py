"""A version as it is typed, compiled among the other rules of its first day: what it names that is not there, what does
not go together."""

from __future__ import annotations

from dataclasses import replace

from ronde.compile.rules import Compiler
from ronde.messages.diagnostics import Diagnostic
from ronde.model.document import Document
from ronde.model.history import History
from ronde.read.book import in_order, version_in

MOST_KEPT = 100
"""Drafts after which the compiler begins anew: it keeps what it made of each."""


class Drafts:
    """The drafts of versions of a book that was right. All other definitions are compiled once."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._compiler, self._count = Compiler(), 0

    def prepare(self) -> None:
        """Compile the rules of the last day of change, with which most drafts have nearly all in common."""
        self._compiler.plan_and_diagnostics(self.history.in_force(self.history.change_dates[-1]))

    def diagnostics(self, document: Document) -> list[Diagnostic]:
        """What is wrong in the file of a version that is right as a file."""
        self._count += 1
        if self._count > MOST_KEPT:
            self._compiler, self._count = Compiler(), 1
        draft = version_in(document)
        others = (each for each in self.history.versions.get(draft.topic, ()) if each.name != draft.name)
        versions = {**self.history.versions, draft.topic: in_order((*others, draft))}
        rules = replace(self.history, versions=versions).in_force(max(draft.effective, self.history.first_date))
        _, found = self._compiler.plan_and_diagnostics(rules)
        return [each for each in found if each.location.name == document.file]
