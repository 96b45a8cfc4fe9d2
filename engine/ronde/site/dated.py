"""A topic as it stood on a day, rendered as the page of its versions is: each version in the rules of that day."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from jinja2 import Environment
from markupsafe import Markup

from ronde.change.between import changes_between
from ronde.change.side import Side
from ronde.change.telling import sources_told, tell_version
from ronde.model.history import History, InForce, Rules, Version
from ronde.model.nodes import Plan
from ronde.site.marked import Marked
from ronde.site.pages import title_of, words_of
from ronde.site.standing import Standing, correction_of
from ronde.site.versions import TopicVersion
from ronde.syntax.version import layered

PlanOf = Callable[[Rules], Plan]
Address = Callable[[str], str]
AddressOf = Callable[[Version], str]

PAGE = ".html"
"""How the address of the page of a topic ends where definitions are told."""


def dated_versions(
    history: History, plan_of: PlanOf, rules: Rules, topic: str, days: tuple[int, int | None], language: str
) -> list[TopicVersion]:
    """Every version that has a part in a topic on a day (and as known by another), the newest compared with what stood
    before it; none if the topic is not in force. Errors: ValidationError for rules that are wrong."""
    found = next((each for each in rules.topics if each.topic == topic), None)
    if found is None:
        return []
    return list(_told(history, plan_of, rules, found, days, language))


def _told(
    history: History, plan_of: PlanOf, rules: Rules, found: InForce, days: tuple[int, int | None], language: str
) -> Iterator[TopicVersion]:
    for version in found.incomplete:
        yield TopicVersion(version, None, None, sources_told(version, language), None, None)
    for version, names in layered(found):
        each = _version(history, plan_of, rules, found, version, days, language, names)
        before = _before(history, plan_of, version, language) if version is found.version else None
        changes = changes_between(before.told, each.told) if before and before.told and each.told else None
        yield TopicVersion(version, each.standing, each.told, each.sources, before, changes)


def _version(
    history: History,
    plan_of: PlanOf,
    rules: Rules,
    found: InForce,
    version: Version,
    days: tuple[int, int | None],
    language: str,
    names: frozenset[str] | None = None,
) -> TopicVersion:
    plan = plan_of(rules)
    later = history.next_change(found.topic, *days)
    standing = Standing(version, rules, plan, found, later, correction_of(history, version))
    told = tell_version(Side(history, rules, plan, version), language, names)
    return TopicVersion(version, standing, told, sources_told(version, language), None, None)


def _before(history: History, plan_of: PlanOf, version: Version, language: str) -> TopicVersion | None:
    """What stood before a version: on the eve of its first day, or, before a correction, as it was known then."""
    days = (version.effective, version.published - 1) if version.serial else (version.effective - 1, None)
    if days[0] < history.first_date:
        return None
    rules = history.in_force(*days)
    found = next((each for each in rules.topics if each.topic == version.topic), None)
    if found is None or found.version is version:
        return None
    return _version(history, plan_of, rules, found, found.version, days, language)


def dated_part(
    templates: Environment, history: History, every: list[TopicVersion], address: Address, at: AddressOf, language: str
) -> Markup:
    """What is told of the versions of a topic, as a part of a page. `address` gives the address of a topic, `at` that
    of the page of another version."""
    if not every:
        return Markup()
    topic = every[0].version.topic
    template = templates.get_template("dated.html")
    marked = Marked(lambda link: _elsewhere(link, topic, address))
    return Markup(
        template.render(
            words_of(language),
            block=marked.block,
            line=marked.line,
            topic=topic,
            titles={topic: title_of(history, topic, language)},
            every=every,
            at=at,
            way=address,
            topic_path=lambda language, name: name,
        )
    )


def _elsewhere(link: str, topic: str, address: Address) -> str:
    """The address of what a link leads to: on this page, on the page of another topic, or outside."""
    path, sign, anchor = link.partition("#")
    if not path.endswith(PAGE) or ":" in path:
        return link
    name = posixpath.normpath(posixpath.join(posixpath.dirname(topic), unquote(path))).removesuffix(PAGE)
    return f"{address(name)}{sign}{anchor}"
