"""What a book calls those whom it is about, and its rounds: told so in both languages, with article and agreement."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.conftest import Run
from tests.support import second_books

from ronde.api.book import open_book
from ronde.messages.nouns import Spoken, noun
from ronde.model.nouns import PERSON, ROUND, Noun
from ronde.web.app import application

WORDS = """words:
  person: {fr: {one: étudiante, other: étudiantes, gender: feminine}, en: {one: fellow, other: fellows}}
  round: {fr: {one: appel, other: appels, gender: masculine}, en: {one: call, other: calls}}
"""
FORMS = {
    "étudiante": (
        Noun("étudiante", "étudiantes", feminine=True, elided=True),
        "l'étudiante, D'étudiante, une étudiante",
    ),
    "ménage": (Noun("ménage", "ménages"), "le ménage, De ménage, un ménage"),
    "personne": (Noun("personne", "personnes", feminine=True), "la personne, De personne, une personne"),
}


@pytest.mark.parametrize("word", FORMS)
def test_articles_follow_gender_and_vowel(word: str) -> None:
    told, expected = FORMS[word]
    assert "{0:le}, {0:De}, {0:un}".format(Spoken(told)) == expected
    assert f"{Spoken(told):ds}" == ("d'" if told.elided else "de ") + told.other
    assert f"{Spoken(told):S}{Spoken(told):e}" == told.other.capitalize() + ("e" if told.feminine else "")


def test_a_book_that_does_not_say_means_people_and_rounds() -> None:
    assert noun({}, PERSON)["fr"] == Noun("personne", "personnes", feminine=True)
    assert noun({}, ROUND)["en"].other == "rounds"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The book of the grant, in which nobody is a student and no round is one."""
    folder = shutil.copytree(second_books.BOOKS["grant"], tmp_path_factory.mktemp("nouns") / "book")
    page = folder / "book.yaml"
    text = page.read_text("utf-8")
    page.write_text(text[: text.index("words:")] + WORDS + text[text.index("headlines:") :], encoding="utf-8")
    return str(folder)


TOLD = {
    "en": (["calls", "the call came too late", "No call in these data matches"], "fellow"),
    "fr": (["appels", "l'appel est venu trop tard", "Aucun appel de ces données"], "étudiante"),
}


@pytest.mark.parametrize("language", TOLD)
def test_pages_take_the_words_of_the_book(run: Run, book: str, language: str, tmp_path: Path) -> None:
    profile = str(second_books.profiles("grant")[1])
    pool = tmp_path / "pool.csv"
    pool.write_text("id,faculty,distance,family_income,had_grant\n1,SCI,300,20000,false\n2,SCI,300,90000,false\n")
    common = ("--rulesets", book, "--lang", language)
    told = [
        run("invited", profile, *common)[1],
        run("rounds", "--from", "2019-09-02", "--to", "2019-09-03", *common)[1],
        run("impact", "2022-08-01", "2024-03-01", "--pool", str(pool), *common)[1],
    ]
    rounds, person = TOLD[language]
    assert [each for each in rounds if each not in "".join(told)] == []
    assert person in told[-1]
    assert not [each for each in ("round ", "ronde ", "candidat", "student") if each in told[-1].partition("—")[0]]


SIMULATED = {
    "en": ("Calls from", "One simulated fellow", "Short of fellows", "before that call", "All calls"),
    "fr": ("Appels du", "Une étudiante simulée", "À court d'étudiantes", "d'avant l'appel", "Ensemble des appels"),
}


@pytest.mark.parametrize("language", SIMULATED)
def test_a_simulation_takes_them_too(run: Run, book: str, language: str, tmp_path: Path) -> None:
    words = ("--rulesets", book, "--year", "2024", "--size", "30", "--out", str(tmp_path / "out"), "--lang", language)
    told = run("pool", "simulate", *words)[1]
    assert [each for each in SIMULATED[language] if each not in told] == []
    assert not re.search(r"\b(rounds?|rondes?|people|students?)\b", told)


SHOWN = {
    "en": (
        "<h1>Calls</h1>",
        "No call is known here after",
        "Calls for which you would",
        "the last call:",
        "each call;",
    ),
    "fr": (
        "<h1>Appels</h1>",
        "Aucun appel n'est connu ici",
        "Appels où vous seriez",
        "l'appel dont la date",
        "chaque appel;",
    ),
}


@pytest.mark.parametrize("language", SHOWN)
def test_pages_in_a_browser_take_them_too(book: str, language: str) -> None:
    web, asked = TestClient(application(open_book(book))), {"lang": language}
    profile = {"file": second_books.profiles("grant")[1].read_bytes()}
    draft = {"topic": "amount", "day": "2027-01-01", "text": "", "do": ""}
    told = [
        web.get("/rounds", params=asked),
        web.get("/rounds/8", params=asked),
        web.post("/decision", data={"as_of": "2024-07-01", **asked}, files=profile),
        web.post("/history", data={"as_of": "2024-07-01", **asked}, files=profile),
        web.post("/change", data={**draft, **asked}),
    ]
    text = html.unescape("".join(each.text for each in told))
    assert [each for each in SHOWN[language] if each not in text] == []
    assert TOLD[language][1] in text
    headings = " ".join(re.findall(r"<h\d>(.*?)</h\d>", text))
    assert not re.search(r"\b(rounds?|rondes?|people|students?)\b", headings, re.IGNORECASE)
