"""A command that is not there is answered with those likely meant: by what people call them, or by spelling."""

from __future__ import annotations

import pytest
from tests.conftest import Run

from ronde.cli.meant import meant, other_words
from ronde.cli.root import MAKERS


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("profile", ["ask"]),
        ("Évaluer", ["evaluate"]),
        ("draws", ["rounds", "invited"]),
        ("histroy", ["history"]),
        ("new", ["ask", "init"]),
        ("verify", ["verify"]),
        ("qqqq", []),
    ],
)
def test_a_word_is_taken_as_people_mean_it(word: str, names: list[str]) -> None:
    assert meant(word, MAKERS) == names


def test_the_table_is_of_commands_and_holds_no_word_that_is_asked_for_otherwise() -> None:
    table = other_words()
    assert set(table) <= set(MAKERS)
    for name, words in table.items():
        assert len(words) == len(set(words))
        assert name not in words
        assert all(name in meant(word, MAKERS) for word in words)


@pytest.mark.parametrize(
    ("words", "begins", "names"),
    [
        ("profile new", "There is no command “profile”", ["ronde ask: "]),
        ("new", "TOPIC is missing", ["ronde new: ", "ronde ask: ", "ronde init: ", "ronde new --help"]),
        ("new profile", "DATE is missing", ["ronde ask: "]),
        ("pool score", "There is no command “score”", ["ronde pool evaluate: ", "ronde pool --help"]),
        ("qqqq", "There is no command “qqqq”", ["Commands: ask, "]),
    ],
)
def test_who_wants_a_new_profile_is_told_how(run: Run, words: str, begins: str, names: list[str]) -> None:
    code, out, told = run(*words.split(), "--lang", "en")
    assert (code, out) == (2, "")
    assert told.startswith(begins)
    assert [each for each in names if each not in told] == []


def test_what_is_missing_of_a_command_that_nobody_mistakes_names_no_other(run: Run) -> None:
    told = run("evaluate", "--lang", "fr")[2]
    assert told.splitlines() == [
        "Il manque PROFILE\N{NO-BREAK SPACE}: ajoutez-le après la commande.",
        "Voyez ronde evaluate --help.",
    ]
