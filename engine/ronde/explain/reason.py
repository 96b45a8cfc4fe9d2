"""One reason for an answer, and those below it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.model.nodes import Source


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `mark` is `yes`, `no` or `unknown` for a condition and empty for a value."""

    text: str
    mark: str = ""
    fact: str | None = None
    location: str | None = None
    sources: tuple[Source, ...] = ()
    below: tuple[Reason, ...] = field(default_factory=tuple)
