"""Dated cases written in YAML by people who know the rules: read, expanded, run and judged."""
