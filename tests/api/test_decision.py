"""The face for Python: one candidate, in the same words, the same data and with the same refusals as the commands."""

from __future__ import annotations

import datetime
import json
import pickle
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.conftest import Run
from tests.support import books
from tests.support.sentences import refused

import ronde
from ronde.messages.escape import plain
from ronde.read.structure import parse

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
PVT = ROOT / "examples" / "pvt-toronto.yaml"
DAY = "2023-07-05"


@pytest.fixture(scope="module")
def book() -> ronde.Book:
    return ronde.open_book()


@pytest.fixture(scope="module")
def decision(book: ronde.Book) -> ronde.Decision:
    return book.evaluate(PVT, as_of=DAY)


def tree(path: Path) -> dict[str, Any]:
    """A profile as a mapping, as its file says it."""
    found = parse(path.read_bytes(), path.name).tree
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
@pytest.mark.parametrize("known_on", [None, "2023-05-01"])
def test_the_data_of_a_decision_are_those_that_the_command_prints(
    run: Run, book: ronde.Book, path: Path, known_on: str | None
) -> None:
    more = ("--known-on", known_on) if known_on else ()
    _, out, _ = run("evaluate", str(path), "--as-of", DAY, "--format", "json", *more)
    assert book.evaluate(path, as_of=DAY, known_on=known_on).to_dict() == json.loads(out)
    _, out, _ = run("evaluate", str(path), "--as-of", DAY, "--format", "json", "--trace", *more)
    assert book.evaluate(path, as_of=DAY, known_on=known_on).to_dict(trace=True) == json.loads(out)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_decision_and_its_reasons_are_told_as_the_commands_tell_them(
    run: Run, decision: ronde.Decision, lang: str
) -> None:
    asked = ("--as-of", DAY, "--lang", lang)
    assert run("evaluate", str(PVT), *asked)[1] == decision.text(lang) + "\n"
    assert run("evaluate", str(PVT), *asked, "--format", "md")[1] == decision.markdown(lang)
    why = decision.why("fsw.eligible", lang=lang)
    assert run("why", str(PVT), "fsw.eligible", *asked)[1] == f"{why}\n"
    assert json.loads(run("why", str(PVT), "fsw.eligible", *asked, "--format", "json")[1]) == why.to_dict()


def test_today_is_the_day_if_none_is_given(book: ronde.Book) -> None:
    decision = book.evaluate(PVT)
    assert decision.as_of == datetime.date.today()
    assert "(today)" in str(decision)
    assert "(today)" in str(decision.why("cec.eligible"))


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_a_mapping_a_path_and_a_text_are_one_profile(book: ronde.Book, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    given = tree(path)
    ways = [path, str(path), text, given, json.dumps(given), json.dumps(given, indent=1)]
    assert len({book.evaluate(each, as_of=DAY).digest for each in ways}) == 1


def test_values_of_python_and_its_libraries_are_read_as_a_file_would_be(book: ronde.Book) -> None:
    written = book.evaluate("birth_date: 1994-11-18\nfamily_size: 1\nsettlement_funds: 9500.25\n", as_of=DAY)
    day = datetime.date(1994, 11, 18)
    for given in (
        {"birth_date": day, "family_size": 1, "settlement_funds": Decimal("9500.25")},
        {"birth_date": datetime.datetime(1994, 11, 18), "family_size": 1.0, "settlement_funds": 9500.25},
        {"birth_date": pd.Timestamp(day), "family_size": np.int8(1), "settlement_funds": np.float64("9500.25")},
        {"birth_date": np.datetime64(day), "family_size": Decimal("1.0"), "settlement_funds": 9500.25},
        {"birth_date": np.datetime64(day, "ns"), "family_size": 1, "settlement_funds": 9500.25},
        {"birth_date": day, "family_size": 1, "settlement_funds": 9500.25, "sibling_in_canada": float("nan")},
        {"birth_date": day, "family_size": 1, "settlement_funds": 9500.25, "sibling_in_canada": pd.NA},
        {"birth_date": day, "family_size": 1, "settlement_funds": 9500.25, "partner": {"status": None}},
        {"birth_date": day, "family_size": 1, "settlement_funds": 9500.25, "partner.status": pd.NaT},
    ):
        assert book.evaluate(given, as_of=DAY) == written, given
    for as_of in (datetime.date(2023, 7, 5), datetime.datetime(2023, 7, 5), pd.Timestamp(DAY)):
        assert book.evaluate(written_text := "family_size: 1\n", as_of=as_of) == book.evaluate(written_text, as_of=DAY)
    records = tree(PVT)
    whole = book.evaluate(records, as_of=DAY)
    assert book.evaluate({**records, "work": tuple(records["work"])}, as_of=DAY) == whole
    assert book.evaluate({**records, "work": np.array(records["work"])}, as_of=DAY) == whole


def test_facts_have_their_values_in_python(decision: ronde.Decision) -> None:
    told = decision.to_dict()["facts"]
    assert list(decision) == list(told)
    assert len(decision) == len(told)
    for name, fact in decision.items():
        value = fact.value.isoformat() if isinstance(fact.value, datetime.date) else fact.value
        assert (value, fact.status) == (told[name]["value"], told[name]["status"])
    assert decision["crs.total"].value == 592
    assert decision["cec.eligible"].value is True
    assert decision["birth_date"].value == datetime.date(1994, 11, 18)
    assert decision["crs.total"].label("fr").startswith("Note du Système")
    assert str(decision["funds.required"]) == "Funds required for the family size: $13,757"
    assert "crs.total" in decision
    assert "work.paid" not in decision
    assert decision.get("crs.totl") is None


def test_what_is_not_known_has_its_bounds_and_what_is_missing(book: ronde.Book) -> None:
    decision = book.evaluate({**tree(PVT), "sibling_in_canada": None}, as_of=DAY)
    told = decision.to_dict()["facts"]["crs.total"]
    fact = decision["crs.total"]
    assert (fact.value, fact.status) == (None, "unknown")
    assert (fact.at_least, fact.at_most) == (told["at_least"], told["at_most"])
    assert list(fact.missing) == told["missing"] != []
    assert set(fact.missing) <= set(decision.missing)


def test_cautions_are_those_of_the_data(book: ronde.Book) -> None:
    decision = book.evaluate(PVT, as_of="2026-11-20")
    told = decision.to_dict()
    assert [(each.kind, each.topic, str(each.day)) for each in decision.cautions] == [
        (each["kind"], each["topic"], each["day"]) for each in told["cautions"]
    ]
    assert told["cautions"]
    numbers = told["facts"]["crs.total"]["cautions"]
    assert [repr(each) for each in decision["crs.total"].cautions] == [repr(decision.cautions[n]) for n in numbers]
    for caution in decision.cautions:
        assert caution.text("en") == str(caution)
        assert caution.text("fr") != caution.text("en")


def test_a_decision_shows_itself_in_a_notebook_and_nothing_in_it_acts(tmp_path: Path) -> None:
    label = {"en": "<script>alert(1)</script> & \u202e", "fr": "x"}
    facts = {"answer": {**books.asked("text"), "label": label}}
    folder = books.write(tmp_path / "book", {"topic/2015-01-01.yaml": books.version(facts=facts)})
    decision = ronde.open_book(folder).evaluate({"answer": "<b>'\"</b>"}, as_of=DAY)
    shown = decision._repr_html_()
    assert "<script" not in shown
    assert "<b>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \\u202e" in shown
    assert "\u202e" not in repr(decision) + repr(decision["answer"]) + str(decision)
    assert re.sub(r"<[^>]*>", "", decision.html("fr")).count("<") == 0
    assert decision.why("answer")._repr_html_().startswith("<div>")


def test_two_decisions_are_one_if_their_digests_are(book: ronde.Book, decision: ronde.Decision) -> None:
    again = book.evaluate(PVT, as_of=DAY)
    other = book.evaluate(PVT, as_of="2023-07-06")
    assert {again, other} == {decision, other}
    assert again.digest == decision.to_dict()["digest"]
    assert again != other


Ask = Callable[[ronde.Book], object]
WRONG: dict[str, tuple[type[ronde.RondeError], str, Ask]] = {
    "a day before the book": (
        ronde.QuestionError, "as_of: January 1, 2000 is before", lambda book: book.evaluate({}, as_of="2000-01-01")
    ),
    "no day": (ronde.QuestionError, "as_of: “soon” is not a date", lambda book: book.evaluate({}, as_of="soon")),
    "an instant": (
        ronde.QuestionError,
        "as_of: “2023-07-05T10:00:00” is not a date",
        lambda book: book.evaluate({}, as_of=datetime.datetime(2023, 7, 5, 10)),
    ),
    "no day of knowledge": (
        ronde.QuestionError, "known_on: “7” is not", lambda book: book.evaluate({}, as_of=DAY, known_on=7)  # type: ignore[arg-type]
    ),
    "another language": (
        ronde.QuestionError, "lang: “de” cannot be chosen", lambda book: book.evaluate({}, as_of=DAY).text("de")
    ),
    "a fact that is none": (
        ronde.FactError,
        "fact: No fact is named “crs.totl”. Did you mean “crs.total”?",
        lambda book: book.evaluate({}, as_of=DAY)["crs.totl"],
    ),
    "a fact of records": (
        ronde.FactError,
        "fact: “work.paid” is a fact of each record",
        lambda book: book.evaluate({}, as_of=DAY).why("work.paid"),
    ),
    "a number as a fact": (
        ronde.FactError, "fact: No fact is named “7”", lambda book: book.evaluate({}, as_of=DAY)[7]  # type: ignore[index]
    ),
    "the day in the profile": (
        ronde.ProfileError,
        'profile["as_of"]: The date of evaluation is not part of a profile: give it as the argument as_of.',
        lambda book: book.evaluate({"as_of": DAY}, as_of=DAY),
    ),
    "a value deep in a mapping": (
        ronde.ProfileError,
        'profile["work"][1]["paid"]: “oui” is neither true nor false',
        lambda book: book.evaluate({"work": [{}, {"paid": "oui"}]}, as_of=DAY),
    ),
    "a value in a text": (
        ronde.ProfileError, "profile:2:6: “x” is not", lambda book: book.evaluate("family_size: 1\nage: x", as_of=DAY)
    ),
    "a value that no profile holds": (
        ronde.ProfileError, 'profile["age"]: A profile cannot hold', lambda book: book.evaluate({"age": {1}}, as_of=DAY)
    ),
    "infinity": (
        ronde.ProfileError,
        'profile["age"]: A profile cannot hold',
        lambda book: book.evaluate({"age": float("inf")}, as_of=DAY),
    ),
    "half of a pair": (
        ronde.ProfileError, "The text is too long or holds", lambda book: book.evaluate({"x": "\ud800"}, as_of=DAY)
    ),
    "half of a pair in a text": (
        ronde.ProfileError, "The text is too long or holds", lambda book: book.evaluate("x: \ud800", as_of=DAY)
    ),
    "a key that is no text": (
        ronde.ProfileError, "profile: A key must be", lambda book: book.evaluate({1: 2}, as_of=DAY)  # type: ignore[dict-item]
    ),
    "no profile": (
        ronde.ProfileError, "profile: A profile is a mapping", lambda book: book.evaluate(7, as_of=DAY)  # type: ignore[arg-type]
    ),
    "a file that is not there": (
        ronde.ProfileError, "nowhere.yaml: There is no such file", lambda book: book.evaluate("nowhere.yaml", as_of=DAY)
    ),
    "a name with a zero": (
        ronde.ProfileError, "There is no such file", lambda book: book.evaluate(Path("a\0b"), as_of=DAY)
    ),
    "a book that is not there": (ronde.BookError, "nowhere: This folder", lambda book: ronde.open_book("nowhere")),
    "no name of a book": (ronde.QuestionError, "path: The name of a folder", lambda book: ronde.open_book(7)),  # type: ignore[arg-type]
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_in_a_sentence_at_the_argument(book: ronde.Book, name: str) -> None:
    kind, sentence, ask = WRONG[name]
    caught = refused(kind, sentence, lambda: ask(book))
    assert caught.__cause__ is None
    for diagnostic in caught.diagnostics:
        assert diagnostic.severity == "error"
        assert f"{plain(str(diagnostic.location))}: {diagnostic.message()} [{diagnostic.code}]" in str(caught)
        assert diagnostic.message("fr") != diagnostic.message("en")
        assert "--" not in diagnostic.message("fr")


def test_a_mapping_that_holds_itself_is_refused(book: ronde.Book) -> None:
    endless: dict[str, Any] = {}
    endless["work"] = [endless]
    with pytest.raises(ronde.ProfileError, match="levels"):
        book.evaluate(endless, as_of=DAY)


REFUSED = [
    "birth_date: 2023-02-30\n",
    "family_size: many\nsettlement_funds: -1\n",
    "work: [{paid: 1}, {hours_per_week: 900}]\n",
    "birth_date: 2030-01-01\n",
    "partner: {statut: none}\nfamly_size: 1\n",
    "first_official_language: de\n",
]


@pytest.mark.parametrize("text", REFUSED)
def test_a_mapping_is_refused_for_the_reasons_for_which_the_command_refuses_a_file(
    run: Run, book: ronde.Book, profile: Callable[[str], str], text: str
) -> None:
    path = profile(text)
    code, _, err = run("evaluate", path, "--as-of", DAY)
    assert code == 2
    with pytest.raises(ronde.ProfileError) as of_file:
        book.evaluate(path, as_of=DAY)
    assert str(of_file.value) + "\n" == err
    with pytest.raises(ronde.ProfileError) as of_mapping:
        book.evaluate(tree(Path(path)), as_of=DAY)
    reasons = [
        sorted((each.code, each.message()) for each in error.value.diagnostics) for error in (of_file, of_mapping)
    ]
    assert reasons[0] == reasons[1]


def test_an_error_keeps_its_diagnostics_when_it_is_pickled(book: ronde.Book) -> None:
    with pytest.raises(ronde.FactError) as caught:
        book.evaluate({}, as_of=DAY)["nothing"]
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again), again.diagnostics) == (
        ronde.FactError,
        str(caught.value),
        caught.value.diagnostics,
    )
