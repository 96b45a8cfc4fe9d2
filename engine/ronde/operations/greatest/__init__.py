"""The greatest of several values."""
