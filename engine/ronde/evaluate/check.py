"""The check of the rules of a book: the three passes on every set of rules that was ever in force or ever known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ronde.compile.rules import Compiler
from ronde.evaluate.stages import may_be_unsafe, shape_diagnostics, stratify
from ronde.messages.diagnostics import Diagnostic, Severity
from ronde.messages.report import BookReport
from ronde.model.history import History, Rules
from ronde.model.nodes import Plan


@dataclass(frozen=True, slots=True)
class Slice:
    """One set of rules compiled: the facts that it defines, those whose definition has an error, what is wrong; and its
    plan, None if it was found right before and was not compiled again."""

    rules: Rules
    names: frozenset[str]
    failed: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    plan: Plan | None = None


def compiled(history: History, compiler: Compiler, right: frozenset[str] = frozenset()) -> list[Slice]:
    """Every set of rules of a book, of which some are known to be right, by their digests."""
    return [
        Slice(rules, frozenset(compiler.index(rules).facts)) if rules.digest in right else _compiled(rules, compiler)
        for rules in rules_ever(history)
    ]


def _compiled(rules: Rules, compiler: Compiler) -> Slice:
    plan, found = compiler.plan_and_diagnostics(rules)
    names, failed = frozenset(plan.facts), frozenset[str]()
    if any(diagnostic.severity is Severity.ERROR for diagnostic in found):
        failed = frozenset(compiler.index(rules).facts) - names
    elif may_be_unsafe(plan):
        found = [*found, *shape_diagnostics(plan, stratify(plan))]
    return Slice(rules, names, failed, tuple(found), plan)


def check_rules(history: History, slices: Sequence[Slice]) -> BookReport:
    """The report on the rules of a book."""
    diagnostics = {
        (diagnostic.code, diagnostic.location): diagnostic
        for each in reversed(slices)
        for diagnostic in each.diagnostics
    }
    defined = frozenset[str]().union(*(each.names for each in slices))
    failed = frozenset[str]().union(*(each.failed for each in slices))
    count = sum(map(len, history.versions.values()))
    return BookReport(
        tuple(diagnostics.values()),
        count + 1,
        count,
        len(slices),
        len((set(history.headlines) - defined) & failed),
        right=frozenset(each.rules.digest for each in slices if not each.diagnostics),
    )


def rules_ever(history: History) -> list[Rules]:
    """Every different set of rules that was in force on some day, seen from some day, once each."""
    versions = [version for versions in history.versions.values() for version in versions]
    days = sorted({history.first_date, *(version.effective for version in versions)})
    late = sorted({version.published for version in versions if version.published != version.effective})
    found: dict[str, Rules] = {}
    for day in days:
        for known_on in (None, day, *late):
            rules = history.in_force(day, known_on)
            found.setdefault(rules.digest, rules)
    return list(found.values())
