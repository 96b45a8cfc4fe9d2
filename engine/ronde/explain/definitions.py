"""What a page says of one definition, form by form: tables row for row, cases in order, sums with their parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.explain.phrases import Phrases, bullet, mapping, sequence
from ronde.explain.values import show_ordered, show_plain
from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.model.types import Kind
from ronde.words import say
from ronde.words.escape import code, markdown
from ronde.words.numbers import grouped

COUNTED = ("hours", "continuous_hours", "leading")
GATHERED = ("exists", "every", "number_of", "total", "lowest", "highest", "pick")
BETWEEN = ("years_between", "days_between")
LISTED = ("sum", "least", "greatest")


def definition(words: Phrases, written: str, body: Mapping[str, Tree]) -> Iterator[str]:
    """The lines that say what a fact is."""
    about = words.about(written)
    for forms, tell in (
        (("all", "any", "none", "count"), _group),
        (LISTED, _parts),
        (("table",), _table),
        (("scale",), _scale),
        (("choose",), _choose),
        (COUNTED, _hours),
        (GATHERED, _gathered),
    ):
        form = next((form for form in forms if form in body), None)
        if form:
            yield from tell(words, form, body, about)
            return
    yield from _short(words, body, about)


def _group(words: Phrases, form: str, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    yield words.say(f"page-form-{form}")
    yield ""
    yield from words.members(body, form, 0)


def _parts(words: Phrases, form: str, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    yield words.say(f"page-form-{form}")
    yield ""
    for part in sequence(body[form]):
        most = maximum(words, words.about(str(part)))
        yield bullet(0, words.fact(part) + (f" — {most}" if most else ""))
    for bound in ("cap", "floor"):
        if bound in body:
            yield from ("", words.say(f"page-{bound}", value=words.value(body[bound], about)))


def maximum(words: Phrases, about: Fact | None) -> str:
    """The most that a fact can be, in each column where it differs."""
    if about is None or about.maximum is None:
        return ""

    if not isinstance(about.maximum, dict):
        return words.say("page-maximum", value=markdown(show_ordered(about.maximum, about, words.language)))
    chooser = words.plan.choosers.get(about.name) or words.plan.choosers.get(frozenset(about.maximum))
    fact = words.plan.facts.get(words.plan.nodes[chooser[0]].fact or "") if chooser else None
    told = []
    for column, most in about.maximum.items():
        title = column
        if chooser and fact:
            match = next((match for match, name in chooser[1] if name == column), None)
            values: list[int | str] = [*(low for low, _ in match.intervals), *sorted(match.texts)] if match else []
            titles = [
                fact.choices.get(value, {}).get(words.language, value)
                if isinstance(value, str)
                else show_plain(value, fact, words.language)
                for value in values
            ]
            title = _of(words, fact.label.get(words.language, fact.name), " / ".join(titles))
        told.append(
            words.say(
                "page-maximum-column", value=markdown(show_ordered(most, about, words.language)), column=markdown(title)
            )
        )
    return words.say("page-maximum", value="; ".join(told))


def _of(words: Phrases, label: str, value: str) -> str:
    return words.say("line-value", label=label, value=value)


# tables


def _table(words: Phrases, form: str, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    table = mapping(body["table"])
    keys = [str(key) for key in sequence(table.get("keys", table.get("key")))]
    columns = mapping(table.get("columns"))
    yield words.say("page-form-table", keys=", ".join(map(words.fact, keys)))
    yield ""
    head = [_heading(words, key) for key in keys]
    names = list(dict.fromkeys(str(name) for value, name in columns.items() if value != "choose"))
    head += [_column(words, columns, name) for name in names] or [_unit(words, about)]
    yield from _grid(
        head, _rows(words, table, keys, names, about), len(keys), figures=about is None or about.type.ordered
    )
    if "otherwise" in table:
        yield from ("", words.say("page-otherwise", value=words.value(table["otherwise"], about)))
    beyond = mapping(table.get("beyond"))
    if beyond:
        yield from ("", _beyond(words, beyond, keys[0], about))


def _beyond(words: Phrases, beyond: Mapping[str, Tree], key: str, about: Fact | None) -> str:
    """How a table goes on after its last row."""
    told = {"fact": words.label(key), "value": words.value(beyond["each"], about)}
    form = "page-beyond-begun" if beyond.get("begun") else "page-beyond-per" if "per" in beyond else "page-beyond"
    per, measured = beyond.get("per", 1), words.about(key)
    if measured is None or measured.type.kind is not Kind.DATE:
        return words.say(form, **told, per=words.value(per, measured))
    return words.say(form, **told, per=words.say("page-days", count=per))


def _rows(
    words: Phrases, table: Mapping[str, Tree], keys: list[str], names: list[str], about: Fact | None
) -> Iterator[list[str]]:
    rows = table["rows"]
    for row in rows if isinstance(rows, list) else []:
        when = mapping(mapping(row)["when"])
        told = [words.matched(_written(when[key]), words.about(key)) if key in when else "—" for key in keys]
        yield [*told, words.cell(mapping(row)["value"], about)]
    for key, value in mapping(rows).items():
        cells = [mapping(value).get(name) for name in names] if names else [value]
        yield [words.matched(_written(key), words.about(keys[0])), *(words.cell(cell, about) for cell in cells)]


def _written(key: object) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


def _column(words: Phrases, columns: Mapping[str, Tree], name: str) -> str:
    """The heading of a column: the fact that chooses it, and for which values it does."""
    chooser = str(columns["choose"])
    values = [key for key, column in columns.items() if column == name and key != "choose"]
    shown = " / ".join(words.matched(_written(value), words.about(chooser)) for value in values)
    return _of(words, words.label(chooser), shown)


def _heading(words: Phrases, fact: str) -> str:
    unit = _plural(words, words.about(fact))
    return f"{words.label(fact)} ({unit})" if unit else words.label(fact)


def _plural(words: Phrases, about: Fact | None) -> str:
    """The unit as a heading says it, of any number; empty if there is none."""
    unit = about.unit.get(words.language) if about else None
    return markdown(unit.other) if unit else ""


def _unit(words: Phrases, about: Fact | None) -> str:
    """The heading of the values: their unit, else a word for them."""
    unit = _plural(words, about)
    if unit:
        return unit[:1].upper() + unit[1:]
    return words.say("page-amount" if about and about.type.kind is Kind.MONEY else "page-value")


def _grid(head: list[str], rows: Iterator[list[str]], keys: int, *, figures: bool = True) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * keys}{(' ---: |' if figures else ' --- |') * (len(head) - keys)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _scale(words: Phrases, form: str, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    scale = mapping(body["scale"])
    key, column = str(scale["key"]), str(scale.get("column", ""))
    measured, rows = words.about(key), mapping(scale["rows"])
    yield words.say("page-form-scale", fact=words.fact(key))
    yield ""
    every = list(dict.fromkeys(name for row in rows.values() for name in mapping(row)))
    names = every if column == words.loop[0] else [column] if column else []
    head = [_unit(words, about), *(words.say("page-minimum", column=markdown(words.item(name))) for name in names)]
    if not names:
        head.append(words.say("page-minimum", column=words.label(key)))
    yield from _grid(head, _steps(words, rows, names, measured, about), 1)
    yield from ("", words.say("page-below", value=words.value(scale["below"], about)))


def _steps(
    words: Phrases, rows: Mapping[str, Tree], names: list[str], measured: Fact | None, about: Fact | None
) -> Iterator[list[str]]:
    for answer, least in rows.items():
        cells = [mapping(least).get(name) for name in names] if names else [least]
        yield [words.matched(_written(answer), about), *(words.cell(cell, measured) for cell in cells)]


# cases, and what is short


def _choose(words: Phrases, form: str, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    yield words.say("page-form-choose")
    yield ""
    for number, branch in enumerate(map(mapping, sequence(body["choose"])), 1):
        if "otherwise" in branch:
            yield f"{number}. {words.say('page-case-otherwise', value=words.value(branch['otherwise'], about))}"
        else:
            yield f"{number}. {words.say('page-case', value=words.value(branch['value'], about))}"
            yield from words.conditions(branch["when"], 1)


def _short(words: Phrases, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    """The forms that one sentence says."""
    if "value" in body:
        key = "page-form-same" if isinstance(body["value"], dict) else "page-form-value"
        yield words.say(key, value=words.value(body["value"], about))
    for form in BETWEEN:
        dates = mapping(body.get(form))
        if dates:
            yield words.say(
                f"page-form-{form.replace('_', '-')}", start=words.fact(dates["from"]), end=words.fact(dates["to"])
            )
    date = mapping(body.get("date"))
    if date:
        earlier = any(str(date.get(unit, "")).startswith("-") for unit in ("years", "months", "days"))
        key = "page-form-earlier" if earlier else "page-form-later"
        yield words.say(key, span=words.span(date), start=words.fact(date["from"]))
    divide = mapping(body.get("divide"))
    if divide:
        yield words.say("page-form-divide", fact=words.fact(divide["fact"]), by=words.value(divide["by"], about))
    attribute = mapping(body.get("attribute"))
    if attribute:
        name = str(attribute["list"])
        known = mapping(mapping(words.lists[name][1].get("attributes")).get(str(attribute["named"])))
        named = words.text(known.get("label")) or code(str(attribute["named"]))
        yield words.say(
            "page-form-attribute", code=words.fact(attribute["code"]), list=words.list_name(name), named=named
        )


# records


def _gathered(words: Phrases, form: str, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    over = mapping(body[form])
    fact = words.fact(over["of"]) if "of" in over else words.fact(over["value"]) if "value" in over else ""
    by = ", ".join(map(words.fact, sequence(over.get("by"))))
    yield words.say(f"page-form-{form.replace('_', '-')}", list=words.records(over["in"]), fact=fact, by=by)
    yield ""
    if "where" in over:
        yield bullet(0, words.say("page-where"))
        yield from words.conditions(over["where"], 1)
    if "holds" in over:
        yield bullet(0, words.say("page-holds"))
        yield from words.conditions(over["holds"], 1)
    if "none" in over:
        yield bullet(0, words.say("page-no-entry", value=words.value(over["none"], about)))


def _hours(words: Phrases, form: str, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    over = mapping(body[form])

    def number(key: str) -> str:
        return grouped(str(over[key]), words.language)

    group, value = (words.fact(over[key]) if key in over else "" for key in ("by", "value"))
    yield words.say(f"page-form-{form.replace('_', '-')}", list=words.records(over["in"]), by=group, value=value)
    yield ""
    first, last = words.fact(over["from"]), words.fact(over["to"])
    yield bullet(0, words.say("page-hours-rate", rate=words.fact(over["per_week"]), start=first, end=last))
    yield bullet(0, words.say("page-hours-cap", cap=number("cap_per_week")))
    if "minimum_per_week" in over:
        yield bullet(0, words.say("page-hours-minimum", minimum=number("minimum_per_week")))
    bridges = mapping(over.get("bridges"))
    if "weekdays" in bridges:
        days = ", ".join(words.say(f"weekday-{each}") for each in sequence(bridges["weekdays"]))
        yield bullet(0, words.say("page-hours-weekdays", days=days))
    if bridges.get("days"):
        yield bullet(0, words.say("page-hours-days", span=words.span({"days": bridges["days"]})))
    window = mapping(over.get("window"))
    if window:
        key = "page-hours-window" if len(window) > 1 else "page-hours-before"
        yield bullet(0, words.say(key, span=words.span(window), date=words.fact(window["before"])))
    if "same" in over:
        yield bullet(0, words.say("page-hours-same", fact=words.fact(over["same"])))
    if "where" in over:
        yield bullet(0, words.say("page-where"))
        yield from words.conditions(over["where"], 1)
    if "none" in over:
        yield bullet(0, words.say("page-no-entry", value=words.value(over["none"], about)))


def question(words: Phrases, written: str, body: Mapping[str, Tree]) -> Iterator[str]:
    """The lines of a fact that is asked: the question, what helps, and what can be answered."""
    asked, about = mapping(body["input"]), words.about(written)
    yield f"**{words.text(asked.get('question'))}**"
    if "help" in asked:
        yield from ("", words.text(asked["help"]))
    yield ""
    yield words.say("page-answer", answer=_answer(words, asked, about))
    if about and about.choices:
        yield ""
        for each, texts in about.choices.items():
            yield bullet(0, f"{markdown(texts.get(words.language, each))} ({code(each)})")


def _answer(words: Phrases, asked: Mapping[str, Tree], about: Fact | None) -> str:
    if "list" in asked:
        return words.say("page-answer-list", list=words.list_name(str(asked["list"])))
    if about is None or about.choices:
        return words.say("page-answer-choice")
    if about.type.kind in (Kind.NUMBER, Kind.MONEY):
        low = words.cell(asked["at_least"], about) if "at_least" in asked else "…"
        high = words.value(asked["at_most"], about) if "at_most" in asked else "…"
        return words.say("page-answer-number", low=low, high=high)
    kind = {Kind.YES_NO: "yes-no", Kind.DATE: "date"}.get(about.type.kind, "text")
    told = say(f"page-answer-{kind}", words.language)
    return f"{told} ({words.say('page-example', value=asked['example'])})" if "example" in asked else told
