"""The site of small books: what a version changes, hostile texts, the folder that is replaced or refused."""

from __future__ import annotations

import builtins
import errno
import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run
from tests.support import books, second_books
from tests.support.sites import broken, by_id, site_of, text, tree

from ronde.messages import LANGUAGES, translate
from ronde.syntax.version import syntax_of
from ronde.telling.phrases import anchor, version_anchor

ACTS = "\x1b]0;x\x07\u202eabc\u2066|`[x](https://e.example)<script>alert(1)</script> & *a* ${{x}}"
ADDRESS = "https://e.example/\"><script>'"
HOSTILE = {language: f"{ACTS} {language}" for language in LANGUAGES}
PAGE = "topics/topic.html"


def titled(word: str) -> dict[str, str]:
    return {"en": f"{word} en", "fr": f"{word} fr"}


def rules(**facts: Any) -> dict[str, Any]:
    return {name: {**body, "label": titled(name)} for name, body in facts.items()}


FIRST = rules(answer=books.asked("yes_no"), points=books.fact(value=10), old=books.fact(value=1))
SECOND = rules(answer=books.asked("yes_no"), points=books.fact(value=20), fresh=books.fact(value=1))
CODES = {"one": titled("one"), "two": titled("two")}
FILES: dict[str, Any] = {
    "topic/2015-01-01.yaml": books.version(
        facts=FIRST, lists={"codes": {"label": titled("list"), "source": "act", "items": CODES}}
    ),
    "topic/2016-02-03.yaml": books.version(
        "2016-02-03",
        facts=SECOND,
        lists={"codes": {"label": titled("list"), "source": "act", "items": {**CODES, "three": titled("three")}}},
    ),
    "topic/2016-02-03.1.yaml": books.version(
        "2016-02-03", facts=SECOND, corrects=titled("why"), published="2016-05-06", note=titled("note")
    ),
    "topic/2017-03-04.yaml": {
        **books.version("2017-03-04"), "status": "incomplete", "missing": titled("missing")
    },
    "a b#?/c/2015-01-01.yaml": books.version(facts=rules(other=books.fact(value={"fact": "points"}))),
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return books.write(tmp_path / "book", FILES)


def test_every_link_of_a_small_book_leads_somewhere() -> None:
    pages = site_of(books.history(FILES))
    assert broken(pages) == []
    assert "en/topics/a b#?/c.html" in pages
    assert "../topic.html#v2016-02-03-1-points" in pages["en/topics/a b#?/c.html"].decode()


@pytest.mark.parametrize("name", second_books.BOOKS)
def test_a_second_book_has_every_version_and_fact(name: str) -> None:
    book_of_rules = second_books.history(name)
    pages = site_of(book_of_rules)
    assert broken(pages) == []
    for language in LANGUAGES:
        for topic, versions in book_of_rules.versions.items():
            page = tree(pages[f"{language}/topics/{topic}.html"])
            for version in versions:
                assert version.document.file in text(by_id(page, version_anchor(version.name)))
                facts: Any = version.document.tree.get("facts", {})
                for fact, body in facts.items():
                    if "{" not in fact:
                        assert text(by_id(page, anchor(fact, version.name)).find("h4")) == body["label"][language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["family", "points", "tax"])
def test_every_definition_of_these_books_stands_beside_what_the_text_says(name: str, language: str) -> None:
    """Of each source that it cites, after its provision, with a word that it is invented."""
    book_of_rules = second_books.history(name)
    invented = translate("wording-invented", language)
    pages = site_of(book_of_rules)
    for topic, versions in book_of_rules.versions.items():
        page = tree(pages[f"{language}/topics/{topic}.html"])
        for version in versions:
            written = syntax_of(version)
            sources = {each.id: each for each in written.sources}
            for fact, body in written.facts.items():
                beside = by_id(page, anchor(fact, version.name)).find("div/div[@class='wording']")
                assert beside is not None
                for cited in body.sources:
                    source = sources[cited.id]
                    assert source.wording is not None
                    assert source.provision is not None
                    told = [f"{source.provision.text(language)} — {invented}"]
                    told += source.wording.text.text(language).split("\n")
                    assert "\n".join(told) in text(beside)


def test_a_text_of_which_no_wording_is_written_has_nothing_beside_it() -> None:
    sources = [
        {"id": "act", "title": titled("act"), "wording": {"kind": "paraphrase", "en": "Ours & <b>.", "fr": "Nous."}},
        {"id": "other", "title": titled("other")},
    ]
    facts = rules(one=books.fact(value=1), two={**books.fact(value=2), "source": "other"})
    page = tree(
        site_of(books.history({"topic/2015-01-01.yaml": books.version(facts=facts, sources=sources)}))[f"en/{PAGE}"]
    )
    one, two = (by_id(page, f"v2015-01-01-{name}") for name in ("one", "two"))
    assert "act en — in our words, not those of the text\nOurs & <b>." in text(one)
    assert two.find("div") is None
    assert "What the text says" not in text(two)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_version_changes_is_told(language: str) -> None:
    page = tree(site_of(books.history(FILES))[f"{language}/{PAGE}"])
    second = by_id(page, "v2016-02-03").find("ul")
    assert second is not None
    told = [text(each) for each in second]
    assert [any(f"{word} {language}" in each for each in told) for word in ("fresh", "points", "old", "list")] == [
        True
    ] * 4
    assert not any(f"answer {language}" in each for each in told)
    assert f"three {language}" in told[-1]
    assert f"one {language}" not in told[-1]
    links = [each.get("href") for each in second.iter("a")]
    assert links == [
        "#v2016-02-03-fresh", "#v2016-02-03-points", "#v2015-01-01-points", "#v2015-01-01-old", "#l2016-02-03-codes",
        "#l2015-01-01-codes",
    ]  # fmt: skip
    lines = {text(each.find("dt")): [text(line) for line in each.findall("dd")] for each in second.iter("div")}
    always = {"en": "Always {}.", "fr": "Toujours {}."}[language]
    assert list(lines.values()) == [[always.format(10)], [always.format(20)]]


def test_a_version_for_some_says_for_whom_and_one_that_never_stood_says_so() -> None:
    some = {"applies_to": {"fact": "answer", "is": True}}
    files = {
        "topic/2015-01-01.yaml": books.version(facts=FIRST),
        "topic/2015-01-01.1.yaml": books.version(facts=FIRST, corrects=titled("why")),
        "topic/2016-02-03.yaml": books.version(facts=FIRST, **some, **DAYS),
        "topic/2018-02-03.yaml": {**books.version("2018-02-03"), "repealed": True},
    }
    pages = site_of(books.history(files))
    assert broken(pages) == []
    page = tree(pages[f"en/{PAGE}"])
    never, some_only, end = (text(by_id(page, f"v{each}")) for each in ("2015-01-01", "2016-02-03", "2018-02-03"))
    assert "it never stood" in never
    assert "What the rules say" not in never
    assert "This version is only for those of whom this holds" in some_only
    assert "Changed For whom" in some_only
    assert "until February 3, 2018, when it was repealed" in some_only
    assert "The topic ends on February 3, 2018" in end


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What the page says that the second of two versions changes, line by line."""
    files = {"topic/2015-01-01.yaml": before, "topic/2016-02-03.yaml": {**after, **DAYS}}
    found = by_id(tree(site_of(books.history(files))[f"en/{PAGE}"]), "v2016-02-03")
    parts = list(found)
    heading = next(at for at, each in enumerate(parts) if text(each).startswith("What changed since"))
    return [text(each) for each in (parts[heading + 1] if parts[heading + 1].tag == "ul" else [parts[heading + 1]])]


DAYS = {"effective": "2016-02-03", "published": "2016-02-03"}
ANSWER = rules(answer=books.asked("yes_no"))


def listed(**items: Any) -> dict[str, Any]:
    return {"codes": {"label": titled("list"), "source": "act", "items": items}}


TWO = {**titled("two"), "level": "A"}
REFUSED = [{"when": {"fact": "answer", "is": True}, "because": titled("why"), "field": "answer", "source": "act"}]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        pytest.param({}, {"note": titled("note")}, ["Definitions and lists say the same as before"], id="a note"),
        pytest.param({}, {"lists": listed(one=titled("one"))}, ["New list en"], id="a list"),
        pytest.param({"lists": listed(one=titled("one"))}, {}, ["Gone list en"], id="no list"),
        pytest.param({}, {"refuse": REFUSED}, ["Changed What is refused"], id="a refusal"),
        pytest.param({}, {"records": {"jobs": books.record()}}, ["Changed What a profile lists"], id="records"),
    ],
)
def test_every_part_of_a_version_counts_as_a_change(
    before: dict[str, Any], after: dict[str, Any], told: list[str]
) -> None:
    found = changed(books.version(facts=ANSWER, **before), books.version(facts=ANSWER, **after))
    assert len(found) == len(told)
    assert all(line.startswith(start) for line, start in zip(found, told, strict=True)), found


def test_a_code_with_another_title_or_attribute_is_told_before_and_after() -> None:
    def attributed(**items: Any) -> dict[str, Any]:
        found = listed(**items)
        found["codes"]["attributes"] = {"level": {"type": "text", "label": titled("level")}}
        return found

    found = changed(
        books.version(facts=ANSWER, lists=attributed(one={**titled("one"), "level": "A"}, two=TWO)),
        books.version(facts=ANSWER, lists=attributed(one={**titled("one"), "level": "B"}, two=TWO)),
    )
    assert len(found) == 1
    assert found[0].endswith("one one en · A → one en · B")


def test_attributes_are_told_as_people_write_them() -> None:
    def attributed(**said: Any) -> dict[str, Any]:
        two = {**titled("two"), "wage": 9, "since": "2023-12-31", "open": True}
        found = listed(one={**titled("one"), **said}, two=two)
        kinds = {"wage": "money", "since": "date", "open": "yes_no"}
        found["codes"]["attributes"] = {name: {"type": kind} for name, kind in kinds.items()}
        return found

    found = changed(
        books.version(facts=ANSWER, lists=attributed(wage=21.5, since="2024-01-15", open=False)),
        books.version(facts=ANSWER, lists=attributed(wage=1022.75, since="2024-01-15", open=True)),
    )
    assert [line.split("one one en · ", 1)[1] for line in found] == [
        "$21.50 · January 15, 2024 · no → one en · $1,022.75 · January 15, 2024 · yes"
    ]


def test_the_label_of_another_topic_changes_no_version() -> None:
    points = rules(points=books.fact(value={"fact": "other"}))
    files = {
        "topic/2015-01-01.yaml": books.version(facts=points),
        "topic/2016-02-03.yaml": books.version(facts=points, note=titled("note"), **DAYS),
        "else/2015-01-01.yaml": books.version(facts=rules(other=books.fact(value=1))),
        "else/2016-02-03.yaml": books.version(facts={"other": books.fact(value=1, label=titled("renamed"))}, **DAYS),
    }
    page = tree(site_of(books.history(files))[f"en/{PAGE}"])
    assert "renamed en" in text(by_id(page, "v2016-02-03"))
    assert "Definitions and lists say the same as before" in text(by_id(page, "v2016-02-03"))


def test_a_version_is_told_as_it_stood_and_a_correction_after_it() -> None:
    page = tree(site_of(books.history(FILES))[f"en/{PAGE}"])
    assert [each.get("id") for each in page.iter("section") if each.get("class") is None] == [
        "v2017-03-04", "v2016-02-03-1", "v2016-02-03", "v2015-01-01"
    ]  # fmt: skip
    assert "May 6, 2016" in text(by_id(page, "v2016-02-03").find(".//p[@class='caution']"))
    assert "why en" in text(by_id(page, "v2016-02-03-1"))
    assert "missing en" in text(by_id(page, "v2017-03-04"))
    assert "until February 3, 2016" in text(by_id(page, "v2015-01-01"))


def labelled(written: object) -> object:
    """The same tree, in which every plain text for people is a hostile one."""
    if written == books.TEXTS:
        return HOSTILE
    if isinstance(written, dict):
        return {key: labelled(value) for key, value in written.items()}
    return [labelled(value) for value in written] if isinstance(written, list) else written


def test_hostile_texts_act_in_no_page() -> None:
    facts = {
        "word": books.asked("text"),
        "code": books.fact(type="text", input={"question": books.TEXTS}, choices={"a": books.TEXTS, "b": books.TEXTS}),
        "score": books.asked("number", at_least=0, at_most=100),
        "points": books.fact(
            table={"key": "code", "rows": {"a": 1, "b": 2}}, unit={"en": ACTS, "fr": ACTS}, note=books.TEXTS
        ),
        "answer": books.fact(
            type="yes_no",
            all=[
                {"fact": "score", "at_least": 10, "because": books.TEXTS},
                {"any": [{"fact": "code", "is": "a"}, {"fact": "score", "more_than": 90}]},
            ],
        ),
    }
    sources = [{"id": "act", "title": books.TEXTS, "provision": ACTS, "url": ADDRESS}]
    version = books.version(
        facts=facts,
        note=books.TEXTS,
        sources=sources,
        lists={"codes": {"label": books.TEXTS, "source": "act", "items": {"one": books.TEXTS}}},
    )
    pages = site_of(books.history(labelled({"book.yaml": books.BOOK, "topic/2015-01-01.yaml": version})))  # type: ignore[arg-type]
    assert broken(pages) == []
    for path, content in pages.items():
        assert not any(
            unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp") for each in content.decode() if each != "\n"
        )
        if path.endswith(".html"):
            for each in tree(content).iter():
                assert each.tag not in ("script", "em" if each.text == "a" else "")
                assert "e.example" not in each.get("href", "") or each.get("href") == ADDRESS
            assert "<script>alert(1)</script>" in text(tree(content))
    assert "\\u202eabc\\u2066|`[x](https://e.example)" in text(tree(pages[f"en/{PAGE}"]))


def test_the_same_book_makes_the_same_site_wherever_it_stands(tmp_path: Path, run: Run) -> None:
    found = []
    for name in ("one", "two"):
        folder = books.write(tmp_path / name, FILES)
        assert run("site", "--out", str(tmp_path / f"out-{name}"), "--rulesets", str(folder))[0] == 0
        found.append(files(tmp_path / f"out-{name}"))
    assert found[0] == found[1]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_site_is_replaced_by_the_next(tmp_path: Path, run: Run, book: Path) -> None:
    out = tmp_path / "new" / "out"
    assert run("site", "--out", str(out), "--rulesets", str(book))[0] == 0
    (out / "en" / "index.html").write_text("stale")
    (book / "topic" / "2017-03-04.yaml").unlink()
    (book / "a b#?" / "c" / "2015-01-01.yaml").unlink()
    code, told, _ = run("site", "--out", str(out), "--rulesets", str(book), "--lang", "en")
    assert (code, told) == (0, f"7 pages in {out}\n")
    assert not (out / "en" / "topics" / "a b#?").exists()
    assert "stale" not in (out / "en" / "index.html").read_text()
    assert [path.name for path in out.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("other", ["mine.txt", "en/mine.html", ".git/config"])
def test_a_folder_with_anything_else_is_refused(
    tmp_path: Path, run: Run, book: Path, other: str, language: str
) -> None:
    out = tmp_path / "out"
    assert run("site", "--out", str(out), "--rulesets", str(book))[0] == 0
    (out / other).parent.mkdir(exist_ok=True)
    (out / other).write_text("mine")
    before = files(out)
    code, told, err = run("site", "--out", str(out), "--rulesets", str(book), "--lang", language)
    assert (code, told) == (2, "")
    assert other in err
    assert "[site-folder]" in err
    assert files(out) == before


def test_a_folder_that_is_not_a_site_and_a_file_are_refused(tmp_path: Path, run: Run, book: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for out in (book, tmp_path / "file"):
        code, told, err = run("site", "--out", str(out), "--rulesets", str(book))
        assert (code, told) == (2, "")
        assert "[site-folder]" in err
    assert (book / "book.yaml").exists()
    assert (tmp_path / "file").read_text() == "mine"


def test_what_is_added_while_a_site_is_written_stays(
    tmp_path: Path, run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert run("site", "--out", str(out), "--rulesets", str(book))[0] == 0
    real = Path.write_bytes

    def adding(path: Path, content: bytes) -> int:
        (out / "mine.txt").write_text("mine")
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", adding)
    assert run("site", "--out", str(out), "--rulesets", str(book))[0] == 2
    assert (out / "mine.txt").read_text() == "mine"
    assert (out / "index.html").exists()


def test_a_site_behind_a_link_is_replaced_and_a_link_in_it_is_refused(tmp_path: Path, run: Run, book: Path) -> None:
    (tmp_path / "link").symlink_to("out")
    for place in ("out", "link", "link"):
        assert run("site", "--out", str(tmp_path / place), "--rulesets", str(book))[0] == 0
    assert (tmp_path / "link").is_symlink()
    (tmp_path / "out" / "style.css").unlink()
    (tmp_path / "out" / "style.css").symlink_to(book / "book.yaml")
    code, _, err = run("site", "--out", str(tmp_path / "link"), "--rulesets", str(book))
    assert code == 2
    assert "style.css" in err
    assert (book / "book.yaml").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_disk_is_told_and_leaves_what_was_there(
    tmp_path: Path, run: Run, book: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    out = tmp_path / "out"
    assert run("site", "--out", str(out), "--rulesets", str(book))[0] == 0
    before = files(out)

    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    for place in (out, tmp_path / "new" / "out"):
        code, told, err = run("site", "--out", str(place), "--rulesets", str(book), "--lang", language)
        assert (code, told) == (2, "")
        assert "[file-unwritable]" in err
    assert files(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "out"]


@pytest.mark.parametrize(("language", "said"), [("en", "needs"), ("fr", "demande")])
def test_without_the_libraries_what_to_install_is_said(
    tmp_path: Path, run: Run, book: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    real = builtins.__import__

    def without(name: str, *about: Any) -> Any:
        if name == "ronde.site.pages":
            raise ImportError(name="jinja2")
        return real(name, *about)

    monkeypatch.setattr(builtins, "__import__", without)
    code, told, err = run("site", "--out", str(tmp_path / "out"), "--rulesets", str(book), "--lang", language)
    assert (code, told) == (2, "")
    assert said in err
    assert "ronde[site]" in err
    assert not (tmp_path / "out").exists()
