"""The least of several values."""
