"""A receipt: what was asked, what was decided, and the digests of profile, rules and engine, as plain data for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ronde import __version__
from ronde.evaluate.decision import Decision
from ronde.model.history import Rules
from ronde.read.structure import canonical_digest
from ronde.receipts.code import engine_digest

FORMAT = "ronde-receipt/1"

Receipt = Mapping[str, Any]
"""A receipt as it is read: of its form, but not yet known to be as it was written."""

NOT_KEPT_BRIEFLY = ("topics", "cautions")
"""The parts of a decision that a brief receipt leaves out, besides all facts but the main answers."""


def receipt_of(decision: Decision, *, brief: bool = False, own: object = None) -> dict[str, Any]:
    """The receipt of a decision: with all of it or, if `brief`, with its main answers and its digest. `own` is what
    tells the candidate from others, if anything does."""
    document = decision.document()
    del document["machine"]
    answers = [name for name in decision.history.headlines if name in decision.plan.facts]
    if brief:
        facts = document["facts"]
        assert isinstance(facts, dict)
        document = {key: value for key, value in document.items() if key not in NOT_KEPT_BRIEFLY}
        document["facts"] = {name: facts[name] for name in answers}
    content: dict[str, Any] = {
        "format": FORMAT,
        "engine": {"version": __version__, "digest": engine_digest(), "machine": decision.machine},
        "rules": listed(decision.rules),
        "profile": decision.profile.document.tree,
        "answers": answers,
        "decision": document,
    }
    if own is not None:
        content["id"] = own if isinstance(own, int) else str(own)
    content["digest"] = canonical_digest(content)
    return content


def listed(rules: Rules) -> list[dict[str, Any]]:
    """The versions in force, by topic, each with the digest of what its file says."""
    return [
        {
            "topic": topic.topic,
            "layers": [{"version": each.name, "digest": each.document.digest} for each in topic.layers],
            "incomplete": [{"version": each.name, "digest": each.document.digest} for each in topic.incomplete],
        }
        for topic in rules.topics
    ]


def digest_of(receipt: Receipt) -> str:
    """The digest of all that a receipt holds but the digest itself."""
    return canonical_digest({key: value for key, value in receipt.items() if key != "digest"})


def is_whole(receipt: Receipt) -> bool:
    """Whether a receipt holds all of its decision."""
    return all(key in receipt["decision"] for key in NOT_KEPT_BRIEFLY)
