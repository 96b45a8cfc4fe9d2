"""Why a fact is what it is: a tree of reasons, read off the recorded values of a decision.

A reason says its fact or condition, what it came to, what was asked for, where the rule stands, and below it the
reasons that decided: what failed where the answer is no, what is not known where it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ronde.evaluate.decision import Decision
from ronde.explain.best import best_added
from ronde.explain.hours import hours_told
from ronde.explain.reason import Reason
from ronde.explain.runs import MEASURED
from ronde.explain.worked import lines, worked
from ronde.messages import translate
from ronde.messages.numbers import grouped, listed, multiple
from ronde.messages.titles import within
from ronde.model.nodes import Fact, Node, Op, Operand, Said, Texts
from ronde.model.types import Kind, Value, show_number
from ronde.operations.bounds import bounds, known
from ronde.syntax.quotes import with_quotes
from ronde.telling.values import constant_of, show, show_day, show_exact, show_literal, show_ordered

MARKS: Mapping[Value, str] = {1: "yes", 0: "no"}

MOST_CASES = 2
"""How many cases of a choice are told one by one if none of them applies."""


def why(decision: Decision, name: str, language: str, record: int | None = None) -> Reason:
    """The reasons for a fact of a decision."""
    return Teller(decision, language).fact(name, record)


def unmet(decision: Decision, name: str, language: str) -> list[str]:
    """The conditions of a fact that are not met, as phrases, without the reasons below them."""
    teller = Teller(decision, language, deep=False)
    return [reason.text.rstrip(".") for reason in teller.fact(name, None).below if reason.mark == "no"]


class Teller:
    """Tells the reasons of a decision in a language."""

    def __init__(self, decision: Decision, language: str, *, deep: bool = True) -> None:
        self.decision, self.language, self.deep = decision, language, deep
        self.plan, self.trace = decision.plan, decision.trace
        self.record: int | None = None

    def translate(self, key: str, **params: object) -> str:
        """A sentence in the language."""
        return translate(key, self.language, **params)

    def value(self, node: int, record: int | None) -> Value:
        """The value of a node."""
        return self.trace.node(node, record)

    def label(self, name: str) -> str:
        """The label of a fact or a list."""
        about = self.plan.facts.get(name)
        label = about.label if about else self.plan.records.get(name, {})
        return label.get(self.language, name)

    def shown(self, name: str, record: int | None) -> str:
        """The value of a fact, as people read it."""
        about = self.plan.facts.get(name)
        if name in self.plan.records:
            return self.translate("list-supplied" if name in self.trace.candidate.records else "not-given")
        if about is None:  # the date of evaluation, which is always known
            return show_day(bounds(self.trace.value(name))[0], self.language)
        return show(self.trace.value(name, record), about, self.plan, self.language)

    def not_given(self, name: str, record: int | None) -> str:
        """Why the profile does not give a fact: it says nothing of it, or what the rules of the date do not know."""
        about = self.plan.facts[name]
        where = name if about.record is None or record is None else (about.record, record, name)
        foreign = self.decision.profile.foreign
        return (
            self.translate("foreign-given", value=foreign[where]) if where in foreign else self.translate("not-given")
        )

    # facts

    def fact(self, name: str, record: int | None, *, deep: bool = True) -> Reason:
        """The reason for a fact: its label and value, where its rule stands and, if `deep`, what decided it."""
        about = self.plan.facts.get(name)
        if about is None:
            return Reason(
                self.translate("line-value", label=self.translate("as-of"), value=self.shown(name, record)), fact=name
            )
        value = self.trace.value(name, record)
        text = self.translate("line-value", label=self.label(name), value=self.shown(name, record))
        maximum = maximum_of(self.decision, about)
        if maximum is not None and known(value):
            text += self.translate("out-of", maximum=grouped(show_number(maximum, about.type.decimals), self.language))
        if self.trace.supplied(name, record):
            return Reason(f"{text} ({self.translate('supplied')})", _mark(about, value), name)
        node = self.trace.definition(name)
        if node is None:
            hint = f" ({self.not_given(name, record)})" if not known(value) else ""
            return Reason(text + hint, _mark(about, value), name)
        return Reason(
            text,
            _mark(about, value),
            name,
            str(about.location),
            about.sources,
            tuple(self.definition(node, about, record)) if deep else (),
        )

    def definition(self, node: Node, about: Fact, record: int | None) -> Iterator[Reason]:
        """The reasons below a fact."""
        return self.by_form(node, about, record)

    def by_form(self, node: Node, about: Fact | None, record: int | None) -> Iterator[Reason]:
        """The reasons below a node, by the form of its definition."""
        if node.said and node.said.form in ("all", "any", "none", "test", "unless"):
            return self.conditions(node, record)
        if node.op is Op.TABLE:
            return self.table(node, record)
        if node.op is Op.CHOOSE:
            return self.branches(node, record)
        if node.op in MEASURED:
            return hours_told(self, node)
        return self.parts(node, about, record) if about and about.parts else self.computed(node, about, record)

    def parts(self, node: Node, about: Fact, record: int | None) -> Iterator[Reason]:
        """The parts of a sum, each with its value and what it counts for; the unknown ones with what is missing."""
        for part in about.parts:
            yield self.share(part, about.shares[part], record) if part in about.shares else self.brief(part, record)
        yield from self.rounding(node, about, record)

    def share(self, name: str, times: str, record: int | None) -> Reason:
        """A share of a fact: the fact, what it is multiplied by, and what that comes to."""
        reason, about, value = self.brief(name, record), self.plan.facts[name], self.trace.value(name, record)
        told = f"{multiple(times, self.language)} × {self.shown(name, record)}"
        if times == "-1":
            told = self.translate("share-minus", fact=self.shown(name, record))
        elif known(value):
            made = bounds(value)[0] * Operand(name, times).fraction / 10**about.type.decimals
            told += f" = {show_exact(made, about, self.language)}"
        return replace(reason, text=self.translate("line-value", label=self.label(name), value=told))

    def computed(self, node: Node, about: Fact | None, record: int | None) -> Iterator[Reason]:
        """The facts that a node was computed from, and how the outcome was rounded; of what a list does not say, that
        it is not published."""
        yield from self.rests_on(node, record)
        if (
            node.op is Op.ATTRIBUTE
            and known(self.value(node.args[0], record))
            and not known(self.value(node.id, record))
        ):
            yield Reason(self.translate("reason-not-published"))
        if about is not None:
            yield from self.rounding(node, about, record)
        if about is not None and node.op == "total_of_best":
            added = best_added(self.trace, node, about, self.language)
            yield from () if added is None else (Reason(added),)

    def rounding(self, node: Node, about: Fact, record: int | None) -> Iterator[Reason]:
        """The slices of a number, what it was before it was rounded, and what it became."""
        made = worked(self.trace, node, record)
        yield from map(Reason, lines(self.trace, made, about, self.language) if made else ())

    def rests_on(self, node: Node, record: int | None) -> Iterator[Reason]:
        """The facts that a node was computed from."""
        for name, of_record in dict.fromkeys(self.facts_below(node)):
            if of_record is None or record is not None:
                yield self.brief(name, record)
            else:
                yield from (self.brief(name, index) for index in self.trace.rows(of_record))

    def facts_below(self, node: Node) -> Iterator[tuple[str, str | None]]:
        """The nearest facts below a node, with the list of records each speaks of."""
        for arg in node.args:
            below = self.plan.nodes[arg]
            if below.op is Op.FACT:
                assert below.fact is not None
                yield below.fact, below.record
            else:
                yield from self.facts_below(below)

    def brief(self, name: str, record: int | None) -> Reason:
        """A fact with its value, and its reasons only where it is unknown."""
        reason = self.fact(name, record, deep=not known(self.trace.value(name, record)))
        about = self.plan.facts.get(name)
        return (
            replace(reason, text=f"[{record + 1}] {reason.text}")
            if about and about.record and record is not None
            else reason
        )

    # conditions

    def conditions(self, node: Node, record: int | None) -> Iterator[Reason]:
        """The members of a group, or the test itself."""
        assert node.said is not None
        if node.said.form == "test":
            yield self.test(node, record)
            return
        group = self.plan.nodes[node.args[0]] if node.said.form == "none" else node
        for member in group.args:
            yield self.condition(self.plan.nodes[member], record)

    def condition(self, node: Node, record: int | None) -> Reason:
        """One condition of a group."""
        said = node.said or Said("all")
        if said.form == "test":
            return self.test(node, record)
        value = self.value(node.id, record)
        text = self.because(said) or self.translate(f"group-{said.form}")
        return Reason(text, MARKS.get(value, "unknown"), None, None, (), tuple(self.conditions(node, record)))

    def test(self, node: Node, record: int | None) -> Reason:
        """A test: what was asked, what was found, by how much it fails; then why, where it decided."""
        said = node.said
        assert said is not None
        assert said.fact is not None
        mark = MARKS.get(self.value(node.id, record), "unknown")
        at = record if self.plan.facts.get(said.fact) and self.plan.facts[said.fact].record else None
        self.record = record
        asked = self.asked(said)
        found = self.translate("line-value", label=self.label(said.fact), value=self.shown(said.fact, at))
        text = f"{found} — {asked}" if asked else found
        if mark == "no":
            text += self.shortfall(node, said, record)
        told = self.fact(said.fact, at, deep=self.worth(said, at, mark))
        named = self.deep and not asked and self.because(said).rstrip(".") == self.label(said.fact)
        if said.because and not named:
            return Reason(self.because(said), mark, None, None, (), (replace(told, text=text, mark=""),))
        return replace(told, text=text, mark=mark)

    def because(self, said: Said) -> str:
        """What the editor wrote of a condition, with the value of each fact that it quotes, or its label where that is
        not known; empty if nothing is written."""
        return self.quoting(said.because or {})

    def quoting(self, text: Texts) -> str:
        """A text of the rules, with the value of each fact that it quotes."""
        return with_quotes(text.get(self.language, ""), str, self.quoted)

    def quoted(self, name: str) -> str:
        """A fact that a text quotes: its value without its unit, which the text writes."""
        about = self.plan.facts.get(name)
        found = self.trace.value(name)
        value = found if known(found) else constant_of(self.plan, name)
        if about is None or not known(value):
            return self.shown(name, None) if about is None else within(self.label(name))
        return show(value, replace(about, unit={}), self.plan, self.language)

    def worth(self, said: Said, record: int | None, mark: str) -> bool:
        """Whether the reasons below a test are worth telling: where it failed or is unknown, and for hours always."""
        assert said.fact is not None
        if not self.deep or said.fact not in self.plan.facts or self.trace.supplied(said.fact, record):
            return False
        node = self.trace.definition(said.fact)
        return node is not None and (mark != "yes" or node.op in MEASURED)

    def asked(self, said: Said) -> str:
        """What a test asks for, in words; empty for a plain yes."""
        assert said.fact is not None
        operand = said.operand
        if said.operator == "is" and operand is True:
            return ""
        if said.operator == "known":
            return self.translate("asked-known" if operand else "asked-not-known")
        if said.operator == "in_list":
            return self.translate("asked-in_list", operand=str(operand))
        values = [self.operand(each, said.fact) for each in (operand if isinstance(operand, tuple) else (operand,))]
        about = self.plan.facts.get(said.fact)
        dated = (about is None or about.type.kind is Kind.DATE) and said.operator in ("at_least", "at_most")
        told = listed(values, "and" if said.operator == "between" else "or", self.language)
        return self.translate(f"page-date-{said.operator}" if dated else f"asked-{said.operator}", operand=told)

    def operand(self, operand: object, compared: str) -> str:
        """What a test compares with: the value of another fact, or a literal as a value of the fact compared."""
        if isinstance(operand, Operand):
            return self.named(operand)
        about = self.plan.facts.get(compared)
        if about is None:
            return self.translate("the-day", date=str(operand))
        told = show_literal(operand, about, self.plan, self.language)
        return self.translate("the-day", date=told) if about.type.kind is Kind.DATE else told

    def named(self, operand: Operand) -> str:
        """The value of the fact that a test compares with and, in brackets, its label; what is not known after it."""
        about = self.plan.facts.get(operand.fact)
        at = self.record if about is not None and about.record else None
        value, times = self.trace.value(operand.fact, at), ""
        if operand.times:
            times = f"{multiple(operand.times, self.language)} × "
        label = self.translate("as-of") if about is None else self.label(operand.fact)
        if not known(value) or (about is not None and not about.type.ordered):
            return f"{times}{label} ({self.shown(operand.fact, at)})"
        if about is None or about.type.kind is Kind.DATE:
            return f"{self.translate('the-day', date=self.shown(operand.fact, at))} ({within(label)})"
        product = bounds(value)[0] * operand.fraction
        if product.denominator != 1:
            return f"{times}{self.shown(operand.fact, at)} ({within(label)})"
        return f"{show_ordered(product.numerator, about, self.language)} ({times}{within(label)})"

    def shortfall(self, node: Node, said: Said, record: int | None) -> str:
        """How much is short of an `at_least` on a number, as a phrase; nothing elsewhere."""
        short = shortfall(self.decision, node, said, record)
        if short is None or said.fact is None:
            return ""
        about = self.plan.facts[said.fact]
        other = self.plan.facts.get(said.operand.fact) if isinstance(said.operand, Operand) else None
        about = replace(about, unit=about.unit or other.unit) if other else about
        key = "short-of" if about.unit or about.currency else "short-by"
        return self.translate(key, short=show_ordered(short, about, self.language))

    # tables, choices, hours

    def table(self, node: Node, record: int | None) -> Iterator[Reason]:
        """The keys of a table and the row that matched."""
        yield from self.rests_on(node, record)
        row = self.trace.row(node, record)
        if row is not None:
            yield Reason(self.translate("row", location=row))

    def branches(self, node: Node, record: int | None) -> Iterator[Reason]:
        """The branch of a choice that was taken and what it gives, or the conditions that leave it open."""
        taken, last = self.trace.branch(node, record), len(node.args) // 2
        left = [n for n in range(last) if n == taken or (taken is None and self.value(node.args[2 * n], record) != 0)]
        found: list[Reason] = []
        for number in left:
            reason = self.condition(self.plan.nodes[node.args[2 * number]], record)
            found += [] if reason in found else [reason]
        yield from found
        if taken is None:
            return
        if taken == last:
            layers = node.said is not None and node.said.form == "layers"
            tests = [] if layers or last > MOST_CASES else [self.plan.nodes[node.args[2 * n]] for n in range(last)]
            below = tuple(self.condition(each, record) for each in tests)
            key = "otherwise-layers" if layers else "otherwise-cases" if below else "otherwise"
            yield Reason(self.translate(key), below=below)
        chosen = self.plan.nodes[node.args[-1] if taken == last else node.args[2 * taken + 1]]
        if chosen.op is Op.FACT and chosen.fact in [each.fact for each in found if each.fact]:
            return
        if chosen.op is Op.FACT and chosen.fact:
            yield self.brief(chosen.fact, record if chosen.record else None)
        elif chosen.op is not Op.CONSTANT:
            yield Reason(
                self.translate("by-version", location=chosen.location), below=tuple(self.by_form(chosen, None, record))
            )
        elif node.said is not None and node.said.form == "layers":
            yield Reason(self.translate("by-version", location=node.said.branches[taken]()))


def shortfall(decision: Decision, node: Node, said: Said, record: int | None) -> int | None:
    """The least that the fact of a failed `at_least` must gain for the test to hold, in steps of the fact's own type.

    None for other tests and where a side is unknown. Both sides of the test were brought to the same decimals, and the
    fact's side multiplied by the denominator of `times`: that is undone here, rounded up to a whole step.
    """
    plan, trace = decision.plan, decision.trace
    about = plan.facts.get(said.fact or "")
    if said.operator != "at_least" or node.op is not Op.AT_LEAST or about is None:
        return None
    kind = plan.nodes[node.args[0]].type
    have, need = (trace.node(arg, record) for arg in node.args)
    if kind.kind not in (Kind.NUMBER, Kind.MONEY) or not (known(have) and known(need)):
        return None
    finer = kind.decimals - about.type.decimals
    scale = int(10**finer) * (said.operand.fraction.denominator if isinstance(said.operand, Operand) else 1)
    return -(-(bounds(need)[0] - bounds(have)[0]) // scale)


def _mark(about: Fact, value: Value) -> str:
    if about.type.kind is not Kind.YES_NO:
        return ""
    return MARKS.get(value, "unknown")


def maximum_of(decision: Decision, about: Fact) -> int | None:
    """The declared maximum of a fact, in the column that applies to this candidate; None where that is unknown."""
    if not isinstance(about.maximum, dict):
        return about.maximum
    choosers = decision.plan.choosers
    chooser = choosers.get(about.name) or choosers.get(frozenset(about.maximum))
    if chooser is None:
        return None
    value = decision.trace.node(chooser[0])
    if not known(value):
        return None
    name = next((name for match, name in chooser[1] if match.holds(value)), None)
    return about.maximum.get(name) if name else None
