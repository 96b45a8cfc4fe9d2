"""The usual slips that a profile shows or leaves open, for an answer that is not yes: each decided from the trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ronde.evaluate.decision import Decision
from ronde.explain.page import Line
from ronde.explain.reasons import Teller
from ronde.language import LANGUAGES
from ronde.messages import translate
from ronde.model.names import told_of
from ronde.model.nodes import Fact
from ronde.model.types import Kind
from ronde.operations.bounds import known


@dataclass(frozen=True, slots=True)
class Slip:
    """A usual slip: the fact that says it, of which record (from 0) if it is of records, and the inputs that leave it
    open; none if the profile shows it."""

    about: Fact
    record: int | None
    missing: tuple[str, ...]

    @property
    def told(self) -> str:
        """The fact, as people name it."""
        name, of_record = self.about.name, self.about.record
        return name if of_record is None or self.record is None else told_of(of_record, self.record, name)


def slips(decision: Decision, name: str) -> list[Slip]:
    """The slips of an answer that is not yes, and of the answers below it that are not: first those that the profile
    shows, then those that it leaves open."""
    spoilt = set(_not_met(decision, name))
    found: list[Slip] = []
    for about in decision.plan.slips:
        assert about.slip is not None
        if spoilt.intersection(about.slip.of):
            found.extend(_of_fact(decision, about))
    return sorted(found, key=lambda each: bool(each.missing))


def _not_met(decision: Decision, name: str) -> Iterator[str]:
    """The yes or no facts of the candidate that are not yes, among a fact and those that it rests on through such."""
    waiting, seen = [name], set[str]()
    while waiting:
        each = waiting.pop()
        about = decision.plan.facts.get(each)
        if each in seen or about is None:
            continue
        seen.add(each)
        yes_no = about.record is None and about.type.kind is Kind.YES_NO
        if yes_no and decision.trace.value(each) != 1 and not decision.trace.supplied(each):
            yield each
            waiting.extend(sorted(decision.plan.dependencies.get(each, ())))


def _of_fact(decision: Decision, about: Fact) -> Iterator[Slip]:
    rows = [None] if about.record is None else decision.trace.rows(about.record)
    for record in rows:
        value = decision.trace.value(about.name, record)
        if value == 1:
            yield Slip(about, record, ())
        elif not known(value):
            yield Slip(about, record, decision.trace.missing(about.name, record))


def slip_lines(decision: Decision, name: str, language: str) -> Iterator[Line]:
    """The slips of an answer in words; below one that is left open, what is missing."""
    for each in slips(decision, name):
        yield Line(0, _text(decision, each, language), "unknown" if each.missing else "no")
        if each.missing:
            yield Line(1, translate("slip-missing", language, names=", ".join(each.missing)))


def slip_data(decision: Decision, name: str, language: str) -> list[dict[str, object]]:
    """The slips of an answer as plain data."""
    return [
        {"fact": each.told, "text": _text(decision, each, language), "holds": not each.missing or None}
        | ({"missing": list(each.missing)} if each.missing else {})
        for each in slips(decision, name)
    ]


def slips_of_answers(decision: Decision) -> list[dict[str, object]]:
    """The slips of the main answers that are not yes, once each, as plain data in every language, with those answers:
    first what the profile shows."""
    found: dict[str, tuple[Slip, list[str]]] = {}
    for name in decision.history.headlines:
        for each in slips(decision, name):
            found.setdefault(each.told, (each, []))[1].append(name)
    shown_first = sorted(found.values(), key=lambda told: bool(told[0].missing))
    return [_answer_data(decision, each, names) for each, names in shown_first]


def _answer_data(decision: Decision, each: Slip, names: list[str]) -> dict[str, object]:
    told: dict[str, object] = {
        "fact": each.told,
        "of": names,
        "text": {language: _text(decision, each, language) for language in LANGUAGES},
        "holds": not each.missing or None,
    }
    return told | ({"missing": list(each.missing)} if each.missing else {})


def _text(decision: Decision, each: Slip, language: str) -> str:
    """What is told of a slip; of one that is left open its label, since its text says that it is so."""
    said = each.about.slip.texts if each.about.slip and not each.missing else each.about.label
    text = Teller(decision, language).quoting(said)
    if each.record is None:
        return text
    label = decision.plan.records[str(each.about.record)][language]
    return translate("slip-of-record", language, list=label, number=each.record + 1, text=text)
