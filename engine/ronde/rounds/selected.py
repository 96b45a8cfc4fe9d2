"""Which rounds are asked about: those of a book, of some days and types, of one day, since a profile was submitted."""

from __future__ import annotations

from collections.abc import Iterable

from ronde.evaluate.decision import day_text
from ronde.evaluate.engine import Engine
from ronde.messages.diagnostics import refuse
from ronde.model.document import Document
from ronde.model.history import History
from ronde.model.locations import ArgumentLocation, SourceLocation
from ronde.read.files import BOOK
from ronde.rounds.data import Round, Rounds, chosen, read_rounds
from ronde.rounds.invited import end_of_day, submission, terms_of


def rounds_held(history: History) -> Rounds:
    """The rounds of a book. Errors: ValidationError for a book without any."""
    terms_of(history)
    found = read_rounds(history)
    if not found.rounds:
        raise refuse("rounds-none", SourceLocation(history.root or BOOK))
    return found


def some_rounds(found: Rounds, days: tuple[int | None, int | None], types: Iterable[str]) -> list[Round]:
    """The rounds between two days (None: without end) of some types (none: of all). Errors: ValidationError for a type
    of which there is no round."""
    wanted = tuple(types)
    known = {each.type for each in found.rounds}
    for each in wanted:
        if each not in known:
            raise refuse("round-type-unknown", ArgumentLocation("--type"), name=each, known=", ".join(sorted(known)))
    return chosen(found.rounds, *days, wanted)


def since_submission(engine: Engine, document: Document, some: list[Round]) -> list[Round]:
    """Those rounds that were held once the profile was submitted, as of the last; all if it does not say when.

    Errors: ValidationError for a wrong profile, and for one that was submitted after the last of them.
    """
    submitted = submission(engine.evaluate(document, some[-1].date, names=())) if some else None
    if submitted is None:
        return some
    later = [each for each in some if (each.instant or end_of_day(each.date)) >= submitted[0]]
    if not later:
        location, last = SourceLocation(document.file), day_text(some[-1].date)
        raise refuse("submitted-after", location, date=submitted[0].date(), last=last)
    return later


def published_round(engine: Engine, kind: str, day: int) -> Round | None:
    """The published round of a day and a type, if there is one.

    Errors: ValidationError for a type that no fact defines on that day, and for a book without rounds.
    """
    rounds = _of_type(engine, kind, day, "--type")
    return next((each for each in rounds if each.date == day), None)


def last_round(engine: Engine, kind: str, day: int) -> Round:
    """The last round of a type that was held by a day, that day included.

    Errors: ValidationError for a type that no fact defines on that day or of which no round was held by then, and for a
    book without rounds.
    """
    held = [each for each in _of_type(engine, kind, day, "fact") if each.date <= day]
    if not held:
        raise refuse("round-none-yet", ArgumentLocation("fact"), type=kind, date=day_text(day))
    return held[-1]


def _of_type(engine: Engine, kind: str, day: int, argument: str) -> list[Round]:
    """The rounds of a type that a fact defines on a day. Errors: ValidationError if none does."""
    terms, plan = terms_of(engine.history), engine.plan(engine.rules(day))
    rounds = read_rounds(engine.history).rounds
    if terms.fact_of(kind) not in plan.facts:
        location = ArgumentLocation(argument)
        before, _, after = terms.invited.partition("{type}")
        defined = sorted(
            name.removeprefix(before).removesuffix(after)
            for name in plan.facts
            if name.startswith(before) and name.endswith(after)
        )
        types = {each.type for each in rounds}
        if kind in types:
            raise refuse("round-type-on", location, type=kind, date=day_text(day), known=", ".join(defined))
        raise refuse("round-type-unknown", location, name=kind, known=", ".join(sorted(types | set(defined))))
    return [each for each in rounds if each.type == kind]
