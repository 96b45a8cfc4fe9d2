"""`ronde ask`: an interview by lines of input, which writes the profile, goes on where it stopped, and takes words."""

from __future__ import annotations

import io
import re
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from tests.conftest import Run
from tests.support import books

from ronde.ask.coerce import coerce as meaning
from ronde.ask.said import Place

DAY = ("--as-of", "2023-07-05")
CEC = ("--for", "cec", *DAY)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, run: Run) -> Run:
    """Run `ronde ask` with lines of input."""

    def call(*words: str) -> tuple[int, str, str]:
        lines, *others = words
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode()), encoding="utf-8"))
        return run("ask", *others)

    return call


def test_one_answer_decides_a_program_and_the_profile_is_shown_if_there_is_no_file(typed: Run) -> None:
    code, out, err = typed("oui\n", *CEC, "--lang", "fr")
    assert code == 0
    assert yaml.safe_load(out) == {"intends_to_live_in_quebec": True}
    assert "Avez-vous l'intention de vivre au Québec?" in err
    assert err.count("> ") == 1
    assert "non" in err.splitlines()[-1]


def test_an_interview_goes_on_where_it_stopped(typed: Run, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    code, out, _ = typed("no\n0\n", str(path), *CEC)
    assert (code, out) == (0, "")
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == {"intends_to_live_in_quebec": False, "work": []}
    code, _, again = typed("", str(path), "--for", "crs.total", *DAY)
    assert code == 0
    assert "Do you intend to live in Quebec" not in again
    assert "Work periods: how many" not in again


def test_help_going_back_and_what_is_no_answer(typed: Run, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    lines = "?\nmaybe\nno\n<\nyes\n"
    code, _, err = typed(lines, str(path), *CEC)
    assert code == 0
    assert "Quebec selects its own economic immigrants" in err
    assert "“maybe” is neither true nor false" in err
    assert path.read_text(encoding="utf-8") == "intends_to_live_in_quebec: true\n"


@pytest.mark.parametrize(
    ("name", "text", "meant"),
    [
        ("work.whose", "2", "partner"),
        ("work.whose", "conjoint", "partner"),
        ("work.whose", "3", "3"),
        ("work.country", "philippines", "PH"),
        ("work.country", "États-Unis", "US"),
        ("work.noc_2021", "21231", "21231"),
        ("work.hours_per_week", "2", "2"),
    ],
)
def test_a_choice_by_its_number_a_code_by_its_words(name: str, text: str, meant: str) -> None:
    plan = books.real_plan(date(2023, 7, 5).toordinal())
    assert meaning(plan, Place(name, "work", 0), text) == meant


def test_codes_that_are_called_alike_are_told(typed: Run, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    code, _, err = typed("software\n21231\n", str(path), "--for", "fsw.primary_occupation.code", *DAY)
    assert code == 0, err
    assert "  21231  " in err
    assert "primary_occupation_noc_2021: '21231'" in path.read_text(encoding="utf-8")


def test_a_file_with_comments_is_left_alone(typed: Run, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("# mine\nfamily_size: 2\n", encoding="utf-8")
    code, _, err = typed("", str(path), *DAY)
    assert code == 2
    assert "[ask-comments]" in err
    assert path.read_text(encoding="utf-8").startswith("# mine")


def test_what_is_asked_for_must_be_there(typed: Run) -> None:
    code, _, err = typed("", "--for", "nothing.such", *DAY)
    assert code == 2
    assert err.startswith("--for: ")


@pytest.mark.parametrize(("lang", "words"), [("en", "Do you intend to live in Quebec?"), ("fr", "vivre au Québec?")])
def test_an_empty_profile_is_one_once_its_lines_are_filled_in(run: Run, tmp_path: Path, lang: str, words: str) -> None:
    """Without their #, the lines are a profile: of nothing said, whose every name the rules know."""
    code, text, _ = run("ask", "--blank", *DAY, "--lang", lang)
    assert code == 0
    assert words in text
    path = tmp_path / "p.yaml"
    path.write_text(re.sub(r"^#(?=\S|  - |    \S)", "", text, flags=re.MULTILINE), encoding="utf-8")
    assert "family_size" in yaml.safe_load(path.read_text(encoding="utf-8"))
    code, _, err = run("evaluate", str(path), *DAY)
    assert code == 0, err


def test_an_empty_profile_for_a_program_asks_what_it_rests_on(run: Run) -> None:
    _, text, _ = run("ask", "--blank", *CEC)
    assert "#work:" in text
    assert "sibling_in_canada" not in text
