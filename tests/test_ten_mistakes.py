"""Ten ways to get an engine of dated rules wrong in haste, and a test for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.support import books, profiles
from tests.support.slips import found_in

from ronde.evaluate import reference
from ronde.evaluate.chainer import Chainer
from ronde.evaluate.decision import Decision
from ronde.evaluate.machine import Reference
from ronde.evaluate.reference import Candidate
from ronde.evaluate.trace import Trace
from ronde.explain.evaluation import evaluation_page
from ronde.explain.reasons import why
from ronde.model.types import read_date
from ronde.operations import bounds, registry
from ronde.read.structure import parse

ENGINE = Path(__file__).resolve().parents[1] / "engine" / "ronde"
FULL = {"work": [], "language_tests": [], "credentials": [], "job_offers": []}


def decide(tree: dict[str, Any], as_of: str) -> Decision:
    """The decision of the rules as they really are."""
    return books.real_engine().evaluate(books.profile(tree), read_date(as_of))


def told(tree: dict[str, Any], as_of: str, name: str) -> Any:
    return books.answers(decide(tree, as_of))[name]


# 1


def test_missing_input_is_not_false() -> None:
    """What was not said is unknown: no input is taken for false or zero unless the data says so for that very fact."""
    for change in books.real().change_dates:
        plan = books.real_plan(change)
        outcome = reference.evaluate(plan, Candidate({"as_of": change}))
        for name, about in plan.facts.items():
            if about.form == "input" and about.record is None:
                node = plan.nodes[plan.roots[name]]
                known = bounds.known(profiles.value_of(plan, outcome, node.id))
                assert plan.known_by(node).defaulted or not known, name
    facts = decide({}, "2024-01-30").document()["facts"]
    assert isinstance(facts, dict)
    for name in ("cec.eligible", "crs.total", "funds.required", "funds.sufficient", "age"):
        assert facts[name]["status"] == "unknown", name
        assert facts[name]["value"] is None
    assert "family_size" in facts["funds.required"]["missing"]
    assert told({"sibling_in_canada": False}, "2024-01-30", "crs.additional.sibling") == 0


# 2


@pytest.mark.parametrize("written", ['"00010"', "00010", "'00010'"])
def test_code_with_zeros_is_not_ten(written: str) -> None:
    """00010 is a code, quoted or not: it keeps its zeros, in a profile and in a list, and is never the number ten."""
    engine, day = books.real_engine(), read_date("2024-01-30")
    document = parse(f"work: [{{noc_2021: {written}, start: 2020-01-01}}]\n".encode(), "profile.yaml")
    assert document.tree == {"work": [{"noc_2021": "00010", "start": "2020-01-01"}]}
    decision = engine.evaluate(document, day)
    assert decision.profile.records["work"][0]["work.noc_2021"] == "00010"
    assert decision.trace.value("work.skilled", 0) == 1
    assert "00010" in decision.plan.codes["noc2021"]
    assert parse(b"[010, 00, 0777, 0o17, 0x10, 1_0]", "x").tree == ["010", "00", "0777", "0o17", "0x10", "1_0"]
    lists = {"codes": {"label": books.TEXTS, "source": "act", "items": {"010": books.TEXTS, "10": books.TEXTS}}}
    facts = {"code": books.asked("code", list="codes"), "x": books.fact(all=[{"fact": "code", "is": "010"}])}
    history = books.book(facts, lists=lists)
    assert [books.answer(history, "x", {"code": code}) for code in ("010", "10")] == [True, False]


# 3


def test_one_version_applies_on_the_changeover_day() -> None:
    """On the day of a change the new version alone holds, and the day before it does not hold at all."""
    history = books.real()
    for topic, versions in history.versions.items():
        for version in versions:
            for day in (version.effective - 1, version.effective, version.effective + 1):
                held = [each for each in history.in_force(day).topics if each.topic == topic]
                layers = [layer for each in held for layer in each.layers]
                assert sum(not layer.conditional for layer in layers) <= 1
                for each in held:
                    known = version in (*each.layers, *each.incomplete)
                    assert known == (day >= version.effective), f"{topic} {version.name}"
    two = {
        "topic/2015-01-01.yaml": books.version(facts={"x": books.fact(value=1)}),
        "topic/2020-01-01.yaml": books.version("2020-01-01", {"x": books.fact(value=2)}),
        "sum/2015-01-01.yaml": books.version(facts={"sum": books.fact(sum=["x"])}),
    }
    book = books.history(two)
    assert [books.answer(book, "sum", {}, day) for day in ("2019-12-31", "2020-01-01")] == [1, 2]


# 4


def test_bachelors_is_not_two_credentials() -> None:
    """A degree of three years or more is one credential; it takes a second one to have two or more."""
    degree = {"level": "three_or_more", "country": "CA", "obtained": "2015-06-01"}
    year = {"level": "one_year", "country": "CA", "obtained": "2016-06-01"}
    single = {"crs.with_partner": False}
    for as_of in ("2017-06-06", "2024-01-30"):
        assert told({"credentials": [degree]}, as_of, "education.level") == "three_or_more"
        assert told({"credentials": [year]}, as_of, "education.level") == "one_year"
        assert told({"credentials": [degree, year]}, as_of, "education.level") == "two_or_more"
        one = told({"credentials": [degree], **single}, as_of, "crs.core.education")
        two = told({"credentials": [degree, year], **single}, as_of, "crs.core.education")
        assert (one, two) == (120, 128)


# 5


def test_hours_are_capped_by_week_not_by_job() -> None:
    """Two part-time jobs in the same weeks are counted together and then capped, not each up to the cap."""
    job = {
        "noc_2021": "21231", "start": "2022-01-03", "end": "2023-01-01", "country": "CA", "paid": True,
        "authorised": True, "self_employed": False, "full_time_student": False, "temporary_resident": True,
    }  # fmt: skip
    half, more = {**job, "hours_per_week": 20}, {**job, "hours_per_week": 25}
    full = {**job, "hours_per_week": 45}
    for work, hours in (([half], 1040), ([more], 1300), ([half, more], 1560), ([more, half], 1560), ([full], 1560),
                        ([full, full], 1560), ([half, half, half], 1560)):  # fmt: skip
        assert told({"work": work}, "2023-06-01", "canadian_work.hours") == hours
    after = {**more, "start": "2023-01-02", "end": "2023-01-08"}
    assert told({"work": [half, after]}, "2023-06-01", "canadian_work.hours") == 1065


# 6


def test_past_round_uses_the_age_of_its_date() -> None:
    """Evaluated for a day, everybody is as old as on that day, whatever day it is when the question is asked."""
    born = {"birth_date": "1990-07-15", "crs.with_partner": False}
    for as_of, age in (("2015-01-01", 24), ("2020-07-14", 29), ("2020-07-15", 30), ("2027-12-31", 37)):
        assert told(born, as_of, "age") == age
        assert told(born, as_of, "crs.core.age") == told({"age": age, "crs.with_partner": False}, as_of, "crs.core.age")
    clock = re.compile(r"\.(today|now|utcnow|fromtimestamp|localtime|gmtime|time|monotonic)\(|\bimport time\b")
    for part in ("model", "read", "run", "explain", "words", "cases"):
        for path in sorted((ENGINE / part).rglob("*.py")):
            assert not clock.search(path.read_text(encoding="utf-8")), f"{path} asks what time it is"


# 7


COGNATES = {
    "a",
    "b",
    "c",
    "d",
    "test",
    "general",
    "date",
    "distance",
    "invitation",
    "six",
    "code",
    "police",
    "permanent",
    "conversion",
    "total",
    "type",
    "agriculture",
    "forces",
    "points",
    "v",
    "iv",
    "iii",
    "ii",
    "express",
    "visa",
    "entrepreneur",
    "base",
    "stage",
    "services",
    "transport",
}
NAMES = {"canada", "tef", "tcf", "celpip", "ielts", "pte", "core"}
TESTS = {"Test", "IELTS General Training", "CELPIP-General", "PTE Core", "TEF Canada", "TCF Canada"}
COUNTRIES = {"Dahomey", "Kosovo"}
ORGANIZATIONS = {
    "World Education Services (WES)",
    "International Credential Assessment Service of Canada (ICAS)",
    "International Qualifications Assessment Service (IQAS)",
    "International Credential Evaluation Service (ICES), British Columbia Institute of Technology",
}
ALIKE = {"points", "Chefs"} | TESTS | COUNTRIES | ORGANIZATIONS
"""What is the same in both languages: two words, and names."""


def texts(tree: Any, steps: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str, str]]:
    """Every text in both languages, and where it is."""
    if isinstance(tree, dict):
        if isinstance(tree.get("fr"), str) and isinstance(tree.get("en"), str):
            yield steps, tree["fr"], tree["en"]
        for key, value in tree.items():
            yield from texts(value, (*steps, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from texts(value, (*steps, number))


def test_french_labels_are_french() -> None:
    """What people read in French is French: not a name from the files, not the English again, not its words kept."""
    for versions in books.real().versions.values():
        for version in versions:
            for steps, french, english in texts(version.document.tree):
                where = f"{version.document.file} {steps}: {french}"
                assert steps[-1] == "url" or "_" not in re.sub(r"{[\w.]+}", "", french), where
                assert french != english or french in ALIKE, where
                if steps[0] == "facts" and steps[2:] == ("label",):
                    kept = set(re.findall("[a-z]+", re.sub(r"{\w+}", "", french.lower())))
                    kept &= set(re.findall("[a-z]+", re.sub(r"{\w+}", "", steps[1])))
                    assert kept <= COGNATES | NAMES, where


# 8


def test_otherwise_does_not_swallow_unknown() -> None:
    """The row, the branch or the level for all other cases is for known values: an unknown one stays unknown."""
    history = books.book({
        "n": books.asked("number", at_least=0, at_most=100),
        "kind": books.asked("choice", choices={"a": books.TEXTS, "b": books.TEXTS}),
        "table": books.fact(table={"key": "n", "rows": {"18": 5}, "otherwise": 0}),
        "named": books.fact(table={"key": "kind", "rows": {"a": 5}, "otherwise": 0}),
        "keys": books.fact(table={"keys": ["n", "kind"], "rows": [{"when": {"n": 1, "kind": "a"}, "value": 2}],
                                  "otherwise": 0}),
        "beyond": books.fact(table={"key": "n", "rows": {"..1": 1, "2": 2}, "beyond": {"each": 3}}),
        "scale": books.fact(scale={"key": "n", "rows": {"9": 70}, "below": 0}),
        "choose": books.fact(choose=[{"when": {"fact": "n", "at_least": 18}, "value": 5}, {"otherwise": 0}]),
    })  # fmt: skip
    got = books.answers(books.decide(history, {}))
    assert {name: value for name, value in got.items() if value is not None} == {}
    got = books.answers(books.decide(history, {"n": 50, "kind": "b"}))
    assert got == {"n": 50, "kind": "b", "table": 0, "named": 0, "keys": 0, "beyond": 146, "scale": 0, "choose": 5}
    assert told({}, "2024-06-03", "funds.required") is None


# 9


def test_explanation_comes_from_the_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reasons are read off what was recorded when the answer was found: nothing is run again to explain it."""
    engine, as_of = books.real_engine(), read_date("2024-06-03")
    plan = books.real_plan(as_of)
    made = [profiles.acceptable(plan, profiles.candidate(plan, as_of, Random(seed), derived=0)) for seed in range(3)]
    decisions = [engine.evaluate(profiles.document(plan, each), as_of) for each in made]
    known = decide({**FULL, "age": 30, "family_size": 2, "settlement_funds": 20000}, "2024-06-03")

    def never(*args: object, **about: object) -> object:
        raise AssertionError("an explanation ran the rules again")

    parts = ((registry, "value"), (registry, "value_of_records"))
    for owner, name in (
        *parts,
        (reference, "evaluate"),
        (reference, "steps_of"),
        (Chainer, "chain"),
        (Reference, "evaluate"),
    ):
        monkeypatch.setattr(owner, name, never)
    for decision in (known, *decisions):
        for language in ("en", "fr"):
            assert evaluation_page(decision, language, reasons=True).text()
            for name, about in decision.plan.facts.items():
                if about.record is None:
                    assert why(decision, name, language).text
    root = known.plan.roots["funds.required"]
    values = list(known.trace.outcome.values)
    values[root] = 98_765_43
    outcome = replace(known.trace.outcome, values=tuple(values))
    other = replace(known, trace=Trace(known.plan, known.trace.candidate, outcome))
    assert re.search(r"98\D?765", why(other, "funds.required", "en").text)
    assert not re.search(r"98\D?765", why(known, "funds.required", "en").text)


# 10


FREE = ("facts", "records", "lists", "items", "choices", "attributes", "rows", "columns", "for_each", "instead")
"""The mappings whose keys an editor names."""


def keys(tree: Any, steps: tuple[Any, ...] = (), construct: str = "") -> Iterator[tuple[tuple[Any, ...], str]]:
    """Where every key stands that is a word of the language, or must be one written elsewhere, and in which construct
    (an editor's names left out)."""
    if isinstance(tree, dict):
        free = construct.endswith(FREE)
        for key, value in tree.items():
            inner = f"{construct.rpartition('.')[2]}.{'*' if free else key}"
            if not free:
                yield (*steps, key), inner
            yield from keys(value, (*steps, key), inner)
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from keys(value, (*steps, number), construct)


def changed(tree: Any, steps: tuple[Any, ...], change: Callable[[Any, Any], None]) -> Any:
    """A copy of the tree with something done to the mapping or list that holds the last step."""
    tree = deepcopy(tree)
    parent = tree
    for step in steps[:-1]:
        parent = parent[step]
    change(parent, steps[-1])
    return tree


def rename(parent: Any, key: str) -> None:
    parent[key + key[-1]] = parent.pop(key)


def test_misspelt_key_does_not_pass() -> None:
    """One letter too many in any key of the language is found, in every construct that the real rules use."""
    history, seen, passed = books.real(), set(), []
    for versions in history.versions.values():
        for version, following in zip(versions, (*versions[1:], None), strict=True):
            until = following.effective if following else history.change_dates[-1] + 1
            for steps, construct in keys(version.document.tree):
                if construct not in seen:
                    seen.add(construct)
                    plan, _ = found_in(version, changed(version.document.tree, steps, rename), until - 1)
                    if plan is not None:
                        passed.append(f"{version.document.file}: {steps}")
    assert passed == []
    assert len(seen) > 100


def test_misspelt_name_does_not_pass() -> None:
    """A name of a fact, a record or a list with one letter too many is found where it is used."""
    as_of, random, passed, tried = read_date("2024-06-03"), Random(10), [], 0
    plan = books.real_plan(as_of)
    names = {*plan.facts, *plan.records, *plan.codes}

    def misspell(parent: Any, key: Any) -> None:
        parent[key] += "x"

    for topic in books.real().in_force(as_of).topics:
        facts: Any = topic.version.document.tree
        places = [steps for steps, text in leaves(facts.get("facts", {}), ("facts",)) if text in names]
        for steps in random.sample(places, min(2, len(places))):
            tried += 1
            if found_in(topic.version, changed(topic.version.document.tree, steps, misspell))[0] is not None:
                passed.append(f"{topic.version.document.file}: {steps}")
    assert passed == []
    assert tried > 30


def leaves(tree: Any, steps: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every text in a tree that is not for people, and where it stands."""
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in parts:
        if isinstance(value, str) and key not in ("fr", "en"):
            yield (*steps, key), value
        yield from leaves(value, (*steps, key))
