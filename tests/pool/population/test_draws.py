"""What a population file may say, and what is told of one that is wrong."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.support import books
from tests.support.diagnostics import check_words, places

from ronde.messages.diagnostics import ValidationError
from ronde.model.history import History
from ronde.model.types import read_date
from ronde.read import schema
from ronde.read.structure import parse
from ronde.simulate.population.assumptions import Population, read_population
from ronde.simulate.population.blocks import draw_block

DAY = "2020-06-01"
AS_OF = read_date(DAY)
HEAD = """title: {fr: Gens, en: People}
note: {fr: Inventé, en: Invented}
confidence: assumption
"""


@cache
def book() -> History:
    """A book with a fact of every type, a list of records, a list of codes, and a fact of later dates."""
    members = {code: {"fr": code, "en": code, "tier": tier} for code, tier in (("11", "a"), ("12", "a"), ("21", "b"))}
    lists = {
        "codes": {"label": books.TEXTS, "source": "act", "attributes": {"tier": {"type": "text"}}, "items": members},
        "few": {"label": books.TEXTS, "source": "act", "of": "codes", "include": ["21"]},
    }
    choice = {"choices": {"red": books.TEXTS, "blue": books.TEXTS}}
    facts = {
        "born": books.asked("date"),
        "glad": books.asked("yes_no"),
        "height": books.asked("number", at_least=0, at_most=300),
        "weight": books.asked("number", decimals=1, at_least=0, at_most=500),
        "savings": books.asked("money", at_least=0, at_most=1000),
        "colour": books.asked("choice", **choice),
        "code": books.asked("code", list="codes"),
        "clock": books.asked("text", pattern="[0-2][0-9]:[0-5][0-9]:[0-5][0-9]"),
        "jobs.pay": books.asked("number", on="jobs", at_least=0, at_most=99),
        "jobs.colour": books.asked("choice", on="jobs", **choice),
        "jobs.start": books.asked("date", on="jobs"),
        "answer": books.fact(any=[{"fact": "glad", "is": True}]),
    }
    later = {"late": books.asked("yes_no")}
    return books.history(
        {
            "topic/2015-01-01.yaml": books.version(facts=facts, lists=lists, records={"jobs": books.record()}),
            "later/2021-01-01.yaml": books.version("2021-01-01", facts=later),
        }
    )


def population(text: str) -> Population:
    """The population of a file."""
    document = parse((HEAD + text).encode(), "people.yaml")
    diagnostics = schema.check(document, "population")
    if diagnostics:
        raise ValidationError(tuple(diagnostics))
    return read_population(document, books.plan(book(), DAY), book())


def drawn(text: str, rows: int = 4000, seed: int = 1) -> dict[str, list[Any]]:
    """The columns that a file gives."""
    found: dict[str, list[Any]] = draw_block(population(text), rows, seed, 0, AS_OF).to_pydict()
    return found


def test_every_form_gives_what_it_says() -> None:
    found = drawn("""
draws:
  kind: {choose: {short: 1, tall: 3}}
  unit: {normal: [0, 1]}
facts:
  glad: {chance: 0.25}
  height: {by: kind, cases: {short: {whole: [150, 155]}, tall: {uniform: [190, 191]}}}
  weight: {sum: [70, {same: unit, times: 10}], at_least: 60, at_most: 80, step: 0.5}
  savings: {triangular: [0, 100, 200]}
  colour: {first: [{when: {height: {at_least: 190}}, then: blue}], otherwise: red}
  code: {from_list: codes, where: {tier: a}}
  born: {from: as_of, years: {uniform: [-40, -20]}}
  clock: {time_of_day: {whole: [0, 86399]}}
""")
    assert 0.22 < np.mean(found["glad"]) < 0.28
    assert {int(each) for each in found["height"]} <= {*range(150, 156), 190, 191}
    assert 0.7 < np.mean([each >= 190 for each in found["height"]]) < 0.8
    assert [each == "blue" for each in found["colour"]] == [each >= 190 for each in found["height"]]
    assert min(found["weight"]) == 60
    assert max(found["weight"]) == 80
    assert all(each * 2 == int(each * 2) for each in found["weight"])
    assert 90 < np.mean(found["savings"]) < 110
    assert set(found["code"]) == {"11", "12"}
    assert {each.year for each in found["born"]} == set(range(1980, 2001))
    assert len(set(found["clock"])) > 3000
    assert all(len(each) == 8 for each in found["clock"])


def test_weights_lists_ranges_mixtures_and_absence() -> None:
    found = drawn(
        """
draws:
  many: {choose_number: {1: 1, 2.5: 1}}
facts:
  height: {mix: [{weight: 1, then: 10}, {weight: 3, then: {value: 20}}], absent: 0.5}
  weight: {by: many, cases: {"0..2": 1.5, 2.5: 2.5}}
  code: {from_list: [nothing_left, few, codes], within: codes}
  glad: {first: [{when: {height: {known: true}}, then: true}]}
  colour: {by: glad, cases: {true: red}, otherwise: blue}
  savings: {first: [{when: {weight: {more_than: 1.5}, colour: [red]}, then: 5}], otherwise: null}
  late: true
""".replace("nothing_left, ", "")
    )
    heights = found["height"]
    assert 0.45 < np.mean([each is None for each in heights]) < 0.55
    assert 0.7 < np.mean([each == 20 for each in heights if each]) < 0.8
    assert set(found["weight"]) == {1.5, 2.5}
    assert set(found["code"]) == {"21"}
    assert [each is not None for each in heights] == [each is True for each in found["glad"]]
    assert [each == "red" for each in found["colour"]] == [each is True for each in found["glad"]]
    for number, each in enumerate(found["savings"]):
        assert (each == 5) == (found["weight"][number] == 2.5 and found["colour"][number] == "red")
    assert "late" not in found


def test_records_come_in_groups_and_are_counted() -> None:
    found = drawn("""
draws:
  busy: {chance: 0.5}
facts:
  born: 1990-02-03
records:
  jobs:
    - when: {busy: true}
      count: {whole: [0, 3]}
      draws: {extra: {chance: 0.5}}
      fields:
        pay: {same: number, times: 10}
        start: {from: born, days: {same: number}}
        colour: {first: [{when: {extra: true}, then: red}]}
    - fields: {pay: 99, colour: blue}
""")
    jobs = found["jobs"]
    assert all(each[-1] == {"pay": 99, "colour": "blue", "start": None} for each in jobs)
    assert {len(each) for each in jobs} == {1, 2, 3, 4}
    assert all([job["pay"] for job in each[:-1]] == [10, 20, 30][: len(each) - 1] for each in jobs)
    assert all(job["start"].isoformat() == f"1990-02-0{3 + n}" for each in jobs for n, job in enumerate(each[:-1], 1))
    assert {job["colour"] for each in jobs for job in each[:-1]} == {"red", None}


def test_a_list_without_groups_is_an_empty_list() -> None:
    found = draw_block(population("facts: {glad: true}\nrecords: {jobs: []}\n"), 3, 1, 0, AS_OF)
    assert found.column("jobs").to_pylist() == ["[]"] * 3
    assert found.schema.field("jobs").type == pa.string()


def test_the_same_seed_gives_the_same_rows_and_another_draw_moves_no_other() -> None:
    text = "facts: {glad: {chance: 0.5}, height: {whole: [0, 300]}}\n"
    other = "facts: {weight: {uniform: [0, 9]}, glad: {chance: 0.5}, height: {whole: [0, 300]}}\n"
    assert drawn(text) == drawn(text)
    assert drawn(text)["height"] != drawn(text, seed=2)["height"]
    assert drawn(text)["height"] == drawn(other)["height"]
    blocks = [draw_block(population(text), 50, 1, block, AS_OF) for block in (0, 1)]
    assert not blocks[0].equals(blocks[1])


WRONG = {
    "facts: {glad: {chance: 2}}": "4:24 population-range",
    "facts: {glad: {chance: 0.5, value: true}}": "4:15 population-form",
    "facts: {glad: {absent: 0.5}}": "4:15 population-form",
    "facts: {glad: 3}": "4:15 population-sort",
    "facts: {glad: {odds: 3}}": "4:16 key-unknown",
    "facts: {glad: {chance: 0.5, cases: {true: 1}}}": "4:29 population-key",
    "facts: {glad: {chance: 0.5, step: 2}}": "4:29 population-key",
    "facts: {gald: true}": "4:9 population-fact",
    "facts: {jobs.pay: 3}": "4:9 population-fact",
    "facts: {height: {same: tall}}": "4:24 population-name",
    "facts: {height: {uniform: [3]}}": "4:27 schema-other",
    "facts: {height: {uniform: [3, 1]}}": "4:27 population-rising",
    "facts: {height: {normal: [3, -1]}}": "4:30 population-range",
    "facts: {colour: {choose: {red: 0, blue: 0}}}": "4:26 population-weights",
    "facts: {colour: {choose: {red: -1, blue: 2}}}": "4:26 population-weights",
    "facts: {height: {mix: [{weight: 0, then: 1}]}}": "4:23 population-weights",
    "facts: {height: {choose_number: {ten: 1}}}": "4:34 value-not-number",
    "facts: {colour: green}": "4:17 population-outside",
    "facts: {colour: {choose: {red: 1, bleu: 1}}}": "4:17 population-outside",
    "facts: {code: '99'}": "4:15 population-outside",
    "facts: {clock: noon}": "4:16 population-outside",
    "facts: {born: someday}": "4:15 value-not-date",
    "facts: {born: 2021-02-30}": "4:15 value-impossible-date",
    "facts: {born: {from: as_of}}": "4:15 population-form",
    "facts: {born: {from: glad, days: 1}}": "4:22 population-name",
    "facts: {code: {from_list: coeds}}": "4:27 population-list",
    "facts: {code: {from_list: codes, where: {tier: c}}}": "4:27 population-codes",
    "facts: {colour: red, height: {by: colour, cases: {rde: 1}}}": "4:56 population-case",
    "facts: {height: 1, glad: {first: [{when: {height: tall}, then: true}]}}": "4:51 population-case",
    "facts: {height: 1, glad: {first: [{when: {height: {at_least: as_of}}, then: true}]}}": "4:62 population-sort",
    "facts: {glad: {by: as_of}}": "4:15 key-missing",
    "draws: {glad: 1}\nfacts: {glad: true}": "4:9 population-name-taken",
    "facts: {glad: true}\nrecords: {jbos: []}": "5:11 population-records",
    "facts: {glad: true}\nrecords: {jobs: [{fields: {apy: 1}}]}": "5:28 population-fact",
    "facts: {glad: true}\nrequire: [height]": "5:11 population-require",
    "facts: {height: 301}": "4:17 population-bounds",
    "facts: {height: {normal: [0, 100]}}": "4:17 population-bounds",
    "facts: {glad: true}\nrecords: {jobs: [{count: -1, fields: {pay: 1}}]}": "5:18 population-many",
    "facts: {glad: true}\nrecords: {jobs: [{count: 61, fields: {pay: 1}}]}": "5:18 population-many",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_told_at_its_place(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        drawn(text)
    assert places(refused.value.diagnostics) == [WRONG[text]]
    check_words(refused.value.diagnostics)


def test_several_faults_are_told_at_once() -> None:
    with pytest.raises(ValidationError) as refused:
        drawn("facts: {gald: true, height: {same: tall}, colour: green}")
    assert len(refused.value.diagnostics) == 3


@pytest.mark.parametrize("key", ["note", "title", "facts"])
def test_a_file_must_say_what_it_is(key: str) -> None:
    lines = [line for line in (HEAD + "facts: {glad: true}").splitlines() if not line.startswith(key)]
    assert "key-missing" in {each.code for each in schema.check(parse("\n".join(lines).encode(), "f"), "population")}


def test_assumptions_cannot_pass_for_published_figures() -> None:
    document = parse((HEAD + "facts: {glad: true}").replace("assumption", "official").encode(), "f")
    assert places(schema.check(document, "population")) == ["3:13 schema-enum"]


def test_the_last_turn_of_the_clock_begins_the_day_again() -> None:
    assert set(drawn("facts: {clock: {time_of_day: 86400}}", 3)["clock"]) == {"00:00:00"}
    assert math.isclose(1, len(set(drawn("facts: {clock: {time_of_day: 61}}", 3)["clock"])))
