"""Whether all of several conditions hold: in native code."""

from __future__ import annotations

from ronde.operations.instructions import Instructions, folded

native = folded(Instructions.all)
"""What writes the instructions of a node."""
