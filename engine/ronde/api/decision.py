"""A decision as Python programs see it: facts by name, how each is known, why, and what is to be known before use."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from ronde.api.arguments import language
from ronde.api.errors import FactError, QuestionError, refusals_as
from ronde.api.shown import Shown
from ronde.evaluate import cautions, decision
from ronde.explain.advice import advice_lines, advice_title
from ronde.explain.brief import WIDTH, brief_cautions, brief_page
from ronde.explain.cautions import caution_text, unverified_text
from ronde.explain.evaluation import caution_lines, evaluation_page, headlines, question
from ronde.explain.page import Page
from ronde.explain.reasons import maximum_of
from ronde.explain.slips import slips_of_answers
from ronde.explain.why import check_fact, fact_asked, why_data, why_page
from ronde.messages.diagnostics import Diagnostic
from ronde.messages.escape import plain as shown_plain
from ronde.model.types import Kind, Type, Value, plain
from ronde.syntax.version import topic_title
from ronde.telling.values import show

PlainValue: TypeAlias = bool | int | float | str | date | None


class Caution:
    """Something to know before relying on an answer. `kind` is `incomplete` (a later version of the rules exists whose
    content is not known), `unverified` (nobody confirmed the topic after `day`), `contradicted` (a value that the rest
    of the profile contradicts) or `doubtful` (a fact has a caution of its own, and it is raised)."""

    def __init__(self, made: decision.Decision, caution: cautions.Caution) -> None:
        self._made, self._caution = made, caution
        self.kind = caution.kind
        self.topic = caution.topic
        self.version = caution.version
        self.day = date.fromordinal(caution.day)
        self.fact = caution.fact

    def text(self, lang: str = "en") -> str:
        """The caution as a sentence, in `en` or `fr`."""
        told = language(lang)
        topic = next((each for each in self._made.rules.topics if each.topic == self.topic), None)
        title = topic_title(topic.version, told) if topic else self.topic
        if self.kind == "unverified":
            return unverified_text([title], self._caution.day, told)
        about = self._made.plan.facts.get(self._caution.name or "")
        return caution_text(self._caution, title, about.label.get(told, about.name) if about else "", told)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Caution {self._caution.code}>"


class Fact:
    """One fact of a decision: `name`, `value`, and `status` (`supplied`, `derived` or `unknown`).

    `value` is a bool, a number, a date or a text; None if it is not known. Of an unknown number or date `at_least` and
    `at_most` are the least and the greatest that it may still be, if that is known, and `missing` are the inputs that
    would still change it. `cautions` are those that this answer carries; `topic` and `version` say which rules define
    it. `maximum` is what a total is out of, if that is declared.
    """

    def __init__(self, made: decision.Decision, name: str) -> None:
        self._made, self._about = made, made.plan.facts[name]
        self.name = name
        self.topic, self.version = self._about.topic, self._about.version
        self.status = made.trace.status(name)
        self.value = _python(made.trace.value(name), self._about.type)
        self.at_least: PlainValue = None
        self.at_most: PlainValue = None
        self.maximum = _python(maximum_of(made, self._about), self._about.type)
        self.missing: tuple[str, ...] = ()
        if self.status == "unknown":
            limits = made.trace.bounds(name)
            if limits:
                self.at_least, self.at_most = (_python(limit, self._about.type) for limit in limits)
            self.missing = made.trace.missing(name)

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What this answer carries that is to be known before relying on it."""
        return tuple(Caution(self._made, each) for each in self._made.cautions_of(self.name))

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts of a total, without those that can give nothing to this candidate."""
        return tuple(each for each in self._about.parts if maximum_of(self._made, self._made.plan.facts[each]) != 0)

    def label(self, lang: str = "en") -> str:
        """What the fact is called, in `en` or `fr`."""
        return self._about.label.get(language(lang), self.name)

    def text(self, lang: str = "en") -> str:
        """The value as people read it, in `en` or `fr`."""
        return show(self._made.trace.value(self.name), self._about, self._made.plan, language(lang))

    def __str__(self) -> str:
        return f"{self.label()}: {self.text()}"

    def __repr__(self) -> str:
        return f"<{shown_plain(f'{self.name}: {self.text()} ({self.status})')}>"


class Explanation(Shown):
    """Why a fact of a decision is what it is. It is told in the language in which it was asked for, unless another is
    named."""

    def __init__(self, made: decision.Decision, fact: str, lang: str, *, today: bool) -> None:
        self._made, self._today = made, today
        self.fact, self.lang = fact, lang

    @property
    def _root(self) -> str:
        return self._made.history.root

    def _page(self, lang: str) -> Page:
        return why_page(self._made, self.fact, lang, today=self._today)

    def to_dict(self) -> dict[str, object]:
        """The explanation as plain data, as `ronde why --format json` prints it."""
        return why_data(self._made, self.fact, self.lang)

    def __str__(self) -> str:
        return self.text(self.lang)

    def _repr_html_(self) -> str:
        return self.html(self.lang)

    def __repr__(self) -> str:
        return f"<Explanation of {shown_plain(self.fact)}>"


class Decision(Shown, Mapping[str, Fact]):
    """What the rules in force on a day say of one candidate: a mapping of the names of facts to facts."""

    def __init__(self, made: decision.Decision, *, today: bool = False, reasons: bool = False) -> None:
        self._made, self._today, self._reasons = made, today, reasons

    @property
    def as_of(self) -> date:
        """The day of evaluation."""
        return date.fromordinal(self._made.as_of)

    @property
    def known_on(self) -> date | None:
        """The day by which rules had to be published to count; None if all that is known counts."""
        return None if self._made.known_on is None else date.fromordinal(self._made.known_on)

    @property
    def headlines(self) -> tuple[str, ...]:
        """The names of the main answers that are defined on the day, in the order of the book."""
        return tuple(headlines(self._made))

    @property
    def missing(self) -> tuple[str, ...]:
        """The inputs that are missing and would still change one of the main answers."""
        return tuple(decision.undecided(self._made.trace, headlines(self._made)))

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Every caution, in the order of `to_dict()["cautions"]`; each fact has those that its own answer carries."""
        return tuple(Caution(self._made, each) for each in self._made.cautions)

    @property
    def rounds(self) -> tuple[str, ...]:
        """The names of the facts that say whether the candidate is among those of each type of round, as far as rules
        define them on the day; none for a book without rounds."""
        terms = self._made.history.rounds_terms
        if terms is None:
            return ()
        before, _, after = terms.invited.partition("{type}")
        return tuple(
            name for name in self if name.startswith(before) and name.endswith(after) and name != terms.invited
        )

    def missing_questions(self, lang: str = "en") -> dict[str, str]:
        """The inputs of `missing`, each with its question, in `en` or `fr`."""
        return {each: question(self._made, each, language(lang)) for each in self.missing}

    def caution_texts(self, lang: str = "en", *, brief: bool = False) -> list[str]:
        """The cautions that the main answers carry, once each, in `en` or `fr`: topics last verified on the same day
        are told together. If `brief`, so are those of which the same is said, each by its first sentence."""
        told = language(lang)
        lines = brief_cautions(self._made, told) if brief else caution_lines(self._made, headlines(self._made), told)
        return [line.text for line in lines]

    def advice(self, lang: str = "en") -> list[str]:
        """What the book tells this candidate besides the answers, such as where to turn, in `en` or `fr`."""
        return [line.text for line in advice_lines(self._made, language(lang))]

    def advice_title(self, lang: str = "en") -> str:
        """What stands above the advice, in `en` or `fr`; empty for a book without advice."""
        return advice_title(self._made, language(lang))

    @property
    def absent(self) -> tuple[Diagnostic, ...]:
        """The main answers that no rule defines on the day, each with the day on which one does, or did."""
        return self._made.absent

    @property
    def digest(self) -> str:
        """The digest of the decision: the same for the same profile, day and rules."""
        return self._made.digest

    @property
    def rules_digest(self) -> str:
        """The digest of the rules in force."""
        return self._made.rules.digest

    def why(self, fact: str, *, lang: str = "en") -> Explanation:
        """The reasons for a fact, meant by its name or by words of its label if no other is called so; one of a record
        by its position in the list from 0, as in `jobs[1].paid`.

        Errors: FactError for a fact that the decision does not have, or words that mean several; QuestionError."""
        made = self._made
        with refusals_as(FactError):
            name = fact_asked(made, str(fact))
        return Explanation(made, name, language(lang), today=self._today)

    def with_reasons(self) -> Decision:
        """The same decision, which tells every reason where it shows itself."""
        return Decision(self._made, today=self._today, reasons=True)

    def to_dict(self, *, trace: bool = False) -> dict[str, Any]:
        """The decision as plain data, as `ronde evaluate --format json` prints it, with the usual slips of the main
        answers that are not yes; with what every fact rests on if `trace`."""
        return {**self._made.document(trace=trace), "slips": slips_of_answers(self._made)}

    def receipt(self, *, brief: bool = False) -> dict[str, Any]:
        """The decision with the digests of profile, rules and engine, and the profile itself, as plain data for JSON:
        `book.verify` makes it again from this. If `brief`, of the facts only the main answers are in it."""
        from ronde.receipts.receipt import receipt_of

        return receipt_of(self._made, brief=brief)

    def write_receipt(self, path: str | os.PathLike[str]) -> None:
        """Write the receipt into a file of JSON, as `ronde evaluate --receipt` does. Errors: QuestionError."""
        from ronde.receipts.write import write_receipt

        with refusals_as(QuestionError):
            write_receipt(Path(os.fsdecode(path)), self._made)

    def text(self, lang: str = "en", *, full: bool = False, width: int | None = None) -> str:
        """The answers in so many columns (80, if none are given), as `ronde evaluate` prints them; with their parts,
        reasons and sources if `full`, in lines of any length unless a width is given. Errors: QuestionError for a
        language other than `en` and `fr`."""
        if full or self._reasons:
            return super().text(lang, width=width)
        columns = width or WIDTH
        page = brief_page(self._made, language(lang), width=columns, today=self._today)
        return page.text(columns).removesuffix("\n")

    def _check(self, fact: object) -> None:
        with refusals_as(FactError):
            check_fact(self._made, str(fact))

    @property
    def _root(self) -> str:
        return self._made.history.root

    def _page(self, lang: str) -> Page:
        return evaluation_page(self._made, lang, today=self._today, reasons=self._reasons)

    def __getitem__(self, fact: str) -> Fact:
        self._check(fact)
        return Fact(self._made, fact)

    def __iter__(self) -> Iterator[str]:
        return (name for name, about in self._made.plan.facts.items() if about.record is None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, fact: object) -> bool:
        return fact in self._made.plan.facts and self._made.plan.facts[str(fact)].record is None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Decision) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash((self._made.rules.digest, self._made.profile.digest, self._made.as_of))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}: {self[name].text()}" for name in self.headlines)
        return f"<Decision of {self.as_of}: {shown_plain(told)}>"


def _python(value: Value, kind: Type) -> PlainValue:
    """A value as Python has it."""
    if kind.kind is Kind.DATE and isinstance(value, int):
        return date.fromordinal(value)
    told = plain(value, kind)
    assert told is None or isinstance(told, bool | int | float | str)
    return told
