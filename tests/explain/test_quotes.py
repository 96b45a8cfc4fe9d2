"""Texts that quote facts: told with the value of the day in both languages, checked on every day on which they are."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conftest import Run
from tests.support import books, second_books

from ronde.check.whole import check_whole_book
from ronde.explain.reasons import why
from ronde.messages.diagnostics import ValidationError
from ronde.syntax.quotes import quoted_in

NEED = {
    "en": "At least {mark} points by {deadline}, or {fee}",
    "fr": "Au moins {mark} points avant le {deadline}, ou {fee}",
}
FACTS: dict[str, Any] = {
    "score": books.asked("number", at_least=0, at_most=5000),
    "given": books.asked("yes_no"),
    "mark": books.fact(
        value=1560, unit={"en": {"one": "point", "other": "points"}, "fr": {"one": "point", "other": "points"}}
    ),
    "deadline": books.fact(type="date", value="2024-07-01"),
    "fee": books.fact(type="money", table={"key": "score", "rows": {"..99": 85.5, "100..": 0}}),
}


def passed(because: dict[str, str]) -> dict[str, Any]:
    return books.fact(all=[{"fact": "score", "at_least": {"fact": "mark"}, "because": because}])


BOOK = books.book({**FACTS, "answer": passed(NEED)})
TOLD = {
    ("en", 50): "At least 1,560 points by July 1, 2024, or $85.50",
    ("en", None): "At least 1,560 points by July 1, 2024, or text",
    ("fr", 50): "Au moins 1 560 points avant le 1er juillet 2024, ou 85,50 $",
}


@pytest.mark.parametrize(("language", "score"), TOLD)
def test_a_reason_quotes_the_value_of_the_day(language: str, score: int | None) -> None:
    """Without the unit, which the text writes; what is not known is named."""
    decision = books.decide(BOOK, {} if score is None else {"score": score})
    told = why(decision, "answer", language).below[0].text
    assert told.replace("\N{NO-BREAK SPACE}", " ") == TOLD[language, score]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_quotes_what_is_the_same_for_everybody(run: Run, language: str) -> None:
    """And keeps the spaces around it."""
    book = str(second_books.BOOKS["points"])
    words = ("rules", "test.passed", "--as-of", "2025-08-01", "--rulesets", book, "--lang", language)
    assert {"en": "At least 75 points in all", "fr": "Au moins 75 points en tout"}[language] in run(*words)[1]


def test_two_pairs_of_braces_are_text() -> None:
    """Nothing is quoted by them."""
    assert quoted_in("{{mark}} and {mark}") == ("mark",)


def test_a_fact_that_a_text_alone_names_is_not_idle(tmp_path: Any) -> None:
    """Somebody reads it."""
    book = {**books.BOOK, "checks": {"input-idle": "off"}}
    facts = {"score": FACTS["score"], "mark": FACTS["mark"], "answer": books.fact(
        all=[{"fact": "score", "at_least": 1560, "because": {"en": "At least {mark}", "fr": "Au moins {mark}"}}]
    )}  # fmt: skip
    books.write(tmp_path, {"book.yaml": book, "topic/2015-01-01.yaml": books.version(facts=facts)})
    assert "fact-idle" not in [each.code for each in check_whole_book(tmp_path).diagnostics]


def own(key: str, told: str, **test: Any) -> dict[str, Any]:
    return {"fact": key, **test, "because": {"en": f"Up to {told}", "fr": f"Jusqu'à {told}"}}


OWN = books.book({
    **FACTS,
    "answer": books.fact(
        all=[
            own("score", "{at_most}", at_most=1234),
            own("fee", "{less_than}", less_than=2000.5),
            own("deadline", "{before}", before="2024-08-01"),
            own("score", "{at_most}", at_most={"fact": "mark"}),
        ],
        note={"en": "The mark is {mark}", "fr": "Le seuil est de {mark}"},
    ),
})  # fmt: skip


def test_a_reason_quotes_what_its_own_test_compares_with() -> None:
    """As a value of the fact that is compared."""
    told = [each.text for each in why(books.decide(OWN, {"score": 50}), "answer", "en").below]
    assert told == ["Up to 1,234", "Up to $2,000.50", "Up to August 1, 2024", "Up to 1,560"]
    assert books.plan(OWN).facts["answer"].note == {"en": "The mark is 1,560", "fr": "Le seuil est de 1\u00a0560"}


def test_a_refusal_quotes_its_own_figure() -> None:
    """With the figure of the day, before any profile is known."""
    history = books.history({
        "topic/2015-01-01.yaml": {
            **books.version(facts={"score": FACTS["score"]}),
            "refuse": [{
                "when": {"fact": "score", "more_than": 4000}, "field": "score", "source": "act",
                "because": {"en": "At most {when.more_than}.", "fr": "Au plus {when.more_than}."},
            }],
        }
    })  # fmt: skip
    with pytest.raises(ValidationError, match="At most 4,000"):
        books.decide(history, {"score": 4001})


REFUSED = {
    "fact-unknown": {"en": "At least {marc}", "fr": "Au moins {marc}"},
    "quotes-differ": {"en": "At least {mark}", "fr": "Au moins 1560"},
    "quoted-yes-no": {"en": "If {given}", "fr": "Si {given}"},
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_quoted_is_refused(code: str) -> None:
    """One finding for each cause."""
    with pytest.raises(ValidationError) as refused:
        books.plan(books.book({**FACTS, "answer": passed(REFUSED[code])}))
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == [code]


def test_a_fact_that_ends_before_its_text_is_refused_on_that_day() -> None:
    """What is quoted must be there on every day on which the text is."""
    need = {"en": "At least {mark}", "fr": "Au moins {mark}"}
    score = {name: each for name, each in FACTS.items() if name != "mark"}
    rule = books.fact(all=[{"fact": "score", "at_least": 5, "because": need}])
    history = books.history({
        "topic/2015-01-01.yaml": books.version(facts={**score, "answer": rule}),
        "marks/2015-01-01.yaml": books.version(facts={"mark": FACTS["mark"]}),
        "marks/2020-01-01.yaml": {**books.version("2020-01-01"), "repealed": True},
    })  # fmt: skip
    assert books.plan(history, "2019-12-31")
    with pytest.raises(ValidationError) as refused:
        books.plan(history, "2020-01-01")
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == ["fact-unknown"]
