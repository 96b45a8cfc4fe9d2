"""What a book calls those whom it is about, and its rounds: told so in both languages, with article and agreement."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.support import second_books

from ronde.messages.nouns import Spoken, noun
from ronde.model.nouns import PERSON, ROUND, Noun

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
