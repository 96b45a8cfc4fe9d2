"""What a run came to, as text and as data."""

from __future__ import annotations

from typing import Any

from ronde.batch.files.evaluate import Files, Outcome, rate
from ronde.columns.query import Query
from ronde.evaluate.carried import carried_data
from ronde.evaluate.decision import day_text
from ronde.inputs.absent import absence, periods
from ronde.language import LANGUAGES
from ronde.messages import translate
from ronde.messages.diagnostics import Diagnostic
from ronde.messages.numbers import grouped
from ronde.model.history import History
from ronde.model.locations import ArgumentLocation


def summary_data(history: History, question: Query, files: Files, outcome: Outcome, seconds: float) -> dict[str, Any]:
    """The summary for machines."""
    told = outcome.tally
    return {
        "input": str(files.source),
        "output": str(files.out),
        "rejects": None if outcome.rejects is None else str(outcome.rejects),
        "rows": told.rows,
        "answered": told.answered,
        "rejected": told.rejected,
        "resumed": outcome.resumed,
        "rejected_by_field": [
            {"field": name or None, "findings": each.rows, "line": each.line, "reason": each.reason}
            for name, each in _aside(outcome)
        ],
        "facts": {
            name: {"known": each.known, "unknown": each.unknown}
            | ({} if each.yes is None else {"yes": each.yes, "no": each.known - each.yes})
            for name, each in told.facts.items()
        },
        "absent": [
            {
                "fact": name,
                "defined": [[day_text(first), end and day_text(end)] for first, end in periods(history, name)],
            }
            for name in (str(each.params["name"]) for each in undefined(history, question, outcome))
        ],
        "contradicted": dict(sorted(told.contradicted.items())),
        "cautions": carried_data(history, told.cautions),
        "seconds": round(seconds, 3),
        "rows_per_second": rate(told.rows - outcome.resumed, seconds),
    }


def undefined(history: History, question: Query, outcome: Outcome) -> list[Diagnostic]:
    """What is said of facts that the rules of some dates do not define: of main answers left out on the one date, or,
    with a date in each row, of facts that are unknown in some row, which may be why."""
    if question.as_of is not None:
        names = () if question.facts else (each for each in history.headlines if each not in outcome.tally.facts)
        return [
            absence(history, each, question.as_of, question.known_on, ArgumentLocation("--as-of")) for each in names
        ]
    location, found = ArgumentLocation("--as-of-column"), []
    for name, counts in outcome.tally.facts.items():
        spans = periods(history, name)
        if counts.unknown and (spans[0][0] > history.first_date or spans[-1][1] is not None or len(spans) > 1):
            texts = {
                language: "; ".join(
                    translate("sum-span" if end else "sum-span-open", language, first=day_text(first), end=_day(end))
                    for first, end in spans
                )
                for language in LANGUAGES
            }
            found.append(Diagnostic("sum-undefined", location, {"name": name, "spans": texts}))
    return found


def _day(day: int | None) -> str:
    return day_text(day) if day else ""


def summary_tables(files: Files, outcome: Outcome, seconds: float, language: str) -> list[list[list[str]]]:
    """The summary for people, as tables of text; a table's first row holds its headings."""
    told = outcome.tally

    def head(*keys: str) -> list[str]:
        return [translate(key, language) for key in keys]

    lines = [
        [translate("sum-rows", language), grouped(told.rows, language)],
        [translate("sum-answered", language), grouped(told.answered, language)],
        [translate("sum-rejected", language), grouped(told.rejected, language)],
    ]
    if outcome.resumed:
        lines.append([translate("sum-resumed", language), grouped(outcome.resumed, language)])
    lines.append([translate("sum-out", language), str(files.out)])
    if outcome.rejects is not None:
        lines.append([translate("sum-rejects-file", language), str(outcome.rejects)])
    speed = grouped(rate(told.rows - outcome.resumed, seconds), language)
    lines.append(
        [
            translate("sum-time", language),
            translate("sum-seconds", language, seconds=grouped(f"{seconds:.1f}", language), rate=speed),
        ]
    )
    facts = [head("sum-fact", "sum-known", "sum-unknown", "sum-yes", "sum-no")]
    for name, each in told.facts.items():
        cells = [each.known, each.unknown, *([] if each.yes is None else [each.yes, each.known - each.yes])]
        shown = [grouped(cell, language) for cell in cells]
        facts.append([name, *shown, *[""] * (4 - len(shown))])
    tables = [lines, facts]
    if told.aside:
        tables.append([head("sum-field", "sum-findings", "sum-first", "sum-reason")])
        tables[-1] += [
            [name or translate("sum-row", language), grouped(each.rows, language), str(each.line), each.reason]
            for name, each in _aside(outcome)
        ]
    contradicted = {name: count for name, count in sorted(told.contradicted.items()) if count}
    if contradicted:
        tables.append([[translate("sum-fact", language), translate("sum-contradicted", language)]])
        tables[-1] += [[name, grouped(count, language)] for name, count in contradicted.items()]
    return tables


def _aside(outcome: Outcome) -> list[tuple[str, Any]]:
    """Each field for which rows were set aside, the most frequent first."""
    return sorted(outcome.tally.aside.items(), key=lambda each: (-each[1].rows, each[0]))
