"""The interview, from nothing to a decision, as a browser without scripts would go through it."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient
from tests.web.conftest import EXAMPLES, Form

from ronde.api.book import Book
from ronde.web.interview import without

DAY = "2023-07-05"


def said(profile: dict[str, Any], name: str) -> str | None:
    """What a profile answers to a question, as somebody would type it; None if it does not."""
    place: Any = profile
    for part in re.findall(r"[^.\[\]]+", name):
        place = place[int(part)] if isinstance(place, list) else (place or {}).get(part)
    if isinstance(place, list):
        return str(len(place))
    return None if place is None else str(place).lower() if isinstance(place, bool) else str(place)


def test_an_interview_asks_what_is_left_and_comes_to_the_same_answers(web: TestClient, book: Book) -> None:
    """In French; every main answer is that of the whole profile, and what nothing rests on is not asked."""
    profile = yaml.safe_load((EXAMPLES / "pvt-toronto.yaml").read_text(encoding="utf-8"))
    left = ("birth_date", "family_size", "settlement_funds", "partner", "sibling_in_canada", "first_official_language")
    begun = {name: value for name, value in profile.items() if name not in left}
    sent = {"as_of": DAY, "lang": "fr"}
    page, asked = web.post("/", data=sent, files={"file": yaml.safe_dump(begun)}), list[str]()
    while (name := Form(page.text).fields.get("name")) is not None:
        asked.append(name)
        answer = said(profile, name)
        fields = {key: value for key, value in Form(page.text).fields.items() if key in ("profile", "as_of")}
        sent = {**fields, "name": name, "do": "unknown" if answer is None else "answer", "answer": answer or ""}
        page = web.post("/", data=sent)
        assert page.status_code == 200, (name, page.text)
        assert len(asked) < 20
    assert {name.partition(".")[0] for name in asked if said(profile, name)} <= {*left}
    assert "birth_date" in asked
    whole = book.evaluate(EXAMPLES / "pvt-toronto.yaml", as_of=DAY)
    for each in whole.headlines:
        assert f"<dd>{html.escape(whole[each].text('fr'))}</dd>" in page.text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_cannot_be_read_is_told_and_asked_again(web: TestClient, language: str) -> None:
    sent = {"name": "birth_date", "do": "answer", "answer": "hier", "as_of": DAY, "lang": language, "profile": "{}"}
    page = web.post("/", data=sent)
    assert page.status_code == 422
    assert "hier" in page.text
    assert 'role="alert"' in page.text
    assert Form(page.text).fields["profile"] == "{}"


def test_an_answer_is_taken_back(web: TestClient) -> None:
    sent = {"profile": '{"family_size":3,"birth_date":null}', "as_of": DAY}
    page = web.post("/", data={**sent, "do": "again:family_size"})
    assert Form(page.text).fields["profile"] == '{"birth_date":null}'


def test_an_answer_is_taken_out_of_wherever_it_stands() -> None:
    profile = {"a": 1, "b": {"c": 2, "d": 3}, "work": [{"paid": True}, {"paid": False, "end": None}]}
    assert without(profile, "a") == {key: profile[key] for key in ("b", "work")}
    assert without(profile, "b.c")["b"] == {"d": 3}
    assert without(profile, "work[1].paid")["work"] == [{"paid": True}, {"end": None}]
    assert without(profile, "work") == {key: profile[key] for key in ("a", "b")}
    for name in ("x", "a.b", "work[7].paid", "work[x].paid", "b.x.y"):
        assert without(profile, name) == profile


def test_a_file_is_opened_and_what_it_leaves_open_is_asked(web: TestClient) -> None:
    page = web.post("/", data={"as_of": DAY}, files={"file": b"family_size: 3\n"})
    assert Form(page.text).fields["profile"] == '{"family_size":3}'
    assert Form(page.text).fields["name"] != "family_size"
    wrong = web.post("/", data={"as_of": DAY}, files={"file": b"family_size: many\n"})
    assert wrong.status_code == 422


@pytest.mark.parametrize("day", ["1999-01-01", "2023-02-30"])
def test_an_impossible_day_is_told(web: TestClient, day: str) -> None:
    assert web.get("/", params={"as_of": day}).status_code == 422


def test_a_script_is_given_the_part_that_changes_in_the_language_of_its_page(web: TestClient) -> None:
    """Whatever language another window has chosen since; what is no question is a page in place of this one."""
    web.get("/", params={"lang": "en"})
    asked = {"hx-request": "true", "ronde-language": "fr"}
    part = web.post("/", data={"as_of": DAY, "profile": "{}"}, headers=asked)
    assert "Ce qu'on sait jusqu'ici" in html.unescape(part.text)
    assert "<h1>" not in part.text
    assert part.text.count(" autofocus") == 1
    assert "autofocus" not in web.get("/", params={"as_of": DAY}).text
    wrong = web.post("/", data={"as_of": DAY, "profile": '{"work": 3}'}, headers=asked)
    assert (wrong.status_code, wrong.headers["hx-retarget"]) == (422, "body")
    assert "hx-retarget" not in web.get("/nothing").headers
