"""An interview as Python programs see it: which question is next, and a profile with one answer more.

An interview keeps nothing: its state is the profile. Ask `book.questions(profile)` for the questions that are open, put
the first to somebody, put what was answered into the profile with `book.answered`, and ask again, until there is none:

    profile = {}
    while question := book.questions(profile, as_of="2026-11-28").next:
        profile = book.answered(profile, question.name, input(question.text()))

What is not known is null in the profile (None in Python), and is not asked again. The first question about a list
(`kind` is "list") is how many records it has; those then stand in it empty, and each is asked about by itself, at names
such as `work[0].country`. Where the rules say what silence means (`assumed`), an answer of None stands for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from ronde.api import arguments
from ronde.api.arguments import Date, language
from ronde.api.deciding import told_of
from ronde.api.errors import ProfileError, QuestionError, refusals_as
from ronde.api.opened import Opened
from ronde.api.profile import Profile, document
from ronde.api.shown import Shown
from ronde.ask.answer import answered
from ronde.ask.order import Interview, Open, interview
from ronde.ask.said import place_of
from ronde.ask.telling import (
    codes_of,
    help_of,
    interview_data,
    interview_page,
    kind_of,
    label_of,
    question_data,
    subject_of,
    text_of,
)
from ronde.evaluate.decision import Decision
from ronde.explain.page import Page
from ronde.explain.why import check_fact


class Question:
    """One question. `name` is its place in a profile (`family_size`, `work`, `work[0].country`), `fact` the input that
    it asks for, `record` and `position` the list and the place of the record in it, if it is about one. `kind` is
    `yes_no`, `number`, `money`, `date`, `choice`, `code`, `text`, or `list` (how many records there are). `changes` are
    the facts wanted that its answer can still change; `assumed` says that silence has a meaning of its own."""

    def __init__(self, made: Decision, found: Open) -> None:
        self._made, self._found = made, found
        self.name = found.place.told
        self.fact, self.record = found.place.name, found.place.record
        self.position = None if found.place.record is None else found.place.position
        self.kind = kind_of(made.plan, found.place)
        self.changes = found.changes
        self.assumed = found.assumed

    def text(self, lang: str = "en") -> str:
        """The question, in `en` or `fr`."""
        return text_of(self._made, self._found.place, language(lang))

    def label(self, lang: str = "en") -> str:
        """What is asked for, in a few words: the label of the input, or the title of the list."""
        return label_of(self._made.plan, self._found.place, language(lang))

    def help(self, lang: str = "en") -> str:
        """What helps to answer, in `en` or `fr`; may be empty."""
        return help_of(self._made, self._found.place, language(lang))

    def subject(self, lang: str = "en") -> str:
        """The title of the subject it belongs to: a topic of the book, or one record of a list."""
        return subject_of(self._made, self._found.place, language(lang))[1]

    def codes(self, lang: str = "en") -> dict[str, str]:
        """Of a code from a list, the codes that can be answered, each with its title; otherwise none."""
        return codes_of(self._made.plan, self._found.place, language(lang))

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The question as plain data: all of the above, with its `choices` (value and text), its bounds (`at_least`,
        `at_most`, `decimals`), the name of its list of `codes`, its `unit`, what silence is taken for (`assumed`)."""
        return question_data(self._made, self._found, language(lang))

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Question {self.name}>"


class Questions(Shown, Sequence[Question]):
    """The open questions, the next one first. There is none once no answer can change what is wanted.

    `decided` are the facts wanted that are known whatever is answered, `undecided` those that the open questions can
    still change, `unknown` those that stay unknown because no answer was known. `assumed` are the inputs of the
    candidate of which the rules say what silence means, and which are not asked: an interviewer may offer them.
    """

    def __init__(self, made: Decision, found: Interview) -> None:
        self._made, self._found = made, found
        self.decided, self.undecided, self.unknown = found.decided, found.undecided, found.unknown
        self.assumed = tuple(each.told for each in found.assumed)

    @property
    def next(self) -> Question | None:
        """The question to put next; None if there is none left."""
        return self[0] if self._found.open else None

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Where the interview stands, as plain data with its `questions` in a language."""
        return interview_data(self._made, self._found, language(lang))

    @property
    def _root(self) -> str:
        return self._made.history.root

    def _page(self, lang: str) -> Page:
        return interview_page(self._made, self._found, lang)

    @overload
    def __getitem__(self, index: int) -> Question: ...

    @overload
    def __getitem__(self, index: slice) -> list[Question]: ...

    def __getitem__(self, index: int | slice) -> Question | list[Question]:
        if isinstance(index, slice):
            return [Question(self._made, each) for each in self._found.open[index]]
        return Question(self._made, self._found.open[index])

    def __iter__(self) -> Iterator[Question]:
        return (Question(self._made, each) for each in self._found.open)

    def __len__(self) -> int:
        return len(self._found.open)

    def __repr__(self) -> str:
        return f"<Questions: {len(self)} open>"


def questions_for(opened: Opened, profile: Profile, as_of: Date | None, facts: str | Iterable[str] | None) -> Questions:
    """What is still to be asked before some facts (the main answers, if none is named) are decided. Errors:
    ProfileError, QuestionError, BookError."""
    day, _ = arguments.day_or_today(as_of, "as_of")
    wanted = arguments.names(facts or opened.history.headlines, "facts")
    with told_of(opened, profile) as given:
        with refusals_as(QuestionError):
            opened.engine.rules(day)
        made = opened.reference.evaluate(given, day)
    with refusals_as(QuestionError):
        for name in wanted if facts else ():
            check_fact(made, name)
    return Questions(made, interview(made, wanted))


def profile_answered(opened: Opened, profile: Profile, name: str, answer: object, as_of: Date | None) -> dict[str, Any]:
    """The profile with one answer more. Errors: ProfileError (also if the rules refuse it), QuestionError,
    BookError."""
    day, _ = arguments.day_or_today(as_of, "as_of")
    with told_of(opened, profile) as given, refusals_as(QuestionError):
        plan = opened.engine.plan(opened.engine.rules(day))
    tree = given.tree if isinstance(given.tree, dict) else {}
    with refusals_as(ProfileError):
        told = answered(tree, plan, place_of(name), answer)
    with told_of(opened, told):
        opened.reference.evaluate(document(told), day)
    return told
