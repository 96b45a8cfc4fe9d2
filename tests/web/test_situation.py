"""From questions to an answer, as a browser without scripts would go."""

from __future__ import annotations

import html
import json
from datetime import date

import pytest
import yaml
from starlette.testclient import TestClient
from tests.web.conftest import EXAMPLES, Form

from ronde.api.book import Book
from ronde.web.lists import drawn

DAY = "2023-07-05"


@pytest.mark.parametrize("name", ["pvt-toronto", "couple-abroad", "tradesperson", "quebec-bound"])
def test_a_profile_goes_through_the_form_unchanged(web: TestClient, book: Book, name: str) -> None:
    """Uploaded, shown as fields, sent as fields: the same decision, to its digest; downloaded: the same again."""
    path = EXAMPLES / f"{name}.yaml"
    page = web.post("/form", data={"as_of": DAY}, files={"file": path.read_bytes()})
    fields = Form(page.text).fields
    meant = book.evaluate(path, as_of=DAY)
    assert web.post("/decision.json", data=fields).json()["digest"] == meant.digest
    written = web.post("/profile.yaml", data=fields).text
    assert book.evaluate(yaml.safe_load(written), as_of=DAY).digest == meant.digest
    assert book.evaluate(written, as_of=DAY).digest == meant.digest


@pytest.mark.parametrize(("language", "said"), [("en", "592"), ("fr", "592")])
def test_an_answer_has_reasons_sources_and_digests(web: TestClient, book: Book, language: str, said: str) -> None:
    path = EXAMPLES / "pvt-toronto.yaml"
    page = web.post("/decision", data={"as_of": DAY, "lang": language}, files={"file": path.read_bytes()})
    decision = book.evaluate(path, as_of=DAY)
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    for name in decision.headlines:
        assert decision[name].label(language) in page.text.replace("&#39;", "'")
    assert said in page.text
    assert "rulesets/cec/eligibility" in page.text or "cec/eligibility/" in page.text
    assert decision.digest in page.text
    assert decision.rules_digest in page.text


def test_the_hidden_profile_of_an_answer_opens_the_form_again(web: TestClient) -> None:
    path = EXAMPLES / "pvt-toronto.yaml"
    answer = web.post("/decision", data={"as_of": DAY}, files={"file": path.read_bytes()})
    hidden = Form(answer.text).fields
    assert json.loads(hidden["profile"])["birth_date"] == "1994-11-18"
    page = web.post("/form", data=hidden)
    assert Form(page.text).fields["work.1.start"] == "2022-06-06"


def test_records_are_added_copied_and_removed(web: TestClient) -> None:
    fields = Form(web.get("/form", params={"as_of": DAY}).text).fields
    fields = Form(web.post("/form", data={**fields, "do": "add:work"}).text).fields
    fields |= {"work.0.country": "FR"}
    fields = Form(web.post("/form", data={**fields, "do": "copy:work:0"}).text).fields
    assert fields["work.1.country"] == "FR"
    fields = Form(web.post("/form", data={**fields, "do": "remove:work:0"}).text).fields
    assert fields["work.0.country"] == "FR"
    assert "work.1.country" not in fields


def test_records_are_sorted_by_their_first_day(web: TestClient) -> None:
    fields = Form(web.get("/form", params={"as_of": DAY}).text).fields
    starts = {"work.0.country": "FR", "work.1.start": "2020-05-01", "work.2.start": "2014-01-06"}
    fields = Form(web.post("/form", data={**fields, **starts, "do": "sort:work"}).text).fields
    assert [fields[f"work.{number}.start"] for number in range(3)] == ["2014-01-06", "2020-05-01", ""]
    assert fields["work.2.country"] == "FR"


def test_records_are_drawn_along_the_years_and_what_has_no_end_goes_on_to_the_day(book: Book) -> None:
    records = [{"start": "2014-01-06", "end": "2016-01-06"}, {"country": "FR"}, {"start": "2020-01-01"}]
    picture = drawn(book.vocabulary(as_of=DAY), "work", records, date.fromisoformat(DAY), "en")
    assert picture is not None
    assert [(each.number, each.open) for each in picture.lanes] == [(1, False), (3, True)]
    assert picture.lanes[0].told == "1. First day of work: January 6, 2014; Last day of work: January 6, 2016"
    assert picture.lanes[0].end < picture.lanes[1].start < picture.lanes[1].end
    assert picture.years[0] == (28, 2014)
    assert drawn(book.vocabulary(as_of=DAY), "work", records[1:2], date.fromisoformat(DAY), "en") is None


def test_what_most_rests_on_comes_first_and_what_no_main_answer_rests_on_is_folded(web: TestClient, book: Book) -> None:
    page = web.get("/form", params={"as_of": DAY}).text
    subjects = book.vocabulary(as_of=DAY).subjects()
    places = [html.unescape(page).index(f"<h2>{each.title}</h2>") for each in subjects]
    assert places == sorted(places)
    weights = [len({name for each in one.inputs for name in each.changes}) for one in subjects]
    assert weights == sorted(weights, reverse=True)
    folded = page.partition('id="beside"')[0].rpartition('<details class="others"')[2]
    assert 'name="profile_submitted_time"' in folded
    assert 'name="birth_date"' in page.partition("<details")[0]


def test_what_is_known_so_far_stands_beside_the_questions(web: TestClient, book: Book) -> None:
    path = EXAMPLES / "pvt-toronto.yaml"
    page = web.post("/form", data={"as_of": DAY}, files={"file": path.read_bytes()}).text
    beside = page.partition('id="beside"')[2].partition("</details>")[0]
    decision = book.evaluate(path, as_of=DAY)
    assert all(f"<dd>{html.escape(decision[name].text())}</dd>" in beside for name in decision.headlines)
    wrong = web.post("/form", data={"as_of": DAY, "family_size": "many"}).text
    assert "<dd>" not in wrong.partition('id="beside"')[2]


def test_a_list_that_is_said_to_be_empty_is_known_to_be(web: TestClient) -> None:
    fields = Form(web.get("/form", params={"as_of": DAY}).text).fields | {"none.work": "1"}
    assert web.post("/profile.yaml", data=fields).text == "work: []\n"
    assert Form(web.post("/form", data=fields).text).fields["none.work"] == "1"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_wrong_stands_at_its_field(web: TestClient, language: str) -> None:
    fields = Form(web.get("/form", params={"as_of": DAY}).text).fields | {
        "settlement_funds": "beaucoup",
        "lang": language,
    }
    page = web.post("/decision", data=fields)
    assert page.status_code == 422
    assert 'aria-describedby="f-settlement_funds-error' in page.text
    assert "beaucoup" in page.text.partition('id="f-settlement_funds-error"')[2].partition("</div>")[0]


def test_a_number_is_read_as_people_write_it(web: TestClient) -> None:
    fields = Form(web.get("/form", params={"as_of": DAY}).text).fields | {
        "settlement_funds": "12\N{NARROW NO-BREAK SPACE}345,50"
    }
    assert yaml.safe_load(web.post("/profile.yaml", data=fields).text) == {"settlement_funds": 12345.5}


@pytest.mark.parametrize("day", ["2010-01-01", "2023-02-30", "x"])
def test_a_day_that_cannot_be_is_said(web: TestClient, day: str) -> None:
    page = web.post("/form", data={"as_of": day, "lang": "fr"})
    assert page.status_code == 422
    assert 'role="alert"' in page.text


def test_a_language_is_chosen_kept_and_else_the_browsers(web: TestClient) -> None:
    assert '<html lang="fr">' in web.get("/form", headers={"accept-language": "de, fr-CA;q=0.8, en;q=0.5"}).text
    assert '<html lang="en">' in web.get("/form").text
    assert not web.cookies
    assert '<html lang="fr">' in web.get("/form?lang=fr").text
    assert dict(web.cookies) == {"lang": "fr"}
    assert '<html lang="fr">' in web.get("/form").text


def test_a_text_comes_back_to_the_letter(web: TestClient) -> None:
    """Hidden in an answer and shown in a field, with signs that are shown otherwise where they are told."""
    text = "\N{RIGHT-TO-LEFT OVERRIDE}<b> & \"'\N{ZERO WIDTH SPACE}é"
    fields = Form(web.get("/form", params={"as_of": DAY}).text).fields | {"profile_submitted_time": text}
    page = web.post("/form", data=fields)
    assert html.unescape(Form(page.text).fields["profile_submitted_time"]) == text
