"""Wrong files of rounds and what cannot be told of rounds: each is named at its place, in both languages."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ronde.cli.main import main
from ronde.messages.diagnostics import ValidationError
from ronde.read.book import read_book
from ronde.read.files import list_files
from ronde.rounds.data import read_rounds, rounds_of

HEAD = "title: {fr: a, en: a}\nchecked: 2026-11-23\nsources: [{id: s, title: {fr: s, en: s}}]\n"
ROUND = (
    "  - {{number: '{0}', date: {1}, type: t, invitations: 1, cutoff: 1, programs: [fsw], sources: [s],"
    " confidence: official}}\n"
)
PVT = str(Path(__file__).resolve().parents[2] / "examples" / "pvt-toronto.yaml")


def refused(tmp_path: Path, files: dict[str, str]) -> list[str]:
    """The codes of what is found in these files of rounds."""
    for name, content in files.items():
        path = tmp_path / "rounds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + content, encoding="utf-8")
    (tmp_path / "book.yaml").touch()
    with pytest.raises(ValidationError) as found:
        read_rounds(replace(read_book(), root=str(tmp_path)))
    for diagnostic in found.value.diagnostics:
        assert diagnostic.text("en") != diagnostic.text("fr")
        assert diagnostic.location.line > 0
    return [diagnostic.code for diagnostic in found.value.diagnostics]


def test_wrong_rounds_are_named_at_their_place(tmp_path: Path) -> None:
    """A number twice, a number left out, a round in another year's file."""
    rounds = [ROUND.format(*each) for each in (("1", "2020-01-08"), ("1", "2020-01-22"))]
    assert refused(tmp_path / "a", {"2020.yaml": "rounds:\n" + "".join(rounds)}) == ["round-twice"]
    rounds = [ROUND.format(*each) for each in (("1", "2020-01-08"), ("3", "2020-01-22"))]
    assert refused(tmp_path / "b", {"2020.yaml": "rounds:\n" + "".join(rounds)}) == ["round-missing"]
    assert refused(tmp_path / "c", {"2020.yaml": "rounds:\n" + ROUND.format("1", "2021-01-08")}) == ["round-year"]


def test_sources_of_rounds_are_listed_once_and_cited(tmp_path: Path) -> None:
    """A round cites a source of its file; a source that is listed twice is told. (That none cites a source
    is a check: tests/lint.)"""
    row = ROUND.format("1", "2020-01-08")
    assert refused(tmp_path / "a", {"2020.yaml": "rounds:\n" + row.replace("[s]", "[s, z]")}) == ["source-unknown"]
    sources = "sources: [{id: s, title: {fr: s, en: s}}, {id: %s, title: {fr: s, en: s}}]\n"
    for name, codes in (("idle", []), ("s", ["source-twice"])):
        book = tmp_path / name
        (book / "rounds").mkdir(parents=True)
        (book / "book.yaml").touch()
        head = HEAD.partition("sources")[0] + sources % name
        (book / "rounds" / "2020.yaml").write_text(head + "rounds:\n" + row, encoding="utf-8")
        assert [diagnostic.code for diagnostic in rounds_of(list_files(book))[1]] == codes


def test_days_of_a_file_of_rounds_are_days(tmp_path: Path) -> None:
    """A day that no calendar has, in the head of a file, is told at its place and does not end in a failure."""
    (tmp_path / "rounds").mkdir()
    (tmp_path / "book.yaml").touch()
    head = HEAD.replace("2026-11-23", "2026-02-30") + "complete_until: 2026-02-31\n"
    (tmp_path / "rounds" / "2020.yaml").write_text(head + "rounds:\n" + ROUND.format("1", "2020-01-08"))
    assert [str(diagnostic.location).rpartition("rounds/")[2] for diagnostic in rounds_of(list_files(tmp_path))[1]] == [
        "2020.yaml:2:10",
        "2020.yaml:4:17",
    ]


def test_bands_of_a_pool_do_not_overlap(tmp_path: Path) -> None:
    """A score belongs to one band."""
    about = "total: 3, confidence: official, sources: [s]"
    bands = f"pool:\n  - {{date: 2020-01-08, bands: {{'0..10': 1, '10..20': 2}}, {about}}}\n"
    assert refused(tmp_path, {"pool/2020.yaml": bands}) == ["pool-overlap"]


@pytest.mark.parametrize(
    ("module", "words", "told"),
    [
        ("matplotlib", ["rounds", "--chart", "chart.svg"], "ronde[chart]"),
        ("pyarrow", ["export", "--format", "parquet", "--out", "book"], "ronde[pool]"),
    ],
)
def test_a_missing_library_is_named(
    module: str,
    words: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What needs an extra says which, and writes nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, module, None)
    assert main(words) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_profile_submitted_after_the_last_round_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No round can be told of it, and that is said rather than an empty list."""
    profile = tmp_path / "late.yaml"
    profile.write_text(Path(PVT).read_text(encoding="utf-8") + "\nprofile_submitted: 2026-11-01\n", encoding="utf-8")
    assert main(["invited", str(profile)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "November 1, 2026" in captured.err
