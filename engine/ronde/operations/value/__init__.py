"""A constant, or another fact."""
