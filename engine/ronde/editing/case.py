"""A dated case begun from a profile: what is expected as it was said, left to be filled in, or as it was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ronde.cases.judge import answer, without_position
from ronde.editing.as_written import as_written
from ronde.editing.expected import Expected, answer_of, check_expected
from ronde.editing.form.layout import Layout
from ronde.editing.modeline import MODELINE
from ronde.evaluate.decision import Decision, day_text
from ronde.evaluate.engine import Engine
from ronde.language import LANGUAGES
from ronde.messages import translate
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.document import Tree
from ronde.model.locations import SourceLocation
from ronde.read.compose import tokens
from ronde.read.structure import parse

DEPTH = " " * 6
"""How deep a profile stands in its case."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a profile: the day numbers, and what is expected; the main answers, if nothing is named.

    `source` is the text that says so; None if that is left to be filled in. With `as_found`, what is not said is
    answered by the book, and the source says that it was.
    """

    name: str
    as_of: int
    known_on: int | None
    expected: tuple[Expected, ...]
    source: str | None = None
    as_found: bool = False


@dataclass(frozen=True, slots=True)
class BegunCase:
    """The lines of a case, and the numbers of those that are to be filled in, from 1."""

    lines: tuple[str, ...]
    to_fill: tuple[int, ...]

    @property
    def text(self) -> str:
        """The lines as a text."""
        return "\n".join(self.lines) + "\n"


def begun_case(
    engine: Engine, profile: bytes, file: str, question: Question, language: str, *, alone: bool
) -> BegunCase:
    """A case of the profile in the content of a file: a whole file of its own if `alone`, else a case for another.

    The words of the profile, and its comments, stay. Errors: ValidationError for a profile that is none, for a fact
    that no version of the book has, and for an answer that is not of its type.
    """
    document = parse(profile, file)
    headlines = (Expected(name) for name in engine.history.headlines)
    facts = [each.name for each in question.expected]
    decision = engine.evaluate(document, question.as_of, question.known_on, facts or None)
    expected = question.expected or tuple(each for each in headlines if each.fact in decision.plan.facts)
    answers = [(each, _answer(engine, decision, each, question)) for each in expected]
    made = _Lines()
    if alone:
        made.head(question, language)
        made.add("cases:")
    made.add(f"  - name: {as_written(question.name)}", f"    as_of: {day_text(question.as_of)}")
    if question.known_on is not None:
        made.add(f"    known_on: {day_text(question.known_on)}")
    if not alone:
        made.add(*_source(question, "    "))
    made.add("    profile:", *_profile(profile), "    expect:")
    for each, answered in answers:
        if answered is None:
            made.gap(f"      {each.fact}:", translate("case-fill-answer", language))
        else:
            made.add(f"      {each.fact}: {as_written(answered)}")
    if question.as_found:
        made.add(*_rests_on(decision, [each for each in expected if each.name in decision.plan.facts]))
    if not _holds(made.lines, document.tree, alone=alone):
        raise refuse("case-profile", SourceLocation(file))
    return BegunCase(tuple(made.lines), tuple(made.gaps))


def _answer(engine: Engine, decision: Decision, expected: Expected, question: Question) -> object:
    """What a case says of a fact; None if it is left to be filled in. Errors: ValidationError."""
    check_expected(engine, decision, expected)
    if expected.answer is not None:
        return answer_of(decision, expected)
    return answer(decision, expected.name, expected.record) if question.as_found else None


def _source(question: Question, before: str = "") -> list[str]:
    """The lines that say where the answers come from, if that is known."""
    if question.source is not None:
        return [f"{before}source: {as_written(question.source)}"]
    if not question.as_found:
        return []
    told = (f"{before}  {each}: {as_written(translate('case-as-found', each))}" for each in reversed(LANGUAGES))
    return [f"{before}source:", *told]


class _Lines:
    """Lines, and the numbers of those that are to be filled in."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.gaps: list[int] = []

    def add(self, *lines: str) -> None:
        """Add whole lines."""
        self.lines += lines

    def gap(self, line: str, about: str) -> None:
        """Add a line whose value is to be filled in, and what it should be."""
        self.lines.append(f"{line}  # {about}")
        self.gaps.append(len(self.lines))

    def head(self, question: Question, language: str) -> None:
        """Add the title and the source."""
        source = _source(question)
        self.add("title:")
        for each in reversed(LANGUAGES):
            if source:
                self.add(f"  {each}: {as_written(question.name)}")
            else:
                self.gap(f"  {each}:", translate("case-fill-title", language))
        self.add(*source)
        if not source:
            self.gap("source:", translate("case-fill-source", language))


def _profile(content: bytes) -> list[str]:
    """The lines of a profile in a case; what the first of them says to an editor is left out."""
    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    lines = Layout(text, tokens(text)).lines
    return [DEPTH + line if line else "" for line in lines if not line.startswith(MODELINE)]


def _rests_on(decision: Decision, expected: Sequence[Expected]) -> list[str]:
    """What is missing for some facts, and the topics whose cautions they carry, as a case says them."""
    carried = [caution for each in expected for caution in decision.cautions_of(each.name)]
    topics = sorted({each.topic for each in carried if each.kind != "unverified"})
    names = (name for each in expected for name in decision.trace.missing(each.name, each.record))
    missing = sorted(set(map(without_position, names)))
    told = {"cautions": topics, "missing": missing}
    return [f"    {key}: [{', '.join(map(as_written, names))}]" for key, names in told.items() if names]


def _holds(lines: list[str], profile: Tree, *, alone: bool) -> bool:
    """Whether the lines of a case, or of a file of one, hold a profile."""
    try:
        tree = parse("\n".join(lines).encode(), "").tree
    except ValidationError:
        return False
    cases = tree.get("cases") if alone and isinstance(tree, dict) else tree
    return isinstance(cases, list) and isinstance(cases[0], dict) and cases[0]["profile"] == profile
