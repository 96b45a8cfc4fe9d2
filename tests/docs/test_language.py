"""The reference of the language is true: every example on the page is run, and the page leaves no word out.

How the page is read. A fenced `yaml` block is a file of rules, or one or more cases; a `json` block after a case is
what the decision says of the facts that it names. Rules begin with `# topic/date.yaml` where an example needs several
files. Cases judge the rules that come before them, back to the last case or heading. `<!-- vocabulary -->` marks the
rules that every example shares, and `<!-- mistake: code -->` rules that must be refused with that code.
What the page leaves out for brevity is filled in here: title, dates, confidence, sources, labels, questions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ronde.cases.cases import read_cases
from ronde.cases.judge import judge
from ronde.check.whole import check_whole_book
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import Severity, ValidationError
from ronde.model.case import Case
from ronde.model.types import Kind, read_date
from ronde.operations.registry import FORMS
from ronde.read.book import read_book
from ronde.read.structure import parse
from ronde.syntax.conditions import OPERATORS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "language.md"
TEXT = PAGE.read_text(encoding="utf-8")

FENCE = re.compile(r"^```(\w*)$")
FILE = re.compile(r"# ((?:[a-z0-9_]+/)+\d{4}-\d{2}-\d{2}(?:\.\d+)?\.yaml|book\.yaml)")
MARK = re.compile(r"<!-- (\w+)(?:: ([a-z-]+))? -->")
RULES = {"facts", "lists", "records", "refuse", "status", "repealed", "headlines"}
DAY = "2024-06-01"
BOOK = {
    "title": {"fr": "Livre", "en": "Book"},
    "disclaimer": {"fr": "Exemple.", "en": "Example."},
    "first_date": "2015-01-01",
    "headlines": ["age"],
}
TREE = dict[str, Any]


def texts(text: str) -> TREE:
    """A text that is the same in both languages."""
    return {"fr": text, "en": text}


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, where it begins, the heading above it, the mark before it."""

    language: str
    text: str
    line: int
    heading: str
    mark: tuple[str, str] | None


@dataclass
class Example:
    """Rules, and what judges them: files of cases with what decisions say, or the mistake that they hold."""

    name: str
    files: dict[str, TREE] = field(default_factory=dict)
    cases: list[TREE] = field(default_factory=list)
    answers: dict[int, TREE] = field(default_factory=dict)
    mistake: str | None = None

    @property
    def done(self) -> bool:
        """Whether something judges it."""
        return bool(self.cases or self.mistake)


def blocks() -> Iterator[Block]:
    """Every fenced block of the page."""
    heading, mark, language, start = "", None, None, 0
    lines: list[str] = []
    for number, line in enumerate(TEXT.splitlines(), 1):
        fence = FENCE.match(line)
        if language is not None:
            if line == "```":
                yield Block(language, "\n".join(lines) + "\n", start, heading, mark)
                language, mark = None, None
            else:
                lines.append(line)
        elif fence:
            language, start, lines = fence[1], number, []
        elif line.startswith("#"):
            heading = line.lstrip("# ")
        elif found := MARK.fullmatch(line):
            mark = (found[1], found[2] or "")
    assert language is None, f"the block begun on line {start} does not end"


def read(block: Block) -> Any:
    """What a block says, read as the engine reads files."""
    return parse(block.text.encode(), f"docs/language.md, line {block.line}").tree


def whole_cases(tree: TREE) -> TREE:
    """A file of cases as it is, or one case made into a file."""
    if "cases" in tree:
        return tree
    return {"title": texts("case"), "source": "the page", "cases": [{"name": "case", "as_of": DAY, **tree}]}


class Page:
    """The page as it is read from top to bottom: the shared vocabulary, the examples, and what is wrong with it."""

    def __init__(self) -> None:
        self.vocabulary: TREE = {}
        self.examples: list[Example] = []
        self.faults: list[str] = []
        self.open: Example | None = None
        self.heading = ""
        for block in blocks():
            if block.heading != self.heading:
                self.close(block.heading)
            self.take(block)
        self.close("")

    def close(self, heading: str) -> None:
        """A heading ends the example before it, which something must have judged."""
        if self.open and not self.open.done:
            self.faults.append(f"{self.open.name}: nothing judges these rules")
        self.open, self.heading = None, heading

    def take(self, block: Block) -> None:
        """Take in one block."""
        if block.language == "yaml":
            tree = read(block)
            if block.mark == ("vocabulary", ""):
                self.vocabulary = tree
            elif isinstance(tree, dict) and RULES & set(tree):
                self.rules(block, tree)
            else:
                self.cases(block, tree if isinstance(tree, list) else [tree])
        elif block.language == "json" and self.open and self.open.cases:
            self.open.answers[len(self.open.cases) - 1] = json.loads(block.text)
        else:
            self.faults.append(f"line {block.line}: this block is not run")

    def rules(self, block: Block, tree: TREE) -> None:
        """A file of rules: of the example under way, or the first of a new one."""
        if self.open is None or self.open.done:
            self.open = Example(f"line {block.line}: {self.heading}")
            self.examples.append(self.open)
        named = FILE.fullmatch(block.text.splitlines()[0])
        path = named[1] if named else "example/2015-01-01.yaml"
        if path in self.open.files:
            self.faults.append(f"line {block.line}: {path} is written twice")
        self.open.files[path] = tree
        if block.mark:
            self.open.mistake = block.mark[1]

    def cases(self, block: Block, trees: list[TREE]) -> None:
        """Cases for the rules of the example under way."""
        if self.open is None or self.open.mistake:
            self.faults.append(f"line {block.line}: there are no rules for this case")
        else:
            self.open.cases.extend(map(whole_cases, trees))


READ = Page()


def filled(path: str, tree: TREE) -> TREE:
    """The rules with what the page leaves out."""
    if path == "book.yaml":
        return tree
    day = path.rpartition("/")[2][:10]
    whole = {
        "title": texts(path),
        "effective": day,
        "published": day,
        "checked": "2199-12-31",
        "confidence": "official",
        "sources": [],
        **json.loads(json.dumps(tree)),
    }
    cited = [*whole.get("facts", {}).values(), *whole.get("lists", {}).values(), *whole.get("refuse", [])]
    lacking = [each for each in cited if "source" not in each]
    for each in lacking:
        each["source"] = "law"
    if lacking or not whole["sources"]:
        whole["sources"].append({"id": "law", "title": texts("law")})
    for kind in ("facts", "lists", "records"):
        for name, each in whole.get(kind, {}).items():
            each.setdefault("label", texts(name))
            if isinstance(each.get("input"), dict):
                each["input"].setdefault("question", texts(name))
    return whole


def book(folder: Path, example: Example) -> Path:
    """The example as a book of rules in a folder."""
    written = {"book.yaml": BOOK, "vocabulary/2015-01-01.yaml": READ.vocabulary, **example.files}
    for path, tree in written.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(filled(path, tree), ensure_ascii=False), encoding="utf-8")
    return folder


def cases(folder: Path, example: Example) -> Iterator[tuple[int, Case]]:
    """The cases of an example, each with the position of the one that it was written as."""
    for number, case in enumerate(example.cases):
        file = folder / f"case{number}.yaml"
        file.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
        for each in read_cases(file).cases:
            yield number, each


def judged(folder: Path, example: Example) -> list[str]:
    """What does not come as the page says."""
    report = check_whole_book(book(folder / "rulesets", example))
    errors = [diagnostic for diagnostic in report.diagnostics if diagnostic.severity is Severity.ERROR]
    if example.mistake:
        codes = {diagnostic.code for diagnostic in errors}
        return [] if example.mistake in codes else [f"refused with {sorted(codes)}, the page says {example.mistake}"]
    if errors:
        return [diagnostic.text("en") for diagnostic in errors]
    engine = Engine(read_book(folder / "rulesets"))
    differences: list[str] = []
    for number, case in cases(folder, example):
        differences += [f"case {number + 1}, {case.name}: {each}" for each in judge(case, engine)]
        if number in example.answers:
            found = engine.evaluate(case.profile, case.as_of, case.known_on).document()["facts"]
            assert isinstance(found, dict)
            told = {name: found[name] for name in example.answers[number]}
            if told != example.answers[number]:
                differences.append(f"case {number + 1}: the decision says {told}")
    return differences


def code_spans() -> set[str]:
    """Everything written in backticks where things are explained: outside fenced blocks, before the index."""
    prose = re.sub(r"^```.*?^```$", "", TEXT.partition("\n## Index\n")[0], flags=re.MULTILINE | re.DOTALL)
    return set(re.findall(r"`([^`\n]+)`", prose))


def properties(tree: object) -> Iterator[str]:
    """Every property that a JSON Schema speaks of."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key == "properties" and isinstance(value, dict):
                yield from value
            yield from properties(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from properties(value)


def schema_properties(name: str) -> set[str]:
    """Every property of the schema of that name."""
    return set(properties(json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))))


def test_every_block_is_run() -> None:
    """No block is there for show: each is the rules of an example, a case of one, or what a decision says."""
    assert READ.faults == []
    assert READ.vocabulary
    assert READ.examples


@pytest.mark.parametrize("example", READ.examples, ids=lambda example: example.name)
def test_example(example: Example, tmp_path: Path) -> None:
    """The example gives the answers printed under it, or is refused with the code named there."""
    assert judged(tmp_path, example) == []


@pytest.mark.parametrize("word", sorted({*FORMS, "input"}))
def test_definition_is_on_the_page(word: str) -> None:
    """Every way to define a fact is explained."""
    assert word in code_spans()


@pytest.mark.parametrize("word", OPERATORS)
def test_operator_is_on_the_page(word: str) -> None:
    """Every operator of a test is explained."""
    assert word in code_spans()


@pytest.mark.parametrize("word", [kind.value for kind in Kind])
def test_type_is_on_the_page(word: str) -> None:
    """Every type of value is explained."""
    assert word in code_spans()


@pytest.mark.parametrize("word", sorted(schema_properties("ruleset") | schema_properties("book")))
def test_key_of_a_file_is_on_the_page(word: str) -> None:
    """Every key that a file of rules may hold is explained."""
    assert word in code_spans()


def test_the_index_has_every_word_and_leads_to_what_is_there() -> None:
    """Every form, operator and key of the files of a book; and each of its links is a heading of the page."""
    index = TEXT.partition("\n## Index\n")[2]
    words = {*FORMS, "input", *OPERATORS, *schema_properties("ruleset"), *schema_properties("book")}
    assert words - set(re.findall(r"`([^`\n]+)`", index)) == set()
    headings = re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) - anchors == set()


@pytest.mark.parametrize("word", sorted(schema_properties("cases")))
def test_key_of_a_case_is_on_the_page(word: str) -> None:
    """Every key that a file of cases may hold is explained."""
    assert word in code_spans()


def tables(*heads: str) -> list[list[str]]:
    """The rows below the table heads that hold these words, each as its cells."""
    head = "| " + " | ".join(heads) + " |\n"
    assert TEXT.count(head) == 1, head
    lines = TEXT.partition(head)[2].splitlines()[1:]
    rows = lines[: next(number for number, line in enumerate(lines) if not line.startswith("|"))]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def spans(cell: str) -> list[str]:
    """What stands in backticks in a cell."""
    return re.findall(r"`([^`]+)`", cell)


READ_AS = {"number": (int, float), "yes or no": (bool,), "not given": (type(None),), "text": (str,)}


@pytest.mark.parametrize(("written", "read_as"), [tuple(row) for row in tables("written", "read as")])
def test_a_value_is_read_as_the_page_says(written: str, read_as: str) -> None:
    """What is special in YAML is what the page lists; a text is read as it is written, with all its zeros."""
    (value,) = spans(written)
    tree = parse(f"x: {value}".encode(), "page").tree
    assert isinstance(tree, dict)
    assert type(tree["x"]) in READ_AS[read_as]
    if read_as == "text":
        assert tree["x"] == value.strip('"')


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The facts that all examples share, as a book."""
    return Engine(read_book(book(tmp_path_factory.mktemp("shared"), Example("shared"))), Reference())


VALUES_OF = [
    (spans(name)[0], value, accepted)
    for name, *cells in tables("input", "read", "refused")
    for accepted, cell in zip((True, False), cells, strict=True)
    for value in spans(cell)
]


@pytest.mark.parametrize(("name", "value", "accepted"), VALUES_OF)
def test_a_value_of_an_input_is_read_or_refused_as_the_page_says(
    name: str, value: str, accepted: bool, shared: Engine
) -> None:
    """Each value that the page gives for an input is accepted, or refused for that input and nothing else."""
    profile = parse(f"{name}: {value}".encode(), "profile.yaml")
    if accepted:
        assert shared.evaluate(profile, read_date(DAY)).trace.status(name) == "supplied"
        return
    with pytest.raises(ValidationError) as refused:
        shared.evaluate(profile, read_date(DAY))
    assert {diagnostic.params.get("name") for diagnostic in refused.value.diagnostics} == {name}


def test_every_type_of_value_is_in_the_table() -> None:
    """An input of every type is tried both ways."""
    types = {READ.vocabulary["facts"][name]["type"] for name, _, _ in VALUES_OF}
    assert types == {kind.value for kind in Kind}


@pytest.mark.parametrize(("written", "code"), [tuple(row) for row in tables("written", "refused as")])
def test_a_file_is_refused_as_the_page_says(written: str, code: str) -> None:
    """Each text that the page calls broken is refused with the code that it names."""
    with pytest.raises(ValidationError) as refused:
        parse(spans(written)[0].encode(), "page")
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == spans(code)


def test_definitions_are_all_run() -> None:
    """Every way to define a fact and every operator stands in some example, not only in words."""
    seen = {
        word for example in READ.examples for tree in (READ.vocabulary, *example.files.values()) for word in keys(tree)
    }
    assert {*FORMS, "input", *OPERATORS} <= seen


def keys(tree: object) -> Iterator[str]:
    """Every key of a tree."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from keys(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from keys(value)


def test_the_hard_cases_are_numbered() -> None:
    """The section on hard cases answers all twenty-seven, in order."""
    section = TEXT.partition("\n## The hard cases\n")[2].partition("\n## ")[0]
    assert re.findall(r"^### (\d+)\. ", section, re.MULTILINE) == [str(number) for number in range(1, 28)]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", ["language.md", "changing-the-rules.md", "changing-the-rules.fr.md"])
def test_links_lead_somewhere(name: str) -> None:
    """Every link of the pages for editors leads to a file and a heading that are there."""
    page = PAGE.with_name(name)
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        wanted = page.with_name(file) if file else page
        assert wanted.is_file(), target
        assert not anchor or anchor in anchors(wanted), target


@pytest.mark.parametrize(
    "path",
    sorted(
        {
            span
            for span in code_spans()
            if re.match(r"(rulesets|tests|schemas)/\w", span) and not re.search(r"[<…]|YYYY", span)
        }
    ),
)
def test_files_named_on_the_page_exist(path: str) -> None:
    """Where the page points at a file, the file is there."""
    assert (ROOT / path).exists()
