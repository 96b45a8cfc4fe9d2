"""A change committed to a new branch of the repository of its book, and a file that others change meanwhile."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.conftest import Run
from tests.support import second_books
from tests.web.conftest import Form

from ronde.api.book import open_book
from ronde.web.app import application

TOPIC, DAY = "amount", "2024-02-03"
FILE = f"{TOPIC}/{DAY}.yaml"


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book below the top of a repository, committed."""
    shutil.copytree(second_books.BOOKS["grant"], tmp_path / "rules")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "user.name", "Camille")
    git(tmp_path, "config", "user.email", "camille@example.org")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "A book")
    return tmp_path / "rules"


@pytest.fixture
def web(folder: Path) -> Iterator[TestClient]:
    with TestClient(application(open_book(folder), commits=True), raise_server_exceptions=False) as opened:
        yield opened


def opened(web: TestClient, **more: str) -> dict[str, str]:
    """What a browser sends of a draft that was just opened."""
    page = web.get("/change", params={"topic": TOPIC, "day": DAY}).text
    return {**Form(page).fields, "topic": TOPIC, "day": DAY, "text": text_of(page), **more}


def text_of(page: str) -> str:
    found = re.search(r'<textarea[^>]* name="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_a_draft_becomes_a_commit_and_nothing_that_is_checked_out_changes(web: TestClient, folder: Path) -> None:
    (folder / "book.yaml").write_text((folder / "book.yaml").read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    (folder / "more.txt").write_text("staged", encoding="utf-8")
    git(folder, "add", "more.txt")
    before = git(folder, "status", "--porcelain"), git(folder, "rev-parse", "HEAD")
    sent = opened(web, do="commit", message="Montant de 2024\n\nPourquoi.")
    assert sent["branch"] == f"change/{TOPIC}-{DAY}"
    page = web.post("/change", data=sent)
    assert page.status_code == 200
    assert git(folder, "rev-parse", sent["branch"]).strip() in page.text
    assert (git(folder, "status", "--porcelain"), git(folder, "rev-parse", "HEAD")) == before
    assert git(folder, "show", f"{sent['branch']}:rules/{FILE}") == sent["text"]
    assert git(folder, "diff", "--name-only", "main", sent["branch"]).split() == [f"rules/{FILE}"]
    assert git(folder, "log", "-1", "--format=%an|%B", sent["branch"]).strip() == "Camille|Montant de 2024\n\nPourquoi."
    again = web.post("/change", data=sent)
    assert again.status_code == 422
    assert text_of(again.text) == sent["text"]


@pytest.mark.parametrize(
    "wrong", [{"branch": "--force"}, {"branch": "a..b"}, {"branch": "main"}, {"message": " "}, {"branch": ""}]
)
def test_what_cannot_be_committed_is_told_and_nothing_is_lost(
    web: TestClient, folder: Path, wrong: dict[str, str]
) -> None:
    before = git(folder, "for-each-ref")
    sent = opened(web, do="commit", message="Because.") | wrong
    page = web.post("/change", data=sent)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert text_of(page.text) == sent["text"]
    assert git(folder, "for-each-ref") == before


def test_without_the_option_nothing_is_committed(folder: Path) -> None:
    web = TestClient(application(open_book(folder)), raise_server_exceptions=False)
    before = git(folder, "for-each-ref")
    page = web.post("/change", data=opened(web, do="commit", branch="change/x", message="Because."))
    assert 'value="commit"' not in page.text
    assert git(folder, "for-each-ref") == before


def test_a_page_of_another_site_commits_nothing(web: TestClient, folder: Path) -> None:
    before = git(folder, "for-each-ref")
    sent = opened(web, do="commit", message="Because.")
    assert web.post("/change", data=sent, headers={"origin": "http://elsewhere.example"}).status_code == 403
    assert git(folder, "for-each-ref") == before


@pytest.mark.parametrize(
    ("options", "language", "told"),
    [
        (["--host", "0.0.0.0"], "en", "could commit to the repository"),
        (["--host", "0.0.0.0"], "fr", "pourrait verser dans le dépôt"),
        ([], "en", "repository"),
        ([], "fr", "dépôt"),
    ],
)
def test_the_option_needs_a_repository_that_only_this_machine_reaches(
    run: Run, tmp_path: Path, options: list[str], language: str, told: str
) -> None:
    shutil.copytree(second_books.BOOKS["grant"], tmp_path / "alone")
    book = str(tmp_path / "alone")
    code, out, err = run("serve", "--repo", *options, "--rulesets", book, "--port", "0", "--lang", language)
    assert (code, out) == (2, "")
    assert told in err


def test_a_file_that_is_written_meanwhile_is_shown_beside_the_draft(web: TestClient, folder: Path) -> None:
    mine = opened(web)
    mine["text"] = mine["text"].replace("1800", "1801")
    theirs = mine["text"].replace("1801", "1900")
    (folder / FILE).write_text(theirs, encoding="utf-8")
    for do in ("", "patch", "commit"):
        page = web.post("/change", data={**mine, "do": do, "message": "Because."})
        assert page.status_code == 409
        assert text_of(page.text) == mine["text"]
        assert "+      rows: {1: 1801, 2: 2150.5, 3: 2500}" in page.text
        assert Form(page.text).fields["digest"] == mine["digest"]
    assert (folder / FILE).read_text(encoding="utf-8") == theirs
    kept = web.post("/change", data={**mine, "do": "keep"})
    assert kept.status_code == 200
    assert text_of(kept.text) == mine["text"]
    patch = web.post("/change", data={**mine, "digest": Form(kept.text).fields["digest"], "do": "patch"})
    subprocess.run(["git", "apply", "--directory=rules"], cwd=folder.parent, input=patch.content, check=True)
    assert (folder / FILE).read_text(encoding="utf-8") == mine["text"]
    taken = web.post("/change", data={**mine, "do": "take"})
    assert text_of(taken.text) == mine["text"]


def test_the_file_of_another_is_taken_if_that_is_said(web: TestClient, folder: Path) -> None:
    mine = opened(web)
    theirs = mine["text"].replace("1800", "1900")
    (folder / FILE).write_text(theirs, encoding="utf-8")
    page = web.post("/change", data={**mine, "do": "take"})
    assert page.status_code == 200
    assert text_of(page.text) == theirs


def test_a_version_that_is_still_to_be_filled_in_is_opened_again(web: TestClient, folder: Path) -> None:
    mine = opened(web)
    (folder / FILE).write_text(mine["text"].replace("1800", "1900"), encoding="utf-8")
    again = opened(web)
    assert "1900" in again["text"]
    assert web.post("/change", data=again).status_code == 200
    refused = web.get("/change", params={"topic": TOPIC, "day": "2023-09-01"})
    assert refused.status_code == 422
    assert "ronde new" in html.unescape(refused.text)
