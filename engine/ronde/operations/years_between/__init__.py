"""Whole calendar years from one date to another."""
