"""A case added to a file of cases: the rest of the file stays as it is, however it is written."""

from __future__ import annotations

import pytest

from ronde.editing.added import added
from ronde.messages.diagnostics import ValidationError
from ronde.read.structure import parse

CASE = ["  - name: new", "    as_of: 2024-01-01", "    profile:", "      age: 3  # years", "    expect: {points: 1}"]
MANY = "title: a\ncases:\n" + "".join(f"  - name: n{number}\n    expect:\n      points: 1\n" for number in range(2000))

FILES = {
    "with an end": "cases:\n  - name: a\n    expect: {b: 1}\n",
    "without an end": "cases:\n  - name: a\n    expect: {b: 1}",
    "dashes at the margin": "cases:\n- name: a\n  expect:\n    b: 1\n",
    "deep dashes": "cases:\n      - name: a\n        expect: {b: 1}\n",
    "comments of the last case": "cases:\n  - name: a\n    # of a\n\n    # of a too\n",
    "comments at the end": "cases:\n  - name: a  # one\n\n# the end\n# indeed",
    "an empty list": "cases: []  # none yet\n# end\n",
    "an empty list at the end": "title: a\ncases: []",
    "nothing at all": "cases:\n",
    "nothing, and more keys": "cases:\nprofiles: {a: {}}\n",
    "keys after the cases": "cases:\n  - name: a\n    note: x\n\n# profiles\nprofiles:\n  b: {}\n",
    "a text over several lines": "cases:\n  - name: a\n    note: |\n      one\n\n      two\n\n",
    "a folded text that keeps its end": "cases:\n  - name: a\n    note: >+\n      one\n\n\nprofiles: {}\n",
    "a text broken into lines": "cases:\n  - name: a\n    note: one\n      two\n",
    "a list over several lines": "cases:\n  - name: a\n    each: {b: [1,\n      2]}  # two\n",
    "an answer left to be filled in": "cases:\n  - name: a\n    expect:\n      b:  # the answer\n",
    "Windows": "cases:\r\n  - name: a\r\n    expect: {b: 1}\r\n",
    "a mark of UTF-8": "\ufeffcases:\n  - name: \u00e9\U0001f600\n",
    "an end of the document": "---\ncases:\n  - name: a\n...\n",
    "many cases": MANY,
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_nothing_else_changes(text: str) -> None:
    """The lines of the file are there, in order, and those of the case, together, at the number that is told."""
    after, first = added(text.encode(), "a.yaml", CASE, "new")
    tree, before = (parse(each, "a.yaml").tree for each in (after, text.encode()))
    assert isinstance(tree, dict)
    assert isinstance(before, dict)
    cases = tree["cases"]
    assert isinstance(cases, list)
    assert cases[:-1] == (before["cases"] or [])
    assert cases[-1] == parse("\n".join(CASE).encode(), "").tree[0]  # type: ignore[index]
    lines = after.decode().splitlines()
    new = lines[first - 1 : first - 1 + len(CASE)]
    assert [line.strip() for line in new] == [line.strip() for line in CASE]
    rest = lines[: first - 1] + lines[first - 1 + len(CASE) :]
    assert rest == text.replace("cases: []", "cases:").splitlines()
    ends = "\r\n" if "\r\n" in text else "\n"
    assert after.decode().count("\n") == after.decode().count(ends)


def test_comments_stay_with_their_case() -> None:
    """What stands deeper than a dash belongs to the case above; what does not comes after."""
    after, _ = added(FILES["comments of the last case"].encode(), "a.yaml", CASE, "new")
    assert after.decode().index("of a too") < after.decode().index("name: new")
    after, _ = added(FILES["comments at the end"].encode(), "a.yaml", CASE, "new")
    assert after.decode().index("name: new") < after.decode().index("the end")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cases:\n  - name: new\n", "case-there"),
        ("cases:\n  - {name: 'new'}\n", "case-there"),
        ("cases: [{name: a}]\n", "case-in-brackets"),
        ('{"cases": [{"name": "a"}]}\n', "case-in-brackets"),
        ("age: 3\n", "case-file-other"),
        ("cases: 3\n", "case-file-other"),
        ("- cases\n", "case-file-other"),
        ("cases:\n  - name: [a\n", "yaml-broken"),
    ],
)
def test_what_cannot_be_added_to_is_refused(text: str, code: str) -> None:
    """At its place, with what to do instead."""
    with pytest.raises(ValidationError, match=code):
        added(text.encode(), "a.yaml", CASE, "new")
