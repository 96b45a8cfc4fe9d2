"""First pass: a YAML or JSON file to a plain tree that remembers where everything was written.

Only null, true, false, whole numbers without a leading zero and plain decimals are special; everything else is text,
so codes and dates stay what was written. Keys are text. Duplicate keys, tabs, wrong encodings, several documents and
anything too large or too deep are findings.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ronde.model.characters import stranger
from ronde.model.document import Document, Tree, escaped
from ronde.model.finding import Place, Refused, refuse
from ronde.model.limits import (
    DEEPEST,
    LARGEST_FILE,
    LONGEST_KEY,
    MOST_CHARACTERS,
    MOST_TOKENS,
    MOST_VALUES,
)

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node, ScalarNode

WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})")
DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,11})\.[0-9]{1,9}")
TAGGED = re.compile(r"(?:&\S+\s+)?(!\S*)")
"""A tag written before a value, after an anchor if there is one."""
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""Where YAML ends a line."""
STRUCTURE = re.compile(r"\s*(?:- *)*[^\s:]*\s*[:\uff1a]?[^\S ]*")
"""How a line begins: its indentation, its dash, its key with the colon, and a space that is none to YAML."""
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
    """A file's content. Errors: Refused where it cannot be read or is too large to be what is expected."""
    place = Place(str(path))
    try:
        with path.open("rb") as file:
            return bounded(file, place, most)
    except OSError as error:
        raise refuse("file-missing" if isinstance(error, FileNotFoundError) else "file-unreadable", place) from None


def bounded(file: BinaryIO, place: Place, most: int) -> bytes:
    """All that a file holds. Errors: Refused where that is more than so many bytes; no more is read."""
    content = file.read(most + 1)
    if len(content) > most:
        raise refuse("file-too-large", place, most=f"{most / 1_000_000:g}")
    return content


def parse(content: bytes, file: str) -> Document:
    """The document of a file's content. Errors: Refused, with the position of what is wrong."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        raise refuse("file-not-utf8", Place(file, line, error.start - before.rfind(b"\n"))) from None
    tab = re.search(r"^[ ]*\t", text, re.MULTILINE)
    if tab and not text.lstrip().startswith(("{", "[")):
        raise refuse("yaml-tab", Place(file, text.count("\n", 0, tab.end()) + 1, tab.end() - tab.start()))
    try:
        root = _composed(text, file)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        first = error.context_mark or mark
        if mark and first:
            _look_at_lines(text, first.line, mark.line, file)
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        raise refuse("yaml-broken", place) from None
    except ReaderError as error:
        read = text[: error.position]
        place = Place(file, read.count("\n") + 1, error.position - read.rfind("\n"))
        raise refuse("yaml-broken", place) from None
    except (YAMLError, ValueError, RecursionError):
        raise refuse("yaml-broken", Place(file)) from None
    if root is None:
        raise refuse("file-empty", Place(file))
    builder = _Builder(file, text)
    tree = builder.build(root, "", 0)
    return Document(file, tree, builder.marks, canonical_digest(tree))


def _look_at_lines(text: str, first: int, last: int, file: str) -> None:
    """Errors: Refused where a character that looks right and is not stands in the indentation or the key of a line that
    YAML does not understand (from first to last, from 0), or right after its colon. Further on is text for people."""
    for number, line in enumerate(LINE_END.split(text)[first : last + 1], first + 1):
        begins = STRUCTURE.match(line)
        found = stranger(begins[0]) if begins else None
        if found is not None:
            about: dict[str, object] = {"value": line, "number": f"U+{ord(found.character):04X}"}
            about |= {"position": found.position, "instead": found.instead}
            raise refuse(found.code, Place(file, number, found.position), **about)


def _composed(text: str, file: str) -> Node | None:
    """The nodes of a text. Errors: Refused as soon as more has been read than a file may hold; those of YAML."""
    from ruamel.yaml import YAML
    from ruamel.yaml.composer import Composer
    from ruamel.yaml.scanner import Scanner

    class BoundedScanner(Scanner):
        def fetch_more_tokens(self) -> Any:
            reader = self.reader
            if self.tokens_taken + len(self.tokens) > MOST_TOKENS or self.flow_level > DEEPEST:
                raise _too_large(Place(file, reader.line + 1, reader.column + 1))
            return super().fetch_more_tokens()

    class BoundedComposer(Composer):
        count = 0

        def compose_node(self, parent: Any, index: Any) -> Any:
            self.count += 1
            if self.count > MOST_VALUES or self.depth > DEEPEST:
                mark = self.parser.peek_event().start_mark
                raise _too_large(Place(file, mark.line + 1, mark.column + 1))
            return super().compose_node(parent, index)

    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner, yaml.Composer = BoundedScanner, BoundedComposer
    root: Node | None = yaml.compose(text)
    return root


def _too_large(place: Place) -> Refused:
    return refuse("yaml-too-large", place, most=MOST_VALUES, deepest=DEEPEST)


def canonical_digest(value: object) -> str:
    """The SHA-256 of a plain value as canonical JSON (RFC 8785), in hexadecimal."""
    import rfc8785

    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()  # type: ignore[arg-type]


def _text(node: ScalarNode, place: Place) -> str:
    """What a scalar says. Errors: Refused for half of a surrogate pair, which is no character."""
    written = str(node.value)
    if any("\ud800" <= letter <= "\udfff" for letter in written):
        raise refuse("yaml-broken", place)
    return written


class _Builder:
    """Builds the plain tree of composed YAML nodes and records positions on the way."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.marks: dict[str, list[int]] = {}
        self.count = self.characters = 0

    def build(self, node: Node, path: str, depth: int) -> Tree:
        """The tree of a node that stands at a path."""
        from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

        here = self._place(node)
        self.count += 1
        self.characters += len(path) + (len(node.value) if isinstance(node, ScalarNode) else 0)
        if self.count > MOST_VALUES or depth > DEEPEST or self.characters > MOST_CHARACTERS:
            raise _too_large(here)
        tag = TAGGED.match(self.text, node.start_mark.index)
        if tag:
            raise refuse("yaml-tag", here, tag=tag[1])
        self.marks.setdefault(path, [here.line, here.column, here.line, here.column])
        if isinstance(node, ScalarNode):
            return self._scalar(node, here)
        if isinstance(node, SequenceNode):
            return [self.build(item, f"{path}/{index}", depth + 1) for index, item in enumerate(node.value)]
        assert isinstance(node, MappingNode)
        tree: dict[str, Tree] = {}
        for key_node, value_node in node.value:
            place = self._place(key_node)
            if not isinstance(key_node, ScalarNode):
                raise refuse("yaml-key", place)
            key = _text(key_node, place)
            if len(key) > LONGEST_KEY:
                raise refuse("yaml-long-key", place, most=LONGEST_KEY)
            below = f"{path}/{escaped(key)}"
            if key in tree:
                first = self.marks[below]
                raise refuse("yaml-duplicate-key", place, key=key, first=Place(self.file, first[0], first[1]))
            value = self._place(value_node)
            self.marks[below] = [place.line, place.column, value.line, value.column]
            tree[key] = self.build(value_node, below, depth + 1)
        return tree

    def _place(self, node: Node) -> Place:
        mark = node.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _scalar(self, node: ScalarNode, place: Place) -> Tree:
        written = _text(node, place)
        if node.style is not None:
            return written
        if written in WORDS:
            return WORDS[written]
        if WHOLE.fullmatch(written):
            return int(written)
        if DECIMAL.fullmatch(written):
            return float(written)
        return written
