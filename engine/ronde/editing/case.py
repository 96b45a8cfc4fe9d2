"""A dated case begun from a profile, as a file: what is expected left to be filled in, or as it was found."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ronde.cases.judge import answer, without_position
from ronde.editing.form.layout import Layout
from ronde.editing.modeline import MODELINE
from ronde.evaluate.decision import Decision, day_text, undecided
from ronde.evaluate.engine import Engine
from ronde.explain.why import check_fact
from ronde.language import LANGUAGES
from ronde.messages import translate
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.document import Tree
from ronde.model.locations import ArgumentLocation, SourceLocation
from ronde.read.compose import tokens
from ronde.read.structure import parse

DEPTH = " " * 6
"""How deep a profile stands in its case."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a profile: the day numbers, and the facts; the main answers, if none is named."""

    as_of: int
    known_on: int | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BegunCase:
    """The text of a file of one case, and the numbers of the lines that are to be filled in."""

    text: str
    to_fill: tuple[int, ...]


def begun_case(
    engine: Engine, profile: bytes, file: str, name: str, question: Question, language: str, *, as_found: bool = False
) -> BegunCase:
    """A case of the profile in the content of a file, asked on a day.

    The words of the profile, and its comments, stay. `as_found` writes down what the book answers now, and says so as
    the source; else the answers are left to whoever reads the source. Errors: ValidationError for a profile that is
    none, and for a fact that no version of the book has.
    """
    document = parse(profile, file)
    decision = engine.evaluate(document, question.as_of, question.known_on, question.facts or None)
    facts = question.facts or tuple(name for name in engine.history.headlines if name in decision.plan.facts)
    for each in facts:
        about = decision.plan.facts.get(each) or engine.ever.facts.get(each)
        if about is None or about.record is not None:
            check_fact(decision, each, ArgumentLocation("--expect"))
    made = _Lines()
    made.head(name, language, as_found=as_found)
    made.add("cases:", f"  - name: {_written(f'{name}, {day_text(question.as_of)}')}")
    made.add(f"    as_of: {day_text(question.as_of)}")
    if question.known_on is not None:
        made.add(f"    known_on: {day_text(question.known_on)}")
    made.add("    profile:", *_profile(profile), "    expect:")
    for each in facts:
        if as_found:
            made.add(f"      {each}: {_written(answer(decision, each))}")
        else:
            made.gap(f"      {each}:", translate("case-fill-answer", language))
    if as_found:
        made.add(*_rests_on(decision, [each for each in facts if each in decision.plan.facts]))
    text = "\n".join(made.lines) + "\n"
    if not _holds(text, document.tree):
        raise refuse("case-profile", SourceLocation(file))
    return BegunCase(text, tuple(made.gaps))


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

    def head(self, name: str, language: str, *, as_found: bool) -> None:
        """Add the title and the source."""
        self.add("title:")
        for each in reversed(LANGUAGES):
            if as_found:
                self.add(f"  {each}: {_written(name)}")
            else:
                self.gap(f"  {each}:", translate("case-fill-title", language))
        if as_found:
            self.add(
                "source:", *(f"  {each}: {_written(translate('case-as-found', each))}" for each in reversed(LANGUAGES))
            )
        else:
            self.gap("source:", translate("case-fill-source", language))


def _profile(content: bytes) -> list[str]:
    """The lines of a profile in a case; what the first of them says to an editor is left out."""
    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    lines = Layout(text, tokens(text)).lines
    return [DEPTH + line if line else "" for line in lines if not line.startswith(MODELINE)]


def _rests_on(decision: Decision, facts: list[str]) -> list[str]:
    """What is missing for some facts, and the topics whose cautions they carry, as a case says them."""
    carried = [each for name in facts for each in decision.cautions_of(name)]
    topics = sorted({each.topic for each in carried if each.kind != "unverified"})
    missing = sorted({without_position(each) for each in undecided(decision.trace, facts)})
    told = {"cautions": topics, "missing": missing}
    return [f"    {key}: [{', '.join(map(_written, names))}]" for key, names in told.items() if names]


def _written(value: object) -> str:
    """A value on one line: as it is if it is read as that, else in quotes."""
    plain = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str):
        return plain
    try:
        read = parse(f"- [{value}]".encode(), "").tree
    except ValidationError:
        return plain
    return value if read == [[value]] else plain


def _holds(text: str, profile: Tree) -> bool:
    """Whether the text of a file of one case holds a profile."""
    try:
        tree = parse(text.encode(), "").tree
    except ValidationError:
        return False
    return isinstance(tree, dict) and tree["cases"][0]["profile"] == profile  # type: ignore[call-overload, index]
