"""What is fuzzed: each target turns damaged bytes into an answer or a refusal, as the commands do."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import Any, Protocol

from hypothesis import strategies as st
from tests.fuzz.mutations import as_json, damaged, rearranged
from tests.support import books, profiles

from ronde.cases.cases import read_cases
from ronde.compile.rules import Compiler
from ronde.evaluate import reference
from ronde.evaluate.engine import Engine
from ronde.evaluate.reference import Candidate
from ronde.evaluate.stages import shape_diagnostics, stratify
from ronde.messages.diagnostics import Diagnostic, Severity, ValidationError
from ronde.model.document import Document
from ronde.model.history import Rules, Version
from ronde.model.types import read_date
from ronde.read import schema
from ronde.read.book import check_structure
from ronde.read.structure import parse

ROOT = Path(__file__).resolve().parents[2]
LARGE = 12_000
"""Bytes of a large file."""


@dataclass(frozen=True)
class Example:
    """Damaged bytes, and the name of the file that they were or would be."""

    name: str
    content: bytes


class Target(Protocol):
    """Something that takes damaged files."""

    def examples(self) -> st.SearchStrategy[Example]:
        """The damaged files."""

    def run(self, example: Example) -> bool:
        """Whether the file was taken. Errors: ValidationError, with what is to be told; anything else is a defect."""


class Rulesets:
    """Every file of the book and of its cases: versions in the rules of their day, the others by their readers."""

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """The files by their path in the repository."""
        folders = (ROOT / "rulesets", ROOT / "tests" / "cases")
        paths = sorted(path for folder in folders for path in folder.rglob("*.yaml"))
        return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}

    @cached_property
    def versions(self) -> Mapping[str, Version]:
        """The versions of topics by their path in the repository."""
        every = [version for versions in books.real().versions.values() for version in versions]
        return {f"rulesets/{version.document.file}": version for version in every}

    @cached_property
    def compiler(self) -> Compiler:
        """What was compiled for one file serves the next, among the same rules."""
        return Compiler()

    def examples(self) -> st.SearchStrategy[Example]:
        """A file, damaged byte by byte or by structure; a large one, which takes long to read, one time in fifty."""
        small = sorted(name for name, content in self.files.items() if len(content) <= LARGE)
        large = sorted(self.files.keys() - set(small))
        chosen = st.integers(0, 49).flatmap(lambda draw: st.sampled_from(large if draw == 49 else small))
        return chosen.flatmap(self._damaged)

    def _damaged(self, name: str) -> st.SearchStrategy[Example]:
        content = self.files[name]
        slips = rearranged([self.tree(name)]).map(as_json)
        return st.one_of(damaged([content]), slips).map(lambda made: Example(name, made))

    @cache  # noqa: B019 (one object, for the life of the process)
    def tree(self, name: str) -> Any:
        """The plain tree of a file."""
        return parse(self.files[name], name).tree

    def run(self, example: Example) -> bool:
        """Read the file as what it is. Errors: ValidationError."""
        if example.name.startswith("tests/cases/"):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "case.yaml"
                path.write_bytes(example.content)
                read_cases(path)
            return True
        document = parse(example.content, example.name.removeprefix("rulesets/"))
        if example.name in self.versions:
            found = self._version(self.versions[example.name], document)
        else:
            found = schema.check(document, _kind(example.name))
        if found:
            raise ValidationError(tuple(found))
        return True

    def _version(self, version: Version, document: Document) -> list[Diagnostic]:
        """What is found in a version among the rules that it rests on."""
        found = check_structure([document])
        if found:
            return found
        rules = books.real().in_force(version.effective)
        near = self.near(version.topic, version.effective)
        changed = replace(version, document=document)
        plan, found = self.compiler.plan_and_diagnostics(
            Rules(
                tuple(
                    replace(topic, layers=tuple(changed if each is version else each for each in topic.layers))
                    for topic in rules.topics
                    if topic.topic in near
                )
            )
        )
        if any(diagnostic.severity is Severity.ERROR for diagnostic in found):
            return found
        reference.evaluate(plan, Candidate({"as_of": version.effective}, {name: [{}] for name in plan.records}))
        return [*found, *shape_diagnostics(plan, stratify(plan))]

    @cache  # noqa: B019
    def near(self, topic: str, day: int) -> frozenset[str]:
        """The topic, those it rests on, and those that say what records and lists there are."""
        plan = books.real_plan(day)
        rests: dict[str, set[str]] = {}
        for name, about in plan.facts.items():
            below = {plan.facts[each].topic for each in plan.dependencies.get(name, ()) if each in plan.facts}
            rests.setdefault(about.topic, set()).update(below, about.lists)
        reached, waiting = set[str](), [topic]
        while waiting:
            each = waiting.pop()
            if each not in reached:
                reached.add(each)
                waiting.extend(rests.get(each, ()))
        rules = books.real().in_force(day)
        return frozenset(
            reached | {each.topic for each in rules.topics if {"records", "lists"} & each.version.document.tree.keys()}
        )


def _kind(name: str) -> str:
    """The schema that a file of the book other than a version has to follow."""
    if name == "rulesets/book.yaml":
        return "book"
    if name.startswith("rulesets/populations/"):
        return "population"
    return {"pool": "pool", "feed": "round_types"}.get(Path(name).parent.name, "rounds")


class Profiles:
    """Profiles as YAML and as JSON, evaluated on several days by the forward chainer and the reference."""

    days = tuple(map(read_date, ("2016-12-01", "2020-06-01", "2023-07-05", "2026-11-28")))

    @cached_property
    def engine(self) -> Engine:
        """The engine of the book."""
        return Engine(books.real())

    @cached_property
    def trees(self) -> Sequence[Any]:
        """The profiles of the examples, and random ones that say a little of everything."""
        shipped = [parse(path.read_bytes(), path.name).tree for path in sorted((ROOT / "examples").glob("*.yaml"))]
        made = []
        for seed in range(20):
            day = self.days[seed % len(self.days)]
            plan = books.real_plan(day)
            candidate = profiles.acceptable(plan, profiles.candidate(plan, day, Random(seed)))
            made.append(profiles.document(plan, candidate).tree)
        return [*shipped, *filter(None, made)]

    def examples(self) -> st.SearchStrategy[Example]:
        """A profile, damaged byte by byte or by structure."""
        shipped = [path.read_bytes() for path in sorted((ROOT / "examples").glob("*.yaml"))]
        contents = [*shipped, *map(as_json, self.trees)]
        made = st.one_of(damaged(contents), rearranged(self.trees).map(as_json))
        return st.tuples(st.sampled_from(self.days), made).map(lambda pair: Example(str(pair[0]), pair[1]))

    def run(self, example: Example) -> bool:
        """Evaluate the profile. Errors: ValidationError."""
        decision = self.engine.evaluate(parse(example.content, "profile.yaml"), int(example.name))
        return bool(decision.document()["facts"])


class Pools:
    """Files of candidates in every form that is read, answered from file to file."""

    facts = ("funds.required", "tef_699.reading", "fsw.experience.hours")
    day = read_date("2024-06-03")

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Candidates as rows: summary columns, and lists of records."""
        plan = books.real_plan(self.day)
        found = []
        for seed in range(12):
            made = profiles.acceptable(plan, profiles.candidate(plan, self.day, Random(seed)))
            tree = profiles.document(plan, made).tree
            if isinstance(tree, dict):
                found.append({"id": f"c{seed}", **tree})
        return found

    @cached_property
    def evaluate(self) -> Callable[[Path, Path], None]:
        """What answers a file."""
        from ronde.batch.files.evaluate import Files, evaluate_file
        from ronde.batch.files.rejects import rejects_beside
        from ronde.columns.kernel import Kernel
        from ronde.columns.query import Query

        history = books.real()
        question = Query(facts=self.facts, as_of=self.day, id_column="id")
        kernel = Kernel(history, question)

        def run(source: Path, out: Path) -> None:
            files = Files(source, out, rejects_beside(out), 50)
            evaluate_file(kernel, question, history, files, lambda step: None, lambda key, about: None)

        return run

    def examples(self) -> st.SearchStrategy[Example]:
        """A file of candidates, damaged."""
        slips = rearranged([self.rows]).filter(lambda rows: isinstance(rows, list))
        return st.one_of(
            damaged([_json_lines(self.rows)]).map(lambda made: Example("a.jsonl", made)),
            slips.map(lambda rows: Example("a.jsonl", _json_lines(rows))),
            damaged([_csv(self.rows)]).map(lambda made: Example("a.csv", made)),
            slips.map(lambda rows: Example("a.csv", _csv([row for row in rows if isinstance(row, dict)]))),
            damaged([_parquet()]).map(lambda made: Example("a.parquet", made)),
        )

    def run(self, example: Example) -> bool:
        """Answer the file. Errors: ValidationError."""
        with tempfile.TemporaryDirectory() as folder:
            source, out = Path(folder) / example.name, Path(folder) / "out.csv"
            source.write_bytes(example.content)
            try:
                self.evaluate(source, out)
            except ValidationError:
                left = sorted(path.name for path in Path(folder).iterdir())
                assert left == [example.name], f"half-written: {left}"
                raise
            assert out.is_file()
        return True


def _json_lines(rows: Iterable[Any]) -> bytes:
    return b"\n".join(json.dumps(row).encode() for row in rows) + b"\n"


def _csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    for row in rows:
        cells = [row.get(name) for name in names]
        writer.writerow([json.dumps(cell) if isinstance(cell, list | dict) else cell for cell in cells])
    return text.getvalue().encode()


@cache
def _parquet() -> bytes:
    """A small file of Parquet with summary columns."""
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.table(
        {
            "id": [f"c{number}" for number in range(20)],
            "age": [None if number % 7 == 0 else 20 + number for number in range(20)],
            "family_size": [1 + number % 5 for number in range(20)],
            "provincial_nomination": [number % 3 == 0 for number in range(20)],
        }
    )
    sink = io.BytesIO()
    parquet.write_table(table, sink)
    return sink.getvalue()


TARGETS: dict[str, type[Target]] = {"rulesets": Rulesets, "profiles": Profiles, "pools": Pools}
