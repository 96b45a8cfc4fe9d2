"""What shows itself: as text in a terminal, as HTML in a notebook, in either language."""

from __future__ import annotations

from abc import ABC, abstractmethod

from ronde.api.arguments import language
from ronde.api.from_here import book_folder, openable_text
from ronde.explain.page import Page
from ronde.model.history import History


class Shown(ABC):
    """An answer that is a page."""

    @abstractmethod
    def _page(self, lang: str) -> Page:
        """The answer as a page in a language."""

    @property
    @abstractmethod
    def _book(self) -> History:
        """The book that it was answered from: files in a text are told such that they can be opened."""

    def text(self, lang: str = "en") -> str:
        """The answer as text, in `en` or `fr`, as the command prints it. Errors: QuestionError for other languages."""
        folder = book_folder(self._book.root or None)
        return openable_text(self._page(language(lang)).text(), folder).removesuffix("\n")

    def markdown(self, lang: str = "en") -> str:
        """The answer as Markdown, in `en` or `fr`. Errors: QuestionError for other languages."""
        return self._page(language(lang)).markdown()

    def html(self, lang: str = "en") -> str:
        """The answer as HTML, in `en` or `fr`. Errors: QuestionError for other languages."""
        return self._page(language(lang)).html()

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return self.html()
