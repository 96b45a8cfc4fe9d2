"""The commands about time and rounds: what they answer in which language and form, and what they refuse."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support import books

from ronde.messages.dates import day_or_text

ROOT = Path(__file__).resolve().parents[2]
PVT = str(ROOT / "examples" / "pvt-toronto.yaml")
APART = "\N{NO-BREAK SPACE}"
Run = Callable[..., tuple[int, str, str]]


SPEAKER = (
    "crs.total: 400\npool.eligible: true\nprovincial_nomination: false\nfrench.reading: 7\nfrench.writing: 7\n"
    "french.listening: 7\nfrench.speaking: 7\n"
)
JULY = ("--from", "2023-07-01", "--to", "2023-07-31")


# rounds


@pytest.mark.parametrize("form", ["text", "md"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "No round in these data matches.",
                "from July 5, 2023 to April 11, 2024",
                "No round after October 1, 2026",
            ),
        ),
        (
            "fr",
            (
                "Aucune ronde de ces données ne",
                "du 5 juillet 2023 au 11 avril 2024",
                "aucune ronde après le 1er octobre 2026",
            ),
        ),
    ],
)
@pytest.mark.parametrize("command", ["rounds", "invited"])
def test_filters_that_no_round_matches_are_answered_with_the_rounds_there_are(
    run: Run, command: str, language: str, said: tuple[str, ...], form: str
) -> None:
    """Once a table without rows, and "0 of 0 rounds": the types and days of the data, and until when they go."""
    words = (command, *((PVT,) if command == "invited" else ()), "--from", "2025-01-01", "--to", "2025-02-01")
    code, out, _ = run(*words, "--type", "stem", "--lang", language, "--format", form)
    assert code == 0
    text = " ".join(out.replace("\\", "").split())
    assert all(each in text for each in said)
    code, out, _ = run(*words, "--type", "stem", "--format", "json")
    assert (code, json.loads(out)["rounds"]) == (0, [])


def test_a_chart_of_no_round_is_refused(run: Run, tmp_path: Path) -> None:
    """Once a picture without a point."""
    path = tmp_path / "none.svg"
    code, out, err = run("rounds", "--from", "2026-11-01", "--chart", str(path))
    assert (code, out) == (2, "")
    assert "[round-none-chart]" in err
    assert not path.exists()


def test_rounds_lists_them_in_both_languages_and_says_the_horizon(run: Run) -> None:
    """The table, and the horizon below it."""
    code, out, _ = run("rounds", *JULY)
    assert code == 0
    assert "Cut-off" in out
    assert len(out.split("\n\n")[0].splitlines()) == 1 + 6
    assert "2023-07-07" in out
    assert "2,300" in out
    assert "No round after October 1, 2026 is in these data." in out
    code, out, _ = run("rounds", *JULY, "--lang", "fr")
    assert code == 0
    assert "Note du dernier invité" in out
    assert re.search(r"256 .* Compétence en français .* french$", out, re.M)
    assert f"2{APART}300" in out
    assert "Ces données ne contiennent aucune ronde après le 1er octobre 2026." in out


def test_rounds_as_json_has_every_round_and_how_far_it_is_complete(run: Run) -> None:
    """Without a filter all 448, and the day after which nothing is known."""
    code, out, err = run("rounds", "--format", "json")
    data = json.loads(out)
    assert (code, err) == (0, "")
    assert data["complete_until"] == "2026-10-01"
    assert len(data["rounds"]) == 448
    assert data["rounds"][0]["number"] == "1"


def test_rounds_filters_by_type_and_date_both_ends_included(run: Run) -> None:
    """Several types are any of them."""
    words = ("rounds", "--from", "2023-07-05", "--to", "2023-07-07", "--format", "json")
    assert [each["number"] for each in json.loads(run(*words)[1])["rounds"]] == ["254", "255", "256"]
    some = json.loads(run(*words, "--type", "stem", "--type", "french")[1])["rounds"]
    assert [each["number"] for each in some] == ["254", "256"]
    assert json.loads(run(*words, "--type", "general")[1])["rounds"] == []


def test_rounds_as_markdown_is_a_table(run: Run) -> None:
    """A row of bars under the headings."""
    lines = run("rounds", *JULY, "--format", "md")[1].splitlines()
    assert lines[0].startswith("|")
    assert set(lines[1]) <= set("|-: ")


def test_a_chart_as_svg_is_the_same_every_time_and_as_png_is_a_png(run: Run, tmp_path: Path) -> None:
    """Two runs, the same bytes; and no temporary file is left."""
    first, second, picture = (tmp_path / name for name in ("a.svg", "b.svg", "c.png"))
    for path in (first, second, picture):
        assert run("rounds", "--from", "2023-05-01", "--to", "2023-12-31", "--chart", str(path))[0] == 0
    assert first.read_bytes() == second.read_bytes()
    assert b"<svg" in first.read_bytes()
    assert picture.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.svg", "b.svg", "c.png"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["chart.pdf", "chart", "chart.svg.txt"])
def test_another_kind_of_chart_is_refused_and_nothing_is_written(
    run: Run, tmp_path: Path, name: str, language: str
) -> None:
    """Exit 2, what would be possible, no file, no answer."""
    for words in (("rounds", *JULY), ("history", PVT, *JULY)):
        code, out, err = run(*words, "--chart", str(tmp_path / name), "--lang", language)
        assert (code, out) == (2, "")
        assert ".svg" in err
        assert ".png" in err
        assert list(tmp_path.iterdir()) == []


def test_a_chart_in_a_folder_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    """Exit 2 and no Traceback; the folder is not made."""
    code, out, err = run("rounds", *JULY, "--chart", str(tmp_path / "no" / "a.svg"))
    assert (code, out) == (2, "")
    assert "a.svg" in err
    assert list(tmp_path.iterdir()) == []


# invited


def test_invited_answers_each_round_in_both_languages(run: Run) -> None:
    """Newest first, with a title that counts, the reason why not, and the horizon."""
    code, out, err = run("invited", PVT, *JULY)
    assert (code, err) == (0, "")
    assert out.startswith("Invited in 5 of 6 rounds")
    assert out.index("round 258") < out.index("round 253")
    assert "the round was not for this profile: meet the criteria of the category" in out
    assert "points, score " in out
    assert "No round after October 1, 2026 is in these data." in out
    code, out, _ = run("invited", PVT, *JULY, "--lang", "fr")
    assert code == 0
    assert out.startswith("Invitation dans 5 rondes sur 6")
    assert "la ronde ne visait pas ce profil : répondre aux critères de la catégorie" in out


def test_invited_as_json_tells_by_how_much_not(run: Run, profile: Callable[[str], str]) -> None:
    """A French speaker at 400: each French round of 2023 with its shortfall in points."""
    words = ("invited", profile(SPEAKER), "--type", "french", "--to", "2023-12-31", "--format", "json")
    data = json.loads(run(*words)[1])
    assert data["complete_until"] == "2026-10-01"
    assert [(each["number"], each["outcome"], each.get("short")) for each in data["rounds"]] == [
        ("256", "below", 39), ("258", "invited", None), ("260", "below", 35), ("266", "below", 72),
        ("270", "below", 86), ("273", "below", 70),
    ]  # fmt: skip
    assert all(each["score"] == 400 for each in data["rounds"])


def test_invited_tells_how_late_in_seconds(run: Run, profile: Callable[[str], str]) -> None:
    """Round 305 had its cut-off at 400: one hour after its tie-break is 3600 seconds late."""
    tie = next(
        each["tie_break"]
        for each in json.loads(run("rounds", "--format", "json")[1])["rounds"]
        if each["number"] == "305"
    )
    hour = f"{int(tie[11:13]) + 1:02}{tie[13:19]}"
    path = profile(f'{SPEAKER}profile_submitted: {tie[:10]}\nprofile_submitted_time: "{hour}"\n')
    rounds = json.loads(run("invited", path, "--type", "french", "--format", "json")[1])["rounds"]
    told = next(each for each in rounds if each["number"] == "305")
    assert (told["outcome"], told["late_seconds"]) == ("tie_lost", 3600)
    assert "1 h" in told["says"]


def test_invited_begins_with_the_day_of_submission_unless_told_otherwise(
    run: Run, profile: Callable[[str], str]
) -> None:
    """Rounds before the profile are left out by default, and told as not yet where they are asked for."""
    path = profile(SPEAKER + "profile_submitted: 2023-07-07\n")
    words = ("invited", path, "--to", "2023-07-12", "--format", "json")
    assert [each["number"] for each in json.loads(run(*words)[1])["rounds"]] == ["256", "257", "258"]
    asked = json.loads(run(*words, "--from", "2023-07-05")[1])["rounds"]
    assert [(each["number"], each["outcome"]) for each in asked][:2] == [("254", "not_yet"), ("255", "not_yet")]


def test_invited_of_an_unknown_score_gives_its_bounds(run: Run, profile: Callable[[str], str]) -> None:
    """An empty profile: unknown, with the least and the most."""
    words = ("invited", profile("{}\n"), "--from", "2026-10-01", "--format", "json")
    told = json.loads(run(*words)[1])["rounds"]
    assert [(each["outcome"], each["score"]) for each in told] == [("unknown", [0, 1200])]
    assert "birth_date" in told[0]["says"]


def test_after_the_horizon_the_answer_is_unknown_and_not_no_round(run: Run) -> None:
    """No round in the data after 2026-10-01, and both forms say that this is not knowing."""
    code, out, _ = run("invited", PVT, "--from", "2026-10-02")
    assert code == 0
    assert "No round after October 1, 2026 is in these data. Round 449" in out
    told = json.loads(run("invited", PVT, "--from", "2026-10-02", "--format", "json")[1])
    assert (told["complete_until"], told["rounds"]) == ("2026-10-01", [])
    assert "449" in told["later"]["en"]
    assert "449" in told["later"]["fr"]


def test_invited_over_every_round_answers_each_once(run: Run) -> None:
    """448 in their order."""
    numbers = [each["number"] for each in json.loads(run("invited", PVT, "--format", "json")[1])["rounds"]]
    assert len(numbers) == len(set(numbers)) == 448


# history


def test_history_tells_what_changed_and_what_did_it_in_both_languages(run: Run) -> None:
    """The year of Canadian work, reached; and the new funds, from which file."""
    words = ("history", PVT, "--from", "2023-04-01", "--to", "2023-06-30")
    code, out, err = run(*words)
    assert (code, err) == (0, "")
    assert "Eligible under the Canadian Experience Class: no → yes" in out
    assert "rules: Required settlement funds (rulesets/funds/required/2023-04-25.yaml)" in out
    assert "time: Hours" in out
    code, out, _ = run(*words, "--lang", "fr")
    assert code == 0
    assert "non → oui" in out
    assert "règles : " in out
    assert "temps : Heures" in out


def test_history_as_json_and_markdown(run: Run) -> None:
    """Dates in order; the same days as headings."""
    words = ("history", PVT, "--from", "2023-04-01", "--to", "2023-06-30")
    days = [each["date"] for each in json.loads(run(*words, "--format", "json")[1])["changes"]]
    assert days == ["2023-04-01", "2023-04-25", "2023-06-05"]
    page = run(*words, "--format", "md")[1]
    assert [line.lstrip("# ") for line in page.splitlines() if line.startswith("## ")] == [
        day_or_text(day, "en") for day in days
    ]


def test_history_of_one_fact(run: Run) -> None:
    """Age alone changes on birthdays alone."""
    data = json.loads(
        run("history", PVT, "--fact", "age", "--from", "2023-01-01", "--to", "2025-12-31", "--format", "json")[1]
    )
    data = data["changes"]
    assert [each["date"] for each in data] == ["2023-01-01", "2023-11-18", "2024-11-18", "2025-11-18"]
    assert [each["changed"][0]["after"] for each in data] == [28, 29, 30, 31]


def test_a_history_chart_is_drawn_once_and_the_same_again(run: Run, tmp_path: Path) -> None:
    """SVG the same twice, PNG a PNG."""
    first, second, picture = (tmp_path / name for name in ("a.svg", "b.svg", "c.png"))
    for path in (first, second, picture):
        assert run("history", PVT, "--from", "2023-05-01", "--to", "2023-08-31", "--chart", str(path))[0] == 0
    assert first.read_bytes() == second.read_bytes()
    assert picture.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_the_chart_of_an_unknown_score_draws_its_bounds(
    run: Run, profile: Callable[[str], str], tmp_path: Path
) -> None:
    """An unknown score is drawn between its bounds, not left out."""
    path = tmp_path / "a.svg"
    words = ("history", profile("birth_date: 1990-01-01\n"), "--from", "2023-05-01", "--to", "2023-05-31")
    assert run(*words, "--chart", str(path))[0] == 0
    assert path.exists()


# standing


def test_standing_in_both_languages_and_as_data(run: Run) -> None:
    """Where 592 stood on 2023-07-05, by the pool of the day before."""
    words = ("standing", PVT, "--as-of", "2023-07-05")
    assert "Rank: between 354 and 1,079" in run(*words)[1]
    assert f"Rang : entre 354 et 1{APART}079" in run(*words, "--lang", "fr")[1]
    assert run(*words, "--format", "md")[1].startswith("# ")
    data = json.loads(run(*words, "--format", "json")[1])
    assert data == {
        "as_of": "2023-07-05", "pool": "2023-07-04", "total": 214_529, "score": 592, "above": [353, 1079],
        "share_above": [353 / 214_529, 1079 / 214_529], "rank": [354, 1079], "confidence": "official", "note": None,
        "cautions": [],
    }  # fmt: skip


def test_standing_before_the_first_pool_or_without_a_score_is_refused(run: Run, profile: Callable[[str], str]) -> None:
    """Exit 2; the day, or what is missing, is named."""
    path = profile(SPEAKER.split("french")[0])
    code, out, err = run("standing", path, "--as-of", "2015-07-05")
    assert (code, out) == (2, "")
    assert "July 5, 2015" in err
    assert run("standing", path, "--as-of", "2015-07-06")[0] == 0
    code, out, err = run("standing", profile("family_size: 1\n"), "--as-of", "2023-07-05", "--lang", "fr")
    assert (code, out) == (2, "")
    assert "birth_date" in err


# export


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_export_writes_a_new_folder_and_names_its_files(run: Run, tmp_path: Path, form: str) -> None:
    """Each file on a line; a second time into the same folder is refused."""
    folder = tmp_path / "out"
    code, out, err = run("export", "--out", str(folder), "--format", form)
    assert (code, err) == (0, "")
    assert [Path(line) for line in out.splitlines()] == sorted(folder.iterdir())
    before = {path: path.read_bytes() for path in folder.iterdir()}
    code, out, err = run("export", "--out", str(folder), "--format", form, "--lang", "fr")
    assert (code, out) == (2, "")
    assert "n'est pas vide" in err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_export_is_csv_unless_told_otherwise(run: Run, tmp_path: Path) -> None:
    """And its rounds are 448."""
    assert run("export", "--out", str(tmp_path / "out"))[0] == 0
    with (tmp_path / "out" / "rounds.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 448


# Wrong use


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("rounds", "--from", "2023-02-30"), "2023-02-30"),
        (("rounds", "--to", "soon"), "soon"),
        (("rounds", "--type", "frensh"), "french"),
        (("rounds", "--format", "xml"), "xml"),
        (("rounds", "more"), "more"),
        (("rounds", "--rulesets", "nowhere"), "nowhere"),
        (("invited",), "PROFILE"),
        (("invited", "nowhere.yaml"), "nowhere.yaml"),
        (("invited", PVT, "--from", "05/07/2023"), "05/07/2023"),
        (("invited", PVT, "--type", "nothing"), "nothing"),
        (("history",), "PROFILE"),
        (("history", PVT, "--from", "2014-12-31"), "2015-01-01"),
        (("history", PVT, "--to", "2014-12-31"), "2015-01-01"),
        (("history", PVT, "--from", "never"), "never"),
        (("history", PVT, "--fact", "crs.totl", *JULY), "crs.total"),
        (("history", PVT, "--fact", "work.paid", *JULY), "work.paid"),
        (("standing",), "PROFILE"),
        (("standing", PVT, "--as-of", "2014-12-31"), "2015-01-01"),
        (("standing", PVT, "--as-of", "2023-13-01"), "2023-13-01"),
        (("export",), "--out"),
        (("export", "--out"), "--out"),
        (("export", "--out", "x", "--format", "xlsx"), "xlsx"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_wrong_use_says_what_to_write_and_exits_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str, language: str
) -> None:
    """Exit 2, nothing on standard output, nothing written, no Traceback, the word at fault named."""
    monkeypatch.chdir(tmp_path)
    code, out, err = run("--lang", language, *words)
    assert (code, out) == (2, "")
    if told == "PROFILE" or told == "--out":
        assert err.strip()
    else:
        assert day_or_text(told, language) in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["rounds", "invited", "history"])
def test_a_range_that_ends_before_it_begins_is_refused(run: Run, command: str) -> None:
    """From after to: a slip that is named, not an empty answer."""
    words = (command, *(() if command == "rounds" else (PVT,)))
    assert run(*words, "--from", "2023-12-31", "--to", "2023-01-01")[0] == 2


@pytest.mark.parametrize("command", ["rounds", "invited", "standing"])
@pytest.mark.parametrize(("language", "told"), [("en", "no rounds"), ("fr", "n'a pas de rondes")])
def test_a_book_without_rounds_is_refused(run: Run, tmp_path: Path, command: str, language: str, told: str) -> None:
    """Another book of rules that says nothing of rounds: exit 2, in words."""
    book = books.write(
        tmp_path / "book",
        {f"topic/{books.FIRST}.yaml": books.version(facts={"answer": books.asked("yes_no")})},
    )
    path = tmp_path / "profile.yaml"
    path.write_text("answer: true\n", encoding="utf-8")
    words = (command, *(() if command == "rounds" else (str(path),)), "--rulesets", str(book), "--lang", language)
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert told in err


@pytest.mark.parametrize("command", ["rounds", "invited", "history", "standing", "export"])
def test_help_speaks_both_languages(run: Run, command: str) -> None:
    """Each command explains itself."""
    english, french = (run(command, "--help", "--lang", language) for language in ("en", "fr"))
    assert english[0] == french[0] == 0
    assert english[1].startswith("Usage: ronde")
    assert french[1].startswith("Utilisation : ronde")
