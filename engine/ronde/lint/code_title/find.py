"""The codes beside which a comment gives the title of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ronde.lint.context import Context, Found
from ronde.model.nodes import Texts
from ronde.syntax.lists import ListSyntax
from ronde.syntax.values import Name
from ronde.syntax.version import syntax_of

BETWEEN = " / "
"""What stands between the two languages of a title."""


def find(context: Context) -> Iterator[Found]:
    """Every code drawn from a list whose comment, on its line or in the lines above, is not the title that the list
    gives: a comment is held to be a title if it has both languages, or is that of another code."""
    seen: set[int] = set()
    for each in context.slices:
        for version in (layer for topic in each.rules.topics for layer in topic.whole):
            for own in syntax_of(version).lists.values():
                of = own.of.text if own.of else ""
                titles = each.plan.codes.get(of) if each.plan is not None else None
                if titles is not None and id(own) not in seen and context.looks_at(version.topic):
                    seen.add(id(own))
                    yield from _differing(own, titles, _lines(context, version.document.file))


def _lines(context: Context, file: str) -> Sequence[str]:
    contents = context.files.read([file])[0] if context.files is not None else []
    return [line for _, content in contents for line in content.decode(errors="replace").splitlines()]


def _differing(own: ListSyntax, titles: Mapping[str, Texts], lines: Sequence[str]) -> Iterator[Found]:
    for code in (*(own.include or ()), *(own.exclude or ())):
        told = _comment(code, lines)
        texts = titles.get(code.text)
        if not told or texts is None:
            continue
        right = [texts["fr"], texts["en"]]
        if BETWEEN in told and told not in (BETWEEN.join(right), BETWEEN.join(right[::-1])):
            yield Found(code.at.location(), {"code": code.text, "told": told, "title": BETWEEN.join(right)})
        elif told not in right and any(told in each.values() for each in titles.values()):
            yield Found(code.at.location(), {"code": code.text, "told": told, "title": texts})


def _comment(code: Name, lines: Sequence[str]) -> str:
    """What is said of a code after it on its line, else in the lines above that hold nothing but comments."""
    location = code.at.location()
    end_line, end_column = location.end
    if not 0 < end_line <= len(lines):
        return ""
    after = lines[end_line - 1][end_column - 1 :].strip()
    if after.startswith("#"):
        return after.lstrip("# ")
    above: list[str] = []
    for line in reversed(lines[: location.line - 1]):
        if not line.lstrip().startswith("#"):
            break
        above.insert(0, line.strip().lstrip("# "))
    return " ".join(above)
