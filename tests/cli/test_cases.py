"""`ronde test` runs what it is given, says so if that is nothing, and no case passes that could not fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import books

from ronde.cases.cases import case_files, read_cases
from ronde.cases.judge import judge
from ronde.cases.run import FEW, run_cases
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import ValidationError

CASES = """title: {fr: Cas, en: Cases}
source: the law
cases:
  - name: one
    as_of: 2016-01-01
    profile: {age: 30}
    expect: {answer: %s}
"""


OF_ONE = "profile: {{jobs: [{{paid: true}}, {{paid: false}}]}}, expect: {{{expect}}}"
"""A case of two records."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book in which one fact ends, another begins, and one is of each record."""
    shared = {"age": books.asked("number", at_least=0, at_most=120), "answer": books.fact(value={"fact": "age"})}
    files = {
        "base/2015-01-01.yaml": books.version(facts=shared),
        "old/2015-01-01.yaml": books.version(facts={"old.bonus": books.fact(value=1)}),
        "old/2018-01-01.yaml": books.version("2018-01-01", repealed=True),
        "new/2018-01-01.yaml": books.version("2018-01-01", {"new.bonus": books.fact(value=1)}),
        "jobs/2015-01-01.yaml": books.version(
            records={"jobs": books.record()},
            facts={
                "jobs.paid": books.asked("yes_no", on="jobs"),
                "jobs.good": books.fact(on="jobs", all=[{"fact": "jobs.paid", "is": True}]),
            },
        ),
        "gap/2015-01-01.yaml": books.version(facts={"sure": books.fact(value=1)}),
        "gap/2016-01-01.yaml": books.version("2016-01-01", status="incomplete", missing=books.TEXTS),
    }
    return books.write(tmp_path / "book", files)


def written(path: Path, text: str) -> Path:
    """A file of cases."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def judged(book: Path, tmp_path: Path, case: str, language: str = "en") -> list[str]:
    """What is wrong with a case, as it is read or as it is judged."""
    text = f"title: {{fr: a, en: a}}\nsource: a\ncases:\n  - {{name: one, as_of: 2016-06-01, {case}}}\n"
    try:
        cases = read_cases(written(tmp_path / "case.yaml", text)).cases
    except ValidationError as refused:
        return [diagnostic.code for diagnostic in refused.diagnostics]
    engine = Engine(books.read_book(book), Reference())
    assert cases
    return [each for found in cases for each in judge(found, engine, language)]


@pytest.mark.parametrize(
    ("case", "wrong"),
    [
        ("expect: {new.bonus: absent}", ""),
        ("expect: {new.bonu: absent}", "Did you mean “new.bonus”?"),
        ("expect: {old.bonus: absent}", "old.bonus: 1"),
        ("expect: {nothing.of.the.kind: absent}", "no version of the book has this fact"),
        ("expect: {jobs.paid: absent}", "a fact of each record of jobs"),
        ("expect: {jobs.payed: absent}", "Did you mean “jobs[0].paid”?"),
        (OF_ONE.format(expect='"jobs[1].paid": false, "jobs[0].good": true, "jobs[1].good": false'), ""),
        (OF_ONE.format(expect='"jobs[0].good": false'), "jobs[0].good: yes, expected no"),
        (OF_ONE.format(expect='"jobs[2].good": true'), "the profile has 2 records in jobs"),
        (OF_ONE.format(expect='"jobs[1].godo": absent'), "Did you mean “jobs[1].good”?"),
        (OF_ONE.format(expect='"answer[0].good": absent'), "no version of the book has this fact"),
        (OF_ONE.format(expect="jobs.good: true"), "the first being jobs[0].good"),
        (OF_ONE.format(expect='"jobs[0].paid": true'), "case-expects-given"),
        ('profile: {jobs: [{}]}, expect: {"jobs[0].good": unknown}, missing: [jobs.paid]', ""),
        ('each: {jobs: [[{paid: true}], [{paid: false}]]}, expect: {"jobs[0].good": [true, false]}', ""),
        ("expect: {}", "schema-other"),
        ("missing: []", "case-expects-nothing"),
        ("cautions: []", "case-expects-nothing"),
        ("refused: ''", "schema-other"),
        ("refused: age, missing: []", "case-refused-alone"),
        ("refused: age, expect: {answer: 1}", "case-refused-alone"),
        ("each: {age: []}, expect: {answer: unknown}", "schema-other"),
        ("each: {age: [1, 2]}, expect: {answer: [1]}", "case-widths"),
        ("expect: {answer: [1]}", "case-widths"),
        ("expect: {answer: []}", "case-widths"),
        ("expect: {sure: 1}, cautions: [gap]", ""),
        ("expect: {sure: 1}, cautions: []", "cautions of gap"),
        ("expect: {sure: 1}, cautions: [gap, base]", "cautions of gap"),
        ("expect: {sure: 1, answer: unknown}, missing: []", "missing: age"),
        ("expect: {sure: true}", "sure: 1"),
        ("profile: {age: 30}, expect: {age: 30}", "case-expects-given"),
        ("profile: {age: 30}, expect: {age: 30}, cautions: []", "case-expects-given"),
        ("each: {age: [1, 2]}, expect: {age: [1, 2]}", "case-expects-given"),
        ("each: {age: [1, 2]}, expect: {age: [1, 3]}", "age: 2"),
        ("profile: {age: 30}, expect: {age: 30, answer: 30}", ""),
    ],
)
def test_a_case_that_could_not_fail_is_told(case: str, wrong: str, book: Path, tmp_path: Path) -> None:
    """What can never be false is wrong with a case; what can is not."""
    found = judged(book, tmp_path, case)
    assert any(wrong in each for each in found) if wrong else found == []


def test_two_dates_that_are_the_same_are_refused(book: Path, tmp_path: Path) -> None:
    """One case written twice by its dates is told as a mistake."""
    text = CASES.replace("2016-01-01", "[2016-01-01, 2016-01-01]") % 30
    with pytest.raises(ValidationError, match="schema-other"):
        read_cases(written(tmp_path / "case.yaml", text))


def test_the_files_of_a_folder(tmp_path: Path) -> None:
    """Of a folder, the files in folders named `cases`; if there are none, every YAML file that is not hidden."""
    plain = [written(tmp_path / "a" / name, CASES) for name in ("one.yaml", "sub/two.yml", "three.YAML")]
    written(tmp_path / "a" / ".hidden" / "four.yaml", CASES)
    written(tmp_path / "a" / "notes.txt", CASES)
    assert case_files(tmp_path / "a") == sorted(plain)
    among = written(tmp_path / "a" / "cases" / "five.yaml", CASES)
    assert case_files(tmp_path / "a") == [among]
    assert case_files(plain[1]) == [plain[1]]


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("profile: {}, expect: {sure: true}", "sure : 1, attendu : oui"),
        ("profile: {}, expect: {new.bonus: 1}", "new.bonus : absent des règles de ce jour, attendu : 1"),
        ("profile: {}, expect: {answer: 2020-07-05}", "answer : inconnu, attendu : 5 juillet 2020"),
        (
            "profile: {}, expect: {answer: {at_least: 0, at_most: 9}}",
            "answer : inconnu, attendu : inconnu, au moins 0 et au plus 9",
        ),
    ],
)
def test_a_failure_is_told_in_the_words_of_its_language(book: Path, tmp_path: Path, case: str, said: str) -> None:
    """Values as everywhere else, not as a file holds them."""
    assert judged(book, tmp_path, case, "fr")[-1].replace("\N{NO-BREAK SPACE}", " ") == said


def run_test(book: Path, *paths: Path) -> tuple[int, str]:
    """Run `ronde test` in a process of its own: exit code, and everything it said."""
    import subprocess
    import sys

    words = [sys.executable, "-m", "ronde", "test", *map(str, paths), "--rulesets", str(book), "--lang", "en"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=book.parent, timeout=120)
    return done.returncode, done.stdout + done.stderr


def test_a_file_that_is_named_is_run_wherever_it_is(book: Path, tmp_path: Path) -> None:
    """A file of cases outside a folder named `cases` is run, and its failure is the command's."""
    good, bad = (written(tmp_path / "mine" / name, CASES % answer) for name, answer in (("a.yml", 30), ("b.yaml", 31)))
    assert run_test(book, good)[0] == 0
    code, said = run_test(book, tmp_path / "mine")
    assert code == 1
    assert "2 cases: 1 passed, 1 failed." in said
    assert "30, expected 31" in said
    assert run_test(book, bad)[0] == 1


def test_a_path_without_a_case_is_an_error(book: Path, tmp_path: Path) -> None:
    """Nothing run is not a success: an empty folder, a file of another kind, no default folder."""
    (tmp_path / "empty").mkdir()
    notes = written(tmp_path / "notes.txt", CASES % 30)
    for path, code in ((tmp_path / "empty", "cases-none"), (notes, "cases-none"), (tmp_path / "no", "file-missing")):
        done, said = run_test(book, path)
        assert (done, f"[{code}]" in said, str(path) in said) == (2, True, True)
    done, said = run_test(book)
    assert (done, "[file-missing]" in said) == (2, True)


def test_a_run_leaves_nothing_in_the_folder(book: Path, tmp_path: Path) -> None:
    """Whether cases pass or fail: not in the folder of the book, of the cases, or the one it is run in."""
    files = [written(tmp_path / "mine" / "cases" / f"{answer}.yaml", CASES % answer) for answer in (30, 31)]
    before = sorted(tmp_path.rglob("*"))
    assert [run_test(book, each)[0] for each in files] == [0, 1]
    assert sorted(tmp_path.rglob("*")) == before


def test_several_processes_tell_the_same_as_one(book: Path, tmp_path: Path) -> None:
    """In the order of the file, with the reasons."""
    case = "  - {{name: n{0}, as_of: 2016-01-01, profile: {{age: {1}}}, expect: {{answer: 30}}}}\n"
    many = "".join(case.format(number, 30 + (number % 100 == 7)) for number in range(2 * FEW))
    file = written(tmp_path / "many.yaml", f"title: {{fr: a, en: a}}\nsource: a\ncases:\n{many}")
    one, two = (run_cases([file], book, "en", processes) for processes in (1, 2))
    assert one == two
    assert [each.name for each in two.failures] == [f"n{number}" for number in range(7, 2 * FEW, 100)]
    assert all(each.differences[0].why for each in two.failures)
