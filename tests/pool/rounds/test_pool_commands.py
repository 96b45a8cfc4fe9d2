"""`ronde pool rank`, `round`, `simulate` and `compare`: what they write and say, and what they refuse."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.pool.rounds import small
from tests.support import books
from tests.support.messages import keys

Run = Callable[..., tuple[int, str, str]]

JULY = "2023-07-07"
SPEAKERS = """\
id,crs.total,round.french,profile_submitted,profile_submitted_time
late,439,true,2023-07-06,10:00:00
first,439,true,2023-01-20,10:00:00
best,600,true,2023-07-01,
after,700,true,2023-07-08,10:00:00
other,800,false,2023-07-01,10:00:00
unsure,450,,2023-07-01,10:00:00
noscore,,true,2023-07-01,10:00:00
gone,650,true,2022-07-07,10:00:00
"""


@pytest.fixture
def speakers(tmp_path: Path) -> str:
    """A file of French speakers whose scores are given."""
    path = tmp_path / "speakers.csv"
    path.write_text(SPEAKERS, encoding="utf-8")
    return str(path)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# rank


def test_rank_writes_the_order_with_the_unknown_last(run: Run, speakers: str, tmp_path: Path) -> None:
    """By score, then by instant; no rank without a score."""
    out = tmp_path / "ranked.csv"
    code, told, err = run("pool", "rank", speakers, "--out", str(out), "--as-of", JULY)
    assert code == 0
    found = [(each["id"], each["rank"]) for each in rows(out)]
    assert found == [
        ("other", "1"),
        ("after", "2"),
        ("gone", "3"),
        ("best", "4"),
        ("unsure", "5"),
        ("first", "6"),
        ("late", "7"),
        ("noscore", ""),
    ]
    assert "Candidates in order: 7" in told
    assert "Score not known (last, without a rank): 1" in told
    assert "Time of submission not known" in told
    assert "they were not computed" in told
    assert "rows: 8" in err


def test_rank_says_the_same_as_json_and_in_french(run: Run, speakers: str, tmp_path: Path) -> None:
    words = ("pool", "rank", speakers, "--as-of", JULY)
    data = json.loads(run(*words, "--out", str(tmp_path / "a.parquet"), "--format", "json")[1])
    assert (data["ranked"], data["unknown"], data["rows"], data["scores_given"]) == (7, 1, 8, True)
    assert pq.read_table(tmp_path / "a.parquet")["rank"].null_count == 1
    assert "Candidats en ordre\u00a0: 7" in run(*words, "--out", str(tmp_path / "b.jsonl"), "--lang", "fr")[1]


def test_rows_that_cannot_be_read_are_beside_the_answers(run: Run, tmp_path: Path) -> None:
    """Set aside with line and reason, and counted."""
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("id,crs.total\na,500\nb,many\nc,400\n", encoding="utf-8")
    code, told, err = run("pool", "rank", str(source), "--out", str(out), "--as-of", JULY)
    assert code == 0
    assert [each["id"] for each in rows(out)] == ["a", "c"]
    assert [(each["line"], each["id"]) for each in rows(tmp_path / "out.csv.rejects.csv")] == [("3", "b")]
    assert "set aside: 1" in told
    assert "out.csv.rejects.csv" in err
    assert "Day of submission not known" in told


def test_columns_are_kept_or_ignored_as_asked(run: Run, tmp_path: Path) -> None:
    """A column that is no fact is refused unless it is kept or ignored."""
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("id,french.reading,office,colour\na,7,Lyon,red\nb,8,Rome,blue\n", encoding="utf-8")
    words = ("pool", "rank", str(source), "--out", str(out), "--as-of", JULY)
    code, _, err = run(*words)
    assert code == 2
    assert "office" in err
    assert run(*words, "--keep", "office", "--ignore", "colour")[0] == 0
    assert {each["id"]: each["office"] for each in rows(out)} == {"a": "Lyon", "b": "Rome"}
    assert "colour" not in rows(out)[0]
    other = ("pool", "compare", str(source), JULY, "2023-07-08", "--facts", "french.reading", "--ignore", "colour")
    assert run(*other, "--keep", "office", "--out", str(out))[0] == 0
    assert list(rows(out)[0]) == ["id", "office", f"french.reading@{JULY}", "french.reading@2023-07-08"]


# round


def test_round_invites_in_order_and_compares_with_the_published_one(run: Run, speakers: str, tmp_path: Path) -> None:
    """Round 256 of July 7, 2023: cut-off 439, tie-break January 20 at 17:18:32."""
    out = tmp_path / "round.csv"
    words = ("pool", "round", speakers, "--type", "french", "--invitations", "2", "--as-of", JULY)
    code, told, _ = run(*words, "--out", str(out))
    assert code == 0
    outcome = {each["id"]: each["outcome"] for each in rows(out)}
    assert outcome == {
        "best": "invited",
        "first": "invited",
        "late": "tie_lost",
        "after": "not_yet",
        "other": "not_concerned",
        "unsure": "unknown",
        "noscore": "unknown",
        "gone": "expired",
    }
    assert {each["id"]: each["invited"] for each in rows(out)}["unsure"] == ""
    assert "Cut-off (score of the last one invited): 439" in told
    assert "before January 20, 2023 at 10:00:01 UTC" in told
    assert "Round 256" in told
    data = json.loads(run(*words, "--format", "json")[1])
    assert (data["cutoff"], data["invited"], data["outcomes"]["unknown"]) == (439, 2, 2)
    assert data["published"]["number"] == "256"
    assert data["published"]["invited_here"] == 2


def test_the_published_round_says_how_many_unless_told(run: Run, speakers: str) -> None:
    """Without --invitations as many as then; on another day the number is asked for."""
    words = ("pool", "round", speakers, "--type", "french", "--format", "json")
    assert json.loads(run(*words, "--as-of", JULY)[1])["invitations"] == 2300
    code, _, err = run(*words, "--as-of", "2023-07-09")
    assert code == 2
    assert "--invitations" in err
    assert "round-size-needed" in err


@pytest.mark.parametrize(
    ("day", "kind", "code"),
    [(JULY, "frensh", "round-type-unknown"), ("2020-01-01", "french", "round-type-on")],
)
def test_types_of_rounds_are_known_or_refused_with_those_that_are(
    run: Run, speakers: str, day: str, kind: str, code: str
) -> None:
    exit_code, _, err = run("pool", "round", speakers, "--type", kind, "--invitations", "1", "--as-of", day)
    assert exit_code == 2
    assert code in err
    assert "general" in err


def test_without_ids_rows_are_told_by_their_line(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("crs.total,round.general\n500,true\n600,true\n", encoding="utf-8")
    words = ("--type", "general", "--invitations", "1", "--as-of", JULY, "--out", str(out))
    assert run("pool", "round", str(source), *words)[0] == 0
    assert [each["line"] for each in rows(out)] == ["3", "2"]


# what is refused before any work


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("rank", "IN", "--out", "NEW.txt", "--as-of", JULY), "read-suffix"),
        (("rank", "nowhere.csv", "--out", "NEW.csv", "--as-of", JULY), "file-missing"),
        (("rank", "IN", "--out", "IN", "--as-of", JULY), "write-over-input"),
        (("rank", "IN", "--out", "NEW.csv", "--as-of", JULY, "--id", "name"), "pool-id-missing"),
        (("rank", "IN", "--out", "NEW.csv", "--as-of", JULY, "--keep", "rank"), "pool-keep-taken"),
        (("compare", "IN", JULY, "2023-02-30"), "value-impossible-date"),
        (("compare", "IN", JULY, "2023-07-08", "--facts", "crs.totl"), "compare-fact-unknown"),
        (("compare", "IN", JULY, JULY), "compare-one-date"),
    ],
)
def test_wrong_use_is_refused_and_nothing_is_written(
    run: Run, speakers: str, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    given = [each.replace("IN", speakers).replace("NEW", str(tmp_path / "new")) for each in words]
    exit_code, out, err = run("pool", *given)
    assert (exit_code, out) == (2, "")
    assert code in err
    assert {path.name for path in tmp_path.iterdir()} == before


def test_ids_that_do_not_tell_rows_apart_are_refused(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("id,crs.total\na,1\na,2\n", encoding="utf-8")
    code, _, err = run("pool", "rank", str(source), "--out", str(tmp_path / "out.csv"), "--as-of", JULY)
    assert code == 2
    assert "read-id-twice" in err


# compare


def test_compare_tells_what_changed_of_a_book(run: Run, tmp_path: Path) -> None:
    """Two dates on either side of a change: the few gain ten points; the file has both answers."""
    files = {
        "book.yaml": small.ABOUT,
        "topic/2015-01-01.yaml": books.version(facts=small.FACTS),
        "topic/2024-02-01.yaml": books.version("2024-02-01", facts=small.LATER),
    }
    book = str(books.write(tmp_path / "book", files))
    source, out = tmp_path / "in.parquet", tmp_path / "out.csv"
    table = small.crowd_of(30)
    pq.write_table(table.append_column("id", pa.array(range(30))), source)
    words = ("pool", "compare", str(source), "2024-01-31", "2024-02-01", "--rulesets", book)
    code, told, _ = run(*words, "--out", str(out))
    assert code == 0
    assert "Changed: 10; the same: 20" in told
    assert "higher: 10; lower: 0" in told
    assert "100%: +10" in told
    assert "100\u00a0%\u00a0: +10" in run(*words, "--lang", "fr")[1]
    first = rows(out)[0]
    assert int(first["score@2024-02-01"]) - int(first["score@2024-01-31"]) == 10
    data = json.loads(run(*words, "--format", "json", "--facts", "score,for.few", "--facts", "more")[1])
    assert list(data["facts"]) == ["score", "for.few", "more"]
    assert data["facts"]["more"] == {"defined": [False, True], "unread": []}
    assert data["facts"]["score"]["mean_difference"] == pytest.approx(10 / 3, abs=1e-4)
    assert data["facts"]["for.few"]["no_to_yes"] == 0
    assert "option clock" in told
    held = run(*words, "--clock", "2024-02-01", "--format", "md")[1]
    assert held.startswith("# ")
    assert "nobody grows older" in held


# simulate


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of a few hundred candidates as the real book reads them, made by the population that goes with it."""
    from ronde.cli.main import main

    path = tmp_path_factory.mktemp("start") / "pool.parquet"
    assert main(["pool", "make", "400", "--as-of", "2024-01-09", "--out", str(path)]) == 0
    return str(path)


def test_simulate_replays_a_month_of_rounds(run: Run, start: str, tmp_path: Path) -> None:
    """Every round of January 2024 beside the published one, in text, CSV, JSON and a chart, saying what it rests on."""
    out, chart = tmp_path / "replay", tmp_path / "chart.svg"
    month = ("--from", "2024-01-01", "--to", "2024-01-31")
    code, told, _ = run("pool", "simulate", *month, "--pool", start, "--out", str(out), "--chart", str(chart))
    assert code == 0
    assert "It is not a forecast" in told
    assert start in told
    assert chart.read_text(encoding="utf-8").startswith("<?xml")
    assert [each["number"] for each in rows(out / "rounds.csv")] == ["279", "280", "281"]
    for each in rows(out / "rounds.csv"):
        assert int(each["error"]) == int(each["simulated_cutoff"]) - int(each["published_cutoff"])
    data = json.loads((out / "replay.json").read_bytes())
    assert [each["date"] for each in data["pools"]] == ["2024-01-09", "2024-01-22", "2024-01-30", "2024-02-11"]
    assert data["all"]["rounds"] == 3
    assert {each["type"] for each in rows(out / "errors.csv")} == {"general"}
    assert len(rows(out / "pools.csv")) == 15 * 4
    again = run("pool", "simulate", *month, "--pool", start, "--out", str(tmp_path / "b"), "--format", "json")[1]
    assert json.loads(again) == data
    french = run("pool", "simulate", *month, "--pool", start, "--out", str(tmp_path / "c"), "--lang", "fr")[1]
    assert "Ce n'est pas une prévision" in french


def test_a_book_of_ones_own_needs_a_file_to_start_from_and_no_population(run: Run, tmp_path: Path) -> None:
    """Rounds and pools of another book are held again on a file; its newcomers are drawn from it too."""
    about = {"title": books.TEXTS, "checked": "2030-01-01", "sources": books.SOURCES}
    known = {"sources": ["act"], "confidence": "official"}
    one = {
        "number": "1",
        "date": "2024-01-10",
        "type": "all",
        "invitations": 30,
        "cutoff": 360,
        "programs": ["fsw"],
        **known,
    }
    stood = {"date": "2024-01-09", "bands": {"0..199": 100, "200..400": 200}, "total": 300, **known}
    files = {
        "book.yaml": small.ABOUT,
        "topic/2015-01-01.yaml": books.version(facts=small.FACTS),
        "rounds/2024.yaml": {**about, "rounds": [one], "complete_until": "2024-12-31"},
        "rounds/pool/2024.yaml": {**about, "pool": [stood]},
    }
    book = str(books.write(tmp_path / "book", files))
    source = tmp_path / "in.csv"
    lines = [",".join(str(each).lower() for each in row.values()) for row in small.crowd_of(300).to_pylist()]
    source.write_text("\n".join(["born,sent,sent_time,bonus,few", *lines, ""]), encoding="utf-8")
    words = ("pool", "simulate", "--year", "2024", "--rulesets", book, "--out", str(tmp_path / "replay"))
    code, told, err = run(*words, "--pool", str(source), "--format", "json")
    assert (code, err) == (0, "")
    assert 370 <= json.loads(told)["rounds"][0]["simulated_cutoff"] <= 375
    code, _, err = run(*words[:-1], str(tmp_path / "other"))
    assert code == 2
    assert "population-none" in err


def test_rounds_around_the_period_are_held_and_not_told(run: Run, start: str, tmp_path: Path) -> None:
    """Between the pools of February 11 and 27 stand rounds 283 to 285: one is told, three are held."""
    out = tmp_path / "replay"
    day = ("--from", "2024-02-14", "--to", "2024-02-14")
    code, told, _ = run("pool", "simulate", *day, "--pool", start, "--out", str(out))
    assert code == 0
    assert [each["number"] for each in rows(out / "rounds.csv")] == ["284"]
    assert "the one it ends with: 2" in told
    pools = json.loads((out / "replay.json").read_bytes())["pools"]
    assert [each["date"] for each in pools] == ["2024-02-11", "2024-02-27"]


def test_simulate_makes_its_own_people(run: Run, tmp_path: Path) -> None:
    """A synthetic pool of a few, for one round."""
    day = ("--from", "2024-01-10", "--to", "2024-01-10")
    words = ("--size", "300", "--arrivals", "total", "--format", "md")
    code, told, _ = run("pool", "simulate", *day, *words, "--out", str(tmp_path / "replay"))
    assert code == 0
    assert "| 279 |" in told
    assert "synthetic" in told


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "replay-period"),
        (("--from", "2024-01-01"), "replay-period"),
        (("--year", "2024", "--to", "2024-02-01"), "replay-period"),
        (("--from", "2024-01-02", "--to", "2024-01-03"), "replay-no-rounds"),
        (("--year", "2015"), "pool-none"),
        (("--year", "2024", "--size", "10", "--scale", "10"), "replay-one-size"),
        (("--year", "2024", "--chart", "chart.gif"), "chart-suffix"),
        (("--year", "2024", "--pool", "nowhere.parquet"), "file-missing"),
    ],
)
def test_wrong_replays_are_refused_before_any_work(run: Run, tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    out = tmp_path / "replay"
    exit_code, told, err = run("pool", "simulate", *words, "--out", str(out))
    assert (exit_code, told, out.exists()) == (2, "", False)
    assert code in err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("birth_date,work\n1990-01-01,[]\n", "replay-dates-text"),
        ("birth_date\n1990-01-01\nsoon\n", "replay-dates-wrong"),
    ],
)
def test_dates_that_cannot_move_are_refused(run: Run, tmp_path: Path, text: str, code: str) -> None:
    source = tmp_path / "pool.csv"
    source.write_text(text, encoding="utf-8")
    out = tmp_path / "replay"
    exit_code, _, err = run("pool", "simulate", "--year", "2024", "--pool", str(source), "--out", str(out))
    assert exit_code == 2
    assert code in err
    assert not out.exists()


def test_a_folder_in_use_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    code, _, err = run("pool", "simulate", "--year", "2024", "--out", str(tmp_path))
    assert code == 2
    assert "folder-not-empty" in err
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "keep"


def test_every_fault_of_these_commands_is_seen_by_a_test() -> None:
    """Nothing is said of wrong use that no test has seen said."""
    told = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [code for code in keys("simulation-findings") if f'"{code}"' not in told] == []
