"""Where durable_rules cannot be had, the reference runs behind the same interface and the decision says so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from ronde.evaluate import durable
from ronde.evaluate.chainer import best_machine
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.model.types import read_date
from ronde.read.book import read_book
from ronde.read.cache import document

ROOT = Path(__file__).resolve().parents[2]
PROFILE = ROOT / "examples" / "pvt-toronto.yaml"


@pytest.mark.parametrize(("python", "wanted"), [("3.11", True), ("3.12", True), ("3.13", False), ("3.14", False)])
def test_the_marker_asks_for_durable_rules_below_3_13_only(python: str, wanted: bool) -> None:
    """Installing on Python 3.13 or later does not try to build a library that cannot be imported there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    (found,) = map(Requirement, project["optional-dependencies"]["durable"])
    assert found.name == "durable_rules"
    assert found.marker is not None
    assert found.marker.evaluate({"python_version": python}) is wanted


def test_the_best_machine_is_the_reference_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine works without the library."""
    monkeypatch.setattr(durable, "available", lambda: False)
    assert isinstance(best_machine(), Reference)


def test_the_decision_is_the_same_and_says_which_machine_ran() -> None:
    """Which machine ran is told, and is not part of the decision's digest."""
    profile = document(str(PROFILE), PROFILE.read_bytes())
    history = read_book()
    first, second = (
        Engine(history, machine).evaluate(profile, read_date("2023-07-05")).document(trace=True)
        for machine in (best_machine(), Reference())
    )
    assert (first.pop("machine") != second.pop("machine")) is durable.available()
    assert first == second
