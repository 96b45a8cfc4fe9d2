"""The nodes of a YAML text, by either of two parsers.

libyaml's is some thirty times as fast and reads nearly every file. What it does not understand, or what is refused
afterwards, is read again by the parser written in Python, which alone says what is wrong: so diagnostics and their
positions are the same with and without libyaml. Both give the same nodes at the same positions
(`tests/read/test_both_parsers.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Protocol, cast

from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.characters import stranger
from ronde.model.limits import DEEPEST, MOST_TOKENS, MOST_VALUES
from ronde.model.locations import Location, SourceLocation

BLOCKS = ("|", ">")
"""The styles of texts that stand over several lines."""

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""Where YAML ends a line."""
MERGE = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
"""Where version control marks what two changes say differently."""
STRUCTURE = re.compile(r"\s*(?:- *)*[^\s:]*\s*[:\uff1a]?[^\S ]*")
"""How a line begins: its indentation, its dash, its key with the colon, and a space that is none to YAML."""


class Mark(Protocol):
    """A position in a text, from 0: its line, its column in that line, its index in the whole."""

    line: int
    column: int
    index: int


class Node(Protocol):
    """A value as written. `id` is `scalar`, `sequence` or `mapping`; `style` (of a scalar) is empty or None for plain
    text, `flow_style` (of the others) is whether it stands in brackets."""

    id: str
    value: Any
    style: str | None
    flow_style: bool | None
    start_mark: Mark
    end_mark: Mark


class Token(Protocol):
    """A word of YAML as written. `id` is what it is: `?` before a key, `-`, `:`, `[`, `<scalar>` and so on; it may
    have no length."""

    id: str
    start_mark: Mark
    end_mark: Mark


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text that has been read without a finding."""
    import yaml

    if "\t" in text or not yaml.__with_libyaml__:
        from ruamel.yaml import YAML

        return cast("Iterator[Token]", YAML(typ="safe", pure=True).scan(text))
    return cast("Iterator[Token]", yaml.scan(text, Loader=yaml.CBaseLoader))


def quick_nodes(text: str) -> Node | None:
    """The nodes of a text by libyaml; None if it is not there, the text is empty, or libyaml does not understand it.

    A text with tabs is left to the other parser, which refuses them within a word; libyaml does not.
    """
    import yaml

    if "\t" in text or not yaml.__with_libyaml__:
        return None
    try:
        return cast("Node | None", yaml.compose(text, Loader=yaml.CBaseLoader))
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def careful_nodes(text: str, file: str) -> Node | None:
    """The nodes of a text by the parser in Python; None if the text is empty.

    Errors: ValidationError, with the position, as soon as something wrong is seen or more was read than a file may
    hold."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        return _bounded_nodes(text, file)
    except MarkedYAMLError as error:
        merge = MERGE.search(text)
        if merge:
            raise refuse("yaml-merge", SourceLocation(file, text.count("\n", 0, merge.start()) + 1, 1)) from None
        mark = error.problem_mark or error.context_mark
        first = error.context_mark or mark
        if mark and first:
            _look_at_lines(text, first.line, mark.line, file)
        location = SourceLocation(file, mark.line + 1, mark.column + 1) if mark else SourceLocation(file)
        raise refuse("yaml-broken", location) from None
    except ReaderError as error:
        read = text[: error.position]
        location = SourceLocation(file, read.count("\n") + 1, error.position - read.rfind("\n"))
        raise refuse("yaml-broken", location) from None
    except (YAMLError, ValueError, RecursionError):
        raise refuse("yaml-broken", SourceLocation(file)) from None


def too_large(location: Location) -> ValidationError:
    """What is said of a file that holds more than a file may."""
    return refuse("yaml-too-large", location, most=MOST_VALUES, deepest=DEEPEST)


def _bounded_nodes(text: str, file: str) -> Node | None:
    from ruamel.yaml import YAML
    from ruamel.yaml.composer import Composer
    from ruamel.yaml.scanner import Scanner

    class BoundedScanner(Scanner):
        def fetch_more_tokens(self) -> Any:
            reader = self.reader
            if self.tokens_taken + len(self.tokens) > MOST_TOKENS or self.flow_level > DEEPEST:
                raise too_large(SourceLocation(file, reader.line + 1, reader.column + 1))
            return super().fetch_more_tokens()

    class BoundedComposer(Composer):
        def __init__(self, loader: Any = None) -> None:
            super().__init__(loader)
            self.count, self.warn_double_anchors = 0, False

        def compose_node(self, parent: Any, index: Any) -> Any:
            self.count += 1
            if self.count > MOST_VALUES or self.depth > DEEPEST:
                mark = self.parser.peek_event().start_mark
                raise too_large(SourceLocation(file, mark.line + 1, mark.column + 1))
            return super().compose_node(parent, index)

    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner, yaml.Composer = BoundedScanner, BoundedComposer
    root: Node | None = yaml.compose(text)
    return root


def _look_at_lines(text: str, first: int, last: int, file: str) -> None:
    """Errors: ValidationError where a character that looks right and is not stands in the indentation or the key of a
    line that YAML does not understand (from first to last, from 0), or right after its colon. Further on is text for
    people."""
    for number, line in enumerate(LINE_END.split(text)[first : last + 1], first + 1):
        begins = STRUCTURE.match(line)
        found = stranger(begins[0]) if begins else None
        if found is not None:
            about: dict[str, object] = {"value": line, "number": f"U+{ord(found.character):04X}"}
            about |= {"position": found.position, "instead": found.instead}
            raise refuse(found.code, SourceLocation(file, number, found.position, number, found.position + 1), **about)
