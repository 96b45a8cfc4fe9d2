"""Every command, in every format, and every file that it writes carries the cautions of the answers it rests on.

The commands are those of the command line: a new one without words here fails.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest
from tests.cli.test_small_books import every_command
from tests.conftest import Run

from ronde import Book, open_book
from ronde.cli import options
from ronde.cli.root import commands
from ronde.explain.cautions import CAPTION_LINES
from ronde.export import FORMATS as EXPORTS
from ronde.messages import translate
from ronde.read.places import data_folder

DAY, CODE = "2026-11-28", "incomplete:crs/total@2026-11-03"
SAID = {
    "en": "a score computed from that day is that of the rules of March 25, 2025",
    "fr": "une note calculée depuis ce jour est celle des règles du 25 mars 2025",
}
ROUND = """
  - number: "448"
    date: 2026-11-12
    type: canadian_experience
    invitations: 1000
    cutoff: 500
    tie_break: 2026-02-13T20:48:08Z
    instant: 2026-11-12T10:19:21Z
    programs: [cec]
    sources: [F2]
    confidence: recalled
"""
PROFILE = "birth_date: 1996-04-02\n"
THREE = ("text", "json", "md")
FILES = ("parquet", "csv", "jsonl")
OUT = {
    "pool evaluate": ("{pool}", "--as-of", DAY, "--facts", "crs.total"),
    "pool make": ("2", "--as-of", DAY),
    "pool rank": ("{pool}", "--as-of", DAY),
    "pool round": ("{pool}", "--as-of", "2026-11-12", "--type", "canadian_experience"),
    "pool compare": ("{pool}", "2026-11-02", DAY, "--facts", "crs.total"),
}
"""The commands that write a file of rows."""
WORDS = {
    "evaluate": ("{profile}", "--as-of", DAY, "--full"),
    "why": ("{profile}", "crs.total", "--as-of", DAY),
    "reach": ("{profile}", "crs.total", "900", "--as-of", DAY),
    "history": ("{profile}", "--from", "2026-11-10", "--to", DAY, "--fact", "crs.total"),
    "rules": ("--as-of", DAY),
    "rounds": ("--from", "2026-11-01"),
    "invited": ("{profile}", "--from", "2026-11-01"),
    "standing": ("{scored}", "--as-of", DAY),
    "pool simulate": ("--from", "2026-11-01", "--to", DAY, "--pool", "{pool}", "--out", "{new}"),
    "impact": ("2025-03-24", DAY, "--pool", "{pool}", "--facts", "crs.total"),
    **{name: (*words, "--out", "{out}.csv") for name, words in OUT.items()},
}
ASKED = [
    (name, form, language)
    for name in WORDS
    for form in THREE
    for language in SAID
    if (name, form) != ("pool evaluate", "md") and (form, language) != ("json", "fr")
]
"""Every command in every form and language: a pool's summary is text or JSON, and data are the same in both."""
CHARTS = {
    "impact": ("2025-03-24", "{day}", "--pool", "{pool}", "--facts", "crs.total"),
    "rounds": ("--from", "2026-09-01", "--to", "{day}"),
    "history": ("{profile}", "--from", "2026-11-01", "--to", "{day}", "--fact", "crs.total"),
    "pool simulate": ("--from", "2026-09-29", "--to", "{day}", "--pool", "{pool}", "--out", "{new}"),
}
"""The commands that draw."""
ELSEWHERE = {
    "export",
    "check",
    "test",
    "coverage",
    "site",
    "serve",
    "init",
    "schemas",
    "lsp",
    "review",
    "new",
    "set",
    "check-off",
    "case",
    "fmt",
    "diff",
    "verify",
    "facts",
    "pool receipts",
    "ask",
}
"""Commands tried otherwise: export below, the site and the server by their own tests; three find faults in files, six
change them, two say what was changed, one whether an answer is as it was, one what facts are called, and one asks: they
answer nothing."""


def test_every_command_is_tried_here() -> None:
    """A new command needs an entry."""
    assert set(every_command(commands("en"))) == {*WORDS, *ELSEWHERE}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book that travels with the package, and one round more, held by rules that are not known."""
    folder = tmp_path_factory.mktemp("cautions") / "book"
    shutil.copytree(data_folder("rulesets"), folder)
    path = folder / "rounds" / "2026.yaml"
    text = path.read_text(encoding="utf-8").replace("complete_until: 2026-10-01", "complete_until: 2026-11-12")
    path.write_text(text.rstrip() + ROUND, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _read_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands share one of each book, which is read and compiled once: `run` shares only the one that travels with
    the package."""
    monkeypatch.setattr(options, "book", shared_book)


@cache
def shared_book(folder: str | None) -> Book:
    """A book whose files stay as they are."""
    return open_book(folder)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """Files that commands are given, and names for those they make."""
    (tmp_path / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "scored.yaml").write_text(SCORED, encoding="utf-8")
    (tmp_path / "pool.jsonl").write_text('{"birth_date": "1996-04-02"}\n' * 2, encoding="utf-8")
    made = {"profile": "profile.yaml", "scored": "scored.yaml", "pool": "pool.jsonl", "out": "out", "new": "new"}
    return {name: str(tmp_path / file) for name, file in made.items()}


SCORED = (data_folder("rulesets").parent / "examples" / "pvt-toronto.yaml").read_text(encoding="utf-8")


def codes(data: object) -> Iterator[str]:
    """The code of every caution in plain data, however deep; of a decision, made of its parts."""
    if isinstance(data, dict):
        if {"kind", "topic", "version"} <= data.keys():
            yield f"{data['kind']}:{data['topic']}@{data['version']}"
        for each in data.values():
            yield from codes(each)
    elif isinstance(data, list):
        for each in data:
            yield from codes(each)


@pytest.mark.parametrize(("name", "form", "language"), ASKED)
def test_every_answer_carries_the_caution(
    run: Run, book: Path, files: dict[str, str], name: str, form: str, language: str
) -> None:
    """The ranking changed on 2026-11-03, and how is not known: whatever rests on it says so."""
    words = [word.format(**files) for word in WORDS[name]]
    code, out, err = run(*name.split(), *words, "--rulesets", str(book), "--format", form, "--lang", language)
    assert code == 0, err
    if form != "json":
        assert SAID[language] in " ".join(out.split())
    elif name == "rules":
        topic = next(each for each in json.loads(out)["topics"] if each["topic"] == "crs/total")
        assert SAID["en"] in topic["incomplete"][0]["missing"]["en"]
    elif name == "why":
        assert any(SAID["en"] in each for each in json.loads(out)["cautions"])
    else:
        assert CODE in codes(json.loads(out))


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("name", OUT)
def test_every_file_of_rows_carries_the_caution(
    run: Run, book: Path, files: dict[str, str], name: str, form: str
) -> None:
    """Parquet in its metadata; the others in a file beside them, which goes where there is nothing to say."""
    path = Path(f"{files['out']}.{form}")
    words = [word.format(**files) for word in OUT[name]]
    code, _, err = run(*name.split(), *words, "--out", str(path), "--rulesets", str(book))
    assert code == 0, err
    beside = path.with_name(f"{path.name}.cautions.json")
    assert beside.exists() == (form != "parquet")
    if form == "parquet":
        told = json.loads(pq.read_metadata(path).metadata[b"ronde.cautions"])
    else:
        told = json.loads(beside.read_bytes())
    found = next(each for each in told if each["code"] == CODE)
    assert found["rows"] >= 1
    assert "crs.total" in found["facts"]
    assert SAID["en"] in found["text"]["en"]
    if name == "pool rank" and form != "parquet":
        assert run(*name.split(), files["pool"], "--as-of", "2024-01-10", "--out", str(path))[0] == 0
        assert not beside.exists()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_carries_the_caution_below_the_picture(
    run: Run, book: Path, files: dict[str, str], name: str, language: str
) -> None:
    """A picture is passed on without the words around it: the lines are drawn, and the file's description has all.

    That the day before has no such line is asked in one language.
    """
    path = Path(f"{files['out']}.svg")
    for day in ("2026-11-02", DAY) if language == "en" else (DAY,):
        words = [word.format(**files, day=day) for word in CHARTS[name]]
        shutil.rmtree(files["new"], ignore_errors=True)
        more = ("--chart", str(path), "--rulesets", str(book), "--lang", language)
        code, _, err = run(*name.split(), *words, *more)
        assert code == 0, err
        tree = ElementTree.parse(path, ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_comments=True)))
        told = " ".join(tree.find(".//{http://purl.org/dc/elements/1.1/}description").text.split())
        assert (SAID[language] in told) == (day == DAY)
        # matplotlib draws letters as outlines, each line with its text in a comment
        drawn = [each.text.strip() for each in tree.iter(ElementTree.Comment)]
        assert translate("cautions-heading", language) in drawn
        below = [each for each in drawn if each.startswith("·")]
        assert 1 <= len(below) < CAPTION_LINES
        assert all(" ".join(each.strip("· […]").split()) in told for each in below)
        version = {"en": "November 3, 2026", "fr": "3 novembre 2026"}[language]
        assert any(version in each for each in below) == (day == DAY)


def test_every_chart_is_tried_here() -> None:
    """A new command that draws needs an entry."""
    drawing = {
        name
        for name, each in every_command(commands("en")).items()
        if any("--chart" in param.opts for param in each.params)
    }
    assert drawing == set(CHARTS)


@pytest.mark.parametrize("form", EXPORTS)
def test_an_export_has_a_table_of_cautions(run: Run, book: Path, files: dict[str, str], form: str) -> None:
    """Who works with the tables alone finds there what is not known."""
    code, _, err = run("export", "--out", files["new"], "--format", form, "--rulesets", str(book))
    assert code == 0, err
    path = Path(files["new"]) / f"cautions.{form}"
    text = (
        json.dumps(pq.read_table(path).to_pylist(), ensure_ascii=False)
        if form == "parquet"
        else path.read_text("utf-8")
    )
    assert SAID["en"] in text
    assert SAID["fr"] in text


def test_each_row_names_its_cautions_if_asked(run: Run, book: Path, files: dict[str, str]) -> None:
    """The column of codes, by the day of each row."""
    Path(files["pool"]).write_text('{"day": "2026-11-02"}\n{"day": "2026-11-03"}\n', encoding="utf-8")
    words = ("--as-of-column", "day", "--facts", "crs.total", "--cautions", "--out", f"{files['out']}.jsonl")
    assert run("pool", "evaluate", files["pool"], *words, "--rulesets", str(book))[0] == 0
    rows = [json.loads(line) for line in Path(f"{files['out']}.jsonl").read_text("utf-8").splitlines()]
    assert [CODE in each["cautions"].split() for each in rows] == [False, True]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "what changed is not known"), ("fr", "on ignore ce qui a changé")]
)
def test_a_comparison_never_says_without_more_that_nothing_changes(
    run: Run, files: dict[str, str], language: str, said: str
) -> None:
    """Before, across and after the day of the version that is not known."""
    for first, second, told in (
        ("2026-11-01", "2026-11-02", False),
        ("2026-11-02", "2026-11-03", True),
        ("2026-11-03", "2026-11-04", True),
    ):
        words = ("pool", "compare", files["pool"], first, second, "--facts", "crs.total", "--lang", language)
        assert (said in run(*words)[1]) == told
        words = ("impact", first, second, "--pool", files["pool"], "--facts", "crs.total", "--lang", language)
        assert (said in run(*words)[1]) == told
