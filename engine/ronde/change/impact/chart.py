"""The chart of an impact: for each answer that changes, how many differ by how much, and where these stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ronde.change.impact.bars import bars, drawn_changes
from ronde.change.impact.measure import Impact
from ronde.change.impact.page import fact, known_lines, person, title
from ronde.explain.cautions import caption
from ronde.messages import translate
from ronde.messages.escape import drawn
from ronde.rounds.chart import new_figure, save_figure
from ronde.simulate.comparison import FactChange

UP, DOWN, BEFORE = "tab:blue", "tab:red", "0.6"
COLOURS = {1: UP, -1: DOWN, 0: BEFORE}
"""The colour of a bar by its sign."""

LEAST_BARS = 2
"""For how many bars there is room at least."""

BINS = 40
"""Into how many bars the values of a number are counted at most."""


def impact_chart(found: Impact, path: Path, language: str) -> None:
    """Draw an impact. Errors: ValidationError for another kind of file, or where matplotlib is not installed."""
    changes = drawn_changes(found)
    heights = [2 if each.numeric else 1 for each in changes] or [1]
    figure, axes = new_figure(path, heights, 2, alike=False)
    rows = [axes] if len(changes) < 2 else list(axes)
    for change, (left, right) in zip(changes, rows, strict=False):
        _differences(left, change, found, language)
        if change.numeric and found.stood[change.name].before:
            _standing(right, change, found, language)
        else:
            right.set_axis_off()
    if not changes:
        for each in rows[0]:
            each.set_axis_off()
    lines = (title(found, language), _touched(found, language))
    figure.suptitle("\n".join(map(drawn, lines)), fontsize=11)
    save_figure(figure, path, caption(known_lines(found, language), language))


def _touched(found: Impact, language: str) -> str:
    key = "impact-nobody" if not found.touched else "impact-touched-short"
    return translate(key, language, touched=found.touched, rows=found.rows, person=person(found))


def _differences(axes: Any, change: FactChange, found: Impact, language: str) -> None:
    """Bars of how many differ by how much; of a yes or no, of how many gain and lose it."""
    about = fact(found, change.name)
    shown = list(bars(found, change, language))
    places = range(len(shown))
    made = axes.barh(places, [each.people for each in shown], color=[COLOURS[each.sign] for each in shown], height=0.7)
    axes.bar_label(
        made, [translate("impact-bar", language, people=each.people) for each in shown], padding=3, fontsize=7
    )
    axes.set_yticks(places, [drawn(each.label) for each in shown], fontsize=8)
    axes.set_ylim(-0.6, max(len(shown), LEAST_BARS) - 0.4)
    axes.margins(x=0.15)
    axes.set_title(drawn(about.label.get(language, change.name)), fontsize=9)
    axes.set_xlabel(translate("impact-axis-people", language, person=person(found)), fontsize=8)


def _standing(axes: Any, change: FactChange, found: Impact, language: str) -> None:
    """Where those whose number moves stood before, and stand after."""
    stood = found.stood[change.name]
    low = min(*stood.before, *stood.after)
    high = max(*stood.before, *stood.after)
    width = max(1, -(-(high - low + 1) // BINS))
    edges = [low + width * number for number in range((high - low) // width + 2)]
    scale = 10**change.decimals
    for counter, key, style in (
        (stood.before, "impact-legend-before", {"color": BEFORE, "histtype": "stepfilled", "alpha": 0.7}),
        (stood.after, "impact-legend-after", {"color": UP, "histtype": "step", "linewidth": 1.4}),
    ):
        axes.hist(
            [value / scale for value in counter],
            [edge / scale for edge in edges],
            weights=list(counter.values()),
            label=translate(key, language),
            **style,
        )
    axes.set_title(translate("impact-standing", language, person=person(found)), fontsize=9)
    axes.set_xlabel(drawn(fact(found, change.name).label.get(language, change.name)), fontsize=8)
    axes.set_ylabel(translate("impact-axis-people", language, person=person(found)), fontsize=8)
    axes.legend(fontsize=8)
