"""The page of an answer: every main answer with its parts and its reasons, what is missing, cautions, digests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from ronde.api.book import Book
from ronde.api.decision import Decision, Fact
from ronde.api.errors import RondeError
from ronde.web.answers import PROFILE, as_json
from ronde.web.asked import Asked, Form, asked
from ronde.web.pages import Pages, language_of
from ronde.web.situation import WRONG, Situation

DEEPEST = 4
"""Levels of the parts of a total that are shown."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact of a decision as it is shown: its mark, its parts, and why as the face tells it."""

    fact: Fact
    label: str
    text: str
    mark: str
    why: dict[str, Any]
    slips: list[dict[str, Any]]
    parts: tuple[Answer, ...]


class Deciding:
    """The page of an answer, and its data."""

    def __init__(self, book: Book, pages: Pages, situation: Situation) -> None:
        self._book, self._pages, self._situation = book, pages, situation

    def page(self, request: Request, form: Form) -> Response:
        """The answer as a page; the form again if something is wrong with it."""
        found = asked(self._book, form)
        decision = self._decided(found)
        if decision is None:
            return self._situation.show(request, found, status=WRONG)
        language = language_of(request, found.lang)
        profile = found.answers.profile(found.inputs)
        return self._pages.page(
            request,
            "decision.html",
            lang=found.lang,
            found=found,
            decision=decision,
            answers=[answer(decision, name, language) for name in decision.headlines],
            rounds=[answer(decision, name, language) for name in decision.rounds],
            advice=decision.advice(language),
            missing=decision.missing_questions(language),
            cautions=decision.caution_texts(language, brief=True),
            whole=decision.caution_texts(language),
            hidden={PROFILE: as_json(profile), "as_of": found.as_of, "known_on": found.known_on},
        )

    def data(self, request: Request, form: Form) -> Response:
        """The decision as JSON, with its digests; the form again if something is wrong with it."""
        found = asked(self._book, form)
        decision = self._decided(found)
        if decision is None:
            return self._situation.show(request, found, status=WRONG)
        names = {"content-disposition": 'attachment; filename="decision.json"'}
        content = orjson.dumps(decision.to_dict(), option=orjson.OPT_INDENT_2)
        return Response(content, media_type="application/json", headers=names)

    def _decided(self, found: Asked) -> Decision | None:
        """The decision, or None: then it is noted what is wrong."""
        if found.wrong:
            return None
        try:
            return self._book.evaluate(found.answers.profile(found.inputs), **found.days)
        except RondeError as error:
            found.wrong.append(error)
            return None


def answer(decision: Decision, name: str, language: str, depth: int = 0) -> Answer:
    """A fact of a decision with its parts and reasons, in a language."""
    fact, told = decision[name], decision.why(name, lang=language).to_dict()
    why, slips = told["why"], told.get("slips", [])
    assert isinstance(why, dict)
    assert isinstance(slips, list)
    parts = fact.parts if depth < DEEPEST else ()
    return Answer(
        fact,
        fact.label(language),
        fact.text(language),
        str(why.get("mark", "")),
        why,
        slips,
        tuple(answer(decision, each, language, depth + 1) for each in parts),
    )
