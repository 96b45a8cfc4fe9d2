"""Whatever a program gives as a profile or a day, it gets an answer or a `RondeError` in sentences for Python."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.messages import every_message

import ronde
from ronde.api.errors import SENTENCES

ROOT = Path(__file__).resolve().parents[2]
BOOK = ronde.open_book()
DAY = "2023-07-05"
NAMES = [
    "birth_date",
    "family_size",
    "settlement_funds",
    "partner",
    "partner.status",
    "status",
    "work",
    "paid",
    "start",
]

single = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(allow_nan=True),
    st.dates(),
    st.datetimes(),
    st.text(max_size=8),
    st.binary(max_size=4),
    st.sampled_from(["2023-02-30", "none", "FR", "\ud800", "\0", Decimal("sNaN"), object(), NotImplemented, 10**400]),
)
keys = st.one_of(st.sampled_from(NAMES), st.text(max_size=6), st.integers(0, 1), st.just("\udfff"))
anything = st.recursive(
    single,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.tuples(inner), st.sets(st.integers(), max_size=1), st.dictionaries(keys, inner)
    ),
    max_leaves=12,
)


def tried(profile: Any, day: Any = DAY) -> ronde.Decision | ronde.RondeError:
    """The decision, or the error; any other exception passes."""
    try:
        return BOOK.evaluate(profile, as_of=day)
    except ronde.RondeError as error:
        return error


@given(st.one_of(st.dictionaries(keys, anything, max_size=5), anything))
@settings(max_examples=400, deadline=None)
def test_a_profile_of_anything_is_answered_or_refused_in_sentences(profile: Any) -> None:
    found = tried(profile)
    if isinstance(found, ronde.Decision):
        assert found.to_dict()["facts"]
        assert str(found)
    else:
        assert isinstance(found, ronde.ProfileError)
        for language in ("en", "fr"):
            assert re.fullmatch(r"(.+: .+ \[[a-z-]+\]\n?)+", found.text(language))


@given(st.one_of(st.integers(), st.floats(), st.text(max_size=12), st.dates(), st.datetimes(), st.binary(max_size=3)))
@settings(max_examples=200, deadline=None)
def test_a_day_of_anything_is_a_day_or_refused(day: Any) -> None:
    found = tried({"family_size": 1}, day)
    if isinstance(found, ronde.Decision):
        assert found.as_of == (day.date() if isinstance(day, datetime) else date.fromisoformat(str(day)))
    else:
        assert isinstance(found, ronde.QuestionError)
        assert {str(each.location) for each in found.diagnostics} == {"as_of"}


def test_no_sentence_that_the_face_may_say_names_an_option_of_a_command() -> None:
    names = ("read", "building", "operations", "compile", "inputs", "run", "rounds", "model", "check", "explain")
    rooms = [ROOT / "engine" / "ronde" / name for name in names]
    files = [path for room in rooms for path in room.rglob("*.py")]
    files += (ROOT / "engine" / "ronde" / "columns").glob("*.py")
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    named = {key for key, told in every_message().items() if any("--" in text for text in told.texts.values())}
    assert {key for key in named if f'"{key}"' in source} == set(SENTENCES)
    assert not named & set(SENTENCES.values())
