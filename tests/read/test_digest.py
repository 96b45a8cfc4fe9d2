"""The digest of a plain value is that of its canonical JSON, by whichever library it was written."""

from __future__ import annotations

import hashlib

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ronde.read.structure import canonical_digest

LARGEST = 2**53 - 1
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST, LARGEST)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def canonical(value: object) -> str:
    """The digest by the library that defines it."""
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()  # type: ignore[arg-type]


@given(PLAIN)
def test_any_plain_value(value: object) -> None:
    """Whatever characters, numbers and nesting."""
    assert canonical_digest(value) == canonical(value)


@pytest.mark.parametrize(
    "value",
    [1e21, 0.1, -0.0, [1e-7], {"a": 1.0}, "1.5", {"\U0001f600": 1, "\ufb33": 2}, "\x7f\u2028\x01", {"b": 1, "a": 2}],
)
def test_what_libraries_write_otherwise(value: object) -> None:
    """Numbers that are not whole, and keys whose order in UTF-16 is not that in UTF-8."""
    assert canonical_digest(value) == canonical(value)


@pytest.mark.parametrize("value", [2**53, {1: 1}, "\ud800"])
def test_what_has_no_canonical_form_is_still_refused(value: object) -> None:
    """A number too large, a key that is no text, half of a character."""
    with pytest.raises((rfc8785.CanonicalizationError, ValueError)):
        canonical_digest(value)
