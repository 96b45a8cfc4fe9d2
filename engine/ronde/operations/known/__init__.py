"""Whether a value is known."""
