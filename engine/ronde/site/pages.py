"""The pages of the site by path: what each template is given, and how texts are escaped in it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from importlib.resources import files
from itertools import groupby, takewhile
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ronde.messages import LANGUAGES, translate
from ronde.messages.dates import in_words
from ronde.messages.escape import plain
from ronde.model.history import History, Status, Version
from ronde.site.marked import Marked
from ronde.site.standing import Standings
from ronde.site.versions import TopicVersion, index, told_versions
from ronde.syntax.version import syntax_of
from ronde.telling.phrases import anchor, list_anchor, source_anchor, version_anchor

STYLE = "style.css"
HOME = "index.html"
FACTS = "facts.html"
TOPICS = "topics"
"""The folder of the pages of topics, so that no topic takes the place of another page."""

LONGEST = 40
"""Longer lists of codes are folded."""


def environment(history: History) -> Environment:
    """What the templates are rendered with: they are given the book, and what makes HTML of its Markdown."""
    templates = Environment(
        loader=PackageLoader("ronde.site"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    marked = Marked()
    templates.globals |= {
        "history": history,
        "block": marked.block,
        "line": marked.line,
        "anchor": anchor,
        "list_anchor": list_anchor,
        "source_anchor": source_anchor,
        "version_anchor": version_anchor,
        "longest": LONGEST,
    }
    return templates


def words_of(language: str) -> dict[str, object]:
    """What every template is given to tell things in a language."""
    return {
        "language": language,
        "other": next(each for each in LANGUAGES if each != language),
        "translate": lambda key, **given: translate(key, language, **given),
        "day": partial(_day, language),
    }


class Site:
    """Every page of a book."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.standings = Standings(history)
        self._templates = environment(history)

    def pages(self) -> Iterator[tuple[str, bytes]]:
        """Every file of the site: its path, and what it holds. Errors: ValidationError for rules that are wrong."""
        yield STYLE, files("ronde.site").joinpath("templates", STYLE).read_bytes()
        yield HOME, self._page("welcome.html", HOME, LANGUAGES[0])
        for language in LANGUAGES:
            told = {
                topic: told_versions(self.history, versions, language)
                for topic, versions in sorted(self.standings.every.items())
            }
            titles = {topic: title_of(self.history, topic, language) for topic in told}
            yield from self._of_language(language, told, titles)

    def _of_language(
        self, language: str, told: dict[str, list[TopicVersion]], titles: dict[str, str]
    ) -> Iterator[tuple[str, bytes]]:
        path = f"{language}/{HOME}"
        yield path, self._page("home.html", path, language, titles=titles, versions=told, folders=folders_of(told))
        path, (facts, lists) = f"{language}/{FACTS}", index(told)
        yield path, self._page("facts.html", path, language, titles=titles, facts=facts, lists=lists)
        for topic, versions in told.items():
            path = topic_path(language, topic)
            awaiting = list(takewhile(lambda each: each.version.status is Status.INCOMPLETE, versions))
            yield (
                path,
                self._page("topic.html", path, language, titles=titles, topic=topic, every=versions, awaiting=awaiting),
            )

    def _page(self, template: str, path: str, language: str, **about: object) -> bytes:
        """A page from a template; `way` gives the relative address of another page of the same language."""
        return (
            self._templates.get_template(template)
            .render(
                words_of(language),
                path=path,
                translate_in=translate,
                way=partial(way, path),
                at=_on_this_page,
                topic_path=topic_path,
                home=HOME,
                facts_page=FACTS,
                style=STYLE,
                **about,
            )
            .encode()
        )


def title_of(history: History, topic: str, language: str) -> str:
    """The newest title of a topic; a version that ends it has none."""
    titles = (syntax_of(version).title.text(language) for version in reversed(history.versions[topic]))
    return next(filter(None, titles), topic)


def folders_of(topics: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Topics by the folder that they stand in; last those that stand in none."""
    by_folder = sorted((posixpath.dirname(topic), topic) for topic in topics)
    found = [(folder, [topic for _, topic in each]) for folder, each in groupby(by_folder, key=lambda each: each[0])]
    return sorted(found, key=lambda each: each[0] == "")


def topic_path(language: str, topic: str) -> str:
    """The path of the page of a topic."""
    return f"{language}/{TOPICS}/{topic}.html"


def way(here: str, path: str) -> str:
    """The relative address of a page, from another one."""
    return quote(os.fsencode(posixpath.relpath(path, posixpath.dirname(here) or ".")))


def _on_this_page(version: Version) -> str:
    """The address of another version of the topic: all of them stand on its page."""
    return ""


def _day(language: str, number: int) -> str:
    return in_words(date.fromordinal(number), language)


def _shown(value: object) -> object:
    """What is put into a template: nothing of a text acts or hides. Jinja then escapes what is not marked as HTML."""
    return value if isinstance(value, Markup) else plain(str(value))
