"""What is asked of a pool: which facts, on which date, and which columns are no facts."""

from __future__ import annotations

from dataclasses import dataclass

CAUTIONS = "cautions"
"""The column of the codes of the cautions that the answers of a row carry, with spaces between them."""


@dataclass(frozen=True)
class Query:
    """What is asked of a pool: plain data, so that it travels to other processes and machines.

    `facts` are the facts wanted (none: the headlines of the book). The date of evaluation is `as_of`, a day number for
    every row, or stands in the column `as_of_column`; so with the date of knowledge, by default everything known. The
    rules are those in force on that date, or on the day `rules_of` for all rows: ages and waits then go by the date of
    evaluation, and the rules do not.
    `id_column` and `keep` are carried to the answers; `ignore` is not read. With `bounds`, every ordered fact has two
    more columns, of the least and the greatest value it may have; with `cautions`, each row has the column CAUTIONS.
    Reasons in rejects are in `language`.
    """

    facts: tuple[str, ...] = ()
    as_of: int | None = None
    as_of_column: str | None = None
    rules_of: int | None = None
    known_on: int | None = None
    known_on_column: str | None = None
    id_column: str | None = None
    keep: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    bounds: bool = False
    cautions: bool = False
    language: str = "en"

    @property
    def shared_rules(self) -> int | None:
        """The day whose rules decide for every row; none if each row has those of its own date."""
        return self.as_of if self.rules_of is None else self.rules_of

    @property
    def dates(self) -> tuple[str, ...]:
        """The columns that hold dates of evaluation and of knowledge."""
        return tuple(name for name in (self.as_of_column, self.known_on_column) if name is not None)

    @property
    def special(self) -> tuple[str, ...]:
        """The columns that are read for what they are, or carried: none of them is a fact unless it is kept."""
        first = () if self.id_column is None else (self.id_column,)
        return (*first, *self.dates)

    @property
    def carried(self) -> tuple[str, ...]:
        """The columns of the answers that come from the input, in their order."""
        return tuple(dict.fromkeys((*self.special, *self.keep)))
