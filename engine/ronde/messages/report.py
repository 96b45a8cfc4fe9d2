"""What a check of a book found, and how much it looked at."""

from __future__ import annotations

from dataclasses import dataclass

from ronde.messages.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class BookReport:
    """What a check found, how much it looked at, and how many diagnostics it left out because they follow from others.

    `right` are the digests of the sets of rules in which nothing was found.
    `rules_checked` is false where a file is wrong as a file, so that the rules themselves were not looked at.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    files: int = 0
    versions: int = 0
    slices: int = 0
    following: int = 0
    rules_checked: bool = True
    right: frozenset[str] = frozenset()

    def plus(self, other: BookReport) -> BookReport:
        """Both reports together."""
        return BookReport(
            (*self.diagnostics, *other.diagnostics),
            self.files + other.files,
            self.versions + other.versions,
            self.slices + other.slices,
            self.following + other.following,
            self.rules_checked and other.rules_checked,
            self.right | other.right,
        )
