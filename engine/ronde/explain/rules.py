"""The page of the rules in force: each topic's version, until when it holds, how sure and how fresh it is."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.evaluate.decision import day_text
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.model.history import History, InForce, Rules, Status
from ronde.syntax.texts import text_in, texts_of
from ronde.syntax.version import syntax_of, topic_title


def rules_data(history: History, rules: Rules, as_of: int, known_on: int | None) -> list[dict[str, object]]:
    """The topics in force as plain data, in the order of their names."""
    return [_topic_data(history, topic, as_of, known_on) for topic in rules.topics]


def _topic_data(history: History, topic: InForce, as_of: int, known_on: int | None) -> dict[str, object]:
    later = history.next_change(topic.topic, as_of, known_on)
    return {
        "topic": topic.topic,
        "title": syntax_of(topic.version).title.texts,
        "file": topic.version.document.file,
        "since": day_text(topic.version.effective),
        "until": day_text(later.effective) if later else None,
        "repealed": later is not None and later.status is Status.REPEALED,
        "published": day_text(topic.version.published),
        "checked": day_text(topic.version.checked),
        "confidence": topic.version.confidence,
        "corrects": texts_of(syntax_of(topic.version).corrects),
        "others": [each.document.file for each in topic.layers[1:]],
        "incomplete": [
            {"since": day_text(each.effective), "missing": texts_of(syntax_of(each).missing)}
            for each in topic.incomplete
        ],
    }


def rules_page(
    history: History, rules: Rules, as_of: int, known_on: int | None, language: str, *, today: bool = False
) -> Page:
    """The topics in force as a table, and the versions of which only the existence is known. `today` says that the date
    was not given."""
    page = Page(translate("evaluated-today" if today else "evaluated", language, date=day_text(as_of)))
    page.table("", _rows(rules_data(history, rules, as_of, known_on), language))
    page.add(translate("rules-besides", language), _besides(history, rules, as_of, known_on, language))
    page.add(translate("cautions-heading", language), _cautions(rules, language))
    return page


def _rows(data: list[dict[str, object]], language: str) -> list[list[str]]:
    """The topics in force as rows of text, the first row holding the headings; days as YYYY-MM-DD, to be compared."""
    keys = ("topic", "since", "until", "published", "confidence", "checked", "file")
    rows = [[translate(f"rules-{key}", language) for key in keys]]
    for each in data:
        until = str(each["until"]) if each["until"] else "—"
        confidence = translate(f"confidence-{each['confidence']}", language)
        mark = " (!)" if each["incomplete"] else ""
        days = (str(each["since"]), until, str(each["published"]))
        rows.append([str(each["topic"]) + mark, *days, confidence, str(each["checked"]), str(each["file"])])
    return rows


def _besides(history: History, rules: Rules, as_of: int, known_on: int | None, language: str) -> Iterator[Line]:
    """What is said of topics that are no plain ones: corrections and why, versions for some, the end of a topic."""
    for topic in rules.topics:
        version, later = topic.version, history.next_change(topic.topic, as_of, known_on)
        title, day = topic_title(version, language), day_text(version.effective)
        if version.serial:
            reason = text_in(syntax_of(version).corrects, language)
            yield Line(0, translate("rules-corrected", language, title=title, day=day, text=reason))
        if version.conditional:
            yield Line(0, translate("rules-for-some", language, title=title, day=day))
        if version.partly:
            yield Line(0, translate("rules-partly", language, title=title, day=day))
        if later is not None and later.status is Status.REPEALED:
            yield Line(0, translate("rules-repealed", language, title=title, day=day_text(later.effective)))


def _cautions(rules: Rules, language: str) -> list[Line]:
    """The versions of which only the existence is known, each in a line."""
    return [
        Line(
            0,
            translate(
                "caution-incomplete",
                language,
                title=topic_title(topic.version, language),
                day=day_text(each.effective),
                text=texts_of(syntax_of(each).missing) or "",
            ),
            "unknown",
        )
        for topic in rules.topics
        for each in topic.incomplete
    ]
