"""A change drafted in a browser: begun, tried on a copy, taken along as a patch that git takes."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.support import second_books

from ronde.api.book import open_book
from ronde.web.app import application

NAME = "parking"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("change") / "book"
    shutil.copytree(second_books.BOOKS[NAME], made)
    return made


@pytest.fixture(scope="module")
def web(folder: Path) -> TestClient:
    return TestClient(application(open_book(folder)), raise_server_exceptions=False)


def a_topic(folder: Path) -> str:
    """A topic of the book."""
    path = next(
        each for each in sorted(folder.rglob("20??-??-??.yaml")) if "facts:" in each.read_text(encoding="utf-8")
    )
    return path.parent.relative_to(folder).as_posix()


def begun(web: TestClient, topic: str, language: str = "en") -> str:
    page = web.get("/change", params={"topic": topic, "day": "2031-02-03", "lang": language})
    assert page.status_code == 200
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_still_to_be_filled_in_is_found_at_its_line(web: TestClient, folder: Path, language: str) -> None:
    topic = a_topic(folder)
    text = begun(web, topic, language)
    page = web.post("/change", data={"topic": topic, "day": "2031-02-03", "text": text, "lang": language})
    assert page.status_code == 200
    assert f"{topic}/2031-02-03.yaml:" in page.text
    assert not (folder / topic / "2031-02-03.yaml").exists()


def test_the_patch_is_taken_by_git(web: TestClient, folder: Path, tmp_path: Path) -> None:
    topic = a_topic(folder)
    text = begun(web, topic)
    sent = {"topic": topic, "day": "2031-02-03", "text": text, "do": "patch"}
    patch = web.post("/change", data=sent)
    assert "attachment" in patch.headers["content-disposition"]
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "book").mkdir()
    subprocess.run(["git", "apply", "--directory=book"], cwd=tmp_path, input=patch.content, check=True)
    assert (tmp_path / "book" / topic / "2031-02-03.yaml").read_text(encoding="utf-8") == text


def test_a_change_is_told_in_words(web: TestClient, folder: Path) -> None:
    topic = a_topic(folder)
    text = re.sub(r"^(published|checked):.*$", r"\1: 2031-01-01", begun(web, topic), flags=re.MULTILINE)
    text = re.sub(r"^(\s+(?:fr|en):)\s+#.*$", r"\1 Essai.", text, flags=re.MULTILINE)
    page = web.post("/change", data={"topic": topic, "day": "2031-02-03", "text": text}).text
    told = page.rpartition("<section>")[2]
    assert "2031" in told
    assert "Nothing would differ" not in told


@pytest.mark.parametrize(
    ("topic", "day"), [("nothing", "2031-02-03"), ("../../etc", "2031-02-03"), ("", "2031-02-03"), (None, "../../x")]
)
def test_only_a_topic_of_the_book_and_a_day_make_a_file(
    web: TestClient, folder: Path, topic: str | None, day: str
) -> None:
    asked = {"topic": a_topic(folder) if topic is None else topic, "day": day, "text": "title: {}"}
    assert web.post("/change", data=asked).status_code == 422
    assert web.get("/change", params=asked).status_code == (422 if topic != "" else 200)


@pytest.mark.parametrize("text", ["{", "a: &a [*a]", "x" * 600_000, "<script>alert(1)</script>", "\x00"])
def test_a_text_that_is_no_version_is_refused_in_words(web: TestClient, folder: Path, text: str) -> None:
    page = web.post("/change", data={"topic": a_topic(folder), "day": "2031-02-03", "text": text})
    assert page.status_code in (200, 422)
    assert 'class="caution"' in page.text
    assert "<script>" not in page.text
