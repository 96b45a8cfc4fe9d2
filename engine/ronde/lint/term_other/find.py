"""The words of texts for people that stand for a thing which the book calls otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from ronde.language import LANGUAGES
from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.syntax.book import BookSyntax
from ronde.syntax.texts import Localised
from ronde.syntax.walk import localised_in

CODE = re.compile(r"`[^`]*`|\{[^{}]*\}|https?://\S+")
"""What is no language."""

BETWEEN = r"[ \N{NO-BREAK SPACE}]"


@dataclass(frozen=True, eq=False)
class Avoided:
    """Words that are not written for a term, in one language."""

    term: str
    words: str
    unless: tuple[str, ...]

    @cached_property
    def head(self) -> str:
        """The first word, by which most texts are seen not to hold them."""
        return self.words.partition(" ")[0].casefold()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words, each in the singular or plural, and before them those in which they mean something else."""
        return re.compile("|".join([*map(_phrase, self.unless), f"(?P<found>{_phrase(self.words)})"]), re.IGNORECASE)


def find(context: Context) -> Iterator[Found]:
    """Every text that has such words, and the term to write; sources are called as their authors call them."""
    if context.book_syntax is None or not context.book_syntax.terms:
        return
    avoided = {language: _avoided(context.book_syntax, language) for language in LANGUAGES}
    book = (text for text in localised_in(context.book_syntax.at) if text.at.steps[0] != "terms")
    told = (text for version in written.versions(context) for text in written.texts(version))
    for text in chain(book, told):
        if text.at.steps[0] != "sources":
            for language in LANGUAGES:
                yield from _found(text, language, avoided[language])


def _avoided(book: BookSyntax, language: str) -> list[Avoided]:
    return [
        Avoided(term.term.text(language), words, term.unless.get(language, ()))
        for term in book.terms
        for words in term.avoided.get(language, ())
    ]


def _found(text: Localised, language: str, avoided: list[Avoided]) -> Iterator[Found]:
    folded = text.texts[language].casefold()
    for each in avoided:
        if each.head in folded:
            words = CODE.sub(" ", text.texts[language]).replace("’", "'")
            other = next((found["found"] for found in each.pattern.finditer(words) if found["found"]), None)
            if other is not None:
                yield Found(text.location(language), {"found": other, "term": each.term})


def _phrase(words: str) -> str:
    """A pattern for some words, each in the singular or plural, between bounds of words."""
    return rf"(?<![\w-]){BETWEEN.join(re.escape(word) + '(?:s|x)?' for word in words.split(' '))}(?![\w-])"
