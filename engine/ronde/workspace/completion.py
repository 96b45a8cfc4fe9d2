"""What can be written at a cursor: keys, names, codes, choices, and the words that a schema lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ronde.messages import translate
from ronde.model.document import Steps
from ronde.model.history import History, Rules
from ronde.model.nodes import Fact, Plan
from ronde.model.types import Kind
from ronde.read.structure import DECIMAL, WHOLE, WORDS
from ronde.syntax.cursor import Cursor, whole
from ronde.syntax.sources import listed_sources
from ronde.telling.phrases import Phrases
from ronde.workspace.forms import Form, form_of
from ronde.workspace.mentions import FACT, LIST, RECORDS, SOURCE, Mention
from ronde.workspace.shelf import CASES, PROFILE, Sheet
from ronde.workspace.unfinished import Gap

VALUE_OF, KEYS_OF = "x-value-of", "x-keys-of"
OWN, KEY = ".", "@"
"""What `x-value-of` says of a value of the fact that is being defined, and of the one that the key itself names."""

ANSWERS = ("unknown", "absent")
"""What a case may expect besides values."""


class Sort(StrEnum):
    """What sort of thing is offered: an editor shows a picture for each."""

    KEY = "key"
    FACT = "fact"
    LIST = "list"
    SOURCE = "source"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be written: what to show, what to write, what it is in a few words; `name` is that of what
    can be told more of."""

    sort: Sort
    label: str
    text: str
    detail: str = ""
    documentation: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """The rules of a day, from which names and values are offered."""

    history: History
    rules: Rules
    plan: Plan


class Completion:
    """The offers for one cursor, in a language. `mentions` are the names in the file; `book` is None as long as no
    rules could be read."""

    def __init__(self, sheet: Sheet, gap: Gap, mentions: tuple[Mention, ...], book: Book | None, language: str) -> None:
        self._sheet, self._gap, self._mentions, self._book, self._language = sheet, gap, mentions, book, language
        self._phrases = None if book is None else Phrases(book.history, book.rules, book.plan, "", language)

    def offers(self) -> Iterator[Offer]:
        """What can be written, each once."""
        steps, held = self._held()
        if held is not None:
            yield from self._in_profile(held)
            return
        form = form_of(self._sheet.kind).at(steps) if self._sheet.kind != PROFILE else None
        if form is not None:
            yield from self._keys(form) if self._gap.key else self._values(form)

    def _held(self) -> tuple[Steps, Steps | None]:
        """The steps to the cursor, and those within the profile in which it stands, if it stands in one."""
        steps = self._gap.steps
        if self._sheet.kind == PROFILE:
            return (), steps
        root = form_of(self._sheet.kind)
        for length in range(1, len(steps) + 1):
            form = root.at(steps[:length])
            if form is not None and form.mark("x-holds"):
                return steps[:length], steps[length:]
        return steps, None

    # keys

    def _keys(self, form: Form) -> Iterator[Offer]:
        written = {key for key, _ in self._at(self._gap.steps).entries()}
        required = form.required()
        for name, below in form.keys().items():
            if name not in written:
                detail = translate("workspace-required", self._language) if name in required else ""
                yield Offer(Sort.KEY, name, name, detail, below.description(self._language))
        named = form.mark("x-keys")
        if named == FACT:
            yield from self._facts()
        elif named == RECORDS:
            yield from self._records()
        if form.mark("x-defines") == FACT:
            yield from self._again(written)
        if form.mark(KEYS_OF):
            yield from self._of_fact(self._beside(self._gap.steps[:-1], form.mark(KEYS_OF)))

    def _again(self, written: set[str]) -> Iterator[Offer]:
        """The facts that the topic of a version defines on the day, and that this version has not."""
        topic = self._sheet.name.rpartition("/")[0]
        for name, about in self._book.plan.facts.items() if self._book else ():
            if about.topic == topic and name not in written:
                yield self._fact(name, about)

    # values

    def _values(self, form: Form) -> Iterator[Offer]:
        for value in form.values():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            yield Offer(Sort.VALUE, text, text, "", form.description(self._language))
        named = form.mark("x-names")
        if named == FACT:
            yield from self._facts()
        elif named == RECORDS:
            yield from self._records()
        elif named == LIST:
            yield from self._lists()
        elif named == SOURCE:
            yield from self._sources()
        elif named == "topic" and self._book is not None:
            yield from (Offer(Sort.VALUE, topic, topic) for topic in self._book.history.versions)
        beside = self._value_of()
        if beside:
            yield from self._of_fact(beside)

    def _value_of(self) -> str:
        """The fact whose value stands at the cursor, if the schema says of which; also for one of several values."""
        steps = self._gap.steps
        form = form_of(self._sheet.kind).at(steps)
        mark = form.mark(VALUE_OF) if form is not None else ""
        if not mark or not steps:
            return ""
        above = steps[:-2] if isinstance(steps[-1], int) else steps[:-1]
        named = {OWN: str(steps[1]), KEY: str(steps[-1])}
        return named[mark] if mark in named else self._beside(above, mark)

    def _beside(self, steps: Steps, key: str) -> str:
        """The name that stands under a key of the mapping at some steps."""
        return self._at(steps).text(key) or ""

    # profiles

    def _in_profile(self, steps: Steps) -> Iterator[Offer]:
        """What can be written in a profile: the facts that are asked, the next part of their names, or a value."""
        names = [step for step in steps if isinstance(step, str)]
        expected = self._sheet.kind == CASES and "expect" in self._gap.steps
        if not self._gap.key:
            yield from self._of_fact(".".join(names))
            if expected:
                yield from (Offer(Sort.VALUE, each, each) for each in ANSWERS)
            return
        group = "".join(f"{name}." for name in names)
        for name, about in self._book.plan.facts.items() if self._book else ():
            if name.startswith(group) and (expected or about.form == "input"):
                written = name.removeprefix(group)
                yield self._fact(name, about, written)
        if not group:
            yield from self._records()

    # what there is

    def _facts(self) -> Iterator[Offer]:
        if self._book is not None:
            yield from (self._fact(name, about) for name, about in self._book.plan.facts.items())
        known = self._book.plan.facts if self._book is not None else {}
        for name in dict.fromkeys(each.name for each in self._mentions if each.kind == FACT and each.defines):
            if name not in known:
                yield Offer(Sort.FACT, name, name)

    def _fact(self, name: str, about: Fact, written: str = "") -> Offer:
        phrases = self._phrases
        kind = translate(f"kind-of-{about.type.kind.value}", self._language)
        constant = phrases.constant(name) if phrases is not None else ""
        detail = f"{about.label.get(self._language, name)} — {kind}" + (f": {constant}" if constant else "")
        return Offer(Sort.FACT, written or name, written or name, detail, name=name)

    def _records(self) -> Iterator[Offer]:
        for name, label in (self._book.plan.records if self._book else {}).items():
            yield Offer(Sort.LIST, name, name, label.get(self._language, ""), name=name)

    def _lists(self) -> Iterator[Offer]:
        for name, (_, written) in (self._phrases.lists if self._phrases else {}).items():
            label = written.label.text(self._language) if written.label else ""
            yield Offer(Sort.LIST, name, name, label, name=name)

    def _sources(self) -> Iterator[Offer]:
        """The sources that the file itself lists."""
        for each in listed_sources(self._gap.document):
            yield Offer(Sort.SOURCE, each.id, each.id, each.title.text(self._language))

    def _of_fact(self, name: str) -> Iterator[Offer]:
        """The values that a fact can have, if they can be listed: yes and no, choices, codes with their titles."""
        about = self._book.plan.facts.get(name) if self._book else None
        if about is None or self._book is None:
            return
        if about.type.kind is Kind.YES_NO:
            yield from (Offer(Sort.VALUE, each, each) for each in ("true", "false"))
        for choice, texts in about.choices.items():
            yield Offer(Sort.VALUE, choice, self._quoted(choice), texts.get(self._language, ""))
        for code, texts in self._book.plan.codes.get(about.type.codes or "", {}).items():
            yield Offer(Sort.VALUE, code, self._quoted(code), texts.get(self._language, ""))

    def _quoted(self, text: str) -> str:
        """A text as YAML has to have it written: in quotation marks, if it would be something else without them."""
        if self._gap.quotes or not (text in WORDS or WHOLE.fullmatch(text) or DECIMAL.fullmatch(text)):
            return text
        return f'"{text}"'

    def _at(self, steps: Steps) -> Cursor:
        return whole(self._gap.document).down(*steps)
