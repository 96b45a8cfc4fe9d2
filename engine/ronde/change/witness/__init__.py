"""Somebody whose answer differs between two sides of a difference, as small as can be, or why there is none."""
