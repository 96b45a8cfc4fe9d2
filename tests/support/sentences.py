"""What every error of the public face is: of its kind, a sentence that names no option, nothing of ours behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import ronde


def refused(kind: type[ronde.RondeError], sentence: str, ask: Callable[[], object]) -> ronde.RondeError:
    """The error that asking raises: of this kind, saying this."""
    with pytest.raises(ronde.RondeError) as caught:
        ask()
    assert type(caught.value) is kind
    assert sentence in str(caught.value)
    assert "--" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value
