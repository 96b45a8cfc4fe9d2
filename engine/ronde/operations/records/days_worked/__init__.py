"""Days on which periods of work last, each day once."""
