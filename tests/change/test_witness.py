"""`ronde diff --witness`: whoever is told differs, as little as can be is said of them, and nobody is nobody."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.conftest import Run
from tests.support import books

import ronde
from ronde.change.difference import between_days
from ronde.change.witness.page import witness_lines
from ronde.change.witness.search import Looked, looked_for
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.model.history import History
from ronde.model.types import read_date
from ronde.read.book import read_book
from ronde.read.structure import parse
from ronde.telling.values import show

GRANT = Path(__file__).parents[2] / "examples" / "books" / "grant"
OLD, NEW = "2020-05-31", "2020-06-01"
ASKED = {
    "points": books.asked("number", at_least=0, at_most=12),
    "kind": {**books.asked("choice"), "choices": dict.fromkeys("abc", books.TEXTS)},
    "good": books.asked("yes_no"),
}


def history(before: dict[str, Any], after: dict[str, Any], **keys: Any) -> History:
    """A book whose second version defines some facts otherwise."""
    return books.history(
        {
            "book.yaml": {**books.BOOK, "headlines": list(after)},
            f"topic/{books.FIRST}.yaml": books.version(facts={**ASKED, **before}, **keys),
            f"topic/{NEW}.yaml": books.version(NEW, facts={**ASKED, **after}, **keys),
        }
    )


def looked(found: History) -> list[Looked]:
    """What is found of every definition that differs."""
    engine = Engine(found, Reference())
    return looked_for(between_days(engine, read_date(OLD), read_date(NEW)), read_date(NEW))


def chosen(group: str, when: list[dict[str, Any]], then: int, otherwise: int) -> dict[str, Any]:
    """A number that a condition chooses."""
    return books.fact(type="number", choose=[{"when": {group: when}, "value": then}, {"otherwise": otherwise}])


def table(random: Random) -> dict[str, Any]:
    """A definition at random: a table over points, perhaps spelt as a choice, perhaps with another key."""
    cut, low, high = random.randint(1, 12), random.randint(0, 2), random.randint(0, 2)
    match random.randint(0, 3):
        case 0:
            return books.fact(type="number", table={"key": "points", "rows": {f"..{cut - 1}": low, f"{cut}..": high}})
        case 1:
            when = [{"fact": "points", "at_least": cut}]
            return chosen("all", when, high, low)
        case 2:
            when = [{"fact": "points", "at_least": cut}, {"fact": "kind", "in": ["a", "b"]}]
            return chosen("any", when, high, low)
        case _:
            when = [{"fact": "good", "is": True}, {"fact": "points", "at_most": cut}]
            return chosen("all", when, high, low)


def test_nobody_is_nobody_and_somebody_is_somebody() -> None:
    """Held to everybody: each of the 13 x 3 x 2 candidates by both rules."""
    random = Random(7)
    pairs = [(table(random), table(random)) for _ in range(60)]
    found = history(
        {f"f{number}": before for number, (before, _) in enumerate(pairs)},
        {f"f{number}": after for number, (_, after) in enumerate(pairs)},
    )
    every = product(range(13), "abc", (True, False))
    everybody = [{"points": points, "kind": kind, "good": good} for points, kind, good in every]
    decided = [[books.answers(books.decide(found, each, day)) for day in (OLD, NEW)] for each in everybody]
    told = {each.name: each for each in looked(found)}
    proofs = 0
    for name in (f"f{number}" for number in range(len(pairs))):
        differ = any(before[name] != after[name] for before, after in decided)
        assert (name in told and bool(told[name].witnesses)) == differ, name
        if not differ and name in told:
            assert told[name].proof
            proofs += 1
    assert proofs


def test_as_little_as_can_be_is_said_at_the_bound_that_moved() -> None:
    before = {"score": books.fact(all=[{"fact": "points", "at_least": 5}, {"fact": "good", "is": True}])}
    after = {"score": books.fact(all=[{"fact": "points", "at_least": 7}, {"fact": "good", "is": True}])}
    (one,) = looked(history(before, after))
    (witness,) = one.witnesses
    assert dict(witness.given.supplied) in ({"points": 5, "good": 1}, {"points": 6, "good": 1})
    assert witness.derived == ()


def test_a_question_that_takes_other_answers_is_not_said_to_touch_nobody() -> None:
    """An input has no answer by itself: nothing is claimed of it."""
    wider = {"points": books.asked("number", at_least=0, at_most=20)}
    assert looked(history({}, wider)) == []


def test_what_shows_in_two_records_only_is_found_in_two() -> None:
    """One job is as long whether or not work had to be without interruption; two with a gap between them are not."""
    job = {
        "jobs.week": {**books.asked("number", at_least=0, at_most=60), "on": "jobs"},
        "jobs.start": {**books.asked("date"), "on": "jobs"},
        "jobs.end": {**books.asked("date"), "on": "jobs"},
    }
    told = {"in": "jobs", "per_week": "jobs.week", "from": "jobs.start", "to": "jobs.end", "cap_per_week": 30}
    told["window"] = {"years": 10, "before": "as_of"}
    before, after = (
        {**job, "hours": books.fact(type="number", **{key: told})} for key in ("continuous_hours", "hours")
    )
    (one,) = looked(history(before, after, records={"jobs": books.record()}))
    (witness,) = one.witnesses
    assert len(witness.given.records["jobs"]) == 2


def test_an_answer_that_only_one_of_both_knows_is_told_as_the_difference() -> None:
    """Nobody can say `d` by the earlier rules: for whoever says what both know nothing differs."""
    wider = {"kind": {**books.asked("choice"), "choices": dict.fromkeys("abcd", books.TEXTS)}}
    before = {"score": books.fact(all=[{"fact": "kind", "in": ["a", "b"]}])}
    after = {**wider, "score": books.fact(all=[{"fact": "kind", "in": ["a", "b", "d"]}])}
    (one,) = looked(history(before, after))
    assert (one.witnesses, one.proof, one.apart) == ((), False, ("kind",))
    for language, say in (("en", "nobody whom both rules can describe"), ("fr", "puissent décrire toutes deux")):
        (line,) = witness_lines((), [one], language)
        assert say in line.text


def test_each_row_that_moved_has_its_own_and_others_are_counted(run: Run, tmp_path: Path) -> None:
    rows = {f"{number}": number for number in range(13)}
    moved = {key: value + (1 if value > 7 else 0) for key, value in rows.items()}
    before = {"score": books.fact(type="number", table={"key": "points", "rows": rows})}
    after = {"score": books.fact(type="number", table={"key": "points", "rows": moved})}
    (one,) = looked(history(before, after))
    assert (len(one.witnesses), one.rows) == (3, 5)
    assert [each.given.supplied["points"] for each in one.witnesses] == [8, 9, 10]
    files = {
        "book.yaml": {**books.BOOK, "headlines": ["score"]},
        f"topic/{books.FIRST}.yaml": books.version(facts={**ASKED, **before}),
        f"topic/{NEW}.yaml": books.version(NEW, facts={**ASKED, **after}),
    }
    folder = str(books.write(tmp_path / "book", files))
    code, out, err = run("diff", OLD, NEW, "--witness", "--rulesets", folder, "--lang", "fr")
    assert (code, err) == (0, "")
    assert "et 2\u00a0autres rangées de la table" in out.replace("et 2 autres", "et 2\u00a0autres")
    told = json.loads(run("diff", OLD, NEW, "--witness", "--rulesets", folder, "--format", "json")[1])["witnesses"]
    assert {tuple(each["profile"]) for each in told[0]["witnesses"]} == {("points",)}


def test_who_is_found_decides_as_told() -> None:
    """Every profile, by both rules on the day on which it is looked at; each says only what people are asked."""
    found = ronde.open_book(GRANT).diff("2021-08-31", "2021-09-01").with_witnesses()
    engine = Engine(read_book(GRANT), Reference())
    told = found.to_dict()["witnesses"]
    assert {"amount.base", "grant.amount", "score.need", "terms.counts"} <= {each["fact"] for each in told}
    for each in told:
        assert each["witnesses"], each["fact"]
        for witness in each["witnesses"]:
            document = parse(json.dumps(witness["profile"]).encode(), "profile.json")
            for day, side in (("2021-08-31", "before"), ("2021-09-01", "after")):
                made = engine.evaluate(document, read_date(each["as_of"]), rules_of=read_date(day))
                about = made.plan.facts[each["fact"]]
                record = None if about.record is None else 0
                assert show(made.trace.value(each["fact"], record), about, made.plan, "en") == witness[side]
    assert "Somebody for whom it differs" in found.text()


@pytest.mark.parametrize(("lang", "said"), [("en", "The compiled rules are the same"), ("fr", "sont les mêmes")])
def test_a_difference_of_words_alone_is_nobody(run: Run, tmp_path: Path, lang: str, said: str) -> None:
    files = {
        f"topic/{books.FIRST}.yaml": books.version(facts={"answer": books.asked("yes_no")}),
        f"topic/{NEW}.yaml": books.version(NEW, facts={"answer": books.asked("yes_no")}, note=books.TEXTS),
    }
    folder = str(books.write(tmp_path / "book", files))
    code, out, _ = run("diff", OLD, NEW, "--witness", "--rulesets", folder, "--lang", lang)
    assert code == 0
    assert said in out
