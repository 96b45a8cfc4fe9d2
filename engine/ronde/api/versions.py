"""Every version of a topic, and the facts of a book, as Python programs see them."""

from __future__ import annotations

from typing import Any

from ronde.api.arguments import language
from ronde.api.errors import BookError, FactError, refusals_as
from ronde.api.from_here import book_folder, from_here, openable_text
from ronde.api.opened import Opened
from ronde.api.shown import Shown
from ronde.explain.facts import facts_called, facts_data, facts_page
from ronde.explain.page import Page
from ronde.inputs.all_versions import EverFact
from ronde.inputs.meant import topic_ever
from ronde.topics.versions import Compared, compared, versions_data, versions_page


class TopicVersions(Shown):
    """Every version of a topic side by side, newest first: when each held, and its figures, a column for each."""

    def __init__(self, root: str, found: Compared, fact: str | None) -> None:
        self._folder, self._found, self._fact = root, found, fact
        self.topic = found.topic

    @property
    def rows(self) -> list[dict[str, Any]]:
        """A row for each version: `version`, `file`, `status`, `since`, `published`, `checked`, `confidence`; if it is
        `for_some` only; why it `corrects` another, or what of it is `missing`, in each language."""
        rows: list[dict[str, Any]] = self.to_dict()["versions"]
        return rows

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The versions and their figures as plain data, as `ronde rules TOPIC --versions --format json` prints them."""
        return versions_data(self._found, language(lang), fact=self._fact)

    def text(self, lang: str = "en", *, width: int | None = None) -> str:
        """The versions as text, in `en` or `fr`; what has no room in so many columns, if a width is given, follows
        below. Errors: QuestionError for other languages."""
        page = versions_page(self._found, language(lang), fact=self._fact, width=width)
        folder = from_here(book_folder(self._folder or None))
        return openable_text(page.text(width), folder).removesuffix("\n")

    @property
    def _root(self) -> str:
        return self._folder

    def _page(self, lang: str) -> Page:
        return versions_page(self._found, lang, fact=self._fact)

    def __len__(self) -> int:
        return len(self._found.versions)

    def __repr__(self) -> str:
        return f"<TopicVersions of {self.topic}: {len(self)}>"


class FactsFound(Shown):
    """Facts of a book, by name."""

    def __init__(self, opened: Opened, found: dict[str, EverFact]) -> None:
        self._opened, self._found = opened, found

    @property
    def names(self) -> tuple[str, ...]:
        """The names, in their order."""
        return tuple(self._found)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """A row for each fact: `name`, `label` in each language, `topic`, the list if it is a fact of a `record`, and
        the days `since` and `until` which it is defined."""
        return facts_data(self._opened.history, self._found)

    def to_dict(self) -> dict[str, Any]:
        """The facts as plain data, as `ronde facts --format json` prints them."""
        return {"facts": self.rows}

    @property
    def _root(self) -> str:
        return self._opened.history.root

    def _page(self, lang: str) -> Page:
        return facts_page(self._opened.history, self._found, lang)

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        return f"<FactsFound: {len(self)}>"


def topic_versions(opened: Opened, words: str) -> TopicVersions:
    """The versions of the topic that is meant. Errors: FactError if none or several are; BookError."""
    with refusals_as(FactError):
        topic, fact = topic_ever(opened.history, str(words))
    with refusals_as(BookError, opened.folder):
        return TopicVersions(opened.history.root, compared(opened.reference, topic), fact)


def facts_found(opened: Opened, words: str | None) -> FactsFound:
    """The facts that are called so. Errors: FactError if none is."""
    with refusals_as(FactError):
        return FactsFound(opened, facts_called(opened.history, None if words is None else str(words)))
