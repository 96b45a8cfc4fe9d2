"""Every sentence that the engine says to people, in English and French, by key."""

from ronde.words.catalogue import LANGUAGES, WORDS, say, tell

__all__ = ["LANGUAGES", "WORDS", "say", "tell"]
