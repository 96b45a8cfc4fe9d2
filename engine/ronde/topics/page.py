"""The page of a topic in force: until when its version holds, how sure it is, what it corrects; then what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ronde.change.plainly import plainly
from ronde.change.side import Side
from ronde.change.telling import VersionTold, tell_version
from ronde.evaluate.decision import day_text
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.messages.dates import day_or_text
from ronde.model.history import InForce, Status, Version
from ronde.syntax.texts import text_in
from ronde.syntax.version import layered, syntax_of, topic_title
from ronde.topics.sections import add_fact, add_list
from ronde.topics.told import add_parts, told_parts


@dataclass(frozen=True, slots=True)
class Standing:
    """A topic in force with what stood beside it, and the version that takes over, if one is known."""

    side: Side
    found: InForce
    later: Version | None


def topic_page(standing: Standing, language: str, *, fact: str | None = None, full: bool = False) -> Page:
    """The page of a topic, or of one of its facts. All codes of its lists are shown if `full`."""
    side = standing.side
    page = Page(topic_title(side.version, language))
    page.add("", _around(standing, language))
    for layer, names in layered(standing.found):
        each = replace(side, version=layer)
        if layer is not side.version:
            lines = [_file(layer, language), *_correction(layer, language)]
            page.add(translate("topic-others", language, day=day_text(layer.effective)), lines)
        _add_version(page, each, tell_version(each, language, names), language, fact, full=full)
    if fact is None:
        used = tell_version(side, language).used
        page.add(translate("page-used", language), (Line(0, f"{title} ({name})") for name, title in used))
    return page


def _around(standing: Standing, language: str) -> Iterator[Line]:
    """Until when the version holds, when it was published and verified, how sure it is, what it corrects, for whom it
    is, and what is not known."""
    version = standing.side.version

    def told(key: str, value: object) -> Line:
        return Line(0, translate("line-value", language, label=translate(key, language), value=value))

    def day(number: int) -> str:
        return day_or_text(day_text(number), language)

    yield told("page-in-force", _holds(standing, language))
    yield told("page-published", day(version.published))
    yield told("rules-checked", day(version.checked))
    yield told("rules-confidence", translate(f"confidence-{version.confidence}", language))
    yield _file(version, language)
    yield from _correction(version, language)
    for each in standing.found.incomplete:
        text = text_in(syntax_of(each).missing, language)
        yield Line(0, translate("rules-incomplete", language, day=day_text(each.effective), text=text), "unknown")
    note = text_in(syntax_of(version).note, language)
    if note:
        yield told("rules-note", note)


def _correction(version: Version, language: str) -> Iterator[Line]:
    """Which version it corrects, and why; nothing of one that corrects none."""
    if version.serial:
        corrects = translate("site-from-number", language, number=version.serial, day=day_text(version.effective))
        reason = text_in(syntax_of(version).corrects, language)
        yield Line(0, translate("line-value", language, label=corrects, value=reason))


def _holds(standing: Standing, language: str) -> str:
    """From when until when the version holds, as far as is known."""
    later, until = standing.later, translate("page-open", language)
    if later is not None:
        keys = {Status.REPEALED: "page-repealed", Status.INCOMPLETE: "page-open-unknown"}
        until = translate(keys.get(later.status, "page-until"), language, date=day_text(later.effective))
    since = day_text(standing.side.version.effective)
    return translate("page-since", language, since=since, until=until)


def _file(version: Version, language: str) -> Line:
    label = translate("rules-file", language)
    return Line(0, translate("line-value", language, label=label, value=version.document.file))


def _add_version(page: Page, side: Side, told: VersionTold, language: str, fact: str | None, *, full: bool) -> None:
    """Add what a version says, or what it says of one fact."""
    if told.applies:
        lead = translate("page-for-some", language)
        add_parts(page, translate("site-applies", language), told_parts((lead, *told.applies)))
    for each in told.facts:
        if fact is None or fact in each.names:
            add_fact(page, side.version, each, language)
    if fact is not None:
        return
    for label, help_text in told.records:
        page.add(plainly(label), [Line(0, plainly(help_text))] if help_text else [], told=True)
    for one in told.lists:
        add_list(page, one, language, full=full)
    if told.refusals:
        lead = translate("page-refused-lead", language)
        add_parts(page, translate("page-refused", language), told_parts((lead, *told.refusals)))
