"""The words of texts for people that stand for a thing which the book calls otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from ronde.language import LANGUAGES
from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.syntax.book import BookSyntax
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
    def every(self) -> tuple[str, ...]:
        """Each of them, by which most texts are seen not to hold all."""
        return tuple(self.words.casefold().split(" "))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words, each in the singular or plural, and before them those in which they mean something else."""
        return re.compile("|".join([*map(_phrase, self.unless), f"(?P<found>{_phrase(self.words)})"]), re.IGNORECASE)


def find(context: Context) -> Iterator[Found]:
    """Every text that has such words, and the term to write; sources are called as their authors call them."""
    if context.book_syntax is None or not context.book_syntax.terms:
        return
    avoided = {language: _avoided(context.book_syntax, language) for language in LANGUAGES}
    found = cache(lambda text, language: _found(text, avoided[language]))
    book = (text for text in localised_in(context.book_syntax.at) if text.at.steps[0] != "terms")
    told = (text for version in written.versions(context) for text in written.texts(version))
    for text in chain(book, told):
        if text.at.steps[0] != "sources":
            for language in LANGUAGES:
                yield from (Found(text.location(language), each) for each in found(text.texts[language], language))


def _avoided(book: BookSyntax, language: str) -> list[Avoided]:
    return [
        Avoided(term.term.text(language), words, term.unless.get(language, ()))
        for term in book.terms
        for words in term.avoided.get(language, ())
    ]


def _found(text: str, avoided: Sequence[Avoided]) -> list[dict[str, str]]:
    """The words of a text that are not written, each with the term for it."""
    folded = text.casefold()
    found: list[dict[str, str]] = []
    for each in avoided:
        if each.every[0] not in folded or not all(word in folded for word in each.every):
            continue
        words = CODE.sub(" ", text).replace("’", "'")
        other = next((match["found"] for match in each.pattern.finditer(words) if match["found"]), None)
        if other is not None:
            found.append({"found": other, "term": each.term})
    return found


def _phrase(words: str) -> str:
    """A pattern for some words, each in the singular or plural, between bounds of words."""
    return rf"(?<![\w-]){BETWEEN.join(re.escape(word) + '(?:s|x)?' for word in words.split(' '))}(?![\w-])"
