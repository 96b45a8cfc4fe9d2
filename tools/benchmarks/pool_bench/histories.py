"""Candidates with lists of records: three jobs that overlap, two language tests, a credential. Arrow files only.

What is not in the lists is drawn as for summary columns. Nothing here would be refused by the rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from pool_bench.population import CHUNK, OFTEN, RARELY, SEED, UNIX, Array, drawn_columns
from pool_bench.slices import Cut
from ronde.model.types import Kind

JOBS = 3
COUNTRIES = ("CA", "CA", "CA", "FR", "IN", "US")
WEEKS = (12.0, 15.0, 20.0, 30.0, 37.5, 40.0)
STILL = 0.25
"""How many of the jobs have no end date."""
PARTNERS = 0.1
"""How many of the records are the partner's."""
TESTS = {"ielts_general": (40, 91, 5), "tef_canada": (1_000, 2_501, 10)}
"""The tests that everybody has taken: the least score, the one after the greatest, and the step, in tenths."""


def make(cut: Cut, folder: Path, rows: int, day: int) -> None:
    """Write a population as `batches.arrow`, for one date of evaluation."""
    about = {"rows": rows, "day": day, "seed": SEED, "rules": cut.digest}
    said = folder / "about.json"
    if said.exists() and json.loads(said.read_text()) == about:
        return
    folder.mkdir(parents=True, exist_ok=True)
    said.unlink(missing_ok=True)
    names = [name for name in cut.columns if cut.abouts[name].form == "input"]
    flat = drawn_columns(cut, names, (day, day), 0, 1)
    lists = _lists(cut, day, np.random.default_rng(SEED), flat)
    schema = pa.schema([*flat.schema, *(pa.field(name, values.type) for name, values in lists.items())])
    with pa.OSFile(str(folder / "batches.arrow"), "wb") as sink, pa.ipc.new_file(sink, schema) as out:
        for start in range(0, rows, CHUNK):
            count = min(CHUNK, rows - start)
            random = np.random.default_rng([SEED, 1, start // CHUNK])
            flat = drawn_columns(cut, names, (day, day), start // CHUNK, count)
            lists = _lists(cut, day, random, flat)
            out.write_batch(pa.RecordBatch.from_arrays([*flat.columns, *lists.values()], schema=schema))
    said.write_text(json.dumps(about))


def _lists(cut: Cut, day: int, random: np.random.Generator, people: pa.RecordBatch) -> dict[str, pa.Array]:
    """Every list of records, for the candidates of a batch."""
    count = people.num_rows
    draw = _Draw(cut, day, random, ~equal(people.column("partner.status"), "none"))
    return {
        "work": _list(draw.work(count * JOBS), JOBS),
        "language_tests": _list(draw.tests(count), len(TESTS)),
        "credentials": _list(draw.credentials(count), 1),
        "job_offers": pa.ListArray.from_arrays(
            pa.array(np.zeros(count + 1, np.int32)), pa.array([], pa.struct([("lmia", pa.bool_())]))
        ),
    }


def _list(fields: Mapping[str, pa.Array], each: int) -> pa.Array:
    """Records laid out one after another, so many for each candidate."""
    records = pa.StructArray.from_arrays(list(fields.values()), names=list(fields))
    offsets = np.arange(0, len(records) + 1, each, dtype=np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), records)


class _Draw:
    """Draws the fields of records."""

    def __init__(self, cut: Cut, day: int, random: np.random.Generator, paired: Array) -> None:
        """`paired` says of each candidate whether there is a partner."""
        self.cut, self.day, self.random, self.paired = cut, day, random, paired

    def work(self, count: int) -> dict[str, pa.Array]:
        """Jobs of one month to three years, begun within the last six years."""
        start = self.before(count, 30, 6 * 365)
        end = np.minimum(start + self.random.integers(30, 3 * 365, count), self.day)
        found = {
            "whose": self.whose(count),
            "start": dates(start),
            "end": pa.array(
                (end - UNIX).astype(np.int32), mask=self.random.random(count) < STILL, type=pa.int32()
            ).cast(pa.date32()),
            "hours_per_week": self.any_of(WEEKS, count),
            "country": self.any_of(COUNTRIES, count),
        }
        found |= self.others("work", count, found)
        physician = found["publicly_funded_physician"].to_numpy(zero_copy_only=False)
        return {**found, "publicly_funded_physician": pa.array(physician & equal(found["country"], "CA"))}

    def tests(self, count: int) -> dict[str, pa.Array]:
        """One test of each kind for every candidate, taken within two years or a little more."""
        shape = (count, len(TESTS))
        scores: dict[str, Array] = {}
        for name in ("reading", "writing", "listening", "speaking"):
            each = [self.random.integers(low, high, count) // step * step for low, high, step in TESTS.values()]
            scores[name] = np.stack(each, axis=1).reshape(-1) / 10
        names = np.broadcast_to(np.arange(len(TESTS), dtype=np.int8), shape).reshape(-1)
        return {
            "whose": self.whose(count * len(TESTS)),
            "test": pa.DictionaryArray.from_arrays(pa.array(names), pa.array(list(TESTS))),
            "date": dates(self.before(count * len(TESTS), 10, 800)),
            **{name: pa.array(values) for name, values in scores.items()},
        }

    def credentials(self, count: int) -> dict[str, pa.Array]:
        """A credential of the last twelve years, assessed afterwards; studied for no more months than there were."""
        obtained = self.before(count, 400, 12 * 365)
        studied = self.random.integers(300, 1_500, count)
        found = {
            "whose": self.whose(count),
            "country": self.any_of(COUNTRIES, count),
            "obtained": dates(obtained),
            "assessed_on": dates(obtained + self.random.integers(10, 390, count)),
            "study_started": dates(obtained - studied),
            "full_time_months": pa.array(np.minimum(self.random.integers(4, 60, count), studied // 31) * 1.0),
            "months_in_canada": pa.array(np.minimum(self.random.integers(0, 30, count), studied // 31) * 1.0),
        }
        return {**found, **self.others("credentials", count, found)}

    def others(self, record: str, count: int, found: Mapping[str, Any]) -> dict[str, pa.Array]:
        """The fields of a record left to draw: yes or no, choices, and codes of a list."""
        return {name: values for name, values in self.rest(record, count) if name not in found}

    def rest(self, record: str, count: int) -> Iterator[tuple[str, pa.Array]]:
        """Every input of a record that is yes or no, a choice, or a code of a list."""
        plan = self.cut.plans[0]
        for name, about in plan.facts.items():
            if about.record != record or about.form != "input":
                continue
            short = name.removeprefix(f"{record}.")
            texts = about.type.choices or (self.cut.codes[about.type.codes] if about.type.codes else ())
            if about.type.kind is Kind.YES_NO:
                often = RARELY if short in ("self_employed", "full_time_student", "return_required") else OFTEN
                yield short, pa.array(self.random.random(count) < often)
            elif texts:
                yield short, self.any_of(texts, count)

    def whose(self, count: int) -> pa.Array:
        """Mostly the candidate's, and always where there is no partner. As many records for each candidate."""
        paired = np.repeat(self.paired, count // len(self.paired))
        partner = ((self.random.random(count) < PARTNERS) & paired).astype(np.int8)
        return pa.DictionaryArray.from_arrays(pa.array(partner), pa.array(["candidate", "partner"]))

    def any_of(self, values: Any, count: int) -> pa.Array:
        """Any of these."""
        kinds = list(dict.fromkeys(values))
        place = np.array([kinds.index(value) for value in values], np.int16)
        drawn = place[self.random.integers(0, len(values), count)]
        if not isinstance(kinds[0], str):
            return pa.array(np.array(kinds)[drawn])
        return pa.DictionaryArray.from_arrays(pa.array(drawn), pa.array(kinds))

    def before(self, count: int, least: int, most: int) -> Array:
        """A day so many days before the evaluation."""
        return self.day - self.random.integers(least, most, count)


def equal(texts: pa.Array, text: str) -> Array:
    """Of each of the texts of a dictionary, whether it is this one."""
    return np.asarray(texts.dictionary.to_pylist())[texts.indices.to_numpy()] == text


def dates(days: Array) -> pa.Array:
    """Day numbers as Arrow dates."""
    return pa.array((days - UNIX).astype(np.int32)).cast(pa.date32())
