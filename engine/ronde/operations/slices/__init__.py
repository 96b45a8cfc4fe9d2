"""Progressive rates: each slice of a number at its own rate."""
