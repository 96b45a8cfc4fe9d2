"""The page of a change: a version of a topic drafted as text, what is wrong with it, what it changes, and its patch."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from ronde.api.book import Book
from ronde.api.drafting import Draft, Tried, draft_begun, draft_tried
from ronde.api.errors import RondeError
from ronde.api.pages import RulePages
from ronde.web.asked import Form
from ronde.web.pages import Pages, language_of
from ronde.web.situation import WRONG, sentences


class Changing:
    """The page of a change."""

    def __init__(self, book: Book, pages: Pages) -> None:
        self._book, self._pages, self._rules = book, pages, RulePages(book)

    def first(self, request: Request, topic: str = "", day: str = "") -> Response:
        """A version begun, if a topic and a day are named, else the choice of them."""
        language = language_of(request)
        if not (topic and day):
            return self._show(request, None, topic, day, None, None, [])
        try:
            draft = draft_begun(self._book, topic, day, language)
        except RondeError as error:
            return self._show(request, None, topic, day, None, None, sentences(error, language))
        return self._show(request, None, topic, day, draft, None, [])

    def tried(self, request: Request, form: Form) -> Response:
        """What is wrong with the draft, what it would change."""
        told = {name: str(form.get(name) or "") for name in ("topic", "day", "text", "lang")}
        lang, language = told["lang"] or None, language_of(request, told["lang"] or None)
        try:
            draft, found = draft_tried(self._book, told["topic"], told["day"], told["text"], language)
        except RondeError as error:
            return self._show(request, lang, told["topic"], told["day"], None, None, sentences(error, language))
        if form.get("do") == "patch":
            name = draft.file.replace("/", "-").removesuffix(".yaml")
            names = {"content-disposition": f'attachment; filename="{name}.patch"'}
            return Response(draft.patch, media_type="text/x-diff; charset=utf-8", headers=names)
        return self._show(request, lang, told["topic"], told["day"], draft, found, [])

    def _show(
        self,
        request: Request,
        lang: str | None,
        topic: str,
        day: str,
        draft: Draft | None,
        found: Tried | None,
        wrong: list[str],
    ) -> Response:
        language = language_of(request, lang)
        return self._pages.page(
            request,
            "change.html",
            lang=lang,
            status=WRONG if wrong else 200,
            topic=topic,
            folders=self._rules.folders(language),
            asked_day=day,
            draft=draft,
            wrong=wrong,
            tried=found is not None,
            diagnostics=[each.text(language) for each in found.diagnostics] if found else [],
            sections=found.sections if found else [],
        )
