"""What is said of a pool of synthetic candidates: how near its scores are to the published ones, who was left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ronde.evaluate.carried import carried_data
from ronde.evaluate.decision import day_text
from ronde.explain.cautions import carried_lines
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.messages.numbers import grouped
from ronde.model.history import History
from ronde.simulate.population.assumptions import Population
from ronde.simulate.population.make import Made, Order


@dataclass(frozen=True)
class Drawn:
    """What was asked for, of which population of a book, and what came of it."""

    history: History
    order: Order
    population: Population
    made: Made


def made_data(drawn: Drawn) -> dict[str, object]:
    """What came of it, as plain data."""
    made, population, order = drawn.made, drawn.population, drawn.order
    pool, counted = made.bands.pool, made.counted
    before, after = made.gaps
    return {
        "as_of": day_text(order.as_of),
        "seed": order.seed,
        "asked": order.rows,
        "rows": int(counted.made.sum()),
        "drawn": counted.drawn,
        "kept": made.kept,
        "undecided": counted.undecided,
        "refused": counted.refused,
        "population": {
            "file": population.document.file,
            "title": population.title,
            "note": population.note,
            "confidence": "assumption",
            "digest": population.document.digest,
        },
        "published": {
            "date": day_text(pool.date),
            "total": pool.total,
            "confidence": pool.confidence,
            "note": pool.note,
        },
        "cautions": carried_data(drawn.history, made.cautions),
        "gap": {"before": round(before, 6), "after": round(after, 6)},
        "bands": [
            {
                "low": line.low,
                "high": line.high,
                "published": round(line.published, 6),
                "before": round(line.before, 6),
                "made": round(line.made, 6),
                "difference": round(line.made - line.published, 6),
                "rows": line.rows,
                "short": line.short,
            }
            for line in made.lines
        ],
    }


def made_page(drawn: Drawn, language: str) -> Page:
    """What came of it, for people."""
    rows, asked = int(drawn.made.counted.made.sum()), drawn.order.rows
    page = Page(translate("make-title", language, rows=rows))
    page.add("", (Line(0, each.strip()) for each in _told(drawn, language) if each))
    page.table("", _rows(drawn.made, language))
    short = [translate("make-short", language, short=asked - rows, rows=asked)] if asked > rows else []
    page.add("", (Line(0, each) for each in (*short, translate("make-claim", language))))
    return page


def _told(drawn: Drawn, language: str) -> Iterator[str]:
    made, population, order = drawn.made, drawn.population, drawn.order
    pool, counted = made.bands.pool, made.counted
    before, after = (_percent(each, language) for each in made.gaps)
    confidence = translate(f"confidence-{pool.confidence}", language)
    title = population.title.get(language, "")
    yield translate("make-population", language, title=title, file=population.document.file)
    yield population.note.get(language, "")
    yield translate("make-published", language, date=day_text(pool.date), total=pool.total, confidence=confidence)
    if pool.note:
        yield pool.note[language]
    yield translate("make-day", language, date=day_text(order.as_of), days=order.as_of - pool.date)
    yield translate("make-drawn", language, drawn=counted.drawn, kept=made.kept)
    if counted.undecided:
        yield translate("make-undecided", language, count=counted.undecided)
    if counted.refused:
        yield translate("make-refused", language, count=counted.refused, reason=counted.reason)
    yield translate("make-gap", language, before=before, after=after)
    for each in carried_lines(drawn.history, made.cautions, language, of=None):
        yield each.text


def _rows(made: Made, language: str) -> list[list[str]]:
    """The table of the bands."""
    names = ("make-band", "make-share", "make-before", "make-made", "make-difference", "make-count", "make-missing")
    told = [[translate(name, language) for name in names]]
    for line in made.lines:
        difference = _percent(line.made - line.published, language, sign="+")
        shares = [_percent(each, language) for each in (line.published, line.before, line.made)]
        told.append([f"{line.low}-{line.high}", *shares, difference, str(line.rows), str(line.short or "")])
    return told


def _percent(share: float, language: str, sign: str = "") -> str:
    """A share in hundredths, as the language writes it."""
    written = format(round(share, 4) + 0.0, f"{sign}.2%").rstrip("%")
    return grouped(written, language)
