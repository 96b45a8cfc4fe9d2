"""What a page says of one thing that a version writes: names as links, values, spans of time, conditions."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from urllib.parse import quote

from ronde.messages import translate
from ronde.messages.escape import code, markdown
from ronde.messages.numbers import grouped, listed, multiple
from ronde.model.history import History, InForce, Rules
from ronde.model.nodes import Fact, Plan
from ronde.model.types import Kind, NotOfType
from ronde.syntax.conditions import Condition, ConditionGroup, FactTest
from ronde.syntax.facts import LoopSyntax
from ronde.syntax.lists import ItemSyntax, ListSyntax
from ronde.syntax.quotes import own_figure, with_quotes
from ronde.syntax.texts import Localised
from ronde.syntax.values import FactValue, Literal, Name, Value
from ronde.syntax.version import syntax_of
from ronde.telling.values import constant_of, show, show_literal


def bullet(level: int, text: str) -> str:
    """One line of a nested list."""
    return f"{'    ' * level}- {text}"


@dataclass(frozen=True)
class Phrases:
    """The words for one topic in one language. `loop` is the variable of a `for_each` and its items, if any."""

    history: History
    rules: Rules
    plan: Plan
    topic: str
    language: str
    loop: tuple[str, Mapping[str, ItemSyntax]] = field(default=("", {}))

    def translate(self, key: str, **params: object) -> str:
        """A sentence in the page's language."""
        return translate(key, self.language, **params)

    @cached_property
    def lists(self) -> dict[str, tuple[InForce, ListSyntax]]:
        """Every list in force: its topic and what is written of it."""
        return {
            name: (topic, written)
            for topic in self.rules.topics
            for name, written in syntax_of(topic.version).lists.items()
        }

    # names

    def within(self, loop: LoopSyntax | None) -> Phrases:
        """The words for a definition written once for every item of a list."""
        if loop is None:
            return self
        return replace(self, loop=(f"{{{loop.variable}}}", self.lists[loop.list.text][1].items))

    def item(self, code: str) -> str:
        """The title of an item of the list that is gone through."""
        item = self.loop[1].get(code)
        return item.title.get(self.language, code) if item else code

    def text(self, text: Localised | None) -> str:
        """A text in the page's language. The item that stands in it becomes all of them; what it quotes is told by its
        value if it is the same for everybody, else by its label."""
        if text is None:
            return ""
        told = text.text(self.language)
        if self.loop[0]:
            told = told.replace(self.loop[0], " / ".join(map(self.item, self.loop[1])))
        return with_quotes(told, self._between, partial(self._quoted, text)) if "{" in told else markdown(told)

    def _between(self, part: str) -> str:
        """What stands between two quotes, with the spaces around it, which escaping takes away."""
        bare = part.strip()
        before, _, after = part.partition(bare) if bare else ("", "", part)
        return before + (markdown(bare) if bare else "") + after

    def _quoted(self, text: Localised, name: str) -> str:
        own = own_figure(text.at, name)
        if own is not None and own.fact is None:
            about = self.about(own.compared) if own.compared is not None else None
            return (
                markdown(grouped(str(own.at.single().value), self.language))
                if about is None
                else self._bare(own.at.single().value, about)
            )
        return self._of_fact(name if own is None or own.fact is None else own.fact)

    def _of_fact(self, name: str) -> str:
        value, about = constant_of(self.plan, name), self.plan.facts.get(name)
        if value is None or about is None:
            return f"[{self.label(name)}]({self.page(about.topic)}#{anchor(name, about.version)})" if about else name
        return markdown(show(value, replace(about, unit={}), self.plan, self.language))

    def names(self, written: str) -> list[str]:
        """The facts that a name stands for: one, or one for each item."""
        if self.loop[0] and self.loop[0] in written:
            return [written.replace(self.loop[0], code) for code in self.loop[1]]
        return [written]

    def about(self, written: str) -> Fact | None:
        """What is said of a fact, or of the first of those that its name stands for."""
        return self.plan.facts.get(self.names(written)[0])

    def label(self, written: str) -> str:
        """The label of a fact; of one for each item, the label with every item in it."""
        names = self.names(written)
        labels = [
            about.label.get(self.language, name) if about else self._date(name) for name, about in self._of(names)
        ]
        if len(labels) > 1:
            titles = [self.item(code) for code in self.loop[1]]
            if all(one == labels[0].replace(titles[0], title) for one, title in zip(labels, titles, strict=True)):
                return markdown(labels[0].replace(titles[0], " / ".join(titles)))
        return markdown(" / ".join(dict.fromkeys(labels)))

    def _of(self, names: list[str]) -> Iterator[tuple[str, Fact | None]]:
        return ((name, self.plan.facts.get(name)) for name in names)

    def _date(self, name: str) -> str:
        return self.translate("as-of") if name == "as_of" else name

    def fact(self, name: Name) -> str:
        """A fact's label, as a link to where its page says it."""
        about, label = self.about(name.text), self.label(name.text)
        return label if about is None else f"[{label}]({self.page(about.topic)}#{anchor(about.name, about.version)})"

    def page(self, topic: str) -> str:
        """The way from the page of this topic to that of another; nothing for this page itself."""
        way = posixpath.relpath(f"{topic}.html", posixpath.dirname(self.topic) or ".")
        return "" if topic == self.topic else quote(os.fsencode(way))

    def list_name(self, name: str) -> str:
        """The label of a list, as a link to the page that shows it."""
        if name not in self.lists:
            return code(name)
        found, written = self.lists[name]
        way = f"{self.page(found.topic)}#{list_anchor(name, found.version.name)}"
        return f"[{self.text(written.label) or markdown(name)}]({way})"

    def records(self, name: str) -> str:
        """The title of a list of records."""
        return markdown(self.plan.records.get(name, {}).get(self.language, name))

    # values

    def value(self, written: Value, about: Fact | None) -> str:
        """A literal, or another fact and what it is multiplied by."""
        if not isinstance(written, FactValue):
            return self.single(written.value if isinstance(written, Literal) else None, about)
        constant = self.constant(written.fact.text)
        return self._times(written, self.fact(written.fact) + (f" ({constant})" if constant else ""))

    def single(self, written: object, about: Fact | None) -> str:
        """A single value as it is written, as one of a fact if there is one."""
        if about is None:
            return markdown(str(written))
        try:
            return markdown(show_literal(written, about, self.plan, self.language))
        except NotOfType:
            return code(str(written), cell=True)

    def operand(self, written: Value, about: Fact | None) -> str:
        """What a test compares with: a literal, a constant with its label in brackets, or another fact."""
        constant = self.constant(written.fact.text) if isinstance(written, FactValue) else ""
        if not isinstance(written, FactValue) or not constant:
            return self.value(written, about)
        return self._times(written, f"{constant} ({self.fact(written.fact)})")

    def _times(self, written: FactValue, told: str) -> str:
        times = None if written.times is None else str(written.times.value)
        if times == "-1":
            return self.translate("share-minus", fact=told)
        return told if times is None else f"{multiple(times, self.language)} × {told}"

    def constant(self, name: str) -> str:
        """What a fact always is; empty if it is no constant."""
        value = constant_of(self.plan, name)
        return "" if value is None else markdown(show(value, self.plan.facts[name], self.plan, self.language))

    def cell(self, written: Literal | None, about: Fact | None) -> str:
        """A value in a table, whose heading says the unit."""
        return self._bare(written.value if written else None, about)

    def _bare(self, written: object, about: Fact | None) -> str:
        return self.single(written, replace(about, unit={}) if about else None)

    def matched(self, written: str, about: Fact | None) -> str:
        """The key of a row: an exact value, an interval, or several."""
        return ", ".join(self._match(part.strip(), about) for part in str(written).split(","))

    def _match(self, part: str, about: Fact | None) -> str:
        if about is None or ".." not in part or not about.type.ordered:
            return self._key(part, about)
        low, _, high = part.partition("..")
        if not low or not high:
            key = "page-up-to" if high else "page-and-more"
            return self.translate(key, value=self._key(low or high, about))
        return self.translate("page-from-to", low=self._key(low, about), high=self._key(high, about))

    def _key(self, part: str, about: Fact | None) -> str:
        if about is not None and about.type.kind is Kind.YES_NO:
            return self._bare(part.lower() == "true", about)
        if about is not None and about.type.kind in (Kind.NUMBER, Kind.MONEY):
            return self._bare(float(part) if "." in part else int(part), about)
        return self._bare(part, about)

    def span(self, lengths: Mapping[str, Literal]) -> str:
        """A length of calendar time by unit, such as 2 years 6 months."""
        told = []
        for unit in ("years", "months", "days"):
            count = abs(int(str(lengths[unit].value))) if unit in lengths else 0
            if count:
                told.append(self.translate(f"page-{unit}", count=count))
        return " ".join(told)

    # conditions

    def condition(self, written: Condition, level: int) -> Iterator[str]:
        """A condition as nested lines."""
        if isinstance(written, FactTest):
            yield from self._test(written, level)
        elif isinstance(written, ConditionGroup):
            because, form = self.text(written.because), written.form
            if not because and form != "none" and len(written.members) == 1:
                yield from self.members(written, level)
                return
            lead = self.translate(f"group-{form}")
            yield bullet(level, self.translate(f"page-within-{form}", text=because) if because else lead)
            yield from self.members(written, level + 1)

    def conditions(self, written: Condition, level: int) -> Iterator[str]:
        """A condition that needs no line of its own where it is a plain list of others."""
        if isinstance(written, ConditionGroup) and written.form == "all" and written.because is None:
            yield from self.members(written, level)
        else:
            yield from self.condition(written, level)

    def members(self, written: ConditionGroup, level: int) -> Iterator[str]:
        """The members of a group."""
        for member in written.members:
            yield from self.condition(member, level)

    def _test(self, written: FactTest, level: int) -> Iterator[str]:
        told, about, because = self._tested(written), self.about(written.fact.text), self.text(written.because)
        wanted = written.operand.value if written.operator == "is" and isinstance(written.operand, Literal) else None
        named = because.rstrip(".") == self.label(written.fact.text) and wanted is True
        yield bullet(level, because if because and not named else told)
        if because and not named and (about is None or about.form != "input" or not isinstance(wanted, bool)):
            yield bullet(level + 1, told)
        if written.unless is not None:
            yield bullet(level + 1, self.translate("page-unless"))
            yield from self.condition(written.unless, level + 2)

    def _tested(self, written: FactTest) -> str:
        """The fact tested and what is asked of it."""
        operator, operand = written.operator, written.operand
        if operator == "known":
            known = isinstance(operand, Literal) and operand.value
            asked = self.translate("page-known" if known else "page-not-known")
        elif isinstance(operand, Name):
            asked = self.translate("asked-in_list", operand=self.list_name(operand.text))
        else:
            asked = self._compared(operator, operand if isinstance(operand, tuple) else (operand,), written.fact)
        return f"{self.fact(written.fact)} — {asked}"

    def _compared(self, operator: str, operands: Sequence[Value], fact: Name) -> str:
        """What a fact is compared with, and how."""
        about = self.about(fact.text)
        values = [self.operand(each, about) for each in operands]
        if about is None or about.type.kind is Kind.DATE:
            values = [
                told if isinstance(each, FactValue) else self.translate("the-day", date=told)
                for told, each in zip(values, operands, strict=True)
            ]
        dated = about is not None and about.type.kind is Kind.DATE and operator in ("at_least", "at_most")
        key = f"page-date-{operator}" if dated else f"asked-{operator}"
        return self.translate(key, operand=listed(values, "and" if operator == "between" else "or", self.language))


def anchor(name: str, version: str) -> str:
    """Where the page of a topic says what one of its versions says of a fact."""
    return f"{version_anchor(version)}-{_plain(name)}"


def list_anchor(name: str, version: str) -> str:
    """Where it shows a list of a version."""
    return f"l{_plain(version)}-{_plain(name)}"


def version_anchor(version: str) -> str:
    """Where it shows a version."""
    return f"v{_plain(version)}"


def source_anchor(number: int, version: str) -> str:
    """Where it cites a source of a version."""
    return f"s{_plain(version)}-{number}"


def _plain(name: str) -> str:
    return re.sub(r"[^\w-]", "-", name)
