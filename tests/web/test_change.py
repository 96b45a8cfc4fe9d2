"""A change drafted in a browser: begun, tried as text and in its tables, taken along as a patch."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.support import second_books
from tests.web.conftest import Form

from ronde.api.book import open_book
from ronde.web.app import application

TOPIC, DAY = "amount", "2024-02-03"
FILE = f"{TOPIC}/{DAY}.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("change") / "book"
    shutil.copytree(second_books.BOOKS["grant"], made)
    return made


@pytest.fixture(scope="module")
def web(folder: Path) -> TestClient:
    return TestClient(application(open_book(folder)), raise_server_exceptions=False)


def text_of(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def begun(web: TestClient, language: str = "en", day: str = DAY) -> str:
    page = web.get("/change", params={"topic": TOPIC, "day": day, "lang": language})
    assert page.status_code == 200
    return text_of(page.text)


def applied(patch: bytes, folder: Path) -> str:
    """What git makes of a patch of the draft."""
    subprocess.run(["git", "init", "-q", folder], check=True)
    (folder / "book").mkdir()
    subprocess.run(["git", "apply", "--directory=book"], cwd=folder, input=patch, check=True)
    return (folder / "book" / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_still_to_be_filled_in_is_found_at_its_line(web: TestClient, folder: Path, language: str) -> None:
    text = begun(web, language)
    page = web.post("/change", data={"topic": TOPIC, "day": DAY, "text": text, "lang": language})
    assert page.status_code == 200
    assert f"{FILE}:" in page.text
    assert not (folder / FILE).exists()


def test_the_patch_is_taken_by_git(web: TestClient, tmp_path: Path) -> None:
    text = begun(web)
    patch = web.post("/change", data={"topic": TOPIC, "day": DAY, "text": text, "do": "patch"})
    assert "attachment" in patch.headers["content-disposition"]
    assert applied(patch.content, tmp_path) == text


def fields(web: TestClient, **more: str) -> dict[str, str]:
    """What a browser sends of the tables of a draft, without the button that is pressed."""
    text = begun(web)
    page = web.post("/change", data={"topic": TOPIC, "day": DAY, "text": text, "do": "grid"})
    return {**Form(page.text).fields, "topic": TOPIC, "day": DAY, "text": text, **more}


def test_the_tables_of_a_draft_are_fields_of_its_form(web: TestClient) -> None:
    sent = fields(web)
    assert sent["view"] == "grid"
    assert [sent[f"cell.0.{row}.0"] for row in range(3)] == ["1", "2", "3"]
    page = web.post("/change", data={**sent, "do": "text"})
    assert "cell.0.0.0" not in page.text
    assert text_of(page.text) == sent["text"]


def test_a_cell_that_is_changed_is_a_patch_that_git_takes(web: TestClient, folder: Path, tmp_path: Path) -> None:
    sent = fields(web, **{"cell.0.1.1": "2151", "top.published": "2024-01-01", "do": "patch"})
    patch = web.post("/change", data=sent)
    made = applied(patch.content, tmp_path)
    lines = dict(zip(sent["text"].splitlines(), made.splitlines(), strict=True))
    assert [new.split("#")[0].strip() for old, new in lines.items() if old != new] == [
        "published: 2024-01-01",
        "rows: {1: 1800, 2: 2151, 3: 2500}",
    ]


def test_a_row_is_added_and_taken_away_by_buttons(web: TestClient) -> None:
    sent = fields(web, **{"new.0.0": "4", "new.0.1": "2900.5"})
    more = web.post("/change", data={**sent, "do": "add"})
    assert Form(more.text).fields["cell.0.3.0"] == "4"
    again = {**Form(more.text).fields, "text": text_of(more.text), "do": "remove.0.3"}
    assert text_of(web.post("/change", data=again).text) == sent["text"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_wrong_in_a_cell_stands_beside_it(web: TestClient, language: str) -> None:
    """Also while dates are still to be filled in."""
    page = web.post("/change", data=fields(web, **{"cell.0.1.1": "word", "lang": language})).text
    assert 'id="cell.0.1.1.wrong"' in page
    assert 'id="cell.0.0.1.wrong"' not in page
    assert 'name="cell.0.1.1" value="word"' in page


def test_two_rows_for_one_value_are_told_at_both(web: TestClient) -> None:
    page = web.post("/change", data=fields(web, **{"cell.0.1.0": "1..2"})).text
    assert page.count('class="error"') >= 2


def test_a_script_is_sent_the_findings_alone(web: TestClient) -> None:
    sent = fields(web, **{"cell.0.0.1": "word", "do": "written"})
    part = web.post("/change", data=sent, headers={"hx-request": "true"}).text
    assert part.startswith('<div id="written">')
    assert "<html" not in part
    assert "data-line=" in part
    assert 'id="cell.0.0.1.wrong"' in part


@pytest.mark.parametrize(("language", "label"), [("en", "Base amount"), ("fr", "Montant de base")])
def test_the_editor_is_told_what_can_be_written_at_a_character(web: TestClient, language: str, label: str) -> None:
    """Counted in characters, whatever stands before."""
    text = begun(web) + "# 𝒂\n  more: {type: money, sum: [amount.b"
    sent = {"topic": TOPIC, "day": DAY, "text": text, "do": "words", "at": str(len(text)), "lang": language}
    found = web.post("/change", data=sent).json()
    assert text[found["start"] : found["end"]] == "amount.b"
    assert label in next(each["detail"] for each in found["offers"] if each["label"] == "amount.base")


def test_the_text_is_written_in_an_editor_where_scripts_run(web: TestClient) -> None:
    page = web.get("/change", params={"topic": TOPIC, "day": DAY}).text
    assert '<script src="/static/editor.js" defer>' in page
    assert "data-editor" in page
    assert "editor.js" not in web.get("/change").text


@pytest.mark.parametrize(
    ("effect", "told"),
    [
        ("difference", "1,900"),
        ("cases", "on this topic from this day on; 1 answered otherwise"),
        ("witness", "€1,800 → €1,900"),
        ("impact", "synthetic"),
        ("book", "2024-02-03.yaml"),
    ],
)
def test_each_thing_that_a_draft_changes_is_asked_for_by_itself(web: TestClient, effect: str, told: str) -> None:
    sent = fields(web, **{"cell.0.0.1": "1900", "do": effect})
    part = web.post("/change", data=sent, headers={"hx-request": "true"}).text
    assert part.startswith(f'<section id="effect-{effect}">')
    assert told in part


def test_a_button_shows_one_thing_that_a_draft_changes_in_the_page(web: TestClient) -> None:
    page = web.post("/change", data=fields(web, **{"cell.0.0.1": "1900", "do": "difference"})).text
    shown, others = page.partition('<section id="effect-difference">')[2].split("</section>", 1)
    assert "1,900" in shown
    assert others.count('name="do"') == 4


def test_cases_that_would_be_answered_otherwise_are_named(web: TestClient, folder: Path) -> None:
    """From a day of the past on, for which there are cases."""
    text = begun(web, day="2023-10-01").replace("1800", "1801")
    page = web.post("/change", data={"topic": TOPIC, "day": "2023-10-01", "text": text, "do": "cases"}).text
    assert f"{folder}/cases/" in page
    assert "1,801" in page


@pytest.mark.parametrize(
    ("topic", "day"), [("nothing", "2024-02-03"), ("../../etc", "2024-02-03"), ("", "2024-02-03"), (None, "../../x")]
)
def test_only_a_topic_of_the_book_and_a_day_make_a_file(web: TestClient, topic: str | None, day: str) -> None:
    asked = {"topic": TOPIC if topic is None else topic, "day": day, "text": "title: {}"}
    assert web.post("/change", data=asked).status_code == 422
    assert web.get("/change", params=asked).status_code == (422 if topic != "" else 200)


@pytest.mark.parametrize("text", ["{", "a: &a [*a]", "x" * 600_000, "<script>alert(1)</script>", "\x00"])
def test_a_text_that_is_no_version_is_refused_in_words(web: TestClient, text: str) -> None:
    page = web.post("/change", data={"topic": TOPIC, "day": DAY, "text": text})
    assert page.status_code in (200, 422)
    assert 'class="caution"' in page.text
    assert "<script>" not in page.text
