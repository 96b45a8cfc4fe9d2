"""One profile through time, the rounds it would be in, and what differs between two days, as pages."""

from __future__ import annotations

import html

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import EXAMPLES

from ronde.api.book import Book

SPAN = {"as_of": "2023-07-05", "since": "2023-06-01", "until": "2023-07-05"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_changed_and_what_came_of_rounds_is_told_and_drawn(web: TestClient, book: Book, language: str) -> None:
    path = EXAMPLES / "pvt-toronto.yaml"
    page = web.post("/history", data={**SPAN, "lang": language}, files={"file": path.read_bytes()})
    assert page.status_code == 200
    rounds = book.invited(path, since=SPAN["since"], until=SPAN["until"])
    assert page.text.count('<a href="/rounds/') == len(rounds)
    assert page.text.count('class="s2"') == rounds.invited + 1
    assert "<polyline" in page.text
    for _, lines in book.history(path, since=SPAN["since"], until=SPAN["until"]).sections(language):
        assert all(html.escape(each.text).replace("&#x27;", "&#39;") in page.text for each in lines)  # type: ignore[union-attr]
    assert not any(each in page.text for each in ("<script>", " style="))


def test_from_the_first_day_every_step_of_the_score_is_drawn_and_named_by_its_cause(web: TestClient) -> None:
    """The page stays light: all rounds are drawn, and those of the year before and after are told."""
    path = EXAMPLES / "pvt-toronto.yaml"
    page = web.post("/history", data={"as_of": "2023-07-05", "lang": "fr"}, files={"file": path.read_bytes()})
    steps = html.unescape(page.text).partition('<ol class="steps">')[2].partition("</ol>")[0]
    assert steps.count("<li>") == page.text.count('class="mark"') == 4
    assert "<strong>5 juin 2023</strong>" in steps
    assert "552\N{NO-BREAK SPACE}points → 592\N{NO-BREAK SPACE}points" in steps
    assert "Heures de travail qualifié au Canada" in steps
    assert 'class="dots d7"' in page.text
    assert len(page.content) < 100_000


@pytest.mark.parametrize(
    "days", [{"since": "2023-08-01", "until": "2023-07-01"}, {"until": "x"}, {"since": "1990-01-01"}]
)
def test_days_that_cannot_be_are_told(web: TestClient, days: dict[str, str]) -> None:
    page = web.post("/history", data={"family_size": "1", **days})
    assert page.status_code == 422
    assert 'class="caution"' in page.text


def test_an_answer_says_for_which_rounds_one_would_be_in(web: TestClient, book: Book) -> None:
    path = EXAMPLES / "pvt-toronto.yaml"
    decision = book.evaluate(path, as_of="2023-07-05")
    assert "round.french" in decision.rounds
    page = web.post("/decision", data={"as_of": "2023-07-05"}, files={"file": path.read_bytes()})
    assert all(html.escape(decision[name].label()) in page.text for name in decision.rounds)


def test_what_differs_between_two_days_is_a_page(web: TestClient, book: Book) -> None:
    language = "fr"
    page = web.get("/diff", params={"before": "2023-07-05", "after": "2023-04-25", "lang": language})
    assert page.status_code == 200
    for title in book.diff("2023-07-05", "2023-04-25").topics(language):
        assert html.escape(title).replace("&#x27;", "&#39;") in page.text
    assert web.get("/diff").status_code == 200


@pytest.mark.parametrize("place", ["HEAD", "/etc", "examples/books/parking", "2025-02-30"])
def test_only_days_are_compared(web: TestClient, place: str) -> None:
    for asked in ({"before": place, "after": "2025-03-25"}, {"before": "2025-03-24", "after": place}):
        assert web.get("/diff", params=asked).status_code == 422
