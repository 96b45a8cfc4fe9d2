"""Facts that are told with their names: a label is followed by the name to type, in brackets."""

from __future__ import annotations

from dataclasses import replace

from ronde.model.nodes import Plan, Texts


def with_names(plan: Plan) -> Plan:
    """The same rules, in which the label of every fact is followed by its name."""
    facts = {name: replace(about, label=named(about.label, name)) for name, about in plan.facts.items()}
    return replace(plan, facts=facts)


def named(label: Texts, name: str) -> Texts:
    """A label with a name after it, in every language."""
    return {language: f"{text} ({name})" for language, text in label.items()}
