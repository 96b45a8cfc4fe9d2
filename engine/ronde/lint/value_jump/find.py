"""The numbers that are far from what they were in the versions before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.lint.written import Figure
from ronde.model.document import Steps


def find(context: Context, times: Decimal) -> Iterator[Found]:
    """Every number that jumps from each version beside its own that has it. Of the first two versions it is the second
    that jumps, unless a third agrees with it."""
    for history in written.histories(context):
        series = [written.figures(version) for version in written.complete(history)]
        for number, figures in enumerate(series):
            for steps, figure in figures.items():
                beside = _beside(series, number, steps, times)
                if beside and all(_far(figure.number, each.number, times) for each in beside):
                    yield Found(figure.location, _about(figure, beside))


def _beside(series: Sequence[Mapping[Steps, Figure]], number: int, steps: Steps, times: Decimal) -> list[Figure]:
    """The same number in the version before and in the one after; nothing if that one is odd, or if it cannot be told
    which of two is."""
    before, after = _at(series, number - 1, steps), _at(series, number + 1, steps)
    if before is None and after is not None:
        second = _at(series, number + 2, steps)
        return [after] if second is not None and not _far(after.number, second.number, times) else []
    if before is not None and after is None:
        second, own = _at(series, number - 2, steps), series[number][steps]
        return [before] if second is None or _far(second.number, own.number, times) else []
    return [each for each in (before, after) if each is not None]


def _at(series: Sequence[Mapping[Steps, Figure]], number: int, steps: Steps) -> Figure | None:
    return series[number].get(steps) if 0 <= number < len(series) else None


def _far(one: Decimal, other: Decimal, times: Decimal) -> bool:
    if not one or not other:
        return False
    return one * other < 0 or max(one / other, other / one) >= times


def _about(figure: Figure, beside: Sequence[Figure]) -> dict[str, object]:
    near = beside[0].number
    times = max(abs(figure.number / near), abs(near / figure.number))
    return {"value": str(figure.number), "before": str(near), "times": f"{times:.0f}"}
