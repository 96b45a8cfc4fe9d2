"""Whether a value is no less than another."""
