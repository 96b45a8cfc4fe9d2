"""The values of facts that are worth trying: where the definitions of either side can turn.

What a fact is compared with, where tables are cut and which codes lists hold is read from the plans. If a fact is only
compared, one value of each stretch between two such values stands for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ronde.inputs.possible import possible
from ronde.model.nodes import Node, Op, Plan
from ronde.model.payloads import Slices, Table
from ronde.model.types import Kind, Value

MOST_VALUES = 300
"""Of how many values at most a fact is tried with every one."""

EVENLY = 8
"""Into how many equal parts the values of any other number are cut, at whose ends it is tried as well."""

OTHER = "x"
"""A text that no rule names."""


@dataclass
class Use:
    """How definitions use a fact: the numbers and texts at which they turn; `open` if its value enters an answer, or is
    used in another way; for each code, what tells it from others."""

    numbers: set[int] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    open: bool = False
    signs: dict[str, tuple[object, ...]] = field(default_factory=dict)

    def take(self, other: Use) -> None:
        """Add how another fact is used."""
        self.numbers |= other.numbers
        self.texts |= other.texts
        self.open = self.open or other.open
        for text, sign in other.signs.items():
            self.signs[text] = (*self.signs.get(text, ()), *sign)


@dataclass(frozen=True, slots=True)
class Domain:
    """Values of a fact that are worth trying; `whole` if they stand for every value that both sides allow, `apart` if
    one side allows others as well. The first ones, so many as are `named`, are those of which rules speak."""

    values: tuple[int | str, ...]
    whole: bool
    named: int = 0
    apart: bool = False


def uses(plan: Plan, nodes: Iterable[Node]) -> dict[str, Use]:
    """How some nodes of a plan use the facts that they name."""
    found: dict[str, Use] = {}
    for node in nodes:
        for place, arg in enumerate(node.args):
            name, factor = _fact(plan, arg)
            if name:
                _note(plan, node, place, factor, found.setdefault(name, Use()))
    return found


def uses_below(plan: Plan, nodes: Iterable[Node]) -> dict[str, Use]:
    """As `uses`, where a fact that only hands on the value of another is used as that other is."""
    every = sorted(nodes, key=lambda node: -node.id)
    found = uses(plan, every)
    for node in every:
        if node.op is Op.FACT and node.fact in found:
            for name in _handed_on(plan, node):
                found.setdefault(name, Use()).take(found[node.fact])
    return found


def _handed_on(plan: Plan, node: Node) -> Iterator[str]:
    """The facts whose value a fact, or a choice, hands on as it is."""
    for arg in node.args[1::2] + node.args[-1:] if node.op is Op.CHOOSE else node.args:
        below = plan.nodes[arg]
        if below.op is Op.FACT:
            yield str(below.fact)
        elif below.op is Op.CHOOSE:
            yield from _handed_on(plan, below)


def domain(name: str, plans: Sequence[Plan], some: Sequence[Mapping[str, Use]]) -> Domain:
    """The values of a fact that are worth trying on both of two sides."""
    abouts = [plan.facts[name] for plan in plans if name in plan.facts]
    used = [each[name] for each in some if name in each]
    types = [possible(about) for about in abouts]
    if len({(each.kind, each.decimals) for each in types}) > 1:
        return Domain((), False)
    kind, opened = types[0], any(each.open for each in used)
    if kind.kind is Kind.YES_NO:
        return Domain((0, 1), True)
    if kind.ordered:
        low, high = max(each.low for each in types), min(each.high for each in types)
        found = _numbers(low, high, set().union(*(each.numbers for each in used)), opened=opened)
        return replace(found, apart=any((each.low, each.high) != (low, high) for each in types))
    if kind.choices:
        both = [each for each in kind.choices if all(each in other.choices for other in types)]
        named = [each for each in both if any(each in use.texts for use in used)]
        apart = any(len(each.choices) != len(both) for each in types)
        return Domain(tuple(dict.fromkeys((*named, *both))), True, len(named), apart)
    if kind.codes:
        lists = [plan.codes[str(plan.facts[name].type.codes)] for plan in plans if name in plan.facts]
        return _codes(lists, used, opened=opened)
    if kind.pattern:
        return Domain(tuple(sorted(set[str]().union(*(each.texts for each in used)))), False)
    return Domain((*sorted(set[str]().union(*(each.texts for each in used))), OTHER), not opened)


def _numbers(low: int, high: int, turns: set[int], *, opened: bool) -> Domain:
    if low > high:
        return Domain((), True)
    if high - low < MOST_VALUES:
        found = _cells(low, high, turns)
        return Domain(tuple(dict.fromkeys((*found.values, *range(low, high + 1)))), True) if opened else found
    found = _cells(low, high, turns)
    if not opened:
        return found
    between = (low + (high - low) * step // EVENLY for step in range(1, EVENLY))
    return Domain(tuple(dict.fromkeys((*found.values, *between))), False)


def _cells(low: int, high: int, turns: set[int]) -> Domain:
    near = [turn + step for turn in sorted(turns) for step in (0, -1, 1)]
    return Domain(tuple(dict.fromkeys(each for each in (*near, low, high) if low <= each <= high)), True)


def _codes(lists: Sequence[Mapping[str, object]], used: Sequence[Use], *, opened: bool) -> Domain:
    """A code of each sort: those that the definitions cannot tell apart are one sort."""
    codes = [code for code in lists[0] if all(code in other for other in lists)]
    sorts: dict[object, str] = {}
    for code in codes:
        sorts.setdefault(tuple(each.signs.get(code) for each in used), code)
    named = [code for code in sorts.values() if any(code in each.signs for each in used)]
    apart = any(len(each) != len(codes) for each in lists)
    if len(codes) <= MOST_VALUES:
        return Domain(tuple(dict.fromkeys((*named, *codes))), True, len(named), apart)
    return Domain(tuple(dict.fromkeys((*named, *sorts.values()))), not opened, len(named), apart)


def _fact(plan: Plan, node: int) -> tuple[str, int]:
    """The fact behind a node (or nothing), and by how much it was multiplied."""
    factor = 1
    while plan.nodes[node].op is Op.TIMES:
        factor *= int(str(plan.nodes[node].data)) or 1
        node = plan.nodes[node].args[0]
    found = plan.nodes[node]
    return (found.fact or "", factor) if found.op is Op.FACT else ("", 1)


def _note(plan: Plan, node: Node, place: int, factor: int, use: Use) -> None:
    """Note how a node uses a fact, which is its argument at a place."""
    match node.op:
        case Op.ALL | Op.ANY | Op.NEGATE | Op.KNOWN:
            pass
        case Op.FACT:
            use.open = True
        case Op.EQUALS | Op.AT_LEAST:
            literals = _literals(plan, node)
            _turn(use, node, literals, factor)
            use.open = use.open or len(literals) < len(node.args) - 1
        case Op.MEMBER if isinstance(node.data, frozenset):
            use.numbers |= {each for each in node.data if isinstance(each, int)}
            for text in (each for each in node.data if isinstance(each, str)):
                _mark(use, node, text, True)
        case Op.TABLE if isinstance(node.data, Table):
            axis = node.data.axes[place]
            use.numbers |= set(axis.starts)
            for text, cell in (axis.values or {}).items():
                _mark(use, node, text, cell)
            use.open = use.open or node.data.beyond is not None
        case _ if isinstance(node.data, Slices):
            use.numbers |= set(node.data.starts)
            use.open = True
        case Op.CHOOSE if place % 2 == 0 and place < len(node.args) - 1:
            pass
        case _:
            _turn(use, node, _literals(plan, node), factor)
            if isinstance(node.data, Mapping):
                for code, value in node.data.items():
                    _mark(use, node, str(code), value)
            else:
                use.open = True


def _turn(use: Use, node: Node, literals: Sequence[Value], factor: int) -> None:
    """Note that a fact is compared with literals."""
    for each in literals:
        if isinstance(each, int):
            use.numbers.add(each // factor)
        elif isinstance(each, str):
            _mark(use, node, each, each)


def _mark(use: Use, node: Node, text: str, sign: object) -> None:
    """Note what a node tells by a text."""
    use.texts.add(text)
    use.signs[text] = (*use.signs.get(text, ()), node.id, sign)


def _literals(plan: Plan, node: Node) -> list[Value]:
    found: Iterator[object] = (plan.nodes[arg].data for arg in node.args if plan.nodes[arg].op is Op.CONSTANT)
    return [each for each in found if isinstance(each, int | str)]
