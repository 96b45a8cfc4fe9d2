"""What is said of a pool put in order, of a round held on it, and of its answers by the rules of two dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ronde.evaluate.carried import Carried, carried_data, versions_of
from ronde.evaluate.decision import day_text
from ronde.explain.cautions import carried_lines
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.messages.dates import in_words
from ronde.messages.numbers import grouped
from ronde.model.history import History
from ronde.model.nodes import Fact, Plan
from ronde.model.types import Kind
from ronde.rounds.data import Round
from ronde.telling.values import show_difference, show_instant, show_ordered

BEGINNING = datetime(1970, 1, 1)
"""The instant from which instants are counted, in UTC."""

if TYPE_CHECKING:
    from ronde.simulate.comparison import Comparison, FactChange
    from ronde.simulate.round_result import RoundResult


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


def rank_page(history: History, read: Read, ranked: int, unknown: int, day: int, language: str) -> Page:
    """How many candidates were put in order, and how many could not be."""
    page = Page(translate("rank-title", language, date=day_text(day)))
    lines = [Line(0, translate("rank-done", language, count=grouped(ranked, language)))]
    if unknown:
        lines.append(Line(0, translate("rank-unknown", language, count=grouped(unknown, language)), "unknown"))
    page.add("", lines)
    page.add(translate("cautions-heading", language), read_lines(history, read, language))
    return page


@dataclass(frozen=True)
class AsPublished:
    """A round that was published, and how many of a pool its cut-off and tie-break invite; `tied` may be invited, for
    want of a known instant."""

    round: Round
    invited: int
    tied: int


def round_page(
    history: History,
    held: RoundResult,
    title: str,
    day: int,
    invitations: int,
    published: AsPublished | None,
    score: Fact,
    read: Read,
    language: str,
) -> Page:
    """What came of a round held on a pool, and what its published counterpart would have made of it."""
    page = Page(translate("held-title", language, date=day_text(day), type=title, invitations=invitations))
    page.add("", held_lines(held, score, language))
    outs = {name: count for name, count in held.counts.items() if name != "invited"}
    page.add(
        translate("held-others", language),
        (
            Line(0, translate(f"held-{name.replace('_', '-')}", language, count=grouped(n, language)))
            for name, n in outs.items()
        ),
    )
    if published is not None:
        page.add(translate("held-published", language), _published_lines(held, published, score, language))
    page.add(translate("cautions-heading", language), read_lines(history, read, language))
    return page


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


def _published_lines(held: RoundResult, published: AsPublished, score: Fact, language: str) -> list[Line]:
    each = published.round
    tie = None if each.tie_break is None else show_instant(int(each.tie_break.timestamp()), language)
    lines = [
        Line(
            0,
            translate(
                "held-as-published",
                language,
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


def compare_page(history: History, found: Comparison, plans: tuple[Plan, Plan], read: Read, language: str) -> Page:
    """What changes of each fact from the rules of one date to those of another."""
    first, second = (in_words(date.fromordinal(day), language) for day in found.days)
    page = Page(translate("compare-title", language, first=first, second=second, rows=read.rows - read.rejected))
    if found.clock is None:
        page.add("", [Line(0, translate("compare-moving", language), "unknown")])
    else:
        page.add("", [Line(0, translate("clock-held", language, day=day_text(found.clock)))])
    for each in found.facts:
        plan = plans[0] if each.defined[0] else plans[1]
        label = plan.facts[each.name].label.get(language, each.name)
        page.add(
            f"{label} ({each.name})",
            _change_lines(each, plan.facts[each.name], (first, second), _unread(history, found, each.name), language),
        )
    page.add(translate("cautions-heading", language), read_lines(history, read, language))
    return page


def _unread(history: History, found: Comparison, name: str) -> tuple[str, ...]:
    """The days of the versions of which only the existence is known, that a fact rests on on one date or both."""
    codes = {code for side in found.cautions for code, each in side.items() if name in each.facts}
    return tuple(sorted({day_text(version.effective) for version in versions_of(history, codes)}))


def _change_lines(
    each: FactChange, about: Fact, days: tuple[str, str], unread: tuple[str, ...], language: str
) -> list[Line]:
    for defined, day in zip(each.defined, days, strict=True):
        if not defined:
            return [Line(0, translate("compare-undefined", language, date=day), "unknown")]
    kind = "truth" if each.kind is Kind.YES_NO else "number"
    lines = [
        Line(
            0,
            translate(
                "compare-changed", language, count=grouped(each.changed, language), same=grouped(each.same, language)
            ),
        )
    ]
    if unread:
        lines.append(Line(0, translate("compare-unread", language, days=unread), "unknown"))
    if each.changed and (each.numeric or kind == "truth"):
        moved = {"gained": grouped(each.gained, language), "lost": grouped(each.lost, language)}
        lines.append(Line(1, translate(f"compare-{kind}", language, **moved)))
    for key, count in (
        ("compare-became-unknown", each.became_unknown),
        ("compare-became-known", each.became_known),
        ("compare-unknown", each.unknown),
    ):
        if count:
            lines.append(Line(0, translate(key, language, count=grouped(count, language)), "unknown"))
    if each.mean is not None and each.numeric and each.changed:
        lines.append(Line(0, translate("compare-mean", language, mean=show_difference(each.mean, about, language))))
        steps = [
            translate(
                "percent-step", language, percent=f"{share:.0%}"[:-1], value=show_difference(value, about, language)
            )
            for share, value in quantiles(each).items()
        ]
        lines.append(Line(0, translate("compare-quantiles", language, steps="; ".join(steps))))
        for key, named in (("compare-most", each.most), ("compare-least", each.least)):
            if named:
                who = ", ".join(
                    f"{id_} ({show_difference(each.scaled(difference), about, language)})" for difference, id_ in named
                )
                lines.append(Line(0, translate(key, language, who=who)))
    return lines


def quantiles(each: FactChange) -> dict[float, Decimal]:
    """The differences of a number at some shares of those known on both dates."""
    from ronde.simulate.comparison import QUANTILES

    found = {share: each.quantile(share) for share in QUANTILES}
    return {share: value for share, value in found.items() if value is not None}


def compare_data(history: History, found: Comparison, read: Read) -> dict[str, object]:
    """The same as plain data."""
    return {
        "dates": [day_text(day) for day in found.days],
        "clock": None if found.clock is None else day_text(found.clock),
        **read.data(history),
        "cautions_by_date": {
            day_text(day): carried_data(history, side) for day, side in zip(found.days, found.cautions, strict=True)
        },
        "facts": {
            each.name: _change_data(each) | {"unread": _unread(history, found, each.name)} for each in found.facts
        },
    }


def _change_data(each: FactChange) -> dict[str, object]:
    told: dict[str, object] = {"defined": list(each.defined)}
    if not all(each.defined):
        return told
    told |= {"changed": each.changed, "same": each.same}
    if each.kind is Kind.YES_NO:
        told |= {"no_to_yes": each.gained, "yes_to_no": each.lost}
    elif each.numeric:
        told |= {"higher": each.gained, "lower": each.lost}
    told |= {
        "known_to_unknown": each.became_unknown,
        "unknown_to_known": each.became_known,
        "unknown_on_both": each.unknown,
    }
    if each.numeric:
        told["mean_difference"] = None if each.mean is None else float(each.mean)
        told["quantiles"] = {str(share): float(value) for share, value in quantiles(each).items()}
        told["largest_gains"] = [{"id": id_, "difference": float(each.scaled(n))} for n, id_ in each.most]
        told["largest_losses"] = [{"id": id_, "difference": float(each.scaled(n))} for n, id_ in each.least]
    return told


def signed(difference: int) -> str:
    """A difference with its sign."""
    return f"{difference:+d}" if difference else "0"


def instant_text(instant: int) -> str:
    """An instant, in UTC."""
    return f"{(BEGINNING + timedelta(seconds=instant)).isoformat()}Z"
