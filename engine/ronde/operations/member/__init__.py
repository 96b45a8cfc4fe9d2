"""Whether a value is one of a set."""
