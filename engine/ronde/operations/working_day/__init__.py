"""The first working day from a date on."""
