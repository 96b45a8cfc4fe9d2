"""What a file of cases means: a case for every date and every position of the lists of each that is written."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.messages.diagnostics import Diagnostic
from ronde.model.case import Answer, Bounds, Case, Expected
from ronde.model.names import fact_and_record
from ronde.model.near import nearest
from ronde.model.types import NotOfType, read_date
from ronde.syntax.cases import AnswerSyntax, AnswerValue, BoundsSyntax, CasesSyntax, CaseSyntax
from ronde.syntax.position import Position
from ronde.syntax.profiles import ProfileSyntax
from ronde.syntax.values import Broken, Literal, Name

EXPECTING = ("expect", "missing", "cautions", "refused")
"""The keys of a case that say what must come of it."""


def expanded(file: CasesSyntax) -> tuple[list[Case], list[Diagnostic]]:
    """The cases of a file, and all that is wrong in it; of a case in which something is wrong, none."""
    cases: list[Case] = []
    faults: list[Diagnostic] = []
    for written in file.cases:
        expanding = _Expanding(file, written)
        made = list(expanding.cases())
        faults += expanding.faults
        cases += made if not expanding.faults else []
    return cases, faults


class _Expanding:
    """Makes the cases of one that is written, and gathers what is wrong with it."""

    def __init__(self, file: CasesSyntax, case: CaseSyntax) -> None:
        self.file, self.case = file, case
        self.faults: list[Diagnostic] = []

    def cases(self) -> Iterator[Case]:
        """A case for each date and position."""
        case = self.case
        self._form()
        days = [(each.value, self._day(each)) for each in case.days]
        known_on = None if case.known_on is None else self._day(case.known_on)
        width = self._width()
        profiles = self._profiles(width)
        answers = [self._answers(position, width, each) for position, each in enumerate(profiles)]
        if self.faults:
            return
        places = {key: case.at.location(key, key=True) for key in EXPECTING if case.at.has(key)}
        names = {"cautions": _texts(case.cautions), "missing": _texts(case.missing)}
        for day, as_of in days:
            for number, (profile, expect) in enumerate(zip(profiles, answers, strict=True), start=1):
                name = str(case.name.value) + (f" [{number}]" if width else "")
                yield Case(
                    name + (f" {day}" if len(days) > 1 else ""),
                    case.at.location(),
                    as_of or 0,
                    known_on,
                    profile.as_document(),
                    expect,
                    refused=None if case.refused is None else case.refused.text,
                    places=places,
                    **names,
                )

    def _form(self) -> None:
        """Look at what goes together."""
        case = self.case
        if not case.expect and case.refused is None:
            self._fault("case-expects-nothing", case.at)
        for idle in case.idle:
            self.faults.append(Diagnostic("case-refused-alone", idle.location(key=True), {"key": str(idle.steps[-1])}))

    def _day(self, day: Literal) -> int | None:
        """The number of a day."""
        try:
            return read_date(day.value)
        except NotOfType as wrong:
            self._fault(wrong.reason, day.at, **wrong.params)
            return None

    def _width(self) -> int:
        """How many positions the lists of a case have; 0 if it has no lists."""
        widths = {len(each.profiles) for each in self.case.each}
        if len(widths) > 1:
            self._fault("case-widths", self.case.at.below("each"))
        return max(widths, default=0)

    def _profiles(self, width: int) -> list[ProfileSyntax]:
        """The profile at each position: the one that the case is like, with what it says over it."""
        case = self.case
        base = case.profile
        if case.like is not None:
            like = self.file.profiles.get(case.like.text)
            if like is None:
                close = nearest(case.like.text, self.file.profiles)
                self._fault("case-like", case.like.at, name=case.like.text, close=close)
            else:
                base = base.over(like)
        if not width or any(len(each.profiles) != width for each in case.each):
            return [base] * (width or 1)
        return [self._varied(base, position) for position in range(width)]

    def _varied(self, base: ProfileSyntax, position: int) -> ProfileSyntax:
        for each in self.case.each:
            base = each.profiles[position].over(base)
        return base

    def _answers(self, position: int, width: int, profile: ProfileSyntax) -> dict[str, Answer]:
        """What is expected at a position, by the name that is written."""
        found: dict[str, Answer] = {}
        said = dict(profile.values())
        for answer in self.case.expect:
            if answer.listed and (not width or len(answer.values) != width):
                if not position:
                    self._fault("case-widths", answer.at)
                continue
            value = answer.values[position if answer.listed else 0]
            if not isinstance(value, Broken):
                found[answer.fact.text] = _answer(answer, value, said.get(answer.fact.text))
            elif answer.listed or not position:
                self.faults += value.diagnostics
        return found

    def _fault(self, code: str, at: Position, **params: object) -> None:
        """Note something wrong at a place."""
        self.faults.append(Diagnostic(code, at.location(), params))


def _answer(answer: AnswerSyntax, value: AnswerValue, said: Literal | None) -> Answer:
    fact, record = fact_and_record(answer.fact.text)
    expected = _expected(value)
    given = said is not None and said.value == expected
    return Answer(fact, record, expected, given, answer.at.document, answer.at.steps, value.at.steps)


def _expected(value: AnswerValue) -> Expected:
    if isinstance(value, BoundsSyntax):
        return Bounds(value.at_least.value, value.at_most.value)
    assert isinstance(value, Literal)
    assert isinstance(value.value, str | int | float | bool)
    return value.value


def _texts(names: tuple[Name, ...] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(name.text for name in names)
