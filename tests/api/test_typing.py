"""The package is typed for whoever uses it: a user's script passes mypy, and one with mistakes does not."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = '''
import datetime

import ronde


def score(path: str, day: datetime.date) -> int | None:
    """The score in a file."""
    book: ronde.Book = ronde.open_book()
    decision: ronde.Decision = book.evaluate(path, as_of=day, known_on="2023-07-01")
    value = decision["crs.total"].value
    names: list[str] = [name for name, fact in decision.items() if fact.status == "unknown"]
    texts: list[str] = [caution.text("fr") for caution in decision.cautions]
    print(names, texts, decision.missing, decision.why("cec.eligible", lang="fr"), decision.to_dict()["digest"])
    print([row["date"] for row in book.history({"family_size": 1}, since=day)], book.invited(path).invited)
    print([topic.confidence for topic in book.rules(as_of=day).values()])
    problems: list[ronde.Diagnostic] = book.check()
    print([problem.message("fr") for problem in problems], ronde.__version__)
    return value if isinstance(value, int) else None


def refused(book: ronde.Book) -> str:
    """What is wrong with a profile."""
    try:
        book.evaluate({})
    except (ronde.ProfileError, ronde.FactError) as error:
        return str(error.diagnostics[0].location) + error.text("fr")
    except ronde.RondeError as error:
        return str(error)
    return ""
'''
MISTAKES = """
import ronde

book = ronde.open_book(7)
book.evaluate([], as_of=20230705)
book.evaluate_table([1])
ronde.open_book().evalaute({})
ronde.closed_book()
number: int = book.evaluate({}).missing
"""


def mypy(folder: Path, *scripts: tuple[str, str]) -> str:
    """What mypy says of scripts in a folder that knows nothing of the checkout but what is installed."""
    for name, text in scripts:
        (folder / name).write_text(text, encoding="utf-8")
    words = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache"), "--config-file", ""]
    done = subprocess.run(
        [*words, *(name for name, _ in scripts)], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_a_script_is_checked_by_the_types_of_the_package(tmp_path: Path) -> None:
    said = mypy(tmp_path, ("script.py", SCRIPT), ("mistakes.py", MISTAKES))
    wrong = {int(line) for line in re.findall(r"^mistakes\.py:(\d+): error", said, re.MULTILINE)}
    assert wrong == set(range(4, 10)), said
    assert "script.py" not in said
    assert "py.typed" not in said
