"""A profile that is wrong is refused: every mistake is told at its line and column, in words for the person who made
it, and the engine ends in nothing else."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.support import books, profiles
from tests.support.diagnostics import check_words, places
from tests.support.slips import slipped

from ronde.evaluate.engine import Engine
from ronde.messages.dates import day_or_text
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.document import Document
from ronde.model.limits import LARGEST_FILE, MOST_DIAGNOSTICS, MOST_RECORDS
from ronde.model.types import read_date
from ronde.read.structure import parse, read_bytes

NOW = "2024-06-03"
ENGINE = books.real_engine()


def refused(content: str | bytes, as_of: str = NOW) -> tuple[Diagnostic, ...]:
    """What is found in a profile, which must be refused and can be told."""
    with pytest.raises(ValidationError) as found:
        ENGINE.evaluate(
            parse(content.encode() if isinstance(content, str) else content, "profile.yaml"), read_date(as_of)
        )
    check_words(found.value.diagnostics)
    return found.value.diagnostics


WRONG: dict[str, tuple[str, str, str]] = {
    # what is wrong: (profile, where and what is found, what the English sentence must hold)
    "unknown field": ("age: 30\nfamily_sise: 2\n", "2:1 profile-unknown", "“family_size”"),
    "unknown field without a neighbour": ("zzzz: 2\n", "1:1 profile-unknown", "“zzzz”"),
    "unknown field in a group": ("partner:\n  stattus: none\n", "2:3 profile-unknown", "“partner.status”"),
    "unknown field of a record": ("work:\n  - paidd: true\n", "2:5 profile-unknown", "“work.paid”"),
    "unknown list": ("works: []\n", "1:1 profile-unknown", "“work”"),
    "group that is a value": ("partner: none\n", "1:1 profile-unknown", "“partner”"),
    "field of a field": ("work: [{paid: {x: 1}}]\n", "1:16 profile-unknown", "“work.paid.x”"),
    "empty name": ('"": 1\n', "1:1 profile-unknown", "“”"),
    "number as name": ("2024: 1\n", "1:1 profile-unknown", "“2024”"),
    "field of a record outside it": ("work.paid: true\n", "1:1 profile-unknown", "work"),
    "group of fields of a record": ("language_tests.reading: 7\n", "1:1 profile-unknown", "language_tests"),
    "date of evaluation": ("age: 30\nas_of: 2020-01-01\n", "2:1 profile-as-of", "--as-of"),
    "given twice": ("partner.status: none\npartner: {status: none}\n", "2:11 profile-twice", "partner.status"),
    "key twice": ("age: 30\nage: 31\n", "2:1 yaml-duplicate-key", "1:1"),
    "impossible date": ("birth_date: 2023-02-30\n", "1:13 value-impossible-date", "2023-02-30"),
    "no leap year": ("birth_date: 2023-02-29\n", "1:13 value-impossible-date", "2023-02-29"),
    "date before the calendar": ("birth_date: 1899-12-31\n", "1:13 value-date-range", "1899-12-31"),
    "date in another form": ("birth_date: 7/5/1990\n", "1:13 value-not-date", "7/5/1990"),
    "date with a time": ("birth_date: 1990-07-05T00:00\n", "1:13 value-not-date", "1990-07-05T00:00"),
    "date as a number": ("birth_date: 19900705\n", "1:13 value-not-date", "19900705"),
    "yes for true": ("sibling_in_canada: yes\n", "1:20 value-not-yes-no", "yes"),
    "number as text": ('age: "30"\n', "1:6 value-not-number", "30"),
    "number with a unit": ("age: 30 years\n", "1:6 value-not-number", "30 years"),
    "number beyond all numbers": ("age: 99999999999999999999\n", "1:6 value-not-number", "99999999999999999999"),
    "number out of bounds": ("family_size: 0\n", "1:14 value-out-of-bounds", "between 1 and 50"),
    "too many decimals": ("settlement_funds: 12.345\n", "1:19 value-decimals", "12.345"),
    "no choice": ("partner.status: single\n", "1:17 value-not-choice", "none, married, common_law"),
    "form of a time": ("profile_submitted_time: '9:30'\n", "1:25 value-not-pattern", "9:30"),
    "no country": ("work: [{country: ZZ}]\n", "1:18 profile-code", "countries"),
    "three letters of a country": ("work: [{country: CAN}]\n", "1:18 profile-code-instead", "“CA”"),
    "name of a country": ("work: [{country: Côte d'Ivoire}]\n", "1:18 profile-code-instead", "“CI”"),
    "small letters of a country": ("work: [{country: can}]\n", "1:18 profile-code-instead", "“CA”"),
    "United Kingdom": ("work: [{country: UK}]\n", "1:18 profile-code-instead", "“GB”"),
    "a province for its country": ("work: [{country: ON}]\n", "1:18 profile-code-instead", "“CA”"),
    "a territory for its country": ("credentials: [{country: NT}]\n", "1:25 profile-code-instead", "“CA”"),
    "code as a number": ("work: [{noc_2021: 21231}]\n", "1:19 value-not-text", "21231"),
    "unknown code": ('work: [{noc_2021: "00018"}, {noc_2021: "99999"}]\n', "1:19 profile-code", "“00018”"),
    "code of the other edition": ('work: [{noc_2016: "21231"}]\n', "1:19 profile-code", "noc2016"),
    "list that is a group": ("work: {start: 2020-01-01}\n", "1:7 profile-not-list", "[]"),
    "list that is a word": ("work: none\n", "1:7 profile-not-list", "[]"),
    "list of words": ("work: [cook]\n", "1:7 profile-not-list", "work"),
    "list of lists": ("work: [[{paid: true}]]\n", "1:7 profile-not-list", "work"),
    "a list": ("- age: 30\n", "1:1 profile-not-mapping", "field: value"),
    "a word": ("hello\n", "1:1 profile-not-mapping", "field: value"),
    "null": ("~\n", "1:1 profile-not-mapping", "field: value"),
    "nothing": ("", "0:0 file-empty", "empty"),
    "end before start": ("work:\n  - start: 2020-01-01\n    end: 2019-12-31\n", "3:10 profile-refused", "work[0].end"),
    "score beyond the test": (
        "language_tests:\n  - {test: ielts_general, date: 2023-05-01, reading: 9.5}\n",
        "2:54 profile-refused",
        "language_tests[0].reading",
    ),
    "score beyond every test": ("language_tests: [{reading: 700}]\n", "1:28 value-out-of-bounds", "699"),
    "test not yet accepted when taken": (
        "language_tests:\n  - {test: pte_core, date: 2024-01-29}\n",
        "2:28 profile-refused",
        "language_tests[0].date",
    ),
    "born after the evaluation": ("birth_date: 2024-06-04\n", "1:13 profile-refused", "birth_date"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_wrong_profile_is_refused_at_its_place(name: str) -> None:
    """Each mistake alone is found at its line and column, and the sentence names what was written or what to write."""
    content, expected, shown = WRONG[name]
    found = refused(content)
    assert places(found[:1]) == [expected]
    assert shown in found[0].text("en")


def test_every_mistake_is_told_at_once() -> None:
    """Somebody with five mistakes hears of all five, in the order of the profile."""
    found = refused(
        "age: thirty\nfamily_size: 0\n"
        "work:\n  - {paid: maybe}\n  - {noc_2021: '1', paidd: true}\n"
        "partner.status: single\n"
    )
    assert places(found) == [
        "1:6 value-not-number",
        "2:14 value-out-of-bounds",
        "4:12 value-not-yes-no",
        "5:16 profile-code",
        "5:21 profile-unknown",
        "6:17 value-not-choice",
    ]


def test_every_refusal_of_the_rules_is_told_at_once() -> None:
    """What the rules refuse is told for every record it concerns, with the record's number."""
    wrong = "  - {start: 2020-01-01, end: 2019-01-01}\n"
    found = refused(f"work:\n{wrong}  - {{start: 2019-01-01, end: 2020-01-01}}\n{wrong}")
    assert places(found) == ["2:30 profile-refused", "4:30 profile-refused"]
    assert [diagnostic.params["name"] for diagnostic in found] == ["work[0].end", "work[2].end"]


def test_a_field_twice_in_a_record_is_found() -> None:
    """A field of a record given by its dotted name and again in a group is not decided by which comes last."""
    book = books.book(
        {
            "jobs.a.b": books.asked("number", at_least=0, at_most=9, on="jobs"),
            "x": books.fact(total={"in": "jobs", "of": "jobs.a.b"}),
        },
        records={"jobs": books.record()},
    )
    with pytest.raises(ValidationError) as found:
        books.decide(book, {"jobs": [{"a.b": 1, "a": {"b": 2}}]})
    assert [diagnostic.code for diagnostic in found.value.diagnostics] == ["profile-twice"]


def test_groups_and_dotted_names_are_the_same() -> None:
    """A fact inside a group is the same fact by its dotted name, even where the group's own name is a fact."""
    facts = {"a": books.fact(sum=["a.b"]), "a.b": books.fact(sum=["a.b.c"])}
    book = books.book({**facts, "a.b.c": books.asked("number", at_least=0, at_most=9)})
    for tree in ({"a.b.c": 5}, {"a": {"b.c": 5}}, {"a.b": {"c": 5}}, {"a": {"b": {"c": 5}}}):
        assert books.answers(books.decide(book, tree)) == {"a": 5, "a.b": 5, "a.b.c": 5}


def test_a_test_accepted_later_is_refused_on_its_date_and_not_after() -> None:
    """A test taken the day before its kind is accepted is refused whenever it is given; one of that day is taken."""
    content = "language_tests:\n  - {test: tcf_canada, date: 2018-11-09}\n"
    for as_of in ("2018-11-09", "2018-11-10", NOW):
        assert places(refused(content, as_of)) == ["2:30 profile-refused"]
    ENGINE.evaluate(parse(content.replace("11-09", "11-10").encode(), "profile.yaml"), read_date("2018-11-10"))


def test_codes_are_those_of_their_edition() -> None:
    """A code that the list of an edition does not hold is bad input, with a neighbour where there is one."""
    (found,) = refused('work: [{noc_2021: "2123"}]\n')
    assert found.code == "profile-code"
    assert "noc2021" in found.text("fr")
    ENGINE.evaluate(parse(b'work: [{noc_2021: "00010"}, {noc_2021: 00010}]', "profile.yaml"), read_date(NOW))


@pytest.mark.parametrize("as_of", ["2014-12-31", "1999-01-01", "1900-01-01"])
def test_a_date_before_the_book_is_refused(as_of: str) -> None:
    """The book begins on its first date: an earlier one is refused, and says from when it can be asked."""
    (found,) = refused("age: 30\n", as_of)
    assert found.code == "date-before-book"
    assert day_or_text(as_of, "en") in found.text("en")
    assert "1er janvier 2015" in found.text("fr")


def test_too_many_records_are_refused() -> None:
    """A list may hold so many records and no more."""
    at_most = "work:\n" + "  - {paid: true}\n" * MOST_RECORDS
    ENGINE.evaluate(parse(at_most.encode(), "profile.yaml"), read_date(NOW))
    (found,) = refused(at_most + "  - {paid: true}\n")
    assert places([found]) == ["2:3 profile-too-many"]
    assert str(MOST_RECORDS) in found.text("fr")


def test_what_is_not_a_profile_at_all_is_refused(tmp_path: Path) -> None:
    """Binary content, a huge file, deep nesting and aliases that multiply end where any other wrong file does."""
    assert places(refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")) == ["1:1 file-not-utf8"]
    assert places(refused(bytes(range(256)))) == ["2:118 file-not-utf8"]
    assert {diagnostic.code for diagnostic in refused("work: " + "[" * 50_000)} <= {"yaml-broken", "yaml-too-large"}
    laughs = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    assert [diagnostic.code for diagnostic in refused("a0: &a0 [x]\n" + laughs)] == ["yaml-too-large"]
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(ValidationError) as found:
        read_bytes(huge)
    check_words(found.value.diagnostics)
    assert [diagnostic.code for diagnostic in found.value.diagnostics] == ["file-too-large"]


def test_many_unknown_fields_are_refused_in_no_time() -> None:
    """A profile full of names that mean nothing takes no longer to refuse than to read."""
    begun = time.perf_counter()
    assert len(refused("".join(f"field_{number}: 1\n" for number in range(150)))) == MOST_DIAGNOSTICS
    assert time.perf_counter() - begun < 60


def test_long_names_and_values_are_refused_in_no_time() -> None:
    """Names, codes and texts without measure are refused like short ones."""
    begun = time.perf_counter()
    long = "x" * 300_000
    assert refused(f"{long[:150]}: 1\n")[0].code == "profile-unknown"
    assert refused(f'work: [{{noc_2021: "{long}"}}]\n')[0].code in ("profile-code", "value-text")
    assert refused(f"work: [{{country: {long}}}]\n")[0].code in ("value-not-pattern", "value-text")
    assert refused(f"birth_date: {long}\n")[0].code == "value-not-date"
    assert time.perf_counter() - begun < 60


ODD: dict[str, dict[str, Any]] = {
    "divisor of nought": {"full_time_year_hours": 0},
    "divisor below nought": {"full_time_year_hours": -5},
    "points beyond counting": {f"crs.{part}": 2**52 for part in ("core", "spouse", "transferability", "additional")},
    "points below nought": {"crs.core": -(2**49), "crs.spouse": -(2**49)},
    "points as many as can be written": {f"crs.{part}": 10**14 for part in ("core", "spouse", "additional")},
    "dates at the edges": {"birth_date": "1900-01-01", "work": [{"start": "1900-01-01", "end": "2199-12-31"}]},
    "text with a nought": {"first_language.code": "en\0"},
    "code with a nought": {"work": [{"occupation": "a\0b", "country": "CA"}]},
    "empty texts": {"work": [{"occupation": ""}]},
    "long text": {"work": [{"occupation": "x" * 100_000}]},
}  # fmt: skip


@pytest.mark.parametrize("machine", ["reference", "best"])
@pytest.mark.parametrize("name", ODD)
def test_odd_values_are_answered_or_refused(name: str, machine: str) -> None:
    """Values that nobody would give are answered with a caution or refused with a diagnostic, whichever machine
    runs."""
    engine = ENGINE if machine == "reference" else Engine(books.real())
    known = {"language_tests": [], "work": [], "credentials": [], "job_offers": [], "age": 30}
    try:
        engine.evaluate(books.profile({**known, **ODD[name]}), read_date(NOW)).document(trace=True)
    except ValidationError as found:
        check_words(found.diagnostics)


@settings(max_examples=100, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.integers(2015, 2027), st.integers(0, 2**40))
def test_a_slip_in_a_profile_is_answered_or_refused(year: int, seed: int) -> None:
    """Whatever one slip makes of a profile, the answer is a decision or a refusal in words, never a failure."""
    random, as_of = Random(seed), date(year, 7, 1).toordinal()
    plan = books.real_plan(as_of)
    made = profiles.document(plan, profiles.acceptable(plan, profiles.candidate(plan, as_of, random)))
    assert isinstance(made.tree, dict)
    tree = slipped(made.tree, random, sorted(plan.facts), ()) if made.tree else {}
    try:
        decision = ENGINE.evaluate(Document("profile.yaml", tree, {}, ""), as_of)
    except ValidationError as found:
        check_words(found.diagnostics)
    else:
        assert decision.document()["facts"]
