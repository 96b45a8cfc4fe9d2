"""The interface for programs against its description: whatever OpenAPI lets be asked is answered as it says."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from ronde.api.book import Book
from ronde.web.app import application

FEW = 5
"""Requests of each kind to each address."""

OPERATIONS = 11

TOO_LONG = 414
"""An address that is too long is refused, which the checks do not count as a refusal."""

SPANNING = ("/history", "/invited")
SPAN = {"since": "2023-06-20", "until": "2023-07-05"}
"""What runs over days is asked of few: all that a book has take a second each time."""


@pytest.mark.parametrize("mode", GenerationMode)
def test_what_is_asked_as_described_or_otherwise_is_answered_as_described(book: Book, mode: GenerationMode) -> None:
    """No answer is a defect, of a status or a type that is not described, or takes what the description does not.

    What it lets be asked may still be refused: no schema says which days a book has, or what a profile may hold on one.
    """
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", application(book))
    operations = [each.ok() for each in described.get_all_operations()]
    assert len(operations) == OPERATIONS
    for each in operations:

        @settings(max_examples=FEW, phases=[Phase.generate], suppress_health_check=list(HealthCheck), deadline=None)
        @given(each.as_strategy(generation_mode=mode))
        def check(case: Case) -> None:
            if case.path in SPANNING and isinstance(case.body, dict):
                case.body = case.body | SPAN
            answer = case.call(timeout=60)
            if answer.status_code != TOO_LONG:
                case.validate_response(answer, excluded_checks=[positive_data_acceptance])

        check()
