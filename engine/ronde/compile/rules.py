"""The third pass as a whole: every fact of the rules in force lowered to nodes, or every fault that prevents it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import condition
from ronde.building.index import Index, Written, in_order, index, listed
from ronde.building.lists import check_attributes, check_form, check_instead
from ronde.building.quotes import stated, unquoting
from ronde.compile.facts import check_caution, check_slip, define, sources_of
from ronde.compile.linking import Drafts, Linking
from ronde.messages.diagnostics import Diagnostic, Severity, ValidationError
from ronde.model.history import InForce, Rules, Version
from ronde.model.limits import MOST_FACTS
from ronde.model.nodes import Op, Plan, Refusal, Texts
from ronde.model.types import YES_NO
from ronde.stopping import look
from ronde.syntax.gather import both, each_of
from ronde.syntax.position import CompileError
from ronde.syntax.refusals import RefusalSyntax
from ronde.syntax.texts import texts_of
from ronde.syntax.values import Name
from ronde.syntax.version import syntax_of


def compile_rules(rules: Rules) -> Plan:
    """The plan of the rules in force. Errors: ValidationError with every diagnostic of the third pass."""
    return Compiler().plan(rules)


class Compiler:
    """Compiles the rules of a book on any of its dates. A definition is compiled once for all the dates on which it
    and the types of what it names are the same. One thread at a time."""

    def __init__(self) -> None:
        self.written = Written()
        self._drafts = Drafts()

    def plan(self, rules: Rules) -> Plan:
        """The plan of the rules in force. Errors: ValidationError with every diagnostic of the third pass."""
        plan, diagnostics = self.plan_and_diagnostics(rules)
        errors = tuple(diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR)
        if errors:
            raise ValidationError(errors)
        return plan

    def plan_and_diagnostics(self, rules: Rules) -> tuple[Plan, list[Diagnostic]]:
        """The plan (of use only where no diagnostic is an error) and all diagnostics of the third pass."""
        found = self.index(rules)
        low = self.lowered(found, found.facts)
        for written in found.facts.values():
            try:
                check_caution(low, written)
                check_slip(low, written)
            except CompileError as fault:
                low.note(fault)
        refusals: list[Refusal] = []
        for topic in rules.topics:
            refusals.extend(low.refusals(topic, _topic_refusals))
        items = {name: listed(found, name) for name in found.lists}
        codes = {name: {code: item.title for code, item in own.items()} for name, own in items.items()}
        for name in found.lists:
            low.check_list(name, _check_list)
        titles = {name: texts_of(written.label) or {} for name, written in found.records.items()}
        about = {
            name: {code: item.attributes for code, item in own.items()}
            for name, own in items.items()
            if any(item.attributes for item in own.values())
        }
        nodes, refused = tuple(low.nodes), tuple(refusals)
        plan = Plan(rules.digest, nodes, low.facts, low.roots, titles, refused, codes, low.choosers, about)
        return plan, [*found.diagnostics, *low.diagnostics]

    def part(self, rules: Rules, names: Iterable[str]) -> Plan:
        """The plan of some facts (those that there are) and what they rest on, which can be run and no more.

        Errors: ValidationError."""
        found = self.index(rules)
        low = self.lowered(found, [name for name in names if name in found.facts])
        if low.diagnostics:
            raise ValidationError(tuple(low.diagnostics))
        return Plan(rules.digest, tuple(low.nodes), low.facts, low.roots, {}, (), {}, {})

    def index(self, rules: Rules) -> Index:
        """The index of these rules. Faults are in its diagnostics."""
        look()
        return index(rules, self.written)

    def lowered(self, found: Index, names: Iterable[str]) -> Linking:
        """These facts lowered, and what they rest on, in this order as far as none is needed earlier."""
        try:
            return _lowered(Linking(found, define, self._drafts), names)
        except RecursionError:
            return _lowered(Linking(found, define, self._drafts, MOST_FACTS), in_order(found))


def _lowered(low: Linking, names: Iterable[str]) -> Linking:
    for name in names:
        definitions = low.index.facts[name]
        try:
            low.fact(Name(name, definitions[0].written.at))
        except CompileError as fault:
            low.note(fault)
    return low


def _topic_refusals(low: PlanBuilder, topic: InForce) -> list[Refusal]:
    """The refusals of a topic; those of a version that applies to some only concern those, the next the others."""
    found: list[Refusal] = []
    guards: list[int] = []
    for version in topic.layers:
        if not version.conditional:
            return [*found, *_refusals(low, version, guards)]
        meant = syntax_of(version).applies_to
        assert meant is not None
        try:
            applies = condition(low, meant)
        except CompileError as fault:
            low.note(fault)
            return found
        found.extend(_refusals(low, version, [*guards, applies]))
        guards.append(low.apply(Op.NEGATE, meant.at, (applies,), YES_NO))
    return found


def _refusals(low: PlanBuilder, version: Version, guards: list[int]) -> list[Refusal]:
    found: list[Refusal] = []
    for written in syntax_of(version).refusals:
        try:
            node, because = both(partial(condition, low, written.when), partial(_told, low, version, written))
            if guards:
                node = low.apply(Op.ALL, written.at, (*guards, node), YES_NO)
            if low.record_of(node) != (written.on.text if written.on else None):
                raise written.at.fault("refusal-on", found=low.record_of(node) or "-")
        except CompileError as fault:
            low.note(fault)
            continue
        found.append(Refusal(node, low.record_of(node), written.field.text, because, written.at.location()))
    return found


def _told(low: PlanBuilder, version: Version, written: RefusalSyntax) -> Texts:
    """Why a profile is refused. The field that a refusal points at is there, and so are its sources. Errors:
    CompileError."""
    both(partial(low.fact, written.field), partial(sources_of, version, written.sources))
    return stated(low, written.because) or {}


def _check_list(low: PlanBuilder, name: str) -> None:
    """A list holds something, and its source is one of the file's."""
    version, written = low.index.lists[name]
    try:
        check_form(low.index, written)
        if not listed(low.index, name):
            raise written.at.fault("list-empty", key=True, list=name)
        sources_of(version, written.sources)
        check_attributes(low, written)
        check_instead(low.index, written)
        each_of(unquoting, filter(None, (written.label, written.note)))
    except CompileError as fault:
        low.note(fault)
