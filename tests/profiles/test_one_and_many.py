"""One candidate and many: what a profile is refused for, a row of JSON Lines is refused for, and what one takes, so
does the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pyarrow as pa
import pytest
from tests.profiles.test_bad_profiles import NOW, WRONG
from tests.support import books, profiles

from ronde.batch.files import json_source
from ronde.batch.files.json_source import JsonSource
from ronde.building.index import AS_OF
from ronde.cases.cases import read_cases
from ronde.columns import rejects
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.evaluate import reference
from ronde.evaluate.reference import Candidate
from ronde.inputs.profile import read_profile
from ronde.messages.diagnostics import ValidationError
from ronde.model.nodes import Plan
from ronde.model.types import read_date
from ronde.read.structure import parse

ROOT = Path(__file__).resolve().parents[2]
ENGINE = books.real_engine()

AS_COLUMNS = {
    # what is said of a field of a profile: what is said of a column of that name, before any row is looked at
    "profile-unknown": {"column-unknown"},
    "profile-as-of": {"column-unknown"},
    "profile-not-list": {"column-type", "column-unknown"},
    "value-not-text": {"column-type"},
    "value-not-date": {"column-type"},
}

NOT_IN_JSON_LINES = {
    # what is wrong: why a row cannot say it
    "a list": "a row is an object, as a profile is; a line that is none is not read",
    "a word": "likewise",
    "null": "likewise",
    "nothing": "a file without rows has nobody to answer for",
    "key twice": "below, in each way that JSON has",
}

TAKEN_AS_TEXT = {
    # what is wrong: why a table takes it all the same
    "number as text": "a table may hold numbers as text: CSV has nothing else",
}


def columns(codes: set[str]) -> set[str]:
    """What may be said of a row where these are said of a profile."""
    return {each for code in codes for each in {code, *AS_COLUMNS.get(code, ())}}


@cache
def kernel(day: str) -> Kernel:
    return Kernel(books.real(), Query(("nomination_stream",), as_of=read_date(day)))


@pytest.fixture(autouse=True)
def _reasons_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reasons are told by their codes."""
    for module in (rejects, json_source):
        monkeypatch.setattr(module, "translate", lambda key, *language, **about: f"<{key}>")


def many(line: bytes, folder: Path, day: str = NOW) -> set[str]:
    """The codes for which a line of a file of JSON Lines is refused; none where it is taken."""
    path = folder / "pool.jsonl"
    path.write_bytes(b'{"sibling_in_canada": null}\n' + line + b"\n")
    source = JsonSource(path, False, "en", 1000)
    try:
        found = list(_refused(source, day))
    except ValidationError as refused:
        return {diagnostic.code for diagnostic in refused.diagnostics}
    return {code for each in found for code in each.strip("<>").split("> <")}


def _refused(source: JsonSource, day: str) -> Iterator[str]:
    for chunk in source.chunks(0, source.schema.names):
        yield from (each.reason for each in chunk.unread)
        yield from kernel(day).run(pa.record_batch(chunk.batch)).rejects.column("reason").to_pylist()


def one(content: bytes, day: str = NOW) -> set[str]:
    """The codes for which a profile is refused; none where it is taken."""
    try:
        ENGINE.evaluate(parse(content, "profile.yaml"), read_date(day))
    except ValidationError as refused:
        return {diagnostic.code for diagnostic in refused.diagnostics}
    return set()


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_profile_is_a_wrong_row(name: str, tmp_path: Path) -> None:
    """For the same reason, told of its column where the column alone shows it; else the tables above say why not."""
    content = WRONG[name][0].encode()
    if name in NOT_IN_JSON_LINES:
        return
    expected, tree = one(content), parse(content, "profile.yaml").tree
    found = many(orjson.dumps(tree), tmp_path)
    if name in TAKEN_AS_TEXT:
        assert found == set()
        return
    assert expected
    assert found
    assert found <= columns(expected)


def test_every_exception_is_one_of_the_wrong_profiles() -> None:
    assert {*NOT_IN_JSON_LINES, *TAKEN_AS_TEXT} <= set(WRONG)


TWICE = [
    b'{"age": 30, "age": 31}',
    b'{"age": 30, "age": 30}',
    b'{"age": 30, "a\\u0067e": 31}',
    b'{"partner": {"status": "none"}, "partner": {"accompanying": false}}',
    b'{"partner": {"status": "none", "status": "married"}}',
    b'{"partner": {"status": "none"}, "partner.status": "none"}',
    b'{"partner.status": null, "partner": {"status": "none"}}',
    b'{"work": [{"paid": true}, {"paid": true, "paid": false}]}',
    b'{"work": [], "work": [{"paid": true}]}',
    b'{"x\\u003a": 1, "age": 30, "age": 31}',
]
"""A field given twice, in each way that JSON has."""


@pytest.mark.parametrize("line", TWICE)
def test_a_field_given_twice_is_refused(line: bytes, tmp_path: Path) -> None:
    assert one(line) & {"yaml-duplicate-key", "profile-twice"}
    assert many(line, tmp_path) == {"profile-twice"}


def test_a_field_twice_in_a_record_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With dots and in a group, as a list and as the text of one; of the book at hand no record has such fields."""
    book = books.book(
        {
            "jobs.a.b": books.asked("number", at_least=0, at_most=9, on="jobs"),
            "answer": books.fact(total={"in": "jobs", "of": "jobs.a.b"}),
        },
        records={"jobs": books.record()},
    )
    made = Kernel(book, Query(("answer",), as_of=read_date("2020-01-01")))
    monkeypatch.setitem(globals(), "kernel", lambda day: made)
    fine = b'[{"a": {"b": 1}}, {"a.b": 2}, {"a.b": null}]'
    wrong = (b'[{"a": {"b": 1}, "a.b": 2}]', b'[{"a.b": 1, "a": {"b": null}}]', b'[{"a.b": 1, "a.b": 1}]')
    for written, codes in ((fine, set()), *((each, {"profile-twice"}) for each in wrong)):
        lines = (b'{"jobs": ' + written + b"}", orjson.dumps({"jobs": written.decode()}))
        for line in lines:
            path = tmp_path / "jobs.jsonl"
            path.write_bytes(b'{"answer": null}\n' + line + b"\n")
            source = JsonSource(path, False, "en", 1000)
            assert {each.strip("<>") for each in _refused(source, NOW)} == codes, line


@pytest.mark.parametrize("example", sorted(path.name for path in (ROOT / "examples").glob("*.yaml")))
def test_a_right_profile_is_a_right_row(example: str, tmp_path: Path) -> None:
    content = (ROOT / "examples" / example).read_bytes()
    assert one(content) == set()
    assert many(orjson.dumps(parse(content, example).tree), tmp_path) == set()


def met(plan: Plan, made: Candidate) -> set[tuple[str, str]]:
    """The refusals of the rules that concern a candidate, by field and reason."""
    outcome = reference.evaluate(plan, made)
    found: set[tuple[str, str]] = set()
    for each in plan.refusals:
        values: Any = outcome.values[each.node]
        if values == 1 or (each.record is not None and 1 in values):
            found.add((each.field, each.because["en"]))
    return found


REFUSED_CASES = [
    case
    for name in ("vocabulary/refused.yaml", "language/acceptance_and_validity.yaml")
    for case in read_cases(ROOT / "tests" / "cases" / name).cases
    if case.refused
]


def test_whom_a_refusal_of_the_book_refuses_it_refuses_among_many(tmp_path: Path) -> None:
    """Of every refusal of the book, on the days of its cases: what it refuses of one, it refuses of many."""
    found: set[tuple[str, str]] = set()
    wanted: set[tuple[str, str]] = set()
    for case in REFUSED_CASES:
        day = case.as_of
        plan, text = ENGINE.plan(ENGINE.rules(day)), date.fromordinal(day).isoformat()
        line = orjson.dumps(case.profile.tree)
        expected = one(line, text)
        assert expected
        found_many = many(line, tmp_path, text)
        assert found_many, case.name
        assert found_many <= columns(expected), case.name
        if expected == {"profile-refused"}:
            profile = read_profile(case.profile, plan, books.real())
            found |= met(plan, Candidate({**profile.supplied, AS_OF: day}, profile.records))
        wanted |= {(each.field, each.because["en"]) for each in plan.refusals}
    assert wanted - found == set()


@pytest.mark.parametrize("day", ["2015-06-01", "2019-03-01", "2024-06-03", "2026-11-03"])
def test_candidates_at_random_are_refused_alike(day: str, tmp_path: Path) -> None:
    plan, random, several = ENGINE.plan(ENGINE.rules(read_date(day))), Random(9), set[tuple[str, str]]()
    for _ in range(40):
        made = profiles.candidate(plan, read_date(day), random)
        line = orjson.dumps(profiles.document(plan, made).tree)
        refused = one(line, day)
        assert bool(refused) is bool(met(plan, made))
        assert refused <= {"profile-refused"}
        assert (
            many(line, tmp_path, day) - {"reasons-more"} == refused
        )  # a row tells so many reasons and counts the rest
        several |= met(plan, made)
    assert len(several) >= 10
