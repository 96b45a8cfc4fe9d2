"""First pass: a YAML or JSON file to a plain tree that remembers where everything was written.

Only null, true, false, whole numbers without a leading zero and plain decimals are special; everything else is text,
so codes and dates stay what was written. Keys are text. Duplicate keys, tabs, wrong encodings, several documents and
anything too large or too deep are told as diagnostics.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import orjson

from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.document import Document, Tree, escaped
from ronde.model.limits import DEEPEST, LARGEST_FILE, LONGEST_KEY, MOST_CHARACTERS, MOST_VALUES
from ronde.model.locations import Location, SourceLocation
from ronde.read.compose import BLOCKS, LINE_END, Node, careful_nodes, quick_nodes, too_large

WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})")
DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,11})\.[0-9]{1,9}")
TAGGED = re.compile(r"(?:&\S+\s+)?(!\S*)")
"""A tag written before a value, after an anchor if there is one."""
SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a character."""
COLON = re.compile(r" *:")
"""What ends a key."""
UNLIKE_CANONICAL = re.compile(rb"(?:\A|[:\[,])-?[0-9]+[.eE]|[\xee-\xff]")
"""A number with decimals or an exponent, and what UTF-8 and UTF-16 order differently: U+E000 and above."""
QUICK_JSON = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_DATACLASS
)
WORDS: dict[str, bool | None] = {
    "null": None,
    "~": None,
    "": None,
    "true": True,
    "false": False,
    "True": True,
    "False": False,
    "Null": None,
    "NULL": None,
    "TRUE": True,
    "FALSE": False,
}


def read_bytes(path: Path, most: int = LARGEST_FILE) -> bytes:
    """A file's content. Errors: ValidationError where it cannot be read or is too large to be what is expected."""
    location = SourceLocation(str(path))
    try:
        with path.open("rb") as file:
            return bounded(file, location, most)
    except OSError as error:
        raise refuse("file-missing" if isinstance(error, FileNotFoundError) else "file-unreadable", location) from None


def bounded(file: BinaryIO, location: Location, most: int) -> bytes:
    """All that a file holds. Errors: ValidationError where that is more than so many bytes; no more is read."""
    content = file.read(most + 1)
    if len(content) > most:
        raise refuse("file-too-large", location, most=f"{most / 1_000_000:g}")
    return content


def parse(content: bytes, file: str) -> Document:
    """The document of a file's content. Errors: ValidationError, with the position of what is wrong."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        raise refuse("file-not-utf8", SourceLocation(file, line, error.start - before.rfind(b"\n"))) from None
    tab = re.search(r"^[ ]*\t", text, re.MULTILINE)
    if tab and not text.lstrip().startswith(("{", "[")):
        line, column = text.count("\n", 0, tab.end()) + 1, tab.end() - tab.start()
        raise refuse("yaml-tab", SourceLocation(file, line, column, line, column + 1))
    quick = quick_nodes(text)
    if quick is not None:
        with suppress(ValidationError):
            return _document(quick, file, text, content)
    root = careful_nodes(text, file)
    if root is None:
        raise refuse("file-empty", SourceLocation(file))
    return _document(root, file, text, content)


def _document(root: Node, file: str, text: str, content: bytes) -> Document:
    builder = _Builder(file, text)
    tree = builder.build(root, "", 0)
    return Document(file, tree, builder.marks, canonical_digest(tree), written_digest(content))


def written_digest(content: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def canonical_digest(value: object) -> str:
    """The SHA-256 of a plain value, whose numbers are finite, as canonical JSON (RFC 8785), in hexadecimal."""
    return hashlib.sha256(_quick_json(value) or _canonical_json(value)).hexdigest()


def _canonical_json(value: object) -> bytes:
    import rfc8785

    return rfc8785.dumps(value)  # type: ignore[arg-type]  # it says what it does not take


def _quick_json(value: object) -> bytes | None:
    """Canonical JSON by orjson, many times sooner; None if there may be something that the two write otherwise: a
    number that is not whole (or text like one), or a character whose place among keys is not that of its bytes."""
    try:
        content = orjson.dumps(value, option=QUICK_JSON)
    except TypeError:
        return None
    return None if UNLIKE_CANONICAL.search(content) else content


class _Builder:
    """Builds the plain tree of composed YAML nodes and records positions on the way."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.marks: dict[str, list[int]] = {}
        self.count = self.characters = 0

    def build(self, node: Node, path: str, depth: int) -> Tree:
        """The tree of a node that stands at a path."""
        self.count += 1
        self.characters += len(path) + (len(node.value) if node.id == "scalar" else 0)
        if self.count > MOST_VALUES or depth > DEEPEST or self.characters > MOST_CHARACTERS:
            raise too_large(self._place(node))
        tag = TAGGED.match(self.text, node.start_mark.index)
        if tag:
            raise refuse("yaml-tag", self._place(node), tag=tag[1])
        if path not in self.marks:
            self.marks[path] = self._span(node) * 2
        if node.id == "scalar":
            return self._scalar(node)
        if node.id == "sequence":
            return [self.build(item, f"{path}/{index}", depth + 1) for index, item in enumerate(node.value)]
        tree: dict[str, Tree] = {}
        for key_node, value_node in node.value:
            self.count += 1
            if key_node.id != "scalar":
                raise refuse("yaml-key", self._place(key_node))
            key = self._text(key_node)
            if len(key) > LONGEST_KEY:
                raise refuse("yaml-long-key", self._place(key_node), most=LONGEST_KEY)
            below = f"{path}/{escaped(key)}"
            if key in tree:
                first = SourceLocation(self.file, *self.marks[below][:4])
                raise refuse("yaml-duplicate-key", self._place(key_node), key=key, first=first)
            self.marks[below] = self._span(key_node) + self._value_span(key_node, value_node)
            tree[key] = self.build(value_node, below, depth + 1)
        return tree

    def _place(self, node: Node) -> Location:
        return SourceLocation(self.file, *self._span(node))

    def _span(self, node: Node) -> list[int]:
        """Where a value begins and where it ends, a line and a column each; of a block of lines, its first key or
        item."""
        start, shown = node.start_mark, node
        while shown.id != "scalar" and not shown.flow_style:
            first = shown.value[0]
            following = first[0] if shown.id == "mapping" else first
            if shown.id == "sequence" and following.start_mark.index <= shown.start_mark.index:
                return [start.line + 1, start.column + 1, start.line + 1, start.column + 1]
            shown = following
        end = shown.end_mark
        if shown.id != "scalar" or shown.style not in BLOCKS:
            return [start.line + 1, start.column + 1, end.line + 1, end.column + 1]
        *above, last = LINE_END.split(self.text[shown.start_mark.index : end.index].rstrip())
        column = len(last) + 1 if above else shown.start_mark.column + len(last) + 1
        return [start.line + 1, start.column + 1, shown.start_mark.line + len(above) + 1, column]

    def _value_span(self, key: Node, value: Node) -> list[int]:
        """The same of the value of a key; one that is left out has no length and stands right after the colon, or after
        the key if there is none."""
        written = value.id != "scalar" or value.value or value.style
        if written or self.text.startswith("&", value.start_mark.index):
            return self._span(value)
        colon = COLON.match(self.text, key.end_mark.index)
        return [key.end_mark.line + 1, key.end_mark.column + 1 + (len(colon[0]) if colon else 0)] * 2

    def _text(self, node: Node) -> str:
        """What a scalar says. Errors: ValidationError for half of a surrogate pair, which is no character."""
        written = str(node.value)
        if SURROGATE.search(written):
            raise refuse("yaml-broken", self._place(node))
        return written

    def _scalar(self, node: Node) -> Tree:
        written = self._text(node)
        if node.style:
            return written
        if written in WORDS:
            return WORDS[written]
        if WHOLE.fullmatch(written):
            return int(written)
        if DECIMAL.fullmatch(written):
            return float(written)
        return written
