"""Texts that quote facts: each is one of the day, of the candidate, and no yes or no."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Texts
from ronde.model.types import Kind
from ronde.syntax.gather import each_of
from ronde.syntax.position import Position
from ronde.syntax.quotes import quoted_in
from ronde.syntax.texts import Localised
from ronde.syntax.values import Name


def quoting(low: PlanBuilder, text: Localised | None) -> Texts | None:
    """A text by language, if one is written. It adds no dependency: what is quoted decides nothing.

    Errors: CompileError for a fact that is not there on the day, that cannot be quoted, or that one language alone
    quotes."""
    if text is None:
        return None
    names = {language: quoted_in(told) for language, told in text.texts.items()}
    if any(names.values()):
        places = [(name, text.at.below(language)) for language, every in names.items() for name in every]
        if len({frozenset(every) for every in names.values()}) > 1:
            raise text.at.fault("quotes-differ", names=", ".join(dict.fromkeys(name for name, _ in places)))
        each_of(lambda place: _quoted(low, *place), places[: len(places) // len(names)])
    return text.texts


def _quoted(low: PlanBuilder, name: str, at: Position) -> None:
    node = low.fact(Name(name, at))
    if low.record_of(node) is not None:
        raise at.fault("record-fact-outside", key=True, name=name, record=low.record_of(node))
    if low.type_of(node).kind is Kind.YES_NO:
        raise at.fault("quoted-yes-no", name=name)
