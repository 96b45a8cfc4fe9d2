"""How a number was worked out, as a worksheet has it: each slice of a progressive rate, and what was rounded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ronde.evaluate.trace import Trace
from ronde.messages import translate
from ronde.messages.numbers import multiple
from ronde.model.fractions import decimals_of
from ronde.model.nodes import Fact, Node, Op
from ronde.model.payloads import Reduction, Rounding, Slices
from ronde.model.types import show_number
from ronde.operations.bounds import bounds, known
from ronde.operations.rounding import rounded
from ronde.telling.values import show_exact


@dataclass(frozen=True, slots=True)
class Worked:
    """A node whose value was rounded: what one step of it is worth, what it was made from, and what came out."""

    node: Node
    step: Fraction
    given: tuple[int, ...]
    found: int


def worked(trace: Trace, node: Node, record: int | None) -> Worked | None:
    """What was worked out at the root of a definition; None if nothing was rounded there, or not all is known."""
    unit, decimals = 1, node.type.decimals
    while node.op is Op.TIMES:
        unit *= int(str(node.data))
        node = trace.plan.nodes[node.args[0]]
    if not isinstance(node.data, Reduction | Rounding | Slices):
        return None
    values = [trace.node(each, record) for each in (*node.args, node.id)]
    if not all(map(known, values)):
        return None
    *given, found = (bounds(each)[0] for each in values)
    return Worked(node, Fraction(unit, 10**decimals), tuple(given), found)


def lines(trace: Trace, made: Worked, about: Fact, language: str) -> Iterator[str]:
    """Each slice with what it comes to, and what a number was before it was rounded."""
    how = made.node.data
    if isinstance(how, Reduction):
        yield _reduced(made, how, about, language)
        return
    top, bottom = (*made.given, 1)[:2]
    if isinstance(how, Slices):
        yield from _slices(trace, made, how, about, language)
        top, how = how.at(top), how.rounding
        if how.bottom == 1:
            return
    assert isinstance(how, Rounding)
    before = Fraction(top * how.top, bottom * how.bottom) * made.step
    told = [show_exact(each, about, language) for each in (made.step, before, made.found * made.step)]
    label = translate(f"rounding-{how.towards}", language, to=told[0])
    yield translate("line-value", language, label=label, value=f"{told[1]} → {told[2]}")


def _reduced(made: Worked, how: Reduction, about: Fact, language: str) -> str:
    """What lies above the threshold, and by how much that reduces the amount."""
    _, of, threshold = made.given
    part, above = max(0, of - threshold), show_exact(threshold * made.step, about, language)
    if part == 0:
        return translate("reduced-none", language, above=above)
    steps = rounded(part * how.rounding.top, how.rounding.bottom, how.rounding.towards)
    told = {"part": part * made.step, "by": how.unit * made.step, "cut": steps * how.unit * made.step}
    shown = {key: show_exact(each, about, language) for key, each in told.items()}
    key = "reduced-steps" if how.steps else "reduced-rate"
    return translate(key, language, above=above, steps=steps, **shown)


def _slices(trace: Trace, made: Worked, how: Slices, about: Fact, language: str) -> Iterator[str]:
    """Each slice that something lies in; where the page prints what lies below, only the last of these."""
    cut = trace.plan.nodes[made.node.args[0]]
    number, decimals = made.given[0], cut.type.decimals
    reached = [place for place, start in enumerate(how.starts) if start < number]

    def amount(value: Fraction) -> str:
        return show_exact(value, about, language)

    if not reached:
        low = amount(Fraction(how.starts[0], 10**decimals))
        yield translate("slice-none", language, low=low, made=amount(Fraction(how.at(number), how.scale)))
        return
    for place in reached[-1:] if how.bases[reached[-1]] else reached:
        start, high = how.starts[place], how.starts[place + 1] if place != reached[-1] else None
        part = Fraction((number if high is None else high) - start, 10**decimals)
        rate = Fraction(how.slopes[place] * 10**decimals, how.scale)
        about_slice = {
            "low": amount(Fraction(start, 10**decimals)),
            "rate": _rate(rate, language),
            "part": amount(part),
        }
        if how.bases[place]:
            base = Fraction(how.offsets[place], how.scale)
            yield translate("slice-based", language, **about_slice, base=amount(base), made=amount(base + rate * part))
        elif high is None:
            yield translate("slice-above", language, **about_slice, made=amount(rate * part))
        else:
            yield translate(
                "slice-between",
                language,
                **about_slice,
                high=amount(Fraction(high, 10**decimals)),
                made=amount(rate * part),
            )


def _rate(rate: Fraction, language: str) -> str:
    """A rate as a percentage, or as a fraction if no decimals write it."""
    if decimals_of(rate) is None:
        return str(rate)
    decimals = decimals_of(rate * 100) or 0
    return multiple(f"{show_number(int(rate * 100 * 10**decimals), decimals)}%", language)
