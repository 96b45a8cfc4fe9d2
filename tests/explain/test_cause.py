"""A case that fails says what decided, and where that is written: the row, the branch, the test, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.support import books

Said = Callable[..., list[str]]

RULES = """title: {fr: a, en: a}
effective: 2015-01-01
published: 2015-01-01
checked: 2030-01-01
confidence: official
sources: [{id: act, title: {fr: a, en: a}}]
records: {jobs: {label: {fr: Emplois, en: Jobs}}}
facts:
  age:
    type: number
    input: {question: {fr: a, en: a}, at_least: 0, at_most: 99}
    label: {fr: Âge, en: Age}
    source: act
  member: {type: yes_no, input: {question: {fr: a, en: a}}, label: {fr: Membre, en: Member}, source: act}
  jobs.hours:
    on: jobs
    type: number
    input: {question: {fr: a, en: a}, at_least: 0, at_most: 99}
    label: {fr: Heures, en: Hours}
    source: act
  jobs.full:
    on: jobs
    label: {fr: Temps plein, en: Full time}
    source: act
    all:
      - {fact: jobs.hours, at_least: 30}
  points.age:
    label: {fr: Points d'âge, en: Points for age}
    source: act
    table:
      key: age
      rows:
        ..17: 0
        18..: 10
  points.member:
    label: {fr: Points de membre, en: Points for members}
    source: act
    choose:
      - {when: {fact: member, is: true}, value: 5}
      - otherwise: 0
  points:
    label: {fr: Points, en: Points}
    source: act
    sum: [points.age, points.member]
  enough:
    label: {fr: Assez, en: Enough}
    source: act
    all:
      - {fact: age, at_least: 18}
      - {fact: points, at_least: 12}
  worker:
    label: {fr: A un emploi, en: Has a job}
    source: act
    exists: {in: jobs, where: {all: [{fact: jobs.full, is: true}]}}
"""
BOOK = {
    "topic/2015-01-01.yaml": RULES,
    "later/2020-01-01.yaml": books.version("2020-01-01", {"bonus": books.fact(value=1)}),
}


def place(text: str) -> str:
    """Where a text stands in the rules, as an editor opens it."""
    before = RULES[: RULES.index(text)]
    return f"book/topic/2015-01-01.yaml:{before.count(chr(10)) + 1}:"


@pytest.fixture
def said(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Said:
    """What `ronde test` says of a case that fails, in a language."""
    monkeypatch.chdir(tmp_path)
    books.write(Path("book"), BOOK)

    def call(profile: str, expect: str, language: str = "en") -> list[str]:
        case = f"  - name: one\n    as_of: 2016-01-01\n    profile: {profile}\n    expect:\n      {expect}\n"
        Path("case.yaml").write_text(f"title: {{fr: a, en: a}}\nsource: a\ncases:\n{case}", encoding="utf-8")
        code, out, err = run("test", "case.yaml", "--rulesets", "book", "--lang", language)
        assert code == 1, err
        return out.replace("\N{NO-BREAK SPACE}", " ").splitlines()[1:-1]

    return call


@pytest.mark.parametrize(
    ("profile", "expect", "why"),
    [
        ("{age: 20}", "points.age: 11", [("why: the row for Age: 20", "18..: 10")]),
        ("{member: true}", "points.member: 4", [("why: the branch of: Member: yes", "{when:")]),
        ("{member: false}", "points.member: 4", [("why: none of the cases listed first applies", "otherwise:")]),
        (
            "{age: 17, member: true}",
            "enough: true",
            [("why: Age: 17 — required: at least 18; 1 short", "{fact: age,")],
        ),
        (
            "{age: 20, member: false}",
            "enough: true",
            [
                ("why: Points: 10 — required: at least 12; 2 short", "{fact: points,"),
                ("since: from ", "points:\n    label"),
            ],
        ),
        ("{age: 20, member: true}", "enough: false", [("why: every condition is met", "label: {fr: Assez")]),
        (
            "{member: true}",
            "points: 15",
            [("why: from Points for age: unknown", "points:\n"), ("since: Age: unknown", "")],
        ),
        (
            "{jobs: [{hours: 20}]}",
            "worker: true",
            [("why: from jobs[0] Full time: no", "worker:"), ("since: Hours: 20 —", "{fact: jobs.hours")],
        ),
        ("{}", "worker: true", [("why: Jobs: not given", "worker:")]),
        (
            "{jobs: [{}, {hours: 20}]}",
            '"jobs[1].full": true',
            [("why: Hours: 20 — required: at least 30", "{fact: jobs.hours")],
        ),
        ("{jobs: [{}, {hours: 20}]}", '"jobs[0].full": true', [("why: Hours: unknown", "{fact: jobs.hours")]),
    ],
)
def test_what_decided_is_told(said: Said, profile: str, expect: str, why: list[tuple[str, str]]) -> None:
    """At most two steps, the nearest and the last, each where it is written."""
    difference, *told = said(profile, expect)
    assert "case.yaml:8:7" in difference
    assert len(told) == len(why), told
    for line, (words, text) in zip(told, why, strict=True):
        assert line.strip().startswith(words)
        assert not text or place(text) in line


def test_a_part_that_is_expected_otherwise_is_followed(said: Said) -> None:
    """Of a sum, the part of which the case says that it is wrong too."""
    told = said("{age: 20, member: true}", "points: 20\n      points.member: 10")
    assert any(
        line.strip().startswith("since: the branch of: Member: yes") and place("{when:") in line for line in told
    )


def test_of_a_list_the_one_value_is_pointed_at(said: Said) -> None:
    """That of the position which differs."""
    difference, _ = said("{}\n    each: {age: [17, 20]}", "points.age: [0, 11]")
    assert difference.endswith("[case.yaml:9:23]")


def test_what_else_is_expected_is_pointed_at(said: Said) -> None:
    """What is missing, and a refusal that does not come."""
    assert said("{}", "points: unknown\n    missing: [size]")[0].endswith("expected size [case.yaml:9:5]")
    assert said("{}", "points: unknown\n    cautions: [size]")[0].endswith("expected size [case.yaml:9:5]")


def test_what_is_not_there_on_the_day_says_when_it_is(said: Said) -> None:
    """In both languages."""
    assert "comes into force on January 1, 2020" in said("{}", "bonus: 1")[-1]
    assert "entre en vigueur le 1er janvier 2020" in said("{}", "bonus: 1", "fr")[-1]


def test_it_is_told_in_french(said: Said) -> None:
    """As in English."""
    difference, why = said("{age: 20}", "points.age: 11", "fr")
    assert difference == "  points.age : 10, attendu : 11 [case.yaml:8:7]"
    assert why == f"    pourquoi : la ligne pour Âge : 20 [{place('18..: 10')}9]"


def test_why_knows_facts_of_one_record_by_the_same_name(run: Run, said: Said) -> None:
    """As a case names them; without a position, or with one that the profile does not have, it says what to write."""
    said("{}", "bonus: 1")
    Path("profile.yaml").write_text("jobs: [{hours: 40}, {hours: 20}, {}]\n", encoding="utf-8")

    def why(fact: str) -> tuple[int, str]:
        code, out, err = run("why", "profile.yaml", fact, "--as-of", "2016-01-01", "--rulesets", "book", "--lang", "en")
        return code, out + err

    told = [why(f"jobs[{position}].full") for position in range(3)]
    assert [code for code, _ in told] == [0, 0, 0]
    assert [out.splitlines()[0] for _, out in told] == ["Full time: yes", "Full time: no", "Full time: unknown"]
    assert "20 — required: at least 30" in told[1][1]
    assert "jobs[2].hours" in told[2][1]
    for fact, code in (("jobs.full", "record-which"), ("jobs[3].full", "record-none"), ("jobs[0].age", "absent-never")):
        assert why(fact)[0] == 2
        assert f"[{code}]" in why(fact)[1]
