"""Whether a condition holds of every record that is meant."""
