"""What a version says, told in one language: its facts, lists, refusals and sources, as Markdown in which texts of the
book are escaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ronde.building.lists import attribute_type
from ronde.change.side import Side
from ronde.explain.definitions import definition, question
from ronde.messages.escape import code, markdown
from ronde.messages.numbers import listed
from ronde.model.history import Version
from ronde.model.types import Kind, read_value
from ronde.operations.told import maximum
from ronde.syntax.facts import FactSyntax
from ronde.syntax.lists import AttributeSyntax, ListSyntax
from ronde.syntax.sources import ListedSource
from ronde.syntax.texts import text_in
from ronde.syntax.version import VersionSyntax, syntax_of, topic_title
from ronde.telling.phrases import Phrases, bullet
from ronde.telling.values import show_of_type


@dataclass(frozen=True, slots=True)
class FactTold:
    """What a version says of a fact, or of one for each item of a list (`names`).

    `sources` are numbers in the list of the version's sources; `confidence` is empty if it is that of the version;
    `written` is what the file says.
    """

    names: tuple[str, ...]
    label: str
    asked: bool
    traits: tuple[str, ...]
    lines: tuple[str, ...]
    note: str
    sources: tuple[int, ...]
    confidence: str
    written: FactSyntax


@dataclass(frozen=True, slots=True)
class ListTold:
    """A list of codes. Each of `codes` is a code, its title, then its attributes, which `columns` names; `columns` is
    Markdown as labels are, the codes are unescaped."""

    name: str
    label: str
    lead: str
    note: str
    columns: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SourceTold:
    """A source as it is cited, unescaped; `provision` is empty where the title says it. `wording` is what it says, by
    paragraph, and `kind` whose words these are; both are empty if that is not written."""

    title: str
    provision: str
    url: str
    confidence: str
    wording: tuple[str, ...]
    kind: str

    @property
    def place(self) -> str:
        """Where its wording stands: the provision, or the title if it names none."""
        return self.provision or self.title


@dataclass(frozen=True, slots=True)
class VersionTold:
    """All that a version says; `written` is its file. `records` are lists of records: label and help. `used` are topics
    that rest on this one: name and title, unescaped."""

    written: VersionSyntax
    applies: tuple[str, ...]
    facts: tuple[FactTold, ...]
    records: tuple[tuple[str, str], ...]
    lists: tuple[ListTold, ...]
    refusals: tuple[str, ...]
    used: tuple[tuple[str, str], ...]


def tell_version(side: Side, language: str, names: frozenset[str] | None = None) -> VersionTold:
    """What a version says, in the words of the rules in force with it; if there are `names`, only of these facts."""
    written = syntax_of(side.version)
    words = Phrases(side.history, side.rules, side.plan, side.version.topic, language)
    if names is not None:
        facts = (_fact(words.within(fact.loop), fact, side) for name, fact in written.facts.items() if name in names)
        return VersionTold(written, (), tuple(facts), (), (), (), ())
    return VersionTold(
        written,
        tuple(words.conditions(written.applies_to, 0)) if written.applies_to else (),
        tuple(_fact(words.within(fact.loop), fact, side) for fact in written.facts.values()),
        tuple((words.records(name), words.text(each.help)) for name, each in written.records.items()),
        tuple(_list(words, each) for each in written.lists.values()),
        tuple(_refusals(words, written)),
        tuple(_used(words)),
    )


def tell_fact(side: Side, name: str, language: str) -> FactTold:
    """What a version says of one of its facts, by its name as written there."""
    words = Phrases(side.history, side.rules, side.plan, side.version.topic, language)
    fact = syntax_of(side.version).facts[name]
    return _fact(words.within(fact.loop), fact, side)


def sources_told(version: Version, language: str) -> tuple[SourceTold, ...]:
    """The sources of a version in the order of the file, whether or not its content is known."""
    return tuple(tell_source(each, version.confidence, language) for each in syntax_of(version).sources)


def _fact(words: Phrases, fact: FactSyntax, side: Side) -> FactTold:
    version = side.version
    about = words.about(fact.name)
    traits = [words.translate("page-of-each", list=words.records(fact.on.text))] if fact.on else []
    traits += [told for told in (maximum(words, about),) if told]
    if about is not None and words.language in about.unit:
        traits.append(words.translate("site-unit", unit=markdown(about.unit[words.language].other)))
    asked = fact.input
    lines = list(question(words, fact, asked) if asked is not None else definition(words, fact))
    if fact.applies_to is not None:
        lines += ["", words.translate("page-fact-for-some"), "", *words.conditions(fact.applies_to, 0)]
    if fact.missing is not None:
        lines += ["", words.translate("page-missing", value=words.value(fact.missing, about))]
    if fact.caution is not None:
        told = {"fact": words.fact(fact.caution.when), "text": words.text(fact.caution.text)}
        lines += ["", words.translate("page-caution", **told)]
    if fact.slip is not None:
        spoilt = listed([words.fact(each) for each in fact.slip.of], "and", words.language)
        lines += ["", words.translate("page-slip", facts=spoilt, text=words.text(fact.slip.text))]
    numbered = {each.id: number for number, each in enumerate(syntax_of(version).sources, 1)}
    return FactTold(
        tuple(words.names(fact.name)),
        words.text(fact.label) + (f" ({markdown(', '.join(words.names(fact.name)))})" if side.named else ""),
        asked is not None,
        tuple(traits),
        tuple(lines),
        words.text(fact.note),
        tuple(numbered[each.id] for each in fact.sources if each.id in numbered),
        "" if fact.confidence in (None, version.confidence) else str(fact.confidence),
        fact,
    )


def _list(words: Phrases, written: ListSyntax) -> ListTold:
    titles, about = words.plan.codes[written.name], words.plan.attributes.get(written.name, {})
    drawn = words.list_name(written.of.text) if written.of else ""
    lead = words.translate("page-list-drawn" if drawn else "page-list", count=len(titles), list=drawn)
    columns = (words.text(each.label) or code(key) for key, each in written.attributes.items())
    rows = (
        (
            each,
            title.get(words.language, ""),
            *(
                _attribute(words, about.get(each, {}).get(key), attribute)
                for key, attribute in written.attributes.items()
            ),
        )
        for each, title in titles.items()
    )
    return ListTold(
        written.name, words.text(written.label), lead, words.text(written.note), tuple(columns), tuple(rows)
    )


def _attribute(words: Phrases, value: object, about: AttributeSyntax) -> str:
    """The value of an attribute, as people write it; that it is not published if there is none."""
    kind, language = attribute_type(about), words.language
    if value is None:
        return words.translate("page-not-published")
    if not kind.ordered:
        told = about.choices.get(str(value))
        return told.text(language) if told else str(value)
    currency = words.history.currency if kind.kind is Kind.MONEY else {}
    return show_of_type(int(read_value(value, kind, bounded=False)), kind, currency, language)


def _refusals(words: Phrases, written: VersionSyntax) -> Iterator[str]:
    for each in written.refusals:
        yield bullet(0, words.text(each.because))
        yield from words.conditions(each.when, 1)


def tell_source(source: ListedSource, confidence: str, language: str) -> SourceTold:
    """A source of a version that is as sure as `confidence` says, in one language."""
    title, provision, url = (text_in(text, language) for text in (source.title, source.provision, source.url))
    told, kind = (source.wording.text, source.wording.kind) if source.wording else (None, "")
    wording = tuple(filter(None, map(str.strip, text_in(told, language).splitlines())))
    shown = "" if provision in title else provision
    return SourceTold(title, shown, url, source.confidence or confidence, wording, kind)


def _used(words: Phrases) -> Iterator[tuple[str, str]]:
    """The topics whose facts rest on this one's."""
    facts = words.plan.facts
    own = {name for name, about in facts.items() if about.topic == words.topic}
    using = {facts[name].topic for name, named in words.plan.dependencies.items() if name in facts and named & own}
    titles = {each.topic: topic_title(each.version, words.language) for each in words.rules.topics}
    yield from ((topic, titles[topic]) for topic in sorted(using - {words.topic}))
