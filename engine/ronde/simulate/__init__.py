"""Populations, rounds held on a pool, replays and comparisons."""
