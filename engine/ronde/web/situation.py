"""The page of questions: what a book asks on a day, in a form that works without scripts, and the profile as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from ronde.api.book import Book
from ronde.api.decision import Decision
from ronde.api.errors import Diagnostic, RondeError
from ronde.api.vocabulary import Vocabulary
from ronde.web.answers import KEPT, Answers, as_json, as_yaml, place
from ronde.web.lists import do, drawn
from ronde.web.pages import Pages, language_of
from ronde.web.submitted import Form, Submitted, submitted

WRONG = 422

MOST_CODES = 300
"""Codes of a list that stand in the page."""


@dataclass(frozen=True, slots=True)
class Field:
    """A question as a field of the form: its name there, its value, and what is wrong with it."""

    name: str
    value: str
    wrong: tuple[str, ...]


class Situation:
    """The page of questions."""

    def __init__(self, book: Book, pages: Pages) -> None:
        self._book, self._pages = book, pages

    def first(self, request: Request) -> Response:
        """The form with nothing in it; the day may be in the address."""
        return self.show(request, submitted(self._book, FormData(), request.query_params.get("as_of", "")))

    def again(self, request: Request, form: Form) -> Response:
        """The form with what was answered, after a record was added, copied or removed, or a file was read."""
        found = submitted(self._book, form)
        do(found.answers, str(form.get("do", "")), found.inputs)
        return self.show(request, found, status=WRONG if found.wrong else 200)

    def download(self, request: Request, form: Form) -> Response:
        """The profile as the file of YAML that the commands take."""
        found = submitted(self._book, form)
        if found.wrong:
            return self.show(request, found, status=WRONG)
        content = as_yaml(found.answers.profile(found.inputs))
        names = {"content-disposition": 'attachment; filename="profile.yaml"'}
        return Response(content, media_type="application/yaml", headers=names)

    def show(self, request: Request, found: Submitted, *, status: int = 200) -> Response:
        """The form as it was answered, with what is wrong beside each field, or above if it is no field's."""
        language = language_of(request, found.lang)
        beside, above = _found_wrong(found, language)
        return self._pages.page(
            request,
            "situation.html",
            lang=found.lang,
            status=status,
            found=found,
            subjects=found.inputs.subjects(language),
            lanes=lambda name: drawn(
                found.inputs, name, found.answers.lists.get(name, ()), found.inputs.as_of, language
            ),
            offered=_offered(found.inputs, language),
            field=lambda question, number=None: _field(found.answers, beside, question.name, question.record, number),
            wrong=above,
            decision=self._decided(found),
            kept=(KEPT, as_json(found.answers.kept)),
        )

    def _decided(self, found: Submitted) -> Decision | None:
        """What is known so far; None if something is wrong."""
        try:
            return None if found.wrong else self._book.evaluate(found.answers.profile(found.inputs), **found.days)
        except RondeError:
            return None


def _offered(inputs: Vocabulary, language: str) -> dict[str, dict[str, str]]:
    """The lists of codes that are short enough to be offered while one types, each code with its title."""
    names = dict.fromkeys(each.codes for each in inputs.values() if each.codes)
    found = {name: inputs.codes(name, language) for name in names}
    return {name: codes for name, codes in found.items() if len(codes) <= MOST_CODES}


def _field(
    answers: Answers, beside: Mapping[str, tuple[str, ...]], name: str, record: str | None, number: int | None
) -> Field:
    if record is None or number is None:
        return Field(name, answers.own.get(name, ""), beside.get(place(name), ()))
    key = name.removeprefix(f"{record}.")
    value = answers.lists[record][number].get(key, "")
    return Field(f"{record}.{number}.{key}", value, beside.get(place(record, number, key), ()))


def _found_wrong(found: Submitted, language: str) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """What is wrong with each field, by its place in the profile, and what is of none."""
    fields = {place(name) for name in found.answers.own}
    for name, records in found.answers.lists.items():
        fields |= {place(name, number, key) for number, each in enumerate(records) for key in each}
    beside: dict[str, tuple[str, ...]] = {}
    above: list[str] = []
    for each in (diagnostic for error in found.wrong for diagnostic in error.diagnostics):
        where = str(each.location)
        if where in fields:
            beside[where] = (*beside.get(where, ()), each.message(language))
        else:
            above.append(told(each, language))
    return beside, above


def told(diagnostic: Diagnostic, language: str) -> str:
    """A diagnostic that stands at no field, with its place."""
    return diagnostic.text(language)


def sentences(error: RondeError, language: str) -> list[str]:
    """What an error says, a sentence for each diagnostic."""
    return [told(each, language) for each in error.diagnostics]
