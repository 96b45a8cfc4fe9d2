"""Which facts are asked for and may be supplied, and of what type each is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ronde.columns.query import Query
from ronde.compile.found import keep_found, load_found
from ronde.inputs.absent import absence
from ronde.inputs.possible import elsewhere, possible
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.history import History
from ronde.model.locations import ArgumentLocation
from ronde.model.near import nearest
from ronde.model.nodes import Plan
from ronde.model.types import Type


def hint(name: str, known: Iterable[str]) -> str:
    """The known name that is closest to one that is not, if any is close."""
    return nearest(name, known)


class Types(Mapping[str, Type]):
    """The type of every fact that a table may supply: as on the date asked for, else as on the last that defines it."""

    def __init__(self, history: History, question: Query, plan: Callable[[int, int | None], Plan]) -> None:
        self.history, self.question, self.plan = history, question, plan
        self.elsewhere = elsewhere(history)
        self.ever = self.elsewhere.ever
        self.lists = self.ever.records
        self._plans: dict[tuple[int, int | None], Plan] = {}
        self._types: dict[str, Type | None] = {}
        if (question.as_of is None) == (question.as_of_column is None):
            code = "date-neither" if question.as_of is None else "date-both"
            raise ValidationError((Diagnostic(code, ArgumentLocation("--as-of")),))

    def _rules(self, name: str) -> Plan | None:
        """The rules that say what a fact is; none where it has no meaning in the question."""
        if name not in self.ever.facts:
            return None
        if self.question.shared_rules is not None:
            plan = self._plan(self.question.shared_rules, self.question.known_on)
            if name in plan.facts:
                return plan
        days = [day for day in self.ever.facts[name].days if day >= self.history.first_date]
        return self._plan(max(days[-1] if days else 0, self.history.first_date), None)

    def _plan(self, as_of: int, known_on: int | None) -> Plan:
        """The plan of the rules of a day, which are found once for all columns."""
        key = as_of, known_on
        if key not in self._plans:
            self._plans[key] = self.plan(as_of, known_on)
        return self._plans[key]

    def ready(self, names: Iterable[str]) -> None:
        """Find the types of some facts (of these names, those that are one): as they were kept, if each row has its own
        date."""
        new = tuple(sorted({name for name in names if name in self.ever.facts} - self._types.keys()))
        if self.question.shared_rules is not None or not new:
            return
        kept = load_found(self.history, ("types", new))
        if isinstance(kept, tuple) and len(kept) == len(new) and all(isinstance(each, Type | None) for each in kept):
            self._types.update(zip(new, kept, strict=True))
        else:
            keep_found(self.history, ("types", new), tuple(map(self._type, new)))

    def _type(self, name: str) -> Type | None:
        """The type of a fact by the rules that say what it is; None where it has no meaning in the question."""
        if name not in self._types:
            plan = self._rules(name)
            about = None if plan is None else plan.facts.get(name)
            self._types[name] = None if about is None else possible(about)
        return self._types[name]

    def __getitem__(self, name: str) -> Type:
        found = self._type(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self.ever.facts

    def __iter__(self) -> Iterator[str]:
        return iter(self.ever.facts)

    def __len__(self) -> int:
        return len(self.ever.facts)

    def record(self, name: str) -> str | None:
        """The list of records that a fact is of; none where it is a candidate's, or no fact."""
        return self.ever.facts[name].record if name in self.ever.facts else None

    def inside(self, record: str | None) -> list[str]:
        """The facts of the records of a list, or those of candidates."""
        return [name for name, about in self.ever.facts.items() if about.record == record]

    def _absence(self, name: str) -> Diagnostic:
        """What is said of a fact asked for that is not defined on the date, or on none."""
        question = self.question
        day = self.history.change_dates[-1] if question.shared_rules is None else question.shared_rules
        location = ArgumentLocation("--facts" if question.facts else "--as-of")
        return absence(self.history, name, day, question.known_on, location)

    def wanted(self) -> dict[str, Type]:
        """The facts asked for, with their types. Main answers that no rule defines on the date are left out.

        Errors: ValidationError for names that are no facts of candidates on the date, or where there is no main answer.
        """
        diagnostics: list[Diagnostic] = []
        found: dict[str, Type] = {}
        names = dict.fromkeys(self.question.facts or self.history.headlines)
        self.ready(names)
        for name in names:
            on_date = self._type(name) is not None and self.record(name) is None
            if self.question.shared_rules is not None:
                about = self._plan(self.question.shared_rules, self.question.known_on).facts.get(name)
                on_date = about is not None and about.record is None
            if on_date:
                found[name] = self[name]
            else:
                diagnostics.append(self._absence(name))
        if diagnostics and (self.question.facts or not found):
            raise ValidationError(tuple(diagnostics))
        return found
