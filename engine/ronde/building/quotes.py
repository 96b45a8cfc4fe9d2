"""Texts that quote: the figures of their own definition, and facts; each checked in both languages.

A reason (`because`) and a slip may quote any fact but a yes or no: its value is told with the decision. Every other
text is told with the rules as well, and may quote what is the same for everybody on the day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from ronde.building.builder import PlanBuilder
from ronde.language import LANGUAGES
from ronde.messages.dates import in_words
from ronde.messages.numbers import amount, grouped
from ronde.model.nodes import Texts
from ronde.model.types import Kind, Type, show_number
from ronde.syntax.gather import each_of
from ronde.syntax.position import Position
from ronde.syntax.quotes import OwnFigure, own_figure, quoted_in, with_quotes
from ronde.syntax.texts import Localised
from ronde.syntax.values import Name

OfFact: TypeAlias = Callable[[str, Position], Texts]
"""What stands for a fact that is quoted at a position, by language."""


def quoting(low: PlanBuilder, text: Localised | None, compared: Name | None = None) -> Texts | None:
    """A reason by language, if one is written, with the figures of its own definition; the facts that it quotes stand
    in braces. It adds no dependency: what is quoted decides nothing. `compared` is the fact that its test looks at.

    Errors: CompileError for a fact that is not there on the day, that cannot be quoted, or that one language alone
    quotes."""
    return _filled(low, text, partial(_kept, low), compared)


def stated(low: PlanBuilder, text: Localised | None) -> Texts | None:
    """Any other text by language, if one is written, with the figures of the day that it quotes.

    Errors: CompileError, also for a fact that is not the same for everybody."""
    return _filled(low, text, partial(_figure, low), None)


def unquoting(text: Localised) -> Texts:
    """A text that is told on all days alike. Errors: CompileError if it quotes anything."""
    for language, told in text.texts.items():
        for name in quoted_in(told):
            raise text.at.below(language).fault("quote-not-here", name=name)
    return text.texts


def _filled(low: PlanBuilder, text: Localised | None, of_fact: OfFact, compared: Name | None) -> Texts | None:
    if text is None:
        return None
    names = {language: quoted_in(told) for language, told in text.texts.items()}
    if not any(names.values()):
        return text.texts
    if len({frozenset(every) for every in names.values()}) > 1:
        told = ", ".join(dict.fromkeys(name for every in names.values() for name in every))
        raise text.at.fault("quotes-differ", names=told)
    (first, quoted), *_ = names.items()
    found = each_of(partial(_quoted, low, text.at, text.at.below(first), of_fact, compared), quoted)
    by_name = dict(zip(quoted, found, strict=True))
    return {
        language: with_quotes(told, str, {name: texts[language] for name, texts in by_name.items()}.__getitem__)
        for language, told in text.texts.items()
    }


def _quoted(low: PlanBuilder, text: Position, at: Position, of_fact: OfFact, compared: Name | None, name: str) -> Texts:
    own = own_figure(text, name)
    if own is None or own.fact is not None:
        return of_fact(name if own is None else str(own.fact), at)
    return _own(low, own, compared)


def _own(low: PlanBuilder, own: OwnFigure, compared: Name | None) -> Texts:
    """A figure of the text's own definition, written as the fact is that it is compared with."""
    name = compared or (Name(own.compared, own.at) if own.compared in low.index.facts else None)
    kind = None if name is None else low.type_of(low.fact(name))
    written = own.at.single().value
    if isinstance(written, str):
        return {language: in_words(date.fromisoformat(written), language) for language in LANGUAGES}
    number = format(Decimal(repr(written)), "f")
    return _numbered(low, number, money=kind is not None and kind.kind is Kind.MONEY)


def _kept(low: PlanBuilder, name: str, at: Position) -> Texts:
    _fact(low, name, at)
    return dict.fromkeys(LANGUAGES, f"{{{name}}}")


def _figure(low: PlanBuilder, name: str, at: Position) -> Texts:
    kind = _fact(low, name, at)
    if not kind.ordered or kind.low != kind.high:
        raise at.fault("quote-not-fixed", name=name)
    if kind.kind is Kind.DATE:
        return {language: in_words(date.fromordinal(kind.low), language) for language in LANGUAGES}
    return _numbered(low, show_number(kind.low, kind.decimals), money=kind.kind is Kind.MONEY)


def _numbered(low: PlanBuilder, number: str, *, money: bool) -> Texts:
    sign = low.index.currency if money else {}
    return {
        language: amount(number, sign.get(language, ""), language) if sign else grouped(number, language)
        for language in LANGUAGES
    }


def _fact(low: PlanBuilder, name: str, at: Position) -> Type:
    """The type of a fact that can be quoted. Errors: CompileError."""
    node = low.fact(Name(name, at))
    if low.record_of(node) is not None:
        raise at.fault("record-fact-outside", key=True, name=name, record=low.record_of(node))
    if low.type_of(node).kind is Kind.YES_NO:
        raise at.fault("quoted-yes-no", name=name)
    return low.type_of(node)
