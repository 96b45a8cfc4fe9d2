"""The page about making a pool, and the schema of population files: complete, and true where it can be tried."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from tests.support import books

from ronde.model.types import read_date
from ronde.read import schema
from ronde.read.structure import parse
from ronde.simulate.population.assumptions import read_population
from ronde.simulate.population.blocks import draw_block
from ronde.simulate.population.grammar import FORMS

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "population.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "schemas" / "population.schema.json").read_text(encoding="utf-8"))
DAY = "2025-06-01"


def properties(part: Any) -> list[tuple[str, dict[str, Any]]]:
    if isinstance(part, list):
        return [found for each in part for found in properties(each)]
    if not isinstance(part, dict):
        return []
    own = list(part["properties"].items()) if "properties" in part else []
    return [*own, *(found for each in part.values() for found in properties(each))]


def test_the_example_is_a_population() -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    document = parse(example.encode(), "example.yaml")
    assert schema.check(document, "population") == []
    found = read_population(document, books.real_plan(read_date(DAY)), books.real())
    rows = draw_block(found, 500, 1, 0, read_date(DAY)).to_pylist()
    assert {len(row["work"]) for row in rows} == {1, 2, 3}
    assert {row["partner.status"] for row in rows} == {"none", "married"}


def test_every_key_is_on_the_page_and_described_in_both_languages() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    found = properties(SCHEMA)
    assert {form for form in FORMS if f"`{form}`" not in PAGE} == set()
    assert {name for name, _ in found if not re.search(rf"\b{name}\b", PAGE)} == set()
    assert [name for name, each in found if not {"description", "x-description-fr"} <= each.keys()] == []
    assert set(SCHEMA["$defs"]["draw"]["properties"]) >= set(FORMS)
