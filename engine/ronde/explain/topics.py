"""The page of a topic on a date, for people who read rules and not files; and the page that lists every topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.explain.definitions import definition, maximum, question
from ronde.explain.phrases import Phrases, anchor, bullet, mapping, sequence
from ronde.model.document import Tree
from ronde.model.finding import Refused
from ronde.model.history import History, InForce, Rules, Status, Version
from ronde.model.nodes import Plan
from ronde.read.absent import topic_absence
from ronde.run.decision import day_text
from ronde.words import say
from ronde.words.dates import day_or_text
from ronde.words.escape import address, code, markdown

LONGEST = 99
"""Longer lists are only counted."""


def topic_markdown(history: History, rules: Rules, plan: Plan, topic: str, as_of: int, language: str) -> str:
    """The page of a topic as Markdown. Errors: Refused for a topic that is not in force."""
    found = next((each for each in rules.topics if each.topic == topic), None)
    if found is None:
        raise Refused((topic_absence(history, topic, as_of),))
    words = Phrases(history, rules, plan, topic, language)
    lines = [f"# {_title(words, found.version)}", ""]
    lines += _standing(words, found, as_of)
    for version in found.layers:
        lines += _version(words, version, found)
    lines += _used(words)
    lines += _versions(words, found)
    return "\n".join([*lines, "", f"[{words.say('page-index')}]({words.page('index')})"]) + "\n"


def index_markdown(history: History, topics: Mapping[str, InForce], ended: set[str], as_of: int, language: str) -> str:
    """The page that lists every topic, folder by folder; `ended` are those no longer in force on the day."""
    lines = [f"# {markdown(history.title[language])}", ""]
    lines += [say("page-index-lead", language, date=day_text(as_of)), ""]
    lines += [say("page-index-caution", language), "", f"> {markdown(history.disclaimer[language])}"]
    folder = None
    for name, topic in sorted(topics.items(), key=lambda each: (each[0].rpartition("/")[0], each[0])):
        if name.rpartition("/")[0] != folder:
            folder = name.rpartition("/")[0]
            lines += ["", f"## {code(folder)}", ""] if folder else [""]
        title = markdown((topic.version.texts("title") or {}).get(language, name))
        told = say("page-index-line", language, since=day_text(topic.version.effective))
        mark = f" ⚠ {say('page-index-incomplete', language)}" if topic.incomplete and name not in ended else ""
        mark += f" — {say('page-status-ended', language)}" if name in ended else ""
        lines.append(bullet(0, f"[{title}]({name}.md) — {told}{mark}"))
    return "\n".join(lines) + "\n"


def _title(words: Phrases, version: Version) -> str:
    return markdown((version.texts("title") or {}).get(words.language, version.topic))


def _standing(words: Phrases, found: InForce, as_of: int) -> Iterator[str]:
    """Since when and until when, from which file, how sure; then what a reader should beware of."""
    version = found.version
    later = words.history.next_change(words.topic, as_of)
    until = words.say("page-open-unknown" if found.incomplete else "page-open")
    ends = later is not None and later.status is Status.REPEALED
    if later is not None:
        until = words.say("page-repealed" if ends else "page-until", date=day_text(later.effective))
    yield words.say("page-as-of-ended" if ends else "page-as-of", date=day_text(as_of))
    yield ""
    for key, told in (
        ("page-in-force", words.say("page-since", since=day_text(version.effective), until=until)),
        ("rules-confidence", words.say(f"confidence-{version.confidence}")),
        ("rules-checked", day_or_text(day_text(version.checked), words.language)),
        ("rules-file", words.file(version.document.file)),
    ):
        yield bullet(0, words.say("line-value", label=f"**{words.say(key)}**", value=told))
    if version.published != version.effective:
        told = day_or_text(day_text(version.published), words.language)
        yield bullet(0, words.say("line-value", label=f"**{words.say('page-published')}**", value=told))
    for each in found.incomplete:
        day, missing = day_text(each.effective), markdown((each.texts("missing") or {}).get(words.language, ""))
        yield from ("", f"> ⚠ **{words.say('page-incomplete', date=day)}** {missing}")


def _version(words: Phrases, version: Version, found: InForce) -> Iterator[str]:
    """What one version says: for whom, its note, its facts, lists, refusals and sources."""
    tree = version.tree
    if version is not found.version:
        yield from ("", f"# {words.say('page-others', title=_title(words, version))}")
        told = words.file(version.document.file)
        yield from ("", bullet(0, words.say("line-value", label=f"**{words.say('rules-file')}**", value=told)))
    if "applies_to" in tree:
        yield from ("", words.say("page-for-some"), "", *words.conditions(tree["applies_to"], 0))
    for key in ("note", "corrects"):
        text = words.text(tree.get(key))
        if text:
            yield from ("", f"> {text}")
    cited = {str(mapping(each)["id"]): number for number, each in enumerate(sequence(tree.get("sources")), 1)}
    facts = {written: mapping(body) for written, body in mapping(tree.get("facts")).items()}
    asked = {written: body for written, body in facts.items() if "input" in body}
    ruled = {written: body for written, body in facts.items() if "input" not in body}
    for key, group in (("page-rules", ruled), ("page-asked", asked)):
        if group:
            yield from ("", f"## {words.say(key)}")
        for written, body in group.items():
            yield from _fact(words.within(body.get("for_each")), written, body, cited, version)
    yield from _records(words, tree)
    yield from _lists(words, tree)
    yield from _refusals(words, tree)
    yield from _sources(words, version)


def _fact(
    words: Phrases, written: str, body: Mapping[str, Tree], cited: Mapping[str, int], version: Version
) -> Iterator[str]:
    anchors = "".join(f'<a id="{anchor(name)}"></a>' for name in words.names(written))
    # GitHub needs the anchors apart from the heading.
    yield from ("", anchors, "", f"### {words.text(body['label'])}", "")
    traits = [words.say("page-of-each", list=words.records(body["on"]))] if "on" in body else []
    about = words.about(written)
    traits += [told for told in (maximum(words, about),) if told]
    if traits:
        yield from (f"*{' · '.join(traits)}*", "")
    if "input" in body:
        yield from question(words, written, body)
    else:
        yield from definition(words, written, body)
    if "missing" in body:
        yield from ("", words.say("page-missing", value=words.value(body["missing"], about)))
    caution = mapping(body.get("caution"))
    if caution:
        told = {"fact": words.fact(caution["when"]), "text": words.text(caution["text"])}
        yield from ("", words.say("page-caution", **told))
    note = words.text(body.get("note"))
    if note:
        yield from ("", f"> {note}")
    numbers = [cited[str(source)] for source in sequence(body.get("source")) if str(source) in cited]
    tail = f" — {words.say('page-sources', numbers=', '.join(map(str, numbers)))}" if len(cited) > 1 else ""
    confidence = body.get("confidence")
    tail += f" — {words.say(f'confidence-{confidence}')}" if confidence and confidence != version.confidence else ""
    names = ", ".join(map(code, words.names(written)))
    yield from ("", f"<sub>{names}{tail}</sub>")


def _records(words: Phrases, tree: Mapping[str, Tree]) -> Iterator[str]:
    """The lists of records that the topic declares, with what helps to fill them."""
    for name, body in mapping(tree.get("records")).items():
        yield from ("", f"## {words.records(name)}", "", words.text(mapping(body).get("help")))


def _lists(words: Phrases, tree: Mapping[str, Tree]) -> Iterator[str]:
    """The lists that the topic holds; of long ones only how many codes they have."""
    for name, body in mapping(tree.get("lists")).items():
        written = mapping(body)
        items = words.plan.codes.get(name) or mapping(written.get("items"))
        yield from ("", f'<a id="{anchor(name)}"></a>', "", f"## {words.text(written.get('label'))}", "")
        key = "page-list-drawn" if "of" in written else "page-list" if len(items) <= LONGEST else "page-list-long"
        drawn = words.list_name(str(written["of"])) if "of" in written else ""
        yield words.say(key, count=len(items), list=drawn)
        note = words.text(written.get("note"))
        if note:
            yield from ("", f"> {note}")
        if items and len(items) <= LONGEST:
            yield from ("", f"| {words.say('page-code')} | {words.say('page-title')} |", "| --- | --- |")
            yield from (f"| {code(each, cell=True)} | {words.text(item)} |" for each, item in items.items())


def _refusals(words: Phrases, tree: Mapping[str, Tree]) -> Iterator[str]:
    refused = [mapping(each) for each in sequence(tree.get("refuse"))]
    if refused:
        yield from ("", f"## {words.say('page-refused')}", "", words.say("page-refused-lead"), "")
    for each in refused:
        yield bullet(0, words.text(each["because"]))
        yield from words.conditions(each["when"], 1)


def _sources(words: Phrases, version: Version) -> Iterator[str]:
    """The sources, numbered, each with its provision and how sure it is."""
    yield from ("", f"## {words.say('sources-heading')}", "")
    for number, each in enumerate(map(mapping, sequence(version.tree.get("sources"))), 1):
        title, provision, url = (words.either(each.get(key)) for key in ("title", "provision", "url"))
        told = f"[{markdown(title)}]({target})" if (target := address(url)) else markdown(title)
        if provision not in title:
            told += f" — {words.say('page-provision', provision=markdown(provision))}"
        confidence = each.get("confidence", version.confidence)
        yield f"{number}. {told} — *{words.say(f'confidence-{confidence}')}*"


def _used(words: Phrases) -> Iterator[str]:
    """The topics whose facts rest on this one's."""
    facts = words.plan.facts
    own = {name for name, about in facts.items() if about.topic == words.topic}
    using = {facts[name].topic for name, named in words.plan.dependencies.items() if name in facts and named & own}
    titles = {each.topic: _title(words, each.version) for each in words.rules.topics}
    told = [f"[{titles[topic]}]({words.page(topic)})" for topic in sorted(using - {words.topic})]
    if told:
        yield from ("", f"## {words.say('page-used')}", "", *(bullet(0, each) for each in told))


def _versions(words: Phrases, found: InForce) -> Iterator[str]:
    """Every version of the topic, the latest first; days as YYYY-MM-DD, to be compared."""
    yield from ("", f"## {words.say('page-versions')}", "")
    heads = ("rules-since", "page-title", "page-status", "rules-confidence", "rules-file")
    yield f"| {' | '.join(words.say(key) for key in heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for version in reversed(words.history.versions[words.topic]):
        status = version.status.value
        if version in found.layers:
            status = "in-force"
        elif "corrects" in version.tree:
            status = "correction"
        title, confidence = _title(words, version), words.say(f"confidence-{version.confidence}")
        cells = (day_text(version.effective), title, words.say(f"page-status-{status}"), confidence)
        yield f"| {' | '.join(cells)} | {words.file(version.document.file, short=True)} |"
