"""What is asked of many candidates, from the arguments of the face or the options of a command."""

from __future__ import annotations

from collections.abc import Iterable

from ronde.api import arguments
from ronde.api.arguments import Date
from ronde.api.errors import QuestionError, error
from ronde.columns.query import Query


def query_of(
    *,
    as_of: Date | None,
    as_of_column: str | None,
    known_on: Date | None,
    known_on_column: str | None,
    facts: str | Iterable[str] | None,
    keep: str | Iterable[str],
    ignore: str | Iterable[str],
    bounds: bool,
    cautions: bool,
    lang: str,
    id_column: str | None = None,
) -> Query:
    """What is asked: one day for all (today, if none is given) or the column of days. Errors: QuestionError, also if
    both are given."""
    _one_of("as_of", as_of, as_of_column)
    _one_of("known_on", known_on, known_on_column)
    return Query(
        facts=arguments.names(facts or (), "facts"),
        as_of=arguments.day_or_today(as_of, "as_of")[0] if as_of_column is None else None,
        as_of_column=as_of_column,
        known_on=arguments.optional_day(known_on, "known_on"),
        known_on_column=known_on_column,
        id_column=id_column,
        keep=arguments.names(keep, "keep"),
        ignore=arguments.names(ignore, "ignore"),
        bounds=bounds,
        cautions=cautions,
        language=arguments.language(lang),
    )


def _one_of(name: str, day: object, column: object) -> None:
    if day is not None and column is not None:
        raise error(QuestionError, "both-given", f"{name}_column", one=name, other=f"{name}_column")
