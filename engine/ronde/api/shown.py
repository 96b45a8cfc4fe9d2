"""What shows itself: as text in a terminal, as HTML in a notebook, in either language."""

from __future__ import annotations

from abc import ABC, abstractmethod

from ronde.api.arguments import language
from ronde.api.from_here import book_folder, from_here, openable_text
from ronde.explain.page import Line, Page, Rows


class Shown(ABC):
    """An answer that is a page."""

    @abstractmethod
    def _page(self, lang: str) -> Page:
        """The answer as a page in a language."""

    @property
    @abstractmethod
    def _root(self) -> str:
        """The folder of the book that it was answered from, empty for that of the package: files in a text are told
        such that they can be opened."""

    def text(self, lang: str = "en", *, width: int | None = None) -> str:
        """The answer as text, in `en` or `fr`, as the command prints it; lines are no wider than so many columns, if a
        width is given. Errors: QuestionError for other languages."""
        folder = from_here(book_folder(self._root or None))
        return openable_text(self._page(language(lang)).text(width), folder).removesuffix("\n")

    def markdown(self, lang: str = "en") -> str:
        """The answer as Markdown, in `en` or `fr`. Errors: QuestionError for other languages."""
        return self._page(language(lang)).markdown()

    def html(self, lang: str = "en") -> str:
        """The answer as HTML, in `en` or `fr`. Errors: QuestionError for other languages."""
        return self._page(language(lang)).html()

    def sections(self, lang: str = "en") -> list[tuple[str, list[Line] | Rows]]:
        """The parts of the page, each with its heading, for another page: lines, or the rows of a table. Errors:
        QuestionError for other languages."""
        return self._page(language(lang)).sections

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return self.html()
