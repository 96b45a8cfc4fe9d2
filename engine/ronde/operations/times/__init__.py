"""A value times a whole number."""
