"""What is said of rounds held again on a simulated pool: cut-offs beside the published ones, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ronde.evaluate.carried import carried_data
from ronde.evaluate.decision import day_text
from ronde.explain.pools import instant_text, signed
from ronde.messages import translate
from ronde.messages.nouns import nouns_of
from ronde.messages.numbers import grouped
from ronde.model.history import History
from ronde.model.nouns import Nouns

if TYPE_CHECKING:
    from ronde.simulate.accuracy import Accuracy
    from ronde.simulate.replay import Replay, Replayed, Settings, Sized

MISSING = "—"


@dataclass(frozen=True)
class Told:
    """A replay and what it was asked: the days whose rounds are told (others may have been held before and after).
    `source` is the file that the pool started from, if one was given."""

    replay: Replay
    settings: Settings
    days: tuple[int, int]
    titles: dict[str, str]
    source: str | None
    history: History

    @property
    def rounds(self) -> list[Replayed]:
        """The rounds of these days."""
        return [each for each in self.replay.rounds if self.days[0] <= each.round.date <= self.days[1]]

    @property
    def nouns(self) -> dict[str, Nouns]:
        """What the book calls those whom it is about, and its rounds, as parameters of messages."""
        return nouns_of(self.history.nouns)


def rounds_table(told: Told, language: str) -> list[list[str]]:
    """Every round as a row of text; the first row holds the headings."""
    keys = ("number", "date", "type", "invitations", "asked", "concerned", "published", "simulated", "error")
    rows = [[translate(f"replay-{key}", language) for key in keys]]
    for each in told.rounds:
        rows.append(
            [
                each.round.number,
                day_text(each.round.date),
                told.titles.get(each.round.type, each.round.type),
                grouped(each.round.invitations, language),
                grouped(each.asked, language),
                grouped(each.concerned, language),
                grouped(each.round.cutoff, language),
                (MISSING if each.cutoff is None else grouped(each.cutoff, language)) + ("*" if each.short else ""),
                MISSING if each.error is None else signed(each.error),
            ]
        )
    return rows


def accuracy_table(told: Told, language: str) -> list[list[str]]:
    """The errors by type, and of all rounds, as rows of text."""
    keys = ("type", "rounds", "bias", "absolute", "largest", "short")
    rows = [[translate(f"replay-{key}", language, **told.nouns) for key in keys]]
    types, every = accuracies(told.rounds)
    for name, each in {**types, translate("replay-all", language, **told.nouns): every}.items():
        rows.append(
            [
                told.titles.get(name, name),
                str(each.rounds + each.without),
                _mean(each.bias, language, sign=True),
                _mean(each.mean_absolute, language),
                MISSING if each.largest is None else signed(each.largest),
                str(each.short),
            ]
        )
    return rows


def pools_table(told: Told, language: str) -> list[list[str]]:
    """Every published pool met on the way, and the simulated one at its scale, as rows of text."""
    keys = ("date", "pool-published", "pool-simulated", "pool-off", "came", "invited", "expired", "left", "missing")
    rows = [[translate(f"replay-{key}", language) for key in keys]]
    for each in told.replay.pools:
        counts = (each.came, each.invited, each.expired, each.left, each.missing)
        rows.append(
            [
                day_text(each.pool.date),
                grouped(each.pool.total, language),
                grouped(round(each.total * told.settings.scale), language),
                grouped(f"{each.misplaced:.1%}"[:-1], language),
                *(grouped(count, language) for count in counts),
            ]
        )
    return rows


def accuracies(rounds: Sequence[Replayed]) -> tuple[dict[str, Accuracy], Accuracy]:
    """The errors of each type of round, and those of all rounds."""
    from ronde.simulate.accuracy import accuracy, accuracy_by_type

    return accuracy_by_type(rounds), accuracy(rounds)


def assumptions(told: Told, language: str) -> Iterator[str]:
    """What the simulation rests on, each in a sentence."""
    start, nouns = told.replay.pools[0], told.nouns
    yield translate("replay-scale", language, **nouns, scale=_scale(told.settings.scale, language))
    about = {**nouns, "date": day_text(start.pool.date), "total": start.pool.total}
    if told.source is None:
        yield translate("replay-start", language, **about)
    else:
        yield translate("replay-start-file", language, file=told.source, **about)
    yield translate(f"replay-arrivals-{told.settings.arrivals}", language)
    yield translate("replay-newcomers", language, **nouns)
    yield translate("replay-snapshot", language, **nouns)
    yield translate("replay-ageing", language, **nouns)
    yield translate("replay-leaving", language)
    yield translate("replay-declined", language)
    yield translate("replay-composition", language, **nouns)
    if others := len(told.replay.rounds) - len(told.rounds):
        yield translate("replay-others", language, **nouns, count=others)
    if any(each.short for each in told.rounds):
        yield translate("replay-ran-short", language, **nouns)
    if told.replay.unread:
        yield translate("replay-unread", language, **nouns, count=grouped(told.replay.unread, language))


def replay_data(told: Told) -> dict[str, Any]:
    """The whole replay as plain data."""
    settings = told.settings
    types, every = accuracies(told.rounds)
    return {
        "from": day_text(told.days[0]),
        "to": day_text(told.days[1]),
        "scale": float(settings.scale),
        "seed": settings.seed,
        "arrivals": settings.arrivals,
        "source": told.source,
        "cautions": carried_data(told.history, told.replay.cautions),
        "assumptions": list(assumptions(told, "en")),
        "rounds": [round_data(each) for each in told.rounds],
        "types": {name: _accuracy_data(each) for name, each in types.items()},
        "all": _accuracy_data(every),
        "pools": [pool_data(each) for each in told.replay.pools],
        "unread": told.replay.unread,
    }


def round_data(each: Replayed) -> dict[str, object]:
    """One round as plain data: also a row of the file of rounds."""
    published = each.round
    return {
        "number": published.number,
        "date": day_text(published.date),
        "type": published.type,
        "invitations": published.invitations,
        "asked": each.asked,
        "invited": each.invited,
        "concerned": each.concerned,
        "unknown": each.unknown,
        "published_cutoff": published.cutoff,
        "simulated_cutoff": each.cutoff,
        "error": each.error,
        "short": each.short,
        "published_tie_break": published.written.get("tie_break"),
        "simulated_tie_break": None if each.tie_break is None else instant_text(each.tie_break),
    }


def pool_data(each: Sized) -> dict[str, object]:
    """One published pool and the simulated one as plain data."""
    bands = zip(each.pool.bands, each.simulated, strict=True)
    return {
        "date": day_text(each.pool.date),
        "published": each.pool.total,
        "simulated": each.total,
        "misplaced": round(each.misplaced, 4),
        "came": each.came,
        "invited": each.invited,
        "expired": each.expired,
        "left": each.left,
        "missing": each.missing,
        "bands": {f"{band.low}..{band.high}": {"published": band.count, "simulated": count} for band, count in bands},
        "outside": each.outside,
    }


def pool_rows(each: Sized) -> list[dict[str, object]]:
    """The rows of one pool in the file of pools: one for each band."""
    return [
        {"date": day_text(each.pool.date), "low": band.low, "high": band.high, "published": band.count, "simulated": n}
        for band, n in zip(each.pool.bands, each.simulated, strict=True)
    ]


def _accuracy_data(each: Accuracy) -> dict[str, object]:
    return {
        "rounds": each.rounds,
        "without": each.without,
        "short": each.short,
        "bias": each.bias,
        "mean_absolute": each.mean_absolute,
        "largest": each.largest,
    }


def _mean(value: float | None, language: str, *, sign: bool = False) -> str:
    if value is None:
        return MISSING
    text = f"{value:+.1f}" if sign and round(value, 1) else f"{abs(value):.1f}"
    return grouped(text, language)


def _scale(scale: Fraction, language: str) -> str:
    text = f"{float(scale):.2f}".rstrip("0").rstrip(".")
    return grouped(text, language)
