"""The rounds and the pools of the rulesets: complete, coherent with each other, and written so that tools edit them."""

from __future__ import annotations

import itertools
import json
import sys
from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ronde.read import schema
from ronde.read.structure import parse

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from importing.files import dumped, editor  # noqa: E402

ROUNDS = ROOT / "rulesets" / "rounds"
ROUND_FILES = sorted(ROUNDS.glob("[0-9]*.yaml"))
POOL_FILES = sorted((ROUNDS / "pool").glob("*.yaml"))
NAMES_FILE = ROUNDS / "feed" / "types.yaml"
FILES = [*ROUND_FILES, *POOL_FILES, NAMES_FILE]
SCHEMAS = ("rounds", "pool", "round_types")

INVITATIONS = {
    2015: 31_063, 2016: 33_782, 2017: 86_023, 2018: 89_800, 2019: 85_300, 2020: 107_350, 2021: 114_431, 2022: 46_539,
    2023: 110_266, 2024: 98_903, 2025: 113_998, 2026: 135_215,
}  # fmt: skip
CONTRADICTIONS = (
    "20", "23", "54", "75", "76", "104", "108", "130", "139", "144", "146", "148", "208", "238", "262", "357", "417",
)  # fmt: skip
AT_THE_SAME_INSTANT = {("63", "64"), ("75", "76"), ("91a", "91b")}
OF_THE_EVENING_BEFORE = {"111", "274"}
"""Rounds whose time stamp is of the day before in Ottawa; the day of the department's index is kept, with a note."""


@cache
def tree(path: Path) -> dict[str, Any]:
    """The tree of a file of the rulesets, read once."""
    return read(path)


def read(path: Path) -> dict[str, Any]:
    """The tree of a file, as the engine reads it."""
    found = parse(path.read_bytes(), str(path)).tree
    assert isinstance(found, dict)
    return found


TYPES = tree(NAMES_FILE)
EVERY = [item for path in ROUND_FILES for item in tree(path)["rounds"]]
POOLS = [item for path in POOL_FILES for item in tree(path)["pool"]]
BY_NUMBER = {item["number"]: item for item in EVERY}


def instant(written: str) -> datetime:
    return datetime.strptime(written, "%Y-%m-%dT%H:%M:%SZ")


def between(first: str, last: str) -> list[dict[str, Any]]:
    return [item for item in EVERY if first <= item["date"] <= last]


# The files


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROUNDS)))
def test_every_file_follows_its_schema(path: Path):
    kind = "pool" if path in POOL_FILES else "rounds" if path in ROUND_FILES else "round_types"
    found = schema.check(parse(path.read_bytes(), str(path)), kind)
    assert [diagnostic.text("en") for diagnostic in found] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROUNDS)))
def test_an_editor_writes_every_file_as_it_is(path: Path):
    text = path.read_text(encoding="utf-8")
    yaml = editor()
    head, _, rest = text.partition("\n")
    assert dumped(yaml, yaml.load(f"{head}\n{rest}")) == rest


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROUNDS)))
def test_sources_are_declared_once_and_cited(path: Path):
    held = tree(path)
    declared = [source["id"] for source in held["sources"]]
    items = [*held.get("rounds", ()), *held.get("pool", ())]
    cited = {name for item in items for name in item["sources"]}
    cited |= {item["source"] for part in ("types", "programs") for item in held.get(part, {}).values()}
    assert sorted(declared) == sorted(cited)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_sound_and_say_what_everything_is(name: str):
    document = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(document)

    def walk(part: Any, where: str) -> None:
        if isinstance(part, list):
            for each in part:
                walk(each, where)
        if not isinstance(part, dict):
            return
        if "properties" in part:
            assert part["additionalProperties"] is False, where
            for key, each in part["properties"].items():
                assert {"description", "x-description-fr"} <= set(each), f"{where}.{key}"
        for key, each in part.items():
            walk(each, f"{where}/{key}")

    walk(document, name)


# The rounds


def test_no_round_is_missing():
    assert len(EVERY) == 448
    wanted = [str(number) for number in range(1, 448)]
    wanted[90:91] = ["91a", "91b"]
    assert [item["number"] for item in EVERY] == wanted


@pytest.mark.parametrize("year", INVITATIONS)
def test_invitations_of_a_year(year: int):
    items = tree(ROUNDS / f"{year}.yaml")["rounds"]
    assert {item["date"][:4] for item in items} == {str(year)}
    assert sum(item["invitations"] for item in items) == INVITATIONS[year]


def test_nothing_is_claimed_beyond_the_last_round():
    heads = {path.stem: tree(path).get("complete_until") for path in ROUND_FILES}
    assert {year: until for year, until in heads.items() if until} == {"2026": "2026-10-01"}
    assert EVERY[-1]["date"] == "2026-10-01"


def test_tie_breaks_begin_with_round_77():
    assert next(item["number"] for item in EVERY if "tie_break" in item) == "77"
    assert all("tie_break" in item for item in EVERY[EVERY.index(BY_NUMBER["77"]) :])


def test_a_tie_break_comes_before_the_round():
    late = [
        item["number"]
        for item in EVERY
        if "tie_break" in item and "instant" in item and instant(item["tie_break"]) >= instant(item["instant"])
    ]
    assert late == ["139"]
    assert BY_NUMBER["139"]["tie_break"] == BY_NUMBER["139"]["instant"]


def test_instants_follow_numbers():
    assert [item["number"] for item in EVERY if "instant" not in item] == ["357"]
    timed = [item for item in EVERY if "instant" in item]
    same = set()
    for first, second in pairwise(timed):
        assert instant(first["instant"]) <= instant(second["instant"]), second["number"]
        if first["instant"] == second["instant"]:
            same.add((first["number"], second["number"]))
    assert same == AT_THE_SAME_INSTANT
    assert all(first["date"] <= second["date"] for first, second in pairwise(EVERY))


def test_the_day_is_that_of_ottawa():
    other = set()
    for item in EVERY:
        if "instant" in item:
            days = {(instant(item["instant"]) - timedelta(hours=hours)).date().isoformat() for hours in (4, 5)}
            if item["date"] not in days:
                other.add(item["number"])
    assert other == OF_THE_EVENING_BEFORE
    assert {item["number"]: item["index_date"] for item in EVERY if "index_date" in item} == {
        "104": "2018-11-14",
        "108": "2019-01-09",
        "146": "2020-04-30",
        "148": "2020-05-14",
    }


def test_contradictions_have_their_note():
    noted = {item["number"] for item in EVERY if "note" in item}
    assert noted >= {*CONTRADICTIONS, *OF_THE_EVENING_BEFORE}
    assert {item["number"]: item["set_aside"] for item in EVERY if "set_aside" in item} == {
        "20": {"instant": "2015-11-13T12:34:37Z"},
        "208": {"invitations": 681},
        "262": {"tie_break": "2023-08-01T12:59:52Z"},
        "357": {"instant": "2025-07-12T16:27:45Z"},
    }
    assert {item["number"]: item["confidence"] for item in EVERY if item["confidence"] != "official"} == {
        "208": "corroborated"
    }


@pytest.mark.parametrize(
    ("number", "figures"),
    [
        ("1", {"date": "2015-01-31", "type": "general", "invitations": 779, "cutoff": 886}),
        ("20", {"instant": "2015-11-13T13:59:18Z"}),
        ("23", {"cutoff": 460}),
        ("54", {"invitations": 3644}),
        ("75", {"type": "provincial_nominee", "invitations": 290, "cutoff": 673}),
        ("76", {"type": "federal_skilled_trades", "invitations": 505, "cutoff": 241}),
        ("77", {"date": "2017-11-08", "invitations": 2000, "cutoff": 458, "tie_break": "2017-10-23T15:58:27Z"}),
        ("91b", {"cutoff": 902}),
        ("104", {"date": "2018-11-15"}),
        ("130", {"tie_break": "2019-10-08T10:46:01Z"}),
        ("144", {"tie_break": "2020-01-20T17:37:33Z"}),
        ("176", {"date": "2021-02-13", "type": "canadian_experience", "invitations": 27332, "cutoff": 75}),
        ("208", {"invitations": 888, "tie_break": "2021-10-07T16:38:21Z"}),
        ("238", {"cutoff": 490}),
        ("240", {"date": "2023-02-02", "type": "federal_skilled_worker"}),
        ("252", {"date": "2023-06-28", "type": "healthcare_social_services", "label_at_the_time": "2023-1"}),
        ("262", {"tie_break": "2023-07-04T19:36:18Z"}),
        ("394", {"type": "french", "category_version": "2026-2", "invitations": 8500}),
        ("397", {"type": "physicians_canadian_experience", "cutoff": 169}),
        ("417", {"tie_break": "2026-04-30T03:16:01Z"}),
        ("430", {"type": "skilled_military_recruits", "invitations": 4}),
        ("447", {"date": "2026-10-01", "type": "trades", "invitations": 3500, "cutoff": 476}),
    ],
)
def test_figures_of_remarkable_rounds(number: str, figures: dict[str, Any]):
    assert {key: BY_NUMBER[number][key] for key in figures} == figures


def test_periods_without_rounds_for_some():
    assert Counter(item["type"] for item in between("2020-03-18", "2020-06-25")) == {
        "provincial_nominee": 8,
        "canadian_experience": 8,
    }
    closed = between("2020-12-24", "2022-07-05")
    assert len(closed) == 55
    assert {item["type"] for item in closed} == {"provincial_nominee", "canadian_experience"}
    nominees = between("2021-09-15", "2022-06-22")
    assert (len(nominees), {item["type"] for item in nominees}) == (21, {"provincial_nominee"})
    assert between("2022-11-24", "2023-01-10") == []
    general = [item["number"] for item in EVERY if item["type"] == "general"]
    assert (len(general), general[-1]) == (178, "294")
    assert max(item["invitations"] for item in EVERY) == 27332
    assert min(EVERY, key=lambda item: item["invitations"])["number"] == "430"
    assert max(EVERY, key=lambda item: item["cutoff"])["number"] == "91b"
    assert min((item for item in EVERY if item["type"] == "general"), key=lambda item: item["cutoff"])["number"] == "65"


# The types


def test_every_round_is_of_a_type_that_a_topic_defines_on_its_day():
    for item in EVERY:
        versions = sorted((ROOT / "rulesets" / "round" / item["type"]).glob("*.yaml"))
        assert versions, item["number"]
        assert versions[0].stem[:10] <= item["date"], item["number"]


def test_the_feed_has_a_name_for_every_type_and_program():
    assert set(TYPES["types"]) == {item["type"] for item in EVERY}
    assert set(TYPES["programs"]) == {code for item in EVERY for code in item["programs"]}
    for part in ("types", "programs"):
        names = [name.lower() for each in TYPES[part].values() for name in each["feed_names"]]
        assert len(names) == len(set(names))


def test_programs_and_versions_follow_the_type():
    alone = {
        "general": ["fsw", "cec", "fst", "pnp"],
        "provincial_nominee": ["pnp"],
        "canadian_experience": ["cec"],
        "federal_skilled_worker": ["fsw"],
        "federal_skilled_trades": ["fst"],
    }
    for item in EVERY:
        assert item["programs"] == alone.get(item["type"], ["fsw", "cec", "fst"]), item["number"]
        assert ("category_version" in item) == (item["type"] not in alone), item["number"]


# The pools


def ends(band: str) -> tuple[int, int]:
    low, high = band.split("..")
    return int(low), int(high)


def test_every_pool_is_there_once():
    assert len(POOLS) == 140
    assert [each["date"] for each in POOLS] == sorted({each["date"] for each in POOLS})
    for path in POOL_FILES:
        assert {each["date"][:4] for each in tree(path)["pool"]} == {path.stem}
    assert Counter(each["date"][:4] for each in POOLS if each["date"] < "2022") == {
        "2015": 1,
        "2017": 1,
        "2018": 9,
        "2019": 1,
        "2020": 1,
    }
    assert {each["confidence"] for each in POOLS if each["date"] < "2022"} == {"single"}


def test_bands_cover_every_score_once_from_the_highest():
    for each in POOLS:
        bands = [ends(band) for band in each["bands"]]
        assert (bands[0][1], bands[-1][0]) == (1200, 0), each["date"]
        assert all(upper[0] == lower[1] + 1 for upper, lower in pairwise(bands)), each["date"]


def test_bands_make_the_total():
    other = {
        each["date"]: each["total"] - sum(each["bands"].values())
        for each in POOLS
        if "total" in each and each["total"] != sum(each["bands"].values())
    }
    assert other == {"2023-04-26": 180}
    assert [each["date"] for each in POOLS if "total" not in each] == ["2015-07-06", "2017-10-12"]


def test_doubtful_pools_have_their_note():
    assert {each["date"] for each in POOLS if "note" in each} == {
        "2015-07-06", "2019-04-12", "2022-04-11", "2022-05-23", "2022-06-06", "2022-07-18", "2023-04-26", "2023-06-28",
    }  # fmt: skip
    by_date = {each["date"]: each["bands"] for each in POOLS}
    assert by_date["2022-04-11"] == by_date["2022-03-28"]
    assert by_date["2023-06-28"] == by_date["2023-06-27"]
    assert by_date["2019-04-12"]["601..1200"] == 273
    assert {each["date"] for each in POOLS if each["date"] > "2022" and each["confidence"] == "single"} == {
        "2022-05-23",
        "2022-06-06",
        "2022-07-18",
    }
    assert "2022-07-04" not in by_date


def test_the_copy_that_kept_the_labels_is_cited_for_nothing_else():
    """Twenty-four rounds cite F6: those with a label of 2023 or 2024, and 262, of which it gives another tie-break."""
    rounds = [each for path in FILES for each in tree(path).get("rounds", ())]
    citing = [each for each in rounds if "F6" in each["sources"]]
    assert len(citing) == 24
    assert [each["number"] for each in citing if "label_at_the_time" not in each] == ["262"]
    assert all("F6" in each["sources"] for each in rounds if "label_at_the_time" in each)


def test_a_distribution_that_repeats_the_one_before_says_so():
    """Two days with the same fifteen bands: one of them is doubtful, and the note of the later says it."""
    pools = [each for path in FILES for each in tree(path).get("pool", ())]
    again = [later for first, later in itertools.pairwise(pools) if first["bands"] == later["bands"]]
    assert [str(each["date"]) for each in again] == ["2022-04-11", "2022-05-23", "2023-06-28"]
    for each in again:
        assert each["note"]["en"].strip(), each["date"]
    assert "Doubtful" in again[1]["note"]["en"]
    assert again[1]["confidence"] == "single"
