"""One fact, from what the editor wrote to its node: its type and bounds, its layers, what an unknown becomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import condition
from ronde.building.index import Definition
from ronde.building.lists import check_code, codes_of, declared_type
from ronde.model.document import Tree
from ronde.model.history import Version
from ronde.model.limits import LONGEST_PATTERN
from ronde.model.nodes import Fact, FactCaution, Known, Op, Source, Texts, Unit
from ronde.model.patterns import PatternBroken, compiled
from ronde.model.types import YES_NO, Kind, NotOfType, Type, read_value
from ronde.operations import registry
from ronde.operations.parts import chosen
from ronde.syntax.cursor import Cursor
from ronde.syntax.sources import Citation, cited
from ronde.syntax.texts import texts_of
from ronde.syntax.version import syntax_of


def define(low: PlanBuilder, name: str, definitions: list[Definition]) -> int:
    """The node of a fact from its definitions, newest layer first."""
    newest = definitions[0]
    at = newest.cursor
    record = _record(low, name, at)
    if newest.for_each is not None:
        low.rest_on_list(newest.for_each)
    form = _form(name, at)
    declared = declared_type(newest.tree) if "type" in newest.tree else None
    if declared is None and "decimals" in newest.tree:
        declared = declared_type({**newest.tree, "type": "number"})
    args: list[int] = []
    if form == "input":
        kind = _input_type(low, at, declared)
        _check_example(low, at.down("input", "example"), kind)
    else:
        root, kind = _root(low, at, definitions, declared)
        args.append(root)
        _of_record(low, name, at, root, record)
    defaulted = "missing" in newest.tree and len(definitions) == 1
    if defaulted:
        default = low.fitted(low.operand(at.down("missing"), kind), kind, at.down("missing"))
        _of_record(low, name, at.down("missing"), default, record)
        args.append(default)
        if kind.ordered:
            kind = kind.within(min(kind.low, low.type_of(default).low), max(kind.high, low.type_of(default).high))
    low.facts[name] = _described(low, newest, form, kind, record)
    known = Known(form != "input", defaulted)
    written = partial(newest.place, key=True)
    return low.add(Op.FACT, tuple(args), kind, data=known, record=record, fact=name, written=written)


def _form(name: str, at: Cursor) -> str:
    """The one way in which a fact is defined.

    Errors: CompileError if there is not exactly one, or if a key would be ignored."""
    written = at.tree if isinstance(at.tree, dict) else {}
    forms = [key for key in written if key in registry.FORMS or key == "input"]
    if len(forms) != 1:
        raise at.fault("one-definition", key=True, name=name, found=", ".join(forms) or "-")
    for key in ("cap", "floor"):
        if at.has(key) and forms[0] != "sum":
            raise at.down(key).fault("key-idle", key=True, name=key, known="sum")
    return forms[0]


def _root(low: PlanBuilder, at: Cursor, definitions: list[Definition], declared: Type | None) -> tuple[int, Type]:
    """The node of a fact's definition, as the fact declares it, and the fact's type."""
    root = _layers(low, definitions, declared)
    kind = low.type_of(root)
    if declared is not None:
        root = low.fitted(root, declared, at)
        kind = low.type_of(root)
        kind = replace(declared, low=kind.low, high=kind.high, codes=kind.codes)
    return root, YES_NO if kind.kind is Kind.YES_NO else kind


def _of_record(low: PlanBuilder, name: str, at: Cursor, node: int, record: str | None) -> None:
    """A definition speaks of the fact's own records, or of none. Errors: CompileError."""
    if low.record_of(node) not in (None, record):
        raise at.fault("record-fact-outside", key=True, name=name, record=low.record_of(node))


def _layers(low: PlanBuilder, definitions: list[Definition], declared: Type | None) -> int:
    """The node of a fact's definition: where versions apply to some only, a choice between the layers."""
    nodes: list[int] = []
    conditions: list[int] = []
    for definition in definitions:
        at = definition.cursor
        form = _form(definition.name, at)
        if form == "input":
            raise at.fault("one-definition", key=True, name=definition.name, found=form)
        node = registry.form(form)(low, at, declared)
        if len(definitions) > 1 and "missing" in definition.tree:
            node = _defaulted(low, at, node)
        nodes.append(node)
        version = definition.version
        if version.conditional:
            conditions.append(condition(low, Cursor(version.document, (), version.tree).down("applies_to")))
    if not conditions:
        return nodes[0]
    at = definitions[0].cursor
    if len(nodes) == len(conditions):
        raise at.fault("no-earlier-version", key=True, name=definitions[0].name)
    return chosen(low, at, conditions, nodes, [each.cursor for each in definitions])


def _defaulted(low: PlanBuilder, at: Cursor, node: int) -> int:
    """The node of one layer with what an unknown becomes in it."""
    kind = low.type_of(node)
    default = low.fitted(low.operand(at.down("missing"), kind), kind, at.down("missing"))
    known = low.apply(Op.KNOWN, at, (node,), YES_NO)
    return chosen(low, at, [known], [node, default], [at, at.down("missing")])


def _record(low: PlanBuilder, name: str, at: Cursor) -> str | None:
    record = at.down("on").tree
    if record is None:
        return None
    if record not in low.index.records:
        raise at.down("on").fault("records-unknown", name=record, known=", ".join(sorted(low.index.records)))
    if not name.startswith(f"{record}."):
        raise at.fault("record-name", key=True, name=name, record=record)
    return str(record)


def _input_type(low: PlanBuilder, at: Cursor, declared: Type | None) -> Type:
    """The type of an input with its bounds, pattern and list of codes."""
    where = at.down("input")
    if declared is None:
        raise at.fault("input-type", key=True)
    allowed = {
        Kind.NUMBER: ("at_least", "at_most"),
        Kind.MONEY: ("at_least", "at_most"),
        Kind.CODE: ("list", "pattern", "form"),
        Kind.TEXT: ("pattern", "form"),
    }.get(declared.kind, ())
    where.only("question", "help", "example", *allowed)
    if declared.kind in (Kind.NUMBER, Kind.MONEY):
        bounds: list[int] = []
        for key in ("at_least", "at_most"):
            try:
                bound = read_value(where.down(key).tree, declared, bounded=False)
            except NotOfType:
                raise where.down(key).fault("input-bounds", bound=key) from None
            assert isinstance(bound, int)
            bounds.append(bound)
        if bounds[0] > bounds[1]:
            raise where.down("at_most").fault(
                "interval-order", value=f"{where.down('at_least').tree}..{where.down('at_most').tree}"
            )
        return declared.within(*bounds)
    if declared.kind is Kind.CHOICE and not declared.choices:
        raise at.fault("choices-needed", key=True)
    codes = where.down("list").tree
    if codes is not None:
        codes_of(low.index, where.down("list"))
    pattern = where.down("pattern").tree
    try:
        compiled(str(pattern))
    except PatternBroken:
        raise where.down("pattern").fault("pattern-broken", pattern=pattern, most=LONGEST_PATTERN) from None
    if pattern is not None and where.down("form").tree is None:
        raise where.down("pattern").fault("pattern-form")
    if pattern is None and where.down("form").tree is not None:
        raise where.down("form").fault("key-idle", key=True, name="form", known="pattern")
    return Type(
        declared.kind,
        declared.decimals,
        declared.low,
        declared.high,
        declared.choices,
        str(codes) if codes is not None else None,
        str(pattern) if pattern is not None else None,
        *_confused(low, codes),
        form=tuple(sorted((written_texts(where.down("form").tree) or {}).items())),
    )


def _check_example(low: PlanBuilder, where: Cursor, kind: Type) -> None:
    """The example of an answer is one that would be taken. Errors: CompileError."""
    if where.tree is None:
        return
    try:
        read_value(where.tree, kind)
    except NotOfType as wrong:
        raise where.wrong(wrong) from None
    check_code(low, where, str(where.tree), kind)


def _confused(low: PlanBuilder, codes: Tree) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """The standard that a list of codes follows, and what is often written in place of its codes."""
    tree = low.index.lists[str(codes)][1] if codes is not None else {}
    standard, instead = tree.get("standard"), tree.get("instead")
    pairs = instead.items() if isinstance(instead, dict) else ()
    return None if standard is None else str(standard), tuple((key, str(code)) for key, code in pairs)


def _described(low: PlanBuilder, definition: Definition, form: str, kind: Type, record: str | None) -> Fact:
    """What is said of a fact besides its definition."""
    name, tree, version, at = definition.name, definition.tree, definition.version, definition.cursor
    asked = tree.get("input")
    asked = asked if isinstance(asked, dict) else {}
    parts = tree.get("sum") or tree.get("least") or tree.get("greatest")
    choices = tree.get("choices")
    titled = choices.items() if isinstance(choices, dict) else ()
    return Fact(
        name,
        kind,
        written_texts(tree.get("label")) or {},
        form,
        version.topic,
        version.name,
        at.place(key=True),
        record,
        sources=sources_of(version, cited(at.down("source"))),
        confidence=str(tree.get("confidence", version.confidence)),
        unit=_unit(tree.get("unit")),
        currency=low.index.currency if kind.kind is Kind.MONEY else {},
        note=written_texts(tree.get("note")),
        maximum=_maximum(at, kind),
        choices={value: written_texts(texts) or {} for value, texts in titled},
        question=written_texts(asked.get("question")),
        help=written_texts(asked.get("help")),
        lists=frozenset(low.lists.get(name, ())),
        parts=tuple(str(part) for part in parts) if isinstance(parts, list) else (),
        caution=_caution(tree.get("caution")),
    )


def _unit(written: Tree) -> dict[str, Unit]:
    """The unit by language: with its two forms, or a text that does not change (%, h); empty if none is written."""
    if not isinstance(written, dict):
        return {}
    return {
        language: Unit(str(unit["one"]), str(unit["other"])) if isinstance(unit, dict) else Unit(str(unit), str(unit))
        for language, unit in written.items()
    }


def _caution(written: Tree) -> FactCaution | None:
    if not isinstance(written, dict):
        return None
    return FactCaution(str(written.get("when")), written_texts(written.get("text")) or {})


def check_caution(low: PlanBuilder, definitions: list[Definition]) -> None:
    """The fact that raises a fact's caution is a yes or no of these rules, of the same records if of records.

    It is looked at once every fact is lowered: it may rest on the fact that the caution is about. Errors: CompileError.
    """
    at = definitions[0].cursor
    for earlier in definitions[1:]:
        if earlier.tree.get("caution") != definitions[0].tree.get("caution"):
            raise at.fault("caution-layers", key=True, name=definitions[0].name)
    if at.has("caution"):
        when = at.down("caution", "when")
        node = low.yes_no(low.fact(str(when.tree), when), when)
        if low.record_of(node) is not None:
            low.on_same(when, node, low.fact(definitions[0].name, at))


def sources_of(version: Version, citations: Iterable[Citation]) -> tuple[Source, ...]:
    """The sources that are cited. Errors: CompileError for one that the file does not list."""
    known = {source.id: source for source in syntax_of(version).sources}
    found: list[Source] = []
    for citation in citations:
        source = known.get(citation.id)
        if source is None:
            raise citation.at.fault("source-unknown", source=citation.id, known=", ".join(known))
        provision, url = texts_of(source.provision), texts_of(source.url)
        found.append(Source(source.id, source.title.texts, provision, url, source.confidence))
    return tuple(found)


def _maximum(at: Cursor, kind: Type) -> int | dict[str, int] | None:
    written = at.down("maximum").tree
    if written is None:
        return None
    try:
        if isinstance(written, dict):
            _named_as_columns(at, written)
            return {name: int(read_value(each, kind, bounded=False)) for name, each in written.items()}
        return int(read_value(written, kind, bounded=False))
    except NotOfType as wrong:
        raise at.down("maximum").wrong(wrong) from None


def _named_as_columns(at: Cursor, maximum: dict[str, Tree]) -> None:
    """A maximum for each column names the columns of the table. Errors: CompileError."""
    columns, rows = at.down("table", "columns").tree, at.down("table", "rows").tree
    if isinstance(columns, dict) and isinstance(rows, dict):
        names = {str(name) for value, name in columns.items() if value != "choose"}
        if names != set(maximum):
            raise at.down("maximum").fault("column-missing", column=", ".join(sorted(names)))


def written_texts(tree: Tree) -> Texts | None:
    """A text in every language, if one is written."""
    return {language: str(text) for language, text in tree.items()} if isinstance(tree, dict) else None
