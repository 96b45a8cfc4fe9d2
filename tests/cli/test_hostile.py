"""Hostile texts in rules, profiles, options and names of files, through the commands: nothing of them acts."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from tests.support import books

from ronde.messages.escape import FORMULA

ACTS = "\x1b]0;x\x07\u202eabc\u2066|`[x](https://e.example)<script>alert(1)</script>"
TEXTS = {language: f"=1+1 {ACTS} {language}" for language in ("en", "fr")}
DAY = "2016-05-04"


def labelled(tree: object) -> object:
    """The same tree, in which every plain text for people is a hostile one."""
    if tree == books.TEXTS:
        return TEXTS
    if isinstance(tree, dict):
        return {key: labelled(value) for key, value in tree.items()}
    return [labelled(value) for value in tree] if isinstance(tree, list) else tree


@pytest.fixture
def book(tmp_path: Path) -> str:
    facts = {
        "word": books.asked("text"),
        "code": books.fact(type="text", input={"question": books.TEXTS}, choices={"a": books.TEXTS, "b": books.TEXTS}),
        "score": books.asked("number", at_least=0, at_most=100),
        "answer": books.fact(
            type="yes_no",
            note=books.TEXTS,
            all=[
                {"fact": "score", "at_least": 10, "because": books.TEXTS},
                {"any": [{"fact": "code", "is": "a"}, {"fact": "score", "more_than": 90}]},
            ],
        ),
    }
    files = {"book.yaml": labelled(books.BOOK), f"topic/{books.FIRST}.yaml": labelled(books.version(facts=facts))}
    return str(books.write(tmp_path / "book", files))


def silent(text: str) -> bool:
    """Whether nothing in a text acts in a terminal."""
    return not any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp") for each in text.replace("\n", ""))


def harmless(markdown: str) -> bool:
    """Whether no link leads where only a hostile text does, and no tag is opened but ours."""
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown):
        if token.type == "html_block" and not token.content.startswith('<a id="'):
            return False
        for each in token.children or []:
            if each.type == "html_inline" and each.content not in ("<sub>", "</sub>", "</a>"):
                return each.content.startswith('<a id="')
            if each.type in ("link_open", "image") and "e.example" in str(each.attrs):
                return False
    return True


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("form", ["text", "md"])
def test_hostile_rules_and_values_act_in_no_page(run, profile, book: str, form: str, language: str) -> None:
    path = profile(json.dumps({"word": ACTS, "score": 5, "code": "b"}))
    for words in (
        ("evaluate", path, "--as-of", DAY, "--trace"),
        ("why", path, "answer", "--as-of", DAY),
        ("history", path, "--to", DAY),
        ("rules", "--as-of", DAY),
        ("rules", "topic", "--as-of", DAY),
    ):
        code, out, err = run(*words, "--rulesets", book, "--format", form, "--lang", language)
        assert code == 0, err
        assert silent(out + err), words
        assert form == "text" or harmless(out), words


@pytest.mark.parametrize("language", ["en", "fr"])
def test_hostile_names_and_options_act_in_no_message(run, profile, book: str, language: str, tmp_path: Path) -> None:
    path = profile(json.dumps({ACTS: 1, f"a\nb{ACTS}": 2, "score": ACTS, "code": ACTS, "word": ACTS}))
    strange = tmp_path / "\x1b[2J\u202e.yaml"
    strange.write_text("score: [", encoding="utf-8")
    plain = tmp_path / "plain.yaml"
    plain.write_text("score: 5\n", encoding="utf-8")
    table = tmp_path / "in.csv"
    table.write_text(f"id,score,\x1b[1m\u202ex\n{ACTS.replace(',', '')},1,2\n", encoding="utf-8")
    for words in (
        ("evaluate", path),
        ("evaluate", str(strange)),
        ("evaluate", f"{ACTS}.yaml"),
        ("evaluate", path, "--as-of", ACTS),
        ("evaluate", path, "--format", ACTS),
        ("evaluate", path, f"--{ACTS}"),
        ("why", str(plain), ACTS),
        ("rules", ACTS),
        ("rounds", "--type", ACTS),
        ("history", path, "--fact", ACTS),
        ("check", f"{tmp_path}/{ACTS[:20]}"),
        ("test", f"{tmp_path}/{ACTS[:20]}"),
        ("pool", "evaluate", str(table), "--out", str(tmp_path / "o.csv"), "--as-of", DAY),
        ("pool", "rank", str(table), "--out", f"{tmp_path}/{ACTS[:8]}", "--as-of", DAY),
        (ACTS,),
        ("--lang", ACTS),
    ):
        more = () if words[0] in (ACTS, "--lang", "rounds", "test", "check") else ("--rulesets", book)
        code, out, err = run(*words, *more, *(() if words[0] == "--lang" else ("--lang", language)))
        assert code == 2, (words, out, err)
        assert silent(out + err), words
        assert err.strip()


def test_files_for_people_hold_no_formula_and_answers_are_as_they_were(run, book: str, tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text("id,score,word\n=1+1,5,=2\n-3,500,@x\n+4,6,y\n", encoding="utf-8")

    def read(path: Path) -> list[list[str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    words = ("pool", "evaluate", str(table), "--as-of", DAY, "--rulesets", book, "--id", "id", "--keep", "word")
    for more, answers, rejects in (
        ((), ["=1+1", "+4"], "'-3"),
        (("--spreadsheet",), ["'=1+1", "'+4"], "'-3"),
        (("--no-spreadsheet",), ["=1+1", "+4"], "-3"),
    ):
        out = tmp_path / f"o{len(more)}{len(answers[0])}{rejects}.csv"
        code, _, err = run(*words, "--out", str(out), *more)
        assert code == 0, err
        assert [row[0] for row in read(out)[1:]] == answers
        assert read(out.with_name(f"{out.name}.rejects.csv"))[1][1] == rejects
    for more, guarded in (((), True), (("--no-spreadsheet",), False)):
        folder = tmp_path / f"export{guarded}"
        assert run("export", "--rulesets", book, "--out", str(folder), *more)[0] == 0
        cells = [cell for path in sorted(folder.glob("*.csv")) for row in read(path) for cell in row]
        assert any(cell.startswith(FORMULA) for cell in cells) != guarded
