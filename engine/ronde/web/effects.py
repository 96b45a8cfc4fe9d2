"""What a draft changes, in parts that are asked for one by one: the slow ones do not hold up the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from ronde.api.drafting import Draft
from ronde.api.errors import RondeError
from ronde.api.trials import BarsTold, CasesTried, Sections, Trials
from ronde.web.situation import sentences

BOOK = "book"
"""The part that is the slowest: it is asked for by its button alone."""

PEOPLE = 2_000
"""Synthetic people of an impact: an answer in two or three seconds."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A part: its name, whether it was asked for, and what came of it, in the form that it has; or what is wrong. Of a
    draft that is `broken` nothing can be told. What was not asked for and `loads` is asked for by a script at once."""

    name: str
    wanted: bool = False
    sections: Sections = ()
    cases: CasesTried | None = None
    bars: Sequence[BarsTold] = ()
    people: int = 0
    wrong: list[str] = field(default_factory=list)
    broken: bool = False
    loads: bool = False

    @property
    def title(self) -> str:
        """The key of its heading."""
        return f"web-effect-{self.name}"

    @property
    def about(self) -> str:
        """The key of what is said of it before it is asked for."""
        return f"web-about-{self.name}"


class Effects:
    """Finds what drafts change, one slow part at a time: what is told as one types need not wait for many."""

    def __init__(self, trials: Trials) -> None:
        self._trials, self._one = trials, Lock()

    def of(self, name: str, draft: Draft, language: str) -> Effect:
        """A part of what a draft changes."""
        try:
            with self._one:
                return EFFECTS[name](self._trials, draft, language)
        except RondeError as error:
            if all(each.location.name == draft.file for each in error.diagnostics):
                return Effect(name, True, broken=True)
            return Effect(name, True, wrong=sentences(error, language))


def _difference(trials: Trials, draft: Draft, language: str) -> Effect:
    return Effect("difference", True, trials.difference(draft, language))


def _cases(trials: Trials, draft: Draft, language: str) -> Effect:
    return Effect("cases", True, cases=trials.cases(draft, language))


def _witness(trials: Trials, draft: Draft, language: str) -> Effect:
    return Effect("witness", True, [("", trials.witnesses(draft, language))])


def _impact(trials: Trials, draft: Draft, language: str) -> Effect:
    sections, bars = trials.impact(draft, language, PEOPLE)
    return Effect("impact", True, sections, bars=bars, people=PEOPLE)


def _book(trials: Trials, draft: Draft, language: str) -> Effect:
    found = trials.whole_book(draft)
    return Effect(BOOK, True, wrong=[each.text(language) for each in found])


EFFECTS: Mapping[str, Callable[[Trials, Draft, str], Effect]] = {
    "difference": _difference,
    "cases": _cases,
    "witness": _witness,
    "impact": _impact,
    BOOK: _book,
}
"""The parts by their names, in the order in which they are shown; each asks one question of the draft."""
