"""Cautions in words: what the answers for some facts, or for many rows, carry."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

from ronde.explain.page import Line
from ronde.model.history import History
from ronde.rounds.chart import Caption
from ronde.run.carried import Carried, ordered, told
from ronde.run.decision import day_text
from ronde.words import say
from ronde.words.numbers import grouped

CAPTION_WIDTH, CAPTION_EACH, CAPTION_LINES = 210, 2, 26
"""How many characters a line below a picture holds at most, how many lines a caution has, and how many there are before
the rest is only counted."""


def carried_lines(
    history: History, carried: Mapping[str, Carried], language: str, *, of: str | None = "rows"
) -> list[Line]:
    """The cautions that rows carry, once each; topics last verified on the same day are told together.

    `of` says of what how many are told: rows, rounds, or nothing.
    """
    lines: list[Line] = []
    titles: dict[tuple[int, int], list[str]] = {}
    for code, each in ordered(carried):
        found = told(history, code)
        caution, title = found.caution, found.title.get(language, found.caution.topic)
        if caution.kind == "unverified":
            titles.setdefault((caution.day, each.rows), []).append(title)
            continue
        label = found.label.get(language, caution.name or "")
        day, text = day_text(caution.day), caution.texts or ""
        said = say(
            f"caution-{caution.kind}", language, title=title, day=day, text=text, fact=caution.fact or "", label=label
        )
        lines.append(Line(0, _counted(said, each.rows, language, of=of), "unknown"))
    for (day_, count), every in sorted(titles.items()):
        said = say("caution-unverified", language, titles="; ".join(every), day=day_text(day_))
        lines.append(Line(0, _counted(said, count, language, of=of), "unknown"))
    return lines


def caption(lines: Iterable[Line], language: str) -> Caption | None:
    """What stands below a picture: each caution in a few lines, once, and the last of many only counted."""
    told = list(dict.fromkeys(line.text for line in lines))
    if not told:
        return None
    wrapped = [say("cautions-heading", language)]
    for number, text in enumerate(told):
        more = textwrap.wrap(
            text,
            CAPTION_WIDTH,
            initial_indent="· ",
            subsequent_indent="  ",
            max_lines=CAPTION_EACH,
            placeholder=" […]",
            break_on_hyphens=False,
        )
        if len(wrapped) + len(more) > CAPTION_LINES:
            wrapped.append(say("caution-more", language, count=len(told) - number))
            break
        wrapped += more
    return Caption(tuple(wrapped), " ".join([f"{wrapped[0]}.", *told]))


def _counted(text: str, count: int, language: str, *, of: str | None) -> str:
    return text if of is None else say(f"caution-{of}", language, text=text, count=grouped(str(count), language))
