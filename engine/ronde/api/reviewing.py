"""A change of a book looked at as a whole: what is wrong, what cases say, what of it they touch, what it changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from ronde.api.arguments import language
from ronde.api.checking import Checked, any_from, check_paths
from ronde.api.diagnostics_as import diagnostics_as
from ronde.api.difference import Difference, compared
from ronde.api.formatting import formatted
from ronde.api.judging import Covered, judged
from ronde.api.shown import Shown
from ronde.cases.files import cases_kept
from ronde.cases.run import Run
from ronde.change.changed import changed_lines
from ronde.disk.placed import new_file
from ronde.explain.page import Line, Page
from ronde.lint.allowed import at_levels, levels
from ronde.messages import translate
from ronde.messages.diagnostics import Diagnostic, Severity
from ronde.messages.numbers import listed
from ronde.read.book import book_document
from ronde.read.files import FileKind, list_files

REVISION = "REV"
"""What the commit is called where it is wrong."""

PAGES = ("text", "md", "html")
"""The forms in which it is a page."""

MOST_LETTERS = 60_000
"""Letters of a page in Markdown: a comment of GitHub takes 65,536."""

ABBREVIATED = re.compile(r"\b([0-9a-f]{9})[0-9a-f]{31}\b")
"""The whole name of a commit, of which people read the beginning."""

MOST_TOLD = 30
"""Lines of diagnostics of a page."""


class Review(Shown):
    """What a change of a book since a commit comes to. Texts of cases are in the language that was asked for.

    While there are errors in the files, the cases are not run and nothing is compared. A diagnostic is also each file
    that changed and is not in its canonical form, each case that fails, and, as advice, each row, branch, test and
    bound of the change that no case touches.
    """

    def __init__(self, folder: Path, revision: str, cases: Sequence[str] = (), lang: str = "en") -> None:
        """Errors: ValidationError for a folder, a path or a commit that is not there; QuestionError."""
        self._folder, self._revision, self._lang = folder, revision, language(lang)
        self._cases = [*cases] or cases_kept(folder)
        self._paths = [folder, *map(Path, self._cases)]
        self._changed = set(_changed(self._paths, revision))
        self._checked: Checked = check_paths(map(str, self._paths), changed=revision)

    @property
    def sound(self) -> bool:
        """Whether there is no error in the files themselves."""
        return not self._checked.any_from(Severity.ERROR)

    @cached_property
    def diagnostics(self) -> list[Diagnostic]:
        """Everything found, in the order in which it is told."""
        found = list(self._checked.diagnostics)
        if self.sound:
            gaps = self._covered.gaps(self._lang) if self._covered is not None else []
            given = levels(book_document(list_files(self._folder)))
            found += at_levels([*self._form(), *self._failures(), *gaps], given)
        return sorted(found, key=lambda each: each.order)

    def fails(self, severity: Severity) -> bool:
        """Whether a diagnostic has this severity or a graver one."""
        return any_from(self.diagnostics, severity)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The review as plain data, as `ronde review --format json` prints it; what was not looked at is None."""
        told = language(lang)
        return {
            "revision": self._revision,
            "findings": [each.to_dict(told) for each in self.diagnostics],
            "cases": None if self._run is None else {"all": self._run.cases, "failed": len(self._run.failures)},
            "coverage": None if self._covered is None else self._covered.to_dict(),
            "difference": None if self._difference is None else self._difference.to_dict(told),
        }

    def told_as(self, form: str, lang: str = "en") -> str:
        """The review as `text`, `md`, `html` or `json`; or its diagnostics as `github` (annotations), `sarif` or
        `junit` (in which advice would be a test that fails, and is left out)."""
        if form == "json":
            return orjson.dumps(self.to_dict(lang), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
        if form in PAGES:
            return {"text": self.text, "md": self.markdown, "html": self.html}[form](language(lang))
        some = [each for each in self.diagnostics if form != "junit" or each.severity is not Severity.ADVICE]
        return diagnostics_as(form, some, language(lang))

    def write(self, path: Path, form: str, lang: str = "en") -> None:
        """Write the review to a file in a form of `told_as`. Errors: ValidationError if it cannot be written."""
        with new_file(path) as made:
            made.write_text(self.told_as(form, lang).removesuffix("\n") + "\n", encoding="utf-8")

    def markdown(self, lang: str = "en") -> str:
        """The review as a page of Markdown that a comment of GitHub has room for; what is left out is told."""
        whole = super().markdown(lang)
        if len(whole) <= MOST_LETTERS:
            return whole
        kept = whole[:MOST_LETTERS].rpartition("\n")[0]
        return f"{kept}\n\n{translate('review-cut', language(lang), revision=self._revision)}\n"

    @property
    def _root(self) -> str:
        return str(self._folder)

    @cached_property
    def _run(self) -> Run | None:
        return judged(self._cases, str(self._folder), self._lang) if self.sound and self._cases else None

    @cached_property
    def _covered(self) -> Covered | None:
        root = self._folder.resolve()
        rules = {root / file for file in list_files(root).of(FileKind.RULES)}
        wanted = self.sound and self._cases and not rules.isdisjoint(self._changed)
        return Covered(self._cases, str(self._folder), self._revision) if wanted else None

    @cached_property
    def _difference(self) -> Difference | None:
        return compared(self._folder, self._revision, None) if self.sound else None

    def _form(self) -> list[Diagnostic]:
        """The files that changed and are not in their canonical form."""
        found = formatted(self._paths).diagnostics()
        return [each for each in found if Path(each.location.name).resolve() in self._changed]

    def _failures(self) -> Iterator[Diagnostic]:
        """The cases that fail."""
        for each in self._run.failures if self._run is not None else ():
            yield Diagnostic(
                "case-failed", each.place, {"name": each.name, "differences": "; ".join(map(str, each.differences))}
            )

    def _page(self, lang: str) -> Page:
        page = Page(translate("review-title", lang, revision=ABBREVIATED.sub(r"\1", self._revision)))
        page.table("", [[translate(f"review-{key}", lang) for key in ("what", "result")], *self._summary(lang)])
        graver = [each for each in self.diagnostics if each.severity is not Severity.ADVICE]
        advice = [each for each in self.diagnostics if each.severity is Severity.ADVICE]
        page.add(translate("review-to-mend", lang), _lines(graver, "no", lang))
        if self._difference is not None:
            page.sections += self._difference.sections(lang)
        page.add(translate("review-advice", lang), _lines(advice, "", lang))
        return page

    def _summary(self, lang: str) -> Iterator[list[str]]:
        """A row for each thing that was looked at."""
        counts = {
            f"{each}s": sum(found.severity is each for found in self.diagnostics)
            for each in (Severity.ERROR, Severity.WARNING)
        }
        clean = not any(counts.values())
        told = translate("review-clean", lang) if clean else translate("check-found", lang, **counts)
        yield [translate("review-findings", lang), told]
        if self._run is not None:
            failed = len(self._run.failures)
            about = {"cases": self._run.cases, "passed": self._run.passed, "failed": failed}
            yield [translate("review-cases", lang), translate("test-summary", lang, **about)]
        if self._covered is not None:
            yield [translate("review-covered", lang), "; ".join(self._covered.counts(lang)) or "—"]
        if self._difference is not None:
            yield [
                translate("review-topics", lang),
                "; ".join(self._difference.topics(lang)) or translate("diff-none", lang),
            ]
        if not self.sound:
            yield [translate("review-stopped", lang), translate("review-stopped-why", lang)]


def _changed(paths: Iterable[Path], revision: str) -> Iterator[Path]:
    """The files at some paths that differ from a commit."""
    for path in paths:
        folder = path if path.is_dir() else path.parent
        for name in changed_lines(folder, revision, REVISION):
            yield (folder / name).resolve()


def _lines(diagnostics: Sequence[Diagnostic], mark: str, lang: str) -> Iterator[Line]:
    """The first of some diagnostics, those of a file that say the same in one line, and how many there are besides."""
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for each in diagnostics:
        groups.setdefault((each.location.name, each.message(lang)), []).append(each)
    told = list(groups.values())
    for first, *others in told[:MOST_TOLD]:
        also = {each.location.line for each in others} - {first.location.line}
        lines = [str(line) for line in sorted(also)]
        again = translate("review-again", lang, count=len(lines), lines=listed(lines, "and", lang)) if lines else ""
        yield Line(0, first.text(lang) + again, mark)
    if len(told) > MOST_TOLD:
        yield Line(0, translate("review-more", lang, count=sum(map(len, told[MOST_TOLD:]))))
