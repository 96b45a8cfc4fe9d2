"""What tools/reference writes: every diagnostic, and the schema of a profile."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.support import books
from tests.support.messages import keys
from tools import reference

from ronde.lint.registry import checks


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference") / "out"
    reference.main(folder)
    return folder


def test_every_diagnostic_is_listed_in_both_languages(written: Path) -> None:
    rows = [line for line in (written / "findings.md").read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]
    codes = {row.split("`")[1] for row in rows}
    assert codes >= {*keys("definitions-findings"), *(check.page.code for check in checks())}
    assert len(codes) == len(rows)


def test_every_check_has_its_page(written: Path) -> None:
    told = (written / "findings.md").read_text(encoding="utf-8")
    assert checks()
    for check in checks():
        assert f"## {check.name.replace('_', '-')} (`{check.page.code}`, {check.page.severity})" in told
        for texts in (check.page.avoid, check.page.prefer, check.page.why):
            assert all(text in told for text in texts.values())


def test_the_schema_of_a_profile_asks_every_question(written: Path) -> None:
    schema = json.loads((written / "profile.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    plan = books.real_plan(books.real().change_dates[-1])
    asked = {name for name, about in plan.facts.items() if about.form == "input" and about.record is None}
    assert schema["properties"].keys() >= asked | plan.records.keys()


def test_nothing_else_is_written(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == ["findings.md", "profile.schema.json"]
