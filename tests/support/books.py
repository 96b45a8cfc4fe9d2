"""Small books of rules made on the spot, and the book that travels with the package, for tests of the machinery."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ronde.compile.rules import compile_rules
from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Machine, Reference
from ronde.model.document import Document
from ronde.model.history import History
from ronde.model.nodes import Plan
from ronde.model.types import read_date
from ronde.read.book import read_book
from ronde.read.structure import parse

TEXTS = {"fr": "texte", "en": "text"}
FIRST = "2015-01-01"
SOURCES = [{"id": "act", "title": TEXTS}]
CURRENCY = {"fr": "$", "en": "$"}
QUIET = dict.fromkeys(("checked-stale", "fact-idle", "input-idle", "label-twice", "list-idle"), "off")
"""Checks that a book of a few lines, made to show something else, need not heed."""

BOOK = {
    "title": TEXTS,
    "first_date": FIRST,
    "disclaimer": TEXTS,
    "currency": CURRENCY,
    "headlines": ["answer"],
    "checks": QUIET,
}


def fact(**definition: Any) -> dict[str, Any]:
    """A fact as a version writes it, with what every fact needs."""
    return {"label": TEXTS, "source": "act", **definition}


def asked(kind: str, **about: Any) -> dict[str, Any]:
    """An input of a kind; bounds, pattern and list of codes go to the input, the rest to the fact."""
    own = {key: about.pop(key) for key in ("at_least", "at_most", "pattern", "list") if key in about}
    if "pattern" in own:
        own["form"] = TEXTS
    return fact(type=kind, input={"question": TEXTS, **own}, **about)


def version(effective: str = FIRST, facts: Mapping[str, Any] | None = None, **keys: Any) -> dict[str, Any]:
    """A whole version of a topic."""
    tree: dict[str, Any] = {
        "title": TEXTS,
        "effective": effective,
        "published": effective,
        "checked": "2030-01-01",
        "confidence": "official",
        "sources": SOURCES,
        **keys,
    }
    return tree if facts is None else {**tree, "facts": dict(facts)}


def record(label: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What a version says of a list of records."""
    return {"label": label or TEXTS}


def write(folder: Path, files: Mapping[str, Any]) -> Path:
    """Write a book: each file's text as given, or a tree as JSON (which is YAML). Without book.yaml, a plain one."""
    for name, content in {"book.yaml": BOOK, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str | bytes) else json.dumps(content, ensure_ascii=False, indent=1)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def history(files: Mapping[str, Any]) -> History:
    """The history of a book made of these files."""
    with TemporaryDirectory() as folder:
        return read_book(write(Path(folder), files))


def book(*facts: Mapping[str, Any], **keys: Any) -> History:
    """A book of one topic with one version that defines these facts."""
    merged = {name: each for part in facts for name, each in part.items()}
    return history({f"topic/{FIRST}.yaml": version(facts=merged, **keys)})


def plan(book_of_rules: History, as_of: str = FIRST, known_on: str | None = None) -> Plan:
    """The compiled rules of a book on a day."""
    return compile_rules(book_of_rules.in_force(read_date(as_of), None if known_on is None else read_date(known_on)))


def profile(tree: Mapping[str, Any]) -> Document:
    """The document of a profile."""
    return parse(json.dumps(tree, ensure_ascii=False).encode(), "profile.yaml")


def decide(
    book_of_rules: History,
    tree: Mapping[str, Any],
    as_of: str = FIRST,
    known_on: str | None = None,
    machine: Machine | None = None,
) -> Decision:
    """The decision for a profile, by the reference unless another machine is given."""
    engine = Engine(book_of_rules, machine or Reference())
    return engine.evaluate(profile(tree), read_date(as_of), None if known_on is None else read_date(known_on))


def answers(decision: Decision) -> dict[str, Any]:
    """The value of every fact of the candidate in a decision; None where it is unknown."""
    facts = decision.document()["facts"]
    assert isinstance(facts, dict)
    return {name: told["value"] for name, told in facts.items()}


def answer(book_of_rules: History, name: str, tree: Mapping[str, Any], as_of: str = FIRST) -> Any:
    """One fact's value for a profile."""
    return answers(decide(book_of_rules, tree, as_of))[name]


@cache
def real() -> History:
    """The book that travels with the package, read once."""
    return read_book()


@cache
def real_engine() -> Engine:
    """The engine of that book, with the reference; what one test made ready serves the next."""
    return Engine(real(), Reference())


def real_plan(day: int) -> Plan:
    """The compiled rules in force on a day, once for each set of rules."""
    return real_engine().plan(real().in_force(day))
