"""Which nodes the forward chainer derives, which our own code computes, and in what order the two take turns.

Conditions (all, any, none, tests against literals) become thresholds and Horn clauses, with true and false as separate
atoms, so that unknown is the absence of both. Everything else (numbers, tables, dates, records) is computed, and what
it yields is told to the chainer. A stratum is one turn: compute, tell, chain until nothing new follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ronde.evaluate.chainer_layout import Clause, InvalidFact, Threshold, UnsafeShape, encode
from ronde.evaluate.chainer_layout import plan as lay_out
from ronde.messages.diagnostics import Diagnostic
from ronde.model.locations import Location, SourceLocation
from ronde.model.nodes import Node, Op, Plan
from ronde.model.types import Kind

CANDIDATE = ""
"""The scope of nodes that are not a record's."""


@dataclass(slots=True)
class Scope:
    """What is derived for the candidate, or for each record of one list."""

    thresholds: list[Threshold] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    measured: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Stratum:
    """One turn: nodes to compute in order, then for each scope the nodes to tell and the nodes that then settle.

    `facts` are those of the settled nodes that are facts, with their names: they may be supplied.
    """

    computed: tuple[int, ...]
    measured: dict[str, tuple[int, ...]]
    told: dict[str, tuple[int, ...]]
    settled: dict[str, tuple[int, ...]]
    facts: dict[str, tuple[tuple[int, str], ...]]


@dataclass(frozen=True, slots=True)
class Strata:
    """A plan laid out for forward chaining.

    `atoms` names the atom of a node that is true (1) or false (0), `meaning` says it back; `groups` names the measured
    fact of a node.
    """

    turns: tuple[Stratum, ...]
    scopes: dict[str, Scope]
    atoms: dict[tuple[int, int], str]
    meaning: dict[str, tuple[int, int]]
    groups: tuple[str, ...]


def true(node: int) -> str:
    """The atom that says a node is true."""
    return f"{node}+"


def false(node: int) -> str:
    """The atom that says a node is false."""
    return f"{node}-"


def group(node: int) -> str:
    """The name of the measured fact that tells a node's value."""
    return f"n{node}"


def free(node: int) -> str:
    """The atom that says a fact was not supplied, so that its definition decides."""
    return f"{node}?"


def stratify(plan: Plan) -> Strata:
    """The strata of a plan."""
    scopes: dict[str, Scope] = {}
    chained = {node.id for node in plan.nodes if plan.twins[node.id] == node.id and _chained(plan, node)}
    turn: list[int] = []
    for node in plan.nodes:
        scope = scopes.setdefault(node.record or CANDIDATE, Scope())
        if plan.twins[node.id] != node.id:
            turn.append(turn[plan.twins[node.id]])
            continue
        args = [plan.twins[arg] for arg in node.args]
        if node.id not in chained:
            turn.append(max((turn[arg] + (arg in chained) for arg in args), default=0))
            continue
        turn.append(max(turn[arg] + (arg in chained and plan.nodes[arg].record != node.record) for arg in args))
        _clauses(plan, node, chained, scope)
    count = max(turn, default=0) + 1
    turns = tuple(_stratum(plan, number, turn, chained, scopes) for number in range(count))
    atoms = {(node, value): name(node) for node in range(len(plan.nodes)) for value, name in ((1, true), (0, false))}
    meaning = {atom: key for key, atom in atoms.items()}
    return Strata(turns, scopes, atoms, meaning, tuple(map(group, range(len(plan.nodes)))))


def shape_diagnostics(plan: Plan, strata: Strata) -> list[Diagnostic]:
    """A diagnostic for every scope whose conditions the forward chainer's library could not run safely."""
    found: list[Diagnostic] = []
    for scope in strata.scopes.values():
        try:
            lay_out(scope.thresholds, scope.clauses)
        except UnsafeShape:
            location = next(
                (_place(plan, strata, each) for each in scope.thresholds if _unsafe(each)), SourceLocation("rulesets")
            )
            found.append(Diagnostic("unsafe-shape", location))
    return found


def may_be_unsafe(plan: Plan) -> bool:
    """Whether some literal is one that the library could not compare; else `shape_diagnostics` finds nothing."""
    return any(node.op is Op.CONSTANT and not _comparable(node.data) for node in plan.nodes)


def _comparable(literal: object) -> bool:
    """Whether a literal can be told safely, and the number after it."""
    try:
        for each in (literal, literal + 1) if isinstance(literal, int) else (literal,):
            encode(each, int if isinstance(literal, int) else str)
    except InvalidFact:
        return False
    return True


def _unsafe(threshold: Threshold) -> bool:
    try:
        lay_out([threshold], [])
    except UnsafeShape:
        return True
    return False


def _place(plan: Plan, strata: Strata, threshold: Threshold) -> Location:
    return plan.nodes[strata.meaning[threshold.conclusion][0]].location or SourceLocation("rulesets")


def _stratum(plan: Plan, number: int, turn: list[int], chained: set[int], scopes: dict[str, Scope]) -> Stratum:
    computed = [node for node, twin in enumerate(plan.twins) if node == twin and node not in chained]
    measured: dict[str, tuple[int, ...]] = {}
    told: dict[str, tuple[int, ...]] = {}
    settled: dict[str, tuple[int, ...]] = {}
    facts: dict[str, tuple[tuple[int, str], ...]] = {}
    for name, scope in scopes.items():
        own = {node for node in chained if (plan.nodes[node].record or CANDIDATE) == name}
        # What another scope derives is told one turn after it settles there.
        ready = {node: turn[node] + (node in chained and node not in own) for node in scope.told}
        measured[name] = tuple(sorted(node for node in scope.measured if turn[node] == number))
        told[name] = tuple(sorted(node for node in scope.told if ready[node] == number))
        settled[name] = tuple(sorted(node for node in own if turn[node] == number))
        facts[name] = tuple((node, fact) for node in settled[name] if (fact := plan.nodes[node].fact))
    return Stratum(tuple(node for node in computed if turn[node] == number), measured, told, settled, facts)


def _chained(plan: Plan, node: Node) -> bool:
    """Whether the chainer derives this node."""
    if node.op in (Op.ALL, Op.ANY, Op.NEGATE):
        return True
    if node.op is Op.FACT:
        known = plan.known_by(node)
        return node.type.kind is Kind.YES_NO and known.defined and not known.defaulted
    return node.op in (Op.AT_LEAST, Op.EQUALS) and _literal_side(plan, node) is not None


def _literal_side(plan: Plan, node: Node) -> tuple[int, int, int | str] | None:
    """The position of the argument that is measured, its node, and the literal; None where neither side is literal."""
    for position in (0, 1):
        other = plan.nodes[plan.twins[node.args[1 - position]]]
        measured = plan.nodes[plan.twins[node.args[position]]]
        own = other.op is Op.CONSTANT and measured.op is not Op.CONSTANT and measured.record == node.record
        if own and isinstance(other.data, int | str):
            return position, measured.id, other.data
    return None


def _clauses(plan: Plan, node: Node, chained: set[int], scope: Scope) -> None:
    """Add the rules that derive a node, and note what must be told for them."""
    if node.op in (Op.AT_LEAST, Op.EQUALS):
        found = _literal_side(plan, node)
        assert found is not None
        scope.measured.add(found[1])
        scope.thresholds.extend(_thresholds(node, *found))
        return
    args = [plan.twins[arg] for arg in node.args]
    scope.told.update(arg for arg in args if arg not in chained or plan.nodes[arg].record != node.record)
    holds, fails = [true(arg) for arg in args], [false(arg) for arg in args]
    if node.op is Op.FACT:
        scope.clauses.append(Clause((holds[0], free(node.id)), true(node.id)))
        scope.clauses.append(Clause((fails[0], free(node.id)), false(node.id)))
    elif node.op is Op.NEGATE:
        scope.clauses.append(Clause((fails[0],), true(node.id)))
        scope.clauses.append(Clause((holds[0],), false(node.id)))
    elif node.op is Op.ALL:
        scope.clauses.append(Clause(tuple(dict.fromkeys(holds)), true(node.id)))
        scope.clauses.extend(Clause((each,), false(node.id)) for each in dict.fromkeys(fails))
    else:
        scope.clauses.extend(Clause((each,), true(node.id)) for each in dict.fromkeys(holds))
        scope.clauses.append(Clause(tuple(dict.fromkeys(fails)), false(node.id)))


def _thresholds(node: Node, position: int, measured: int, literal: int | str) -> Iterator[Threshold]:
    """One rule for each way in which a test against a literal is true or false."""
    told = group(measured)
    yes, no = true(node.id), false(node.id)
    if isinstance(literal, str):
        yield Threshold(told, "text", "is", literal, yes)
        yield Threshold(told, "text", "is_not", literal, no)
    elif node.op is Op.EQUALS:
        yield Threshold(told, "exact", "is", literal, yes)
        yield Threshold(told, "low", "at_least", literal + 1, no)
        yield Threshold(told, "high", "less_than", literal, no)
    elif position == 0:
        yield Threshold(told, "low", "at_least", literal, yes)
        yield Threshold(told, "high", "less_than", literal, no)
    else:
        yield Threshold(told, "high", "less_than", literal + 1, yes)
        yield Threshold(told, "low", "at_least", literal + 1, no)
