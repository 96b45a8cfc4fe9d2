"""The versions once in force whose rules an edit changes, or that it takes away."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.model.document import Document, Steps, Tree
from ronde.model.types import NotOfType, read_date

SAID = ("effective", "status", "repealed")
"""What a version says of itself that decides what holds."""

WORDS = ("label", "note", "source", "question", "help", "because", "example")
"""Keys of a definition that are for readers: they decide nothing."""

SEPARATOR = "/"


def find(context: Context) -> Iterator[Found]:
    """Every version that was published and in force by the day, at the first place where it now says otherwise."""
    for edit in context.edits:
        if not _relied_on(edit.before, context.day):
            continue
        topic, _, name = edit.before.file.removesuffix(".yaml").rpartition("/")
        day = name.partition(".")[0]
        about = {"date": day, "command": f"ronde new {topic} {day} --corrects"}
        if edit.after is None:
            yield Found(edit.before.place(), {**about, "what": edit.before.file})
            continue
        steps = _first_difference(dict(_rules(edit.before)), dict(_rules(edit.after)))
        if steps is not None:
            what = SEPARATOR.join(str(step) for step in steps[steps[0] == "facts" :])
            yield Found(edit.after.place(steps), {**about, "what": what})


def _relied_on(document: Document, day: int) -> bool:
    """Whether a version was published, and in force, by a day."""
    tree = document.tree if isinstance(document.tree, dict) else {}
    try:
        return all(read_date(tree.get(key)) <= day for key in ("effective", "published"))
    except NotOfType:
        return False


def _first_difference(before: dict[Steps, Tree], after: dict[Steps, Tree]) -> Steps | None:
    """The steps to the first value that is another, has come or has gone."""
    others = (steps for steps, value in after.items() if before.get(steps) != value)
    gone = (steps for steps in before if steps not in after)
    return next(others, next(gone, None))


def _rules(document: Document) -> Iterator[tuple[Steps, Tree]]:
    """Every value that decides what holds, by the steps to it."""
    tree = document.tree if isinstance(document.tree, dict) else {}
    for key in (*SAID, *written.RULES):
        if key in tree:
            yield from _values(tree[key], (key,))


def _values(tree: Tree, steps: Steps) -> Iterator[tuple[Steps, Tree]]:
    if isinstance(tree, dict) and tree:
        for key, value in tree.items():
            if key not in WORDS and not _is_text(key, tree):
                yield from _values(value, (*steps, key))
    elif isinstance(tree, list) and tree:
        for number, value in enumerate(tree):
            yield from _values(value, (*steps, number))
    else:
        yield steps, repr(tree)


def _is_text(key: str, tree: dict[str, Tree]) -> bool:
    """Whether a key of a mapping is the language of a text that stands there in every language."""
    return key in written.LANGUAGES and all(isinstance(tree.get(each), str | dict) for each in written.LANGUAGES)
