"""Every operation has its room, and every room has all its parts."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from ronde.model.nodes import Op
from ronde.operations import registry
from ronde.rooms import Room

ROOMS = {**registry.ROWS, **registry.RECORDS}


def test_every_operation_that_is_known_by_name_has_a_room() -> None:
    """But the two that the evaluators themselves know: a fact, and whether a list was given."""
    assert set(Op) - set(ROOMS) == {Op.FACT, Op.GIVEN}


@pytest.mark.parametrize("name", sorted({*ROOMS, *registry.FORMS}))
def test_a_room_has_every_part(name: str) -> None:
    """Each part is a module with a function of its name, and a room says what it is for."""
    room = {**ROOMS, **registry.FORMS}[name]
    assert import_module(room.module).__doc__
    files = (*(registry.COMPUTED if name in ROOMS else ()), *(registry.WRITTEN if name in registry.FORMS else ()))
    assert all((room.folder / file).is_file() for file in files)
    for part in (Path(file).stem for file in files if file.endswith(".py")):
        assert callable(getattr(import_module(f"{room.module}.{part}"), part))


def test_a_room_that_lacks_a_part_does_not_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is said."""
    room = tmp_path / "halved"
    room.mkdir()
    (room / "__init__.py").write_text("", encoding="utf-8")
    (room / "value.py").write_text("def value(node, args): return args[0]\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(registry.ROWS, "halved", Room("halved", room))
    with pytest.raises(ImportError, match="halved lacks column"):
        registry.value("halved")
    sys.modules.pop("halved", None)
