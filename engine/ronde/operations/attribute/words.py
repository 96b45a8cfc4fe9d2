"""What a list says of a code: how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.messages.escape import code
from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.telling.phrases import Phrases, mapping


def words(phrases: Phrases, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    attribute = mapping(body["attribute"])
    name = str(attribute["list"])
    known = phrases.lists[name][1].attributes.get(str(attribute["named"]))
    named = phrases.text(known.label if known else None) or code(str(attribute["named"]))
    told = {"code": phrases.fact(attribute["code"]), "list": phrases.list_name(name), "named": named}
    yield phrases.translate("page-form-attribute", **told)
