"""Schemas for editors that know YAML alone: what a book asks and answers, in both languages, on any of its dates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.conftest import Run
from tests.support import books, second_books

from ronde.read.structure import parse


def validator(folder: Path, name: str) -> Any:
    """What holds a file to a schema that was written."""
    schema = json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert "x-" not in {key[:2] for key in schema["properties"]}
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", second_books.BOOKS)
def test_the_files_of_a_book_agree_with_its_schemas(run: Run, tmp_path: Path, name: str) -> None:
    """Its profiles, cases and versions, and book.yaml."""
    book = second_books.BOOKS[name]
    assert run("schemas", str(tmp_path), "--rulesets", str(book))[0] == 0
    kinds = {"profile": "profiles/*", "cases": "cases/*", "ruleset": "**/????-??-??*.yaml", "book": "book.yaml"}
    for kind, pattern in kinds.items():
        held, files = validator(tmp_path, kind), sorted(book.glob(pattern))
        assert files
        for file in files:
            assert [each.message for each in held.iter_errors(parse(file.read_bytes(), file.name).tree)] == []


def test_what_any_date_lets_pass_is_let_pass_and_nothing_else(run: Run, tmp_path: Path) -> None:
    """Bounds and choices that changed; a record; a case that is to be refused; words in the language that is named."""
    first = {
        "size": books.asked("number", at_least=1, at_most=5),
        "kind": books.fact(type="choice", choices={"a": books.TEXTS}, input={"question": books.TEXTS}),
        "trips.paid": books.asked("yes_no", on="trips"),
    }
    last = {**first, "size": books.asked("number", at_least=3, at_most=9)}
    last["kind"] = books.fact(
        type="choice", choices={"b": books.TEXTS, "a": books.TEXTS}, input={"question": books.TEXTS}
    )
    files = {
        f"topic/{day}.yaml": books.version(day, facts, records={"trips": books.record()})
        for day, facts in ((books.FIRST, first), ("2020-01-01", last))
    }
    folder = books.write(tmp_path / "book", files)
    assert run("schemas", str(tmp_path / "s"), "--rulesets", str(folder), "--lang", "fr")[0] == 0
    profile, cases = validator(tmp_path / "s", "profile"), validator(tmp_path / "s", "cases")
    assert profile.schema["properties"]["size"]["description"] == "texte\ntexte\n\ntext\ntext"
    wrong = [{"size": 0}, {"size": 10}, {"kind": "c"}, {"trips": [{"paid": "yes"}]}]
    for each in wrong:
        case = {"name": "one", "as_of": "2020-01-01", "profile": each}
        file = {"title": books.TEXTS, "source": "the law", "cases": [{**case, "expect": {"answer": 1}}]}
        assert not profile.is_valid(each)
        assert not cases.is_valid(file)
        assert cases.is_valid({**file, "cases": [{**case, "refused": "size"}]})
    for right in ({"size": 1, "kind": "a"}, {"size": 9, "kind": "b", "trips": [{"paid": True}], "answer": 3}):
        assert profile.is_valid(right)


def test_a_version_begun_names_its_schema(run: Run, tmp_path: Path) -> None:
    """If there is one in a folder above it, and the version before names none."""
    facts = {"answer": books.fact(value=1)}
    folder = books.write(tmp_path / "book", {f"some/topic/{books.FIRST}.yaml": books.version(facts=facts)})
    file = folder / "some" / "topic" / f"{books.FIRST}.yaml"
    file.write_text("\n".join(f"{key}: {json.dumps(each)}" for key, each in books.version(facts=facts).items()))
    words = ("new", "some/topic", "2021-01-01", "--yes", "--rulesets", str(folder))
    assert run(*words)[0] == 0
    made = file.with_name("2021-01-01.yaml")
    assert made.read_text(encoding="utf-8").startswith("title:")
    made.unlink()
    assert run("schemas", str(tmp_path / "schemas"), "--rulesets", str(folder))[0] == 0
    assert run(*words)[0] == 0
    assert made.read_text(encoding="utf-8").splitlines()[0].endswith("$schema=../../../schemas/ruleset.schema.json")
