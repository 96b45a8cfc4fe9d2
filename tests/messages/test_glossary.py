"""The glossary: one word for one thing, in every message, every text of the rules and every schema."""

from __future__ import annotations

import pytest
from tests.messages.test_typography import MESSAGES
from tests.support.glossary import ROOT, Variant, glossary, schema_texts, variants
from tests.support.typography import faults, texts_of

from ronde.messages import LANGUAGES


def _every_text() -> list[tuple[str, str, str]]:
    said = [
        (key, language, text) for key, texts in MESSAGES.items() for language in LANGUAGES for text in texts[language]
    ]
    ruled = [
        (f"BOOK {where}", language, text)
        for where, language, text in texts_of(ROOT / "rulesets")
        if not where.startswith("book.yaml terms")
    ]
    return [*said, *ruled, *((f"SCHEMA {where}", language, text) for where, language, text in schema_texts())]


TEXTS = _every_text()


@pytest.mark.parametrize("variant", variants(), ids=lambda each: f"{each.language}-{each.words}")
def test_no_variant_of_a_term_is_written(variant: Variant) -> None:
    wrong = [
        (where, text)
        for where, language, text in TEXTS
        if language == variant.language and variant.stands_in(where, text)[0]
    ]
    assert wrong == [], f"write “{variant.term}”"


def test_every_exception_is_used() -> None:
    every = [each for variant in variants() for each in variant.unless]
    used = {
        each
        for variant in variants()
        if variant.unless
        for where, language, text in TEXTS
        if language == variant.language
        for each in variant.stands_in(where, text)[1]
    }
    assert [each for each in every if each not in used] == []


@pytest.mark.parametrize("group", glossary())
def test_an_entry_is_whole_and_set_as_its_languages_ask(group: str) -> None:
    for entry in glossary()[group]:
        assert set(entry) - {"unless"} == {"term", "means", "not"}
        for language in LANGUAGES:
            assert faults(entry["term"][language], language) == []
            assert faults(entry["means"][language], language) == []
            assert entry["not"][language]
        assert all(each["because"] for each in entry.get("unless", []))


def test_a_variant_is_found_as_a_word_in_any_case_and_number() -> None:
    variant = next(each for each in variants() if each.words == "demandeur")
    assert variant.stands_in("x", "Les Demandeurs attendent.")[0]
    assert not variant.stands_in("x", "Les demandeurs d'asile attendent.")[0]
    assert not variant.stands_in("x", "codemandeur, `demandeur`, {demandeur}, demandeur.yaml")[0]
    assert variant.stands_in("x", "Un demandeur d'asile et un demandeur.")[0]
