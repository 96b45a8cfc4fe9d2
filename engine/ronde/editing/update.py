"""Answers that cases expect and that are others by now, put into their files: those letters and no others."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from ronde.cases.cases import cases_in, cases_of
from ronde.cases.judge import answer_to, differences, same
from ronde.cases.run import Share, by_share
from ronde.editing.as_written import as_written
from ronde.editing.replacement import Replacement
from ronde.editing.written import Value, told, values
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import refuse
from ronde.model.case import Answer, Bounds, Case
from ronde.model.document import Steps, pointer
from ronde.model.locations import Location, SourceLocation
from ronde.read.book import read_book
from ronde.read.structure import parse, read_bytes

ENDS = ("at_least", "at_most")

Written: TypeAlias = "tuple[str, Steps]"
"""What is expected somewhere: the file, and the steps to it."""


@dataclass(frozen=True, slots=True)
class Divided:
    """What is written once for several cases, whose answers are no longer the same, and those answers as written."""

    location: Location
    name: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """What files will hold, what cannot be written as one, and how many cases will still fail for something else."""

    files: tuple[Replacement, ...]
    divided: tuple[Divided, ...]
    others: int


def update(files: Iterable[Path], rulesets: Path | None, word: str = "") -> Update:
    """The files of cases in which what is expected of facts is what a book answers now, of the cases whose names
    contain a word that fail.

    Errors: ValidationError for a file of cases that cannot be read, or could not after the change, and for the book.
    """
    cases = cases_of(files)
    shares = by_share(list(enumerate(cases)), partial(_found, rulesets=rulesets))
    found = {number: each for share in shares for number, each in share.items()}
    asked = [number for number, case in enumerate(cases) if word.casefold() in case.name.casefold() and number in found]
    wanted = {_written(answer) for number in asked for answer, _ in found[number].changed}
    answers: dict[Written, dict[str, object]] = {}
    named: dict[Written, tuple[str, Answer]] = {}
    for number, case in enumerate(cases):
        changed = dict(found[number].changed) if number in found else {}
        for name, answer in case.expect.items():
            if _written(answer) in wanted:
                value = changed.get(answer, answer.value)
                answers.setdefault(_written(answer), {})[as_written(value)] = value
                named[_written(answer)] = name, answer
    changes: dict[str, dict[Steps, object]] = {}
    for (file, steps), own in answers.items():
        if len(own) == 1:
            changes.setdefault(file, {})[steps] = next(iter(own.values()))
    divided = (Divided(named[at][1].location, named[at][0], tuple(own)) for at, own in answers.items() if len(own) > 1)
    others = sum(found[number].others for number in asked)
    return Update(tuple(_replaced(Path(file), own) for file, own in changes.items()), tuple(divided), others)


@dataclass(frozen=True, slots=True)
class _Found:
    """What came of a case that fails: the answers that are others now, and whether something else differs."""

    changed: tuple[tuple[Answer, object], ...]
    others: bool


def _found(share: Share, *, rulesets: Path | None) -> dict[int, _Found]:
    """What came of the cases of a share that fail, by their numbers."""
    engine = Engine(read_book(rulesets), Reference())
    found = ((number, _of_case(case, engine)) for number, case in share)
    return {number: each for number, each in found if each.changed or each.others}


def _of_case(case: Case, engine: Engine) -> _Found:
    wrong = differences(case, engine, *answer_to(case, engine))
    changed = tuple((each.answer, each.found) for each in wrong if each.answer is not None and each.found is not None)
    return _Found(changed, len(changed) < len(wrong))


def _written(answer: Answer) -> Written:
    return answer.document.file, answer.value_steps


def _replaced(path: Path, changes: Mapping[Steps, object]) -> Replacement:
    before = read_bytes(path)
    after = with_answers(before, str(path), changes)
    for case in cases_in(path, parse(after, str(path))).cases:
        for name, answer in case.expect.items():
            if answer.value_steps in changes and not same(answer.value, changes[answer.value_steps]):
                raise refuse("edit-not-single", answer.location, path=name)
    return Replacement(path, before, after)


def with_answers(content: bytes, file: str, changes: Mapping[Steps, object]) -> bytes:
    """The content of a file in which the values at some steps are others. Quotes are kept. Errors: ValidationError if
    another value would change as well."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content.removeprefix(mark).decode()
    every = values(text, file)
    by_steps = {each.steps: each for each in every}
    spans = [span for steps, value in changes.items() for span in _spans(by_steps, tuple(map(str, steps)), value, file)]
    made = text
    for span, value in sorted(spans, key=lambda each: -each[0].start):
        made = made[: span.start] + as_written(value, span.quotes) + made[span.end :]
    heads = {pointer(steps) for steps in changes}
    if _others(every, heads) != _others(values(made, file), heads):
        first = min((span for span, _ in spans), key=lambda span: span.start)
        raise refuse("edit-not-single", SourceLocation(file, first.line, first.column), path=first.path)
    return mark + made.encode()


def _spans(
    every: Mapping[tuple[str, ...], Value], steps: tuple[str, ...], value: object, file: str
) -> Iterator[tuple[Value, object]]:
    """The letters that say a value, each with what they are to say; of bounds, those of each end that differs. Errors:
    ValidationError for what stands over several lines."""
    here = every[steps]
    if isinstance(value, Bounds) and here.text is None:
        for end, limit in zip(ENDS, (value.at_least, value.at_most), strict=True):
            if every[*steps, end].text != as_written(limit):
                yield every[*steps, end], limit
    elif here.text is None and not here.flow:
        raise refuse("edit-not-single", SourceLocation(file, here.line, here.column), path=here.path)
    else:
        yield here, value


def _others(every: Sequence[Value], heads: set[str]) -> dict[str, object]:
    """What is said in other places than some, and what is below them."""
    return {
        place: what
        for place, what in told(every).items()
        if place not in heads and not any(place.startswith(f"{head}/") for head in heads)
    }
