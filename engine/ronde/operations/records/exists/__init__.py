"""Whether a condition holds of one record."""
