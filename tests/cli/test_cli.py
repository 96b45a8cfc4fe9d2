"""The command line: what it answers, in which language, with which exit code, and what it never leaves half done."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ronde.explain.brief import SCREEN, WIDTH
from ronde.messages.dates import day_or_text

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
PVT = str(ROOT / "examples" / "pvt-toronto.yaml")
ON = ("--as-of", "2023-07-05")


WORK = (
    'work: [{noc_2021: "62200", start: 2022-08-01, end: 2023-06-11, hours_per_week: 35, country: CA, paid: true,'
    " authorised: true, self_employed: false, full_time_student: false, temporary_resident: true}]\n"
)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_answered_on_one_screen(run, path: Path, language: str) -> None:
    """Also on a day with cautions, of which the first sentence is told; the values stand one below the other, numbers
    by their last figure."""
    for day, said in (("2023-07-05", ""), ("2026-11-20", {"en": "total score", "fr": "note totale"}[language])):
        code, out, _ = run("evaluate", str(path), "--as-of", day, "--lang", language)
        lines = out.splitlines()
        assert code == 0
        assert len(lines) <= SCREEN
        assert max(map(len, lines)) <= WIDTH
        assert said in " ".join(out.split())
        answers = out.split("\n\n")[2].splitlines()[:10]
        ends = {re.search(r"(?<=  )(\S*?\d[\d,\xa0]*(?<=\d)|[a-z]+)", line).end() for line in answers}
        assert len(ends) == 1


def test_full_shows_the_breakdown_in_both_languages(run) -> None:
    assert "Comprehensive Ranking System score                592 of 1,200\n" in run("evaluate", PVT, *ON)[1]
    code, english, _ = run("evaluate", PVT, *ON, "--full")
    assert code == 0
    assert "Comprehensive Ranking System score: 592 points of 1,200" in english
    assert "Age: 110 points of 110" in english
    code, french, _ = run("evaluate", PVT, *ON, "--lang", "fr", "--full")
    assert code == 0
    assert "Note du Système de classement global : 592\N{NO-BREAK SPACE}points sur 1\N{NO-BREAK SPACE}200" in french
    assert "Âge : 110\N{NO-BREAK SPACE}points sur 110" in french


def test_the_language_follows_the_locale(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    assert "Évalué au 5 juillet 2023" in run("evaluate", PVT, "--as-of", "2023-07-05")[1]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_every_example_is_answered_in_every_form(run, path: Path, form: str) -> None:
    code, out, err = run("evaluate", str(path), "--as-of", "2023-07-05", "--format", form, "--trace")
    assert (code, err) == (0, "")
    assert "crs.total" in out if form == "json" else "1,200" in out


@pytest.mark.parametrize("as_of", ["2015-01-01", "2019-03-01", "2023-07-05", "2026-11-23"])
def test_a_decision_follows_its_schema(run, as_of: str) -> None:
    schema = json.loads((ROOT / "schemas" / "decision.schema.json").read_text(encoding="utf-8"))
    decision = json.loads(run("evaluate", PVT, "--as-of", as_of, "--format", "json", "--trace")[1])
    assert list(Draft202012Validator(schema).iter_errors(decision)) == []


def test_without_a_date_today_is_used_and_said(run) -> None:
    assert "(today)" in run("evaluate", PVT)[1]


def test_hours_beyond_thirty_a_week_do_not_count_and_why_says_so_in_french(run, profile) -> None:
    code, out, _ = run("why", profile(WORK), "cec.eligible", "--as-of", "2023-07-05", "--lang", "fr")
    assert code == 0
    narrow = "\N{NO-BREAK SPACE}"
    assert f"1{narrow}350 heures comptées, et non 1{narrow}575" in out
    assert "87.1" in out
    assert "30 par semaine" in out
    assert "il manque 210" in out


def test_the_funds_table_is_seen_as_it_was_known(run, profile) -> None:
    one = profile("family_size: 1\n")
    for known_on, amount in (("2023-04-27", 13310), ("2023-05-03", 13757)):
        out = run("evaluate", one, "--as-of", "2023-04-26", "--known-on", known_on, "--format", "json")[1]
        assert json.loads(out)["facts"]["funds.required"]["value"] == amount


def test_funds_required_needs_the_family_size_alone_and_the_rest_says_what_is_missing(run, profile) -> None:
    facts = json.loads(run("evaluate", profile("family_size: 3\n"), "--as-of", "2021-10-01", "--format", "json")[1])[
        "facts"
    ]
    assert facts["funds.required"] == {"status": "derived", "value": 20222}
    for name, fact in facts.items():
        if fact["status"] == "unknown":
            assert fact["missing"], name
    assert facts["funds.sufficient"]["status"] == "unknown"
    assert "settlement_funds" in facts["funds.sufficient"]["missing"]


def test_the_ranking_of_today_carries_its_caution(run) -> None:
    decision = json.loads(run("evaluate", PVT, "--as-of", "2026-11-23", "--format", "json")[1])
    cautions = [decision["cautions"][number] for number in decision["facts"]["crs.total"]["cautions"]]
    assert {"crs/total", "crs/additional"} <= {each["topic"] for each in cautions if each["kind"] == "incomplete"}
    assert all({"fr", "en"} <= each["text"].keys() for each in cautions if each["kind"] == "incomplete")


def test_a_supplied_value_that_the_profile_contradicts_draws_a_caution(run, profile) -> None:
    out = run("evaluate", profile("birth_date: 1990-01-01\nage: 20\n"), "--as-of", "2023-07-05", "--format", "json")[1]
    decision = json.loads(out)
    assert decision["facts"]["age"] == {**decision["facts"]["age"], "status": "supplied", "value": 20}
    assert [each["fact"] for each in decision["cautions"] if each["kind"] == "contradicted"] == ["age"]


WRONG = {
    "unknown field": ("famly_size: 3\n", "1:1", "family_size"),
    "impossible date": ("birth_date: 2023-02-30\n", "1:13", "2023-02-30"),
    "unknown code": ('work: [{noc_2021: "99999"}]\n', "1:19", "99999"),
    "end before start": ("work: [{start: 2022-01-02, end: 2022-01-01}]\n", "1:33", "work[0].end"),
    "score out of range": (
        "language_tests: [{test: ielts_general, date: 2023-01-01, reading: 9.5}]\n",
        "1:67",
        "reading",
    ),
    "test not yet accepted": ("language_tests: [{test: pte_core, date: 2024-01-29}]\n", "1:41", "date"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_wrong_profile_is_refused_at_its_field(run, profile, name: str, language: str) -> None:
    text, place, told = WRONG[name]
    path = profile(text)
    code, out, err = run("evaluate", path, "--as-of", "2024-06-01", "--lang", language)
    assert (code, out) == (2, "")
    assert f"{path}:{place}:" in err
    assert told in err


def test_the_same_fault_is_told_in_either_language(run, profile) -> None:
    path = profile("famly_size: 3\n")
    english, french = (run("evaluate", path, "--lang", language)[2] for language in ("en", "fr"))
    assert "Did you mean “family_size”?" in english
    assert "Vouliez-vous dire « family_size »?" in french


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("evaluate", "nowhere.yaml"), "nowhere.yaml"),
        (("evaluate", PVT, "--as-of", "2014-12-31"), "2015-01-01"),
        (("evaluate", PVT, "--as-of", "05/07/2023"), "05/07/2023"),
        (("evaluate", PVT, "--known-on", "soon"), "soon"),
        (("evaluate", PVT, "--format", "xml"), "xml"),
        (("evaluate", PVT, "--as-off", "2023-07-05"), "--as-of"),
        (("evaluate", PVT, "--as-of"), "--as-of"),
        (("evaluate",), "PROFILE"),
        (("evaluate", PVT, "more"), "more"),
        (("evalute", PVT), "evaluate"),
        (("why", PVT, "crs.totl"), "crs.total"),
        (("why", PVT, "work.paid"), "work.paid"),
        (("why", PVT, "crs.additional.french", "--as-of", "2016-01-01"), "2017-06-06"),
        (("why", PVT, "crs.additional.job_offer", "--as-of", "2025-06-01"), "2025-03-25"),
        (("rules", "fund/required"), "funds/required"),
        (("check", "nowhere"), "nowhere"),
        (("evaluate", PVT, "--rulesets", "nowhere"), "nowhere"),
        (("evaluate", PVT, "--rulesets", str(ROOT / "docs")), "book.yaml"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_wrong_use_says_what_to_write_and_exits_2(run, words: tuple[str, ...], told: str, language: str) -> None:
    code, out, err = run("--lang", language, *words)
    assert (code, out) == (2, "")
    assert day_or_text(told, language) in err
    assert "Traceback" not in err


def test_a_wrong_ruleset_stops_every_command_with_its_place(run, tmp_path: Path) -> None:
    book = tmp_path / "rulesets"
    (book / "topic").mkdir(parents=True)
    (book / "book.yaml").write_text("title: {fr: a, en: a}\nfirst_date: 2015-01-01\n", encoding="utf-8")
    (book / "topic" / "2015-01-01.yaml").write_text("title: {fr: a, en: a}\ntitle: {fr: b, en: b}\n", encoding="utf-8")
    code, out, err = run("rules", "--rulesets", str(book))
    assert (code, out) == (2, "")
    assert "topic/2015-01-01.yaml:2:1" in err
    assert "book.yaml" in err
    code, out, _ = run("check", str(book))
    assert code == 1
    assert "yaml-duplicate-key" in out


def test_check_finds_nothing_in_the_rules_that_travel_with_the_package(run) -> None:
    code, out, err = run("check")
    assert (code, out) == (0, "")
    assert "nothing to report" in err


def test_rules_says_since_when_until_when_and_how_sure(run) -> None:
    code, out, _ = run("rules", "funds/required", "--as-of", "2023-04-26", "--lang", "fr")
    assert code == 0
    assert "25 avril 2023" in out
    assert "28 mai 2024" in out
    assert "deux sources indépendantes" in out
    topics = json.loads(run("rules", "--as-of", "2026-11-23", "--format", "json")[1])["topics"]
    assert next(each for each in topics if each["topic"] == "crs/total")["incomplete"]


def test_help_speaks_both_languages(run) -> None:
    assert "Utilisation : ronde" in run("--help", "--lang", "fr")[1]
    assert "Montrer cette aide" in run("evaluate", "--help", "--lang", "fr")[1]
    assert "Usage: ronde" in run("--help", "--lang", "en")[1]
    told = " ".join(run("pool", "simulate", "--help", "--lang", "fr")[1].split())
    assert "[obligatoire]" in told
    assert "[1 ou plus]" in told
    assert "Options : --year" in told
    assert ">=" not in told


def test_what_is_missing_is_named_as_it_is_written(run) -> None:
    """An option by its own name, not by the engine's word for it; an argument by the word of the help."""
    assert run("pool", "round", "pool.csv", "--lang", "en")[2].startswith("--type is missing")
    assert run("evaluate", "--lang", "en")[2].startswith("PROFILE is missing")


def test_a_profile_may_come_from_standard_input() -> None:
    words = [sys.executable, "-m", "ronde", "evaluate", "-", "--as-of", "2021-10-01", "--format", "json"]
    done = subprocess.run(words, input=b'{"family_size": 1}', capture_output=True, check=True)
    assert json.loads(done.stdout)["facts"]["funds.required"]["value"] == 13213


def test_two_processes_give_the_same_bytes() -> None:
    words = [sys.executable, "-m", "ronde", "evaluate", PVT, "--as-of", "2023-07-05", "--format", "json", "--trace"]
    first, second = (subprocess.run(words, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second


def test_an_internal_error_is_called_one(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("made up")

    monkeypatch.setattr("ronde.cli.options.profile", broken)
    code, out, err = run("evaluate", PVT)
    assert (code, out) == (3, "")
    assert "defect of the engine" in err
