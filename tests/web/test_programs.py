"""The interface for programs: its description and the examples in it, problems, tags, languages."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from ronde import __version__
from ronde.api.book import Book

PROFILE = {"family_size": 4, "settlement_funds": 10}
DAY = "2023-07-05"


def examples(schemas: dict[str, Any], reference: dict[str, Any]) -> dict[str, Any]:
    """A body from the examples of each of its properties; what is required has one."""
    schema = schemas[reference["$ref"].rpartition("/")[2]]
    assert all("examples" in schema["properties"][name] for name in schema["required"])
    return {name: each["examples"][0] for name, each in schema["properties"].items() if "examples" in each}


def test_every_address_is_described_and_its_example_is_answered(web: TestClient) -> None:
    told = web.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert told["servers"] == [{"url": "/api/v1"}]
    for path, methods in told["paths"].items():
        for method, about in methods.items():
            assert " " in about["summary"], path
            query = {
                each["name"]: each["schema"].get("examples", each.get("examples", [None]))[0]
                for each in about.get("parameters", [])
                if each["in"] == "query"
            }
            body = about.get("requestBody")
            if body and "text/csv" in body["content"]:
                continue  # streams have examples of their own
            sent = body and examples(told["components"]["schemas"], body["content"]["application/json"]["schema"])
            address = f"/api/v1{path.replace('{topic}', 'funds/required')}"
            asked = {key: value for key, value in query.items() if value is not None}
            answer = web.request(method, address, params=asked, json=sent)
            assert answer.status_code == 200, (path, answer.text)
            assert answer.headers["ronde-version"] == __version__
            assert answer.json()


def test_the_description_is_told_in_either_language(web: TestClient) -> None:
    told = [web.get("/api/v1/openapi.json", headers={"accept-language": each}).text for each in ("en", "fr")]
    assert "Day of evaluation" in told[0]
    assert "Jour de l'évaluation" in told[1]
    assert not any('"api-' in each or '"cli-' in each for each in told)


def test_an_evaluation_is_the_decision_and_its_tag_the_digest(web: TestClient, book: Book) -> None:
    answer = web.post("/api/v1/evaluate", json={"profile": PROFILE, "as_of": DAY})
    decision = book.evaluate(PROFILE, as_of=DAY)
    assert answer.json() == decision.to_dict()
    assert answer.headers["etag"] == f'"{decision.digest}"'


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_refused_profile_is_a_problem_with_the_diagnostics_of_the_commands(web: TestClient, language: str) -> None:
    answer = web.post(
        "/api/v1/evaluate",
        json={"profile": {"work": [{"paid": "oui"}]}, "as_of": DAY},
        headers={"accept-language": language},
    )
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    (told,) = answer.json()["diagnostics"]
    assert told["code"] == "value-not-yes-no"
    assert told["at"] == 'profile["work"][0]["paid"]'
    assert told["message"] in answer.json()["detail"]
    assert ("neither true nor false" in told["message"]) == (language == "en")


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("POST", "evaluate", {"profile": "/etc/passwd"}, 422),
        ("POST", "evaluate", {"profile": {}, "as_of": "2023-02-30"}, 422),
        ("POST", "evaluate", {"profile": {}, "as_of": "1999-01-01"}, 422),
        ("POST", "evaluate", {"profile": {}, "other": 1}, 422),
        ("POST", "why", {"profile": {}, "fact": "crs.totl", "as_of": DAY}, 404),
        ("POST", "history", {"profile": {}, "since": "2023-01-02", "until": "2023-01-01"}, 422),
        ("POST", "invited", {"profile": {}, "types": ["nobody"]}, 422),
        ("GET", "rules/fund/required", None, 404),
        ("GET", "diff?before=/etc&after=HEAD", None, 422),
        ("GET", "rounds?since=yesterday", None, 422),
        ("GET", "nothing", None, 404),
        ("GET", "evaluate", None, 405),
    ],
)
def test_what_cannot_be_answered_is_a_problem(
    web: TestClient, method: str, path: str, sent: object, status: int
) -> None:
    answer = web.request(method, f"/api/v1/{path}", json=sent)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert "passwd" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("content", [b"{", b"[" * 100_000, b"\xff", b"", b'{"profile": NaN}'])
def test_a_body_that_is_no_json_is_a_problem(web: TestClient, content: bytes) -> None:
    answer = web.post("/api/v1/evaluate", content=content, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_program_that_knows_an_answer_is_told_so(web: TestClient) -> None:
    first = web.get("/api/v1/rules", params={"as_of": DAY})
    again = web.get("/api/v1/rules", params={"as_of": DAY}, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = web.get("/api/v1/rules", params={"as_of": "2015-02-01"}, headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


def test_an_answer_by_its_digest_may_be_kept_for_ever(web: TestClient) -> None:
    first = web.get("/api/v1/rules", params={"as_of": DAY})
    digest = first.headers["etag"].strip('"')
    again = web.get("/api/v1/rules", params={"as_of": DAY, "digest": digest})
    assert again.json() == first.json()
    assert (first.headers["cache-control"], "immutable" in again.headers["cache-control"]) == ("no-cache", True)
    other = web.get("/api/v1/rules", params={"as_of": "2015-02-01", "digest": digest})
    assert (other.status_code, other.headers["cache-control"]) == (404, "no-store")


def test_a_body_that_is_too_large_is_a_problem(web: TestClient) -> None:
    answer = web.post("/api/v1/evaluate", content=b"x" * 2_000_001)
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
