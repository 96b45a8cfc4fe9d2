"""The pages of rules and of rounds, on the book that travels with the package."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient
from tests.support import second_books

from ronde.api.book import Book, open_book
from ronde.web.app import application

ATOM = "{http://www.w3.org/2005/Atom}"


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


@pytest.mark.parametrize(
    ("language", "figure", "words"),
    [
        ("en", "$13,757", "Required settlement funds"),
        ("fr", "13\N{NO-BREAK SPACE}757 $", "Fonds d&#39;établissement exigés"),
    ],
)
def test_a_topic_is_told_as_it_stood(web: TestClient, language: str, figure: str, words: str) -> None:
    page = web.get("/rules/funds/required", params={"as_of": "2023-07-05", "lang": language})
    assert page.status_code == 200
    assert figure in page.text.replace("\N{NO-BREAK SPACE}$", " $")
    assert words in page.text
    assert "funds/required/2023-04-25.yaml" in page.text
    assert not any(each in page.text for each in ("<script>", " style="))


def test_a_topic_is_told_as_it_was_known(web: TestClient) -> None:
    """The figures of April 2023 were published on May 2."""
    asked = {"as_of": "2023-04-26", "known_on": "2023-04-27"}
    page = plain(web.get("/rules/funds/required", params=asked).text)
    assert "$13,310" in page
    assert "$13,757" not in page


def test_what_a_version_changed_leads_to_what_stood_before(web: TestClient) -> None:
    page = web.get("/rules/funds/required", params={"as_of": "2023-07-05"}).text
    (link,) = set(re.findall(r'href="(/rules/funds/required\?as_of=2022-06-09)#([^"]*)"', page))
    before = web.get(link[0]).text
    assert f'id="{link[1]}"' in before


def test_definitions_lead_to_the_topics_they_name_on_the_same_day(web: TestClient) -> None:
    page = web.get("/rules/funds/required", params={"as_of": "2023-07-05"}).text
    link = re.search(r'href="(/rules/vocabulary/person\?as_of=2023-07-05)#([^"]*)"', page)
    assert link is not None
    assert f'id="{link[2]}"' in web.get(link[1]).text
    assert "person.html" not in page


@pytest.mark.parametrize(
    ("path", "status"), [("fund/required", 404), ("..%2f..%2fetc/passwd", 404), ("category/stem", 200)]
)
def test_a_topic_that_is_not_there_is_told_with_the_nearest(web: TestClient, path: str, status: int) -> None:
    page = web.get(f"/rules/{path}", params={"as_of": "2015-02-01"})
    assert page.status_code == status
    assert 'class="caution"' in page.text
    if path == "fund/required":
        assert "funds/required" in page.text


@pytest.mark.parametrize("day", ["2023-02-30", "1999-01-01", "<b>"])
@pytest.mark.parametrize("path", ["/rules", "/rules/funds/required"])
def test_an_impossible_day_is_told(web: TestClient, path: str, day: str) -> None:
    page = web.get(path, params={"as_of": day})
    assert page.status_code == 422
    assert "<b>" not in page.text


def test_every_topic_in_force_is_listed_and_leads_to_its_page(web: TestClient, book: Book) -> None:
    page = web.get("/rules", params={"as_of": "2023-07-05"}).text
    for each in book.rules(as_of="2023-07-05").rows:
        assert f'href="/rules/{each.topic}?as_of=2023-07-05"' in page


@pytest.mark.parametrize(
    ("words", "day", "topic"),
    [("63200", "2023-07-05", ""), ("72106", "2023-07-05", "category/trades"), ("nomination 600", "2023-07-05", "crs/")],
)
def test_words_and_codes_are_found(web: TestClient, words: str, day: str, topic: str) -> None:
    page = web.get("/rules", params={"as_of": day, "q": words}).text
    hits = page.partition("<section>")[2].partition("</section>")[0]
    assert f'href="/rules/{topic}' in hits
    link = re.search(r'href="(/rules/[^"#]*)#([^"]*)"', hits)
    assert link is not None
    assert f'id="{link[2]}"' in web.get(link[1].replace("&amp;", "&")).text


def test_versions_stand_side_by_side_with_what_changed_marked(web: TestClient) -> None:
    page = web.get("/versions/funds/required").text
    assert "<ins>$13,757</ins>" in page
    assert page.count('href="/rules/funds/required?as_of=') == 11


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_feed_lists_what_was_published_last(web: TestClient, language: str) -> None:
    answer = web.get("/rules.atom", params={"lang": language})
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.text)
    days = [str(each.text) for each in feed.iter(f"{ATOM}updated")][1:]
    assert days == sorted(days, reverse=True)
    ids = [each.text for each in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == len(days) + 1
    link = feed.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert web.get(link.attrib["href"].removeprefix("http://testserver")).status_code == 200


def test_rounds_are_listed_drawn_and_filtered(web: TestClient, book: Book) -> None:
    page = web.get("/rounds").text
    assert page.count('<th scope="row">') == len(book.rounds())
    assert page.count("<title>") == len(book.rounds()) + 1
    some = web.get("/rounds", params={"kind": "french", "year": "2023"}).text
    assert some.count('<th scope="row">') == len(book.rounds(types="french", since="2023-01-01", until="2023-12-31"))
    assert web.get("/rounds", params={"kind": "nobody"}).status_code == 422
    assert web.get("/rounds", params={"year": "20x3"}).status_code == 422


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_round_has_its_own_page(web: TestClient, language: str) -> None:
    page = web.get("/rounds/257", params={"lang": language})
    assert page.status_code == 200
    assert "/rules?as_of=2023-07-11" in page.text
    assert web.get("/rounds/9999").status_code == 404


def test_rounds_as_data_are_those_of_the_book(web: TestClient, book: Book) -> None:
    assert web.get("/rounds.json").json() == book.rounds().to_dict()
    rows = list(csv.DictReader(io.StringIO(web.get("/rounds.csv").text)))
    assert [each["cutoff"] for each in rows] == [str(each["cutoff"]) for each in book.rounds().rows]


def test_pages_lead_to_rounds_only_in_a_book_that_has_some(web: TestClient) -> None:
    without = TestClient(application(open_book(second_books.BOOKS["tax"])), raise_server_exceptions=False)
    assert 'href="/rounds"' in web.get("/rules").text
    assert 'href="/rounds"' not in without.get("/rules").text
