"""Answers to files: the same whatever the form, in the order of the rows, with what was set aside counted and told."""

from __future__ import annotations

import csv
import errno
import gzip
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.support.diagnostics import check_words, places

from ronde.batch.files import journal, sinks
from ronde.batch.files.evaluate import Outcome
from ronde.batch.files.journal import folder_of
from ronde.messages.diagnostics import ValidationError

Evaluate = Callable[..., Outcome]
FORMS = ["a.parquet", "a.csv", "a.csv.gz", "a.jsonl", "a.ndjson.gz"]
KEPT = [None, [], [{"kept": True}], [{"kept": True}, {"kept": False}, {"kept": None}]]


def candidates(count: int = 230) -> list[dict[str, Any]]:
    """Rows with every kind of value, and some that are missing."""
    return [
        {
            "id": f"n{number}",
            "note": f'a "{number}", é\n' if number % 3 else None,
            "hours": number % 60 if number % 7 else None,
            "extra": number % 5,
            "member": None if number % 11 == 0 else number % 2 == 0,
            "fee": f"{number}.{number % 100:02}" if number % 13 else None,
            "visits": KEPT[number % 4],
        }
        for number in range(count)
    ]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    """The rows as a file of the form that its name tells."""
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=60)
        return path
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8", newline="") as file:
        if ".csv" in path.name:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            for row in rows:
                told = {
                    name: json.dumps(value) if isinstance(value, bool | list) else value for name, value in row.items()
                }
                writer.writerow(told)
        else:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def answers(path: Path) -> list[dict[str, Any]]:
    """The rows of an answers' file, each value as text."""
    if path.suffix == ".parquet":
        return [_plain(row) for row in pq.read_table(path).to_pylist()]
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        if ".csv" in path.name:
            return [_plain(row) for row in csv.DictReader(file)]
        return [_plain(json.loads(line, parse_float=Decimal)) for line in file]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _text(value) for name, value in row.items()}


def _text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def expected(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the rules say of the rows, found here without them."""
    found = []
    for row in rows:
        hours, member, visits = row["hours"], row["member"], row["visits"]
        both = [member, None if hours is None else hours >= 20]
        answer = False if False in both else None if None in both else True
        kept = None if visits is None else sum(each["kept"] is True for each in visits)
        if visits and any(each["kept"] is None for each in visits):
            kept = None
        total = None if hours is None else hours + row["extra"]
        found.append(
            {
                "id": row["id"],
                "note": row["note"],
                "answer": answer,
                "total": total,
                "due": row["fee"],
                "kept": kept,
            }
        )
    return [_plain(row) for row in found]


ASKED: dict[str, Any] = {"facts": ("answer", "total", "due", "kept"), "id_column": "id", "keep": ("note",)}


@pytest.mark.parametrize("source", FORMS)
@pytest.mark.parametrize("part_rows", [37, 1000])
def test_every_form_is_read(source: str, part_rows: int, evaluate: Evaluate, tmp_path: Path) -> None:
    """The answers are those of the rules, row by row, whatever form the rows come in."""
    rows = candidates()
    outcome = evaluate(write(tmp_path / source, rows), tmp_path / "out.jsonl", part_rows=part_rows, **ASKED)
    assert answers(tmp_path / "out.jsonl") == expected(rows)
    assert outcome.tally.rows == outcome.tally.answered == len(rows)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([source, "out.jsonl"])


@pytest.mark.parametrize("out", [name.replace("a.", "out.") for name in FORMS])
def test_every_form_is_written(out: str, evaluate: Evaluate, tmp_path: Path) -> None:
    """The same answers are written in every form, and the same bytes whenever they are."""
    rows = candidates()
    source = write(tmp_path / "a.parquet", rows)
    evaluate(source, tmp_path / out, **ASKED)
    first = (tmp_path / out).read_bytes()
    assert answers(tmp_path / out) == expected(rows)
    evaluate(source, tmp_path / out, **ASKED)
    assert (tmp_path / out).read_bytes() == first


@pytest.mark.parametrize("out", ["o.csv", "o.jsonl", "o.parquet"])
def test_lists_are_carried(out: str, evaluate: Evaluate, tmp_path: Path) -> None:
    """A list that is kept stays a list, and is JSON in CSV."""
    evaluate(write(tmp_path / "a.parquet", candidates(8)), tmp_path / out, keep=("visits",), ignore=("note", "id"))
    found = answers(tmp_path / out)[3]["visits"]
    assert (
        json.loads(found.replace("'", '"').replace("True", "true").replace("False", "false").replace("None", "null"))
        == KEPT[3]
    )


@pytest.mark.parametrize("out", ["o.csv", "o.jsonl", "o.parquet"])
def test_every_type_is_carried(out: str, evaluate: Evaluate, tmp_path: Path) -> None:
    """Whatever a column holds that is carried, it is written; what is unknown is no blank line."""
    when = datetime(2020, 1, 2, 3, 4, tzinfo=UTC)
    kinds = {
        "bytes": pa.array([b"a\xff", None]),
        "none": pa.nulls(2),
        "view": pa.array(["v", None], pa.string_view()),
        "choice": pa.array(["c", None]).dictionary_encode(),
        "when": pa.array([when, None]),
        "span": pa.array([when - when, None]),
        "exact": pa.array([Decimal("1.50"), None]),
        "map": pa.array([[("k", 1)], None], pa.map_(pa.string(), pa.int64())),
        "list": pa.array([[date(2020, 1, 2)], None]),
    }
    pq.write_table(pa.table({**kinds, "hours": [1, None]}), tmp_path / "a.parquet")
    evaluate(tmp_path / "a.parquet", tmp_path / out, keep=tuple(kinds), facts=("answer",))
    assert len(answers(tmp_path / out)) == 2
    if out != "o.parquet":
        content = (tmp_path / out).read_text(encoding="utf-8")
        assert all(each in content for each in ("61ff", "2020-01-02", "1.50"))


@pytest.mark.parametrize("name", ["o.csv", "o.jsonl", "o.parquet"])
def test_one_column_has_as_many_rows(name: str, evaluate: Evaluate, tmp_path: Path) -> None:
    """Where one fact is all that is asked for, rows for which it is unknown are rows all the same."""
    (tmp_path / "a.csv").write_text("hours,extra\n1,2\n,2\n3,\n4,1\n", encoding="utf-8")
    evaluate(tmp_path / "a.csv", tmp_path / name, facts=("total",))
    assert [row["total"] for row in answers(tmp_path / name)] == ["3", "", "", "5"]


def test_a_fact_that_is_carried_is_not_asked_for_as_well(evaluate: Evaluate, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("hours,total\n1,2\n", encoding="utf-8")
    assert refused(evaluate, source, tmp_path / "o.csv", keep=("total",)) == ["0:0 write-column-twice"]


def test_parquet_says_how_it_was_made(evaluate: Any, tmp_path: Path) -> None:
    evaluate(write(tmp_path / "a.csv", candidates()), tmp_path / "o.parquet", **ASKED)
    about = pq.read_schema(tmp_path / "o.parquet").metadata
    assert about[b"ronde.rules"].decode() == evaluate.history.digest
    assert json.loads(about[b"ronde.question"])["facts"] == list(ASKED["facts"])


WRONG = "id,hours,extra,member,fee\na,30,1,true,1\nb,many,1,true,1\nc,1\nd,200,1,maybe,1\n,,,,\n"


def test_rows_set_aside_are_told_with_their_lines(evaluate: Evaluate, tmp_path: Path) -> None:
    """What cannot be read is in the rejects, at its line, and every row is in one file or the other."""
    (tmp_path / "a.csv").write_text(WRONG.replace("\n,,,,", "\ne,,,,"), encoding="utf-8")
    outcome = evaluate(tmp_path / "a.csv", tmp_path / "o.csv", id_column="id", part_rows=2)
    with (tmp_path / "o.csv.rejects.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [(row["line"], row["id"], row["field"]) for row in found] == [
        ("3", "b", "hours"),
        ("4", "", ""),
        ("5", "d", "hours"),
    ]
    assert found[1]["reason"] == "2 fields instead of 5"
    assert [row["id"] for row in answers(tmp_path / "o.csv")] == ["a", "e"]
    told = outcome.tally
    assert (told.rows, told.answered, told.rejected) == (5, 2, 3)
    assert {name: (each.rows, each.line) for name, each in told.aside.items()} == {"hours": (2, 3), "": (1, 4)}
    assert (told.facts["answer"].known, told.facts["answer"].unknown, told.facts["answer"].yes) == (1, 1, 1)
    assert told.facts["total"].yes is None


def test_lines_that_hold_no_object_are_told(evaluate: Evaluate, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"hours": 1}\n{"hours": \n\n[]\n{"hours": "x"}\n', encoding="utf-8")
    evaluate(tmp_path / "a.jsonl", tmp_path / "o.jsonl", part_rows=1, rejects=tmp_path / "aside.csv", language="fr")
    lines = (tmp_path / "aside.csv").read_text(encoding="utf-8").splitlines()
    assert [line.partition(",")[0] for line in lines[1:]] == ["2", "4", "5"]
    assert "n'est pas du JSON" in lines[1]
    assert "pas un objet" in lines[2]


def test_rows_of_parquet_are_counted_from_one(evaluate: Evaluate, tmp_path: Path) -> None:
    pq.write_table(pa.table({"hours": [1, 2, 300, 4, 500]}), tmp_path / "a.parquet")
    evaluate(tmp_path / "a.parquet", tmp_path / "o.csv", part_rows=2)
    lines = (tmp_path / "o.csv.rejects.csv").read_text(encoding="utf-8").splitlines()
    assert [line.partition(",")[0] for line in lines[1:]] == ["3", "5"]


@pytest.mark.parametrize("out", ["o.csv", "o.jsonl", "o.parquet"])
def test_a_file_whose_rows_are_all_set_aside_is_answered_by_an_empty_one(
    out: str, evaluate: Evaluate, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("hours,member\nx,true\ny,true\n1\n", encoding="utf-8")
    outcome = evaluate(tmp_path / "a.csv", tmp_path / out, part_rows=1)
    assert (outcome.tally.answered, outcome.tally.rejected) == (0, 3)
    assert answers(tmp_path / out) == []


def test_rejects_of_an_earlier_run_are_not_left(evaluate: Evaluate, tmp_path: Path) -> None:
    """Where nothing is set aside there is no file of rejects, also where there was one."""
    source, rejects = tmp_path / "a.csv", tmp_path / "o.csv.rejects.csv"
    source.write_text("hours\nx\n", encoding="utf-8")
    assert evaluate(source, tmp_path / "o.csv").rejects == rejects
    assert rejects.exists()
    source.write_text("hours\n1\n", encoding="utf-8")
    assert evaluate(source, tmp_path / "o.csv").rejects is None
    assert not rejects.exists()


def test_values_that_the_rest_contradicts_are_counted(evaluate: Evaluate, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("hours,extra,total\n1,1,2\n1,1,3\n1,1,4\n", encoding="utf-8")
    outcome = evaluate(tmp_path / "a.csv", tmp_path / "o.csv", facts=("total",), part_rows=2)
    assert outcome.tally.contradicted == {"total": 2}


def refused(evaluate: Evaluate, source: Path, out: Path, **asked: Any) -> list[str]:
    """What is said, once it was seen that nothing was written."""
    before = {path: path.stat().st_mtime_ns for path in source.parent.rglob("*")}
    with pytest.raises(ValidationError) as found:
        evaluate(source, out, **asked)
    check_words(list(found.value.diagnostics))
    assert {path: path.stat().st_mtime_ns for path in source.parent.rglob("*") if path != source.parent} == {
        path: when for path, when in before.items() if path != source.parent
    }
    return places(list(found.value.diagnostics))


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_columns_that_are_wrong_are_refused_at_the_file(form: str, evaluate: Evaluate, tmp_path: Path) -> None:
    rows = [{"hour": 1, "member": True, "visits": [{"kep": True}], "fee": 1.5}]
    source = write(tmp_path / f"a.{form}", rows)
    found = refused(evaluate, source, tmp_path / "o.csv", id_column="id")
    assert "0:0 column-unknown" in found
    assert "0:0 column-absent" in found
    with pytest.raises(ValidationError) as said:
        evaluate(source, tmp_path / "o.csv", id_column="id")
    assert {diagnostic.location.name for diagnostic in said.value.diagnostics} == {str(source)}


def test_columns_of_the_wrong_type_are_refused(evaluate: Evaluate, tmp_path: Path) -> None:
    source = tmp_path / "a.parquet"
    pq.write_table(pa.table({"hours": [[1]], "member": ["true"]}), source)
    assert refused(evaluate, source, tmp_path / "o.csv") == ["0:0 column-type"]


def test_unknown_facts_are_refused(evaluate: Evaluate, tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", candidates(3))
    assert refused(evaluate, source, tmp_path / "o.csv", facts=("answr",)) == ["0:0 absent-never"]


@pytest.mark.parametrize(("form", "lines"), [("csv", "2, 5"), ("jsonl", "1, 4"), ("parquet", "1, 4")])
@pytest.mark.parametrize("part_rows", [1, 2, 100])
def test_ids_given_twice_are_refused(form: str, lines: str, part_rows: int, evaluate: Evaluate, tmp_path: Path) -> None:
    """Every id that is there twice is named, with its lines, before any row is evaluated."""
    rows = [{"id": each, "hours": "1"} for each in "abcadb"]
    source = write(tmp_path / f"a.{form}", rows)
    assert len(refused(evaluate, source, tmp_path / "o.csv", id_column="id", part_rows=part_rows)) == 2
    with pytest.raises(ValidationError) as found:
        evaluate(source, tmp_path / "o.csv", id_column="id", part_rows=part_rows)
    about = found.value.diagnostics[0].params
    assert (about["id"], about["lines"], about["count"]) == ("a", lines, 2)


def test_the_lines_of_ids_skip_rows_that_cannot_be_read(evaluate: Evaluate, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text('id,hours\n"x\n",1\na\nb,2,3\nc,1\n\nc,2\n', encoding="utf-8")
    assert refused(evaluate, source, tmp_path / "o.csv", id_column="id") == ["8:1 read-id-twice"]


def test_rows_without_an_id_are_refused(evaluate: Evaluate, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("id,hours\na,1\n,2\n,3\n", encoding="utf-8")
    assert refused(evaluate, source, tmp_path / "o.csv", id_column="id") == ["3:1 read-id-missing"]


@pytest.mark.parametrize("ids", [[1.5, 2.5], [[1], [2]], [True, False]])
def test_ids_of_a_type_that_tells_nothing_apart_are_refused(ids: list[Any], evaluate: Evaluate, tmp_path: Path) -> None:
    source = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": ids, "hours": [1, 2]}), source)
    assert refused(evaluate, source, tmp_path / "o.csv", id_column="id") == ["0:0 read-id-type"]


@pytest.mark.parametrize("order", [1, -1])
def test_ids_in_any_order_and_type_are_taken(order: int, evaluate: Evaluate, tmp_path: Path) -> None:
    """Numbers, texts, dictionaries, and the columns within a column."""
    numbers = [*range(120)][::order]
    for ids in (pa.array(numbers), pa.array(map(str, numbers)), pa.array(map(str, numbers)).dictionary_encode()):
        who = pa.StructArray.from_arrays([ids, ids], names=["id", "other"])
        pq.write_table(pa.table({"who": who, "hours": numbers}), tmp_path / "a.parquet")
        asked = {"id_column": "who.id", "ignore": ("who.other",), "facts": ("answer",)}
        evaluate(tmp_path / "a.parquet", tmp_path / "o.csv", **asked)
        rows = answers(tmp_path / "o.csv")
        rejects = (tmp_path / "o.csv.rejects.csv").read_text(encoding="utf-8").splitlines()
        assert [row["who.id"] for row in rows] == [str(number) for number in numbers if number <= 100]
        assert len(rejects) == 20


def test_places_that_cannot_be_written_are_refused(evaluate: Evaluate, tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", candidates(3))
    (tmp_path / "link.csv").symlink_to(source)
    (tmp_path / "folder.csv").mkdir()
    for out, code in (
        ("o.txt", "read-suffix"),
        ("nowhere/o.csv", "write-no-folder"),
        ("folder.csv", "write-is-folder"),
        ("a.csv", "write-over-input"),
        ("link.csv", "write-over-input"),
        ("../" + tmp_path.name + "/a.csv", "write-over-input"),
    ):
        assert refused(evaluate, source, tmp_path / out, **ASKED) == [f"0:0 {code}"]
    for rejects, code in (("a.csv", "write-over-input"), ("o.csv", "write-over-output"), ("x/y", "write-no-folder")):
        said = refused(evaluate, source, tmp_path / "o.csv", rejects=tmp_path / rejects, **ASKED)
        assert said == [f"0:0 {code}"]


def test_a_folder_that_is_closed_is_refused(
    evaluate: Evaluate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "a.csv", candidates(3))
    monkeypatch.setattr("ronde.batch.files.checks.os.access", lambda path, mode: False)
    assert refused(evaluate, source, tmp_path / "o.csv", **ASKED) == ["0:0 write-folder-closed"]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_bytes_that_are_no_text_are_refused_before_any_row(name: str, evaluate: Any, tmp_path: Path) -> None:
    source = write(tmp_path / name, candidates())
    source.write_bytes(source.read_bytes() + b"\xe9")
    assert refused(evaluate, source, tmp_path / "o.csv", **ASKED)[0].endswith("read-encoding")
    assert not [step for step in evaluate.steps if step.stage == "rows"]


def full(*given: Any, **named: Any) -> None:
    """Fail as a device without space does."""
    raise OSError(errno.ENOSPC, "No space left on device")


def test_no_space_for_the_answers(evaluate: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done is kept, nothing stands under the name of the answers, and the next run ends it."""
    source, out = write(tmp_path / "a.csv", candidates()), tmp_path / "o.parquet"
    with monkeypatch.context() as patch:
        patch.setattr(sinks.ParquetSink, "close", full)
        with pytest.raises(ValidationError) as found:
            evaluate(source, out, **ASKED)
    check_words(list(found.value.diagnostics))
    assert places(list(found.value.diagnostics)) == ["0:0 write-full"]
    assert found.value.diagnostics[0].params == {"rows": 230}
    assert not out.exists()
    assert not list(folder_of(out).glob("whole*"))
    assert evaluate(source, out, **ASKED).resumed == 230
    assert answers(out) == expected(candidates())
    assert not folder_of(out).exists()


def test_no_space_for_a_part(evaluate: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = write(tmp_path / "a.csv", candidates()), tmp_path / "o.csv"
    with monkeypatch.context() as patch:
        patch.setattr(journal.pa.ipc, "new_stream", full)
        with pytest.raises(ValidationError) as found:
            evaluate(source, out, **ASKED)
    assert places(list(found.value.diagnostics)) == ["0:0 write-full"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv"]


def test_a_file_that_changes_while_it_is_read_is_refused(evaluate: Any, tmp_path: Path) -> None:
    source = write(tmp_path / "a.parquet", candidates())
    evaluate.tell = lambda step: source.touch() if step.stage == "rows" else None
    with pytest.raises(ValidationError) as found:
        evaluate(source, tmp_path / "o.csv", **ASKED)
    assert places(list(found.value.diagnostics)) == ["0:0 read-changed"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet"]
