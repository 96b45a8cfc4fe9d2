"""The files of rounds and of the pool: read, and edited one item at a time so that every other line stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from importing.feed import NUMBER, Names
from importing.messages import NotImported
from ronde.disk.whole import whole
from ronde.messages.diagnostics import ValidationError as Unreadable
from ronde.read import cache, schema
from ronde.read.structure import parse

SOURCE = "feed"
ADDRESS = "https://www.canada.ca/content/dam/ircc/documents/json/ee_rounds_123_en.json"
ORDER = (
    "number", "date", "index_date", "type", "category_version", "label_at_the_time", "invitations", "cutoff",
    "tie_break", "instant", "programs", "sources", "confidence", "set_aside", "note",
)  # fmt: skip
QUOTED = ("number", "category_version")


class Resolver(VersionedResolver):
    """Reads dates and instants as the text that they are written as."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """The tag of a scalar."""
        tag = super().resolve(kind, value, implicit)
        return self.DEFAULT_SCALAR_TAG if str(tag).endswith(":timestamp") else tag


def editor() -> YAML:
    yaml = YAML()
    yaml.Resolver = Resolver
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def read_tree(path: Path, kind: str) -> dict[str, Any]:
    """The tree of a file, checked against its schema. Errors: NotImported."""
    try:
        return checked_tree(path, path.read_bytes(), kind)
    except OSError as error:
        raise NotImported("unreadable", path=path, reason=error.strerror or error) from None


def checked_tree(path: Path, content: bytes, kind: str) -> dict[str, Any]:
    try:
        document = cache.document(str(path), content)
    except Unreadable as refused:
        raise NotImported("file-broken", diagnostic=refused.diagnostics[0]) from None
    key = f"checked-{kind}-{document.digest}"
    if cache.load(key) is not True:
        for diagnostic in schema.check(document, kind):
            raise NotImported("file-broken", diagnostic=diagnostic)
        cache.keep(key, True)
    assert isinstance(document.tree, dict)
    return document.tree


def read_names(folder: Path) -> Names:
    """The names in feed/types.yaml. Errors: NotImported."""
    tree = read_tree(folder / "feed" / "types.yaml", "round_types")

    def inverted(part: str) -> dict[str, str]:
        return {name.lower(): code for code, each in tree[part].items() for name in each["feed_names"]}

    return Names(inverted("types"), inverted("programs"))


def sort_key(item: Mapping[str, Any]) -> tuple[int, str]:
    """The place of a round among rounds, or of a distribution among distributions."""
    found = NUMBER.fullmatch(str(item.get("number", "")))
    return (int(found[1]), found[2]) if found else (date.fromisoformat(item["date"]).toordinal(), "")


@dataclass
class File:
    """A year's file: what it holds, and what is to change in it."""

    path: Path
    kind: str
    tree: dict[str, Any]
    lines: list[str]
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    added: list[dict[str, Any]] = field(default_factory=list)
    heads: dict[str, str | None] = field(default_factory=dict)

    @property
    def items(self) -> list[dict[str, Any]]:
        """The rounds or distributions that it holds."""
        return self.tree[self.kind] or []

    @property
    def touched(self) -> bool:
        """Whether anything is to change."""
        return bool(self.changed or self.added or self.heads)

    def change(self, index: int, values: Mapping[str, Any]) -> None:
        """Give some of an item's keys other values; None takes a key out."""
        self.changed.setdefault(index, {}).update(values)

    def written(self) -> str:
        """The file as it is to be. Errors: NotImported where what comes out is not what was meant."""
        try:
            text = self.edited()
        except (YAMLError, IndexError, TypeError):
            raise NotImported("file-by-hand", path=self.path) from None
        if checked_tree(self.path, text.encode(), self.kind) != self.expected():
            raise NotImported("file-by-hand", path=self.path)
        return text

    def edited(self) -> str:
        """The file with its lines changed."""
        lines = list(self.lines)
        spans = self.spans()
        edits = [(*spans[index], self.rewritten(spans[index], values)) for index, values in self.changed.items()]
        edits += self.insertions(spans)
        for start, end, text in sorted(edits, key=lambda edit: edit[:2], reverse=True):
            lines[start:end] = [text]
        lines = "".join(lines).splitlines(keepends=True)
        if self.cites_feed() and SOURCE not in {source["id"] for source in self.tree["sources"]}:
            at = next(index for index, line in enumerate(lines) if line.startswith(f"{self.kind}:"))
            lines.insert(at, feed_source())
        for name, value in self.heads.items():
            set_head(lines, name, value)
        return "".join(lines)

    def spans(self) -> list[tuple[int, int]]:
        """The first line of each item and the line after its last one."""
        root = YAML(typ="safe", pure=True).compose("".join(self.lines))
        keys = [(key.value, key.start_mark.line, value) for key, value in root.value]
        at = next(index for index, (name, _, _) in enumerate(keys) if name == self.kind)
        last = keys[at + 1][1] if at + 1 < len(keys) else len(self.lines)
        nodes = keys[at][2].value or []
        starts = [node.start_mark.line for node in nodes]
        stops = [*starts[1:], last] if starts else []
        return [(start, self.end(start, stop)) for start, stop in zip(starts, stops, strict=True)]

    def end(self, start: int, stop: int) -> int:
        """The line after an item's last one: blank lines and comments before the next item are the next item's."""
        while stop > start + 1 and re.match(r" {0,2}#|\s*$", self.lines[stop - 1]):
            stop -= 1
        return stop

    def rewritten(self, span: tuple[int, int], values: Mapping[str, Any]) -> str:
        """The lines of an item with other values, in its own style and with its comments."""
        yaml = editor()
        part = yaml.load(f"{self.kind}:\n" + "".join(self.lines[slice(*span)]))
        item = part[self.kind][0]
        for name, value in values.items():
            if value is None:
                item.pop(name, None)
            elif name in item:
                item[name] = in_style(name, value)
            else:
                before = [key for key in item if key in ORDER and ORDER.index(key) < ORDER.index(name)]
                item.insert(len(before), name, in_style(name, value))
        return dumped(yaml, part)

    def insertions(self, spans: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
        """The lines of what is added, at their places."""
        found: dict[int, str] = {}
        for item in sorted(self.added, key=sort_key):
            later = (span[0] for span, other in zip(spans, self.items, strict=True) if sort_key(other) > sort_key(item))
            at = next(later, spans[-1][1] if spans else len(self.lines))
            styled = CommentedMap((key, in_style(key, value)) for key, value in item.items())
            styled.fa.set_flow_style()
            found[at] = found.get(at, "") + dumped(editor(), {self.kind: [styled]})
        return [(at, at, text) for at, text in found.items()]

    def cites_feed(self) -> bool:
        """Whether something that changes rests on the feed."""
        return any(SOURCE in item.get("sources", []) for item in (*self.added, *self.changed.values()))

    def expected(self) -> dict[str, Any]:
        """The tree that the edited file must have."""
        tree = deepcopy(self.tree)
        items = tree[self.kind] or []
        for index, values in self.changed.items():
            items[index] = {key: value for key, value in {**items[index], **values}.items() if value is not None}
        tree[self.kind] = sorted([*items, *self.added], key=sort_key)
        if self.cites_feed() and SOURCE not in {source["id"] for source in tree["sources"]}:
            declared = parse(feed_source().encode(), "").tree
            assert isinstance(declared, list)
            tree["sources"] += declared
        return {key: value for key, value in {**tree, **self.heads}.items() if value is not None}


def dumped(yaml: YAML, part: Mapping[str, Any]) -> str:
    """The lines of a part, without the first, which names the list."""
    out = StringIO()
    yaml.dump(part, out)
    return out.getvalue().partition("\n")[2]


def in_style(name: str, value: Any) -> Any:
    """A value as the files write it: quoted where it would read as a number, lists and maps on one line."""
    if isinstance(value, list):
        styled = CommentedSeq(value)
        styled.fa.set_flow_style()
        return styled
    if isinstance(value, dict):
        keys = DoubleQuotedScalarString if name == "bands" else str
        texts = DoubleQuotedScalarString if name == "note" else lambda each: each
        mapped = CommentedMap((keys(key), texts(each)) for key, each in value.items())
        mapped.fa.set_flow_style()
        return mapped
    return DoubleQuotedScalarString(value) if name in QUOTED else value


def feed_source() -> str:
    return (
        f'  - {{id: {SOURCE}, title: {{fr: "Flux public du ministère", en: "The department\'s public feed"}}, '
        f'url: "{ADDRESS}"}}\n'
    )


def set_head(lines: list[str], name: str, value: str | None) -> None:
    """Give a key at the top of a file another value, put it after `checked`, or take it out."""
    at = next((index for index, line in enumerate(lines) if line.startswith(f"{name}:")), None)
    if at is None:
        if value is not None:
            checked = next(index for index, line in enumerate(lines) if line.startswith("checked:"))
            lines.insert(checked + 1, f"{name}: {value}\n")
    elif value is None:
        del lines[at]
    else:
        lines[at] = re.sub(rf"^{name}: *[0-9-]+", f"{name}: {value}", lines[at])


def open_file(path: Path, kind: str) -> File:
    """A year's file, or the one that is to be made. Errors: NotImported."""
    if path.exists():
        tree = read_tree(path, kind)
        text = path.read_text(encoding="utf-8-sig")
        return File(path, kind, tree, (text if text.endswith("\n") else f"{text}\n").splitlines(keepends=True))
    up = "../../../" if kind == "pool" else "../../"
    titles = {
        "rounds": (f"Rondes d'invitations de {path.stem}", f"Rounds of invitations of {path.stem}"),
        "pool": (f"Répartition du bassin publiée en {path.stem}", f"Distribution of the pool published in {path.stem}"),
    }
    french, english = titles[kind]
    text = (
        f"# yaml-language-server: $schema={up}schemas/{kind}.schema.json\n"
        f'title: {{fr: "{french}", en: "{english}"}}\nchecked: 2000-01-01\nsources:\n{feed_source()}{kind}:\n'
    )
    made = parse(text.encode(), str(path)).tree
    assert isinstance(made, dict)
    return File(path, kind, made, text.splitlines(keepends=True))


def write(files: Iterable[File], *, for_good: bool) -> None:
    """Make every file ready, and only then put each in its place. Errors: NotImported."""
    texts = {file.path: file.written() for file in files}
    if not for_good:
        return
    with ExitStack() as under_way:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            under_way.enter_context(whole(path)).write_text(text, encoding="utf-8")
