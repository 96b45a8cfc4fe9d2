"""Pages from templates, in the language of whoever reads: which it is, what every page is given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ronde import __version__
from ronde.api.book import Book
from ronde.api.errors import QuestionError
from ronde.api.nouns import nouns_of
from ronde.language import LANGUAGES
from ronde.messages import translate
from ronde.messages.dates import in_words
from ronde.messages.escape import plain
from ronde.messages.numbers import grouped
from ronde.model.nouns import Nouns
from ronde.web.fresh import Standing

CACHED = "private, no-cache"
"""Only the browser itself keeps a page, so that its Back button leads to the answer before; what may not be kept at all
(`no-store`) is not there any more when one goes back to what a form led to."""

MOST_TOLD = 5
"""Findings in a book that is broken that are told above a page."""

BY_SCRIPT = "hx-request"
"""The header of what a script asks for."""

INSTEAD = {"hx-retarget": "body", "hx-reselect": "body", "hx-reswap": "outerSync"}
"""What tells a script that asked for a part of a page to show a whole page."""

SHOWN_IN = "ronde-language"
"""The header in which a script says in what language the page is that it asks a part for. The choice that was made last
may be another window's."""

COOKIE = "lang"
YEAR = 365 * 24 * 3600
"""How long a choice of language is kept, in seconds."""


class Pages:
    """Makes pages about a book."""

    def __init__(self, book: Book, standing: Standing) -> None:
        self.book, self._standing = book, standing
        self._templates = Environment(
            loader=PackageLoader("ronde.web"),
            autoescape=True,
            auto_reload=False,
            finalize=_shown,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"coded": _coded, "exact": _exact}
        self._templates.globals |= {"book": book, "release": __version__, "has_rounds": _has_rounds(book)}
        self._nouns = nouns_of(book)

    def page(
        self, request: Request, template: str, *, lang: str | None = None, status: int = 200, **about: Any
    ) -> HTMLResponse:
        """A page from a template. `lang` is what a form says of the language; the choice is kept in a cookie."""
        chosen = chosen_language(request, lang)
        language = chosen or language_of(request)
        content = self._templates.get_template(template).render(
            language=language,
            other=next(each for each in LANGUAGES if each != language),
            here=request.url.path,
            asked=dict(request.query_params),
            address=partial(_address, request),
            translate=partial(_translate, language, self._nouns),
            translate_in=translate,
            day=partial(_day, language),
            pool_day=_iso,
            figure=partial(_figure, language),
            today=date.today().isoformat(),
            broken=_broken(self._standing, language),
            **about,
        )
        headers = {"cache-control": CACHED, "content-language": language, "vary": "accept-language, cookie"}
        answer = HTMLResponse(content, status, headers)
        if chosen:
            answer.set_cookie(COOKIE, chosen, max_age=YEAR, httponly=True, samesite="lax")
        return answer

    def part(
        self, request: Request, template: str, *, lang: str | None = None, status: int = 200, **about: Any
    ) -> HTMLResponse:
        """A part of a page for a script, from a template, and with it what is said above every page."""
        return self.page(request, "part.html", lang=lang, status=status, part=template, **about)

    def refused(self, request: Request, status: int, key: str) -> HTMLResponse:
        """The page of what is not answered; the sentence is that of a key."""
        return self._whole(request, status, key, [])

    def said(self, request: Request, status: int, sentences: list[str], lang: str | None = None) -> HTMLResponse:
        """The page of what is wrong with a request, in sentences."""
        return self._whole(request, status, "web-refused", sentences, lang)

    def _whole(
        self, request: Request, status: int, key: str, sentences: list[str], lang: str | None = None
    ) -> HTMLResponse:
        """A page that stands in place of another, also if a script asked for a part of that."""
        page = self.page(request, "refused.html", lang=lang, status=status, key=key, sentences=sentences)
        if BY_SCRIPT in request.headers:
            page.headers.update(INSTEAD)
        return page


def _has_rounds(book: Book) -> bool:
    """Whether a book has rounds; the pages of one that has none do not lead there."""
    try:
        book.rounds()
    except QuestionError:
        return False
    return True


def chosen_language(request: Request, lang: str | None = None) -> str | None:
    """The language that a form or the address asks for, if either does."""
    asked = lang or request.query_params.get("lang")
    return asked if asked in LANGUAGES else None


def language_of(request: Request, lang: str | None = None) -> str:
    """The language of whoever reads: chosen now, that of the page that is there, chosen before, or the first of the
    browser's that is one of ours."""
    kept = chosen_language(request, lang) or request.headers.get(SHOWN_IN) or request.cookies.get(COOKIE)
    if kept in LANGUAGES:
        return kept
    return preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> str:
    """The language of ours that a header prefers, by its weights; the first of ours if it names none."""
    names = (each.partition("-")[0] for each in by_weight(header))
    return next((each for each in names if each in LANGUAGES), LANGUAGES[0])


def by_weight(header: str) -> list[str]:
    """What a header accepts, in small letters, what it prefers first; what it refuses is left out."""
    found: list[tuple[float, int, str]] = []
    for place, each in enumerate(header[:500].split(",")):
        name, *about = (part.strip().lower() for part in each.split(";"))
        weight = next((_weight(part.removeprefix("q=")) for part in about if part.startswith("q=")), 1.0)
        if name and weight > 0:
            found.append((-weight, place, name))
    return [name for _, _, name in sorted(found)]


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _address(request: Request, **changed: str) -> str:
    """The address of this page with other words in its query."""
    return str(request.url.include_query_params(**changed).replace(scheme="", netloc=""))


def _broken(standing: Standing, language: str) -> list[str]:
    """What is said above every page while the files of the book are broken: since when, then what is wrong."""
    since = standing.since
    if since is None:
        return []
    hour = translate("web-time", language, hour=str(since.hour), minute=f"{since.minute:02}")
    head = translate("web-broken-since", language, date=since.date().isoformat(), time=hour)
    told = [each.text(language) for each in standing.diagnostics[:MOST_TOLD]]
    more = len(standing.diagnostics) - len(told)
    return [head, *told, *([translate("review-more", language, count=more)] if more else [])]


def _translate(language: str, nouns: Mapping[str, Nouns], key: str, /, **about: object) -> str:
    """A sentence in a language, with what the book calls people and rounds."""
    return translate(key, language, **{**nouns, **about})


def _day(language: str, value: date | str) -> str:
    """A day in words."""
    return in_words(date.fromisoformat(value) if isinstance(value, str) else value, language)


def _iso(number: int) -> str:
    """The day of a day number, YYYY-MM-DD."""
    return date.fromordinal(number).isoformat()


def _figure(language: str, value: int) -> str:
    """A number with its thousands apart."""
    return grouped(str(value), language)


def _exact(text: str) -> Markup:
    """A text that comes back with the form, to the letter: nothing of it is told otherwise so as to be seen."""
    return Markup(escape(text))


def _coded(text: str) -> Markup:
    """A text of the book in which what stands between two backquotes is code."""
    parts = plain(text).split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(each) if number % 2 and number + 1 < len(parts) else each
        for number, each in enumerate(parts)
    )


def _shown(value: object) -> object:
    """What is put into a template: nothing of a text acts or hides. Jinja then escapes what is not marked as HTML."""
    return value if isinstance(value, Markup) else plain(str(value))
