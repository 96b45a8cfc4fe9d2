"""What a run came to, as text and as data."""

from __future__ import annotations

from typing import Any

from ronde.model.history import History
from ronde.pool.files.evaluate import Files, Outcome
from ronde.run.carried import carried_data
from ronde.words import say


def summary_data(history: History, files: Files, outcome: Outcome, seconds: float) -> dict[str, Any]:
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
        "contradicted": dict(sorted(told.contradicted.items())),
        "cautions": carried_data(history, told.cautions),
        "seconds": round(seconds, 3),
        "rows_per_second": rate(told.rows - outcome.resumed, seconds),
    }


def summary_tables(files: Files, outcome: Outcome, seconds: float, language: str) -> list[list[list[str]]]:
    """The summary for people, as tables of text; a table's first row holds its headings."""
    told = outcome.tally

    def head(*keys: str) -> list[str]:
        return [say(key, language) for key in keys]

    lines = [
        [say("sum-rows", language), amount(told.rows, language)],
        [say("sum-answered", language), amount(told.answered, language)],
        [say("sum-rejected", language), amount(told.rejected, language)],
    ]
    if outcome.resumed:
        lines.append([say("sum-resumed", language), amount(outcome.resumed, language)])
    lines.append([say("sum-out", language), str(files.out)])
    if outcome.rejects is not None:
        lines.append([say("sum-rejects-file", language), str(outcome.rejects)])
    speed = amount(rate(told.rows - outcome.resumed, seconds), language)
    lines.append([say("sum-time", language), say("sum-seconds", language, seconds=f"{seconds:.1f}", rate=speed)])
    facts = [head("sum-fact", "sum-known", "sum-unknown", "sum-yes", "sum-no")]
    for name, each in told.facts.items():
        cells = [each.known, each.unknown, *([] if each.yes is None else [each.yes, each.known - each.yes])]
        shown = [amount(cell, language) for cell in cells]
        facts.append([name, *shown, *[""] * (4 - len(shown))])
    tables = [lines, facts]
    if told.aside:
        tables.append([head("sum-field", "sum-findings", "sum-first", "sum-reason")])
        tables[-1] += [
            [name or say("sum-row", language), amount(each.rows, language), str(each.line), each.reason]
            for name, each in _aside(outcome)
        ]
    contradicted = {name: count for name, count in sorted(told.contradicted.items()) if count}
    if contradicted:
        tables.append([[say("sum-fact", language), say("sum-contradicted", language)]])
        tables[-1] += [[name, amount(count, language)] for name, count in contradicted.items()]
    return tables


def _aside(outcome: Outcome) -> list[tuple[str, Any]]:
    """Each field for which rows were set aside, the most frequent first."""
    return sorted(outcome.tally.aside.items(), key=lambda each: (-each[1].rows, each[0]))


def rate(rows: int, seconds: float) -> int:
    """Rows a second."""
    return round(rows / seconds) if seconds > 0 else 0


def amount(number: int, language: str) -> str:
    """A whole number as people of a language write it."""
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
