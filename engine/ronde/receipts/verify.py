"""Whether a receipt holds: its decision is made again by the rules it names, and by those now in force on its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ronde.change.difference import Pair, between_rules
from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import Engine, check_profile
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.document import Document
from ronde.model.history import Version
from ronde.model.types import read_date
from ronde.read.structure import canonical_digest
from ronde.receipts.code import engine_digest
from ronde.receipts.receipt import Receipt, digest_of, is_whole
from ronde.receipts.rules import listed_digest, not_at_hand, rules_of


class Outcome(StrEnum):
    """What came of a receipt. The first two were made again to the byte."""

    SAME = "same"
    CORRECTED = "corrected"
    RULES_GONE = "rules-gone"
    OTHER_ENGINE = "other-engine"
    RECEIPT_CHANGED = "receipt-changed"
    PROFILE_CHANGED = "profile-changed"
    DECISION_CHANGED = "decision-changed"


AGAIN = (Outcome.SAME, Outcome.CORRECTED)
"""The outcomes of decisions that were made again to the byte."""

AROUND = ("notice", "absent")
"""The parts of a decision that come from the book around its rules."""

STANDS, NO_LONGER, NOT_VERIFIED = 0, 1, 2
"""Exit codes: made again and the answers stand; an answer no longer stands; it could not be made again."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A main answer that is otherwise now: what the receipt says of the fact, and what is said now (None: nothing)."""

    fact: str
    before: Mapping[str, Any]
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a receipt.

    `then` is the decision made again by its own rules, `now` by those now in force on its day, each if it could be
    made. `pairs` are the versions that differ between the two; `gone` are versions that the book no longer has as they
    were, each with what now has its name. `refused` says why the rules now in force refuse the profile. `noted` says
    that the texts of the book around its rules are not as they were.
    """

    receipt: Receipt
    outcome: Outcome
    then: Decision | None = None
    now: Decision | None = None
    moved: tuple[Moved, ...] = ()
    pairs: tuple[Pair, ...] = ()
    gone: tuple[tuple[str, str, Version | None], ...] = ()
    refused: tuple[Diagnostic, ...] = ()
    noted: bool = False

    @property
    def engine(self) -> str:
        """The version of the engine that made the receipt."""
        return str(self.receipt["engine"]["version"])

    @property
    def again(self) -> bool:
        """Whether the decision was made again to the byte."""
        return self.outcome in AGAIN

    @property
    def stands(self) -> bool | None:
        """Whether every main answer is the same by the rules now in force on the day; None if it was not asked."""
        if self.now is None and not self.refused:
            return None
        return not self.moved and not self.refused

    @property
    def code(self) -> int:
        """The exit code that tells it."""
        if self.stands is False:
            return NO_LONGER
        return STANDS if self.again else NOT_VERIFIED


def verify(engine: Engine, receipt: Receipt) -> Verdict:
    """What comes of a receipt by a book as it is at hand. Of one that was changed nothing more is asked.

    Errors: ValidationError for rules that are wrong.
    """
    decision = receipt["decision"]
    if is_whole(receipt) and digest_of(decision) != decision["digest"]:
        return Verdict(receipt, Outcome.DECISION_CHANGED)
    rules, sealed = rules_of(engine.history, receipt), digest_of(receipt) == receipt["digest"]
    if listed_digest(receipt) != decision["rules_digest"] or (rules is None and not sealed):
        return Verdict(receipt, Outcome.RECEIPT_CHANGED)
    if rules is None:
        return _by_rules_of_now(engine, Verdict(receipt, Outcome.RULES_GONE, gone=not_at_hand(engine.history, receipt)))
    other = receipt["engine"]["digest"] != engine_digest()
    try:
        then = engine.by_rules(rules, *_question(receipt))
    except ValidationError:
        return Verdict(receipt, Outcome.OTHER_ENGINE if other and sealed else Outcome.PROFILE_CHANGED)
    if then.profile.digest != decision["profile_digest"]:
        return Verdict(receipt, Outcome.PROFILE_CHANGED)
    document = then.document()
    if not _again(receipt, document):
        found = Verdict(receipt, Outcome.OTHER_ENGINE if other and sealed else Outcome.DECISION_CHANGED)
        return _by_rules_of_now(engine, found) if other and sealed else found
    if not sealed:
        return Verdict(receipt, Outcome.RECEIPT_CHANGED)
    noted = any(document.get(key) != decision.get(key) for key in AROUND)
    return _by_rules_of_now(engine, Verdict(receipt, Outcome.SAME, then, noted=noted))


def _question(receipt: Receipt) -> tuple[Document, int, int | None]:
    """What was asked: the profile, the day, and by when rules had to be published."""
    known = receipt["decision"]["known_on"]
    day = read_date(receipt["decision"]["as_of"])
    return Document("receipt", receipt["profile"], {}, ""), day, None if known is None else read_date(known)


def _again(receipt: Receipt, document: Mapping[str, Any]) -> bool:
    """Whether a decision made again is that of a receipt, to the byte; the texts of the book around its rules are taken
    from the receipt."""
    decision = receipt["decision"]
    around = {key: decision[key] for key in AROUND if key in decision}
    content = {key: each for key, each in document.items() if key not in (*AROUND, "digest", "machine")} | around
    told = all(document["facts"].get(name) == fact for name, fact in decision["facts"].items())
    return told and canonical_digest(content) == decision["digest"]


def _by_rules_of_now(engine: Engine, found: Verdict) -> Verdict:
    """A verdict with what the rules now in force on the day say, if they are others."""
    document, day, known = _question(found.receipt)
    try:
        rules = engine.rules(day, known)
        if found.then is not None and found.then.rules.digest == rules.digest:
            return replace(found, now=found.then)
        now = engine.by_rules(rules, document, day, known)
        check_profile(now.trace, now.profile)
    except ValidationError as refused:
        return replace(found, refused=refused.diagnostics)
    pairs = () if found.then is None else tuple(between_rules(engine, found.then.rules, rules))
    outcome = Outcome.CORRECTED if found.outcome is Outcome.SAME else found.outcome
    return replace(found, outcome=outcome, now=now, moved=tuple(_moved(found.receipt, now)), pairs=pairs)


def _moved(receipt: Receipt, now: Decision) -> Iterator[Moved]:
    """The main answers of a receipt that are otherwise now."""
    facts = now.document()["facts"]
    assert isinstance(facts, dict)
    for name in receipt["answers"]:
        before, after = receipt["decision"]["facts"][name], facts.get(name)
        if after is None or any(before.get(key) != after.get(key) for key in ("value", "at_least", "at_most")):
            yield Moved(name, before, after)
