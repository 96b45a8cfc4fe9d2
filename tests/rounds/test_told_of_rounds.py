"""What is told of rounds from the facts that they go by alone is what is told from whole decisions."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from tests.support import books, profiles

from ronde.explain.rounds import outcome_text, rests
from ronde.explain.series import invited_data
from ronde.model.document import Document
from ronde.read.cache import document
from ronde.rounds.data import read_rounds
from ronde.rounds.invited import answer, answers

ENGINE = books.real_engine()
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ROUNDS = read_rounds(ENGINE.history)


def held_equal(profile: Document, step: int, first: int) -> None:
    """Every so many rounds, told from a few facts and from whole decisions."""
    some = ROUNDS.rounds[first::step]
    few = list(answers(ENGINE, profile, some))
    whole = [answer(ENGINE.evaluate(profile, each.date), each) for each in some]
    for one, other in zip(few, whole, strict=True):
        assert (one.outcome, one.score, one.short, one.late) == (other.outcome, other.score, other.short, other.late)
        assert one.decision.cautions_of(*rests(one)) == other.decision.cautions_of(*rests(other))
        for language in ("en", "fr"):
            assert outcome_text(one, language) == outcome_text(other, language)
    assert invited_data(ENGINE.history, few, ROUNDS, "en") == invited_data(ENGINE.history, whole, ROUNDS, "en")


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_an_example(path: Path) -> None:
    """Profiles that people could have written."""
    held_equal(document("profile", path.read_bytes()), 7, 0)


@pytest.mark.parametrize("seed", range(12))
def test_any_candidate(seed: int) -> None:
    """Whatever is given and left out, in place of definitions too."""
    some = Random(seed)
    first = some.randrange(len(ROUNDS.rounds))
    day = ROUNDS.rounds[first].date
    plan = books.real_plan(day)
    made = profiles.acceptable(plan, profiles.candidate(plan, day, some))
    held_equal(profiles.document(plan, made), len(ROUNDS.rounds), first)
