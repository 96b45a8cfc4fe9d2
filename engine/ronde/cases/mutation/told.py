"""What came of mistakes, in words: each that no case catches, with the case that would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ronde.cases.coverage.summary import Count
from ronde.cases.mutation.run import Mutation, Survivor
from ronde.evaluate.decision import day_text
from ronde.messages import translate
from ronde.messages.numbers import grouped


def share(found: Mutation) -> float:
    """The share of mistakes that are caught, in percent, rounded down to a tenth."""
    return Count(found.caught.total(), found.made.total()).percent


def lines(found: Mutation, folder: Path, language: str) -> Iterator[str]:
    """What came of mistakes in a language. Files can be opened from the folder of the book."""
    for survivor in found.survivors:
        yield from _survivor(survivor, folder, language)
        yield ""
    for sort, made in sorted(found.made.items()):
        yield translate(f"mistakes-{sort}", language, caught=found.caught[sort], made=made)
    percent = grouped(f"{share(found):.1f}", language)
    if nothing := found.nothing.total():
        yield translate("mutate-nothing", language, count=nothing)
    yield translate("mutate-all", language, caught=found.caught.total(), made=found.made.total(), percent=percent)


def _survivor(survivor: Survivor, folder: Path, language: str) -> Iterator[str]:
    mistake, held = survivor.mistake, survivor.held
    key = "mutate-changed" if mistake.after else "mutate-removed"
    where = str(folder / str(mistake.location))
    yield translate(key, language, location=where, before=mistake.before, after=mistake.after, reached=held.reached)
    example = held.example
    day = mistake.version.effective if example is None else example.as_of
    yield f"  - name: {json.dumps(f'{mistake.location} {mistake.before}', ensure_ascii=False)}"
    yield f"    as_of: {day_text(day)}"
    if example is not None and example.known_on is not None:
        yield f"    known_on: {day_text(example.known_on)}"
    yield f"    profile: {json.dumps({} if example is None else example.profile, ensure_ascii=False)}"
    if example is not None and example.fact is not None:
        named = json.dumps(example.fact) if "[" in example.fact else example.fact
        yield f"    expect: {{{named}: }}  # {translate('mutate-source', language)}"
