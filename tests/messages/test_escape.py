"""Text of others acts in no form of output: in a terminal, in Markdown, in a spreadsheet, in a chart."""

from __future__ import annotations

import csv
import io
import re
import sys
import unicodedata
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ronde.batch.writing import write_rows
from ronde.explain.page import Line, Page
from ronde.explain.tables import table
from ronde.messages import escape as to
from ronde.messages.diagnostics import Diagnostic
from ronde.model.locations import SourceLocation
from ronde.rounds.chart import new_figure, save_figure

HOSTILE = [
    "\x1b[2J\x07", "\u202egnp.exe\u202c", "a\nb\r\nc\x85d\u2028e", "\u200b\u2066\ufeff\xad", "\ud800", "\U000e0041",
    "a|b||c", "`code` ``", "[x](https://e.example)", "![x](http://e.example/i.png)", "<script>alert(1)</script>",
    "<https://e.example>", "https://e.example", "www.e.example", "a@b.example", "&lt;b&gt; &#60;", "# a", "- a", "+ a",
    "1. a",     "1) a", "> a", "---", "===", "***", "___", "~~a~~", "    a", "\\", "\\[x](y)", "| a | b |", ":--",
    "[x]: https://e.example",     "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "$\\frac{1$",
    "Cost $a$ $b", "_hidden", "a_b_c", "*a*", "{braces}",
    "",     " ", "x" * 5_000,
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=30),
    st.lists(st.sampled_from(HOSTILE[:-1]), max_size=3).map("".join),
    st.text("[]()<>|`*_#-+=\\!&~$@: \n\t.1ab", max_size=20),
)
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
FEW = settings(derandomize=True, max_examples=300, deadline=None)
KINDS = {"paragraph_open", "paragraph_close", "inline", "heading_open", "heading_close", "bullet_list_open"}
KINDS |= {"bullet_list_close", "list_item_open", "list_item_close"}


def read(text: str) -> tuple[set[str], set[str], list[str]]:
    """What Markdown makes of a text: kinds of blocks, kinds of marks within lines, and the lines themselves as read."""
    blocks, marks, lines = set(), set(), []
    for token in PARSER.parse(text):
        blocks.add(token.type)
        if token.type == "inline":
            marks |= {child.type for child in token.children or []}
            lines.append("".join(child.content for child in token.children or []))
    return blocks, marks, lines


def shown(text: str) -> bool:
    """Whether nothing in a text acts or hides, but for the ends of its lines."""
    return not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in text.replace("\n", ""))


def test_what_is_hidden_is_what_python_says_acts_or_hides() -> None:
    for code in range(sys.maxunicode + 1):
        hidden = unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        assert not hidden or to.HIDDEN.fullmatch(chr(code)), hex(code)


def test_every_command_writes_through_the_one_console() -> None:
    """Nothing else prints, so that nothing passes by the escape of terminals."""
    engine = Path(__file__).resolve().parents[2] / "engine" / "ronde"
    passing = re.compile(r"click\.(secho|echo)\(|(?<![\w.])print\(|sys\.(stdout|stderr)\.write\(")
    found = {path.name for path in engine.rglob("*.py") if passing.search(path.read_text(encoding="utf-8"))}
    assert found == {"main.py"}  # before anything else is imported


@FEW
@given(TEXTS)
def test_a_text_in_a_terminal_is_one_line_and_shows_all_it_holds(text: str) -> None:
    told = to.plain(text)
    assert shown(told)
    assert "\n" not in told
    assert to.plain(told) == told
    assert len(told) >= len(text)


@FEW
@given(TEXTS)
@example("1.")
def test_a_text_in_markdown_is_read_as_it_is_and_makes_nothing(text: str) -> None:
    for before in ("", "- ", "# ", "- ✓ "):
        blocks, marks, lines = read(f"{before}{to.markdown(text)}\n")
        assert blocks <= KINDS, blocks
        assert marks <= {"text"}, marks
        assert "".join(lines).removeprefix("✓ ").split() == to.plain(text).split() or not text.strip()


@FEW
@given(TEXTS)
def test_a_link_that_a_renderer_would_make_of_plain_text_is_none(text: str) -> None:
    told = to.markdown(text).lower()
    assert not any(each in told for each in ("http:", "https:", "ftp:", "mailto:", "www.", "@"))


@FEW
@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=2, max_size=4))
def test_a_table_keeps_its_rows_and_columns(rows: list[list[str]]) -> None:
    tokens = PARSER.parse(table(rows, markdown=True))
    kinds = [token.type for token in tokens]
    assert kinds.count("tr_open") == len(rows)
    assert kinds.count("th_open") + kinds.count("td_open") == 3 * len(rows)
    assert {child.type for token in tokens for child in token.children or []} <= {"text"}
    assert table(rows, markdown=False).count("\n") == len(rows) - 1


@FEW
@given(TEXTS, TEXTS, TEXTS)
def test_a_page_has_the_lines_it_was_given(title: str, heading: str, text: str) -> None:
    page = Page(title)
    page.add(heading, [Line(0, text), Line(1, text, "yes")])
    page.add("", [Line(0, text, "no")])
    assert shown(page.text())
    assert page.text().count("\n") == 4 + (3 if to.plain(title) else 0) + (2 if to.plain(heading) else 0)
    blocks, marks, _ = read(page.markdown())
    assert blocks <= KINDS
    assert marks <= {"text"}


@FEW
@given(TEXTS)
def test_a_name_in_type_for_code_is_that_name(text: str) -> None:
    blocks, marks, lines = read(f"a {to.code(text)} b\n")
    assert blocks <= KINDS
    assert marks <= {"text", "code_inline"}
    assert "".join("".join(lines).split()) == "".join(f"a{to.plain(text)}b".split())


@FEW
@given(TEXTS)
def test_only_addresses_of_the_web_become_targets(text: str) -> None:
    for url in (text, f"https://e.example/{text}"):
        target = to.address(url)
        if target:
            _, marks, _ = read(f"[a]({target}) b\n")
            assert marks == {"link_open", "text", "link_close"}
    assert to.address(f"javascript:{text}") == ""


@FEW
@given(TEXTS, TEXTS, TEXTS)
def test_a_message_is_one_line_of_bounded_length(file: str, name: str, value: str) -> None:
    for language in ("en", "fr"):
        said = Diagnostic("use-value", SourceLocation(file, 1, 2), {"name": name, "value": value}).text(language)
        assert shown(said)
        assert "\n" not in said
        assert len(said) <= 12 * to.LONGEST + to.LONGEST_MESSAGE


@FEW
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_no_cell_for_a_spreadsheet_is_a_formula_and_programs_get_the_text(texts: list[str]) -> None:
    rows: list[dict[str, object]] = [{"=name": text, "number": -1} for text in texts]
    people = list(
        csv.reader(io.StringIO(_decoded(to.csv_text(rows, ["=name", "number"], spreadsheet=True)), newline=""))
    )
    assert not [cell for row in people for cell in (row[0],) if cell.startswith(to.FORMULA)]
    assert [row[1] for row in people[1:]] == ["-1"] * len(texts)
    programs = list(
        csv.reader(io.StringIO(_decoded(to.csv_text(rows, ["=name", "number"], spreadsheet=False)), newline=""))
    )
    assert [row[0] for row in programs[1:]] == [text.encode(errors="backslashreplace").decode() for text in texts]


def _decoded(content: bytes) -> str:
    return content.decode()


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int8(), pa.string())], ids=str)
@pytest.mark.parametrize("sheet", [True, False])
def test_rows_of_a_pool_for_a_spreadsheet_hold_no_formula(kind: pa.DataType, sheet: bool, tmp_path: Path) -> None:
    texts = ["=1+1", "-1", "a", None, "@x"]
    batch = pa.record_batch({"+id": pa.array(texts).cast(kind), "n": pa.array([-1, 2, 3, 4, 5])})
    write_rows(tmp_path / "out.csv", batch.schema, [batch], {}, spreadsheet=sheet)
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8"))))
    mark = "'" if sheet else ""
    assert rows[0] == [f"{mark}+id", "n"]
    assert [row[0] for row in rows[1:]] == [f"{mark}=1+1", f"{mark}-1", "a", "", f"{mark}@x"]
    assert rows[1][1] == "-1"


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_a_chart_draws_any_text(suffix: str, tmp_path: Path) -> None:
    """Two dollar signs begin no formula; a label that begins with an underscore stays in the legend."""
    path = tmp_path / f"chart{suffix}"
    for texts in (HOSTILE[:16], HOSTILE[16:32], HOSTILE[32:]):
        figure, axes = new_figure(path)
        for text in texts:
            axes.plot([1, 2], [1, 2], label=to.drawn(text) or " ")
        axes.set_title(to.drawn("Cost $\\frac{1$ \x1b\u202e"))
        drawn = axes.legend().get_texts()
        assert len(drawn) == len(texts)
        save_figure(figure, path)
    if suffix == ".svg":
        assert shown(path.read_text(encoding="utf-8"))
        assert "<script" not in path.read_text(encoding="utf-8")
