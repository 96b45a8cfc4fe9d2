"""An impact as plain data."""

from __future__ import annotations

from ronde.change.answers import Answer
from ronde.change.impact.distribution import steps
from ronde.change.impact.measure import Impact, touched_mean
from ronde.change.impact.page import fact, moves, unread_days
from ronde.change.impact.people import InMemory, Synthetic, rejected
from ronde.change.impact.telling import Person, people_told
from ronde.evaluate.carried import carried_data
from ronde.evaluate.decision import day_text
from ronde.model.types import Kind
from ronde.simulate.comparison import FactChange


def impact_data(found: Impact, language: str) -> dict[str, object]:
    """All of an impact; labels and reasons are in a language."""
    sides = found.sides
    return {
        "before": sides.before.written,
        "after": sides.after.written,
        "rules_of": [day_text(side.day) for side in sides.both],
        "clock": day_text(sides.clock),
        "days_that_differ": [day_text(day) for day in sides.days],
        "days_not_compiled": [day_text(day) for day in sides.broken],
        "candidates": {
            "rows": found.rows,
            "rejected": rejected(found.people),
            "touched": found.touched,
            "synthetic": _synthetic(found.people.synthetic) if isinstance(found.people, InMemory) else None,
        },
        "facts": {each.name: _fact(found, each, language) for each in found.changes},
        "not_compared": list(found.alone),
        "unread": list(unread_days(found)),
        "causes": [
            {
                "fact": name,
                "label": fact(found, name).label.get(language, name),
                "topic": fact(found, name).topic,
                "at": str(fact(found, name).location),
                "definitions": list(found.causes.rested(name).changed),
                "candidates": counted.people,
                "higher": {each: count for each, count in counted.gained.items() if count},
                "lower": {each: count for each, count in counted.lost.items() if count},
            }
            for name, counted in sorted(found.by_cause.items(), key=lambda each: -each[1].people)
            if counted.people
        ],
        "examples": [_person(each) for each in people_told(found, language)],
        "cautions": [
            carried_data(side.history, cautions) for side, cautions in zip(sides.both, found.cautions, strict=True)
        ],
    }


def _synthetic(about: Synthetic | None) -> dict[str, object] | None:
    if about is None:
        return None
    return {"population": about.file, "published": about.published, "seed": about.seed, "short": about.short}


def _fact(found: Impact, change: FactChange, language: str) -> dict[str, object]:
    told: dict[str, object] = {
        "label": fact(found, change.name).label.get(language, change.name),
        "touched": moves(change),
        "same": change.same,
        "known_to_unknown": change.became_unknown,
        "unknown_to_known": change.became_known,
        "unknown_on_both": change.unknown,
    }
    if change.kind is Kind.YES_NO:
        told |= {"no_to_yes": change.gained, "yes_to_no": change.lost}
    elif change.numeric:
        mean = touched_mean(change)
        told |= {
            "higher": change.gained,
            "lower": change.lost,
            "mean_of_touched": None if mean is None else float(mean),
            "differences": [
                {"low": float(change.scaled(each.low)), "high": float(change.scaled(each.high)), "rows": each.people}
                for each in steps(change.differences)
            ],
        }
    return told


def _person(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "kept": dict(person.kept),
        "answers": [_answer(each) for each in person.answers],
        "why": [
            {
                **_answer(each.answer),
                "reasons": list(each.both),
                "reasons_before": list(each.before),
                "reasons_after": list(each.after),
            }
            for each in person.why
        ],
    }


def _answer(answer: Answer) -> dict[str, object]:
    return {
        "fact": answer.fact,
        "label": answer.label,
        "before": answer.before,
        "after": answer.after,
        "difference": answer.difference or None,
    }
