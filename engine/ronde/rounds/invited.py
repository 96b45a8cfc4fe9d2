"""Whether a candidate would have been invited in each round, and by how much not.

The profile is evaluated on each round's own day, so ages, windows of work and what has lapsed move with the date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ronde.evaluate.decision import Decision, day_text
from ronde.evaluate.engine import Engine, asked_for, check_profile
from ronde.messages.diagnostics import refuse
from ronde.model.document import Document
from ronde.model.history import History, RoundsTerms
from ronde.model.locations import SourceLocation
from ronde.model.types import Value
from ronde.operations.bounds import bounds, known
from ronde.read.files import BOOK, ROUNDS
from ronde.rounds.data import Round, read_instant
from ronde.rounds.days import on_day
from ronde.rounds.outcomes import ABOVE, outcome_of


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one round for one candidate, one of OUTCOMES: if `below`, by how many points it is `short`; if
    `tie_lost`, how `late` it is. `fact` says whom the round was for; the decision is right for what is told of the
    facts of rounds alone (see `told_by`)."""

    round: Round
    outcome: str
    decision: Decision
    fact: str
    score: Value
    short: int = 0
    late: timedelta | None = None


def answers(engine: Engine, document: Document, rounds: Iterable[Round]) -> Iterator[Answer]:
    """What came of each round. Errors: ValidationError for a wrong profile, a type that no fact defines on a round's
    day, or a book that does not say how rounds work."""
    before: Decision | None = None
    asked: frozenset[int] | None = None
    some = list(rounds)
    names = told_by(engine.history, some) if some else ()
    for each in some:
        if before is not None and engine.rules(each.date).digest == before.rules.digest:
            asked = asked or asked_for(before.plan, names)
            before = on_day(before, each.date, asked)
            check_profile(before.trace, before.profile)
        else:
            before, asked = engine.evaluate(document, each.date, names=names), None
        yield answer(before, each)


def told_by(history: History, rounds: Iterable[Round]) -> tuple[str, ...]:
    """The facts that the answers for some rounds tell of. Errors: ValidationError for a book without rounds."""
    terms = terms_of(history)
    types = dict.fromkeys(each.type for each in rounds)
    return (terms.score, terms.submitted, terms.expires, *(terms.fact_of(each) for each in types))


def answer(decision: Decision, each: Round) -> Answer:
    """What came of one round, from the decision on its day."""
    terms = terms_of(decision.history)
    fact = terms.fact_of(each.type)
    if fact not in decision.plan.facts:
        about = {"number": each.number, "date": day_text(each.date), "type": each.type}
        raise refuse("round-type-undefined", SourceLocation(f"{ROUNDS}/{day_text(each.date)[:4]}.yaml"), **about)
    trace = decision.trace
    score = trace.value(terms.score) if terms.score in decision.plan.facts else None
    submitted = submission(decision)
    ranked = each.instant or end_of_day(each.date)
    expires = trace.value(terms.expires) if terms.expires in decision.plan.facts else None
    concerned = trace.value(fact)
    most = bounds(score)[1] if score is not None else each.cutoff
    late = None if submitted is None or each.tie_break is None else submitted[0] - each.tie_break
    outcome = outcome_of(
        {
            "not_yet": submitted is not None and submitted[0] > ranked,
            "expired": isinstance(expires, int) and each.date >= expires,
            "not_concerned": concerned == 0,
            "below": most < each.cutoff,
            "unknown": concerned != 1 or not known(score) or (submitted is not None and submitted[1] > ranked),
            ABOVE: most > each.cutoff or each.tie_break is None,
            "tie_lost": late is not None and late >= timedelta(0),
            "tie_unknown": each.tie_break is not None and (submitted is None or submitted[1] >= each.tie_break),
        }
    )
    short = each.cutoff - most if outcome == "below" else 0
    return Answer(each, outcome, decision, fact, score, short, late if outcome == "tie_lost" else None)


def terms_of(history: History) -> RoundsTerms:
    """How the book's rounds work. Errors: ValidationError for a book without rounds."""
    if history.rounds_terms is None:
        raise refuse("rounds-none", SourceLocation(history.root or BOOK))
    return history.rounds_terms


def submission(decision: Decision) -> tuple[datetime, datetime] | None:
    """The first and the last instant at which the profile can have been submitted; None where it does not say."""
    terms = terms_of(decision.history)
    supplied = supplied_by(decision)
    day, time = supplied.get(terms.submitted), supplied.get(terms.submitted_time)
    if not isinstance(day, int):
        return None
    start = datetime.fromordinal(day).replace(tzinfo=UTC)
    if time is None:
        return start, end_of_day(day)
    instant = read_instant(f"{start.date().isoformat()}T{time}Z")
    assert instant is not None
    return instant, instant


def end_of_day(day: int) -> datetime:
    """The last second of a day, UTC."""
    return datetime.fromordinal(day).replace(hour=23, minute=59, second=59, tzinfo=UTC)


def supplied_by(decision: Decision) -> Mapping[str, Value]:
    """The facts that the profile gives."""
    return decision.trace.candidate.supplied
