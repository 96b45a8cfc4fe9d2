"""The guide to changing the rules is true: its boxes are carried out, as they stand, on a copy of the rules."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.support.guide import BOX, CHANGES, DEMO, ROOT, SECTIONS, TEXT, carry_out

from ronde.cases.cases import read_cases
from ronde.cases.judge import judge
from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import Engine
from ronde.model.document import Document
from ronde.model.types import read_date
from ronde.read.book import read_book
from ronde.read.structure import parse

DAY_BEFORE, DAY_OF = "2026-12-31", "2027-01-01"


def profile(text: str) -> Document:
    """The document of a profile."""
    return parse(text.encode(), "profile.yaml")


def decide(rulesets: Path, document: Document, day: str) -> Decision:
    """What the rules of a folder say of somebody on a day."""
    return Engine(read_book(rulesets)).evaluate(document, read_date(day))


def said(decision: Decision, name: str) -> dict[str, object]:
    """What a decision says of a fact."""
    facts = decision.document()["facts"]
    assert isinstance(facts, dict)
    found: dict[str, object] = facts[name]
    return found


def files(folder: Path) -> dict[str, bytes]:
    """The content of every file under a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@dataclass(frozen=True)
class Carried:
    """A change carried out: the folder, what was in it before, and the files of cases that the page makes."""

    folder: Path
    before: dict[str, bytes]
    cases: list[Path]


@pytest.fixture(scope="module")
def carried(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Carried:
    """A section of the page carried out on a copy of the rules and of the examples."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("rulesets", "examples"):
        shutil.copytree(ROOT / name, folder / name)
    return Carried(folder, files(folder), carry_out(folder, request.param))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the worked demonstration was carried out, once for all tests that look at it."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "rulesets", folder / "rulesets")
    carry_out(folder, DEMO)
    return folder


def test_every_box_is_carried_out() -> None:
    """The page shows five changes, and no box of another kind or outside of them."""
    assert CHANGES == ["A new version", "A correction", "An incomplete version", "A repeal", DEMO]
    assert {box.language for boxes in SECTIONS.values() for box in boxes} == {"sh", "yaml", "diff"}
    assert len(BOX.findall(TEXT)) == sum(map(len, SECTIONS.values())) == TEXT.count("\n```\n")


@pytest.mark.parametrize("carried", [name for name in CHANGES if name != DEMO], indirect=True)
def test_change(carried: Carried) -> None:
    """A change carried out as written leaves a book that is read and compiled, and the cases of the page hold.

    That `ronde check` finds nothing in it on any day is held by the test of all changes together.
    """
    engine = Engine(read_book(carried.folder / "rulesets"))
    cases = [case for file in carried.cases for case in read_cases(file).cases]
    assert cases
    assert {case.name: judge(case, engine) for case in cases} == {case.name: [] for case in cases}


@pytest.mark.parametrize("carried", [name for name in CHANGES if name != DEMO], indirect=True)
def test_changes_are_new_files(carried: Carried) -> None:
    """No change touches a file that is there: all that it makes are new files of YAML, none of them a program."""
    only_new_files(carried.folder, carried.before)


def only_new_files(folder: Path, before: dict[str, bytes]) -> None:
    """Hold what a folder has now to what it had: the same, and new files of YAML."""
    after = files(folder)
    assert {name: after[name] for name in before} == before
    made = [name for name in after.keys() - before.keys() if ".pytest_cache" not in name]
    assert made
    assert [name for name in made if not name.endswith((".yaml", "LICENSE"))] == []


def test_the_boxes_run_nothing_but_copies_and_ronde() -> None:
    """What an editor is asked to type is a copy of a file, a new folder, or a command of Ronde."""
    lines = [
        line for boxes in SECTIONS.values() for box in boxes if box.language == "sh" for line in box.text.splitlines()
    ]
    assert {line.split()[0] for line in lines} <= {"cp", "mkdir", "ronde"}


def test_the_factor_is_worth_fifty_points_from_its_day(demo: Path) -> None:
    """The same answers score 50 more on the day of the new version than on the day before, and on no other account."""
    person = profile((demo / "demo" / "someone.yaml").read_text(encoding="utf-8"))
    before = decide(demo / "demo" / "rulesets", person, DAY_BEFORE)
    after = decide(demo / "demo" / "rulesets", person, DAY_OF)
    assert said(before, "crs.total")["value"] == 469
    assert said(after, "crs.total")["value"] == 469 + 50
    for part in ("crs.core", "crs.spouse", "crs.transferability"):
        assert said(before, part)["value"] == said(after, part)["value"]


@pytest.mark.parametrize(("answer", "points"), [("true", 50), ("false", 0)])
def test_the_factor_adds_to_a_whole_profile(demo: Path, answer: str, points: int) -> None:
    """Somebody with a full history of work, study and tests gains the points for a yes, and nothing for a no."""
    history = (ROOT / "examples" / "pvt-toronto.yaml").read_text(encoding="utf-8")
    person = profile(f"{history}\nsmall_community_work: {answer}\n")
    before = said(decide(demo / "demo" / "rulesets", person, DAY_BEFORE), "crs.total")["value"]
    after = said(decide(demo / "demo" / "rulesets", person, DAY_OF), "crs.total")["value"]
    assert isinstance(before, int)
    assert after == before + points


def test_an_unanswered_question_is_unknown_and_named(demo: Path) -> None:
    """Without an answer to the new question the total is unknown, with its bounds, and the question is named."""
    whole = (demo / "demo" / "someone.yaml").read_text(encoding="utf-8")
    person = profile(whole.replace("small_community_work: true\n", ""))
    told = said(decide(demo / "demo" / "rulesets", person, DAY_OF), "crs.total")
    assert told["status"] == "unknown"
    assert told["value"] is None
    assert (told["at_least"], told["at_most"]) == (469, 519)
    assert told["missing"] == ["small_community_work"]
    assert said(decide(demo / "demo" / "rulesets", person, DAY_BEFORE), "crs.total")["value"] == 469


def test_the_real_rules_do_not_know_the_factor(demo: Path) -> None:
    """The demonstration leaves the rules that it copied as they were."""
    before = {f"rulesets/{name}": content for name, content in files(ROOT / "rulesets").items()}
    only_new_files(demo, before)
    person = profile(
        (demo / "demo" / "someone.yaml").read_text(encoding="utf-8").replace("small_community_work: true\n", "")
    )
    decision = decide(demo / "rulesets", person, DAY_OF)
    assert "crs.additional.small_community" not in decision.plan.facts
    assert said(decision, "crs.total")["value"] == 469


def test_the_key_steps_are_in_french() -> None:
    """Each change gives its steps in French too."""
    for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]:
        if BOX.search(part):
            assert "**Étapes.**" in part
        else:
            assert "**En français.**" in part
