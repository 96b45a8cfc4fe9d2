"""The texts that write out a figure of their own definition, which they could quote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import chain

from ronde.language import LANGUAGES
from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.lint.figure_left.find import numbers_in
from ronde.lint.figure_twice.words import numbers_as_words
from ronde.messages.dates import in_words
from ronde.model.history import Rules
from ronde.syntax.cursor import Cursor
from ronde.syntax.facts import FactSyntax
from ronde.syntax.quotes import QUOTE, REASON, base_of, is_figure
from ronde.syntax.texts import Localised
from ronde.syntax.version import syntax_of
from ronde.syntax.walk import names_in, texts_under

TEXTS = ("because", "note", "question", "help")
"""The keys of texts that can quote; so can those of choices."""

APART = (*TEXTS, "choices", "input", "rows")
"""Where figures are not looked for: texts, the bounds of what is asked, which examples may meet, and rows."""

LANGUAGE = "en"
"""The one in which figures are sought: another check holds the languages to the same ones."""


def find(context: Context) -> Iterator[Found]:
    """Every text of a fact or a refusal with a number or a day that stands in its own definition, or is the value of a
    fact that its definition names; of the reason of a test also a number as a word."""
    constants = cache(_constants)
    for version in written.versions(context):
        rules = context.history.in_force(version.effective) if context.history is not None else None
        if rules is None:
            continue
        syntax = syntax_of(version)
        for part in (*(fact.at for fact in syntax.facts.values()), *(each.at for each in syntax.refusals)):
            named = {name: constants(rules)[name] for name in names_in(part) if name in constants(rules)}
            for text in chain.from_iterable((*(texts_under(part, key) for key in TEXTS), _choices(part))):
                yield from _twice(text, named)


def _choices(part: Cursor) -> Iterator[Localised]:
    return iter(part.choices("choices").values())


def _twice(text: Localised, named: Mapping[str, Decimal]) -> Iterator[Found]:
    """The first figure of a text that it could quote."""
    told = QUOTE.sub("", text.text(LANGUAGE))
    numbers = set(numbers_in(told))
    for key, figure in _own(base_of(text.at), ()):
        if figure in numbers if isinstance(figure, Decimal) else figure in told:
            yield Found(text.location(LANGUAGE), {"value": str(figure), "quote": f"{{{key}}}"})
            return
    for name, number in named.items():
        if number in numbers:
            yield Found(text.location(LANGUAGE), {"value": str(number), "quote": f"{{{name}}}"})
            return
    if text.at.steps[-1] == REASON:
        yield from _in_words(text)


def _in_words(text: Localised) -> Iterator[Found]:
    """The first figure of a test that its reason has as a word, in each language. Other texts have words for numbers
    that are no figures of theirs: the four abilities, two years of full-time work."""
    own = {figure: key for key, figure in _own(base_of(text.at), ()) if isinstance(figure, Decimal) and "." not in key}
    for language in LANGUAGES if own else ():
        for word, number in numbers_as_words(QUOTE.sub("", text.text(language)), language):
            if number in own:
                yield Found(text.location(language), {"value": word, "quote": f"{{{own[number]}}}"})
                break


def _own(base: Cursor, above: tuple[str, ...]) -> Iterator[tuple[str, Decimal | str]]:
    """The figures of a definition that stand under keys alone: the keys, joined by dots, and the number or the day."""
    for key, part in base.entries():
        if is_figure(part.single().value):
            yield ".".join((*above, key)), _figure(part.single().value)
        elif part.has_keys and key not in APART:
            yield from _own(part, (*above, key))


def _figure(tree: object) -> Decimal | str:
    return in_words(date.fromisoformat(tree), LANGUAGE) if isinstance(tree, str) else Decimal(str(tree))


def _constants(rules: Rules) -> Mapping[str, Decimal]:
    """The numbers that rules in force set, by the fact's name."""
    facts: Iterator[tuple[str, FactSyntax]] = chain.from_iterable(
        syntax_of(layer).facts.items() for topic in rules.topics for layer in topic.layers
    )
    values = ((name, fact.at.written("value").value) for name, fact in facts)
    return {name: Decimal(str(value)) for name, value in values if is_figure(value) and not isinstance(value, str)}
