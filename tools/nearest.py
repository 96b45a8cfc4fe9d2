"""Writes into the page of questions the nearest ways to be invited, for each example, on one day.

    tools/nearest.py

The table stands between two marks of `docs/questions.fr.md`. The tests hold it to what `ronde reach` says, and each way
to what `ronde evaluate` says after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import ronde
from ronde.api.reach import Reach
from ronde.messages.dates import in_words
from ronde.messages.numbers import grouped

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "questions.fr.md"
EXAMPLES = ("pvt-toronto", "couple-abroad", "quebec-bound", "tradesperson")
DAY = "2023-07-05"
WANTED = "round:general"
MOST = 3
"""Ways that are told of each example."""
BEGINS, ENDS = "<!-- Table de tools/nearest.py -->\n", "<!-- Fin de la table -->\n"
SPACE = "\N{NO-BREAK SPACE}"


def looked_for(book: ronde.Book) -> dict[str, Reach]:
    """What would have to change for the last round to invite, by example."""
    return {name: book.reach(ROOT / "examples" / f"{name}.yaml", WANTED, as_of=DAY) for name in EXAMPLES}


def table(found: Mapping[str, Reach]) -> str:
    """The sentence about the round, and a row for each way."""
    told = {name: each.to_dict("fr") for name, each in found.items()}
    last = next(iter(told.values()))["round"]
    lines = [
        f"Le {_day(DAY)}, la dernière ronde générale était la ronde {last['number']}, du {_day(last['date'])}{SPACE}:"
        f" elle avait invité à partir de {last['cutoff']} points.\n",
        "| Profil | Note | Ce qui suffirait | Note ensuite | Possible dès le | Vrai jusqu'au |",
        "|---|---|---|---|---|---|",
    ]
    for name, each in told.items():
        lines += [f"| {' | '.join(cells)} |" for cells in _rows(name, each)]
    return "\n".join(lines) + "\n"


def _rows(name: str, told: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    about = f"[`{name}`](../examples/{name}.yaml)", _number(told["value"])
    if told["holds"]:
        yield (*about, "rien", "—", "—", "—")
    for way in told["ways"][:MOST]:
        what = "; ".join(_change(each) for each in way["changes"]) or "attendre"
        until = _day(way["until"]) if way["until"] else "—"
        yield (*about, what, _number(way["value"]), _day(way["day"] or DAY), until)


def _change(told: dict[str, Any]) -> str:
    """A change by its label, with the levels that it takes."""
    levels = [each["after"] for each in told["facts"] if type(each["after"]) is int]
    return f"{told['label']} (NCLC{SPACE}{max(levels)})" if levels else str(told["label"])


def _day(text: str) -> str:
    return in_words(date.fromisoformat(text), "fr")


def _number(value: int) -> str:
    return grouped(str(value), "fr")


def put(page: str, content: str) -> str:
    """The page with another table between its marks."""
    return re.sub(
        f"(?<={re.escape(BEGINS)}).*?(?={re.escape(ENDS)})", lambda _: f"\n{content}\n", page, flags=re.DOTALL
    )


if __name__ == "__main__":
    PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), table(looked_for(ronde.open_book()))), encoding="utf-8")
