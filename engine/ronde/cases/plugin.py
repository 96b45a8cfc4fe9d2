"""A pytest plugin that collects files of dated cases: YAML files in a folder named `cases`, or named one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ronde.cases.cases import FOLDER, SUFFIXES, read_cases
from ronde.cases.judge import judge
from ronde.evaluate.engine import Engine
from ronde.model.case import Case
from ronde.model.finding import Refused
from ronde.read.book import read_book
from ronde.read.files import passed_over
from ronde.words import tell

ENGINE = pytest.StashKey[Engine]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names the book of rules."""
    parser.addoption("--rulesets", default=None, help="folder of rulesets for the cases (default: the package's own)")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file of cases."""
    wanted = parent.session.isinitpath(file_path) or FOLDER in file_path.parent.parts
    if wanted and file_path.suffix.lower() in SUFFIXES and not passed_over(file_path.name):
        return CaseFileCollector.from_parent(parent, path=file_path)
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put cases in the order of their days: rules are made ready once for all cases of the days on which they hold."""
    places = [number for number, item in enumerate(items) if isinstance(item, CaseItem)]
    cases = [item for item in items if isinstance(item, CaseItem)]
    for number, case in zip(places, sorted(cases, key=lambda item: item.case.as_of), strict=True):
        items[number] = case


class CaseFileCollector(pytest.File):
    """The cases of one file."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each case."""
        try:
            found = read_cases(self.path)
        except Refused as refused:
            raise self.CollectError("\n".join(tell(finding, "en") for finding in refused.findings)) from None
        for case in found.cases:
            yield CaseItem.from_parent(self, name=case.name, case=case)


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, case: Case, **about: object) -> None:
        super().__init__(**about)  # type: ignore[arg-type]
        self.case = case

    def runtest(self) -> None:
        """Judge the case."""
        stash = self.config.stash
        if ENGINE not in stash:
            folder = self.config.getoption("--rulesets")
            stash[ENGINE] = Engine(read_book(Path(folder) if folder else None))
        differences = judge(self.case, stash[ENGINE])
        if differences:
            raise CaseDiffers("\n".join(differences))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """What differs, where the case stands, and nothing of the machinery."""
        if isinstance(excinfo.value, CaseDiffers):
            return f"{self.case.place}\n{excinfo.value}"
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case stands."""
        return self.path, max(0, self.case.place.line - 1), self.name


class CaseDiffers(AssertionError):
    """What came is not what a case expects."""
