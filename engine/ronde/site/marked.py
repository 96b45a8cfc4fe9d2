"""Markdown of definitions as HTML: tables get a caption and headings of rows; no tag of a text is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

ALIGNED = {"style": "text-align:right"}
FIGURE = "figure"
"""The class of a cell that holds a figure."""


class Marked:
    """Turns Markdown into HTML that can stand in a page. `link` makes another address of that of a link, if given."""

    def __init__(self, link: Callable[[str], str] | None = None) -> None:
        self._parser = MarkdownIt("commonmark", {"html": False}).enable("table")
        self._parser.add_render_rule("table_open", _table_open)
        self._parser.add_render_rule("table_close", _table_close)
        if link is not None:
            self._parser.add_render_rule("link_open", _linking(link))

    def block(self, lines: Iterable[str], caption: str = "") -> Markup:
        """Lines of Markdown; `caption` is the caption of its tables, and is Markdown too."""
        tokens = self._parser.parse("\n".join(lines))
        _head_rows(tokens)
        env = {"caption": self.line(caption)}
        return Markup(self._parser.renderer.render(tokens, self._parser.options, env))

    def line(self, text: str) -> Markup:
        """Markdown of a part of a line."""
        return Markup(self._parser.renderInline(text))


def _linking(link: Callable[[str], str]) -> Callable[..., str]:
    """What renders the beginning of a link with another address."""

    def opened(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        tokens[index].attrSet("href", link(str(tokens[index].attrGet("href"))))
        return renderer.renderToken(tokens, index, options, env)

    return opened


def _head_rows(tokens: Sequence[Token]) -> None:
    """Make the first cell of each row of a table its heading, and write how cells are aligned as a class."""
    row_begins = False
    for token in tokens:
        if token.type == "tr_open":
            row_begins = True
        elif token.type in ("th_open", "td_open"):
            if token.attrs.pop("style", None) == ALIGNED["style"]:
                token.attrSet("class", FIGURE)
            if token.type == "th_open":
                token.attrSet("scope", "col")
            elif row_begins:
                token.tag = "th"
                token.attrSet("scope", "row")
            heading, row_begins = token.tag, False
        elif token.type == "td_close":
            token.tag = heading


def _table_open(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    label = escape(Markup(env["caption"]).striptags())
    frame = f'<div class="wide" role="region" tabindex="0" aria-label="{label}">'
    return f"{frame}\n<table>\n<caption>{env['caption']}</caption>\n"


def _table_close(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "</table>\n</div>\n"
