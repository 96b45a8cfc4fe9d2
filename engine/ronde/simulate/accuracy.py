"""How far simulated cut-offs are from the published ones: by type of round, and for all rounds together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ronde.simulate.replay import Replayed


@dataclass(frozen=True)
class Accuracy:
    """The errors (simulated less published) of some rounds: how many rounds have one, how many have none because
    nobody was concerned, how many ran short, the mean error and the mean of its size, the largest one."""

    rounds: int
    without: int
    short: int
    bias: float | None
    mean_absolute: float | None
    largest: int | None


def accuracy(rounds: Iterable[Replayed]) -> Accuracy:
    """The errors of these rounds."""
    chosen = list(rounds)
    errors = [each.error for each in chosen if each.error is not None]
    return Accuracy(
        len(errors),
        len(chosen) - len(errors),
        sum(each.short for each in chosen),
        sum(errors) / len(errors) if errors else None,
        sum(map(abs, errors)) / len(errors) if errors else None,
        max(errors, key=abs) if errors else None,
    )


def accuracy_by_type(rounds: Iterable[Replayed]) -> dict[str, Accuracy]:
    """The errors of each type of round, the types with the most rounds first."""
    types: dict[str, list[Replayed]] = {}
    for each in rounds:
        types.setdefault(each.round.type, []).append(each)
    return {kind: accuracy(types[kind]) for kind in sorted(types, key=lambda kind: (-len(types[kind]), kind))}
