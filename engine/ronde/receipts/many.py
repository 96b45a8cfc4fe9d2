"""Many receipts verified one after the other: how many hold, which do not, and what changed in their rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ronde.change.difference import Pair
from ronde.change.opened import Difference
from ronde.change.page import difference_data, difference_page
from ronde.evaluate.engine import Engine
from ronde.explain.page import Line, Page
from ronde.messages import LANGUAGES, translate
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.messages.numbers import grouped
from ronde.model.locations import Location
from ronde.receipts.page import moved_lines, outcome_text, verdict_data, version_lines
from ronde.receipts.read import read_receipt
from ronde.receipts.verify import AGAIN, NO_LONGER, NOT_VERIFIED, STANDS, Outcome, Verdict, verify

TOLD = 20
"""Receipts that a page tells one by one; the others are counted."""

OF_ALL = ("versions", "changes")
"""What is told once of all receipts and not of each."""


def _for_each_language() -> dict[str, list[Any]]:
    return {language: [] for language in LANGUAGES}


@dataclass(slots=True)
class Tally:
    """What came of many receipts.

    `outcomes` counts them by outcome and the version of the engine that made them, `codes` by exit code, `versions`
    those that each changed version touches, by what is said of it in each language. `wrong` are lines and rows that are
    no receipts. `rows` has each that is not the same by the rules of now, `lines` the first that do not hold, each in
    each language; `pairs` are the versions that differ.
    """

    outcomes: Counter[tuple[Outcome, str]] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)
    versions: Counter[tuple[str, ...]] = field(default_factory=Counter)
    wrong: list[Diagnostic] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=_for_each_language)
    lines: dict[str, list[Line]] = field(default_factory=_for_each_language)
    pairs: dict[tuple[str, ...], Pair] = field(default_factory=dict)

    def add(self, location: Location, found: Verdict) -> None:
        """Count what came of one receipt."""
        self.outcomes[found.outcome, found.engine] += 1
        self.codes[found.code] += 1
        if found.code == STANDS and not found.pairs:
            return
        self.versions.update(zip(*(version_lines(found, language) for language in LANGUAGES), strict=True))
        self.pairs.update({_versions_of(pair): pair for pair in found.pairs})
        for language in LANGUAGES:
            data = verdict_data(found, language)
            row = {key: told for key, told in data.items() if key not in OF_ALL}
            self.rows[language].append({"line": location.line, "id": found.receipt.get("id"), **row})
            if found.code != STANDS and self.codes[NO_LONGER] + self.codes[NOT_VERIFIED] <= TOLD:
                told = outcome_text(found.outcome, found.engine, language)
                where = f"{location} ({found.receipt['id']})" if "id" in found.receipt else str(location)
                self.lines[language].append(Line(0, f"{where}: {told}", "no"))
                self.lines[language] += [Line(1, each, "no") for each in moved_lines(found, language)]

    @property
    def total(self) -> int:
        """How many lines or rows there were."""
        return self.codes.total() + len(self.wrong)

    @property
    def again(self) -> int:
        """How many were made again to the byte."""
        return sum(count for (outcome, _), count in self.outcomes.items() if outcome in AGAIN)

    @property
    def code(self) -> int:
        """The exit code of the worst: that one could not be verified, then that an answer no longer stands."""
        return NOT_VERIFIED if self.wrong else max(self.codes, default=STANDS)


def verify_many(engine: Engine, contents: Iterable[tuple[Location, bytes]]) -> Tally:
    """What comes of many receipts, each written as JSON. Errors: ValidationError for rules that are wrong."""
    tally = Tally()
    for location, content in contents:
        try:
            receipt = read_receipt(content, location)
        except ValidationError as refused:
            tally.wrong += refused.diagnostics
        else:
            tally.add(location, verify(engine, receipt))
    return tally


def tally_page(tally: Tally, language: str) -> Page:
    """How many receipts hold, the first of those that do not, the versions that changed and what differs in them."""
    page = Page(translate("receipts-title", language, count=tally.total))
    page.add("", _counted(tally, language))
    wrong = [Line(0, each.text(language), "no") for each in tally.wrong[:TOLD]]
    page.add(translate("receipts-lines-heading", language), [*tally.lines[language], *wrong])
    touched = ((texts[LANGUAGES.index(language)], count) for texts, count in tally.versions.most_common())
    versions = (Line(0, translate("receipts-version", language, text=text, count=count)) for text, count in touched)
    page.add(translate("receipt-versions-heading", language), versions)
    if tally.pairs:
        page.sections += difference_page(_difference(tally), language).sections
    return page


def tally_data(tally: Tally, language: str) -> dict[str, Any]:
    """The same as plain data: every receipt that is not the same by the rules of now."""
    return {
        "receipts": tally.total,
        "again": tally.again,
        "no_longer": tally.codes[NO_LONGER],
        "not_verified": tally.codes[NOT_VERIFIED] + len(tally.wrong),
        "wrong": [each.text(language) for each in tally.wrong],
        "found": tally.rows[language],
        "versions": {texts[LANGUAGES.index(language)]: count for texts, count in tally.versions.items()},
        "changes": difference_data(_difference(tally), language)["topics"],
    }


def _counted(tally: Tally, language: str) -> Iterator[Line]:
    """How many came out in each way, the most first."""
    for (outcome, engine), count in tally.outcomes.most_common():
        told = f"{grouped(str(count), language)} · {outcome_text(outcome, engine, language)}"
        yield Line(0, told, "yes" if outcome in AGAIN else "no")
    for key, count in (("receipts-no-longer", tally.codes[NO_LONGER]), ("receipts-wrong", len(tally.wrong))):
        if count:
            yield Line(0, translate(key, language, count=count), "no")


def _versions_of(pair: Pair) -> tuple[str, ...]:
    """What tells a pair of versions from others."""
    versions = [*(each.version for each in (pair.before, pair.after) if each), *pair.unknown]
    return tuple(each.document.digest for each in versions)


def _difference(tally: Tally) -> Difference:
    return Difference("", "", True, tuple(tally.pairs.values()))
