"""An interview in a terminal: what is put to a person, line by line, and what becomes of what they type."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ronde.api import arguments
from ronde.api.arguments import Date
from ronde.api.book import Book
from ronde.api.deciding import told_of
from ronde.api.errors import ProfileError, QuestionError, refusals_as
from ronde.api.opened import Opened
from ronde.api.profile import document
from ronde.api.questions import Question, Questions, profile_answered, questions_for
from ronde.ask.coerce import Several, coerce, numbered
from ronde.ask.said import place_of
from ronde.ask.telling import answer_line, choices_of
from ronde.ask.written import blank_text, profile_text
from ronde.disk.placed import new_file
from ronde.inputs.meant import fact_meant
from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.model.limits import LARGEST_PROFILE
from ronde.model.locations import ArgumentLocation, SourceLocation
from ronde.model.nodes import Plan
from ronde.model.types import Kind
from ronde.read.structure import read_bytes

BACK = "<"
HELP = "?"
MOST_CODES = 15
"""Codes that are told of those that are called so."""


class Interviewer:
    """An interview under way about some facts, in one language: `prompt` is what to say next, `take` takes a line."""

    def __init__(
        self, opened: Opened, profile: dict[str, Any], as_of: Date | None, wanted: tuple[str, ...], lang: str
    ) -> None:
        self._opened, self._as_of, self._wanted, self._lang = opened, as_of, wanted, lang
        self._before: list[dict[str, Any]] = []
        self._subject = ""
        self.profile = profile
        self._found = self._asked()

    @property
    def text(self) -> str:
        """The profile as a file."""
        return profile_text(self.profile, self._lang)

    @property
    def _plan(self) -> Plan:
        return self._found._made.plan

    @property
    def over(self) -> bool:
        """Whether no question is left."""
        return self._found.next is None

    def prompt(self) -> list[str]:
        """The lines that put the next question: its subject if that is another, what is asked, what can be answered."""
        question = self._found[0]
        told = []
        subject = question.subject(self._lang)
        if subject != self._subject:
            self._subject = subject
            told += ["", translate("ask-subject", self._lang, title=subject, count=len(self._found))]
        told.append(self._line(question))
        place = place_of(question.name)
        choices = [] if question.kind == Kind.YES_NO else choices_of(self._plan, place, self._lang)
        with_number = bool(choices) and numbered(self._plan.facts[question.fact])
        told += [f"  {number if with_number else value}. {text}" for number, (value, text) in enumerate(choices, 1)]
        told.append(f"  {self._hint(question)}")
        return told

    def take(self, line: str) -> list[str]:
        """Take an answer, or a wish: to go back, or for help. What is worth saying comes back as lines; of an answer
        that cannot be used, what is wrong with it."""
        question = self._found[0]
        if line.strip() == HELP:
            return [question.help(self._lang) or translate("ask-no-help", self._lang)]
        if line.strip() == BACK:
            if self._before:
                self.profile = self._before.pop()
                self._found = self._asked()
            return []
        meant = coerce(self._plan, place_of(question.name), line)
        if isinstance(meant, Several):
            return self._several(meant)
        decided = self._found.decided
        try:
            profile = profile_answered(self._opened, self.profile, question.name, meant, self._as_of)
        except ProfileError as refused:
            return [each.message(self._lang) for each in refused.diagnostics]
        self._before.append(self.profile)
        self.profile = profile
        self._found = self._asked()
        new = [name for name in self._found.decided if name not in decided]
        return [f"  → {answer_line(self._found._made, name, self._lang)}" for name in new]

    def ending(self) -> list[str]:
        """What is said at the end: what is decided, what is not for want of an answer, how many questions are left."""
        found = self._found
        parts = (("ask-decided", found.decided), ("ask-unknown", (*found.unknown, *found.undecided)))
        told = [] if self.over else [translate("ask-title", self._lang, count=len(found))]
        for heading, names in parts:
            if names:
                told.append(translate(heading, self._lang))
                told += [f"  · {answer_line(found._made, name, self._lang)}" for name in names]
        return told

    def _asked(self) -> Questions:
        return questions_for(self._opened, self.profile, self._as_of, self._wanted)

    def _line(self, question: Question) -> str:
        label, text = question.label(self._lang), question.text(self._lang)
        return text if question.kind == "list" else translate("line-value", self._lang, label=label, value=text)

    def _hint(self, question: Question) -> str:
        """How to answer: by the kind, and what an empty line means."""
        assumed = question.to_dict(self._lang)["assumed"]
        kind = translate(f"ask-kind-{question.kind.replace('_', '-')}", self._lang)
        if assumed:
            return translate("ask-hint-assumed", self._lang, kind=kind, value=assumed)
        return translate("ask-hint", self._lang, kind=kind)

    def _several(self, found: Several) -> list[str]:
        told = [f"  {code}  {title.get(self._lang, '')}" for code, title in list(found.codes.items())[:MOST_CODES]]
        more = len(found.codes) - MOST_CODES
        return [*told, *([translate("ask-more-codes", self._lang, count=more)] if more > 0 else [])]


def interviewer(book: Book, path: Path | None, as_of: Date | None, facts: Iterable[str], lang: str) -> Interviewer:
    """An interview that goes on from the profile in a file, if there is one. Errors: ProfileError, QuestionError,
    BookError; also for a file whose comments would be lost."""
    opened = book._opened
    profile: dict[str, Any] = {}
    if path is not None and path.exists():
        with refusals_as(ProfileError):
            content = read_bytes(path, LARGEST_PROFILE).decode("utf-8-sig", "replace")
            tree = document(path).tree
            lines = (line.strip() for line in content.splitlines())
            if any(line.startswith("#") for line in lines):
                raise refuse("ask-comments", SourceLocation(str(path)))
            profile = dict(tree) if isinstance(tree, dict) else {}
    return Interviewer(opened, profile, as_of, wanted_by(opened, facts, as_of), arguments.language(lang))


def wanted_by(opened: Opened, words: Iterable[str], as_of: Date | None) -> tuple[str, ...]:
    """The facts that some words mean: main answers whose name begins so, before a dot, or a fact by name or label. All
    main answers, if there are no words. Errors: QuestionError."""
    day, _ = arguments.day_or_today(as_of, "as_of")
    found: list[str] = []
    with refusals_as(QuestionError):
        plan = opened.engine.plan(opened.engine.rules(day))
        for each in words:
            own = [name for name in opened.history.headlines if name.startswith(f"{each}.") and name in plan.facts]
            found += own or [fact_meant(opened.history, plan, each, day, location=ArgumentLocation("facts"))]
    return tuple(dict.fromkeys(found))


def blank(book: Book, as_of: Date | None, facts: Iterable[str], lang: str) -> str:
    """An empty profile, every question in it as a comment. Errors: QuestionError, BookError."""
    opened = book._opened
    wanted = wanted_by(opened, facts, as_of) or opened.history.headlines
    day, _ = arguments.day_or_today(as_of, "as_of")
    with told_of(opened, {}) as given, refusals_as(QuestionError):
        made = opened.reference.evaluate(given, day)
    return blank_text(made, wanted, arguments.language(lang))


def write_profile(path: Path, text: str) -> None:
    """Write a profile in the place of a file, whole or not at all. Errors: ProfileError."""
    with refusals_as(ProfileError), new_file(path) as made:
        made.write_text(text, encoding="utf-8")
