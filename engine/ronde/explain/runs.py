"""What is told of an unbroken run of work: which days counted, what it begins after, what ended it, what was capped."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ronde.messages import translate
from ronde.messages.numbers import grouped
from ronde.model.nodes import Op
from ronde.model.payloads import Measure
from ronde.model.types import show_number
from ronde.operations.records.hours.periods import Gap, Run
from ronde.telling.values import show_day

MEASURED = (Op.HOURS, "run_part")
"""The operations that are told by their periods."""


def run_lines(
    run: Run | None, measure: Measure, window_end: int, language: str, *, part: bool = False
) -> Iterator[str]:
    """The sentences on the run that counts (None: no day counts), up to the day before `window_end`; if a `part` of it
    is asked, also on that."""
    days = measure.unit == "days"
    if run is None and days and not measure.minimum:
        yield translate("run-none-days", language)
        return
    if run is None:
        minimum = Decimal(show_number(max(1, measure.minimum), measure.decimals))
        yield translate("run-none", language, minimum=minimum)
        return
    told = {"days" if days else "hours": run.hours(measure)}
    key = "run-days" if days else "run"
    yield translate(key, language, first=_day(run.start, language), last=_day(run.end - 1, language), **told)
    if part:
        told = {"days" if days else "hours": run.of_part(measure)}
        yield translate("run-part-days" if days else "run-part", language, **told)
    if run.before:
        yield _gap("before", run.before, measure, language)
    if run.after:
        yield _gap("after", run.after, measure, language)
    else:
        yield translate("run-to-the-end" if run.end == window_end else "run-then-nothing", language)
    without = 0 if days else run.without_cap(measure)
    if without > run.hours(measure):
        yield capped(run.hours(measure), without, measure, language)


def capped(counted: int, without: int, measure: Measure, language: str) -> str:
    """The sentence on the hours that the weekly cap took away."""
    cap = grouped(show_number(measure.cap, measure.decimals), language)
    told: dict[str, object] = {"without": grouped(without, language), "counted": counted}
    return translate("capped", language, cap=cap, **told)


def _gap(side: str, gap: Gap, measure: Measure, language: str) -> str:
    told: dict[str, object] = {
        "first": _day(gap.start, language),
        "last": _day(gap.end - 1, language),
        "days": grouped(gap.end - gap.start, language),
        "minimum": Decimal(show_number(measure.minimum, measure.decimals)),
    }
    return translate(f"run-{side}-{'weak' if gap.per_week else 'gap'}", language, **told)


def _day(day: int, language: str) -> str:
    return show_day(day, language)
