"""The page of an answer: every main answer with its parts and its reasons, what is missing, cautions, digests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from ronde.api.book import Book
from ronde.api.decision import Decision, Fact
from ronde.api.errors import QuestionError, RondeError
from ronde.web.answers import PROFILE, as_json
from ronde.web.pages import Pages, language_of
from ronde.web.situation import WRONG, Situation, sentences
from ronde.web.submitted import Form, Submitted, submitted

DEEPEST = 4
"""Levels of the parts of a total that are shown."""

MARKS = {True: "yes", False: "no", None: "unknown"}

ROUND = "round:"
"""What stands before the type of a round in what is to be reached."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact of a decision as it is shown: its mark, its parts, and why as the face tells it; `whole` if why is told
    down to the text, and not its first steps alone. `open` if it holds what was asked for."""

    fact: Fact
    label: str
    text: str
    mark: str
    why: Mapping[str, Any]
    slips: Sequence[Mapping[str, Any]]
    parts: tuple[Answer, ...]
    whole: bool
    open: bool


class Deciding:
    """The page of an answer, and its data."""

    def __init__(self, book: Book, pages: Pages, situation: Situation) -> None:
        self._book, self._pages, self._situation = book, pages, situation

    def page(self, request: Request, form: Form) -> Response:
        """The answer as a page, with the reasons of the fact or the changes that were asked for; the form again if
        something is wrong with it."""
        found = submitted(self._book, form)
        decision = self._decided(found)
        if decision is None:
            return self._situation.show(request, found, status=WRONG)
        language = language_of(request, found.lang)
        profile = found.answers.profile(found.inputs)
        why, goal = str(form.get("why") or ""), str(form.get("reach") or "")
        sections, wrong = self._reached(profile, goal, found, language)
        goals = self._goals(decision, language)
        return self._pages.page(
            request,
            "decision.html",
            lang=found.lang,
            found=found,
            decision=decision,
            answers=[answer(decision, name, language, why) for name in decision.headlines],
            rounds=[answer(decision, name, language, why) for name in decision.rounds],
            goals=goals,
            last_round=any(each.startswith(ROUND) for each in goals),
            goal=goal,
            reached=sections,
            wrong=wrong,
            advice=decision.advice(language),
            missing=decision.missing_questions(language),
            cautions=decision.caution_texts(language, brief=True),
            whole=decision.caution_texts(language),
            hidden={PROFILE: as_json(profile), "as_of": found.as_of, "known_on": found.known_on},
        )

    def data(self, request: Request, form: Form) -> Response:
        """The decision as JSON, with its digests; the form again if something is wrong with it."""
        found = submitted(self._book, form)
        decision = self._decided(found)
        if decision is None:
            return self._situation.show(request, found, status=WRONG)
        names = {"content-disposition": 'attachment; filename="decision.json"'}
        content = orjson.dumps(decision.to_dict(), option=orjson.OPT_INDENT_2)
        return Response(content, media_type="application/json", headers=names)

    def _decided(self, found: Submitted) -> Decision | None:
        """The decision, or None: then it is noted what is wrong."""
        if found.wrong:
            return None
        try:
            return self._book.evaluate(found.answers.profile(found.inputs), **found.days)
        except RondeError as error:
            found.wrong.append(error)
            return None

    def _goals(self, decision: Decision, language: str) -> dict[str, str]:
        """What can be reached for: main answers that do not hold, and the last round known by the day; each with what
        it is called. None for a book that does not say what a person can change."""
        if not self._book.moves:
            return {}
        goals = {name: decision[name].label(language) for name in decision.headlines if decision[name].value is False}
        try:
            held = self._book.rounds(until=decision.as_of)
        except QuestionError:
            return goals
        kind = held.rows[-1]["type"] if held.rows else None
        return {**goals, f"{ROUND}{kind}": held.titles(language)[kind]} if kind else goals

    def _reached(
        self, profile: Mapping[str, Any], goal: str, found: Submitted, language: str
    ) -> tuple[Sequence[Any], list[str]]:
        """The nearest changes after which a goal is reached, as sections, and why there is no answer; nothing if no
        goal was asked for."""
        try:
            return self._book.reach(profile, goal, as_of=found.as_of or None).sections(language) if goal else (), []
        except RondeError as error:
            return (), sentences(error, language)


def answer(decision: Decision, name: str, language: str, asked_why: str, depth: int = 0) -> Answer:
    """A fact of a decision with its parts and reasons, in a language; all reasons if they are `asked_why`."""
    fact, whole = decision[name], name == asked_why
    names = fact.parts if depth < DEEPEST else ()
    parts = tuple(answer(decision, each, language, asked_why, depth + 1) for each in names)
    told = whole or (depth == 0 and not parts)
    data: dict[str, Any] = decision.why(name, lang=language).to_dict() if told else {}
    value = fact.value
    mark = MARKS[value] if value is None or isinstance(value, bool) else ""
    opened = whole or any(each.open for each in parts)
    why, slips = data.get("why", {}), data.get("slips", [])
    return Answer(fact, fact.label(language), fact.text(language), mark, why, slips, parts, whole, opened)
