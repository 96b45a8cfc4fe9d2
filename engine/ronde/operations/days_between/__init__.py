"""Days from one date to another."""
