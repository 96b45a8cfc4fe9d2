"""The year of a date."""
