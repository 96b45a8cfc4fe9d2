"""Stands in the way of the library of this name, for the engine that is to run without native code."""

raise ImportError("left out for this engine")
