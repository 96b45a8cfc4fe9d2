"""The plan of a date, linked from definitions that were compiled for other dates, is the plan compiled alone."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.support import books
from tests.support.slips import rules_with, slipped

from ronde.compile.rules import Compiler
from ronde.evaluate.check import rules_ever
from ronde.messages.diagnostics import Diagnostic, Severity
from ronde.model.history import Rules
from ronde.model.nodes import Plan
from ronde.model.payloads import Table
from ronde.read.book import read_book

SLIPS = 30


def told(plan: Plan, diagnostics: list[Diagnostic]) -> dict[str, Any]:
    """All that a compilation says, places included; of rules with errors the plan is of no use."""
    if any(each.severity is Severity.ERROR for each in diagnostics):
        return {"findings": diagnostics, "facts": set(plan.facts)}
    return {
        "findings": diagnostics,
        "nodes": [(node, node.type.form, node.location, _places(node.data)) for node in plan.nodes],
        "facts": [(name, fact, fact.type.form) for name, fact in plan.facts.items()],
        "roots": [*plan.roots.items()],
        "others": (plan.digest, plan.records, plan.refusals, plan.codes, plan.choosers),
        "twins": plan.twins,
    }


def _places(data: object) -> list[object]:
    return [location() for location in data.places] if isinstance(data, Table) else []


def alike(compiler: Compiler, rules: Rules) -> None:
    """These rules come out the same from a compiler that has compiled others as from a new one."""
    assert told(*compiler.plan_and_diagnostics(rules)) == told(*Compiler().plan_and_diagnostics(rules))


@pytest.fixture(scope="module")
def alone() -> dict[str, dict[str, Any]]:
    """Every fourth rules of the book, each compiled by a compiler of its own, by their digest."""
    return {rules.digest: told(*Compiler().plan_and_diagnostics(rules)) for rules in rules_ever(books.real())[::4]}


@pytest.mark.parametrize("order", ["forwards", "shuffled"])
def test_the_dates_of_the_book_are_linked_as_if_compiled_alone(order: str, alone: dict[str, dict[str, Any]]) -> None:
    """Whatever the dates that were compiled before."""
    every = rules_ever(books.real())
    if order == "shuffled":
        Random(7).shuffle(every)
    compiler = Compiler()
    for rules in every:
        found = told(*compiler.plan_and_diagnostics(rules))
        assert rules.digest not in alone or found == alone[rules.digest]


def test_rules_with_a_slip_are_found_wrong_as_if_compiled_alone() -> None:
    """Real rules in which one definition is damaged, among those that are not, which were compiled before and are
    compiled again afterwards."""
    random, compiler, history = Random(11), Compiler(), books.real()
    versions = [each for topic in history.in_force(max(history.change_dates)).topics for each in topic.layers]
    names = [*compiler.index(history.in_force(max(history.change_dates))).facts]
    wrong = 0
    for _ in range(SLIPS):
        version = random.choice(versions)
        rules = rules_with(version, slipped(version.document.tree, random, names), max(history.change_dates))
        if rules is not None:
            alike(compiler, rules)
            wrong += any(each.severity is Severity.ERROR for each in compiler.plan_and_diagnostics(rules)[1])
    alike(compiler, history.in_force(max(history.change_dates)))
    assert wrong


def test_a_definition_is_compiled_again_if_what_it_names_is_of_another_type(tmp_path: Path) -> None:
    """And found again once that is of its first type again; a list that changes is noticed."""
    files = {
        f"age/{day}.yaml": books.version(
            day,
            {
                "age": books.asked("number", at_least=low, at_most=9),
                "letter": books.asked("code", list="letters"),
            },
            lists={"letters": {"label": books.TEXTS, "source": "act", "items": {code: books.TEXTS}}},
        )
        for day, low, code in (("2015-01-01", 0, "A"), ("2016-01-01", 5, "B"), ("2017-01-01", 0, "A"))
    }
    answer = {
        "answer": books.fact(sum=["age"], cap=8),
        "known": books.fact(all=[{"fact": "letter", "in_list": "letters"}]),
    }
    files["answer/2015-01-01.yaml"] = books.version(facts=answer)
    history = read_book(books.write(tmp_path, files))
    compiler = Compiler()
    plans = []
    for rules in rules_ever(history):
        alike(compiler, rules)
        plans.append(compiler.plan(rules))
    assert [plan.facts["answer"].type.low for plan in plans] == [0, 5, 0]
    assert plans[0].facts["answer"] is plans[2].facts["answer"]
    sets = [node.data for plan in plans for node in plan.nodes if isinstance(node.data, frozenset)]
    assert sets == [{"A"}, {"B"}, {"A"}]
