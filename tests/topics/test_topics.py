"""Topics in words and figures: a version with its rows, all versions side by side, and what is found by its words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run
from tests.support import books, second_books

import ronde
from ronde.inputs.search import found_by

FIRST, DAY = "2020-01-01", "2023-05-01"
PROFILE = str(second_books.profiles("grant")[0])


@pytest.fixture(scope="module")
def book() -> ronde.Book:
    return ronde.open_book()


@pytest.fixture(scope="module")
def grant() -> ronde.Book:
    return ronde.open_book(second_books.BOOKS["grant"])


def fee(effective: str, *rows: int, **keys: Any) -> dict[str, Any]:
    """A version of a fee by size."""
    table = {"key": "size", "rows": {str(number): value for number, value in enumerate(rows, 1)}, "otherwise": 0}
    facts = {
        "size": books.asked("number", at_least=1, at_most=9, label={"en": "Size", "fr": "Taille"}),
        "fee": books.fact(type="money", table=table, label={"en": "Fee due", "fr": "Droits exigés"}),
    }
    return books.version(effective, facts, **keys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A topic with a correction, a version for some, and an end; and one of which a version is not known."""
    corrects = {"corrects": {"en": "A misprint.", "fr": "Une coquille."}, "published": "2020-03-01"}
    some = {"all": [{"fact": "size", "at_least": 2}]}
    title = {"en": "Fees", "fr": "Frais"}
    fees = {
        f"fees/{FIRST}.yaml": fee(FIRST, 10, 20, title=title),
        f"fees/{FIRST}.1.yaml": fee(FIRST, 10, 21, title=title, **corrects),
        "fees/2021-01-01.yaml": fee("2021-01-01", 10, 25, 30, title=title, applies_to=some),
        "fees/2022-01-01.yaml": books.version("2022-01-01", repealed=True),
    }
    return books.write(tmp_path / "book", {"book.yaml": {**books.BOOK, "headlines": ["fee"]}, **fees})


def test_a_table_is_shown_with_the_line_of_each_row_and_its_sources(book: ronde.Book, run: Run) -> None:
    """As written in the file that the line leads to, in both languages."""
    for language, cells in (("en", ("$13,757", "Amount", "Line")), ("fr", ("13\xa0757\xa0$", "Montant", "Ligne"))):
        code, out, _ = run("rules", "funds/required", "--as-of", DAY, "--lang", language)
        assert code == 0
        row = next(line for line in out.splitlines() if line.startswith("1 "))
        assert row.split("  ")[-3:-2] != row
        assert cells[0] in row
        file = next(word for word in out.split() if word.endswith("2023-04-25.yaml"))
        assert Path(file).read_text("utf-8").splitlines()[int(row.split()[-1]) - 1].split() == ["1:", "13757"]
        assert all(each in out for each in (*cells, "76(1)" if language == "en" else "al. 76(1)b)"))
    [topic] = book.rules(as_of=DAY).find("funds/required").to_dict()["topics"]
    [fact] = topic["facts"]
    assert (fact["name"], len(fact["rows"]), topic["published"]) == ("funds.required", 7, "2023-05-02")
    assert fact["definition"]["table"]["rows"]["1"] == 13757


def test_every_version_stands_beside_the_others_newest_first(grant: ronde.Book) -> None:
    found = grant.versions("amount")
    lines = found.text().splitlines()
    head = next(line for line in lines if line.startswith("Row "))
    assert head.split()[1:] == ["2023-09-01", "2021-09-01", "2019-09-01"]
    assert [each["version"] for each in found.rows] == ["2026-09-01", *head.split()[1:]]
    one = next(line for line in lines if line.startswith("1 "))
    assert one.split()[1:] == ["€1,800", "€1,650", "€1,500"]
    narrow = [line.split()[1:] for line in found.text(width=34).splitlines() if line.startswith("1 ")]
    assert narrow == [["€1,800", "€1,650"], ["€1,500"]]
    figures = next(each for each in found.to_dict()["facts"] if each["names"] == ["amount.base"])["figures"]
    assert figures["2019-09-01"]["1"] == "€1,500"


@pytest.mark.parametrize(
    ("language", "misprint", "some", "end"),
    [
        ("en", "A misprint.", "is only for some", "ends on January 1, 2022"),
        ("fr", "Une coquille.", "ne vaut que pour certains", "prend fin le 1er janvier 2022"),
    ],
)
def test_corrections_versions_for_some_and_ends_are_told(
    folder: Path, run: Run, language: str, misprint: str, some: str, end: str
) -> None:
    more = ("--rulesets", str(folder), "--lang", language)
    versions = run("rules", "fees", "--versions", *more)[1]
    assert all(each in versions for each in (misprint, some, end))
    corrected = run("rules", "fees", "--as-of", "2020-06-01", *more)[1]
    assert misprint in corrected
    assert misprint in run("rules", "--as-of", "2020-06-01", *more)[1]
    assert misprint not in run("rules", "--as-of", "2020-06-01", "--known-on", "2020-02-01", *more)[1]
    for_some = run("rules", "fees", "--as-of", "2021-06-01", *more)[1]
    assert ("25" in for_some, "21" in for_some) == (True, True)
    overview = run("rules", "--as-of", "2021-06-01", *more)[1]
    assert some in overview
    assert end in overview
    data = json.loads(run("rules", "fees", "--versions", "--format", "json", *more)[1])
    assert [each["status"] for each in data["versions"]] == ["repealed", "complete", "complete", "complete"]
    [topic] = json.loads(run("rules", "fees", "--as-of", "2021-06-01", "--format", "json", *more)[1])["topics"]
    assert (topic["repealed"], topic["others"]) == (True, [f"fees/{FIRST}.1.yaml"])


def test_words_are_found_in_both_languages_without_accents_and_by_their_beginning() -> None:
    called = {"a.fee": ["Fee due", "Droits exigés"], "b": ["Size of the fee", "Taille"], "a_b": []}
    assert found_by("EXIG", called) == ["a.fee"]
    assert found_by("fee", called) == ["a.fee", "b"]
    assert found_by("fee due", called) == ["a.fee"]
    assert found_by("taille", called) == ["b"]
    assert found_by("a b", called) == ["a_b"]
    assert found_by("ee", called) == found_by(" ", called) == []


def test_facts_are_listed_by_what_they_are_called(folder: Path, run: Run) -> None:
    more = ("--rulesets", str(folder), "--format", "json")
    found = json.loads(run("facts", "exige", *more)[1])["facts"]
    assert [(each["name"], each["topic"], each["since"], each["until"]) for each in found] == [
        ("fee", "fees", FIRST, "2022-01-01")
    ]
    assert len(json.loads(run("facts", *more)[1])["facts"]) == 2
    code, out, err = run("facts", "nothing", *more)
    assert (code, out) == (2, "")
    assert "[facts-none]" in err


def test_one_fact_is_meant_by_words_and_several_are_listed(run: Run, grant: ronde.Book) -> None:
    """For `why` and `rules`, in either language."""
    on = ("--as-of", "2024-03-01", "--rulesets", str(second_books.BOOKS["grant"]))
    by_name = run("why", PROFILE, "amount.travel", *on)[1]
    assert by_name
    assert run("why", PROFILE, "travel", *on)[1] == by_name
    assert run("why", PROFILE, "FRAIS voyage", *on)[1] == by_name
    assert grant.evaluate(PROFILE, as_of="2024-03-01").why("meilleure moyenne").fact == "best_average"
    code, out, err = run("why", PROFILE, "langue", *on, "--lang", "fr")
    assert (code, out) == (2, "")
    assert "score.language (Points pour la langue)" in err
    assert "[fact-several]" in err
    assert "[absent-never]" in run("why", PROFILE, "grant.amout", *on)[2]
    assert run("rules", "student", *on)[1] == run("rules", "étudiante", *on)[1] != ""
    one = run("rules", "travel", *on)[1]
    assert "amount.travel" in one
    assert "amount.base" not in one
    code, _, err = run("rules", "distance", *on)
    assert code == 0, err
    code, _, err = run("rules", "points", *on)
    assert (code, "[topic-several]" in err) == (2, True)
    assert "bonus (Points for distance)" in err


NAMED = {
    "evaluate": ("grant.amount", PROFILE, "--as-of", "2024-03-01"),
    "evaluate --full": ("grant.eligible", PROFILE, "--as-of", "2024-03-01"),
    "why": ("grant.amount", PROFILE, "grant.amount", "--as-of", "2024-03-01"),
    "history": ("score.total", PROFILE, "--to", "2024-03-01"),
    "invited": ("award.first", PROFILE),
    "rounds": ("award.first",),
    "standing": ("score.total", PROFILE, "--as-of", "2024-03-01"),
    "rules": ("grant.eligible", "grant.eligible", "--as-of", "2024-03-01"),
    "diff": ("amount.base", "2023-08-31", "2023-09-01"),
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", NAMED)
def test_a_label_is_followed_by_its_name_if_that_is_wanted(run: Run, command: str, language: str) -> None:
    """Without a mark of type or an escape."""
    name, *words = NAMED[command]
    more = (*words, "--rulesets", str(second_books.BOOKS["grant"]), "--lang", language)
    assert f" ({name})" not in run(*command.split(), *more)[1]
    code, out, err = run(*command.split(), *more, "--names")
    assert code == 0, err
    assert f" ({name})" in out
    assert "\\" not in out


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "What the text says (s. 4(2); invented wording):\n  · The deduction for a year is no more than $21,250.",
        ),
        (
            "fr",
            "Ce que dit le texte (par. 4(2); texte inventé)\N{NO-BREAK SPACE}:\n"
            "  · La déduction d'une année ne dépasse pas 21\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}$.",
        ),
    ],
)
def test_what_the_text_says_stands_below_the_rule(run: Run, language: str, told: str) -> None:
    words = ("rules", "deduction.most", "--as-of", "2023-05-06", "--rulesets", str(second_books.BOOKS["tax"]))
    assert told in run(*words, "--lang", language)[1]
    [fact] = json.loads(run(*words, "--format", "json")[1])["topics"][0]["facts"]
    assert fact["wordings"] == [
        {
            "source": "act-4-2",
            "kind": "invented",
            "en": "The deduction for a year is no more than $21,250.",
            "fr": "La déduction d'une année ne dépasse pas 21\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}$.",
        }
    ]
