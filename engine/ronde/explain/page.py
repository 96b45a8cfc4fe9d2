"""A page of an answer: headings and indented lines, and how it is written as plain text or Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from ronde.explain.reason import Reason
from ronde.explain.tables import html_table, table
from ronde.messages import translate
from ronde.messages.escape import html, markdown, plain
from ronde.model.nodes import Source

MARKS = {"yes": "✓", "no": "✗", "unknown": "?", "": "·"}

SENTENCE = ". "
"""What stands between two sentences of a text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: how deep, its mark if it is a condition, its text."""

    level: int
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table. The first holds the headings; `figures` are the columns that stand to the right, from 0."""

    rows: list[list[str]]
    figures: frozenset[int] = frozenset()


@dataclass(slots=True)
class Page:
    """Headings, each with its lines or its table. The title may be empty: then none is written. `picture` is the file
    of a picture below it, which Markdown and HTML show."""

    title: str
    sections: list[tuple[str, list[Line] | Rows]] = field(default_factory=list)
    picture: str = ""

    def add(self, heading: str, lines: Iterable[Line], *, told: bool = False) -> None:
        """Add a section, unless it would be empty and its heading tells nothing by itself."""
        found = list(lines)
        if found or told:
            self.sections.append((heading, found))

    def table(self, heading: str, rows: list[list[str]], figures: Iterable[int] = ()) -> None:
        """Add a section that is a table; its first row holds the headings, and `figures` are the columns that stand to
        the right, from 0."""
        self.sections.append((heading, Rows(rows, frozenset(figures))))

    def text(self, width: int | None = None) -> str:
        """The page as plain text, its lines (of tables only the headings) no wider than so many columns if a width is
        given."""
        told = _underlined(self.title, "=", width)
        for heading, body in self.sections:
            told += ["", *_underlined(heading, "-", width)]
            if isinstance(body, Rows):
                told.append(table(body.rows, markdown=False, figures=body.figures, width=width))
                continue
            for line in body:
                before = f"{'  ' * line.level}{MARKS[line.mark]} "
                told += broken(before, plain(line.text), width)
        return "\n".join(told).removeprefix("\n") + "\n"

    def markdown(self) -> str:
        """The page as Markdown."""
        told = [f"# {markdown(self.title)}"] if self.title else []
        told += ["", f"![{markdown(self.title)}]({quote(self.picture)})"] if self.picture else []
        for heading, body in self.sections:
            told += ["", f"## {markdown(heading)}", ""] if heading else [""]
            if isinstance(body, Rows):
                told.append(table(body.rows, markdown=True, figures=body.figures))
            else:
                told += [_item(line) for line in body]
        return "\n".join(told).removeprefix("\n") + "\n"

    def html(self) -> str:
        """The page as a part of a page of HTML, for notebooks."""
        told = [f"<h3>{html(self.title)}</h3>"] if self.title else []
        told += [f'<img src="{quote(self.picture)}" alt="{html(self.title)}">'] if self.picture else []
        for heading, body in self.sections:
            told += [f"<h4>{html(heading)}</h4>"] if heading else []
            if isinstance(body, Rows):
                told.append(html_table(body.rows))
            else:
                told += [
                    f'<div style="margin-left: {2 * line.level}em">{MARKS[line.mark]} {html(line.text)}</div>'
                    for line in body
                ]
        return "<div>\n" + "\n".join(told) + "\n</div>"


def _underlined(heading: str, sign: str, width: int | None) -> list[str]:
    """A heading and the line below it; nothing if it is empty."""
    told = plain(heading)
    lines = broken("", told, width)
    return [*lines, sign * max(map(len, lines))] if told else []


def broken(before: str, text: str, width: int | None) -> list[str]:
    """A text after what stands `before` it, as lines no wider than so many columns, the later ones set in as far; a
    word that is longer stays whole."""
    if width is None or len(before) + len(text) <= width:
        return [before + text]
    return textwrap.wrap(
        text,
        max(width, len(before) + 1),
        initial_indent=before,
        subsequent_indent=" " * len(before),
        break_long_words=False,
        break_on_hyphens=False,
    )


def beginning(text: str, most: int) -> str:
    """The first sentences of a text, as many as so many characters hold, but at least one."""
    sentences = text.split(SENTENCE)
    told = sentences[0]
    for each in sentences[1:]:
        if len(told) + len(SENTENCE) + len(each) > most:
            break
        told += SENTENCE + each
    return told if told.endswith(".") else f"{told}."


def _item(line: Line) -> str:
    """A line as an item of a list in Markdown."""
    return f"{'  ' * line.level}- {MARKS[line.mark] + ' ' if line.mark else ''}{markdown(line.text)}"


def lines_of(reason: Reason, language: str) -> list[Line]:
    """The lines of a reason and of those below it; provisions are cited where they first come, then by place alone."""
    found: list[Line] = []
    _gather(reason, language, 0, found, set())
    return found


def _gather(reason: Reason, language: str, level: int, found: list[Line], cited: set[str]) -> None:
    sources = "; ".join(dict.fromkeys(cite(source, language) for source in reason.sources))
    tail = ""
    if sources and reason.location:
        tail = f" [{reason.location}]" if sources in cited else f" [{sources} — {reason.location}]"
        cited.add(sources)
    found.append(Line(level, reason.text + tail, reason.mark))
    for below in reason.below:
        _gather(below, language, level + 1, found, cited)


def cite(source: Source, language: str) -> str:
    """A source as it is cited."""
    title = source.title.get(language, source.id)
    provision = (source.provision or {}).get(language, "")
    return title if provision in title else translate("source-line", language, title=title, provision=provision)


def reason_data(reason: Reason) -> dict[str, object]:
    """A reason as plain data for JSON."""
    told: dict[str, object] = {"text": reason.text}
    if reason.mark:
        told["mark"] = reason.mark
    if reason.fact:
        told["fact"] = reason.fact
    if reason.location:
        told["at"] = reason.location
    if reason.sources:
        told["sources"] = [
            {
                "id": source.id,
                "title": source.title,
                "provision": source.provision,
                "url": source.url,
                "confidence": source.confidence,
            }
            for source in reason.sources
        ]
    if reason.below:
        told["below"] = [reason_data(below) for below in reason.below]
    return told
