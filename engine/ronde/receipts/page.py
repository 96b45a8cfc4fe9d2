"""What came of a receipt, as a page and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ronde.change.opened import Difference
from ronde.change.page import difference_data, difference_page
from ronde.evaluate.decision import day_text
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.model.history import Version
from ronde.model.nodes import Plan
from ronde.model.types import NotOfType, read_value
from ronde.receipts.verify import Outcome, Verdict
from ronde.syntax.texts import text_in
from ronde.syntax.version import syntax_of, topic_title
from ronde.telling.values import show

SHORT = 12
"""Characters of a digest that are shown."""


def verdict_page(found: Verdict, language: str) -> Page:
    """What came of a receipt: the decision made again, the answers that no longer stand, the versions that changed and
    what differs in them."""
    decision = found.receipt["decision"]
    page = Page(translate("receipt-title", language, day=decision["as_of"]))
    page.add("", _lines(found, language))
    moved, versions = moved_lines(found, language), version_lines(found, language)
    page.add(translate("receipt-moved-heading", language), (Line(0, each, "no") for each in moved))
    page.add(translate("receipt-versions-heading", language), (Line(0, each) for each in versions))
    if found.pairs:
        page.sections += difference_page(_difference(found), language).sections
    page.add("", [Line(0, _digests(found.receipt, language))])
    return page


def outcome_text(outcome: Outcome, engine: str, language: str) -> str:
    """What came of a receipt, made by a version of the engine, as a sentence."""
    return translate(f"receipt-{outcome}", language, engine=engine)


def _lines(found: Verdict, language: str) -> Iterator[Line]:
    known = found.receipt["decision"]["known_on"]
    if known is not None:
        yield Line(0, translate("known-on", language, date=known))
    yield Line(0, outcome_text(found.outcome, found.engine, language), "yes" if found.again else "no")
    if found.stands is not None:
        key = "receipt-stands" if found.stands else "receipt-no-longer"
        yield Line(0, translate(key, language), "yes" if found.stands else "no")
    yield from (Line(1, each.text(language), "no") for each in found.refused)
    if found.noted:
        yield Line(0, translate("receipt-noted", language))


def moved_lines(found: Verdict, language: str) -> Iterator[str]:
    """Each main answer that is otherwise now, from what it was to what it is."""
    for each in found.moved:
        was, now = (made.plan if made and each.fact in made.plan.facts else None for made in (found.then, found.now))
        plan = now or was
        label = plan.facts[each.fact].label[language] if plan else each.fact
        before, after = (
            _value(each.before, each.fact, was or now, language),
            _value(each.after, each.fact, now, language),
        )
        told = translate("changed", language, before=before, after=after)
        yield translate("line-value", language, label=label, value=told)


def _value(told: Mapping[str, Any] | None, fact: str, plan: Plan | None, language: str) -> str:
    """A value as a receipt holds it, in words by the rules of a plan, as it is written if they do not know it."""
    if told is None:
        return translate("not-defined", language)
    kept = [told[key] for key in ("value", "at_least", "at_most") if told.get(key) is not None]
    if not kept:
        return translate("unknown", language)
    if plan is None:
        return " – ".join(map(str, kept))
    about = plan.facts[fact]
    try:
        values = [read_value(each, about.type, bounded=False) for each in kept]
    except NotOfType:
        return " – ".join(map(str, kept))
    if len(values) == 2 and about.type.ordered:
        return show((values[0], values[1]), about, plan, language)  # type: ignore[arg-type]  # of an ordered type
    return show(values[0], about, plan, language)


def version_lines(found: Verdict, language: str) -> Iterator[str]:
    """Each version that now stands in the place of one of the receipt, with why; and each that is no longer there."""
    for pair in found.pairs:
        was, now = pair.before.version if pair.before else None, pair.after.version if pair.after else None
        if now is not None:
            corrects = was is not None and was.effective == now.effective
            key = "receipt-correction" if corrects else "receipt-version"
            yield _told(key if was else "receipt-new", language, now, was)
        elif was is not None:
            yield _told("receipt-topic-gone", language, was, None)
        for each in pair.unknown:
            yield _told("receipt-unread", language, each, None)
    for topic, name, own in found.gone:
        key = "receipt-version-lost" if own is None else "receipt-version-edited"
        yield translate(key, language, file=own.document.file if own else f"{topic}/{name}.yaml")


def _told(key: str, language: str, version: Version, before: Version | None) -> str:
    days = {"published": day_text(version.published), "day": day_text(version.effective)}
    return translate(
        key,
        language,
        title=topic_title(version, language),
        file=version.document.file,
        before=before.document.file if before else "",
        reason=text_in(syntax_of(version).corrects or syntax_of(version).missing, language),
        **days,
    )


def _digests(receipt: Mapping[str, Any], language: str) -> str:
    decision = receipt["decision"]
    return translate(
        "receipt-digests",
        language,
        receipt=receipt["digest"][:SHORT],
        profile=decision["profile_digest"][:SHORT],
        rules=decision["rules_digest"][:SHORT],
        engine=receipt["engine"]["version"],
        code=receipt["engine"]["digest"][:SHORT],
    )


def verdict_data(found: Verdict, language: str) -> dict[str, Any]:
    """What came of a receipt as plain data: all of it."""
    decision = found.receipt["decision"]
    return {
        "receipt": found.receipt["digest"],
        "as_of": decision["as_of"],
        "known_on": decision["known_on"],
        "outcome": str(found.outcome),
        "again": found.again,
        "stands": found.stands,
        "text": outcome_text(found.outcome, found.engine, language),
        "answers": [{"fact": each.fact, "before": each.before, "after": each.after} for each in found.moved],
        "refused": [each.text(language) for each in found.refused],
        "versions": list(version_lines(found, language)),
        "rules": {
            "then": decision["rules_digest"],
            "now": found.now.rules.digest if found.now else None,
        },
        "changes": difference_data(_difference(found), language)["topics"],
    }


def _difference(found: Verdict) -> Difference:
    day = found.receipt["decision"]["as_of"]
    return Difference(day, day, True, found.pairs)
