"""The interview: one question at a time, the next one that which can still change most; the answer stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from ronde.api.book import Book
from ronde.api.decision import Decision
from ronde.api.errors import QuestionError, RondeError
from ronde.api.vocabulary import Vocabulary
from ronde.messages import translate
from ronde.web.answers import PROFILE, as_json, of_file, of_json
from ronde.web.pages import BY_SCRIPT, Pages, language_of
from ronde.web.situation import WRONG, sentences
from ronde.web.submitted import FILE, Form

UNKNOWN = "unknown"
AGAIN = "again:"
"""What the buttons say besides going on: that an answer is not known, or that a question is to be put again."""

MOST_CODES = 600
"""Codes that are offered while one types."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given: the name of its question, its label, and what was answered."""

    name: str
    label: str
    text: str


class Interviewing:
    """The pages of the interview."""

    def __init__(self, book: Book, pages: Pages) -> None:
        self._book, self._pages = book, pages

    def first(self, request: Request, as_of: str = "") -> Response:
        """The first question; the day may be in the address."""
        return self._show(request, {}, as_of, None, [])

    def again(self, request: Request, form: Form) -> Response:
        """The next question after an answer, a file, another day or another language."""
        lang, as_of = str(form.get("lang") or "") or None, str(form.get("as_of") or "").strip()
        profile: Mapping[str, Any] = {}
        try:
            profile = _profile(form)
            told = self._answered(profile, form, as_of)
        except RondeError as error:
            wrong = sentences(error, language_of(request, lang))
            return self._show(request, profile, as_of, lang, wrong, str(form.get("answer") or ""))
        return self._show(request, told, as_of, lang, [])

    def _answered(self, profile: Mapping[str, Any], form: FormData, as_of: str) -> Mapping[str, Any]:
        """The profile after what the form says was done."""
        do, name = str(form.get("do") or ""), str(form.get("name") or "")
        if do.startswith(AGAIN):
            return without(profile, do.removeprefix(AGAIN))
        if do not in ("answer", UNKNOWN) or not name:
            return profile
        answer = None if do == UNKNOWN else str(form.get("answer") or "")
        return self._book.answered(profile, name, answer, as_of=as_of or None)

    def _show(
        self,
        request: Request,
        profile: Mapping[str, Any],
        as_of: str,
        lang: str | None,
        wrong: list[str],
        typed: str = "",
    ) -> Response:
        language, day = language_of(request, lang), as_of or None
        try:
            inputs = self._book.vocabulary(as_of=day)
        except QuestionError as error:
            day, wrong = None, [*wrong, *sentences(error, language)]
            inputs = self._book.vocabulary()
        try:
            open_questions = self._book.questions(profile, as_of=day)
            decision = self._book.evaluate(profile, as_of=day)
        except RondeError as error:
            return self._pages.said(request, WRONG, [*wrong, *sentences(error, language)], lang)
        question = open_questions.next
        script = BY_SCRIPT in request.headers
        return (self._pages.part if script else self._pages.page)(
            request,
            "asked.html" if script else "interview.html",
            lang=lang,
            status=WRONG if wrong else 200,
            script=script,
            wrong=wrong,
            typed=typed,
            question=question,
            asked_as=question.to_dict(language) if question else {},
            codes=_offered(question.codes(language) if question else {}),
            left=len(open_questions),
            decision=decision,
            given=list(_given(inputs, profile, language)),
            as_of=as_of if day else "",
            hidden={PROFILE: as_json(profile), "as_of": as_of if day else ""},
            bounds=_bounds(decision),
        )


def _profile(form: FormData) -> Mapping[str, Any]:
    if file := form.get(FILE):
        return of_file(str(file).encode(errors="surrogateescape"))
    return of_json(str(form.get(PROFILE) or ""))


def _offered(codes: Mapping[str, str]) -> Mapping[str, str]:
    return codes if len(codes) <= MOST_CODES else {}


def _bounds(decision: Decision) -> dict[str, str]:
    """The mark of each main answer that is a yes or no, or that is not known."""
    marks = {True: "yes", False: "no", None: "unknown"}
    values = {name: decision[name].value for name in decision.headlines}
    return {name: marks[value] for name, value in values.items() if value is None or isinstance(value, bool)}


def _given(inputs: Vocabulary, profile: Mapping[str, Any], language: str, before: str = "") -> Iterator[Given]:
    """What was answered, in the order in which it was."""
    for key, value in profile.items():
        name = f"{before}{key}"
        if name in inputs.lists:
            records = value if isinstance(value, list) else []
            yield Given(name, inputs.title(name, language), _told(inputs, "", value, language))
            for number, record in enumerate(records):
                for field, each in record.items() if isinstance(record, dict) else ():
                    fact = f"{name}.{field}"
                    if fact in inputs:
                        label = f"{inputs[fact].label(language)} [{number + 1}]"
                        yield Given(f"{name}[{number}].{field}", label, _told(inputs, fact, each, language))
        elif name in inputs:
            yield Given(name, inputs[name].label(language), _told(inputs, name, value, language))
        elif isinstance(value, dict):
            yield from _given(inputs, value, language, f"{name}.")


def _told(inputs: Vocabulary, fact: str, value: object, language: str) -> str:
    if value is None:
        return translate("web-unknown", language)
    if isinstance(value, bool):
        return translate("yes" if value else "no", language)
    if isinstance(value, list):
        return str(len(value))
    choices = inputs[fact].choices(language) if fact else {}
    return choices.get(str(value), str(value))


def without(profile: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A profile without what was answered to a question, by its name."""
    before, bracket, after = name.partition("[")
    number, _, field = after.partition("].")
    records = profile.get(before)
    if bracket and isinstance(records, list) and number.isdecimal() and int(number) < len(records):
        told = [without(each, field) if place == int(number) else each for place, each in enumerate(records)]
        return {**profile, before: told}
    if name in profile:
        return {key: value for key, value in profile.items() if key != name}
    head, _, rest = name.partition(".")
    inner = profile.get(head)
    return {**profile, head: without(inner, rest)} if rest and isinstance(inner, dict) else dict(profile)
