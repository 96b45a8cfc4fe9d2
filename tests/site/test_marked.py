"""Markdown that becomes HTML: a text of others is read as it is; tables have captions and headings."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from ronde.messages import escape as to
from ronde.site.marked import Marked

FEW = settings(derandomize=True, max_examples=300, deadline=None)
TEXTS = st.one_of(st.text(max_size=30), st.text("[]()<>|`*_#-+=\\!&~$@:;/\"' \n\t.1abhtps", max_size=24))
MARKED = Marked()


class Read(HTMLParser):
    """The tags of a piece of HTML, and what a reader sees of it."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [about for tag, about in self.tags if tag == name]


@FEW
@given(TEXTS)
def test_a_text_of_others_is_read_as_it_is(text: str) -> None:
    found = Read(MARKED.line(to.markdown(text)))
    assert found.tags == []
    assert found.text.split() == to.plain(text).split()


@FEW
@given(TEXTS, TEXTS)
def test_a_text_in_a_table_or_its_caption_makes_no_tag_and_no_cell(text: str, caption: str) -> None:
    cell = to.markdown(text)
    lines = ["| a | b |", "| --- | ---: |", f"| {cell} | 1 |", f"| 2 | {cell} |"]
    found = Read(MARKED.block(lines, to.markdown(caption)))
    assert {tag for tag, _ in found.tags} == {"div", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert [about["scope"] for about in found.named("th")] == ["col", "col", "row", "row"]
    assert [about.get("class") for about in found.named("td")] == ["figure", "figure"]
    assert (found.named("div")[0]["aria-label"] or "").split() == to.plain(caption).split()


def test_markdown_of_ours_is_html() -> None:
    found = MARKED.block(["Lead:", "", "- **10**, when [a](b.html#c)", "    - `x`"])
    assert str(found).replace("\n", "") == (
        '<p>Lead:</p><ul><li><strong>10</strong>, when <a href="b.html#c">a</a>'
        "<ul><li><code>x</code></li></ul></li></ul>"
    )
