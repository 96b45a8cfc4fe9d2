"""The labels that stand for two things, so that a reader cannot tell one from the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.language import LANGUAGES
from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.model.history import Version
from ronde.syntax.texts import Localised
from ronde.syntax.version import syntax_of


def find(context: Context) -> Iterator[Found]:
    """Every label that a version gives to two of its facts, to two codes of a list or to two choices of a fact. Facts
    of another kind of record may have it: they are told under that record."""
    for version in written.versions(context):
        for labels in _groups(version):
            yield from _twice(labels)


def _groups(version: Version) -> Iterator[Mapping[str, Localised]]:
    """The labels that a reader has to tell apart, by what they stand for."""
    facts = syntax_of(version).facts
    for record in dict.fromkeys(fact.on for fact in facts.values()):
        yield {name: fact.label for name, fact in facts.items() if fact.on == record}
    yield from (fact.choices for fact in facts.values())
    for each in syntax_of(version).lists.values():
        yield each.at.choices("items")
        yield from (attribute.choices for attribute in each.attributes.values())


def _twice(labels: Mapping[str, Localised]) -> Iterator[Found]:
    first: dict[tuple[str, str], str] = {}
    for name, label in labels.items():
        for language in LANGUAGES:
            other = first.setdefault((language, label.text(language)), name)
            if other != name and label.text(language):
                yield Found(label.location(language), {"text": label.text(language), "other": other})
                break
