"""Every diagnostic that a file, a ruleset or a case can have: a file that has it, told at its place, and one that has
not.

Each folder is a diagnostic's code, or the name of a check's room. `bad.yaml` begins with `# expect: line:column code`;
further comments may say where the file stands (`# file:`), under what second name (`# also:`), that nothing is added to
it (`# whole file`), or that the second pass is left out (`# pass: meaning`: the third pass guards itself, whatever the
schema lets through).
What a whole version needs and the fixture does not write is added below it, so that its lines keep their numbers.
Where it takes several files, `bad` and `good` are folders of a book, and `expect.txt` says what is found in the first.
Where it takes an edit, `before` is a folder with the versions as they were in a commit, looked at on DAY.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.conftest import Run
from tests.support import books
from tests.support.diagnostics import check_words, places
from tests.support.messages import keys
from tests.support.slips import found_in, slipped

from ronde.cases.cases import case_files, read_cases
from ronde.check.whole import check_whole_book
from ronde.compile.rules import Compiler
from ronde.evaluate import reference
from ronde.evaluate.reference import Candidate
from ronde.lint import registry
from ronde.lint.context import Context, Edit
from ronde.lint.registry import checks
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.limits import LARGEST_FILE
from ronde.model.types import read_date
from ronde.read import book as reading
from ronde.read import structure
from ronde.read.book import read_book
from ronde.read.files import BOOK
from ronde.read.structure import parse

HERE = Path(__file__).parent
DAY = "2024-01-01"
HEADER = {
    "title": "{fr: Sujet, en: Topic}",
    "effective": "2015-01-01",
    "published": "2015-01-01",
    "checked": "2030-01-01",
    "confidence": "official",
    "sources": "[{id: act, title: {fr: Loi, en: Act}}]",
}
FILES = frozenset(
    keys(*(f"{name}-findings" for name in ("files", "definitions", "profiles", "rounds", "cases", "books")))
)
"""What can be said of the files of a book, of cases and of profiles."""
OF_PROFILES = frozenset(code for code in FILES if code.startswith("profile-")) | {"date-before-book"}
"""What is said of a profile or of the date asked: tests/profiles."""

IN_THIS_MODULE = frozenset({
    "file-missing", "file-unreadable", "file-too-large", "file-not-utf8", "folder-missing", "book-missing",
    "table-too-large", "yaml-long-key", "list-layers", "caution-layers", "slip-layers",
    "unsafe-shape",
})  # fmt: skip
"""What needs bytes, a folder, two files, or a file too large to keep here: made on the spot below."""

OF_FILES = frozenset({"cases-none", "file-special", "folder-unreadable", "link-broken", "link-loop", "link-outside"})
"""What needs links, pipes, folders that are closed or empty: tests/history/test_files.py, tests/cli/test_cases.py."""

FIXTURES = tuple(sorted(path.name for path in HERE.iterdir() if (path / "bad.yaml").is_file()))
TREES = tuple(sorted(path.name for path in HERE.iterdir() if (path / "bad").is_dir()))


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Diagnostics are those of this reading, never of an earlier one. (The real book may be read as always.)"""
    books.real()
    monkeypatch.setenv("RONDE_CACHE", "")


def _comment(text: str, name: str) -> str | None:
    found = re.search(rf"^# {name}: (.*)$", text, re.MULTILINE)
    return found[1] if found else None


def _whole(text: str, name: str) -> str:
    """The fixture as a whole version file."""
    if "# whole file" in text:
        return text
    effective = re.match(r".*(\d{4}-\d{2}-\d{2})", name)
    added = HEADER | (dict.fromkeys(("effective", "published"), effective[1]) if effective else {})
    return text + "".join(f"{key}: {value}\n" for key, value in added.items() if not re.search(rf"^{key}:", text, re.M))


def diagnostics_in(folder: Path) -> list[Diagnostic]:
    """Everything that the check of a book finds, besides that it answers nothing worth a headline."""
    return [diagnostic for diagnostic in check_whole_book(folder).diagnostics if diagnostic.location.name != BOOK]


def without_schema(folder: Path) -> list[Diagnostic]:
    """What the third pass finds when the second has not run."""
    documents = [
        structure.parse(path.read_bytes(), path.relative_to(folder).as_posix())
        for path in sorted(folder.rglob("*.yaml"))
    ]
    history = reading._history(folder, documents)
    return Compiler().plan_and_diagnostics(history.in_force(max(history.change_dates)))[1]


def lint(text: str, folder: Path) -> list[Diagnostic]:
    """What is found in a fixture, put in a small book."""
    if "\ncases:" in text:
        path = folder / "cases.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            read_cases(path)
        except ValidationError as refused:
            return list(refused.diagnostics)
        return []
    name, also = _comment(text, "file") or "topic/2015-01-01.yaml", _comment(text, "also")
    files = {"base/2015-01-01.yaml": (HERE / "vocabulary.yaml").read_text(encoding="utf-8")}
    files |= {each: _whole(text, each) for each in (name, also) if each}
    books.write(folder, files)
    return without_schema(folder) if _comment(text, "pass") == "meaning" else diagnostics_in(folder)


def found_in_tree(code: str, kind: str, folder: Path) -> list[str]:
    """What is found in a book that is written as a folder, laid over a small one: `path:line:column code`."""
    files: dict[str, str] = {
        "book.yaml": json.dumps({**books.BOOK, "headlines": ["age"]}),
        "base/2015-01-01.yaml": (HERE / "vocabulary.yaml").read_text(encoding="utf-8"),
    }
    own = _tree(HERE / code / kind)
    books.write(folder, files | own)
    cases = case_files(folder / "cases") if (folder / "cases").is_dir() else ()
    diagnostics = check_whole_book(folder, cases).diagnostics
    found = [diagnostic for diagnostic in diagnostics if diagnostic.code == code or diagnostic.code not in books.QUIET]
    was = _tree(HERE / code / "before")
    edits = [
        Edit(parse(text.encode(), name), parse(own[name].encode(), name) if name in own else None)
        for name, text in was.items()
    ]
    found += registry.found(Context(edits=edits, day=read_date(DAY)))
    check_words(found)
    return sorted(f"{diagnostic.location} {diagnostic.code}".removeprefix(f"{folder}/") for diagnostic in found)


def _tree(folder: Path) -> dict[str, str]:
    """The files of a fixture that is a folder, by path; versions are made whole."""
    files: dict[str, str] = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = path.relative_to(folder).as_posix()
        version = re.fullmatch(r"(?!rounds/).+/\d{4}-\d{2}-\d{2}(\.\d+)?\.yaml", name)
        text = path.read_text(encoding="utf-8")
        files[name] = _whole(text, name) if version else text
    return files


OF_LIMITS = {"facts-too-many", "findings-more"}
"""What is said where there is too much of something: tests/limits sees it said."""

OF_ROUNDS = {
    "chart-missing", "chart-suffix", "file-unwritable", "folder-not-empty", "parquet-missing",
    "pool-none", "pool-overlap", "range-reversed", "round-missing", "round-twice", "round-type-unknown",
    "round-year", "rounds-none", "score-unknown", "submitted-after",
}  # fmt: skip
"""What is said of rounds, charts and exports: tests/rounds and tests/cli see each of them said."""


@pytest.mark.parametrize("code", FIXTURES)
def test_bad_fixture_is_found_at_its_place(code: str, tmp_path: Path) -> None:
    """The bad fixture yields its diagnostic, at the line and column it states, and nothing else."""
    text = (HERE / code / "bad.yaml").read_text(encoding="utf-8")
    found = lint(text, tmp_path)
    check_words(found)
    assert places(found) == [_comment(text, "expect")]
    if "# also:" not in text:
        own = _comment(text, "file") or ("cases.yaml" if "\ncases:" in text else "topic/2015-01-01.yaml")
        assert found[0].location.name.endswith(own)


@pytest.mark.parametrize("code", FIXTURES)
def test_good_fixture_has_no_diagnostic(code: str, tmp_path: Path) -> None:
    """The fixture with the same thing put right has no diagnostic at all."""
    assert places(lint((HERE / code / "good.yaml").read_text(encoding="utf-8"), tmp_path)) == []


@pytest.mark.parametrize("code", TREES)
def test_bad_book_is_found_at_its_places(code: str, tmp_path: Path) -> None:
    """The bad folder yields its diagnostics, in the files and at the places that are stated, and nothing else."""
    assert found_in_tree(code, "bad", tmp_path) == (HERE / code / "expect.txt").read_text().splitlines()


@pytest.mark.parametrize("code", TREES)
def test_good_book_has_no_diagnostic(code: str, tmp_path: Path) -> None:
    """The folder with the same thing put right has no diagnostic at all."""
    assert found_in_tree(code, "good", tmp_path) == []


def test_every_code_has_a_fixture() -> None:
    """Nothing can be said of a file, a ruleset or a case that no test has seen said."""
    covered = {*FIXTURES, *TREES, *OF_PROFILES, *OF_ROUNDS, *OF_FILES, *OF_LIMITS, *IN_THIS_MODULE}
    rooms = {check.name.replace("_", "-") for check in checks()}
    assert FILES - covered == set()
    assert rooms - {*FIXTURES, *TREES} == set()
    assert covered - {*FILES, *keys("values-findings"), *rooms} == set()
    for code in FIXTURES:
        assert (_comment((HERE / code / "bad.yaml").read_text(encoding="utf-8"), "expect") or "").endswith(f" {code}")


# what cannot be a small file of text

STRUCTURE = {
    "latin-1": (b"a: 1\nb: caf\xe9\n", "2:7 file-not-utf8"),
    "utf-16": ("a: 1".encode("utf-16"), "1:1 file-not-utf8"),
    "binary": (bytes(range(256)), "2:118 file-not-utf8"),
    "tab": (b"a:\n\tb: 1\n", "2:1 yaml-tab"),
    "tab after spaces": (b"a:\n  \tb: 1\n", "2:3 yaml-tab"),
    "unfinished merge": (b"a: 1\n<<<<<<< mine\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n", "2:1 yaml-merge"),
    "nothing": (b"", "0:0 file-empty"),
    "comment only": (b"# nothing yet\n\n", "0:0 file-empty"),
    "two documents": (b"a: 1\n---\nb: 1\n", "2:1 yaml-broken"),
    "bracket left open": (b"a: [1, 2\nb: 1\n", "2:2 yaml-broken"),
    "quote left open": (b'a: "one\nb: 1\n', "3:1 yaml-broken"),
    "unknown alias": (b"a: *b\n", "1:4 yaml-broken"),
    "control character": (b"a: 1\nb: \x07\n", "2:4 yaml-broken"),
    "key twice": (b"a: {b: 1, c: 2, b: 3}\n", "1:17 yaml-duplicate-key"),
    "key twice, once quoted": (b"a: 1\n'a': 1\n", "2:1 yaml-duplicate-key"),
    "key without end": (b"a: 1\n" + b"x" * 300 + b": 1\n", "2:1 yaml-long-key"),
    "list as key": (b"[a, b]: 1\n", "1:1 yaml-key"),
    "python tag": (b"a: !!python/object/apply:os.getcwd []\n", "1:4 yaml-tag"),
    "own tag": (b"a: !money 5\n", "1:4 yaml-tag"),
    "tag of a mapping": (b"a: !own {b: 1}\n", "1:4 yaml-tag"),
    "tag of a list": (b"a: !own [b]\n", "1:4 yaml-tag"),
    "tag that says text": (b"a: !!str 10\n", "1:4 yaml-tag"),
    "alias of itself": (b"a: &a [*a]\n", "1:4 yaml-too-large"),
    "mapping that holds itself": (b"&a {b: *a}\n", "1:1 yaml-too-large"),
    "too deep": (
        b"a:\n" + b"".join(b" " * depth + b"- \n" for depth in range(1, 62)) + b" " * 62 + b"- 1\n",
        "62:62 yaml-too-large",
    ),
}
"""Bytes that no file may hold, and what is said of them. Line 0 means the whole file."""


@pytest.mark.parametrize("name", STRUCTURE)
def test_structure_is_refused_at_its_place(name: str) -> None:
    """What is wrong with a file before its content is looked at is told at the line and column where it stands."""
    content, expected = STRUCTURE[name]
    with pytest.raises(ValidationError) as refused:
        structure.parse(content, "x.yaml")
    check_words(list(refused.value.diagnostics))
    assert places(list(refused.value.diagnostics)) == [expected]


DEEP = [b"[" * 100_000, b"[" * 3_000 + b"]" * 3_000, b"{a: " * 3_000, b"- " * 20_000 + b"a"]


@pytest.mark.parametrize("content", DEEP, ids=["open", "closed", "mappings", "lists"])
def test_deep_nesting_is_refused(content: bytes) -> None:
    """Nesting without measure is refused like any other wrong file, and takes neither the stack nor the day."""
    with pytest.raises(ValidationError) as refused:
        structure.parse(content, "x.yaml")
    assert {diagnostic.code for diagnostic in refused.value.diagnostics} <= {"yaml-broken", "yaml-too-large"}


def test_aliases_that_multiply_are_refused() -> None:
    """A few lines whose aliases stand for millions of values are refused before they are built."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]" for number in range(1, 12)]
    with pytest.raises(ValidationError) as refused:
        structure.parse("\n".join(lines).encode(), "x.yaml")
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == ["yaml-too-large"]


def test_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    """A file beyond the limit is refused by its size alone."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(ValidationError) as refused:
        structure.read_bytes(path)
    check_words(list(refused.value.diagnostics))
    assert places(list(refused.value.diagnostics)) == ["0:0 file-too-large"]


def test_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A missing file, or a folder in its place, is named with the reason."""
    for path, code in ((tmp_path / "missing.yaml", "file-missing"), (tmp_path, "file-unreadable")):
        with pytest.raises(ValidationError) as refused:
            structure.read_bytes(path)
        check_words(list(refused.value.diagnostics))
        assert places(list(refused.value.diagnostics)) == [f"0:0 {code}"]


def test_folder_and_book_that_are_missing_are_named(tmp_path: Path) -> None:
    """A folder that does not exist and a folder without book.yaml are told apart."""
    for folder, code in ((tmp_path / "nowhere", "folder-missing"), (tmp_path, "book-missing")):
        with pytest.raises(ValidationError) as refused:
            read_book(folder)
        check_words(list(refused.value.diagnostics))
        assert places(list(refused.value.diagnostics)) == [f"0:0 {code}"]


def test_a_list_must_be_the_same_in_every_layer(tmp_path: Path) -> None:
    """A version that applies to some may not change a list that the version for the others uses as well."""
    fact = {"x": books.fact(value=1), "m": books.asked("yes_no")}
    one, two = (
        {"codes": {"label": books.TEXTS, "source": "act", "items": dict.fromkeys(codes, books.TEXTS)}}
        for codes in ("ab", "ac")
    )
    meant = {"applies_to": {"fact": "m", "is": True}}
    for lists, found in ((two, ["list-layers"]), (one, [])):
        files = {
            "topic/2015-01-01.yaml": books.version(facts=fact, lists=one),
            "topic/2016-01-01.yaml": books.version("2016-01-01", {"x": fact["x"]}, lists=lists, **meant),
        }
        told = diagnostics_in(books.write(tmp_path, files))
        check_words(told)
        assert [diagnostic.code for diagnostic in told] == found


def test_a_caution_must_be_the_same_in_every_layer(tmp_path: Path) -> None:
    """A version that applies to some may not drop or change a caution that the version for the others has."""
    raised = {"caution": {"when": "m", "text": books.TEXTS}}
    plain, cautious = books.fact(value=1), books.fact(value=1, **raised)
    meant = {"applies_to": {"fact": "m", "is": True}}
    for later, found in ((plain, ["caution-layers"]), (cautious, [])):
        files = {
            "topic/2015-01-01.yaml": books.version(facts={"x": cautious, "m": books.asked("yes_no")}),
            "topic/2016-01-01.yaml": books.version("2016-01-01", {"x": later, "m": books.asked("yes_no")}, **meant),
        }
        told = diagnostics_in(books.write(tmp_path, files))
        check_words(told)
        assert [diagnostic.code for diagnostic in told] == found


def test_a_slip_must_be_the_same_in_every_layer(tmp_path: Path) -> None:
    """A version that applies to some may not drop or change a slip that the version for the others tells."""
    told = books.fact(all=[{"fact": "m", "is": True}])
    plain, slip = {**told}, {**told, "slip": {"of": ["y"], "text": books.TEXTS}}
    meant = {"applies_to": {"fact": "m", "is": True}}
    for later, found in ((plain, ["slip-layers"]), (slip, [])):
        files = {
            "base/2015-01-01.yaml": books.version(facts={"m": books.asked("yes_no"), "y": told}),
            "topic/2015-01-01.yaml": books.version(facts={"x": slip}),
            "topic/2016-01-01.yaml": books.version("2016-01-01", {"x": later}, **meant),
        }
        made = diagnostics_in(books.write(tmp_path, files))
        check_words(made)
        assert [diagnostic.code for diagnostic in made] == found


def test_what_the_forward_chainer_cannot_compare_is_told(tmp_path: Path) -> None:
    """A literal that one of the machines could not run is found when the book is checked, not when it is asked."""
    told = lint(whole({"x": books.fact(all=[{"fact": "remark", "is": "\1" * 10_000}])}), tmp_path)
    check_words(told)
    assert [diagnostic.code for diagnostic in told] == ["unsafe-shape"]


def test_table_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """Keys that cut one another into too many cells are refused, not tried."""
    keys = [f"k{number}" for number in range(4)]
    facts = {key: books.asked("number", at_least=0, at_most=100) for key in keys}
    rows = [{"when": dict.fromkeys(keys, number), "value": number + 1} for number in range(0, 60, 2)]
    facts["x"] = books.fact(table={"keys": keys, "rows": rows, "otherwise": 0})
    found = diagnostics_in(books.write(tmp_path, {"topic/2015-01-01.yaml": books.version(facts=facts)}))
    check_words(found)
    assert [diagnostic.code for diagnostic in found] == ["table-too-large"]


def test_only_a_few_words_are_special() -> None:
    """Whole numbers without a leading zero, plain decimals, true, false and null are values; all else stays text."""
    text = (
        "[00010, 010, 0o7, 0x1F, 1_000, 1:30, 1e3, .5, 5., yes, no, on, off, y, .inf, .nan, 2020-01-01, 2023-02-30,"
        " 0, 10, -3, 1.50, true, False, null, ~, '10', '', 12345678901234567890]"
    )
    special = [0, 10, -3, 1.5, True, False, None, None]
    for content in (text, f"%YAML 1.1\n---\n{text}\n", f"%YAML 1.2\n---\n{text}\n", f"\ufeff{text}\r\n"):
        tree = structure.parse(content.encode(), "x.yaml").tree
        assert isinstance(tree, list)
        written = [item.strip() for item in text[1:-1].split(",")]
        assert tree[:18] == written[:18]
        assert tree[18:26] == special
        assert tree[26:] == ["10", "", "12345678901234567890"]


def test_a_slash_in_a_key_does_not_move_another_key() -> None:
    """The place of a value is its own, even where another key is spelt like the way to it."""
    document = structure.parse(b"a: {b: 1}\na/b: 2\n", "x.yaml")
    assert str(document.location(("a", "b"))) == "x.yaml:1:8"
    assert str(document.location(("a/b",))) == "x.yaml:2:6"


def test_merge_keys_are_plain_keys() -> None:
    """`<<` includes nothing: it is a key like another, which no schema knows."""
    assert structure.parse(b"a: &a {x: 1}\nb: {<<: *a}\n", "x.yaml").tree == {"a": {"x": 1}, "b": {"<<": {"x": 1}}}


@pytest.mark.parametrize(
    "content",
    [
        b"a: 999999999999999999",
        b"[-900719925474099300]",
        b'a: "\\ud800"',
        b'"\\udfff": 1',
        b"a: 99999999999999.999999999999",
        b'a: "\\0"',
    ],
)
def test_values_at_the_edge_are_read_or_refused(content: bytes) -> None:
    """Numbers that are too large and text that is no text end in a document or a diagnostic, never in a failure."""
    try:
        structure.parse(content, "x.yaml")
    except ValidationError as refused:
        check_words(list(refused.diagnostics))


SYNTAX = st.text(st.sampled_from("ab1.0-:[]{},&*!#|>'\"%@ \t\n?~é\u2028\x85"), max_size=40)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=60), SYNTAX.map(str.encode)))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """Whatever bytes a file holds, it becomes a document or is refused with a diagnostic that can be told."""
    try:
        document = structure.parse(content, "x.yaml")
    except ValidationError as refused:
        check_words(list(refused.diagnostics))
    else:
        assert re.fullmatch("[0-9a-f]{64}", document.digest)


@settings(max_examples=120, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.integers(0, 2**32))
def test_a_slip_is_found_or_harmless(seed: int) -> None:
    """Whatever one slip makes of a real version, it is found with words for it, or the rules still run."""
    random = Random(seed)
    history = books.real()
    version = random.choice(
        [each for versions in history.versions.values() for each in versions if "facts" in each.document.tree]
    )
    names = sorted(books.real_plan(version.effective).facts)
    plan, found = found_in(version, slipped(version.document.tree, random, names))
    check_words(found)
    if plan is not None:
        reference.evaluate(plan, Candidate({"as_of": version.effective}, {name: [{}] for name in plan.records}))


def whole(facts: dict[str, object]) -> str:
    """A fixture made on the spot."""
    return "# whole file\n" + json.dumps(books.version(facts=facts))


@pytest.mark.parametrize(
    "definition",
    [
        {"all": [{"fact": "age", "at_least": 0.00001}]},
        {"all": [{"fact": "age", "between": [0.00001, 5]}]},
        {"sum": ["age"], "cap": 0.00001},
        {"divide": {"fact": "age", "by": 0.00001}},
        {"value": 0.00001},
        {"table": {"key": "kind", "rows": {"red": 1, "blue": 2}, "beyond": {"each": 1}}},
        {"table": {"key": "day", "rows": {"..2020-01-01": 1, "2020-01-02": 2}, "beyond": {"each": 1}}},
        {"table": {"keys": ["age", "age"], "rows": [{"when": {"age": 1}, "value": 2}], "otherwise": 0}},
        {"scale": {"key": "married", "rows": {"1": 1}, "below": 0}},
        {"maximum": {}, "value": 1},
        {"table": {"rows": {"1": 2}}},
        {"source": ["act", None], "value": 1},
    ],
    ids=lambda definition: next(iter(definition)),
)
def test_odd_definitions_are_read_or_found(definition: dict[str, object], tmp_path: Path) -> None:
    """A definition that no one would write is compiled, or told at its place: decimals with many zeros, tables that go
    on beyond a text or have no key, a source that is nothing."""
    check_words(lint(whole({"x": books.fact(**definition)}).replace("1e-05", "0.00001"), tmp_path))


def test_choices_that_were_not_declared_are_found(tmp_path: Path) -> None:
    """A fact that would take a value outside its declared choices is a fault, not a row taken by chance."""
    declared = {"green": books.TEXTS, "yellow": books.TEXTS}
    facts = {
        "x": books.fact(type="choice", choices=declared, value={"fact": "kind"}),
        "y": books.fact(table={"key": "x", "rows": {"green": 1, "yellow": 2}}),
    }
    assert lint(whole(facts), tmp_path) != []


def test_each_column_is_held_to_its_own_maximum(tmp_path: Path) -> None:
    """A maximum declared for each column is checked against the rows of that column, and names no other."""
    table = {"key": "age", "columns": {"choose": "married", "true": "two", "false": "one"}}
    for maximum, rows in (
        ({"two": 10, "one": 20}, {"0..": {"two": 20, "one": 10}}),
        ({"two": 10, "won": 20}, {"0..": {"two": 10, "one": 20}}),
    ):
        facts = {"x": books.fact(maximum=maximum, table={**table, "rows": rows})}
        assert lint(whole(facts), tmp_path) != []


def test_what_only_follows_from_an_error_is_left_out_and_counted(tmp_path: Path, run: Run) -> None:
    """A headline that rests on a fact with an error is no error of `book.yaml`; one that nobody defines is."""
    faulty = books.fact(sum=["part"])
    facts = {"part": books.fact(type="number", table={"key": "absent", "rows": {"1": 2}}), "answer": faulty}
    book = {**books.BOOK, "headlines": ["answer", "never"]}
    folder = books.write(tmp_path / "b", {"book.yaml": book, "topic/2015-01-01.yaml": books.version(facts=facts)})
    report = check_whole_book(folder)
    assert [
        (each.location.name, each.params["name"]) for each in report.diagnostics if each.code == "fact-unknown"
    ] == [
        ("topic/2015-01-01.yaml", "absent"),
        ("book.yaml", "never"),
    ]
    assert report.following == 1
    assert "only follow from an error above: 1." in run("check", str(folder))[2]
    told = json.loads(run("check", str(folder), "--format", "json")[1])
    assert (told["following"], told["rules_checked"], len(told["findings"])) == (1, True, 2)


def test_check_says_when_the_rules_themselves_were_not_looked_at(tmp_path: Path, run: Run) -> None:
    """A file that departs from its schema stops the rules' own check, which is not to pass for a clean one."""
    wrong = books.version(facts={"x": books.fact(value=1)}) | {"titel": "x"}
    folder = books.write(tmp_path / "b", {"book.yaml": books.BOOK, "topic/2015-01-01.yaml": wrong})
    assert "The rules themselves were not checked" in run("check", str(folder))[2]
    assert "n'ont pas été vérifiées" in run("check", str(folder), "--lang", "fr")[2]
    assert json.loads(run("check", str(folder), "--format", "json")[1])["rules_checked"] is False
