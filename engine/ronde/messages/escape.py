"""Text of others in what is written: one escape for each form of output.

A value, a key, a label or a file's name may hold anything. In a terminal, control characters act and bidirectional ones
reorder; in Markdown, marks make links and tags; in a spreadsheet, a cell may be a formula. Every writer calls the
function of its form. JSON needs none: its encoder sees to it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from html import escape

LONGEST = 400
"""A value that a message quotes is cut when it is longer than this."""

LONGEST_MESSAGE = 4_000
"""A whole message is cut when it is longer than this."""

HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
"""Characters that act or hide and show nothing: controls, formats (bidirectional ones among them), halves of pairs,
separators of lines. A test holds them to Python's own table."""

MARKS = re.compile(r"[\\`*_\[\]|~]")
"""Characters that Markdown may take as marks anywhere in a line."""

LEADING = re.compile(r"[#=]|:(?=-)|[+-](?!\d)|\d+(?=[.)](?:\s|$))")
"""What Markdown takes as a heading, a list, a rule or a row of a table at the beginning of a line."""

ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)|www(\.)|(@)")
"""Where a renderer would make a link of plain text."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet takes for a formula (OWASP, “CSV Injection”)."""


def plain(text: str) -> str:
    """A text as one line of a terminal: what acts or hides is shown as `\\n`, `\\x1b` or `\\u202e`."""
    return text if text.isascii() and text.isprintable() else HIDDEN.sub(_shown, text)


def lines(text: str) -> str:
    """Several lines for a terminal: the same, but ends of lines stay."""
    return "\n".join(map(plain, text.split("\n")))


def cut(text: str, most: int = LONGEST) -> str:
    """A text that is not longer than so many characters: where it would be, its middle is left out."""
    if len(text) <= most:
        return text
    return f"{text[: most - most // 4]} […] {text[-most // 4 :]}"


def markdown(text: str) -> str:
    """A text as part of a line of Markdown, or as a cell of a table: it is read as it is, and no mark of it acts."""
    told = MARKS.sub(r"\\\g<0>", plain(text).strip())
    told = told.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    told = ADDRESS.sub(_unlinked, told)
    begins = LEADING.match(told)
    if begins is None:
        return told
    end = begins.end()
    return f"{told[:end]}\\{told[end:]}" if told[0].isdigit() else f"\\{told}"


def html(text: str) -> str:
    """A text in HTML, between tags or in an attribute between quotation marks: it is read as it is, and no tag acts."""
    return escape(plain(text), quote=True)


def code(text: str, *, cell: bool = False) -> str:
    """A name in Markdown's type for code, with as many backticks around it as it needs; `cell` in a table."""
    told = plain(text).replace("|", "\\|") if cell else plain(text)
    longest = max(map(len, re.findall("`+", told)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest or told != told.strip() or not told else ""
    return f"{fence}{pad}{told}{pad}{fence}"


def address(url: str) -> str:
    """An address as the target of a link in Markdown; nothing where it is not one of the web."""
    if not url.startswith(("https://", "http://")):
        return ""
    return re.sub(
        r"[\s<>()\[\]\\`|*\"']", lambda found: "".join(f"%{each:02X}" for each in found[0].encode()), plain(url)
    )


def cell(text: str) -> str:
    """A cell of a spreadsheet that is read as text: an apostrophe stands before what would be a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_text(rows: Sequence[Mapping[str, object]], columns: Sequence[str], *, spreadsheet: bool) -> bytes:
    """Rows as CSV, with a header; what is None is empty. `spreadsheet`: no cell is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    cells: list[list[object]] = [list(columns), *([row[name] for name in columns] for row in rows)]
    if spreadsheet:
        cells = [[cell(each) if isinstance(each, str) else each for each in row] for row in cells]
    writer.writerows(cells)
    return text.getvalue().encode(errors="backslashreplace")


def drawn(text: str) -> str:
    """A text in a chart. One that begins with an underscore would be left out of the legend."""
    told = cut(plain(text))
    return f" {told}" if told.startswith("_") else told


def _shown(found: re.Match[str]) -> str:
    """A hidden character as it is written in programs."""
    number = ord(found[0])
    short = {9: "\\t", 10: "\\n", 13: "\\r"}.get(number)
    return short or (
        f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}" if number < 65536 else f"\\U{number:08x}"
    )


def _unlinked(found: re.Match[str]) -> str:
    """The sign that would make a link, as an entity: it is read the same, and makes none."""
    sign = found[2] or found[3] or found[4]
    return found[0].replace(sign, f"&#{ord(sign)};")
