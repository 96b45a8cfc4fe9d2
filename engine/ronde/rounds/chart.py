"""Charts as SVG or PNG: cut-offs by type over time, and a score over time. Needs the extra `chart` (matplotlib)."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ronde.disk.placed import new_file
from ronde.messages.diagnostics import refuse
from ronde.messages.escape import drawn, plain
from ronde.model.locations import SourceLocation
from ronde.rounds.data import Round

SUFFIXES = (".svg", ".png")
CAPTION_SIZE = 6
CAPTION_LINE = 0.115
"""Points of a letter of a caption, and inches of its line."""
MARKERS = "osD^vPX*<>hpd"


@dataclass(frozen=True)
class Caption:
    """What stands below a picture: the lines that are drawn, and the whole text, which goes into the file's own
    description, where machines and readers of screens find it."""

    lines: Sequence[str]
    whole: str


def new_figure(path: Path, heights: Sequence[int] = (1,), columns: int = 1, *, alike: bool = True) -> Any:
    """A new figure and its axes, one below the other where there are several heights, side by side where there are
    several columns; they share what they measure if they are `alike`.

    Errors: ValidationError for another kind of file, or where matplotlib is not installed.
    """
    if path.suffix not in SUFFIXES:
        raise refuse("chart-suffix", SourceLocation(str(path)), known=", ".join(SUFFIXES))
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise refuse("chart-missing", SourceLocation(str(path))) from None
    # Texts are drawn as they are: no dollar sign begins a formula, whatever the reader's settings say.
    mpl.rcParams.update({"svg.hashsalt": "ronde", "text.parse_math": False, "text.usetex": False})
    figure = Figure(figsize=(11, 4 + 2 * sum(heights)), layout="constrained")
    return figure, figure.subplots(len(heights), columns, sharex=alike, height_ratios=heights)


def save_figure(figure: Any, path: Path, caption: Caption | None = None) -> None:
    """Write a figure, its caption below it, whole or not at all. Errors: ValidationError where it cannot be written."""
    metadata: dict[str, str | None] = {"Date": None} if path.suffix == ".svg" else {}
    if caption:
        metadata["Description"] = plain(caption.whole)
    with new_file(path) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # letters that the font lacks are drawn as boxes
        frame = _write_below(figure, caption.lines) if caption else None
        figure.savefig(made, format=path.suffix[1:], dpi=2 * 72, metadata=metadata, bbox_inches=frame)


def _write_below(figure: Any, lines: Sequence[str]) -> Any:
    """Write lines below a figure, and return the frame (in inches) that holds both."""
    from matplotlib.transforms import Bbox

    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for legend in figure.legends:  # each would move down with the frame
        corner = figure.transFigure.inverted().transform(legend.get_window_extent().p0)
        legend.borderaxespad = 0
        legend.set_loc("lower left")
        legend.set_bbox_to_anchor(corner, figure.transFigure)
    width, height = figure.get_size_inches()
    text = "\n".join(drawn(line) for line in lines)
    left, top = CAPTION_LINE / width, -CAPTION_LINE / 2 / height
    figure.text(left, top, text, fontsize=CAPTION_SIZE, va="top", linespacing=1.3, in_layout=False)
    return Bbox.from_extents(0, -(len(lines) + 1) * CAPTION_LINE, width, height)


def cutoffs_chart(
    rounds: Sequence[Round], titles: dict[str, str], labels: tuple[str, str], caption: Caption | None, path: Path
) -> None:
    """Draw the cut-off of each round over time, one series for each type. `labels`: title, name of the axis;
    `caption`: what stands below the picture, if anything does.

    Errors: ValidationError.
    """
    figure, axes = new_figure(path)
    for number, kind in enumerate(dict.fromkeys(each.type for each in rounds)):
        chosen = [each for each in rounds if each.type == kind]
        axes.plot(
            [date.fromordinal(each.date) for each in chosen],
            [each.cutoff for each in chosen],
            linestyle="none",
            marker=MARKERS[number % len(MARKERS)],
            markersize=4,
            alpha=0.8,
            label=drawn(titles.get(kind, kind)),
        )
    axes.set_title(drawn(labels[0]))
    axes.set_ylabel(drawn(labels[1]))
    axes.grid(alpha=0.3)
    figure.legend(loc="outside lower center", fontsize=7, ncols=3)
    save_figure(figure, path, caption)


def series_chart(
    days: Sequence[int],
    values: Sequence[tuple[float, float]],
    rounds: Sequence[Round],
    labels: tuple[str, str, str],
    caption: Caption | None,
    path: Path,
) -> None:
    """Draw a number as it changed (its bounds where it was unknown) with the cut-offs of rounds behind it.

    `labels`: title, name of the axis, name of the cut-offs;
    `caption`: what stands below the picture, if anything does. Errors: ValidationError.
    """
    figure, axes = new_figure(path)
    dates = [date.fromordinal(day) for day in days]
    if rounds:
        axes.plot(
            [date.fromordinal(each.date) for each in rounds],
            [each.cutoff for each in rounds],
            linestyle="none",
            marker=".",
            color="0.7",
            label=drawn(labels[2]),
        )
    axes.step(dates, [high for _, high in values], where="post", color="C0", label=drawn(labels[1]))
    axes.fill_between(
        dates, [low for low, _ in values], [high for _, high in values], step="post", color="C0", alpha=0.2
    )
    axes.set_title(drawn(labels[0]))
    axes.set_ylabel(drawn(labels[1]))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    save_figure(figure, path, caption)
