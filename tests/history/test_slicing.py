"""What was in force on a day, as far as it was known on another: windows, corrections, gaps, cautions and digests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.support import books, profiles
from tests.support.columns import Decided, differences
from tests.support.slips import slipped

from ronde.compile.rules import Compiler, compile_rules
from ronde.evaluate import reference
from ronde.evaluate.decision import Decision, day_text
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.evaluate.reference import Candidate
from ronde.explain.reasons import why
from ronde.messages.diagnostics import ValidationError
from ronde.model.document import Document
from ronde.model.history import History
from ronde.model.types import read_date
from ronde.read.structure import canonical_digest, parse
from ronde.receipts.receipt import receipt_of
from ronde.receipts.rules import rules_of

TOPIC = "points"


def says(value: int, effective: str = books.FIRST, **keys: Any) -> dict[str, Any]:
    """A version of a topic that says one number."""
    return books.version(effective, {"points": books.fact(value=value)}, **keys)


def files(*versions: Mapping[str, Any], topic: str = TOPIC) -> dict[str, Any]:
    """Versions of a topic under the names of their dates, numbered where one corrects another of the same day."""
    found: dict[str, Any] = {}
    for version in versions:
        number = sum(version["effective"] in name for name in found)
        found[f"{topic}/{version['effective']}{f'.{number}' if number else ''}.yaml"] = version
    return found


def book(*versions: Mapping[str, Any], topic: str = TOPIC) -> History:
    """A book of one topic."""
    return books.history(files(*versions, topic=topic))


def points(history: History, as_of: str, known_on: str | None = None) -> Any:
    """What the rules say on a day; `absent` where they say nothing."""
    return books.answers(books.decide(history, {}, as_of, known_on)).get("points", "absent")


def incomplete(effective: str, **keys: Any) -> dict[str, Any]:
    """A version of which it is only known that it exists."""
    return books.version(effective, status="incomplete", missing={"fr": "les chiffres", "en": "the figures"}, **keys)


# windows


def test_a_version_holds_from_its_day_until_the_next_begins() -> None:
    """On the day of a change the new version alone holds, and on the day before the old one alone."""
    history = book(says(1), says(2, "2020-03-01"), says(3, "2021-01-01"))
    days = ("2015-01-01", "2020-02-28", "2020-02-29", "2020-03-01", "2020-12-31", "2021-01-01", "2199-12-31")
    assert [points(history, day) for day in days] == [1, 1, 1, 2, 2, 3, 3]


def test_a_topic_that_has_not_begun_is_absent() -> None:
    """Before its first version a topic says nothing: its facts are absent, which is not unknown, false or zero."""
    history = book(says(5, "2018-01-01"))
    assert points(history, "2017-12-31") == "absent"
    assert points(history, "2018-01-01") == 5


def test_a_repealed_topic_ends_on_its_day_and_may_come_back() -> None:
    """From the day of repeal the facts are absent; a later version brings them back, perhaps otherwise."""
    history = book(says(1), books.version("2018-01-01", repealed=True), says(2, "2020-01-01"))
    assert [points(history, day) for day in ("2017-12-31", "2018-01-01", "2019-12-31", "2020-01-01")] == [
        1, "absent", "absent", 2,
    ]  # fmt: skip


def test_the_book_begins_on_its_first_date() -> None:
    """Older versions may stand in the book, but it cannot be asked about a day before its first date."""
    history = book(says(1, "2010-01-01"), says(2, "2016-01-01"))
    assert points(history, "2015-01-01") == 1
    with pytest.raises(ValidationError, match="date-before-book"):
        points(history, "2014-12-31")


def test_changes_are_listed_in_order() -> None:
    """The days on which something changes, and what comes next of a topic."""
    history = book(says(3, "2021-01-01"), says(1), books.version("2022-06-01", repealed=True), says(2, "2020-03-01"))
    assert [day_text(day) for day in history.change_dates] == ["2015-01-01", "2020-03-01", "2021-01-01", "2022-06-01"]
    following = history.next_change(TOPIC, read_date("2020-03-01"))
    assert following is not None
    assert following.name == "2021-01-01"
    assert history.next_change(TOPIC, read_date("2022-06-01")) is None


# what was known


def test_only_what_was_published_is_known() -> None:
    """A version published after it took effect changes the answer for its days from its publication on, not before."""
    history = book(says(1), says(2, "2020-01-01", published="2020-02-15"))
    assert points(history, "2020-01-10", "2020-01-10") == 1
    assert points(history, "2020-01-10", "2020-02-14") == 1
    assert points(history, "2020-01-10", "2020-02-15") == 2
    assert points(history, "2020-01-10") == 2
    assert points(history, "2019-12-31", "2025-01-01") == 1


def test_what_was_announced_holds_only_from_its_effect() -> None:
    """A version known in advance says nothing of the days before it takes effect."""
    history = book(says(1), says(2, "2020-06-01", published="2020-01-01"))
    assert [points(history, day, "2020-01-01") for day in ("2020-05-31", "2020-06-01")] == [1, 2]
    assert points(history, "2020-06-01", "2019-12-31") == 1


def test_nothing_is_known_before_anything_was_published() -> None:
    """Seen from before its publication a book is empty."""
    assert points(book(says(1)), "2016-01-01", "2014-12-31") == "absent"


def test_a_correction_replaces_what_it_corrects_from_its_publication() -> None:
    """A corrected reading holds for the same days; seen from before, the first reading still holds."""
    why = {"fr": "une faute", "en": "a mistake"}
    history = book(
        says(1),
        says(2, "2020-01-01"),
        says(3, "2020-01-01", published="2020-06-01", corrects=why),
        says(4, "2020-01-01", published="2020-09-01", corrects=why),
        says(5, "2021-01-01"),
    )
    seen = ("2020-01-01", "2020-05-31", "2020-06-01", "2020-08-31", "2020-09-01", None)
    assert [points(history, "2020-03-01", known_on) for known_on in seen] == [2, 2, 3, 3, 4, 4]
    assert points(history, "2019-12-31") == 1
    assert points(history, "2021-01-01") == 5


def test_corrections_published_together_follow_their_numbers() -> None:
    """Where two readings of a day were published on one day, the higher number holds."""
    why = {"fr": "une faute", "en": "a mistake"}
    history = book(says(1), *(says(value, corrects=why) for value in range(2, 13)))
    assert points(history, "2015-01-01") == 12


def test_a_correction_may_mend_a_repeal() -> None:
    """A reading that the topic ended may be corrected: it goes on."""
    why = {"fr": "une faute", "en": "a mistake"}
    history = book(
        says(1), books.version("2018-01-01", repealed=True), says(1, "2018-01-01", published="2019-01-01", corrects=why)
    )
    assert points(history, "2018-06-01", "2018-06-01") == "absent"
    assert points(history, "2018-06-01") == 1


def test_every_view_of_the_real_book_makes_sense() -> None:
    """On any day, seen from any day, the rules in force compile: no version rests on what was not yet known."""
    history, seen, compiler = books.real(), set(), Compiler()
    published = sorted({version.published for versions in history.versions.values() for version in versions})
    for as_of in history.change_dates:
        for known_on in published:
            rules = history.in_force(as_of, known_on)
            if rules.digest not in seen:
                seen.add(rules.digest)
                compiler.plan(rules)
    assert len(seen) >= len(history.change_dates)


# cautions


def cautions(decision: Decision, name: str = "points") -> list[tuple[str, str, str]]:
    return [(each.kind, each.version, day_text(each.day)) for each in decision.cautions_of(name)]


def test_an_incomplete_version_keeps_the_earlier_facts_with_a_caution() -> None:
    """Where it is only known that something changed, the answer is the last one known, and says so."""
    history = book(says(1), incomplete("2020-01-01"), says(3, "2021-01-01"))
    told = [
        cautions(books.decide(history, {}, day)) for day in ("2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01")
    ]
    wary = [("incomplete", "2020-01-01", "2020-01-01")]
    assert told == [[], wary, wary, []]
    assert points(history, "2020-06-01") == 1
    (caution,) = books.decide(history, {}, "2020-06-01").cautions
    assert caution.texts == {"fr": "les chiffres", "en": "the figures"}


def test_several_incomplete_versions_are_all_told() -> None:
    """Each change whose content is not known is told, newest first, once each."""
    history = book(says(1), incomplete("2020-01-01"), incomplete("2021-01-01"))
    told = [version for _, version, _ in cautions(books.decide(history, {}, "2022-01-01"))]
    assert told == ["2021-01-01", "2020-01-01"]


def test_an_incomplete_version_not_yet_published_is_not_told() -> None:
    """Seen from before its announcement, nobody knew that something would change."""
    history = book(says(1), incomplete("2020-01-01", published="2020-03-01"))
    assert cautions(books.decide(history, {}, "2020-06-01", "2020-02-29")) == []
    assert cautions(books.decide(history, {}, "2020-06-01", "2020-03-01")) != []


def test_a_topic_of_which_nothing_is_known_yet_is_absent() -> None:
    """An incomplete version with none before it says nothing."""
    assert points(book(incomplete("2015-01-01"), says(2, "2016-01-01")), "2015-06-01") == "absent"


def test_last_verified_is_told_after_the_day_of_the_check() -> None:
    """An answer for a day after the last check says until when it was verified."""
    history = book(says(1, checked="2020-06-30"))
    assert cautions(books.decide(history, {}, "2020-06-30")) == []
    assert cautions(books.decide(history, {}, "2020-07-01")) == [("unverified", books.FIRST, "2020-06-30")]


def test_an_incomplete_version_is_told_instead_of_the_last_check() -> None:
    """Who knows that something changed need not be told that nobody checked."""
    history = book(says(1, checked="2018-01-01"), incomplete("2020-01-01"))
    assert [kind for kind, _, _ in cautions(books.decide(history, {}, "2019-06-01"))] == ["unverified"]
    assert [kind for kind, _, _ in cautions(books.decide(history, {}, "2020-06-01"))] == ["incomplete"]


LISTS = {"codes": {"label": books.TEXTS, "source": "act", "attributes": {"level": {"type": "number"}}, "items": {
    "a": {**books.TEXTS, "level": 1}, "b": {**books.TEXTS, "level": 2}}}}  # fmt: skip
LAYERED = books.history({
    **files(says(1), incomplete("2020-01-01")),
    **files(books.version(lists=LISTS), incomplete("2020-01-01"), topic="lists"),
    **files(
        books.version(facts={
            "code": books.asked("code", list="codes"),
            "text": books.asked("text"),
            "jobs.code": books.asked("text", on="jobs"),
            "apart": books.fact(value=7),
            "sum": books.fact(sum=["points", "apart"]),
            "more": books.fact(greatest=["sum", "apart"]),
            "level": books.fact(attribute={"list": "codes", "code": "code", "named": "level"}),
            "listed": books.fact(all=[{"fact": "text", "in_list": "codes"}]),
            "jobs.listed": books.fact(on="jobs", all=[{"fact": "jobs.code", "in_list": "codes"}]),
            "job": books.fact(exists={"in": "jobs", "where": {"fact": "jobs.listed", "is": True}}),
        }, records={"jobs": books.record()}),
        topic="sums",
    ),
})  # fmt: skip
PROFILE = {"code": "a", "text": "b", "jobs": [{"code": "a"}]}


def topics_of(name: str, **more: Any) -> list[str]:
    decision = books.decide(LAYERED, {**PROFILE, **more}, "2021-01-01")
    return [caution.topic for caution in decision.cautions_of(name)]


def test_cautions_travel_to_every_fact_that_rests_on_them() -> None:
    """A fact carries the caution of each topic that it rests on, however far, once; others carry none."""
    assert topics_of("points") == [TOPIC]
    assert topics_of("sum") == [TOPIC]
    assert topics_of("more") == [TOPIC]
    assert topics_of("apart") == []


@pytest.mark.parametrize("name", ["level", "listed", "job"])
def test_cautions_travel_from_lists_too(name: str) -> None:
    """A fact drawn from a list of another topic rests on that topic."""
    assert topics_of(name) == ["lists"]


def test_what_is_supplied_rests_on_no_topic() -> None:
    """A caution does not travel through a value that the profile gives."""
    assert topics_of("sum", points=1) == []
    assert topics_of("points", points=1) == []


def test_cautions_have_a_stable_order() -> None:
    """Cautions are told by topic, once each, and each fact says which of them it carries."""
    told = books.decide(LAYERED, PROFILE, "2021-01-01").document()
    assert isinstance(told["cautions"], list)
    assert [each["topic"] for each in told["cautions"]] == sorted({"lists", TOPIC})
    facts = told["facts"]
    assert isinstance(facts, dict)
    assert facts["sum"]["cautions"] == [1]
    assert "cautions" not in facts["apart"]


def test_a_contradiction_is_told_and_the_supplied_value_is_used() -> None:
    """A supplied value that the rest of the profile contradicts wins, with a caution for all that rests on it."""
    decision = books.decide(LAYERED, {**PROFILE, "sum": 5}, "2019-01-01")
    assert books.answers(decision)["more"] == 7
    assert [(each.kind, each.topic, each.fact) for each in decision.cautions] == [("contradicted", "sums", "sum")]
    assert decision.cautions_of("more") == decision.cautions
    assert decision.cautions_of("apart") == ()
    assert books.decide(LAYERED, {**PROFILE, "sum": 8}, "2019-01-01").cautions == ()


# layers


BASE = books.version(facts={"taken": books.asked("date"), "age": books.asked("number", at_least=0, at_most=99)})
RULES = {
    **files(BASE, topic="base"),
    **files(
        says(1),
        says(2, "2020-01-01", applies_to={"fact": "taken", "at_least": "2019-10-01"}),
        says(3, "2022-01-01", applies_to={"fact": "taken", "at_least": "2021-01-01"}),
        says(4, "2024-01-01"),
    ),
}
LAYERS = books.history(RULES)


@pytest.mark.parametrize(
    ("as_of", "taken", "expected"),
    [
        ("2019-12-31", "2019-12-31", 1),
        ("2020-01-01", "2019-09-30", 1),
        ("2020-01-01", "2019-10-01", 2),
        ("2022-01-01", "2019-09-30", 1),
        ("2022-01-01", "2020-12-31", 2),
        ("2022-01-01", "2021-01-01", 3),
        ("2023-12-31", "2021-01-01", 3),
        ("2024-01-01", "2019-09-30", 4),
        ("2024-01-01", "2021-01-01", 4),
    ],
)
def test_a_version_that_applies_to_some_leaves_the_others_the_earlier_one(
    as_of: str, taken: str, expected: int
) -> None:
    """The newest version whose condition holds is meant; who meets none keeps the last version that was for all."""
    assert books.answer(LAYERS, "points", {"taken": taken}, as_of) == expected


def test_who_may_be_meant_by_several_versions_gets_bounds() -> None:
    """Where it is unknown to whom a version applies, the answer lies between all that are possible."""
    facts = books.decide(LAYERS, {}, "2022-06-01").document()["facts"]
    assert isinstance(facts, dict)
    assert facts["points"]["status"] == "unknown"
    assert facts["points"]["missing"] == ["taken"]
    same = books.history(
        {
            **files(BASE, topic="base"),
            **files(says(1), says(1, "2020-01-01", applies_to={"fact": "taken", "at_least": "2019-10-01"})),
        }
    )
    assert books.answer(same, "points", {}, "2021-01-01") == 1


# a fact for some


NEW = {"fact": "taken", "at_least": "2020-01-01"}
OLD = {"fact": "taken", "before": "2020-01-01"}


def shared(effective: str, figure: int, **points: Any) -> dict[str, Any]:
    """A version with a figure for everybody, points that may be for some, and their sum."""
    made = {"figure": books.fact(value=figure), "points": books.fact(**points)}
    return books.version(effective, {**made, "total": books.fact(sum=["points", "figure"])})


TRANSITION = books.history({
    **files(BASE, topic="base"),
    **files(
        shared(books.FIRST, 1, value=10),
        shared("2020-01-01", 1, applies_to=NEW, value=20),
        shared("2021-01-01", 2, applies_to=NEW, value=20),
        shared("2022-01-01", 3, applies_to=OLD, value=11),
        shared("2023-01-01", 3, value=30),
    ),
})  # fmt: skip
TURNS = {
    "2019-12-31": (11, 11),
    "2020-01-01": (11, 21),
    "2021-01-01": (12, 22),
    "2022-01-01": (14, 23),
    "2023-01-01": (33, 33),
}


@pytest.mark.parametrize("as_of", TURNS)
def test_a_change_for_everybody_is_said_while_a_transition_runs(as_of: str) -> None:
    """The figure changes for all in 2021, the points of those before in 2022; in 2023 the transition ends."""
    told = [books.answer(TRANSITION, "total", {"taken": taken}, as_of) for taken in ("2019-12-31", "2020-01-01")]
    assert (*told,) == TURNS[as_of]
    unknown = books.decide(TRANSITION, {}, as_of).document()["facts"]
    assert isinstance(unknown, dict)
    assert unknown["total"].get("missing", []) == (["taken"] if told[0] != told[1] else [])


def test_columns_follow_the_layers_of_facts() -> None:
    """For many as for one, whatever is known."""
    for as_of in TURNS:
        plan = books.plan(TRANSITION, as_of)
        days = [{}, *({"taken": read_date(day)} for day in ("2019-12-31", "2020-01-01"))]
        candidates = [Candidate({"as_of": read_date(as_of), **day}) for day in days]
        assert differences(Decided(plan, candidates, [reference.evaluate(plan, each) for each in candidates])) == []


def test_what_later_versions_leave_out_does_not_go_on() -> None:
    """Neither a fact that a version for everybody has no more, nor the lists and refusals of earlier versions."""
    refuse = [{"when": {"fact": "age", "is": 1}, "field": "age", "source": "act", "because": books.TEXTS}]
    first = books.version(facts={"points": books.fact(value=1), "gone": books.fact(value=7)}, refuse=refuse)
    then = books.version("2020-01-01", {"points": books.fact(applies_to=NEW, value=2)})
    history = books.history({**files(BASE, topic="base"), **files(first, then)})
    told = books.answers(books.decide(history, {"age": 1, "taken": "2019-01-01"}, "2020-06-01"))
    assert (told["points"], "gone" in told) == (1, False)


def test_a_version_for_some_may_hold_a_fact_for_fewer() -> None:
    """Both conditions must hold; else the version before goes on."""
    young = {"fact": "age", "less_than": 30}
    history = books.history({
        **files(BASE, topic="base"),
        **files(
            books.version(facts={"points": books.fact(value=1)}),
            books.version("2020-01-01", {"points": books.fact(applies_to=young, value=2)}, applies_to=NEW),
        ),
    })  # fmt: skip
    asked = [{"taken": taken, "age": age} for taken in ("2019-01-01", "2020-01-01") for age in (29, 30)]
    assert [books.answer(history, "points", each, "2020-06-01") for each in asked] == [1, 1, 2, 1]


def test_a_receipt_holds_the_versions_that_go_on_for_some() -> None:
    """The rules are found again from what it lists."""
    decision = books.decide(TRANSITION, {"taken": "2019-01-01"}, "2021-06-01")
    listed = receipt_of(decision)
    assert [each["version"] for each in listed["rules"][1]["layers"]] == ["2021-01-01", "2020-01-01", "2015-01-01"]
    assert rules_of(TRANSITION, listed) == decision.rules


def test_why_says_which_version_goes_on() -> None:
    """In the words of the condition, and with the place of the definition."""
    told = [
        [below.text for below in why(books.decide(TRANSITION, given, "2021-06-01"), "points", "en").below]
        for given in ({"taken": "2019-01-01"}, {"taken": "2020-01-01"}, {})
    ]
    asked = "required: January 1, 2020 or later"
    assert told == [
        ["the later version is not for this case", "by points/2015-01-01.yaml:28:13"],
        [f"text: January 1, 2020 — {asked}", "by points/2021-01-01.yaml:28:13"],
        [f"text: unknown — {asked}"],
    ]


def test_a_version_may_apply_to_some_records_only() -> None:
    """A condition on a record chooses the version record by record."""

    def scored(value: int, effective: str, **keys: Any) -> dict[str, Any]:
        return books.version(effective, {"jobs.score": books.fact(on="jobs", value=value)}, **keys)

    recent = {"fact": "jobs.since", "at_least": "2020-01-01"}
    history = books.history({
        **files(scored(1, books.FIRST), scored(10, "2020-01-01", applies_to=recent), topic="scores"),
        **files(
            books.version(
                facts={
                    "jobs.since": books.asked("date", on="jobs"),
                    "total": books.fact(total={"in": "jobs", "of": "jobs.score"}),
                },
                records={"jobs": books.record()},
            ),
            topic="base",
        ),
    })  # fmt: skip
    jobs = {"jobs": [{"since": "2019-12-31"}, {"since": "2020-01-01"}, {"since": "2021-05-01"}]}
    assert books.answer(history, "total", jobs, "2019-12-31") == 3
    assert books.answer(history, "total", jobs, "2021-12-31") == 21


def test_refusals_follow_the_layers() -> None:
    """A refusal of a version that applies to some refuses only those; the others keep the refusals of theirs."""

    def refusing(effective: str, age: int, **keys: Any) -> dict[str, Any]:
        refuse = [{"when": {"fact": "age", "is": age}, "field": "age", "source": "act", "because": books.TEXTS}]
        return says(1, effective, refuse=refuse, **keys)

    meant = {"fact": "taken", "at_least": "2019-10-01"}
    history = books.history({
        **files(BASE, topic="base"), **files(refusing(books.FIRST, 1), refusing("2020-01-01", 2, applies_to=meant)),
    })  # fmt: skip

    def refused(age: int, taken: str) -> bool:
        try:
            books.decide(history, {"age": age, "taken": taken}, "2021-01-01")
        except ValidationError:
            return True
        return False

    assert [refused(age, "2019-01-01") for age in (1, 2)] == [True, False]
    assert [refused(age, "2020-01-01") for age in (1, 2)] == [False, True]


def test_a_change_of_unknown_content_is_told_to_those_it_concerns() -> None:
    """A later version for some does not make the others forget that theirs changed in an unknown way."""
    history = books.history(
        {
            **files(BASE, topic="base"),
            **files(
                says(1),
                incomplete("2020-01-01"),
                says(2, "2021-01-01", applies_to={"fact": "taken", "at_least": "2021-01-01"}),
            ),
        }
    )
    assert cautions(books.decide(history, {"taken": "2019-01-01"}, "2022-01-01")) == [
        ("incomplete", "2020-01-01", "2020-01-01")
    ]


# order


def permuted(tree: Any, random: Random) -> Any:
    """The same tree with its keys in another order, but for the rows of scales, whose order is part of the language."""
    if isinstance(tree, list):
        return [permuted(each, random) for each in tree]
    if not isinstance(tree, dict):
        return tree
    keys = random.sample(list(tree), len(tree))
    return {
        key: {**tree[key], "rows": dict(tree[key]["rows"])} if key == "scale" else permuted(tree[key], random)
        for key in keys
    }


def turned_around(document: Document, random: Random) -> Document:
    """A document with every mapping in another order."""
    tree = permuted(document.tree, random)
    return Document(document.file, tree, document.marks, canonical_digest(tree))


@settings(max_examples=6, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.integers(0, 2**32))
def test_the_order_of_keys_does_not_matter(seed: int) -> None:
    """The real book with every mapping in another order gives the same answers, cautions and digests."""
    random, history = Random(seed), books.real()
    versions = {
        topic: tuple(replace(each, document=turned_around(each.document, random)) for each in history.versions[topic])
        for topic in history.versions
    }
    other = replace(history, versions=versions)
    assert other.digest == history.digest
    as_of = random.choice(history.change_dates)
    assert other.in_force(as_of).digest == history.in_force(as_of).digest
    plan = books.real_plan(as_of)
    for _ in range(5):
        made = profiles.acceptable(plan, profiles.candidate(plan, as_of, random, derived=0))
        profile = profiles.document(plan, made)
        one, two = (Engine(each, Reference()).evaluate(profile, as_of).document() for each in (history, other))
        assert one["facts"] == two["facts"]
        assert one["digest"] == two["digest"]


def test_the_order_of_facts_does_not_change_the_order_of_cautions() -> None:
    """Contradictions are told in one order, whichever fact a file defines first."""
    facts = {f"{name}": books.fact(value=1) for name in ("c", "a", "b")}
    facts |= {"sum": books.fact(sum=["b", "a", "c"])}
    told = []
    for names in (list(facts), list(reversed(facts)), sorted(facts)):
        decision = books.decide(books.book({name: facts[name] for name in names}), {"a": 2, "c": 2, "b": 2, "sum": 2})
        told.append([caution.fact for caution in decision.cautions])
        told.append(decision.document()["digest"])
    assert told[::2] == [told[0]] * 3
    assert told[1::2] == [told[1]] * 3


def test_the_order_of_files_on_disk_does_not_matter(tmp_path: Path) -> None:
    """A book read from files that came in another order is the same book."""
    written = files(says(1), says(2, "2020-01-01"), says(3, "2021-01-01"))
    turned = dict(reversed(written.items()))
    one, two = (books.read_book(books.write(tmp_path / name, each)) for name, each in (("a", written), ("b", turned)))
    assert one.digest == two.digest
    assert list(one.versions) == list(two.versions)


# digests


YAML = """\
# a comment
title: {fr: texte, en: text}
effective: 2015-01-01
published: 2015-01-01
checked: 2030-01-01

confidence: official        # another
sources:
  - id: act
    title: {fr: texte,   en: "text"}
facts:
    points:
        label:
            en: 'text'
            fr: texte
        source: act
        value: 1.0
"""


def test_comments_and_layout_do_not_change_the_digest() -> None:
    """Only what is said counts: comments, spacing, quotes and the order of keys leave every digest as it was."""
    one, two = book(says(1)), books.history({f"{TOPIC}/{books.FIRST}.yaml": YAML})
    day = read_date("2016-01-01")
    assert one.digest == two.digest
    assert one.in_force(day).digest == two.in_force(day).digest


@settings(max_examples=80, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.integers(0, 2**32))
def test_every_change_of_a_rule_in_force_changes_the_digest(seed: int) -> None:
    """One slip in one version changes the digest of the rules on the days when it is in force, and on no others."""
    random, history = Random(seed), books.real()
    topic = random.choice([name for name, each in history.versions.items() if "facts" in each[0].document.tree])
    version = random.choice([each for each in history.versions[topic] if "facts" in each.document.tree])
    tree = slipped(version.document.tree, random, ["age"])
    changed = Document(version.document.file, tree, {}, canonical_digest(tree))
    versions = tuple(replace(each, document=changed) if each is version else each for each in history.versions[topic])
    other = replace(history, versions={**history.versions, topic: versions})
    same = canonical_digest(tree) == version.document.digest
    assert (other.digest == history.digest) == same
    for day in history.change_dates:
        held = any(version in (*each.layers, *each.incomplete) for each in history.in_force(day).topics)
        assert (other.in_force(day).digest == history.in_force(day).digest) == (same or not held)


def test_a_version_to_come_does_not_change_the_digest_of_today() -> None:
    """Announcing a change, or mending an old version, leaves the digest of the rules in force between them."""
    before, after = book(says(1, "2014-01-01"), says(2)), book(says(9, "2014-01-01"), says(2), says(3, "2020-01-01"))
    day = read_date("2016-01-01")
    assert before.in_force(day).digest == after.in_force(day).digest
    assert before.digest != after.digest


def test_the_same_text_in_another_topic_is_another_rule() -> None:
    """The digest says where a rule stands, not only what it says."""
    day = read_date("2016-01-01")
    assert book(says(1)).in_force(day).digest != book(says(1), topic="other").in_force(day).digest


def test_a_profile_in_another_layout_is_the_same_profile() -> None:
    """Dotted names or groups, quotes or none, JSON or YAML, in any order: one profile, one digest, one decision."""
    texts = (
        "partner.status: none\nage: 30\nsettlement_funds: 20000\nwork: []\n",
        "settlement_funds: 20000.00\nage: 30 # years\npartner:\n  status: 'none'\nwork: []\n",
        '{"work": [], "age": 30, "partner": {"status": "none"}, "settlement_funds": 20000, "family_size": null}',
    )
    engine, day = books.real_engine(), read_date("2023-05-01")
    decisions = [engine.evaluate(parse(text.encode(), "profile.yaml"), day) for text in texts]
    assert len({decision.profile.digest for decision in decisions}) == 1
    assert len({str(decision.document()["digest"]) for decision in decisions}) == 1


SCRIPT = """
from datetime import date
from random import Random
from tests.support import books, profiles
as_of = date(2024, 6, 3).toordinal()
plan = books.real_plan(as_of)
for seed in range(6):
    made = profiles.acceptable(plan, profiles.candidate(plan, as_of, Random(seed)))
    decision = profiles.document(plan, made)
    from ronde.evaluate.engine import Engine
    from ronde.evaluate.machine import Reference
    print(books.real_engine().evaluate(decision, as_of).document()["digest"])
print(books.real().digest, books.real().in_force(as_of).digest)
"""


def test_digests_are_the_same_on_every_run() -> None:
    """Another process, with another seed for Python's own hashes, finds the same digests for the same decisions."""
    root = Path(__file__).resolve().parents[2]
    runs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=root, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1]
    assert len(runs[0].splitlines()) == 7


def test_reading_unchanged_rules_again_gives_the_same_values() -> None:
    """A plan is the same whoever compiled it: the same nodes in the same order, so the same values."""
    as_of = date(2025, 4, 1).toordinal()
    one, two = compile_rules(books.real().in_force(as_of)), compile_rules(books.real().in_force(as_of))
    made = profiles.candidate(one, as_of, Random(5))
    assert one.nodes == two.nodes
    assert reference.evaluate(one, made) == reference.evaluate(two, made)
