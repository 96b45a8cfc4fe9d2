"""The face for Python on tables: the answers of `ronde pool evaluate` and of `evaluate`, each row in its place."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as pq
import pytest
from tests.conftest import Run
from tests.support import books

import ronde

DAY = "2023-07-05"
MADE_ON = "2024-06-01"
FACTS = ("crs.total", "cec.eligible", "funds.required")
BAD = {3: -5, 17: 900}
"""Rows to which the pools below give a family of an impossible size."""


@pytest.fixture(scope="module")
def book() -> ronde.Book:
    return ronde.open_book()


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> pa.Table:
    """A small pool, with a column of days and one that is no fact."""
    path = tmp_path_factory.mktemp("pool") / "pool.parquet"
    made = [sys.executable, "-m", "ronde", "pool", "make", "40", "--seed", "3", "--as-of", MADE_ON, "--out", str(path)]
    subprocess.run(made, check=True, capture_output=True)
    table = pq.read_table(path).drop_columns("id").replace_schema_metadata(None)
    days = [datetime.date(2024, 6, 1) + datetime.timedelta(30 * (row % 9)) for row in range(table.num_rows)]
    table = table.append_column("day", pa.array(days))
    return table.append_column("office", pa.array([f"o{row}" for row in range(table.num_rows)]))


@pytest.fixture(scope="module")
def spoilt(pool: pa.Table) -> pa.Table:
    """The same pool, in which some rows cannot be answered."""
    sizes = pool["family_size"].to_pylist()
    for row, size in BAD.items():
        sizes[row] = size
    return pool.set_column(pool.schema.get_field_index("family_size"), "family_size", pa.array(sizes))


def by_command(run: Run, folder: Path, table: pa.Table, *words: str) -> tuple[pa.Table, list[dict[str, Any]]]:
    """The answers of the command to the same rows, and the rows that it sets aside."""
    pq.write_table(table, folder / "in.parquet")
    out = folder / "out.parquet"
    code, _, err = run("pool", "evaluate", str(folder / "in.parquet"), "--out", str(out), "--no-spreadsheet", *words)
    assert code == 0, err
    rejects = folder / "out.parquet.rejects.csv"
    return pq.read_table(out), csv.read_csv(rejects).to_pylist() if rejects.exists() else []


QUESTIONS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "the main answers of one day": (("--as-of", MADE_ON, "--keep", "day"), {"as_of": MADE_ON, "keep": "day"}),
    "each row on its own day": (
        ("--as-of-column", "day", "--facts", ",".join(FACTS), "--bounds", "--cautions"),
        {"as_of_column": "day", "facts": FACTS, "bounds": True, "cautions": True},
    ),
    "as known on a day": (
        ("--as-of", MADE_ON, "--known-on", DAY, "--facts", "crs.total", "--ignore", "day"),
        {"as_of": datetime.date(2024, 6, 1), "known_on": DAY, "facts": "crs.total", "ignore": ["day"]},
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_table_is_answered_as_the_command_answers_a_file(
    run: Run, tmp_path: Path, book: ronde.Book, pool: pa.Table, name: str
) -> None:
    words, asked = QUESTIONS[name]
    expected, rejects = by_command(run, tmp_path, pool, *words, "--keep", "office")
    assert rejects == []
    keep = [*([asked["keep"]] if "keep" in asked else []), "office"]
    found = book.evaluate_table(pool, **{**asked, "keep": keep})
    assert found.equals(expected)
    metadata = found.schema.metadata
    assert metadata.get(b"ronde.cautions") == expected.schema.metadata.get(b"ronde.cautions")
    assert metadata[b"ronde.rules"] == expected.schema.metadata[b"ronde.rules"] == book.digest.encode()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_rows_that_cannot_be_answered_keep_their_places_and_say_why(
    run: Run, tmp_path: Path, book: ronde.Book, spoilt: pa.Table, lang: str
) -> None:
    words = ("--as-of", MADE_ON, "--keep", "office", "--keep", "day", "--lang", lang)
    expected, rejects = by_command(run, tmp_path, spoilt, *words)
    found = book.evaluate_table(spoilt, as_of=MADE_ON, keep=["office", "day"], errors="coerce", lang=lang)
    assert found["office"].equals(spoilt["office"])
    assert found["day"].equals(spoilt["day"])
    answered = found.filter(found["rejected"].is_null()).drop_columns("rejected")
    assert answered.equals(expected)
    aside = {row: why for row, why in enumerate(found["rejected"].to_pylist()) if why is not None}
    assert aside == {each["line"] - 1: f"{each['field']}: {each['reason']}" for each in rejects}
    assert set(aside) == set(BAD)
    assert found.slice(3, 1).drop_columns(["office", "day", "rejected"]).to_pylist() == [
        dict.fromkeys(book.headlines) for _ in range(1)
    ]


def test_rows_that_cannot_be_answered_are_an_error_unless_asked_otherwise(book: ronde.Book, spoilt: pa.Table) -> None:
    with pytest.raises(ronde.ProfileError) as caught:
        book.evaluate_table(spoilt, as_of=MADE_ON, keep=["office", "day"])
    assert [str(each.location) for each in caught.value.diagnostics] == [f'table["family_size"][{row}]' for row in BAD]
    assert str(caught.value).startswith('table["family_size"][3]: -5 is out of range: write a value between 1 and')
    assert "hors limites" in caught.value.text("fr")


def test_of_many_rows_that_cannot_be_answered_the_last_are_counted(book: ronde.Book) -> None:
    with pytest.raises(ronde.ProfileError) as caught:
        book.evaluate_table(pa.table({"family_size": [-1] * 1234}), as_of=DAY)
    assert len(caught.value.diagnostics) == 50
    assert str(caught.value).endswith("table: 1,185 more findings are not told here: mend these first. [findings-more]")


def test_a_row_is_answered_as_a_profile(book: ronde.Book, pool: pa.Table) -> None:
    some = pool.slice(0, 6).drop_columns(["day", "office"])
    found = book.evaluate_table(some, as_of=MADE_ON).to_pylist()
    frame = some.to_pandas()
    for row, answers in enumerate(found):
        for profile in (some.slice(row, 1).to_pylist()[0], frame.iloc[row].to_dict()):
            decision = book.evaluate(profile, as_of=MADE_ON)
            assert {name: decision[name].value for name in book.headlines} == answers


def as_views(table: pa.Table) -> pa.Table:
    """The texts of a table as polars gives them."""
    views = [each.with_type(pa.string_view()) if each.type == pa.string() else each for each in table.schema]
    return table.cast(pa.schema(views))


class Streamed:
    """A table of which nothing is known but that it gives its rows, as one of a library that is not here."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


FORMS: dict[str, Callable[[pa.Table], Any]] = {
    "a table of pyarrow": lambda table: table,
    "a table in pieces": lambda table: pa.concat_tables([table.slice(0, 7), table.slice(7)]),
    "a batch of pyarrow": lambda table: table.combine_chunks().to_batches()[0],
    "pandas": lambda table: table.to_pandas(),
    "pandas with an index that was cut": lambda table: pd.concat([table.to_pandas(), table.to_pandas()])[40:],
    "a stream, with texts as polars has them": lambda table: Streamed(as_views(table)),
}


@pytest.mark.parametrize("errors", ["raise", "coerce"])
@pytest.mark.parametrize("form", FORMS)
def test_tables_of_other_libraries_are_one_table(
    book: ronde.Book, pool: pa.Table, spoilt: pa.Table, form: str, errors: str
) -> None:
    table = pool if errors == "raise" else spoilt
    asked: dict[str, Any] = {"as_of": MADE_ON, "facts": FACTS, "ignore": ["day"], "errors": errors}
    found = book.evaluate_table(FORMS[form](table), keep="office", **asked)
    assert found.to_pylist() == book.evaluate_table(table, keep="office", **asked).to_pylist()


def test_a_table_without_rows_has_answers_without_rows(book: ronde.Book) -> None:
    empty = pa.table({"family_size": pa.array([], pa.int64())})
    found = book.evaluate_table(empty, as_of=DAY, facts="funds.required", errors="coerce")
    assert (found.num_rows, found.column_names) == (0, ["funds.required", "rejected"])


def test_an_index_with_a_name_is_a_column(book: ronde.Book) -> None:
    frame = pd.DataFrame({"family_size": [1, 2], "office": ["a", "b"]})
    for indexed in (frame.set_index("family_size"), frame.set_index("family_size")[::-1][::-1]):
        found = book.evaluate_table(indexed, as_of=DAY, facts="funds.required", keep="office")
        assert found["funds.required"].to_pylist() == [Decimal("13757.00"), Decimal("17127.00")]


Ask = Callable[[ronde.Book, pa.Table], object]
ONE = pa.table({"family_size": [1]})
WRONG: dict[str, tuple[str, Ask]] = {
    "a column that is no fact": (
        'table["office"]: “office” is neither a fact nor a list of records of these rules. To carry it to the answers, '
        "name it in the argument keep; to leave it out, in ignore.",
        lambda book, pool: book.evaluate_table(pool, as_of=DAY, keep="day"),
    ),
    "a column to keep that is not there": (
        'table["offic"]: There is no column “offic”. Did you mean “office”?',
        lambda book, pool: book.evaluate_table(pool, as_of=DAY, keep=["day", "office", "offic"]),
    ),
    "no column of days": (
        'table["days"]: There is no column “days”. Did you mean “day”?',
        lambda book, pool: book.evaluate_table(pool, as_of_column="days", keep=["day", "office"]),
    ),
    "a column of the wrong type": (
        'table["family_size"]: The column “family_size” is of type bool',
        lambda book, _: book.evaluate_table(pa.table({"family_size": [True]}), as_of=DAY),
    ),
    "two days": (
        "as_of_column: as_of and as_of_column exclude each other",
        lambda book, pool: book.evaluate_table(pool, as_of=DAY, as_of_column="day"),
    ),
    "two days of knowledge": (
        "known_on_column: known_on and known_on_column exclude each other",
        lambda book, pool: book.evaluate_table(pool, known_on=DAY, known_on_column="day"),
    ),
    "a day before the book": (
        "as_of: January 1, 2000 is before", lambda book, _: book.evaluate_table(ONE, as_of="2000-01-01")
    ),
    "a fact that is none": (
        "facts: No fact is named “crs.totl”. Did you mean “crs.total”?",
        lambda book, _: book.evaluate_table(ONE, as_of=DAY, facts=["crs.totl"]),
    ),
    "a fact that is also kept": (
        "facts: “family_size” would be twice in the answers, as the fact and as a column that is carried: leave it out "
        "of the argument facts",
        lambda book, _: book.evaluate_table(ONE, as_of=DAY, facts="family_size", keep="family_size"),
    ),
    "a column with the name of the reasons": (
        "keep: The answers have a column “rejected” of their own",
        lambda book, _: book.evaluate_table(
            ONE.append_column("rejected", [["x"]]), as_of=DAY, keep="rejected", errors="coerce"
        ),
    ),
    "no table": ("table: This is not a table", lambda book, _: book.evaluate_table([{"family_size": 1}])),  # type: ignore[arg-type]
    "two columns of one name": (
        'table["family_size"]: There are two columns “family_size”: keep one.',
        lambda book, _: book.evaluate_table(pd.DataFrame([[1, 2]], columns=["family_size"] * 2), as_of=DAY),
    ),
    "two columns of one name in pyarrow": (
        'table["family_size"]: There are two columns “family_size”: keep one.',
        lambda book, _: book.evaluate_table(ONE.append_column("family_size", [[2]]), as_of=DAY),
    ),
    "a column of several kinds": (
        "table: The table has a column whose values are of several kinds",
        lambda book, _: book.evaluate_table(pd.DataFrame({"family_size": [1, "x"]}), as_of=DAY),
    ),
    "another way with errors": (
        "errors: “ignore” cannot be chosen here: write one of raise, coerce",
        lambda book, _: book.evaluate_table(ONE, as_of=DAY, errors="ignore"),
    ),
    "another language": (
        "lang: “de” cannot be chosen here", lambda book, _: book.evaluate_table(ONE, as_of=DAY, lang="de")
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_in_a_sentence_at_the_argument_or_column(
    book: ronde.Book, pool: pa.Table, name: str
) -> None:
    sentence, ask = WRONG[name]
    with pytest.raises(ronde.QuestionError) as caught:
        ask(book, pool)
    assert sentence in str(caught.value)
    assert "--" not in caught.value.text("en") + caught.value.text("fr")
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_rules_that_are_wrong_are_told_at_their_file(tmp_path: Path) -> None:
    facts = {"answer": books.asked("yes_no"), "other": books.fact(all=[{"fact": "anser", "is": True}])}
    folder = books.write(tmp_path / "book", {"topic/2015-01-01.yaml": books.version(facts=facts)})
    with pytest.raises(ronde.BookError) as caught:
        ronde.open_book(folder).evaluate_table(pa.table({"answer": [True]}), as_of=DAY)
    assert str(caught.value).startswith(f"{folder}/topic/2015-01-01.yaml:")


def test_without_its_libraries_a_table_is_refused_with_what_to_install(tmp_path: Path) -> None:
    script = (
        "import sys; sys.modules['pyarrow'] = None; sys.modules['numpy'] = None\n"
        "import json, ronde\n"
        "book = ronde.open_book()\n"
        f"print(book.evaluate({{'family_size': 1}}, as_of='{DAY}')['funds.required'].value)\n"
        "try: book.evaluate_table(object())\n"
        "except ronde.RondeError as error: print(json.dumps([type(error).__name__, str(error)]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    value, told = done.stdout.splitlines()
    assert value == "13757"
    kind, sentence = json.loads(told)
    assert kind == "QuestionError"
    assert sentence.startswith("evaluate_table: This needs numpy and pyarrow: pip install 'ronde[pool]'.")
