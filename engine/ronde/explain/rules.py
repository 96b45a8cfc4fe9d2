"""The page of the rules in force: each topic's version, until when it holds, how sure and how fresh it is."""

from __future__ import annotations

from ronde.evaluate.decision import day_text
from ronde.explain.page import Line, Page, cite
from ronde.inputs.absent import topic_absence
from ronde.messages import translate
from ronde.messages.dates import day_or_text
from ronde.model.finding import Refused
from ronde.model.history import History, InForce, Rules
from ronde.model.nodes import Plan
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
        "published": day_text(topic.version.published),
        "checked": day_text(topic.version.checked),
        "confidence": topic.version.confidence,
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
    page.add(translate("cautions-heading", language), _cautions(rules, language))
    return page


def _rows(data: list[dict[str, object]], language: str) -> list[list[str]]:
    """The topics in force as rows of text, the first row holding the headings; days as YYYY-MM-DD, to be compared."""
    keys = ("topic", "since", "until", "confidence", "checked", "file")
    rows = [[translate(f"rules-{key}", language) for key in keys]]
    for each in data:
        until = str(each["until"]) if each["until"] else "—"
        confidence = translate(f"confidence-{each['confidence']}", language)
        mark = " (!)" if each["incomplete"] else ""
        rows.append(
            [str(each["topic"]) + mark, str(each["since"]), until, confidence, str(each["checked"]), str(each["file"])]
        )
    return rows


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


def topic_page(
    history: History, rules: Rules, plan: Plan, wanted: str, as_of: int, known_on: int | None, language: str
) -> Page:
    """The page of one topic: its version and its facts. Errors: Refused for a topic that is not in force."""
    topic = next((each for each in rules.topics if each.topic == wanted), None)
    if topic is None:
        raise Refused((topic_absence(history, wanted, as_of, known_on),))
    data = _topic_data(history, topic, as_of, known_on)

    def told(key: str, value: object) -> Line:
        return Line(0, translate("line-value", language, label=translate(key, language), value=value))

    def day(written: object) -> str:
        return day_or_text(str(written), language)

    page = Page(topic_title(topic.version, language))
    lines = [
        told("rules-file", data["file"]),
        told("rules-since", day(data["since"])),
        told("rules-until", day(data["until"] or translate("rules-open", language))),
        told("rules-confidence", translate(f"confidence-{topic.version.confidence}", language)),
        told("rules-checked", day(data["checked"])),
    ]
    for each in topic.incomplete:
        text = text_in(syntax_of(each).missing, language)
        lines.append(
            Line(0, translate("rules-incomplete", language, day=day_text(each.effective), text=text), "unknown")
        )
    note = syntax_of(topic.version).note
    if note:
        lines.append(told("rules-note", note.text(language)))
    page.add("", lines)
    facts = [about for about in plan.facts.values() if about.topic == wanted]
    page.add(
        translate("rules-facts", language),
        (
            Line(
                0,
                f"{about.name} — {about.label.get(language, '')} "
                f"[{'; '.join(cite(source, language) for source in about.sources)} — {about.place}]",
            )
            for about in facts
        ),
    )
    return page
