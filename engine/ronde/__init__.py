"""Ronde: a rules engine whose content is data with dates."""

__version__ = "0.1.0"
