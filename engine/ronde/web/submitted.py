"""What a request asks: the day, the day of knowledge, the language and the profile, from its fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, TypeAlias

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from ronde.api.book import Book
from ronde.api.errors import QuestionError, RondeError
from ronde.api.vocabulary import Vocabulary
from ronde.web.answers import PROFILE, Answers, of_file, of_form, of_json, of_profile

MOST_FIELDS = 5_000
"""Fields of a form: as many records in every list as a profile may have, each with every field."""

FILE = "file"


async def _form(request: Request) -> FormData:
    form = await request.form(max_files=1, max_fields=MOST_FIELDS)
    if isinstance(file := form.get(FILE), UploadFile):
        content = await file.read()
        return FormData([*((name, each) for name, each in form.multi_items() if name != FILE), (FILE, _text(content))])
    return form


Form: TypeAlias = Annotated[FormData, Depends(_form)]
"""The fields of a form; a file among them as its text."""


def _text(content: bytes) -> str:
    return content.decode(errors="surrogateescape")


@dataclass(slots=True)
class Submitted:
    """What a form asks. `wrong` is what is wrong with its days or its file: then `inputs` are those of a day that
    the book has."""

    as_of: str
    known_on: str
    lang: str | None
    inputs: Vocabulary
    answers: Answers
    wrong: list[RondeError] = field(default_factory=list)

    @property
    def days(self) -> dict[str, str | None]:
        """The days, as the face takes them."""
        return {"as_of": self.as_of or None, "known_on": self.known_on or None}


def submitted(book: Book, form: FormData, as_of: str = "") -> Submitted:
    """What a form asks: the fields of its questions, a profile as a file, or one in a hidden field."""
    told = {name: str(form.get(name) or "").strip() for name in ("as_of", "known_on", "lang")}
    days = told["as_of"] or as_of, told["known_on"]
    wrong: list[RondeError] = []
    try:
        inputs = book.vocabulary(as_of=days[0] or None, known_on=days[1] or None)
    except QuestionError as error:
        wrong.append(error)
        inputs = book.vocabulary()
    try:
        answers = _answers(inputs, form)
    except RondeError as error:
        wrong.append(error)
        answers = Answers()
    return Submitted(*days, told["lang"] or None, inputs, answers, wrong)


def _answers(inputs: Vocabulary, form: FormData) -> Answers:
    if file := form.get(FILE):
        return of_profile(inputs, of_file(str(file).encode(errors="surrogateescape")))
    if PROFILE in form:
        return of_profile(inputs, of_json(str(form[PROFILE])))
    return of_form(inputs, form.multi_items())
