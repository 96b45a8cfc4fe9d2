"""How hours, days and weeks of work were counted: each period, the run they make, and what the cap took away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ronde.explain.reason import Reason
from ronde.explain.runs import capped, run_lines
from ronde.model.nodes import Node, Op, payload
from ronde.model.payloads import Measure
from ronde.operations.bounds import bounds, known
from ronde.operations.records.hours.periods import Period, best_run, calendar_split, hours, leading_group
from ronde.operations.records.hours.units import CALENDAR
from ronde.telling.values import show_day

if TYPE_CHECKING:
    from ronde.explain.reasons import Teller


def hours_told(teller: Teller, node: Node) -> Iterator[Reason]:
    """The periods that counted, those that did not and why, the run they make, and what the cap took away."""
    measure = payload(node, Measure)
    record = str(teller.plan.nodes[node.args[0]].data)
    if teller.value(node.args[0], None) == 0:
        yield Reason(
            teller.translate("list-not-given", list=teller.plan.records[record].get(teller.language, record)), "unknown"
        )
        return
    where, per_week, start, end, first, last = node.args[1:7]
    window = (bounds(teller.value(first, None))[0], bounds(teller.value(last, None))[0])
    yield Reason(
        teller.translate(
            "hours-window",
            first=show_day(window[0], teller.language),
            last=show_day(window[1], teller.language),
        )
    )
    counted: list[Period] = []
    for index in teller.trace.rows(record):
        meant = teller.value(where, index)
        values = [teller.value(arg, index) for arg in (per_week, start, end)]
        text = teller.translate(
            "period-of-days" if teller.plan.nodes[per_week].op is Op.CONSTANT else "period",
            number=index + 1,
            start=_node_shown(teller, start, index),
            end=_node_shown(teller, end, index),
            per_week=_node_shown(teller, per_week, index),
        )
        if meant == 1 and all(known(value) for value in values):
            group = teller.value(node.args[7], index) if measure.grouped else None
            part = node.op != Op.HOURS and teller.value(node.args[-1], index) == 1
            period = Period(bounds(values[1])[0], bounds(values[2])[0] + 1, bounds(values[0])[0], group, part)
            if period.end <= window[0] or period.start >= window[1]:
                yield Reason(teller.translate("outside-window", period=text), "no")
                continue
            counted.append(period)
            yield Reason(text, "yes")
        else:
            below = _condition_of(teller, teller.plan.nodes[where], index)
            yield Reason(text, "no" if meant == 0 else "unknown", below=tuple(below))
    if measure.continuous and counted and known(teller.value(node.id, None)):
        best = best_run(leading_group(counted, window, measure), window, measure)
        told = run_lines(best, measure, window[1], teller.language, part=node.op != Op.HOURS)
        yield from map(Reason, told)
    elif measure.unit in CALENDAR and counted:
        enough, few = calendar_split(counted, window, measure)
        yield Reason(teller.translate(f"told-{measure.unit}", enough=enough, few=few))
    elif measure.cap and not measure.continuous and not measure.grouped:
        with_cap, without = hours(counted, window, measure), hours(counted, window, replace(measure, cap=0))
        if without > with_cap:
            yield Reason(capped(with_cap, without, measure, teller.language))


def _condition_of(teller: Teller, node: Node, record: int) -> Iterator[Reason]:
    """The conditions of a record that failed or are unknown."""
    if node.said is None and node.op is Op.FACT:
        assert node.fact is not None
        yield from _failing(teller.fact(node.fact, record).below)
    else:
        yield from _failing(tuple(teller.conditions(node, record)) if node.said else ())


def _failing(reasons: tuple[Reason, ...]) -> Iterator[Reason]:
    """Of these reasons, those that are not met."""
    for reason in reasons:
        if reason.mark in ("no", "unknown"):
            yield replace(reason, below=tuple(_failing(reason.below)))


def _node_shown(teller: Teller, node_id: int, record: int) -> str:
    """The value of a node that is a fact."""
    node = teller.plan.nodes[node_id]
    return teller.shown(node.fact, record) if node.fact else str(teller.value(node_id, record))
