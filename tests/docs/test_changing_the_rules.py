"""The guide to changing the rules is true: its boxes are carried out, as they stand, on a copy of the rules.

How the page is read. In each section, in order: a `sh` box is run; a `yaml` box is written to the file that it names,
or replaces that file above `facts:` where it says so; a `diff` box changes the file that it names.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from ronde.cases.cases import read_cases
from ronde.cases.judge import judge
from ronde.model.document import Document
from ronde.model.types import read_date
from ronde.read.book import read_book
from ronde.read.structure import parse
from ronde.run.check import check_book
from ronde.run.decision import Decision
from ronde.run.engine import Engine

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "changing-the-rules.md").read_text(encoding="utf-8")
BOX = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"# (\S+\.yaml)( \(above facts:\))?\n")
DEMO = "A new factor"
DAY_BEFORE, DAY_OF = "2026-12-31", "2027-01-01"


@dataclass(frozen=True)
class Box:
    """A box of the page: its language and its text."""

    language: str
    text: str


SECTIONS = {
    part.partition("\n")[0]: [Box(language, text) for language, text in BOX.findall(part)]
    for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
}
CHANGES = [name for name, boxes in SECTIONS.items() if boxes]


def carry_out(folder: Path, section: str) -> list[Path]:
    """Do what the boxes of a section say in a folder that holds a copy of the rules; the files of cases it makes."""
    cases: list[Path] = []
    for box in SECTIONS[section]:
        if box.language == "sh":
            for line in box.text.splitlines():
                run(folder, line)
            continue
        named = NAMED.match(box.text)
        assert named, f"a box does not name its file: {box.text[:60]}"
        file, body = folder / named[1], box.text[named.end() :]
        if box.language == "diff":
            file.write_text(patched(file.read_text(encoding="utf-8"), body), encoding="utf-8")
        elif named[2]:
            before, line, after = file.read_text(encoding="utf-8").partition("\nfacts:\n")
            assert before
            assert line
            file.write_text(body + "facts:\n" + after, encoding="utf-8")
        else:
            assert box.language == "yaml"
            assert not file.exists(), f"{named[1]} is there already: a file that was once in force is never edited"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8")
            if "cases" in file.parent.parts:
                cases.append(file)
    return cases


def run(folder: Path, line: str) -> str:
    """Run one line of a box, with this Python's commands; what it says."""
    known = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": known, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(shlex.split(line), cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def patched(text: str, change: str) -> str:
    """The text with the lines that go and the lines that come; the place must be found once."""
    lines = change.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if line[:1] in ("-", " "))
    new = "".join(f"{line[1:]}\n" for line in lines if line[:1] in ("+", " "))
    assert text.count(old) == 1, f"found {text.count(old)} times:\n{old}"
    return text.replace(old, new)


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


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with a copy of the rules and of the examples, and nothing else."""
    for name in ("rulesets", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


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


@pytest.mark.parametrize("section", [name for name in CHANGES if name != DEMO])
def test_change(section: str, copy: Path) -> None:
    """A change carried out as written leaves a book without findings, and the cases of the page hold."""
    made = carry_out(copy, section)
    assert check_book(copy / "rulesets").findings == ()
    engine = Engine(read_book(copy / "rulesets"))
    cases = [case for file in made for case in read_cases(file).cases]
    assert cases
    assert {case.name: judge(case, engine) for case in cases} == {case.name: [] for case in cases}


@pytest.mark.parametrize("section", CHANGES)
def test_changes_are_new_files(section: str, copy: Path) -> None:
    """No change touches a file that is there: all that it makes are new files of YAML, none of them a program."""
    before = files(copy)
    commands = [line for box in SECTIONS[section] if box.language == "sh" for line in box.text.splitlines()]
    assert {line.split()[0] for line in commands} <= {"cp", "mkdir", "ronde"}
    carry_out(copy, section)
    after = files(copy)
    assert {name: after[name] for name in before} == before
    made = [name for name in after.keys() - before.keys() if ".pytest_cache" not in name]
    assert made
    assert [name for name in made if not name.endswith((".yaml", "LICENSE"))] == []


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
    assert files(demo / "rulesets") == files(ROOT / "rulesets")
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
