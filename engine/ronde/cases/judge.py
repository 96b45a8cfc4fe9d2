"""A case run and judged: what differs between the answer and what the case expects, in words for its writer."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ronde.cases.cases import ABSENT, UNKNOWN, Case
from ronde.model.finding import Refused
from ronde.model.types import plain
from ronde.run.decision import Decision, undecided
from ronde.run.engine import Engine


def judge(case: Case, engine: Engine) -> list[str]:
    """What is not as the case expects; nothing where all is."""
    try:
        decision = engine.evaluate(case.profile, case.as_of, case.known_on)
    except Refused as refused:
        told = [f"{finding.about.get('name', '')} {finding.code} {dict(finding.about)}" for finding in refused.findings]
        if case.refused is None:
            return [f"refused: {each}" for each in told]
        fields = {_field(str(finding.about.get("name", ""))) for finding in refused.findings}
        return [] if _field(case.refused) in fields else [f"refused for {sorted(fields)}, expected {case.refused}"]
    if case.refused is not None:
        return [f"not refused, expected for {case.refused}"]
    return [
        *_names(case, engine, decision),
        *_facts(case, decision),
        *_missing(case, decision),
        *_cautions(case, decision),
    ]


def _field(name: str) -> str:
    """A field's name without the position of its record."""
    before, bracket, after = name.partition("[")
    return before + after.partition("]")[2] if bracket else name


def _names(case: Case, engine: Engine, decision: Decision) -> Iterator[str]:
    """What no date of the book could make true or false: facts that it never has, and facts of single records."""
    for name in case.expect:
        about = decision.plan.facts.get(name) or engine.ever.facts.get(name)
        if about is None:
            close = difflib.get_close_matches(name, engine.ever.facts, 1)
            yield f"{name}: no version of the book has this fact" + (f": did you mean {close[0]}?" if close else "")
        elif about.record is not None:
            yield f"{name}: a fact of each record of {about.record}: expect a fact that gathers them"


def _facts(case: Case, decision: Decision) -> Iterator[str]:
    for name, expected in case.expect.items():
        found = bounds_of(decision, name) if isinstance(expected, dict) else answer(decision, name)
        if found != expected or isinstance(found, bool) != isinstance(expected, bool):
            yield f"{name}: {found!r}, expected {expected!r}"


def answer(decision: Decision, name: str) -> object:
    """What a decision says of a fact in the terms of a case: a value, `unknown` or `absent`."""
    about = decision.plan.facts.get(name)
    if about is None or about.record is not None:
        return ABSENT
    if decision.trace.status(name) == UNKNOWN:
        return UNKNOWN
    return plain(decision.trace.value(name), about.type)


def bounds_of(decision: Decision, name: str) -> object:
    """The bounds of an unknown fact in the terms of a case, else its answer."""
    about = decision.plan.facts.get(name)
    limits = decision.trace.bounds(name) if about and about.record is None else None
    if about is None or limits is None:
        return answer(decision, name)
    return {"at_least": plain(limits[0], about.type), "at_most": plain(limits[1], about.type)}


def _missing(case: Case, decision: Decision) -> Iterator[str]:
    if case.missing is not None:
        found = undecided(decision.trace, [name for name in case.expect if name in decision.plan.facts])
        if {_field(each) for each in found} != set(case.missing):
            yield f"missing {found}, expected {list(case.missing)}"


def _cautions(case: Case, decision: Decision) -> Iterator[str]:
    """Every topic that is named has a caution, and every caution is of a topic that is named; but that a topic was not
    verified lately comes and goes with its `checked`, and is held against a case only if it names no topic at all."""
    if case.cautions is not None:
        carried = [caution for name in case.expect for caution in decision.cautions_of(name)]
        found = {caution.topic for caution in carried}
        lasting = {caution.topic for caution in carried if caution.kind != "unverified"}
        if not lasting <= set(case.cautions) <= found or (not case.cautions and found):
            yield f"cautions of {sorted(found)}, expected {sorted(case.cautions)}"
