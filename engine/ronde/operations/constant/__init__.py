"""One value for all."""
