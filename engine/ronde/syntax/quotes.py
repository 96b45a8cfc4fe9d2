"""What a text for people quotes: names in braces, of facts or of keys of the definition that the text belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ronde.model.types import DATE_PATTERN
from ronde.syntax.cursor import Cursor, whole
from ronde.syntax.position import Position

QUOTE = re.compile(r"(?<!\{)\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}(?!\})")
"""A name in braces; in two pairs of braces it is text."""

REASON = "because"


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """A number, a day or the name of a fact that stands in a text's own definition, with the key that it stands under,
    and the fact that it is compared with, if it belongs to a test."""

    at: Cursor
    compared: str | None

    @property
    def fact(self) -> str | None:
        """The fact that is named there instead of a figure."""
        return str(self.at.tree["fact"]) if isinstance(self.at.tree, dict) else None


def quoted_in(text: str) -> tuple[str, ...]:
    """What a text quotes, each once."""
    return tuple(dict.fromkeys(QUOTE.findall(text)))


def with_quotes(text: str, plainly: Callable[[str], str], of_name: Callable[[str], str]) -> str:
    """A text with what stands between quotes told in one way, and what it quotes in another."""
    return "".join(_parts(text, plainly, of_name))


def _parts(text: str, plainly: Callable[[str], str], of_name: Callable[[str], str]) -> Iterator[str]:
    for place, part in enumerate(QUOTE.split(text)):
        if part:
            yield of_name(part) if place % 2 else plainly(part)


def own_figure(text: Position, name: str) -> OwnFigure | None:
    """What stands under a key of the definition to which the text at a position belongs, or under keys joined by dots;
    None if neither a figure nor one fact stands there."""
    *above, last = name.split(".")
    holder = base_of(text).down(*above)
    found = holder.down(last)
    if not (is_figure(found.tree) or (isinstance(found.tree, dict) and found.tree.keys() == {"fact"})):
        return None
    return OwnFigure(found, holder.text("fact"))


def base_of(text: Position) -> Cursor:
    """The definition that a text belongs to: of a reason what it is the reason for, else that of the whole fact."""
    steps = text.steps[:-1] if text.steps[-1] == REASON else text.steps[:2]
    return whole(text.document).down(*steps)


def is_figure(tree: object) -> bool:
    """Whether a number or a day is written."""
    if isinstance(tree, str):
        return DATE_PATTERN.fullmatch(tree) is not None
    return isinstance(tree, int | float) and not isinstance(tree, bool)
