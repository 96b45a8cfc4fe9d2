"""The command itself: without its extra it names the line to type."""

from __future__ import annotations

import sys

import pytest
from tests.conftest import Run


@pytest.mark.parametrize(("language", "words"), [("en", "needs pygls"), ("fr", "demande pygls")])
def test_without_its_extra_it_names_the_line_to_type(
    run: Run, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    """With exit code 2."""
    for name in [each for each in sys.modules if each.startswith(("pygls", "lsprotocol", "ronde.lsp"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    code, out, err = run("lsp", "--lang", language)
    assert (code, out) == (2, "")
    assert words in err
    assert "pip install 'ronde[lsp]'" in err
