"""What is said of a pool put in order, and of a round held on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ronde.evaluate.carried import Carried, carried_data
from ronde.evaluate.decision import day_text
from ronde.explain.cautions import carried_lines
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.messages.nouns import nouns_of
from ronde.messages.numbers import grouped
from ronde.model.history import History
from ronde.model.nodes import Fact, Plan
from ronde.model.nouns import Nouns
from ronde.rounds.invited import terms_of
from ronde.telling.values import show_difference, show_instant, show_ordered

BEGINNING = datetime(1970, 1, 1)
"""The instant from which instants are counted, in UTC."""

if TYPE_CHECKING:
    from ronde.simulate.round_result import AsPublished, RoundResult


@dataclass(frozen=True)
class Read:
    """How a file was read: its rows, how many were set aside, how many had no known day or only a day of submission,
    how many give a value that the rest contradicts; whether scores were taken from it as they are; and the cautions
    that they carry."""

    rows: int
    rejected: int
    undated: int = 0
    untimed: int = 0
    contradicted: Mapping[str, int] | None = None
    given: bool = False
    cautions: Mapping[str, Carried] = field(default_factory=dict)

    def data(self, history: History) -> dict[str, object]:
        """The same as plain data."""
        return {
            "rows": self.rows,
            "rejected": self.rejected,
            "undated": self.undated,
            "untimed": self.untimed,
            "contradicted": dict(self.contradicted or {}),
            "scores_given": self.given,
            "cautions": carried_data(history, self.cautions),
        }


def read_lines(history: History, read: Read, language: str) -> list[Line]:
    """What a reader must know of the rows of a file."""
    told = [
        ("pool-rejected", read.rejected),
        ("pool-undated", read.undated),
        ("pool-untimed", read.untimed),
    ]
    lines = [
        Line(0, translate(key, language, count=grouped(count, language)), "unknown") for key, count in told if count
    ]
    if read.given:
        lines.append(Line(0, translate("pool-scores-given", language), "unknown"))
    for name, count in (read.contradicted or {}).items():
        lines.append(
            Line(0, translate("pool-contradicted", language, fact=name, count=grouped(count, language)), "unknown")
        )
    return [*carried_lines(history, read.cautions, language), *lines]


@dataclass(frozen=True)
class Ranking:
    """A pool put in order on a day: how many candidates have a rank, and of how many the score is not known."""

    history: History
    day: int
    ranked: int
    unknown: int
    read: Read


def rank_page(found: Ranking, language: str) -> Page:
    """How many candidates were put in order, and how many could not be."""
    page = Page(translate("rank-title", language, date=day_text(found.day)))
    about = {**nouns_of(found.history.nouns), "count": grouped(found.ranked, language)}
    lines = [Line(0, translate("rank-done", language, **about))]
    if found.unknown:
        lines.append(Line(0, translate("rank-unknown", language, count=grouped(found.unknown, language)), "unknown"))
    page.add("", lines)
    page.add(translate("cautions-heading", language), read_lines(found.history, found.read, language))
    return page


def rank_data(found: Ranking, out: str) -> dict[str, object]:
    """The same as plain data, with the file of the ranks."""
    counts = {"ranked": found.ranked, "unknown": found.unknown}
    return {"as_of": day_text(found.day), **counts, **found.read.data(found.history), "out": out}


@dataclass(frozen=True)
class HeldRound:
    """A round of a type and of so many invitations held on a pool on a day, by the rules of that day; and what its
    published counterpart makes of the pool, if there is one."""

    history: History
    plan: Plan
    type: str
    day: int
    invitations: int
    held: RoundResult
    published: AsPublished | None
    read: Read


def round_page(found: HeldRound, language: str) -> Page:
    """What came of a round held on a pool, and what its published counterpart would have made of it."""
    held, terms = found.held, terms_of(found.history)
    score = found.plan.facts[terms.score]
    title = found.plan.facts[terms.fact_of(found.type)].label.get(language, found.type)
    about = {"date": day_text(found.day), "type": title, "invitations": found.invitations}
    nouns = nouns_of(found.history.nouns)
    page = Page(translate("held-title", language, **about))
    page.add("", held_lines(held, score, language))
    outs = {name: count for name, count in held.counts.items() if name != "invited"}
    page.add(
        translate("held-others", language),
        (
            Line(0, translate(f"held-{name.replace('_', '-')}", language, **nouns, count=grouped(n, language)))
            for name, n in outs.items()
        ),
    )
    if found.published is not None:
        lines = _published_lines(held, found.published, score, nouns, language)
        page.add(translate("held-published", language, **nouns), lines)
    page.add(translate("cautions-heading", language), read_lines(found.history, found.read, language))
    return page


def held_data(found: HeldRound) -> dict[str, object]:
    """The same as plain data."""
    held, published = found.held, found.published
    told: dict[str, object] = {
        "date": day_text(found.day),
        "type": found.type,
        "invitations": found.invitations,
        "invited": len(held.invited),
        "cutoff": held.cutoff,
        "tie_break": None if held.tie_break is None else instant_text(held.tie_break),
        "tied_out": held.tied_out,
        "outcomes": held.counts,
        **found.read.data(found.history),
    }
    if published is not None:
        told["published"] = {
            "number": published.round.number,
            "invitations": published.round.invitations,
            "cutoff": published.round.cutoff,
            "tie_break": published.round.written.get("tie_break"),
            "invited_here": published.invited,
            "tie_unknown_here": published.tied,
        }
    return told


def held_lines(held: RoundResult, score: Fact, language: str) -> list[Line]:
    """Who is invited: how many, to which cut-off (with the unit of the score), with which tie-break."""
    lines = [Line(0, translate("held-invited", language, count=grouped(len(held.invited), language)))]
    if held.cutoff is None:
        return lines
    lines.append(Line(0, translate("held-cutoff", language, cutoff=show_ordered(held.cutoff, score, language))))
    if held.tie_break is not None:
        lines.append(Line(0, translate("held-tie-break", language, instant=show_instant(held.tie_break, language))))
    else:
        lines.append(Line(0, translate("held-no-tie-break", language)))
    if held.tied_out:
        lines.append(Line(0, translate("held-tied-out", language, count=grouped(held.tied_out, language)), "unknown"))
    return lines


def _published_lines(
    held: RoundResult, published: AsPublished, score: Fact, nouns: Mapping[str, Nouns], language: str
) -> list[Line]:
    each = published.round
    tie = None if each.tie_break is None else show_instant(int(each.tie_break.timestamp()), language)
    lines = [
        Line(
            0,
            translate(
                "held-as-published",
                language,
                **nouns,
                number=each.number,
                invitations=each.invitations,
                cutoff=show_ordered(each.cutoff, score, language),
                tie=translate("held-tie", language, instant=tie) if tie else translate("held-tie-none", language),
            ),
        ),
        Line(
            0,
            translate(
                "held-would",
                language,
                **nouns,
                count=published.invited,
                tied=grouped(published.tied, language),
            ),
        ),
    ]
    if held.cutoff is not None:
        difference = Decimal(held.cutoff - each.cutoff).scaleb(-score.type.decimals)
        lines.append(
            Line(0, translate("held-difference", language, difference=show_difference(difference, score, language)))
        )
    return lines


def signed(difference: int) -> str:
    """A difference with its sign."""
    return f"{difference:+d}" if difference else "0"


def instant_text(instant: int) -> str:
    """An instant, in UTC."""
    return f"{(BEGINNING + timedelta(seconds=instant)).isoformat()}Z"
