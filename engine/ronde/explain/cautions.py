"""Cautions in words: what the answers for some facts, or for many rows, carry."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

from ronde.evaluate.carried import Carried, ordered, told
from ronde.evaluate.cautions import Caution
from ronde.evaluate.decision import day_text
from ronde.explain.page import Line
from ronde.messages import translate
from ronde.messages.nouns import noun
from ronde.messages.numbers import grouped
from ronde.model.history import History
from ronde.model.nouns import ROUND
from ronde.rounds.chart import Caption

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
        said = caution_text(caution, title, found.label.get(language, caution.name or ""), language)
        lines.append(Line(0, _counted(said, each.rows, history, language, of=of), "unknown"))
    for (day, count), every in sorted(titles.items()):
        text = unverified_text(every, day, language)
        lines.append(Line(0, _counted(text, count, history, language, of=of), "unknown"))
    return lines


def caution_text(caution: Caution, title: str, label: str, language: str) -> str:
    """A caution as a sentence, with the title of its topic and the label of its fact, if it is of one."""
    return translate(
        f"caution-{caution.kind}",
        language,
        title=title,
        day=day_text(caution.day),
        text=caution.texts or "",
        fact=caution.fact or "",
        label=label,
    )


def unverified_text(titles: Iterable[str], day: int, language: str) -> str:
    """That nobody has confirmed the topics with these titles after a day."""
    return translate("caution-unverified", language, titles="; ".join(titles), day=day_text(day))


def caption(lines: Iterable[Line], language: str) -> Caption | None:
    """What stands below a picture: each caution in a few lines, once, and the last of many only counted."""
    told = list(dict.fromkeys(line.text for line in lines))
    if not told:
        return None
    wrapped = [translate("cautions-heading", language)]
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
            wrapped.append(translate("caution-more", language, count=len(told) - number))
            break
        wrapped += more
    return Caption(tuple(wrapped), " ".join([f"{wrapped[0]}.", *told]))


def _counted(text: str, count: int, history: History, language: str, *, of: str | None) -> str:
    if of is None:
        return text
    about = {"text": text, "count": grouped(count, language), "round": noun(history.nouns, ROUND)}
    return translate(f"caution-{of}", language, **about)
