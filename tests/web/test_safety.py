"""What a request may not do: reach files, fill memory, come from elsewhere, put marks into a page, leave traces."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from threading import Event

import pyarrow as pa
import pytest
from starlette.testclient import TestClient
from starlette.types import Message
from tests.support import books
from tests.web.conftest import EXAMPLES

from ronde.api.book import Book, open_book
from ronde.api.rounds import RoundsHeld
from ronde.check.whole import check_whole_book
from ronde.messages import translate
from ronde.model import limits
from ronde.stopping import Stopped, stopped_by
from ronde.web import guard
from ronde.web.app import application

DAY = "2023-07-05"
NAME = "Zacharie-Zénobie"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(f'*{chr(97 + n)}' for _ in range(9))}]\n" for n in range(9)
)


def send(web: TestClient, profile: str | bytes, path: str = "/decision") -> tuple[int, str]:
    answer = web.post(path, data={"as_of": DAY}, files={"file": profile})
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    "profile",
    [
        BOMB,
        "{" * 5_000,
        "- [" * 3_000,
        "examples/pvt-toronto.yaml",
        "/etc/passwd",
        "!!python/object/apply:os.system [ls]",
        b"\xff\xfe\x00",
        b"\x00",
        "work: 3",
        "work: [3]",
        "x" * 400_000,
    ],
)
def test_a_file_that_is_no_profile_is_refused_in_words(web: TestClient, profile: str | bytes) -> None:
    status, text = send(web, profile)
    assert status == 422
    assert "Traceback" not in text
    assert "root:" not in text
    assert 'role="alert"' in text or 'class="error"' in text


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fapi/book.py", "//etc/passwd"]
)
def test_no_path_leads_to_other_files(web: TestClient, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text


@pytest.mark.parametrize("path", ["/rules/{}", "/versions/{}", "/api/v1/rules/{}", "/change?day=2027-01-01&topic={}"])
@pytest.mark.parametrize(
    "topic", ["../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "funds/../../book"]
)
def test_no_topic_leads_to_other_files(web: TestClient, path: str, topic: str) -> None:
    answer = web.get(path.format(topic))
    assert answer.status_code in (404, 422)
    assert "root:" not in answer.text
    assert "first_date" not in answer.text


@pytest.mark.parametrize(
    "profile",
    [
        {"work": {"a": 1}},
        {"work": [{}] * (limits.MOST_RECORDS + 1)},
        {"work": reduce(lambda held, _: [held], range(limits.DEEPEST + 1), [])},
        {f"a{number}": 1 for number in range(limits.MOST_VALUES + 1)},
        {"work": [{"noc_2021": "x" * (limits.LONGEST_TEXT + 1)}]},
    ],
    ids=["kind", "records", "depth", "values", "text"],
)
def test_what_is_larger_than_a_profile_is_refused_in_words(web: TestClient, profile: dict[str, object]) -> None:
    answer = web.post("/api/v1/evaluate", json={"profile": profile, "as_of": DAY})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["diagnostics"]
    assert send(web, json.dumps(profile))[0] == 422


def test_marks_in_an_answer_stay_text(web: TestClient) -> None:
    answer = web.post("/form", data={"birth_date": '"><script>alert(1)</script>', "work.0.noc_2021": "<b>"})
    assert "<script>" not in answer.text
    assert "<b>" not in answer.text
    assert "&lt;b&gt;" in answer.text


def test_marks_in_a_label_stay_text(tmp_path: Path) -> None:
    about = books.asked("yes_no") | {"label": {"en": "<img src=x onerror=alert(1)>", "fr": "<img src=x>"}}
    folder = books.write(tmp_path, {f"topic/{books.FIRST}.yaml": books.version(facts={"answer": about})})
    web = TestClient(application(open_book(folder)))
    for answer in (
        web.get("/", params={"as_of": DAY}),
        web.get("/form"),
        web.post("/decision", data={"answer": "true"}),
    ):
        assert answer.status_code == 200
        assert "<img" not in answer.text


def test_a_header_cannot_be_written_from_a_request(web: TestClient) -> None:
    answer = web.get("/", params={"lang": "fr\r\nset-cookie: a=b", "as_of": "2023-07-05\r\nx: y"})
    assert "set-cookie" not in answer.headers
    assert "x" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
    ],
)
def test_what_another_site_sends_is_not_read(web: TestClient, headers: dict[str, str]) -> None:
    assert web.post("/decision", data={"as_of": DAY}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://testserver", "sec-fetch-site": "same-origin"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {"origin": "http://testserver"},
    ],
)
def test_what_a_page_of_this_server_sends_is_read(web: TestClient, headers: dict[str, str]) -> None:
    assert web.post("/decision", data={"as_of": DAY}, headers=headers).status_code == 200


def test_a_name_that_is_not_this_servers_is_refused(book: Book) -> None:
    web = TestClient(application(book, ["localhost"]), base_url="http://rebound.example")
    assert web.get("/", params={"as_of": DAY}).status_code == 421


def test_every_answer_says_what_browsers_may_do_with_it(web: TestClient) -> None:
    for answer in (
        web.get("/", params={"as_of": DAY}),
        web.get("/static/style.css"),
        web.get("/nothing"),
        web.post("/decision", data={"as_of": DAY}),
    ):
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';")
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
    for answer in (web.get("/", params={"as_of": DAY}), web.post("/decision", data={"as_of": DAY})):
        assert answer.headers["cache-control"] == "private, no-cache"
        scripts = re.findall("<script.*?>", answer.text)
        assert scripts
        assert all(re.fullmatch(r'<script src="/static/\w+\.js" defer>', each) for each in scripts)
        assert not any(each in answer.text for each in (" style=", " onclick=", "hx-on", "js:", "hx-vars"))


@pytest.mark.parametrize("path", ["/decision", "/api/v1/evaluate"])
@pytest.mark.parametrize("stated", [True, False])
def test_a_body_that_is_too_large_is_not_read(web: TestClient, stated: bool, path: str) -> None:
    size = guard.LARGEST + 1
    pieces = (b"x" * 65_536 for _ in range(size // 65_536 + 1))
    content = b"x" * size if stated else pieces
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = web.post(path, content=content, headers=headers)
    assert answer.status_code == 413


def test_a_request_that_does_not_end_is_cut_and_says_so(book: Book) -> None:
    """Its body may be what does not come."""
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(60)
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/api/v1/evaluate", "query_string": b"", "scheme": "http"}
    scope |= {"headers": [(b"host", b"a")], "server": ("a", 80)}
    asyncio.run(application(book, seconds=0.1)(scope, receive, send))
    assert sent[0]["status"] == 503
    assert json.loads(sent[1]["body"])["title"] == translate("web-slow", "en")


def test_what_is_cut_stops_its_work(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is 503 at once, and the thread that made it is free soon after, long before it would be done."""
    ended, real = Event(), Book.history

    def history(self: Book, profile: object, **about: object) -> object:
        try:
            return real(self, EXAMPLES / "pvt-toronto.yaml", since="2015-01-01", until="2026-11-30")
        except Stopped:
            ended.set()
            raise

    monkeypatch.setattr(Book, "history", history)
    web = TestClient(application(book, seconds=0.2), raise_server_exceptions=False)
    assert web.post("/api/v1/history", json={"profile": {}}).status_code == 503
    assert ended.wait(2)


LONG: dict[str, Callable[[Book], object]] = {
    "history": lambda book: book.history({}, since="2023-01-01", until="2023-01-02"),
    "invited": lambda book: book.invited({}, since="2023-01-01", until="2023-02-01"),
    "reach": lambda book: book.reach({}, "crs.total", 400, as_of=DAY),
    "table": lambda book: book.evaluate_table(pa.table({"family_size": [4]}), as_of=DAY),
    "impact": lambda book: book.impact("2025-03-24", "2025-03-25", pool=pa.table({"family_size": [4]})),
}


@pytest.mark.parametrize("name", LONG)
def test_work_that_can_be_long_looks_whether_it_is_to_stop(book: Book, name: str) -> None:
    asked = Event()
    asked.set()
    with stopped_by(asked), pytest.raises(Stopped):
        LONG[name](book)


def test_a_book_that_is_read_and_checked_looks_too(tmp_path: Path) -> None:
    folder = books.write(
        tmp_path, {f"topic/{books.FIRST}.yaml": books.version(facts={"answer": books.asked("yes_no")})}
    )
    asked = Event()
    asked.set()
    with stopped_by(asked), pytest.raises(Stopped):
        check_whole_book(folder)


def test_a_header_of_a_download_cannot_be_written_from_a_form(web: TestClient) -> None:
    said = {"topic": 'funds/required"\r\nset-cookie: a=b', "day": '2027-01-01"\r\nx: y', "text": "a: 1", "do": "patch"}
    answer = web.post("/change", data=said)
    assert answer.status_code < 500
    assert not {"set-cookie", "x"} & set(answer.headers)


def test_no_cell_of_a_table_for_spreadsheets_is_a_formula(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ({"number": "=1+1", "type": "@x", "cutoff": 470},)
    monkeypatch.setattr(RoundsHeld, "rows", rows)
    text = TestClient(application(book)).get("/rounds.csv").text
    assert text.splitlines()[1].startswith("'=1+1,,'@x,,470,")


def test_neither_a_problem_nor_the_log_has_anything_of_a_profile(
    book: Book, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def evaluate(self: Book, profile: object, **days: object) -> None:
        raise KeyError(str(profile))

    monkeypatch.setattr(Book, "evaluate", evaluate)
    caplog.set_level(logging.DEBUG)
    web = TestClient(application(book), raise_server_exceptions=False)
    answer = web.post("/api/v1/evaluate", json={"profile": {"work": [{"country": NAME}]}})
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert NAME not in answer.text + caplog.text
    assert "Traceback" not in answer.text + caplog.text


@pytest.mark.parametrize("fault", ["error", "slow"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_defect_and_a_slow_answer_are_told_without_traces(
    book: Book, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: str, language: str
) -> None:
    """Neither the answer nor the log has anything of the profile."""

    def evaluate(self: Book, profile: object, **days: object) -> None:
        if fault == "error":
            raise KeyError(str(profile))
        time.sleep(0.4)

    monkeypatch.setattr(Book, "evaluate", evaluate)
    caplog.set_level(logging.DEBUG)
    web = TestClient(application(book, seconds=5 if fault == "error" else 0.15), raise_server_exceptions=False)
    answer = web.post(
        "/decision", data={"work.0.country": NAME, "lang": language}, headers={"accept-language": language}
    )
    assert answer.status_code == (500 if fault == "error" else 503)
    assert f'<html lang="{language}">' in answer.text
    assert NAME not in answer.text + caplog.text
    assert "Traceback" not in answer.text + caplog.text
    assert ("KeyError" in caplog.text) == (fault == "error")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
def test_other_methods_are_answered_in_words(web: TestClient, method: str) -> None:
    assert web.request(method, "/decision").status_code == 405
