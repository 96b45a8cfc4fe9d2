"""Whether somebody would have been invited: every round answered once, by its own day, or said to be unknown."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.support import books

from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.explain.rounds import invited_page, outcome_text
from ronde.messages.diagnostics import ValidationError
from ronde.messages.numbers import APART
from ronde.model.types import read_date
from ronde.rounds.data import Round, Rounds, read_rounds
from ronde.rounds.invited import Answer, answer, answers, terms_of
from ronde.rounds.outcomes import OUTCOMES

ROOT = Path(__file__).resolve().parents[2]
ENGINE = books.real_engine()
FRENCH = {f"french.{ability}": 7 for ability in ("reading", "writing", "listening", "speaking")}
SPEAKER = {"crs.total": 400, "pool.eligible": True, "provincial_nomination": False, **FRENCH}
SECOND = timedelta(seconds=1)


@cache
def rounds() -> Rounds:
    """The rounds of the real book, read once."""
    return read_rounds(books.real())


def by_number(number: str) -> Round:
    """One round of the real book."""
    return next(each for each in rounds().rounds if each.number == number)


def told(tree: dict[str, Any], each: Round) -> Answer:
    """What comes of one round for a profile."""
    return next(answers(ENGINE, books.profile(tree), [each]))


def at(instant: datetime) -> dict[str, str]:
    """The facts of a profile submitted at an instant."""
    return {
        "profile_submitted": instant.date().isoformat(),
        "profile_submitted_time": instant.time().isoformat("seconds"),
    }


def concerned(each: Round, **about: Any) -> dict[str, Any]:
    """A profile for which a round was, at its cut-off."""
    return {"crs.total": each.cutoff, "pool.eligible": True, f"round.{each.type}": True, **about}


def reasons(error: pytest.ExceptionInfo[ValidationError]) -> list[str]:
    """The keys of what was found."""
    return [diagnostic.code for diagnostic in error.value.diagnostics]


# A speaker of French


def test_a_french_speaker_is_told_for_every_french_round_invited_or_by_how_much_not() -> None:
    """At 400 points with NCLC 7 everywhere: invited above, short by the exact difference below, never anything else."""
    french = [each for each in rounds().rounds if each.type == "french"]
    assert len(french) == 36
    for one in answers(ENGINE, books.profile(SPEAKER), french):
        cutoff = one.round.cutoff
        if cutoff > 400:
            assert (one.outcome, one.short) == ("below", cutoff - 400)
            assert str(cutoff - 400) in outcome_text(one, "en")
            assert str(cutoff - 400) in outcome_text(one, "fr")
        else:
            assert (one.outcome, one.short) == ("invited" if cutoff < 400 else "tie_unknown", 0)
    assert sum(each.cutoff > 400 for each in french) == 21


@pytest.mark.parametrize("number", ["305", "394", "414"])
def test_at_exactly_the_cut_off_the_instant_of_submission_decides(number: str) -> None:
    """Where the cut-off is 400 itself, the same speaker wins or loses by the day on which they submitted."""
    each = by_number(number)
    assert each.cutoff == 400
    assert each.tie_break is not None
    assert told({**SPEAKER, **at(each.tie_break - timedelta(days=1))}, each).outcome == "invited"
    lost = told({**SPEAKER, **at(each.tie_break + timedelta(days=1))}, each)
    assert (lost.outcome, lost.late) == ("tie_lost", timedelta(days=1))


@pytest.mark.parametrize("ability", ["reading", "writing", "listening", "speaking"])
def test_one_ability_below_seven_and_no_french_round_is_for_them(ability: str) -> None:
    """The category wants all four abilities, and the reason names it."""
    one = told({**SPEAKER, f"french.{ability}": 6}, by_number("258"))
    assert one.outcome == "not_concerned"
    assert "criteria of the category" in outcome_text(one, "en")
    assert "critères de la catégorie" in outcome_text(one, "fr")


# Ties

TIED = ["77", "78", "186", "253", "254", "258", "305", "400", "446", "447"]


@pytest.mark.parametrize("number", TIED)
def test_the_second_before_the_tie_break_wins_and_the_second_itself_loses(number: str) -> None:
    """Submitted one second before: invited. At the instant itself: lost by nothing. A second later: lost by one."""
    each = by_number(number)
    assert each.tie_break is not None
    found = [told(concerned(each, **at(each.tie_break + late)), each) for late in (-SECOND, 0 * SECOND, SECOND)]
    assert [one.outcome for one in found] == ["invited", "tie_lost", "tie_lost"]
    assert [one.late for one in found] == [None, 0 * SECOND, SECOND]
    assert "submitted 0\N{NO-BREAK SPACE}s after" in outcome_text(found[1], "en")
    assert "1\N{NO-BREAK SPACE}s" in outcome_text(found[2], "fr")


def test_the_span_by_which_a_tie_is_lost_is_told_in_its_two_greatest_units() -> None:
    """Three days, four hours, five minutes: the minutes are left out; in French days are j."""
    each = by_number("258")
    assert each.tie_break is not None
    late = timedelta(days=3, hours=4, minutes=5)
    lost = told(concerned(each, **at(each.tie_break + late)), each)
    assert lost.late == late
    assert "3\N{NO-BREAK SPACE}d 4\N{NO-BREAK SPACE}h after" in outcome_text(lost, "en")
    assert "3\N{NO-BREAK SPACE}j 4\N{NO-BREAK SPACE}h après" in outcome_text(lost, "fr")


@pytest.mark.parametrize("number", ["77", "254"])
@pytest.mark.parametrize(("away", "outcome"), [(-1, "invited"), (0, "tie_unknown"), (1, "tie_lost")])
def test_a_day_without_a_time_decides_only_where_the_day_does(number: str, away: int, outcome: str) -> None:
    """On the day of the tie-break the time is needed; the day before or after it is not."""
    each = by_number(number)
    assert each.tie_break is not None
    day = (each.tie_break + timedelta(days=away)).date().isoformat()
    assert told(concerned(each, profile_submitted=day), each).outcome == outcome


def test_above_the_cut_off_nobody_asks_when_the_profile_was_submitted() -> None:
    """One point more, and a tie-break that would be lost does not matter; one less, and one that is won does not."""
    each = by_number("254")
    assert each.tie_break is not None
    late, early = at(each.tie_break + timedelta(days=2)), at(each.tie_break - timedelta(days=2))
    assert told(concerned(each, **late) | {"crs.total": each.cutoff + 1}, each).outcome == "invited"
    below = told(concerned(each, **early) | {"crs.total": each.cutoff - 1}, each)
    assert (below.outcome, below.short) == ("below", 1)


def test_before_number_77_everybody_at_the_cut_off_is_invited() -> None:
    """No instant was published before round 77: at the cut-off invited without one, one point below not."""
    early = [each for each in rounds().rounds if int("".join(filter(str.isdigit, each.number))) < 77]
    assert len(early) == 76
    assert all(each.tie_break is None for each in early)
    assert all(each.tie_break is not None for each in rounds().rounds if each not in early)
    for each in early:
        assert told(concerned(each), each).outcome == "invited", each.number
    below = told(concerned(early[-1]) | {"crs.total": early[-1].cutoff - 1}, early[-1])
    assert (below.outcome, below.short) == ("below", 1)


# Before, after, and no longer


def test_a_profile_submitted_after_the_round_was_not_yet_there() -> None:
    """A second before the ranking it was there, a second after not; the next day neither, with or without a time."""
    each = by_number("254")
    assert each.instant is not None
    above = concerned(each) | {"crs.total": each.cutoff + 1}
    assert told(above | at(each.instant - SECOND), each).outcome == "invited"
    assert told(above | at(each.instant + SECOND), each).outcome == "not_yet"
    assert told(above | {"profile_submitted": "2023-07-06"}, each).outcome == "not_yet"
    assert told(above | {"profile_submitted": "2023-07-04"}, each).outcome == "invited"
    assert outcome_text(told(above | at(each.instant + SECOND), each), "fr") == (
        f"la ronde est venue trop tôt{APART}: Jour de présentation du profil{APART}: 5 juillet 2023"
    )


@pytest.mark.parametrize("number", ["7", "11", "13", "139"])
def test_a_round_held_in_the_evening_takes_those_of_the_next_utc_day_before_it(number: str) -> None:
    """Submitted at midnight UTC of the day after the round's civil day, before the ranking's own instant: in time."""
    each = by_number(number)
    assert each.instant is not None
    assert each.instant.date().toordinal() == each.date + 1
    midnight = each.instant.replace(hour=0, minute=0, second=0)
    assert midnight < each.instant
    assert told(concerned(each) | {"crs.total": each.cutoff + 1} | at(midnight), each).outcome == "invited"


def test_submitted_on_the_day_of_the_round_without_a_time_is_not_known_to_be_in_time() -> None:
    """The round was at 11 in the morning: whether a profile of that day came before is not known, so not `invited`."""
    each = by_number("254")
    one = told(concerned(each, profile_submitted="2023-07-05") | {"crs.total": each.cutoff + 1}, each)
    assert one.outcome not in ("invited", "not_yet")


def test_a_profile_submitted_before_the_first_day_of_the_book_is_refused() -> None:
    """Nothing could be submitted before 2015-01-01: named and refused."""
    with pytest.raises(ValidationError, match="profile-refused"):
        told({**SPEAKER, "profile_submitted": "2014-12-31"}, by_number("1"))


@pytest.mark.parametrize(
    ("submitted", "outcome"), [("2022-07-06", "invited"), ("2022-07-05", "expired"), ("2022-07-04", "expired")]
)
def test_a_profile_leaves_the_pool_after_twelve_months(submitted: str, outcome: str) -> None:
    """On 2023-07-05 a profile of 2022-07-06 is in the pool for its last day; that of 2022-07-05 is out."""
    each = by_number("254")
    one = told(concerned(each, profile_submitted=submitted) | {"crs.total": each.cutoff + 1}, each)
    assert one.outcome == outcome


# Whom a round was for


@pytest.mark.parametrize("kind", ["federal_skilled_trades", "canadian_experience", "french", "stem", "trades"])
def test_from_june_22_2017_a_nominee_is_invited_only_as_a_nominee(kind: str) -> None:
    """In a round of a program or of a category a nominee is left out, with that reason; in the nominees' round not."""
    each = next(one for one in rounds().rounds if one.type == kind and one.date >= read_date("2017-06-22"))
    about: dict[str, Any] = {
        "crs.total": 1100, "pool.eligible": True, "cec.eligible": True, "fst.eligible": True,
        f"category.{kind}.eligible": True,
    }  # fmt: skip
    if kind in ("federal_skilled_trades", "canadian_experience"):
        del about[f"category.{kind}.eligible"]
    nominee = told({**about, "provincial_nomination": True}, each)
    assert nominee.outcome == "not_concerned"
    assert "not be nominated by a province or territory" in outcome_text(nominee, "en")
    assert told({**about, "provincial_nomination": False}, each).outcome == "invited"
    nominees = next(one for one in rounds().rounds if one.type == "provincial_nominee" and one.date >= each.date)
    about = {name: value for name, value in about.items() if not name.startswith("category.")}
    assert told({**about, "provincial_nomination": True}, nominees).outcome == "invited"
    assert told({**about, "provincial_nomination": False}, nominees).outcome == "not_concerned"


def test_before_june_22_2017_a_nominee_of_the_trades_was_invited_as_a_tradesperson() -> None:
    """Round 64 of 2017-05-26 was for the trades, nominated or not."""
    profile = {"crs.total": 800, "pool.eligible": True, "fst.eligible": True, "provincial_nomination": True}
    assert told(profile, by_number("64")).outcome == "invited"
    assert told(profile, by_number("76")).outcome == "not_concerned"


def test_a_general_round_is_for_nominees_too() -> None:
    """A general round asks for a program alone, before and after 2017-06-22."""
    profile = {"crs.total": 1100, "pool.eligible": True, "provincial_nomination": True}
    assert [told(profile, by_number(number)).outcome for number in ("65", "66", "257")] == ["invited"] * 3


def test_who_is_not_eligible_is_told_why_the_round_was_not_for_them() -> None:
    """The score does not matter to somebody outside the pool; the reason is in the reader's language."""
    one = told({**SPEAKER, "crs.total": 1200, "pool.eligible": False}, by_number("257"))
    assert (one.outcome, one.short) == ("not_concerned", 0)
    assert outcome_text(one, "en").endswith("be eligible for one of the Express Entry programs")
    assert outcome_text(one, "fr").endswith("être admissible à l'un des programmes d'Entrée express")


# Not known


def test_what_is_not_known_is_named() -> None:
    """Of an empty profile nothing is known, and what is missing is told; the score carries its bounds."""
    one = told({}, by_number("447"))
    assert one.outcome == "unknown"
    assert one.score == (0, 1200)
    for name in ("birth_date", "language_tests", "intends_to_live_in_quebec"):
        assert name in outcome_text(one, "en")
        assert name in outcome_text(one, "fr")


def test_a_missing_score_names_what_the_score_needs_and_a_missing_program_what_the_program_needs() -> None:
    """What is supplied is not asked for again."""
    score = outcome_text(told({"pool.eligible": True}, by_number("257")), "en")
    assert "birth_date" in score
    assert "intends_to_live_in_quebec" not in score
    program = outcome_text(told({"crs.total": 900}, by_number("257")), "en")
    assert "intends_to_live_in_quebec" in program


def test_a_score_that_can_only_be_too_low_is_below_even_where_it_is_not_known() -> None:
    """With most of the score supplied as an upper bound below the cut-off, by at least how much is told."""
    each = by_number("1")
    assert each.cutoff == 886
    about = {"pool.eligible": True, "provincial_nomination": False, "job_offers": []}
    one = told(about, each)
    assert one.outcome == "below"
    assert isinstance(one.score, tuple)
    assert one.short == 886 - one.score[1]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "not known: “score” is not defined on May 4, 2016"), ("fr", "n'est pas défini au 4 mai 2016")],
)
def test_a_score_that_is_not_defined_on_the_day_is_told_as_such(language: str, said: str) -> None:
    """Once "for want of" the time of submission, which no one needs."""
    terms = {"score": "score", "submitted": "sent", "submitted_time": "time", "expires": "out", "invited": "of.{type}"}
    tree = {
        "book.yaml": {**books.BOOK, "rounds": terms},
        f"one/{books.FIRST}.yaml": books.version(facts={"of.general": books.asked("yes_no")}),
        "two/2020-02-03.yaml": books.version("2020-02-03", facts={"score": books.asked("number", at_least=0)}),
    }
    engine = Engine(books.history(tree), Reference())
    each = replace(by_number("447"), type="general", date=read_date("2016-05-04"))
    one = answer(engine.evaluate(books.profile({"of.general": True}), each.date), each)
    assert one.outcome == "unknown"
    assert said in outcome_text(one, language)
    assert {"en": "February 3, 2020", "fr": "3 février 2020"}[language] in outcome_text(one, language)
    assert "time" not in outcome_text(one, language)


# Refused


def test_a_type_that_no_fact_defines_on_its_day_is_refused() -> None:
    """A French round of 2020, or a transport round between the two lists, is a mistake that is named with its round."""
    for kind, day in (("french", "2020-03-04"), ("transport", "2025-06-01"), ("nothing", "2026-09-29")):
        false = replace(by_number("447"), type=kind, date=read_date(day), number="999")
        with pytest.raises(ValidationError) as error:
            told(SPEAKER, false)
        assert reasons(error) == ["round-type-undefined"]
        assert error.value.diagnostics[0].params["type"] == kind
        assert str(error.value.diagnostics[0].location).startswith(f"rounds/{day[:4]}.yaml")


def test_a_book_that_does_not_say_how_rounds_work_is_refused() -> None:
    """No round can be answered by a book without them."""
    small = books.book({"answer": books.asked("yes_no")})
    with pytest.raises(ValidationError) as error:
        terms_of(small)
    assert reasons(error) == ["rounds-none"]
    with pytest.raises(ValidationError) as error:
        answer(books.decide(small, {}), by_number("1"))
    assert reasons(error) == ["rounds-none"]


def test_a_wrong_profile_is_refused_before_any_round_is_answered() -> None:
    """An impossible time of submission is a diagnostic, not a guess."""
    for wrong, code in (
        ({"profile_submitted_time": "24:00:00"}, "value-not-pattern"),
        ({"profile_submitted": "2023-02-30"}, "value-impossible-date"),
        ({"crs.total": 5000}, "value-out-of-bounds"),
    ):
        with pytest.raises(ValidationError, match=code):
            told({**SPEAKER, **wrong}, by_number("447"))


# All of them


def test_every_round_is_answered_once() -> None:
    """448 rounds, 448 answers in their order, each with a known outcome, consistent with score and cut-off."""
    found = list(answers(ENGINE, books.profile(SPEAKER), rounds().rounds))
    assert [one.round.number for one in found] == [each.number for each in rounds().rounds]
    assert len(found) == len({one.round.number for one in found}) == 448
    counts = Counter(one.outcome for one in found)
    assert set(counts) <= set(OUTCOMES)
    assert counts["not_yet"] == counts["expired"] == counts["tie_lost"] == 0
    for one in found:
        assert one.decision.as_of == one.round.date
        assert (one.outcome == "below") == (one.short > 0)
        if one.outcome == "invited":
            assert one.round.cutoff <= 400
    page = invited_page(books.real(), found, rounds(), "en").text()
    assert page.startswith(f"Invited in {counts['invited']} of 448 rounds")
    assert "No round after October 1, 2026 is in these data" in page
    assert (
        "Ces données ne contiennent aucune ronde après le 1er octobre 2026"
        in invited_page(books.real(), found, rounds(), "fr").text()
    )


def test_the_instants_of_the_book_are_utc() -> None:
    """Nothing is compared with an instant of another zone."""
    for each in rounds().rounds:
        assert {instant.tzinfo for instant in (each.instant, each.tie_break) if instant} <= {UTC}
    assert [each.number for each in rounds().rounds if each.instant is None] == ["357"]
