"""Several values added."""
