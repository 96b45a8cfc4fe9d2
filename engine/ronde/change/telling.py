"""What a version says, told in one language: its facts, lists, refusals and sources, as Markdown in which texts of the
book are escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ronde.change.side import Side
from ronde.explain.definitions import definition, question
from ronde.messages.escape import code, markdown
from ronde.model.document import Tree
from ronde.model.history import Version
from ronde.operations.told import maximum
from ronde.syntax.texts import text_in
from ronde.syntax.version import syntax_of, topic_title
from ronde.telling.phrases import Phrases, bullet, mapping, sequence


@dataclass(frozen=True, slots=True)
class FactTold:
    """What a version says of a fact, or of one for each item of a list (`names`).

    `sources` are numbers in the list of the version's sources; `confidence` is empty if it is that of the version;
    `body` is what the file says.
    """

    names: tuple[str, ...]
    label: str
    asked: bool
    traits: tuple[str, ...]
    lines: tuple[str, ...]
    note: str
    sources: tuple[int, ...]
    confidence: str
    body: Mapping[str, Tree]


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
    """A source as it is cited, unescaped; `provision` is empty where the title says it."""

    title: str
    provision: str
    url: str
    confidence: str


@dataclass(frozen=True, slots=True)
class VersionTold:
    """All that a version says; `tree` is its file. `records` are lists of records: label and help. `used` are topics
    that rest on this one: name and title, unescaped."""

    tree: Mapping[str, Tree]
    applies: tuple[str, ...]
    facts: tuple[FactTold, ...]
    records: tuple[tuple[str, str], ...]
    lists: tuple[ListTold, ...]
    refusals: tuple[str, ...]
    used: tuple[tuple[str, str], ...]


def tell_version(side: Side, language: str) -> VersionTold:
    """What a version says, in the words of the rules in force with it."""
    tree = side.version.tree
    words = Phrases(side.history, side.rules, side.plan, side.version.topic, language)
    return VersionTold(
        tree,
        tuple(words.conditions(tree["applies_to"], 0)) if "applies_to" in tree else (),
        tuple(
            _fact(words.within(mapping(body).get("for_each")), name, mapping(body), side.version)
            for name, body in mapping(tree.get("facts")).items()
        ),
        tuple(
            (words.records(name), words.text(mapping(body).get("help")))
            for name, body in mapping(tree.get("records")).items()
        ),
        tuple(_list(words, name, mapping(body)) for name, body in mapping(tree.get("lists")).items()),
        tuple(_refusals(words, tree)),
        tuple(_used(words)),
    )


def sources_told(version: Version, language: str) -> tuple[SourceTold, ...]:
    """The sources of a version in the order of the file, whether or not its content is known."""
    return tuple(_sources(version, language))


def _fact(words: Phrases, written: str, body: Mapping[str, Tree], version: Version) -> FactTold:
    about = words.about(written)
    traits = [words.translate("page-of-each", list=words.records(body["on"]))] if "on" in body else []
    traits += [told for told in (maximum(words, about),) if told]
    if about is not None and words.language in about.unit:
        traits.append(words.translate("site-unit", unit=markdown(about.unit[words.language].other)))
    asked = "input" in body
    lines = list(question(words, written, body) if asked else definition(words, written, body))
    if "missing" in body:
        lines += ["", words.translate("page-missing", value=words.value(body["missing"], about))]
    caution = mapping(body.get("caution"))
    if caution:
        told = {"fact": words.fact(caution["when"]), "text": words.text(caution["text"])}
        lines += ["", words.translate("page-caution", **told)]
    numbered = {each.id: number for number, each in enumerate(syntax_of(version).sources, 1)}
    cited = [numbered[str(each)] for each in sequence(body.get("source")) if str(each) in numbered]
    confidence = str(body.get("confidence", ""))
    return FactTold(
        tuple(words.names(written)),
        words.text(body["label"]),
        asked,
        tuple(traits),
        tuple(lines),
        words.text(body.get("note")),
        tuple(cited),
        "" if confidence == version.confidence else confidence,
        body,
    )


def _list(words: Phrases, name: str, body: Mapping[str, Tree]) -> ListTold:
    items = words.plan.codes.get(name) or mapping(body.get("items"))
    drawn = words.list_name(str(body["of"])) if "of" in body else ""
    lead = words.translate("page-list-drawn" if drawn else "page-list", count=len(items), list=drawn)
    attributes = {key: mapping(about) for key, about in mapping(body.get("attributes")).items()}
    columns = (words.text(about.get("label")) or code(key) for key, about in attributes.items())
    rows = (
        (
            each,
            in_language(item, words.language),
            *(_attribute(mapping(item).get(key), about, words.language) for key, about in attributes.items()),
        )
        for each, item in items.items()
    )
    return ListTold(
        name, words.text(body.get("label")), lead, words.text(body.get("note")), tuple(columns), tuple(rows)
    )


def _attribute(value: Tree, about: Mapping[str, Tree], language: str) -> str:
    """The value of an attribute, in words if it has some."""
    return in_language(mapping(about.get("choices")).get(str(value), value), language)


def _refusals(words: Phrases, tree: Mapping[str, Tree]) -> Iterator[str]:
    for each in map(mapping, sequence(tree.get("refuse"))):
        yield bullet(0, words.text(each["because"]))
        yield from words.conditions(each["when"], 1)


def _sources(version: Version, language: str) -> Iterator[SourceTold]:
    for each in syntax_of(version).sources:
        title, provision, url = (text_in(text, language) for text in (each.title, each.provision, each.url))
        confidence = each.confidence or version.confidence
        yield SourceTold(title, "" if provision in title else provision, url, confidence)


def in_language(tree: Tree, language: str) -> str:
    """What is written once for both languages or in each, in one of them; empty if nothing is."""
    return str(tree.get(language, "")) if isinstance(tree, dict) else "" if tree is None else str(tree)


def _used(words: Phrases) -> Iterator[tuple[str, str]]:
    """The topics whose facts rest on this one's."""
    facts = words.plan.facts
    own = {name for name, about in facts.items() if about.topic == words.topic}
    using = {facts[name].topic for name, named in words.plan.dependencies.items() if name in facts and named & own}
    titles = {each.topic: topic_title(each.version, words.language) for each in words.rules.topics}
    yield from ((topic, titles[topic]) for topic in sorted(using - {words.topic}))
