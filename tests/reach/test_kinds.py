"""The kinds of change that a book can name: records added or changed, what is exchanged or forgotten, and time; and
rounds that would invite."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run
from tests.support import books
from tests.support.books import asked, fact

import ronde

ROOT = Path(__file__).resolve().parents[2]
DAY = "2023-07-05"

FACTS = {
    "jobs.whose": asked("choice", on="jobs", choices={"me": books.TEXTS, "you": books.TEXTS}),
    "jobs.start": asked("date", on="jobs"),
    "jobs.end": asked("date", on="jobs", missing={"fact": "as_of"}),
    "jobs.weekly": asked("number", on="jobs", at_least=0, at_most=60),
    "jobs.checked": asked("yes_no", on="jobs"),
    "born": asked("date"),
    "alone": asked("yes_no"),
    "mine": asked("number", at_least=0, at_most=10),
    "yours": asked("number", at_least=0, at_most=10),
    "hours": fact(
        hours={
            "in": "jobs",
            "where": {"all": [{"fact": "jobs.whose", "is": "me"}, {"fact": "jobs.checked", "is": True}]},
            "from": "jobs.start",
            "to": "jobs.end",
            "per_week": "jobs.weekly",
            "cap_per_week": 60,
        }
    ),
    "age": fact(years_between={"from": "born", "to": "as_of"}),
    "answer": fact(all=[{"fact": "hours", "at_least": 400}, {"fact": "age", "less_than": 30}]),
    "worth": fact(sum=["mine", "age"]),
}
JOB = {"whose": "me", "start": "2023-01-02", "end": "2023-02-26", "weekly": 40, "checked": True}
PROFILE: dict[str, Any] = {"born": "1993-09-20", "alone": False, "mine": 2, "yours": 7, "jobs": [JOB]}


def reach(tmp_path: Path, moves: list[dict[str, Any]], name: str, value: object = None, **said: Any) -> Any:
    """The ways that a small book finds for a profile."""
    label = {"label": {"fr": "changement", "en": "change"}}
    files = {
        "book.yaml": {**books.BOOK, "moves": [{**label, **move} for move in moves]},
        "t/2015-01-01.yaml": books.version(facts=FACTS, records={"jobs": books.record()}),
    }
    return ronde.open_book(books.write(tmp_path, files)).reach({**PROFILE, **said}, name, value, as_of=DAY)


WORK = {
    "add": "jobs",
    "record": {"whose": "me", "start": {"fact": "as_of"}, "weekly": 40, "checked": True},
    "wait": 300,
}


def test_a_job_that_begins_today_reaches_on_the_first_day_on_which_its_hours_do_and_until_a_birthday(
    tmp_path: Path,
) -> None:
    (way,) = reach(tmp_path, [WORK], "answer", None, jobs=[JOB | {"end": "2023-02-05"}])
    assert (way["day"], way["days"], way["until"]) == ("2023-08-09", 35, "2023-09-19")
    assert way["changes"][0]["adds"] == "jobs"
    assert way["changes"][0]["record"]["jobs.start"] == DAY


def test_a_change_must_come_before_the_day_on_which_time_undoes_it(tmp_path: Path) -> None:
    assert not reach(tmp_path, [WORK], "answer", None, born="1993-07-10")


def test_a_job_that_goes_on_needs_time_alone_and_another_is_told_only_if_it_is_sooner(tmp_path: Path) -> None:
    jobs = [{**JOB, "start": DAY, "end": None}]
    alone, sooner = reach(tmp_path, [WORK, {"wait": 300}], "answer", None, jobs=jobs)
    assert (alone["changes"], alone["day"]) == ([], "2023-09-13")
    assert (len(sooner["changes"]), sooner["day"]) == (1, "2023-08-21")
    no_more = {**WORK, "record": {**WORK["record"], "start": "2023-09-01"}}
    assert len(reach(tmp_path, [no_more, {"wait": 300}], "hours", 60, jobs=jobs)) == 1


def test_a_field_of_one_record_changes(tmp_path: Path) -> None:
    jobs = [JOB | {"checked": False}, JOB | {"start": "2022-01-03", "end": "2022-04-03", "checked": False}]
    move = {"change": "jobs", "record": {"checked": True}}
    (way,) = reach(tmp_path, [move], "hours", 400, jobs=jobs)
    (change,) = way["changes"][0]["changed"]
    assert (change["at"], change["before"], change["after"], way["value"]) == ("jobs[1].checked", False, True, 520)
    assert len(reach(tmp_path, [move], "hours", 700, jobs=jobs).ways[0]["changes"]) == 2


def test_persons_are_exchanged_and_what_is_not_known_of_the_other_leaves_it_open(tmp_path: Path) -> None:
    move = {"swap": {"jobs.whose": ["me", "you"], "mine": "yours"}, "forget": ["born"]}
    jobs = [JOB | {"whose": "you", "weekly": 60}]
    assert reach(tmp_path, [move], "mine", 5).ways[0]["value"] == 7
    assert reach(tmp_path, [move], "hours", 480, jobs=jobs).ways[0]["value"] == 480
    found = reach(tmp_path, [move], "answer", None, jobs=jobs)
    assert not found.ways
    (way,) = found.to_dict()["open"]
    assert (way["missing"], way["changes"][0]["forgotten"]) == (["born"], ["born"])


def test_a_change_is_for_those_for_whom_a_fact_holds(tmp_path: Path) -> None:
    move = {"facts": ["mine"], "to": "up", "only_if": "alone"}
    assert not reach(tmp_path, [move], "mine", 5)
    assert reach(tmp_path, [move], "mine", 5, alone=True).ways[0]["value"] == 5


def test_of_changes_that_are_one_of_the_same_only_one_is_made(tmp_path: Path) -> None:
    moves = [{**WORK, "one_of": "time"}, {"facts": ["mine"], "to": "up"}]
    assert len(reach(tmp_path, moves, "worth", 39).ways) == 1
    both = [
        {**move, "one_of": "time", "wait": 400}
        for move in ({"facts": ["mine"], "to": "up"}, {"facts": ["yours"], "to": "up"})
    ]
    assert all(len(way["changes"]) == 1 for way in reach(tmp_path, both, "worth", 39))


def test_what_goes_up_later_is_as_little_as_each_day_allows(tmp_path: Path) -> None:
    """On September 20 a year is added: less is needed from then on."""
    move = {"facts": ["mine"], "to": "up"}
    found = reach(tmp_path, [move, {"wait": 300}], "worth", 33)
    assert [(way["changes"][0]["facts"][0]["after"], way["day"]) for way in found] == [(4, None)]
    later = reach(tmp_path, [move, {"wait": 300}], "worth", 40)
    assert [(way["changes"][0]["facts"][0]["after"], way["day"]) for way in later] == [(10, "2023-09-20")]
    either = reach(tmp_path, [{**move, "wait": 300}], "worth", 33)
    assert [(way["changes"][0]["facts"][0]["after"], way["day"]) for way in either] == [(4, None)]


@pytest.mark.parametrize(("kind", "cutoff", "number"), [("general", 511, "253"), ("french", 0, "")])
def test_a_round_of_a_type_is_held_against_the_last_cut_off_known_by_the_day(
    kind: str, cutoff: int, number: str
) -> None:
    book, path = ronde.open_book(), ROOT / "examples" / "couple-abroad.yaml"
    if not number:
        with pytest.raises(ronde.QuestionError, match="french"):
            book.reach(path, f"round:{kind}", as_of=DAY)
        return
    found = book.reach(path, f"round:{kind}", as_of=DAY)
    told = found.to_dict()
    assert told["round"] == {"number": number, "date": "2023-07-04", "type": kind, "cutoff": cutoff}
    assert all(way["values"]["crs.total"] >= cutoff and way["values"][f"round.{kind}"] for way in found)


def test_a_round_brings_its_own_value_and_a_book_without_rounds_has_none(run: Run) -> None:
    path = str(ROOT / "examples" / "couple-abroad.yaml")
    code, _, err = run("reach", path, "round:general", "500", "--as-of", DAY)
    assert (code, err.startswith("VALUE: ")) == (2, True)
    code, _, err = run("reach", path, "round:nothing", "--as-of", DAY, "--lang", "fr")
    assert (code, err.startswith(("FAIT", "FACT"))) == (2, True)


def test_of_a_long_range_the_least_amount_is_found_whatever_it_is_held_against(tmp_path: Path) -> None:
    """Four fifths of what another amount and a number make: to the cent, by bounds alone."""
    facts = {
        "pay": asked("money", at_least=0, at_most=100_000_000),
        "usual": asked("money", at_least=0, at_most=100_000_000),
        "answer": fact(all=[{"fact": "pay", "at_least": {"fact": "usual", "times": "80%"}}]),
    }
    move = {"label": books.TEXTS, "facts": ["pay"], "to": "up"}
    files = {"book.yaml": {**books.BOOK, "moves": [move]}, "t/2015-01-01.yaml": books.version(facts=facts)}
    book = ronde.open_book(books.write(tmp_path, files))
    (way,) = book.reach({"pay": 20_000, "usual": 34_500.01}, "answer", as_of=DAY)
    assert way["changes"][0]["cost"] == {"pay": 7600.01}


def test_a_small_book_names_what_can_be_changed(tmp_path: Path) -> None:
    """Four fifths of the going rate of 34,500, which a doctorate in science allows."""
    folder = ROOT / "examples" / "books" / "points"
    profile = (folder / "profiles" / "scientist.yaml").read_text(encoding="utf-8").replace("28000", "25000")
    path = tmp_path / "p.yaml"
    path.write_text(profile, encoding="utf-8")
    (way,) = ronde.open_book(folder).reach(path, "test.passed", as_of="2024-03-01")
    assert [(each["fact"], each["after"]) for each in way["changes"][0]["facts"]] == [("salary", 27600)]
    grant = folder.parent / "grant"
    (way,) = ronde.open_book(grant).reach(
        grant / "profiles" / "first-grant.yaml", "score.total", 84, as_of="2024-01-22"
    )
    assert (way["changes"][0]["facts"][0]["after"], way["value"]) == ("fluent", 90)
