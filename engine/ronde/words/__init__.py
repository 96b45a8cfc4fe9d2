"""Every sentence that the engine says to people, in English and French, by key."""

from ronde.words.catalogue import WORDS, say, tell

__all__ = ["WORDS", "say", "tell"]
