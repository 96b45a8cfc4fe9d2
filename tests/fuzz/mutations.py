"""Hypothesis strategies that damage a file: by byte, as a bad disk or editor does, and by structure, as people do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

MARKS = [
    b"\t", b"- ", b": ", b"? ", b"{", b"[", b"}", b"]", b",", b"#", b"|\n", b">\n", b"&a ", b"*a", b"<<: *a",
    b"!!python/none ",
    b"---\n", b"...\n", b"%YAML 9.9\n", b"'", b'"', b"\\", b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\r", b"\r\n",
    "\u202e".encode(), "\u00a0".encode(), "\u2011".encode(), "\u200b".encode(), "\ufeff".encode(), "\uff11".encode(),
    b"null", b"true", b".inf", b".nan", b"1e999999", b"0x1F", b"00010", b"-0", b"9" * 400, b"2020-02-30", b"..", b"1..",
    b"<<<<<<< ours\n", b"=======\n",
]  # fmt: skip
"""What stands out to a reader of YAML, JSON or CSV, and what only looks harmless."""

REPEATED = [b"[", b"{", b"- ", b"a: ", b"[a, ", b"(", b"a", b"\n", b",", b"&a [*a, "]
"""What is harmless once and heavy a thousand times."""

VALUES: list[Any] = [
    0, 1, -1, 0.00001, 1.5, 10**15, -(10**15), True, False, None, "", "x", "as_of", "2020-02-30", "2020-02-29", "a..b",
    "..", "10..5", "1..999999999", "*", "{ability}", [], {}, [[]], [None], {"fact": "age"}, {"fact": "nothing"}, [1, 1],
    "x" * 300, "2015-01-01", "CA", "\u202e", "=1+1", "$x$",
]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, contents: Sequence[bytes]) -> bytes:
    """One of these files after one to four small accidents."""
    content = draw(st.sampled_from(contents))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        end = min(len(content), at + draw(st.integers(0, 60)))
        before, cut, after = content[:at], content[at:end], content[end:]
        match draw(st.integers(0, 10)):
            case 0:
                content = before + after
            case 9 | 10:
                digits = [place for place, byte in enumerate(content) if 48 <= byte <= 57]
                if digits:
                    at = draw(st.sampled_from(digits))
                    content = content[:at] + str(draw(st.integers(0, 9))).encode() + content[at + 1 :]
            case 1:
                content = before + cut + cut + after
            case 2 | 3:
                content = before + draw(st.sampled_from(MARKS)) + cut + after
            case 4:
                content = before + draw(st.binary(min_size=1, max_size=4)) + after
            case 5:
                content = before
            case 6:
                content = before + draw(st.sampled_from(REPEATED)) * draw(st.sampled_from([30, 300, 3000])) + after
            case 7:
                lines = content.split(b"\n")
                one, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
                lines[one], lines[other] = lines[other], lines[one]
                content = b"\n".join(lines)
            case _:
                other_file = draw(st.sampled_from(contents))
                content = before + other_file[draw(st.integers(0, len(other_file))) :]
    return content


@st.composite
def rearranged(draw: st.DrawFn, trees: Sequence[Any]) -> Any:
    """A copy of one of these trees after one to three slips: something lost, misspelt, doubled, wrapped or replaced."""
    tree = deepcopy(draw(st.sampled_from(trees)))
    for _ in range(draw(st.integers(1, 3))):
        places = [steps for steps in _paths(tree) if steps]
        if not places:
            break
        steps = draw(st.sampled_from(places))
        parent = _at(tree, steps[:-1])
        key = steps[-1]
        match draw(st.integers(0, 8)):
            case 0:
                del parent[key]
            case 1 if isinstance(parent, dict):
                parent[draw(_misspelt(str(key)))] = parent.pop(key)
            case 2:
                parent[key] = deepcopy(_at(tree, draw(st.sampled_from(places))))
            case 3 if isinstance(parent, list):
                parent.extend([parent[key]] * draw(st.sampled_from([1, 10, 100])))
            case 4:
                parent[key] = [parent[key]]
            case 5:
                for _ in range(draw(st.sampled_from([2, 20, 200]))):
                    parent[key] = draw(st.sampled_from([[parent[key]], {"all": parent[key]}, {"x": parent[key]}]))
            case 6 if isinstance(parent[key], str):
                parent[key] = draw(_misspelt(parent[key]))
            case _:
                parent[key] = deepcopy(draw(st.sampled_from(VALUES)))
    return tree


def as_json(tree: Any) -> bytes:
    """A tree as a file: JSON, which is YAML too."""
    return json.dumps(tree, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


@st.composite
def _misspelt(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from(["", "a", "1", ".", "_", " ", "\u00a0", "é", "*"])) + text[at + 1 :]


def _paths(tree: Any, steps: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield steps
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in parts:
        if len(steps) < 30:
            yield from _paths(value, (*steps, key))


def _at(tree: Any, steps: Sequence[Any]) -> Any:
    for step in steps:
        tree = tree[step]
    return tree
