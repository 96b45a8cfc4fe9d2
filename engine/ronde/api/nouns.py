"""What a book calls those whom it is about, and its rounds, for the sentences of a face."""

from __future__ import annotations

from ronde.api.book import Book
from ronde.messages import nouns
from ronde.model.nouns import Nouns


def nouns_of(book: Book) -> dict[str, Nouns]:
    """The nouns of a book, or what everybody says, as parameters of messages: `person` and `round`."""
    return nouns.nouns_of(book._opened.history.nouns)
