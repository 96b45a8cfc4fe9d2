"""What a page says of one definition: as the room of its form tells it, or as a question."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.messages import translate
from ronde.messages.escape import code, markdown
from ronde.model.nodes import Fact
from ronde.model.types import Kind
from ronde.operations import registry
from ronde.syntax.facts import FactSyntax, InputSyntax
from ronde.telling.phrases import Phrases, bullet


def definition(phrases: Phrases, fact: FactSyntax) -> Iterator[str]:
    """The lines that say what a fact is."""
    form = registry.form_of(fact)
    assert form is not None
    yield from registry.words(form)(phrases, registry.written(fact, form), phrases.about(fact.name))


def question(phrases: Phrases, fact: FactSyntax, asked: InputSyntax) -> Iterator[str]:
    """The lines of a fact that is asked: the question, what helps, and what can be answered."""
    about = phrases.about(fact.name)
    yield f"**{phrases.text(asked.question)}**"
    if asked.help is not None:
        yield from ("", phrases.text(asked.help))
    yield ""
    yield phrases.translate("page-answer", answer=_answer(phrases, asked, about))
    if about and about.choices:
        yield ""
        for each, texts in about.choices.items():
            yield bullet(0, f"{markdown(texts.get(phrases.language, each))} ({code(each)})")


def _answer(phrases: Phrases, asked: InputSyntax, about: Fact | None) -> str:
    if asked.list is not None:
        return phrases.translate("page-answer-list", list=phrases.list_name(asked.list.text))
    if about is None or about.choices:
        return phrases.translate("page-answer-choice")
    if about.type.kind in (Kind.NUMBER, Kind.MONEY):
        low = phrases.cell(asked.at_least, about) if asked.at_least else "…"
        high = phrases.value(asked.at_most, about) if asked.at_most else "…"
        return phrases.translate("page-answer-number", low=low, high=high)
    kind = {Kind.YES_NO: "yes-no", Kind.DATE: "date"}.get(about.type.kind, "text")
    told = translate(f"page-answer-{kind}", phrases.language)
    return f"{told} ({phrases.translate('page-example', value=asked.example.value)})" if asked.example else told
