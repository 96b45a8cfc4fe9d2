"""Each of the second books passes `ronde check`, its dated cases hold, and they reach every version of every topic."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.support import second_books

from ronde.cases.cases import read_cases
from ronde.cases.judge import judge
from ronde.evaluate.cautions import rests_on
from ronde.evaluate.engine import Engine
from ronde.model.case import Case


def test_there_are_second_books() -> None:
    """A folder that is moved does not leave these tests without a book."""
    assert {"family", "grant", "parking", "points", "tax"} <= set(second_books.BOOKS)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", second_books.BOOKS)
def test_a_book_is_checked_without_a_diagnostic(run: Run, name: str, language: str) -> None:
    """Every file, every version, every date; and its files of cases."""
    folder = second_books.BOOKS[name]
    for paths in ((), (str(folder / "cases"),)):
        code, out, err = run("check", *paths, "--rulesets", str(folder), "--lang", language)
        assert (code, out) == (0, ""), err


def test_cases_are_checked_beside_their_book(run: Run, tmp_path: Path) -> None:
    """What they name that no version defines, at their place; what they do not try, at its place in the book, in which
    nothing is wrong; and what a book allows of that is not idle when no cases are named."""
    book = shutil.copytree(second_books.BOOKS["parking"], tmp_path / "parking")
    cases = book / "cases" / "permit.yaml"
    code, out, _ = run("check", str(book), "--cases", str(cases))
    assert (code, {line.rpartition("[")[2] for line in out.splitlines()}) == (
        0,
        {"bound-one-sided]", "version-untried]"},
    )
    place = next(line for line in out.splitlines() if line.endswith("[version-untried]")).split(": ")[1]
    path, line, _ = place.rsplit(":", 2)
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    lines[int(line) - 1] += "  # ronde: allow version-untried: invented"
    Path(path).write_text("\n".join(lines), encoding="utf-8")
    assert place not in run("check", str(book), "--cases", str(cases))[1]
    assert run("check", str(book))[:2] == (0, "")
    text = cases.read_text(encoding="utf-8").replace("expect: {", "expect: {no.such: 1, ", 1)
    cases.write_text(text, encoding="utf-8")
    code, out, _ = run("check", str(cases))
    assert (code, "permit.yaml" in out, "[case-fact-never]" in out) == (1, True, True)


def cases_of(name: str) -> list[Case]:
    """Every dated case of a book."""
    return [case for path in second_books.case_files(name) for case in read_cases(path).cases]


@pytest.mark.parametrize("name", second_books.BOOKS)
def test_the_cases_of_a_book_hold(name: str) -> None:
    """By the reference and the chainer, which are compared in every call."""
    engine = Engine(second_books.history(name))
    cases = cases_of(name)
    assert len(cases) > 30
    assert [(case.name, wrong) for case in cases if (wrong := judge(case, engine))] == []


@pytest.mark.parametrize("name", second_books.BOOKS)
def test_the_cases_of_a_book_reach_every_version(name: str) -> None:
    """On a day on which a version is in force, a case expects a fact that rests on its topic, or refuses a profile."""
    history, reached = second_books.history(name), set()
    engine = Engine(history)
    for case in cases_of(name):
        rules = engine.rules(case.as_of, case.known_on)
        plan = engine.plan(rules)
        asked = [fact for fact in case.facts if fact in plan.facts]
        below = [plan.facts[fact] for each in asked for fact in rests_on(plan, each, lambda _: False) & set(plan.facts)]
        topics = {topic for about in below for topic in (about.topic, *about.lists)}
        for topic in rules.topics:
            if topic.topic in topics:
                reached |= {(each.topic, each.name) for each in (*topic.layers, *topic.incomplete)}
    every = {(each.topic, each.name) for versions in history.versions.values() for each in versions}
    assert every - reached == set()
