"""Whole calendar months from one date to another."""
