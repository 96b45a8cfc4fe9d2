"""The registry of checks: a room that lacks a part does not load, a room that is there is asked, and all are asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from tests.support import books

from ronde.check.whole import check_whole_book
from ronde.lint import registry
from ronde.messages import LANGUAGES
from ronde.messages.pages import TOLD

HERE = Path(__file__).parent
FIND = """
from ronde.lint.context import Context, Found

def find(context: Context):
    if context.book is not None:
        yield Found(context.book.location(("title",)))
"""
TEXTS = "{en: some text, fr: du texte}"
PAGE = "code: title-plain\nseverity: advice\n" + "".join(f"{key}: {TEXTS}\n" for key in ("says", *TOLD))


@pytest.fixture
def package(tmp_path: Path) -> Iterator[ModuleType]:
    """A package of rooms with one check."""
    folder = tmp_path / "some_rooms"
    (folder / "title_plain").mkdir(parents=True)
    for name, text in (("__init__.py", ""), ("find.py", FIND), ("page.yaml", PAGE)):
        (folder / "title_plain" / name).write_text(text, encoding="utf-8")
    module = ModuleType("some_rooms")
    module.__path__ = [str(folder)]
    sys.modules["some_rooms"] = module
    yield module
    for name in [name for name in sys.modules if name.partition(".")[0] == "some_rooms"]:
        del sys.modules[name]


def room(package: ModuleType) -> Path:
    return Path(package.__path__[0]) / "title_plain"


@pytest.mark.parametrize("check", registry.checks(), ids=lambda check: check.name)
def test_each_check_has_a_bad_and_a_good_example_that_are_run(check: registry.Check) -> None:
    """The examples are run by the tests beside this one; here they are there, and the bad one states the code."""
    folder = HERE / check.name.replace("_", "-")
    stated = folder / "expect.txt" if (folder / "bad").is_dir() else folder / "bad.yaml"
    assert f" {check.page.code}\n" in stated.read_text(encoding="utf-8")
    assert (folder / "good").is_dir() if (folder / "bad").is_dir() else (folder / "good.yaml").is_file()


def test_a_room_is_found_by_its_presence(package: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its code, its severity and its place are those of the room; nothing lists it."""
    monkeypatch.setattr(registry, "checks", lambda: registry.load(package))
    monkeypatch.setenv("RONDE_CACHE", "")
    files = {f"topic/{books.FIRST}.yaml": books.version(facts={"answer": books.fact(value=1)})}
    found = check_whole_book(books.write(tmp_path / "book", files)).diagnostics
    assert [(each.code, each.severity, str(each.location)) for each in found] == [
        ("title-plain", "advice", "book.yaml:2:11")
    ]


@pytest.mark.parametrize("part", ["find.py", "page.yaml"])
def test_a_room_without_a_part_does_not_load(package: ModuleType, part: str) -> None:
    """It is named, with what it lacks."""
    (room(package) / part).unlink()
    with pytest.raises(ImportError, match=rf"title_plain lacks {part}"):
        registry.load(package)


@pytest.mark.parametrize("key", ["code", "severity", *TOLD])
def test_a_page_without_a_part_does_not_load(package: ModuleType, key: str) -> None:
    """Every part is written."""
    lines = [line for line in PAGE.splitlines() if not line.startswith(f"{key}:")]
    (room(package) / "page.yaml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ImportError, match=r"page\.yaml"):
        registry.load(package)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["says", *TOLD])
def test_a_page_in_one_language_does_not_load(package: ModuleType, key: str, language: str) -> None:
    """Both languages are written side by side."""
    (room(package) / "page.yaml").write_text(PAGE.replace(f"{key}: {TEXTS}", f"{key}: {{{language}: x}}"), "utf-8")
    with pytest.raises(ImportError, match=f"lacks {key} in en and fr"):
        registry.load(package)


def test_checks_are_asked_whatever_else_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fact that cannot be compiled and a file of rules that is wrong hide nothing of what checks find elsewhere."""
    monkeypatch.setenv("RONDE_CACHE", "")
    idle = {"sources": [*books.SOURCES, {"id": "other", "title": books.TEXTS}]}
    version = books.version(facts={"x": books.fact(sum=["nothing"])})
    files = {
        "book.yaml": {**books.BOOK, "extra": ["nothing.csv"]},
        "one/2015-01-01.yaml": books.version(facts={"answer": books.fact(value=1)}, **idle),
    }
    for wrong, two in (("fact-unknown", version), ("key-unknown", {**version, "titel": 1})):
        folder = books.write(tmp_path / wrong, {**files, "two/2015-01-01.yaml": two})
        found = check_whole_book(folder).diagnostics
        assert {each.code for each in found} == {wrong, "source-idle", "extra-idle"}


def test_a_book_with_something_to_mend_answers(tmp_path: Path) -> None:
    """The rules mean something: what a check finds stops no answer."""
    idle = {"sources": [*books.SOURCES, {"id": "other", "title": books.TEXTS}]}
    version = books.version(facts={"answer": books.fact(value=6, maximum=5)}, **idle)
    folder = books.write(tmp_path, {"topic/2015-01-01.yaml": version})
    books.write(
        folder,
        {"late/2016-01-01.1.yaml": books.version("2016-01-01", {"x": books.fact(value=1)}, corrects=books.TEXTS)},
    )
    found = {each.code for each in check_whole_book(folder).diagnostics}
    assert found == {"source-idle", "above-maximum", "correction-of-nothing"}
    history = books.read_book(folder)
    plan = books.compile_rules(history.in_force(history.first_date))
    assert plan.facts["answer"].maximum == 5
    assert "x" in books.compile_rules(history.in_force(books.read_date("2016-01-01"))).facts


def test_rules_with_something_to_mend_are_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found wrong is never kept, and is told each time."""
    monkeypatch.setenv("RONDE_CACHE", str(tmp_path / "cache"))
    version = books.version(facts={"answer": books.fact(value=6, maximum=5)})
    folder = books.write(tmp_path / "book", {"topic/2015-01-01.yaml": version})
    for _ in range(2):
        assert [each.code for each in check_whole_book(folder).diagnostics] == ["above-maximum"]


def test_what_only_follows_from_a_diagnostic_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that a total forgets is told as such, and not as a fact that nothing uses; another such fact is."""
    monkeypatch.setenv("RONDE_CACHE", "")
    values = {name: books.fact(value=1) for name in ("answer.one", "answer.two", "answer.three", "other")}
    files = {
        "book.yaml": {**books.BOOK, "checks": {"label-twice": "off"}},
        "topic/2015-01-01.yaml": books.version(
            facts={**values, "answer": books.fact(sum=["answer.one", "answer.two"])}
        ),
    }
    found = check_whole_book(books.write(tmp_path, files)).diagnostics
    assert {(each.code, str(each.params["name"])) for each in found} == {
        ("factor-left-out", "answer.three"),
        ("fact-idle", "other"),
    }


@pytest.mark.parametrize(("days", "level"), [(9, "advice"), (10, None)])
def test_a_book_sets_the_parameters_of_a_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, level: str | None
) -> None:
    """And its level beside them; without either, the page of the check decides."""
    monkeypatch.setenv("RONDE_CACHE", "")
    book = {**books.BOOK, "checks": {**books.QUIET, "days-apart": {"days": days, "level": "advice"}}}
    version = books.version("2015-01-11", {"answer": books.fact(value=1)}, published="2015-01-01")
    found = check_whole_book(books.write(tmp_path, {"book.yaml": book, "topic/2015-01-11.yaml": version})).diagnostics
    assert [each.severity for each in found if each.code == "days-apart"] == ([level] if level else [])
