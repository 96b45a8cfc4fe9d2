"""One fact, from what the editor wrote to its node: its type and bounds, its layers, what an unknown becomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import condition
from ronde.building.index import Definition
from ronde.building.lists import declared_type
from ronde.building.quotes import quoting, stated, unquoting
from ronde.compile.inputs import input_type
from ronde.language import LANGUAGES
from ronde.model.history import Version
from ronde.model.nodes import Fact, FactCaution, FactSlip, Op, Source
from ronde.model.payloads import Known
from ronde.model.types import YES_NO, Kind, NotOfType, Type, read_value
from ronde.operations import registry
from ronde.operations.parts import chosen
from ronde.operations.round.syntax import RoundSyntax
from ronde.operations.sum.syntax import SumSyntax
from ronde.operations.table.syntax import PageTable
from ronde.operations.written import Parts, Shares
from ronde.syntax.facts import FactSyntax, SlipSyntax
from ronde.syntax.gather import both, each_of
from ronde.syntax.position import CompileError, Position
from ronde.syntax.sources import Citation, ListedSource
from ronde.syntax.texts import texts_of
from ronde.syntax.values import FactValue, Literal, Name, Value
from ronde.syntax.version import syntax_of


def define(low: PlanBuilder, name: str, definitions: list[Definition]) -> int:
    """The node of a fact from its definitions, newest layer first."""
    newest = definitions[0]
    written, at = newest.written, newest.written.at
    record = _record(low, written)
    if newest.for_each is not None:
        low.rest_on_list(newest.for_each)
    form = _form(written)
    declared = None
    if written.type is not None or written.decimals is not None:
        declared = declared_type(written.type or "number", written.decimals, written.choices)
    args: list[int] = []
    if written.input is not None:
        asked = partial(input_type, low, written, written.input, declared)
        kind, sources = both(asked, partial(sources_of, newest.version, written.sources))
    else:
        defined = partial(_root, low, at, definitions, declared)
        (root, kind), sources = both(defined, partial(sources_of, newest.version, written.sources))
        args.append(root)
        _of_record(low, name, at, root, record)
    missing = written.missing if len(definitions) == 1 else None
    if missing is not None:
        default = low.fitted(low.operand(missing, kind), kind, missing.at)
        _of_record(low, name, missing.at, default, record)
        args.append(default)
        if kind.ordered:
            kind = kind.within(min(kind.low, low.type_of(default).low), max(kind.high, low.type_of(default).high))
    low.facts[name] = _described(low, newest, form, kind, record, sources)
    known = Known(form != "input", missing is not None)
    where = partial(newest.location, key=True)
    return low.add(Op.FACT, tuple(args), kind, data=known, record=record, fact=name, written=where)


def _form(fact: FactSyntax) -> str:
    """The one way in which a fact is defined.

    Errors: CompileError if there is not exactly one, or if a key would be ignored."""
    forms = [key for key in fact.keys if key in registry.FORMS or key == "input"]
    if len(forms) != 1:
        raise fact.at.fault("one-definition", key=True, name=fact.name, found=", ".join(forms) or "-")
    if forms[0] == "input" and fact.applies_to is not None:
        raise fact.at.down("applies_to").fault("input-for-some", key=True)
    for key in ("cap", "floor"):
        if key in fact.keys and forms[0] != "sum":
            raise fact.at.down(key).fault("key-idle", key=True, name=key, known="sum")
    return forms[0]


def _root(low: PlanBuilder, at: Position, definitions: list[Definition], declared: Type | None) -> tuple[int, Type]:
    """The node of a fact's definition, as the fact declares it, and the fact's type."""
    root = _layers(low, definitions, declared)
    kind = low.type_of(root)
    if declared is not None:
        root = low.fitted(root, declared, at)
        kind = low.type_of(root)
        kind = replace(declared, low=kind.low, high=kind.high, codes=kind.codes)
    return root, YES_NO if kind.kind is Kind.YES_NO else kind


def _of_record(low: PlanBuilder, name: str, at: Position, node: int, record: str | None) -> None:
    """A definition speaks of the fact's own records, or of none. Errors: CompileError."""
    if low.record_of(node) not in (None, record):
        raise at.fault("record-fact-outside", key=True, name=name, record=low.record_of(node))


def _layers(low: PlanBuilder, definitions: list[Definition], declared: Type | None) -> int:
    """The node of a fact's definition: where versions apply to some only, a choice between the layers."""
    nodes: list[int] = []
    conditions: list[int] = []
    for definition in definitions:
        at = definition.written.at
        form = _form(definition.written)
        if form == "input":
            raise at.fault("one-definition", key=True, name=definition.name, found=form)
        node = _lowered(low, definition, form, declared, definitions[len(nodes) - 1] if nodes else None)
        if len(definitions) > 1 and definition.written.missing is not None:
            node = _defaulted(low, at, node, definition.written.missing)
        nodes.append(node)
        meant = _meant(low, definition)
        if meant is not None:
            conditions.append(meant)
    if not conditions:
        return nodes[0]
    at = definitions[0].written.at
    if len(nodes) == len(conditions):
        raise at.fault("no-earlier-version", key=True, name=definitions[0].name)
    return chosen(low, at, conditions, nodes, [each.written.at for each in definitions], "layers")


def _lowered(low: PlanBuilder, own: Definition, form: str, declared: Type | None, above: Definition | None) -> int:
    """The node of one layer. Errors: CompileError, told where a later version lets it go on for the others."""
    try:
        return registry.lowered(low, own.written, form, declared)
    except CompileError as fault:
        if above is None or above.written.applies_to is None or not fault.diagnostics:
            raise
        reason = {language: fault.diagnostics[0].text(language) for language in LANGUAGES}
        place = above.written.at.below("applies_to")
        raise place.fault("earlier-broken", key=True, file=own.version.document.file, reason=reason) from None


def _meant(low: PlanBuilder, definition: Definition) -> int | None:
    """The node of the condition on whom a definition is for; None if it is for everybody. Errors: CompileError."""
    own = (syntax_of(definition.version).applies_to, definition.written.applies_to)
    asked = [condition(low, each) for each in own if each is not None]
    if not asked:
        return None
    return asked[0] if len(asked) == 1 else low.apply(Op.ALL, definition.written.at, tuple(asked), YES_NO)


def _defaulted(low: PlanBuilder, at: Position, node: int, missing: Value) -> int:
    """The node of one layer with what an unknown becomes in it."""
    kind = low.type_of(node)
    default = low.fitted(low.operand(missing, kind), kind, missing.at)
    known = low.apply(Op.KNOWN, at, (node,), YES_NO)
    return chosen(low, at, [known], [node, default], [at, missing.at])


def _record(low: PlanBuilder, fact: FactSyntax) -> str | None:
    """The list of records that a fact is of. Errors: CompileError."""
    on = fact.on
    if on is None:
        return None
    if on.text not in low.index.records:
        raise on.at.fault("records-unknown", name=on.text, known=", ".join(sorted(low.index.records)))
    if not fact.name.startswith(f"{on.text}."):
        raise fact.at.fault("record-name", key=True, name=fact.name, record=on.text)
    return on.text


def _described(
    low: PlanBuilder, definition: Definition, form: str, kind: Type, record: str | None, sources: tuple[Source, ...]
) -> Fact:
    """What is said of a fact besides its definition."""
    written, version = definition.written, definition.version
    asked, parts = written.input, _parts(written)
    return Fact(
        written.name,
        kind,
        unquoting(written.label),
        form,
        version.topic,
        version.name,
        written.at.location(key=True),
        record,
        sources=sources,
        confidence=written.confidence or version.confidence,
        unit=dict(written.units),
        currency=low.index.currency if kind.kind is Kind.MONEY else {},
        note=stated(low, written.note),
        maximum=_maximum(written, kind),
        choices={value: stated(low, text) or {} for value, text in written.choices.items()},
        question=stated(low, asked.question) if asked else None,
        help=stated(low, asked.help) if asked else None,
        lists=frozenset(low.lists.get(written.name, ())),
        parts=tuple(parts),
        shares={name: share for name, share in parts.items() if share is not None},
        caution=FactCaution(written.caution.when.text, unquoting(written.caution.text)) if written.caution else None,
        slip=_slip(low, written.slip) if written.slip else None,
    )


def _slip(low: PlanBuilder, written: SlipSyntax) -> FactSlip:
    """What a slip is of, and its text with what it quotes."""
    return FactSlip(tuple(each.text for each in written.of), quoting(low, written.text) or {})


def _parts(fact: FactSyntax) -> dict[str, str | None]:
    """The facts of which a fact is the sum, the least or the greatest, or a rounded share or sum, and what each of
    them counts for if not for itself."""
    for form in ("sum", "least", "greatest", "round"):
        if form in fact.keys:
            found = registry.written(fact, form)
            if isinstance(found, RoundSyntax | SumSyntax):
                found = found.of if isinstance(found, RoundSyntax) else found.parts
            if isinstance(found, Shares):
                return {each.fact.text: _share(each) for each in found.values if isinstance(each, FactValue)}
            if isinstance(found, FactValue):
                return {found.fact.text: _share(found)}
            if isinstance(found, Parts) and form != "round":
                return dict.fromkeys(each.text for each in found.facts)
    return {}


def _share(written: FactValue) -> str | None:
    return None if written.times is None else str(written.times.value)


def check_caution(low: PlanBuilder, definitions: list[Definition]) -> None:
    """The fact that raises a fact's caution is a yes or no of these rules, of the same records if of records.

    It is looked at once every fact is lowered: it may rest on the fact that the caution is about. Errors: CompileError.
    """
    fact = definitions[0].written
    if any(earlier.written.caution != fact.caution for earlier in definitions[1:]):
        raise fact.at.fault("caution-layers", key=True, name=fact.name)
    if fact.caution is not None:
        when = fact.caution.when
        node = low.yes_no(low.fact(when), when.at)
        if low.record_of(node) is not None:
            low.on_same(when.at, node, low.fact(Name(fact.name, fact.at)))


def check_slip(low: PlanBuilder, definitions: list[Definition]) -> None:
    """A slip is a yes or no, of answers of the candidate that are a yes or no.

    Errors: CompileError."""
    fact = definitions[0].written
    if any(earlier.written.slip != fact.slip for earlier in definitions[1:]):
        raise fact.at.fault("slip-layers", key=True, name=fact.name)
    if fact.slip is not None:
        low.yes_no(low.fact(Name(fact.name, fact.at)), fact.at)
        for each in fact.slip.of:
            node = low.yes_no(low.fact(each), each.at)
            if low.record_of(node) is not None:
                raise each.at.fault("record-fact-outside", name=each.text, record=low.record_of(node))


def sources_of(version: Version, citations: Iterable[Citation]) -> tuple[Source, ...]:
    """The sources that are cited. Errors: CompileError for one that the file does not list."""
    known = {source.id: source for source in syntax_of(version).sources}
    return tuple(each_of(partial(_source, known), citations))


def _source(known: Mapping[str, ListedSource], citation: Citation) -> Source:
    source = known.get(citation.id)
    if source is None:
        raise citation.at.fault("source-unknown", source=citation.id, known=", ".join(known))
    return Source(source.id, source.title.texts, texts_of(source.provision), texts_of(source.url), source.confidence)


def _maximum(fact: FactSyntax, kind: Type) -> int | dict[str, int] | None:
    """The maximum that a fact declares, of each column or of all. Errors: CompileError."""
    most = fact.maximum
    if most is None:
        return None
    try:
        if isinstance(most, Literal):
            return int(read_value(most.value, kind, bounded=False))
        _named_as_columns(fact, most)
        return {name: int(read_value(each.value, kind, bounded=False)) for name, each in most.items()}
    except NotOfType as wrong:
        raise fact.at.down("maximum").wrong(wrong) from None


def _named_as_columns(fact: FactSyntax, maximum: Mapping[str, Literal]) -> None:
    """A maximum for each column names the columns of the table. Errors: CompileError."""
    table = registry.written(fact, "table") if "table" in fact.keys else None
    columns = table.columns if isinstance(table, PageTable) else None
    if columns is not None and set(columns.names) != set(maximum):
        raise fact.at.down("maximum").fault("column-missing", column=", ".join(sorted(columns.names)))
