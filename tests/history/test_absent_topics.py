"""What is said of a topic that is not in force on a day, and of a book of which none is: since when, until when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.support import books

from ronde.inputs.absent import topic_absence
from ronde.messages.dates import day_or_text
from ronde.model.history import History
from ronde.read.book import read_book

FACTS = {"answer": books.asked("yes_no")}
BOOK = {
    "book.yaml": {**books.BOOK, "first_date": "2010-01-01"},
    "late/2020-02-03.yaml": books.version("2020-02-03", facts=FACTS, published="2020-03-01"),
    "gone/2016-05-04.yaml": books.version("2016-05-04", facts={"old": books.asked("yes_no")}),
    "gone/2017-05-04.yaml": books.version("2017-05-04", repealed=True),
    "back/2016-05-04.yaml": books.version("2016-05-04", facts={"new": books.asked("yes_no")}),
    "back/2017-05-04.yaml": books.version("2017-05-04", repealed=True),
    "back/2018-05-04.yaml": books.version("2018-05-04", facts={"new": books.asked("yes_no")}),
    "back/2019-05-04.yaml": books.version("2019-05-04", repealed=True),
}
TOLD = [
    ("late", "2019-01-01", None, "rules-topic-not-yet", {"start": "2020-02-03"}),
    ("gone", "2017-05-04", None, "rules-topic-ended", {"end": "2017-05-04"}),
    ("back", "2018-05-03", None, "rules-topic-between", {"end": "2017-05-04", "start": "2018-05-04"}),
    ("late", "2021-01-01", "2020-02-29", "rules-topic-not-known", {"published": "2020-03-01"}),
    ("lade", "2021-01-01", None, "rules-topic-unknown", {"close": "late"}),
    (None, "2016-05-03", None, "rules-none-not-yet", {"start": "2016-05-04"}),
    (None, "2017-06-01", None, "rules-none-between", {"end": "2017-05-04", "start": "2018-05-04"}),
    (None, "2021-01-01", "2015-01-01", "rules-none-not-known", {"published": "2016-05-04"}),
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of topics that begin, end, and come back."""
    return books.write(tmp_path_factory.mktemp("absent") / "book", BOOK)


@pytest.fixture(scope="module")
def history(book: Path) -> History:
    """The same, read."""
    return read_book(book)


@pytest.mark.parametrize(("topic", "day", "known", "code", "about"), TOLD)
def test_the_days_on_which_a_topic_is_in_force_are_told(
    history: History, topic: str | None, day: str, known: str | None, code: str, about: dict[str, str]
) -> None:
    """By the versions, with what was published by a day if one is given."""
    known_on = date.fromisoformat(known).toordinal() if known else None
    found = topic_absence(history, topic, date.fromisoformat(day).toordinal(), known_on)
    assert found.code == code
    assert about.items() <= found.params.items()


@pytest.mark.parametrize("form", ["text", "json", "md"])
@pytest.mark.parametrize(("topic", "day", "known", "code", "about"), TOLD)
def test_rules_says_it_and_exits_with_2(
    run: Run, book: Path, topic: str | None, day: str, known: str | None, code: str, about: dict[str, str], form: str
) -> None:
    """Once a table without rows and exit code 0, in every format."""
    words = ["rules", *([topic] if topic else []), "--as-of", day, *(["--known-on", known] if known else [])]
    for language in ("en", "fr"):
        found, out, err = run(*words, "--rulesets", str(book), "--format", form, "--lang", language)
        assert (found, out) == (2, "")
        assert code in err
        assert all(day_or_text(value, language) in err for value in about.values())
