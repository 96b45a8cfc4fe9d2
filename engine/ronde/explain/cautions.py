"""Cautions in words: what the answers for some facts, or for many rows, carry."""

from __future__ import annotations

from collections.abc import Mapping

from ronde.explain.page import Line
from ronde.model.history import History
from ronde.run.carried import Carried, ordered, told
from ronde.run.decision import day_text
from ronde.words import say
from ronde.words.numbers import grouped


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


def _counted(text: str, count: int, language: str, *, of: str | None) -> str:
    return text if of is None else say(f"caution-{of}", language, text=text, count=grouped(str(count), language))
