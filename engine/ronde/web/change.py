"""The page of a change: a version of a topic drafted as text or in its tables, what is wrong with it, its patch."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ronde.api.book import Book
from ronde.api.drafting import Draft, draft_committed, draft_of, draft_opened
from ronde.api.errors import Diagnostic, RondeError
from ronde.api.pages import RulePages
from ronde.api.trials import Trials
from ronde.messages import translate
from ronde.web.cells import GridShown, shown, written
from ronde.web.effects import BOOK, EFFECTS, Effect, Effects
from ronde.web.pages import BY_SCRIPT, Pages, language_of
from ronde.web.situation import WRONG, sentences
from ronde.web.submitted import Form

PHRASES = {
    "Completions": "web-editor-words",
    "Diagnostics": "web-editor-findings",
    "No diagnostics": "web-editor-none",
    "close": "web-editor-close",
    "Control character": "web-editor-control",
    "Selection deleted": "web-editor-deleted",
}
"""What the editor says by itself, in English, and the keys of it."""

FIELDS = ("topic", "day", "text", "lang", "view", "do", "digest", "branch", "message")
"""The fields of the form that are no cells."""

KEEP, TAKE = "keep", "take"
"""What is done with two texts: go on with one's own, or take that of the disk."""

MOVED = 409
"""The status of a page whose file was changed meanwhile."""

GRID, TEXT = "grid", "text"
"""The two views of a draft."""


@dataclass(slots=True)
class Proposal:
    """What is asked: a topic, a day, the view, the language that a form names, the draft, the digest of
    the file that it was begun from, what is to be committed where and what came of it, and what is wrong."""

    topic: str
    day: str
    view: str = TEXT
    lang: str | None = None
    draft: Draft | None = None
    wrong: list[str] = field(default_factory=list)
    digest: str = ""
    branch: str = ""
    message: str = ""
    committed: str = ""

    @property
    def moved(self) -> bool:
        """Whether the file on the disk is no longer the one that the draft was begun from."""
        return self.draft is not None and self.draft.digest != self.digest


class Changing:
    """The page of a change."""

    def __init__(self, book: Book, pages: Pages, *, commits: bool = False) -> None:
        self._book, self._pages, self._rules, self._commits = book, pages, RulePages(book), commits
        self._trials = Trials(book)
        self._effects = Effects(self._trials)

    def first(self, request: Request, topic: str = "", day: str = "") -> Response:
        """A version begun or opened, if a topic and a day are named, else the choice of them."""
        language, asked = language_of(request), Proposal(topic, day)
        if topic and day:
            try:
                asked.draft = draft_opened(self._book, topic, day, language)
                asked.digest = asked.draft.digest
                asked.branch = f"change/{topic.replace('/', '-')}-{day}"
            except RondeError as error:
                asked.wrong = sentences(error, language)
        page = self._page(request, asked, [])
        if asked.draft is not None:
            page.background = BackgroundTask(self._trials.prepare)
        return page

    def again(self, request: Request, form: Form) -> Response:
        """What a form asks of its draft: what is wrong with it, what it would change, its patch, its other view."""
        told = {name: str(form.get(name) or "") for name in FIELDS}
        asked = Proposal(told["topic"], told["day"], told["view"] or TEXT, told["lang"] or None)
        asked.digest, asked.branch, asked.message = told["digest"], told["branch"], told["message"]
        language, do = language_of(request, asked.lang), told["do"]
        try:
            asked.draft = draft_of(self._book, asked.topic, asked.day, told["text"])
        except RondeError as error:
            asked.wrong = sentences(error, language)
            return self._page(request, asked, [])
        try:
            asked.draft = written(asked.draft, form)
        except RondeError as error:
            asked.wrong = sentences(error, language)
        self._kept(asked, do)
        if do == "patch" and not asked.wrong and not asked.moved:
            return _patch(asked.draft)
        if do == "commit" and self._commits and not asked.wrong and not asked.moved:
            self._commit(asked, language)
        if do in (GRID, TEXT):
            asked.view = do
        if do == "words":
            return self._words(asked.draft, str(form.get("at") or ""), language)
        found = self._trials.findings(asked.draft)
        if BY_SCRIPT in request.headers:
            return self._part(request, asked, do, found)
        return self._page(request, asked, found, do)

    def _kept(self, asked: Proposal, do: str) -> None:
        """Which of two texts somebody goes on with whose file was changed meanwhile, if they say it."""
        draft = asked.draft
        assert draft is not None
        if do == TAKE and draft.before is not None:
            asked.draft = replace(draft, text=draft.before)
        if do in (TAKE, KEEP):
            asked.digest = draft.digest

    def _commit(self, asked: Proposal, language: str) -> None:
        assert asked.draft is not None
        try:
            asked.committed = draft_committed(self._book, asked.draft, asked.branch, asked.message)
        except RondeError as error:
            asked.wrong = sentences(error, language)

    def _words(self, draft: Draft, at: str, language: str) -> Response:
        """What can be written at a character of the draft, for the editor."""
        found = self._trials.words(draft, int(at), language) if at.isdecimal() else None
        offers = [
            {"label": each.label, "apply": each.text, "detail": each.detail, "info": each.documentation}
            for each in (found.offers if found else ())
        ]
        span = found.span if found else None
        return JSONResponse({"start": span.start if span else 0, "end": span.end if span else 0, "offers": offers})

    def _part(self, request: Request, asked: Proposal, do: str, found: list[Diagnostic]) -> Response:
        """A part of the page for a script: a thing that the draft changes, or what is wrong with it."""
        assert asked.draft is not None
        language = language_of(request, asked.lang)
        if do in EFFECTS:
            effect = self._effects.of(do, asked.draft, language)
            return self._pages.part(request, "effect.html", lang=asked.lang, effect=effect)
        return self._pages.part(
            request, "written.html", lang=asked.lang, tried=True, **self._about(asked, found, language)
        )

    def _page(self, request: Request, asked: Proposal, found: list[Diagnostic], do: str | None = None) -> Response:
        language = language_of(request, asked.lang)
        effects = []
        if asked.draft is not None and do is not None:
            effects = [
                self._effects.of(name, asked.draft, language)
                if name == do
                else Effect(name, loads=do == "" and name != BOOK)
                for name in EFFECTS
            ]
        return self._pages.page(
            request,
            "change.html",
            lang=asked.lang,
            status=WRONG if asked.wrong else MOVED if asked.moved else 200,
            topic=asked.topic,
            folders=self._rules.folders(language),
            asked_day=asked.day,
            wrong=asked.wrong,
            tried=do is not None and asked.draft is not None,
            effects=effects,
            commits=self._commits,
            digest=asked.digest,
            branch=asked.branch,
            message=asked.message,
            committed=asked.committed,
            **self._about(asked, found, language),
        )

    def _about(self, asked: Proposal, found: list[Diagnostic], language: str) -> dict[str, Any]:
        """What the part that is written shows: the draft, its findings, its tables in the one view."""
        tables: list[GridShown] = []
        top: dict[str, str] = {}
        to_fill: list[int] = []
        readable = False
        if asked.draft is not None:
            with suppress(RondeError):
                grids, to_fill = asked.draft.grids(), asked.draft.to_fill()
                readable = bool(grids)
                if asked.view == GRID:
                    tables, top = shown(grids, found, language), asked.draft.top()
        return {
            "draft": asked.draft,
            "moved": asked.moved,
            "view": GRID if tables else TEXT,
            "has_grid": readable,
            "tables": tables,
            "top": top,
            "phrases": {said: translate(key, language) for said, key in PHRASES.items()},
            "top_keys": {name: f"web-top-{name.replace('/', '-')}" for name in top},
            "to_fill": to_fill,
            "labels": self._trials.labels(asked.draft, language) if asked.draft is not None and tables else {},
            "findings": [(each.location, each.severity.value, each.text(language)) for each in found],
        }


def _patch(draft: Draft) -> Response:
    name = draft.file.replace("/", "-").removesuffix(".yaml")
    names = {"content-disposition": f'attachment; filename="{name}.patch"'}
    content = draft.patch.encode(errors="surrogateescape")
    return Response(content, media_type="text/x-diff; charset=utf-8", headers=names)
