"""A date moved by whole years, months and days."""
