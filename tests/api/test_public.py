"""What is public: `__all__`, found when it is first used, and cheap to import."""

from __future__ import annotations

import subprocess
import sys

import pytest

import ronde


def python(script: str) -> str:
    """What a script prints in a new process."""
    return subprocess.run([sys.executable, "-S", "-c", script], check=True, capture_output=True, text=True).stdout


def test_importing_the_package_imports_nothing_but_itself() -> None:
    path = next(each for each in sys.path if each.endswith("engine"))
    script = f"import sys; sys.path.append({path!r}); before = set(sys.modules); import ronde\n"
    script += "print(*sorted(set(sys.modules) - before))"
    assert python(script).split() == ["__future__", "ronde"]


def test_every_public_name_is_there_and_is_listed() -> None:
    for name in ronde.__all__:
        assert getattr(ronde, name) is not None
        assert name in dir(ronde)
    assert issubclass(ronde.FactError, (ronde.QuestionError, KeyError))
    for kind in (ronde.BookError, ronde.ProfileError, ronde.QuestionError):
        assert issubclass(kind, ronde.RondeError)


def test_a_name_that_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError, match="Engine"):
        ronde.Engine  # noqa: B018


def test_a_name_taken_with_a_star_is_public() -> None:
    script = "from ronde import *; print(*sorted(name for name in dir() if not name.startswith('__')))"
    found = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.split()
    assert found == sorted(name for name in ronde.__all__ if not name.startswith("__"))
