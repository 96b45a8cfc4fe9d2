"""The export: the same rows in every format, every column explained in both languages, and whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.support import books

from ronde.export import FORMATS, files
from ronde.export.files import DICTIONARY, dictionary, write_export
from ronde.export.tables import ExportTable, export_tables
from ronde.messages.diagnostics import ValidationError
from ronde.rounds.data import Rounds, read_rounds

NAMES = ["versions", "facts", "figures", "cautions", "sources", "lists", "rounds", "pool"]
WRONG = ("True", "False", "None")


@cache
def tables() -> tuple[ExportTable, ...]:
    """The tables of the real book, made once."""
    return tuple(export_tables(books.real(), read_rounds(books.real())))


def rows(name: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of one table."""
    return next(table.rows for table in tables() if table.name == name)


def read_back(path: Path) -> list[dict[str, str]]:
    """The rows of a file as texts, an empty one where there is no value: all that CSV can say."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    read = json.loads(path.read_bytes()) if path.suffix == ".json" else pq.read_table(path).to_pylist()
    return [{name: "" if value is None else str(value) for name, value in row.items()} for row in read]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The export in every format, each in its own folder."""
    folder = tmp_path_factory.mktemp("export")
    for form in FORMATS:
        write_export(tables(), folder / form, form)
    return {form: folder / form for form in FORMATS}


# What is in it


def test_there_is_a_file_for_every_table_and_the_dictionary(written: dict[str, Path]) -> None:
    """Eight tables and one dictionary, in each format, and nothing else."""
    for form, folder in written.items():
        assert sorted(path.name for path in folder.iterdir()) == sorted(
            [DICTIONARY, *(f"{name}.{form}" for name in NAMES)]
        )
        assert (folder.stat().st_mode & 0o777) == 0o755


@pytest.mark.parametrize("name", NAMES)
def test_every_format_holds_the_same_rows(written: dict[str, Path], name: str) -> None:
    """CSV, JSON and Parquet, read with common tools, give the same rows in the same order, and none is empty."""
    found = {form: read_back(folder / f"{name}.{form}") for form, folder in written.items()}
    assert found["csv"] == found["json"] == found["parquet"]
    assert len(found["csv"]) == len(rows(name)) > 0


@pytest.mark.parametrize("name", NAMES)
def test_numbers_stay_numbers_where_the_format_has_them(written: dict[str, Path], name: str) -> None:
    """JSON and Parquet hold the very values of the table, an absent one as null."""
    expected = [dict(row) for row in rows(name)]
    assert json.loads((written["json"] / f"{name}.json").read_bytes()) == expected
    assert pq.read_table(written["parquet"] / f"{name}.parquet").to_pylist() == expected


def test_the_dictionary_explains_every_column_in_both_languages(written: dict[str, Path]) -> None:
    """Every column of every table is there with an English and a French text, and no column that is not written."""
    for form, folder in written.items():
        said = json.loads((folder / DICTIONARY).read_bytes())
        assert list(said) == NAMES
        for name, about in said.items():
            back = read_back(folder / f"{name}.{form}")
            assert about["rows"] == len(back)
            assert all(list(about["columns"]) == list(row) for row in back)
            for column, texts in about["columns"].items():
                assert texts.keys() == {"en", "fr"}, column
                assert all(text.strip() for text in texts.values()), column


def test_every_row_has_every_column() -> None:
    """No table has a row of another shape, and every value is text, a whole number or nothing."""
    for table in tables():
        for row in table.rows:
            assert list(row) == list(table.columns), table.name
            assert all(value is None or type(value) in (str, int) for value in row.values()), (table.name, row)


def test_the_rounds_are_all_there() -> None:
    """448 rounds with their numbers, and the first and a late one as published."""
    every = rows("rounds")
    assert len(every) == len({row["number"] for row in every}) == 448
    assert str(every[0]["note_en"]).startswith("First round.")
    assert every[0] == {
        "number": "1", "date": "2015-01-31", "type": "general", "invitations": 779, "cutoff": 886, "tie_break": None,
        "instant": every[0]["instant"], "confidence": every[0]["confidence"],
        "note_en": every[0]["note_en"], "note_fr": every[0]["note_fr"],
    }  # fmt: skip
    late = next(row for row in every if row["number"] == "446")
    assert (late["date"], late["cutoff"], late["tie_break"]) == ("2026-09-29", 518, "2026-02-13T20:48:08Z")


def test_the_pool_of_2015_is_there_band_by_band() -> None:
    """Twenty bands that add up to 41,218."""
    bands = [row for row in rows("pool") if row["date"] == "2015-07-06"]
    assert len(bands) == 20
    assert sum(row["count"] for row in bands) == 41_218


def test_the_figures_hold_the_funds_of_one_person_in_2021() -> None:
    """13,213 dollars for one person from 2021-07-15."""
    found = [
        row
        for row in rows("figures")
        if (row["version"], row["fact"], str(row["row"])) == ("2021-07-15", "funds.required", "1")
    ]
    assert [row["value"] for row in found] == ["13213"]


def test_every_version_is_there_with_its_end() -> None:
    """One row for each file of the rulesets; what another version takes over ends on the day on which it does."""
    every = {(row["topic"], row["version"]): row for row in rows("versions")}
    assert len(every) == len(rows("versions")) == sum(map(len, books.real().versions.values()))
    assert every["funds/required", "2021-07-15"]["until"] == "2022-06-09"
    assert every["funds/required", "2025-07-07"]["until"] is None
    assert every["category/transport", "2025-02-27"]["status"] == "repealed"
    assert every["crs/total", "2026-11-03"]["status"] == "incomplete"


def test_facts_sources_and_lists_belong_to_versions() -> None:
    """Every row of another table names a version of the first, and every source of a fact is among its sources."""
    versions = {(row["topic"], row["version"]) for row in rows("versions")}
    sources = {(row["topic"], row["version"], row["source"]) for row in rows("sources")}
    for name in ("facts", "figures", "cautions", "sources", "lists"):
        assert {(row["topic"], row["version"]) for row in rows(name)} <= versions, name
    for row in rows("facts"):
        for source in (row["source"] or "").split():
            assert (row["topic"], row["version"], source) in sources, row


def test_every_fact_says_how_it_is_defined_and_what_it_is() -> None:
    """No form and no label is left empty."""
    for row in rows("facts"):
        assert row["form"], row
        assert row["label_en"], row
        assert row["label_fr"], row


def test_what_is_for_some_is_marked() -> None:
    """A version, or one of its facts."""
    young = {"applies_to": {"fact": "age", "less_than": 30}}
    age = {"age": books.asked("number", at_least=0, at_most=99)}
    history = books.history({
        "topic/2015-01-01.yaml": books.version(facts={**age, "x": books.fact(value=1)}),
        "topic/2016-01-01.yaml": books.version("2016-01-01", {**age, "x": books.fact(value=2, **young)}),
        "topic/2017-01-01.yaml": books.version("2017-01-01", {**age, "x": books.fact(value=3)}, **young),
    })  # fmt: skip
    made = {table.name: table.rows for table in export_tables(history, Rounds((), (), 0))}
    assert [row["for_some"] for row in made["versions"]] == ["false", "false", "true"]
    assert [row["for_some"] for row in made["facts"] if row["fact"] == "x"] == ["false", "true", "false"]


def test_values_are_as_written() -> None:
    """A yes or no is exported as the file writes it: true or false, not True or False."""
    wrong = [row for name in ("figures", "lists") for row in rows(name) for value in row.values() if value in WRONG]
    wrong += [row for row in rows("lists") if any(f"={value}" in (row["attributes"] or "") for value in WRONG)]
    assert wrong == []


# Whole or not at all


def test_a_folder_with_something_in_it_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    """What was there stays, alone; a file where the folder would go is refused alike."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for name in ("out", "file"):
        with pytest.raises(ValidationError) as error:
            write_export(tables(), tmp_path / name, "csv")
        assert [diagnostic.code for diagnostic in error.value.diagnostics] == ["folder-not-empty"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "mine.txt", "out"]
    assert (tmp_path / "out" / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_and_one_that_is_not_there_are_filled(tmp_path: Path) -> None:
    """Folders above are made; the files are returned; the temporary folder is gone."""
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "a" / "b"):
        found = write_export(tables()[6:7], folder, "csv")
        assert found == [folder / DICTIONARY, folder / "rounds.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "empty"]
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


@pytest.mark.parametrize(
    "failure", [OSError(28, "No space left on device"), RuntimeError("made up"), KeyboardInterrupt]
)
def test_what_fails_on_the_way_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException | type[BaseException]
) -> None:
    """The third table fails: no folder, no part of one; a full disk is told, a defect stays a defect."""
    content = files._content
    calls: list[str] = []

    def failing(table: ExportTable, form: str, folder: Path, spreadsheet: bool) -> bytes:
        calls.append(table.name)
        if len(calls) == 3:
            raise failure
        return content(table, form, folder, spreadsheet)

    monkeypatch.setattr(files, "_content", failing)
    expected = (
        ValidationError
        if isinstance(failure, OSError)
        else type(failure)
        if isinstance(failure, Exception)
        else failure
    )
    with pytest.raises(expected):  # type: ignore[arg-type]
        write_export(tables(), tmp_path / "out", "csv")
    assert len(calls) == 3
    assert list(tmp_path.iterdir()) == []


def test_without_pyarrow_parquet_is_refused_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What to install is said; the folder is not made."""
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ValidationError) as error:
        write_export(tables(), tmp_path / "out", "parquet")
    assert [diagnostic.code for diagnostic in error.value.diagnostics] == ["parquet-missing"]
    assert list(tmp_path.iterdir()) == []


def test_folders_made_on_the_way_go_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--out a/b/c` that fails leaves no empty a/b."""

    def failing(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_content", failing)
    with pytest.raises(ValidationError, match="file-unwritable"):
        write_export(tables(), tmp_path / "a" / "b" / "c", "csv")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Under a file there is no folder: refused with the system's reason."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(ValidationError) as error:
        write_export(tables(), tmp_path / "file" / "out", "csv")
    assert [diagnostic.code for diagnostic in error.value.diagnostics] == ["file-unwritable"]


def test_two_exports_are_the_same_bytes(written: dict[str, Path], tmp_path: Path) -> None:
    """Nothing of the day or of the machine is in the files."""
    for form in ("csv", "json"):
        for path in write_export(tables(), tmp_path / form, form):
            assert path.read_bytes() == (written[form] / path.name).read_bytes()


def test_the_dictionary_counts_rows() -> None:
    """As many as there are."""
    about: Any = dictionary(tables())
    assert about["rounds"]["rows"] == 448
