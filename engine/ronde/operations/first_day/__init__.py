"""The first day of the month or of the year of a date."""
