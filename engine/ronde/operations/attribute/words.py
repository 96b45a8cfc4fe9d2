"""What a list says of a code: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.messages.escape import code
from ronde.model.nodes import Fact
from ronde.operations.attribute.syntax import AttributeOfCode
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: AttributeOfCode, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    name, wanted = written.list.text, written.named.text
    known = phrases.lists[name][1].attributes.get(wanted)
    named = phrases.text(known.label if known else None) or code(wanted)
    told = {"code": phrases.fact(written.code), "list": phrases.list_name(name), "named": named}
    yield phrases.translate("page-form-attribute", **told)
