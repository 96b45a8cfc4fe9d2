"""The chart of a replay: published and simulated cut-offs by type, and the size of the pool below them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from ronde.messages.escape import drawn
from ronde.rounds.chart import MARKERS, Caption, new_figure, save_figure
from ronde.simulate.replay import Replayed, Sized


def replay_chart(
    rounds: Sequence[Replayed],
    pools: Sequence[Sized],
    scale: Fraction,
    titles: dict[str, str],
    labels: dict[str, str],
    caption: Caption | None,
    path: Path,
) -> None:
    """Draw rounds held again and pools. `labels`: `title`, `cutoff`, `pool`, `published`, `simulated`;
    `caption`: what stands below the picture, if anything does.

    Errors: ValidationError.
    """
    figure, (above, below) = new_figure(path, (3, 1))
    for number, kind in enumerate(dict.fromkeys(each.round.type for each in rounds)):
        chosen = [each for each in rounds if each.round.type == kind]
        held = [each for each in chosen if each.cutoff is not None]
        marker, color = MARKERS[number % len(MARKERS)], f"C{number % 10}"
        above.plot(
            [date.fromordinal(each.round.date) for each in chosen],
            [each.round.cutoff for each in chosen],
            linestyle="none",
            marker=marker,
            color=color,
            markersize=5,
            label=drawn(titles.get(kind, kind)),
        )
        days = [date.fromordinal(each.round.date) for each in held]
        cutoffs = [each.cutoff for each in held]
        above.plot(days, cutoffs, linestyle="none", marker=marker, color=color, markersize=5, fillstyle="none")
        above.vlines(days, [each.round.cutoff for each in held], cutoffs, color=color, linewidth=0.6, alpha=0.6)
    above.set_title(drawn(labels["title"]))
    above.set_ylabel(labels["cutoff"])
    above.grid(alpha=0.3)
    days = [date.fromordinal(each.pool.date) for each in pools]
    below.plot(days, [each.pool.total for each in pools], marker="o", markersize=4, label=labels["published"])
    simulated = [float(each.total * scale) for each in pools]
    below.plot(days, simulated, marker="o", markersize=7, fillstyle="none", linestyle="none", label=labels["simulated"])
    below.set_ylabel(labels["pool"])
    below.set_ylim(0, 1.1 * max(each.pool.total for each in pools))
    below.grid(alpha=0.3)
    below.legend(fontsize=7)
    figure.legend(*above.get_legend_handles_labels(), loc="outside lower center", fontsize=7, ncols=3)
    save_figure(figure, path, caption)
