"""`ronde impact`: candidates are held still, one and many agree, and each difference has its rule."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from random import Random

import orjson
import pyarrow as pa
import pytest
from tests.conftest import Run
from tests.support import books, profiles

import ronde
from ronde.batch.reading import PoolFile
from ronde.change.impact.distribution import steps
from ronde.change.impact.examples import spread
from ronde.change.impact.people import InMemory
from ronde.change.impact.profile import profile_of
from ronde.change.impact.run import Asked, impact_of
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import ValidationError
from ronde.model.types import plain, read_date
from ronde.read.structure import parse

GRANT = Path(__file__).parents[2] / "examples" / "books" / "grant"
PARKING = GRANT.parent / "parking"
OLD, NEW = "2020-05-31", "2020-06-01"
FACTS = {
    "points": books.asked("number", at_least=0, at_most=900),
    "born": books.asked("date"),
    "age": books.fact(years_between={"from": "born", "to": "as_of"}),
    "base": books.fact(sum=["points"]),
    "extra": books.fact(type="number", table={"key": "points", "rows": {"..99": 0, "100..": 10}}),
    "score": books.fact(sum=["base", "extra"], cap=500),
    "good": books.fact(all=[{"fact": "score", "at_least": 300}]),
}
LATER = {
    **FACTS,
    "extra": books.fact(type="number", table={"key": "points", "rows": {"..99": 0, "100..199": 10, "200..": 30}}),
    "score": books.fact(sum=["base", "extra"], cap=400),
}
FILES = {
    "book.yaml": {**books.BOOK, "headlines": ["score", "good"]},
    f"topic/{books.FIRST}.yaml": books.version(facts=FACTS),
    f"topic/{NEW}.yaml": books.version(NEW, facts=LATER),
}
ROWS = [{"points": points} for points in (0, 150, 250, 280, 395, 450, 900)] + [{"points": None}]


def asked(folder: Path, rows: list[dict[str, object]] = ROWS, **more: object) -> Asked:
    """The question for a file of these candidates."""
    path = folder / "people.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return Asked(OLD, NEW, pool=PoolFile(path, "en"), **more)  # type: ignore[arg-type]


def test_each_difference_has_the_rule_that_makes_it(tmp_path: Path) -> None:
    """250 and 280 gain by the table alone, 395 and 450 lose by the cap alone (and what the table gives is capped), 900
    loses by the cap; nothing changes for those whose points are few or not known."""
    found = impact_of(books.write(tmp_path / "book", FILES), asked(tmp_path))
    score, good = found.changes
    assert (found.rows, found.touched) == (8, 5)
    assert (score.gained, score.lost, score.differences) == (2, 3, {0: 2, 20: 2, -5: 1, -60: 1, -100: 1})
    assert (good.gained, good.lost) == (1, 0)
    causes = {name: (each.people, each.gained, each.lost) for name, each in found.by_cause.items()}
    assert causes["extra"] == (5, {"score": 2, "good": 1}, {"score": 3, "good": 0})
    assert causes["score"] == (3, {"score": 0, "good": 0}, {"score": 3, "good": 0})


def test_only_the_rules_move(tmp_path: Path) -> None:
    """What time alone moves is no difference: the same definition means the same, and nobody need be looked at."""
    found = impact_of(books.write(tmp_path / "book", FILES), asked(tmp_path, facts=("age", "base")))
    assert found.causes.own == ()
    assert found.people is None
    assert found.sides.clock == read_date(NEW)


def test_many_and_one_agree_when_the_rules_are_of_another_day() -> None:
    """The kernel with `rules_of` answers what the engine does, and not what the rules of the date itself say."""
    random, engine = Random(5), Engine(books.real(), Reference())
    clock, rules_of = read_date("2025-03-25"), read_date("2016-11-18")
    plan = engine.plan(engine.rules(rules_of))
    trees = []
    for _ in range(40):
        made = profiles.acceptable(plan, profiles.candidate(plan, clock, random))
        trees.append(profiles.document(plan, made).tree)
    names = sorted({name for tree in trees for name in tree})  # type: ignore[union-attr]
    batch = pa.record_batch({name: pa.array([tree.get(name) for tree in trees]) for name in names})  # type: ignore[union-attr]
    facts = ("crs.total", "fsw.points", "cec.eligible")
    answers = Kernel(engine.history, Query(facts, as_of=clock, rules_of=rules_of)).run(batch)
    told = iter(answers.rows.to_pylist())
    refused = {row["row"] for row in answers.rejects.to_pylist()}
    differ = 0
    for number, tree in enumerate(trees):
        document = parse(orjson.dumps(tree), "profile.json")
        try:
            decision = engine.evaluate(document, clock, rules_of=rules_of)
        except ValidationError:
            assert number in refused
            continue
        here = {name: plain(decision.trace.value(name), plan.facts[name].type) for name in facts}
        assert next(told) == here
        differ += here["crs.total"] != engine.unchecked(document, clock).trace.value("crs.total")
    assert differ


def test_what_is_counted_of_many_is_what_each_alone_is_told() -> None:
    """A drawn pool, one candidate after another by the engine for one: who is touched, and who gains and loses."""
    found = impact_of(GRANT, Asked("2021-08-31", "2021-09-01", rows=60, seed=3))
    assert isinstance(found.people, InMemory)
    before, after = found.sides.both
    touched, moves = 0, Counter[tuple[str, int]]()
    for row in found.people.table.to_pylist():
        document = profile_of(row, before.plan, before.plan, {"id"})
        was, now = (side.engine.evaluate(document, found.sides.clock, rules_of=side.day) for side in (before, after))
        values = {each.name: [made.trace.value(each.name) for made in (was, now)] for each in found.changes}
        touched += any(old != new for old, new in values.values())
        for name, (old, new) in values.items():
            if isinstance(old, int) and isinstance(new, int) and old != new:
                moves[name, 1 if new > old else -1] += 1
    assert (found.touched, found.rows) == (touched, 60)
    assert {each.name: (each.gained, each.lost) for each in found.changes} == {
        each.name: (moves[each.name, 1], moves[each.name, -1]) for each in found.changes
    }


def test_two_folders_are_compared_on_the_last_day_from_which_they_differ(run: Run, tmp_path: Path) -> None:
    before = books.write(tmp_path / "before", FILES)
    changed = {**FACTS, "extra": books.fact(type="number", table={"key": "points", "rows": {"..99": 1, "100..": 10}})}
    after = books.write(tmp_path / "after", {**FILES, f"topic/{books.FIRST}.yaml": books.version(facts=changed)})
    pool = asked(tmp_path).pool
    assert pool is not None
    words = ("impact", str(before), str(after), "--pool", str(pool.path))
    code, out, err = run(*words, "--format", "json", "--rulesets", str(before))
    assert code == 0, err
    told = json.loads(out)
    assert (told["days_that_differ"], told["clock"]) == ([books.FIRST], books.FIRST)
    assert (told["facts"]["score"]["higher"], told["candidates"]["touched"]) == (1, 1)
    assert told["examples"][0]["why"][0]["fact"] == "extra"
    code, out, err = run(*words, "--as-of", NEW, "--lang", "fr", "--rulesets", str(before))
    assert (code, err) == (0, "")
    assert "personne ne pouvait être touché" in out


def test_what_can_be_compared_is_if_one_book_does_not_compile_on_other_days(run: Run, tmp_path: Path) -> None:
    """The days left out are named; if no other day differs, what is wrong is said, and in which files it may be."""
    wrong = {**LATER, "score": books.fact(sum=["base", "extro"])}
    broken = {**FILES, f"topic/{NEW}.yaml": books.version(NEW, facts=wrong)}
    changed = {**FACTS, "extra": books.fact(type="number", table={"key": "points", "rows": {"..99": 1, "100..": 10}})}
    before, after = books.write(tmp_path / "before", FILES), books.write(tmp_path / "after", broken)
    pool = asked(tmp_path).pool
    assert pool is not None
    words = ("impact", str(before), str(after), "--pool", str(pool.path))
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "“extra”" in err
    assert f"Files that differ: topic/{NEW}.yaml. [diff-unreadable]" in err
    books.write(after, {**broken, f"topic/{books.FIRST}.yaml": books.version(facts=changed)})
    code, out, err = run(*words)
    assert (code, err) == (0, "")
    assert "which were left out: June 1, 2020" in out
    assert "1 person of 8 touched" in out


@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_synthetic_candidates_of_a_small_book(run: Run, form: str) -> None:
    """Whose scores no pool had been published to follow yet: the page says so."""
    words = ("impact", "2021-08-31", "2021-09-01", "--people", "200", "--rulesets", str(GRANT))
    code, out, err = run(*words, "--format", form, "--lang", "fr")
    assert (code, err) == (0, "")
    assert "Montant de base" in out
    assert ("aucun bassin" in out) == (form != "json")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("2021-12-31", "2024-03-01"), "impact-no-people"),
        (("2021-12-31", "2024-03-01", "--as-of", "2022-01-01"), "impact-two-days"),
        (("2021-12-31", "main"), "diff-day-alone"),
        (("2021-12-31", "2024-03-01", "--facts", "permit.fe"), "compare-fact-unknown"),
    ],
)
def test_what_is_wrong_is_said_with_a_remedy(run: Run, words: tuple[str, ...], code: str) -> None:
    for language in ("en", "fr"):
        status, out, err = run("impact", *words, "--rulesets", str(PARKING), "--lang", language)
        assert (status, out) == (2, "")
        assert f"[{code}]" in err


def test_a_table_of_python_is_answered_and_drawn(tmp_path: Path) -> None:
    """Positions count from 0, columns to keep are shown, and the picture has bars."""
    book = ronde.open_book(books.write(tmp_path / "book", FILES))
    table = pa.table({"points": [row["points"] for row in ROWS], "town": ["A", "B", "C", "D", "E", "F", "G", "H"]})
    found = book.impact(OLD, NEW, pool=table, keep="town")
    assert (bool(found), found.touched, found.candidates) == (True, 5, 8)
    assert {each["id"]: each["kept"] for each in found.to_dict()["examples"]}["6"] == {"town": "G"}
    found.chart(tmp_path / "a.svg", lang="fr")
    assert "Où se situent" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    with pytest.raises(ronde.QuestionError, match="people: "):
        book.impact(OLD, NEW, people=0)


def test_steps_begin_at_zero_and_are_few() -> None:
    assert [(each.low, each.high, each.people) for each in steps({-1: 2, 0: 9, 5: 1})] == [(-1, -1, 2), (5, 5, 1)]
    many = steps(dict.fromkeys(range(-30, 101), 1))
    assert [(each.low, each.high, each.people) for each in many][:2] == [(-40, -21, 10), (-20, -1, 20)]
    assert len(many) <= 10
    assert sum(each.people for each in many) == 130


def test_ends_are_among_what_is_spread() -> None:
    assert spread(range(100), 4) == [0, 33, 66, 99]
    assert spread([1, 2], 4) == [1, 2]
