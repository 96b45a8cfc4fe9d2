"""The import of rounds: what it adds, what it only reports, what it refuses; and every other line stays as it was."""

from __future__ import annotations

import difflib
import json
import shutil
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from tests.rounds.test_data import POOL_FILES, ROUND_FILES, ROUNDS, TYPES, read, tree  # noqa: E402

from import_rounds import main  # noqa: E402
from importing.feed import BANDS, GROUPS, MONTHS, TOTAL, Names, classified, day, moment, programs  # noqa: E402
from importing.messages import MESSAGES, NotImported  # noqa: E402
from ronde.read import schema  # noqa: E402
from ronde.read.structure import parse  # noqa: E402

TODAY, AFTER = "2026-11-28", "2026-11-29"
PROGRAMS = {
    "fsw": "Federal Skilled Worker Program",
    "cec": "Canadian Experience Class",
    "fst": "Federal Skilled Trades Program",
    "pnp": "Provincial Nominee Program",
}
Entry = dict[str, str]


def long_day(written: str) -> str:
    """2026-10-01 as the feed writes it: October 1, 2026."""
    year, month, of_month = written.split("-")
    return f"{MONTHS[int(month) - 1].capitalize()} {int(of_month)}, {year}"


def long_moment(written: str | None) -> str:
    return f"{long_day(written[:10])} at {written[11:19]} UTC" if written else ""


def feed_name(item: dict[str, Any]) -> str:
    """The name that the feed gives to the type of a round, with the version of its category."""
    name = str(TYPES["types"][item["type"]]["feed_names"][-1])
    version = item.get("category_version")
    if version is None:
        return name
    year, _, serial = version.rpartition("-")
    return f"{name}, {year}-Version {serial}" if year else f"{name} (Version {serial})"


def entry(item: dict[str, Any], shown: dict[str, Any] | None = None) -> Entry:
    """A round of a file as the feed would give it; zeros where no pool is given."""
    made = {
        "drawNumber": item["number"],
        "drawNumberURL": f"<a href='?q={item['number']}'>{item['number']}</a>",
        "drawDate": item.get("index_date", item["date"]),
        "drawDateFull": long_day(item.get("index_date", item["date"])),
        "drawName": feed_name(item),
        "drawSize": f"{item['invitations']:,}",
        "drawCRS": str(item["cutoff"]),
        "mitext": "",
        "drawText2": " and ".join(", ".join(PROGRAMS[code] for code in item["programs"]).rsplit(", ", 1)),
        "drawDateTime": long_moment(item.get("instant")),
        "drawCutOff": long_moment(item.get("tie_break")),
        "drawDistributionAsOn": long_day(shown["date"] if shown else item["date"]),
    }
    numbers = dict.fromkeys((*BANDS, *GROUPS, TOTAL), 0)
    if shown:
        numbers |= {name: shown["bands"][band] for name, band in BANDS.items()}
        numbers |= {group: sum(numbers[name] for name in members) for group, members in GROUPS.items()}
        numbers[TOTAL] = shown.get("total", sum(shown["bands"].values()))
    return made | {name: f"{number:,}" for name, number in numbers.items()}


def every_round() -> Iterator[dict[str, Any]]:
    for path in ROUND_FILES:
        yield from tree(path)["rounds"]


def whole_feed() -> list[Entry]:
    """The whole feed with the errors that the files know of: what they set aside, and a tie-break without its year."""
    entries = []
    for item in every_round():
        made = entry({**item, **{key: value for key, value in item.get("set_aside", {}).items() if key != "tie_break"}})
        if item["number"] == "208":
            made["drawCutOff"] = "October 7 at 16:38:21 UTC"
        entries.append(made)
    return entries[::-1]


NEW = {
    "number": "448",
    "date": "2026-10-13",
    "type": "french",
    "category_version": "2026-2",
    "invitations": 4500,
    "cutoff": 401,
    "tie_break": "2026-05-02T03:04:05Z",
    "instant": "2026-10-13T11:12:13Z",
    "programs": ["fsw", "cec", "fst"],
}
NEW_LINE = (
    '  - {number: "448", date: 2026-10-13, type: french, category_version: "2026-2", invitations: 4500, cutoff: 401, '
    "tie_break: 2026-05-02T03:04:05Z, instant: 2026-10-13T11:12:13Z, programs: [fsw, cec, fst], sources: [feed], "
    "confidence: official}\n"
)
FEED_LINE = (
    '  - {id: feed, title: {fr: "Flux public du ministère", en: "The department\'s public feed"}, '
    'url: "https://www.canada.ca/content/dam/ircc/documents/json/ee_rounds_123_en.json"}\n'
)
POOL = {
    "date": "2026-10-11",
    "bands": {band: 1000 + number for number, band in enumerate(BANDS.values())},
}
POOL_LINE = (
    "  - {date: 2026-10-11, bands: {"
    + ", ".join(f'"{band}": {count}' for band, count in POOL["bands"].items())
    + f"}}, total: {sum(POOL['bands'].values())}, sources: [feed], confidence: official}}\n"
)


def known(number: str) -> dict[str, Any]:
    return next(item for item in every_round() if item["number"] == number)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files."""
    return Path(shutil.copytree(ROUNDS, tmp_path / "rounds"))


@pytest.fixture
def bring(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Import a feed (entries, or the text of one) into the copy: exit code, standard output, standard error."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    def call(feed: Any, *words: str, as_of: str = TODAY) -> tuple[int, str, str]:
        path = tmp_path / "feed.json"
        path.write_text(feed if isinstance(feed, str) else json.dumps({"rounds": feed}), encoding="utf-8")
        code = main([str(path), "--rounds", str(folder), "--as-of", as_of, *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


Bring = Callable[..., tuple[int, str, str]]


def content(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.*"))}


def changes(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[list[str], list[str]]]:
    """For each file that differs, the lines that went and the lines that came."""
    found = {}
    for name in sorted({*before, *after}):
        old, new = before.get(name, "").splitlines(keepends=True), after.get(name, "").splitlines(keepends=True)
        if old != new:
            lines = list(difflib.ndiff(old, new))
            found[name] = (
                [line[2:] for line in lines if line.startswith("- ")],
                [line[2:] for line in lines if line.startswith("+ ")],
            )
    return found


# What is the same


@pytest.mark.parametrize("backwards", [False, True])
def test_the_whole_feed_with_its_known_errors_adds_nothing(bring: Bring, folder: Path, backwards: bool):
    before = content(folder)
    feed = whole_feed()
    assert bring(feed[::-1] if backwards else feed) == (0, "The feed adds nothing.\n", "")
    assert content(folder) == before


def test_the_pools_of_the_feed_add_nothing(bring: Bring, folder: Path):
    before = content(folder)
    shown = [each for path in POOL_FILES[-3:] for each in tree(path)["pool"]]
    feed = [entry(item, each) for item, each in zip(every_round(), shown, strict=False)]
    assert bring(feed)[:2] == (0, "The feed adds nothing.\n")
    assert content(folder) == before


def test_a_label_of_its_time_or_the_day_of_the_round_is_no_contradiction(bring: Bring):
    old = entry(known("256")) | {"drawName": "French language proficiency (2023-1)"}
    dated = entry(known("104")) | {"drawDate": known("104")["date"]}
    assert bring([old, dated])[0] == 0


def test_a_copy_that_leaves_fields_out_is_compared_as_far_as_it_goes(bring: Bring):
    short = [
        {key: each[key] for key in ("drawNumber", "drawDate", "drawName", "drawSize", "drawCRS")}
        for each in whole_feed()
    ]
    assert bring(short)[:2] == (0, "The feed adds nothing.\n")


# What is new


def test_a_new_round_is_one_line(bring: Bring, folder: Path):
    before = content(folder)
    code, out, err = bring([entry(NEW)])
    assert (code, err) == (0, "")
    assert out == f"added: round 448 of 2026-10-13 ({folder}/2026.yaml)\n"
    after = content(folder)
    assert changes(before, after) == {
        "2026.yaml": (
            ["complete_until: 2026-10-01\n"],
            ["complete_until: 2026-10-13\n", FEED_LINE, NEW_LINE],
        )
    }
    assert after["2026.yaml"].endswith(NEW_LINE)
    assert bring([entry(NEW)])[:2] == (0, "The feed adds nothing.\n")
    assert content(folder) == after


def test_the_day_of_checking_moves_where_the_feed_holds_the_whole_file(bring: Bring, folder: Path):
    before = content(folder)
    assert bring([*whole_feed(), entry(NEW)], as_of="2026-12-01")[0] == 0
    (name, (gone, come)), = changes(before, content(folder)).items()  # fmt: skip
    assert name == "2026.yaml"
    assert gone == ["checked: 2026-11-28\n", "complete_until: 2026-10-01\n"]
    assert come == ["checked: 2026-12-01\n", "complete_until: 2026-10-13\n", FEED_LINE, NEW_LINE]


def test_a_new_pool_is_one_line(bring: Bring, folder: Path):
    before = content(folder)
    other = {**NEW, "number": "449", "type": "general"}
    del other["category_version"]
    code, out, _ = bring([entry(NEW, POOL), entry(other, POOL)])
    assert code == 0
    assert f"added: pool of 2026-10-11 ({folder}/pool/2026.yaml)\n" in out
    assert changes(before, content(folder))["pool/2026.yaml"] == ([], [FEED_LINE, POOL_LINE])


def test_rounds_go_where_their_numbers_are(bring: Bring, folder: Path):
    path = folder / "2026.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    removed = [line for line in lines if '"440"' in line or '"441"' in line]
    assert len(removed) == 2
    path.write_text("".join(line for line in lines if line not in removed), encoding="utf-8")
    assert bring([entry(known("441")), entry(known("440"))])[0] == 0
    assert [item["number"] for item in read(path)["rounds"]] == [str(number) for number in range(389, 448)]


def test_a_year_without_a_file_gets_one(bring: Bring, folder: Path):
    before = content(folder)
    new = {**NEW, "date": "2027-01-05", "instant": "2027-01-05T15:00:00Z"}
    code, out, _ = bring([entry(new, {**POOL, "date": "2027-01-03"})], as_of="2027-01-06")
    assert code == 0
    assert f"({folder}/2027.yaml)" in out
    moved = changes(before, content(folder))
    assert sorted(moved) == ["2026.yaml", "2027.yaml", "pool/2027.yaml"]
    assert moved["2026.yaml"] == (["complete_until: 2026-10-01\n"], [])
    for name, kind in (("2027.yaml", "rounds"), ("pool/2027.yaml", "pool")):
        made = parse((folder / name).read_bytes(), name)
        assert schema.check(made, kind) == []
        assert made.tree["checked"] == "2027-01-06"
    assert read(folder / "2027.yaml")["complete_until"] == "2027-01-05"
    assert bring([entry(new)], as_of="2027-01-06")[:2] == (0, "The feed adds nothing.\n")


def test_files_are_made_from_nothing(bring: Bring, folder: Path):
    for path in folder.glob("[0-9]*.yaml"):
        path.unlink()
    assert bring([each for each in whole_feed() if int(each["drawDate"][:4]) < 2017])[0] == 0
    wanted = {key: value for key, value in known("50").items() if key != "sources"}
    made = next(item for item in read(folder / "2016.yaml")["rounds"] if item["number"] == "50")
    assert {key: value for key, value in made.items() if key != "sources"} == wanted
    assert len(read(folder / "2015.yaml")["rounds"]) == 23


# What was missing


def test_what_was_missing_is_completed(bring: Bring, folder: Path):
    path = folder / "2026.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("tie_break: 2026-05-26T00:26:14Z, ", ""), encoding="utf-8")
    before = content(folder)
    code, out, _ = bring([entry(known("441"))])
    assert code == 0
    assert out == f"completed: round 441 of 2026-09-04: tie_break 2026-05-26T00:26:14Z ({path})\n"
    (gone, come), = changes(before, content(folder)).values()  # fmt: skip
    assert (len(gone), len(come)) == (1, 1)
    assert path.read_text(encoding="utf-8") == text


# What contradicts


@pytest.mark.parametrize(
    ("number", "field", "written", "name", "value"),
    [
        ("438", "drawSize", "1,562", "invitations", 1562),
        ("438", "drawCRS", "698", "cutoff", 698),
        ("438", "drawName", "General", "type", "general"),
        ("438", "drawDate", "2026-09-01", "date", "2026-09-01"),
        ("438", "drawCutOff", "April 12, 2026 at 04:32:27 UTC", "tie_break", "2026-04-12T04:32:27Z"),
        ("438", "drawDateTime", "August 31, 2026 at 10:42:14 UTC", "instant", "2026-08-31T10:42:14Z"),
        ("438", "drawText2", "Canadian Experience Class", "programs", ["cec"]),
        ("441", "drawName", "Healthcare occupations (Version 2)", "category_version", "2"),
        ("208", "drawSize", "889", "invitations", 889),
        ("357", "drawDateTime", "July 13, 2025 at 16:27:45 UTC", "instant", "2025-07-13T16:27:45Z"),
    ],
)
def test_a_contradiction_is_reported_and_taken_only_when_accepted(
    bring: Bring, folder: Path, number: str, field: str, written: str, name: str, value: Any
):
    item = known(number)
    changed = entry(item) | {field: written}
    before = content(folder)
    if name in item:
        code, out, err = bring([changed])
        assert (code, err) == (1, "")
        assert out.startswith(f"contradiction: round {number} of {item['date']}: {name}: the feed says ")
        assert f"--accept {number}" in out
        assert content(folder) == before
    assert bring([changed], "--accept", number)[0] == 0
    file = next(file for file in content(folder) if file == f"{item['date'][:4]}.yaml")
    after = content(folder)
    assert list(changes(before, after)) == [file]
    edited = next(each for each in read(folder / file)["rounds"] if each["number"] == number)
    assert edited[name] == value
    wanted = {**item, name: value, "sources": edited["sources"]}
    wanted.pop("index_date", None)
    assert edited == wanted
    gone, come = changes(before, after)[file]
    assert len(gone) <= 2
    assert len(come) <= len(gone) + 2
    assert bring([changed])[:2] == (0, "The feed adds nothing.\n")


def test_a_value_that_is_set_aside_is_known(bring: Bring, folder: Path):
    changed = [entry(known("438")) | {"drawSize": "563"}]
    _, out, _ = bring(changed)
    assert "write `set_aside: {invitations: 563}` in the round" in out
    path = folder / "2026.yaml"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if '"438"' in line)
    path.write_text(text.replace(line, line[:-1] + ", set_aside: {invitations: 563}}"), encoding="utf-8")
    assert bring(changed)[:2] == (0, "The feed adds nothing.\n")


def test_additions_are_made_beside_contradictions(bring: Bring, folder: Path):
    code, out, _ = bring([entry(NEW), entry(known("438")) | {"drawSize": "563"}])
    assert code == 1
    assert [line.partition(":")[0] for line in out.splitlines()] == ["contradiction", "added"]
    assert read(folder / "2026.yaml")["rounds"][-1]["number"] == "448"
    assert known("438") in read(folder / "2026.yaml")["rounds"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"drawDateTime": "October 23, 2026 at 11:12:13 UTC"}, "another day in Ottawa"),
        ({"drawDateFull": "October 14, 2026"}, "2026-10-13 and 2026-10-14"),
        ({"drawCutOff": "October 13, 2026 at 11:12:14 UTC"}, "comes after the round"),
    ],
)
def test_a_new_round_that_contradicts_itself_waits_to_be_accepted(
    bring: Bring, folder: Path, changed: Entry, says: str
):
    before = content(folder)
    code, out, _ = bring([entry(NEW) | changed])
    assert code == 1
    assert says in out
    assert content(folder) == before
    assert bring([entry(NEW) | changed], "--accept", "448")[0] == 0
    made = read(folder / "2026.yaml")["rounds"][-1]
    assert made["number"] == "448"
    if "Ottawa" in says:
        assert "instant" not in made
        assert made["set_aside"] == {"instant": "2026-10-23T11:12:13Z"}
    assert bring([entry(NEW) | changed])[0] == 0


def test_a_round_at_night_utc_is_of_the_evening_before_in_ottawa(bring: Bring):
    late = {**NEW, "instant": "2026-10-14T02:00:00Z"}
    assert bring([entry(late)])[0] == 0


def test_a_pool_that_differs_is_reported_and_taken_only_when_accepted(bring: Bring, folder: Path):
    last = tree(POOL_FILES[-1])["pool"][-1]
    other = {**last, "bands": {**last["bands"], "0..300": last["bands"]["0..300"] + 1}, "total": last["total"] + 1}
    feed = [entry(known("447"), other)]
    before = content(folder)
    code, out, _ = bring(feed)
    assert code == 1
    assert f"contradiction: pool of {last['date']}: 0..300: the feed says {other['bands']['0..300']}" in out
    assert "set_aside" not in out
    assert content(folder) == before
    assert bring(feed, "--accept", "447")[0] == 0
    made = read(folder / "pool" / "2026.yaml")["pool"][-1]
    assert (made["bands"], made["total"]) == (other["bands"], other["total"])
    gone, come = changes(before, content(folder))["pool/2026.yaml"]
    assert (len(gone), len(come)) == (1, 2)
    assert come[-1].startswith(f'  - {{date: {last["date"]}, bands: {{"601..1200": ')


def test_a_pool_that_does_not_add_up_waits_to_be_accepted(bring: Bring, folder: Path):
    wrong = entry(NEW, POOL) | {"dd18": "99,999"}
    code, out, _ = bring([wrong])
    assert code == 1
    assert "its total is 99999" in out
    assert read(folder / "pool" / "2026.yaml") == tree(POOL_FILES[-1])
    assert bring([wrong], "--accept", "448")[0] == 0
    assert set(read(folder / "pool" / "2026.yaml")["pool"][-1]["note"]) == {"fr", "en"}


def test_two_rounds_that_show_one_day_differently_contradict(bring: Bring):
    other = {**POOL, "bands": {**POOL["bands"], "0..300": 7}}
    code, out, _ = bring([entry(known("446"), POOL), entry(known("447"), other)])
    assert code == 1
    assert "contradiction: pool of 2026-10-11: 0..300" in out


def test_what_is_accepted_must_be_possible(bring: Bring, folder: Path):
    before = content(folder)
    assert bring([entry(NEW)], "--accept", "12")[0] == 2
    assert bring([entry(known("438")) | {"drawDate": "2025-08-31"}], "--accept", "438")[0] == 2
    assert bring([entry(known("438")) | {"drawCutOff": "April 13 at 04:32:26 UTC"}], "--accept", "438")[0] == 2
    assert content(folder) == before


# What is refused


def without(name: str) -> Callable[[Entry], Entry]:
    return lambda made: {key: value for key, value in made.items() if key != name}


REFUSED: list[Any] = [
    pytest.param(json.dumps({"rounds": [entry(NEW)]})[:-40], id="cut"),
    pytest.param("", id="empty"),
    pytest.param("[" * 100_000, id="too-deep"),
    pytest.param("[]", id="not-an-object"),
    pytest.param('{"rounds": []}', id="no-round"),
    pytest.param('{"rounds": {}}', id="rounds-not-a-list"),
    pytest.param('{"rounds": ["448"]}', id="round-not-an-object"),
    pytest.param('{"rounds": [], "rounds": []}', id="key-twice"),
    pytest.param([entry(NEW), entry(NEW)], id="number-twice"),
    pytest.param([entry(NEW) | {"drawSize": 4500}], id="type-changed"),
    pytest.param([entry(NEW) | {"dd1": None}], id="pool-type-changed"),
    pytest.param([entry(NEW) | {"drawNumber": 448}], id="number-type-changed"),
    pytest.param([entry(NEW) | {"drawNumber": "four"}], id="number"),
    pytest.param([entry(NEW) | {"drawSize": "4,50"}], id="size-cut"),
    pytest.param([entry(NEW) | {"drawSize": "-4"}], id="size-negative"),
    pytest.param([entry(NEW) | {"drawSize": "0"}], id="size-zero"),
    pytest.param([entry(NEW) | {"drawSize": "٤٥٠٠"}], id="size-in-other-digits"),
    pytest.param([entry(NEW) | {"drawSize": ""}], id="size-blank"),
    pytest.param([entry(NEW) | {"drawCRS": "4O1"}], id="score"),
    pytest.param([entry(NEW) | {"drawCRS": "0"}], id="score-zero"),
    pytest.param([entry(NEW) | {"drawDate": AFTER}], id="future"),
    pytest.param([entry(NEW, {**POOL, "date": AFTER})], id="pool-future"),
    pytest.param([entry(NEW) | {"drawDate": "2026-02-30"}], id="day-impossible"),
    pytest.param([entry(NEW) | {"drawDate": "13/10/2026"}], id="day-form"),
    pytest.param([entry(NEW) | {"drawDateFull": "October 32, 2026"}], id="long-day-impossible"),
    pytest.param([entry(NEW) | {"drawCutOff": "February 29, 2026 at 03:04:05 UTC"}], id="tie-break-impossible"),
    pytest.param([entry(NEW) | {"drawCutOff": "May 2, 2026 at 24:04:05 UTC"}], id="hour-impossible"),
    pytest.param([entry(NEW) | {"drawCutOff": "Smarch 2, 2026 at 03:04:05 UTC"}], id="month-unknown"),
    pytest.param([entry(NEW) | {"drawCutOff": "May 2 at 03:04:05 UTC"}], id="new-tie-break-without-year"),
    pytest.param([entry(NEW) | {"drawCutOff": "May 2, 2026"}], id="tie-break-without-time"),
    pytest.param([entry(NEW) | {"drawDateTime": "October 13, 2026 at 2026-10-14 11:12:13 UTC"}], id="two-days"),
    pytest.param([entry(NEW) | {"drawDateTime": "October 13, 2026 at 01:12:13 PM UTC"}], id="afternoon"),
    pytest.param([entry(NEW) | {"drawName": "Underwater occupations (Version 1)"}], id="type-unknown"),
    pytest.param([entry(NEW) | {"drawName": "French language proficiency, second version"}], id="version-form"),
    pytest.param([entry(NEW) | {"drawText2": "Federal Skilled Worker and Investors"}], id="program-unknown"),
    pytest.param([entry({**NEW, "number": "449"})], id="gap"),
    pytest.param([entry({**NEW, "date": "2026-09-30", "instant": "2026-09-30T11:12:13Z"})], id="order"),
    *(
        pytest.param([without(name)(entry(NEW))], id=f"without-{name}")
        for name in (
            "drawNumber",
            "drawDate",
            "drawName",
            "drawSize",
            "drawCRS",
            "drawText2",
            "drawDateTime",
            "drawCutOff",
        )
    ),
    pytest.param([without("dd7")(entry(NEW, POOL))], id="without-a-band"),
]


@pytest.mark.parametrize("feed", REFUSED)
def test_a_feed_that_cannot_be_trusted_is_refused_and_nothing_is_written(bring: Bring, folder: Path, feed: Any):
    before = content(folder)
    fine = {**NEW, "number": "448"}
    first = bring(feed)
    assert first[:2] == (2, "")
    assert first[2].startswith("Refused, nothing was written: ")
    french = bring(feed, "--lang", "fr")
    assert french[:2] == (2, "")
    assert french[2].startswith("Refusé, rien n'a été écrit : ")
    if isinstance(feed, list) and feed[0].get("drawNumber") == "448" and len(feed) == 1:
        beside = [entry(known("438")) | {"drawSize": "563"}, *feed]
        assert bring(beside, "--accept", "438")[0] == 2
    assert content(folder) == before
    assert bring([entry(fine)])[0] == 0


def test_the_feed_and_the_files_must_be_readable(bring: Bring, folder: Path, tmp_path: Path):
    assert main([str(tmp_path / "absent.json"), "--rounds", str(folder)]) == 2
    assert main([str(tmp_path), "--rounds", str(folder)]) == 2
    (tmp_path / "latin").write_bytes("{“é”}".encode("utf-16"))
    assert main([str(tmp_path / "latin"), "--rounds", str(folder)]) == 2
    assert bring([entry(NEW)], as_of="23/11/2026")[0] == 2
    assert bring([entry(NEW)], as_of="2026-02-30")[0] == 2
    types = folder / "feed" / "types.yaml"
    text = types.read_text(encoding="utf-8")
    types.write_text(text.replace("types:\n", "typs:\n"), encoding="utf-8")
    code, _, err = bring([entry(NEW)], "--lang", "fr")
    assert code == 2
    assert "Il manque « types » ici" in err
    types.unlink()
    assert bring([entry(NEW)])[0] == 2
    types.write_text(text, encoding="utf-8")
    (folder / "2026.yaml").write_text("rounds: [\n", encoding="utf-8")
    assert bring([entry(NEW)])[0] == 2


# How files are edited


def test_what_people_wrote_around_an_item_stays(bring: Bring, folder: Path):
    path = folder / "2026.yaml"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if '"438"' in line)
    wrapped = line.replace(", programs:", ",\n     programs:") + "  # seen on the page"
    other = next(line for line in text.splitlines() if '"439"' in line)
    spaced = other.replace("type: canadian_experience,", "type:   canadian_experience ,")
    text = text.replace(line, f"  # the last days of August\n\n{wrapped}\n  # and September").replace(other, spaced)
    path.write_text(text + "\n# the end\n", encoding="utf-8")
    before = content(folder)
    assert bring([entry(NEW), entry(known("438")) | {"drawSize": "563"}], "--accept", "438")[0] == 0
    gone, come = changes(before, content(folder))["2026.yaml"]
    assert gone == ["complete_until: 2026-10-01\n", *(f"{each}\n" for each in wrapped.splitlines())]
    edited = line.replace("invitations: 562", "invitations: 563").replace("[F2, F4, F5]", "[F2, F4, F5, feed]")
    assert come == ["complete_until: 2026-10-13\n", FEED_LINE, f"{edited} # seen on the page\n", NEW_LINE]
    assert path.read_text(encoding="utf-8").endswith(NEW_LINE + "\n# the end\n")


def test_a_note_on_several_lines_stays_as_it_is(bring: Bring, folder: Path):
    before = content(folder)
    assert bring([entry(known("176")) | {"drawCRS": "76"}], "--accept", "176")[0] == 0
    gone, come = changes(before, content(folder))["2021.yaml"]
    assert gone == ["    cutoff: 75\n", "    sources: [F1, F2, F3, P21]\n"]
    assert come == [FEED_LINE, "    cutoff: 76\n", "    sources: [F1, F2, F3, P21, feed]\n"]


def test_a_file_that_cannot_be_edited_safely_is_left_alone(bring: Bring, folder: Path):
    path = folder / "2026.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = lines.index("rounds:\n")
    flow = ", ".join(line.strip().removeprefix("- ") for line in lines[at + 1 : at + 3])
    kept = [*lines[:at], f"rounds: [{flow}]\n"]
    path.write_text("".join(kept), encoding="utf-8")
    before = content(folder)
    assert bring([entry(known("389")) | {"drawCRS": "712"}], "--accept", "389")[0] == 2
    assert content(folder) == before


def test_nothing_is_written_for_a_rehearsal(bring: Bring, folder: Path):
    before = content(folder)
    code, out, _ = bring([entry(NEW)], "--dry-run")
    assert code == 0
    assert out.startswith("added: round 448")
    assert out.endswith("Nothing was written (--dry-run).\n")
    assert content(folder) == before


# How the feed is read


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2026-10-01 at 14:27:09 UTC", "2026-10-01T14:27:09Z"),
        ("October 1, 2026 at 14:27:09 UTC", "2026-10-01T14:27:09Z"),
        ("August 19th 2026 at 12:35:37 UTC", "2026-08-19T12:35:37Z"),
        ("October 15, 2025 15:55:18 UTC", "2025-10-15T15:55:18Z"),
        ("January 23, 2025 at 2025-01-23 15:30:04 UTC", "2025-01-23T15:30:04Z"),
        ("May 31, 2024 at12:48:30 UTC", "2024-05-31T12:48:30Z"),
        ("October 25, 2023 at 15:48:39 AM UTC", "2023-10-25T15:48:39Z"),
        ("September 30, 2023 at 04:22:17 AM UTC", "2023-09-30T04:22:17Z"),
        ("April 26,2023 18:10:04 UTC", "2023-04-26T18:10:04Z"),
        ("March 01, 2023, at 17:24:39 UTC", "2023-03-01T17:24:39Z"),
        ("February 02 2022 at 14:16:27 UTC", "2022-02-02T14:16:27Z"),
        (" July 13, 2016 at 13:56:45 UTC", "2016-07-13T13:56:45Z"),
        ("March 27, 2015 at 23:59:47", "2015-03-27T23:59:47Z"),
        ("March 24, 2022 at 8:00:50 UTC", "2022-03-24T08:00:50Z"),
        ("July 3rd 2026 at 21:35:13 UTC", "2026-07-03T21:35:13Z"),
        ("April 13, 2026  at 23:10:05 UTC", "2026-04-13T23:10:05Z"),
        ("March 02. 2024 at 01:58:34 UTC ", "2024-03-02T01:58:34Z"),
        ("October 7 at 16:38:21 UTC", "-10-07T16:38:21Z"),
        ("February 29 at 16:38:21 UTC", "-02-29T16:38:21Z"),
        ("", None),
        ("  ", None),
    ],
)
def test_every_form_of_an_instant_is_read(written: str, wanted: str | None):
    assert moment(written, "1", "drawCutOff") == wanted


@pytest.mark.parametrize("written", ["2026-10-01", "October 1, 2026", " october 01 2026 ", "October 1st, 2026"])
def test_every_form_of_a_day_is_read(written: str):
    assert day(written, "1", "drawDate") == "2026-10-01"


NAMES = Names(
    {name.lower(): code for code, each in TYPES["types"].items() for name in each["feed_names"]},
    {name.lower(): code for code, each in TYPES["programs"].items() for name in each["feed_names"]},
)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("No Program Specified", ("general", None)),
        ("General", ("general", None)),
        ("Canadian Experience Class", ("canadian_experience", None)),
        ("Provincial Nominee Program", ("provincial_nominee", None)),
        ("Federal Skilled Worker", ("federal_skilled_worker", None)),
        ("Federal Skilled Trades", ("federal_skilled_trades", None)),
        ("French language proficiency (Version 1)", ("french", "1")),
        ("French-Language proficiency 2026-Version 2", ("french", "2026-2")),
        ("French language proficiency (2024-1)", ("french", "2024-1")),
        ("Healthcare occupations (Version 1)", ("healthcare_social_services", "1")),
        ("Healthcare and social services occupations (Version 2)", ("healthcare_social_services", "2")),
        ("Healthcare and Social Services Occupations, 2026-Version 3", ("healthcare_social_services", "2026-3")),
        ("STEM occupations (Version 1)", ("stem", "1")),
        ("Trade occupations (Version 2)", ("trades", "2")),
        ("Trades Occupations, 2026-Version 3", ("trades", "2026-3")),
        ("Transport Occupations, 2026-Version 2", ("transport", "2026-2")),
        ("Agriculture and agri-food occupations (Version 1)", ("agriculture_agrifood", "1")),
        ("Education occupations (Version 1)", ("education", "1")),
        ("Physicians with Canadian Work Experience, 2026-Version 1", ("physicians_canadian_experience", "2026-1")),
        (
            "Senior managers with Canadian Work Experience, 2026-Version 1",
            ("senior_managers_canadian_experience", "2026-1"),
        ),
        ("Skilled Military Recruits, 2026-Version 1", ("skilled_military_recruits", "2026-1")),
    ],
)
def test_every_name_of_the_feed_has_its_type(name: str, wanted: tuple[str, str | None]):
    assert classified("1", name, NAMES) == wanted


def test_the_words_of_programs_are_read():
    old = "Federal Skilled Worker, Canadian Experience Class, Federal Skilled Trades and Provincial Nominee Program"
    new = "Federal Skilled Worker Program, Canadian Experience Class, and Federal Skilled Trades Program"
    assert programs("1", old, NAMES) == ["fsw", "cec", "fst", "pnp"]
    assert programs("1", new, NAMES) == ["fsw", "cec", "fst"]
    assert programs("1", "", NAMES) == []
    with pytest.raises(NotImported, match="feed-program"):
        programs("1", "Federal Skilled", NAMES)


# How it speaks


def test_every_sentence_has_the_same_parts_in_both_languages():
    for key, told in MESSAGES.items():
        english, french = told.texts.values()
        parts = [{part for _, part, _, _ in string.Formatter().parse(text) if part} for text in (english, french)]
        assert parts[0] == parts[1], key
        assert english != french or key == "file-broken", key


def test_it_reports_in_french(bring: Bring, folder: Path):
    code, out, _ = bring([entry(NEW), entry(known("438")) | {"drawSize": "563"}], "--lang=fr")
    assert code == 1
    assert out.splitlines() == [
        "contradiction : ronde 438 du 2026-08-31 : invitations : le flux dit 563, le fichier 562. Pour le suivre : "
        "--accept 438. Pour s'en tenir au fichier, écrivez `set_aside: {invitations: 563}` dans la ronde.",
        f"ajouté : ronde 448 du 2026-10-13 ({folder}/2026.yaml)",
    ]


def test_the_command_runs(folder: Path, tmp_path: Path):
    assert subprocess.run(["bash", "-n", ROOT / "tools" / "import-rounds"], check=False).returncode == 0
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps({"rounds": whole_feed()}), encoding="utf-8")
    words = [sys.executable, ROOT / "tools" / "import_rounds.py", feed, "--rounds", folder]
    done = subprocess.run([*words, "--as-of", TODAY], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "The feed adds nothing.\n", "")
    helped = subprocess.run([*words, "--help", "--lang", "fr"], capture_output=True, text=True, check=False)
    assert helped.returncode == 0
    assert "le jour où le flux a été récupéré" in helped.stdout
