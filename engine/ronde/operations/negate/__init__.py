"""Whether a condition does not hold."""
