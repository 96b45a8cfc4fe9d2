"""The list of seeded mistakes: each is caught as the list says, and nearly all are."""

from __future__ import annotations

import pytest
from tests.support import mistakes
from tests.support.mistakes import Mistake

LISTED = mistakes.mistakes()
CAUGHT = [each for each in LISTED if each.found or each.case]


@pytest.mark.parametrize("mistake", CAUGHT, ids=lambda each: f"{each.file}: {each.what}")
def test_a_mistake_is_caught_as_the_list_says(mistake: Mistake) -> None:
    assert mistakes.caught(mistake)


def test_at_least_98_of_100_mistakes_are_caught() -> None:
    assert len(LISTED) >= 100
    assert len(CAUGHT) >= 0.98 * len(LISTED)
