"""What a page says of one definition: as the room of its form tells it, or as a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.messages import translate
from ronde.messages.escape import code, markdown
from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.model.types import Kind
from ronde.operations import registry
from ronde.telling.phrases import Phrases, bullet, mapping


def definition(phrases: Phrases, written: str, body: Mapping[str, Tree]) -> Iterator[str]:
    """The lines that say what a fact is."""
    form = next(form for form in registry.FORMS if form in body)
    yield from registry.words(form)(phrases, body, phrases.about(written))


def question(phrases: Phrases, written: str, body: Mapping[str, Tree]) -> Iterator[str]:
    """The lines of a fact that is asked: the question, what helps, and what can be answered."""
    asked, about = mapping(body["input"]), phrases.about(written)
    yield f"**{phrases.text(asked.get('question'))}**"
    if "help" in asked:
        yield from ("", phrases.text(asked["help"]))
    yield ""
    yield phrases.translate("page-answer", answer=_answer(phrases, asked, about))
    if about and about.choices:
        yield ""
        for each, texts in about.choices.items():
            yield bullet(0, f"{markdown(texts.get(phrases.language, each))} ({code(each)})")


def _answer(phrases: Phrases, asked: Mapping[str, Tree], about: Fact | None) -> str:
    if "list" in asked:
        return phrases.translate("page-answer-list", list=phrases.list_name(str(asked["list"])))
    if about is None or about.choices:
        return phrases.translate("page-answer-choice")
    if about.type.kind in (Kind.NUMBER, Kind.MONEY):
        low = phrases.cell(asked["at_least"], about) if "at_least" in asked else "…"
        high = phrases.value(asked["at_most"], about) if "at_most" in asked else "…"
        return phrases.translate("page-answer-number", low=low, high=high)
    kind = {Kind.YES_NO: "yes-no", Kind.DATE: "date"}.get(about.type.kind, "text")
    told = translate(f"page-answer-{kind}", phrases.language)
    return f"{told} ({phrases.translate('page-example', value=asked['example'])})" if "example" in asked else told
