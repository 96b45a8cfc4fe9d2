"""The canonical form of a file: nothing but white space and the order of keys changes, and once is enough."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.support import books

from ronde.editing.form.canonical import canonical
from ronde.messages.diagnostics import ValidationError

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(path for path in (ROOT / "examples").rglob("*.yaml") if path.stat().st_size < 8000)

HEAD = re.compile(r"( *)((?:- )*)")
"""The spaces and dashes that begin a line."""

LOOSE = b"""\
\xef\xbb\xbf# about the file\r
\r
title: { fr: "Un"  , en:   One }\r
facts:


    a.b:
        # about the rows
        rows:   # of two
            1:   2   \r
            3: [ 1,2 ,
                 3 ]   # broken here by hand
        # at the end of a.b
    # about c
    c:
      list:
      - x
      -   y: 1
          z: >-
              folded
                deeper

              text

      -    |+
         kept

    d: &one {a: , b: ""}
    e: *one
    ? q
    :   z
    long: this goes
       on
# about the day
effective: 2020-01-01


"""
FIRM = """\
# about the file

title: {fr: "Un", en: One}
# about the day
effective: 2020-01-01
facts:

  a.b:
    # about the rows
    rows:  # of two
      1: 2
      3: [1, 2,
           3]  # broken here by hand
    # at the end of a.b
  # about c
  c:
    list:
      - x
      - y: 1
        z: >-
          folded
            deeper

          text

      - |+
        kept

  d: &one {a: , b: ""}
  e: *one
  ? q
  : z
  long: this goes
     on
"""


def test_every_form_of_writing_is_laid_out() -> None:
    """Lists level with their key, texts over several lines, comments of every place, keys out of order."""
    made = canonical(LOOSE, "a.yaml", ("title", "effective", "facts"))
    assert made.decode() == FIRM
    assert canonical(made, "a.yaml", ("title", "effective", "facts")) == made


def loosened(text: str) -> str:
    """A text twice as deep, with spaces to spare and the line ends of Windows."""
    lines = []
    for line in text.split("\n"):
        head = HEAD.match(line)
        assert head is not None
        lines.append(head[1] * 2 + head[2].replace("- ", "-   ") + line[head.end() :])
    return "\r\n".join(lines).replace("}\r", "  }  \r").replace(": {", ":   { ")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_written_otherwise_becomes_what_is_shipped(path: Path) -> None:
    """Whoever wrote it, with whatever editor."""
    text = path.read_text(encoding="utf-8")
    assert canonical(loosened(text).encode(), path.name).decode() == text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a: [1\n", "yaml-broken"),
        (b"a: 1\n<<<<<<< HEAD\nb: 2\n", "yaml-merge"),
        (b"a: 1\na: 2\n", "yaml-duplicate-key"),
        (b"", "file-empty"),
    ],
)
def test_a_broken_file_is_told_as_such(content: bytes, code: str) -> None:
    """And is not touched."""
    with pytest.raises(ValidationError, match=code):
        canonical(content, "a.yaml")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_command_shows_asks_and_writes(run: Run, tmp_path: Path, language: str) -> None:
    """A check names the file and its first line; nothing is written unasked; afterwards there is nothing to change."""
    folder = books.write(tmp_path / "book", {f"topic/{books.FIRST}.yaml": books.version(facts={})})
    file = folder / "topic" / f"{books.FIRST}.yaml"
    file.write_bytes(b"effective:   2020-01-01\ntitle: {fr: un, en: one}\n")
    words = ("--rulesets", str(folder), "--lang", language)
    (folder / "book.yaml").write_text("title: {fr: un, en: one}\n", encoding="utf-8")
    code, out, _ = run("fmt", "--check", *words)
    assert (code, out.count(f"{file}:1:1"), out.count("book.yaml")) == (1, 1, 0)
    code, out, err = run("fmt", *words)
    assert (code, out) == (2, "")
    assert "edit-unasked" in err
    code, out, _ = run("fmt", "--yes", *words)
    assert code == 0
    assert "+effective: 2020-01-01" in out.splitlines()
    assert file.read_bytes() == b"title: {fr: un, en: one}\neffective: 2020-01-01\n"
    assert run("fmt", "--check", *words)[0] == 0


@pytest.mark.parametrize(("content", "code"), [("a: [1\n", "yaml-broken"), (None, "file-missing")])
def test_what_is_wrong_with_any_file_keeps_all_from_being_written(
    run: Run, tmp_path: Path, content: str | None, code: str
) -> None:
    """With its diagnostic, and exit code 2."""
    loose, wrong = tmp_path / "loose.yaml", tmp_path / "wrong.yaml"
    loose.write_text("a:   1\n", encoding="utf-8")
    if content is not None:
        wrong.write_text(content, encoding="utf-8")
    done, out, err = run("fmt", "--yes", str(loose), str(wrong))
    assert (done, out) == (2, "")
    assert f"[{code}]" in err
    assert loose.read_text(encoding="utf-8") == "a:   1\n"
