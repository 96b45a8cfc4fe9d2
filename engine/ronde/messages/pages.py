"""The page of each check of books, which stands in its room: what it says, what to avoid, what to prefer, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ronde.language import LANGUAGES

PAGE = "page.yaml"

ROOMS = Path(__file__).resolve().parent.parent / "lint"

TOLD = ("avoid", "prefer", "why")
"""The parts of a page that every check has, in both languages."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that a book may set for a check under `checks`: what it is if the book sets none, and what it means."""

    default: Decimal
    means: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """What a check says of itself. `says` is its message by language, None if something else says the same too and the
    message stands in the catalogue. `explains` are the codes that only follow from this one, told of the same place;
    `parameters` are numbers that a book may set. What `needs_cases` is asked only where the cases of a book are run."""

    code: str
    severity: str
    says: Mapping[str, str] | None
    avoid: Mapping[str, str]
    prefer: Mapping[str, str]
    why: Mapping[str, str]
    explains: tuple[str, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    needs_cases: bool = False


def read_page(path: Path) -> Page:
    """The page in a file. Errors: ImportError for one that lacks a part or a language."""
    import yaml

    written: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    texts = {key: _texts(path, key, written.pop(key, None)) for key in ("says", *TOLD) if key in (*written, *TOLD)}
    explains = tuple(written.pop("explains", ()))
    parameters = {name: _parameter(path, name, each) for name, each in written.pop("parameters", {}).items()}
    needs_cases = bool(written.pop("needs_cases", False))
    if set(written) != {"code", "severity"} or written["severity"] not in ("error", "warning", "advice"):
        others = ", ".join(("says", *TOLD, "explains", "parameters", "needs_cases"))
        raise ImportError(f"{path} says besides code and severity no more than {others}")
    avoid, prefer, why = (texts[key] for key in TOLD)
    return Page(
        written["code"], written["severity"], texts.get("says"), avoid, prefer, why, explains, parameters, needs_cases
    )


def _parameter(path: Path, name: str, written: dict[str, Any]) -> Parameter:
    means = _texts(path, name, {language: written.get(language) or "" for language in LANGUAGES})
    return Parameter(Decimal(str(written["default"])), means)


def _texts(path: Path, key: str, texts: Any) -> dict[str, str]:
    if not isinstance(texts, dict) or sorted(texts) != sorted(LANGUAGES) or not all(map(str.strip, texts.values())):
        raise ImportError(f"{path} lacks {key} in {' and '.join(LANGUAGES)}")
    return {language: text.strip() for language, text in texts.items()}


@cache
def pages() -> Mapping[str, Page]:
    """The page of every check, by the name of its room."""
    return {path.parent.name: read_page(path) for path in sorted(ROOMS.glob(f"*/{PAGE}"))}


@cache
def said_by_checks() -> Mapping[str, Mapping[str, str]]:
    """What checks alone say, by code, in each language."""
    return {page.code: page.says for page in pages().values() if page.says}
