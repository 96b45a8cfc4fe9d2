"""The product of two facts."""
