"""The pages of rules: every topic on any day, its versions side by side, search, and a feed of what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from ronde.api.arguments import day
from ronde.api.book import Book
from ronde.api.pages import RulePages
from ronde.web.pages import Pages, language_of

MOST_ENTRIES = 60
"""Changes that the feed lists."""

LONGEST_WORDS = 100
"""Characters of a search."""

MOST_HITS = 50
"""Places that a search shows."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A definition in every version that has it, newest first: figures by row, and sentences; each says whether the
    version before had it otherwise."""

    label: str
    names: tuple[str, ...]
    versions: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]
    texts: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]


class RulesShown:
    """The pages of rules."""

    def __init__(self, book: Book, pages: Pages) -> None:
        self._book, self._pages, self._rules = book, pages, RulePages(book)

    def index(self, request: Request, as_of: str = "", known_on: str = "", q: str = "") -> Response:
        """Every topic, those in force on a day with their version; and where some words stand in them."""
        language, words = language_of(request), q.strip()[:LONGEST_WORDS]
        days = {"as_of": as_of or None, "known_on": known_on or None}
        hits = self._rules.find(words, **days, lang=language) if words else []
        return self._pages.page(
            request,
            "rules.html",
            as_of=as_of,
            known_on=known_on,
            words=words,
            hits=hits[:MOST_HITS],
            found=len(hits),
            rules=self._book.rules(**days),
            folders=self._rules.folders(language),
            link=partial(_link, known_on),
        )

    def topic(self, request: Request, topic: str, as_of: str = "", known_on: str = "") -> Response:
        """A topic on a day: its definitions and tables in words, with sources."""
        days = as_of or None, known_on or None
        found = self._rules.topic(topic, *days, language_of(request), _address(as_of, known_on))
        return self._pages.page(
            request,
            "topic.html",
            as_of=as_of,
            known_on=known_on,
            found=found,
            link=partial(_link, known_on),
        )

    def versions(self, request: Request, topic: str) -> Response:
        """Every version of a topic side by side."""
        language = language_of(request)
        found = self._rules.topic(topic, None, None, language, _address("", ""))
        data = self._book.versions(topic).to_dict(language)
        facts = [_side_by_side(each) for each in data["facts"]]
        return self._pages.page(request, "versions.html", found=found, data=data, facts=facts, link=partial(_link, ""))

    def diff(self, request: Request, before: str = "", after: str = "") -> Response:
        """What differs between two days."""
        days = [each for each in (before, after) if each]
        sections = self._book.diff(*map(_a_day, days)).in_full().sections(language_of(request)) if len(days) > 1 else []
        return self._pages.page(request, "diff.html", before=before, after=after, sections=sections)

    def feed(self, request: Request) -> Response:
        """The changes of rules as a feed of Atom, the last published first."""
        language = language_of(request)
        changes = list(islice(self._rules.changes(language), MOST_ENTRIES))
        root = f"{request.url.scheme}://{request.url.netloc}"
        page = self._pages.page(request, "feed.xml", changes=changes, root=root, link=partial(_link, ""))
        page.headers["content-type"] = "application/atom+xml; charset=utf-8"
        return page


def _a_day(text: str) -> str:
    """A day as it was written: a face compares folders and commits too, an address only days. Errors: QuestionError."""
    day(text, "date")
    return text


def _side_by_side(fact: Mapping[str, Any]) -> SideBySide:
    """A definition as the data of its versions have it, marked where it changed."""
    figures: Mapping[str, Mapping[str, str]] = fact["figures"]
    texts: Mapping[str, list[str]] = {version: lines for version, lines in fact["text"].items() if lines}
    keys = dict.fromkeys(key for version in figures.values() for key in version)
    rows = tuple((key, tuple(_marked([version.get(key, "—") for version in figures.values()]))) for key in keys)
    before = [*list(texts.values())[1:], None]
    told = tuple(
        (version, tuple((line, earlier is not None and line not in earlier) for line in lines))
        for (version, lines), earlier in zip(texts.items(), before, strict=True)
    )
    return SideBySide(str(fact["label"]), tuple(fact["names"]), tuple(figures), rows, told)


def _marked(values: list[str]) -> Iterator[tuple[str, bool]]:
    """Values of versions, newest first, each with whether the one before was another."""
    for value, before in zip(values, [*values[1:], values[-1]], strict=True):
        yield value, value != before


def _link(known_on: str, topic: str, as_of: str = "", page: str = "rules") -> str:
    """The address of the page of a topic on a day."""
    asked = {"as_of": as_of, "known_on": known_on}
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"/{page}/{quote(topic)}" + (f"?{query}" if query else "")


def _address(as_of: str, known_on: str) -> Callable[[str, str | None], str]:
    """How the page of a topic addresses others: on its own day if no other is named, and as known on its own."""
    return lambda topic, day: _link(known_on if day is None else "", topic, as_of if day is None else day)
